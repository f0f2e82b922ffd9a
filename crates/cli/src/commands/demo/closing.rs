//! What a practice centre holds and remembers, held against what the sample asked for.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use skillsheet_practice::samples::{Expected, SampleCell, SampleTable};
use skillsheet_practice::{Agent, Applied, Entry, Levels, State};
use skillsheet_skills::Writes;

use crate::output::count;

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

/// How an agent's skill came to differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Changed,
    Added,
    TakenAway,
}

/// A skill of an agent that differs.
type Difference<'a> = (&'a str, &'a str, Made);

impl Closing<'_> {
    /// Everything that should be so after a run with such requests, and with at most so many at once.
    pub fn checks(&self, writes: Writes, concurrency: usize) -> Vec<Check> {
        let made = self.made();
        let agents: BTreeSet<&str> = made.iter().map(|(agent, ..)| *agent).collect();
        let requests: Vec<&Entry> = self.log.iter().filter(|entry| is_write(entry)).collect();
        let busiest = self.log.iter().map(|entry| entry.in_flight).max().unwrap_or(0);
        let Expected { change, add, remove, .. } = self.sample.expected_with_skill_fixed;
        let counts =
            [Made::Changed, Made::Added, Made::TakenAway].map(|of| made.iter().filter(|it| it.2 == of).count());
        let check = |what: String, holds| Check { what, holds };
        vec![
            check("every cell of the sheet is so".to_owned(), self.wrong_cells().is_empty()),
            check(
                format!("{change} levels changed, {add} skills added, {remove} taken away; nothing else"),
                counts == [change, add, remove] && self.switched_off_as_before(),
            ),
            check(
                format!(
                    "{} for {}, no more than it takes; each did something, and nothing twice",
                    count(requests.len() as u64, "request"),
                    count(agents.len() as u64, "changed agent")
                ),
                requests.len() <= fewest(&made, writes) && each_did_something_once(&requests),
            ),
            check(
                "no request for any other agent".to_owned(),
                requests.iter().flat_map(|entry| &entry.applied).all(|applied| agents.contains(applied.agent.as_str())),
            ),
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

    /// Everything that differs.
    fn made(&self) -> Vec<Difference<'_>> {
        let of_agent = |agent: &'_ Agent| (Self::levels(self.before, &agent.id), Self::levels(self.after, &agent.id));
        let differences = |agent| {
            let (before, after) = of_agent(agent);
            differences(before, after).map(|(skill, made)| (agent.id.as_str(), skill, made)).collect::<Vec<_>>()
        };
        self.agents().flat_map(differences).collect()
    }

    /// Whether what was switched off for agents is so still, and nothing else is.
    fn switched_off_as_before(&self) -> bool {
        let held = |agent: &str, skill: &String| Self::levels(self.after, agent).contains_key(skill);
        self.agents().all(|agent| {
            let mut off = self.before.off(&agent.id);
            off.retain(|skill| held(&agent.id, skill));
            off == self.after.off(&agent.id)
        })
    }

    /// Cells that are not so, as agent and skill.
    fn wrong_cells(&self) -> Vec<(&str, &str)> {
        let (mut wrong, scale) = (Vec::new(), self.before.scale);
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
                    SampleCell::Number(level) => match scale.kept(*level).filter(|level| scale.holds(*level)) {
                        Some(level) => after == Some(&level),
                        // Out of range, so left out.
                        None => after == before,
                    },
                    // Blanks change nothing.
                    SampleCell::Empty => after == before,
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

/// Whether it is a request that may change something; signing in takes no token.
fn is_write(entry: &Entry) -> bool {
    entry.method != "GET" && entry.token.is_some()
}

/// The skills in which two lists differ.
fn differences<'a>(before: &'a Levels, after: &'a Levels) -> impl Iterator<Item = (&'a str, Made)> {
    let skills: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    skills.into_iter().filter_map(|skill| {
        let made = match (before.get(skill), after.get(skill)) {
            (Some(before), Some(after)) if before != after => Made::Changed,
            (None, Some(_)) => Made::Added,
            (Some(_), None) => Made::TakenAway,
            _ => return None,
        };
        Some((skill.as_str(), made))
    })
}

fn each_did_something_once(requests: &[&Entry]) -> bool {
    let mut seen = HashSet::new();
    requests.iter().all(|entry| {
        let of = |applied: &'_ Applied| -> Vec<(String, String)> {
            let skills = differences(&applied.before, &applied.after);
            skills.map(|(skill, _)| (applied.agent.clone(), skill.to_owned())).collect()
        };
        let done: Vec<_> = entry.applied.iter().flat_map(of).collect();
        !done.is_empty() && done.into_iter().all(|it| seen.insert(it))
    })
}

/// How many requests are enough, counted plainly from what differs: one for each agent where a request can do all that
/// an agent needs; else one for what an agent is given and one for each skill taken away; and where requests go along
/// both sides, one for each agent or for each skill, whichever are fewer, and each kind of change by itself.
fn fewest(made: &[Difference<'_>], writes: Writes) -> usize {
    let agents = |of: &dyn Fn(Made) -> bool| {
        let those: BTreeSet<&str> = made.iter().filter(|it| of(it.2)).map(|it| it.0).collect();
        those.len()
    };
    let skills = |of: Made| made.iter().filter(|it| it.2 == of).map(|it| it.1).collect::<BTreeSet<_>>().len();
    match writes {
        Writes::Replace | Writes::Merge => agents(&|_| true),
        Writes::Chunks { .. } => {
            agents(&|of| of != Made::TakenAway) + made.iter().filter(|it| it.2 == Made::TakenAway).count()
        }
        Writes::Axes { .. } => {
            let kinds = [Made::Changed, Made::Added, Made::TakenAway];
            kinds.map(|kind| agents(&|of| of == kind).min(skills(kind))).iter().sum()
        }
    }
}
