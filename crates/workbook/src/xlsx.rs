//! `.xlsx` and `.xlsm`. Ours and not calamine's, because one pass tells all that is wanted: values with their number
//! formats, formulas without a result, errors of any name, hidden rows and columns, filters and merged cells; and because
//! every byte is counted before anything is made of it.

use quick_xml::events::Event;
use skillsheet_skills::Sheet;

use crate::builder::{Reading, SheetBuilder};
use crate::cells::SheetParser;
use crate::error::{Limit, ReadProblem};
use crate::formats::Formats;
use crate::guard::Package;
use crate::package::{MAX_TABS, Relations, Tab, each, main_part};
use crate::shared::SharedTexts;
use crate::strings::push_rich;
use crate::xml::{Xml, attribute, is_set, number};

/// As much of a tab as is looked at to learn how many rows it has.
const HEAD: u64 = 4 << 10;

/// Reads all tabs of a package.
pub(crate) fn read(package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    let main = main_part(package, "xl/workbook.xml")?;
    let relations = Relations::of(package, &main)?;
    let (tabs, from_1904) = workbook(package, &main, &relations)?;
    let rows: Option<u64> = tabs.iter().map(|tab| expected_rows(&package.beginning(&tab.path, HEAD))).sum();
    reading.expect_rows(rows);
    let mut formats = Formats::new(from_1904);
    for path in relations.of_kind("styles") {
        read_formats(package, path, &mut formats)?;
    }
    let mut texts = SharedTexts::default();
    for path in relations.of_kind("sharedStrings") {
        read_texts(package, path, &mut texts, reading)?;
    }
    let mut sheets = Vec::new();
    for tab in tabs {
        let mut sheet = SheetBuilder::new(tab.name, tab.hidden).active(tab.active);
        if let Some(part) = package.part(&tab.path)? {
            SheetParser::new(Xml::new(part), &texts, &formats, &mut sheet, reading).run()?;
        }
        if has_filtered_table(package, &tab.path)? {
            sheet.filter();
        }
        sheets.push(sheet.finish(reading)?);
    }
    texts.release(reading);
    Ok(sheets)
}

/// The worksheets that the workbook lists, and whether it counts days from 1904 on.
fn workbook(package: &mut Package<'_>, path: &str, relations: &Relations) -> Result<(Vec<Tab>, bool), ReadProblem> {
    let part = package.part(path)?.ok_or_else(|| ReadProblem::damaged("the workbook's own part is missing"))?;
    let mut xml = Xml::new(part);
    let (mut tabs, mut from_1904) = (Vec::new(), false);
    // Chart tabs are counted as well.
    let (mut in_front, mut listed) = (0, 0);
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "workbookPr" => from_1904 = is_set(&tag, "date1904"),
                "workbookView" => in_front = number(&tag, "activeTab").unwrap_or_default(),
                "sheet" => {
                    let active = in_front > 0 && in_front == listed;
                    listed += 1;
                    let path = attribute(&tag, "id").and_then(|id| relations.worksheet(&id).map(str::to_owned));
                    if let (Some(path), Some(name)) = (path, attribute(&tag, "name")) {
                        let hidden = attribute(&tag, "state").is_some_and(|state| state != "visible");
                        tabs.push(Tab { name, hidden, active, path });
                        if tabs.len() > MAX_TABS {
                            return Err(Limit::Parts.into());
                        }
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok((tabs, from_1904)),
            _ => {}
        }
    }
}

/// How many rows the beginning of a tab's part announces.
fn expected_rows(head: &[u8]) -> Option<u64> {
    let at = memchr::memmem::find(head, b"dimension ref=\"")? + b"dimension ref=\"".len();
    let range: Vec<u8> = head[at..].iter().copied().take_while(|byte| *byte != b'"').collect();
    let range = String::from_utf8(range).ok()?;
    let row = |cell: &str| cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<u64>().ok();
    match range.split_once(':') {
        Some((first, last)) => Some((row(last)? + 1).saturating_sub(row(first)?)),
        None => row(&range).map(|_| 1),
    }
}

fn read_formats(package: &mut Package<'_>, path: &str, formats: &mut Formats) -> Result<(), ReadProblem> {
    let Some(part) = package.part(path)? else { return Ok(()) };
    let mut xml = Xml::new(part);
    // Formats of the same names serve other purposes elsewhere in the part.
    let (mut in_formats, mut in_cells) = (false, false);
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmts" => in_formats = true,
                "cellXfs" => in_cells = true,
                "numFmt" if in_formats => {
                    if let (Some(id), Some(code)) = (number(&tag, "numFmtId"), attribute(&tag, "formatCode")) {
                        formats.add(id, &code);
                    }
                }
                "xf" if in_cells => formats.add_cell(number(&tag, "numFmtId").unwrap_or_default())?,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "numFmts" => in_formats = false,
                "cellXfs" => return Ok(()),
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn read_texts(
    package: &mut Package<'_>,
    path: &str,
    texts: &mut SharedTexts,
    reading: &mut Reading<'_>,
) -> Result<(), ReadProblem> {
    let Some(part) = package.part(path)? else { return Ok(()) };
    let mut xml = Xml::new(part);
    let mut text = String::new();
    loop {
        reading.step()?;
        match xml.inside()? {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                text.clear();
                push_rich(&mut xml, &mut text)?;
                texts.add(&text, reading)?;
            }
            Event::End(tag) if tag.local_name().as_ref() == "sst" => return Ok(()),
            _ => {}
        }
    }
}

/// Whether one of the tab's tables, which are parts of their own, has a filter set.
fn has_filtered_table(package: &mut Package<'_>, path: &str) -> Result<bool, ReadProblem> {
    let relations = Relations::of(package, path)?;
    let mut filtered = false;
    for table in relations.of_kind("table") {
        for criterion in CRITERIA {
            each(package, table, criterion, |_| filtered = true)?;
        }
    }
    Ok(filtered)
}

/// The elements that hold what a column is filtered by.
pub(crate) const CRITERIA: [&str; 6] =
    ["filters", "customFilters", "top10", "dynamicFilter", "colorFilter", "iconFilter"];
