//! What a plan takes away, weighed: whether somebody should say in words that it is meant.

use std::collections::{BTreeMap, BTreeSet};

use skillsheet_skills::{AgentId, ChangeKind, Live, Plan, SkillId};

use super::Update;

/// From what share of agents on, in per cent, it is asked in words, where nobody set another one.
pub const USUAL_SHARE: u32 = 20;

/// Who loses what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losing {
    /// Skills that are taken away, each agent's counted by itself.
    pub skills: usize,
    /// Agents who lose at least one.
    pub agents: usize,
    /// Agents who are changed at all.
    pub of: usize,
    /// Skills that somebody has today and nobody would have afterwards.
    pub emptied: Vec<SkillId>,
    /// Whether everybody was read, so that “nobody” is nobody at all; else it is nobody of those who were read.
    pub everybody: bool,
}

/// Weighs a plan against the live state that was read. `everybody` tells whether that is of all agents.
pub fn losing(plan: &Plan, live: &Live, everybody: bool) -> Losing {
    let (mut changed, mut losers) = (BTreeSet::<&AgentId>::new(), BTreeSet::<&AgentId>::new());
    let mut moves: BTreeMap<&SkillId, (usize, usize)> = BTreeMap::new();
    for change in plan.changes.iter().filter(|change| change.kind() != ChangeKind::Same) {
        changed.insert(&change.agent);
        match change.kind() {
            ChangeKind::Remove => {
                losers.insert(&change.agent);
                moves.entry(&change.skill).or_default().0 += 1;
            }
            ChangeKind::Add => moves.entry(&change.skill).or_default().1 += 1,
            ChangeKind::Change | ChangeKind::Same => {}
        }
    }
    let emptied = moves.iter().filter(|(skill, (gone, come))| {
        *gone > 0 && *come == 0 && live.values().filter(|have| have.contains_key(skill)).take(gone + 1).count() == *gone
    });
    Losing {
        agents: losers.len(),
        of: changed.len(),
        emptied: emptied.map(|(skill, _)| (*skill).clone()).collect(),
        skills: moves.values().map(|(gone, _)| gone).sum(),
        everybody,
    }
}

impl Losing {
    /// Whether more than a share of the agents, in per cent, lose a skill, or a skill loses all its agents.
    pub fn weighs(&self, share: u32) -> bool {
        !self.emptied.is_empty() || self.agents * 100 > self.of * share as usize
    }

    /// The words that somebody types who means it.
    pub fn words(&self) -> String {
        format!("take away {}", counted(self.skills, "skill"))
    }

    /// It in sentences, with the names of the skills that nobody would have: “131 of 412 agents lose a skill. Nobody
    /// would have Billing any more.”
    pub fn sentences(&self, name: impl Fn(&SkillId) -> String) -> String {
        let lose = if self.agents == 1 { "loses" } else { "lose" };
        let who = match self.agents {
            1 if self.of == 1 => "1 agent loses a skill.".to_owned(),
            agents if agents == self.of => format!("All {agents} agents lose a skill."),
            agents => format!("{agents} of {} {lose} a skill.", counted(self.of, "agent")),
        };
        match self.emptied_named(name) {
            Some(nobody) => format!("{who} {nobody}"),
            None => who,
        }
    }

    /// Which skills nobody would have, in a sentence.
    pub fn emptied_named(&self, name: impl Fn(&SkillId) -> String) -> Option<String> {
        const NAMED: usize = 3;
        let names: Vec<String> = self.emptied.iter().take(NAMED).map(name).collect();
        let more = self.emptied.len().saturating_sub(NAMED);
        let all = match (names.as_slice(), more) {
            ([], _) => return None,
            ([one], 0) => one.clone(),
            ([some @ .., last], 0) => format!("{} and {last}", some.join(", ")),
            (some, more) => format!("{} and {more} more", some.join(", ")),
        };
        Some(match self.everybody {
            true => format!("{all} would be left without an agent."),
            false => format!("None of the agents in this update would have {all} any more."),
        })
    }
}

fn counted(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

impl Update {
    /// Who would lose what; nobody anything before it was compared.
    pub fn losing(&self) -> &Losing {
        self.derived.losing.get_or_init(|| {
            let (Some(plan), Some(compared)) = (self.plan(), self.compared()) else { return Losing::default() };
            // Where nothing is listed, the sheet's own ids are the directory: they are not everybody.
            let lists = self.terms().lists_directory && self.terms().directory.is_some();
            let everybody = lists
                && self.directory().agents().iter().all(|agent| !agent.active || compared.live.contains_key(&agent.id));
            losing(plan, &compared.live, everybody)
        })
    }
}

#[cfg(test)]
mod tests {
    use skillsheet_skills::{Assignments, Change, PlanMode, Proficiency};

    use super::*;

    type Moves<'a> = &'a [(&'a str, &'a str, Option<i16>)];

    fn plan(live: &Live, moves: Moves) -> Plan {
        let change = |(agent, skill, after): &(&str, &str, Option<i16>)| Change {
            agent: (*agent).into(),
            skill: (*skill).into(),
            before: live[&(*agent).into()].get(&(*skill).into()).copied(),
            after: after.map(Proficiency::whole),
            off: false,
            cells: Vec::new(),
        };
        let changes = moves.iter().map(change).collect();
        Plan { mode: PlanMode::Merge, changes, before: live.clone().into_iter().collect() }
    }

    fn live() -> Live {
        let have = |skills: &[&str]| -> Assignments {
            skills.iter().map(|skill| ((*skill).into(), Proficiency::whole(3))).collect()
        };
        let agents = [("ann", have(&["chat", "fax"])), ("bob", have(&["chat"])), ("cy", have(&["chat"]))];
        agents.into_iter().map(|(agent, have)| (agent.into(), have)).collect()
    }

    fn weighed(moves: Moves) -> (usize, usize, usize, Vec<String>) {
        let live = live();
        let Losing { skills, agents, of, emptied, .. } = losing(&plan(&live, moves), &live, true);
        (skills, agents, of, emptied.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn who_loses_what_is_counted_once() {
        let fax = || vec!["fax".to_owned()];
        for (moves, expected) in [
            (&[][..], (0, 0, 0, vec![])),
            (&[("ann", "chat", Some(3))], (0, 0, 0, vec![])),
            (&[("ann", "chat", Some(4)), ("bob", "fax", Some(1))], (0, 0, 2, vec![])),
            (&[("ann", "chat", None), ("bob", "chat", Some(5))], (1, 1, 2, vec![])),
            (&[("ann", "chat", None), ("ann", "fax", None)], (2, 1, 1, fax())),
            // It goes to another agent: somebody has it.
            (&[("ann", "fax", None), ("bob", "fax", Some(2))], (1, 1, 2, vec![])),
            (&[("ann", "chat", None), ("bob", "chat", None), ("cy", "chat", None)], (3, 3, 3, vec!["chat".into()])),
            // Taking away what is not there takes nothing away.
            (&[("bob", "fax", None)], (0, 0, 0, vec![])),
        ] {
            assert_eq!(weighed(moves), expected, "{moves:?}");
        }
    }

    #[test]
    fn more_than_the_share_weighs_and_so_does_a_skill_without_agents() {
        let of = |agents, emptied: &[&str]| Losing {
            skills: agents,
            agents,
            of: 10,
            emptied: emptied.iter().map(|id| (*id).into()).collect(),
            everybody: true,
        };
        assert!(!of(0, &[]).weighs(20));
        assert!(!of(2, &[]).weighs(20), "just the share");
        assert!(of(3, &[]).weighs(20));
        assert!(!of(3, &[]).weighs(50));
        assert!(of(1, &["fax"]).weighs(100));
        assert!(!Losing::default().weighs(1), "nothing is no share of nothing");
    }

    #[test]
    fn it_is_said_in_words() {
        let said = |agents, of, emptied: &[&str], everybody| {
            let emptied = emptied.iter().map(|id| (*id).into()).collect();
            Losing { skills: agents, agents, of, emptied, everybody }.sentences(|id| id.to_string().to_uppercase())
        };
        assert_eq!(said(131, 412, &[], true), "131 of 412 agents lose a skill.");
        assert_eq!(said(1, 412, &[], true), "1 of 412 agents loses a skill.");
        assert_eq!(said(3, 3, &[], true), "All 3 agents lose a skill.");
        assert_eq!(said(1, 1, &["fax"], true), "1 agent loses a skill. FAX would be left without an agent.");
        assert_eq!(
            said(9, 10, &["a", "b"], false),
            "9 of 10 agents lose a skill. None of the agents in this update would have A and B any more."
        );
        let many = said(9, 10, &["a", "b", "c", "d", "e"], true);
        assert_eq!(many, "9 of 10 agents lose a skill. A, B, C and 2 more would be left without an agent.");
        assert_eq!(Losing { skills: 1, ..Losing::default() }.words(), "take away 1 skill");
        assert_eq!(Losing { skills: 62, ..Losing::default() }.words(), "take away 62 skills");
    }
}
