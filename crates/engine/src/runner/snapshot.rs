//! A run in progress, whole: what whoever watches needs, at any moment.

use jiff::Timestamp;
use skillsheet_skills::{Problem, RunStatus};

use crate::journal::RunRecord;

/// A run, whole. A run that is not in progress has one too, made from its record.
#[derive(Clone, Debug, PartialEq)]
pub struct RunSnapshot {
    /// The run as it stands, newer than the journal's own.
    pub run: RunRecord,
    /// Asked to pause or to stop; what is under way is awaited.
    pub pausing: bool,
    /// Everything is sent, and whether it stayed is being looked at.
    pub checking: bool,
    /// Paused because the agents of the trial are settled.
    pub trial_over: bool,
    /// No connection comes about, for the reason told: it goes on by itself when one does.
    pub offline: bool,
    /// Why it is paused, or what the platform said when it asked to wait.
    pub reason: Option<Problem>,
    /// Until when the platform asked to wait.
    pub waits_until: Option<Timestamp>,
    /// How many seconds are left, when that is known.
    pub left: Option<f64>,
    /// Requests in the last window, a sample a second, newest last, at most 60.
    pub pace: Vec<u32>,
}

impl RunSnapshot {
    /// Whether anything is being sent, or will be without another word.
    pub fn is_under_way(&self) -> bool {
        self.run.status == RunStatus::Running
    }
}

impl From<RunRecord> for RunSnapshot {
    fn from(run: RunRecord) -> Self {
        let reason = run.reason.clone();
        RunSnapshot {
            run,
            pausing: false,
            checking: false,
            trial_over: false,
            offline: false,
            reason,
            waits_until: None,
            left: None,
            pace: Vec::new(),
        }
    }
}
