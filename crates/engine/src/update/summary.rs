//! The review in numbers.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use skillsheet_skills::{AgentId, Call, ChangeKind, PlanMode, SkillId, calls, plan, problem_rows};

use super::{Kind, Update};

/// The bottom bar's numbers, by calculation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Lines by kind, in the order Problem, Change, Add, Remove, Same; left-out lines are counted with their kind.
    pub counts: [usize; 5],
    /// Changes that would be made.
    pub changes: usize,
    /// Agents they touch.
    pub agents: usize,
    /// Write requests they cost.
    pub calls: usize,
    /// Rows that problems keep out.
    pub problem_rows: usize,
    /// Rows that are already right.
    pub same_rows: usize,
    /// What the exact mode would take away that the sheet does not name, whatever the mode is now.
    pub exact_removes: usize,
    /// Share of the skills of the agents in the sheet that would go, 0 to 1.
    pub lost_share: f64,
    /// Agents that would lose a skill that the sheet does not name.
    pub losing_agents: usize,
}

/// What the exact mode would take away of one skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The skill.
    pub skill: SkillId,
    /// Agents who would lose it.
    pub lose: usize,
    /// Agents of the sheet who have it.
    pub have: usize,
    /// Names of the first few who would lose it.
    pub examples: Vec<String>,
    /// Whether the person keeps it.
    pub kept: bool,
}

impl Update {
    /// The calls that would carry the plan out.
    pub fn calls(&self) -> Vec<Call> {
        self.plan().map(|plan| calls(plan, self.terms().writes)).unwrap_or_default()
    }

    /// The review in numbers; all zero before it was compared.
    pub fn summary(&self) -> Summary {
        *self.derived.summary.get_or_init(|| self.count())
    }

    fn count(&self) -> Summary {
        let kinds = [Kind::Problem, Kind::Change, Kind::Add, Kind::Remove, Kind::Same];
        let counts = kinds.map(|kind| self.lines().count(kind));
        let problem_rows = problem_rows(&self.checked().diagnostics).len();
        let Some(plan) = self.plan() else { return Summary { counts, problem_rows, ..Summary::default() } };
        let calls = self.calls();
        let same = plan.changes.iter().filter(|change| change.kind() == ChangeKind::Same);
        let same_rows: HashSet<u32> = same.flat_map(|change| &change.cells).map(|at| at.row).collect();
        let removes = plan.changes.iter().filter(|change| change.kind() == ChangeKind::Remove).count();
        let have: usize = plan.before.values().map(|skills| skills.len()).sum();
        let exact = self.exact_removals();
        let losing: BTreeSet<&AgentId> = exact.iter().map(|(agent, _)| agent).collect();
        Summary {
            counts,
            changes: calls.iter().map(|call| call.changes.len()).sum(),
            agents: calls.iter().flat_map(|call| &call.changes).map(|it| &it.agent).collect::<HashSet<_>>().len(),
            calls: calls.len(),
            problem_rows,
            same_rows: same_rows.len(),
            exact_removes: exact.len(),
            lost_share: if have == 0 { 0.0 } else { removes as f64 / have as f64 },
            losing_agents: losing.len(),
        }
    }

    /// What the exact mode takes away that the sheet does not name; kept skills are not in it.
    fn exact_removals(&self) -> Vec<(AgentId, SkillId)> {
        let removed = |plan: &skillsheet_skills::Plan| {
            let unnamed = plan.changes.iter().filter(|change| change.cells.is_empty());
            unnamed.map(|change| (change.agent.clone(), change.skill.clone())).collect()
        };
        match (self.mode, self.plan()) {
            (PlanMode::Exact, Some(now)) => removed(now),
            _ => self.exact_plan(&self.overlay.kept).map(|plan| removed(&plan)).unwrap_or_default(),
        }
    }

    fn exact_plan(&self, kept: &BTreeSet<SkillId>) -> Option<skillsheet_skills::Plan> {
        let compared = self.compared()?;
        let checked = self.checked();
        Some(plan(&checked.edits, &compared.live, PlanMode::Exact, kept, &checked.doubts))
    }

    /// What the exact mode would take away by skill, the largest loss first. Kept skills stay in the list, marked.
    pub fn losses(&self) -> Vec<Loss> {
        const EXAMPLES: usize = 3;
        let Some(plan) = self.exact_plan(&BTreeSet::new()) else { return Vec::new() };
        let mut losers: BTreeMap<&SkillId, Vec<&AgentId>> = BTreeMap::new();
        for change in plan.changes.iter().filter(|change| change.cells.is_empty()) {
            losers.entry(&change.skill).or_default().push(&change.agent);
        }
        let mut losses: Vec<Loss> = losers
            .into_iter()
            .map(|(skill, agents)| Loss {
                lose: agents.len(),
                have: plan.before.values().filter(|skills| skills.contains_key(skill)).count(),
                examples: agents.iter().take(EXAMPLES).map(|agent| self.agent_name(agent)).collect(),
                kept: self.overlay.kept.contains(skill),
                skill: skill.clone(),
            })
            .collect();
        losses.sort_by(|a, b| b.lose.cmp(&a.lose).then_with(|| a.skill.cmp(&b.skill)));
        losses
    }
}
