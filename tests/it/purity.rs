//! The domain is told the time and never asks for it; it opens nothing and waits for nothing.

use crate::sources::{nowhere, read, sources};

#[test]
fn the_domain_reaches_for_nothing_outside() {
    let outside = concat!(
        r"\bstd::(fs|net|env|process|thread|io)\b|\b(Instant|SystemTime)\b|\basync (fn|move)\b|\.await\b",
        r"|\b(tokio|reqwest|rusqlite|tracing)::|\b(e?print(ln)?|dbg)!"
    );
    nowhere("skills is pure", &sources(&["crates/skills/src"], &[".rs"]), outside, &[]);
}

#[test]
fn clippy_watches_the_same() {
    let rules = read("crates/skills/clippy.toml");
    for method in [
        "std::time::Instant::now",
        "std::time::SystemTime::now",
        "std::env::var",
        "std::fs::File::open",
        "std::fs::read",
        "std::fs::read_to_string",
        "std::fs::write",
        "std::net::TcpStream::connect",
        "std::process::Command::new",
        "std::thread::sleep",
        "std::thread::spawn",
    ] {
        assert!(rules.contains(&format!("\"{method}\"")), "clippy lets skills call {method}");
    }
}
