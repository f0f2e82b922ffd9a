//! Under what a sheet's mapping is remembered.

use super::column::{MOST, is_level};
use super::headings::{Called, headings, is_plain, rows_of_headings};
use crate::text::loose_key;
use crate::{Directory, Found, Sheet};

/// Rows that decide whether a column holds levels.
const ROWS_SEEN: usize = 25;
/// Cells that are looked at in all; every row that may hold headings is asked for its shape.
const CELLS_SEEN: usize = 3_000;
/// Stands for the columns of skills or agents, however many.
const MANY: &str = "*";

/// The shape of the headings in a row, under which a mapping is remembered: the columns and what they are called,
/// except that columns headed by skills of the directory count as one, for next month's sheet may have another one. So
/// do neighbouring columns that hold levels under headings of their own, which are skills or agents that are not known.
/// None where the row has fewer than two headings, which would fit too many sheets.
pub fn shape(sheet: &Sheet, heading_row: u32, directory: &Directory) -> Option<String> {
    let called = headings(sheet, heading_row, rows_of_headings(sheet, heading_row));
    if called.len() < 2 {
        return None;
    }
    let held = levels_held(sheet, heading_row);
    let of_columns: Vec<Kind> = called.iter().map(|called| kind(called, &held, directory)).collect();
    let mut pieces: Vec<String> = Vec::new();
    for (at, (called, kind)) in called.iter().zip(&of_columns).enumerate() {
        let beside_many = |kind: Option<&Kind>| kind == Some(&Kind::Many);
        let is_many = match kind {
            Kind::Many => true,
            // A column without a level yet, among others that have some.
            Kind::Empty => pieces.last().is_some_and(|last| last == MANY) || beside_many(of_columns.get(at + 1)),
            Kind::Own => false,
        };
        if !is_many {
            pieces.push(loose_key(&called.spoken()));
        } else if pieces.last().is_none_or(|last| last != MANY) {
            pieces.push(MANY.to_owned());
        }
    }
    (pieces.len() > 1).then(|| pieces.join("|"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One of any number of columns of levels.
    Many,
    /// Nothing below, and a heading that says nothing.
    Empty,
    /// A column of its own.
    Own,
}

fn kind(called: &Called, held: &[(u32, u32)], directory: &Directory) -> Kind {
    let (filled, levels) = held.get(called.column as usize).copied().unwrap_or_default();
    let holds_levels = filled > 0 && f64::from(levels) >= f64::from(filled) * MOST;
    if called.is_level_of_group {
        Kind::Many
    } else if is_plain(called.meaning) {
        // A skill may be called like another column, such as “E-mail” or “Chat”.
        let is_skill = holds_levels && directory.find_skill(&called.text) != Found::None;
        if is_skill { Kind::Many } else { Kind::Own }
    } else if holds_levels {
        Kind::Many
    } else if filled > 0 {
        Kind::Own
    } else if directory.find_skill(&called.text) != Found::None {
        Kind::Many
    } else {
        Kind::Empty
    }
}

/// How many cells of each column are filled and how many hold levels, in some rows below the headings.
fn levels_held(sheet: &Sheet, heading_row: u32) -> Vec<(u32, u32)> {
    let mut held = vec![(0, 0); sheet.width as usize];
    let rows = &sheet.rows[sheet.rows.partition_point(|row| row.number <= heading_row)..];
    let wanted = (CELLS_SEEN / (sheet.width.max(1) as usize)).clamp(5, ROWS_SEEN);
    let step = rows.len().div_ceil(wanted).max(1);
    for cell in rows.iter().step_by(step).flat_map(|row| &row.cells).filter(|cell| !cell.value.is_blank()) {
        let (filled, levels) = &mut held[cell.column as usize];
        *filled += 1;
        *levels += u32::from(is_level(&cell.value));
    }
    held
}
