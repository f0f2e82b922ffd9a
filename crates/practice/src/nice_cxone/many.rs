//! Adding or changing many skills of many agents at once.

use serde_json::{Value, json};

use super::ASSIGN_SKILLS;
use super::body::{Item, Level, active, level, list, within};
use super::call::{Answer, Call};
use super::query::invalid;
use super::tenant::number;
use super::writes::{Place, Verb, carry_out, wrapped};
use crate::refusal::Refusal;

/// Some agents, and what each of them is to have.
struct Part {
    agents: Vec<String>,
    skills: Vec<Item>,
}

pub(super) fn write(call: &Call) -> Answer {
    call.needs(ASSIGN_SKILLS)?;
    let mut done = Vec::new();
    for part in parts(call)? {
        for agent in &part.agents {
            of_agent(call, agent, &part.skills, &mut done);
        }
    }
    let results = done.into_iter().map(|done| match done {
        Ok((agent, skill)) => json!({ "success": true, "agentId": number(&agent), "skillId": number(&skill) }),
        Err(error) => json!({ "success": false, "error": error }),
    });
    // Text in the published shape, unlike everywhere else.
    Ok(wrapped(call, "skillResults", results.collect(), true))
}

type Done = Result<(String, String), String>;

fn of_agent(call: &Call, raw: &str, skills: &[Item], done: &mut Vec<Done>) {
    let agent = match call.agent_called(raw) {
        Ok(agent) => agent,
        Err(refusal) => return done.extend(skills.iter().map(|_| Err(refusal.message.clone()))),
    };
    let first = done.len() + 1;
    let each = call.shared.switch(call.seq, &agent, |held| {
        let each = |(at, item): (usize, &Item)| {
            let skill = call.skill_called(&item.id).map_err(|refusal| refusal.message)?;
            carry_out(call, Verb::Set, held, &Place { agent: &agent, skill: &skill, number: first + at }, item)?;
            Ok((agent.clone(), skill))
        };
        skills.iter().enumerate().map(each).collect::<Vec<_>>()
    });
    done.extend(each.unwrap_or_default());
}

fn parts(call: &Call) -> Result<Vec<Part>, Refusal> {
    const LIST: &str = "agentAndSkillDetails";
    let parts = list(call.body.as_ref().and_then(|body| body.get(LIST)), LIST)?;
    let parts = parts.iter().map(|each| part(call, each)).collect::<Result<Vec<_>, _>>()?;
    within(parts.iter().map(|part| part.agents.len() * part.skills.len()).sum())?;
    Ok(parts)
}

fn part(call: &Call, part: &Value) -> Result<Part, Refusal> {
    let agents = ids(part, "agentIds")?;
    let mut skills = Vec::new();
    for each in list(part.get("skills"), "skills")? {
        let takes_levels = call.tenant.settings.many_take_levels;
        let level = if takes_levels { level(each) } else { Level::Absent };
        let active = active(each)?;
        skills.extend(ids(each, "skillIds")?.into_iter().map(|id| Item { id, level: level.clone(), active }));
    }
    Ok(Part { agents, skills })
}

fn ids(of: &Value, name: &str) -> Result<Vec<String>, Refusal> {
    let text = |id: &Value| id.as_str().map(str::to_owned).ok_or_else(|| invalid(name, &id.to_string()));
    list(of.get(name), name)?.iter().map(text).collect()
}
