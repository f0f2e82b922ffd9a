//! Results on standard output, everything else on standard error.

use std::io::{self, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Where results go. Whoever reads them may go away in the middle of a run; the run goes on all the same, so that
/// writing never fails here.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Whether programs read it.
    pub json: bool,
}

impl Output {
    /// A line for a person; nothing where a program reads.
    pub fn line(self, text: impl AsRef<str>) {
        if !self.json {
            print(text.as_ref());
        }
    }

    /// A line of JSON for a program, there as soon as this returns; nothing where a person reads.
    pub fn document(self, value: &impl Serialize) {
        if self.json {
            print(&serde_json::to_string(value).expect("our documents have text keys"));
        }
    }
}

fn print(line: &str) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}

/// A line for the person beside the results.
pub fn note(text: impl AsRef<str>) {
    let _ = writeln!(io::stderr().lock(), "{}", text.as_ref());
}

/// What failed and for what, then the next step; the technical side for those who asked for more.
pub fn failure(failure: &Failure, verbose: bool) {
    note(format!("error: {}", failure.message));
    note(format!("hint: {}", failure.hint));
    if verbose && !failure.details.is_empty() {
        note(&failure.details);
    }
}

/// “1 change”, “3 changes”.
pub fn count(number: impl Into<u64>, one: &str) -> String {
    match number.into() {
        1 => format!("1 {one}"),
        number => format!("{number} {one}s"),
    }
}

/// “8 seconds”, “about 4 minutes”.
pub fn span(seconds: u64) -> String {
    match seconds {
        0..=119 => count(seconds.max(1), "second"),
        _ => count(seconds.div_ceil(60), "minute"),
    }
}

/// A small table, each column as wide as its widest cell.
pub fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [vec!["Zoë".to_owned(), "3".to_owned()], vec!["Ann-Marie".to_owned(), "12".to_owned()]];
        assert_eq!(table(&rows), ["Zoë        3", "Ann-Marie  12"]);
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(
            [count(1u32, "agent"), count(0u32, "agent"), count(2u32, "agent")],
            ["1 agent", "0 agents", "2 agents"]
        );
        assert_eq!([span(0), span(59), span(120), span(121)], ["1 second", "59 seconds", "2 minutes", "3 minutes"]);
    }
}
