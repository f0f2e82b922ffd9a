//! Sheets with several oddities at once, as they come out of a drawer.

use rust_xlsxwriter::Format;
use skillsheet_skills::Hidden;

use super::case::{Case, Say, case};
use super::centre::Platform;
use super::expect;
use super::files::{book, encoded, ods, tab, text, xlsx_with};

pub fn cases() -> Vec<Case> {
    vec![
        case(
            "a German export: Windows-1252, a title, decimal commas, sums, repeated headings",
            encoded(
                "Skills.csv",
                &text(
                    &[
                        "Kompetenzübersicht Dezember – Kundenservice |  |  | ",
                        " |  |  | ",
                        "Mitarbeiter | Kompetenz | Stufe | Aktion",
                        "Pérez, José | Überweisung | '2,5 | ",
                        "Krüger, Zoë | Billing | '4 | ",
                        "Mitarbeiter | Kompetenz | Stufe | Aktion",
                        "van Dijk, Jan | Chat |  | löschen",
                        "Summe |  | '6,5 | ",
                    ],
                    ";",
                ),
                "windows-1252",
            ),
        )
        .how("Skills list 3")
        .edits("jose transfer 2.5 C4; jan chat remove C7")
        .problems("A5 inactiveAgent; A6 explanation note; A8 totals note"),
        case(
            "an ods grid with a title, a hidden row and stars",
            ods(&[
                "Skill matrix",
                "",
                "Agent | Billing | Chat",
                "Ann Lee | ★★★★ | ",
                "~Bob Stone | ★★ | 1",
                "Eva Lindqvist |  | ★★★★",
            ]),
        )
        .how("Skills grid 3")
        .say(Say::Legend("★★★★", "4"))
        .edits("ann billing 4 B4; bob chat 1 C5; eva chat 4 C6")
        .problems("B5 legend; A5 hidden warning"),
        case(
            "packed cells in UTF-16, names in another order",
            encoded(
                "Skills.csv",
                &text(&["Agent | Skills", "Lee, Ann | Billing:4, Spanish:2.5", "Graf Otto | Chat:1"], "\t"),
                "utf-16le",
            ),
        )
        .how("Skills packed 1")
        .edits("ann billing 4 B2; ann spanish 2.5 B2; otto chat 1 B3"),
        case(
            "several tabs, merged agents, a filter and totals",
            book(|book| {
                tab(book, "Summary", &["Team | Agents", "Care | 2", "Sales | 2"]);
                let lines = [
                    "Plan of the month",
                    "Agent | Skill | Level",
                    " | Billing | 4",
                    " | Chat | 1",
                    "Bob Stone | Billing | 5",
                    "Maria Silva | Chat | 1",
                    "Total |  | 11",
                ];
                let sheet = tab(book, "December", &lines);
                sheet.merge_range(2, 0, 3, 0, "Ann Lee", &Format::new()).expect("they can be merged");
                sheet.autofilter(1, 0, 5, 2).expect("a filter");
                sheet.set_row_hidden(4).expect("a row");
            }),
        )
        .how("December list 2")
        .edits("ann billing 4 C3; ann chat 1 C4; bob billing 5 C5")
        .problems("A5 hidden warning; A6 ambiguousAgent; A7 totals note"),
        case(
            "a transposed grid with a hidden column and words",
            xlsx_with(
                &[
                    "Skill | Ann Lee | Bob Stone | Eva Lindqvist",
                    "Billing | Expert | Expert | 4",
                    "Chat | 1 | 1 | Basic",
                ],
                |sheet| {
                    sheet.set_column_hidden(2).expect("a column");
                },
            ),
        )
        .how("Skills transposed 1")
        .say(Say::Hidden(Hidden::LeaveOut))
        .say(Say::Legend("Expert", "5"))
        .edits("ann billing 5 B2; eva billing 4 D2; ann chat 1 B3")
        .problems("C1 hidden warning; D3 legend"),
        case(
            "two rows of headings, an explanation, a hidden row, errors and sums",
            xlsx_with(
                &[
                    "",
                    "Agent | E-mail address | Billing | Technical support",
                    "First and last name | Work address | 0 to 5 | 0 to 5",
                    "Maria Silva | @maria1 | 4 | #N/A",
                    "Maria Silva | @maria2 | 5 | d:2026-01-02",
                    "Ann Lee |  | '2,5 | remove",
                    "Total |  | 11.5 | ",
                ],
                |sheet| {
                    sheet.merge_range(0, 0, 0, 1, "Who", &Format::new()).expect("they can be merged");
                    sheet.merge_range(0, 2, 0, 3, "Skills", &Format::new()).expect("they can be merged");
                    sheet.set_row_hidden(5).expect("a row");
                },
            ),
        )
        .how("Skills grid 1+2")
        .edits("maria1 billing 4 C4; maria2 billing 5 C5; ann billing 2.5 C6; ann tech remove D6")
        .problems("A3 explanation note; D4 errorCell; D5 dateInProficiency; A6 hidden warning; A7 totals note"),
        case(
            "CXone's ids packed, with somebody who has left and a skill that is off",
            xlsx_with(
                &[
                    "Row Changed | Username | Skill ID",
                    "Y | ann@agents.acme.example | 43464|5;5239|2",
                    "Y | zoe@agents.acme.example | 5233|1",
                    "Y | bob@agents.acme.example | 43464|21;9999|1;5236|4",
                ],
                |_| {},
            ),
        )
        .on(Platform::Cxone)
        .how("Skills packed 1")
        .edits("ann billing 5 C2; bob chat 4 C4")
        .problems("C2 inactiveSkill; B3 inactiveAgent; C4 outOfScale; C4 unknownSkill"),
    ]
}

#[test]
fn oddities_come_together() {
    expect(&cases());
}
