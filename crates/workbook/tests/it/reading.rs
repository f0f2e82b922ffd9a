//! The same small table in every format, at the same addresses.

use std::path::PathBuf;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use skillsheet_skills::Value;
use skillsheet_workbook::{CancelFlag, Progress, ReadProblem, read};

use crate::{cells, expected, make, open, open_bytes, problem, text};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/workbooks").join(name)
}

/// Saved by LibreOffice: begins in B3, with a date, an error, a hidden row, two lines in a cell and a hidden tab.
#[test]
fn one_table_reads_alike_in_every_format() {
    for name in ["skills.xlsx", "skills.xls", "skills.ods"] {
        let book = open(&fixture(name)).expect(name);
        assert_eq!(
            book.tabs.iter().map(|tab| (tab.tab.as_str(), tab.hidden)).collect::<Vec<_>>(),
            [("Skills", false), ("Old", true)]
        );
        let sheet = &book.tabs[0];
        let table = expected(&[
            ("B3", text("Agent")),
            ("C3", text("Level")),
            ("D3", text("Since")),
            ("E3", text("Check")),
            ("B4", text("Müller & Söhne")),
            ("C4", Value::Number(3.5)),
            ("D4", Value::Date("2026-12-01".into())),
            ("E4", Value::Error("#N/A".into())),
            ("B5", text("hidden one")),
            ("C5", Value::Number(1.0)),
            ("B6", text("two\nlines")),
            ("C6", Value::Boolean(true)),
            ("E6", Value::Number(2.0)),
        ]);
        assert_eq!(cells(sheet), table, "{name}");
        assert_eq!(sheet.width, 5);
        let hidden: Vec<u32> = sheet.rows.iter().filter(|row| row.hidden).map(|row| row.number).collect();
        assert_eq!(hidden, [5], "{name}");
        assert_eq!(cells(&book.tabs[1]), expected(&[("A1", text("kept"))]));
    }
}

#[test]
fn a_workbook_tells_what_it_is() {
    let bytes = make::xlsx(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    let one = open_bytes("Skills.xlsx", &bytes).expect("a workbook");
    let other = open_bytes("copy of Skills.XLSM", &bytes).expect("a workbook");
    assert_eq!((one.name.as_str(), one.size_bytes), ("Skills.xlsx", bytes.len() as u64));
    assert!(one.modified.is_some());
    assert_eq!(one.fingerprint.len(), 64);
    assert_eq!(one.fingerprint, other.fingerprint);
}

#[test]
fn values_of_a_written_workbook() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let length = Format::new().set_num_format("[h]:mm");
    let date = |text| ExcelDateTime::parse_from_str(text).expect("a date");
    sheet.write_string(2, 1, "  outer spaces ").expect("cell");
    sheet.write_number(2, 2, 7).expect("cell");
    sheet.write_datetime_with_format(2, 3, date("2026-12-01"), &day).expect("cell");
    sheet.write_datetime_with_format(2, 4, date("2026-12-01 08:30:00"), &moment).expect("cell");
    sheet.write_number_with_format(2, 5, 1.25, &length).expect("cell");
    sheet.write_formula(2, 6, Formula::new("=1+2").set_result("3")).expect("cell");
    sheet.write_blank(2, 7, &day).expect("cell");
    sheet.write_string(4, 1, "a_x000D_b\tc").expect("cell");
    sheet.merge_range(5, 1, 6, 2, "merged", &Format::new()).expect("cells");
    sheet.set_row_hidden(4).expect("row");
    book.add_worksheet().set_name("Very").expect("name").set_very_hidden(true);
    let read = open_bytes("written.xlsx", &book.save_to_buffer().expect("a workbook")).expect("readable");
    let table = [
        ("B3", text("  outer spaces ")),
        ("C3", Value::Number(7.0)),
        ("D3", Value::Date("2026-12-01".into())),
        ("E3", Value::Date("2026-12-01T08:30:00".into())),
        ("F3", Value::Date("30:00:00".into())),
        ("G3", Value::Number(3.0)),
        ("B5", text("a_x000D_b\tc")),
        ("B6", text("merged")),
    ];
    assert_eq!(cells(&read.tabs[0]), expected(&table));
    assert_eq!(read.tabs[0].rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true, false]);
    assert!(read.tabs[1].hidden && read.tabs[1].rows.is_empty());
}

#[test]
fn cells_of_hand_made_sheets() {
    for (data, table) in [
        (
            r#"<row r="2"><c r="B2"><f>1+1</f></c><c r="C2"><f>A1</f><v></v></c><c r="D2" t="str"><f>A1</f><v></v></c></row>"#,
            vec![("B2", Value::FormulaWithoutResult), ("C2", Value::FormulaWithoutResult)],
        ),
        (
            r#"<row r="3"><c r="A3" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c r="B3" t="d"><v>2026-12-01</v></c><c r="C3" t="b"><v>0</v></c><c r="D3" t="e"><v>#REF!</v></c></row>"#,
            vec![
                ("A3", text("inline")),
                ("B3", Value::Date("2026-12-01".into())),
                ("C3", Value::Boolean(false)),
                ("D3", Value::Error("#REF!".into())),
            ],
        ),
        // Rows and cells that do not say where they are, and others that come in no order or twice.
        (
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            vec![("A1", Value::Number(1.0)), ("B1", Value::Number(2.0)), ("A2", Value::Number(3.0))],
        ),
        (
            r#"<row r="9"><c r="C9"><v>1</v></c><c r="A9"><v>2</v></c></row><row r="4"><c r="A4"><v>3</v></c></row><row r="9"><c r="C9"><v>4</v></c></row>"#,
            vec![("A4", Value::Number(3.0)), ("A9", Value::Number(2.0)), ("C9", Value::Number(4.0))],
        ),
    ] {
        let book = open_bytes("made.xlsx", &make::xlsx(data, &[])).expect(data);
        assert_eq!(cells(&book.tabs[0]), expected(&table), "{data}");
    }
}

#[test]
fn errors_of_any_name_are_errors() {
    let data = r#"<row r="1"><c r="A1" t="e"><v>#GETTING_DATA</v></c><c r="B1"><v>2</v></c><c r="C1" t="e"><v>#SPILL!</v></c></row>"#;
    let book = open_bytes("made.xlsx", &make::xlsx(data, &[])).expect("a workbook");
    let table = [
        ("A1", Value::Error("#GETTING_DATA".into())),
        ("B1", Value::Number(2.0)),
        ("C1", Value::Error("#SPILL!".into())),
    ];
    assert_eq!(cells(&book.tabs[0]), expected(&table));
    // A cell that does not say where it is stands behind the one before.
    let nowhere = open_bytes("made.xlsx", &make::xlsx(&data.replace("r=\"C1\"", ""), &[])).expect("a workbook");
    assert_eq!(cells(&nowhere.tabs[0]), expected(&table));
    let no_address = make::xlsx(&data.replace("r=\"C1\"", "r=\"C\""), &[]);
    assert!(matches!(problem("made.xlsx", &no_address), ReadProblem::Damaged(_)));
}

#[test]
fn open_documents_made_by_hand() {
    let tables = r#"<table:tracked-changes><table:table-cell office:value-type="string"><text:p>old</text:p></table:table-cell></table:tracked-changes>
        <table:table table:name="T"><table:table-header-rows><table:table-row table:number-rows-repeated="3" table:visibility="filter">
        <table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="4" table:number-columns-repeated="2"><text:p>4</text:p></table:table-cell>
        <table:table-cell table:number-columns-repeated="16380"/></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell table:formula="of:=A1"/><table:table-cell office:value-type="time" office:time-value="PT08H30M00S"><text:p>8.30</text:p></table:table-cell>
        <table:covered-table-cell/><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>a<text:s text:c="2"/>&amp;<text:tab/>b</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#;
    let book = open_bytes("made.ods", &make::ods(tables, "<manifest/>")).expect("an ods");
    let four = Value::Number(4.0);
    let table = [
        ("C1", four.clone()),
        ("D1", four.clone()),
        ("C2", four.clone()),
        ("D2", four.clone()),
        ("C3", four.clone()),
        ("D3", four),
        ("A4", Value::FormulaWithoutResult),
        ("B4", Value::Date("08:30:00".into())),
        ("D4", text("a  &\tb")),
    ];
    assert_eq!(cells(&book.tabs[0]), expected(&table));
    assert_eq!(book.tabs[0].rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [true, true, true, false]);
}

#[test]
fn progress_rises_and_a_cancel_stops() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..5_000 {
        sheet.write_number(row, 0, row).expect("cell").write_string(row, 1, format!("agent {row}")).expect("cell");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.xlsx");
    book.save(&path).expect("a workbook");
    let mut seen: Vec<Progress> = Vec::new();
    read(&path, &mut |progress| seen.push(progress), &CancelFlag::new()).expect("readable");
    assert!(seen.windows(2).all(|pair| pair[0].rows <= pair[1].rows), "{seen:?}");
    assert_eq!(seen.last(), Some(&Progress { rows: 5_000, of: Some(5_000) }));
    assert!(seen.len() > 2);
    let cancel = CancelFlag::new();
    let other = cancel.clone();
    let stopped = read(
        &path,
        &mut |progress| {
            if progress.rows > 0 {
                other.cancel();
            }
        },
        &cancel,
    );
    assert_eq!(stopped.expect_err("stopped").problem, ReadProblem::Cancelled);
}
