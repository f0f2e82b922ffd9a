//! `check`, `template`, and sheets that cannot be read.

use skillsheet_practice::samples::list;
use skillsheet_practice::{Fault, Options, Rule};

use crate::world::{NAME, World};

fn check(world: &World, sheet: &str, more: &[&str]) -> crate::world::Told {
    world.cli(&[&["check", sheet, "--connection", NAME, "--json"][..], more].concat())
}

#[test]
fn a_check_counts_what_the_sheet_asks_for_and_names_its_problems() {
    let world = World::connected(Options::fast());
    let sample = list(&world.centre.state());
    let cell = |cell: &skillsheet_practice::samples::SampleCell| match cell {
        skillsheet_practice::samples::SampleCell::Empty => String::new(),
        skillsheet_practice::samples::SampleCell::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        skillsheet_practice::samples::SampleCell::Number(number) => number.to_string(),
    };
    let mut lines = vec![sample.headings.join(",")];
    lines.extend(sample.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",")));
    let sheet = world.file("sample.csv", lines.join("\n"));

    let report = check(&world, &sheet, &[]).expect_status(1).document();
    let summary = &report["summary"];
    let expected = sample.expected;
    for (key, number) in
        [("change", expected.change), ("add", expected.add), ("remove", expected.remove), ("same", expected.same)]
    {
        assert_eq!(summary[key], number, "{key}: {summary}");
    }
    let changes = report["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), expected.change + expected.add + expected.remove);
    assert!(changes.iter().all(|change| change["before"] != change["after"]), "what is right already is no change");
    assert_eq!((&report["layout"], &report["mode"]), (&"list".into(), &"merge".into()));
    let diagnostics = report["diagnostics"].as_array().expect("diagnostics");
    let of = |code: &str| diagnostics.iter().filter(|told| told["code"] == code).collect::<Vec<_>>();
    for code in ["unknownSkill", "unknownAgent", "ambiguousAgent", "outOfScale", "notANumber", "contradiction"] {
        assert!(!of(code).is_empty(), "{code}: {diagnostics:?}");
    }
    let errors = diagnostics.iter().filter(|told| told["severity"] == "error").count();
    assert_eq!(summary["problems"], errors);
    assert!(of("unknownSkill").iter().any(|told| told["suggestion"].is_string() && told["cell"].is_string()));
    assert_eq!(world.writes(), 0, "a check sends nothing");
}

#[test]
fn a_sheet_that_is_right_already_asks_for_nothing() {
    let world = World::connected(Options::fast());
    let output = world.folder.path().join("today.xlsx").display().to_string();
    let small = world.cli(&["template", "--connection", NAME, "--output", &output, "--layout", "grid", "--json"]);
    assert_eq!(small.expect_status(0).document()["agents"], world.agents().len());
    let report = check(&world, &output, &[]).expect_status(0).document();
    assert_eq!((&report["summary"]["calls"], &report["changes"]), (&0.into(), &serde_json::json!([])));

    let run = world.cli(&["run", &output, "--connection", NAME, "--json"]).expect_status(0).finished();
    assert_eq!((&run["status"], &run["calls"], &run["applied"]), (&"completed".into(), &0.into(), &0.into()));
    assert_eq!(world.writes(), 0);
}

#[test]
fn columns_can_be_named_and_the_exact_mode_takes_away() {
    let world = World::connected(Options::fast());
    let agent = world.agents().into_iter().find(|agent| world.levels(agent).len() > 2).expect("somebody can do much");
    let skill = world.skill(0);
    let sheet = world.file("odd.csv", format!("x,y,z,w\n7,{},{},8\n", agent.email, skill.name));
    // Two columns may hold the levels.
    check(&world, &sheet, &[]).expect_status(2).failure();
    let mapping = world.file("mapping.json", r#"{"layout":"list","headingRow":1,"agent":1,"skill":2,"proficiency":0}"#);
    let report = check(&world, &sheet, &["--mapping", &mapping, "--mode", "exact"]).expect_status(0).document();
    let others = world.levels(&agent).keys().filter(|id| **id != skill.id).count();
    assert_eq!(report["summary"]["remove"], others);
    assert_eq!(report["summary"]["calls"], 1);
    assert!(report["changes"].as_array().expect("changes").iter().any(|change| change["after"] == 7));
}

#[test]
fn what_is_no_sheet_gives_one_sentence_and_a_next_step() {
    let world = World::connected(Options::fast());
    let cases = [
        ("damaged.xlsx", &b"PK\x03\x04 and then nothing of use"[..]),
        ("text.xlsx", b"This is only text."),
        ("empty.csv", b""),
        ("colours.csv", b"Colour,Size\nred,large\n"),
    ];
    for (name, content) in cases {
        let path = world.file(name, content);
        let told = check(&world, &path, &[]).expect_status(2);
        assert!(told.failure().0.contains(name), "{told:?}");
        assert_eq!(told.stdout, "", "{name}");
    }
    let missing = world.folder.path().join("missing.xlsx").display().to_string();
    check(&world, &missing, &[]).expect_status(2).failure();
    let sheet = world.sheet(1);
    let (message, hint) = check(&world, &sheet, &["--tab", "Nowhere"]).expect_status(2).failure();
    assert!(message.contains("Nowhere") && hint.contains("skills"), "{message} {hint}");
    world.cli(&["check", &sheet, "--connection", "Nobody"]).expect_status(2).failure();
    assert_eq!(world.writes(), 0);
}

#[test]
fn where_nobody_tells_what_agents_have_nothing_may_be_wiped() {
    let faults = vec![Rule::new(Fault::status(405)).method("GET").path("/skills").from(2)];
    let world = World::connected(Options { faults, ..Options::fast() });
    let sheet = world.sheet(2);
    let told = world.cli(&["run", &sheet, "--connection", NAME, "--yes", "--json"]).expect_status(2);
    told.failure();
    assert_eq!((told.stdout.as_str(), world.writes()), ("", 0));
}
