//! A result workbook as another program reads it.

use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};

/// A tab: its name and its cells, row by row.
pub type Tab = (String, Vec<Vec<String>>);

/// Lines of the summary that differ from run to run: when, which, where, and how many requests it took.
const OF_THIS_RUN: [&str; 5] = ["Started", "Ended", "Run", "Contact centre", "Requests sent"];

/// The tabs of a workbook. Times and what else belongs to one run only are blotted out.
pub fn tabs(path: &Path) -> Vec<Tab> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let tabs = book.worksheets().into_iter();
    tabs.map(|(name, range)| (name, blotted(range.rows().map(texts).collect()))).collect()
}

fn texts(row: &[calamine::Data]) -> Vec<String> {
    row.iter().map(ToString::to_string).collect()
}

fn blotted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let times: Vec<usize> =
        rows.first().into_iter().flatten().enumerate().filter(|(_, cell)| *cell == "Time").map(|(at, _)| at).collect();
    for row in rows.iter_mut().skip(1) {
        for at in &times {
            if !row[*at].is_empty() {
                row[*at] = "a time".to_owned();
            }
        }
    }
    for row in &mut rows {
        if OF_THIS_RUN.contains(&row[0].as_str()) {
            row.truncate(1);
        }
    }
    rows
}
