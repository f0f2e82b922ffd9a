//! The sheet in hand.

use jiff::Timestamp;
use skillsheet_engine::journal::RunId;
use skillsheet_engine::results::{self, Way};
use skillsheet_engine::session::Session;
use skillsheet_engine::update::Update;
use skillsheet_skills::{Hidden, Layout, MissingColumn, NoData, Value, column_letters};

use super::run;
use crate::preferences::{Preferences, Recent};
use crate::state::{InHand, Returned};
use crate::view::{
    EarlierView, HeadingView, LayoutView, PassedOverView, PreviewRow, ProblemView, RecentView, ReturnedView, SheetView,
    TabView, WayView, WhyView,
};

/// The sheet in hand, while a connection is in use.
pub fn sheet(hand: &InHand, current: Option<&str>, session: &Session, released: Option<RunId>) -> SheetView {
    let update = &hand.update;
    let workbook = update.workbook();
    let (sheet, mapping, facts) = (update.sheet(), update.mapping(), update.facts());
    let tabs = workbook.tabs.iter().zip(update.tabs_with_agents());
    let why = update.guesses();
    let passed_over = |why: NoData| {
        update.columns().map_or(0, |columns| columns.passed_over.iter().filter(|it| it.why == why).count()) as u32
    };
    let headings = (0..sheet.width).map(|column| HeadingView {
        column,
        letter: column_letters(column),
        text: sheet.row(mapping.heading_row).map(|row| row.shown(column).trim().to_owned()).unwrap_or_default(),
    });
    SheetView {
        file_name: workbook.name.clone(),
        size_bytes: workbook.size_bytes as f64,
        saved_at: workbook.modified.and_then(|time| Timestamp::try_from(time).ok()).map(|time| time.to_string()),
        tabs: tabs
            .map(|(tab, has_agents)| TabView { name: tab.tab.clone(), hidden: tab.hidden, has_agents: *has_agents })
            .collect(),
        tab: update.tab() as u32,
        width: sheet.width,
        last_row: facts.last_row.max(mapping.heading_row),
        heading_row: mapping.heading_row,
        heading_rows: mapping.heading_rows,
        headings: headings.collect(),
        layout: layout(mapping.layout),
        rows_read: facts.rows_read,
        agents_named: facts.agents_named,
        rows_empty: facts.rows_empty,
        rows_hidden: facts.rows_hidden,
        columns_hidden: facts.columns_hidden,
        hidden_columns: sheet.hidden_columns.clone(),
        filtered: sheet.filtered,
        reads_hidden: mapping.hidden == Hidden::Read,
        explanations: passed_over(NoData::Explanation) + passed_over(NoData::Headings),
        totals: passed_over(NoData::Totals),
        why: WhyView { tab: why.tab.clone(), headings: why.headings.clone(), layout: why.layout.clone() },
        earlier: update
            .earlier()
            .map(|earlier| EarlierView { sheet: earlier.sheet.clone(), at: earlier.at.to_string() }),
        changed_on_disk: hand.changes_on_disk > 0,
        changes_on_disk: hand.changes_on_disk,
        problem: update.columns().err().map(|missing| problem(update, missing)),
        is_sample: hand.is_sample,
        returned: hand.returned.as_ref().map(|it| returned(it, update, current, session, released)),
    }
}

/// The run whose result a sheet is.
fn returned(
    returned: &Returned,
    update: &Update,
    current: Option<&str>,
    session: &Session,
    released: Option<RunId>,
) -> ReturnedView {
    let has_todo = update.reads_what_is_left();
    let Returned::Run(record) = returned else {
        return ReturnedView { run: None, elsewhere: false, waiting: 0, way: WayView::Nothing, has_todo };
    };
    let connection = session.connection_of(record);
    let left = results::left(record);
    ReturnedView {
        run: Some(run(&(**record).clone().into(), session, released)),
        elsewhere: connection.is_none_or(|connection| Some(connection.id.as_str()) != current),
        waiting: left.waiting,
        way: match left.way {
            Way::Resume => WayView::Resume,
            Way::Retry => WayView::Retry,
            Way::Settle => WayView::Settle,
            Way::Nothing => WayView::Nothing,
        },
        has_todo,
    }
}

/// Why the tab cannot be used as it is.
fn problem(update: &Update, missing: MissingColumn) -> ProblemView {
    let (title, meaning) = match missing {
        MissingColumn::Agent => ("No agents found on this tab", "No column holds e-mails or names that fit."),
        MissingColumn::Skill => {
            ("No skills found on this tab", "No column is headed “Skill”, and no heading is a skill.")
        }
        MissingColumn::Level => ("No levels found on this tab", "No column is headed “Level” or “Proficiency”."),
        MissingColumn::AgentColumns => {
            ("No column is headed by an agent", "Where skills stand down the side, each agent has a column.")
        }
        MissingColumn::SkillColumns => {
            ("No column is headed by a skill", "In a grid, each skill has a column of its own.")
        }
    };
    let next = if update.workbook().tabs.len() > 1 { "Choose another tab" } else { "Choose another heading row" };
    let details = format!("{} (headings in row {})", missing, update.mapping().heading_row);
    ProblemView { title: title.into(), meaning: meaning.into(), next: next.into(), details }
}

/// The layout.
pub fn layout(layout: Layout) -> LayoutView {
    match layout {
        Layout::List => LayoutView::List,
        Layout::Grid => LayoutView::Grid,
        Layout::Packed => LayoutView::Packed,
        Layout::Transposed => LayoutView::Transposed,
    }
}

/// Rows as read, from Excel's number `from` on; gaps are filled.
pub fn preview_rows(update: &Update, from: u32, count: u32) -> Vec<PreviewRow> {
    let (sheet, heading) = (update.sheet(), update.mapping().heading_row);
    let numbers = from.max(1)..from.max(1).saturating_add(count);
    let all_over = update.columns().into_iter().flat_map(|columns| &columns.passed_over);
    let over: Vec<_> = all_over.filter(|over| numbers.contains(&over.row)).collect();
    numbers
        .map(|number| {
            let row = sheet.row(number);
            let columns = 0..sheet.width;
            PreviewRow {
                number,
                skipped: number < heading || row.is_none_or(|row| row.is_blank()),
                hidden: row.is_some_and(|row| row.hidden),
                passed_over: over.iter().find(|over| over.row == number).map(|over| passed_over(over.why)),
                cells: columns
                    .clone()
                    .map(|column| row.map(|row| row.shown(column).into_owned()).unwrap_or_default())
                    .collect(),
                numbers: columns
                    .map(|column| matches!(row.and_then(|row| row.value(column)), Some(Value::Number(_))))
                    .collect(),
            }
        })
        .collect()
}

/// Why a row below the headings is no data.
fn passed_over(why: NoData) -> PassedOverView {
    match why {
        NoData::Explanation => PassedOverView::Explanation,
        NoData::Totals => PassedOverView::Totals,
        NoData::Headings => PassedOverView::Headings,
        NoData::AnotherTable => PassedOverView::AnotherTable,
    }
}

/// Sheets that were used lately.
pub fn recent(preferences: &Preferences) -> Vec<RecentView> {
    let view = |recent: &Recent| RecentView {
        name: recent.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        folder: recent.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
        at: recent.at.to_string(),
        is_there: recent.is_there(),
    };
    preferences.recent.iter().map(view).collect()
}
