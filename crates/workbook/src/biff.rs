//! The records of an `.xls`, walked before calamine sees them: what it trusts is taken out, and what it does not tell
//! is noted.

use std::ops::Range;

use crate::error::{Limit, ReadProblem};
use crate::formats::{Formats, NumberFormat};

/// Cells that the rectangle around a tab's cells may have: calamine holds all of them.
const MAX_RECTANGLE: u64 = 8_000_000;

const EOF: u16 = 0x000A;
const BOF: u16 = 0x0809;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041E;
const CELL_FORMAT: u16 = 0x00E0;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const FILTER_MODE: u16 = 0x009B;
const MERGED: u16 = 0x00E5;
const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MUL_RK: u16 = 0x00BD;
const TEXT_RESULT: u16 = 0x0207;
/// The records of other single cells: label, rich label, boolean or error, shared text.
const OTHER_CELLS: [u16; 4] = [0x0204, 0x00D6, 0x0205, 0x00FD];

/// What the records tell of a tab beside its values; rows and columns count from 0.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) hidden_rows: Vec<u32>,
    /// First and last column.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    pub(crate) filtered: bool,
    /// Rows and columns, each from first to last.
    pub(crate) merged: Vec<((u32, u32), (u32, u32))>,
    /// Cells that show their number as a percentage, sorted.
    pub(crate) percentages: Vec<(u32, u32)>,
    /// Formulas whose result is a text that is not there.
    pub(crate) unsolved: Vec<(u32, u32)>,
}

/// Walks the records as calamine will: refuses passwords and tables too wide apart, clears the sizes that tabs claim
/// (calamine reserves memory for them), and returns what it learnt of each tab.
pub(crate) fn walk(stream: &mut [u8]) -> Result<Vec<Facts>, ReadProblem> {
    let mut tabs = Vec::new();
    let mut formats = Formats::default();
    let mut is_old = false;
    let mut at = 0;
    while let Some(record) = record(stream, at) {
        let field = |offset: usize| short(stream, &record.data, offset);
        match record.kind {
            FILE_PASS => return Err(ReadProblem::PasswordProtected),
            BOF => is_old = field(0) < 0x0600,
            FORMAT => formats.add(field(0), &format_code(&stream[record.data.clone()], is_old)),
            CELL_FORMAT => formats.add_cell(field(2))?,
            BOUND_SHEET => tabs.extend(number(stream, record.data.start, 4)),
            EOF => break,
            _ => {}
        }
        at = record.data.end;
    }
    tabs.into_iter().map(|start| walk_tab(stream, start as usize, &formats)).collect()
}

fn walk_tab(stream: &mut [u8], start: usize, formats: &Formats) -> Result<Facts, ReadProblem> {
    let mut facts = Facts::default();
    let mut spread = Spread::default();
    let (mut at, mut depth) = (start, 0usize);
    while let Some(record) = record(stream, at) {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS => stream[record.data.clone()].fill(0),
            _ => facts.note(stream, &record, formats, &mut spread),
        }
        at = record.data.end;
    }
    facts.percentages.sort_unstable();
    if spread.cells() > MAX_RECTANGLE { Err(Limit::Spread.into()) } else { Ok(facts) }
}

impl Facts {
    fn note(&mut self, stream: &[u8], record: &Record, formats: &Formats, spread: &mut Spread) {
        let field = |offset: usize| short(stream, &record.data, offset);
        let at = (field(0), field(2));
        let is_percentage = |format: u32| formats.of(format) == NumberFormat::Percentage;
        match record.kind {
            // A row of height zero; filtered rows have it too.
            ROW if field(12) & 0x20 != 0 => self.hidden_rows.push(at.0),
            COLUMNS if field(8) & 1 != 0 => self.hidden_columns.push(at),
            FILTER_MODE => self.filtered = true,
            MERGED => {
                let corners = |index: u32| [0, 2, 4, 6].map(|offset| field(2 + 8 * index as usize + offset));
                let known = (record.data.len().saturating_sub(2) / 8) as u32;
                self.merged.extend(
                    (0..field(0).min(known)).map(corners).map(|[top, end, left, right]| ((top, end), (left, right))),
                );
            }
            MUL_RK if record.data.len() >= 6 => {
                let last = field(record.data.len() - 2);
                spread.add(at.0, at.1);
                spread.add(at.0, last);
                let cells = (record.data.len() - 6) / 6;
                let cells = (0..cells).filter(|cell| is_percentage(field(4 + 6 * cell)));
                self.percentages.extend(cells.map(|cell| (at.0, at.1 + cell as u32)));
            }
            FORMULA | NUMBER | RK => {
                spread.add(at.0, at.1);
                if is_percentage(field(4)) {
                    self.percentages.push(at);
                }
                let is_text = record.kind == FORMULA && field(12) == 0xFFFF && field(6) & 0xFF == 0;
                if is_text && !is_followed_by_text(stream, record.data.end) {
                    self.unsolved.push(at);
                }
            }
            kind if OTHER_CELLS.contains(&kind) => spread.add(at.0, at.1),
            _ => {}
        }
    }
}

/// Whether a text comes behind a formula, at once or behind the one record about shared formulas that may stand between.
fn is_followed_by_text(stream: &[u8], end: usize) -> bool {
    let Some(next) = record(stream, end) else { return false };
    let after = || record(stream, next.data.end).is_some_and(|record| record.kind == TEXT_RESULT);
    next.kind == TEXT_RESULT || !matches!(next.kind, FORMULA | NUMBER | RK | ROW) && after()
}

/// The code of a number format, as far as it is plain letters.
fn format_code(data: &[u8], is_old: bool) -> String {
    let text = data.get(if is_old { 3 } else { 5 }..).unwrap_or_default();
    let is_wide = !is_old && data.get(4).is_some_and(|flags| flags & 1 != 0);
    match is_wide {
        true => char::decode_utf16(text.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)))
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
        false => text.iter().copied().map(char::from).collect(),
    }
}

struct Record {
    kind: u16,
    data: Range<usize>,
}

fn record(stream: &[u8], at: usize) -> Option<Record> {
    let kind = number(stream, at, 2)? as u16;
    let start = at + 4;
    let end = start + number(stream, at + 2, 2)? as usize;
    (end <= stream.len()).then_some(Record { kind, data: start..end })
}

/// A field of two bytes; zero where the record is too short for it.
fn short(stream: &[u8], data: &Range<usize>, offset: usize) -> u32 {
    if offset + 2 > data.len() { 0 } else { number(stream, data.start + offset, 2).unwrap_or_default() }
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
