//! The same sheet on every platform: checked, run with the fewest requests, its results saved, and put back.

use std::path::Path;

use skillsheet_engine::workbook::{self, CancelFlag};
use skillsheet_practice::{Limit, Options};

use crate::matrix::{Ask, Matrix, fast};
use crate::world::{NAME, World};

/// How many rows of a saved workbook have a cell that says this.
fn rows_with(path: &Path, text: &str) -> usize {
    let book = workbook::read(path, &mut |_| {}, &CancelFlag::new()).expect("it is a workbook");
    let says = |row: &&skillsheet_skills::Row| row.cells.iter().any(|cell| cell.value.shown() == text);
    book.tabs[0].rows.iter().filter(says).count()
}

#[test]
fn a_sheet_is_checked_run_saved_and_put_back_with_the_fewest_requests() {
    use Ask::{Add, Change, Remove};
    // Requests, then requests to put it back; agents times skills, or by agent, or by skill.
    for (platform, asks, agents, requests, back) in [
        ("wrapped-put", [Change, Change, Change], 8, 8, 8),
        ("genesys-cloud", [Change, Change, Change], 8, 8, 8),
        ("nice-cxone", [Change, Change, Change], 8, 3, 3),
        ("wrapped-put", [Remove, Add, Change], 4, 4, 4),
        // What is given and what is taken away are requests of their own.
        ("genesys-cloud", [Remove, Add, Change], 4, 8, 8),
        ("nice-cxone", [Remove, Add, Change], 4, 3, 3),
        // Three for an agent are one that replaces the list.
        ("genesys-cloud", [Remove, Remove, Change], 4, 4, 4),
    ] {
        let matrix = Matrix::new(fast(platform), agents, &asks);
        let world = &matrix.world;
        let off = matrix.before.off(&matrix.agents[0].id);
        assert_eq!(!off.is_empty(), platform == "nice-cxone", "what is switched off is among what is sent");
        let told = |what: &str| format!("{platform} {asks:?}: {what}");
        let of = |ask| agents * asks.iter().filter(|asked| **asked == ask).count();

        let report = world.cli(&matrix.args("check", &[])).expect_status(0).document();
        let summary = &report["summary"];
        for (key, number) in
            [("agents", agents), ("change", of(Change)), ("add", of(Add)), ("remove", of(Remove)), ("calls", requests)]
        {
            assert_eq!(summary[key], number, "{}", told(key));
        }
        assert_eq!(world.writes(), 0, "{}", told("a check sends nothing"));

        let results = world.folder.path().join("results.xlsx");
        let shown = results.display().to_string();
        let run = world.cli(&matrix.args("run", &["--yes", "--results", &shown])).expect_status(0);
        let finished = run.finished();
        for (key, number) in [("applied", agents * asks.len()), ("failed", 0), ("conflicts", 0), ("calls", requests)] {
            assert_eq!(finished[key], number, "{}", told(key));
        }
        let settled = run.events().iter().filter(|event| event["event"] == "agentSettled").count();
        assert_eq!(settled, agents, "{}", told("each agent is told once"));
        matrix.expect(&matrix.wanted);
        assert_eq!(world.writes(), requests, "{}", told("by the centre's own log"));
        assert_eq!(rows_with(&results, "Done"), agents, "{}", told("results"));

        let again = world.cli(&matrix.args("run", &["--yes"])).expect_status(0).finished();
        assert_eq!(again["calls"], 0, "{}", told("it is so already"));

        let id = finished["run"].as_str().expect("an id");
        let undone = world.cli(&["undo", id, "--yes", "--json"]).expect_status(0).finished();
        assert_eq!((&undone["applied"], &undone["calls"]), (&finished["applied"], &back.into()), "{}", told("back"));
        matrix.expect(&matrix.before);
        assert_eq!(world.writes(), requests + back, "{}", told("by the centre's own log"));
    }
}

#[test]
fn an_exact_sheet_takes_away_what_it_does_not_name_and_comes_back_whole() {
    for (platform, requests) in [("wrapped-put", Some(4)), ("genesys-cloud", Some(4)), ("nice-cxone", None)] {
        let matrix = Matrix::new(fast(platform), 4, &[Ask::Change, Ask::Add, Ask::Change]);
        let world = &matrix.world;
        let mut wanted = matrix.wanted.clone();
        for agent in &matrix.agents {
            let named = |skill: &String| matrix.skills.iter().any(|named| named.id == *skill);
            wanted.assignments.get_mut(&agent.id).expect("the agent").retain(|skill, _| named(skill));
            let levels = wanted.assignments[&agent.id].clone();
            wanted.switched_off.entry(agent.id.clone()).or_default().retain(|skill| levels.contains_key(skill));
        }
        wanted.switched_off.retain(|_, off| !off.is_empty());
        let finished = world.cli(&matrix.args("run", &["--yes", "--mode", "exact"])).expect_status(0).finished();
        matrix.expect(&wanted);
        assert_eq!(finished["calls"], world.writes(), "{platform}");
        assert!(requests.is_none_or(|requests| world.writes() == requests), "{platform}: {}", world.writes());
        let id = finished["run"].as_str().expect("an id");
        world.cli(&["undo", id, "--yes"]).expect_status(0);
        matrix.expect(&matrix.before);
    }
}

#[test]
fn one_request_may_give_many_skills_to_many_agents_where_somebody_says_so() {
    let matrix = Matrix::new(fast("nice-cxone"), 8, &[Ask::Change, Ask::Add, Ask::Change]);
    let world = &matrix.world;
    world.connect_with("Many", "sandbox", &["--set", "many-to-many=yes"]).expect_status(0);
    let run = world.cli(&["run", &matrix.sheet, "--connection", "Many", "--yes", "--json"]).expect_status(0).finished();
    assert_eq!((&run["applied"], &run["calls"]), (&24.into(), &1.into()), "{run}");
    assert_eq!(world.writes(), 1);
    matrix.expect(&matrix.wanted);
}

#[test]
fn each_platform_is_tested_line_by_line() {
    for (platform, tenant, pace) in [
        ("wrapped-put", None, false),
        ("genesys-cloud", Some("Practice Contact Centre"), true),
        ("nice-cxone", Some("11eb3f52-9d0a-4c36-8e1b-0242ac110003"), true),
    ] {
        // The pace is told where there is one, or that none is published.
        let limit = Some(Limit::default());
        let world = World::connected(Options { limit, ..fast(platform) });
        let test = world.cli(&["connection", "test", NAME, "--json"]).expect_status(0).document();
        assert_eq!((&test["connection"], &test["signedIn"]), (&NAME.into(), &true.into()), "{test}");
        let place = world.centre.address().to_string();
        assert_eq!(test["tenant"], tenant.unwrap_or(&place), "{platform}");
        let permissions = test["permissions"].as_array().expect("permissions");
        let names: Vec<&str> = permissions.iter().filter_map(|permission| permission["name"].as_str()).collect();
        let mut wanted = vec!["reached", "seeAgents", "seeSkills", "seeAssignments", "changeSkills"];
        wanted.extend(pace.then_some("readPace"));
        assert_eq!(names, wanted, "{platform}");
        let refused = permissions.iter().filter(|permission| permission["granted"] == false).count();
        assert_eq!(refused, 0, "{test}");

        let lines = world.cli(&["connection", "test", NAME]).expect_status(0).stdout;
        assert_eq!(lines.lines().count(), names.len() + 1, "{lines}");
        let signed_in = lines.lines().find(|line| line.starts_with("Sign in")).expect("a line of its own");
        assert_eq!(tenant.is_some_and(|tenant| signed_in.contains(tenant)), tenant.is_some(), "{signed_in}");
        assert_eq!(world.writes(), 0, "a test changes nothing");
    }
}
