//! `.xlsx` and `.xlsm`, cell by cell: a table of two cells at the far corners costs two cells.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use skillsheet_skills::{Sheet, Value};

use crate::builder::{Reading, SheetBuilder};
use crate::error::ReadProblem;
use crate::guard::{Parts, Zip};
use crate::{CancelFlag, errors, package, values};

/// The file's bytes, which end in an error once the reading is cancelled: the only way to stop a parser half-way.
pub(crate) struct Bytes<'a> {
    bytes: Cursor<&'a [u8]>,
    cancel: &'a CancelFlag,
}

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8], cancel: &'a CancelFlag) -> Self {
        Bytes { bytes: Cursor::new(bytes), cancel }
    }
}

impl Read for Bytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.cancel.is_cancelled() {
            return Err(io::Error::other("cancelled"));
        }
        self.bytes.read(buffer)
    }
}

impl Seek for Bytes<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// Reads all tabs of a package that the guard has let through.
pub(crate) fn read(
    bytes: &[u8],
    zip: &mut Zip<'_>,
    parts: &Parts,
    reading: &mut Reading<'_>,
) -> Result<Vec<Sheet>, ReadProblem> {
    reading.expect_rows(parts.rows());
    let tab_parts = package::tab_parts(zip, parts);
    let mut book = Xlsx::new(Bytes::new(bytes, reading.cancel)).map_err(|error| problem(&error))?;
    let mut tabs = Vec::new();
    for tab in book.sheets_metadata().to_vec() {
        if tab.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = SheetBuilder::new(tab.name.clone(), tab.visible != SheetVisible::Visible);
        let path = tab_parts.get(&tab.name);
        if read_tab(&mut book, &tab.name, &mut sheet, reading)? {
            let found = path.and_then(|path| errors::unknown(zip, parts, path));
            let found = found.ok_or_else(|| ReadProblem::damaged("an error in a cell that has no address"))?;
            for (row, column, text) in found {
                sheet.push(row, column, Value::Error(text), reading)?;
            }
        }
        let part = path.and_then(|path| parts.get(path));
        tabs.push(sheet.finish(part.map_or(&[], |part| &part.hidden_rows), reading));
    }
    Ok(tabs)
}

/// Fills a tab. Tells whether there were errors that calamine does not know: it stops there without saying where, but
/// goes on with the next cell when asked again.
fn read_tab(
    book: &mut Xlsx<Bytes<'_>>,
    name: &str,
    sheet: &mut SheetBuilder,
    reading: &mut Reading<'_>,
) -> Result<bool, ReadProblem> {
    let mut unknown_errors = false;
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A tab of another kind behind a sheet's name, or one whose part is missing: there is nothing to read on it.
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(false),
        Err(error) => return Err(problem(&error)),
    };
    loop {
        reading.step()?;
        let cell = match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(unknown_errors),
            Err(XlsxError::CellError(_)) => {
                unknown_errors = true;
                continue;
            }
            Err(error) => return Err(problem(&error)),
        };
        let value = values::value(cell.value);
        // A formula whose cached result is an empty text is no formula without a result: it was worked out to nothing.
        let Some(value) = value.or_else(|| cell.formula.map(|_| Value::FormulaWithoutResult)) else { continue };
        sheet.push(cell.pos.0, cell.pos.1, value, reading)?;
    }
}

fn problem(error: &XlsxError) -> ReadProblem {
    match error {
        XlsxError::Password => ReadProblem::PasswordProtected,
        other => ReadProblem::damaged(other),
    }
}
