//! The bodies of writes, as published. Every change says whether its assignment is active, or CXone would decide.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;
use skillsheet_skills::{AgentId, Call, Change, Proficiency, SkillId};

/// From this version on, agents' ids are texts where levels are set by skill; before, they were numbers.
const TEXT_IDS_FROM: u32 = 34;

/// `{"skills":[…]}`, on the side of an agent.
#[derive(Serialize)]
pub(super) struct OfAgent<'a> {
    skills: Vec<OfSkillId<'a>>,
}

/// `{"agents":[…]}`, on the side of a skill.
#[derive(Serialize)]
pub(super) struct OfSkill<'a> {
    agents: Vec<OfAgentId<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OfSkillId<'a> {
    skill_id: &'a SkillId,
    #[serde(flatten)]
    level: Option<Level>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OfAgentId<'a> {
    agent_id: WireId<'a>,
    #[serde(flatten)]
    level: Option<Level>,
}

/// What an assignment is to be; it is left out where it is taken away.
#[derive(Clone, Copy, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "camelCase")]
struct Level {
    proficiency: Proficiency,
    is_active: bool,
}

impl Level {
    fn of(change: &Change) -> Option<Level> {
        change.after.map(|proficiency| Level { proficiency, is_active: !change.off })
    }
}

/// An id as the version takes it.
enum WireId<'a> {
    Text(&'a str),
    Number(&'a str),
}

impl Serialize for WireId<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            WireId::Text(id) => serializer.serialize_str(id),
            // Digit by digit, however many there are.
            WireId::Number(id) => {
                let raw = RawValue::from_string((*id).to_owned()).map_err(serde::ser::Error::custom)?;
                raw.serialize(serializer)
            }
        }
    }
}

impl<'a> WireId<'a> {
    /// A number where that is wanted and the id is one; an agent may also be named by a text that is none.
    fn number(id: &'a AgentId) -> Self {
        let text = id.as_str();
        let whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if whole && (text.len() == 1 || !text.starts_with('0')) { WireId::Number(text) } else { WireId::Text(text) }
    }

    fn by_version(id: &'a AgentId, version: u32) -> Self {
        if version >= TEXT_IDS_FROM { WireId::Text(id.as_str()) } else { WireId::number(id) }
    }
}

impl<'a> OfAgent<'a> {
    pub fn new(call: &'a Call) -> Self {
        let skills = call.changes.iter().map(|change| OfSkillId { skill_id: &change.skill, level: Level::of(change) });
        OfAgent { skills: skills.collect() }
    }
}

impl<'a> OfSkill<'a> {
    pub fn new(call: &'a Call, version: u32) -> Self {
        let agents = call.changes.iter().map(|change| {
            let level = Level::of(change);
            // Where agents are taken away, no version is known to take texts.
            let agent_id = match level {
                Some(_) => WireId::by_version(&change.agent, version),
                None => WireId::number(&change.agent),
            };
            OfAgentId { agent_id, level }
        });
        OfSkill { agents: agents.collect() }
    }
}

/// Many skills of many agents.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfMany<'a> {
    agent_and_skill_details: Vec<Detail<'a>>,
}

/// Agents who are all to have the same skills at the same levels.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Detail<'a> {
    agent_ids: Vec<&'a AgentId>,
    skills: Vec<AtLevel<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AtLevel<'a> {
    skill_ids: Vec<&'a SkillId>,
    #[serde(flatten)]
    level: Level,
}

impl<'a> OfMany<'a> {
    pub fn new(call: &'a Call) -> Self {
        type Wanted<'a> = BTreeMap<Level, Vec<&'a SkillId>>;
        let mut of_agents: BTreeMap<&AgentId, Wanted> = BTreeMap::new();
        for change in &call.changes {
            let Some(level) = Level::of(change) else { continue };
            of_agents.entry(&change.agent).or_default().entry(level).or_default().push(&change.skill);
        }
        let mut alike: BTreeMap<Wanted, Vec<&AgentId>> = BTreeMap::new();
        for (agent, mut wanted) in of_agents {
            wanted.values_mut().for_each(|skills| skills.sort_unstable());
            alike.entry(wanted).or_default().push(agent);
        }
        let details = alike.into_iter().map(|(wanted, agent_ids)| Detail {
            agent_ids,
            skills: wanted.into_iter().map(|(level, skill_ids)| AtLevel { skill_ids, level }).collect(),
        });
        OfMany { agent_and_skill_details: details.collect() }
    }
}

#[cfg(test)]
mod tests {
    use skillsheet_skills::{Assignments, Verb, Way};

    use super::*;

    fn json(body: &impl Serialize) -> String {
        serde_json::to_string(body).unwrap()
    }

    fn call(changes: &[(&str, &str, Option<i16>, bool)]) -> Call {
        let changes = changes.iter().map(|(agent, skill, level, off)| Change {
            agent: (*agent).into(),
            skill: (*skill).into(),
            before: None,
            after: level.map(Proficiency::whole),
            off: *off,
            cells: Vec::new(),
        });
        Call { way: Way::Agent("7".into(), Verb::Set), changes: changes.collect(), send: Assignments::new() }
    }

    #[test]
    fn bodies_are_as_published() {
        let long = "12345678901234567890123";
        let set = call(&[("7", "1", Some(3), false), (long, "2", Some(20), true)]);
        assert_eq!(
            json(&OfAgent::new(&set)),
            r#"{"skills":[{"skillId":"1","proficiency":3,"isActive":true},{"skillId":"2","proficiency":20,"isActive":false}]}"#
        );
        assert_eq!(
            json(&OfSkill::new(&set, 34)),
            format!(
                r#"{{"agents":[{{"agentId":"7","proficiency":3,"isActive":true}},{{"agentId":"{long}","proficiency":20,"isActive":false}}]}}"#
            )
        );
        assert_eq!(
            json(&OfSkill::new(&set, 23)),
            format!(
                r#"{{"agents":[{{"agentId":7,"proficiency":3,"isActive":true}},{{"agentId":{long},"proficiency":20,"isActive":false}}]}}"#
            )
        );
        let guid = "21eba984-c2c6-4b30-828e-0242ac110012";
        let remove = call(&[("7", "1", None, false), (guid, "2", None, true), ("007", "3", None, false)]);
        assert_eq!(json(&OfAgent::new(&remove)), r#"{"skills":[{"skillId":"1"},{"skillId":"2"},{"skillId":"3"}]}"#);
        assert_eq!(
            json(&OfSkill::new(&remove, 34)),
            format!(r#"{{"agents":[{{"agentId":7}},{{"agentId":"{guid}"}},{{"agentId":"007"}}]}}"#)
        );
    }

    #[test]
    fn agents_who_get_the_same_stand_together() {
        let call = call(&[
            ("7", "2", Some(3), false),
            ("7", "1", Some(3), false),
            ("8", "1", Some(3), false),
            ("8", "2", Some(3), false),
            ("9", "1", Some(3), false),
            ("9", "2", Some(4), true),
        ]);
        assert_eq!(
            serde_json::to_value(OfMany::new(&call)).unwrap(),
            serde_json::json!({"agentAndSkillDetails":[
                {"agentIds":["9"],"skills":[
                    {"skillIds":["1"],"isActive":true,"proficiency":3},
                    {"skillIds":["2"],"isActive":false,"proficiency":4}
                ]},
                {"agentIds":["7","8"],"skills":[{"skillIds":["1","2"],"isActive":true,"proficiency":3}]}
            ]})
        );
    }
}
