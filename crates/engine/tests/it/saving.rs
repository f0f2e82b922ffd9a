//! What is left after a run: its workbook, and the way back.

use std::collections::HashSet;

use jiff::Timestamp;
use skillsheet_engine::journal::{NoteKind, RowNote, Source};
use skillsheet_engine::{results, undo};
use skillsheet_practice::{Fault, Rule};
use skillsheet_skills::{Cell, CellRef, Row, RunStatus, Sheet, Value, Writes};
use skillsheet_workbook::{CancelFlag, read};

use crate::world::World;

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
