//! What a person sees of a sheet beside its values: what is hidden, filtered, merged, and shown as a percentage.

use rust_xlsxwriter::{ExcelDateTime, FilterCondition, Format, Table, TableColumn, Workbook};
use skillsheet_skills::{Merged, Sheet, Value};

use crate::{cells, expected, make, open_bytes, text};

fn merged(of: &[(&str, &str)]) -> Vec<Merged> {
    let at = |text: &str| text.parse().expect("a cell");
    of.iter().map(|(first, last)| Merged { first: at(first), last: at(last) }).collect()
}

fn hidden_rows(sheet: &Sheet) -> Vec<u32> {
    sheet.rows.iter().filter(|row| row.hidden).map(|row| row.number).collect()
}

#[test]
fn a_written_workbook() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let percent = Format::new().set_num_format("0.0%");
    for (column, heading) in ["Agent", "Share", "Whole"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, heading).expect("cell");
    }
    sheet.write_string(1, 0, "Ruth").expect("cell");
    sheet.write_number_with_format(1, 1, 0.8, &percent).expect("cell");
    sheet.write_number_with_format(1, 2, 1, &Format::new().set_num_format_index(9)).expect("cell");
    sheet.write_string(2, 0, "12345678901234567890").expect("cell");
    sheet.merge_range(4, 0, 5, 2, "merged", &Format::new()).expect("cells");
    sheet.autofilter(0, 0, 2, 2).expect("a filter");
    sheet.filter_column(0, &FilterCondition::new().add_list_filter("Ruth")).expect("a criterion");
    sheet.set_row_hidden(2).expect("row");
    sheet.set_column_hidden(1).expect("column");
    sheet.set_column_hidden(9).expect("column");
    let second = book.add_worksheet();
    second.write_string(0, 0, "only a range").expect("cell");
    second.autofilter(0, 0, 2, 2).expect("a filter");
    let read = open_bytes("written.xlsx", &book.save_to_buffer().expect("a workbook")).expect("readable");
    let table = [
        ("A1", text("Agent")),
        ("B1", text("Share")),
        ("C1", text("Whole")),
        ("A2", text("Ruth")),
        ("B2", Value::Percentage(0.8)),
        ("C2", Value::Percentage(1.0)),
        ("A3", text("12345678901234567890")),
        ("A5", text("merged")),
    ];
    let sheet = &read.tabs[0];
    assert_eq!(cells(sheet), expected(&table));
    assert_eq!(sheet.merged, merged(&[("A5", "C6")]));
    assert_eq!((sheet.hidden_columns.as_slice(), hidden_rows(sheet), sheet.filtered), (&[1][..], vec![3], true));
    assert!(!read.tabs[1].filtered, "a filter without a criterion hides nothing");
}

#[test]
fn a_filter_of_a_table_counts() {
    for (condition, expected) in [(Some("Ruth"), true), (None, false)] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(1, 0, "Ruth").expect("cell").write_string(2, 0, "Silva").expect("cell");
        let table = Table::new().set_columns(&[TableColumn::new().set_header("Agent")]);
        sheet.add_table(0, 0, 2, 0, &table).expect("a table");
        let mut bytes = book.save_to_buffer().expect("a workbook");
        if let Some(name) = condition {
            let from = r#"<autoFilter ref="A1:A3"/>"#;
            let to = format!(
                r#"<autoFilter ref="A1:A3"><filterColumn colId="0"><filters><filter val="{name}"/></filters></filterColumn></autoFilter>"#
            );
            bytes = make::replaced(&bytes, "xl/tables/table1.xml", from, &to);
        }
        assert_eq!(open_bytes("table.xlsx", &bytes).expect("readable").tabs[0].filtered, expected);
    }
}

#[test]
fn a_workbook_that_counts_days_from_1904() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let date = ExcelDateTime::parse_from_str("2025-10-13").expect("a date");
    sheet.write_datetime_with_format(0, 0, date, &day).expect("cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    let mac = make::replaced(&bytes, "xl/workbook.xml", "<workbookPr ", r#"<workbookPr date1904="1" "#);
    for (bytes, day) in [(bytes, "2025-10-13"), (mac, "2029-10-14")] {
        let read = open_bytes("dates.xlsx", &bytes).expect("readable");
        assert_eq!(cells(&read.tabs[0]), expected(&[("A1", Value::Date(day.into()))]));
    }
}

#[test]
fn a_binary_workbook() {
    let book = open_bytes("skills.xlsb", &make::xlsb()).expect("an xlsb");
    let tabs: Vec<_> = book.tabs.iter().map(|tab| (tab.tab.as_str(), tab.hidden)).collect();
    assert_eq!(tabs, [("Very", true), ("Binary", false)]);
    let table = [
        ("B3", text("Agent")),
        ("C3", Value::Number(3.5)),
        ("D3", Value::Error("#N/A".into())),
        ("E3", Value::Percentage(0.8)),
        ("B4", text("Željko")),
        ("C4", Value::Date("2025-10-13".into())),
    ];
    let sheet = &book.tabs[1];
    assert_eq!(cells(sheet), expected(&table));
    assert_eq!(sheet.merged, merged(&[("F5", "G6")]));
    assert_eq!((sheet.hidden_columns.as_slice(), hidden_rows(sheet), sheet.filtered), (&[3][..], vec![4], true));
}

#[test]
fn an_open_document() {
    let tables = r#"<table:table table:name="T"><table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
        <table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>merged</text:p></table:table-cell>
        <table:covered-table-cell office:value-type="string"><text:p>unseen</text:p></table:covered-table-cell><table:table-cell office:value-type="percentage" office:value="0.8"><text:p>80%</text:p></table:table-cell></table:table-row>
        <table:table-row table:visibility="filter"><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell/><table:table-cell office:value-type="float" office:value="12345678901234567890"/></table:table-row></table:table>"#;
    let book = open_bytes("made.ods", &make::ods(tables, "<manifest/>")).expect("an ods");
    let sheet = &book.tabs[0];
    let table = [("A1", text("merged")), ("C1", Value::Percentage(0.8)), ("D2", text("12345678901234567890"))];
    assert_eq!(cells(sheet), expected(&table));
    assert_eq!(sheet.merged, merged(&[("A1", "B2")]));
    assert_eq!((sheet.hidden_columns.as_slice(), hidden_rows(sheet), sheet.filtered), (&[1, 2][..], vec![2], true));
}

#[test]
fn an_old_workbook() {
    let short = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>();
    let number =
        |row, column, format, value: f64| [short(&[row, column, format]), value.to_le_bytes().to_vec()].concat();
    let fifth = (20u32 << 2 | 3).to_le_bytes();
    let rk = |format: u16| [short(&[format]), fifth.to_vec()].concat();
    let stream = make::xls_stream_of(
        &[
            (0x0022, &[1, 0]),
            (0x041E, &[short(&[200, 4]), vec![0], b"0.0%".to_vec()].concat()),
            (0x00E0, &[0; 20]),
            (0x00E0, &[short(&[0, 200]), vec![0; 16]].concat()),
            (0x00E0, &[short(&[0, 14]), vec![0; 16]].concat()),
        ],
        &[
            (0x007D, &short(&[3, 4, 0, 0, 1, 0])),
            (0x0208, &[short(&[2, 0, 0, 0, 0, 0]), vec![0x20, 0, 0, 0]].concat()),
            (0x009B, &[]),
            (0x0203, &number(1, 1, 1, 0.8)),
            (0x0203, &number(1, 2, 2, 44_481.0)),
            (0x00BD, &[short(&[2, 1]), rk(0), rk(1), short(&[2])].concat()),
            // A formula whose result is a text that does not come, and one where it does.
            (0x0006, &[short(&[3, 1, 0]), vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF], vec![0; 8]].concat()),
            (0x0006, &[short(&[3, 2, 0]), vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF], vec![0; 8]].concat()),
            (0x0207, &[short(&[4]), vec![0], b"Ruth".to_vec()].concat()),
            (0x00E5, &short(&[1, 5, 6, 1, 2])),
        ],
    );
    let book = open_bytes("old.xls", &make::compound("/Workbook", &stream)).expect("an xls");
    let sheet = &book.tabs[0];
    let table = [
        ("B2", Value::Percentage(0.8)),
        ("C2", Value::Date("2025-10-13".into())),
        ("B3", Value::Number(0.2)),
        ("C3", Value::Percentage(0.2)),
        ("B4", Value::FormulaWithoutResult),
        ("C4", text("Ruth")),
    ];
    assert_eq!(cells(sheet), expected(&table));
    assert_eq!(sheet.merged, merged(&[("B6", "C7")]));
    assert_eq!((hidden_rows(sheet), sheet.filtered), (vec![3], true));
}

#[test]
fn values_that_lie_under_merged_cells_are_not_there() {
    let data = r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row><row r="2"><c r="A2"><v>4</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/><mergeCell ref="D1:D1"/></mergeCells><sheetData>"#;
    let book = open_bytes("made.xlsx", &make::xlsx(data, &[])).expect("a workbook");
    assert_eq!(cells(&book.tabs[0]), expected(&[("A1", Value::Number(1.0)), ("C1", Value::Number(3.0))]));
    assert_eq!(book.tabs[0].merged, merged(&[("A1", "B2")]));
}

#[test]
fn numbers_that_no_double_holds_keep_their_digits() {
    let data = r#"<row r="1"><c r="A1"><v>12345678901234567890</v></c><c r="B1"><v>9007199254740992</v></c><c r="C1"><v>NaN</v></c></row>"#;
    let book = open_bytes("made.xlsx", &make::xlsx(data, &[])).expect("a workbook");
    let table =
        [("A1", text("12345678901234567890")), ("B1", Value::Number(9_007_199_254_740_992.0)), ("C1", text("NaN"))];
    assert_eq!(cells(&book.tabs[0]), expected(&table));
}
