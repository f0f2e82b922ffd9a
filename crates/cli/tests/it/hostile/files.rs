//! What hostile files are made of.

use std::io::Cursor;

use zip::{ZipArchive, ZipWriter};

use crate::make;

/// Rows of a list that names nobody of the practice centre.
pub const LIST: &str = concat!(
    r#"<row r="1"><c r="A1" t="inlineStr"><is><t>E-mail</t></is></c><c r="B1" t="inlineStr"><is><t>Skill</t></is></c>"#,
    r#"<c r="C1" t="inlineStr"><is><t>Level</t></is></c></row>"#,
    r#"<row r="2"><c r="A2" t="inlineStr"><is><t>nobody@example.com</t></is></c>"#,
    r#"<c r="B2" t="inlineStr"><is><t>Nothing</t></is></c><c r="C2"><v>1</v></c></row>"#,
);

/// The workbook of some rows and a table of shared texts: its start, so many times the same, and its end.
pub fn with_texts(rows: &str, start: &str, repeated: &str, times: usize, end: &str) -> Vec<u8> {
    let content = [start, &repeated.repeat(times), end].concat();
    make::xlsx_with(&[("sharedStrings", "sharedStrings.xml")], rows, &[("xl/sharedStrings.xml", content.as_bytes())])
}

/// The list, and beside it so many parts of a megabyte that hardly take room in the file.
pub fn with_blank_parts(many: usize) -> Vec<u8> {
    let blank = make::zip(&[("blank", &vec![0; 1 << 20])]);
    let mut blank = ZipArchive::new(Cursor::new(blank)).expect("a zip");
    let mut zip = ZipWriter::new_append(Cursor::new(make::xlsx(LIST, &[]))).expect("a zip");
    for part in 0..many {
        let packed = blank.by_index(0).expect("the blank part");
        zip.raw_copy_file_rename(packed, format!("xl/media/{part}.bin")).expect("a copy, packed as it is");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Markup that says nothing and hardly gets smaller when packed, so that what stands beside it may be packed well.
pub fn padding(beside: usize) -> String {
    const LONGEST: usize = 1 << 16;
    let noise: String = noise(beside / 150, 7).iter().map(|byte| format!("{byte:02x}")).collect();
    noise.as_bytes().chunks(LONGEST).map(|part| format!("<!--{}-->", String::from_utf8_lossy(part))).collect()
}

/// So many cells that all refer to one shared text.
pub fn one_text_in_many_cells(text: &str, cells: usize) -> Vec<u8> {
    let rows = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(cells);
    let rows = padding(rows.len()) + &rows;
    with_texts(&rows, "<sst><si><t>", text, 1, "</t></si></sst>")
}

/// Entities made of entities, nine times over, and a cell that asks for the last one.
pub fn laughs() -> String {
    let entity = |level: usize| format!(r#"<!ENTITY l{level} "{}">"#, format!("&l{};", level - 1).repeat(10));
    let entities: String = (1..10).map(entity).collect();
    format!(r#"<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>{LIST}<row r="9"><c r="A9" t="str"><v>&l9;</v></c></row>"#)
}

/// The same zip with every unpacked size set to ten bytes, in front of the parts and in the list at the end.
pub fn claiming_small(mut zip: Vec<u8>) -> Vec<u8> {
    for (mark, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let found: Vec<usize> = (0..zip.len() - 4).filter(|at| zip[*at..].starts_with(mark)).collect();
        for at in found {
            zip[at + offset..at + offset + 4].copy_from_slice(&10u32.to_le_bytes());
        }
    }
    zip
}

/// Bytes without a pattern, the same for the same seed.
pub fn noise(many: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let byte = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..many).map(byte).collect()
}
