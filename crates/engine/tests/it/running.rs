//! Runs from start to end, over faults of every kind: what the centre holds afterwards, and what it was asked.

use std::collections::HashSet;
use std::time::Duration;

use skillsheet_engine::journal::FeedFilter;
use skillsheet_engine::runner::{Decision, RunError, decide};
use skillsheet_practice::{self as practice, Fault, Limit, Rule};
use skillsheet_skills::{Fact, Outcome, Pace, RunStatus};

use crate::world::{World, agent_of, quick};

#[tokio::test]
async fn one_write_per_changed_agent_and_nobody_else_is_touched() {
    let world = World::new().await;
    let run = world.plan(60);
    let expected = world.expected(&run);
    let end = world.run(&run).await;
    assert_eq!(end.run.status, RunStatus::Completed);
    assert_eq!(world.state(), expected);
    let puts = world.puts_by_agent();
    assert_eq!(puts.len(), 60);
    assert!(puts.values().all(|times| *times == 1));
    assert_eq!(world.looks().len(), 0, "what was read a moment ago is not read again");
    world.assert_in_bounds();
    assert_eq!((end.run.requests, end.run.counts.agents(false).done), (60, 60));
    let record = world.journal.run(end.run.id).await.unwrap();
    assert_eq!((record.counts, record.seq, record.status), (end.run.counts, end.run.seq, end.run.status));
    assert!(record.ended_at.is_some() && record.sending > Duration::ZERO);
}

/// What one kind of fault leads to: the writes that arrived beyond one for each agent.
async fn over(fault: Fault, struck: u32) -> (World, usize) {
    let world = World::new().await;
    let run = world.plan(30);
    let expected = world.expected(&run);
    world.practice.set_faults(vec![Rule::new(fault.clone()).method("PUT").from(3).times(struck)]);
    let end = world.run(&run).await;
    assert_eq!(end.run.status, RunStatus::Completed, "{fault:?}: {:?}", end.reason);
    assert_eq!(end.run.counts.agents(false).done, 30, "{fault:?}");
    assert_eq!(world.state(), expected, "{fault:?}");
    world.assert_in_bounds();
    assert_eq!(end.run.requests as usize, world.puts().len(), "{fault:?}: what is recorded is what arrived");
    let again = world.puts().len() - 30;
    (world, again)
}

#[tokio::test]
async fn what_certainly_did_not_arrive_is_sent_again() {
    for fault in [
        Fault::TooManyRequests { retry_after: Some(1) },
        Fault::TooManyRequests { retry_after: None },
        Fault::status(503),
        Fault::ResetBefore,
        Fault::Hang { seconds: 20.0, applies: false },
    ] {
        let (_, again) = over(fault.clone(), 2).await;
        assert_eq!(again, 2, "{fault:?}");
    }
}

#[tokio::test]
async fn what_did_arrive_is_looked_up_and_not_sent_again() {
    for fault in [
        Fault::ResetAfter,
        Fault::MalformedBody,
        Fault::Hang { seconds: 20.0, applies: true },
        Fault::Status { status: 502, retry_after: None, body: None, text: None, applies: true },
    ] {
        let (world, again) = over(fault.clone(), 2).await;
        assert_eq!(again, 0, "{fault:?}");
        assert!(world.looks().len() <= 2, "{fault:?}");
    }
}

#[tokio::test]
async fn an_answer_that_comes_before_its_effect_is_waited_for() {
    let world = World::new().await;
    let run = world.plan(10);
    let expected = world.expected(&run);
    world.practice.set_faults(vec![Rule::new(Fault::ApplyLate { millis: 200, status: 504 }).method("PUT").times(3)]);
    let mut options = quick();
    options.manners.grace = Duration::from_millis(600);
    let end = world.start(&run, options).await.finished().await;
    assert_eq!((end.run.status, end.run.requests), (RunStatus::Completed, 10));
    assert_eq!(world.state(), expected);
}

#[tokio::test]
async fn everybody_waits_when_the_centre_asks_for_it() {
    let world = World::new().await;
    let run = world.plan(20);
    world
        .practice
        .set_faults(vec![Rule::new(Fault::TooManyRequests { retry_after: Some(1) }).method("PUT").from(4).times(1)]);
    let end = world.run(&run).await;
    assert_eq!((end.run.slowed, end.run.requests), (1, 21));
    let puts = world.puts();
    let slowed = puts.iter().find(|put| put.status == Some(429)).unwrap().ended_micros.unwrap();
    // What was under way then was on its way already; everything else comes after the wait.
    let after: Vec<_> = puts.iter().filter(|put| put.arrived_micros > slowed + 100_000).collect();
    assert!(after.len() >= 10, "{}", after.len());
    assert!(after.iter().all(|put| put.arrived_micros >= slowed + 1_000_000));
}

#[tokio::test]
async fn the_limit_is_kept_so_that_the_centre_never_says_too_many() {
    let pace = Pace { requests: 20, window: Duration::from_millis(800) };
    let options = practice::Options { limit: Some(Limit::sliding(20, pace.window)), ..practice::Options::fast() };
    let world = World::with(options, Some(pace)).await;
    let run = world.plan(70);
    let handle = world.start(&run, quick()).await;
    let mut snapshots = handle.snapshots();
    let midway = snapshots.wait_for(|snapshot| snapshot.left.is_some()).await.unwrap().clone();
    assert!(midway.left.is_some_and(|left| left > 0.0) && midway.pace.iter().all(|sent| *sent <= 20));
    let end = handle.finished().await;
    assert_eq!((end.run.status, end.run.slowed, end.run.requests), (RunStatus::Completed, 0, 70));
    let arrivals: Vec<u64> = world.puts().iter().map(|put| put.arrived_micros).collect();
    assert!(arrivals.windows(21).all(|window| window[20] - window[0] >= 800_000));
}

#[tokio::test]
async fn a_sign_in_that_runs_out_is_renewed_once_for_all() {
    let world = World::new().await;
    let run = world.plan(40);
    let expected = world.expected(&run);
    world.practice.set_faults(vec![Rule::new(Fault::RevokeToken).method("PUT").from(10).times(1)]);
    let end = world.run(&run).await;
    assert_eq!(end.run.status, RunStatus::Completed);
    assert_eq!(world.state(), expected);
    let sign_ins = world.practice.log().iter().filter(|entry| entry.path == "/oauth/token").count();
    assert_eq!(sign_ins, 2);
}

#[tokio::test]
async fn a_refused_agent_fails_alone_in_the_centres_own_words_and_can_be_tried_again() {
    let world = World::new().await;
    let run = world.plan(12);
    let expected = world.expected(&run);
    let poor = run.calls[4].agent().unwrap().clone();
    world.practice.set_faults(vec![Rule::new(Fault::status(422)).method("PUT").agent(poor.as_str())]);
    let end = world.run(&run).await;
    let tally = end.run.counts.agents(false);
    assert_eq!((end.run.status, tally.done, tally.failed), (RunStatus::Completed, 11, 1));
    let feed = world.journal.feed(end.run.id, FeedFilter::NeedYou, 0, 10).await.unwrap();
    assert_eq!((feed.total, feed.items[0].id.clone()), (1, poor));
    assert_eq!(feed.items[0].problem.as_ref().unwrap().status, Some(422));

    world.practice.set_faults(Vec::new());
    let again = decide(&world.journal, &world.centre, end.run.id, Decision::Retry(Vec::new()), quick()).await.unwrap();
    let end = again.finished().await;
    assert_eq!((end.run.counts.agents(false).done, end.run.requests), (12, 13));
    assert_eq!(world.state(), expected);
    let nothing = decide(&world.journal, &world.centre, end.run.id, Decision::Retry(Vec::new()), quick()).await;
    assert_eq!(nothing.err(), Some(RunError::Ended(RunStatus::Completed)));
}

#[tokio::test]
async fn tries_are_bounded_and_then_it_is_said() {
    let world = World::new().await;
    let run = world.plan(3);
    world
        .practice
        .set_faults(vec![Rule::new(Fault::status(503)).method("PUT").agent(run.calls[0].agent().unwrap().as_str())]);
    let end = world.run(&run).await;
    assert_eq!((end.run.status, end.run.counts.agents(false).failed), (RunStatus::Completed, 1));
    assert_eq!(world.puts_by_agent()[run.calls[0].agent().unwrap().as_str()], 5);
    let record = world.journal.calls(end.run.id).await.unwrap().remove(0);
    assert_eq!(record.problem.unwrap().status, Some(503));
}

#[tokio::test]
async fn a_centre_with_a_fault_pauses_the_run_instead_of_grinding() {
    let world = World::new().await;
    let run = world.plan(80);
    let expected = world.expected(&run);
    world.practice.set_faults(vec![Rule::new(Fault::status(500)).method("PUT")]);
    let end = world.run(&run).await;
    assert_eq!((end.run.status, end.reason.unwrap().status), (RunStatus::Paused, Some(500)));
    assert!(world.puts().len() < 40, "{}", world.puts().len());
    world.practice.set_faults(Vec::new());
    let end = world.resume(end.run.id).await;
    assert_eq!((end.run.status, end.reason), (RunStatus::Completed, None));
    assert_eq!(world.state(), expected);
}

#[tokio::test]
async fn an_unreachable_centre_pauses_the_run_and_fails_nobody() {
    let world = World::new().await;
    let run = world.plan(2);
    world.centre.token().await.unwrap();
    let World { practice, centre, journal, folder: _folder } = world;
    practice.stop().await;
    let id = journal.create(run).await.unwrap();
    let end = skillsheet_engine::runner::start(&journal, &centre, id, quick()).await.unwrap().finished().await;
    assert_eq!(end.run.status, RunStatus::Paused);
    assert_eq!((end.run.counts.agents(false).failed, end.reason.unwrap().status), (0, None));
}

#[tokio::test]
async fn a_sign_in_with_a_fault_pauses_the_run_and_fails_nobody() {
    let world = World::new().await;
    let run = world.plan(3);
    let expected = world.expected(&run);
    for (fault, status) in [(Fault::status(503), 503), (Fault::status(401), 401)] {
        world.practice.set_faults(vec![Rule::new(fault).path("/oauth/token")]);
        let end = world.run(&run).await;
        assert_eq!((end.run.status, end.run.counts.agents(false).waiting), (RunStatus::Paused, 3));
        assert_eq!((end.reason.unwrap().status, world.puts().len()), (Some(status), 0));
        world.practice.set_faults(Vec::new());
        if status == 401 {
            assert_eq!(world.resume(end.run.id).await.run.status, RunStatus::Completed);
        }
    }
    assert_eq!(world.state(), expected);
}

#[tokio::test]
async fn a_right_that_is_missing_stops_the_run_and_fails_nobody() {
    let world = World::new().await;
    let run = world.plan(40);
    let expected = world.expected(&run);
    let body = Some(serde_json::json!({ "message": "Missing scope user:skill:write" }));
    let fault = Fault::Status { status: 403, retry_after: None, body, text: None, applies: false };
    world.practice.set_faults(vec![Rule::new(fault).method("PUT").from(5)]);
    let end = world.run(&run).await;
    assert_eq!((end.run.status, end.reason.unwrap().status), (RunStatus::Paused, Some(403)));
    let tally = end.run.counts.agents(false);
    assert_eq!((tally.done, tally.failed, tally.waiting), (4, 0, 36));
    assert!(world.puts().len() <= 10, "only what was under way met the same refusal");
    world.practice.set_faults(Vec::new());
    assert_eq!(world.resume(end.run.id).await.run.status, RunStatus::Completed);
    assert_eq!(world.state(), expected);
}

#[tokio::test]
async fn what_somebody_else_changed_is_held_and_settled_by_the_person() {
    let world = World::new().await;
    let mut run = world.plan(6);
    // Read long ago, so each agent is looked at first; two were changed meanwhile.
    run.read_at = jiff::Timestamp::UNIX_EPOCH;
    let mut expected = world.expected(&run);
    let touched: Vec<_> = run.calls[..2].iter().map(|call| call.agent().unwrap().to_string()).collect();
    let new = world.practice.directory().skills[35].id.clone();
    for agent in &touched {
        let mut levels = world.state()[agent].clone();
        levels.insert(new.clone(), 99);
        world.practice.set_assignments(agent, levels);
    }
    let end = world.run(&run).await;
    let tally = end.run.counts.agents(false);
    assert_eq!((tally.done, tally.held, end.run.requests), (4, 2, 4));
    assert_eq!((world.looks().len(), world.puts().len()), (6, 4));

    let (theirs, ours) = (run.calls[0].agent().unwrap().clone(), run.calls[1].agent().unwrap().clone());
    let id = end.run.id;
    for decision in [Decision::Theirs(vec![theirs.clone()]), Decision::Ours(vec![ours.clone()])] {
        decide(&world.journal, &world.centre, id, decision, quick()).await.unwrap().finished().await;
    }
    expected.insert(theirs.to_string(), {
        let mut levels = before_image(&run, 0);
        levels.insert(new.clone(), 99);
        levels
    });
    let mut mine = expected[ours.as_str()].clone();
    mine.entry(new).or_insert(99);
    expected.insert(ours.to_string(), mine);
    assert_eq!(world.state(), expected, "ours carries what they added");
    let tally = world.journal.run(id).await.unwrap().counts.agents(false);
    assert_eq!((tally.done, tally.skipped, tally.held), (5, 1, 0));
}

fn before_image(run: &skillsheet_engine::journal::NewRun, call: usize) -> practice::Levels {
    crate::world::levels(&run.before[run.calls[call].agent().unwrap()])
}

#[tokio::test]
async fn nothing_leaves_before_it_is_on_record() {
    let world = World::new().await;
    let run = world.plan(25);
    world.practice.set_faults(vec![
        Rule::new(Fault::ResetAfter).method("PUT").from(4).times(2),
        Rule::new(Fault::status(503)).method("PUT").from(12).times(2),
        Rule::new(Fault::TooManyRequests { retry_after: None }).method("PUT").from(18).times(2),
    ]);
    let end = world.run(&run).await;
    let arrived = world.puts_by_agent();
    let mut answered = HashSet::new();
    for call in world.journal.calls(end.run.id).await.unwrap() {
        let facts = world.journal.facts(end.run.id, call.index).await.unwrap();
        let mut sent: Vec<u32> = Vec::new();
        for (_, fact) in &facts {
            match fact {
                Fact::Sent(number) => sent.push(*number),
                Fact::Unsent => drop(sent.pop()),
                _ => {}
            }
        }
        assert_eq!(sent, (1..=arrived[call.call.agent().unwrap().as_str()] as u32).collect::<Vec<_>>());
        for (_, fact) in facts {
            if let Fact::Refused(refusal) = fact {
                answered.insert(refusal.outcome);
            }
        }
    }
    assert!(answered.contains(&Outcome::Unknown) && answered.contains(&Outcome::Throttled), "{answered:?}");
    assert_eq!(world.puts().iter().map(agent_of).collect::<HashSet<_>>().len(), 25);
}
