//! `undo`.

use skillsheet_practice::Options;

use crate::world::{NAME, World};

fn run(world: &World, sheet: &str) -> String {
    let told = world.cli(&["run", sheet, "--connection", NAME, "--yes", "--json"]).expect_status(0);
    told.finished()["run"].as_str().expect("an id").to_owned()
}

#[test]
fn an_undo_puts_everything_back() {
    let world = World::connected(Options::fast());
    let before = world.centre.state();
    let run = run(&world, &world.sheet(6));
    assert_ne!(world.centre.state(), before);
    world.cli(&["undo", &run]).expect_status(2).failure();

    let undone = world.cli(&["undo", &run, "--yes", "--json"]).expect_status(0).finished();
    assert_eq!((&undone["status"], &undone["applied"]), (&"completed".into(), &6.into()));
    assert_eq!(world.centre.state(), before);
    let runs = world.cli(&["runs", "--json"]).expect_status(0).document();
    assert_eq!((&runs[0]["undoOf"], &runs[1]["undoneBy"]), (&run.as_str().into(), &undone["run"]));
    let again = world.cli(&["undo", &run, "--yes", "--json"]).expect_status(0).finished();
    assert_eq!(again["calls"], 0, "it is back already");
}

#[test]
fn what_somebody_changed_since_is_left_alone_and_named() {
    let world = World::connected(Options::fast());
    let before = world.centre.state();
    let run = run(&world, &world.sheet(4));
    let (agent, skill) = (world.agents()[1].clone(), world.skill(0));
    let mut theirs = world.levels(&agent);
    theirs.insert(skill.id.clone(), 77);
    world.centre.set_assignments(&agent.id, theirs.clone());

    let told = world.cli(&["undo", &run, "--yes", "--json"]).expect_status(1);
    let left: Vec<_> = told.events().into_iter().filter(|event| event["event"] == "leftAlone").collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!((&left[0]["agent"]["id"], &left[0]["now"]), (&agent.id.as_str().into(), &77.into()));
    let mut expected = before;
    expected.assignments.insert(agent.id.clone(), theirs);
    assert_eq!(world.centre.state(), expected);
}

#[test]
fn what_takes_much_away_is_said_before_it_is_sent_whether_or_not_somebody_is_asked() {
    let world = World::connected(Options::fast());
    let agent = world.agents()[0].clone();
    let held = world.levels(&agent);
    let missing = world.centre.directory().skills.into_iter().find(|skill| !held.contains_key(&skill.id)).expect("one");
    let sheet = world.file("one.csv", format!("Agent,Skill,Proficiency\n{},{},70", agent.email, missing.name));
    let given = world.cli(&["run", &sheet, "--connection", NAME, "--yes", "--json"]).expect_status(0);
    assert!(!given.stderr.contains("warning:"), "{}", given.stderr);

    let run = given.finished()["run"].as_str().expect("an id").to_owned();
    let nobody = format!("None of the agents in this update would have {} any more.", missing.name);
    let warning = format!("warning: 1 agent loses a skill. {nobody}");
    let unasked = world.cli(&["undo", &run]).expect_status(2);
    assert!(unasked.stderr.contains(&warning), "{}", unasked.stderr);
    assert!(world.levels(&agent).contains_key(&missing.id));
    let undone = world.cli(&["undo", &run, "--yes", "--json"]).expect_status(0);
    assert!(undone.stderr.contains(&warning), "{}", undone.stderr);
    assert_eq!(world.levels(&agent), held);
}
