//! The diff of a sheet's edits against the live state.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::{AgentId, Assignments, CellRef, Edit, Live, Proficiency, SkillId};

/// What happens with skills that the sheet does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlanMode {
    /// They stay: only what the sheet says changes.
    Merge,
    /// They go: agents in the sheet match it exactly.
    Exact,
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// A level the agent already has changes.
    Change,
    /// The agent gets a skill.
    Add,
    /// The agent loses a skill.
    Remove,
    /// Already right: costs nothing.
    Same,
}

/// One agent and skill, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Whose skill.
    pub agent: AgentId,
    /// Which skill.
    pub skill: SkillId,
    /// The level as it was read; none when the agent did not have the skill.
    pub before: Option<Proficiency>,
    /// The level that is wanted; none when the skill goes.
    pub after: Option<Proficiency>,
    /// Whether the assignment is to be there switched off, where the platform knows such a thing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
    /// The cells that ask for it; empty where the exact mode removes what the sheet does not name.
    pub cells: Vec<CellRef>,
}

impl Change {
    /// What it does, from before and after.
    pub fn kind(&self) -> ChangeKind {
        match (self.before, self.after) {
            (before, after) if before == after => ChangeKind::Same,
            (None, _) => ChangeKind::Add,
            (_, None) => ChangeKind::Remove,
            _ => ChangeKind::Change,
        }
    }
}

/// What would be done, agent by agent. Immutable once its run has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The mode it was made in.
    pub mode: PlanMode,
    /// All changes, those that are already right included; one agent's stand together.
    pub changes: Vec<Change>,
    /// All skills of every agent in the plan, as read.
    pub before: BTreeMap<AgentId, Assignments>,
}

/// What the sheet names without saying anything usable about it. The exact mode takes nothing away there: what the
/// person meant is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// Agents with a level for a skill that is not known.
    pub agents: HashSet<AgentId>,
    /// An agent and a skill whose cell is a problem, or was left out.
    pub pairs: HashSet<(AgentId, SkillId)>,
}

/// Compares edits with the live state. Edits of agents that were not read are not in the plan. In exact mode the
/// agents of the edits lose every skill that no edit names, except for the `kept` ones and where there are doubts.
pub fn plan(edits: &[Edit], live: &Live, mode: PlanMode, kept: &BTreeSet<SkillId>, doubts: &Doubts) -> Plan {
    let mut order: Vec<&AgentId> = Vec::new();
    let mut wanted: HashMap<&AgentId, Vec<&Edit>> = HashMap::new();
    for edit in edits.iter().filter(|edit| live.contains_key(&edit.agent)) {
        let edits = wanted.entry(&edit.agent).or_default();
        if edits.is_empty() {
            order.push(&edit.agent);
        }
        edits.push(edit);
    }
    let mut changes = Vec::with_capacity(edits.len());
    let mut before = BTreeMap::new();
    for agent in order {
        let now = &live[agent];
        let edits = &wanted[agent];
        changes.extend(edits.iter().map(|edit| Change {
            agent: agent.clone(),
            skill: edit.skill.clone(),
            before: now.get(&edit.skill).copied(),
            after: edit.wish.after(),
            off: now.is_off(&edit.skill),
            cells: edit.cells.clone(),
        }));
        if mode == PlanMode::Exact && !doubts.agents.contains(agent) {
            let said: HashSet<&SkillId> = edits.iter().map(|edit| &edit.skill).collect();
            let spared = |skill: &SkillId| {
                said.contains(skill) || kept.contains(skill) || doubts.pairs.contains(&(agent.clone(), skill.clone()))
            };
            changes.extend(now.iter().filter(|(skill, _)| !spared(skill)).map(|(skill, level)| Change {
                agent: agent.clone(),
                skill: skill.clone(),
                before: Some(*level),
                after: None,
                off: now.is_off(skill),
                cells: Vec::new(),
            }));
        }
        before.insert(agent.clone(), now.clone());
    }
    Plan { mode, changes, before }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Wish;

    fn edit(agent: &str, skill: &str, level: i16) -> Edit {
        Edit {
            agent: agent.into(),
            skill: skill.into(),
            wish: Wish::Assign(Proficiency::whole(level)),
            cells: vec![CellRef { row: 2, column: 1 }],
        }
    }

    #[test]
    fn exact_takes_away_what_is_not_named_but_nothing_in_doubt() {
        let have: Assignments =
            ["a", "b", "c", "d"].into_iter().map(|skill| (skill.into(), Proficiency::whole(3))).collect();
        let live = Live::from([("ann".into(), have.clone()), ("bob".into(), have)]);
        let edits = [edit("ann", "a", 3), edit("bob", "a", 4)];
        let doubts =
            Doubts { agents: HashSet::from(["bob".into()]), pairs: HashSet::from([("ann".into(), "b".into())]) };
        let plan = plan(&edits, &live, PlanMode::Exact, &BTreeSet::from(["c".into()]), &doubts);
        let said: Vec<_> =
            plan.changes.iter().map(|change| (change.agent.as_str(), change.skill.as_str(), change.kind())).collect();
        assert_eq!(
            said,
            [("ann", "a", ChangeKind::Same), ("ann", "d", ChangeKind::Remove), ("bob", "a", ChangeKind::Change)]
        );
    }
}
