//! A seeded centre as this platform has it: whole numbers as ids, 1 as the best level, a few assignments switched off.

use std::collections::{BTreeMap, BTreeSet};

use crate::scale::Scale;
use crate::state::State;

const FIRST_AGENT: usize = 645_001;
const FIRST_SKILL: usize = 43_001;
/// One assignment in so many is switched off.
const ONE_OFF_IN: usize = 40;

pub(super) fn settle(seeded: State, scale: Scale) -> State {
    let State { mut directory, assignments, .. } = seeded;
    let agents = directory.agents.iter().zip(FIRST_AGENT..).map(|(agent, id)| (agent.id.clone(), id.to_string()));
    let agents = agents.collect::<BTreeMap<_, _>>();
    let skills = directory.skills.iter().zip(FIRST_SKILL..).map(|(skill, id)| (skill.id.clone(), id.to_string()));
    let skills = skills.collect::<BTreeMap<_, _>>();
    directory.agents.iter_mut().for_each(|agent| agent.id.clone_from(&agents[&agent.id]));
    directory.skills.iter_mut().for_each(|skill| skill.id.clone_from(&skills[&skill.id]));
    let levels = |held: BTreeMap<String, u32>| {
        held.into_iter().map(|(skill, level)| (skills[&skill].clone(), scale.of_hundred(level))).collect()
    };
    let assignments =
        assignments.into_iter().map(|(agent, held)| (agents[&agent].clone(), levels(held))).collect::<BTreeMap<_, _>>();
    let switched_off = some_of(&assignments);
    State { directory, scale, assignments, switched_off }
}

fn some_of(assignments: &BTreeMap<String, BTreeMap<String, u32>>) -> BTreeMap<String, BTreeSet<String>> {
    let pairs = assignments.iter().flat_map(|(agent, levels)| levels.keys().map(move |skill| (agent, skill)));
    let mut off = BTreeMap::<String, BTreeSet<String>>::new();
    for (agent, skill) in pairs.skip(ONE_OFF_IN / 2).step_by(ONE_OFF_IN) {
        off.entry(agent.clone()).or_default().insert(skill.clone());
    }
    off
}

#[cfg(test)]
mod tests {
    use crate::{Dialect, NiceCxone, Options};

    #[test]
    fn the_same_people_have_numbers_ranks_and_a_few_switched_off_skills() {
        let options = Options::fast();
        let (usual, cxone) = (options.state(), options.speaking(Dialect::NiceCxone(NiceCxone::default())).state());
        for (before, after) in usual.directory.agents.iter().zip(&cxone.directory.agents) {
            assert_eq!(
                (&before.name, &before.email, &before.employee_id),
                (&after.name, &after.email, &after.employee_id)
            );
            let (before, after) = (&usual.assignments[&before.id], &cxone.assignments[&after.id]);
            let ranks = |levels: &crate::Levels, of: fn(u32) -> u32| {
                let mut ranks = levels.values().map(|level| of(*level)).collect::<Vec<_>>();
                ranks.sort_unstable();
                ranks
            };
            let one_is_best = |level: u32| if level == 0 { 20 } else { 21 - level.div_ceil(5) };
            assert_eq!(ranks(before, one_is_best), ranks(after, |rank| rank));
        }
        assert!(cxone.directory.agents.iter().all(|agent| agent.id.parse::<u32>().is_ok()));
        assert!(cxone.directory.skills.iter().all(|skill| skill.id.parse::<u32>().is_ok()));
        let off = cxone.switched_off.iter().flat_map(|(agent, skills)| skills.iter().map(move |skill| (agent, skill)));
        let off = off.collect::<Vec<_>>();
        assert!((20..80).contains(&off.len()), "{}", off.len());
        assert!(off.iter().all(|(agent, skill)| cxone.assignments[*agent].contains_key(*skill)));
    }
}
