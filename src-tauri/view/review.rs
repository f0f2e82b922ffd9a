//! What would change.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use super::{MarkedView, ProblemView, ThingView};

/// What happens with skills that the sheet does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ModeView {
    /// Only change what is in the sheet.
    Merge,
    /// Make agents match the sheet exactly.
    Exact,
    /// Put an earlier run back (the undo's review).
    Undo,
}

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LineKind {
    /// Left out unless fixed.
    Problem,
    /// Undo only: changed by someone since.
    LeftAlone,
    /// A level changes.
    Change,
    /// A skill is added.
    Add,
    /// A skill is taken away.
    Remove,
    /// Already right: costs nothing.
    Same,
}

/// The comparison, counted.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewView {
    /// Merge, exact or undo.
    pub mode: ModeView,
    /// When the live state was read.
    pub compared_at: String,
    /// Lines by kind, all of the sheet.
    pub counts: Vec<KindCount>,
    /// The teams whose agents have lines, as the contact centre knows them, in alphabetical order.
    pub teams: Vec<String>,
    /// The team whose lines alone are shown.
    pub team: Option<TeamView>,
    /// Changes that would be made (included ones).
    pub changes: u32,
    /// Agents they touch.
    pub agents: u32,
    /// Requests they cost.
    pub requests: u32,
    /// How long at the allowed pace, in seconds, at least.
    #[specta(type = Number)]
    pub seconds: f64,
    /// Rows left out because of problems.
    pub problem_rows: u32,
    /// Rows that are already right.
    pub same_rows: u32,
    /// Skills that the exact mode would also remove.
    pub exact_removes: u32,
    /// Share of the touched agents' skills that go, 0 to 1.
    #[specta(type = Number)]
    pub lost_share: f64,
    /// Agents that would lose a skill the sheet does not name (exact mode).
    pub losing_agents: u32,
    /// Who loses what, whatever the mode.
    pub losing: LosingView,
    /// What is to be typed before it is sent; none where a plain confirmation is enough.
    pub phrase: Option<String>,
    /// Agents that could not be read.
    pub unread_agents: u32,
    /// The whole of it is refused for this reason (for instance: nothing can be read, so nothing may be replaced).
    pub refusal: Option<ProblemView>,
    /// Whether an edit can be undone.
    pub can_undo: bool,
    /// Whether an edit can be made again.
    pub can_redo: bool,
    /// The run that is put back (undo).
    pub undo_of: Option<String>,
}

/// Who loses what.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LosingView {
    /// Skills that are taken away.
    pub skills: u32,
    /// Agents who lose at least one.
    pub agents: u32,
    /// Agents who are changed at all.
    pub of: u32,
    /// Which skills nobody would have afterwards, in a sentence.
    pub emptied: Option<String>,
    /// Whether it is so much that it is asked for in words.
    pub weighs: bool,
}

/// The lines of a team.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamView {
    /// Its name.
    pub name: String,
    /// Its lines by kind.
    pub counts: Vec<KindCount>,
}

/// How many lines of a kind.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KindCount {
    /// The kind.
    pub kind: LineKind,
    /// How many.
    pub count: u32,
}

/// By what lines are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SortBy {
    /// The agent's name.
    Agent,
    /// The skill's name.
    Skill,
    /// The level now.
    Now,
    /// The new level.
    New,
    /// The row in the sheet.
    Row,
}

/// Which lines the window wants.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinesQuery {
    /// Only of this kind.
    pub kind: LineKind,
    /// A part of an agent's or skill's name, or a cell address.
    pub search: String,
    /// Sorted by.
    pub sort: SortBy,
    /// Largest first.
    pub descending: bool,
    /// Index of the first one.
    pub from: u32,
    /// How many, at most 500.
    pub count: u32,
}

/// A page of lines.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinesPage {
    /// The state's revision it was taken from.
    pub revision: u32,
    /// How many of the kind match the search.
    pub total: u32,
    /// The lines asked for.
    pub lines: Vec<LineView>,
}

/// One line of Changes.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// Names the line in `set_included`; stable while the sheet and its directory stay.
    pub key: String,
    /// Its kind.
    pub kind: LineKind,
    /// The agent's name, or what the sheet says.
    pub agent: String,
    /// E-mail or id, for a tooltip.
    pub agent_detail: String,
    /// The skill's name, or what the sheet says.
    pub skill: String,
    /// Level now.
    #[specta(type = Option<Number>)]
    pub now: Option<f64>,
    /// New level.
    #[specta(type = Option<Number>)]
    pub new: Option<f64>,
    /// Undo only: the level we had set.
    #[specta(type = Option<Number>)]
    pub we_set: Option<f64>,
    /// Where it stands in the sheet: “14”, “E88” or “212, 640”.
    pub at: String,
    /// The cell that an edit of New writes to.
    pub cell: Option<String>,
    /// Whether it is included.
    pub included: bool,
    /// A few words: “Lower by 2”, “You left this out”.
    pub note: String,
    /// The problem's sentence, for problems.
    pub message: String,
    /// Its repairs.
    pub repairs: Vec<RepairView>,
}

/// A repair: sent back as it came.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RepairView {
    /// The button's words.
    pub label: String,
    /// What it does.
    pub action: RepairAction,
}

/// What a repair does.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "do")]
pub enum RepairAction {
    /// Reads these cells as this text.
    #[serde(rename_all = "camelCase")]
    Write {
        /// Cell addresses.
        cells: Vec<String>,
        /// The text.
        text: String,
    },
    /// Leaves these cells out.
    #[serde(rename_all = "camelCase")]
    LeaveOut {
        /// Cell addresses.
        cells: Vec<String>,
    },
    /// Reads a name as this agent or skill in every row.
    #[serde(rename_all = "camelCase")]
    Use {
        /// Agent or skill.
        thing: ThingView,
        /// As written.
        written: String,
        /// Directory id.
        id: String,
    },
    /// Leaves one agent's skill out.
    #[serde(rename_all = "camelCase")]
    Spare {
        /// Agent id.
        agent: String,
        /// Skill id.
        skill: String,
    },
    /// Says what a mark or a word means in every cell.
    #[serde(rename_all = "camelCase")]
    Mean {
        /// As written.
        written: String,
        /// What it means.
        meaning: MarkedView,
    },
    /// Reads the agents that could not be read again.
    #[serde(rename_all = "camelCase")]
    ReadAgain {},
}

/// A row of “Your sheet”.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetRowView {
    /// Excel's row number.
    pub number: u32,
    /// Above the headings, empty, or no data, such as a row of sums.
    pub skipped: bool,
    /// Hidden in the workbook.
    pub hidden: bool,
    /// Left out whole by the person.
    pub left_out: bool,
    /// One per column.
    pub cells: Vec<SheetCellView>,
}

/// A cell of “Your sheet”.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetCellView {
    /// What the cell shows, corrections included.
    pub text: String,
    /// Whether it is a number.
    pub number: bool,
    /// What will happen here.
    pub mark: Option<LineKind>,
    /// Level now, for marked cells.
    #[specta(type = Option<Number>)]
    pub now: Option<f64>,
    /// New level, for marked cells.
    #[specta(type = Option<Number>)]
    pub new: Option<f64>,
    /// Corrected by the person in the window.
    pub corrected: bool,
    /// What the file shows there, for corrected cells; empty where the cell is.
    pub original: Option<String>,
    /// Left out by the person.
    pub left_out: bool,
}

/// The explain bar.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExplainView {
    /// The cell's address.
    pub cell: String,
    /// What it is.
    pub kind: Option<LineKind>,
    /// The sentence, bold.
    pub title: String,
    /// What it means.
    pub detail: String,
    /// Its repairs.
    pub repairs: Vec<RepairView>,
}

/// What a skill would lose in the exact mode.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LossView {
    /// Skill id.
    pub id: String,
    /// Skill name.
    pub skill: String,
    /// Agents who would lose it.
    pub lose: u32,
    /// Agents of the sheet who have it.
    pub have: u32,
    /// The first few of them.
    pub examples: Vec<String>,
    /// The person keeps it.
    pub kept: bool,
}
