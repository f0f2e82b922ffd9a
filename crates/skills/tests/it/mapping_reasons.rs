//! What is said about a guess, how sure it is, and under what it is remembered.

use skillsheet_skills::{Directory, Field, Sheet, Sure, how_sure, reasons, shape, suggest};

use crate::make::{directory, sheet};

#[test]
fn every_guess_has_a_reason() {
    let cases: &[(&[&str], &[&str])] = &[
        (
            &[
                "Team|Work e-mail|Skill|Level",
                "North|jonas.mueller@x.example|Billing|5",
                "South|nobody@x.example|Chat|x",
            ],
            &[
                "Row 1 has “Work e-mail”, “Skill” and “Level”",
                "One row per agent and skill: column C names skills",
                "Agent: Headed “Work e-mail”; 1 of 2 cells is an agent",
                "Skill: Headed “Skill”; 2 of 2 cells are skills",
                "Proficiency: Headed “Level”; 2 of 2 cells are levels",
            ],
        ),
        (
            &["Title", "Agent|Billing|Chat", "Jonas Müller|5|6"],
            &[
                "Row 2 has “Agent” and 2 skills",
                "2 columns are headed by skills",
                "Agent: Headed “Agent”; 1 of 1 cell is an agent",
            ],
        ),
        (
            &["Agent|Skills", "Jonas Müller|Billing:5, Chat:4", "Adaeze Okafor|Chat:1"],
            &[
                "Row 1 has “Agent” and “Skills”",
                "Column B holds entries like “Billing:5”",
                "Agent: Headed “Agent”; 2 of 2 cells are agents",
                "Skill: Headed “Skills”; 2 of 2 cells hold skills with levels",
            ],
        ),
        (
            &["|Jonas Müller|Adaeze Okafor", "Billing|5|6", "Chat|5|"],
            &[
                "Row 1 has 2 agents",
                "Rows name skills, 2 columns are headed by agents",
                "Skill: No heading; 2 of 2 cells are skills",
            ],
        ),
        (
            &["Agent|Skill|Level|Level", "Jonas Müller|Billing|a b|5", "Adaeze Okafor|Chat|c d|5"],
            &[
                "Row 1 has “Agent”, “Skill” and “Level”",
                "One row per agent and skill: column B names skills",
                "Agent: Headed “Agent”; 2 of 2 cells are agents",
                "Skill: Headed “Skill”; 2 of 2 cells are skills",
                "Proficiency: Columns C and D both say they hold levels; D really does",
            ],
        ),
        (
            &["Agent||Skill|", "Name|E-mail|Name|Level", "Jonas Müller|jonas.mueller@x.example|Billing|5"],
            &[
                "Rows 1 and 2 have “Agent – Name”, “Skill – Name” and “Skill – Level”",
                "One row per agent and skill: column C names skills",
                "Agent: Headed “Agent – Name”; 1 of 1 cell is an agent",
                "Skill: Headed “Skill – Name”; 1 of 1 cell is a skill",
                "Proficiency: Headed “Skill – Level”; 1 of 1 cell is a level",
            ],
        ),
    ];
    for (lines, expected) in cases {
        let sheet = sheet(lines);
        let why = reasons(&sheet, &suggest(&sheet, &directory()), &directory());
        let mut said = vec![why.headings, why.layout];
        said.extend(why.fields.into_iter().map(|(field, why)| format!("{field:?}: {why}")));
        assert_eq!(said, *expected);
    }
}

#[test]
fn nothing_is_claimed_about_agents_that_are_not_known() {
    let sheet = sheet(&["Agent|Skill|Level", "Jonas Müller|Billing|5"]);
    let nothing = Directory::default();
    let why = reasons(&sheet, &suggest(&sheet, &nothing), &nothing);
    assert_eq!(why.fields[0], (Field::Agent, "Headed “Agent”".to_owned()));
    assert_eq!(why.fields[1], (Field::Skill, "Headed “Skill”".to_owned()));
}

#[test]
fn two_columns_with_one_heading_are_to_be_checked() {
    let sure = |lines: &[&str], field| {
        let sheet = sheet(lines);
        how_sure(&sheet, &suggest(&sheet, &directory()), field, &directory())
    };
    let twice = ["Agent|Agent ID|Skill|Level|Level", "Jonas Müller|u-1|Billing|5|6"];
    assert_eq!(sure(&twice, Field::Proficiency), Sure::PleaseCheck);
    assert_eq!(sure(&twice, Field::Agent), Sure::Sure, "a name and an id are no doubt");
    let tenses = ["Agent|Skill|Current level|New level", "Jonas Müller|Billing|5|6"];
    assert_eq!(sure(&tenses, Field::Proficiency), Sure::Sure);
    let packed = ["Agent|Skills", "Jonas Müller|Billing:5"];
    assert_eq!(sure(&packed, Field::Skill), Sure::Sure);
}

#[test]
fn sheets_of_one_shape_are_known_again() {
    let shape_of = |sheet: &Sheet, row: u32, directory: &Directory| shape(sheet, row, directory);
    let shapes = |lines: &[&[&str]], row: &[u32]| -> Vec<Option<String>> {
        let sheets = lines.iter().zip(row);
        sheets.map(|(lines, row)| shape_of(&sheet(lines), *row, &directory())).collect()
    };
    let same: &[(&[&[&str]], &[u32])] = &[
        (
            &[
                &["Agent|E-mail|Billing|Chat|Notes", "Jonas Müller|jonas.mueller@x.example|5|6|fine"],
                &["Skills", "", "AGENT|e-mail|Fraud|Cooking|Chat|notes", "Maria Silva|m@x.example|5||x|", "|||3||"],
                &["Agent|E-mail|Nonsense|Notes", "Maria Silva|m@x.example|5|"],
                &["Agent|E-mail|Nonsense|Empty|Notes", "Maria Silva|m@x.example|5||"],
            ],
            &[1, 3, 1, 1],
        ),
        (
            &[&["Skill|Jonas Müller|Adaeze Okafor", "Billing|5|6"], &["Skill|Somebody|Else|Again", "Chat|1|2|3"]],
            &[1, 1],
        ),
        (
            &[
                &["Agent|Billing|Chat", "|Level|Level", "Jonas Müller|5|6"],
                &["Agent|Fraud|Chat|Cooking", "|Level|Level|Level", "Adaeze Okafor|1|2|3"],
            ],
            &[2, 2],
        ),
    ];
    for (lines, rows) in same {
        let shapes = shapes(lines, rows);
        assert!(shapes[0].is_some());
        assert!(shapes.iter().all(|shape| *shape == shapes[0]), "{shapes:?}");
    }
    let different = shapes(
        &[
            &["Agent|Skill|Level", "Jonas Müller|Billing|5"],
            &["Agent|Skill|Level|Level", "Jonas Müller|Billing|5|6"],
            &["Agent|Skill|Rating", "Jonas Müller|Billing|5"],
            &["Skill|Agent|Level", "Billing|Jonas Müller|5"],
            &["Agent|Billing", "Jonas Müller|5"],
        ],
        &[1; 5],
    );
    for (at, shape) in different.iter().enumerate() {
        assert!(shape.is_some() && !different[..at].contains(shape), "{different:?}");
    }
    let lines = ["Agent|E-mail|Billing|Cooking|Notes", "Jonas Müller|jonas@x.example|5|6|fine"];
    assert_eq!(
        shape(&sheet(&lines), 1, &directory()),
        shape(&sheet(&lines), 1, &Directory::default()),
        "the shape is the same before the contact centre was read"
    );
    assert_eq!(shape(&sheet(&["Agent", "Jonas Müller"]), 1, &directory()), None);
}
