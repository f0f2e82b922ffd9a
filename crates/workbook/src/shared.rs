//! The texts that the cells of a workbook share.

use crate::builder::Reading;
use crate::error::ReadProblem;

/// Texts by number, one behind the other: a million texts are two allocations.
#[derive(Default)]
pub(crate) struct SharedTexts {
    all: String,
    ends: Vec<u32>,
}

impl SharedTexts {
    /// Adds the next text.
    pub(crate) fn add(&mut self, text: &str, reading: &mut Reading<'_>) -> Result<(), ReadProblem> {
        reading.hold(text.len() + size_of::<u32>())?;
        self.all.push_str(text);
        self.ends.push(self.all.len() as u32);
        Ok(())
    }

    /// The text of a number, counted from 0.
    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.all.get(start..end)
    }

    /// Gives the texts back.
    pub(crate) fn release(self, reading: &mut Reading<'_>) {
        reading.release(self.all.len() + self.ends.len() * size_of::<u32>());
    }
}
