//! The project's own texts, as the rules read them.

use std::path::{Path, PathBuf};

use regex::Regex;
use walkdir::WalkDir;

/// A text of the project.
pub struct Source {
    /// From the project's folder, with forward slashes.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One text, which must be there.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path} cannot be read: {error}"))
}

/// Every text with one of these endings under these folders (or these files themselves), generated ones left out.
/// Answers never without one: a rule that looked at nothing would always hold.
pub fn sources(places: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut found: Vec<Source> = places
        .iter()
        .flat_map(|place| WalkDir::new(root().join(place)).into_iter().filter_entry(|entry| !generated(entry.path())))
        .map(|entry| entry.expect("the project can be walked"))
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| endings.iter().any(|ending| entry.path().to_string_lossy().ends_with(ending)))
        .map(|entry| Source {
            path: relative(entry.path()),
            text: std::fs::read_to_string(entry.path())
                .unwrap_or_else(|error| panic!("{} cannot be read: {error}", entry.path().display())),
        })
        .collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "nothing ends in {endings:?} under {places:?}");
    found
}

/// Fails with every line that matches, except in the files that the rule allows (by the beginning of their path).
pub fn nowhere(rule: &str, sources: &[Source], pattern: &str, allowed: &[&str]) {
    let pattern = Regex::new(pattern).expect("the rule's pattern is right");
    let hits: Vec<String> = sources
        .iter()
        .filter(|source| !allowed.iter().any(|place| source.path.starts_with(place)))
        .flat_map(|source| {
            let found = source.text.lines().enumerate().filter(|(_, line)| pattern.is_match(line));
            found.map(|(number, line)| format!("  {}:{}: {}", source.path, number + 1, line.trim())).collect::<Vec<_>>()
        })
        .collect();
    assert!(hits.is_empty(), "{rule}:\n{}", hits.join("\n"));
}

fn generated(path: &Path) -> bool {
    let relative = relative(path);
    [
        "target",
        "gen",
        "node_modules",
        "ui/node_modules",
        "ui/dist",
        "test-results",
        ".git",
        "ui/src/backend/bindings.ts",
    ]
    .contains(&relative.as_str())
}

fn relative(path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(root()).unwrap_or(path).components().collect();
    path.to_string_lossy().replace('\\', "/").trim_end_matches('/').to_owned()
}
