//! Sheets that leave open what they mean: asked once, and never guessed.

use super::case::{Case, Say, case};
use super::centre::Platform;
use super::expect;
use super::files::{file, xlsx, xlsx_with};

pub fn cases() -> Vec<Case> {
    [rows_that_go(), torn_cells(), contacts(), ticks(), scales(), counts(), noise()].concat()
}

fn rows_that_go() -> Vec<Case> {
    vec![
        case(
            "yes and x under “Remove?”",
            xlsx(&[
                "Agent | Skill | Level | Remove?",
                "@ann | Billing | 4 | ",
                "@bob | Chat | 2 | x",
                "@jan | Chat | 5 | yes",
                "@eva | Chat | 5 | no",
                "@jose | Chat | 5 | -",
            ]),
        )
        .edits("ann billing 4 C2; bob chat remove C3; jan chat remove C4; eva chat 5 C5")
        .problems("D6 legend"),
        case(
            "German: yes under “Löschen”",
            xlsx(&["Mitarbeiter | Skill | Stufe | Löschen", "@ann | Billing | 2.5 | ", "@bob | Chat | 4.5 | ja"]),
        )
        .edits("ann billing 2.5 C2; bob chat remove C3"),
        case(
            "Polish: yes under “to be removed”, and a number for each row",
            xlsx(&[
                "Lp. | Imię i nazwisko | Umiejętność | Poziom zaawansowania | Do usunięcia",
                "1 | Ann Lee | Billing | 5 | ",
                "2 | Bob Stone | Chat | 4 | tak",
            ]),
        )
        .edits("ann billing 5 D2; bob chat remove D3"),
        case(
            "an action column that names its words",
            xlsx(&[
                "Mitarbeiter | Skill | Stufe | Aktion (neu / weg)",
                "@ann | Billing | 4 | neu",
                "@bob | Chat | 2 | weg",
                "@jan | Chat | 5 | bleibt",
            ]),
        )
        .edits("ann billing 4 C2; bob chat remove C3; jan chat 5 C4"),
        case(
            "Portuguese: include or exclude",
            xlsx(&[
                "Colaborador | Habilidade | Nível | Ação (incluir/excluir)",
                "@ann | Billing | 4 | incluir",
                "@bob | Chat |  | excluir",
            ]),
        )
        .edits("ann billing 4 C2; bob chat remove C3"),
        case(
            "a state that says what is removed",
            xlsx(&[
                "Agent | Skill | Level | Status",
                "@ann | Billing | 4 | active",
                "@bob | Chat | 5 | removed",
                "@jan | Chat | 5 | expired",
            ]),
        )
        .edits("ann billing 4 C2; bob chat remove C3")
        .problems("D4 unknownAction"),
        case(
            "a state that says nothing about skills",
            xlsx(&["Agent | Skill | Level | Status", "@ann | Billing | 4 | Full time", "@bob | Chat | 5 | Part time"]),
        )
        .edits("ann billing 4 C2; bob chat 5 C3"),
        case(
            "what is not active is asked",
            xlsx(&[
                "Agent | Skill | Level | Active",
                "@ann | Billing | 4 | TRUE",
                "@bob | Chat | 5 | FALSE",
                "@jan | Chat | 5 | FALSE",
                "@eva | Chat | 5 | ",
            ]),
        )
        .edits("ann billing 4 C2")
        .problems("D3 legend; D4 legend; D5 unknownAction"),
        case(
            "what is not active goes, as it was said",
            xlsx(&["Agent | Skill | Level | Active", "@ann | Billing | 4 | yes", "@bob | Chat | 5 | no"]),
        )
        .say(Say::Legend("no", "remove"))
        .edits("ann billing 4 C2; bob chat remove C3"),
        case(
            "yes under a heading that nobody knows",
            xlsx(&["Agent | Skill | Level | Gesperrt", "@ann | Billing | 4 | ", "@bob | Chat | 5 | ja"]),
        )
        .edits("ann billing 4 C2")
        .problems("D3 legend"),
        case(
            "words for levels that another language removes with, and a removal with a question mark",
            xlsx(&["Mitarbeiter | Billing | Chat", "@ann | Wissen | 4", "@bob | 2 | Remove?", "@jan | gelöscht | 1"]),
        )
        .how("Skills grid 1")
        .edits("ann chat 4 C2; bob billing 2 B3; jan billing remove B4; jan chat 1 C4")
        .problems("B2 notANumber; C3 legend"),
    ]
}

fn torn_cells() -> Vec<Case> {
    vec![
        case(
            "a decimal comma without quotation marks",
            file("skills.csv", "Agent,Skill,Level\nAnn Lee,Billing,2,5\nBob Stone,Chat,3\nJan van Dijk,Chat,3,0\n"),
        )
        .how("skills list 1")
        .edits("bob chat 3 C3")
        .problems("A2 tornRow; A4 tornRow"),
        case(
            "a decimal comma that moves a remark",
            file(
                "skills.csv",
                "Agent,Skill,Level,Note\nAnn Lee,Billing,2,5,ok\nBob Stone,Chat,3,5,\nEva Lindqvist,Chat,4,\n",
            ),
        )
        .how("skills list 1")
        .edits("eva chat 4 C4")
        .problems("A2 tornRow; A3 tornRow"),
        case(
            "a separator at the end of every line",
            file("skills.csv", "Agent;Skill;Level\nAnn Lee;Billing;4;\nBob Stone;Chat;5;\n"),
        )
        .how("skills list 1")
        .edits("ann billing 4 C2; bob chat 5 C3"),
        case(
            "numbers that are protected as formulas",
            file(
                "skills.csv",
                "Employee ID,Skill,Proficiency\n=\"7000001\",Billing,=\"4\"\n\"=\"\"E1004\"\"\",Chat,\"=\"\"5\"\"\"\n",
            ),
        )
        .how("skills list 1")
        .edits("eva billing 4 C2; maria2 chat 5 C3"),
    ]
}

fn contacts() -> Vec<Case> {
    vec![
        case(
            "nobody's address known, under a heading that is a skill too",
            xlsx(&["Name | E-mail | Billing | Chat", "Ann Lee | - | 4 | 1", "Bob Stone | - | 4 | 1"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 C2; ann chat 1 D2; bob billing 4 C3; bob chat 1 D3")
        .problems("B1 unclearColumn"),
        case(
            "numbers unlike any level, under a heading that is a skill too",
            xlsx(&["Name | E-mail | Billing | Chat", "Ann Lee | 12 | 4 | 1", "Bob Stone | 14 | 4 | 5"]),
        )
        .on(Platform::Cxone)
        .how("Skills grid 1")
        .edits("ann billing 4 C2; ann chat 1 D2; bob billing 4 C3; bob chat 5 D3")
        .problems("B1 unclearColumn"),
        case(
            "a skill that says that it is one",
            xlsx(&["Name | Skill: E-mail | Billing (0-5) | 1. Chat*", "Ann Lee | - | 4 | 1"]),
        )
        .how("Skills grid 1")
        .edits("ann mail remove B2; ann billing 4 C2; ann chat 1 D2"),
    ]
}

fn ticks() -> Vec<Case> {
    let matrix = ["Agent | Billing | Chat | Spanish", "@ann | 1 | 0 | 0", "@bob | 0 | 1 | 0", "@jan | 1 | 1 | 0"];
    vec![
        case("ones and zeros in the place of ticks", xlsx(&matrix)).how("Skills grid 1").problems(
            "B2 legend; C2 legend; D2 legend; B3 legend; C3 legend; D3 legend; B4 legend; C4 legend; D4 legend",
        ),
        case("ones and zeros whose meaning was said", xlsx(&matrix))
            .say(Say::Legend("0", "nothing"))
            .say(Say::Legend("1", "5"))
            .how("Skills grid 1")
            .edits("ann billing 5 B2; bob chat 5 C3; jan billing 5 B4; jan chat 5 C4"),
        case(
            "a zero among other levels is one",
            xlsx(&["Agent | Billing | Chat | Spanish", "@ann | 4 | 0 | 2", "@bob | 5 | 1 | 3"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; ann chat 0 C2; ann spanish 2 D2; bob billing 5 B3; bob chat 1 C3; bob spanish 3 D3"),
        case(
            "zeros that are shown as dashes",
            xlsx_with(&["Agent | Billing | Chat", "@ann | 4 | ", "@bob |  | 5"], |tab| {
                let format = rust_xlsxwriter::Format::new().set_num_format("0;-0;\"-\"");
                tab.write_number_with_format(1, 2, 0, &format).expect("a cell");
                tab.write_number_with_format(2, 1, 0, &format).expect("a cell");
            }),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; bob chat 5 C3")
        .problems("C2 legend; B3 legend"),
        case(
            "a grid full of dashes",
            xlsx(&["Agent | Billing | Chat | Spanish", "@ann | 4 | - | -", "@bob | - | 5 | -", "@jan | - | - | 2"]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; bob chat 5 C3; jan spanish 2 D4")
        .problems("C2 legend; D2 legend; B3 legend; D3 legend; B4 legend; C4 legend"),
        case(
            "dashes that were said to take away",
            xlsx(&["Agent | Billing | Chat | Spanish", "@ann | 4 | - | -", "@bob | - | 5 | -", "@jan | - | - | 2"]),
        )
        .say(Say::Legend("-", "remove"))
        .how("Skills grid 1")
        .edits(
            "ann billing 4 B2; ann chat remove C2; ann spanish remove D2; bob billing remove B3; bob chat 5 C3; \
             bob spanish remove D3; jan billing remove B4; jan chat remove C4; jan spanish 2 D4",
        ),
    ]
}

fn scales() -> Vec<Case> {
    let to_ten = ["Agent | Skill | Level (1-10)", "@ann | Billing | 8", "@bob | Billing | 4", "@jan | Chat | 10"];
    vec![
        case("levels from 1 to 10, as the heading says", xlsx(&to_ten)).problems("C2 legend; C3 legend; C4 legend"),
        case("levels from 1 to 10, and what they mean was said", xlsx(&to_ten))
            .say(Say::Legend("8", "4"))
            .say(Say::Legend("4", "2"))
            .say(Say::Legend("10", "5"))
            .edits("ann billing 4 C2; bob billing 2 C3; jan chat 5 C4"),
        case(
            "1 is best, as the heading says",
            xlsx(&["Mitarbeiter | Skill | Stufe (1 = beste, 5 = Anfänger)", "@ann | Billing | 1", "@bob | Chat | 5"]),
        )
        .problems("C2 legend; C3 legend"),
        case(
            "levels of another scale that say nothing",
            xlsx(&[
                "Agent | Skill | Proficiency",
                "@ann | Billing | 1",
                "@bob | Billing | 20",
                "@jan | Chat | 3",
                "@eva | Chat | 10",
                "@jose | Chat | 15",
            ]),
        )
        .problems("C2 legend; C3 legend; C4 legend; C5 legend; C6 legend"),
        case(
            "a heading that says the contact centre's own scale",
            xlsx(&["Agent | Skill | Level (1-20, 1 is best)", "@ann | Billing | 8", "@bob | Chat | 20"]),
        )
        .on(Platform::Cxone)
        .edits("ann billing 8 C2; bob chat 20 C3"),
    ]
}

fn counts() -> Vec<Case> {
    vec![
        case(
            "a pivot table that counts",
            xlsx(&[
                "Anzahl von Stufe | Spaltenbeschriftungen",
                "Mitarbeiter | Billing | Chat",
                "@ann | 1 | 1",
                "@bob |  | 1",
            ]),
        )
        .how("Skills grid 2")
        .problems("B3 legend; C3 legend; C4 legend"),
    ]
}

fn noise() -> Vec<Case> {
    vec![
        case(
            "numbers of rows and facts about agents in a grid",
            xlsx(&[
                "# | Nr. | Agent | Hours/week | FTE % | Tenure (yrs) | QA score | Billing | Chat",
                "1 | 1 | @ann | 40 | 1 | 3 | 92 | 4 | 1",
                "2 | 2 | @bob | 20 | 0.5 | 7 | 88 | 5 | 3",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 H2; ann chat 1 I2; bob billing 5 H3; bob chat 3 I3"),
        case(
            "sums in other words",
            xlsx(&[
                "Agent | Billing | Chat",
                "@ann | 4 | 1",
                "Ergebnis | 4 | 1",
                "Suma końcowa | 4 | 1",
                "Total Geral | 4 | 1",
                "Totale complessivo | 4 | 1",
                "Subtotal Nord | 4 | 1",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 B2; ann chat 1 C2")
        .problems("A3 totals note"),
        case(
            "namesakes with their numbers in brackets",
            xlsx(&[
                "Team / Agent | Sprache | Niveau",
                "Maria Silva (E1004) | Spanish | 3",
                "Ann Lee (E1004) | Spanish | 3",
            ]),
        )
        .edits("maria2 spanish 3 C2")
        .problems("A3 ambiguousAgent"),
        case(
            "French: a grade under “Note”",
            xlsx(&["Conseiller | Compétence | Note", "@ann | Billing | 4", "@bob | Chat | 5"]),
        )
        .edits("ann billing 4 C2; bob chat 5 C3"),
    ]
}

#[test]
fn what_a_sheet_leaves_open_is_asked() {
    expect(&cases());
}
