//! `run`, `retry`, `runs`, `results`.

use skillsheet_practice::{Fault, Options, Rule};

use crate::world::{NAME, World};

#[test]
fn a_run_does_what_the_sheet_says_and_nothing_else() {
    let world = World::connected(Options::fast());
    let (sheet, before) = (world.sheet(12), world.centre.state());
    let wanted: Vec<_> = world.agents().into_iter().take(12).map(|agent| (world.other_level(&agent), agent)).collect();
    let results = world.folder.path().join("results.xlsx");
    let told = world
        .cli(&["run", &sheet, "--connection", NAME, "--yes", "--json", "--results", &results.display().to_string()])
        .expect_status(0);

    let events = told.events();
    assert_eq!(events[0]["event"], "runStarted");
    let settled: Vec<_> = events.iter().filter(|event| event["event"] == "agentSettled").collect();
    assert_eq!(settled.len(), 12);
    assert!(settled.iter().all(|event| event["status"] == "applied"), "{settled:?}");
    let finished = told.finished();
    for (key, expected) in [("applied", 12), ("failed", 0), ("conflicts", 0), ("skipped", 0), ("calls", 12)] {
        assert_eq!(finished[key], expected, "{key}: {finished}");
    }
    assert_eq!(finished["status"], "completed");
    assert!(results.is_file());

    let skill = world.skill(0).id;
    let mut expected = before.clone();
    for (level, agent) in &wanted {
        expected.assignments.get_mut(&agent.id).expect("the agent").insert(skill.clone(), *level);
    }
    assert_eq!(world.centre.state(), expected, "everything else is as it was");
    assert_eq!(world.writes(), 12);

    world.cli(&["check", &sheet, "--connection", NAME]).expect_status(0);
    let runs = world.cli(&["runs", "--json"]).expect_status(0).document();
    assert_eq!((&runs[0]["run"], &runs[0]["status"]), (&finished["run"], &"completed".into()));
    let run = finished["run"].as_str().expect("an id");
    let one = world.cli(&["runs", run, "--json"]).expect_status(0).document();
    assert_eq!(one["details"].as_array().map(Vec::len), Some(12));
    assert_eq!(world.cli(&["resume", run, "--json"]).expect_status(0).finished()["calls"], 12);
    assert_eq!(world.writes(), 12, "what is completed is not sent again");
}

#[test]
fn the_first_event_is_out_before_the_first_write() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    // The first write is never answered in time for this test: the event must not wait for it.
    let faults = vec![Rule::new(Fault::Hang { seconds: 3600.0, applies: false }).method("PUT")];
    let world = World::connected(Options { faults, ..Options::fast() });
    let mut command = world.command(&["run", &world.sheet(1), "--connection", NAME, "--yes", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    child.kill().expect("it can be ended");
    child.wait().expect("it ends");
    let event: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(event["event"], "runStarted");
    let runs = world.cli(&["runs", "--json"]).expect_status(0).document();
    assert_eq!((&runs[0]["run"], &runs[0]["status"]), (&event["run"], &"interrupted".into()));
}

#[test]
fn what_failed_is_named_and_goes_through_when_tried_again() {
    let world = World::connected(Options::fast());
    let sheet = world.sheet(5);
    let unlucky = world.agents()[2].clone();
    world.centre.set_faults(vec![Rule::new(Fault::status(422)).method("PUT").agent(&unlucky.id)]);
    let told = world.cli(&["run", &sheet, "--connection", NAME, "--yes", "--json"]).expect_status(1);
    let finished = told.finished();
    assert_eq!((&finished["applied"], &finished["failed"]), (&4.into(), &1.into()));
    let failed: Vec<_> = told.events().into_iter().filter(|event| event["status"] == "failed").collect();
    assert_eq!(failed[0]["agent"]["id"], unlucky.id.as_str());
    assert!(failed[0]["problem"]["title"].as_str().is_some_and(|title| !title.is_empty()), "{failed:?}");
    let run = finished["run"].as_str().expect("an id");
    assert!(told.failure().1.contains(run), "the next step names the run");

    world.centre.set_faults(Vec::new());
    let again = world.cli(&["retry", run, "--json"]).expect_status(0).finished();
    assert_eq!((&again["run"], &again["applied"], &again["failed"]), (&run.into(), &5.into(), &0.into()));
    assert_eq!(world.levels(&unlucky).get(&world.skill(0).id).copied(), Some(42));
    assert_eq!(world.writes(), 6, "only the failed one went again");

    let output = world.folder.path().join("again.xlsx").display().to_string();
    let saved = world.cli(&["results", run, "--output", &output, "--json"]).expect_status(0).document();
    assert_eq!(saved["output"], output.as_str());
    assert!(std::path::Path::new(&output).is_file());
}

#[test]
fn production_is_named_and_nothing_is_sent_without_an_answer() {
    let world = World::connected(Options::fast());
    world.connect("Real", "production").expect_status(0);
    let sheet = world.sheet(2);
    for refused in [
        &["run", &sheet, "--connection", "Real"][..],
        &["run", &sheet, "--connection", "Real", "--yes"],
        &["run", &sheet, "--connection", "Real", "--confirm", "Real"],
        &["run", &sheet, "--connection", "Real", "--yes", "--confirm", "Acme"],
        &["run", &sheet, "--connection", NAME],
    ] {
        world.cli(refused).expect_status(2).failure();
    }
    assert_eq!(world.writes(), 0);
    world.cli(&["run", &sheet, "--connection", "Real", "--yes", "--confirm", "Real"]).expect_status(0);
    assert_eq!(world.writes(), 2);
}

#[test]
fn results_never_replace_the_sheet_and_unknown_runs_are_said() {
    let world = World::connected(Options::fast());
    let sheet = world.file("mine.xlsx", "not read");
    let told = world.cli(&["run", &sheet, "--connection", NAME, "--yes", "--results", &sheet]).expect_status(2);
    assert!(told.failure().0.contains("replace the sheet"), "{told:?}");
    let nobody = "01912d68-783e-7a03-8467-5661c1243ad4";
    for command in ["resume", "retry", "undo", "cancel", "runs"] {
        world.cli(&[command, nobody]).expect_status(2).failure();
    }
    world.cli(&["resume", "not-an-id"]).expect_status(2);
}

#[test]
fn a_result_workbook_that_comes_back_says_how_to_go_on_with_its_run() {
    let world = World::connected(Options::fast());
    let unlucky = world.agents()[1].id.clone();
    let results = world.folder.path().join("results.xlsx").display().to_string();
    world.centre.set_faults(vec![Rule::new(Fault::status(422)).method("PUT").agent(&unlucky)]);
    let first = ["run", &world.sheet(3), "--connection", NAME, "--yes", "--json", "--results", &results];
    let told = world.cli(&first).expect_status(1);
    assert!(!told.stderr.contains("earlier run"), "an ordinary sheet is none: {told:?}");
    let run = told.finished()["run"].as_str().expect("an id").to_owned();

    let checked = world.cli(&["check", &results, "--connection", NAME, "--json"]);
    let way = format!("“results.xlsx” is the result of an earlier run: `skillsheet-cli retry {run}` tries again");
    assert!(checked.stderr.contains(&way), "{checked:?}");
    let changes = checked.document()["changes"].as_array().map(Vec::len);
    assert_eq!(changes, Some(1), "what is left to do is read");

    world.centre.set_faults(Vec::new());
    let again = world.cli(&["run", &results, "--connection", NAME, "--yes", "--json"]).expect_status(0);
    assert!(again.stderr.contains(&way), "{again:?}");
    let finished = again.finished();
    assert_eq!((&finished["applied"], finished["run"] == run), (&1.into(), false), "a new run: {finished}");
}
