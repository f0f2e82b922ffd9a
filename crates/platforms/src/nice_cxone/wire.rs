//! CXone's listings. What is not known is passed over; what is needed and not understood is never guessed at.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::value::RawValue;
use skillsheet_skills::{Agent, AgentId, Assignments, Proficiency, Scope, Skill, SkillId};

use crate::lenient::{exact_id, lenient_count, lenient_text};

/// What is asked of an agent, out of about 140 fields.
pub(super) const AGENT_FIELDS: &str = "agentId,userName,firstName,lastName,emailAddress,internalId,teamName,isActive";
/// What is asked of a skill.
pub(super) const SKILL_FIELDS: &str = "skillId,skillName,isActive";
/// What is asked of an assignment.
pub(super) const ASSIGNMENT_FIELDS: &str = "agentId,skillId,agentProficiencyValue,isActive,isAssigned";

/// The records of one answer, and what it says of further ones.
#[derive(Debug)]
pub(super) struct Records<T> {
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: Option<u32>,
    /// Whether it links to more of them; none where it has no links.
    pub link: Option<bool>,
    /// Whether some are kept from this access key, and so are missing among them.
    pub hidden: bool,
}

/// The records where they stand: in the answer itself, or in a set inside it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "T: Deserialize<'de>")]
struct Set<T> {
    result_set: Option<Box<Set<T>>>,
    #[serde(default, deserialize_with = "lenient_count")]
    total_records: Option<u32>,
    #[serde(default, deserialize_with = "lenient_count")]
    hidden_agents: Option<u32>,
    #[serde(rename = "_links")]
    links: Option<Links>,
    #[serde(alias = "skills", alias = "agentSkillAssignments")]
    agents: Option<Vec<T>>,
}

#[derive(Deserialize)]
struct Links {
    #[serde(default, deserialize_with = "lenient_text")]
    next: Option<String>,
}

/// Reads a listing. Where there is nothing, CXone sends no body at all.
pub(super) fn records<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<Records<T>, serde_json::Error> {
    let set: Set<T> = serde_json::from_slice(body)?;
    let set = match set.result_set {
        Some(inner) => *inner,
        None => set,
    };
    let items = set.agents.ok_or_else(|| serde_json::Error::custom("there is no list in it"))?;
    let link = set.links.map(|links| links.next.is_some());
    Ok(Records { items, total: set.total_records, link, hidden: set.hidden_agents.is_some_and(|hidden| hidden > 0) })
}

/// True or false, also as text; nothing where it is neither.
fn lenient_flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(deserializer)?;
    Ok(raw.and_then(|raw| raw.get().trim_matches('"').to_ascii_lowercase().parse().ok()))
}

/// An agent of the listing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WireAgent {
    #[serde(deserialize_with = "exact_id")]
    agent_id: String,
    #[serde(default, deserialize_with = "lenient_text")]
    user_name: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    first_name: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    last_name: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    email_address: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    internal_id: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    team_name: Option<String>,
    #[serde(default, deserialize_with = "lenient_flag")]
    is_active: Option<bool>,
}

impl From<WireAgent> for Agent {
    fn from(wire: WireAgent) -> Agent {
        let names = [wire.first_name, wire.last_name].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let named = Some(names).filter(|names| !names.is_empty());
        Agent {
            name: named
                .or_else(|| wire.user_name.clone())
                .or_else(|| wire.email_address.clone())
                .unwrap_or_else(|| wire.agent_id.clone()),
            id: wire.agent_id.into(),
            email: wire.email_address,
            login: wire.user_name,
            team: wire.team_name,
            employee_id: wire.internal_id,
            active: wire.is_active != Some(false),
        }
    }
}

/// A skill of the listing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WireSkill {
    #[serde(deserialize_with = "exact_id")]
    skill_id: String,
    #[serde(default, deserialize_with = "lenient_text")]
    skill_name: Option<String>,
    #[serde(default, deserialize_with = "lenient_flag")]
    is_active: Option<bool>,
}

impl From<WireSkill> for Skill {
    fn from(wire: WireSkill) -> Skill {
        Skill {
            name: wire.skill_name.unwrap_or_else(|| wire.skill_id.clone()),
            id: wire.skill_id.into(),
            active: wire.is_active != Some(false),
        }
    }
}

/// An assignment of the listings.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WireAssignment {
    #[serde(default, deserialize_with = "lenient_text")]
    agent_id: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    skill_id: Option<String>,
    #[serde(default, deserialize_with = "lenient_text")]
    agent_proficiency_value: Option<String>,
    #[serde(default, deserialize_with = "lenient_flag")]
    is_active: Option<bool>,
    #[serde(default, deserialize_with = "lenient_flag")]
    is_assigned: Option<bool>,
}

/// Which assignments were asked for, and what that says about those that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All: each says whether it is active.
    All,
    /// Those that are active.
    Active,
    /// Those that are not. Where one says that it is active, that is believed.
    Off,
    /// Those that are not, by a switch that the platform requires. Where one says that it is active, it speaks of its
    /// agent: the definition leaves open which of the two is meant.
    SurelyOff,
    /// Those that are not; but what came may be everything, so none may say that it is active.
    DoubtfullyOff,
}

impl Asked {
    /// Whether an assignment is active that says so, or that does not say.
    fn is_active(self, told: Option<bool>) -> Result<bool, &'static str> {
        match (self, told) {
            (Asked::SurelyOff, _) | (Asked::Off | Asked::DoubtfullyOff, None) => Ok(false),
            (Asked::DoubtfullyOff, Some(true)) => Err("active and inactive assignments cannot be told apart"),
            (Asked::Active, None) => Ok(true),
            // An assignment that is off would be switched on by the next change of its level.
            (Asked::All, None) => Err("it does not say which assignments are active"),
            (_, Some(active)) => Ok(active),
        }
    }
}

/// Gathers assignments by agent, in the order in which agents come up. Anything not understood makes the whole answer
/// unusable.
pub(super) fn by_agent(
    rows: Vec<WireAssignment>,
    scope: &Scope,
    asked: Asked,
) -> Result<Vec<(AgentId, Assignments)>, serde_json::Error> {
    let unusable = |why: &str| serde_json::Error::custom(why);
    let mut items: Vec<(AgentId, Assignments)> = Vec::new();
    let mut places: HashMap<AgentId, usize> = HashMap::new();
    if let Scope::Agent(agent) = scope {
        places.insert(agent.clone(), 0);
        items.push((agent.clone(), Assignments::new()));
    }
    for row in rows.into_iter().filter(|row| row.is_assigned != Some(false)) {
        let agent = match scope {
            Scope::Agent(agent) => agent.clone(),
            _ => AgentId::from(row.agent_id.ok_or_else(|| unusable("an assignment names no agent"))?),
        };
        let skill = match scope {
            Scope::Skill(skill) => skill.clone(),
            _ => SkillId::from(row.skill_id.ok_or_else(|| unusable("an assignment names no skill"))?),
        };
        let level = row.agent_proficiency_value.as_deref().and_then(level);
        let level = level.ok_or_else(|| unusable("a level is missing, or is no whole number"))?;
        let active = asked.is_active(row.is_active).map_err(unusable)?;
        let place = *places.entry(agent.clone()).or_insert_with(|| {
            items.push((agent, Assignments::new()));
            items.len() - 1
        });
        let has = &mut items[place].1;
        if has.insert(skill.clone(), level).is_some_and(|other| other != level) {
            return Err(unusable("a skill stands there twice at different levels"));
        }
        if !active {
            has.off.insert(skill);
        }
    }
    Ok(items)
}

fn level(text: &str) -> Option<Proficiency> {
    let number: f64 = text.parse().ok()?;
    Proficiency::new(number).filter(|_| number.fract() == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listings_are_read_wherever_they_stand() {
        for (body, told) in [
            (
                r#"{"businessUnitId":4,"totalRecords":7,"_links":{"next":"x"},"skills":[{"skillId":1}]}"#,
                (1, Some(7), Some(true)),
            ),
            (
                r#"{"resultSet":{"totalRecords":"7","hiddenAgents":2,"_links":{},"skills":[]}}"#,
                (0, Some(7), Some(false)),
            ),
            (r#"{"skills":[{"skillId":"1"}],"_links":{"next":""}}"#, (1, None, Some(false))),
            (r#"{"skills":[{"skillId":"1"}],"totalRecords":null}"#, (1, None, None)),
        ] {
            let Records { items, total, link, hidden } = records::<WireSkill>(body.as_bytes()).unwrap();
            assert_eq!((items.len(), total, link), told, "{body}");
            assert_eq!(hidden, body.contains("hiddenAgents"), "{body}");
        }
        for body in
            ["", "{}", "[]", "<html>", r#"{"skills":null}"#, r#"{"skills":[{}]}"#, r#"{"skills":[{"skillId":null}]}"#]
        {
            assert!(records::<WireSkill>(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn agents_and_skills_have_what_they_need() {
        let body = br#"{"agents":[
            {"agentId":645328,"firstName":" Zo\u00eb ","lastName":"Ng","emailAddress":"zoe@x.example","internalId":1007,"teamId":3301,"teamName":" Care North ","isActive":true},
            {"agentId":12345678901234567890123,"userName":"bob@x.example","isActive":false},
            {"agentId":"7","isActive":"False","firstName":"","lastName":null}
        ]}"#;
        let agents: Vec<Agent> = records::<WireAgent>(body).unwrap().items.into_iter().map(Agent::from).collect();
        let told: Vec<_> = agents
            .iter()
            .map(|a| (a.id.as_str(), a.name.as_str(), a.email.as_deref(), a.employee_id.as_deref(), a.active))
            .collect();
        assert_eq!(
            told,
            [
                ("645328", "Zoë Ng", Some("zoe@x.example"), Some("1007"), true),
                ("12345678901234567890123", "bob@x.example", None, None, false),
                ("7", "7", None, None, false),
            ]
        );
        let told: Vec<_> = agents.iter().map(|agent| (agent.login.as_deref(), agent.team.as_deref())).collect();
        assert_eq!(told, [(None, Some("Care North")), (Some("bob@x.example"), None), (None, None)]);
        let body = br#"{"skills":[{"skillId":43464,"skillName":"Billing"},{"skillId":5,"isActive":false}]}"#;
        let skills: Vec<Skill> = records::<WireSkill>(body).unwrap().items.into_iter().map(Skill::from).collect();
        let told: Vec<_> = skills.iter().map(|s| (s.id.as_str(), s.name.as_str(), s.active)).collect();
        assert_eq!(told, [("43464", "Billing", true), ("5", "5", false)]);
    }

    #[test]
    fn assignments_are_read_whole_or_not_at_all() {
        let read = |scope: Scope, asked: Asked, rows: &str| {
            let body = format!(r#"{{"agentSkillAssignments":[{rows}]}}"#);
            let rows = records::<WireAssignment>(body.as_bytes()).ok()?.items;
            let items = by_agent(rows, &scope, asked).ok()?;
            let told = items.into_iter().map(|(agent, has)| {
                let levels = has
                    .iter()
                    .map(|(skill, level)| format!(" {skill}={level}{}", if has.is_off(skill) { "!" } else { "" }));
                format!("{agent}:{}", levels.collect::<String>())
            });
            Some(told.collect::<Vec<_>>().join(", "))
        };
        let (all, agent, skill) = (Scope::All, Scope::Agent("7".into()), Scope::Skill("1".into()));
        let row = |rest: &str| format!(r#"{{"agentId":7,"skillId":1{rest}}}"#);
        let other = r#"{"agentId":"8","skillId":"1","agentProficiencyValue":"20","isActive":false}"#;
        let full = row(r#","agentProficiencyValue":3,"isActive":true"#);
        for (scope, asked, rows, expected) in [
            (&all, Asked::Off, row(r#","agentProficiencyValue":3"#), Some("7: 1=3!")),
            (&all, Asked::Active, row(r#","agentProficiencyValue":3.0,"isActive":null"#), Some("7: 1=3")),
            (&all, Asked::Active, format!("{full},{full}"), Some("7: 1=3")),
            (&all, Asked::Active, String::new(), Some("")),
            (&agent, Asked::All, String::new(), Some("7:")),
            (&agent, Asked::All, full.clone(), Some("7: 1=3")),
            (&all, Asked::Active, format!("{full},{other}"), Some("7: 1=3, 8: 1=20!")),
            (&all, Asked::Off, format!("{full},{other}"), Some("7: 1=3, 8: 1=20!")),
            (&all, Asked::SurelyOff, format!("{full},{other}"), Some("7: 1=3!, 8: 1=20!")),
            (&all, Asked::DoubtfullyOff, format!("{full},{other}"), None),
            (&all, Asked::DoubtfullyOff, other.into(), Some("8: 1=20!")),
            (&skill, Asked::All, format!("{full},{other}"), Some("7: 1=3, 8: 1=20!")),
            (&agent, Asked::All, row(r#","agentProficiencyValue":1,"isActive":true,"isAssigned":false"#), Some("7:")),
            (&agent, Asked::All, row(r#","agentProficiencyValue":3"#), None),
            (&agent, Asked::All, row(r#","isActive":true"#), None),
            (&agent, Asked::All, row(r#","agentProficiencyValue":null,"isActive":true"#), None),
            (&agent, Asked::All, row(r#","agentProficiencyValue":"High","isActive":true"#), None),
            (&agent, Asked::All, row(r#","agentProficiencyValue":2.5,"isActive":true"#), None),
            (&all, Asked::Active, r#"{"skillId":1,"agentProficiencyValue":3}"#.into(), None),
            (&all, Asked::Active, r#"{"agentId":7,"agentProficiencyValue":3}"#.into(), None),
            (&all, Asked::Active, format!("{full},{}", row(r#","agentProficiencyValue":4"#)), None),
        ] {
            assert_eq!(read(scope.clone(), asked, &rows).as_deref(), expected, "{scope:?} {asked:?} {rows}");
        }
    }
}
