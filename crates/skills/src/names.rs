//! The names that a sheet uses, each once, and what they mean.

use std::collections::HashMap;

use crate::{By, CellRef, Choice, Found, Rules, Suggestion, key};

/// What a written name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An entry of the directory, by what it was found.
    Entry(usize, By),
    /// An entry that the person chose.
    Chosen(usize),
    /// Several entries of this name.
    Several(Vec<usize>),
    /// No entry.
    Unknown,
    /// The person leaves its rows out.
    LeftOut,
}

impl Meaning {
    /// The one entry that is meant, if it is clear.
    pub fn entry(&self) -> Option<usize> {
        match self {
            Meaning::Entry(entry, _) | Meaning::Chosen(entry) => Some(*entry),
            Meaning::Several(_) | Meaning::Unknown | Meaning::LeftOut => None,
        }
    }

    /// Whether the person is needed.
    pub fn is_open(&self) -> bool {
        matches!(self, Meaning::Several(_) | Meaning::Unknown)
    }
}

/// A name as written, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As written, the first time.
    pub written: String,
    /// Where it first stands.
    pub first: CellRef,
    /// How many rows use it (for a skill that heads a column: how many cells below hold something).
    pub rows: u32,
    /// What it means.
    pub meaning: Meaning,
    /// What an unknown name may stand for, nearest first.
    pub suggestions: Vec<Suggestion>,
    /// Whether it is a number of more digits than a workbook keeps: then nobody can tell which id was meant.
    pub has_lost_digits: bool,
}

/// All names of one kind, in the order in which they first stand in the sheet.
#[derive(Clone, Debug, Default)]
pub struct Names {
    list: Vec<Name>,
    by_text: HashMap<String, usize>,
    by_key: HashMap<String, usize>,
}

impl Names {
    /// The names.
    pub fn list(&self) -> &[Name] {
        &self.list
    }

    /// The name for a text, if the sheet uses it.
    pub fn of(&self, text: &str) -> Option<&Name> {
        self.by_key.get(&key(text)).map(|index| &self.list[*index])
    }

    /// The name for a text, met at a cell; looked up once.
    pub(crate) fn meet(&mut self, text: &str, at: CellRef, look_up: impl FnOnce(&str, &str) -> Name) -> usize {
        if let Some(known) = self.by_text.get(text) {
            return *known;
        }
        let key = key(text);
        let next = self.list.len();
        let index = *self.by_key.entry(key.clone()).or_insert(next);
        if index == next {
            self.list.push(Name { first: at, ..look_up(text, &key) });
        }
        self.by_text.insert(text.to_owned(), index);
        index
    }

    pub(crate) fn count(&mut self, index: usize, rows: u32) {
        self.list[index].rows += rows;
    }
}

/// What an agent's name means: what the person chose, then what the directory knows, then what was said for an earlier
/// sheet.
pub(crate) fn agent(text: &str, key: &str, rules: &Rules<'_>) -> Name {
    let directory = rules.directory;
    let chosen = rules.overlay.agents.get(key).map(|choice| match choice {
        Choice::LeaveOut => Meaning::LeftOut,
        Choice::Use(id) => directory.agent_position(id).map_or(Meaning::Unknown, Meaning::Chosen),
    });
    let remembered = || directory.agent_position(rules.aliases.agents.get(key)?);
    let meaning = chosen.unwrap_or_else(|| found(directory.find_agent(text), remembered));
    let suggestions = match &meaning {
        Meaning::Unknown => directory.suggest_agents(text),
        _ => Vec::new(),
    };
    name(text, meaning, suggestions)
}

/// What a skill's name means, likewise.
pub(crate) fn skill(text: &str, key: &str, rules: &Rules<'_>) -> Name {
    let directory = rules.directory;
    let chosen = rules.overlay.skills.get(key).map(|choice| match choice {
        Choice::LeaveOut => Meaning::LeftOut,
        Choice::Use(id) => directory.skill_position(id).map_or(Meaning::Unknown, Meaning::Chosen),
    });
    let remembered = || directory.skill_position(rules.aliases.skills.get(key)?);
    let meaning = chosen.unwrap_or_else(|| found(directory.find_skill(text), remembered));
    let suggestions = match &meaning {
        Meaning::Unknown => directory.suggest_skills(text),
        _ => Vec::new(),
    };
    name(text, meaning, suggestions)
}

/// A number that has lost digits in the workbook: it may stand for several ids, so nothing is looked up.
pub(crate) fn lost(text: &str) -> Name {
    Name { has_lost_digits: true, ..name(text, Meaning::Unknown, Vec::new()) }
}

fn found(found: Found, remembered: impl FnOnce() -> Option<usize>) -> Meaning {
    let known = match found {
        Found::One(entry, by) => return Meaning::Entry(entry, by),
        Found::Several(entries) => Meaning::Several(entries),
        Found::None => Meaning::Unknown,
    };
    remembered().map_or(known, |entry| Meaning::Entry(entry, By::Remembered))
}

fn name(text: &str, meaning: Meaning, suggestions: Vec<Suggestion>) -> Name {
    let written = text.trim_matches(crate::text::is_space).to_owned();
    Name { written, first: CellRef { row: 1, column: 0 }, rows: 0, meaning, suggestions, has_lost_digits: false }
}
