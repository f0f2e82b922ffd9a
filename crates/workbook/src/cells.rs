//! The sheet part of an `.xlsx`, cell by cell: a table of two cells at the far corners costs two cells.

use quick_xml::events::{BytesStart, Event};
use skillsheet_skills::Value;

use crate::builder::{Reading, SheetBuilder};
use crate::error::{Limit, ReadProblem};
use crate::formats::Formats;
use crate::shared::SharedTexts;
use crate::strings::{push_rich, unescaped};
use crate::values::is_beyond_doubles;
use crate::xlsx::CRITERIA;
use crate::xml::{Xml, is_set, local, number, raw};

/// Cells that a tab's part may list, empty ones with a format included.
const MAX_LISTED: u32 = 20_000_000;

/// Fills a tab from its part.
pub(crate) struct SheetParser<'a, 'r> {
    xml: Xml<'a>,
    texts: &'a SharedTexts,
    formats: &'a Formats,
    sheet: &'a mut SheetBuilder,
    reading: &'a mut Reading<'r>,
    /// The row at hand and the next cell's column, from 0, for cells that do not say where they are.
    row: u32,
    column: u32,
    listed: u32,
    /// The text of the value at hand.
    text: String,
}

/// What a cell's tag says of it.
struct CellTag {
    row: u32,
    column: u32,
    style: u32,
    kind: Kind,
}

/// How a cell's value is written.
enum Kind {
    Number,
    SharedText,
    Text,
    Boolean,
    Error,
    Date,
}

impl<'a, 'r> SheetParser<'a, 'r> {
    pub(crate) fn new(
        xml: Xml<'a>,
        texts: &'a SharedTexts,
        formats: &'a Formats,
        sheet: &'a mut SheetBuilder,
        reading: &'a mut Reading<'r>,
    ) -> Self {
        let text = String::new();
        SheetParser { xml, texts, formats, sheet, reading, row: 0, column: 0, listed: 0, text }
    }

    /// Reads the part to the end of its sheet. A part of another kind has nothing to read.
    pub(crate) fn run(mut self) -> Result<(), ReadProblem> {
        let mut in_filter = false;
        loop {
            match self.xml.inside()? {
                Event::Start(tag) => match local(tag.name()) {
                    "sheetData" => self.rows()?,
                    "col" if is_set(&tag, "hidden") => {
                        if let (Some(min @ 1..), Some(max @ 1..)) = (number(&tag, "min"), number(&tag, "max")) {
                            self.sheet.hide_columns(min - 1, max - 1);
                        }
                    }
                    "mergeCell" => {
                        if let Some((first, last)) = raw(&tag, "ref").as_deref().and_then(range) {
                            self.sheet.merge((first.0, last.0), (first.1, last.1), self.reading)?;
                        }
                    }
                    "autoFilter" => in_filter = true,
                    name if in_filter && CRITERIA.contains(&name) => self.sheet.filter(),
                    "chartsheet" | "dialogsheet" => return Ok(()),
                    _ => {}
                },
                Event::End(tag) => match local(tag.name()) {
                    "autoFilter" => in_filter = false,
                    "worksheet" => return Ok(()),
                    _ => {}
                },
                _ => {}
            }
            self.reading.step()?;
        }
    }

    fn rows(&mut self) -> Result<(), ReadProblem> {
        loop {
            self.reading.step()?;
            match self.xml.inside()? {
                Event::Start(tag) => match local(tag.name()) {
                    "row" => {
                        if let Some(number @ 1..) = number(&tag, "r") {
                            self.row = number - 1;
                        }
                        if is_set(&tag, "hidden") {
                            self.sheet.hide_row(self.row);
                        }
                    }
                    "c" => {
                        let cell = cell_tag(&tag, self.row, self.column)?;
                        self.column = cell.column.saturating_add(1);
                        self.cell(&cell)?;
                    }
                    _ => {}
                },
                Event::End(tag) => match local(tag.name()) {
                    "row" => {
                        self.row = self.row.saturating_add(1);
                        self.column = 0;
                    }
                    "sheetData" => return Ok(()),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn cell(&mut self, cell: &CellTag) -> Result<(), ReadProblem> {
        self.listed += 1;
        if self.listed > MAX_LISTED {
            return Err(Limit::Markup.into());
        }
        let (mut value, mut is_formula) = (None, false);
        loop {
            match self.xml.inside()? {
                Event::Start(tag) => match local(tag.name()) {
                    "v" => {
                        self.text.clear();
                        self.xml.text(&mut self.text)?;
                        value = value.or(self.value(cell)?);
                    }
                    "is" => {
                        self.text.clear();
                        push_rich(&mut self.xml, &mut self.text)?;
                        value = Some(Value::Text(self.text.as_str().into()));
                    }
                    name => {
                        is_formula |= name == "f";
                        self.xml.skip()?;
                    }
                },
                Event::End(_) => break,
                _ => {}
            }
        }
        // A formula whose result is an empty text is no formula without a result: it was worked out to nothing.
        if value == Some(Value::Number(0.0)) && self.formats.hides_zero(cell.style) {
            self.sheet.hide_zeros();
        }
        match value.or_else(|| is_formula.then_some(Value::FormulaWithoutResult)) {
            Some(value) => self.sheet.push(cell.row, cell.column, value, self.reading),
            None => Ok(()),
        }
    }

    /// The value of the text at hand, which is empty for a cell without one.
    fn value(&self, cell: &CellTag) -> Result<Option<Value>, ReadProblem> {
        let text = self.text.as_str();
        if text.is_empty() && !matches!(cell.kind, Kind::Text) {
            return Ok(None);
        }
        Ok(Some(match cell.kind {
            Kind::Number => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() && !is_beyond_doubles(text) => self.formats.value(number, cell.style),
                _ => Value::Text(text.into()),
            },
            Kind::SharedText => {
                let found = text.trim().parse().ok().and_then(|number| self.texts.get(number));
                Value::Text(found.ok_or_else(|| ReadProblem::damaged("a shared text that is not there"))?.into())
            }
            Kind::Text => Value::Text(unescaped(text).into()),
            Kind::Boolean => match text.trim() {
                "0" | "false" => Value::Boolean(false),
                "1" | "true" => Value::Boolean(true),
                _ => Value::Text(text.into()),
            },
            Kind::Error => Value::Error(text.trim().to_owned()),
            Kind::Date => Value::Date(text.trim().to_owned()),
        }))
    }
}

fn cell_tag(tag: &BytesStart<'_>, row: u32, column: u32) -> Result<CellTag, ReadProblem> {
    let mut cell = CellTag { row, column, style: 0, kind: Kind::Number };
    for attribute in tag.attributes().with_checks(false).flatten() {
        let value = attribute.value.as_ref();
        match local(attribute.key) {
            "r" => {
                (cell.row, cell.column) =
                    address(value).ok_or_else(|| ReadProblem::damaged("a cell whose address is none"))?;
            }
            "s" => cell.style = value.parse().unwrap_or_default(),
            "t" => {
                cell.kind = match value {
                    "s" => Kind::SharedText,
                    "b" => Kind::Boolean,
                    "e" => Kind::Error,
                    "d" => Kind::Date,
                    "n" => Kind::Number,
                    _ => Kind::Text,
                }
            }
            _ => {}
        }
    }
    Ok(cell)
}

/// Row and column, from 0, of an address such as `C17`. Not [`skillsheet_skills::CellRef`]'s parser, because addresses
/// outside of Excel's bounds are told apart from none, and because there is one for every cell.
fn address(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0u32, 0u32);
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The corners of a range such as `A1:C4`.
fn range(text: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = text.split_once(':')?;
    Some((address(first)?, address(last)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_beyond_excels_bounds() {
        for (text, expected) in [
            ("A1", Some((0, 0))),
            ("$c$17", Some((16, 2))),
            ("XFE1048577", Some((1_048_576, 16_384))),
            ("A", None),
            ("1", None),
            ("A0", None),
            ("A1B", None),
            ("A99999999999", None),
            ("", None),
        ] {
            assert_eq!(address(text), expected, "{text}");
        }
    }
}
