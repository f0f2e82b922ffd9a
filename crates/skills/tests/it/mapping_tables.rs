//! What is found in sheets as managers keep them.

use skillsheet_skills::{
    Cells, Directory, Hidden, Layout, Mapping, NameCells, NoData, Sheet, column_letters, columns, suggest,
    suggest_for_layout,
};

use crate::make::{directory, hiding, merging, sheet};

/// The layout, the headings' rows, the columns of agent, skill, level and action, what the columns across are for, and
/// the rows that are no data.
fn describe(sheet: &Sheet, mapping: &Mapping, directory: &Directory) -> String {
    let letter = |column: Option<u32>| column.map_or("-".to_owned(), column_letters);
    let rows = match mapping.heading_rows {
        1 => mapping.heading_row.to_string(),
        rows => format!("{}-{}", mapping.heading_row + 1 - rows, mapping.heading_row),
    };
    let agent = mapping.agent_name().map_or("-".to_owned(), letters);
    let others = [mapping.skill, mapping.proficiency, mapping.action].map(letter).join(" ");
    let fields = format!("{agent} {others}");
    let found = match columns(sheet, mapping, directory) {
        Err(missing) => return format!("{:?} {rows} {fields}: {missing}", mapping.layout),
        Ok(found) => found,
    };
    let mut said = format!("{:?} {rows} {fields}", mapping.layout);
    if !found.heads.is_empty() {
        let heads: Vec<String> =
            found.heads.iter().map(|head| format!("{}={}", column_letters(head.column), head.text)).collect();
        said += &format!(" [{}]", heads.join(", "));
    }
    if let Cells::Packed { packed, .. } = &found.cells {
        let packed: Vec<String> = packed.iter().map(|column| column_letters(*column)).collect();
        said += &format!(" [{}]", packed.join(", "));
    }
    if let Some(who) = found.cells.who().filter(|who| !who.others.is_empty()) {
        let others: Vec<String> = who.others.iter().map(|other| letters(*other)).collect();
        said += &format!(" also {}", others.join(" "));
    }
    for passed in &found.passed_over {
        let why = match passed.why {
            NoData::Explanation => "explains",
            NoData::Totals => "sums",
            NoData::Headings => "repeats",
            NoData::AnotherTable => "is another's",
        };
        said += &format!(", {} {why}", passed.row);
    }
    said
}

/// The letters of the columns: `A+B` where names stand in two.
fn letters(name: NameCells) -> String {
    name.columns().map(column_letters).collect::<Vec<_>>().join("+")
}

fn check(cases: &[(&str, Sheet, &str)], directory: &Directory) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(name, sheet, expected)| (name, describe(sheet, &suggest(sheet, directory), directory), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(name, found, expected)| format!("{name}\n  found    {found}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lists_are_found() {
    let cases = [
        (
            "explanations below the headings, as in templates",
            sheet(&[
                "Agent *|Skill *|Level|Action",
                "Required|Required|Optional|Optional",
                "Name or e-mail of the agent|Name of the skill|1-100|add or remove",
                "e.g. Jane Doe|e.g. Sales|e.g. 5|",
                "Jonas Müller|Billing|50|",
            ]),
            "List 1 A B C D, 2 explains, 3 explains, 4 explains",
        ),
        (
            "German explanations",
            sheet(&[
                "Mitarbeiter|Kompetenz|Stufe|Aktion",
                "Name des Mitarbeiters|Name der Kompetenz|0 bis 100, 100 ist am besten|entfernen oder leer",
                "Jonas Müller|Billing|50|",
            ]),
            "List 1 A B C D, 2 explains",
        ),
        (
            "technical names below the headings",
            sheet(&["Agent|Skill|Level", "agent_id|skill_name|proficiency", "Jonas Müller|Billing|50"]),
            "List 1 A B C -, 2 explains",
        ),
        (
            "a sentence below the headings",
            sheet(&["Agent|Skill|Level", "One row per agent and skill, please||", "Jonas Müller|Billing|50"]),
            "List 1 A B C -, 2 explains",
        ),
        (
            "rows with mistakes are no explanations",
            sheet(&[
                "Agent|Skill|Level",
                "Jonas Müler|Biling|high",
                "Maria da Silva Santos|Techncal support for premium|4-5",
                "text|Billing|text",
                "text|text|5",
                "Jonas Müller|Billing|50",
            ]),
            "List 1 A B C -",
        ),
        (
            "explanations above, blank rows and columns around",
            sheet(&[
                "|Skills of the team, as of May",
                "",
                "|Please write one row per agent and skill; 100 is the best level",
                "",
                "||Agent||Skill||Level",
                "",
                "||Jonas Müller||Billing||50",
            ]),
            "List 5 C E G -",
        ),
        (
            "two rows of headings",
            sheet(&["Agent||Skill|", "Name|E-mail|Name|Level", "Jonas Müller|jonas.mueller@x.example|Billing|50"]),
            "List 1-2 A C D - also B",
        ),
        (
            "two rows of headings, merged",
            merging(
                sheet(&["Agent||Skill||Notes", "ID|Name|Name|Rating|", "u-1|Jonas Müller|Billing|50|new"]),
                &["A1:B1", "C1:D1", "E1:E2"],
            ),
            "List 1-2 A C D - also B",
        ),
        (
            "merged headings in one row, over two",
            merging(sheet(&["Agent|Skill|Level", "", "Jonas Müller|Billing|50"]), &["A1:A2", "B1:B2", "C1:C2"]),
            "List 1 A B C -",
        ),
        (
            "a list with a title side by side with a date",
            sheet(&["Skills|as of: 5 May||", "Agent|Skill|Level|Action", "Jonas Müller|Billing|50|"]),
            "List 2 A B C D",
        ),
        (
            "headings that come again and totals",
            sheet(&[
                "Agent|Skill|Level",
                "Jonas Müller|Billing|50",
                "Agent|Skill|Level",
                "Adaeze Okafor|Chat|60",
                "",
                "Total||110",
                "Average|2|55",
            ]),
            "List 1 A B C -, 3 repeats, 6 sums, 7 sums",
        ),
        (
            "a team that is called like a sum",
            sheet(&["Team|Agent|Skill|Level", "Total|Jonas Müller|Billing|50", "Total|||50"]),
            "List 1 B C D -, 3 sums",
        ),
        (
            "levels of now and then",
            sheet(&["Agent|Skill|Current level|New level", "Jonas Müller|Billing|50|60"]),
            "List 1 A B D -",
        ),
        (
            "a heading that comes twice, once over levels",
            sheet(&[
                "Agent|Skill|Level|Team|Level",
                "Jonas Müller|Billing|gold|North|60",
                "Adaeze Okafor|Chat|red|North|50",
            ]),
            "List 1 A B E -",
        ),
        (
            "a supervisor is no agent",
            sheet(&[
                "Supervisor|Agent|Skill|Level",
                "Adaeze Okafor|Maria Silva|Billing|50",
                "Adaeze Okafor|Jonas Müller|Chat|5",
            ]),
            "List 1 B C D -",
        ),
        (
            "first and last names beside an e-mail",
            sheet(&["Name|Vorname|E-Mail|Kompetenz|Stufe", "Müller|Jonas|jonas.mueller@x.example|Billing|50"]),
            "List 1 C D E - also B+A",
        ),
        (
            "levels by what they look like, when nothing else can be meant",
            sheet(&["Agent|Skill|Points", "Jonas Müller|Billing|50", "Adaeze Okafor|Chat|60"]),
            "List 1 A B C -",
        ),
        (
            "the platform's own form with an action",
            sheet(&["Row Changed|Agent ID|Skill Name|Proficiency", "Y|u-1|Billing|50", "|u-4|Chat|60"]),
            "List 1 B C D A",
        ),
        (
            "programs' headings",
            sheet(&["agentName|skill_id|skillProficiency|AGENT_EMAIL", "Jonas Müller|s-1|50|jonas.mueller@x.example"]),
            "List 1 A B C - also D",
        ),
        (
            "skills whose names end with numbers",
            sheet(&["Agent|Skill|Level", "Jonas Müller|Tier 2|50", "Adaeze Okafor|Tier 1|60"]),
            "List 1 A B C -",
        ),
        (
            "a legend above the table",
            sheet(&["Level|Meaning", "1|Beginner", "100|Expert", "", "Agent|Skill|Level", "Jonas Müller|Billing|50"]),
            "List 5 A B C -",
        ),
    ];
    check(&cases, &directory());
}

#[test]
fn grids_are_found() {
    let cases = [
        (
            "groups of skills above the skills",
            sheet(&["|Voice||Chats|", "Agent|Billing|Fraud|Chat|Web", "Jonas Müller|5|6|7|8", "Adaeze Okafor|||6|"]),
            "Grid 1-2 A - - - [B=Billing, C=Fraud, D=Chat, E=Web]",
        ),
        (
            "groups of skills, merged",
            merging(
                sheet(&["Agent|Voice||Chat|", "|Billing|Fraud|Chat|Web", "Jonas Müller|5|6|7|8"]),
                &["A1:A2", "B1:C1", "D1:E1"],
            ),
            "Grid 1-2 A - - - [B=Billing, C=Fraud, D=Chat, E=Web]",
        ),
        (
            "a group that belongs to the skill's name",
            sheet(&["|Technical||Other|", "Agent|support|sales|Chat|Fraud", "Jonas Müller|5|6|7|8"]),
            "Grid 1-2 A - - - [B=Technical support, C=sales, D=Chat, E=Fraud]",
        ),
        (
            "skills over their levels",
            sheet(&["Agent|Billing|Chat|Sales", "|Level|Level|Level", "Jonas Müller|50||40"]),
            "Grid 1-2 A - - - [B=Billing, C=Chat, D=Sales]",
        ),
        (
            "skills over levels and other columns, merged",
            merging(
                sheet(&[
                    "Agent|Team|Billing||Chat|",
                    "||Level|Since|Level|Since",
                    "Jonas Müller|North|50|2026-01-01|40|2026-01-01",
                ]),
                &["A1:A2", "B1:B2", "C1:D1", "E1:F1"],
            ),
            "Grid 1-2 A - - - [C=Billing, E=Chat]",
        ),
        (
            "a title over all of it",
            merging(sheet(&["Skills of the team||", "Agent|Billing|Chat", "Jonas Müller|5|6"]), &["A1:C1"]),
            "Grid 2 A - - - [B=Billing, C=Chat]",
        ),
        (
            "an empty corner",
            sheet(&["|Billing|Chat", "Jonas Müller|5|6", "Adaeze Okafor|5|"]),
            "Grid 1 A - - - [B=Billing, C=Chat]",
        ),
        (
            "a sum beside and below",
            sheet(&[
                "Agent|Billing|Chat|Total",
                "Jonas Müller|5|6|11",
                "Adaeze Okafor|5||5",
                "Gesamt|10|6|16",
                "Ø|5|6|",
            ]),
            "Grid 1 A - - - [B=Billing, C=Chat], 4 sums, 5 sums",
        ),
        (
            "marks and words for levels",
            sheet(&["Agent|Billing|Chatt|Cooking", "Jonas Müller|x|★★★|Expert", "Adaeze Okafor|Yes|★★|Basic"]),
            "Grid 1 A - - - [B=Billing, C=Chatt, D=Cooking]",
        ),
        (
            "what is explained below the skills",
            sheet(&["Agent|Billing|Chat", "Name or e-mail of the agent|1-100|1-100", "Jonas Müller|5|6"]),
            "Grid 1 A - - - [B=Billing, C=Chat], 2 explains",
        ),
        (
            "a skill that is called like a column of the agent",
            sheet(&["Agent|E-mail|Chat", "Jonas Müller|5|6", "Adaeze Okafor|5|"]),
            "Grid 1 A - - - [B=E-mail, C=Chat]",
        ),
        (
            "a column without heading among the skills",
            sheet(&["Agent|Billing||Chat||Notes", "Jonas Müller|5|6|7|8|fine", "Adaeze Okafor|5|4|7|3|good"]),
            "Grid 1 A - - - [B=Billing, C=, D=Chat]",
        ),
        (
            "a main skill beside all skills",
            sheet(&["Agent|Primary skill|Billing|Chat", "Jonas Müller|Billing|5|6", "Adaeze Okafor|Chat|5|"]),
            "Grid 1 A - - - [C=Billing, D=Chat]",
        ),
    ];
    check(&cases, &directory());
}

#[test]
fn packed_and_transposed_sheets_are_found() {
    let cases = [
        (
            "all skills in a cell",
            sheet(&["Agent|Team|Skills", "Jonas Müller|North|Billing:5, Chat:3", "Adaeze Okafor|North|Chat (4)"]),
            "Packed 1 A C - - [C]",
        ),
        (
            "the platform's own form",
            sheet(&[
                "Row Changed|Agent ID|Name|Skill ID",
                "Y|u-1|Jonas Müller|43464¦3;5233¦1",
                "|u-4|Adaeze Okafor|43464¦2",
            ]),
            "Packed 1 B D - - [D] also C",
        ),
        (
            "the platform's own form with what each column is for",
            sheet(&[
                "Row Changed|Username|First Name|Last Name|Email Address|Team Name|Skill ID",
                "Y where the row is to be uploaded|What the user signs in with|The given name|The family name|Where \
                 messages go|Must exist already|SkillID¦ProficiencyLevel;SkillID¦ProficiencyLevel",
                "Y|E1|Jonas|Müller|jonas.mueller@x.example|North|43464¦3;5233¦1",
            ]),
            "Packed 1 B G - - [G] also E C+D, 2 explains",
        ),
        (
            "another platform's form",
            sheet(&[
                "name|email|title|email_manager|division|skills",
                "First and last name|Work e-mail|Job title|E-mail of the manager|Home if left empty|Skill1:5,Skill2:3",
                "Jonas Müller|jonas.mueller@x.example||adaeze.okafor@x.example||Billing:5,Chat:4",
            ]),
            "Packed 1 A F - - [F] also B, 2 explains",
        ),
        (
            "under a heading that says nothing",
            sheet(&["Agent|What they do", "Jonas Müller|Billing=5; Chat=3", "Adaeze Okafor|Chat=4"]),
            "Packed 1 A B - - [B]",
        ),
        (
            "names without levels are no packed levels",
            sheet(&["Agent|Skills", "Jonas Müller|Billing, Chat", "Adaeze Okafor|Chat"]),
            "List 1 A B - -: No column holds the levels",
        ),
        (
            "skills down, agents across",
            sheet(&[
                "Skill|Jonas Müller|Adaeze Okafor|Old Timer|Total",
                "Billing|5|6||11",
                "Chat|5||1|6",
                "Total|10|6|1|17",
            ]),
            "Transposed 1 - A - - [B=Jonas Müller, C=Adaeze Okafor, D=Old Timer], 4 sums",
        ),
        (
            "agents across over an empty corner",
            sheet(&["|Jonas Müller|Adaeze Okafor|Somebody Else", "Billing|5|6|4", "Chat|5||4"]),
            "Transposed 1 - A - - [B=Jonas Müller, C=Adaeze Okafor, D=Somebody Else]",
        ),
    ];
    check(&cases, &directory());
}

#[test]
fn tables_are_found_before_the_contact_centre_was_read() {
    let cases = [
        (
            "a list with two rows of headings",
            sheet(&["Agent||Skill|", "Name|E-mail|Name|Level", "Jonas Müller|jonas@x.example|Billing|50"]),
            "List 1-2 B C D - also A",
        ),
        (
            "a grid",
            sheet(&["Our skills", "Conseiller|Facturation|Ventes", "Jonas Müller|5|6", "Adaeze Okafor||6"]),
            "Grid 2 A - - - [B=Facturation, C=Ventes]",
        ),
        (
            "a grid of levels under skills",
            sheet(&["Agent|Billing|Chat", "|Level|Level", "Jonas Müller|50|40"]),
            "Grid 1-2 A - - - [B=Billing, C=Chat]",
        ),
        ("packed cells", sheet(&["Login|Skills", "jonas|Billing:5, Chat:3", "adaeze|Chat:4"]), "Packed 1 A B - - [B]"),
        (
            "skills down, agents across",
            sheet(&["Skill|Jonas Müller|Adaeze Okafor", "Billing|5|6", "Chat|5|"]),
            "Transposed 1 - A - - [B=Jonas Müller, C=Adaeze Okafor]",
        ),
        (
            "a budget is none of it",
            sheet(&["|Jan|Feb", "Rent|5|6", "Power|5|7"]),
            "List 1 - - - -: No column names the agents",
        ),
    ];
    check(&cases, &Directory::default());
}

#[test]
fn who_chooses_a_layout_gets_columns_for_it() {
    let sheet = sheet(&["|Facturation|Ventes", "Jonas Müller|5|6", "Adaeze Okafor||6"]);
    let nothing = Directory::default();
    let grid = suggest_for_layout(&sheet, 1, Layout::Grid, &nothing);
    assert_eq!(describe(&sheet, &grid, &nothing), "Grid 1 A - - - [B=Facturation, C=Ventes]");
    let transposed = suggest_for_layout(&sheet, 1, Layout::Transposed, &nothing);
    assert_eq!(describe(&sheet, &transposed, &nothing), "Transposed 1 - A - - [B=Facturation, C=Ventes]");
}

#[test]
fn hidden_columns_can_be_left_out() {
    let sheet = hiding(sheet(&["Agent|E-mail|Billing|Chat", "Jonas Müller|jonas.mueller@x.example|5|6"]), &["B", "C"]);
    let read = suggest(&sheet, &directory());
    assert_eq!(describe(&sheet, &read, &directory()), "Grid 1 A - - - [C=Billing, D=Chat] also B");
    let left_out = Mapping { hidden: Hidden::LeaveOut, ..read };
    assert_eq!(describe(&sheet, &left_out, &directory()), "Grid 1 A - - - [D=Chat]");
    let found = columns(&sheet, &left_out, &directory()).expect("a column of a skill is left");
    assert!(found.leaves_out_hidden);
    let agent_hidden = Mapping { agent: Some(1), ..left_out };
    assert!(columns(&sheet, &agent_hidden, &directory()).is_err(), "what is left out is not read all the same");
}
