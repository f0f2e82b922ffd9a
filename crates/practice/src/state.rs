//! What the simulated contact centre holds: agents, skills and who has which skill at what level.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::scale::Scale;

/// The levels of one agent by skill id, in steps of the state's [`Scale`]: 0 to 100 in the wrapped PUT, halves of a level in
/// Genesys Cloud, whole levels in CXone.
pub type Levels = BTreeMap<String, u32>;

/// A person who takes contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    /// Opaque; looks like a UUID.
    pub id: String,
    /// The full name in the person's own script, composed (NFC).
    pub name: String,
    /// ASCII and unique.
    pub email: String,
    /// Unique, such as `E10417`.
    pub employee_id: String,
    /// Whether the agent still works here. The directory lists those who left too.
    pub active: bool,
    /// The name that the agent signs in with: like an e-mail address, but not the one in `email`. Unique.
    pub login: String,
    /// The team's name, such as `Billing DE`. Not every platform's directory tells it; sheets do.
    pub team: String,
}

/// Something an agent can be good at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// Opaque, such as `abc-123-def`.
    pub id: String,
    /// Unique.
    pub name: String,
    /// Whether it is in use; one that is switched off is listed, and given to nobody.
    #[serde(default = "in_use")]
    pub active: bool,
}

const fn in_use() -> bool {
    true
}

/// Everybody and everything there is to be assigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// In the order in which the centre lists them.
    pub agents: Vec<Agent>,
    /// In the order in which the centre lists them.
    pub skills: Vec<Skill>,
}

/// The whole of what a centre holds at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Agents and skills; they never change while a centre runs.
    pub directory: Directory,
    /// On which scale the levels are.
    pub scale: Scale,
    /// The levels of each agent by agent id. Every agent has an entry, if an empty one.
    pub assignments: BTreeMap<String, Levels>,
    /// Skills that agents have but that are switched off for them, by agent id, on platforms that know such a thing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub switched_off: BTreeMap<String, BTreeSet<String>>,
}

impl Directory {
    /// The agent with this id.
    pub fn agent(&self, id: &str) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.id == id)
    }

    /// The skill with this id.
    pub fn skill(&self, id: &str) -> Option<&Skill> {
        self.skills.iter().find(|skill| skill.id == id)
    }

    /// The skill with exactly this name.
    pub fn skill_named(&self, name: &str) -> Option<&Skill> {
        self.skills.iter().find(|skill| skill.name == name)
    }
}

impl State {
    /// The whole state as JSON, with levels in the platform's own numbers.
    pub fn told(&self) -> Value {
        let told = self.assignments.iter().map(|(agent, levels)| (agent.clone(), told(levels, self.scale)));
        let assignments = told.collect::<Map<_, _>>();
        let mut told = json!({ "directory": self.directory, "scale": self.scale, "assignments": assignments });
        if !self.switched_off.is_empty() {
            told["switchedOff"] = json!(self.switched_off);
        }
        told
    }

    /// The levels of one agent, or nothing when there is no such agent.
    pub fn levels(&self, agent: &str) -> Option<&Levels> {
        self.assignments.get(agent)
    }

    /// The skills that are switched off for an agent.
    pub fn off(&self, agent: &str) -> BTreeSet<String> {
        self.switched_off.get(agent).cloned().unwrap_or_default()
    }

    /// Gives an agent exactly these levels; answers those before, or nothing when there is no such agent. What is switched off
    /// stays so as long as the agent has it.
    pub(crate) fn replace(&mut self, agent: &str, levels: Levels) -> Option<Levels> {
        let held = self.assignments.get_mut(agent)?;
        if let Some(off) = self.switched_off.get_mut(agent) {
            off.retain(|skill| levels.contains_key(skill));
        }
        Some(std::mem::replace(held, levels))
    }

    /// Switches exactly these skills off for an agent, as far as the agent has them.
    pub(crate) fn switch_off(&mut self, agent: &str, mut skills: BTreeSet<String>) {
        skills.retain(|skill| self.levels(agent).is_some_and(|levels| levels.contains_key(skill)));
        if skills.is_empty() {
            self.switched_off.remove(agent);
        } else {
            self.switched_off.insert(agent.to_owned(), skills);
        }
    }
}

/// One agent's levels as JSON, in the platform's own numbers.
pub(crate) fn told(levels: &Levels, scale: Scale) -> Value {
    levels.iter().map(|(skill, level)| (skill.clone(), scale.json(*level))).collect::<Map<_, _>>().into()
}
