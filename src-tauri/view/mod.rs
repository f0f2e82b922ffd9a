//! What the window shows: the only shapes that cross to the front end. Numbers of levels are JSON numbers;
//! times are RFC 3339 texts in UTC; counts are whole numbers.

mod connection;
mod matching;
mod review;
mod run;
mod sheet;

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

pub use connection::*;
pub use matching::*;
pub use review::*;
pub use run::*;
pub use sheet::*;

/// Everything but the long lists: fetched on start, on focus and whenever `stateChanged` says so.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppView {
    /// Grows with every change of anything below; lists fetched under an older revision are stale.
    pub revision: u32,
    /// The app's version.
    pub version: String,
    /// What this system calls its safe for passwords, such as “Windows Credential Manager”.
    pub safe_name: String,
    /// The saved connections and the practice centre once it was used, by name.
    pub connections: Vec<ConnectionView>,
    /// The id of the connection that is used now.
    pub current: Option<String>,
    /// Where the update in hand stands.
    pub step: StepView,
    /// The sheet in hand.
    pub sheet: Option<SheetView>,
    /// How its columns and names match, once the directory was read.
    pub matching: Option<MatchView>,
    /// The comparison with the live state.
    pub review: Option<ReviewView>,
    /// The run in progress, or the one that just ended.
    pub run: Option<RunView>,
    /// A run that was cut off and waits for a word.
    pub interrupted: Option<RunView>,
    /// Long work under way.
    pub task: Option<TaskView>,
    /// Sheets that were used lately, the latest first; while one is in hand, none.
    pub recent: Vec<RecentView>,
    /// What the person set.
    pub settings: SettingsView,
}

/// The four steps of an update, and the undo's own review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepView {
    /// No connection yet.
    Welcome,
    /// Choosing and reading a sheet.
    Sheet,
    /// Columns and names.
    Match,
    /// What will change.
    Review,
    /// Sending, and the results.
    Run,
}

/// A problem in plain words, the platform's own words behind “Details”.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemView {
    /// What happened.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// The one next step, in words.
    pub next: String,
    /// Time, status, code and the platform's own words, for support.
    pub details: String,
}

/// Long work under way.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskView {
    /// `readingSheet`, `readingDirectory`, `comparing`, `saving`.
    pub id: String,
    /// In words: “Reading today’s skills”.
    pub label: String,
    /// Of how many agents, where it is about agents: the window says it after the words, in the system's own figures.
    pub agents: Option<u32>,
    /// How far.
    pub done: u32,
    /// Of how many; 0 when not known.
    pub total: u32,
    /// Seconds left, when known.
    #[specta(type = Option<Number>)]
    pub left: Option<f64>,
}

/// What the person set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// System, light or dark.
    pub appearance: AppearanceView,
    /// 90, 100, 115 or 130 per cent.
    pub text_size: u32,
    /// Ask for the name in production.
    pub ask_name: bool,
    /// Ask in words when more than this share of agents lose a skill, in per cent; in the exact mode a warning is shown
    /// from this share of skills on.
    pub warn_share: u32,
    /// Use half the allowed pace.
    pub half_pace: bool,
    /// How long past runs are kept.
    pub kept_history: KeptView,
}

/// How long past runs are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeptView {
    /// Until the person removes them.
    Forever,
    /// A year.
    Year,
    /// 90 days.
    Days90,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AppearanceView {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What went wrong with a command: says what failed and for what, the hint apart.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CommandError {
    /// One word for the window to act on.
    pub code: String,
    /// What failed.
    pub message: String,
    /// The one next step.
    pub hint: String,
    /// The technical words, for support.
    pub details: String,
}

/// What happened, in the past tense. A lost one does no harm: the window asks again on focus and every two seconds.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "event")]
pub enum Event {
    /// Anything but the run changed: fetch the state again.
    #[serde(rename_all = "camelCase")]
    StateChanged {
        /// The new revision.
        revision: u32,
    },
    /// Long work went on, or ended (`null`).
    #[serde(rename_all = "camelCase")]
    TaskProgressed {
        /// The work.
        task: Option<TaskView>,
    },
    /// The run changed: all of it, at most ten times a second.
    #[serde(rename_all = "camelCase")]
    RunChanged {
        /// The run.
        run: Box<RunView>,
    },
    /// One line of a connection's test was answered.
    #[serde(rename_all = "camelCase")]
    ConnectionChecked {
        /// The line.
        line: CheckLine,
    },
    /// Something to be said that needs no answer.
    #[serde(rename_all = "camelCase")]
    NoticeRaised {
        /// What.
        title: String,
        /// What it means.
        meaning: String,
    },
    /// Something went wrong outside a command (a dropped file could not be read).
    #[serde(rename_all = "camelCase")]
    ProblemRaised {
        /// What.
        error: CommandError,
    },
    /// A file is held over the window, or no longer.
    #[serde(rename_all = "camelCase")]
    DropHovered {
        /// Whether it is over the window.
        over: bool,
    },
    /// The window was asked to close while a run is under way: ask what to do.
    #[serde(rename_all = "camelCase")]
    CloseAsked {},
}
