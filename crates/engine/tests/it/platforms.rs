//! The same update on every platform, with the fewest requests each allows, whatever goes wrong on the way.

use std::collections::HashSet;
use std::time::Duration;

use skillsheet_engine::journal::{FeedFilter, RunMode};
use skillsheet_engine::session::read_live;
use skillsheet_engine::undo::{changed, undo};
use skillsheet_engine::{journal, runner};
use skillsheet_practice::{self as practice, Dialect, Fault, ItemFault, Limit, NiceCxone, Options, Rule};
use skillsheet_skills::{Edit, RunStatus, Wish};
use tokio_util::sync::CancellationToken;

use crate::tenants::{PLATFORMS, Tenant};
use crate::world::quick;

#[tokio::test]
async fn five_hundred_agents_take_the_fewest_requests_that_each_platform_allows() {
    for (platform, set, expected) in [
        ("wrapped-put", &[][..], 500),
        ("genesys-cloud", &[], 500),
        ("nice-cxone", &[], 3),
        ("nice-cxone", &[("many-to-many", "yes")], 1),
    ] {
        let tenant = Tenant::of(platform, 520, set).await;
        let skills: Vec<String> = tenant.practice.directory().skills.into_iter().take(3).map(|it| it.id).collect();
        let agents: Vec<_> = tenant.agents().into_iter().take(500).collect();
        let scale = tenant.practice.state().scale;
        for agent in &agents {
            let levels = skills.iter().map(|skill| (skill.clone(), scale.least));
            tenant.practice.set_assignments(agent.as_str(), levels.collect()).unwrap();
        }
        let level = tenant.scale().max;
        let edit = |agent: &skillsheet_skills::AgentId, skill: &String| Edit {
            agent: agent.clone(),
            skill: skill.as_str().into(),
            wish: Wish::Assign(level),
            cells: Vec::new(),
        };
        let edits: Vec<Edit> = agents.iter().flat_map(|agent| skills.iter().map(|skill| edit(agent, skill))).collect();
        let before = tenant.state();
        let run = tenant.run_of(&edits).await;
        let end = tenant.run(&run).await;
        assert_eq!(end.run.status, RunStatus::Completed, "{platform}: {:?}", end.reason);
        assert_eq!(end.run.counts.changes(false).done, 1500, "{platform}");
        assert_eq!(end.run.counts.agents(false).done, 500, "{platform}");
        assert_eq!((tenant.writes().len(), end.run.requests), (expected, expected as u32), "{platform} {set:?}");
        tenant.judge(end.run.id, &before).await;
    }
}

#[tokio::test]
async fn an_update_of_every_kind_is_made_and_put_back() {
    for platform in PLATFORMS {
        let tenant = Tenant::of(platform, 60, &[]).await;
        let before = tenant.state();
        let run = tenant.run_of(&tenant.wishes(40)).await;
        let end = tenant.run(&run).await;
        assert_eq!(end.run.status, RunStatus::Completed, "{platform}: {:?}", end.reason);
        assert_eq!(end.run.counts.agents(false).done, 40, "{platform}");
        tenant.judge(end.run.id, &before).await;
        assert_ne!(tenant.state(), before);

        let calls = tenant.journal.calls(end.run.id).await.unwrap();
        let agents = changed(&calls);
        let read = read_live(&tenant.centre, &agents, |_, _| {}, CancellationToken::new()).await.unwrap();
        let writes = tenant.centre.capabilities().writes;
        let back = undo(&calls, &read.live, writes, &HashSet::new()).unwrap();
        assert!(back.left_alone.is_empty(), "{platform}: {:?}", back.left_alone);
        let (names, skills) = tenant.journal.names(end.run.id).await.unwrap();
        let run = back.new_run(&end.run, names, skills, read.read_at, "test".into(), None);
        assert_eq!(run.mode, RunMode::Undo);
        let end = tenant.run(&run).await;
        assert_eq!(end.run.status, RunStatus::Completed, "{platform}: {:?}", end.reason);
        assert_eq!(tenant.state(), before, "{platform}: everything is as it was, what was switched off too");
    }
}

#[tokio::test]
async fn whatever_goes_wrong_the_end_is_what_the_results_say() {
    let lost = || Rule::new(Fault::ResetAfter).path("skills").from(2).times(2);
    let not_arrived = || Rule::new(Fault::ResetBefore).path("skills").from(5).times(1);
    for platform in PLATFORMS {
        let tenant = Tenant::of(platform, 60, &[]).await;
        let before = tenant.state();
        let run = tenant.run_of(&tenant.wishes(40)).await;
        // Each write whose answer is lost is looked up before anything else.
        let writing = |rule: Rule| ["PUT", "POST", "PATCH", "DELETE"].map(|method| rule.clone().method(method));
        let mut rules: Vec<Rule> = writing(lost()).into_iter().chain(writing(not_arrived())).collect();
        rules.extend(writing(Rule::new(Fault::status(503)).path("skills").from(8).times(1)));
        rules.extend(writing(Rule::new(Fault::MalformedBody).path("skills").from(10).times(1)));
        tenant.practice.set_faults(rules);
        let end = tenant.run(&run).await;
        assert_eq!(end.run.status, RunStatus::Completed, "{platform}: {:?}", end.reason);
        let tally = end.run.counts.agents(false);
        assert_eq!((tally.done, tally.held, tally.failed), (40, 0, 0), "{platform}");
        tenant.judge(end.run.id, &before).await;
        let struck = tenant.practice.log().iter().filter(|entry| entry.fault.is_some()).count();
        assert!(struck > 0, "{platform}: the faults were met");
    }
}

#[tokio::test]
async fn every_fifth_request_may_be_asked_to_wait() {
    for platform in PLATFORMS {
        let tenant = Tenant::of(platform, 60, &[]).await;
        let before = tenant.state();
        let run = tenant.run_of(&tenant.wishes(30)).await;
        let mut rules = Vec::new();
        for at in 1..40 {
            rules.push(Rule::new(Fault::TooManyRequests { retry_after: None }).path("skills").from(at * 5).times(1));
        }
        tenant.practice.set_faults(rules);
        let end = tenant.run(&run).await;
        assert_eq!(end.run.status, RunStatus::Completed, "{platform}: {:?}", end.reason);
        assert_eq!(end.run.counts.agents(false).done, 30, "{platform}");
        tenant.judge(end.run.id, &before).await;
    }
}

#[tokio::test]
async fn a_sign_in_that_runs_out_again_and_again_is_renewed() {
    for platform in PLATFORMS {
        let dialect = Dialect::named(platform).unwrap();
        let latency = skillsheet_practice::Latency { base: Duration::from_millis(40), jitter: Duration::ZERO };
        let options = Options { agents: 60, latency, token_life: Duration::from_secs(1), ..Options::fast() };
        let tenant = Tenant::with(platform, options.speaking(dialect), &[("concurrency", "1")]).await;
        let before = tenant.state();
        let run = tenant.run_of(&tenant.wishes(40)).await;
        let end = tenant.run(&run).await;
        assert_eq!(end.run.status, RunStatus::Completed, "{platform}: {:?}", end.reason);
        assert_eq!(end.run.counts.agents(false).done, 40, "{platform}");
        tenant.judge(end.run.id, &before).await;
    }
}

#[tokio::test]
async fn a_right_that_is_taken_away_stops_the_run_and_names_it() {
    for (platform, right, named) in [
        ("genesys-cloud", "routing:skill:assign", "routing:skill:assign"),
        ("nice-cxone", "Skills User Assignment", "Skills: User Assignment"),
    ] {
        let tenant = Tenant::of(platform, 60, &[("concurrency", "1")]).await;
        let before = tenant.state();
        let run = tenant.run_of(&tenant.wishes(40)).await;
        let id = tenant.journal.create(run).await.unwrap();
        let options = runner::Options { trial: Some(5), ..quick() };
        let handle = runner::start(&tenant.journal, &tenant.centre, id, options).await.unwrap();
        handle.finished().await;
        tenant.practice.set_withdrawn([right]);
        handle.resume().await;
        let stopped = handle.finished().await;
        assert_eq!(stopped.run.status, RunStatus::Paused, "{platform}");
        let reason = stopped.reason.unwrap();
        let said = format!("{} {} {} {}", reason.title, reason.meaning, reason.next, reason.words);
        assert!(said.contains(named), "{platform}: {reason:?}");
        assert_eq!(stopped.run.counts.agents(false).failed, 0, "{platform}: nobody is to blame");
        tenant.judge(id, &before).await;
        tenant.practice.set_withdrawn(Vec::<String>::new());
        handle.resume().await;
        let end = handle.finished().await;
        assert_eq!((end.run.status, end.run.counts.agents(false).done), (RunStatus::Completed, 40), "{platform}");
        tenant.judge(id, &before).await;
    }
}

#[tokio::test]
async fn items_that_fail_inside_a_success_are_found_and_told_one_by_one() {
    for set in [&[][..], &[("many-to-many", "yes")]] {
        let tenant = Tenant::of("nice-cxone", 60, set).await;
        let before = tenant.state();
        let run = tenant.run_of(&tenant.wishes(40)).await;
        tenant.practice.set_faults(vec![Rule::new(Fault::FailItems(ItemFault::every(5))).path("skills")]);
        let end = tenant.run(&run).await;
        assert_eq!(end.run.status, RunStatus::Completed, "{:?}", end.reason);
        let changes = end.run.counts.changes(false);
        assert!(changes.failed > 0 && changes.done > changes.failed, "{changes:?}");
        assert_eq!(changes.done + changes.failed, changes.total);
        tenant.judge(end.run.id, &before).await;
        let feed = tenant.journal.feed(end.run.id, FeedFilter::NeedYou, 0, 100).await.unwrap();
        assert!(feed.items.iter().all(journal::FeedItem::is_retryable));
        let words = feed.items[0].problem.clone().unwrap().words;
        assert!(words.contains("external service"), "{words}");
        // Another try sends only what failed.
        tenant.practice.set_faults(Vec::new());
        let sent = tenant.writes().len();
        let again = runner::retry(&tenant.journal, &tenant.centre, end.run.id, Vec::new(), quick()).await.unwrap();
        let end = again.finished().await;
        assert_eq!(end.run.counts.changes(false).done, changes.total);
        assert!(tenant.writes().len() - sent <= end.run.requests as usize);
        tenant.judge(end.run.id, &before).await;
    }
}

#[tokio::test]
async fn a_whole_list_is_made_from_a_fresh_look_every_time() {
    let tenant = Tenant::of("genesys-cloud", 60, &[]).await;
    let before = tenant.state();
    let run = tenant.run_of(&tenant.wishes(40)).await;
    let conflict = Rule::new(Fault::status(409)).method("PUT").path("/bulk").times(1).each_path();
    tenant.practice.set_faults(vec![conflict]);
    let end = tenant.run(&run).await;
    assert_eq!((end.run.status, end.run.counts.agents(false).done), (RunStatus::Completed, 40), "{:?}", end.reason);
    tenant.judge(end.run.id, &before).await;
    let (mut looked, mut puts) = (HashSet::new(), 0);
    for entry in tenant.practice.log() {
        let user = entry.path.split('/').nth(4).unwrap_or_default().to_owned();
        match entry.method.as_str() {
            "GET" if entry.path.ends_with("/routingskills") => drop(looked.insert(user)),
            "PUT" => {
                assert!(looked.remove(&user), "each list is sent once for each look");
                puts += 1;
            }
            _ => {}
        }
    }
    assert!(puts >= 16, "eight agents lose three skills, and each was refused once: {puts}");
}

#[tokio::test]
async fn nobody_fails_for_another_ones_sake() {
    // A request of many is refused as a whole, once: it goes on in parts.
    let tenant = Tenant::of("nice-cxone", 60, &[]).await;
    let before = tenant.state();
    let run = tenant.run_of(&tenant.wishes(40)).await;
    let refusal = || Rule::new(Fault::status(400)).path("/agents").times(1);
    tenant.practice.set_faults(vec![refusal().method("POST"), refusal().method("PUT")]);
    let end = tenant.run(&run).await;
    let tally = end.run.counts.changes(false);
    assert_eq!((end.run.status, tally.done, tally.failed), (RunStatus::Completed, tally.total, 0), "{:?}", end.reason);
    tenant.judge(end.run.id, &before).await;

    // One agent may not be touched: it alone fails.
    let plain = Tenant::of("nice-cxone", 60, &[]).await;
    let restricted = plain.agents()[3].to_string();
    let dialect = NiceCxone { restricted_agents: [restricted.clone()].into(), ..NiceCxone::default() };
    let options = Options { agents: 60, ..Options::fast() }.speaking(Dialect::NiceCxone(dialect));
    let tenant = Tenant::with("nice-cxone", options, &[]).await;
    let before = tenant.state();
    let run = tenant.run_of(&tenant.wishes(40)).await;
    let end = tenant.run(&run).await;
    let tally = end.run.counts.agents(false);
    assert_eq!((end.run.status, tally.done, tally.failed), (RunStatus::Completed, 39, 1), "{:?}", end.reason);
    let feed = tenant.journal.feed(end.run.id, FeedFilter::NeedYou, 0, 10).await.unwrap();
    assert_eq!(feed.items[0].id.as_str(), restricted);
    tenant.judge(end.run.id, &before).await;
}

#[tokio::test]
async fn the_pace_that_the_platform_tells_is_kept() {
    let dialect = Dialect::named("genesys-cloud").unwrap();
    let options = Options { agents: 60, ..Options::fast() }.speaking(dialect);
    let limit = Some(Limit::sliding(30, Duration::from_secs(60)));
    let tenant = Tenant::with("genesys-cloud", Options { limit, ..options }, &[]).await;
    let run = tenant.run_of(&tenant.wishes(5)).await;
    assert_eq!(tenant.centre.limiter().lock().unwrap().pace().map(|pace| pace.requests), Some(30));
    let end = tenant.run(&run).await;
    assert_eq!((end.run.status, end.run.slowed), (RunStatus::Completed, 0));
}

#[tokio::test]
async fn a_reading_of_many_pages_never_waits_for_itself() {
    // Each of three agents takes two pages, and only one request may be counted at a time.
    let dialect = Dialect::named("genesys-cloud").unwrap();
    let options = practice::Options { agents: 3, skills: 60, most_skills_each: Some(60), ..Options::fast() };
    let tenant = Tenant::with("genesys-cloud", options.speaking(dialect), &[("rate-limit", "1/0.01")]).await;
    let level = tenant.practice.state().scale.least;
    for agent in tenant.agents() {
        let skills = tenant.practice.directory().skills.into_iter();
        tenant.practice.set_assignments(agent.as_str(), skills.map(|skill| (skill.id, level)).collect()).unwrap();
    }
    let read = read_live(&tenant.centre, &tenant.agents(), |_, _| {}, CancellationToken::new()).await.unwrap();
    assert!(tenant.agents().iter().all(|agent| read.live[agent].len() == 60), "{:?}", read.live);
}

#[tokio::test]
async fn what_moves_between_two_pages_is_not_missed() {
    let dialect = Dialect::NiceCxone(NiceCxone { caps_pages: true, largest_page: 20, ..NiceCxone::default() });
    let options = practice::Options { agents: 30, ..Options::fast() };
    let tenant = Tenant::with("nice-cxone", options.speaking(dialect), &[]).await;
    tenant.practice.set_faults(vec![Rule::new(Fault::Delay { millis: 500 }).path("agents/skills").from(2).times(1)]);
    let agents = tenant.agents();
    let asked =
        |practice: &practice::Centre| practice.log().iter().filter(|it| it.path.contains("agents/skills")).count();
    let somebody_else = async {
        while asked(&tenant.practice) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // Whoever comes first on the first page loses a skill: all others move up by one.
        let first = agents.iter().find(|agent| !tenant.state()[*agent].is_empty()).unwrap();
        let mut left = tenant.practice.state().assignments[first.as_str()].clone();
        left.pop_first();
        tenant.practice.set_assignments(first.as_str(), left).unwrap();
    };
    let reading = read_live(&tenant.centre, &agents, |_, _| {}, CancellationToken::new());
    let (read, ()) = tokio::join!(reading, somebody_else);
    let (read, now) = (read.unwrap(), tenant.state());
    assert!(agents.iter().all(|agent| read.live[agent] == now[agent]), "what is read is what is there");
    assert!(asked(&tenant.practice) > 2, "it was read anew");
}
