//! What was read from a spreadsheet, unjudged, with Excel's own row numbers and column letters.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// The highest row number that a workbook can have (Excel's limit).
pub const MAX_ROWS: u32 = 1_048_576;
/// The highest number of columns that a workbook can have (Excel's limit, column XFD).
pub const MAX_COLUMNS: u32 = 16_384;

/// The address of a cell as Excel writes it, such as `C17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    /// Row number, from 1, as Excel shows it. In text files records are rows.
    pub row: u32,
    /// Column index, from 0 (column A).
    pub column: u32,
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row)
    }
}

/// The text is not a cell address such as `C17`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not a cell address such as C17")]
pub struct NotACellRef(String);

impl FromStr for CellRef {
    type Err = NotACellRef;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || NotACellRef(text.to_owned());
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or_else(refused)?;
        let (letters, number) = text.split_at(digits);
        let column = column_index(letters).ok_or_else(refused)?;
        let row: u32 = number.parse().map_err(|_| refused())?;
        if row == 0 || row > MAX_ROWS {
            return Err(refused());
        }
        Ok(CellRef { row, column })
    }
}

impl Serialize for CellRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Excel's letters for a column index counted from 0: `0` is `A`, `27` is `AB`.
pub fn column_letters(index: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(b'A' + digit as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    letters.into_iter().map(char::from).collect()
}

/// The column index (from 0) of Excel's letters, or `None` when they are no column of a workbook.
pub fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut number = 0u32;
    for letter in letters.chars() {
        let digit = letter.to_ascii_uppercase();
        if !digit.is_ascii_uppercase() {
            return None;
        }
        number = number * 26 + (digit as u32 - 'A' as u32) + 1;
    }
    (number <= MAX_COLUMNS).then_some(number - 1)
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text, as written, including outer spaces.
    Text(CompactString),
    /// A number. Excel keeps every number as a double.
    Number(f64),
    /// A number that the cell shows as a percentage: 0.8 is shown as 80%.
    Percentage(f64),
    /// TRUE or FALSE.
    Boolean(bool),
    /// A date or a time, in ISO 8601 as far as the cell holds it.
    Date(String),
    /// An Excel error such as `#N/A`.
    Error(String),
    /// A formula whose result the file does not hold.
    FormulaWithoutResult,
}

impl Value {
    /// The value as a person would read it in the cell.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Value::Text(text) => Cow::Borrowed(text),
            Value::Number(number) => Cow::Owned(number_text(*number)),
            Value::Percentage(number) => Cow::Owned(format!("{}%", number_text(number * 100.0))),
            Value::Boolean(true) => Cow::Borrowed("TRUE"),
            Value::Boolean(false) => Cow::Borrowed("FALSE"),
            Value::Date(text) | Value::Error(text) => Cow::Borrowed(text),
            Value::FormulaWithoutResult => Cow::Borrowed(""),
        }
    }

    /// Whether the cell shows nothing: text of white space only.
    pub fn is_blank(&self) -> bool {
        matches!(self, Value::Text(text) if text.chars().all(crate::text::is_space))
    }
}

/// A number the way a cell of the General format shows it: `3`, `3.5`, never `3.0`.
pub fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{}", number as i64) } else { format!("{number}") }
}

/// One used cell of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Column index, from 0.
    pub column: u32,
    /// What it holds.
    pub value: Value,
}

/// One used row of a tab; its cells are sorted by column and hold no gaps-as-values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Excel's row number, from 1.
    pub number: u32,
    /// Whether the row is hidden or filtered away in the workbook.
    pub hidden: bool,
    /// The cells that hold something, by ascending column.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The value in a column, if the cell holds anything.
    pub fn value(&self, column: u32) -> Option<&Value> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        Some(&self.cells[at].value)
    }

    /// What a person reads in a column; empty where there is nothing.
    pub fn shown(&self, column: u32) -> Cow<'_, str> {
        self.value(column).map_or(Cow::Borrowed(""), Value::shown)
    }

    /// Whether no cell of the row shows anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.value.is_blank())
    }
}

/// Cells that are merged into one: only the first of them holds a value, and it stands for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The top left cell.
    pub first: CellRef,
    /// The bottom right cell.
    pub last: CellRef,
}

impl Merged {
    /// Whether a cell is one of them.
    pub fn contains(&self, at: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

/// Records of a text file that have the same number of cells, empty ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    /// The row of the first of them.
    pub from: u32,
    /// How many cells each has.
    pub cells: u32,
}

/// One tab of a workbook, as read.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// The tab's name; of a text file, the file's name without its ending.
    pub tab: String,
    /// Whether the tab is hidden in the workbook.
    pub hidden: bool,
    /// Whether it is the tab that was in front when the workbook was saved, where that is said and is not the first one.
    #[serde(default)]
    pub active: bool,
    /// How many columns are used: the highest used column index plus one.
    pub width: u32,
    /// Hidden columns, ascending.
    #[serde(default)]
    pub hidden_columns: Vec<u32>,
    /// Whether a filter is set on the tab: then it is the filter that hides rows.
    #[serde(default)]
    pub filtered: bool,
    /// Whether some zero is shown as something else, or as nothing, by its number format or by the tab's settings.
    #[serde(default)]
    pub hides_zeros: bool,
    /// Of a text file, how many cells its records have: each from a row on, up to the next one here.
    #[serde(default)]
    pub records: Vec<Records>,
    /// Merged cells that do not overlap, by their first cell.
    #[serde(default)]
    pub merged: Vec<Merged>,
    /// The rows that hold something, by ascending number.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// The row with Excel's number, if it holds anything.
    pub fn row(&self, number: u32) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        Some(&self.rows[at])
    }

    /// The value of a cell, if it holds anything.
    pub fn value(&self, at: CellRef) -> Option<&Value> {
        self.row(at.row)?.value(at.column)
    }

    /// How many cells a record of a text file has; none in workbooks.
    pub fn cells_of_record(&self, row: u32) -> Option<u32> {
        let next = self.records.partition_point(|records| records.from <= row);
        Some(self.records.get(next.checked_sub(1)?)?.cells)
    }

    /// Whether no row shows anything.
    pub fn is_blank(&self) -> bool {
        self.rows.iter().all(Row::is_blank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_addresses_are_excels() {
        for (text, row, column) in
            [("A1", 1, 0), ("C17", 17, 2), ("Z9", 9, 25), ("AA10", 10, 26), ("XFD1048576", 1_048_576, 16_383)]
        {
            let at = CellRef { row, column };
            assert_eq!(at.to_string(), text);
            assert_eq!(text.parse(), Ok(at), "{text}");
        }
        for refused in ["", "17", "C", "C0", "XFE1", "A1048577", "C-1", "1C"] {
            assert!(refused.parse::<CellRef>().is_err(), "{refused}");
        }
    }

    #[test]
    fn values_show_as_in_the_cell() {
        for (value, shown) in [
            (Value::Number(3.0), "3"),
            (Value::Number(3.5), "3.5"),
            (Value::Number(-0.25), "-0.25"),
            (Value::Boolean(true), "TRUE"),
            (Value::Text(" a ".into()), " a "),
            (Value::Error("#N/A".into()), "#N/A"),
        ] {
            assert_eq!(value.shown(), shown);
        }
    }
}
