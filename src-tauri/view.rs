//! What the window shows: the only shapes that cross to the front end. Numbers of levels are JSON numbers;
//! times are RFC 3339 texts in UTC; counts are whole numbers.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

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

/// What a connection is for; the guard depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KindView {
    /// Real customers: its name is typed before an update.
    Production,
    /// A test tenant.
    Sandbox,
    /// The practice centre inside the app.
    Practice,
}

/// Which end of a scale is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BestView {
    /// The highest number.
    High,
    /// The lowest number.
    Low,
}

/// The levels a contact centre knows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScaleView {
    /// Lowest level.
    #[specta(type = Number)]
    pub min: f64,
    /// Highest level.
    #[specta(type = Number)]
    pub max: f64,
    /// Distance between two levels.
    #[specta(type = Number)]
    pub step: f64,
    /// Which end is best.
    pub best: BestView,
}

/// A saved connection, without its secret.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// Opaque id.
    pub id: String,
    /// The name the person gave.
    pub name: String,
    /// The product, in words, such as “Other” or “Practice centre”.
    pub product: String,
    /// The address it talks to, or the region.
    pub place: String,
    /// Production, sandbox or practice.
    pub kind: KindView,
    /// Its levels.
    pub scale: ScaleView,
    /// When it was last used.
    pub last_used: Option<String>,
    /// What the wizard fills in again when it is edited.
    pub draft: ConnectionDraft,
}

/// What the wizard collects. The secret travels beside it, inwards only.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionDraft {
    /// The name the person gives.
    pub name: String,
    /// Production or sandbox.
    pub kind: KindView,
    /// Origin of the API, such as `https://api.example.com`.
    pub api_url: String,
    /// Origin of the sign-in; the API's when empty.
    pub login_url: String,
    /// The client id.
    pub client_id: String,
    /// The tenant's levels.
    pub scale: ScaleView,
    /// Requests at once, 1 to 10.
    pub concurrency: u32,
    /// Requests allowed in a window, when known.
    pub rate_limit: Option<RateView>,
    /// Whether a write replaces the agent's whole list or merges into it.
    pub writes: WritesView,
    /// The shape of a write's body.
    pub body: BodyView,
    /// Whether agents and skills can be listed; else the sheet carries their ids.
    pub lists_directory: bool,
    /// Path of the agents' list.
    pub users_path: String,
    /// Path of the skills' list.
    pub skills_path: String,
    /// Path of one agent's skills, with `{userId}` in it.
    pub user_skills_path: String,
}

/// How many requests in how many seconds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RateView {
    /// Requests.
    pub requests: u32,
    /// Seconds.
    pub seconds: u32,
}

/// What a write does with skills that it does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WritesView {
    /// They are gone.
    Replace,
    /// They stay.
    Merge,
}

/// The shape of a write's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BodyView {
    /// `{"skills":[{"id":…,"proficiency":…}]}`
    Wrapper,
    /// `{"<skill id>":level}`
    Map,
}

/// One line of “Test the connection”.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckLine {
    /// `signIn`, `seeAgents`, `seeSkills`, `seeAssignments` or `changeSkills`.
    pub id: String,
    /// “Sign in”, “See agents” …
    pub label: String,
    /// The answer.
    pub answer: AnswerView,
    /// A few words beside it, such as “420 agents”.
    pub detail: String,
    /// What to do about a failing line.
    pub problem: Option<ProblemView>,
}

/// The answer of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AnswerView {
    /// Still asking.
    Asking,
    /// It works.
    Yes,
    /// The right is missing.
    Missing,
    /// Cannot be known without changing something.
    NotKnownYet,
    /// It did not work; the problem says why.
    Failed,
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

/// A sheet in hand.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetView {
    /// The file's name, or “Pasted cells”.
    pub file_name: String,
    /// Size in bytes.
    #[specta(type = Number)]
    pub size_bytes: f64,
    /// When the file was saved.
    pub saved_at: Option<String>,
    /// Its tabs.
    pub tabs: Vec<TabView>,
    /// Index of the chosen tab.
    pub tab: u32,
    /// Used columns of the chosen tab.
    pub width: u32,
    /// Number of the last used row.
    pub last_row: u32,
    /// Excel's number of the heading row.
    pub heading_row: u32,
    /// Its headings, for the columns that have one.
    pub headings: Vec<HeadingView>,
    /// The layout.
    pub layout: LayoutView,
    /// Rows below the headings that hold something.
    pub rows_read: u32,
    /// Different agents named.
    pub agents_named: u32,
    /// Rows below the headings that are empty.
    pub rows_empty: u32,
    /// Hidden rows, read too.
    pub rows_hidden: u32,
    /// Why the tab cannot be used as it is, if so (“No agents found on this tab”).
    pub problem: Option<ProblemView>,
    /// Whether this is one of the app's own samples.
    pub is_sample: bool,
}

/// A tab of the workbook.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TabView {
    /// Its name.
    pub name: String,
    /// Hidden in the workbook.
    pub hidden: bool,
    /// Whether agents and skills were found on it.
    pub has_agents: bool,
}

/// A heading.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HeadingView {
    /// Column index from 0.
    pub column: u32,
    /// Excel's letters.
    pub letter: String,
    /// The heading's text; empty where the cell is.
    pub text: String,
}

/// How a sheet is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LayoutView {
    /// One line per agent and skill.
    List,
    /// One line per agent, a column per skill.
    Grid,
}

/// A row as read, for the preview.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// Excel's row number.
    pub number: u32,
    /// Above the headings, or empty: not used.
    pub skipped: bool,
    /// Hidden in the workbook.
    pub hidden: bool,
    /// One text per column, `width` of them.
    pub cells: Vec<String>,
    /// Which of them are numbers (right-aligned).
    pub numbers: Vec<bool>,
}

/// What a column can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FieldView {
    /// The agent.
    Agent,
    /// The skill (list).
    Skill,
    /// The level (list).
    Proficiency,
    /// What to do (list, optional).
    Action,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SureView {
    /// Three bars.
    Sure,
    /// Two bars.
    Likely,
    /// One bar.
    PleaseCheck,
}

/// One line of “Columns”.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ColumnView {
    /// What it is for.
    pub field: FieldView,
    /// The chosen column.
    pub column: Option<u32>,
    /// Its first values, or for levels what the scale means, in words.
    pub content: String,
    /// How sure.
    pub sure: SureView,
    /// Whether it may be left empty.
    pub optional: bool,
}

/// Columns and names of the sheet in hand.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MatchView {
    /// The lines of “Columns”; a grid has only the agent's.
    pub columns: Vec<ColumnView>,
    /// In a grid, how many columns are skills.
    pub skill_columns: u32,
    /// Columns that are not used, by heading.
    pub unused: Vec<String>,
    /// Agents in the directory; 0 when the tenant lists none.
    pub agents: u32,
    /// Skills in the directory.
    pub skills: u32,
    /// When the directory was read.
    pub read_at: String,
    /// Skill names that need the person.
    pub open_skills: u32,
    /// Agent names that need the person.
    pub open_agents: u32,
    /// Names that match, or were settled.
    pub matched: u32,
    /// Open skill names with a suggestion marked Sure.
    pub sure_skills: u32,
    /// Open agent names with a suggestion marked Sure.
    pub sure_agents: u32,
    /// Whether the sheet's levels look turned round.
    pub looks_inverted: bool,
    /// Whether the levels are turned round.
    pub turned_round: bool,
}

/// Which names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NamesView {
    /// Skill names that need the person.
    Skills,
    /// Agent names that need the person.
    Agents,
    /// All that match.
    Matched,
}

/// Agents or skills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ThingView {
    /// An agent.
    Agent,
    /// A skill.
    Skill,
}

/// A name as written in the sheet, and what it may mean.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NameView {
    /// Agent or skill.
    pub thing: ThingView,
    /// As written.
    pub written: String,
    /// How many rows name it.
    pub rows: u32,
    /// Why it needs the person (“One letter is missing”), or how it matched (“by e-mail”).
    pub why: String,
    /// The best candidates, best first; for several agents of one name, all of them.
    pub candidates: Vec<CandidateView>,
    /// Whether the first candidate is marked Sure.
    pub sure: bool,
    /// What the person settled: a directory id.
    pub settled: Option<String>,
    /// The person left it out.
    pub left_out: bool,
}

/// A candidate from the directory.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// Directory id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What tells it from its namesakes: the e-mail; “switched off”.
    pub detail: String,
}

/// A page of names.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NamesPage {
    /// How many there are under the search.
    pub total: u32,
    /// The names asked for.
    pub names: Vec<NameView>,
}

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
    /// Above the headings or empty.
    pub skipped: bool,
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
    /// Why it is paused or waits.
    pub reason: Option<ProblemView>,
    /// Waiting for the platform: seconds until it goes on.
    #[specta(type = Option<Number>)]
    pub waits_seconds: Option<f64>,
    /// The sheet's name, or “Undo of …”.
    pub sheet: String,
    /// The connection's name.
    pub connection: String,
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
    /// Changes by kind: changed, added, removed.
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
    /// How often the platform asked to slow down.
    pub slowed: u32,
    /// Stopped after this many agents, as asked (“Start with 10 agents”).
    pub trial: Option<u32>,
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

/// Long work under way.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskView {
    /// `readingSheet`, `readingDirectory`, `comparing`, `saving`.
    pub id: String,
    /// In words: “Reading today’s skills of 690 agents”.
    pub label: String,
    /// How far.
    pub done: u32,
    /// Of how many; 0 when not known.
    pub total: u32,
    /// Seconds left, when known.
    #[specta(type = Option<Number>)]
    pub left: Option<f64>,
}

/// What the person set.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// System, light or dark.
    pub appearance: AppearanceView,
    /// 90, 100, 115 or 130 per cent.
    pub text_size: u32,
    /// Ask for the name in production.
    pub ask_name: bool,
    /// Warn from this share of skills taken away, in per cent.
    pub warn_share: u32,
    /// Use half the allowed pace.
    pub half_pace: bool,
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
