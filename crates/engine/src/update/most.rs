//! The most skills that an agent may have, where the contact centre has such a bound: what goes over it is left out and
//! said before the run.

use std::collections::{BTreeMap, HashSet};

use skillsheet_skills::{
    AgentId, Change, ChangeKind, Code, Diagnostic, Doubts, Edit, Live, Plan, Severity, SkillId, plan,
};

use super::Update;

impl Update {
    /// The plan, and a problem for every skill that an agent would have too many.
    pub(super) fn planned(&self, edits: &[Edit], live: &Live, mut doubts: Doubts) -> (Plan, Vec<Diagnostic>) {
        let kept = &self.overlay.kept;
        let whole = plan(edits, live, self.mode, kept, &doubts);
        let Some(most) = self.terms.max_skills else { return (whole, Vec::new()) };
        let refused = too_many(&whole, most as usize);
        if refused.is_empty() {
            return (whole, Vec::new());
        }
        let pairs: HashSet<(AgentId, SkillId)> =
            refused.iter().map(|(change, _)| (change.agent.clone(), change.skill.clone())).collect();
        let fitting: Vec<Edit> =
            edits.iter().filter(|edit| !pairs.contains(&(edit.agent.clone(), edit.skill.clone()))).cloned().collect();
        let problems = refused.iter().map(|(change, number)| self.too_many(change, *number, most)).collect();
        doubts.pairs.extend(pairs);
        (plan(&fitting, live, self.mode, kept, &doubts), problems)
    }

    fn too_many(&self, change: &Change, number: usize, most: u32) -> Diagnostic {
        let agent = self.agent_name(&change.agent);
        Diagnostic {
            at: change.cells[0],
            with: change.cells[1..].to_vec(),
            severity: Severity::Error,
            code: Code::TooManySkills,
            message: format!("{agent} would have {number} skills, and {most} are the most allowed"),
            hint: format!("Take another skill away first, or leave {} out.", self.skill_name(&change.skill)),
            suggestions: Vec::new(),
            entry: None,
            pair: Some((change.agent.clone(), change.skill.clone())),
        }
    }
}

/// What an agent would get beyond the bound, the last of the sheet first to go, each with the number it would be. An
/// agent who is above the bound already may keep what is there.
fn too_many(plan: &Plan, most: usize) -> Vec<(&Change, usize)> {
    let mut added: BTreeMap<&AgentId, Vec<&Change>> = BTreeMap::new();
    let mut removed: BTreeMap<&AgentId, usize> = BTreeMap::new();
    for change in &plan.changes {
        match change.kind() {
            ChangeKind::Add if change.after.is_some() => added.entry(&change.agent).or_default().push(change),
            ChangeKind::Remove => *removed.entry(&change.agent).or_default() += 1,
            _ => {}
        }
    }
    let mut refused = Vec::new();
    for (agent, mut adds) in added {
        let stay =
            plan.before.get(agent).map_or(0, |have| have.len()) - removed.get(agent).copied().unwrap_or_default();
        adds.sort_by_key(|change| change.cells.first().copied());
        let fit = most.saturating_sub(stay);
        refused.extend(adds.into_iter().enumerate().skip(fit).map(|(index, change)| (change, stay + index + 1)));
    }
    refused
}
