//! Old workbooks in a process of their own. This program is its own child, so it has a `main` of its own.

#[path = "it/make.rs"]
#[expect(dead_code, reason = "shared with the other tests, which need all of it")]
mod make;

use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use skillsheet_skills::Value;
use skillsheet_workbook::{CancelFlag, Limit, ReadError, ReadProblem, Workbook, child, read};

fn main() {
    child::serve_if_asked();
    let trials = vec![
        Trial::test("an_old_workbook_is_read_alike", alike),
        Trial::test("what_is_wrong_is_told_in_the_same_words", wrong),
        Trial::test("a_bomb_ends_the_child_only", bomb),
        Trial::test("a_cancel_ends_the_child", cancel),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn open(bytes: &[u8], cancel: &CancelFlag) -> Result<Workbook, ReadError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.xls");
    std::fs::write(&path, bytes).expect("a file");
    read(&path, &mut |_| {}, cancel)
}

fn number(row: u16, column: u16) -> Vec<u8> {
    [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat()
}

fn alike() -> Result<(), Failed> {
    let cells: Vec<Vec<u8>> = (0..10_000).map(|row| number(row, row % 7)).collect();
    let records: Vec<(u16, &[u8])> = cells.iter().map(|cell| (0x0203, cell.as_slice())).collect();
    let book = open(&make::compound("/Workbook", &make::xls_stream(&records)), &CancelFlag::new())?;
    let sheet = &book.tabs[0];
    assert_eq!((sheet.tab.as_str(), sheet.rows.len(), sheet.width), ("T", 10_000, 7));
    assert_eq!(sheet.rows[9_999].number, 10_000);
    assert_eq!(sheet.rows[9_999].shown(9_999 % 7), "0");
    assert!(sheet.rows.iter().all(|row| row.cells.len() == 1 && row.cells[0].value == Value::Number(0.0)));
    Ok(())
}

fn wrong() -> Result<(), Failed> {
    let locked = make::biff(&[(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]), (0x002F, &[1, 0]), (0x000A, &[])]);
    let empty = make::xls_stream(&[]);
    for (stream, expected) in [(locked, ReadProblem::PasswordProtected), (empty, ReadProblem::Empty)] {
        let error = open(&make::compound("/Workbook", &stream), &CancelFlag::new()).expect_err("refused");
        assert_eq!(error.problem, expected);
    }
    let cut = make::xls_stream(&[(0x00FD, &[0; 2])]);
    let error = open(&make::compound("/Workbook", &cut), &CancelFlag::new()).expect_err("damaged");
    assert!(matches!(error.problem, ReadProblem::Damaged(_)), "{error:?}");
    Ok(())
}

/// One long text, shared by many cells, each of which calamine gives a copy of its own.
fn bomb() -> Result<(), Failed> {
    let length = 8_000u16;
    let text = [&[1, 0, 0, 0, 1, 0, 0, 0], &length.to_le_bytes()[..], &[0], &vec![b'x'; usize::from(length)]].concat();
    let cells: Vec<Vec<u8>> =
        (0..60_000).map(|cell: u16| [cell / 20, cell % 20, 0, 0, 0].map(u16::to_le_bytes).concat()).collect();
    let records: Vec<(u16, &[u8])> = cells.iter().map(|cell| (0x00FD, cell.as_slice())).collect();
    let stream = make::xls_stream_of(&[(0x00FC, &text)], &records);
    let error = open(&make::compound("/Workbook", &stream), &CancelFlag::new()).expect_err("refused");
    assert_eq!(error.problem, ReadProblem::TooLarge(Limit::Memory));
    Ok(())
}

fn cancel() -> Result<(), Failed> {
    let cells: Vec<Vec<u8>> = (0..60_000).map(|row| number(row, 0)).collect();
    let records: Vec<(u16, &[u8])> = cells.iter().map(|cell| (0x0203, cell.as_slice())).collect();
    let bytes = make::compound("/Workbook", &make::xls_stream(&records));
    let cancel = CancelFlag::new();
    let other = cancel.clone();
    let stopper = std::thread::spawn(move || {
        // Time enough for the child to be started, and not for it to be done.
        std::thread::sleep(Duration::from_millis(5));
        other.cancel();
    });
    let error = open(&bytes, &cancel).expect_err("stopped");
    assert_eq!(error.problem, ReadProblem::Cancelled);
    stopper.join().map_err(|_| "the stopper panicked")?;
    Ok(())
}
