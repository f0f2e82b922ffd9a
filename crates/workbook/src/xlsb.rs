//! `.xlsb`, a record at a time. Ours and not calamine's for the same reasons as `.xlsx`: number formats, hidden rows,
//! filters, merged cells and formulas without a result in one pass, every byte counted.

use skillsheet_skills::{MAX_ROWS, Sheet, Value};

use crate::builder::{Reading, SheetBuilder};
use crate::error::{Limit, ReadProblem};
use crate::formats::Formats;
use crate::guard::Package;
use crate::package::{MAX_TABS, Relations, Tab, main_part};
use crate::records::{Data, Records};
use crate::shared::SharedTexts;

// Records of a sheet.
const ROW: u16 = 0x00;
const NUMBER_COMPRESSED: u16 = 0x02;
const ERROR: u16 = 0x03;
const BOOLEAN: u16 = 0x04;
const NUMBER: u16 = 0x05;
const TEXT: u16 = 0x06;
const SHARED_TEXT: u16 = 0x07;
const TEXT_OF_FORMULA: u16 = 0x08;
const NUMBER_OF_FORMULA: u16 = 0x09;
const BOOLEAN_OF_FORMULA: u16 = 0x0A;
const ERROR_OF_FORMULA: u16 = 0x0B;
const RICH_TEXT: u16 = 0x3E;
const COLUMNS: u16 = 0x3C;
const MERGED: u16 = 0xB0;
/// What a column is filtered by: values, a colour, an icon, the highest ones, a period, conditions.
const CRITERIA: [u16; 6] = [0xA5, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC];
// Records of the other parts.
const SHARED_ITEM: u16 = 0x13;
const FORMAT: u16 = 0x2C;
const CELL_FORMAT: u16 = 0x2F;
const CELL_FORMATS: u16 = 0x0269;
const CELL_FORMATS_END: u16 = 0x026A;
const BOOK_PROPERTIES: u16 = 0x99;
const TAB: u16 = 0x9C;
const VIEW: u16 = 0x9E;

/// Reads all tabs of a package.
pub(crate) fn read(package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    let main = main_part(package, "xl/workbook.bin")?;
    let relations = Relations::of(package, &main)?;
    let (tabs, from_1904) = workbook(package, &main, &relations)?;
    let mut formats = Formats::new(from_1904);
    for path in relations.of_kind("styles") {
        read_formats(package, path, &mut formats)?;
    }
    let mut texts = SharedTexts::default();
    for path in relations.of_kind("sharedStrings") {
        each(package, path, |kind, data| {
            reading.step()?;
            match data.text(1) {
                Some((text, _)) if kind == SHARED_ITEM => texts.add(&text, reading),
                _ => Ok(()),
            }
        })?;
    }
    let mut sheets = Vec::new();
    for tab in tabs {
        let mut sheet = SheetBuilder::new(tab.name, tab.hidden).active(tab.active);
        read_sheet(package, &tab.path, &texts, &formats, &mut sheet, reading)?;
        let relations = Relations::of(package, &tab.path)?;
        for table in relations.of_kind("table") {
            each(package, table, |kind, _| {
                if CRITERIA.contains(&kind) {
                    sheet.filter();
                }
                Ok(())
            })?;
        }
        sheets.push(sheet.finish(reading)?);
    }
    texts.release(reading);
    Ok(sheets)
}

/// Visits the records of a part that may be missing.
fn each(
    package: &mut Package<'_>,
    path: &str,
    mut visit: impl FnMut(u16, Data<'_>) -> Result<(), ReadProblem>,
) -> Result<(), ReadProblem> {
    let Some(part) = package.part(path)? else { return Ok(()) };
    let mut records = Records::new(part);
    while let Some((kind, data)) = records.next()? {
        visit(kind, data)?;
    }
    Ok(())
}

fn workbook(package: &mut Package<'_>, path: &str, relations: &Relations) -> Result<(Vec<Tab>, bool), ReadProblem> {
    if !package.has(path) {
        return Err(ReadProblem::damaged("the workbook's own part is missing"));
    }
    let (mut tabs, mut from_1904) = (Vec::new(), false);
    // Chart tabs are counted as well.
    let (mut in_front, mut listed) = (0, 0);
    each(package, path, |kind, data| {
        match kind {
            BOOK_PROPERTIES => from_1904 = data.byte(0).is_some_and(|flags| flags & 1 != 0),
            VIEW => in_front = data.long(24).unwrap_or_default(),
            TAB => {
                let tab = tab(data, relations);
                tabs.extend(tab.map(|tab| Tab { active: in_front > 0 && in_front == listed, ..tab }));
                listed += 1;
            }
            _ => {}
        }
        if tabs.len() > MAX_TABS { Err(Limit::Parts.into()) } else { Ok(()) }
    })?;
    Ok((tabs, from_1904))
}

fn tab(data: Data<'_>, relations: &Relations) -> Option<Tab> {
    let (id, end) = data.text(8)?;
    let (name, _) = data.text(end)?;
    Some(Tab { name, hidden: data.long(0)? != 0, active: false, path: relations.worksheet(&id)?.to_owned() })
}

fn read_formats(package: &mut Package<'_>, path: &str, formats: &mut Formats) -> Result<(), ReadProblem> {
    let mut in_cells = false;
    each(package, path, |kind, data| {
        match kind {
            FORMAT => {
                if let (Some(id), Some((code, _))) = (data.short(0), data.text(2)) {
                    formats.add(u32::from(id), &code);
                }
            }
            CELL_FORMATS => in_cells = true,
            CELL_FORMATS_END => in_cells = false,
            CELL_FORMAT if in_cells => formats.add_cell(data.short(2).unwrap_or_default().into())?,
            _ => {}
        }
        Ok(())
    })
}

fn read_sheet(
    package: &mut Package<'_>,
    path: &str,
    texts: &SharedTexts,
    formats: &Formats,
    sheet: &mut SheetBuilder,
    reading: &mut Reading<'_>,
) -> Result<(), ReadProblem> {
    let mut row = 0;
    each(package, path, |kind, data| {
        reading.step()?;
        match kind {
            ROW => {
                row = data.long(0).filter(|row| *row < MAX_ROWS).ok_or(Limit::Rows)?;
                // A row of height zero; filtered rows have it too.
                if data.byte(11).is_some_and(|flags| flags & 0x10 != 0) {
                    sheet.hide_row(row);
                }
            }
            COLUMNS => {
                let is_hidden = data.short(16).is_some_and(|flags| flags & 1 != 0);
                if let (true, Some(first), Some(last)) = (is_hidden, data.long(0), data.long(4)) {
                    sheet.hide_columns(first, last);
                }
            }
            MERGED => {
                if let [Some(top), Some(bottom), Some(left), Some(right)] = [0, 4, 8, 12].map(|at| data.long(at)) {
                    sheet.merge((top, bottom), (left, right), reading)?;
                }
            }
            kind if CRITERIA.contains(&kind) => sheet.filter(),
            kind => {
                if let Some(value) = value(kind, data, texts, formats) {
                    let column = data.long(0).unwrap_or_default();
                    let style = data.long(4).unwrap_or_default() & 0x00FF_FFFF;
                    if value == Some(Value::Number(0.0)) && formats.hides_zero(style) {
                        sheet.hide_zeros();
                    }
                    sheet.push(row, column, value.ok_or_else(cut_short)?, reading)?;
                }
            }
        }
        Ok(())
    })
}

fn cut_short() -> ReadProblem {
    ReadProblem::damaged("a cell is cut short")
}

/// What a cell's record holds: nothing for the record of something else, and nothing inside for one that is broken.
fn value(kind: u16, data: Data<'_>, texts: &SharedTexts, formats: &Formats) -> Option<Option<Value>> {
    const CONTENT: usize = 8;
    let number = |number: Option<f64>| {
        let style = data.long(4)? & 0x00FF_FFFF;
        number.filter(|number| number.is_finite()).map(|number| formats.value(number, style))
    };
    Some(match kind {
        NUMBER_COMPRESSED => number(data.compressed(CONTENT)),
        NUMBER | NUMBER_OF_FORMULA => number(data.double(CONTENT)),
        BOOLEAN | BOOLEAN_OF_FORMULA => data.byte(CONTENT).map(|byte| Value::Boolean(byte != 0)),
        ERROR | ERROR_OF_FORMULA => data.byte(CONTENT).map(|code| Value::Error(error(code).to_owned())),
        TEXT | TEXT_OF_FORMULA => data.text(CONTENT).map(|(text, _)| Value::Text(text.into())),
        RICH_TEXT => data.text(CONTENT + 1).map(|(text, _)| Value::Text(text.into())),
        SHARED_TEXT => {
            let text = data.long(CONTENT).and_then(|number| texts.get(number as usize));
            text.map(|text| Value::Text(text.into()))
        }
        _ => return None,
    })
}

/// Excel's name of an error.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}
