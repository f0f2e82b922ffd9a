//! The tenant's agents and skills at a moment, found by whatever a sheet calls them.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::find::Index;
use crate::suggest::{Neighbours, Suggestion};
use crate::text::key;
use crate::{AgentId, SkillId};

/// An agent of the contact centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    /// Opaque id.
    pub id: AgentId,
    /// The name as the platform shows it.
    pub name: String,
    /// Work e-mail, where the platform tells.
    pub email: Option<String>,
    /// Employee number, where the platform tells.
    pub employee_id: Option<String>,
    /// The name that the agent signs in with, where the platform tells.
    #[serde(default)]
    pub login: Option<String>,
    /// The team, by its name, where the platform tells. Several may be of one name: it is for looking, not for finding.
    #[serde(default)]
    pub team: Option<String>,
    /// Whether skills can be given to the agent.
    pub active: bool,
}

/// A skill of the contact centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Skill {
    /// Opaque id.
    pub id: SkillId,
    /// Its name.
    pub name: String,
    /// Whether it can be given to agents.
    pub active: bool,
}

/// By what an agent or a skill was found, strongest first: an id beats a name that happens to be spelt like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum By {
    /// The platform's id.
    Id,
    /// The work e-mail.
    Email,
    /// The name that the agent signs in with.
    Login,
    /// The employee number.
    EmployeeId,
    /// The name.
    Name,
    /// The name with its words in another order, such as “Last, First”.
    Reordered,
    /// What the person said a name stands for in an earlier sheet.
    Remembered,
}

/// What the person said in earlier sheets, for one connection: names as [`key`]s, and whom or what they stand for.
/// An alias counts only where the directory finds nobody, or several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aliases {
    /// Agents.
    #[serde(default)]
    pub agents: BTreeMap<String, AgentId>,
    /// Skills.
    #[serde(default)]
    pub skills: BTreeMap<String, SkillId>,
}

/// What a written name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One entry of the directory.
    One(usize, By),
    /// Several entries of one name.
    Several(Vec<usize>),
    /// None.
    None,
}

impl Found {
    /// The one entry, if it is clear.
    pub fn one(&self) -> Option<usize> {
        match self {
            Found::One(entry, _) => Some(*entry),
            Found::Several(_) | Found::None => None,
        }
    }
}

/// Agents and skills with their indices. Entries are named by their position.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    agents: Vec<Agent>,
    skills: Vec<Skill>,
    agent_index: Index,
    skill_index: Index,
    agent_ids: HashMap<AgentId, usize>,
    skill_ids: HashMap<SkillId, usize>,
    // Made when the first unknown name is met; many sheets have none.
    near_agents: OnceLock<Neighbours>,
    near_emails: OnceLock<Neighbours>,
    near_skills: OnceLock<Neighbours>,
}

impl Directory {
    /// A directory of these agents and skills.
    pub fn new(agents: Vec<Agent>, skills: Vec<Skill>) -> Self {
        let mut agent_index = Index::default();
        for (at, agent) in agents.iter().enumerate() {
            agent_index.add(agent.id.as_str(), By::Id, at);
            agent_index.add(agent.email.as_deref().unwrap_or_default(), By::Email, at);
            agent_index.add(agent.login.as_deref().unwrap_or_default(), By::Login, at);
            agent_index.add(agent.employee_id.as_deref().unwrap_or_default(), By::EmployeeId, at);
            agent_index.add(&agent.name, By::Name, at);
            agent_index.add_words(&agent.name, at);
        }
        let mut skill_index = Index::default();
        for (at, skill) in skills.iter().enumerate() {
            skill_index.add(skill.id.as_str(), By::Id, at);
            skill_index.add(&skill.name, By::Name, at);
        }
        let agent_ids = agents.iter().enumerate().map(|(at, agent)| (agent.id.clone(), at)).collect();
        let skill_ids = skills.iter().enumerate().map(|(at, skill)| (skill.id.clone(), at)).collect();
        Directory { agents, skills, agent_index, skill_index, agent_ids, skill_ids, ..Directory::default() }
    }

    /// A directory for a tenant that lists nothing: every text is taken for an id.
    pub fn of_ids<'a>(agents: impl Iterator<Item = &'a str>, skills: impl Iterator<Item = &'a str>) -> Self {
        let agents = unique(agents).map(|id| Agent {
            id: id.into(),
            name: id.to_owned(),
            email: None,
            employee_id: None,
            login: None,
            team: None,
            active: true,
        });
        let skills = unique(skills).map(|id| Skill { id: id.into(), name: id.to_owned(), active: true });
        Directory::new(agents.collect(), skills.collect())
    }

    /// All agents.
    pub fn agents(&self) -> &[Agent] {
        &self.agents
    }

    /// All skills.
    pub fn skills(&self) -> &[Skill] {
        &self.skills
    }

    /// The agent with an id.
    pub fn agent(&self, id: &AgentId) -> Option<&Agent> {
        self.agent_ids.get(id).map(|at| &self.agents[*at])
    }

    /// The skill with an id.
    pub fn skill(&self, id: &SkillId) -> Option<&Skill> {
        self.skill_ids.get(id).map(|at| &self.skills[*at])
    }

    /// The position of the agent with an id.
    pub fn agent_position(&self, id: &AgentId) -> Option<usize> {
        self.agent_ids.get(id).copied()
    }

    /// The position of the skill with an id.
    pub fn skill_position(&self, id: &SkillId) -> Option<usize> {
        self.skill_ids.get(id).copied()
    }

    /// What a sheet's text for an agent means: id, e-mail, login, employee number or name; where nobody is called so, the
    /// name with its words turned round, as in “Last, First”, or the e-mail in the text.
    pub fn find_agent(&self, written: &str) -> Found {
        self.agent_index.find_person(written)
    }

    /// What a sheet's text for a skill means: id or name.
    pub fn find_skill(&self, written: &str) -> Found {
        self.skill_index.find(written)
    }

    /// Up to three agents that a text nobody has may stand for, nearest first.
    pub fn suggest_agents(&self, written: &str) -> Vec<Suggestion> {
        let active = || self.agents.iter().enumerate().filter(|(_, agent)| agent.active);
        let padded = self.agent_index.without_zeros(written).iter().copied();
        let padded: Vec<usize> = padded.filter(|at| self.agents[*at].active).collect();
        if !padded.is_empty() {
            return Suggestion::without_zeros(&padded);
        }
        if written.contains('@') {
            let emails = || Neighbours::of(active().filter_map(|(at, agent)| Some((at, agent.email.as_deref()?))));
            return self.near_emails.get_or_init(emails).nearest(written);
        }
        let names = || Neighbours::of(active().map(|(at, agent)| (at, agent.name.as_str())));
        self.near_agents.get_or_init(names).nearest(written)
    }

    /// Up to three skills that a text no skill has may stand for, nearest first.
    pub fn suggest_skills(&self, written: &str) -> Vec<Suggestion> {
        let active = || self.skills.iter().enumerate().filter(|(_, skill)| skill.active);
        let names = || Neighbours::of(active().map(|(at, skill)| (at, skill.name.as_str())));
        self.near_skills.get_or_init(names).nearest(written)
    }
}

fn unique<'a>(texts: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    let mut seen = std::collections::HashSet::new();
    texts.filter(move |text| seen.insert(key(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let agent = |id: &str, name: &str, email: &str, number: &str, active| Agent {
            id: id.into(),
            name: name.into(),
            email: Some(email.into()),
            employee_id: Some(number.into()),
            login: (id == "u-1").then(|| "jmueller".to_owned()),
            team: None,
            active,
        };
        let skill = |id: &str, name: &str| Skill { id: id.into(), name: name.into(), active: true };
        Directory::new(
            vec![
                agent("u-1", "Jonas Müller", "jonas.mueller@x.example", "E1", true),
                agent("u-2", "Maria Silva", "maria.silva@x.example", "E2", true),
                agent("u-3", "Maria  Silva", "maria.silva2@x.example", "E3", true),
                agent("u-4", "E1", "odd@x.example", "E4", false),
                agent("u-5", "Pieter van Dijk", "pieter@x.example", "0007", true),
                agent("u-6", "Paul Martin", "paul@x.example", "E6", true),
                agent("u-7", "Martin Paul", "martin@x.example", "E7", true),
            ],
            vec![skill("abc-1", "Billing"), skill("abc-2", "Technical support"), skill("abc-3", "Sales – new")],
        )
    }

    #[test]
    fn agents_are_found_by_whatever_the_sheet_calls_them() {
        let directory = directory();
        for (written, expected) in [
            ("u-1", Found::One(0, By::Id)),
            (" JONAS.MUELLER@x.example ", Found::One(0, By::Email)),
            ("E1", Found::One(0, By::EmployeeId)),
            ("jonas mu\u{308}ller", Found::One(0, By::Name)),
            ("Maria Silva", Found::Several(vec![1, 2])),
            ("JMUELLER", Found::One(0, By::Login)),
            ("Müller, Jonas", Found::One(0, By::Reordered)),
            ("Müller Jonas", Found::One(0, By::Reordered)),
            ("Silva, Maria", Found::Several(vec![1, 2])),
            ("van Dijk, Pieter", Found::One(4, By::Reordered)),
            ("van Dijk Pieter", Found::One(4, By::Reordered)),
            ("Dijk van Pieter", Found::None),
            ("Martin, Paul", Found::One(5, By::Reordered)),
            ("Martin Paul", Found::One(6, By::Name)),
            ("Jonas Müller <jonas.mueller@x.example>", Found::One(0, By::Email)),
            ("mailto:jonas.mueller@x.example?subject=hi", Found::One(0, By::Email)),
            ("Somebody (jonas.mueller@x.example)", Found::One(0, By::Email)),
            ("jonas.mueller@x.example; maria.silva@x.example", Found::None),
            ("7", Found::None),
            ("0007", Found::One(4, By::EmployeeId)),
            ("Müller", Found::None),
            ("Nobody", Found::None),
            ("", Found::None),
        ] {
            assert_eq!(directory.find_agent(written), expected, "{written}");
        }
        assert_eq!(directory.find_skill("abc-2"), Found::One(1, By::Id));
        assert_eq!(directory.find_skill("TECHNICAL  SUPPORT"), Found::One(1, By::Name));
    }

    #[test]
    fn misspelt_names_get_the_nearest() {
        let directory = directory();
        for (written, expected) in [
            ("Billng", Some((0, true))),
            ("Technicl support", Some((1, true))),
            ("Sales - new", Some((2, true))),
            ("Cooking", None),
        ] {
            let first = directory.suggest_skills(written).first().map(|near| (near.entry, near.sure));
            assert_eq!(first, expected, "{written}");
        }
        let of_agent = |written| directory.suggest_agents(written).first().map(|near| (near.entry, near.sure));
        assert_eq!(of_agent("Jonas Muller"), Some((0, true)));
        assert_eq!(of_agent("j.mueller@x.example").map(|near| near.0), Some(0));
        assert_eq!(of_agent("7"), Some((4, true)), "a number may have lost its zeros");
        assert_eq!(of_agent("J. Müller"), Some((0, false)));
        assert_eq!(of_agent("Maria Slva"), Some((1, false)), "two of one name are never sure");
    }
}
