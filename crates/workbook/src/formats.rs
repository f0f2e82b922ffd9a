//! Number formats: only through them does a file tell which of its numbers are dates, and which are percentages.

use std::collections::{HashMap, HashSet};

use skillsheet_skills::Value;

use crate::error::{Limit, ReadProblem};
use crate::values;

/// Number formats of a workbook's own that are told apart; Excel knows a few hundred.
const MAX_FORMATS: usize = 100_000;
/// Cell formats that a workbook may have; Excel knows 65,490.
const MAX_CELL_FORMATS: usize = 1_000_000;

/// What a number format makes of a number, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// The number itself.
    Plain,
    /// A day, a time of day, or both.
    Date,
    /// A length of time.
    Duration,
    /// Hundredths.
    Percentage,
}

/// The number formats of a workbook, and of its cell formats.
#[derive(Default)]
pub(crate) struct Formats {
    own: HashMap<u32, NumberFormat>,
    cells: Vec<NumberFormat>,
    /// Formats of the workbook's own that show zero as something else.
    own_without_zero: HashSet<u32>,
    /// Cell formats with such a format.
    cells_without_zero: HashSet<u32>,
    /// Whether days are counted from 1904 on.
    from_1904: bool,
}

impl Formats {
    /// None yet; days may be counted from 1904 on.
    pub(crate) fn new(from_1904: bool) -> Self {
        Formats { from_1904, ..Formats::default() }
    }

    /// Notes a number format of the workbook's own.
    pub(crate) fn add(&mut self, id: u32, code: &str) {
        if self.own.len() < MAX_FORMATS {
            self.own.insert(id, by_code(code));
            if hides_zero(code) {
                self.own_without_zero.insert(id);
            }
        }
    }

    /// Notes the number format of the next cell format.
    pub(crate) fn add_cell(&mut self, id: u32) -> Result<(), ReadProblem> {
        let format = self.own.get(&id).copied().unwrap_or_else(|| built_in(id));
        if self.own_without_zero.contains(&id) || (41..=44).contains(&id) {
            self.cells_without_zero.insert(self.cells.len() as u32);
        }
        self.cells.push(format);
        if self.cells.len() > MAX_CELL_FORMATS { Err(Limit::Markup.into()) } else { Ok(()) }
    }

    /// The number format of a cell format.
    pub(crate) fn of(&self, cell: u32) -> NumberFormat {
        self.cells.get(cell as usize).copied().unwrap_or(NumberFormat::Plain)
    }

    /// Whether a cell of a cell format shows zero as something else: the accounting formats show a dash.
    pub(crate) fn hides_zero(&self, cell: u32) -> bool {
        self.cells_without_zero.contains(&cell)
    }

    /// A number in a cell of a cell format.
    pub(crate) fn value(&self, number: f64, cell: u32) -> Value {
        match self.of(cell) {
            NumberFormat::Plain => Value::Number(number),
            NumberFormat::Percentage => Value::Percentage(number),
            NumberFormat::Date => Value::Date(values::date(number, self.from_1904)),
            NumberFormat::Duration => Value::Date(values::duration(number)),
        }
    }
}

/// What a number of the built-in formats stands for; 27 to 36 and 50 to 58 are dates in East Asia.
fn built_in(id: u32) -> NumberFormat {
    match id {
        9 | 10 => NumberFormat::Percentage,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberFormat::Date,
        46 => NumberFormat::Duration,
        _ => NumberFormat::Plain,
    }
}

/// What a format code such as `0.0%` or `[h]:mm` makes of a positive number.
fn by_code(code: &str) -> NumberFormat {
    let mut characters = code.chars().peekable();
    let mut found = NumberFormat::Plain;
    while let Some(character) = characters.next() {
        match character {
            // Escaped, as wide as, filled with: the next character is itself.
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => drop(characters.by_ref().find(|c| *c == '"')),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                if is_elapsed(&inside) {
                    return NumberFormat::Duration;
                }
            }
            ';' => break,
            '%' => found = NumberFormat::Percentage,
            'd' | 'm' | 'h' | 'y' | 's' | 'D' | 'M' | 'H' | 'Y' | 'S' => return NumberFormat::Date,
            // The word General has letters that mean nothing here, "AM/PM" and "A/P" mean a time.
            'a' | 'A' if matches!(characters.peek(), Some('m' | 'M' | '/')) => return NumberFormat::Date,
            _ => {}
        }
    }
    found
}

/// Whether a format code has a third part, for zero, that shows no digit.
fn hides_zero(code: &str) -> bool {
    let (mut parts, mut shows_digit) = (0, false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => drop(characters.by_ref().find(|c| *c == '"')),
            '[' => drop(characters.by_ref().find(|c| *c == ']')),
            ';' if parts == 2 => break,
            ';' => (parts, shows_digit) = (parts + 1, false),
            '0' | '#' | 'G' | 'g' => shows_digit = true,
            _ => {}
        }
    }
    parts == 2 && !shows_digit
}

/// Whether brackets hold `h`, `mm` or `ss`, and not a colour, a condition or a language.
fn is_elapsed(inside: &str) -> bool {
    let mut letters = inside.chars().map(|c| c.to_ascii_lowercase());
    let first = letters.next();
    matches!(first, Some('h' | 'm' | 's')) && letters.all(|letter| Some(letter) == first)
}

#[cfg(test)]
mod tests {
    use super::NumberFormat::{Date, Duration, Percentage, Plain};
    use super::*;

    #[test]
    fn zeros_may_be_shown_as_something_else() {
        for (code, expected) in [
            ("0;-0;\"-\"", true),
            (";;;", true),
            ("_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-", true),
            ("0;-0", false),
            ("0;-0;0", false),
            ("0;-0;\"zero \"0", false),
            ("General", false),
            ("[Red]0;[Blue]-0;;@", true),
        ] {
            assert_eq!(hides_zero(code), expected, "{code}");
        }
    }

    #[test]
    fn codes_tell_dates_and_percentages() {
        for (code, expected) in [
            ("General", Plain),
            ("0.00", Plain),
            ("#,##0.00\\ [$€-407];[Red]-0.0%", Plain),
            ("0\"% of all\"", Plain),
            ("0\\%", Plain),
            ("\\Y000000", Plain),
            ("#,##0*y", Plain),
            ("#,##0.00\\ _M\"H\"_)", Plain),
            ("[>=100][Magenta]General", Plain),
            ("\"Y: \"0.00\"m\"", Plain),
            ("0%", Percentage),
            ("0.0 %;[Red]-0.0 %", Percentage),
            ("[Blue]0%", Percentage),
            ("dd/mm/yyyy", Date),
            ("[$-404]e\"y\"m\"m\"", Date),
            ("H:MM AM/PM", Date),
            ("ha/p", Date),
            ("*-yyyy-mm-dd", Date),
            ("[h]:mm:ss", Duration),
            ("[ss].000", Duration),
            ("[Blue]\\+[h]:mm;[Red]\\-[h]:mm", Duration),
        ] {
            assert_eq!(by_code(code), expected, "{code}");
        }
        assert_eq!([0, 9, 10, 14, 46, 49].map(built_in), [Plain, Percentage, Percentage, Date, Duration, Plain]);
    }
}
