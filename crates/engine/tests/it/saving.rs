//! What is left after a run: its workbook, and the way back.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Timestamp;
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::journal::{NewRun, NoteKind, RowNote, RunRecord, Source};
use skillsheet_engine::runner::RunSnapshot;
use skillsheet_engine::session::Session;
use skillsheet_engine::{results, undo};
use skillsheet_platforms::Settings;
use skillsheet_practice::{Fault, Rule};
use skillsheet_skills::{CallStatus, Cell, CellRef, Row, RunStatus, Sheet, Value, Writes};
use skillsheet_workbook::{CancelFlag, TableOptions, read, write_table};

use crate::world::{World, quick};

fn text(column: u32, text: &str) -> Cell {
    Cell { column, value: Value::Text(text.into()) }
}

#[tokio::test]
async fn the_result_workbook_is_the_sheet_and_what_became_of_each_row() {
    let world = World::new().await;
    let mut run = world.plan(4);
    let mut rows = vec![Row { number: 1, hidden: false, cells: vec![text(0, "Agent"), text(1, "Level")] }];
    for (at, call) in run.calls.iter_mut().enumerate() {
        let number = at as u32 + 2;
        rows.push(Row { number, hidden: false, cells: vec![text(0, "=1+1"), text(1, "77")] });
        call.changes[0].cells = vec![CellRef { row: number, column: 1 }];
    }
    rows.push(Row { number: 9, hidden: false, cells: vec![text(0, "Nobody")] });
    let note = RowNote {
        row: 9,
        kind: NoteKind::LeftOut,
        message: "No agent has this name".into(),
        before: String::new(),
        after: String::new(),
    };
    let sheet = Sheet { tab: "Mine".into(), width: 2, rows, ..Sheet::default() };
    run.source = Some(Source { sheet, heading_row: 1, notes: vec![note] });
    world
        .practice
        .set_faults(vec![Rule::new(Fault::status(422)).method("PUT").agent(run.calls[2].agent().unwrap().as_str())]);
    let end = world.run(&run).await;

    let path = world.folder.path().join("result.xlsx");
    assert_eq!(results::save(&world.journal, end.run.id, &path).await.unwrap(), path);
    let book = read(&path, &mut |_| {}, &CancelFlag::new()).unwrap();
    let names: Vec<_> = book.tabs.iter().map(|tab| tab.tab.as_str()).collect();
    assert_eq!(names, ["Mine", "Summary", "To do"]);
    let shown = |row: u32, column: u32| book.tabs[0].row(row).unwrap().shown(column).into_owned();
    assert_eq!(shown(2, 0), "=1+1", "text stays text");
    let statuses: Vec<_> = (1..=5).map(|row| shown(row, 2)).collect();
    assert_eq!(statuses, ["Status", "Done", "Done", "Failed", "Done"]);
    assert_eq!((shown(2, 3), shown(2, 4)), ("not assigned".to_owned(), "77".to_owned()));
    assert_eq!((shown(9, 2), shown(9, 5)), ("Left out".to_owned(), "No agent has this name".to_owned()));
    assert!(!shown(4, 5).is_empty(), "a failure says why");
    let todo = &book.tabs[2];
    assert_eq!(todo.rows.len(), 1 + run.calls[2].changes.len());
    assert_eq!(todo.rows[1].shown(1), run.calls[2].agent().unwrap().as_str(), "the id tells namesakes apart");
    assert_eq!(todo.rows[1].shown(3), "77");
}

/// Puts a run back, as the review of an undo stands at first.
async fn put_back(world: &World, run: &RunRecord) -> RunRecord {
    let calls = world.journal.calls(run.id).await.unwrap();
    let back = undo::undo(&calls, &world.live(), Writes::Replace, &HashSet::new()).unwrap();
    let (agents, skills) = world.journal.names(run.id).await.unwrap();
    world.run(&back.new_run(run, agents, skills, Timestamp::now(), "test".into(), None)).await.run
}

#[tokio::test]
async fn an_undo_puts_back_what_nobody_knew_had_arrived() {
    let world = World::new().await;
    let before = world.state();
    let run = world.plan(3);
    let lost = run.calls[0].agent().unwrap().to_string();
    world.practice.set_faults(vec![Rule::new(Fault::ResetAfter).method("PUT").agent(&lost)]);
    let mut options = quick();
    options.manners.grace = Duration::from_secs(600);
    let handle = world.start(&run, options).await;
    let known = |snapshot: &RunSnapshot| {
        let agents = |status| snapshot.run.counts.of(&status).agents;
        (agents(CallStatus::Applied), agents(CallStatus::Unknown)) == (2, 1)
    };
    handle.snapshots().wait_for(known).await.unwrap();
    handle.cancel().await;
    let first = handle.finished().await.run;
    assert_eq!((first.status, first.counts.agents(false).failed), (RunStatus::Cancelled, 1));
    let undo = put_back(&world, &first).await;
    assert_eq!((undo.counts.agents(false).done, world.state()), (3, before));
}

#[tokio::test]
async fn an_undo_can_be_undone_and_that_again() {
    let world = World::new().await;
    let before = world.state();
    let first = world.run(&world.plan(12)).await.run;
    let after = world.state();
    assert_ne!(before, after);
    let undo = put_back(&world, &first).await;
    assert_eq!(world.state(), before);
    let again = put_back(&world, &undo).await;
    assert_eq!((world.state(), again.undo_of), (after, Some(undo.id)));
    assert_eq!(world.journal.run(first.id).await.unwrap().undone_by, None, "what it set stands again");
    put_back(&world, &world.journal.run(first.id).await.unwrap()).await;
    assert_eq!(world.state(), before);
}

#[tokio::test]
async fn a_run_is_found_its_contact_centre_after_the_connection_was_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(folder.path()).unwrap();
    let made = |account: &str, address: &str| {
        let mut settings = Settings::of("wrapped-put").unwrap();
        settings.set("api-url", address).unwrap();
        settings.set("client-id", account).unwrap();
        Connection::new(format!("{account} {address}"), Kind::Sandbox, settings)
    };
    let own = made("acme", "https://one.example");
    session.connections().save(own.clone()).unwrap();
    let run = NewRun {
        connection_id: own.id.clone(),
        connection: own.name.clone(),
        place: own.settings.place(),
        account: own.settings.account().into(),
        ..World::new().await.plan(1)
    };
    let run = session.journal().create(run).await.unwrap();
    let run = session.journal().run(run).await.unwrap();
    assert_eq!(session.connection_of(&run).unwrap().id, own.id);
    let mut moved = own.clone();
    moved.settings.set("api-url", "https://two.example").unwrap();
    session.connections().save(moved).unwrap();
    assert_eq!(session.connection_of(&run), None, "it leads to another contact centre now");
    session.connections().remove(&own.id).unwrap();
    for other in [made("acme", "https://two.example"), made("other", "https://one.example")] {
        session.connections().save(other).unwrap();
        assert_eq!(session.connection_of(&run), None, "another contact centre, or another account");
    }
    let again = made("acme", "https://one.example");
    session.connections().save(again.clone()).unwrap();
    assert_eq!(session.connection_of(&run).unwrap().id, again.id);
}

#[tokio::test]
async fn the_history_is_saved_as_a_list() {
    let world = World::new().await;
    let run = world.plan(4);
    let refused = run.calls[1].agent().unwrap().to_string();
    world.practice.set_faults(vec![Rule::new(Fault::status(422)).method("PUT").agent(&refused)]);
    let first = world.run(&run).await.run;
    let undo = put_back(&world, &first).await;
    let runs = world.journal.runs("").await.unwrap();
    let table = results::history(runs.iter().map(|run| (run, "Other · here".to_owned())));
    let path = world.folder.path().join("history.xlsx");
    write_table("Updates", &table, &TableOptions::default(), &path).unwrap();
    let book = read(&path, &mut |_| {}, &CancelFlag::new()).unwrap();
    let column = |name: &str| {
        let rows = &book.tabs[0].rows;
        let at = rows[0].cells.iter().position(|cell| cell.value.shown() == name).expect(name) as u32;
        rows[1..].iter().map(|row| row.shown(at).into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(column("Update"), ["Undo of skills.xlsx", "skills.xlsx"], "newest first");
    assert_eq!(column("Run"), [undo.id.to_string(), first.id.to_string()]);
    assert_eq!(column("Result"), ["All done", "Undone"]);
    assert_eq!(
        (column("Kind"), column("Product and place")),
        (vec!["Practice".to_owned(); 2], vec!["Other · here".into(); 2])
    );
    assert_eq!(
        (column("Agents"), column("Failed")),
        (vec!["3".to_owned(), "4".into()], vec!["0".to_owned(), "1".into()])
    );
    let made = run.calls.iter().filter(|call| call.agent().unwrap().as_str() != refused).flat_map(|call| &call.changes);
    let added = made.filter(|change| change.before.is_none()).count().to_string();
    assert_eq!((&column("Added")[1], &column("Removed")[0]), (&added, &added), "only what was made");
    assert!(column("When").iter().all(|when| when.contains('-') && when.contains(':')), "{:?}", column("When"));
}

#[tokio::test]
async fn an_undo_puts_back_all_but_what_somebody_changed_since() {
    let world = World::new().await;
    let before = world.state();
    let run = world.plan(12);
    let first = world.run(&run).await.run;
    let agent = run.calls[3].agent().unwrap().to_string();
    let touched = run.calls[3].changes[0].skill.to_string();
    let mut levels = world.state()[&agent].clone();
    levels.insert(touched.clone(), 42);
    world.practice.set_assignments(&agent, levels);

    let calls = world.journal.calls(first.id).await.unwrap();
    let back = undo::undo(&calls, &world.live(), Writes::Replace, &HashSet::new()).unwrap();
    assert_eq!(back.left_alone.len(), 1);
    assert_eq!(back.left_alone[0].agent.as_str(), agent);
    let (agents, skills) = world.journal.names(first.id).await.unwrap();
    let second = back.new_run(&first, agents, skills, Timestamp::now(), "test".into(), None);
    let end = world.run(&second).await.run;
    assert_eq!((end.status, end.undo_of), (RunStatus::Completed, Some(first.id)));
    let mut expected = before;
    expected.get_mut(&agent).unwrap().insert(touched, 42);
    assert_eq!(world.state(), expected);
    assert_eq!(world.journal.run(first.id).await.unwrap().undone_by, Some(end.id));

    let path = world.folder.path().join("undo.xlsx");
    results::save(&world.journal, end.id, &path).await.unwrap();
    let book = read(&path, &mut |_| {}, &CancelFlag::new()).unwrap();
    assert_eq!(book.tabs[0].rows.len(), 1 + second.calls.iter().map(|call| call.changes.len()).sum::<usize>());
}
