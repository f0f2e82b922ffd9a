//! `.xls` of Excel 95 to 2003. Calamine holds such a tab as a full rectangle and trusts its records, so the records are
//! measured first and calamine is given a copy that holds nothing else and promises nothing.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};
use skillsheet_skills::{Sheet, Value};

use crate::builder::{Reading, SheetBuilder};
use crate::error::{Limit, ReadProblem};
use crate::values;

/// Cells that the rectangle around a tab's cells may have.
const MAX_RECTANGLE: u64 = 8_000_000;

const EOF: u16 = 0x000A;
const BOF: u16 = 0x0809;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const MUL_RK: u16 = 0x00BD;
/// The records of single cells: formula, number, label, rich label, boolean or error, small number, shared text.
const CELLS: [u16; 7] = [0x0006, 0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD];

/// Reads all tabs of the stream `Workbook` (`Book` before Excel 97).
pub(crate) fn read(mut stream: Vec<u8>, reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    let hidden_rows = measure(&mut stream)?;
    reading.look()?;
    let mut book = Xls::new(Cursor::new(container(&stream)?)).map_err(|error| problem(&error))?;
    drop(stream);
    let tabs: Vec<_> = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for (tab, hidden_rows) in tabs.iter().zip(hidden_rows) {
        if tab.typ == SheetType::WorkSheet {
            let sheet = SheetBuilder::new(tab.name.clone(), tab.visible != SheetVisible::Visible);
            sheets.push(read_tab(&mut book, &tab.name, sheet, &hidden_rows, reading)?);
        }
    }
    Ok(sheets)
}

fn read_tab(
    book: &mut Xls<Cursor<Vec<u8>>>,
    name: &str,
    mut sheet: SheetBuilder,
    hidden_rows: &[u32],
    reading: &mut Reading<'_>,
) -> Result<Sheet, ReadProblem> {
    let mut solved = HashMap::new();
    let formulas = book.worksheet_formula(name).map_err(|error| problem(&error))?;
    let (top, left) = formulas.start().unwrap_or_default();
    for (row, column, _) in formulas.used_cells() {
        solved.insert((row as u32 + top, column as u32 + left), false);
    }
    drop(formulas);
    let cells = book.worksheet_range(name).map_err(|error| problem(&error))?;
    // A range begins at its first used cell, not at A1.
    let (top, left) = cells.start().unwrap_or_default();
    for (row, column, data) in cells.used_cells() {
        reading.step()?;
        let at = (row as u32 + top, column as u32 + left);
        if *data != Data::Empty {
            solved.remove(&at);
        }
        if let Some(value) = values::owned_value(data) {
            sheet.push(at.0, at.1, value, reading)?;
        }
    }
    for (row, column) in solved.into_keys() {
        sheet.push(row, column, Value::FormulaWithoutResult, reading)?;
    }
    Ok(sheet.finish(hidden_rows, reading))
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

/// Walks the records as calamine will: refuses passwords and tables too wide apart, clears the sizes that tabs claim
/// (calamine reserves memory for them), and returns the numbers of the hidden rows of each tab.
fn measure(stream: &mut [u8]) -> Result<Vec<Vec<u32>>, ReadProblem> {
    let mut tabs = Vec::new();
    let mut at = 0;
    while let Some(record) = record(stream, at) {
        match record.kind {
            FILE_PASS => return Err(ReadProblem::PasswordProtected),
            BOUND_SHEET => tabs.extend(number(stream, record.data.start, 4)),
            EOF => break,
            _ => {}
        }
        at = record.data.end;
    }
    tabs.into_iter().map(|start| measure_tab(stream, start as usize)).collect()
}

fn measure_tab(stream: &mut [u8], start: usize) -> Result<Vec<u32>, ReadProblem> {
    let mut spread = Spread::default();
    let mut hidden_rows = Vec::new();
    let (mut at, mut depth) = (start, 0usize);
    while let Some(record) = record(stream, at) {
        let field = |offset: usize| number(stream, record.data.start + offset, 2).unwrap_or_default();
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            // A row of height zero; filtered rows have it too.
            ROW if field(12) & 0x20 != 0 => hidden_rows.push(field(0) + 1),
            MUL_RK if record.data.len() >= 6 => {
                spread.add(field(0), field(2));
                spread.add(field(0), field(record.data.len() - 2));
            }
            kind if CELLS.contains(&kind) => spread.add(field(0), field(2)),
            DIMENSIONS => stream[record.data.clone()].fill(0),
            _ => {}
        }
        at = record.data.end;
    }
    hidden_rows.sort_unstable();
    if spread.cells() > MAX_RECTANGLE { Err(Limit::Spread.into()) } else { Ok(hidden_rows) }
}

struct Record {
    kind: u16,
    data: std::ops::Range<usize>,
}

fn record(stream: &[u8], at: usize) -> Option<Record> {
    let kind = number(stream, at, 2)? as u16;
    let start = at + 4;
    let end = start + number(stream, at + 2, 2)? as usize;
    (end <= stream.len()).then_some(Record { kind, data: start..end })
}

/// A little-endian number of two or four bytes.
fn number(stream: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = stream.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// The rectangle around a tab's cells.
#[derive(Default)]
struct Spread(Option<[u32; 4]>);

impl Spread {
    fn add(&mut self, row: u32, column: u32) {
        let [top, left, bottom, right] = self.0.unwrap_or([row, column, row, column]);
        self.0 = Some([top.min(row), left.min(column), bottom.max(row), right.max(column)]);
    }

    fn cells(&self) -> u64 {
        let [top, left, bottom, right] = self.0.unwrap_or_default();
        u64::from(bottom - top + 1) * u64::from(right - left + 1)
    }
}

/// The workbook's stream of an `.xls` container, unread by calamine.
pub(crate) fn stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> Option<Result<Vec<u8>, ReadProblem>> {
    let path = ["/Workbook", "/Book"].into_iter().find(|path| file.is_stream(path))?;
    let mut stream = Vec::new();
    let read = file.open_stream(path).and_then(|mut found| found.read_to_end(&mut stream));
    Some(read.map(|_| stream).map_err(ReadProblem::damaged))
}
