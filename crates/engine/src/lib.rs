//! Makes things happen: connections and their secrets, the update in hand, the throttled queue, the journal.
//!
//! Knows nothing of a window: the command line runs on it as the window does.

pub mod centre;
pub mod check;
pub mod connections;
pub mod files;
pub mod journal;
pub mod mapping_file;
pub mod memory;
pub mod pace_log;
pub mod queue;
pub mod reading;
pub mod results;
pub mod runner;
pub mod same_centre;
pub mod samples;
pub mod session;
pub mod template;
pub mod undo;
pub mod update;
pub mod vault;

// Who stands on the engine needs no other crate of ours: a connection's settings and workbooks come with it.
pub use skillsheet_platforms as platforms;
pub use skillsheet_workbook as workbook;
