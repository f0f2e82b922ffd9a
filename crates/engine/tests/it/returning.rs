//! A result workbook that comes back, sorted, filtered and edited: going on follows the journal, a new run its tab “To do”.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_xlsxwriter::Workbook as Book;
use skillsheet_engine::journal::{NewRun, RunId, RunRecord, Source};
use skillsheet_engine::results::{self, Left, Way, left, run_of};
use skillsheet_engine::runner;
use skillsheet_engine::update::Update;
use skillsheet_practice::{Fault, Rule};
use skillsheet_skills::{Cell, CellRef, Layout, Row, RunStatus, Sheet, Value};
use skillsheet_workbook::{CancelFlag, Workbook, read};

use crate::updating::{compare, terms};
use crate::world::{World, agent_of, quick};

fn text(column: u32, text: &str) -> Cell {
    Cell { column, value: Value::Text(text.into()) }
}

/// A run with the sheet that it may have come from: a title, headings, a row per change.
fn with_sheet(world: &World, agents: usize) -> NewRun {
    let mut run = world.plan(agents);
    let headings = [text(0, "Team"), text(1, "Agent"), text(2, "Skill"), text(3, "Level"), text(4, "What to do")];
    let mut rows = vec![
        Row { number: 1, hidden: false, cells: vec![text(0, "Skill plan")] },
        Row { number: 3, hidden: false, cells: headings.to_vec() },
    ];
    for change in run.calls.iter_mut().flat_map(|call| &mut call.changes) {
        let number = rows.len() as u32 + 2;
        let level = change.after.map(|level| Cell { column: 3, value: Value::Number(level.number()) });
        let mut cells = vec![text(0, "Care"), text(1, change.agent.as_str()), text(2, &run.skills[&change.skill])];
        cells.push(level.unwrap_or_else(|| text(4, "remove")));
        rows.push(Row { number, hidden: false, cells });
        change.cells = vec![CellRef { row: number, column: 3 }];
    }
    let sheet = Sheet { tab: "Mine".into(), width: 5, rows, ..Sheet::default() };
    run.source = Some(Source { sheet, heading_row: 3, notes: Vec::new() });
    run
}

async fn result_of(world: &World, run: RunId) -> PathBuf {
    results::save(&world.journal, run, &world.folder.path().join("result.xlsx")).await.unwrap()
}

fn open(path: &Path) -> Arc<Workbook> {
    Arc::new(read(path, &mut |_| {}, &CancelFlag::new()).unwrap())
}

/// What somebody did to it meanwhile: the tabs and all rows below the headings the other way round, every other one
/// hidden, every third one gone, and every level another one.
fn mangled(path: &Path) -> PathBuf {
    let mut book = Book::new();
    for tab in open(path).tabs.iter().rev() {
        let sheet = book.add_worksheet();
        sheet.set_name(format!("{} (2)", tab.tab)).unwrap();
        let is_summary = tab.tab == "Summary";
        let kept = |at: usize| is_summary || at < 2 || !at.is_multiple_of(3);
        let rows: Vec<&Row> = tab.rows.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, row)| row).collect();
        for (at, row) in rows.iter().rev().enumerate() {
            let number = at as u32;
            for cell in &row.cells {
                let column = cell.column as u16 + 1;
                match &cell.value {
                    Value::Number(level) => sheet.write_number(number, column, level + 5.0).unwrap(),
                    other => sheet.write_string(number, column, other.shown()).unwrap(),
                };
            }
            if !at.is_multiple_of(2) {
                sheet.set_row_hidden(number).unwrap();
            }
        }
    }
    let path = path.with_file_name("mangled.xlsx");
    book.save(&path).unwrap();
    path
}

/// Agents whose writes arrived, with how often, from a place in the log on.
fn sent_since(world: &World, from: usize) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    world.puts()[from..].iter().for_each(|put| *counts.entry(agent_of(put)).or_default() += 1);
    counts
}

/// The agents with changes that did not come about.
async fn open_agents(world: &World, run: RunId) -> BTreeSet<String> {
    let feed = world.journal.feed(run, skillsheet_engine::journal::FeedFilter::All, 0, 1_000).await.unwrap();
    let open = feed.items.into_iter().filter(|item| item.status != skillsheet_skills::CallStatus::Applied);
    open.map(|item| item.id.to_string()).collect()
}

async fn record(world: &World, run: RunId) -> RunRecord {
    world.journal.run(run).await.unwrap()
}

#[tokio::test]
async fn a_mangled_result_workbook_still_names_its_run_and_going_on_sends_what_was_not_sent() {
    let world = World::new().await;
    let run = with_sheet(&world, 30);
    let expected = world.expected(&run);
    let trial = runner::Options { trial: Some(11), ..quick() };
    let end = world.start(&run, trial).await.finished().await;
    assert_eq!(end.run.status, RunStatus::Paused);
    let back = open(&mangled(&result_of(&world, end.run.id).await));
    assert_eq!(run_of(&back), Some(end.run.id));
    let what = left(&record(&world, end.run.id).await);
    assert_eq!(what, Left { waiting: 30 - world.puts().len() as u32, way: Way::Resume, ..Left::default() });

    let (then, wanted) = (world.puts().len(), open_agents(&world, end.run.id).await);
    assert_eq!(world.resume(run_of(&back).unwrap()).await.run.status, RunStatus::Completed);
    let sent = sent_since(&world, then);
    assert_eq!(sent.keys().cloned().collect::<BTreeSet<_>>(), wanted, "exactly what was not sent");
    assert!(sent.values().all(|times| *times == 1));
    assert_eq!(world.state(), expected, "the file's other levels count for nothing");
    let what = left(&record(&world, end.run.id).await);
    assert_eq!(what, Left::default(), "everything in that run is done");
}

#[tokio::test]
async fn trying_again_from_a_mangled_result_workbook_sends_only_what_failed() {
    let world = World::new().await;
    let run = with_sheet(&world, 12);
    let expected = world.expected(&run);
    let refused: BTreeSet<String> = [2, 5, 9].map(|at: usize| run.calls[at].agent().unwrap().to_string()).into();
    let rule = |agent: &String| Rule::new(Fault::status(422)).method("PUT").agent(agent);
    world.practice.set_faults(refused.iter().map(rule).collect());
    let end = world.run(&run).await;
    let back = open(&mangled(&result_of(&world, end.run.id).await));
    let what = left(&record(&world, run_of(&back).unwrap()).await);
    assert_eq!(what, Left { failed: 3, way: Way::Retry, ..Left::default() });

    world.practice.set_faults(Vec::new());
    let then = world.puts().len();
    let again = runner::retry(&world.journal, &world.centre, end.run.id, Vec::new(), quick()).await.unwrap();
    assert_eq!(again.finished().await.run.status, RunStatus::Completed);
    assert_eq!(sent_since(&world, then).into_keys().collect::<BTreeSet<_>>(), refused);
    assert_eq!(world.state(), expected);
}

#[tokio::test]
async fn a_new_run_from_a_result_workbook_reads_only_what_is_left_to_do() {
    let world = World::new().await;
    let run = with_sheet(&world, 12);
    let refused: Vec<String> = [2, 5].map(|at: usize| run.calls[at].agent().unwrap().to_string()).into();
    let rule = |agent: &String| Rule::new(Fault::status(422)).method("PUT").agent(agent);
    world.practice.set_faults(refused.iter().map(rule).collect());
    let end = world.run(&run).await;
    let state = world.practice.state();
    let mut update = Update::new(open(&result_of(&world, end.run.id).await), terms(&state));
    assert_eq!(update.sheet().tab, "To do");
    assert!(update.guesses().tab.contains("left to do"), "{}", update.guesses().tab);
    compare(&mut update, &state);
    assert!(update.checked().diagnostics.is_empty(), "{:?}", update.checked().diagnostics);
    let key = |it: &skillsheet_skills::Change| (it.agent.to_string(), it.skill.to_string(), it.after);
    let planned: BTreeSet<_> = update.calls().iter().flat_map(|call| &call.changes).map(key).collect();
    let open_ones = run.calls.iter().filter(|call| refused.contains(&call.agent().unwrap().to_string()));
    assert_eq!(planned, open_ones.flat_map(|call| &call.changes).map(key).collect());
}

#[tokio::test]
async fn the_persons_own_tab_comes_back_as_it_was() {
    let world = World::new().await;
    let run = with_sheet(&world, 8);
    let state = world.practice.state();
    let own = run.source.clone().unwrap().sheet;
    let made = skillsheet_engine::samples::workbook("mine.xlsx", "Mine", Vec::new());
    let before =
        Update::new(Arc::new(Workbook { tabs: vec![Arc::new(own.clone())], ..(*made).clone() }), terms(&state));
    let end = world.run(&run).await;
    let path = result_of(&world, end.run.id).await;
    let back = Update::new(open(&path), terms(&world.practice.state()));
    assert_eq!(back.sheet().tab, "Mine", "nothing is left to do");
    assert_eq!(back.mapping(), before.mapping());
    assert_eq!((back.sheet().width, &back.sheet().rows), (own.width, &own.rows), "without what became of the rows");
    assert_eq!((back.mapping().layout, back.mapping().heading_row), (Layout::List, 3));
    assert_eq!(back.checked().edits.len(), before.checked().edits.len());

    // Saved by another program with its tabs in another order, the summary is still not taken for the sheet.
    let back = Update::new(open(&mangled(&path)), terms(&world.practice.state()));
    assert_eq!(back.sheet().tab, "Mine (2)");
}

#[tokio::test]
async fn other_workbooks_are_nobodys_result() {
    let world = World::new().await;
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    for (row, (name, value)) in [("Run", "0193a5c0-0000-7000-8000-000000000000"), ("Status", "Done")].iter().enumerate()
    {
        sheet.write_string(row as u32, 0, *name).unwrap();
        sheet.write_string(row as u32, 1, *value).unwrap();
    }
    let path = world.folder.path().join("mine.xlsx");
    book.save(&path).unwrap();
    assert_eq!(run_of(&open(&path)), None, "a “Run” of their own is not ours");
}
