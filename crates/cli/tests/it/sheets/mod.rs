//! The table of workbooks: every oddity that a manager's sheet may have, alone and together with others, with the exact
//! edits and problems that must come of it, by the engine and by what the command line prints.

mod asked;
mod binary;
mod case;
mod cells;
mod centre;
mod columns;
mod files;
mod finding;
mod formats;
mod forms;
mod judge;
mod layouts;
mod names;
mod refused;
mod round_trip;
mod tables;
mod together;
mod two_names;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use case::Case;
use judge::Bench;

/// Cases that are judged at once: the command line mostly waits.
const AT_ONCE: usize = 3;

/// Judges all cases, then says everything that is not as it must be.
#[track_caller]
fn expect(cases: &[Case]) {
    let bench = Bench::of(cases);
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let wrong = bench.judge(case);
                    found.lock().expect("nobody panicked").extend(wrong);
                }
            });
        }
    });
    let found = found.into_inner().expect("nobody panicked");
    assert!(found.is_empty(), "{} of the table:\n{}", found.len(), found.join("\n"));
}

/// Tests of this table have at least as many workbooks as were promised.
#[test]
fn there_are_at_least_sixty_workbooks_with_names_of_their_own() {
    let all = [
        formats::cases(),
        finding::cases(),
        layouts::cases(),
        columns::cases(),
        cells::cases(),
        names::cases(),
        tables::cases(),
        together::cases(),
        two_names::cases(),
        asked::cases(),
    ]
    .concat();
    let mut names: Vec<&str> = all.iter().map(|case| case.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len(), "two have one name");
    assert!(all.len() >= 60, "{}", all.len());
}
