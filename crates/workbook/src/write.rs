//! What all written workbooks share: cells as they are, names that Excel allows, widths by content.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};
use skillsheet_skills::Value;

/// Characters that a cell may hold (Excel's limit).
const MAX_CHARACTERS: usize = 32_767;
const NARROWEST: usize = 8;
const WIDEST: usize = 60;
/// Rows that decide how wide a column is.
const ROWS_MEASURED: u32 = 2_000;
/// Headings further down than this are not frozen: they would leave no room to scroll in.
const LOWEST_FROZEN: u32 = 20;

/// A tab that remembers how wide its columns need to be.
pub(crate) struct Tab<'a> {
    pub(crate) sheet: &'a mut Worksheet,
    widths: BTreeMap<u16, usize>,
}

impl<'a> Tab<'a> {
    pub(crate) fn new(sheet: &'a mut Worksheet, name: &str) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        Ok(Tab { sheet, widths: BTreeMap::new() })
    }

    /// Writes a value as it is. Text is always a text cell, even if it looks like a formula or a link. Rows and
    /// columns count from 0.
    pub(crate) fn value(&mut self, row: u32, column: u16, value: &Value) -> Result<(), XlsxError> {
        self.measure(row, column, &value.shown());
        match value {
            Value::Text(text) => self.sheet.write_string(row, column, text.as_str())?,
            Value::Error(text) => self.sheet.write_string(row, column, text)?,
            Value::Number(number) => self.sheet.write_number(row, column, *number)?,
            Value::Percentage(number) => {
                let format = Format::new().set_num_format("0.##%");
                self.sheet.write_number_with_format(row, column, *number, &format)?
            }
            Value::Boolean(truth) => self.sheet.write_boolean(row, column, *truth)?,
            Value::Date(text) => match date(text) {
                Some((date, format)) => {
                    self.sheet.write_datetime_with_format(row, column, date, &Format::new().set_num_format(format))?
                }
                None => self.sheet.write_string(row, column, text)?,
            },
            Value::FormulaWithoutResult => return Ok(()),
        };
        Ok(())
    }

    /// Writes text in a format, as much as a cell holds; nothing where there is no text.
    pub(crate) fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        if !text.is_empty() {
            self.measure(row, column, text);
            let text: String = text.chars().take(MAX_CHARACTERS).collect();
            self.sheet.write_string_with_format(row, column, text, format)?;
        }
        Ok(())
    }

    /// Sets the widths, and freezes what lies above `first_row` (from 0).
    pub(crate) fn finish(self, first_row: u32) -> Result<(), XlsxError> {
        for (column, width) in self.widths {
            self.sheet.set_column_width(column, (width + 2).clamp(NARROWEST, WIDEST) as f64)?;
        }
        if (1..=LOWEST_FROZEN).contains(&first_row) {
            self.sheet.set_freeze_panes(first_row, 0)?;
        }
        Ok(())
    }

    fn measure(&mut self, row: u32, column: u16, text: &str) {
        if row < ROWS_MEASURED {
            let longest = text.lines().map(|line| line.chars().take(WIDEST).count()).max().unwrap_or_default();
            let width = self.widths.entry(column).or_default();
            *width = longest.max(*width);
        }
    }
}

/// The format of headings.
pub(crate) fn heading() -> Format {
    Format::new().set_bold()
}

/// Columns are `u32` in a sheet as read and `u16` in one to be written.
pub(crate) fn column(index: u32) -> Result<u16, XlsxError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

/// A date as Excel keeps it, with the format that shows as much as the text says.
fn date(text: &str) -> Option<(ExcelDateTime, &'static str)> {
    let format = match (text.contains('-'), text.contains(':')) {
        (true, false) => "yyyy-mm-dd",
        (true, true) => "yyyy-mm-dd hh:mm:ss",
        (false, true) if text < "24" && text.len() >= "00:00".len() => "hh:mm:ss",
        _ => return None,
    };
    Some((ExcelDateTime::parse_from_str(text).ok()?, format))
}

/// A name that Excel allows for a tab and that none of the others has: 31 characters, none of `[ ] : * ? / \`.
pub(crate) fn tab_name(wanted: &str, others: &[&str], instead: &str) -> String {
    let clean: String = wanted
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { ' ' } else { c })
        .collect();
    let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let mut name = String::new();
    for c in clean.chars() {
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    let name = name.trim_end_matches(|c: char| c == '\'' || c.is_whitespace());
    // Excel keeps "History" for itself.
    let taken = |name: &str| others.iter().chain(&["History"]).any(|other| other.to_lowercase() == name.to_lowercase());
    if name.is_empty() || taken(name) { instead.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tab_names_are_excels() {
        for (wanted, expected) in [
            ("Skills", "Skills"),
            ("Skills 12/2026: [new]?", "Skills 12 2026   new"),
            ("'quoted'", "quoted"),
            ("  ", "Sheet"),
            ("history", "Sheet"),
            ("a name that is much longer than what Excel allows", "a name that is much longer than"),
            ("1234567890123456789012345678901😀", "1234567890123456789012345678901"),
            ("123456789012345678901234567890😀", "123456789012345678901234567890"),
        ] {
            assert_eq!(tab_name(wanted, &[], "Sheet"), expected);
        }
        assert_eq!(tab_name("Summary", &["SUMMARY"], "Summary (Skillsheet)"), "Summary (Skillsheet)");
    }

    #[test]
    fn dates_are_dates_only_where_excel_has_them() {
        for (text, format) in [
            ("2026-12-01", Some("yyyy-mm-dd")),
            ("2026-12-01T08:30:00", Some("yyyy-mm-dd hh:mm:ss")),
            ("08:30:00", Some("hh:mm:ss")),
            ("30:00:00", None),
            ("1850-01-01", None),
            ("PT3H", None),
        ] {
            assert_eq!(date(text).map(|(_, format)| format), format, "{text}");
        }
    }
}
