//! What a journal is found to be when it is opened.

use tempfile::TempDir;

use super::tests::{new_run, open};
use super::*;

/// A journal as the first version made it, with a run in it.
fn first_version(folder: &Path) -> RunId {
    let connection = Connection::open(folder.join(FILE)).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.execute_batch(include_str!("schema.sql")).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    let id = RunId::now_v7();
    connection
        .execute_batch(&format!(
            "INSERT INTO run (n, id, status, started_at, read_at, connection_id, connection, place, kind, account, sheet, \
             tab, by, mode, same_rows, problem_rows) \
             VALUES (1, '{id}', 'running', 5, 5, 'c', 'Acme', '', 'sandbox', '', 'old.xlsx', 'T', 'mo', 'merge', 1, 0); \
             INSERT INTO tally VALUES (1, 'applied', 7, 9, 0, 0); \
             INSERT INTO fact (run, call, at, answered, fact) VALUES (1, 0, 6, 1, '\"applied\"');"
        ))
        .unwrap();
    id
}

#[tokio::test]
async fn an_earlier_versions_journal_is_taken_over_with_all_that_is_in_it() {
    let folder = TempDir::new().unwrap();
    let id = first_version(folder.path());
    let journal = Journal::open(folder.path()).unwrap();
    assert_eq!(journal.can_write(), Ok(()));
    let run = journal.runs("").await.unwrap().remove(0);
    assert_eq!((run.id, run.status, run.sheet.as_str()), (id, RunStatus::Interrupted, "old.xlsx"));
    assert_eq!((run.counts.agents(false).done, run.verified, run.look_first), (7, false, false));
    assert_eq!(journal.facts(id, 0).await.unwrap(), [(None, Fact::Applied)]);
    journal.create(new_run(&["x"])).await.unwrap();
    drop(journal);
    assert_eq!(Journal::open(folder.path()).unwrap().runs("").await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_an_earlier_version_did_not_know_is_doubted() {
    let folder = TempDir::new().unwrap();
    first_version(folder.path());
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    let problem = |title: &str| serde_json::to_string(&Problem { title: title.into(), ..Problem::default() }).unwrap();
    for (i, title) in [(0, "It is not known whether this arrived"), (1, "It is not known")] {
        let call =
            "INSERT INTO call (run, i, call, before, status, at, problem) VALUES (1, ?1, '', '', 'failed', 9, ?2)";
        connection.execute(call, rusqlite::params![i, problem(title)]).unwrap();
        for (k, status) in [(0, "failed"), (1, "applied")] {
            let change =
                "INSERT INTO change (run, call, k, agent, change, kind, status) VALUES (1, ?1, ?2, 'x', '', '', ?3)";
            connection.execute(change, rusqlite::params![i, k, status]).unwrap();
        }
    }
    drop(Journal::open(folder.path()).unwrap());
    let sql = "SELECT doubted, left_at FROM change JOIN call ON call.i = change.call ORDER BY call.i, k";
    let mut select = connection.prepare(sql).unwrap();
    let rows = select.query_map([], |row| Ok((row.get("doubted")?, row.get("left_at")?))).unwrap();
    let told: Vec<(bool, i64)> = rows.collect::<Result<_, _>>().unwrap();
    assert_eq!(told, [(true, 9), (false, 9), (false, 9), (false, 9)]);
}

#[tokio::test]
async fn after_a_downgrade_the_history_is_there_to_look_at() {
    let (folder, journal) = open();
    let run = journal.create(new_run(&["x"])).await.unwrap();
    drop(journal);
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    connection
        .execute_batch("ALTER TABLE run ADD COLUMN of_a_later_version TEXT; CREATE TABLE later (x TEXT);")
        .unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let journal = Journal::open(folder.path()).unwrap();
    assert_eq!(journal.can_write(), Err(JournalError::Newer));
    let runs = journal.runs("").await.unwrap();
    assert_eq!(runs.iter().map(|run| (run.id, run.status)).collect::<Vec<_>>(), [(run, RunStatus::Running)]);
    assert_eq!(journal.feed(run, FeedFilter::All, 0, 10).await.unwrap().items.len(), 1);
    assert_eq!(journal.create(new_run(&["y"])).await, Err(JournalError::Newer));
    assert_eq!(journal.set_status(run, RunStatus::Paused, None, Duration::ZERO).await, Err(JournalError::Newer));
}

#[tokio::test]
async fn who_comes_second_looks_on_and_can_take_over_later() {
    let (folder, journal) = open();
    let run = journal.create(new_run(&["x", "y"])).await.unwrap();
    let second = Journal::open(folder.path()).unwrap();
    assert_eq!(second.can_write(), Err(JournalError::Locked));
    journal.record(run, 1, None, Fact::Sent(1)).await.unwrap();
    journal.record(run, 1, None, Fact::Applied).await.unwrap();
    assert_eq!(second.runs("").await.unwrap()[0].counts.agents(true).done, 1, "what is new is seen");
    assert_eq!(second.feed(run, FeedFilter::All, 0, 1).await.unwrap().items[0].agent, "Agent Y");
    drop(journal);
    assert_eq!(second.run(run).await.unwrap().counts.agents(false).done, 1, "also when the first has gone");
    let third = Journal::open(folder.path()).unwrap();
    assert_eq!(third.can_write(), Ok(()));
    let record = third.run(run).await.unwrap();
    assert_eq!((record.status, record.look_first), (RunStatus::Interrupted, false), "the first was closed in order");
}

#[tokio::test]
async fn a_folder_that_takes_nothing_is_said() {
    let (folder, journal) = open();
    let run = journal.create(new_run(&["x"])).await.unwrap();
    drop(journal);
    // Rights do not bind whoever runs the tests as root; what is no file cannot be opened by anybody.
    std::fs::remove_file(folder.path().join(LOCK)).unwrap();
    std::fs::create_dir(folder.path().join(LOCK)).unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    assert!(matches!(journal.can_write(), Err(JournalError::Failed(_))));
    assert_eq!(journal.runs("").await.unwrap()[0].id, run);
    assert!(journal.create(new_run(&["y"])).await.is_err());
    let inside_a_file = folder.path().join(FILE).join("data");
    assert!(matches!(Journal::open(&inside_a_file).err(), Some(JournalError::Failed(_))));
}

#[tokio::test]
async fn a_disk_that_is_full_at_the_start_still_shows_the_history() {
    let (folder, journal) = open();
    let run = journal.create(new_run(&["x"])).await.unwrap();
    drop(journal);
    let file = folder.path().join(FILE);
    let connection = writable(&file).ok().unwrap();
    connection.pragma_update(None, "max_page_count", 1).unwrap();
    let place = "a long way off".repeat(10_000);
    assert_eq!(home::enter(&connection, &place, true), Err(JournalError::DiskFull));
    drop(connection);
    let journal = Journal::read_only(&file, JournalError::DiskFull).unwrap();
    assert_eq!(journal.can_write(), Err(JournalError::DiskFull));
    assert_eq!(journal.runs("").await.unwrap()[0].id, run);
}

/// How SQLite goes about a query, in its own words.
fn way(connection: &Connection, sql: &str) -> String {
    let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps = explained.query_map(rusqlite::params_from_iter((0..explained.parameter_count()).map(|_| "x")), |row| {
        row.get::<_, String>("detail")
    });
    steps.unwrap().collect::<Result<Vec<_>, _>>().unwrap().join("; ")
}

#[tokio::test]
async fn thousands_of_runs_are_listed_without_reading_what_is_in_them() {
    const MANY: usize = 5_000;
    let (folder, journal) = open();
    let first = journal.create(new_run(&["x"])).await.unwrap();
    let many = |connection: &mut Connection| {
        let tx = connection.transaction()?;
        let columns = "status, started_at, read_at, connection_id, connection, place, kind, account, sheet, tab, by, mode, \
                       same_rows, problem_rows";
        for _ in 1..MANY {
            let id = RunId::now_v7();
            tx.execute(
                &format!("INSERT INTO run (id, {columns}) SELECT ?1, {columns} FROM run WHERE n = 1"),
                [id.to_string()],
            )?;
        }
        tx.execute("INSERT INTO tally SELECT n, 'applied', 1, 1, 1, 0 FROM run WHERE n > 1", [])?;
        tx.execute("UPDATE run SET status = 'completed' WHERE n > 1", [])?;
        Ok(tx.commit()?)
    };
    journal.writer().unwrap().run(many).await.unwrap();
    drop(journal);

    let journal = Journal::open(folder.path()).unwrap();
    assert_eq!(journal.left_open("").await.unwrap().map(|run| run.id), Some(first));
    let runs = journal.runs("").await.unwrap();
    assert_eq!((runs.len(), runs[MANY - 1].id, runs[0].counts.agents(false).done), (MANY, first, 1));
    let connection = readable(&folder.path().join(FILE)).unwrap();
    let listed = way(&connection, &read::sql_of_runs(""));
    assert!(!listed.contains("name") && !listed.contains("SCAN other") && !listed.contains("TEMP B-TREE"), "{listed}");
    let cut_off = way(&connection, &read::sql_of_left_open());
    assert!(cut_off.contains("USING INDEX run_open"), "{cut_off}");
    for sql in ["SELECT status FROM tally WHERE run = ?1", "SELECT fact FROM fact WHERE run = ?1 AND call = ?2"] {
        let found = way(&connection, sql);
        assert!(found.contains("SEARCH") && !found.contains("SCAN"), "{sql}: {found}");
    }
}
