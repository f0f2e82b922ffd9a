//! What a practice centre holds and remembers, held against what the sample asked for.

use std::collections::{BTreeMap, BTreeSet};

use skillsheet_practice::samples::{Expected, SampleCell, SampleTable};
use skillsheet_practice::{Agent, Entry, Levels, State};

/// The highest level on a practice centre.
const HIGHEST: f64 = 100.0;

/// What there is to hold against each other.
pub struct Closing<'a> {
    /// The centre before the run.
    pub before: &'a State,
    /// The centre after it.
    pub after: &'a State,
    /// What it was asked.
    pub log: &'a [Entry],
    /// The sheet.
    pub sample: &'a SampleTable,
    /// The id of the skill that each column stands for.
    pub skills: &'a [Option<String>],
}

/// Something that should be so.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    /// What.
    pub what: String,
    /// Whether it is.
    pub holds: bool,
}

impl Closing<'_> {
    /// Everything that should be so after a run with at most so many requests at once.
    pub fn checks(&self, concurrency: usize) -> Vec<Check> {
        let changed = self.changed();
        let writes = self.writes();
        let twice = writes.values().any(|times| *times != 1);
        let busiest = self.log.iter().map(|entry| entry.in_flight).max().unwrap_or(0);
        let made = self.made();
        let Expected { change, add, remove, .. } = self.sample.expected_with_skill_fixed;
        let wanted = (change, add, remove);
        let check = |what: String, holds| Check { what, holds };
        vec![
            check("every cell of the sheet is so".to_owned(), self.wrong_cells().is_empty()),
            check(
                format!("{change} levels changed, {add} skills added, {remove} taken away; nothing else"),
                made == wanted,
            ),
            check(
                format!("one write for each of the {} changed agents", changed.len()),
                !twice && changed.iter().all(|agent| writes.contains_key(agent)),
            ),
            check("no write for any other agent".to_owned(), writes.keys().all(|agent| changed.contains(agent))),
            check(format!("never more than {concurrency} requests at once ({busiest})"), busiest <= concurrency),
        ]
    }

    fn levels<'a>(state: &'a State, agent: &str) -> &'a Levels {
        static NOBODY: Levels = BTreeMap::new();
        state.levels(agent).unwrap_or(&NOBODY)
    }

    fn agents(&self) -> impl Iterator<Item = &Agent> {
        self.before.directory.agents.iter()
    }

    fn changed(&self) -> BTreeSet<&str> {
        let differs = |agent: &&Agent| Self::levels(self.before, &agent.id) != Self::levels(self.after, &agent.id);
        self.agents().filter(differs).map(|agent| agent.id.as_str()).collect()
    }

    /// How often each agent was written.
    fn writes(&self) -> BTreeMap<&str, usize> {
        let mut writes = BTreeMap::new();
        for entry in self.log.iter().filter(|entry| entry.method == "PUT") {
            let agent = self.agents().find(|agent| entry.path.split('/').any(|part| part == agent.id));
            *writes.entry(agent.map_or("", |agent| agent.id.as_str())).or_insert(0) += 1;
        }
        writes
    }

    /// Levels changed, skills added and skills taken away, over all agents.
    fn made(&self) -> (usize, usize, usize) {
        let (mut change, mut add, mut remove) = (0, 0, 0);
        for agent in self.agents() {
            let (before, after) = (Self::levels(self.before, &agent.id), Self::levels(self.after, &agent.id));
            let skills: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for skill in skills {
                match (before.get(skill), after.get(skill)) {
                    (Some(before), Some(after)) if before != after => change += 1,
                    (None, Some(_)) => add += 1,
                    (Some(_), None) => remove += 1,
                    _ => {}
                }
            }
        }
        (change, add, remove)
    }

    /// Cells that are not so, as agent and skill.
    fn wrong_cells(&self) -> Vec<(&str, &str)> {
        let mut wrong = Vec::new();
        for row in &self.sample.rows {
            let texts = row.iter().filter_map(|cell| if let SampleCell::Text(text) = cell { Some(text) } else { None });
            let emails: Vec<&String> = texts.collect();
            let Some(agent) = self.agents().find(|agent| emails.contains(&&agent.email)) else {
                wrong.push(("nobody", "any"));
                continue;
            };
            for (cell, skill) in row.iter().zip(self.skills) {
                let Some(skill) = skill else { continue };
                let before = Self::levels(self.before, &agent.id).get(skill);
                let after = Self::levels(self.after, &agent.id).get(skill);
                let is_so = match cell {
                    SampleCell::Number(level) if *level <= HIGHEST => {
                        after.map(|level| f64::from(*level)) == Some(*level)
                    }
                    // Out of range, so left out; and blanks change nothing.
                    SampleCell::Number(_) | SampleCell::Empty => after == before,
                    // Every word in the sample is one for taking away.
                    SampleCell::Text(_) => after.is_none(),
                };
                if !is_so {
                    wrong.push((agent.id.as_str(), skill.as_str()));
                }
            }
        }
        wrong
    }
}
