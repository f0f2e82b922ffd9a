//! `.ods`, row by row. Ours and not calamine's, because calamine lays every tab out as a full rectangle, whose size the
//! file chooses with a few repeat counts, and because it does not tell which rows are hidden.

use std::collections::HashSet;
use std::io::{BufRead, BufReader};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use skillsheet_skills::{MAX_COLUMNS, MAX_ROWS, Sheet, Value};

use crate::builder::{Reading, SheetBuilder};
use crate::error::ReadProblem;
use crate::guard::{Parts, Zip};

/// Reads all tabs of a package that the guard has let through.
pub(crate) fn read(zip: &mut Zip<'_>, parts: &Parts, reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    if parts.content(zip, "META-INF/manifest.xml").is_some_and(|manifest| is_encrypted(&manifest)) {
        return Err(ReadProblem::PasswordProtected);
    }
    let content = zip.by_name("content.xml").map_err(ReadProblem::damaged)?;
    Document::new(BufReader::new(content), reading).tabs()
}

fn is_encrypted(manifest: &[u8]) -> bool {
    memchr::memmem::find(manifest, b"encryption-data").is_some()
}

struct Document<'a, 'b, R: BufRead> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    reading: &'a mut Reading<'b>,
    /// Names of the table styles that hide a tab.
    hiding_styles: HashSet<String>,
}

/// A cell of the row at hand, at all the columns that it is repeated in.
struct Repeated {
    first: u32,
    times: u32,
    value: Value,
}

impl<'a, 'b, R: BufRead> Document<'a, 'b, R> {
    fn new(content: R, reading: &'a mut Reading<'b>) -> Self {
        let mut xml = Reader::from_reader(content);
        xml.config_mut().expand_empty_elements = true;
        xml.config_mut().check_end_names = false;
        Document { xml, buffer: Vec::new(), reading, hiding_styles: HashSet::new() }
    }

    fn next(&mut self) -> Result<Event<'static>, ReadProblem> {
        self.reading.step()?;
        self.buffer.clear();
        match self.xml.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Err(ReadProblem::damaged("the table ends in the middle")),
            Ok(event) => Ok(event.into_owned()),
            Err(error) => Err(ReadProblem::damaged(error)),
        }
    }

    fn skip(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadProblem> {
        self.buffer.clear();
        self.xml.read_to_end_into(tag.name(), &mut self.buffer).map_err(ReadProblem::damaged)?;
        Ok(())
    }

    fn tabs(mut self) -> Result<Vec<Sheet>, ReadProblem> {
        let mut tabs = Vec::new();
        let mut style = String::new();
        loop {
            match self.next()? {
                Event::Start(tag) => match name(&tag) {
                    "style:style" => style = attribute(&tag, "style:name").unwrap_or_default(),
                    "style:table-properties" if attribute(&tag, "table:display").as_deref() == Some("false") => {
                        self.hiding_styles.insert(style.clone());
                    }
                    // Old versions of cells, kept for the history of changes, look like cells.
                    "table:tracked-changes" => self.skip(&tag)?,
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
        let mut hidden_rows = Vec::new();
        let mut row = 0u32;
        loop {
            match self.next()? {
                Event::Start(tag) => match name(&tag) {
                    "table:table-row" => {
                        let times = count(&tag, "table:number-rows-repeated");
                        let hidden =
                            matches!(attribute(&tag, "table:visibility").as_deref(), Some("collapse" | "filter"));
                        let cells = self.row()?;
                        let next = row.saturating_add(times);
                        if !cells.is_empty() {
                            self.store(&mut sheet, row..next, &cells)?;
                            if hidden {
                                hidden_rows.extend(row + 1..=next.min(MAX_ROWS));
                            }
                        }
                        row = next;
                    }
                    "table:shapes" | "office:forms" => self.skip(&tag)?,
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "table:table" => {
                    return Ok(sheet.finish(&hidden_rows, self.reading));
                }
                _ => {}
            }
        }
    }

    fn store(
        &mut self,
        sheet: &mut SheetBuilder,
        rows: std::ops::Range<u32>,
        cells: &[Repeated],
    ) -> Result<(), ReadProblem> {
        for row in rows {
            for cell in cells {
                for column in cell.first..cell.first.saturating_add(cell.times) {
                    self.reading.step()?;
                    sheet.push(row, column, cell.value.clone(), self.reading)?;
                }
            }
        }
        Ok(())
    }

    fn row(&mut self) -> Result<Vec<Repeated>, ReadProblem> {
        let mut cells = Vec::new();
        let mut column = 0u32;
        loop {
            match self.next()? {
                Event::Start(tag) if matches!(name(&tag), "table:table-cell" | "table:covered-table-cell") => {
                    let times = count(&tag, "table:number-columns-repeated");
                    let text = self.text(name(&tag))?;
                    if let Some(value) = value(&tag, text) {
                        cells.push(Repeated { first: column, times, value });
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
            match self.next()? {
                Event::Text(part) if inside => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) if inside => text.push_str(&resolved(&reference)),
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
                    "office:annotation" | "draw:frame" => self.skip(&tag)?,
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "text:p" => inside = false,
                Event::End(tag) if tag.name().as_ref() == cell => return Ok(text),
                _ => {}
            }
        }
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

fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        _ => quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default().to_owned(),
    }
}

/// What the cell holds, from its attributes; what it shows counts for text and errors only.
fn value(tag: &BytesStart<'_>, shown: String) -> Option<Value> {
    if attribute(tag, "calcext:value-type").as_deref() == Some("error") {
        return Some(Value::Error(shown));
    }
    let number = || attribute(tag, "office:value").and_then(|number| number.parse().ok()).map(Value::Number);
    let value = match attribute(tag, "office:value-type").as_deref() {
        Some("float" | "percentage" | "currency") => number(),
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
