//! The fewest write requests that carry out a plan.

mod cover;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{AgentId, Assignments, Change, ChangeKind, Plan, SkillId};

/// Which write requests a platform takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Writes {
    /// One for an agent, with the agent's whole list: a skill that it does not carry is gone.
    Replace,
    /// One for an agent, with what changes. None takes a skill away.
    Merge,
    /// By agent: one gives or changes up to so many skills, one takes a single skill away, and one replaces a whole
    /// list that is no longer than that.
    Chunks {
        /// Skills in a request, at least 1.
        most: u32,
    },
    /// One adds, one changes and one takes away, each of them for many skills of an agent or many agents of a skill.
    Axes {
        /// Assignments in a request, at least 1.
        records: u32,
        /// Whether one request may also give many skills to many agents.
        many: bool,
    },
}

impl Writes {
    /// Whether a skill can be taken away at all.
    pub fn can_remove(self) -> bool {
        self != Writes::Merge
    }

    /// Whether every request wipes what it does not carry, so that nothing may be sent without knowing what is there.
    pub fn always_replaces(self) -> bool {
        self == Writes::Replace
    }
}

/// What a request does to the assignments that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verb {
    /// Gives them, or changes their levels.
    Set,
    /// Gives them; they must not be there yet.
    Add,
    /// Changes their levels; they must be there.
    Change,
    /// Takes them away.
    Remove,
}

/// Which request it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// Replaces one agent's whole list.
    Whole(AgentId),
    /// Some skills of one agent.
    Agent(AgentId, Verb),
    /// One skill of some agents.
    Skill(SkillId, Verb),
    /// Some skills of some agents.
    Many(Verb),
}

/// Which part of the live state a reading is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everything that one agent has.
    Agent(AgentId),
    /// Everybody who has one skill.
    Skill(SkillId),
    /// Everybody and everything.
    All,
}

/// One write request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// Which one.
    pub way: Way,
    /// The changes that it carries, none of them already right. One agent's stand together.
    pub changes: Vec<Change>,
    /// The agent's whole list afterwards, where that is what is sent; else empty.
    pub send: Assignments,
}

impl Call {
    fn new(way: Way, changes: Vec<Change>, before: Option<&Assignments>) -> Self {
        let mut call = Call { way, changes, send: Assignments::new() };
        call.fill(before.unwrap_or(&Assignments::new()));
        call
    }

    /// Whether it replaces an agent's whole list.
    pub fn is_whole(&self) -> bool {
        matches!(self.way, Way::Whole(_))
    }

    /// The agent, where it is about one only.
    pub fn agent(&self) -> Option<&AgentId> {
        match &self.way {
            Way::Whole(agent) | Way::Agent(agent, _) => Some(agent),
            Way::Skill(..) | Way::Many(_) => None,
        }
    }

    /// Its agents, each once, in the order of its changes.
    pub fn agents(&self) -> impl Iterator<Item = &AgentId> {
        let mut seen = HashSet::new();
        self.changes.iter().map(|change| &change.agent).filter(move |agent| seen.insert(*agent))
    }

    /// Which part of the live state tells what became of it.
    pub fn scope(&self) -> Scope {
        match &self.way {
            Way::Whole(agent) | Way::Agent(agent, _) => Scope::Agent(agent.clone()),
            Way::Skill(skill, _) => Scope::Skill(skill.clone()),
            Way::Many(_) => Scope::All,
        }
    }

    /// The levels that it sends for one agent: the whole list, or those that are new.
    pub fn levels(&self) -> Assignments {
        if self.is_whole() {
            return self.send.clone();
        }
        let mut levels = Assignments::new();
        for change in &self.changes {
            let Some(level) = change.after else { continue };
            levels.insert(change.skill.clone(), level);
            if change.off {
                levels.off.insert(change.skill.clone());
            }
        }
        levels
    }

    /// The same request with some of its changes only, by their places. Its verb is the one that they need now.
    #[must_use]
    pub fn only(&self, keep: impl Fn(usize) -> bool) -> Call {
        let kept = self.changes.iter().enumerate().filter(|(at, _)| keep(*at));
        let mut call = Call { changes: kept.map(|(_, change)| change.clone()).collect(), ..self.clone() };
        let needed = call.changes.first().and_then(|change| self.verb_for(change));
        if let (Some(needed), Way::Agent(_, verb) | Way::Skill(_, verb) | Way::Many(verb)) = (needed, &mut call.way) {
            *verb = needed;
        }
        call
    }

    /// Those of these places whose changes one request can carry together with the first of them. Where somebody else
    /// gave a skill or took it away meanwhile, what was planned as one request needs two.
    pub fn together(&self, places: &[usize]) -> Vec<usize> {
        let verb = |at: &usize| self.verb_for(&self.changes[*at]);
        let first = places.first().map(verb);
        places.iter().copied().filter(|at| Some(verb(at)) == first).collect()
    }

    /// The verb with which this request would carry a change; none where it replaces a whole list.
    fn verb_for(&self, change: &Change) -> Option<Verb> {
        match &self.way {
            Way::Whole(_) => None,
            Way::Agent(_, Verb::Set) | Way::Skill(_, Verb::Set) | Way::Many(Verb::Set) => Some(Verb::Set),
            Way::Agent(..) | Way::Skill(..) | Way::Many(_) => Some(verb_of(change)),
        }
    }

    /// The same changes made from another state of an agent: what somebody decided over a conflict, or a whole list
    /// with what came to it meanwhile. The changes of other agents stay.
    #[must_use]
    pub fn rebased(&self, agent: &AgentId, now: &Assignments) -> Call {
        let mut call = self.clone();
        for change in call.changes.iter_mut().filter(|change| change.agent == *agent) {
            change.before = now.get(&change.skill).copied();
            change.off = now.is_off(&change.skill);
        }
        call.fill(now);
        call
    }

    /// Sets what is sent, for an agent that has `before`.
    fn fill(&mut self, before: &Assignments) {
        if !self.is_whole() {
            return;
        }
        // It wipes what it does not carry, so it carries what the agent has.
        self.send = before.clone();
        for change in &self.changes {
            match change.after {
                Some(level) => self.send.insert(change.skill.clone(), level),
                None => self.send.remove(&change.skill),
            };
        }
    }
}

fn verb_of(change: &Change) -> Verb {
    match (change.before, change.after) {
        (_, None) => Verb::Remove,
        (None, Some(_)) => Verb::Add,
        (Some(_), Some(_)) => Verb::Change,
    }
}

/// The fewest calls that carry out a plan; none for an agent that is already right.
pub fn calls(plan: &Plan, writes: Writes) -> Vec<Call> {
    let changes: Vec<&Change> = plan.changes.iter().filter(|change| change.kind() != ChangeKind::Same).collect();
    if let Writes::Axes { records, many } = writes {
        return cover::calls(&changes, records.max(1) as usize, many);
    }
    let of_agents = changes.chunk_by(|a, b| a.agent == b.agent);
    of_agents.flat_map(|changes| of_agent(changes, plan.before.get(&changes[0].agent), writes)).collect()
}

/// As [`calls`], with those that touch the first so many agents in front: what a person looks at before the rest goes.
pub fn calls_with_trial(plan: &Plan, writes: Writes, agents: usize) -> Vec<Call> {
    let mut first: HashSet<&AgentId> = HashSet::new();
    for change in plan.changes.iter().filter(|change| change.kind() != ChangeKind::Same) {
        if first.len() < agents {
            first.insert(&change.agent);
        }
    }
    let part = |wanted: bool| {
        let changes = plan.changes.iter().filter(|change| first.contains(&change.agent) == wanted);
        Plan { mode: plan.mode, changes: changes.cloned().collect(), before: plan.before.clone() }
    };
    let mut all = calls(&part(true), writes);
    all.extend(calls(&part(false), writes));
    all
}

/// How many calls in front touch no more than so many agents together.
pub fn trial_calls<'a>(calls: impl Iterator<Item = &'a Call>, agents: usize) -> usize {
    let mut touched: HashSet<&AgentId> = HashSet::new();
    calls
        .take_while(|call| {
            touched.extend(call.agents());
            touched.len() <= agents
        })
        .count()
}

/// The calls of one agent.
fn of_agent(changes: &[&Change], before: Option<&Assignments>, writes: Writes) -> Vec<Call> {
    let agent = &changes[0].agent;
    let owned = |changes: &[&Change]| changes.iter().map(|change| (*change).clone()).collect::<Vec<_>>();
    let whole = || Call::new(Way::Whole(agent.clone()), owned(changes), before);
    let some = |verb, changes: &[&Change]| Call::new(Way::Agent(agent.clone(), verb), owned(changes), None);
    let most = match writes {
        Writes::Replace => return vec![whole()],
        Writes::Chunks { most } => most.max(1) as usize,
        Writes::Merge | Writes::Axes { .. } => usize::MAX,
    };
    let (given, taken): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| change.after.is_some());
    let apart = given.len().div_ceil(most) + taken.len();
    // A whole list costs a look of its own just before it, so it pays from three requests on.
    if matches!(writes, Writes::Chunks { .. }) && apart > 2 {
        let whole = whole();
        if whole.send.len() <= most {
            return vec![whole];
        }
    }
    let mut calls: Vec<Call> = given.chunks(most).map(|chunk| some(Verb::Set, chunk)).collect();
    match writes {
        // One that can take nothing away leaves it; the review says so before.
        Writes::Merge => {}
        _ => calls.extend(taken.iter().map(|change| some(Verb::Remove, &[*change]))),
    }
    calls
}
