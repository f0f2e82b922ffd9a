//! Where a table ends, and which columns could be meant as well as the chosen ones.

use skillsheet_skills::{Cells, Field, NoData, column_letters, columns, suggest};

use crate::make::{directory, sheet};

/// What is said of a sheet: the columns that are read, then what stands beside or below, and what is open.
fn told(lines: &[&str]) -> String {
    let (sheet, directory) = (sheet(lines), directory());
    let found = columns(&sheet, &suggest(&sheet, &directory), &directory).expect("a table");
    let letters = |columns: &[u32]| columns.iter().map(|column| column_letters(*column)).collect::<Vec<_>>().join("");
    let mut said = letters(&found.of_levels());
    if let Some(who) = found.cells.who() {
        said = format!("{} {said}", column_letters(who.agent.column));
        if !who.others.is_empty() {
            said += &format!(" also {}", letters(&who.others.iter().map(|name| name.column).collect::<Vec<_>>()));
        }
    }
    if let Cells::List { skill, others, more, .. } = &found.cells {
        let skills: Vec<u32> = std::iter::once(*skill).chain(more.iter().map(|(skill, _)| *skill)).collect();
        said += &format!(" of {}", letters(&skills));
        if !others.is_empty() {
            said += &format!(" or {}", letters(others));
        }
    }
    if let Some(beside) = found.beside {
        said += &format!(", beside {}", letters(&[beside.first, beside.last]));
    }
    for rival in &found.rivals {
        let field = if rival.field == Field::Agent { "agent" } else { "level" };
        said += &format!(", {field} {}?", letters(&[rival.chosen, rival.other]));
    }
    if let Some(end) = found.passed_over.iter().find(|passed| passed.why == NoData::AnotherTable) {
        said += &format!(", ends above {}", end.row);
    }
    said
}

#[test]
fn a_table_ends_where_another_one_begins() {
    let cases: &[(&[&str], &str)] = &[
        (&["Agent|Billing||Agent|Chat", "Jonas Müller|3||Adaeze Okafor|4"], "A B, beside DE"),
        (&["Agent|Billing|Agent|Chat", "Jonas Müller|3|Adaeze Okafor|4"], "A B, beside CD"),
        (&["Agent|Billing||Team|Chat", "Jonas Müller|3||North|4"], "A B, beside DE"),
        // A blank column alone, a team among the headings, and names that are repeated end nothing.
        (&["Agent|Billing||Chat", "Jonas Müller|3||4"], "A BD"),
        (&["Agent||Billing|Chat", "Jonas Müller||3|4"], "A CD"),
        (&["Agent|Billing|Team|Chat", "Jonas Müller|3|North|4"], "A BD"),
        (&["Agent|Billing||Agent|Chat", "Jonas Müller|3||Jonas Müller|4"], "A BE also D"),
        (&["Skill|Jonas Müller||Team|Adaeze Okafor", "Billing|3||North|4"], "B, beside DE"),
        (
            &["Agent|Skill|Level||Agent|Skill|Level", "Jonas Müller|Chat|3||Adaeze Okafor|Fraud|4"],
            "A C of B, beside EG",
        ),
        (&["Level|Means||Agent|Skill|Level", "1|new||Jonas Müller|Chat|3"], "D F of E"),
        (&["Agent|Skill|Level||Agents (list)", "Jonas Müller|Chat|3||Adaeze Okafor"], "A C of B"),
        (&["Agent|Billing|Chat", "Jonas Müller|3|4", "Agent|Fraud|Chat", "Adaeze Okafor|1|2"], "A BC, ends above 3"),
        (&["Agent|Billing|Chat", "Jonas Müller|3|4", "AGENT|billing|Chat ", "Adaeze Okafor|1|2"], "A BC"),
        (&["Agent|Billing|Chat", "Jonas Müller|3|4", "Agent|Fraud|Chat"], "A BC"),
        (&["Agent|Skill|Level", "Jonas Müller|Chat|3", "|Chat|Level"], "A C of B"),
    ];
    for (lines, expected) in cases {
        assert_eq!(told(lines), *expected, "{lines:?}");
    }
}

#[test]
fn columns_that_could_be_meant_as_well_are_open() {
    let cases: &[(&[&str], &str)] = &[
        (&["Agent|Skill|Level|Level", "Jonas Müller|Chat|3|4"], "A C of B, level CD?"),
        (&["Agent|Skill|Current|Target", "Jonas Müller|Chat|3|4"], "A D of B, level DC?"),
        (&["Agent|Skill|Current level|New level", "Jonas Müller|Chat|3|4"], "A D of B"),
        (&["Agent|Skill|Priority|Level", "Jonas Müller|Chat|3|4"], "A D of B"),
        (&["Agent|Skill|Level|Level", "Jonas Müller|Chat|3|"], "A C of B"),
        (&["p|q|Billing", "Jonas Müller|Adaeze Okafor|3"], "A C, agent AB?"),
        (&["TL|q|Billing", "Jonas Müller|Adaeze Okafor|3"], "B C"),
        (&["Agent|Skill 1|Level 1|Skill 2|Level 2", "Jonas Müller|Chat|3|Fraud|4"], "A CE of BD"),
        (&["Agent|Skill 1|Skill 2|Level 2|Level 1", "Jonas Müller|Chat|Fraud|3|4"], "A DE of BC"),
        (&["Agent|Skill ID|Skill|Level", "Jonas Müller|s-3|Chat|4"], "A D of B or C"),
    ];
    for (lines, expected) in cases {
        assert_eq!(told(lines), *expected, "{lines:?}");
    }
}
