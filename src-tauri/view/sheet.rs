//! The sheet in hand.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use super::ProblemView;

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
    /// Excel's number of the heading row; of two rows, the lower one.
    pub heading_row: u32,
    /// How many rows the headings take, 1 or 2.
    pub heading_rows: u32,
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
    /// Rows below the headings that are hidden in the workbook.
    pub rows_hidden: u32,
    /// Columns that hold something and are hidden in the workbook.
    pub columns_hidden: u32,
    /// The columns that are hidden in the workbook, whatever they hold, by index from 0.
    pub hidden_columns: Vec<u32>,
    /// Whether it is a filter that hides rows.
    pub filtered: bool,
    /// Whether hidden rows and columns are read like all others.
    pub reads_hidden: bool,
    /// Rows below the headings that explain or show an example, and are passed over.
    pub explanations: u32,
    /// Rows of sums and counts, which are passed over.
    pub totals: u32,
    /// Why it is read as it is.
    pub why: WhyView,
    /// The earlier sheet whose choices are used.
    pub earlier: Option<EarlierView>,
    /// Whether the file on the disk is another one than the one that was read.
    pub changed_on_disk: bool,
    /// How many times that was seen: who does not want it read again now is told of the next time.
    pub changes_on_disk: u32,
    /// Why the tab cannot be used as it is, if so (“No agents found on this tab”).
    pub problem: Option<ProblemView>,
    /// Whether this is one of the app's own samples.
    pub is_sample: bool,
    /// The run whose result it is.
    pub returned: Option<ReturnedView>,
}

/// The sheet is the result workbook of a run.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReturnedView {
    /// The run; none where this computer does not know it.
    pub run: Option<super::RunView>,
    /// Whether the run is of another connection than the one in use.
    pub elsewhere: bool,
    /// Agents that were not sent.
    pub waiting: u32,
    /// What going on with it does.
    pub way: WayView,
    /// Whether the workbook says what is left to do, which is what a new run reads.
    pub has_todo: bool,
}

/// What going on with a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WayView {
    /// Sends what was not sent.
    Resume,
    /// Tries again what failed.
    Retry,
    /// Asks about what is held back.
    Settle,
    /// Nothing is left to do.
    Nothing,
}

/// Why a sheet is read as it is: a short sentence without a full stop for each guess; empty where there is none.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WhyView {
    /// Why this tab.
    pub tab: String,
    /// Why the headings are there.
    pub headings: String,
    /// Why this layout.
    pub layout: String,
}

/// An earlier sheet whose choices are used.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EarlierView {
    /// Its name.
    pub sheet: String,
    /// When it was read.
    pub at: String,
}

/// What became of the corrections when the file was read again.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RereadView {
    /// Corrections that still fit.
    pub kept: u32,
    /// The cells, as they were called before, whose corrections no longer fit.
    pub dropped: Vec<String>,
}

/// A sheet that was used lately.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecentView {
    /// The file's name.
    pub name: String,
    /// Its folder.
    pub folder: String,
    /// When it was used.
    pub at: String,
    /// Whether it is still there.
    pub is_there: bool,
}

/// What a workbook of today's skills can be limited to.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateChoices {
    /// The teams, by name; none where the contact centre tells none.
    pub teams: Vec<String>,
    /// The skills that are switched on, by name.
    pub skills: Vec<super::CandidateView>,
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
    /// One line per agent, all skills in one cell.
    Packed,
    /// One line per skill, a column per agent.
    Transposed,
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
    /// Why it is passed over, though it holds something and stands below the headings.
    pub passed_over: Option<PassedOverView>,
    /// One text per column, `width` of them.
    pub cells: Vec<String>,
    /// Which of them are numbers (right-aligned).
    pub numbers: Vec<bool>,
}

/// Why a row below the headings is no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PassedOverView {
    /// It explains the columns, or shows an example.
    Explanation,
    /// It sums or counts the rows above.
    Totals,
    /// It repeats the headings.
    Headings,
    /// It is of another table below.
    AnotherTable,
}
