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
    let (mut rest, mut row, mut column) = (text, 0, 0);
    while !rest.is_empty() {
        reading.step()?;
        let (cell, after) = quoted(rest).unwrap_or_else(|| plain(rest));
        sheet.push(row, column, Value::Text(cell.into()), reading)?;
        if let Some(next) = after.strip_prefix('\t') {
            column += 1;
            rest = next;
        } else {
            rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\r', '\n'])).unwrap_or_default();
            row += 1;
            column = 0;
        }
    }
    sheet.finish(reading)
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
