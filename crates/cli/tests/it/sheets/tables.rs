//! Where the table ends, and whose row it is: other tables, lists and legends beside and below, columns that could be
//! meant as well, and names that do not go together.

use rust_xlsxwriter::{Format, Worksheet};

use super::case::{Case, case};
use super::centre::Platform;
use super::expect;
use super::files::{book, tab, xlsx, xlsx_with};

pub fn cases() -> Vec<Case> {
    [beside(), below(), whose(), which_level(), grouped_levels(), several_pairs(), together(), tabs(), bands()].concat()
}

fn beside() -> Vec<Case> {
    vec![
        case(
            "two grids side by side",
            xlsx(&[
                "Agent | Billing | Chat |  | Agent | Spanish | Sales – new",
                "@ann | 3 | 4 |  | @bob | 5 | 1",
                "@jan | 2 | 5 |  | @eva | 4 | 2",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2; jan billing 2 B3; jan chat 5 C3")
        .problems("E1 anotherTable"),
        case(
            "two grids side by side, without a gap",
            xlsx(&["Agent | Billing | Chat | Agent | Spanish", "@ann | 3 | 4 | @bob | 5", "@jan | 2 | 5 | @eva | 4"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2; jan billing 2 B3; jan chat 5 C3")
        .problems("D1 anotherTable"),
        case(
            "a summary of teams beside a grid",
            xlsx(&[
                "Agent | Billing | Chat |  | Team | Spanish | Technical support",
                "@ann | 3 | 4 |  | North | 4 | 2",
                "@jan | 2 | 5 |  | South | 3 | 1",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2; jan billing 2 B3; jan chat 5 C3")
        .problems("E1 anotherTable warning"),
        case(
            "figures by skill beside a grid",
            xlsx(&[
                "Agent | Billing | Chat |  | Skill | Spanish | Technical support",
                "@ann | 3 | 4 |  | Agents | 4 | 2",
                "@jan | 2 | 5 |  | Level ≥3 | 3 | 1",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2; jan billing 2 B3; jan chat 5 C3")
        .problems("E1 anotherTable warning"),
        case(
            "blank columns between the skills of one grid",
            xlsx(&["Agent |  | Team | Billing |  | Chat | Spanish", "@ann |  | Care | 3 |  | 4 | 1"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 D2; ann chat 4 F2; ann spanish 1 G2"),
        case(
            "a wide grid that names its agents again",
            xlsx(&["Agent | Billing |  | Agent | Chat", "@ann | 3 |  | @ann | 4", "@jan | 2 |  | @jan | 5"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 E2; jan billing 2 B3; jan chat 5 E3"),
        case(
            "a legend beside a grid",
            xlsx(&[
                "Agent | Billing | Chat |  | Level | Meaning",
                "@ann | 3 | 4 |  | 1 | Beginner",
                "@jan | 2 | 5 |  | 5 | Expert",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2; jan billing 2 B3; jan chat 5 C3"),
        case(
            "two lists side by side",
            xlsx(&["Agent | Skill | Level |  | Agent | Skill | Level", "@ann | Billing | 4 |  | @bob | Chat | 5"]),
        )
        .edits("ann billing 4 C2")
        .problems("E1 anotherTable"),
    ]
}

fn below() -> Vec<Case> {
    vec![
        case(
            "a second grid below, with a title and other skills",
            xlsx(&[
                "Care North",
                "Agent | Billing | Chat",
                "@ann | 3 | 4",
                "",
                "Sales South",
                "Agent | Spanish | Technical support",
                "@bob | 5 | 1",
            ]),
        )
        .how("Skills grid 2")
        .edits("ann billing 3 B3; ann chat 4 C3")
        .problems("A6 anotherTable"),
        case(
            "a second grid below, with the same skills in another order",
            xlsx(&["Agent | Billing | Chat", "@ann | 3 | 4", "", "Name | Chat | Billing", "@bob | 5 | 1"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2")
        .problems("A4 anotherTable"),
        case(
            "a second grid below, headed by its team",
            xlsx(&["Team North | Billing | Chat", "@ann | 3 | 4", "Team South | Spanish | Fax", "@bob | 5 | 1"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2")
        .problems("A3 anotherTable"),
        case(
            "figures below a grid, under headings of their own",
            xlsx(&["Agent | Billing | Chat", "@ann | 3 | 4", "", "Top agents | Calls | AHT", "@bob | 4 | 3"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2")
        .problems("A4 anotherTable"),
        case(
            "a plan of trainings below a list",
            xlsx(&["Agent | Skill | Level", "@ann | Billing | 4", "Trainings", "Who | What | When", "@bob | Chat | 5"]),
        )
        .edits("ann billing 4 C2")
        .problems("A4 anotherTable"),
        case(
            "a grid above a list of changes",
            xlsx(&[
                "Agent | Billing | Chat",
                "@ann | 3 | 4",
                "",
                "Changes",
                "Agent | Skill | Level",
                "@bob | Chat | 5",
            ]),
        )
        .how("Skills list 5")
        .edits("bob chat 5 C6")
        .problems("A1 anotherTable"),
        case(
            "headings again on every page, in capitals or with its number",
            xlsx(&[
                "Agent | Billing | Chat",
                "@ann | 3 | 4",
                "Agent (page 2) | Billing | Chat",
                "@bob | 5 | 1",
                "AGENT | BILLING | CHAT",
                "@jan | 2 | 5",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B2; ann chat 4 C2; bob billing 5 B4; bob chat 1 C4; jan billing 2 B6; jan chat 5 C6")
        .problems("A3 explanation note; A5 explanation note"),
        case(
            "a row of mistakes below a gap is no heading",
            xlsx(&["Agent | Skill | Level", "@ann | Billing | 4", "", "Nobody | Chat | best", "@bob | Chat | 5"]),
        )
        .edits("ann billing 4 C2; bob chat 5 C5")
        .problems("A4 unknownAgent; C4 notANumber"),
    ]
}

fn whose() -> Vec<Case> {
    vec![
        case(
            "a list of all agents in the margin",
            xlsx(&[
                "Agent | Skill | Level |  | Agents (list)",
                "Ann Lee | Billing | 3 |  | Ann Lee",
                " | Chat | 4 |  | Bob Stone",
                " |  |  |  | Eva Lindqvist",
            ]),
        )
        .edits("ann billing 3 C2")
        .problems("A3 missingName"),
        case(
            "a row without an agent, but with somebody to stand in",
            xlsx(&[
                "Agent | Backup | Billing",
                "Ann Lee | Bob Stone | 3",
                " | Eva Lindqvist | 2",
                "Jan van Dijk |  | 1",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 C2; jan billing 1 C4")
        .problems("A3 missingName"),
        case(
            "coaches before their agents",
            xlsx(&["Coach | Person | Billing", "Eva Lindqvist | Ann Lee | 3", "Eva Lindqvist | Bob Stone | 2"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 C2; bob billing 2 C3"),
        case(
            "leads before their agents, under headings that say nothing",
            xlsx(&[
                "p | q | Billing",
                "Eva Lindqvist | Ann Lee | 3",
                "Eva Lindqvist | Bob Stone | 2",
                "Eva Lindqvist | Jan van Dijk | 1",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 C2; bob billing 2 C3; jan billing 1 C4"),
        case(
            "two columns of agents under headings that say nothing",
            xlsx(&["p | q | Billing", "Eva Lindqvist | Ann Lee | 3", "Jan van Dijk | Bob Stone | 2"]),
        )
        .how("Skills grid 1")
        .problems("A1 twoColumns"),
    ]
}

fn which_level() -> Vec<Case> {
    let two = |name: &'static str, headings: &str| {
        let lines = [headings, "@ann | Billing | 3 | 4", "@bob | Chat | 2 | 5"];
        case(name, xlsx(&lines))
    };
    vec![
        case(
            "a legend left of a list",
            xlsx(&[
                "Level | Meaning |  | Agent | Skill | Level",
                "1 | new |  | @ann | Billing | 3",
                "5 | best |  | @bob | Chat | 2",
            ]),
        )
        .edits("ann billing 3 F2; bob chat 2 F3"),
        two("a priority before the level", "Agent | Skill | Priority | Proficiency")
            .edits("ann billing 4 D2; bob chat 5 D3"),
        two("a column of levels twice", "Agent | Skill | Level | Level").problems("C1 twoColumns"),
        two("levels of two years", "Agent | Skill | Level 2025 | Level 2026").problems("C1 twoColumns"),
        two("what is and what is aimed at", "Agent | Skill | Current | Target").problems("D1 twoColumns"),
        two("the same in German", "Mitarbeiter | Skill | Ist | Soll").problems("D1 twoColumns"),
        two("what is asked for and what is", "Agent | Skill | Required level | Actual level").problems("C1 twoColumns"),
        case("a new level alone", xlsx(&["Agent | Skill | Target", "@ann | Billing | 3", "@bob | Chat | 2"]))
            .edits("ann billing 3 C2; bob chat 2 C3"),
    ]
}

fn grouped_levels() -> Vec<Case> {
    vec![
        case(
            "a level and a priority under each skill",
            xlsx_with(&["", "Agent | Level | Priority | Level | Priority", "@ann | 3 | 1 | 2 | 1"], |it| {
                it.merge_range(0, 1, 0, 2, "Billing", &Format::new()).expect("they can be merged");
                it.merge_range(0, 3, 0, 4, "Chat", &Format::new()).expect("they can be merged");
            }),
        )
        .how("Skills grid 1+2")
        .edits("ann billing 3 B3; ann chat 2 D3"),
        case(
            "an old and a new level under each skill",
            xlsx_with(&["", "Agent | Old level | New level | Old level | New level", "@ann | 1 | 3 | 1 | "], |it| {
                it.merge_range(0, 1, 0, 2, "Billing", &Format::new()).expect("they can be merged");
                it.merge_range(0, 3, 0, 4, "Chat", &Format::new()).expect("they can be merged");
            }),
        )
        .how("Skills grid 1+2")
        .edits("ann billing 3 C3"),
    ]
}

fn several_pairs() -> Vec<Case> {
    vec![
        case(
            "several skills in a row, each with its level",
            xlsx(&[
                "Agent | Skill 1 | Level 1 | Skill 2 | Level 2",
                "@ann | Billing | 3 | Chat | 4",
                "@bob | Chat | 1 |  | ",
                "@jan | Chat | 2 | Biling | 5",
            ]),
        )
        .edits("ann billing 3 C2; ann chat 4 E2; bob chat 1 C3; jan chat 2 C4")
        .problems("D4 unknownSkill"),
        case(
            "several skills in a row without numbers",
            xlsx(&["Agent | Skill | Level | Skill | Level", "@ann | Billing | 3 | Chat | 4", "@bob | Chat | 1 |  | "]),
        )
        .edits("ann billing 3 C2; ann chat 4 E2; bob chat 1 C3"),
    ]
}

fn together() -> Vec<Case> {
    vec![
        case(
            "a name and an e-mail of different agents",
            xlsx(&[
                "Name | E-mail | Billing | Chat",
                "Ann Lee | @bob | 3 | 4",
                "Jan van Dijk | @jan | 2 | 5",
                "Eva Lindqvist | eva@elsewhere.example | 1 | ",
            ]),
        )
        .how("Skills grid 1")
        .edits("jan billing 2 C3; jan chat 5 D3; eva billing 1 C4")
        .problems("A2 namesDisagree"),
        case(
            "a number and a name of different agents",
            xlsx(&[
                "Employee ID | Agent | Skill | Level",
                "E1002 | Ann Lee | Billing | 3",
                "E1006 | Jan van Dijk | Chat | 2",
            ]),
        )
        .edits("jan chat 2 D3")
        .problems("A2 namesDisagree"),
        case(
            "a number and a name of different skills",
            xlsx(&[
                "Agent | Skill No | Skill | Level | Priority",
                "@ann | 43464 | Billing | 3 | 1",
                "@bob | 5236 | Billing | 2 | 1",
            ]),
        )
        .on(Platform::Cxone)
        .edits("ann billing 3 D2")
        .problems("B3 namesDisagree"),
    ]
}

fn tabs() -> Vec<Case> {
    vec![
        case(
            "a tab for each month, the last one in front",
            book(|book| {
                tab(book, "October", &["Agent | Billing", "@ann | 1"]);
                tab(book, "November", &["Agent | Billing", "@ann | 2"]);
                tab(book, "December", &["Agent | Billing", "@ann | 5"]).set_active(true);
            }),
        )
        .how("December grid 1")
        .edits("ann billing 5 B2"),
    ]
}

fn band(sheet: &mut Worksheet, row: u32, last: u16, text: &str) {
    sheet.merge_range(row, 0, row, last, text, &Format::new()).expect("they can be merged");
}

fn bands() -> Vec<Case> {
    vec![
        case(
            "teams as bands across a grid",
            xlsx_with(&["Agent | Billing | Chat", "", "@ann | 3 | 4", "", "@bob | 5 | 1"], |it| {
                band(it, 1, 2, "Care North");
                band(it, 3, 2, "Sales South");
            }),
        )
        .how("Skills grid 1")
        .edits("ann billing 3 B3; ann chat 4 C3; bob billing 5 B5; bob chat 1 C5"),
        case(
            "teams as bands across a list",
            xlsx_with(&["Agent | Skill | Level", "", "@ann | Billing | 3", "", "@bob | Chat | 1"], |it| {
                band(it, 1, 2, "Care North");
                band(it, 3, 2, "Sales South");
            }),
        )
        .edits("ann billing 3 C3; bob chat 1 C5"),
        case("a grid of colours", xlsx(&["Agent | Billing | Chat", "@ann |  | ", "@bob |  | "]))
            .how("Skills grid 1")
            .problems("B1 noLevels warning"),
    ]
}

#[test]
fn the_table_ends_where_it_ends_and_every_row_is_somebodys() {
    expect(&cases());
}
