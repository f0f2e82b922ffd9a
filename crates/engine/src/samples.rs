//! Sample sheets, made from cells that somebody else thought up.

use std::sync::Arc;

use skillsheet_skills::{Cell, Row, Sheet, Value};
use skillsheet_workbook::Workbook;

/// A workbook of one tab as if it had been read, for a sample that is opened without a file. Cells are given row by
/// row from the first one; a row that is empty holds nothing.
pub fn workbook(name: &str, tab: &str, rows: Vec<Vec<Option<Value>>>) -> Arc<Workbook> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0) as u32;
    let rows = rows.into_iter().enumerate().map(|(at, cells)| Row {
        number: at as u32 + 1,
        hidden: false,
        cells: cells
            .into_iter()
            .enumerate()
            .filter_map(|(column, value)| Some(Cell { column: column as u32, value: value? }))
            .collect(),
    });
    let rows: Vec<Row> = rows.filter(|row| !row.cells.is_empty()).collect();
    let tab = Sheet { tab: tab.to_owned(), width, rows, ..Sheet::default() };
    Arc::new(Workbook {
        name: name.to_owned(),
        tabs: vec![Arc::new(tab)],
        size_bytes: 0,
        modified: None,
        fingerprint: String::new(),
    })
}
