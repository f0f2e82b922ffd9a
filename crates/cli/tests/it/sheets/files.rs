//! Files of every kind, made from tables that are written down as lines.
//!
//! Cells are parted by ` | `. `@ann` is Ann's address, `'4` the text 4, `p:0.8` a percentage, `d:2026-03-01` a date,
//! `f:=B2+1 -> 4` a formula with its result, `f:=B2` one without; numbers, TRUE, FALSE and errors such as `#N/A` are
//! what they look like, and everything else is text.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::centre::email;
use crate::make::{self, relations};

/// A file.
#[derive(Clone, Debug)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

pub fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File { name: name.to_owned(), bytes: bytes.into() }
}

/// What a written cell is.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Boolean(bool),
    Percentage(f64),
    Date(String),
    Error(String),
    Formula(String, Option<String>),
}

fn cell(written: &str) -> Cell {
    let is_error = |text: &str| ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!"].contains(&text);
    if written.is_empty() {
        Cell::Empty
    } else if let Some(text) = written.strip_prefix('\'') {
        Cell::Text(text.to_owned())
    } else if let Some(share) = written.strip_prefix("p:") {
        Cell::Percentage(share.parse().expect("a share"))
    } else if let Some(date) = written.strip_prefix("d:") {
        Cell::Date(date.to_owned())
    } else if let Some(formula) = written.strip_prefix("f:") {
        match formula.split_once(" -> ") {
            Some((formula, result)) => Cell::Formula(formula.to_owned(), Some(result.to_owned())),
            None => Cell::Formula(formula.to_owned(), None),
        }
    } else if let Some(key) = written.strip_prefix('@') {
        Cell::Text(email(key))
    } else if let Ok(number) = written.parse() {
        Cell::Number(number)
    } else if let "TRUE" | "FALSE" = written {
        Cell::Boolean(written == "TRUE")
    } else if is_error(written) {
        Cell::Error(written.to_owned())
    } else {
        Cell::Text(written.to_owned())
    }
}

/// Lines as cells.
pub fn table(lines: &[&str]) -> Vec<Vec<Cell>> {
    lines.iter().map(|line| line.split(" | ").map(cell).collect()).collect()
}

/// A workbook with these lines on a tab called “Skills”.
pub fn xlsx(lines: &[&str]) -> File {
    xlsx_with(lines, |_| {})
}

/// The same, with something done to the tab.
pub fn xlsx_with(lines: &[&str], also: impl FnOnce(&mut Worksheet)) -> File {
    book(|book| also(tab(book, "Skills", lines)))
}

/// A workbook made by hand.
pub fn book(make: impl FnOnce(&mut Workbook)) -> File {
    let mut book = Workbook::new();
    make(&mut book);
    file("skills.xlsx", book.save_to_buffer().expect("a workbook"))
}

/// A tab with these lines.
pub fn tab<'a>(book: &'a mut Workbook, name: &str, lines: &[&str]) -> &'a mut Worksheet {
    let sheet = book.add_worksheet();
    sheet.set_name(name).expect("a name");
    for (row, cells) in (0u32..).zip(table(lines)) {
        for (column, cell) in (0u16..).zip(cells) {
            write(sheet, row, column, &cell);
        }
    }
    sheet
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) {
    let written = match cell {
        Cell::Empty => return,
        Cell::Text(text) => sheet.write_string(row, column, text),
        Cell::Number(number) => sheet.write_number(row, column, *number),
        Cell::Boolean(yes) => sheet.write_boolean(row, column, *yes),
        Cell::Percentage(share) => {
            sheet.write_number_with_format(row, column, *share, &Format::new().set_num_format("0%"))
        }
        Cell::Date(date) => {
            let date = ExcelDateTime::parse_from_str(date).expect("a date");
            sheet.write_datetime_with_format(row, column, &date, &Format::new().set_num_format("d mmm yyyy"))
        }
        Cell::Error(error) => sheet.write_formula(row, column, Formula::new("=NA()").set_result(error)),
        Cell::Formula(formula, Some(result)) => {
            sheet.write_formula(row, column, Formula::new(formula).set_result(result))
        }
        Cell::Formula(_, None) => panic!("{row} {column}: rust_xlsxwriter always writes a result; use `raw`"),
    };
    written.expect("a cell");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A workbook in plain XML, for what rust_xlsxwriter does not write: formulas without results, and the years of 1904.
pub fn raw(lines: &[&str], dates_of_1904: bool) -> File {
    let mut rows = String::new();
    for (row, cells) in (1..).zip(table(lines)) {
        let cells: String = ('A'..='Z')
            .zip(cells)
            .map(|(column, cell)| {
                let at = format!("{column}{row}");
                match cell {
                    Cell::Empty => String::new(),
                    Cell::Text(text) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(&text)),
                    Cell::Number(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
                    // The first day of March 2026 in the years of 1904.
                    Cell::Date(_) => format!("<c r=\"{at}\" s=\"1\"><v>44620</v></c>"),
                    Cell::Formula(formula, None) => format!("<c r=\"{at}\"><f>{}</f></c>", escaped(&formula[1..])),
                    other => panic!("{at}: {other:?} is not needed here"),
                }
            })
            .collect();
        rows += &format!("<row r=\"{row}\">{cells}</row>");
    }
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
    let years = if dates_of_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{years}<sheets><sheet name=\"Skills\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
    );
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations(&[("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")])),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    file("skills.xlsx", zip(&parts.map(|(name, content)| (name, content.into_bytes()))))
}

/// A zip of parts.
pub fn zip(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    make::zip(&parts.iter().map(|(name, content)| (*name, content.as_slice())).collect::<Vec<_>>())
}

/// An OpenDocument sheet with a tab called “Skills”. A line that begins with `~` is a hidden row.
pub fn ods(lines: &[&str]) -> File {
    let row = |line: &&str| {
        let (line, hidden) = match line.strip_prefix('~') {
            Some(line) => (line, " table:visibility=\"collapse\""),
            None => (*line, ""),
        };
        let cells: String = line.split(" | ").map(|written| ods_cell(&cell(written))).collect();
        format!("<table:table-row{hidden}>{cells}</table:table-row>")
    };
    let rows: String = lines.iter().map(row).collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\">\
         <office:body><office:spreadsheet><table:table table:name=\"Skills\">{rows}</table:table></office:spreadsheet>\
         </office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    file(
        "skills.ods",
        zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            ("META-INF/manifest.xml", manifest.into()),
            ("content.xml", content.into_bytes()),
        ]),
    )
}

fn ods_cell(cell: &Cell) -> String {
    let text = |kind: &str, shown: &str| {
        format!("<table:table-cell {kind}><text:p>{}</text:p></table:table-cell>", escaped(shown))
    };
    match cell {
        Cell::Empty => "<table:table-cell/>".to_owned(),
        Cell::Text(shown) => text("office:value-type=\"string\"", shown),
        Cell::Number(number) => {
            text(&format!("office:value-type=\"float\" office:value=\"{number}\""), &number.to_string())
        }
        Cell::Boolean(yes) => {
            text(&format!("office:value-type=\"boolean\" office:boolean-value=\"{yes}\""), &yes.to_string())
        }
        Cell::Percentage(share) => {
            text(&format!("office:value-type=\"percentage\" office:value=\"{share}\""), &format!("{}%", share * 100.0))
        }
        Cell::Date(date) => text(&format!("office:value-type=\"date\" office:date-value=\"{date}\""), date),
        other => panic!("{other:?} is not needed here"),
    }
}

/// Lines as a text file with a separator between the cells; a cell with a separator, a quote or a line break is quoted.
pub fn text(lines: &[&str], separator: &str) -> String {
    let quoted = |text: &str| {
        let needs = text.contains(separator) || text.contains(['"', '\n']);
        if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    let shown = |written: &str| match cell(written) {
        Cell::Text(text) => quoted(&text),
        _ => quoted(written),
    };
    let line = |line: &&str| line.split(" | ").map(shown).collect::<Vec<_>>().join(separator);
    lines.iter().map(line).collect::<Vec<_>>().join("\r\n") + "\r\n"
}

/// A text file in an encoding by its name; in UTF-16 with a byte order mark.
pub fn encoded(name: &str, content: &str, encoding: &str) -> File {
    let bytes = match encoding {
        "utf-8" => content.as_bytes().to_vec(),
        "utf-8 with bom" => [&[0xEF, 0xBB, 0xBF], content.as_bytes()].concat(),
        "utf-16le" => [0xFEFFu16].into_iter().chain(content.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => [0xFEFFu16].into_iter().chain(content.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        other => {
            let encoding = encoding_rs::Encoding::for_label(other.as_bytes()).expect("a known encoding");
            let (bytes, _, lossy) = encoding.encode(content);
            assert!(!lossy, "{other} has no letters for it");
            bytes.into_owned()
        }
    };
    file(name, bytes)
}
