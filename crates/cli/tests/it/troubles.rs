//! What goes wrong on the platforms in the middle of a run, and how it ends all the same.

use std::collections::{BTreeSet, HashSet};
use std::process::Stdio;
use std::time::Duration;

use skillsheet_practice::genesys_cloud::ASSIGN_SKILLS;
use skillsheet_practice::{Fault, ItemFault, Options, Rule};

use crate::matrix::{Ask, Matrix, fast};
use crate::world::{Told, told};

const CHANGES: [Ask; 3] = [Ask::Change; 3];
const PLATFORMS: [&str; 3] = ["wrapped-put", "genesys-cloud", "nice-cxone"];

/// The id of a run.
fn id(told: &Told) -> String {
    told.finished()["run"].as_str().expect("an id").to_owned()
}

/// How often the centre changed each skill of each agent: never more than once.
#[track_caller]
fn nothing_twice(matrix: &Matrix) {
    let mut seen = HashSet::new();
    for applied in matrix.world.written().iter().flat_map(|entry| &entry.applied) {
        let skills: BTreeSet<&String> = applied.before.keys().chain(applied.after.keys()).collect();
        for skill in skills.into_iter().filter(|skill| applied.before.get(*skill) != applied.after.get(*skill)) {
            assert!(seen.insert((applied.agent.clone(), skill.clone())), "{}, {skill}", applied.agent);
        }
    }
}

#[test]
fn failures_inside_a_success_are_named_and_go_through_when_tried_again() {
    let matrix = Matrix::new(fast("nice-cxone"), 6, &CHANGES);
    let (world, unlucky) = (&matrix.world, &matrix.agents[2]);
    let items = ItemFault { agents: [unlucky.id.clone()].into(), ..ItemFault::every(0) };
    world.centre.set_faults(vec![Rule::new(Fault::FailItems(items)).path("/skills")]);
    let run = world.cli(&matrix.args("run", &["--yes"])).expect_status(1);
    let finished = run.finished();
    assert_eq!((&finished["applied"], &finished["failed"]), (&15.into(), &3.into()), "{run:?}");
    let settled: Vec<_> = run.events().into_iter().filter(|event| event["event"] == "agentSettled").collect();
    let last = settled.iter().rfind(|event| event["agent"]["id"] == unlucky.id.as_str()).expect("it is told");
    assert_eq!((&last["status"], &last["agent"]["name"]), (&"failed".into(), &unlucky.name.as_str().into()));
    assert!(last["problem"]["words"].as_str().is_some_and(|words| words.contains("external service")), "{last}");
    for agent in matrix.agents.iter().filter(|agent| agent.id != unlucky.id) {
        assert_eq!(Some(&world.levels(agent)), matrix.wanted.levels(&agent.id), "{}", agent.email);
    }
    assert_eq!(Some(&world.levels(unlucky)), matrix.before.levels(&unlucky.id));

    let id = id(&run);
    let plain = world.cli(&["runs", &id]);
    assert!(plain.stdout.contains(&unlucky.name), "{plain:?}");
    world.centre.set_faults(Vec::new());
    let again = world.cli(&["retry", &id, "--json"]).expect_status(0).finished();
    assert_eq!((&again["applied"], &again["failed"]), (&18.into(), &0.into()));
    matrix.expect(&matrix.wanted);
    nothing_twice(&matrix);
}

#[test]
fn a_permission_that_is_taken_away_pauses_the_run_until_it_is_back() {
    let matrix = Matrix::new(fast("genesys-cloud"), 30, &CHANGES);
    let world = &matrix.world;
    world.centre.set_faults(vec![Rule::new(Fault::Delay { millis: 150 }).method("PATCH")]);
    let mut command = world.command(&matrix.args("run", &["--yes"]));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    while !world.written().iter().any(|entry| entry.status == Some(200)) {
        std::thread::sleep(Duration::from_millis(5));
    }
    world.centre.set_withdrawn([ASSIGN_SKILLS]);
    let paused = told(child.wait_with_output().expect("it ends")).expect_status(3);
    let finished = paused.finished();
    assert_eq!(finished["status"], "paused");
    assert!(finished["applied"].as_u64().is_some_and(|made| (1..90).contains(&made)), "{finished}");
    assert!(finished["reason"].to_string().contains(ASSIGN_SKILLS), "{finished}");
    let (message, hint) = paused.failure();
    let run = id(&paused);
    assert!(
        hint.contains(ASSIGN_SKILLS) && hint.ends_with(&format!(". `skillsheet-cli resume {run}` goes on")),
        "{hint}"
    );
    assert!(message.contains("permission is missing"), "{message}");

    let before = world.writes();
    world.cli(&["resume", &run, "--json"]).expect_status(3);
    assert!(world.writes() > before, "it is asked again whether the permission is back");

    world.centre.set_withdrawn(Vec::<String>::new());
    world.centre.set_faults(Vec::new());
    let ended = world.cli(&["resume", &run, "--json"]).expect_status(0).finished();
    assert_eq!((&ended["status"], &ended["applied"]), (&"completed".into(), &90.into()));
    matrix.expect(&matrix.wanted);
    nothing_twice(&matrix);
}

#[test]
fn a_token_that_ends_during_the_run_is_renewed() {
    for platform in PLATFORMS {
        // Longer altogether than a token is good.
        let slow = Rule::new(Fault::Delay { millis: if platform == "nice-cxone" { 1500 } else { 500 } });
        let faults = ["PUT", "PATCH"].map(|method| slow.clone().method(method)).to_vec();
        let token_life = Duration::from_secs(2);
        let matrix = Matrix::new(Options { token_life, faults, ..fast(platform) }, 30, &CHANGES);
        let finished = matrix.world.cli(&matrix.args("run", &["--yes"])).expect_status(0).finished();
        assert_eq!((&finished["applied"], &finished["failed"]), (&90.into(), &0.into()), "{platform}");
        let tokens: HashSet<_> = matrix.world.written().into_iter().filter_map(|entry| entry.token).collect();
        assert!(tokens.len() > 1, "{platform}: one token was enough");
        matrix.expect(&matrix.wanted);
        nothing_twice(&matrix);
    }
}

#[test]
fn every_fifth_request_is_told_to_come_later_and_nothing_is_lost() {
    for (platform, requests) in [("wrapped-put", 12), ("genesys-cloud", 12), ("nice-cxone", 3)] {
        let fifth = |at: u32| Rule::new(Fault::TooManyRequests { retry_after: Some(1) }).from(5 * at).times(1);
        let faults = (1..100).map(fifth).collect();
        let matrix = Matrix::new(Options { faults, ..fast(platform) }, 12, &CHANGES);
        let finished = matrix.world.cli(&matrix.args("run", &["--yes"])).expect_status(0).finished();
        assert_eq!((&finished["applied"], &finished["failed"]), (&36.into(), &0.into()), "{platform}");
        matrix.expect(&matrix.wanted);
        nothing_twice(&matrix);
        let log = matrix.world.centre.log();
        assert!(log.iter().any(|entry| entry.status == Some(429)), "{platform}");
        let written = matrix.world.written();
        let refused = written.iter().filter(|entry| entry.status == Some(429)).count();
        assert_eq!(written.len() - refused, requests, "{platform}");
        assert_eq!(finished["calls"], written.len(), "{platform}: those that were refused are counted");
    }
}
