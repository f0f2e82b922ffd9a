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
    /// One text per column, `width` of them.
    pub cells: Vec<String>,
    /// Which of them are numbers (right-aligned).
    pub numbers: Vec<bool>,
}
