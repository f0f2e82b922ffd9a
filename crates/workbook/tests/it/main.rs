//! Every format that can be made here, every hostile file that we know, and the way out and back in.

mod as_calamine;
mod hostile;
mod make;
mod reading;
mod shown;
mod text;
mod writing;

use std::path::Path;

use skillsheet_skills::{CellRef, Sheet, Value};
use skillsheet_workbook::{CancelFlag, ReadError, ReadProblem, Workbook, read};

/// Reads a file without caring for its progress.
fn open(path: &Path) -> Result<Workbook, ReadError> {
    read(path, &mut |_| {}, &CancelFlag::new())
}

/// Reads bytes as a file of a name.
fn open_bytes(name: &str, bytes: &[u8]) -> Result<Workbook, ReadError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    open(&path)
}

/// What stands in the way of reading bytes as a file of a name.
fn problem(name: &str, bytes: &[u8]) -> ReadProblem {
    let error = open_bytes(name, bytes).expect_err(name);
    assert!(error.to_string().contains(name), "{error}");
    assert!(!error.title().is_empty() && !error.hint().is_empty() && !error.code().is_empty());
    error.problem
}

/// The used cells of a tab by address, for comparing.
fn cells(sheet: &Sheet) -> Vec<(String, Value)> {
    let cells = |row: &skillsheet_skills::Row| {
        let number = row.number;
        let at = move |column| CellRef { row: number, column }.to_string();
        row.cells.iter().map(|cell| (at(cell.column), cell.value.clone())).collect::<Vec<_>>()
    };
    sheet.rows.iter().flat_map(cells).collect()
}

/// Expected cells, written shortly.
fn expected(cells: &[(&str, Value)]) -> Vec<(String, Value)> {
    cells.iter().map(|(at, value)| ((*at).to_owned(), value.clone())).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}
