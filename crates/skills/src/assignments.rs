//! What agents have at a moment.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map};
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use crate::{AgentId, Proficiency, SkillId};

/// One agent's skills at a moment, and the level of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assignments {
    levels: BTreeMap<SkillId, Proficiency>,
    /// Skills that the agent has, but that are switched off for the agent, on platforms that know such a thing. A
    /// write says so again, or it would switch them on.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub off: BTreeSet<SkillId>,
}

/// The live state: what agents have at the moment of reading. An agent that was not read is absent.
pub type Live = HashMap<AgentId, Assignments>;

impl Assignments {
    /// No skills at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a skill is there, but switched off.
    pub fn is_off(&self, skill: &SkillId) -> bool {
        self.off.contains(skill)
    }

    /// Takes in what another page of a reading tells of the same agent.
    pub fn absorb(&mut self, more: Assignments) {
        self.levels.extend(more.levels);
        self.off.extend(more.off);
    }
}

impl Deref for Assignments {
    type Target = BTreeMap<SkillId, Proficiency>;

    fn deref(&self) -> &Self::Target {
        &self.levels
    }
}

impl DerefMut for Assignments {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.levels
    }
}

impl FromIterator<(SkillId, Proficiency)> for Assignments {
    fn from_iter<I: IntoIterator<Item = (SkillId, Proficiency)>>(levels: I) -> Self {
        Assignments { levels: levels.into_iter().collect(), off: BTreeSet::new() }
    }
}

impl<const N: usize> From<[(SkillId, Proficiency); N]> for Assignments {
    fn from(levels: [(SkillId, Proficiency); N]) -> Self {
        levels.into_iter().collect()
    }
}

impl IntoIterator for Assignments {
    type Item = (SkillId, Proficiency);
    type IntoIter = btree_map::IntoIter<SkillId, Proficiency>;

    fn into_iter(self) -> Self::IntoIter {
        self.levels.into_iter()
    }
}

impl<'a> IntoIterator for &'a Assignments {
    type Item = (&'a SkillId, &'a Proficiency);
    type IntoIter = btree_map::Iter<'a, SkillId, Proficiency>;

    fn into_iter(self) -> Self::IntoIter {
        self.levels.iter()
    }
}
