//! Tables of our own making: lists to save and templates to fill in.

use std::ops::Range;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, Formula, Workbook, Worksheet, XlsxError};
use skillsheet_skills::{CellRef, MAX_ROWS, Value};

use crate::save::{WriteError, save};
use crate::write::{Tab, column, heading, tab_name};

/// Rows below the headings that a drop-down serves, so that people can add to the list.
const ROWS_TO_FILL: u32 = 10_000;
/// Characters that a drop-down's choices may have together (Excel's limit).
const LONGEST_CHOICES: usize = 255;

/// A table: headings, and rows below them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows; `None` leaves a cell empty.
    pub rows: Vec<Vec<Option<Value>>>,
}

/// What makes a table a template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableOptions {
    /// Lines for the person, on a tab of their own so that the table can be brought back as it is.
    pub notes: Vec<String>,
    /// Columns of levels, which get a drop-down or bounds.
    pub levels: Option<Levels>,
}

/// Columns whose cells take a level of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// Column indices, from 0.
    pub columns: Range<u32>,
    /// The lowest level.
    pub min: f64,
    /// The highest level.
    pub max: f64,
    /// The distance between levels, where the scale has steps.
    pub step: Option<f64>,
    /// Words that they take too.
    pub words: Vec<String>,
}

/// Saves a table as a workbook, and returns where: beside the path if the file there is open elsewhere.
pub fn write_table(tab: &str, table: &Table, options: &TableOptions, path: &Path) -> Result<PathBuf, WriteError> {
    save(path, || {
        let mut book = Workbook::new();
        let name = tab_name(tab, &[], "Sheet");
        let sheet = book.add_worksheet();
        write(sheet, &name, table)?;
        if let Some(levels) = options.levels.as_ref().filter(|levels| !levels.columns.is_empty()) {
            let last = (table.rows.len() as u32).saturating_add(ROWS_TO_FILL).min(MAX_ROWS - 1);
            let (from, to) = (column(levels.columns.start)?, column(levels.columns.end - 1)?);
            sheet.add_data_validation(1, from, last, to, &validation(levels)?)?;
        }
        if !options.notes.is_empty() {
            let mut notes = Tab::new(book.add_worksheet(), &tab_name("Notes", &[&name], "Notes (Skillsheet)"))?;
            for (row, note) in options.notes.iter().enumerate() {
                notes.text(row as u32, 0, note, &Format::new())?;
            }
            notes.finish(0)?;
        }
        Ok(book)
    })
}

/// Writes a table to a tab, headings in the first row.
pub(crate) fn write(sheet: &mut Worksheet, name: &str, table: &Table) -> Result<(), XlsxError> {
    let mut tab = Tab::new(sheet, name)?;
    for (at, text) in table.headings.iter().enumerate() {
        tab.text(0, column(at as u32)?, text, &heading())?;
    }
    for (row, values) in table.rows.iter().enumerate() {
        for (at, value) in values.iter().enumerate() {
            if let Some(value) = value {
                tab.value(row as u32 + 1, column(at as u32)?, value)?;
            }
        }
    }
    tab.finish(1)
}

/// A drop-down if the levels are few enough to list, otherwise bounds.
fn validation(levels: &Levels) -> Result<DataValidation, XlsxError> {
    let words: String = levels.words.iter().map(|word| format!(", or “{word}”")).collect();
    let message = format!("A level from {} to {}{words}", shown(levels.min), shown(levels.max));
    let rule = match choices(levels) {
        Some(choices) => DataValidation::new().allow_list_strings(&choices)?,
        None if levels.words.is_empty() => {
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(levels.min, levels.max))
        }
        None => DataValidation::new().allow_custom(Formula::new(formula(levels))),
    };
    rule.set_error_title("Level")?.set_error_message(message)
}

/// The bounds as a formula over the first cell, which a spreadsheet moves along to the others: a rule of bounds alone
/// takes no words.
fn formula(levels: &Levels) -> String {
    let cell = CellRef { row: 2, column: levels.columns.start };
    let words = levels.words.iter().map(|word| format!(r#"{cell}="{}","#, word.replace('"', "\"\"")));
    let (min, max) = (shown(levels.min), shown(levels.max));
    format!("=OR({}AND(ISNUMBER({cell}),{cell}>={min},{cell}<={max}))", words.collect::<String>())
}

fn choices(level: &Levels) -> Option<Vec<String>> {
    let step = level.step.filter(|step| *step > 0.0)?;
    let many = ((level.max - level.min) / step).floor();
    if !(0.0..=LONGEST_CHOICES as f64).contains(&many) {
        return None;
    }
    let numbers = (0..=many as u32).map(|n| shown(level.min + f64::from(n) * step));
    let choices: Vec<String> = numbers.chain(level.words.iter().cloned()).collect();
    let length = choices.iter().map(|choice| choice.len() + 1).sum::<usize>() - 1;
    (length <= LONGEST_CHOICES).then_some(choices)
}

fn shown(level: f64) -> String {
    skillsheet_skills::number_text(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_levels_are_listed() {
        let level = |max, step| Levels { columns: 0..1, min: 0.0, max, step, words: Vec::new() };
        for (level, expected) in [
            (level(2.0, Some(1.0)), Some(vec!["0", "1", "2"])),
            (level(1.0, Some(0.5)), Some(vec!["0", "0.5", "1"])),
            (level(100.0, Some(1.0)), None),
            (level(1e300, Some(1.0)), None),
            (level(5.0, None), None),
        ] {
            assert_eq!(choices(&level), expected.map(|list| list.into_iter().map(str::to_owned).collect()));
        }
    }
}
