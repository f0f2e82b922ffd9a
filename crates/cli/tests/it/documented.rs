//! What callers rely on is written down.

const README: &str = include_str!("../../README.md");
const DIAGNOSTICS: &str = include_str!("../../../skills/src/diagnostic.rs");

/// The codes as the domain has them, spelt as in JSON.
fn codes() -> Vec<String> {
    let from = DIAGNOSTICS.find("pub enum Code {").expect("the codes");
    let list = &DIAGNOSTICS[from..][..DIAGNOSTICS[from..].find("\n}").expect("their end")];
    let names = list.lines().skip(1).map(str::trim).filter(|line| !line.starts_with("///"));
    names.filter_map(|line| line.strip_suffix(',')).map(|name| name[..1].to_lowercase() + &name[1..]).collect()
}

#[test]
fn every_code_is_listed_once_and_no_other() {
    let table = &README[README.find("| code |").expect("the list")..];
    let mut listed: Vec<&str> = table
        .lines()
        .skip(2)
        .filter_map(|line| line.split('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    let mut codes = codes();
    assert!(codes.len() > 15, "{codes:?}");
    codes.sort();
    listed.sort_unstable();
    assert_eq!(listed, codes);
}
