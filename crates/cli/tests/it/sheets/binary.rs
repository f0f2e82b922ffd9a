//! The two binary formats, record by record, as far as a small table needs them.

use std::io::{Cursor, Write};

use super::files::{Cell, File, file, table, zip};
use crate::make::{record, relations, wide};

/// An `.xls` of Excel 97 to 2003 with a tab called “Skills”.
pub fn xls(lines: &[&str]) -> File {
    const BOOK: &[u8] = &[0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const TAB: &[u8] = &[0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let record = |kind: u16, data: &[u8]| -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    };
    let globals = |start: u32| {
        let bound = [&start.to_le_bytes()[..], &[0, 0, 6, 0], b"Skills"].concat();
        [record(0x0809, BOOK), record(0x0042, &1200u16.to_le_bytes()), record(0x0085, &bound), record(0x000A, &[])]
            .concat()
    };
    let mut stream = globals(globals(0).len() as u32);
    let rows = table(lines);
    let width = rows.iter().map(Vec::len).max().unwrap_or_default() as u16;
    let dimensions =
        [&0u32.to_le_bytes()[..], &(rows.len() as u32).to_le_bytes(), &[0, 0], &width.to_le_bytes(), &[0, 0]].concat();
    stream.extend(record(0x0809, TAB));
    stream.extend(record(0x0200, &dimensions));
    for (row, cells) in (0u16..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            let at = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => stream.extend(record(0x0203, &[&at[..], &number.to_le_bytes()].concat())),
                Cell::Text(text) => {
                    let units: Vec<u16> = text.encode_utf16().collect();
                    let wide: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
                    let data = [&at[..], &(units.len() as u16).to_le_bytes(), &[1], &wide].concat();
                    stream.extend(record(0x0204, &data));
                }
                other => panic!("{other:?} is not needed here"),
            }
        }
    }
    stream.extend(record(0x000A, &[]));
    file("skills.xls", compound("Workbook", &stream))
}

/// An older container with one stream.
pub fn compound(name: &str, content: &[u8]) -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    container.create_stream(name).expect("a stream").write_all(content).expect("its content");
    container.flush().expect("memory");
    container.into_inner().into_inner()
}

/// An `.xlsb` with a tab called “Skills”.
pub fn xlsb(lines: &[&str]) -> File {
    let mut sheet = Vec::new();
    let rows = table(lines);
    let width = rows.iter().map(Vec::len).max().unwrap_or_default() as u32;
    record(0x0081, &[], &mut sheet);
    let last = (rows.len() as u32).saturating_sub(1);
    record(0x0094, &[0, last, 0, width.saturating_sub(1)].map(u32::to_le_bytes).concat(), &mut sheet);
    record(0x0091, &[], &mut sheet);
    for (row, cells) in (0u32..).zip(rows) {
        record(0x0000, &[&row.to_le_bytes()[..], &[0; 21]].concat(), &mut sheet);
        for (column, cell) in (0u32..).zip(cells) {
            let at = [&column.to_le_bytes()[..], &[0; 4]].concat();
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => record(0x0005, &[&at[..], &number.to_le_bytes()].concat(), &mut sheet),
                Cell::Text(text) => record(0x0006, &[at, wide(&text)].concat(), &mut sheet),
                other => panic!("{other:?} is not needed here"),
            }
        }
    }
    record(0x0092, &[], &mut sheet);
    record(0x0082, &[], &mut sheet);
    let mut book = Vec::new();
    record(0x0083, &[], &mut book);
    record(0x0099, &[0; 12], &mut book);
    record(0x008F, &[], &mut book);
    let bundle = [&0u32.to_le_bytes()[..], &1u32.to_le_bytes(), &wide("rId1"), &wide("Skills")].concat();
    record(0x009C, &bundle, &mut book);
    record(0x0090, &[], &mut book);
    record(0x009D, &[], &mut book);
    record(0x0084, &[], &mut book);
    file(
        "skills.xlsb",
        zip(&[
            ("[Content_Types].xml", b"<Types/>".to_vec()),
            ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.bin")]).into_bytes()),
            ("xl/workbook.bin", book),
            ("xl/_rels/workbook.bin.rels", relations(&[("worksheet", "worksheets/sheet1.bin")]).into_bytes()),
            ("xl/worksheets/sheet1.bin", sheet),
        ]),
    )
}
