//! What the project's texts never hold.

use crate::sources::{Source, nowhere, sources};

fn everything() -> Vec<Source> {
    let endings = [".rs", ".ts", ".tsx", ".css", ".mjs", ".js", ".json", ".toml", ".md", ".html", ".svg", "ci/run"];
    let places = [
        "Cargo.toml",
        "README.md",
        "tauri.conf.json",
        "package.json",
        ".ci",
        ".config",
        "crates",
        "docs",
        "icons",
        "scripts",
        "src-tauri",
        "tests",
        "ui",
    ];
    sources(&places, &endings)
}

#[test]
fn the_project_stands_alone() {
    // Broken up, so that this file does not find itself. A name behind a folder (`docs/…`) is one of the project's own.
    let outside = concat!(
        r"\.\./sha",
        "red|/wor",
        r"k/|(^|[^/\w])(DESI",
        "GN|U",
        "X|CL",
        "I|RELIABI",
        "LITY|PLATF",
        r"ORMS)\.md"
    );
    nowhere("Nothing here names papers that are not here", &everything(), outside, &[]);
}

#[test]
fn nothing_is_left_unfinished() {
    let unfinished = concat!(
        "tod",
        r"o!\(|unimplemen",
        r"ted!\(|\bFIX",
        r"ME\b|\bTO",
        r"DO\b|not implemen",
        "ted yet|(?i)coming so",
        "on"
    );
    nowhere("Nothing is left unfinished", &everything(), unfinished, &[]);
}
