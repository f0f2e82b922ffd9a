//! Packed and transposed sheets, merged and hidden cells, rows that are passed over or left out.

use skillsheet_skills::{CellRef, Code, Layout, Merged, NoData, Overlay, PassedOver, Severity, Sheet, Value};

use crate::make::sheet;
use crate::reading::{Read, edit, edits, problems, read};

fn cell(text: &str) -> CellRef {
    text.parse().expect("a cell's address")
}

fn merged(sheet: Sheet, ranges: &[(&str, &str)]) -> Sheet {
    let merged = ranges.iter().map(|(first, last)| Merged { first: cell(first), last: cell(last) }).collect();
    Sheet { merged, ..sheet }
}

fn packed() -> Read {
    Read {
        layout: Some(Layout::Packed),
        map: |mapping| (mapping.agent, mapping.skill) = (Some(0), Some(1)),
        ..Read::default()
    }
}

#[test]
fn each_entry_of_a_packed_cell_is_a_wish_of_its_own() {
    for (text, expected, said) in [
        ("Billing:50, Chat:30", &["u-1 s-1 50 B2", "u-1 s-3 30 B2"][..], &[][..]),
        ("s-1¦50;s-3¦30", &["u-1 s-1 50 B2", "u-1 s-3 30 B2"], &[]),
        ("Billing:remove; Chat:-", &["u-1 s-1 remove B2", "u-1 s-3 remove B2"], &[]),
        ("Billng:50, Chat:30", &["u-1 s-3 30 B2"], &["B2[0] unknownSkill “No skill is called “Billng”” → Billing"]),
        (
            "Billing:50, Chat:130",
            &["u-1 s-1 50 B2"],
            &["B2[1] outOfScale “130 is higher than the best level, 100” → 100"],
        ),
        ("Billing:50, Chat:", &["u-1 s-1 50 B2"], &["B2[1] notANumber “There is no level for “Chat””"]),
        ("Billing:50, Chat:Expert", &["u-1 s-1 50 B2"], &["B2[1] legend ““Expert” may mean 100” → 100"]),
        ("Billing:50, Fax:30", &["u-1 s-1 50 B2"], &["B2[1] inactiveSkill “This skill is switched off: “Fax””"]),
        ("Billing:50, Billing:50", &["u-1 s-1 50 B2"], &["B2[0] repeated “The cell says the same twice”"]),
        (
            "Chat:1, Billing:50, Billing:40",
            &["u-1 s-3 1 B2"],
            &["B2[1] contradiction “The cell disagrees with itself: 50 or 40?” → 50"],
        ),
        ("call him", &[], &["B2 notPacked ““call him” is no list of skills and levels”"]),
        ("#N/A", &[], &["B2 errorCell “The cell shows #N/A, an Excel error”"]),
        ("7", &[], &["B2 notPacked ““7” is no list of skills and levels”"]),
    ] {
        let mut sheet = sheet(&["Agent|Skills", &format!("Jonas Müller|{text}")]);
        if text.contains('¦') {
            // A bar would end the cell here.
            sheet.rows[1].cells[1].value = Value::Text(text.replace('¦', "|").into());
        }
        let checked = read(&sheet, packed());
        assert_eq!(edits(&checked), expected, "{text}");
        assert_eq!(problems(&checked), said, "{text}");
    }
}

#[test]
fn packed_cells_disagree_and_are_left_out_by_agent_and_skill() {
    let lines =
        ["Agent|Skills", "Jonas Müller|Billing:50, Chat:30", "jonas.mueller@x.example|Billing:40", "Who|Chat:1"];
    let checked = read(&sheet(&lines), packed());
    assert_eq!(edits(&checked), ["u-1 s-3 30 B2"]);
    assert_eq!(
        problems(&checked),
        ["B2[0] contradiction “Two cells disagree: 50 or 40?” → 50", "A4 unknownAgent “No agent fits “Who””"]
    );
    let wishes = &checked.contradictions[&("u-1".into(), "s-1".into())];
    assert_eq!(wishes.iter().map(|(at, _)| at.to_string()).collect::<Vec<_>>(), ["B2", "B3"]);

    let mut overlay = Overlay::default();
    overlay.spared.insert(("u-1".into(), "s-1".into()));
    let spared = read(&sheet(&lines[..3]), Read { overlay, ..packed() });
    assert_eq!(edits(&spared), ["u-1 s-3 30 B2"]);
    assert_eq!(spared.left_out.iter().map(edit).collect::<Vec<_>>(), ["u-1 s-1 50 B2", "u-1 s-1 40 B3"]);
    assert_eq!(problems(&spared), [""; 0]);
}

#[test]
fn an_entry_that_is_a_skill_as_a_whole_has_no_level() {
    let skill = |id: &str, name: &str| skillsheet_skills::Skill { id: id.into(), name: name.into(), active: true };
    let agents = crate::make::directory().agents().to_vec();
    let directory = skillsheet_skills::Directory::new(agents, vec![skill("t", "Tier"), skill("t2", "Tier 2")]);
    let sheet = sheet(&["Agent|Skills", "Jonas Müller|Tier 2, Tier 3"]);
    let checked = read(&sheet, Read { directory, ..packed() });
    assert_eq!(edits(&checked), ["u-1 t 3 B2"]);
    assert_eq!(problems(&checked), ["B2[0] notANumber “There is no level for “Tier 2””"]);
    assert!(checked.doubts.pairs.contains(&("u-1".into(), "t2".into())), "nor is it taken away");
}

#[test]
fn grids_may_lie_on_their_side() {
    let lines = [
        "Skill|Jonas Müller|Okafor, Adaeze|Nobody Known|Maria Silva",
        "Billing|50|60|70|",
        "Chatt|1|2||",
        "|5|||",
        "Fraud|-|||9",
    ];
    let by = || Read { layout: Some(Layout::Transposed), map: |mapping| mapping.skill = Some(0), ..Read::default() };
    let checked = read(&sheet(&lines), by());
    assert_eq!(edits(&checked), ["u-1 s-1 50 B2", "u-4 s-1 60 C2", "u-1 s-4 remove B5"]);
    assert_eq!(
        problems(&checked),
        [
            "D1 unknownAgent “No agent fits “Nobody Known””",
            "E1 ambiguousAgent “Two agents are called Maria Silva” → maria.silva@x.example",
            "A3 unknownSkill “No skill is called “Chatt”” → Chat",
            "A4 missingName “B4 holds a level, but the row names no skill”",
        ]
    );
    let with: Vec<String> = checked.diagnostics[0].with.iter().map(ToString::to_string).collect();
    assert_eq!(with, ["D2"], "the cells under the heading wait for it");
    assert!(checked.doubts.agents.contains(&"u-1".into()), "what the misspelt row means for an agent is open");
    let rows: Vec<(&str, u32)> = checked.agents.list().iter().map(|name| (name.written.as_str(), name.rows)).collect();
    assert_eq!(rows, [("Jonas Müller", 4), ("Okafor, Adaeze", 2), ("Nobody Known", 1), ("Maria Silva", 1)]);
}

#[test]
fn merged_cells_stand_for_all_their_rows_and_columns() {
    let list = sheet(&[
        "Agent|Skill|Level|Action",
        "Jonas Müller|Billing|50|",
        "|Chat||",
        "|Fraud||",
        "Adaeze Okafor|Billing|10|remove",
        "|Chat|20|",
    ]);
    let list = merged(list, &[("A2", "A4"), ("C2", "C3"), ("A5", "A6"), ("D5", "D6")]);
    let checked = read(&list, Read::default());
    assert_eq!(
        edits(&checked),
        ["u-1 s-1 50 C2", "u-1 s-3 50 C3", "u-4 s-1 remove C5", "u-4 s-3 remove C6"],
        "the third row has no level"
    );
    assert_eq!(problems(&checked), [""; 0]);
    assert_eq!(checked.agents.list()[0].rows, 2);

    let grid = merged(sheet(&["Agent|Billing|Chat|Fraud", "Jonas Müller|50||7", "Adaeze Okafor|||8"]), &[("B2", "C3")]);
    let checked = read(&grid, Read::default());
    assert_eq!(
        edits(&checked),
        ["u-1 s-1 50 B2", "u-1 s-3 50 C2", "u-1 s-4 7 D2", "u-4 s-1 50 B3", "u-4 s-3 50 C3", "u-4 s-4 8 D3"]
    );
}

#[test]
fn a_blank_name_below_another_is_missing_and_the_one_above_suggested() {
    let checked = read(
        &sheet(&[
            "Agent|Skill|Level",
            "Jonas Müller|Billing|50",
            "|Chat|30",
            "|Fraud|30",
            "",
            "|Chat|20",
            "Who|Chat|20",
            "|Chat|10",
        ]),
        Read::default(),
    );
    assert_eq!(
        problems(&checked),
        [
            "A3 missingName “C3 holds a level, but the row names no agent” → Jonas Müller",
            "A4 missingName “C4 holds a level, but the row names no agent” → Jonas Müller",
            "A6 missingName “C6 holds a level, but the row names no agent”",
            "A7 unknownAgent “No agent fits “Who””",
            "A8 missingName “C8 holds a level, but the row names no agent”",
        ],
        "not over a gap, and nobody who is unknown"
    );
}

#[test]
fn rows_that_are_no_data_are_passed_over_and_told() {
    let lines = [
        "Agent|Skill|Level",
        "The agent's name|The skill|0 to 100",
        "Example Person|Billing|50",
        "Jonas Müller|Billing|50",
        "Agent|Skill|Level",
        "Adaeze Okafor|Chat|20",
        "|Total|70",
    ];
    let change = |columns: &mut skillsheet_skills::Columns| {
        let passed = [(2, NoData::Explanation), (3, NoData::Explanation), (5, NoData::Headings), (7, NoData::Totals)];
        columns.passed_over = passed.map(|(row, why)| PassedOver { row, why }).into();
    };
    let checked = read(&sheet(&lines), Read { change, ..Read::default() });
    assert_eq!(edits(&checked), ["u-1 s-1 50 C4", "u-4 s-3 20 C6"]);
    assert_eq!(
        problems(&checked),
        [
            "A2 explanation “2 rows from row 2 on explain the columns and are passed over”",
            "A5 explanation “Row 5 repeats the headings and is passed over”",
            "B7 totals “Row 7 holds totals and is passed over”",
        ]
    );
    assert!(checked.diagnostics.iter().all(|it| it.severity == Severity::Note));
}

#[test]
fn many_rows_that_are_passed_over_are_told_in_one() {
    let lines: Vec<&str> =
        std::iter::repeat_n(["Agent|Skill|Level", "Jonas Müller|Billing|50"], 30).flatten().collect();
    let change = |columns: &mut skillsheet_skills::Columns| {
        let again = (3..60).step_by(2).map(|row| PassedOver { row, why: NoData::Headings });
        (columns.heading_row, columns.passed_over) = (1, again.collect());
    };
    let checked = read(&sheet(&lines), Read { change, ..Read::default() });
    let told: Vec<String> = problems(&checked).into_iter().filter(|said| said.contains("passed")).collect();
    assert_eq!(told, ["A3 explanation “29 rows from row 3 on repeat the headings and are passed over”"]);
}

#[test]
fn hidden_rows_columns_and_tabs_are_told_and_read_or_left_out() {
    let hide = |rows: &[u32], columns: &[u32], filtered: bool| {
        let mut sheet =
            sheet(&["Agent|Skill|Level", "Jonas Müller|Billing|50", "Adaeze Okafor|Billing|20", "Jonas Müller|Chat|5"]);
        for row in &mut sheet.rows {
            row.hidden = rows.contains(&row.number);
        }
        Sheet { hidden_columns: columns.to_vec(), filtered, ..sheet }
    };
    for (rows, columns, filtered, leaves_out, count, expected) in [
        (&[2, 3][..], &[][..], false, false, 3, &["A2 hidden “2 hidden rows are read too”"][..]),
        (&[3], &[], true, false, 3, &["A3 hidden “1 row hidden by a filter is read too”"]),
        (&[2, 3], &[], true, true, 1, &["A2 hidden “2 rows hidden by a filter are left out”"]),
        (&[], &[2], false, false, 3, &["C1 hidden “1 hidden column is read too”"]),
        (&[], &[7], false, false, 3, &[]),
    ] {
        let change: fn(&mut skillsheet_skills::Columns) =
            if leaves_out { |columns| columns.leaves_out_hidden = true } else { |_| {} };
        let checked = read(&hide(rows, columns, filtered), Read { change, ..Read::default() });
        assert_eq!(problems(&checked), expected, "{rows:?} {columns:?}");
        assert_eq!(checked.edits.len(), count, "{rows:?} {columns:?}");
        assert!(checked.diagnostics.iter().all(|it| it.severity == Severity::Warning && it.with.is_empty()));
    }
    let tab = Sheet { hidden: true, ..hide(&[], &[], false) };
    assert_eq!(problems(&read(&tab, Read::default())), ["A1 hidden “This tab is hidden in the workbook”"]);
}

#[test]
fn rows_left_out_whole_have_neither_edits_nor_problems() {
    let lines = [
        "Agent|Skill|Level",
        "Jonas Müller|Billing|50",
        "Jonas Müller|Billing|40",
        "Who|Chat|20",
        "Adaeze Okafor|Chat|many",
        "Adaeze Okafor|Billing|20",
    ];
    let overlay = Overlay { rows_out: [3, 4, 5].into(), ..Overlay::default() };
    let checked = read(&sheet(&lines), Read { overlay, ..Read::default() });
    assert_eq!(edits(&checked), ["u-1 s-1 50 C2", "u-4 s-1 20 C6"]);
    assert_eq!(problems(&checked), [""; 0]);
    assert_eq!(checked.left_out.iter().map(edit).collect::<Vec<_>>(), ["u-1 s-1 40 C3"]);
    assert!(checked.doubts.pairs.contains(&("u-4".into(), "s-3".into())), "left out is not taken away either");

    let grid = ["Agent|Billng|Chat", "Jonas Müller|50|30", "Adaeze Okafor|60|"];
    let overlay = Overlay { rows_out: [3].into(), ..Overlay::default() };
    let checked = read(&sheet(&grid), Read { layout: Some(Layout::Grid), overlay, ..Read::default() });
    assert_eq!(checked.diagnostics[0].code, Code::UnknownSkill);
    assert_eq!(checked.diagnostics[0].with, [cell("B2")], "a heading waits for the rows that are read");
}

#[test]
fn a_column_of_levels_needs_a_heading() {
    let lines = ["Agent|Billing||Chat", "Jonas Müller|50|60|70", "Adaeze Okafor|10|20|30"];
    let checked = read(&sheet(&lines), Read::default());
    assert_eq!(edits(&checked), ["u-1 s-1 50 B2", "u-1 s-3 70 D2", "u-4 s-1 10 B3", "u-4 s-3 30 D3"]);
    assert_eq!(problems(&checked), ["C1 missingName “Column C holds levels, but has no heading”"]);
}
