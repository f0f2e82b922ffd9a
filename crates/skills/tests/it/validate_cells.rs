//! Cells of levels: every way in which people write them.

use skillsheet_skills::{
    Best, CellRef, Checked, Code, Marked, Overlay, Proficiency, Scale, Severity, Value, Wish, Writes,
};

use crate::make::{scale, sheet};
use crate::reading::{Read, edits, problems, read};

/// What becomes of one level in a list, and what is said about it.
fn level(value: Value, overlay: &Overlay, scale: &Scale) -> (Vec<String>, Vec<String>) {
    let mut sheet = sheet(&["Agent|Skill|Level", "Jonas Müller|Billing|1"]);
    sheet.rows[1].cells[2].value = value;
    let checked = read(&sheet, Read { scale: *scale, overlay: overlay.clone(), ..Read::default() });
    (checked.edits.iter().map(|edit| said(edit.wish)).collect(), problems(&checked))
}

fn said(wish: Wish) -> String {
    match wish {
        Wish::Assign(level) => level.to_string(),
        Wish::Remove => "remove".to_owned(),
    }
}

#[test]
fn numbers_are_read_however_they_are_written() {
    for (text, expected) in [
        ("5", "5"),
        (" 5 ", "5"),
        ("\u{a0}5\u{a0}", "5"),
        ("\u{200b}5\u{feff}", "5"),
        ("5\u{2009}", "5"),
        ("５", "5"),
        ("٥", "5"),
        ("5.0", "5"),
        ("5,0", "5"),
        ("+5", "5"),
        ("remove", "remove"),
        ("-", "remove"),
        ("–", "remove"),
    ] {
        let (edits, problems) = level(Value::Text(text.into()), &Overlay::default(), &scale());
        assert_eq!((edits, problems), (vec![expected.to_owned()], Vec::new()), "“{text}”");
    }
}

#[test]
fn what_is_no_level_is_a_problem_in_words() {
    let text = |text: &str| Value::Text(text.into());
    for (value, expected) in [
        (text("-5"), "C2 outOfScale “-5 is lower than the last level, 0” → 0"),
        (text("1e3"), "C2 notANumber ““1e3” is text, not a number”"),
        (text("3 4"), "C2 notANumber ““3 4” is text, not a number”"),
        (text("four"), "C2 notANumber ““four” is text, not a number” → 4"),
        (text("80%"), "C2 percentage ““80%” is a percentage, not a level”"),
        (text("80 %"), "C2 percentage ““80 %” is a percentage, not a level”"),
        (Value::Percentage(0.8), "C2 percentage “80% is a percentage, not a level”"),
        (Value::Boolean(true), "C2 boolean “The cell shows TRUE, not a level”"),
        (Value::Date("2026-03-05".into()), "C2 dateInProficiency “2026-03-05 is a date, not a level”"),
        (Value::Error("#N/A".into()), "C2 errorCell “The cell shows #N/A, an Excel error”"),
        (text("#NV"), "C2 errorCell “The cell shows #NV, an Excel error”"),
        (text("#¡VALOR!"), "C2 errorCell “The cell shows #¡VALOR!, an Excel error”"),
        (Value::FormulaWithoutResult, "C2 formulaWithoutResult “The formula in this cell has no result yet”"),
        (Value::Number(1e300), "C2 outOfScale “1"),
    ] {
        let (edits, problems) = level(value.clone(), &Overlay::default(), &scale());
        assert_eq!(edits, [""; 0], "{value:?}");
        assert!(problems.len() == 1 && problems[0].starts_with(expected), "{value:?}: {problems:?}");
    }
}

#[test]
fn marks_wait_for_the_person_and_then_count() {
    let one_to_five = Scale { min: Proficiency::whole(1), max: Proficiency::whole(5), ..scale() };
    let low = Scale { best: Best::Low, ..one_to_five };
    for (text, scale, message, confirmed) in [
        ("★★★★", one_to_five, "“★★★★” may mean 4", "4"),
        ("★★★★", low, "“★★★★” may mean 2", "2"),
        ("Expert", one_to_five, "“Expert” may mean 5", "5"),
        ("x", low, "“x” may mean 1", "1"),
        ("Level 3", low, "“Level 3” may mean 3", "3"),
        ("No", low, "“No” may mean that nothing changes", ""),
    ] {
        let open = level(Value::Text(text.into()), &Overlay::default(), &scale);
        assert_eq!(open.0, [""; 0], "{text} is open");
        assert!(open.1.len() == 1 && open.1[0].contains(message), "{text}: {:?}", open.1);
        let mut overlay = Overlay::default();
        let sheet = sheet(&["Agent|Skill|Level", &format!("Jonas Müller|Billing|{text}")]);
        let proposed = read(&sheet, Read { scale, ..Read::default() }).marks[0].proposed;
        overlay.legend.set(text, Some(proposed));
        let (edits, problems) = level(Value::Text(text.into()), &overlay, &scale);
        assert_eq!((edits.concat(), problems), (confirmed.to_owned(), Vec::new()), "{text} is confirmed");
    }
}

#[test]
fn each_mark_is_listed_once_and_any_text_can_be_given_a_meaning() {
    let sheet = sheet(&[
        "Agent|Skill|Level",
        "Jonas Müller|Billing|Expert",
        "Jonas Müller|Chat| expert ",
        "Jonas Müller|Fraud|fluent",
        "Adaeze Okafor|Billing|TRUE",
        "Adaeze Okafor|Chat|remove",
        "Adaeze Okafor|Fraud|EXPERT",
    ]);
    let open = read(&sheet, Read::default());
    assert_eq!(edits(&open), ["u-4 s-3 remove C6"]);
    let codes: Vec<Code> = open.diagnostics.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::Legend, Code::Legend, Code::NotANumber, Code::Boolean, Code::Legend]);
    let marks = |checked: &Checked| -> Vec<String> {
        let said = |said: Option<Marked>| said.map_or("open".to_owned(), |said| said.to_string());
        let mark = |it: &skillsheet_skills::Mark| {
            format!("{} {} {} {} {}", it.written, it.first, it.cells, it.proposed, said(it.said))
        };
        checked.marks.iter().map(mark).collect()
    };
    assert_eq!(marks(&open), ["Expert C2 3 100 open"]);

    let mut overlay = Overlay::default();
    for (text, level) in [("Expert", 90), ("fluent", 80), ("TRUE", 70), ("remove", 60)] {
        overlay.legend.set(text, Some(Marked::Level(Proficiency::whole(level))));
    }
    let said = read(&sheet, Read { overlay: overlay.clone(), ..Read::default() });
    assert_eq!(
        edits(&said),
        ["u-1 s-1 90 C2", "u-1 s-3 90 C3", "u-1 s-4 80 C4", "u-4 s-1 70 C5", "u-4 s-3 remove C6", "u-4 s-4 90 C7"],
        "a removal stays one"
    );
    assert_eq!(marks(&said), ["Expert C2 3 100 90", "fluent C4 1 80 80", "TRUE C5 1 70 70"]);
    assert_eq!(problems(&said), [""; 0]);

    overlay.turned_round = true;
    let turned = read(&sheet, Read { overlay, ..Read::default() });
    assert_eq!(edits(&turned)[0], "u-1 s-1 10 C2", "what a mark means is in the sheet's own direction");
}

#[test]
fn a_removal_by_the_legend_needs_a_platform_that_removes() {
    let mut overlay = Overlay::default();
    overlay.legend.set("gone", Some(Marked::Remove));
    let sheet = sheet(&["Agent|Skill|Level", "Jonas Müller|Billing|gone"]);
    let replaces = read(&sheet, Read { overlay: overlay.clone(), ..Read::default() });
    assert_eq!(edits(&replaces), ["u-1 s-1 remove C2"]);
    let merges = read(&sheet, Read { overlay, writes: Writes::Merge, ..Read::default() });
    assert_eq!(problems(&merges), ["C2 cannotRemove “This contact centre cannot take a skill away here”"]);
}

#[test]
fn problems_of_a_clear_pair_say_whose_skill_it_is() {
    let sheet = sheet(&[
        "Agent|Skill|Level",
        "Jonas Müller|Billing|130",
        "Jonas Müller|Chat|Expert",
        "Adaeze Okafor|Chat|5",
        "Adaeze Okafor|Chat|6",
        "Adaeze Okafor|Fraud|5",
        "Adaeze Okafor|Fraud|5",
        "Nobody Known|Fraud|5",
    ]);
    let checked = read(&sheet, Read::default());
    let pair = |it: &skillsheet_skills::Diagnostic| {
        it.pair.as_ref().map_or("-".to_owned(), |(agent, skill)| format!("{agent} {skill}"))
    };
    let pairs: Vec<String> = checked.diagnostics.iter().map(|it| format!("{} {}", it.at, pair(it))).collect();
    assert_eq!(pairs, ["C2 u-1 s-1", "C3 u-1 s-3", "C4 u-4 s-3", "C6 u-4 s-4", "A8 -"]);
    assert_eq!(checked.diagnostics[3].severity, Severity::Note);
    assert_eq!(checked.diagnostics[2].with, [CellRef { row: 5, column: 2 }]);
}
