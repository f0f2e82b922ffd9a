//! Spreadsheet files in and out: every format that callers bring becomes [`Sheet`]s with Excel's own row numbers and
//! column letters, and results become workbooks that can be dropped in again.
//!
//! **Hostile files stop here.** Whatever a file claims about itself is checked while it unpacks; a parser that panics
//! is a damaged file, not a crash.

mod biff;
mod builder;
mod cells;
pub mod child;
mod error;
mod formats;
mod guard;
mod merged;
mod ods;
mod package;
mod paste;
mod read;
mod records;
mod results;
mod save;
mod shared;
mod sniff;
mod strings;
mod table;
mod text;
mod values;
mod write;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

pub use error::{Limit, ReadError, ReadProblem, Seems};
pub use paste::split_pasted;
pub use read::{read, read_pasted};
pub use results::{ResultBook, STATUS_HEADINGS, StatusKind, StatusRow, write_changes, write_results};
pub use save::{WriteError, WriteProblem};
pub use skillsheet_skills::Sheet;
pub use table::{Levels, Table, TableOptions, write_table};

/// A workbook as read: its tabs, and what tells it apart from another one.
#[derive(Clone, Debug)]
pub struct Workbook {
    /// The file's name without its folder.
    pub name: String,
    /// The tabs in the workbook's order, hidden and empty ones included; chart and dialog tabs are left out.
    /// Shared, for whoever corrects a tab or records a run keeps it as it was.
    pub tabs: Vec<Arc<Sheet>>,
    /// The file's size.
    pub size_bytes: u64,
    /// When the file was last saved, where the disk tells.
    pub modified: Option<SystemTime>,
    /// SHA-256 of the file's bytes in hexadecimal: equal for equal content, whatever the name.
    pub fingerprint: String,
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read so far, over all tabs.
    pub rows: u64,
    /// Rows in the file, where that is known beforehand.
    pub of: Option<u64>,
}

/// A flag that stops a reading from another thread. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct CancelFlag(Arc<AtomicBool>);

impl CancelFlag {
    /// A flag that is not raised yet.
    pub fn new() -> Self {
        CancelFlag::default()
    }

    /// Asks the reading to stop; it ends with [`ReadProblem::Cancelled`].
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`CancelFlag::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
