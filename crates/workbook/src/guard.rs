//! One pass over a zip before any parser sees it: headers lie, so every part is unpacked once and counted, a piece at
//! a time, and forgotten. The pass earns its keep: it also finds the hidden rows, which calamine does not tell.

use std::collections::HashMap;
use std::io::{self, Cursor, Read};

use memchr::{memchr, memmem, memrchr};
use quick_xml::events::Event;
use skillsheet_skills::MAX_ROWS;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::CancelFlag;
use crate::error::{Limit, ReadProblem};

/// Parts that a file may have inside.
const MAX_PARTS: usize = 1_000;
/// Bytes that a file may unpack to, all parts together.
const MAX_UNPACKED: u64 = 512 << 20;
/// A part may unpack to this many times its size …
const MAX_RATIO: u64 = 200;
/// … once it is larger than this.
const RATIO_MATTERS_ABOVE: u64 = 1 << 20;
/// Opening brackets in a part. Five million cells with formulas need 30 million.
const MAX_TAGS: u64 = 40_000_000;
/// Bytes without an opening bracket in XML. A full cell of escaped characters needs a third of it.
const MAX_TEXT: usize = 1 << 20;
/// Shared texts that a file may announce; calamine reserves room for them on its word.
const MAX_SHARED_TEXTS: u64 = 10_000_000;
const PIECE: usize = 128 << 10;

pub(crate) type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What the pass found out about the parts, by lower-case path.
#[derive(Default)]
pub(crate) struct Parts(HashMap<String, Part>);

/// What the pass found out about one part.
#[derive(Default)]
pub(crate) struct Part {
    name: String,
    /// Rows of a sheet's part.
    pub(crate) rows: u64,
    /// Numbers of its hidden rows, ascending.
    pub(crate) hidden_rows: Vec<u32>,
}

impl Parts {
    /// The part at a path, whose case does not matter, as in calamine.
    pub(crate) fn get(&self, path: &str) -> Option<&Part> {
        self.0.get(&path.to_ascii_lowercase())
    }

    /// The rows of all sheets.
    pub(crate) fn rows(&self) -> u64 {
        self.0.values().map(|part| part.rows).sum()
    }

    /// A part, to be read.
    pub(crate) fn open<'a>(&self, zip: &'a mut Zip<'_>, path: &str) -> Option<impl Read + 'a> {
        zip.by_name(&self.get(path)?.name).ok()
    }

    /// The content of a small part; none when it is missing or longer than a description of a workbook should be.
    pub(crate) fn content(&self, zip: &mut Zip<'_>, path: &str) -> Option<Vec<u8>> {
        const ENOUGH: u64 = 16 << 20;
        let mut content = Vec::new();
        self.open(zip, path)?.take(ENOUGH).read_to_end(&mut content).ok()?;
        Some(content)
    }
}

/// Opens a zip; an unreadable list of parts is damage.
pub(crate) fn open(bytes: &[u8]) -> Result<Zip<'_>, ReadProblem> {
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
    if zip.len() > MAX_PARTS { Err(Limit::Parts.into()) } else { Ok(zip) }
}

/// Unpacks and counts every part.
pub(crate) fn inspect(zip: &mut Zip<'_>, size: u64, cancel: &CancelFlag) -> Result<Parts, ReadProblem> {
    let mut parts = Parts::default();
    let mut unpacked = 0;
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).map_err(|error| problem(&error))?;
        let name = entry.name().map_err(ReadProblem::damaged)?.into_owned();
        let key = name.replace('\\', "/").to_ascii_lowercase();
        let allowed = entry.compressed_size().min(size).saturating_mul(MAX_RATIO).max(RATIO_MATTERS_ABOVE);
        let mut scan = Scan::new(key.ends_with(".xml"));
        unpacked += scan.all(&mut entry, allowed, MAX_UNPACKED - unpacked, cancel)?;
        drop(entry);
        if key.ends_with("sharedstrings.xml") {
            check_shared_texts(zip, index)?;
        }
        parts.0.insert(key, Part { name, rows: scan.rows, hidden_rows: scan.hidden_rows });
    }
    Ok(parts)
}

fn problem(error: &ZipError) -> ReadProblem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ReadProblem::PasswordProtected
        }
        other => ReadProblem::damaged(other),
    }
}

/// Reads the announced number of shared texts the way calamine does, before calamine takes its word for it.
fn check_shared_texts(zip: &mut Zip<'_>, index: usize) -> Result<(), ReadProblem> {
    let entry = zip.by_index(index).map_err(|error| problem(&error))?;
    let mut xml = quick_xml::Reader::from_reader(io::BufReader::new(entry));
    xml.config_mut().expand_empty_elements = true;
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "sst" => {
                let announced = tag
                    .attributes()
                    .with_checks(false)
                    .flatten()
                    .filter(|attribute| attribute.key.local_name().as_ref() == "uniqueCount")
                    .filter_map(|attribute| attribute.value.trim().trim_start_matches('+').parse::<u64>().ok())
                    .max();
                return match announced {
                    Some(many) if many > MAX_SHARED_TEXTS => Err(Limit::Cells.into()),
                    _ => Ok(()),
                };
            }
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

/// The counting of one part.
struct Scan {
    is_xml: bool,
    tags: u64,
    text: usize,
    rows: u64,
    last_row: u32,
    hidden_rows: Vec<u32>,
}

impl Scan {
    fn new(is_xml: bool) -> Self {
        Scan { is_xml, tags: 0, text: 0, rows: 0, last_row: 0, hidden_rows: Vec::new() }
    }

    /// Reads the part to its end and returns its length. A part that cannot be unpacked is counted as far as it goes:
    /// if it matters, the parser that needs it will say so.
    fn all(
        &mut self,
        part: &mut impl Read,
        allowed: u64,
        remaining: u64,
        cancel: &CancelFlag,
    ) -> Result<u64, ReadProblem> {
        let mut buffer = vec![0; PIECE];
        let mut kept = 0;
        let mut length = 0;
        while let Ok(read @ 1..) = part.read(&mut buffer[kept..]) {
            if cancel.is_cancelled() {
                return Err(ReadProblem::Cancelled);
            }
            length += read as u64;
            if length > remaining {
                return Err(Limit::Unpacked.into());
            }
            if length > allowed {
                return Err(Limit::Ratio.into());
            }
            if self.is_xml {
                let filled = kept + read;
                self.count(&buffer[kept..filled])?;
                kept = self.find_rows(&buffer[..filled]);
                buffer.copy_within(filled - kept..filled, 0);
            }
        }
        self.hidden_rows.sort_unstable();
        Ok(length)
    }

    fn count(&mut self, piece: &[u8]) -> Result<(), ReadProblem> {
        self.tags += piece.iter().filter(|byte| **byte == b'<').count() as u64;
        if self.tags > MAX_TAGS {
            return Err(Limit::Markup.into());
        }
        self.text = match memrchr(b'<', piece) {
            Some(_) => 0,
            None => self.text + piece.len(),
        };
        if self.text > MAX_TEXT {
            return Err(Limit::Text.into());
        }
        Ok(())
    }

    /// Notes the rows that begin in the piece. Returns how many bytes at its end are a tag that is not closed yet and
    /// must be seen again with the next piece.
    fn find_rows(&mut self, piece: &[u8]) -> usize {
        for at in memmem::find_iter(piece, b"row") {
            if let Some(attributes) = row_attributes(piece, at) {
                self.note_row(attributes);
            }
        }
        match memrchr(b'<', piece) {
            Some(open) if memchr(b'>', &piece[open..]).is_none() && piece.len() - open < PIECE / 2 => {
                piece.len() - open
            }
            _ => 0,
        }
    }

    fn note_row(&mut self, attributes: &[u8]) {
        let (mut number, mut hidden) = (None, false);
        for attribute in attributes.split(u8::is_ascii_whitespace) {
            if let Some(value) = attribute.strip_prefix(b"r=") {
                number = std::str::from_utf8(unquoted(value)).ok().and_then(|digits| digits.parse().ok());
            } else if let Some(value) = attribute.strip_prefix(b"hidden=") {
                hidden = matches!(unquoted(value), b"1" | b"true");
            }
        }
        self.rows += 1;
        self.last_row = number.unwrap_or(self.last_row.saturating_add(1));
        if hidden && self.last_row <= MAX_ROWS {
            self.hidden_rows.push(self.last_row);
        }
    }
}

/// The attributes of the row tag around `row` at a place, or nothing when it is part of something else.
fn row_attributes(piece: &[u8], at: usize) -> Option<&[u8]> {
    const LONGEST_PREFIX: usize = 32;
    let before = &piece[at.saturating_sub(LONGEST_PREFIX)..at];
    let prefix = &before[memrchr(b'<', before)? + 1..];
    let is_name =
        prefix.is_empty() || (prefix.ends_with(b":") && prefix.iter().all(|byte| !byte.is_ascii_whitespace()));
    let after = &piece[at + b"row".len()..];
    let ends_name = matches!(after.first(), Some(b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/'));
    if !is_name || !ends_name || prefix.starts_with(b"/") {
        return None;
    }
    let attributes = &after[..memchr(b'>', after)?];
    Some(attributes.strip_suffix(b"/").unwrap_or(attributes))
}

fn unquoted(value: &[u8]) -> &[u8] {
    value.get(1..value.len().saturating_sub(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a few bytes at a time, so that tags are cut everywhere.
    struct Drips<'a>(&'a [u8], usize);

    impl Read for Drips<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(length);
            buffer[..length].copy_from_slice(now);
            self.0 = later;
            Ok(length)
        }
    }

    #[test]
    fn hidden_rows_are_found_wherever_the_pieces_end() {
        let xml = br#"<sheetData><row r="2" spans="1:3"><c r="A2"><v>row</v></c></row><row hidden="1" r="5"/>
            <x:row r="7" ht="3" hidden='true'></x:row><row hidden="0"/><row hidden="1"><c/></row><rows hidden="1"/>"#;
        for drop in 1..80 {
            let mut scan = Scan::new(true);
            scan.all(&mut Drips(xml, drop), 1 << 20, 1 << 20, &CancelFlag::new()).expect("small enough");
            assert_eq!((scan.hidden_rows, scan.rows), (vec![5, 7, 9], 5), "pieces of {drop}");
        }
    }

    #[test]
    fn endless_text_and_endless_markup_stop() {
        let mut scan = Scan::new(true);
        let endless = scan.all(&mut io::repeat(b'x').take(3 << 20), u64::MAX, u64::MAX, &CancelFlag::new());
        assert_eq!(endless, Err(ReadProblem::TooLarge(Limit::Text)));
        let mut scan = Scan::new(true);
        let endless = scan.all(&mut io::repeat(b'<').take(100 << 20), u64::MAX, u64::MAX, &CancelFlag::new());
        assert_eq!(endless, Err(ReadProblem::TooLarge(Limit::Markup)));
    }
}
