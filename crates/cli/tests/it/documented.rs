//! What callers rely on is written down.

use std::collections::BTreeSet;
use std::process::Command;

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

/// The options that the help of a command lists.
fn options(command: &[&str]) -> BTreeSet<String> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_skillsheet-cli"));
    let output = program.args(command).arg("-h").output().expect("the executable runs");
    let help = String::from_utf8(output.stdout).expect("text");
    let first = |line: &str| Some(line.trim_start().split_once("--")?.1.split([' ', '=', ',', '.']).next()?.to_owned());
    let lines = help.lines().filter(|line| line.trim_start().starts_with('-'));
    lines.filter_map(first).map(|name| format!("--{name}")).filter(|name| name != "--help").collect()
}

#[test]
fn every_option_of_a_sheet_is_written_down() {
    for (command, least) in [(&["check"][..], 10), (&["run"], 12), (&["template"], 5)] {
        let options = options(command);
        assert!(options.len() >= least, "{command:?}: {options:?}");
        let missing: Vec<&String> = options
            .iter()
            .filter(|option| !README.contains(&format!("`{option}")) && !README.contains(&format!(" {option}")))
            .collect();
        assert!(missing.is_empty(), "{command:?}: {missing:?}");
    }
}
