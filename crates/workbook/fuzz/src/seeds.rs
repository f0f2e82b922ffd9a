//! Files as inputs of the fuzzer: `cargo +nightly run --bin seeds -- FOLDER FILE…` takes each apart and puts what it holds
//! into the folder; without files, it makes the few that the binary formats need.

#[allow(dead_code, reason = "the tests make more with it")]
#[path = "../../tests/it/make.rs"]
mod make;

use std::error::Error;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use skillsheet_workbook_fuzz::input::BETWEEN;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("Say which folder the inputs go to")?;
    let files: Vec<String> = arguments.collect();
    let keep = |name: &str, content: &[u8]| fs::write(Path::new(&folder).join(name), input(name, content)?);
    for path in &files {
        let name = Path::new(path).file_name().ok_or("A file has a name")?.to_string_lossy().into_owned();
        keep(&name, &fs::read(path)?)?;
    }
    if files.is_empty() {
        let number = |row: u8, column: u8| [row, 0, column, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64];
        let label = |row: u8, column: u8, text: &str| {
            [&[row, 0, column, 0, 0, 0, text.len() as u8, 0, 0], text.as_bytes()].concat()
        };
        let records = [
            (0x0204, label(0, 0, "E-mail")),
            (0x0204, label(0, 1, "Skill")),
            (0x0204, label(0, 2, "Level")),
            (0x0204, label(1, 0, "ana@example.com")),
            (0x0204, label(1, 1, "Billing")),
            (0x0203, number(1, 2).to_vec()),
        ];
        let records: Vec<(u16, &[u8])> = records.iter().map(|(kind, data)| (*kind, data.as_slice())).collect();
        keep("list.xls", &make::compound("/Workbook", &make::xls_stream(&records)))?;
        keep("cells.xlsb", &make::xlsb())?;
    }
    Ok(())
}

/// A file as an input that stands for it.
fn input(name: &str, content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut input = Vec::new();
    if content.starts_with(b"PK\x03\x04") {
        input.push(b'z');
        let mut zip = zip::ZipArchive::new(Cursor::new(content))?;
        for index in 0..zip.len() {
            if index > 0 {
                input.extend(BETWEEN);
            }
            let mut part = zip.by_index(index)?;
            input.extend(part.name().map_err(std::io::Error::other)?.bytes());
            input.push(b'\n');
            part.read_to_end(&mut input)?;
        }
    } else if content.starts_with(b"\xD0\xCF\x11\xE0") {
        let mut file = cfb::CompoundFile::open(Cursor::new(content))?;
        let path = if file.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
        input.extend(format!("c{path}\n").bytes());
        file.open_stream(path)?.read_to_end(&mut input)?;
    } else {
        let ending = name.rsplit_once('.').map_or("csv", |(_, ending)| ending);
        input.extend(format!(".{ending}\n").bytes());
        input.extend(content);
    }
    Ok(input)
}
