//! A workbook, what is said about it, and what must come of it.

use std::collections::BTreeMap;

use skillsheet_skills::{Hidden, Layout};

use super::centre::Platform;
use super::files::File;

/// What is said about a sheet, on the command line as in the window.
#[derive(Clone, Debug)]
pub enum Say {
    Tab(&'static str),
    Layout(Layout),
    Hidden(Hidden),
    /// A mark and what it means.
    Legend(&'static str, &'static str),
}

/// A row of the table. Edits and problems are written shortly, parted by semicolons.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: &'static str,
    pub platform: Platform,
    pub file: File,
    pub say: Vec<Say>,
    /// The most skills that an agent may have.
    pub most: Option<u32>,
    /// Tab, layout and heading row: `Skills list 1`; of two rows of headings `1+2`. A tab's name has no spaces here.
    pub how: &'static str,
    /// Agent, skill, wish and cells: `ann billing 4 C2`, `bob chat remove C3+C9`.
    pub edits: &'static str,
    /// Cell, code and, where it is no error, the severity: `C2 unknownSkill`, `C5 repeated note`.
    pub problems: &'static str,
    /// What of the edits is refused once they are compared: agent and skill.
    pub refused: &'static str,
}

pub fn case(name: &'static str, file: File) -> Case {
    Case {
        name,
        platform: Platform::Genesys,
        file,
        say: Vec::new(),
        most: None,
        how: "Skills list 1",
        edits: "",
        problems: "",
        refused: "",
    }
}

impl Case {
    pub fn how(self, how: &'static str) -> Self {
        Case { how, ..self }
    }

    pub fn edits(self, edits: &'static str) -> Self {
        Case { edits, ..self }
    }

    pub fn problems(self, problems: &'static str) -> Self {
        Case { problems, ..self }
    }

    pub fn say(mut self, say: Say) -> Self {
        self.say.push(say);
        self
    }

    pub fn on(self, platform: Platform) -> Self {
        Case { platform, ..self }
    }

    /// With a bound on how many skills an agent may have.
    pub fn at_most(self, most: u32, refused: &'static str) -> Self {
        Case { most: Some(most), refused, ..self }
    }
}

/// What is between semicolons, in one order.
pub fn list(written: &str) -> Vec<String> {
    let mut items: Vec<String> =
        written.split(';').map(|item| item.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    items.retain(|item| !item.is_empty());
    items.sort();
    items
}

/// What the edits change, against what everybody has: `ann billing 3 4 C2`, a dash for no level.
pub fn changes(case: &Case) -> Vec<String> {
    let refused = list(case.refused);
    let mut changes = Vec::new();
    for edit in list(case.edits) {
        let parts: Vec<&str> = edit.split(' ').collect();
        let [agent, skill, wish, cells] = parts[..] else { panic!("{}: “{edit}” is no edit", case.name) };
        let before = super::centre::held(agent).get(skill).copied();
        let after: Option<f64> = (wish != "remove").then(|| wish.parse().expect("a level"));
        if before != after && !refused.contains(&format!("{agent} {skill}")) {
            let shown = |level: Option<f64>| level.map_or("-".to_owned(), |level| level.to_string());
            changes.push(format!("{agent} {skill} {} {} {cells}", shown(before), shown(after)));
        }
    }
    changes.sort();
    changes
}

/// What two lists differ in, for a person: what is missing and what is too much.
pub fn differences(what: &str, wanted: &[String], got: &[String]) -> Vec<String> {
    let count = |list: &[String]| {
        let mut counts: BTreeMap<String, i32> = BTreeMap::new();
        list.iter().for_each(|item| *counts.entry(item.clone()).or_default() += 1);
        counts
    };
    let (wanted, got) = (count(wanted), count(got));
    let more = |a: &BTreeMap<String, i32>, b: &BTreeMap<String, i32>| -> Vec<String> {
        a.iter().filter(|(item, count)| b.get(*item) < Some(count)).map(|(item, _)| item.clone()).collect()
    };
    let (missing, extra) = (more(&wanted, &got), more(&got, &wanted));
    let missing = missing.into_iter().map(|item| format!("{what} missing: {item}"));
    missing.chain(extra.into_iter().map(|item| format!("{what} not wanted: {item}"))).collect()
}
