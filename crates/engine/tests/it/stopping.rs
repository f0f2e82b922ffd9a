//! Pausing, stopping, and being cut off.

use std::time::Duration;

use skillsheet_engine::journal::Journal;
use skillsheet_engine::pace_log::PaceLog;
use skillsheet_engine::results::{Way, left};
use skillsheet_engine::runner::{self, Options, RunError, RunSnapshot};
use skillsheet_engine::session::read_live;
use skillsheet_practice::{self as practice, Fault, Latency, Rule};
use skillsheet_skills::{CallStatus, Limiter, RunStatus};
use tokio_util::sync::CancellationToken;

use crate::world::{World, quick, sign_in};

/// A centre that takes its time, so that there is a middle of a run.
fn slow() -> practice::Options {
    let latency = Latency { base: Duration::from_millis(20), jitter: Duration::from_millis(10) };
    practice::Options { latency, ..practice::Options::fast() }
}

/// Waits until so many writes have arrived.
async fn arrived(world: &World, writes: usize) {
    while world.puts().len() < writes {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn after_the_pause_nothing_arrives_until_it_goes_on() {
    let world = World::with(slow(), None).await;
    let run = world.plan(60);
    let expected = world.expected(&run);
    let handle = world.start(&run, quick()).await;
    arrived(&world, 10).await;
    handle.pause().await;
    let paused = handle.finished().await;
    assert_eq!((paused.run.status, paused.reason), (RunStatus::Paused, None));
    let then = world.puts().len();
    assert!(then < 60);
    assert_eq!(paused.run.counts.of(&CallStatus::InFlight).agents, 0, "what was under way came in");
    assert_eq!(paused.run.counts.of(&CallStatus::Applied).agents as usize, then);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(world.puts().len(), then);
    handle.resume().await;
    let end = handle.finished().await;
    assert_eq!((end.run.status, end.run.requests), (RunStatus::Completed, 60));
    assert_eq!(world.state(), expected);
}

#[tokio::test]
async fn after_a_sleep_nothing_goes_on_from_before_it() {
    let world = World::new().await;
    world
        .practice
        .set_faults(vec![Rule::new(Fault::TooManyRequests { retry_after: Some(3_600) }).method("PUT").times(1)]);
    let run = world.plan(20);
    let handle = world.start(&run, quick()).await;
    let waits = |snapshot: &RunSnapshot| {
        snapshot.waits_until.is_some() && snapshot.run.counts.of(&CallStatus::InFlight).agents == 0
    };
    handle.snapshots().wait_for(waits).await.unwrap();
    let writes = world.puts().len();
    assert!(writes < 20);
    // The wait was over long ago.
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(7_200)).await;
    tokio::time::resume();
    let paused = handle.finished().await;
    assert_eq!(
        (paused.run.status, paused.reason.unwrap().title.as_str()),
        (RunStatus::Paused, "The computer was asleep")
    );
    assert_eq!(world.puts().len(), writes);
}

#[tokio::test]
async fn pausing_does_not_wait_for_a_wait() {
    let world = World::new().await;
    let run = world.plan(20);
    world
        .practice
        .set_faults(vec![Rule::new(Fault::TooManyRequests { retry_after: Some(3_600) }).method("PUT").from(5)]);
    let handle = world.start(&run, quick()).await;
    let mut snapshots = handle.snapshots();
    let waiting = snapshots.wait_for(|snapshot| snapshot.waits_until.is_some()).await.unwrap().clone();
    assert_eq!(waiting.reason.unwrap().status, Some(429));
    handle.pause().await;
    let paused = handle.finished().await;
    assert_eq!(paused.run.status, RunStatus::Paused);
    assert!(world.puts().len() <= 10);
}

#[tokio::test]
async fn a_stop_leaves_the_rest_out_for_good() {
    let world = World::with(slow(), None).await;
    let run = world.plan(60);
    let handle = world.start(&run, quick()).await;
    arrived(&world, 10).await;
    handle.cancel().await;
    let end = handle.finished().await;
    let tally = end.run.counts.agents(false);
    assert_eq!(end.run.status, RunStatus::Cancelled);
    assert_eq!((tally.done as usize, tally.done + tally.skipped), (world.puts().len(), 60));
    let again = runner::resume(&world.journal, &world.centre, end.run.id, quick()).await;
    assert_eq!(again.err(), Some(RunError::Ended(RunStatus::Cancelled)));
    assert_eq!(world.journal.run(end.run.id).await.unwrap().counts, end.run.counts);
}

#[tokio::test]
async fn what_was_stopped_in_doubt_is_not_tried_again_before_the_grace_is_over() {
    let world = World::new().await;
    let run = world.plan(3);
    let expected = world.expected(&run);
    let lost = run.calls[0].agent().unwrap().to_string();
    let late = Fault::ApplyLate { millis: 700, status: 504 };
    world.practice.set_faults(vec![Rule::new(late).method("PUT").agent(&lost).times(1)]);
    let mut options = quick();
    options.manners.grace = Duration::from_millis(1_500);
    let handle = world.start(&run, options).await;
    let in_doubt = |snapshot: &RunSnapshot| snapshot.run.counts.of(&CallStatus::Unknown).agents == 1;
    handle.snapshots().wait_for(in_doubt).await.unwrap();
    handle.cancel().await;
    let id = handle.finished().await.run.id;
    let again = runner::retry(&world.journal, &world.centre, id, Vec::new(), options).await.unwrap();
    assert_eq!(again.finished().await.run.counts.agents(false).failed, 0);
    assert_eq!(world.puts_by_agent()[&lost], 1, "it was on its way, and is not sent again");
    assert_eq!(world.state()[&lost], expected[&lost]);
}

#[tokio::test]
async fn a_trial_pauses_after_the_first_few() {
    let world = World::new().await;
    let run = world.plan(30);
    let handle = world.start(&run, Options { trial: Some(10), ..quick() }).await;
    let paused = handle.finished().await;
    assert_eq!((paused.run.status, paused.run.trial, paused.trial_over), (RunStatus::Paused, Some(10), true));
    assert_eq!((paused.run.counts.agents(false).done, world.puts().len()), (10, 10));
    handle.resume().await;
    let end = handle.finished().await;
    assert_eq!((end.run.counts.agents(false).done, end.run.trial), (30, None));
}

#[tokio::test]
async fn a_trial_that_is_interrupted_goes_on_as_a_trial() {
    for in_a_new_process in [false, true] {
        let world = World::new().await;
        let run = world.plan(30);
        let wait = Fault::TooManyRequests { retry_after: Some(3_600) };
        world.practice.set_faults(vec![Rule::new(wait).method("PUT").from(5)]);
        let mut handle = world.start(&run, Options { trial: Some(10), ..quick() }).await;
        handle.snapshots().wait_for(|snapshot| snapshot.waits_until.is_some()).await.unwrap();
        handle.pause().await;
        let paused = handle.finished().await;
        assert_eq!((paused.run.status, paused.trial_over), (RunStatus::Paused, false));
        assert!(paused.run.counts.agents(false).done < 10);
        world.practice.set_faults(Vec::new());
        if in_a_new_process {
            let id = handle.id;
            drop(handle);
            let centre = sign_in(&world.practice, None);
            handle = runner::resume(&world.journal, &centre, id, quick()).await.unwrap();
        } else {
            // The hour is over.
            *world.centre.limiter().lock().unwrap() = Limiter::new(None);
            handle.resume().await;
        }
        let paused = handle.finished().await;
        assert_eq!((paused.run.trial, paused.trial_over), (Some(10), true), "{in_a_new_process}");
        assert_eq!(paused.run.counts.agents(false).done, 10, "{in_a_new_process}");
        handle.resume().await;
        let end = handle.finished().await;
        assert_eq!((end.run.counts.agents(false).done, end.run.trial), (30, None), "{in_a_new_process}");
    }
}

#[tokio::test]
async fn a_decision_alone_does_not_set_a_paused_run_going() {
    let world = World::new().await;
    let run = world.plan(20);
    let expected = world.expected(&run);
    world.practice.set_faults(vec![Rule::new(Fault::status(422)).method("PUT").times(2)]);
    let handle = world.start(&run, Options { trial: Some(5), ..quick() }).await;
    let id = handle.finished().await.run.id;
    drop(handle);
    let (journal, centre) = (&world.journal, &world.centre);
    let handle = runner::retry(journal, centre, id, Vec::new(), quick()).await.unwrap();
    let paused = handle.finished().await;
    assert_eq!(
        (paused.run.status, paused.run.counts.agents(false).failed, world.puts().len()),
        (RunStatus::Paused, 0, 5)
    );
    handle.resume().await;
    assert_eq!(handle.finished().await.run.counts.agents(false).done, 20);
    assert_eq!(world.state(), expected);
}

#[tokio::test]
async fn a_run_is_made_by_one_only() {
    let world = World::new().await;
    let handle = world.start(&world.plan(30), Options { trial: Some(1), ..quick() }).await;
    assert_eq!(handle.finished().await.run.status, RunStatus::Paused);
    // Paused, but somebody still holds it.
    let second = runner::resume(&world.journal, &world.centre, handle.id, quick()).await;
    assert_eq!(second.err(), Some(RunError::UnderWay));
    assert_eq!(runner::cancel(&world.journal, handle.id).await, Err(RunError::UnderWay));
    let id = handle.id;
    drop(handle);
    assert_eq!(world.resume(id).await.run.status, RunStatus::Completed);
}

/// A run in a runtime of its own, which is dropped in the middle: as far as the far end and the disk can tell, the
/// program was killed.
fn cut_off(world: &World, run: &skillsheet_engine::journal::NewRun, after: usize) -> skillsheet_engine::journal::RunId {
    let (folder, run) = (world.folder.path().to_owned(), run.clone());
    let practice = &world.practice;
    std::thread::scope(|scope| {
        let killed = scope.spawn(move || {
            // On one thread nothing goes on once it is left: a second one would see the connections break off while the
            // first is torn down, and record that, which no killed program does.
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let id = runtime.block_on(async {
                let journal = Journal::open(&folder).unwrap();
                let centre = sign_in(practice, None);
                let id = journal.create(run).await.unwrap();
                runner::start(&journal, &centre, id, quick()).await.unwrap();
                while practice.log().iter().filter(|entry| entry.method == "PUT").count() < after {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                id
            });
            runtime.shutdown_timeout(Duration::from_secs(5));
            id
        });
        killed.join().unwrap()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_cut_off_ends_as_one_that_was_not() {
    for after in [1, 7, 20, 33] {
        let World { practice, centre, journal, folder } = World::with(slow(), None).await;
        drop(journal);
        // Closed while another process, as it were, makes the run.
        let elsewhere = tempfile::TempDir::new().unwrap();
        let mut world = World { practice, centre, journal: Journal::open(elsewhere.path()).unwrap(), folder };
        let run = world.plan(40);
        let expected = world.expected(&run);
        let id = cut_off(&world, &run, after);
        world.journal = Journal::open(world.folder.path()).unwrap();
        assert_eq!(world.journal.can_write(), Ok(()));
        let record = world.journal.run(id).await.unwrap();
        assert_eq!(record.status, RunStatus::Interrupted);
        // A connection that the dying runtime still saw break off is on record as unknown; both are looked up.
        let in_doubt = [CallStatus::InFlight, CallStatus::Unknown].map(|status| record.counts.of(&status).agents);
        let open: u32 = in_doubt.iter().sum();
        assert!(open <= 6, "{open}");

        let end = world.resume(id).await;
        assert_eq!(end.run.status, RunStatus::Completed);
        assert_eq!(end.run.counts.agents(false).done, 40);
        assert_eq!(world.state(), expected);
        let applied: usize = world.puts().iter().map(|put| put.applied.len()).sum();
        assert_eq!(applied, 40, "nothing was applied twice");
        assert!(world.puts().len() <= 40 + open as usize && world.looks().len() <= open as usize);
    }
}

#[tokio::test]
async fn a_run_that_was_cut_off_can_be_stopped_without_a_network() {
    let world = World::with(slow(), None).await;
    let id = world.journal.create(world.plan(5)).await.unwrap();
    world.journal.record(id, 0, None, skillsheet_skills::Fact::Sent(1)).await.unwrap();
    runner::cancel(&world.journal, id).await.unwrap();
    let record = world.journal.run(id).await.unwrap();
    let tally = record.counts.agents(false);
    assert_eq!((record.status, tally.skipped, tally.failed), (RunStatus::Cancelled, 4, 1));
    assert!(world.practice.log().is_empty());
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_sent() {
    let world = World::with(slow(), None).await;
    let run = world.plan(40);
    let expected = world.expected(&run);
    let handle = world.start(&run, quick()).await;
    arrived(&world, 10).await;
    // Another program holds the file, as a backup might: the journal cannot write.
    let file = world.folder.path().join("journal.db");
    let other = tokio::task::spawn_blocking(move || {
        let other = rusqlite::Connection::open(file).unwrap();
        other.busy_timeout(Duration::from_secs(5)).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        other
    });
    let other = other.await.unwrap();
    let then = world.puts().len();
    let paused = handle.finished().await;
    assert_eq!(paused.run.status, RunStatus::Paused);
    assert_eq!(paused.reason.unwrap().title, "The history could not be written");
    assert!(world.puts().len() <= then + 6, "only what was recorded before has left");
    other.execute_batch("ROLLBACK").unwrap();
    handle.resume().await;
    let end = handle.finished().await;
    assert_eq!(end.run.status, RunStatus::Completed);
    assert_eq!((end.run.counts.agents(false).done, world.puts().len()), (40, 40));
    assert_eq!(world.state(), expected);
}

/// Keeps the history busy, as a slow disk does, until this is dropped.
fn busy(world: &World) -> rusqlite::Connection {
    let other = rusqlite::Connection::open(world.folder.path().join("journal.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    other
}

#[tokio::test]
async fn what_was_being_recorded_when_somebody_paused_does_not_leave() {
    let world = World::new().await;
    let run = world.plan(20);
    let expected = world.expected(&run);
    world.centre.token().await.unwrap();
    let handle = world.start(&run, quick()).await;
    let busy = busy(&world);
    tokio::time::sleep(Duration::from_millis(100)).await;
    handle.pause().await;
    drop(busy);
    let paused = handle.finished().await;
    assert_eq!((paused.run.status, paused.run.requests, world.puts().len()), (RunStatus::Paused, 0, 0));
    handle.resume().await;
    let end = handle.finished().await;
    assert_eq!((end.run.status, end.run.requests, world.puts().len()), (RunStatus::Completed, 20, 20));
    assert_eq!(world.state(), expected);
    assert_eq!(world.journal.run(end.run.id).await.unwrap().requests, 20);
}

#[tokio::test]
async fn what_was_being_recorded_when_the_centre_asked_to_wait_does_not_leave() {
    let world = World::new().await;
    let run = world.plan(20);
    world.centre.token().await.unwrap();
    let handle = world.start(&run, quick()).await;
    let busy = busy(&world);
    tokio::time::sleep(Duration::from_millis(100)).await;
    // Another request on this sign-in was told so.
    let until = world.centre.origin().elapsed() + Duration::from_secs(3_600);
    world.centre.limiter().lock().unwrap().gate_until(until);
    drop(busy);
    while world.journal.facts(handle.id, 0).await.unwrap().len() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    handle.pause().await;
    let paused = handle.finished().await;
    assert_eq!((paused.run.status, paused.run.requests, world.puts().len()), (RunStatus::Paused, 0, 0));
}

#[tokio::test]
async fn a_wish_to_wait_is_heeded_before_it_is_recorded() {
    let world = World::new().await;
    let slow_down = Fault::TooManyRequests { retry_after: Some(3_600) };
    world.practice.set_faults(vec![Rule::new(slow_down).method("PUT")]);
    let other = rusqlite::Connection::open(world.folder.path().join("journal.db")).unwrap();
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON fact WHEN NEW.fact LIKE '%refused%' \
                  BEGIN SELECT RAISE(ABORT, 'full'); END";
    other.execute_batch(refuse).unwrap();
    let paused = world.run(&world.plan(1)).await;
    assert_eq!((paused.run.status, world.puts().len()), (RunStatus::Paused, 1));
    let now = world.centre.origin().elapsed();
    assert!(world.centre.limiter().lock().unwrap().gate(now).is_some());
}

#[tokio::test]
async fn an_outcome_that_cannot_be_recorded_leaves_its_agent_open() {
    let world = World::new().await;
    let run = world.plan(3);
    let expected = world.expected(&run);
    let poor = run.calls[0].agent().unwrap().to_string();
    world.practice.set_faults(vec![Rule::new(Fault::status(503)).method("PUT").agent(&poor)]);
    // The history takes everything but the last word about an agent.
    let other = rusqlite::Connection::open(world.folder.path().join("journal.db")).unwrap();
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON fact WHEN NEW.fact LIKE '%gaveUp%' \
                  BEGIN SELECT RAISE(ABORT, 'full'); END";
    other.execute_batch(refuse).unwrap();
    let handle = world.start(&run, quick()).await;
    let paused = handle.finished().await;
    assert_eq!(paused.run.status, RunStatus::Paused);
    assert_eq!(paused.reason.unwrap().title, "The history could not be written");
    other.execute_batch("DROP TRIGGER full").unwrap();
    world.practice.set_faults(Vec::new());
    handle.resume().await;
    let end = handle.finished().await;
    assert_eq!((end.run.status, end.run.counts.agents(false).done), (RunStatus::Completed, 3));
    assert_eq!(world.state(), expected);
}

#[tokio::test]
async fn what_was_to_be_tried_again_when_the_program_ended_can_be_gone_on_with() {
    let world = World::new().await;
    let run = world.plan(3);
    let poor = run.calls[0].agent().unwrap().to_string();
    world.practice.set_faults(vec![Rule::new(Fault::status(422)).method("PUT").agent(&poor).times(1)]);
    let id = world.run(&run).await.run.id;
    world.journal.record(id, 0, None, skillsheet_skills::Fact::Retried).await.unwrap();
    let record = world.journal.run(id).await.unwrap();
    assert_eq!((record.status, record.has_ended()), (RunStatus::Completed, false));
    assert_eq!(left(&record).way, Way::Resume);
    let end = world.resume(id).await.run;
    assert_eq!((end.status, end.counts.agents(false).done, end.has_ended()), (RunStatus::Completed, 3, true));
}

#[tokio::test]
async fn what_an_earlier_process_sent_counts_against_the_pace() {
    let pace = skillsheet_skills::Pace { requests: 15, window: Duration::from_millis(1_500) };
    let limit = practice::Limit::sliding(15, pace.window);
    let world = World::with(practice::Options { limit: Some(limit), ..practice::Options::fast() }, Some(pace)).await;
    world.centre.keep_log(&PaceLog::of(world.folder.path()), "practice");
    let run = world.plan(25);
    let handle = world.start(&run, Options { trial: Some(8), ..quick() }).await;
    let id = handle.finished().await.run.id;
    drop(handle);
    // Reads count as well, and no run knows of them.
    let agents: Vec<_> = run.before.keys().take(4).cloned().collect();
    read_live(&world.centre, &agents, |_, _| {}, CancellationToken::new()).await.unwrap();
    let again = sign_in(&world.practice, Some(pace));
    again.keep_log(&PaceLog::of(world.folder.path()), "practice");
    let handle = runner::resume(&world.journal, &again, id, quick()).await.unwrap();
    let end = handle.finished().await;
    assert_eq!((end.run.status, end.run.requests), (RunStatus::Completed, 25));
    let mut arrivals: Vec<u64> =
        world.puts().iter().chain(&world.looks()).map(|request| request.arrived_micros).collect();
    arrivals.sort_unstable();
    assert!(arrivals.windows(16).all(|window| window[15] - window[0] >= 1_500_000), "{arrivals:?}");
}
