//! `.ods`, row by row. Ours and not calamine's, because calamine lays every tab out as a full rectangle, whose size the
//! file chooses with a few repeat counts, and because it does not tell which rows are hidden.

use std::collections::HashSet;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use skillsheet_skills::{MAX_COLUMNS, MAX_ROWS, Sheet, Value};

use crate::builder::{Reading, SheetBuilder};
use crate::error::{Limit, ReadProblem};
use crate::guard::Package;
use crate::package::MAX_TABS;
use crate::values::is_beyond_doubles;
use crate::xml::{Xml, push_reference};

/// As much of the list of parts as is looked at to learn whether they are encrypted.
const MANIFEST: u64 = 1 << 20;
/// Characters that a cell's text is read to; beyond it, a cell is refused in any case.
const LONGEST: usize = 4 * 32_767 + 4;
/// Cells that a row may list, however often each is repeated.
const MAX_LISTED: usize = 100_000;

/// Reads all tabs of a package.
pub(crate) fn read(package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    if is_encrypted(&package.beginning("META-INF/manifest.xml", MANIFEST)) {
        return Err(ReadProblem::PasswordProtected);
    }
    let content = package.part("content.xml")?.ok_or_else(|| ReadProblem::damaged("there is no content"))?;
    Document { xml: Xml::new(content), reading, hiding_styles: HashSet::new() }.tabs()
}

fn is_encrypted(manifest: &[u8]) -> bool {
    memchr::memmem::find(manifest, b"encryption-data").is_some()
}

struct Document<'a, 'b> {
    xml: Xml<'a>,
    reading: &'a mut Reading<'b>,
    /// Names of the styles that hide a tab.
    hiding_styles: HashSet<String>,
}

/// A cell of the row at hand, at all the columns that it is repeated in.
struct Repeated {
    first: u32,
    times: u32,
    value: Option<Value>,
    /// Rows and columns that it is merged over.
    spans: (u32, u32),
}

impl Document<'_, '_> {
    fn next(&mut self) -> Result<Event<'_>, ReadProblem> {
        self.reading.step()?;
        self.xml.inside()
    }

    fn tabs(mut self) -> Result<Vec<Sheet>, ReadProblem> {
        let mut tabs = Vec::new();
        let mut style = String::new();
        loop {
            let event = self.next()?.into_owned();
            match event {
                Event::Start(tag) => match name(&tag) {
                    "style:style" => style = attribute(&tag, "style:name").unwrap_or_default(),
                    "style:table-properties" if attribute(&tag, "table:display").as_deref() == Some("false") => {
                        self.reading.hold(style.len())?;
                        self.hiding_styles.insert(style.clone());
                    }
                    // Old versions of cells, kept for the history of changes, look like cells.
                    "table:tracked-changes" => self.xml.skip()?,
                    "table:table" if tabs.len() >= MAX_TABS => return Err(Limit::Parts.into()),
                    "table:table" => tabs.push(self.tab(&tag)?),
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "spreadsheet" => return Ok(tabs),
                _ => {}
            }
        }
    }

    fn tab(&mut self, tag: &BytesStart<'_>) -> Result<Sheet, ReadProblem> {
        let hidden = attribute(tag, "table:style-name").is_some_and(|style| self.hiding_styles.contains(&style));
        let mut sheet = SheetBuilder::new(attribute(tag, "table:name").unwrap_or_default(), hidden);
        let (mut row, mut column) = (0u32, 0u32);
        loop {
            let event = self.next()?.into_owned();
            match event {
                Event::Start(tag) => match name(&tag) {
                    "table:table-column" => {
                        let next = column.saturating_add(count(&tag, "table:number-columns-repeated"));
                        if visibility(&tag) != Visibility::Visible && next > column {
                            sheet.hide_columns(column, next - 1);
                        }
                        column = next;
                    }
                    "table:table-row" => {
                        let next = row.saturating_add(count(&tag, "table:number-rows-repeated"));
                        if visibility(&tag) == Visibility::Filtered {
                            sheet.filter();
                        }
                        let is_hidden = visibility(&tag) != Visibility::Visible;
                        let cells = self.row()?;
                        if !cells.is_empty() {
                            self.store(&mut sheet, row..next, &cells, is_hidden)?;
                        }
                        row = next;
                    }
                    "table:shapes" | "office:forms" => self.xml.skip()?,
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "table:table" => return sheet.finish(self.reading),
                _ => {}
            }
        }
    }

    fn store(
        &mut self,
        sheet: &mut SheetBuilder,
        rows: std::ops::Range<u32>,
        cells: &[Repeated],
        is_hidden: bool,
    ) -> Result<(), ReadProblem> {
        for row in rows {
            self.reading.step()?;
            for cell in cells {
                for column in cell.first..cell.first.saturating_add(cell.times) {
                    self.reading.step()?;
                    if cell.spans != (1, 1) {
                        let last = (row.saturating_add(cell.spans.0 - 1), column.saturating_add(cell.spans.1 - 1));
                        sheet.merge((row, last.0), (column, last.1), self.reading)?;
                    }
                    if let Some(value) = &cell.value {
                        sheet.push(row, column, value.clone(), self.reading)?;
                    }
                }
            }
            if is_hidden {
                sheet.hide_row(row);
            }
        }
        Ok(())
    }

    /// The cells of the row that was just opened that hold something or are merged.
    fn row(&mut self) -> Result<Vec<Repeated>, ReadProblem> {
        let mut cells = Vec::new();
        let mut column = 0u32;
        loop {
            let event = self.next()?.into_owned();
            match event {
                Event::Start(tag) if matches!(name(&tag), "table:table-cell" | "table:covered-table-cell") => {
                    let times = count(&tag, "table:number-columns-repeated");
                    let text = self.text(name(&tag))?;
                    let value = value(&tag, text);
                    let span = |name| count(&tag, name).clamp(1, MAX_ROWS);
                    let spans = (span("table:number-rows-spanned"), span("table:number-columns-spanned"));
                    if value.is_some() || spans != (1, 1) {
                        cells.push(Repeated { first: column, times, value, spans });
                    }
                    if cells.len() > MAX_LISTED {
                        return Err(Limit::Columns.into());
                    }
                    column = column.saturating_add(times).min(MAX_COLUMNS);
                }
                Event::End(tag) if tag.name().as_ref() == "table:table-row" => return Ok(cells),
                _ => {}
            }
        }
    }

    /// The text of the cell that was just opened, a line per paragraph.
    fn text(&mut self, cell: &str) -> Result<String, ReadProblem> {
        let mut text = String::new();
        let (mut paragraphs, mut inside) = (0, false);
        loop {
            if text.len() > LONGEST {
                return Err(Limit::Text.into());
            }
            match self.next()? {
                Event::Text(part) if inside => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) if inside => push_reference(&reference, &mut text)?,
                Event::Start(tag) => match name(&tag) {
                    "text:p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        inside = true;
                    }
                    "text:s" => text.extend(std::iter::repeat_n(' ', count(&tag, "text:c").min(32_768) as usize)),
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    "office:annotation" | "draw:frame" => self.xml.skip()?,
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "text:p" => inside = false,
                Event::End(tag) if tag.name().as_ref() == cell => return Ok(text),
                _ => {}
            }
        }
    }
}

/// Whether a row or a column shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visibility {
    Visible,
    Hidden,
    Filtered,
}

fn visibility(tag: &BytesStart<'_>) -> Visibility {
    match attribute(tag, "table:visibility").as_deref() {
        Some("collapse") => Visibility::Hidden,
        Some("filter") => Visibility::Filtered,
        _ => Visibility::Visible,
    }
}

fn name<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    tag.name().0
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1)
}

/// What the cell holds, from its attributes; what it shows counts for text and errors only.
fn value(tag: &BytesStart<'_>, shown: String) -> Option<Value> {
    if attribute(tag, "calcext:value-type").as_deref() == Some("error") {
        return Some(Value::Error(shown));
    }
    let written = || attribute(tag, "office:value");
    let number = || written()?.parse::<f64>().ok().filter(|number| number.is_finite());
    let value = match attribute(tag, "office:value-type").as_deref() {
        Some("percentage") => number().map(Value::Percentage),
        Some("float" | "currency") => match written().filter(|written| is_beyond_doubles(written)) {
            Some(written) => Some(Value::Text(written.into())),
            None => number().map(Value::Number),
        },
        Some("boolean") => attribute(tag, "office:boolean-value").map(|truth| Value::Boolean(truth == "true")),
        Some("date") => attribute(tag, "office:date-value").map(Value::Date),
        Some("time") => attribute(tag, "office:time-value").map(|time| Value::Date(clock(&time))),
        Some("string") => Some(Value::Text(attribute(tag, "office:string-value").unwrap_or(shown).into())),
        _ if !shown.is_empty() => Some(Value::Text(shown.into())),
        _ => None,
    };
    let is_formula = || attribute(tag, "table:formula").is_some();
    value.or_else(|| is_formula().then_some(Value::FormulaWithoutResult)).filter(|v| *v != Value::Text("".into()))
}

/// `PT08H30M00S` as the other formats give it, `08:30:00`; anything else as it is.
fn clock(time: &str) -> String {
    let parts = || {
        let (hours, rest) = time.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?;
        [hours, minutes, seconds].iter().all(|part| part.parse::<f64>().is_ok()).then_some((hours, minutes, seconds))
    };
    parts()
        .map_or_else(|| time.to_owned(), |(hours, minutes, seconds)| format!("{hours:0>2}:{minutes:0>2}:{seconds:0>2}"))
}
