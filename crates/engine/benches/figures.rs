//! The figures that matter, each against a limit: how long a large sheet takes to read and to plan, what that costs in
//! memory, and how many requests a second the engine drives when nothing limits it.
//!
//! `cargo bench -p skillsheet-engine --bench figures`. Ends with status 1 when a figure misses its limit.

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::{BTreeSet, HashMap};
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rust_xlsxwriter::{Workbook, XlsxError};
use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::journal::{FeedFilter, Journal, NewRun, RunMode};
use skillsheet_engine::runner::{self, Options};
use skillsheet_engine::update::{Kind, Order, Query, Sorting, Terms, Update};
use skillsheet_platforms::{Settings, WrappedPutSettings};
use skillsheet_practice as practice;
use skillsheet_skills::{
    Agent, AgentId, Assignments, CellRef, Directory, Doubts, Edit, Live, Plan, PlanMode, Proficiency, Skill, Wish,
    Writes, calls, plan,
};
use skillsheet_workbook::{CancelFlag, read};

const ROWS: u32 = 100_000;
const COLUMNS: u16 = 10;
const REQUESTS: usize = 2_000;

/// The system's allocator, with a tally of the most that was held at once.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn took(bytes: usize) {
    let held = HELD.fetch_add(bytes, Ordering::Relaxed) + bytes;
    MOST.fetch_max(held, Ordering::Relaxed);
}

// An allocator cannot be written otherwise; this one only counts and passes on.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        took(size);
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static MEMORY: Counting = Counting;

/// A figure and its limit.
struct Figure {
    what: &'static str,
    is: f64,
    limit: f64,
    unit: &'static str,
    /// Whether more is better.
    at_least: bool,
}

impl Figure {
    /// How much of the limit is used up: up to 1 is good.
    fn ratio(&self) -> f64 {
        if self.at_least { self.limit / self.is } else { self.is / self.limit }
    }

    fn print(&self) {
        let bound = if self.at_least { "at least" } else { "at most" };
        let verdict = if self.ratio() <= 1.0 { "ok" } else { "MISSED" };
        let Figure { what, is, limit, unit, .. } = self;
        println!(
            "{what:<52} {is:>9.1} {unit:<10} {bound} {limit:>6.0}   {:>5.2} of the limit  {verdict}",
            self.ratio()
        );
    }
}

fn at_most(what: &'static str, is: f64, limit: f64, unit: &'static str) -> Figure {
    Figure { what, is, limit, unit, at_least: false }
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("The benchmark could not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut figures = Vec::new();
    match importing(&mut figures).and_then(|()| {
        planning(&mut figures);
        runtime.block_on(journalling(&mut figures))?;
        runtime.block_on(sending(&mut figures))
    }) {
        Ok(()) => {}
        Err(error) => {
            eprintln!("The benchmark did not come to its end: {error}");
            return ExitCode::FAILURE;
        }
    }
    figures.iter().for_each(Figure::print);
    if figures.iter().all(|figure| figure.ratio() <= 1.0) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Reading a list of 100,000 rows and 10 columns.
fn importing(figures: &mut Vec<Figure>) -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("large.xlsx");
    make_sheet(&path)?;
    let held = HELD.load(Ordering::Relaxed);
    MOST.store(held, Ordering::Relaxed);
    let began = Instant::now();
    let book = read(&path, &mut |_| {}, &CancelFlag::new())?;
    let took = millis(began);
    assert_eq!(book.tabs[0].rows.len() as u32, ROWS + 1);
    let megabytes = |bytes: usize| bytes as f64 / 1_048_576.0;
    let most = megabytes(MOST.load(Ordering::Relaxed) - held);
    figures.push(at_most("Reading a workbook of 100,000 rows x 10 columns", took, 1_500.0, "ms"));
    figures.push(at_most("  the most memory that it takes", most, 150.0, "MB"));
    reviewing(Arc::new(book), took, figures);
    Ok(())
}

/// Matching, checking and comparing that sheet, and what the window then asks for.
fn reviewing(book: Arc<skillsheet_workbook::Workbook>, reading: f64, figures: &mut Vec<Figure>) {
    let agent = |number: u32| Agent {
        id: format!("agent-{number}").into(),
        name: format!("Agent {number}"),
        email: Some(format!("agent{number}@example.com")),
        employee_id: None,
        login: None,
        team: None,
        active: true,
    };
    let skill =
        |number: u32| Skill { id: format!("skill-{number}").into(), name: format!("Skill {number}"), active: true };
    let directory = Directory::new((0..=5_000).map(agent).collect(), (0..40).map(skill).collect());
    let terms = Terms {
        directory: Some(Arc::new(directory)),
        scale: WrappedPutSettings::default().scale,
        writes: Writes::Replace,
        lists_directory: true,
        max_skills: None,
        memory: Arc::default(),
    };
    let began = Instant::now();
    let mut update = Update::new(book, terms);
    let took = millis(began);
    figures.push(at_most("  reading, matching and checking it together", reading + took, 1_500.0, "ms"));
    assert_eq!(update.checked().edits.len() as u32, ROWS);

    let held: Assignments = (0..30).map(|skill| (format!("skill-{skill}").into(), Proficiency::whole(50))).collect();
    let live = update.agents_to_read().into_iter().map(|agent| (agent, held.clone())).collect();
    let began = Instant::now();
    update.add_compared(live, Vec::new(), Timestamp::now());
    figures.push(at_most("Comparing it with the live state", millis(began), 500.0, "ms"));

    let began = Instant::now();
    let order = Order { by: Sorting::Agent, descending: true };
    let found = update.query(&Query { kind: Kind::Change, search: "skill 7".into(), order });
    black_box(found.iter().take(100).map(|at| update.line_text(*at)).collect::<Vec<_>>());
    figures.push(at_most("  filtering and sorting its lines, and a page of them", millis(began), 100.0, "ms"));

    let began = Instant::now();
    update.correct(CellRef { row: 50_000, column: 2 }, "42");
    black_box(update.summary());
    figures.push(at_most("  correcting one cell, and all that follows", millis(began), 1_000.0, "ms"));
}

fn make_sheet(path: &Path) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for column in 3..COLUMNS {
        sheet.write_string(0, column, format!("Note {column}"))?;
    }
    for (column, heading) in [(0, "E-mail"), (1, "Skill"), (2, "Level")] {
        sheet.write_string(0, column, heading)?;
    }
    for row in 1..=ROWS {
        sheet.write_string(row, 0, format!("agent{}@example.com", row / 20))?;
        sheet.write_string(row, 1, format!("Skill {}", row % 40))?;
        sheet.write_number(row, 2, f64::from(row % 101))?;
        for column in 3..COLUMNS {
            sheet.write_string(row, column, format!("Note {}", row % 1_000))?;
        }
    }
    book.save(path)
}

/// Comparing 100,000 edits with the live state, and making the calls.
fn planning(figures: &mut Vec<Figure>) {
    let (edits, live) = edits();
    let began = Instant::now();
    let plan = plan(&edits, &live, PlanMode::Exact, &BTreeSet::new(), &Doubts::default());
    let calls = black_box(calls(&plan, Writes::Replace));
    figures.push(at_most("Planning 100,000 edits of 5,000 agents", millis(began), 500.0, "ms"));
    assert_eq!(calls.len(), 5_000);
    let began = Instant::now();
    let axes = black_box(skillsheet_skills::calls(&plan, Writes::Axes { records: 10_000, many: false }));
    figures.push(at_most("  the fewest calls of it along both axes", millis(began), 1_000.0, "ms"));
    assert!(axes.len() < 200, "far fewer than by agent: {}", axes.len());
}

fn edits() -> (Vec<Edit>, Live) {
    let edit = |row: u32| Edit {
        agent: format!("agent-{}", row / 20).into(),
        skill: format!("skill-{}", row % 40).into(),
        wish: Wish::Assign(Proficiency::whole((row % 101) as i16)),
        cells: vec![CellRef { row: row + 2, column: 2 }],
    };
    let held: Assignments = (0..30).map(|skill| (format!("skill-{skill}").into(), Proficiency::whole(50))).collect();
    let live = (0..5_000).map(|agent| (AgentId::from(format!("agent-{agent}")), held.clone())).collect();
    ((0..ROWS).map(edit).collect(), live)
}

/// Storing a run of 5,000 agents, and looking at a page of it.
async fn journalling(figures: &mut Vec<Figure>) -> Outcome {
    let folder = tempfile::tempdir()?;
    let journal = Journal::open(folder.path())?;
    let (edits, live) = edits();
    let run = new_run(plan(&edits, &live, PlanMode::Exact, &BTreeSet::new(), &Doubts::default()));
    let began = Instant::now();
    let id = journal.create(run).await?;
    figures.push(at_most("Storing a run of 5,000 agents before it starts", millis(began), 2_000.0, "ms"));
    let began = Instant::now();
    let feed = journal.feed(id, FeedFilter::All, 2_500, 50).await?;
    figures.push(at_most("  a page of its agents", millis(began), 50.0, "ms"));
    assert_eq!((feed.total, feed.items.len()), (5_000, 50));
    Ok(())
}

fn new_run(plan: Plan) -> NewRun {
    NewRun {
        connection_id: "practice".into(),
        connection: "Practice centre".into(),
        place: "Practice centre".into(),
        kind: "practice".into(),
        account: String::new(),
        sheet: "large.xlsx".into(),
        tab: "Sheet1".into(),
        by: "bench".into(),
        mode: RunMode::Merge,
        undo_of: None,
        calls: calls(&plan, Writes::Replace),
        before: plan.before,
        read_at: Timestamp::now(),
        agents: HashMap::new(),
        skills: HashMap::new(),
        pace: None,
        source: None,
        same_rows: 0,
        problem_rows: 0,
    }
}

/// A run against a centre that answers at once and has no limit: every write on the disk before it leaves, and after.
async fn sending(figures: &mut Vec<Figure>) -> Outcome {
    let options = practice::Options { agents: REQUESTS, ..practice::Options::fast() };
    let far = practice::Centre::start(options, None).await?;
    let settings = Settings::WrappedPut(WrappedPutSettings {
        api_url: far.url(),
        client_id: far.client_id().into(),
        common: skillsheet_platforms::Common { concurrency: 10, ..Default::default() },
        ..WrappedPutSettings::default()
    });
    let centre = Centre::new(settings.connect(SecretString::from(far.client_secret()))?, None, false);
    let folder = tempfile::tempdir()?;
    let journal = Journal::open(folder.path())?;
    let run = new_run(changes_for_everybody(&far));
    let wanted = run.calls.len() as u32;
    let id = journal.create(run).await?;
    let began = Instant::now();
    let end = runner::start(&journal, &centre, id, Options::default()).await?.finished().await;
    let seconds = began.elapsed().max(Duration::from_millis(1)).as_secs_f64();
    assert_eq!((end.run.counts.agents(false).done, end.run.requests), (wanted, wanted));
    let rate = f64::from(wanted) / seconds;
    figures.push(Figure {
        what: "Writes sent with no limit set, 10 at once",
        is: rate,
        limit: 100.0,
        unit: "a second",
        at_least: true,
    });
    Ok(())
}

fn changes_for_everybody(far: &practice::Centre) -> Plan {
    let state = far.state();
    let held = |levels: &practice::Levels| -> Assignments {
        levels
            .iter()
            .filter_map(|(skill, level)| Some((skill.as_str().into(), Proficiency::new(f64::from(*level))?)))
            .collect()
    };
    let live: Live = state.assignments.iter().map(|(agent, levels)| (agent.as_str().into(), held(levels))).collect();
    let skill = &state.directory.skills[0].id;
    let active = state.directory.agents.iter().filter(|agent| agent.active);
    let edits: Vec<Edit> = active
        .map(|agent| {
            let now = live.get(&agent.id.as_str().into()).and_then(|levels| levels.get(&skill.as_str().into()));
            let level = if now == Some(&Proficiency::whole(7)) { 8 } else { 7 };
            Edit {
                agent: agent.id.as_str().into(),
                skill: skill.as_str().into(),
                wish: Wish::Assign(Proficiency::whole(level)),
                cells: vec![CellRef { row: 2, column: 2 }],
            }
        })
        .collect();
    plan(&edits, &live, PlanMode::Merge, &BTreeSet::new(), &Doubts::default())
}
