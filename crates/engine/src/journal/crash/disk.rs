//! The disk has its say: it is full, it lost the latest facts, or somebody copied what is on it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use skillsheet_skills::{CallStatus, Fact, RunStatus};
use tempfile::TempDir;

use super::Points;
use super::world::{AGENTS, World, folder, quick};
use crate::journal::{Journal, JournalError, NewRun, RunRecord};
use crate::runner;

async fn program(world: &Arc<World>, run: &NewRun, points: Arc<Points>) -> Option<RunRecord> {
    let (world, run) = (Arc::clone(world), run.clone());
    tokio::task::spawn_blocking(move || world.program(&run, &points)).await.unwrap()
}

/// A run in a folder that was cut off twice: once just after it began, so that its beginning is in the journal's file
/// itself, and again in the middle, which only the file beside it knows.
async fn cut_off_in_the_middle(world: &Arc<World>, run: &NewRun, root: &Path) -> std::path::PathBuf {
    for (number, at) in [(0, 8), (1, 50)] {
        let points = Points::new(Some(at), &folder(root, number), &folder(root, number + 1));
        assert_eq!(program(world, run, points).await, None, "cut off at {at}");
    }
    let (_, applied) = world.arrived();
    assert!((2..AGENTS).contains(&applied.len()), "{} were written", applied.len());
    folder(root, 2)
}

/// Whatever the journal had forgotten: every agent has what was wanted, and nobody's change took effect twice.
fn assert_applied_once(world: &World, end: &RunRecord) {
    let (_, applied) = world.arrived();
    let mut times: HashMap<String, usize> = HashMap::new();
    applied.iter().for_each(|write| *times.entry(write.agent.clone()).or_default() += 1);
    assert_eq!((times.len(), applied.len()), (AGENTS, AGENTS), "{times:?}");
    assert_eq!(end.counts.agents(false).done as usize, AGENTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_lost_its_latest_facts_looks_before_it_sends() {
    let (world, root) = (World::new().await, TempDir::new().unwrap());
    let run = world.plan();
    let folder = cut_off_in_the_middle(&world, &run, root.path()).await;
    std::fs::remove_file(folder.join("journal.db-wal")).unwrap();
    let end = program(&world, &run, Points::new(None, &folder, root.path())).await.unwrap();
    assert!(end.look_first && end.status == RunStatus::Completed);
    assert_applied_once(&world, &end);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_copies_of_a_journal_do_nothing_twice() {
    for with_latest in [true, false] {
        let (world, root, elsewhere) = (World::new().await, TempDir::new().unwrap(), TempDir::new().unwrap());
        let run = world.plan();
        let folder = cut_off_in_the_middle(&world, &run, root.path()).await;
        let files: &[&str] = if with_latest { &["journal.db", "journal.db-wal"] } else { &["journal.db"] };
        for name in files {
            std::fs::copy(folder.join(name), elsewhere.path().join(name)).unwrap();
        }
        let end = program(&world, &run, Points::new(None, &folder, root.path())).await.unwrap();
        assert!(!end.look_first);
        assert_applied_once(&world, &end);
        let (before, _) = world.arrived();
        let end = program(&world, &run, Points::elsewhere(elsewhere.path())).await.unwrap();
        assert!(end.look_first);
        assert_applied_once(&world, &end);
        let (after, _) = world.arrived();
        assert!(after - before <= AGENTS, "looks only: {}", after - before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fills_up_pauses_the_run_before_it_sends() {
    const MANY: usize = 60;
    let (world, root) = (World::of(MANY).await, TempDir::new().unwrap());
    let journal = Journal::open(root.path()).unwrap();
    let centre = world.centre(&Points::new(None, root.path(), root.path()));
    let id = journal.create(world.plan()).await.unwrap();
    let most = |pages: Option<i64>| {
        let journal = journal.clone();
        async move {
            let work = move |connection: &mut rusqlite::Connection| {
                let has: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
                Ok(connection.pragma_update(None, "max_page_count", pages.unwrap_or(has))?)
            };
            journal.writer().unwrap().run(work).await.unwrap();
        }
    };
    most(None).await;
    let handle = runner::start(&journal, &centre, id, quick()).await.unwrap();
    let paused = handle.finished().await;
    assert_eq!(
        (paused.run.status, paused.reason.map(|it| it.title)),
        (RunStatus::Paused, Some("The disk is full".into()))
    );
    let arrived = world.arrived().0;
    assert!(arrived < MANY, "{arrived} were sent");
    let mut sent = 0;
    for call in journal.calls(id).await.unwrap() {
        let facts = journal.facts(id, call.index).await.unwrap();
        sent += facts.iter().filter(|(_, fact)| matches!(fact, Fact::Sent(_))).count();
    }
    assert!(arrived <= sent, "{arrived} arrived, {sent} are on record");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(world.arrived().0, arrived, "nothing more leaves");
    assert!(handle.decide(runner::Decision::Retry(Vec::new())).await);
    assert_eq!(world.arrived().0, arrived);

    most(Some(1_000_000)).await;
    handle.resume().await;
    let end = handle.finished().await;
    assert_eq!(end.run.status, RunStatus::Completed);
    assert_eq!(end.run.counts.of(&CallStatus::Applied).agents as usize, MANY);
    let (_, applied) = world.arrived();
    assert_eq!(applied.len(), MANY, "nothing took effect twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_cannot_be_stored_does_not_begin() {
    let (world, root) = (World::new().await, TempDir::new().unwrap());
    let journal = Journal::open(root.path()).unwrap();
    let full = |connection: &mut rusqlite::Connection| Ok(connection.pragma_update(None, "max_page_count", 1)?);
    journal.writer().unwrap().run(full).await.unwrap();
    let mut run = world.plan();
    run.tab = "long".repeat(100_000);
    assert_eq!(journal.create(run).await, Err(JournalError::DiskFull));
    assert_eq!(journal.runs("").await.unwrap(), []);
    assert_eq!(world.practice.log(), []);
}
