//! A run, watched or looked back on.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use super::{KindCount, KindView, LineKind, ModeView, ProblemView, RateView};

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RunStatusView {
    /// Sending.
    Running,
    /// Asked to pause; some are still under way.
    Pausing,
    /// Nothing is being sent.
    Paused,
    /// Cut off: the app or the computer stopped.
    Interrupted,
    /// Everything has an outcome.
    Completed,
    /// Stopped for good by the person.
    Cancelled,
}

/// A run, whole; sent at most ten times a second.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// Its id.
    pub id: String,
    /// How it stands.
    pub status: RunStatusView,
    /// Grows whenever a change got a new status; the feed is fetched again then.
    pub seq: u32,
    /// No connection comes about: it goes on by itself when one does.
    pub offline: bool,
    /// Why it is paused or waits.
    pub reason: Option<ProblemView>,
    /// Waiting for the platform: seconds until it goes on.
    #[specta(type = Option<Number>)]
    pub waits_seconds: Option<f64>,
    /// The sheet's name, or “Undo of …”.
    pub sheet: String,
    /// The connection's name.
    pub connection: String,
    /// Its id, while it is still there.
    pub connection_id: Option<String>,
    /// Product and place.
    pub place: String,
    /// Production, sandbox, practice.
    pub kind: KindView,
    /// Merge, exact or undo.
    pub mode: ModeView,
    /// Who ran it (the computer's user).
    pub by: String,
    /// When it began.
    pub started_at: String,
    /// When it ended.
    pub ended_at: Option<String>,
    /// Seconds it has been sending.
    #[specta(type = Number)]
    pub elapsed: f64,
    /// Seconds left, when known.
    #[specta(type = Option<Number>)]
    pub left: Option<f64>,
    /// Agents.
    pub agents: TallyView,
    /// Changes.
    pub changes: TallyView,
    /// Changes that were made, by kind: changed, added, removed.
    pub by_kind: Vec<KindCount>,
    /// Rows that were already right.
    pub same_rows: u32,
    /// Rows left out because of problems.
    pub problem_rows: u32,
    /// Write requests sent, retries counted.
    pub requests: u32,
    /// Requests in the last window, one sample a second, newest last, at most 60.
    pub pace: Vec<u32>,
    /// The allowed pace, when there is one.
    pub allowed: Option<RateView>,
    /// Whether the contact centre publishes it; else it is our own caution.
    pub pace_published: bool,
    /// How often the platform asked to slow down.
    pub slowed: u32,
    /// Stopped after this many agents, as asked (“Start with 10 agents”).
    pub trial: Option<u32>,
    /// Everybody was sent; what was confirmed is looked at once more.
    pub checking: bool,
    /// What was confirmed was looked at once more at the end.
    pub verified: bool,
    /// Whether somebody is asked before it begins to send again: real agents follow it.
    pub asks_again: bool,
    /// The run that undid this one.
    pub undone_by: Option<String>,
    /// The run that this one undoes.
    pub undo_of: Option<String>,
}

/// Counts of a run.
#[derive(Clone, Copy, Debug, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TallyView {
    /// All.
    pub total: u32,
    /// Done.
    pub done: u32,
    /// Failed.
    pub failed: u32,
    /// Held back: changed by someone else, or not known.
    pub held: u32,
    /// Being sent.
    pub sending: u32,
    /// Waiting.
    pub waiting: u32,
    /// Never sent: the run was stopped before.
    pub skipped: u32,
}

/// How one agent of a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FeedStatus {
    /// Not yet sent.
    Waiting,
    /// Under way.
    Sending,
    /// Done.
    Done,
    /// Failed.
    Failed,
    /// Held back.
    Held,
    /// Left out when the run was stopped.
    Skipped,
}

/// Which of them the window wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FeedFilter {
    /// The latest, whatever they are.
    All,
    /// Failed and held back only.
    NeedYou,
}

/// A page of the run's agents, latest first.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FeedPage {
    /// How many there are.
    pub total: u32,
    /// The ones asked for.
    pub items: Vec<FeedView>,
}

/// One agent of a run.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FeedView {
    /// Agent id.
    pub agent_id: String,
    /// Agent name.
    pub agent: String,
    /// When it last changed.
    pub at: Option<String>,
    /// How it stands.
    pub status: FeedStatus,
    /// Its changes.
    pub changes: Vec<FeedChange>,
    /// What happened, when it failed or is held.
    pub problem: Option<ProblemView>,
    /// Whether “Retry” makes sense.
    pub retryable: bool,
}

/// One change of a run's agent.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FeedChange {
    /// Change, add or remove.
    pub kind: LineKind,
    /// Skill name.
    pub skill: String,
    /// Level before.
    #[specta(type = Option<Number>)]
    pub before: Option<f64>,
    /// Level wanted.
    #[specta(type = Option<Number>)]
    pub after: Option<f64>,
    /// How it stands.
    pub status: FeedStatus,
}
