//! `.xlsb`, cell by cell. Hidden rows are not marked in it: calamine does not tell, and the records are not ours to read.

use calamine::{Reader, SheetType, SheetVisible, Xlsb, XlsbError};
use skillsheet_skills::{Cell, CellRef, MAX_COLUMNS, MAX_ROWS, Row, Sheet, Value};

use crate::builder::{Reading, SheetBuilder};
use crate::error::ReadProblem;
use crate::values;
use crate::xlsx::Bytes;

/// Reads all tabs of a package that the guard has let through.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    let mut book = Xlsb::new(Bytes::new(bytes, reading.cancel)).map_err(|error| problem(&error))?;
    let mut tabs = Vec::new();
    for tab in book.sheets_metadata().to_vec() {
        if tab.typ != SheetType::WorkSheet {
            continue;
        }
        let hidden = tab.visible != SheetVisible::Visible;
        let values = read_values(&mut book, &tab.name, SheetBuilder::new(tab.name.clone(), hidden), reading)?;
        tabs.push(with_unsolved_formulas(&mut book, values, reading)?);
    }
    Ok(tabs)
}

fn read_values(
    book: &mut Xlsb<Bytes<'_>>,
    name: &str,
    mut sheet: SheetBuilder,
    reading: &mut Reading<'_>,
) -> Result<Sheet, ReadProblem> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| problem(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| problem(&error))? {
        reading.step()?;
        let (row, column) = cell.get_position();
        if let Some(value) = values::value(cell.get_value().clone()) {
            sheet.push(row, column, value, reading)?;
        }
    }
    Ok(sheet.finish(&[], reading))
}

/// Calamine passes over formulas whose result is an error. They must not read as empty cells, so a second pass finds
/// the formulas that the first one saw nothing of. It stops at the first formula that it cannot understand.
fn with_unsolved_formulas(
    book: &mut Xlsb<Bytes<'_>>,
    mut sheet: Sheet,
    reading: &mut Reading<'_>,
) -> Result<Sheet, ReadProblem> {
    let mut unsolved = Vec::new();
    let mut formulas = book.worksheet_cells_reader(&sheet.tab).map_err(|error| problem(&error))?;
    while let Ok(Some(formula)) = formulas.next_formula() {
        reading.step()?;
        let (row, column) = formula.get_position();
        if sheet.value(CellRef { row: row + 1, column }).is_none() {
            unsolved.push((row, column));
        }
    }
    for (row, column) in unsolved {
        insert(&mut sheet, row + 1, Cell { column, value: Value::FormulaWithoutResult });
    }
    Ok(sheet)
}

fn insert(sheet: &mut Sheet, number: u32, cell: Cell) {
    if number > MAX_ROWS || cell.column >= MAX_COLUMNS {
        return;
    }
    sheet.width = sheet.width.max(cell.column + 1);
    let at = sheet.rows.binary_search_by_key(&number, |row| row.number).unwrap_or_else(|at| {
        sheet.rows.insert(at, Row { number, hidden: false, cells: Vec::new() });
        at
    });
    let cells = &mut sheet.rows[at].cells;
    if let Err(place) = cells.binary_search_by_key(&cell.column, |other| other.column) {
        cells.insert(place, cell);
    }
}

fn problem(error: &XlsbError) -> ReadProblem {
    match error {
        XlsbError::Password => ReadProblem::PasswordProtected,
        other => ReadProblem::damaged(other),
    }
}
