//! The fewest write requests that carry out a plan.

use serde::{Deserialize, Serialize};

use crate::{AgentId, Assignments, Change, ChangeKind, Plan};

/// What one write request does to the skills that it does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Writes {
    /// They are gone: a call carries the agent's whole list.
    Replace,
    /// They stay: a call carries only what changes, and cannot remove.
    Merge,
}

/// One write request: everything that changes for one agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// Whose skills.
    pub agent: AgentId,
    /// What to send: the agent's whole list afterwards, or only the new levels.
    pub send: Assignments,
    /// Whether `send` is the whole list.
    pub whole: bool,
    /// The changes that it carries, none of them already right.
    pub changes: Vec<Change>,
}

impl Call {
    /// What the agent has once the call was applied to `before`.
    pub fn applied_to(&self, before: &Assignments) -> Assignments {
        if self.whole {
            return self.send.clone();
        }
        before.iter().chain(&self.send).map(|(skill, level)| (skill.clone(), *level)).collect()
    }

    /// The same changes made from another state: what somebody decided over a conflict.
    #[must_use]
    pub fn rebased(&self, now: &Assignments) -> Call {
        let changes =
            self.changes.iter().map(|change| Change { before: now.get(&change.skill).copied(), ..change.clone() });
        let mut call = Call { changes: changes.collect(), send: Assignments::new(), ..self.clone() };
        call.fill(now);
        call
    }

    /// Sets what is sent, for an agent that has `before`.
    fn fill(&mut self, before: &Assignments) {
        // A replacing call wipes what it does not carry, so it carries what the agent has.
        self.send = if self.whole { before.clone() } else { Assignments::new() };
        for change in &self.changes {
            match change.after {
                Some(level) => self.send.insert(change.skill.clone(), level),
                None => self.send.remove(&change.skill),
            };
        }
    }
}

/// The calls of a plan: one per agent that changes, none for an agent that is already right. That is the minimum, for
/// no request of such a platform reaches two agents.
pub fn calls(plan: &Plan, writes: Writes) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    for change in plan.changes.iter().filter(|change| change.kind() != ChangeKind::Same) {
        match calls.last_mut() {
            Some(call) if call.agent == change.agent => call.changes.push(change.clone()),
            _ => calls.push(Call {
                agent: change.agent.clone(),
                send: Assignments::new(),
                whole: writes == Writes::Replace,
                changes: vec![change.clone()],
            }),
        }
    }
    let nothing = Assignments::new();
    for call in &mut calls {
        call.fill(plan.before.get(&call.agent).unwrap_or(&nothing));
    }
    calls
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use super::*;
    use crate::{CellRef, Doubts, Edit, PlanMode, Proficiency, Wish, plan};

    fn state(pairs: &[(&str, i16)]) -> Assignments {
        pairs.iter().map(|(skill, level)| ((*skill).into(), Proficiency::whole(*level))).collect()
    }

    fn edit(agent: &str, skill: &str, wish: Option<i16>) -> Edit {
        Edit {
            agent: agent.into(),
            skill: skill.into(),
            wish: wish.map_or(Wish::Remove, |level| Wish::Assign(Proficiency::whole(level))),
            cells: vec![CellRef { row: 2, column: 0 }],
        }
    }

    #[test]
    fn one_call_for_an_agent_that_changes_and_none_for_one_that_is_right() {
        let live = HashMap::from([
            ("ann".into(), state(&[("a", 1), ("b", 2), ("c", 3)])),
            ("bob".into(), state(&[("a", 1)])),
            ("cy".into(), state(&[("a", 9)])),
        ]);
        let edits = [
            edit("ann", "a", Some(5)),
            edit("bob", "a", Some(1)),
            edit("ann", "b", None),
            edit("ann", "d", Some(4)),
            edit("bob", "z", None),
            edit("nobody", "a", Some(1)),
        ];
        for (mode, writes, expected) in [
            (PlanMode::Merge, Writes::Replace, vec![("ann", state(&[("a", 5), ("c", 3), ("d", 4)]))]),
            (PlanMode::Exact, Writes::Replace, vec![("ann", state(&[("a", 5), ("d", 4)]))]),
            (PlanMode::Merge, Writes::Merge, vec![("ann", state(&[("a", 5), ("d", 4)]))]),
        ] {
            let plan = plan(&edits, &live, mode, &BTreeSet::new(), &Doubts::default());
            let sent: Vec<_> = calls(&plan, writes).into_iter().map(|call| (call.agent, call.send)).collect();
            let expected: Vec<_> = expected.into_iter().map(|(agent, send)| (agent.into(), send)).collect();
            assert_eq!(sent, expected, "{mode:?} {writes:?}");
        }
    }

    #[test]
    fn a_replacing_call_made_anew_carries_what_is_there_now() {
        let live = HashMap::from([("ann".into(), state(&[("a", 1)]))]);
        let plan = plan(&[edit("ann", "a", Some(5))], &live, PlanMode::Merge, &BTreeSet::new(), &Doubts::default());
        let call = calls(&plan, Writes::Replace).remove(0);
        let again = call.rebased(&state(&[("a", 2), ("new", 7)]));
        assert_eq!(again.send, state(&[("a", 5), ("new", 7)]));
        assert_eq!(again.changes[0].before, Some(Proficiency::whole(2)));
    }
}
