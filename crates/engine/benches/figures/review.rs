//! What the window asks for with a list of 100,000 rows open: comparing, pages of rows and of lines, and a correction.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use skillsheet_engine::update::{Kind, Order, Query, Sorting, Update};
use skillsheet_skills::{Assignments, CellRef, Proficiency};
use skillsheet_workbook::{CancelFlag, read};

use crate::{Limit, Outcome, Report, millis, sheets};

const ROWS: u32 = 100_000;
const COLUMNS: u16 = 10;
/// Rows and lines that a window shows at once, with those kept ready above and below.
const PAGE: u32 = 100;

/// How long a piece of work takes at best of a few times, in ms.
fn best<T>(mut work: impl FnMut() -> T) -> f64 {
    let run = |_| {
        let began = Instant::now();
        black_box(work());
        millis(began)
    };
    (0..5).map(run).fold(f64::INFINITY, f64::min)
}

pub fn measure(report: &mut Report) -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("open.xlsx");
    sheets::list(&path, ROWS, COLUMNS)?;
    let book = read(&path, &mut |_| {}, &CancelFlag::new())?;
    report.heading("With 100,000 rows x 10 columns open");
    let mut update = Update::new(Arc::new(book), sheets::terms(ROWS));
    compare(&mut update, report);
    pages(&update, report);
    correct(&mut update, report);
    Ok(())
}

fn compare(update: &mut Update, report: &mut Report) {
    let held: Assignments = (0..30).map(|skill| (format!("skill-{skill}").into(), Proficiency::whole(50))).collect();
    let live = update.agents_to_read().into_iter().map(|agent| (agent, held.clone())).collect();
    let began = Instant::now();
    update.add_compared(live, Vec::new(), Timestamp::now());
    report.add("comparing it with the live state", millis(began), "ms", Limit::AtMost(500.0));
    let began = Instant::now();
    black_box((update.summary(), update.facts()));
    report.add("counting all of it", millis(began), "ms", Limit::AtMost(500.0));
}

fn pages(update: &Update, report: &mut Report) {
    let rows = best(|| page_of_rows(update, ROWS - PAGE));
    report.add("a page of rows, each cell with its mark", rows, "ms", Limit::AtMost(16.0));
    let query = |search: &str, by, descending| {
        let order = Order { by, descending };
        update.query(&Query { kind: Kind::Change, search: search.to_owned(), team: None, order })
    };
    let lines =
        |found: Vec<usize>| found.iter().take(PAGE as usize).map(|at| update.line_text(*at)).collect::<Vec<_>>();
    for (what, search, by, descending) in [
        ("lines sorted by agent, and a page of them", "", Sorting::Agent, true),
        ("lines sorted by skill, and a page of them", "", Sorting::Skill, false),
        ("lines filtered by a name and sorted, and a page of them", "skill 7", Sorting::Agent, true),
        ("lines filtered by a cell, and a page of them", "C5000", Sorting::Row, false),
    ] {
        report.add(what, best(|| lines(query(search, by, descending))), "ms", Limit::AtMost(100.0));
    }
}

/// What the window asks for as it scrolls.
fn page_of_rows(update: &Update, from: u32) -> usize {
    let sheet = update.sheet();
    let cells = (from..from + PAGE).flat_map(|row| (0..sheet.width).map(move |column| CellRef { row, column }));
    let shown = cells.map(|at| (sheet.value(at).map(|value| value.shown().into_owned()), update.mark(at)));
    shown.collect::<Vec<_>>().len()
}

fn correct(update: &mut Update, report: &mut Report) {
    let level = |update: &mut Update, row, text: &str| {
        let began = Instant::now();
        update.correct(CellRef { row, column: 2 }, text);
        black_box((update.summary(), page_of_rows(update, row)));
        millis(began)
    };
    let corrections: Vec<f64> = (0..5).map(|time| level(update, 50_000 + time, "42")).collect();
    let fastest = corrections.into_iter().fold(f64::INFINITY, f64::min);
    report.add("correcting one cell, and all that follows", fastest, "ms", Limit::AtMost(1_000.0));
    let began = Instant::now();
    update.undo();
    black_box((update.summary(), page_of_rows(update, 50_000)));
    report.add("taking it back, and all that follows", millis(began), "ms", Limit::AtMost(1_000.0));
}
