//! The result workbook: the person's own tab with what became of every row, a summary, and what is left to do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use skillsheet_skills::{MAX_COLUMNS, Sheet};

use crate::save::{WriteError, save};
use crate::table::{self, Table};
use crate::write::{Tab, column, heading, tab_name};

/// The headings of the columns that say what became of a row, in their order.
pub const STATUS_HEADINGS: [&str; 5] = ["Status", "Before", "After", "Message", "Time"];

/// What a result workbook is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultBook {
    /// The person's tab as it was read.
    pub sheet: Sheet,
    /// Excel's number of the row that holds the headings, from 1.
    pub headings_row: u32,
    /// What became of the rows. Several for one row are joined.
    pub rows: Vec<StatusRow>,
    /// Lines of the tab "Summary": a name and what it comes to.
    pub summary: Vec<(String, String)>,
    /// The tab "To do": what is left, in a form that can be loaded again.
    pub todo: Table,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusRow {
    /// Excel's row number, from 1.
    pub row: u32,
    /// Which colour the status has.
    pub kind: StatusKind,
    /// The status in words; the colour never stands alone.
    pub status: String,
    /// What it was before the run.
    pub before: String,
    /// What it is after the run.
    pub after: String,
    /// What there is to say about it.
    pub message: String,
    /// When it was settled.
    pub time: String,
}

/// The kinds of status. Of several in one row, the last in this order gives the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusKind {
    /// Nothing to change.
    AlreadyRight,
    /// Changed as wanted.
    Done,
    /// Taken out before the run.
    LeftOut,
    /// Waits for a decision.
    HeldBack,
    /// Not changed, although it was tried.
    Failed,
}

impl StatusKind {
    /// The usual word for it.
    pub fn word(self) -> &'static str {
        match self {
            StatusKind::AlreadyRight => "Already right",
            StatusKind::Done => "Done",
            StatusKind::LeftOut => "Left out",
            StatusKind::HeldBack => "Held back",
            StatusKind::Failed => "Failed",
        }
    }

    fn format(self) -> Format {
        let fill = match self {
            StatusKind::AlreadyRight => return Format::new(),
            StatusKind::Done => 0xE3F2E6,
            StatusKind::LeftOut => 0xEDEDED,
            StatusKind::HeldBack => 0xFFF3D6,
            StatusKind::Failed => 0xFBE3E1,
        };
        Format::new().set_background_color(Color::RGB(fill))
    }
}

/// Saves a result workbook, and returns where: beside the path if the file there is open elsewhere.
pub fn write_results(book: &ResultBook, path: &Path) -> Result<PathBuf, WriteError> {
    save(path, || {
        let mut workbook = Workbook::new();
        let own = tab_name(&book.sheet.tab, &[], "Sheet");
        write_sheet(workbook.add_worksheet(), &own, book)?;
        write_rest(&mut workbook, &own, &book.summary, &book.todo)?;
        Ok(workbook)
    })
}

/// Saves the result of a run that had no sheet: a list of its changes in the place of one.
pub fn write_changes(
    list: &Table,
    summary: &[(String, String)],
    todo: &Table,
    path: &Path,
) -> Result<PathBuf, WriteError> {
    save(path, || {
        let mut workbook = Workbook::new();
        table::write(workbook.add_worksheet(), "Changes", list)?;
        write_rest(&mut workbook, "Changes", summary, todo)?;
        Ok(workbook)
    })
}

/// The tabs beside the first one.
fn write_rest(workbook: &mut Workbook, own: &str, summary: &[(String, String)], todo: &Table) -> Result<(), XlsxError> {
    let name = tab_name("Summary", &[own], "Summary (Skillsheet)");
    write_summary(workbook.add_worksheet(), &name, summary)?;
    let name = tab_name("To do", &[own], "To do (Skillsheet)");
    table::write(workbook.add_worksheet(), &name, todo)
}

/// Hidden rows are written in the open: what became of them must be seen.
fn write_sheet(sheet: &mut Worksheet, name: &str, book: &ResultBook) -> Result<(), XlsxError> {
    let mut tab = Tab::new(sheet, name)?;
    let headings = book.headings_row.saturating_sub(1);
    for row in &book.sheet.rows {
        for cell in &row.cells {
            tab.value(row.number - 1, column(cell.column)?, &cell.value)?;
        }
    }
    let first = free_columns(book);
    for (at, text) in STATUS_HEADINGS.iter().enumerate() {
        tab.text(headings, column(first + at as u32)?, text, &heading())?;
    }
    for (row, (kind, texts)) in joined(&book.rows) {
        for (at, text) in texts.iter().enumerate() {
            let format = if at == 0 { kind.format() } else { Format::new() };
            tab.text(row.saturating_sub(1), column(first + at as u32)?, text, &format)?;
        }
    }
    tab.finish(book.headings_row)
}

fn write_summary(sheet: &mut Worksheet, name: &str, lines: &[(String, String)]) -> Result<(), XlsxError> {
    let mut tab = Tab::new(sheet, name)?;
    for (row, (what, how)) in lines.iter().enumerate() {
        tab.text(row as u32, 0, what, &heading())?;
        tab.text(row as u32, 1, how, &Format::new().set_align(FormatAlign::Left))?;
    }
    tab.finish(0)
}

/// The first of the columns for the status: the ones after the last used one. If somebody used the last columns that
/// there are, it is the first gap after the headings that is wide enough.
fn free_columns(book: &ResultBook) -> u32 {
    let needed = STATUS_HEADINGS.len() as u32;
    if book.sheet.width + needed <= MAX_COLUMNS {
        return book.sheet.width;
    }
    let mut used = vec![false; MAX_COLUMNS as usize];
    for cell in book.sheet.rows.iter().flat_map(|row| &row.cells) {
        used[cell.column as usize] = true;
    }
    let after = book.sheet.row(book.headings_row).and_then(|row| row.cells.first()).map_or(0, |cell| cell.column);
    (after..=MAX_COLUMNS - needed)
        .find(|first| used[*first as usize..][..needed as usize].iter().all(|used| !used))
        .unwrap_or(book.sheet.width)
}

/// One entry per row; what several have in common is said once.
fn joined(rows: &[StatusRow]) -> BTreeMap<u32, (StatusKind, [String; 5])> {
    let mut result: BTreeMap<u32, (StatusKind, [Vec<&str>; 5])> = BTreeMap::new();
    for row in rows {
        let entry = result.entry(row.row).or_insert((row.kind, Default::default()));
        entry.0 = entry.0.max(row.kind);
        let texts = [&row.status, &row.before, &row.after, &row.message, &row.time];
        for (at, text) in texts.into_iter().enumerate() {
            // Before and after belong together in order, so they are repeated even if they are equal.
            let is_pair = at == 1 || at == 2;
            if !text.is_empty() && (is_pair || !entry.1[at].contains(&text.as_str())) {
                entry.1[at].push(text);
            }
        }
    }
    result.into_iter().map(|(row, (kind, texts))| (row, (kind, texts.map(|parts| parts.join("; "))))).collect()
}
