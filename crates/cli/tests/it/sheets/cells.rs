//! Cells as people fill them: numbers as text, invisible characters, errors, dates, stars, words and ticks.

use super::case::{Case, Say, case};
use super::centre::Platform;
use super::expect;
use super::files::{file, ods, raw, text, xlsx};

pub fn cases() -> Vec<Case> {
    [texts(), no_levels(), marks(), ids()].concat()
}

fn texts() -> Vec<Case> {
    vec![
        case(
            "numbers as text, with a decimal point or comma",
            xlsx(&[
                "Agent | Skill | Level",
                "@ann | Billing | '4",
                "@bob | Billing | '2,5",
                "@jan | Billing | ' 1.5 ",
                "@eva | Chat | '+3",
            ]),
        )
        .edits("ann billing 4 C2; bob billing 2.5 C3; jan billing 1.5 C4; eva chat 3 C5"),
        case(
            "no-break, zero-width and trailing spaces, and other case",
            xlsx(&[
                "Agent | Skill | Level",
                "ann\u{a0}LEE\u{200b} |  billing\u{a0} | '4\u{a0}",
                "'  Bob   Stone  | TECHNICAL\u{2003}support | '\u{feff}2",
            ]),
        )
        .edits("ann billing 4 C2; bob tech 2 C3"),
        case(
            "accents composed and decomposed",
            xlsx(&[
                "Agent | Skill | Level",
                "Jose\u{301} Pe\u{301}rez | U\u{308}berweisung | 4",
                "José Pérez | Billing | 2",
            ]),
        )
        .edits("jose transfer 4 C2; jose billing 2 C3"),
        case(
            "full-width letters and digits",
            xlsx(&[
                "Agent | Skill | Level",
                "Ａｎｎ Ｌｅｅ | Ｂｉｌｌｉｎｇ | '４",
                "佐々木\u{3000}健太郎 | Chat | '１．５",
            ]),
        )
        .edits("ann billing 4 C2; ken chat 1.5 C3"),
        case(
            "empty levels and cells of blanks change nothing",
            xlsx(&[
                "Agent | Skill | Level",
                "@ann | Billing | 4",
                "@bob | Spanish | ",
                "@jan | Chat | ' \u{a0}",
                " |  | ",
            ]),
        )
        .edits("ann billing 4 C2"),
        case(
            "dashes of every kind take away",
            xlsx(&["Agent | Billing | Chat", "@ann | '- | '–", "@bob | '— | '−", "@jan |  | ' - "]),
        )
        .how("Skills grid 1")
        .edits(
            "ann billing remove B2; ann chat remove C2; bob billing remove B3; bob chat remove C3; jan chat remove C4",
        ),
    ]
}

fn no_levels() -> Vec<Case> {
    vec![
        case(
            "error cells",
            xlsx(&[
                "Agent | Skill | Level",
                "@ann | Billing | #N/A",
                "@bob | Billing | #REF!",
                "@jan | Billing | #DIV/0!",
                "@eva | Billing | 4",
            ]),
        )
        .edits("eva billing 4 C5")
        .problems("C2 errorCell; C3 errorCell; C4 errorCell"),
        case(
            "errors as text in a csv",
            file("Skills.csv", text(&["Agent | Skill | Level", "@ann | Billing | '#N/A", "@bob | Billing | 4"], ",")),
        )
        .edits("bob billing 4 C3")
        .problems("C2 errorCell"),
        case(
            "formulas with and without a result",
            xlsx(&["Agent | Skill | Level", "@ann | Billing | f:=2+2 -> 4", "@bob | Billing | f:=\"2\"&\".5\" -> 2.5"]),
        )
        .edits("ann billing 4 C2; bob billing 2.5 C3"),
        case(
            "formulas that were never worked out",
            raw(&["Agent | Skill | Level", "@ann | Billing | f:=2+2", "@bob | Billing | 4"], false),
        )
        .edits("bob billing 4 C3")
        .problems("C2 formulaWithoutResult"),
        case(
            "dates that were levels once",
            xlsx(&["Agent | Skill | Level", "@ann | Billing | d:2026-05-03", "@bob | Billing | 4"]),
        )
        .edits("bob billing 4 C3")
        .problems("C2 dateInProficiency"),
        case(
            "percentages, as such and as text",
            xlsx(&["Agent | Skill | Level", "@ann | Billing | p:0.8", "@bob | Billing | '80%", "@jan | Billing | 4"]),
        )
        .edits("jan billing 4 C4")
        .problems("C2 percentage; C3 percentage"),
        case(
            "true and false",
            xlsx(&["Agent | Skill | Level", "@ann | Billing | TRUE", "@bob | Billing | FALSE", "@jan | Billing | 4"]),
        )
        .edits("jan billing 4 C4")
        .problems("C2 boolean; C3 boolean"),
        case(
            "dates, percentages and truths in an ods",
            ods(&[
                "Agent | Skill | Level",
                "@ann | Billing | d:2026-05-03",
                "@bob | Billing | p:0.8",
                "@jan | Billing | TRUE",
                "@eva | Chat | 1",
            ]),
        )
        .edits("eva chat 1 C5")
        .problems("C2 dateInProficiency; C3 percentage; C4 boolean"),
        case(
            "beyond the scale, between levels, and words",
            xlsx(&[
                "Agent | Skill | Level",
                "@ann | Billing | 7",
                "@bob | Billing | -1",
                "@jan | Billing | 2.3",
                "@eva | Billing | four",
                "@otto | Billing | quite good",
                "@ken | Billing | 5",
            ]),
        )
        .edits("ken billing 5 C7")
        .problems("C2 outOfScale; C3 outOfScale; C4 offStep; C5 notANumber; C6 notANumber"),
        case(
            "halves where only whole levels are, and 1 is best",
            xlsx(&[
                "Agent | Skill | Level",
                "@ann | Billing | 2.5",
                "@bob | Billing | 21",
                "@jan | Billing | 0",
                "@eva | Billing | 20",
            ]),
        )
        .on(Platform::Cxone)
        .edits("eva billing 20 C5")
        .problems("C2 offStep; C3 outOfScale; C4 outOfScale"),
    ]
}

fn marks() -> Vec<Case> {
    const STARS: &[&str] = &["Agent | Billing | Chat", "@ann | ★★★★★ | ★★", "@bob | ★★ | ", "@jan |  | 1"];
    const WORDS: &[&str] = &[
        "Agent | Skill | Level",
        "@ann | Billing | Expert",
        "@bob | Billing | advanced",
        "@jan | Billing | Basic",
        "@eva | Billing | EXPERT",
    ];
    const TICKS: &[&str] = &["Agent | Billing | Chat | Spanish", "@ann | x | Yes | ", "@bob | No | X | ✓"];
    vec![
        case("stars wait until somebody says what they mean", xlsx(STARS))
            .how("Skills grid 1")
            .edits("jan chat 1 C4")
            .problems("B2 legend; C2 legend; B3 legend"),
        case("stars as somebody said", xlsx(STARS))
            .how("Skills grid 1")
            .say(Say::Legend("★★★★★", "5"))
            .say(Say::Legend("★★", "2"))
            .edits("ann billing 5 B2; ann chat 2 C2; bob billing 2 B3; jan chat 1 C4"),
        case("words wait until somebody says what they mean", xlsx(WORDS))
            .problems("C2 legend; C3 legend; C4 legend; C5 legend"),
        case("words as somebody said, one of them still open", xlsx(WORDS))
            .say(Say::Legend("expert", "5"))
            .say(Say::Legend("Advanced", "4"))
            .edits("ann billing 5 C2; bob billing 4 C3; eva billing 5 C5")
            .problems("C4 legend"),
        case("ticks wait until somebody says what they mean", xlsx(TICKS))
            .how("Skills grid 1")
            .problems("B2 legend; C2 legend; B3 legend; C3 legend; D3 legend"),
        case("ticks as somebody said, also that they change nothing or take away", xlsx(TICKS))
            .how("Skills grid 1")
            .say(Say::Legend("x", "3"))
            .say(Say::Legend("yes", "nothing"))
            .say(Say::Legend("no", "remove"))
            .say(Say::Legend("✓", "4.5"))
            .edits("ann billing 3 B2; bob billing remove B3; bob chat 3 C3; bob spanish 4.5 D3"),
        case("a word of one's own", xlsx(&["Agent | Skill | Level", "@ann | Billing | guru", "@bob | Billing | 4"]))
            .say(Say::Legend("Guru", "5"))
            .edits("ann billing 5 C2; bob billing 4 C3"),
        case("words where 1 is best", xlsx(WORDS))
            .on(Platform::Cxone)
            .say(Say::Legend("Expert", "1"))
            .say(Say::Legend("Advanced", "4"))
            .say(Say::Legend("Basic", "15"))
            .edits("ann billing 1 C2; bob billing 4 C3; jan billing 15 C4; eva billing 1 C5"),
    ]
}

fn ids() -> Vec<Case> {
    vec![
        case(
            "numbers that are ids",
            xlsx(&["Employee number | Skill | Level", "7000001 | Billing | 4", "'7000001 | Chat | 1"]),
        )
        .edits("eva billing 4 C2; eva chat 1 C3"),
        case(
            "an id of twenty digits as text",
            xlsx(&["Employee number | Skill | Level", "'12345678901234567890 | Billing | 4", "E1001 | Billing | 4"]),
        )
        .edits("otto billing 4 C2; ann billing 4 C3"),
        case(
            "an id of twenty digits in a csv keeps them all",
            file(
                "Skills.csv",
                "Employee number,Skill,Level\n12345678901234567890,Billing,4\n12345678901234567891,Billing,4\n",
            ),
        )
        .edits("otto billing 4 C2")
        .problems("A3 unknownAgent"),
        case(
            "an id that a spreadsheet has rounded is nobody's",
            xlsx(&["Employee number | Skill | Level", "12345678901234567000 | Billing | 4", "E1001 | Billing | 4"]),
        )
        .edits("ann billing 4 C3")
        .problems("A2 unknownAgent"),
        case(
            "ids of agents and skills",
            xlsx(&["Agent ID | Skill ID | Proficiency", "70001 | 43464 | 7", "'70002 | '5233 | 1"]),
        )
        .on(Platform::Cxone)
        .edits("ann billing 7 C2; bob spanish 1 C3"),
        case(
            "ids of letters",
            xlsx(&[
                "User ID | Skill | Level",
                "a0000000-0000-4000-8000-000000000001 | b0000000-0000-4000-8000-000000005236 | 4",
                "A0000000-0000-4000-8000-000000000002 | Billing | 1",
            ]),
        )
        .edits("ann chat 4 C2; bob billing 1 C3"),
    ]
}

#[test]
fn cells_are_read_as_they_were_meant_or_named() {
    expect(&cases());
}
