//! Files made by hand: packages of parts, and the few binary records that the tests need.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

const RELATIONS: &str =
    r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A zip of parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("a zip").into_inner()
}

fn relations(of: &[(&str, &str)]) -> String {
    let mut xml = RELATIONS.to_owned();
    for (at, (kind, target)) in of.iter().enumerate() {
        xml.push_str(&format!(r#"<Relationship Id="rId{}" Type="{OFFICE}/{kind}" Target="{target}"/>"#, at + 1));
    }
    xml + "</Relationships>"
}

/// An `.xlsx` whose tab "Sheet1" has this content inside `sheetData`, and further parts.
pub fn xlsx(sheet_data: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet_data}</sheetData></worksheet>"#
    );
    let workbook = format!(
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let top = relations(&[("officeDocument", "xl/workbook.xml")]);
    let inner = relations(&[("worksheet", "worksheets/sheet1.xml")]);
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", inner.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend_from_slice(more);
    zip(&parts)
}

/// An `.ods` with this content inside the spreadsheet.
pub fn ods(tables: &str, manifest: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

/// A record of an `.xlsb`.
fn record(kind: u16, data: &[u8], into: &mut Vec<u8>) {
    if kind < 0x80 {
        into.push(kind as u8);
    } else {
        into.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]);
    }
    assert!(data.len() < 0x80, "short records only");
    into.push(data.len() as u8);
    into.extend_from_slice(data);
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// An `.xlsb` with a text in B3, the number 3.5 in C3, and a formula in D3 whose result is `#N/A`.
pub fn xlsb() -> Vec<u8> {
    let cell = |column: u32, rest: &[u8]| [&column.to_le_bytes()[..], &[0; 4], rest].concat();
    let mut sheet = Vec::new();
    record(0x0081, &[], &mut sheet);
    record(0x0094, &[2u32, 2, 1, 3].map(u32::to_le_bytes).concat(), &mut sheet);
    record(0x0091, &[], &mut sheet);
    record(0x0000, &[&2u32.to_le_bytes()[..], &[0; 21]].concat(), &mut sheet);
    record(0x0006, &cell(1, &wide("Agent")), &mut sheet);
    record(0x0005, &cell(2, &3.5f64.to_le_bytes()), &mut sheet);
    // A formula: error code, flags, the length of its tokens, the token "integer 1", no extra tokens.
    record(0x000B, &cell(3, &[0x2A, 0, 0, 3, 0, 0, 0, 0x1E, 1, 0, 0, 0, 0, 0]), &mut sheet);
    record(0x0092, &[], &mut sheet);
    record(0x0082, &[], &mut sheet);
    let mut book = Vec::new();
    record(0x0083, &[], &mut book);
    record(0x0099, &[0; 12], &mut book);
    record(0x008F, &[], &mut book);
    let bundle = [&0u32.to_le_bytes()[..], &1u32.to_le_bytes(), &wide("rId1"), &wide("Binary")].concat();
    record(0x009C, &bundle, &mut book);
    record(0x0090, &[], &mut book);
    record(0x009D, &[], &mut book);
    record(0x0084, &[], &mut book);
    let top = relations(&[("officeDocument", "xl/workbook.bin")]);
    let inner = relations(&[("worksheet", "worksheets/sheet1.bin")]);
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", inner.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

/// An older container with one stream.
pub fn compound(stream: &str, content: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    file.create_stream(stream).expect("a stream").write_all(content).expect("its content");
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

/// Records of an `.xls`.
pub fn biff(records: &[(u16, &[u8])]) -> Vec<u8> {
    records
        .iter()
        .flat_map(|(kind, data)| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat())
        .collect()
}

/// The stream of an `.xls` with one tab of these records.
pub fn xls_stream(tab: &[(u16, &[u8])]) -> Vec<u8> {
    const BOF: &[u8] = &[0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0];
    let bound = |start: u32| [&start.to_le_bytes()[..], &[0, 0, 1, 0, b'T']].concat();
    let globals = |start| biff(&[(0x0809, BOF), (0x0085, &bound(start)), (0x000A, &[])]);
    let mut stream = globals(globals(0).len() as u32);
    stream.extend(biff(&[(0x0809, BOF)]));
    stream.extend(biff(tab));
    stream.extend(biff(&[(0x000A, &[])]));
    stream
}
