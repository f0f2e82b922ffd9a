//! Cells as Excel puts them on the clipboard: tabs between cells, line breaks between rows. Excel quotes a cell only if
//! it holds a tab or a line break, so quotes around anything else are the person's own.

use skillsheet_skills::{Sheet, Value};

use crate::builder::{Reading, SheetBuilder};
use crate::error::ReadProblem;

/// As far as the end of a quoted cell is looked for: a full cell, every character quoted.
const LONGEST: usize = 4 * 32_767 * 2;

/// Reads pasted text as one tab.
pub(crate) fn read(text: &str, tab: &str, reading: &mut Reading<'_>) -> Result<Sheet, ReadProblem> {
    let mut sheet = SheetBuilder::new(tab, false);
    for cell in Cells::of(text) {
        reading.step()?;
        sheet.push(cell.row, cell.column, Value::Text(cell.text.into()), reading)?;
    }
    sheet.finish(reading)
}

/// The cells of text that was copied from a spreadsheet, row by row. Text without tabs and line breaks is one cell, and a
/// line break at the end begins no row.
pub fn split_pasted(text: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cell in Cells::of(text) {
        rows.resize_with(cell.row as usize + 1, Vec::new);
        if let Some(row) = rows.last_mut() {
            row.push(cell.text);
        }
    }
    rows
}

/// A cell and where it is, from 0.
struct Pasted {
    row: u32,
    column: u32,
    text: String,
}

/// The cells of pasted text, empty ones included.
struct Cells<'a> {
    rest: Option<&'a str>,
    row: u32,
    column: u32,
}

impl<'a> Cells<'a> {
    fn of(text: &'a str) -> Self {
        Cells { rest: Some(text).filter(|text| !text.is_empty()), row: 0, column: 0 }
    }
}

impl Iterator for Cells<'_> {
    type Item = Pasted;

    fn next(&mut self) -> Option<Pasted> {
        let rest = self.rest?;
        let (text, after) = quoted(rest).unwrap_or_else(|| plain(rest));
        let cell = Pasted { row: self.row, column: self.column, text };
        self.rest = match after.strip_prefix('\t') {
            Some(next) => {
                self.column += 1;
                Some(next)
            }
            None => {
                self.row += 1;
                self.column = 0;
                let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\r', '\n']));
                next.filter(|next| !next.is_empty())
            }
        };
        Some(cell)
    }
}

fn plain(text: &str) -> (String, &str) {
    let end = text.find(['\t', '\r', '\n']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let near = &inside[..inside.floor_char_boundary(LONGEST)];
    let mut at = 0;
    loop {
        at += near[at..].find('"')?;
        match inside[at + 1..].chars().next() {
            Some('"') => at += 2,
            None | Some('\t' | '\r' | '\n') => break,
            Some(_) => return None,
        }
    }
    let cell = &inside[..at];
    cell.contains(['\t', '\r', '\n']).then(|| (cell.replace("\"\"", "\""), &inside[at + 1..]))
}
