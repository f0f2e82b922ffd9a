//! Files made by hand: packages of parts, and the few binary records that the tests need.

use std::io::{Cursor, Read, Write};

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

/// The relations of a part, each of a kind and to a path, numbered from `rId1` on.
pub fn relations(of: &[(&str, &str)]) -> String {
    let mut xml = RELATIONS.to_owned();
    for (at, (kind, target)) in of.iter().enumerate() {
        xml.push_str(&format!(r#"<Relationship Id="rId{}" Type="{OFFICE}/{kind}" Target="{target}"/>"#, at + 1));
    }
    xml + "</Relationships>"
}

/// An `.xlsx` whose tab "Sheet1" has this content inside `sheetData`, and further parts.
pub fn xlsx(sheet_data: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    xlsx_with(&[], sheet_data, more)
}

/// The same, where the workbook refers to further parts, each of a kind.
pub fn xlsx_with(kinds: &[(&str, &str)], sheet_data: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet_data}</sheetData></worksheet>"#
    );
    let workbook = format!(
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let top = relations(&[("officeDocument", "xl/workbook.xml")]);
    let inner = relations(&[&[("worksheet", "worksheets/sheet1.xml")], kinds].concat());
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

/// A record of an `.xlsb`: its kind and its length, seven bits at a time, then its data.
pub fn record(kind: u16, data: &[u8], into: &mut Vec<u8>) {
    if kind < 0x80 {
        into.push(kind as u8);
    } else {
        into.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]);
    }
    let mut rest = data.len();
    while rest >= 0x80 {
        into.push((rest & 0x7F) as u8 | 0x80);
        rest >>= 7;
    }
    into.push(rest as u8);
    into.extend_from_slice(data);
}

/// A text of an `.xlsb`: its length, and two bytes a character.
pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// A cell of an `.xlsb`: its column, the number of its format, and its value.
fn cell(column: u32, format: u32, value: &[u8]) -> Vec<u8> {
    [&column.to_le_bytes()[..], &format.to_le_bytes(), value].concat()
}

/// An `.xlsb` with a hidden tab "Very" of the same part and a tab "Binary": a text in B3, the number 3.5 in C3, a formula
/// in D3 whose result is `#N/A`, a percentage in E3, and in the hidden row 4 a shared text and a date of a workbook that
/// counts from 1904. Column D is hidden, F5 to G6 are merged, and a filter is set.
pub fn xlsb() -> Vec<u8> {
    let row = |number: u32, hidden: bool| {
        [&number.to_le_bytes()[..], &[0; 7], &[if hidden { 0x10 } else { 0 }], &[0; 13]].concat()
    };
    let longs = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>();
    let mut sheet = Vec::new();
    record(0x0081, &[], &mut sheet);
    record(0x0094, &longs(&[2, 2, 1, 3]), &mut sheet);
    record(0x003C, &[longs(&[3, 3, 0, 0]), vec![1, 0]].concat(), &mut sheet);
    record(0x0091, &[], &mut sheet);
    record(0x0000, &row(2, false), &mut sheet);
    record(0x0006, &cell(1, 0, &wide("Agent")), &mut sheet);
    record(0x0005, &cell(2, 0, &3.5f64.to_le_bytes()), &mut sheet);
    // A formula: error code, flags, the length of its tokens, the token "integer 1", no extra tokens.
    record(0x000B, &cell(3, 0, &[0x2A, 0, 0, 3, 0, 0, 0, 0x1E, 1, 0, 0, 0, 0, 0]), &mut sheet);
    // 0.8 in Excel's compressed form: the integer 80, in hundredths.
    record(0x0002, &cell(4, 1, &(80u32 << 2 | 3).to_le_bytes()), &mut sheet);
    record(0x0000, &row(3, true), &mut sheet);
    record(0x0007, &cell(1, 0, &[1, 0, 0, 0]), &mut sheet);
    record(0x0002, &cell(2, 2, &(44_481u32 << 2 | 2).to_le_bytes()), &mut sheet);
    record(0x0092, &[], &mut sheet);
    record(0x00A1, &longs(&[2, 3, 1, 4]), &mut sheet);
    record(0x00A3, &longs(&[0, 0]), &mut sheet);
    record(0x00A5, &longs(&[0, 0]), &mut sheet);
    record(0x00B0, &longs(&[4, 5, 5, 6]), &mut sheet);
    record(0x0082, &[], &mut sheet);
    let mut book = Vec::new();
    record(0x0083, &[], &mut book);
    record(0x0099, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &mut book);
    record(0x008F, &[], &mut book);
    for (state, name) in [(2, "Very"), (0, "Binary")] {
        record(0x009C, &[longs(&[state, 1]), wide("rId1"), wide(name)].concat(), &mut book);
    }
    record(0x0090, &[], &mut book);
    record(0x0084, &[], &mut book);
    let mut styles = Vec::new();
    record(0x002C, &[&200u16.to_le_bytes()[..], &wide("0.0%")].concat(), &mut styles);
    record(0x0269, &[3, 0, 0, 0], &mut styles);
    for format in [0u16, 200, 14] {
        record(0x002F, &[&[0, 0], &format.to_le_bytes()[..], &[0; 12]].concat(), &mut styles);
    }
    record(0x026A, &[], &mut styles);
    let mut texts = Vec::new();
    record(0x009F, &[2, 0, 0, 0, 2, 0, 0, 0], &mut texts);
    for text in ["Ruth", "Željko"] {
        record(0x0013, &[vec![0], wide(text)].concat(), &mut texts);
    }
    let top = relations(&[("officeDocument", "xl/workbook.bin")]);
    let kinds =
        [("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")];
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", relations(&kinds).as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/styles.bin", &styles),
        ("xl/sharedStrings.bin", &texts),
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

/// The same zip with a text replaced in a part.
pub fn replaced(bytes: &[u8], path: &str, from: &str, to: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut parts = Vec::new();
    for index in 0..old.len() {
        let mut part = old.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        if name == path {
            let text = String::from_utf8(content).expect("text");
            assert!(text.contains(from), "{path} without {from}");
            content = text.replace(from, to).into_bytes();
        }
        parts.push((name, content));
    }
    zip(&parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>())
}

/// The stream of an `.xls` with one tab of these records.
pub fn xls_stream(tab: &[(u16, &[u8])]) -> Vec<u8> {
    xls_stream_of(&[], tab)
}

/// The same with further records of the workbook's own.
pub fn xls_stream_of(book: &[(u16, &[u8])], tab: &[(u16, &[u8])]) -> Vec<u8> {
    const BOF: &[u8] = &[0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0];
    let bound = |start: u32| [&start.to_le_bytes()[..], &[0, 0, 1, 0, b'T']].concat();
    let globals = |start| {
        let bound = bound(start);
        biff(&[&[(0x0809, BOF)], book, &[(0x0085, bound.as_slice()), (0x000A, &[])]].concat())
    };
    let mut stream = globals(globals(0).len() as u32);
    stream.extend(biff(&[(0x0809, BOF)]));
    stream.extend(biff(tab));
    stream.extend(biff(&[(0x000A, &[])]));
    stream
}
