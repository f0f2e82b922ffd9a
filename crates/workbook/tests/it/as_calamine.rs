//! The reader of `.xlsx` against calamine's, which knows nothing of it: the same cells hold the same values.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};
use skillsheet_skills::{Sheet, Value};

use crate::open;

/// What is written into a cell.
#[derive(Clone, Debug)]
enum Written {
    Text(String),
    Number(f64),
    Boolean(bool),
    Date(f64),
    Solved(f64),
}

fn written() -> impl Strategy<Value = Written> {
    let odd =
        ["a\u{a0}b", " spaced ", "line\nbreak", "_x000D_", "<&>\"'", "日本語", "=1+1", "1.0", "שלום", "\u{1f600}"];
    prop_oneof![
        prop::sample::select(odd.to_vec()).prop_map(|text| Written::Text(text.to_owned())),
        "[ -~]{1,40}".prop_map(Written::Text),
        any::<f64>().prop_filter("Excel holds only finite numbers", |it| it.is_finite()).prop_map(Written::Number),
        (-1_000_000i32..1_000_000).prop_map(|it| Written::Number(f64::from(it) / 100.0)),
        any::<bool>().prop_map(Written::Boolean),
        (1u32..2_000_000).prop_map(|it| Written::Date(f64::from(it) / 16.0)),
        (0u32..100).prop_map(|it| Written::Solved(f64::from(it))),
    ]
}

fn write(path: &Path, cells: &BTreeMap<(u32, u16), Written>) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for ((row, column), cell) in cells {
        let (row, column) = (*row, *column);
        match cell {
            Written::Text(text) => sheet.write_string(row, column, text),
            Written::Number(number) => sheet.write_number(row, column, *number),
            Written::Boolean(truth) => sheet.write_boolean(row, column, *truth),
            Written::Date(serial) => sheet.write_number_with_format(row, column, *serial, &date),
            Written::Solved(result) => {
                sheet.write_formula(row, column, Formula::new("1+1").set_result(result.to_string()))
            }
        }
        .expect("a cell");
    }
    book.save(path).expect("a workbook");
}

fn ours(sheet: &Sheet) -> BTreeMap<(u32, u32), Value> {
    let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| ((row.number - 1, cell.column), cell)));
    cells.map(|(at, cell)| (at, cell.value.clone())).collect()
}

fn calamines(path: &Path) -> BTreeMap<(u32, u32), Data> {
    let mut book: Xlsx<_> = open_workbook(path).expect("calamine opens it");
    let name = book.sheet_names()[0].clone();
    let mut reader = book.worksheet_cells_reader(&name).expect("calamine reads it");
    let mut cells = BTreeMap::new();
    while let Some(cell) = reader.next_cell().expect("a cell") {
        if *cell.get_value() != calamine::DataRef::Empty {
            cells.insert(cell.get_position(), Data::from(cell.get_value().clone()));
        }
    }
    cells
}

/// Whether both say the same of a cell. What no double holds exactly is text with us: an id is no number.
fn agree(ours: &Value, theirs: &Data) -> bool {
    match (ours, theirs) {
        (Value::Text(ours), Data::String(theirs)) => ours.as_str() == theirs,
        (Value::Text(digits), Data::Float(number)) => number.abs() >= 2f64.powi(53) && digits.parse() == Ok(*number),
        (Value::Number(ours), Data::Float(theirs)) => ours == theirs,
        (Value::Number(ours), Data::Int(theirs)) => *ours == *theirs as f64,
        (Value::Boolean(ours), Data::Bool(theirs)) => ours == theirs,
        (Value::Date(ours), Data::DateTime(theirs)) => {
            let (year, month, day, ..) = theirs.to_ymd_hms_milli();
            theirs.as_f64() < 1.0 || ours.starts_with(&format!("{year:04}-{month:02}-{day:02}"))
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn workbooks_are_read_as_calamine_reads_them(
        cells in prop::collection::btree_map((0u32..60, 0u16..12), written(), 1..120)
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("any.xlsx");
        write(&path, &cells);
        let (ours, theirs) = (ours(&open(&path).expect("readable").tabs[0]), calamines(&path));
        prop_assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
        for (at, value) in &ours {
            prop_assert!(agree(value, &theirs[at]), "{:?}: {:?} and {:?}", at, value, theirs[at]);
        }
    }
}
