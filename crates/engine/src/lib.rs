//! Makes things happen: connections and their secrets, the update in hand, the throttled queue, the journal.
//!
//! Knows nothing of a window: the command line runs on it as the window does.

pub mod centre;
pub mod check;
pub mod connections;
pub mod journal;
pub mod queue;
pub mod reading;
pub mod results;
pub mod runner;
pub mod samples;
pub mod session;
pub mod template;
pub mod update;
pub mod vault;
