//! `.xls` of Excel 95 to 2003. Calamine holds such a tab as a full rectangle and trusts its records, so the records are
//! walked first and calamine is given a copy that holds nothing else and promises nothing.

use std::io::{Cursor, Read, Write};

use calamine::{Reader, SheetType, SheetVisible, Xls, XlsError};
use skillsheet_skills::{Sheet, Value};

use crate::biff::{self, Facts};
use crate::builder::{Reading, SheetBuilder};
use crate::error::ReadProblem;
use crate::values;

/// Reads all tabs of the stream `Workbook` (`Book` before Excel 97).
pub(crate) fn read(mut stream: Vec<u8>, reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    let facts = biff::walk(&mut stream)?;
    reading.look()?;
    let container = container(&stream)?;
    drop(stream);
    let mut book = Xls::new(Cursor::new(container)).map_err(|error| problem(&error))?;
    let tabs: Vec<_> = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for (tab, facts) in tabs.iter().zip(facts) {
        if tab.typ == SheetType::WorkSheet {
            let sheet = SheetBuilder::new(tab.name.clone(), tab.visible != SheetVisible::Visible);
            sheets.push(read_tab(&mut book, &tab.name, sheet, &facts, reading)?);
        }
    }
    Ok(sheets)
}

fn read_tab(
    book: &mut Xls<Cursor<Vec<u8>>>,
    name: &str,
    mut sheet: SheetBuilder,
    facts: &Facts,
    reading: &mut Reading<'_>,
) -> Result<Sheet, ReadProblem> {
    let cells = book.worksheet_range(name).map_err(|error| problem(&error))?;
    // A range begins at its first used cell, not at A1.
    let (top, left) = cells.start().unwrap_or_default();
    for (row, column, data) in cells.used_cells() {
        reading.step()?;
        let at = (row as u32 + top, column as u32 + left);
        let value = match values::owned_value(data) {
            Some(Value::Number(number)) if facts.percentages.binary_search(&at).is_ok() => Value::Percentage(number),
            Some(value) => value,
            None => continue,
        };
        sheet.push(at.0, at.1, value, reading)?;
    }
    drop(cells);
    for (row, column) in &facts.unsolved {
        sheet.push(*row, *column, Value::FormulaWithoutResult, reading)?;
    }
    facts.hidden_rows.iter().for_each(|row| sheet.hide_row(*row));
    facts.hidden_columns.iter().for_each(|(first, last)| sheet.hide_columns(*first, *last));
    for (rows, columns) in &facts.merged {
        sheet.merge(*rows, *columns, reading)?;
    }
    if facts.filtered {
        sheet.filter();
    }
    sheet.finish(reading)
}

fn problem(error: &XlsError) -> ReadProblem {
    match error {
        XlsError::Password => ReadProblem::PasswordProtected,
        other => ReadProblem::damaged(other),
    }
}

/// A fresh container around the stream, so that nothing else of the file reaches calamine.
fn container(stream: &[u8]) -> Result<Vec<u8>, ReadProblem> {
    let build = || {
        let memory = Cursor::new(Vec::with_capacity(stream.len() + (stream.len() >> 5)));
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, memory)?;
        file.create_stream("/Workbook")?.write_all(stream)?;
        file.flush()?;
        Ok::<_, std::io::Error>(file.into_inner().into_inner())
    };
    build().map_err(ReadProblem::damaged)
}

/// The workbook's stream of an `.xls` container, unread by calamine.
pub(crate) fn stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> Option<Result<Vec<u8>, ReadProblem>> {
    let path = ["/Workbook", "/Book"].into_iter().find(|path| file.is_stream(path))?;
    let mut stream = Vec::new();
    let read = file.open_stream(path).and_then(|mut found| found.read_to_end(&mut stream));
    Some(read.map(|_| stream).map_err(ReadProblem::damaged))
}
