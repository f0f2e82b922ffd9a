//! What an input of the fuzzer stands for: a file of any format. Compression and checksums are put around it here, for no
//! fuzzer guesses those.
//!
//! The first byte says what the rest is:
//!
//! - `z`: the parts of a zip (`.xlsx`, `.xlsm`, `.xlsb`, `.ods`), [`BETWEEN`] each other: a line with the part's path, then
//!   what it holds.
//! - `c`: a stream of a container (`.xls`): a line with its path, `/Workbook` or `/Book`, then what it holds.
//! - `.`: a line with a file's ending, then the bytes of the file.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// Stands between the parts of a zip.
pub const BETWEEN: &[u8] = b"\n==\n";

/// The file that an input stands for, by name and content; none when it stands for none.
pub fn file(input: &[u8]) -> Option<(String, Vec<u8>)> {
    let (kind, rest) = input.split_first()?;
    match kind {
        b'z' => Some(("fuzzed.xlsx".to_owned(), zip(rest)?)),
        b'c' => Some(("fuzzed.xls".to_owned(), container(rest)?)),
        b'.' => {
            let (ending, content) = line(rest)?;
            let is_ending = (1..=4).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
            is_ending.then(|| (format!("fuzzed.{ending}"), content.to_vec()))
        }
        _ => None,
    }
}

/// The first line and what follows it.
fn line(text: &[u8]) -> Option<(&str, &[u8])> {
    let end = text.iter().position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&text[..end]).ok()?, &text[end + 1..]))
}

fn zip(mut parts: &[u8]) -> Option<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    loop {
        let end = parts.windows(BETWEEN.len()).position(|bytes| bytes == BETWEEN);
        let (path, content) = line(&parts[..end.unwrap_or(parts.len())])?;
        zip.start_file(path, stored).ok()?;
        zip.write_all(content).ok()?;
        match end {
            Some(end) => parts = &parts[end + BETWEEN.len()..],
            None => return Some(zip.finish().ok()?.into_inner()),
        }
    }
}

fn container(stream: &[u8]) -> Option<Vec<u8>> {
    let (path, content) = line(stream).filter(|(path, _)| ["/Workbook", "/Book"].contains(path))?;
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    file.create_stream(path).ok()?.write_all(content).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}
