//! A zip, opened before any parser sees it: headers lie, so whatever is unpacked is counted while it is unpacked, a
//! piece at a time, and what nobody asks for is never unpacked.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Cursor, Read};

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
/// Bytes between two places where a parser takes stock: a tag, a text, a record. A full cell of escaped characters
/// needs a third of it.
const MAX_STRETCH: u64 = 1 << 20;

/// The parts of a zip.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each part is, by its path in lower case: their case does not matter, as in Excel.
    places: HashMap<String, usize>,
    size: u64,
    unpacked: u64,
    cancel: CancelFlag,
}

impl<'a> Package<'a> {
    /// Opens a zip; an unreadable list of parts is damage.
    pub(crate) fn open(bytes: &'a [u8], cancel: &CancelFlag) -> Result<Self, ReadProblem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(&error))?;
        if zip.len() > MAX_PARTS {
            return Err(Limit::Parts.into());
        }
        let mut places = HashMap::new();
        for (place, name) in zip.file_names().enumerate() {
            let name = name.map_err(ReadProblem::damaged)?;
            places.insert(name.replace('\\', "/").to_ascii_lowercase(), place);
        }
        Ok(Package { zip, places, size: bytes.len() as u64, unpacked: 0, cancel: cancel.clone() })
    }

    /// The paths of all parts, in lower case.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Whether there is a part at a path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.places.contains_key(&path.to_ascii_lowercase())
    }

    /// A part to be read, or nothing where it is missing.
    pub(crate) fn part(&mut self, path: &str) -> Result<Option<Part<'_>>, ReadProblem> {
        let Some(place) = self.places.get(&path.to_ascii_lowercase()) else { return Ok(None) };
        let entry = self.zip.by_index(*place).map_err(|error| problem(&error))?;
        let allowed = entry.compressed_size().min(self.size).saturating_mul(MAX_RATIO).max(RATIO_MATTERS_ABOVE);
        Ok(Some(Part {
            content: Box::new(entry),
            length: 0,
            allowed,
            stretch: 0,
            unpacked: &mut self.unpacked,
            cancel: &self.cancel,
        }))
    }

    /// The beginning of a part; empty where it is missing or cannot be read.
    pub(crate) fn beginning(&mut self, path: &str, length: u64) -> Vec<u8> {
        let mut content = Vec::new();
        if let Ok(Some(part)) = self.part(path) {
            // What cannot be unpacked to there is cut off there.
            let _cut_off = part.take(length).read_to_end(&mut content);
        }
        content
    }
}

fn problem(error: &ZipError) -> ReadProblem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ReadProblem::PasswordProtected
        }
        other => ReadProblem::damaged(other),
    }
}

/// A part while it is unpacked and counted. It ends in an error once it is too large or the reading is cancelled.
pub(crate) struct Part<'a> {
    content: Box<dyn Read + 'a>,
    length: u64,
    allowed: u64,
    stretch: u64,
    unpacked: &'a mut u64,
    cancel: &'a CancelFlag,
}

impl Part<'_> {
    /// Takes stock: what comes next is another tag, text or record.
    pub(crate) fn next_stretch(&mut self) {
        self.stretch = 0;
    }

    fn count(&mut self, read: u64) -> Result<(), ReadProblem> {
        self.length += read;
        self.stretch += read;
        *self.unpacked += read;
        if self.cancel.is_cancelled() {
            Err(ReadProblem::Cancelled)
        } else if *self.unpacked > MAX_UNPACKED {
            Err(Limit::Unpacked.into())
        } else if self.length > self.allowed {
            Err(Limit::Ratio.into())
        } else if self.stretch > MAX_STRETCH {
            Err(Limit::Text.into())
        } else {
            Ok(())
        }
    }
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.count(read as u64).map_err(|problem| io::Error::other(Refused(problem)))?;
        Ok(read)
    }
}

/// A refusal on its way through a parser.
#[derive(Debug)]
struct Refused(ReadProblem);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the part was refused")
    }
}

impl std::error::Error for Refused {}

/// What an error of a part means: our own refusal, or damage.
pub(crate) fn part_problem(error: &io::Error) -> ReadProblem {
    let refused = error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>());
    refused.map_or_else(|| ReadProblem::damaged(error), |refused| refused.0.clone())
}
