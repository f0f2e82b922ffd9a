//! Names of people and skills: who is meant, and what is said where that is not clear.

use skillsheet_skills::{Agent, Aliases, By, Choice, Directory, Meaning, Overlay, Skill, Value};

use crate::make::sheet;
use crate::reading::{Read, edits, problems, read};

fn directory() -> Directory {
    let agent = |id: &str, name: &str, email: &str, number: &str, team: &str| Agent {
        id: id.into(),
        name: name.into(),
        email: Some(email.into()),
        employee_id: Some(number.into()),
        login: Some(format!("login-{id}")),
        team: (!team.is_empty()).then(|| team.to_owned()),
        active: true,
    };
    let skill = |id: &str, name: &str| Skill { id: id.into(), name: name.into(), active: true };
    Directory::new(
        vec![
            agent("123456789012345", "Jonas Müller", "jonas@x.example", "00123", "North"),
            agent("12345678901234567891", "Pieter van Dijk", "pieter@x.example", "00124", ""),
            agent("m-1", "Maria Silva", "maria@x.example", "5", "North"),
            agent("m-2", "Maria Silva", "maria2@x.example", "6", ""),
        ],
        vec![skill("43464", "Billing"), skill("9007199254740993", "Chat")],
    )
}

#[test]
fn people_are_found_by_whatever_identifies_them() {
    for (written, expected) in [
        ("'123456789012345", "123456789012345"),
        ("123456789012345", "123456789012345"),
        ("'12345678901234567891", "12345678901234567891"),
        ("LOGIN-m-1", "m-1"),
        ("MARIA2@x.example", "m-2"),
        ("Silva <maria@x.example>", "m-1"),
        ("mailto:maria@x.example", "m-1"),
        ("5", "m-1"),
        ("'00123", "123456789012345"),
        ("Müller, Jonas", "123456789012345"),
        ("van Dijk, Pieter", "12345678901234567891"),
    ] {
        let sheet = sheet(&["Agent|Skill|Level", &format!("{written}|Billing|50")]);
        let checked = read(&sheet, Read { directory: directory(), ..Read::default() });
        assert_eq!(edits(&checked), [format!("{expected} 43464 50 C2")], "{written}");
        assert_eq!(problems(&checked), [""; 0], "{written}");
    }
}

#[test]
fn who_is_not_clear_is_asked_about() {
    for (written, expected) in [
        ("123", "A2 unknownAgent “No agent fits “123”” → Jonas Müller"),
        ("Maria Silva", "A2 ambiguousAgent “Two agents are called Maria Silva” → maria@x.example"),
        ("Silva, Maria", "A2 ambiguousAgent “Two agents are called Silva, Maria” → maria@x.example"),
        ("Jonas Muller", "A2 unknownAgent “No agent fits “Jonas Muller”” → Jonas Müller"),
        ("joans@x.example", "A2 unknownAgent “No agent fits “joans@x.example”” → jonas@x.example"),
    ] {
        let sheet = sheet(&["Agent|Skill|Level", &format!("{written}|Billing|50")]);
        let checked = read(&sheet, Read { directory: directory(), ..Read::default() });
        assert_eq!((edits(&checked).len(), problems(&checked)), (0, vec![expected.to_owned()]), "{written}");
    }
    let sheet = sheet(&["Agent|Skill|Level", "Maria Silva|Billing|50"]);
    let checked = read(&sheet, Read { directory: directory(), ..Read::default() });
    assert_eq!(
        checked.diagnostics[0].hint,
        "Choose one: maria@x.example (North) or maria2@x.example. Or add an e-mail column."
    );
}

#[test]
fn numbers_that_lost_their_digits_stand_for_nobody() {
    let mut sheet = sheet(&["Agent|Skill|Level", "x|Billing|50", "Jonas Müller|y|50"]);
    sheet.rows[1].cells[0].value = Value::Number(12_345_678_901_234_567_891.0);
    sheet.rows[2].cells[1].value = Value::Number(9_007_199_254_740_994.0);
    let checked = read(&sheet, Read { directory: directory(), ..Read::default() });
    assert_eq!(edits(&checked), [""; 0]);
    assert_eq!(
        problems(&checked),
        [
            "A2 unknownAgent “1.23457E+19 is a number that has lost its last digits in the workbook”",
            "B3 unknownSkill “9.00720E+15 is a number that has lost its last digits in the workbook”",
        ]
    );
}

#[test]
fn aliases_count_where_the_directory_finds_nobody_or_several() {
    let agents = [("maria silva", "m-2"), ("mia", "m-1"), ("jonas müller", "m-1"), ("gone", "m-9")];
    let aliases = Aliases {
        agents: agents.map(|(name, id)| (name.to_owned(), id.into())).into(),
        skills: [("bills".to_owned(), "43464".into())].into(),
    };
    let lines = [
        "Agent|E-mail|Skill|Level",
        "Maria Silva||Bills|1",
        "Mia||Chat|2",
        "Jonas Müller||Billing|3",
        "Gone||Billing|4",
        "Maria Silva|maria@x.example|Billing|5",
    ];
    let by = |overlay| Read {
        directory: directory(),
        aliases: aliases.clone(),
        overlay,
        map: |mapping| mapping.agent = Some(0),
        ..Read::default()
    };
    let checked = read(&sheet(&lines), by(Overlay::default()));
    assert_eq!(
        edits(&checked),
        ["m-2 43464 1 D2", "m-1 9007199254740993 2 D3", "123456789012345 43464 3 D4", "m-1 43464 5 D6"],
        "what the row says outranks what was said for another sheet"
    );
    assert_eq!(problems(&checked), ["A5 unknownAgent “No agent fits “Gone””"], "whoever left is forgotten");
    let meaning = |name: &str| checked.agents.of(name).expect("a name of the sheet").meaning.clone();
    assert_eq!(meaning("mia"), Meaning::Entry(2, By::Remembered));
    assert_eq!(meaning("jonas müller"), Meaning::Entry(0, By::Name));

    let mut overlay = Overlay::default();
    overlay.decide_agent("Mia", Some(Choice::Use("m-2".into())));
    overlay.decide_agent("Jonas Müller", Some(Choice::LeaveOut));
    let checked = read(&sheet(&lines), by(overlay));
    assert_eq!(
        edits(&checked)[..2],
        ["m-2 43464 1 D2".to_owned(), "m-2 9007199254740993 2 D3".to_owned()],
        "what is said for this sheet outranks everything"
    );
    assert_eq!(checked.edits.len(), 3);
}
