//! How a sheet is read: found out, said with options, kept in a file, and settled in the window before.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};
use skillsheet_engine::memory::Settled;
use skillsheet_engine::session::Session;
use skillsheet_engine::update::{Terms, Update};
use skillsheet_engine::workbook::{self, CancelFlag};
use skillsheet_practice::Options;
use skillsheet_skills::{self as skills, Aliases, Directory, Field, key};

use crate::world::{NAME, Told, World};

fn check(world: &World, sheet: &str, more: &[&str]) -> Told {
    world.cli(&[&["check", sheet, "--connection", NAME, "--json"][..], more].concat())
}

#[test]
fn a_check_tells_how_the_sheet_was_read_and_a_person_reads_it_too() {
    let world = World::connected(Options::fast());
    let sheet = world.sheet(2);
    let reading = check(&world, &sheet, &[]).expect_status(0).document()["reading"].clone();
    assert_eq!(
        (&reading["tab"], &reading["headingRow"], &reading["headingRows"]),
        (&json!("skills"), &json!(1), &json!(1))
    );
    assert_eq!(
        reading["columns"],
        json!({"agent": "A", "agentRest": null, "skill": "B", "proficiency": "C", "action": null})
    );
    assert_eq!((&reading["layout"], &reading["hidden"]), (&json!("list"), &json!("read")));
    assert_eq!((&reading["legend"], &reading["earlier"]), (&json!({}), &Value::Null));
    for guess in ["headings", "layout", "agent", "skill", "proficiency"] {
        assert!(reading["why"][guess].as_str().is_some_and(|why| !why.is_empty()), "{guess}: {reading}");
    }
    let shown = world.cli(&["check", &sheet, "--connection", NAME]).expect_status(0).stdout;
    let line = "Read as a list: headings in row 1, agents in column A, skills in column B, levels in column C";
    assert!(shown.lines().any(|shown| shown == line), "{shown}");
    let why = reading["why"]["layout"].as_str().expect("a reason");
    assert!(shown.contains(why), "{shown}");
}

#[test]
fn how_a_sheet_was_read_is_saved_and_reads_the_next_one() {
    let world = World::connected(Options::fast());
    let (agent, skill) = (world.agents()[0].clone(), world.skill(0));
    let level = world.other_level(&agent);
    let sheet = world.file("a.csv", format!("Agent,Skill,Proficiency\n{},{},{level}\n", agent.email, skill.name));
    let mapping = world.folder.path().join("kept.json").display().to_string();
    check(&world, &sheet, &["--save-mapping", &mapping, "--legend", "Expert=90"]).expect_status(0);
    let kept: Value = serde_json::from_str(&fs::read_to_string(&mapping).expect("it is there")).expect("it is JSON");
    assert_eq!(
        (&kept["agent"], &kept["proficiency"], &kept["legend"]),
        (&json!("A"), &json!("C"), &json!({"expert": 90}))
    );

    // Without the mapping nothing tells which column is which.
    let bare = world.file("b.csv", format!("p,q,r\n{},{},Expert\n", agent.email, skill.name));
    let report = check(&world, &bare, &["--mapping", &mapping]).expect_status(0).document();
    assert_eq!(report["changes"][0]["after"], 90, "{report}");
    assert_eq!(report["reading"]["legend"], json!({"expert": 90}));
    // What is typed outranks the file.
    let typed = check(&world, &bare, &["--mapping", &mapping, "--legend", "EXPERT=80"]).expect_status(0).document();
    assert_eq!(typed["changes"][0]["after"], 80, "{typed}");

    let other = world.file("other.json", r#"{"mine":1}"#);
    check(&world, &sheet, &["--save-mapping", &other]).expect_status(2).failure();
    assert_eq!(fs::read_to_string(&other).expect("it is there"), r#"{"mine":1}"#);
}

#[test]
fn what_does_not_fit_is_one_sentence_and_a_next_step() {
    let world = World::connected(Options::fast());
    let sheet = world.sheet(1);
    let far = world.file("far.json", r#"{"layout":"list","headingRow":1,"agent":"A","skill":"B","proficiency":"Z"}"#);
    let low = world.file("low.json", r#"{"layout":"list","headingRow":9,"agent":"A","skill":"B","proficiency":"C"}"#);
    let odd = world.file("odd.json", r#"{"layout":"list","headingRow":1,"agent":"A1"}"#);
    for (options, told) in [
        (&["--mapping", far.as_str()][..], "column Z"),
        (&["--mapping", &low], "row 9"),
        (&["--mapping", &odd], "“A1”"),
        (&["--legend", "Expert=900"], "900"),
        (&["--legend", "Expert"], "Expert"),
    ] {
        let (message, _) = check(&world, &sheet, options).expect_status(2).failure();
        assert!(message.contains(told), "{options:?}: {message}");
    }
}

#[test]
fn what_was_settled_in_the_window_counts_unless_it_is_not_wanted() {
    let world = World::connected(Options::fast());
    let (agent, skill) = (world.agents()[0].clone(), world.skill(0));
    let level = world.other_level(&agent);
    {
        let session = Session::open(&world.data()).expect("the data folder");
        let id = session.connections().by_name(NAME).expect("the connection").id.clone();
        let skills = [(key("Zz nickname"), skill.id.as_str().into())].into();
        let aliases = Aliases { skills, ..Aliases::default() };
        session.memory().remember(&id, Settled { aliases, mapping: None }).expect("it is written");
    }
    let sheet = world.file("s.csv", format!("Agent,Skill,Proficiency\n{},Zz nickname,{level}\n", agent.email));
    let known = check(&world, &sheet, &[]).expect_status(0).document();
    assert_eq!(known["changes"][0]["skill"]["name"], skill.name, "{known}");
    let fresh = check(&world, &sheet, &["--fresh"]).expect_status(1).document();
    assert_eq!(fresh["diagnostics"][0]["code"], "unknownSkill", "{fresh}");
}

#[test]
fn a_sheet_is_read_like_an_earlier_one_of_its_shape() {
    let world = World::connected(Options::fast());
    let (agent, skill) = (world.agents()[0].clone(), world.skill(0));
    let sheet = |name: &str, plan: u32, wish: u32| {
        let row = format!("{},{},{plan},{wish}", agent.email, skill.name);
        world.file(name, format!("Agent,Skill,Level (plan),Level (wish)\n{row}\n"))
    };
    let november = sheet("november.csv", 41, 42);
    {
        let session = Session::open(&world.data()).expect("the data folder");
        let connection = session.connections().by_name(NAME).expect("the connection").clone();
        let agents = vec![skills::Agent {
            id: agent.id.as_str().into(),
            name: agent.name.clone(),
            email: Some(agent.email.clone()),
            employee_id: None,
            login: None,
            team: None,
            active: true,
        }];
        let skills = vec![skills::Skill { id: skill.id.as_str().into(), name: skill.name.clone(), active: true }];
        let terms = Terms::of(&connection.settings, Some(Directory::new(agents, skills).into()), Arc::default());
        let book = workbook::read(november.as_ref(), &mut |_| {}, &CancelFlag::new()).expect("it is a sheet");
        let mut update = Update::new(book.into(), terms);
        update.set_column(Field::Proficiency, Some(3));
        session.remember(update.settled(jiff::Timestamp::now()), &connection);
    }
    let december = sheet("december.csv", 51, 52);
    let known = check(&world, &december, &[]).expect_status(0).document();
    assert_eq!(known["reading"]["earlier"]["sheet"], "november.csv", "{known}");
    assert_eq!((&known["reading"]["columns"]["proficiency"], &known["changes"][0]["after"]), (&json!("D"), &json!(52)));
    let shown = world.cli(&["check", &december, "--connection", NAME]).expect_status(0).stdout;
    assert!(shown.contains("It was read like “november.csv”"), "{shown}");
    // Without what was chosen then, nobody knows which of the two columns counts.
    let fresh = check(&world, &december, &["--fresh"]).expect_status(1).document();
    assert_eq!((&fresh["reading"]["earlier"], &fresh["changes"]), (&Value::Null, &json!([])), "{fresh}");
    assert_eq!(fresh["diagnostics"][0]["code"], "twoColumns", "{fresh}");
    // The command line itself remembers nothing.
    check(&world, &december, &["--fresh", "--layout", "grid", "--legend", "x=5"]);
    let again = check(&world, &december, &[]).expect_status(0).document();
    assert_eq!(again["reading"], known["reading"]);
}

#[test]
fn a_workbook_to_fill_in_can_be_of_some_teams_and_skills_only() {
    let world = World::connected(Options::fast());
    let output = world.folder.path().join("some.xlsx").display().to_string();
    let template = |more: &[&str]| {
        world.cli(&[&["template", "--connection", NAME, "--output", &output, "--json"][..], more].concat())
    };
    let (first, second) = (world.skill(0), world.skill(1));
    let told =
        template(&["--skill", &first.name, "--skill", &second.id, "--layout", "grid"]).expect_status(0).document();
    assert_eq!((&told["skills"], &told["layout"]), (&json!(2), &json!("grid")));
    assert_eq!(check(&world, &output, &[]).expect_status(0).document()["changes"], json!([]));
    let misspelt = first.name.replacen('i', "", 1);
    let (message, hint) = template(&["--skill", &misspelt]).expect_status(2).failure();
    assert!(message.contains(&misspelt) && hint.contains(&first.name), "{message} {hint}");
}
