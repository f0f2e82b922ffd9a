//! The binary parts of an `.xlsb`, a record at a time.

use std::io::{BufReader, Read};

use crate::error::{Limit, ReadProblem};
use crate::guard::{Part, part_problem};

const PIECE: usize = 64 << 10;
/// Bytes that a record may have. A full cell needs a tenth of it.
const LONGEST: u32 = 1 << 20;

/// A part being read.
pub(crate) struct Records<'a> {
    part: BufReader<Part<'a>>,
    data: Vec<u8>,
}

/// The data of a record. What it does not hold reads as nothing.
#[derive(Clone, Copy)]
pub(crate) struct Data<'a>(&'a [u8]);

impl<'a> Records<'a> {
    pub(crate) fn new(part: Part<'a>) -> Self {
        Records { part: BufReader::with_capacity(PIECE, part), data: Vec::new() }
    }

    /// The next record's kind and data; nothing at the end of the part.
    pub(crate) fn next(&mut self) -> Result<Option<(u16, Data<'_>)>, ReadProblem> {
        self.part.get_mut().next_stretch();
        let Some(first) = self.byte_or_end()? else { return Ok(None) };
        let kind = match first {
            0..0x80 => u16::from(first),
            _ => u16::from(first & 0x7F) | u16::from(self.byte()? & 0x7F) << 7,
        };
        let mut length = 0;
        for place in 0..4 {
            let byte = self.byte()?;
            length |= u32::from(byte & 0x7F) << (7 * place);
            if byte < 0x80 {
                break;
            }
        }
        if length > LONGEST {
            return Err(Limit::Text.into());
        }
        self.data.resize(length as usize, 0);
        self.part.read_exact(&mut self.data).map_err(|error| part_problem(&error))?;
        Ok(Some((kind, Data(&self.data))))
    }

    fn byte_or_end(&mut self) -> Result<Option<u8>, ReadProblem> {
        let mut byte = [0];
        match self.part.read(&mut byte).map_err(|error| part_problem(&error))? {
            0 => Ok(None),
            _ => Ok(Some(byte[0])),
        }
    }

    fn byte(&mut self) -> Result<u8, ReadProblem> {
        self.byte_or_end()?.ok_or_else(|| ReadProblem::damaged("a record ends in the middle"))
    }
}

impl<'a> Data<'a> {
    pub(crate) fn byte(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    pub(crate) fn short(self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(*self.0.get(at..)?.first_chunk()?))
    }

    pub(crate) fn long(self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(*self.0.get(at..)?.first_chunk()?))
    }

    pub(crate) fn double(self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(*self.0.get(at..)?.first_chunk()?))
    }

    /// A number in Excel's compressed form: thirty bits of an integer or of a double, as they are or in hundredths.
    pub(crate) fn compressed(self, at: usize) -> Option<f64> {
        let bits = self.long(at)?;
        let number = match bits & 2 {
            0 => f64::from_bits(u64::from(bits & !3) << 32),
            _ => f64::from(bits.cast_signed() >> 2),
        };
        Some(if bits & 1 == 0 { number } else { number / 100.0 })
    }

    /// A text with its length before it, and where it ends.
    pub(crate) fn text(self, at: usize) -> Option<(String, usize)> {
        let length = self.long(at)? as usize;
        let start = at + 4;
        let end = start.checked_add(length.checked_mul(2)?)?;
        let units = self.0.get(start..end)?.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
        let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Some((text, end))
    }
}
