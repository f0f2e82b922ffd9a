//! A file is read in one sitting, and is the only one of its name on every system.

use std::collections::HashMap;

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

/// Windows and macOS take `Level` and `level` for one file, and an import takes the first of them.
#[test]
fn no_two_files_differ_only_in_case_or_ending() {
    let mut known: HashMap<String, String> = HashMap::new();
    let mut alike = Vec::new();
    for source in sources(&["crates", "src-tauri", "ui/src", "tests", "scripts"], &[".rs", ".ts", ".tsx", ".mjs"]) {
        let name = source.path.rsplit_once('.').map_or(source.path.as_str(), |(name, _)| name);
        if let Some(other) = known.insert(name.to_lowercase(), source.path.clone()) {
            alike.push(format!("  {other} and {}", source.path));
        }
    }
    assert!(alike.is_empty(), "alike on some systems:\n{}", alike.join("\n"));
}
