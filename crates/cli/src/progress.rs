//! How far something has come, on standard error: a bar on a terminal, now and then a line elsewhere.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::note;

/// Elsewhere than on a terminal there are at most so many lines.
const LINES: usize = 10;

/// How far something has come.
pub struct Progress {
    what: String,
    bar: Option<ProgressBar>,
    told: usize,
}

impl Progress {
    /// Begins to tell of `what`.
    pub fn new(what: impl Into<String>) -> Self {
        let what = what.into();
        let bar = stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {pos} of {len}").expect("the template is right");
            ProgressBar::new(0).with_style(style).with_message(what.clone())
        });
        Progress { what, bar, told: 0 }
    }

    /// Tells how many of how many are done.
    pub fn at(&mut self, done: usize, of: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
            return;
        }
        let part = (done * LINES).checked_div(of).unwrap_or(0);
        if part > self.told || (done == of && of > 0 && self.told < LINES) {
            self.told = part;
            note(format!("{}: {done} of {of}", self.what));
        }
    }

    /// A line beside it.
    pub fn note(&self, text: impl AsRef<str>) {
        match &self.bar {
            Some(bar) => bar.suspend(|| note(text)),
            None => note(text),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
