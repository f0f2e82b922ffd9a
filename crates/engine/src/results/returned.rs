//! Result workbooks that come back: which run each is of, which of its tabs a new run reads, and what its run has left
//! to do. **Going on with a run follows the journal, never the rows of a file**, however they were sorted or edited.

use std::borrow::Cow;
use std::sync::Arc;

use skillsheet_skills::{CallStatus, RunStatus, Sheet, Value};
use skillsheet_workbook::{STATUS_HEADINGS, Workbook};

use super::{MADE, RUN, TODO_HEADINGS};
use crate::journal::{RunId, RunRecord};

/// Rows that a summary has at most, whatever was added to it.
const LONGEST_SUMMARY: usize = 200;

/// The run whose result a workbook is; none for any other workbook. Its summary says so, which survives being sorted,
/// filtered, renamed, edited and saved by another program.
pub fn run_of(workbook: &Workbook) -> Option<RunId> {
    workbook.tabs.iter().find_map(|tab| run_in(tab))
}

fn run_in(tab: &Sheet) -> Option<RunId> {
    if tab.rows.len() > LONGEST_SUMMARY {
        return None;
    }
    let lines = || {
        let rows = tab.rows.iter().map(|row| row.cells.iter().filter(|cell| !cell.value.is_blank()));
        rows.filter_map(|mut cells| Some((cells.next()?.value.shown(), cells.next()?.value.shown())))
    };
    let said = |wanted: &str| lines().find(|(name, _)| is(name, wanted)).map(|(_, value)| value);
    said(MADE)?;
    said(RUN)?.trim().parse().ok()
}

fn is(text: &str, word: &str) -> bool {
    text.trim().eq_ignore_ascii_case(word)
}

/// The tabs of a result workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tabs {
    /// What is left to do, where there is anything.
    pub(crate) todo: Option<usize>,
    /// Tabs of ours, which are not what the person filled in.
    ours: Vec<usize>,
}

impl Tabs {
    /// The tabs of a result workbook; none of any other one.
    pub(crate) fn of(workbook: &Workbook) -> Option<Tabs> {
        run_of(workbook)?;
        let tabs = || workbook.tabs.iter().enumerate();
        let todo = tabs().find(|(_, tab)| is_todo(tab));
        let summaries = tabs().filter(|(_, tab)| run_in(tab).is_some()).map(|(at, _)| at);
        let open = todo.filter(|(_, tab)| tab.rows.iter().filter(|row| !row.is_blank()).count() > 1);
        Some(Tabs { todo: open.map(|(at, _)| at), ours: summaries.chain(todo.map(|(at, _)| at)).collect() })
    }

    /// Whether a tab may hold what the person filled in.
    pub(crate) fn is_theirs(&self, tab: usize) -> bool {
        !self.ours.contains(&tab)
    }
}

fn is_todo(tab: &Sheet) -> bool {
    let Some(first) = tab.rows.iter().find(|row| !row.is_blank()) else { return false };
    let texts: Vec<Cow<'_, str>> =
        first.cells.iter().filter(|cell| !cell.value.is_blank()).map(|cell| cell.value.shown()).collect();
    texts.len() == TODO_HEADINGS.len() && texts.iter().zip(TODO_HEADINGS).all(|(text, heading)| is(text, heading))
}

/// The workbook as a new run reads it: without the columns that say what became of its rows, so that the person's own
/// ones are read as they were and do not grow with every round. Any other workbook stays as it is.
pub(crate) fn taken_back(workbook: Arc<Workbook>) -> Arc<Workbook> {
    if run_of(&workbook).is_none() || !workbook.tabs.iter().any(|tab| statuses(tab).is_some()) {
        return workbook;
    }
    let mut workbook = Workbook::clone(&workbook);
    for tab in &mut workbook.tabs {
        if let Some((row, column)) = statuses(tab) {
            *tab = Arc::new(without(tab, row, column));
        }
    }
    Arc::new(workbook)
}

/// Where our columns are: the row of their headings and the first of them.
fn statuses(tab: &Sheet) -> Option<(u32, u32)> {
    tab.rows.iter().find_map(|row| {
        let firsts = row.cells.iter().filter(|cell| matches!(cell.value, Value::Text(_)));
        let mut firsts = firsts.filter(|cell| is(&cell.value.shown(), STATUS_HEADINGS[0])).map(|cell| cell.column);
        let ours =
            |first: &u32| (*first..).zip(STATUS_HEADINGS).all(|(column, heading)| is(&row.shown(column), heading));
        firsts.rfind(ours).map(|first| (row.number, first))
    })
}

fn without(tab: &Sheet, heading_row: u32, first: u32) -> Sheet {
    let mut tab = tab.clone();
    let ours = first..first + STATUS_HEADINGS.len() as u32;
    for row in tab.rows.iter_mut().filter(|row| row.number >= heading_row) {
        row.cells.retain(|cell| !ours.contains(&cell.column));
    }
    tab.rows.retain(|row| !row.cells.is_empty());
    tab.width =
        tab.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column + 1).max().unwrap_or_default();
    tab
}

/// What a run has left to do, in agents, and what going on with it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Not sent, and sent when the run goes on; what was under way when it stopped is looked up first.
    pub waiting: u32,
    /// Failed, and can be tried again.
    pub failed: u32,
    /// Held back: somebody has to say whose level counts.
    pub held: u32,
    /// Left out for good when the run was stopped: only a new run sends them.
    pub stopped: u32,
    /// What going on does.
    pub way: Way,
}

/// What going on with a run does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Sends what was not sent.
    Resume,
    /// Tries again what failed.
    Retry,
    /// Asks about what is held back.
    Settle,
    /// Nothing: everything has its outcome.
    #[default]
    Nothing,
}

/// What a run has left to do.
pub fn left(run: &RunRecord) -> Left {
    let of = |status: CallStatus| run.counts.of(&status).agents;
    let doubt: u32 = CallStatus::ALL.iter().filter(|status| status.is_in_doubt()).map(|status| of(*status)).sum();
    let (waiting, failed, held) = (of(CallStatus::Pending) + doubt, of(CallStatus::Failed), of(CallStatus::Conflict));
    let way = match (waiting, failed, held) {
        (1.., _, _) if run.status != RunStatus::Cancelled => Way::Resume,
        (_, 1.., _) => Way::Retry,
        (_, _, 1..) => Way::Settle,
        _ => Way::Nothing,
    };
    Left { waiting, failed, held, stopped: of(CallStatus::Skipped), way }
}
