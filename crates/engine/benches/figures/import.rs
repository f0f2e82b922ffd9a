//! From a file to a checked sheet, beside bare calamine on the same file: its cells one by one to the end, nothing kept.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx, open_workbook};
use skillsheet_engine::update::{Terms, Update};
use skillsheet_workbook::{CancelFlag, Workbook, read};

use crate::memory::most_during;
use crate::{Limit, Outcome, Report, millis, sheets};

/// A sheet to measure, and how often: of alternating runs the best counts.
struct Case {
    what: &'static str,
    file: &'static str,
    make: fn(&Path) -> Outcome,
    /// Rows of the list; of the grid as many as it takes to name its agents.
    rows: u32,
    edits: usize,
    times: usize,
    /// The longest that reading, matching and checking may take together, in ms.
    together: Limit,
    /// The most memory that it may take, in MB.
    memory: Limit,
}

const CASES: [Case; 5] = [
    Case {
        what: "List of 10,000 rows x 10 columns, .xlsx",
        file: "10k.xlsx",
        make: |path| Ok(sheets::list(path, 10_000, 10)?),
        rows: 10_000,
        edits: 10_000,
        times: 15,
        together: Limit::AtMost(200.0),
        memory: Limit::None,
    },
    Case {
        what: "List of 100,000 rows x 10 columns, .xlsx",
        file: "100k.xlsx",
        make: |path| Ok(sheets::list(path, 100_000, 10)?),
        rows: 100_000,
        edits: 100_000,
        times: 7,
        together: Limit::AtMost(1_500.0),
        memory: Limit::AtMost(150.0),
    },
    Case {
        what: "Grid of 1,000 agents x 300 skills, .xlsx",
        file: "grid.xlsx",
        make: |path| Ok(sheets::grid(path)?),
        rows: 20_000,
        edits: 300_000,
        times: 9,
        together: Limit::AtMost(1_500.0),
        memory: Limit::AtMost(150.0),
    },
    Case {
        what: "List of 1,000,000 rows x 4 columns, .xlsx",
        file: "1m.xlsx",
        make: |path| Ok(sheets::list(path, 1_000_000, 4)?),
        rows: 1_000_000,
        edits: 1_000_000,
        times: 3,
        together: Limit::None,
        memory: Limit::AtMost(512.0),
    },
    Case {
        what: "List of 100,000 rows x 10 columns, .csv",
        file: "100k.csv",
        make: |path| Ok(sheets::text(path, 100_000, 10)?),
        rows: 100_000,
        edits: 100_000,
        times: 7,
        together: Limit::AtMost(1_500.0),
        memory: Limit::AtMost(150.0),
    },
];

/// How much longer than bare calamine reading may take.
const OF_CALAMINE: Limit = Limit::AtMost(1.5);

pub fn measure(report: &mut Report) -> Outcome {
    let folder = tempfile::tempdir()?;
    for case in &CASES {
        let path = folder.path().join(case.file);
        (case.make)(&path)?;
        report.heading(case.what);
        speed(case, &path, report)?;
        memory(case, &path, report)?;
        waiting(&path, report)?;
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

/// Reads a file without caring for its progress.
fn opened(path: &Path) -> Outcome<Workbook> {
    Ok(read(path, &mut |_| {}, &CancelFlag::new())?)
}

fn speed(case: &Case, path: &Path, report: &mut Report) -> Outcome {
    let terms = sheets::terms(case.rows);
    let (mut bare, mut reading, mut together) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    let is_workbook = path.extension().is_some_and(|ending| ending == "xlsx");
    for _ in 0..case.times {
        if is_workbook {
            bare = bare.min(bare_calamine(path)?);
        }
        let began = Instant::now();
        let book = Arc::new(opened(path)?);
        let read = millis(began);
        let update = Update::new(book, terms.clone());
        together = together.min(millis(began));
        reading = reading.min(read);
        assert_eq!(update.checked().edits.len(), case.edits, "{}", case.what);
    }
    if is_workbook {
        report.add("bare calamine, cell by cell", bare, "ms", Limit::None);
        report.add("reading alone", reading, "ms", Limit::None);
        report.add("reading alone, against bare calamine", reading / bare, "times", OF_CALAMINE);
    } else {
        report.add("reading alone", reading, "ms", Limit::None);
    }
    report.add("reading, matching and checking", together, "ms", case.together);
    if is_workbook {
        report.add("reading, matching and checking, against bare calamine", together / bare, "times", Limit::None);
    }
    Ok(())
}

/// How long calamine alone takes for all cells of the first tab, in ms.
fn bare_calamine(path: &Path) -> Outcome<f64> {
    let began = Instant::now();
    let mut book: Xlsx<_> = open_workbook(path)?;
    let tab = book.sheet_names().swap_remove(0);
    let mut cells = book.worksheet_cells_reader(&tab)?;
    while let Some(cell) = cells.next_cell()? {
        black_box(cell);
    }
    Ok(millis(began))
}

fn memory(case: &Case, path: &Path, report: &mut Report) -> Outcome {
    let (book, most) = most_during(|| opened(path));
    drop(book?);
    report.add("most memory, reading alone", most, "MB", case.memory);
    let terms: Terms = sheets::terms(case.rows);
    let (update, most) =
        most_during(|| Ok::<_, Box<dyn std::error::Error>>(Update::new(Arc::new(opened(path)?), terms)));
    drop(update?);
    report.add("most memory, reading, matching and checking", most, "MB", case.memory);
    Ok(())
}

/// How soon a person sees that something happens, how long nothing is told, and how soon a reading stops.
fn waiting(path: &Path, report: &mut Report) -> Outcome {
    let began = Instant::now();
    let (mut first, mut last, mut silence) = (None, Duration::ZERO, Duration::ZERO);
    let told = &mut |_| {
        let now = began.elapsed();
        first.get_or_insert(now);
        silence = silence.max(now - last);
        last = now;
    };
    let book = read(path, told, &CancelFlag::new())?;
    let whole = began.elapsed();
    silence = silence.max(whole - last);
    drop(book);
    let first = first.ok_or("no progress was told")?;
    report.add("progress first told after", first.as_secs_f64() * 1e3, "ms", Limit::AtMost(100.0));
    report.add("longest without progress told", silence.as_secs_f64() * 1e3, "ms", Limit::AtMost(100.0));
    let mut slowest: f64 = 0.0;
    for tenth in 1..10 {
        if let Some(took) = cancelled_after(path, whole * tenth / 10) {
            slowest = slowest.max(took);
        }
    }
    report.add("stopped after a cancel, at the worst of nine moments", slowest, "ms", Limit::AtMost(200.0));
    Ok(())
}

/// How long a reading goes on after a cancel, in ms; none when it had come to its end before.
fn cancelled_after(path: &Path, moment: Duration) -> Option<f64> {
    let cancel = CancelFlag::new();
    thread::scope(|scope| {
        let reading = scope.spawn(|| read(path, &mut |_| {}, &cancel).is_err().then(Instant::now));
        thread::sleep(moment);
        let raised = Instant::now();
        cancel.cancel();
        let ended = reading.join().ok()??;
        Some(ended.saturating_duration_since(raised).as_secs_f64() * 1e3)
    })
}
