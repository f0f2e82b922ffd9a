//! A file is read in one sitting.

use crate::sources::sources;

const MOST_LINES: usize = 500;

/// Lists, which nobody reads from beginning to end.
const LISTS: [&str; 1] = ["crates/practice/src/names.rs"];

#[test]
fn no_file_is_longer_than_one_sitting() {
    let places = ["crates", "src-tauri", "ui/src", "tests", "scripts"];
    let long: Vec<String> = sources(&places, &[".rs", ".ts", ".tsx", ".css", ".mjs"])
        .iter()
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, path)| *lines > MOST_LINES && !LISTS.contains(&path.as_str()))
        .map(|(lines, path)| format!("  {path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "longer than {MOST_LINES} lines:\n{}", long.join("\n"));
}
