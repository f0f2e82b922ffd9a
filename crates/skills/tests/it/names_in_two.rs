//! Names that stand in two columns: who is meant, and what is said where that is not clear.

use skillsheet_skills::{Agent, Aliases, CellRef, Choice, Directory, Overlay, Skill};

use crate::make::{merging, sheet};
use crate::reading::{Read, edits, problems, read};

fn directory() -> Directory {
    let agent = |id: &str, name: &str| Agent {
        id: id.into(),
        name: name.into(),
        email: Some(format!("{id}@x.example")),
        employee_id: None,
        login: None,
        team: None,
        active: id != "gone-id",
    };
    let people = [
        ("ann-id", "Ann Lee"),
        ("marie-id", "Ann Marie Lee"),
        ("jose-id", "María José García López"),
        ("jan-id", "van Dijk, Jan"),
        ("paul-id", "Paul Martin"),
        ("martin-id", "Martin Paul"),
        ("maria1-id", "Maria Silva"),
        ("maria2-id", "Maria Silva"),
        ("cher-id", "Cher"),
        ("gone-id", "Old Timer"),
    ];
    let skill = |id: &str, name: &str| Skill { id: id.into(), name: name.into(), active: true };
    Directory::new(people.map(|(id, name)| agent(id, name)).into(), vec![skill("b", "Billing"), skill("c", "Chat")])
}

fn by(overlay: Overlay) -> Read {
    Read { directory: directory(), overlay, ..Read::default() }
}

#[test]
fn both_columns_are_read_as_one_name() {
    let headings = ["First name|Last name|Skill|Level", "Last name|First name|Skill|Level"];
    for (first, last, expected) in [
        ("Ann", "Lee", Ok("ann-id")),
        (" ANN", "lee ", Ok("ann-id")),
        ("Ann Marie", "Lee", Ok("marie-id")),
        ("Ann", "Marie Lee", Ok("marie-id")),
        ("María José", "García López", Ok("jose-id")),
        ("Jan", "van Dijk", Ok("jan-id")),
        ("Paul", "Martin", Ok("paul-id")),
        ("Martin", "Paul", Ok("martin-id")),
        ("Cher", "", Ok("cher-id")),
        ("", "Cher", Ok("cher-id")),
        ("", "ann-id@x.example", Ok("ann-id")),
        ("", "Lee", Err("unknownAgent “No agent fits “Lee”” → Ann Lee")),
        ("Ann", "", Err("unknownAgent “No agent fits “Ann”” → Ann Lee")),
        ("Anne", "Lee", Err("unknownAgent “No agent fits “Anne Lee”” → Ann Lee")),
        ("Maria", "Silva", Err("ambiguousAgent “Two agents are called Maria Silva” → maria1-id@x.example")),
        ("Old", "Timer", Err("inactiveAgent “Old Timer is deactivated”")),
        ("", "", Err("missingName “D2 holds a level, but the row names no agent”")),
    ] {
        for (headings, line) in headings.into_iter().zip([format!("{first}|{last}"), format!("{last}|{first}")]) {
            let sheet = sheet(&[headings, &format!("{line}|Billing|50")]);
            let checked = read(&sheet, by(Overlay::default()));
            // The first name's cell, or the only one that is filled.
            let first_stands_left = headings.starts_with("First");
            let points_left = first_stands_left == (!first.is_empty() || last.is_empty());
            let at = if points_left { "A2" } else { "B2" };
            let wanted = match expected {
                Ok(agent) => (vec![format!("{agent} b 50 D2")], Vec::new()),
                Err(said) => (Vec::new(), vec![format!("{at} {said}")]),
            };
            assert_eq!((edits(&checked), problems(&checked)), wanted, "{headings}: {line}");
        }
    }
}

#[test]
fn the_order_is_as_written_where_no_heading_tells() {
    let lines = ["||Skill|Level", "Martin|Paul|Billing|1", "Paul|Martin|Billing|2", "Lee|Ann|Billing|3"];
    let checked = read(&sheet(&lines), by(Overlay::default()));
    assert_eq!(edits(&checked), ["martin-id b 1 D2", "paul-id b 2 D3", "ann-id b 3 D4"]);
}

#[test]
fn what_was_said_about_a_name_holds_for_both_columns() {
    let lines = ["First name|Last name|Billing|Chat", "Mia|S.|1|2", "Mia|S.|3|", "Mia|Other|4|"];
    let checked = read(&sheet(&lines), by(Overlay::default()));
    let name = checked.agents.of("mia s.").expect("a name of the sheet");
    assert_eq!((name.written.as_str(), name.rows, name.first), ("Mia S.", 2, CellRef { row: 2, column: 0 }));

    let mut overlay = Overlay::default();
    overlay.decide_agent("Mia S.", Some(Choice::Use("maria2-id".into())));
    overlay.decide_agent("Mia Other", Some(Choice::LeaveOut));
    overlay.left_out.insert("C3".parse().expect("a cell"));
    let checked = read(&sheet(&lines), by(overlay));
    assert_eq!(
        (edits(&checked), problems(&checked)),
        (vec!["maria2-id b 1 C2".into(), "maria2-id c 2 D2".into()], vec![])
    );

    let aliases = Aliases { agents: [("mia s.".to_owned(), "maria1-id".into())].into(), ..Aliases::default() };
    let checked = read(&sheet(&lines[..2]), Read { aliases, ..by(Overlay::default()) });
    assert_eq!(edits(&checked), ["maria1-id b 1 C2", "maria1-id c 2 D2"]);
}

#[test]
fn an_address_outranks_the_names_and_they_fill_its_gaps() {
    let lines = [
        "E-mail|First name|Last name|Skill|Level",
        "maria2-id@x.example|Maria|Silva|Billing|1",
        "|Ann|Lee|Billing|2",
        "|Maria|Silva|Chat|3",
        "nobody@x.example|Paul|Martin|Chat|4",
    ];
    let checked = read(&sheet(&lines), by(Overlay::default()));
    assert_eq!(edits(&checked), ["maria2-id b 1 E2", "ann-id b 2 E3"]);
    let said: Vec<String> = problems(&checked).iter().map(|said| said[..15].to_owned()).collect();
    assert_eq!(said, ["B4 ambiguousAge", "A5 unknownAgent"]);

    let lines =
        ["First name|Last name|Login|Skill|Level", "Maria|Silva|?|Billing|1", "Maria|Silva|maria2-id@x.example|Chat|2"];
    let mut namesakes = by(Overlay::default());
    namesakes.map = |mapping| (mapping.agent, mapping.agent_rest) = (Some(0), Some(1));
    let checked = read(&sheet(&lines), namesakes);
    assert_eq!(edits(&checked), ["maria2-id c 2 E3"], "told apart by another column");
    assert_eq!(problems(&checked).len(), 1);
}

#[test]
fn packed_merged_and_repeated_names_work_alike() {
    let packed = ["Prénom|Nom|Compétences", "Ann|Lee|Billing:5, Chat:4"];
    assert_eq!(edits(&read(&sheet(&packed), by(Overlay::default()))), ["ann-id b 5 C2", "ann-id c 4 C2"]);

    let written_once = ["First name|Last name|Skill|Level", "Ann|Lee|Billing|1", "||Chat|2", "Cher||Chat|3"];
    let checked = read(&sheet(&written_once), by(Overlay::default()));
    assert_eq!(edits(&checked), ["ann-id b 1 D2", "cher-id c 3 D4"]);
    assert_eq!(
        problems(&checked),
        ["A3 missingName “D3 holds a level, but the row names no agent” → Ann Lee"],
        "the whole name is proposed"
    );
    let merged = merging(sheet(&written_once), &["A2:A3", "B2:B3", "A4:B4"]);
    let checked = read(&merged, by(Overlay::default()));
    assert_eq!((edits(&checked).len(), problems(&checked)), (3, vec![]));

    let totals = ["First name|Last name|Billing", "Ann|Lee|1", "Total|Lee|2", "Total||3"];
    let checked = read(&sheet(&totals), by(Overlay::default()));
    assert_eq!(edits(&checked), ["ann-id b 1 C2"]);
    assert_eq!(checked.diagnostics.len(), 1, "both are passed over as totals: {:?}", problems(&checked));
}
