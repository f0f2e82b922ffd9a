//! The table is found wherever it stands in the workbook, and it is said what was passed over.

use rust_xlsxwriter::{Format, Worksheet};
use skillsheet_skills::Hidden;

use super::case::{Case, Say, case};
use super::expect;
use super::files::{book, raw, tab, xlsx, xlsx_with};

fn merge(sheet: &mut Worksheet, rows: (u32, u32), columns: (u16, u16), text: &str) {
    sheet.merge_range(rows.0, columns.0, rows.1, columns.1, text, &Format::new()).expect("they can be merged");
}

pub fn cases() -> Vec<Case> {
    [rows(), headings(), tabs(), hidden()].concat()
}

const LIST: &[&str] =
    &["Agent | Skill | Level", "@ann | Billing | 4", "@bob | Spanish | 2.5", "@jan | Chat | 1", "@eva | Billing | 5"];

fn rows() -> Vec<Case> {
    vec![
        case(
            "title and explanation above, blank rows and a blank column",
            xlsx(&[
                "Skill plan December 2026, Acme",
                "Fill in one line per agent and skill. Do not change the headings.",
                "",
                " | Agent | Skill |  | Level",
                "",
                " | @ann | Billing |  | 4",
                "",
                " | @bob | Spanish |  | 2.5",
            ]),
        )
        .how("Skills list 4")
        .edits("ann billing 4 E6; bob spanish 2.5 E8"),
        case(
            "headings far down, after facts side by side",
            xlsx(&[
                "Contact centre: | Acme",
                "Made by: | Sofia",
                "Date: | d:2026-12-01",
                "Levels: | 0 to 5",
                "",
                "Please read:",
                "Only whole and half levels are taken.",
                "",
                "Agent | Skill | Level | What to do",
                "@ann | Billing | 4",
                "@bob | Chat |  | remove",
            ]),
        )
        .how("Skills list 9")
        .edits("ann billing 4 C10; bob chat remove C11"),
        case(
            "totals below",
            xlsx(&[
                "Agent | Skill | Level",
                "@ann | Billing | 4",
                "@bob | Spanish | 2.5",
                "",
                "Total |  | f:=SUM(C2:C3) -> 6.5",
            ]),
        )
        .edits("ann billing 4 C2; bob spanish 2.5 C3")
        .problems("A5 totals note"),
        case(
            "sums and averages below a grid",
            xlsx(&[
                "Agent | Billing | Spanish | Total",
                "@ann | 4 | 3 | 7",
                "@bob | 5 |  | 5",
                "Sum | 9 | 3 | 12",
                "Average | 4.5 | 3 | 6",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; ann spanish 3 C2; bob billing 5 B3")
        .problems("A4 totals note"),
        case(
            "headings that come again on every page",
            xlsx(&["Agent | Skill | Level", "@ann | Billing | 4", "Agent | Skill | Level", "@bob | Spanish | 2.5"]),
        )
        .edits("ann billing 4 C2; bob spanish 2.5 C4")
        .problems("A3 explanation note"),
        case(
            "explanations and an example below the headings",
            xlsx(&[
                "Agent * | Skill * | Proficiency",
                "Work e-mail of the agent | The skill's name as it is | 0 to 5",
                "e.g. jane.doe@example.com | e.g. Sales | e.g. 3",
                "@ann | Billing | 4",
            ]),
        )
        .edits("ann billing 4 C4")
        .problems("A2 explanation note"),
        case(
            "one far cell that nobody sees",
            xlsx_with(LIST, |sheet| {
                sheet.write_string(90_000, 300, " ").expect("a cell");
            }),
        )
        .edits("ann billing 4 C2; bob spanish 2.5 C3; jan chat 1 C4; eva billing 5 C5"),
    ]
}

fn headings() -> Vec<Case> {
    vec![
        case(
            "two rows of headings, the upper one merged over groups of skills",
            xlsx_with(
                &["", "Agent | Billing | Spanish | Chat | E-mail", "@ann | 4 |  | 1 | ", "@bob |  | 2 |  | 3"],
                |it| {
                    merge(it, (0, 0), (1, 2), "Voice");
                    merge(it, (0, 0), (3, 4), "Digital");
                },
            ),
        )
        .how("Skills grid 1+2")
        .edits("ann billing 4 B3; ann chat 1 D3; bob spanish 2 C4; bob mail 3 E4"),
        case(
            "two rows of headings, the agent's merged over both",
            xlsx_with(&["", " | Billing | Spanish", "@ann | 4 | 3", "@bob | 5 | "], |it| {
                merge(it, (0, 1), (0, 0), "Agent");
                merge(it, (0, 0), (1, 2), "Skills");
            }),
        )
        .how("Skills grid 1+2")
        .edits("ann billing 4 B3; ann spanish 3 C3; bob billing 5 B4"),
        case(
            "an agent merged over several rows",
            xlsx_with(
                &[
                    "Agent | Skill | Level",
                    " | Billing | 4",
                    " | Spanish | 3",
                    " | Chat | 1",
                    "Bob Stone | Billing | 5",
                ],
                |it| merge(it, (1, 3), (0, 0), "Ann Lee"),
            ),
        )
        .edits("ann billing 4 C2; ann spanish 3 C3; ann chat 1 C4; bob billing 5 C5"),
        case(
            "a level merged over two skills of a grid",
            xlsx_with(&["Agent | Billing | Spanish | Chat", "@ann |  |  | 1"], |it| {
                it.merge_range(1, 1, 1, 2, "", &Format::new()).expect("they can be merged");
                it.write_number(1, 1, 4).expect("a cell");
            }),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; ann spanish 4 C2; ann chat 1 D2"),
        case(
            "an agent named only in the first of its rows, without merging",
            xlsx(&["Agent | Skill | Level", "Ann Lee | Billing | 4", " | Spanish | 3", "Bob Stone | Billing | 5"]),
        )
        .edits("ann billing 4 C2; bob billing 5 C4")
        .problems("A3 missingName"),
        case(
            "a title merged over the whole table",
            xlsx_with(&["", "Agent | Skill | Level", "@ann | Billing | 4"], |it| {
                merge(it, (0, 0), (0, 2), "Skills of the team");
            }),
        )
        .how("Skills list 2")
        .edits("ann billing 4 C3"),
    ]
}

fn tabs() -> Vec<Case> {
    vec![
        case(
            "several tabs, the agents on the second",
            book(|book| {
                tab(book, "Read me", &["How to fill this in", "One line per agent and skill"]);
                tab(book, "December", LIST);
                tab(book, "Lists", &["Level | Means", "1 | new", "5 | best"]);
            }),
        )
        .how("December list 1")
        .edits("ann billing 4 C2; bob spanish 2.5 C3; jan chat 1 C4; eva billing 5 C5"),
        case(
            "a list of agents without skills comes first",
            book(|book| {
                tab(book, "Agents", &["Agent | Team", "@ann | Care North", "@bob | Care North"]);
                tab(book, "Plan", &["Agent | Billing | Spanish", "@ann | 4 | 3"]);
            }),
        )
        .how("Plan grid 1")
        .edits("ann billing 4 B2; ann spanish 3 C2"),
        case(
            "a hidden tab with more in it",
            book(|book| {
                tab(book, "Old", LIST).set_hidden(true);
                // The tab that is open cannot be hidden, and the first one is open unless another is.
                tab(book, "New", &["Agent | Skill | Level", "@ann | Chat | 5"]).set_active(true).set_first_tab(true);
            }),
        )
        .how("New list 1")
        .edits("ann chat 5 C2"),
        case(
            "a tab that was named",
            book(|book| {
                tab(book, "December", LIST);
                tab(book, "January", &["Agent | Skill | Level", "@ann | Chat | 5"]);
            }),
        )
        .say(Say::Tab("January"))
        .how("January list 1")
        .edits("ann chat 5 C2"),
    ]
}

fn hiding(rows: &[u32], columns: &[u16]) -> impl FnOnce(&mut Worksheet) {
    move |sheet| {
        for row in rows {
            sheet.set_row_hidden(*row).expect("a row");
        }
        for column in columns {
            sheet.set_column_hidden(*column).expect("a column");
        }
    }
}

fn hidden() -> Vec<Case> {
    const GRID: &[&str] = &["Agent | Billing | Spanish | Chat", "@ann | 4 | 3 | 1", "@bob | 5 | 2 | "];
    let filtered = |sheet: &mut Worksheet| {
        sheet.autofilter(0, 0, 4, 2).expect("a filter");
        for row in [2, 3] {
            sheet.set_row_hidden(row).expect("a row");
        }
    };
    vec![
        case("hidden rows are read and said", xlsx_with(LIST, hiding(&[2, 3], &[])))
            .edits("ann billing 4 C2; bob spanish 2.5 C3; jan chat 1 C4; eva billing 5 C5")
            .problems("A3 hidden warning"),
        case("hidden rows are left out on request", xlsx_with(LIST, hiding(&[2, 3], &[])))
            .say(Say::Hidden(Hidden::LeaveOut))
            .edits("ann billing 4 C2; eva billing 5 C5")
            .problems("A3 hidden warning"),
        case("filtered rows are read and said", xlsx_with(LIST, filtered))
            .edits("ann billing 4 C2; bob spanish 2.5 C3; jan chat 1 C4; eva billing 5 C5")
            .problems("A3 hidden warning"),
        case("filtered rows are left out on request", xlsx_with(LIST, filtered))
            .say(Say::Hidden(Hidden::LeaveOut))
            .edits("ann billing 4 C2; eva billing 5 C5")
            .problems("A3 hidden warning"),
        case("hidden columns are read and said", xlsx_with(GRID, hiding(&[], &[2])))
            .how("Skills grid 1")
            .edits("ann billing 4 B2; ann spanish 3 C2; ann chat 1 D2; bob billing 5 B3; bob spanish 2 C3")
            .problems("C1 hidden warning"),
        case("hidden columns are left out on request", xlsx_with(GRID, hiding(&[], &[2])))
            .say(Say::Hidden(Hidden::LeaveOut))
            .how("Skills grid 1")
            .edits("ann billing 4 B2; ann chat 1 D2; bob billing 5 B3")
            .problems("C1 hidden warning"),
        case("a hidden column that nobody needs", {
            let lines = ["Agent | Team | Skill | Level", "@ann | Care | Billing | 4"];
            xlsx_with(&lines, hiding(&[], &[1]))
        })
        .edits("ann billing 4 D2"),
        case("a date of the years of 1904 is a date", {
            raw(&["Agent | Skill | Level", "@ann | Billing | d:2026-03-01", "@bob | Billing | 4"], true)
        })
        .edits("bob billing 4 C3")
        .problems("C2 dateInProficiency"),
    ]
}

#[test]
fn the_table_is_found_wherever_it_stands() {
    expect(&cases());
}
