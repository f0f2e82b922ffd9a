//! Reading who has which skill: everybody's, one agent's, one skill's, and what an agent does not have.

use std::collections::BTreeSet;

use serde_json::json;

use super::call::{Answer, Call};
use super::directory::{media_wanted, names};
use super::listing::{Row, page, row};
use super::tenant::{CAMPAIGN, guid, medium, number};
use super::{VIEW_SKILLS, VIEW_USERS};
use crate::state::{Agent, Skill, State};

/// In which fields a search for assignments looks.
const KEYS: &[&str] = &["agentId", "firstName", "lastName", "skillId", "skillName", "teamName", "internalId"];

/// A skill that an agent has.
struct Held<'a> {
    agent: &'a Agent,
    skill: &'a Skill,
    level: u32,
    active: bool,
}

/// Everybody's: those whose agent is (or is not) active, and that are (or are not) active themselves.
pub(super) fn sweep(call: &Call) -> Answer {
    call.needs(VIEW_USERS)?;
    let (agent_active, active) = if call.is_recent() {
        (Some(call.query.needed_flag("isAgentActive")?), Some(call.query.needed_flag("isActive")?))
    } else {
        (call.query.flag("isAgentActive")?, call.query.flag("isActive")?)
    };
    let wanted = media_wanted(call)?;
    let in_use = call.query.flag("isSkillActive")? != Some(false);
    call.no_times()?;
    let state = call.shared.state();
    let agents = state.directory.agents.iter().filter(|agent| agent_active.is_none_or(|is| agent.active == is));
    let held = agents.flat_map(|agent| of(agent, call, &state));
    let held = held.filter(|held| in_use && active.is_none_or(|is| held.active == is) && wanted(held.skill));
    listed(call, held.collect())
}

pub(super) fn of_agent(call: &Call) -> Answer {
    call.needs(VIEW_USERS)?;
    let agent = call.agent()?;
    let wanted = media_wanted(call)?;
    let in_use = call.query.flag("isSkillActive")? != Some(false);
    let active = call.query.flag("isAssignedSkillActive")?;
    call.no_times()?;
    let state = call.shared.state();
    let agent = &state.directory.agents[call.tenant.agents[&agent]];
    let held = of(agent, call, &state).into_iter();
    let held = held.filter(|held| in_use && active.is_none_or(|is| held.active == is) && wanted(held.skill));
    listed(call, held.collect())
}

pub(super) fn of_skill(call: &Call) -> Answer {
    call.needs(VIEW_SKILLS)?;
    let skill = call.skill()?;
    call.no_times()?;
    let state = call.shared.state();
    let skill = &state.directory.skills[call.tenant.skills[&skill]];
    let held = state.directory.agents.iter().filter_map(|agent| {
        let level = *state.levels(&agent.id)?.get(&skill.id)?;
        let off = state.switched_off.get(&agent.id).is_some_and(|off| off.contains(&skill.id));
        Some(Held { agent, skill, level, active: !off })
    });
    listed(call, held.collect())
}

/// What an agent does not have.
pub(super) fn missing(call: &Call) -> Answer {
    call.needs(VIEW_USERS)?;
    let agent = call.agent()?;
    let state = call.shared.state();
    let held = state.levels(&agent);
    let skills = state.directory.skills.iter().filter(|skill| held.is_none_or(|held| !held.contains_key(&skill.id)));
    let told = |skill: &&Skill| {
        let (media, medium) = medium(&skill.name);
        row(json!({
            "skillId": number(&skill.id),
            "skillName": skill.name,
            "isSkillActive": true,
            "mediaTypeId": media,
            "mediaTypeName": medium,
            "campaignId": CAMPAIGN.0,
            "campaignName": CAMPAIGN.1,
        }))
    };
    Ok(page(call, skills.collect(), told, &["skillId", "skillName"])?.answer("skills", true))
}

fn of<'a>(agent: &'a Agent, call: &Call, state: &'a State) -> Vec<Held<'a>> {
    static NONE: BTreeSet<String> = BTreeSet::new();
    let off = state.switched_off.get(&agent.id).unwrap_or(&NONE);
    let held = state.levels(&agent.id).into_iter().flatten();
    held.filter_map(|(id, level)| {
        let skill = &state.directory.skills[*call.tenant.skills.get(id)?];
        Some(Held { agent, skill, level: *level, active: !off.contains(id) })
    })
    .collect()
}

fn listed(call: &Call, held: Vec<Held<'_>>) -> Answer {
    Ok(page(call, held, |held| told(held, call), KEYS)?.answer("agentSkillAssignments", false))
}

fn told(held: &Held<'_>, call: &Call) -> Row {
    let Held { agent, skill, level, active } = held;
    let settings = &call.tenant.settings;
    let ((first, last), (media, medium)) = (names(agent), medium(&skill.name));
    row(json!({
        "agentId": number(&agent.id),
        "userId": guid(&agent.id),
        "firstName": first,
        "middleName": "",
        "lastName": last,
        "agentProficiencyValue": level,
        "agentProficiencyName": level_name(*level, settings.ceiling),
        "campaignId": CAMPAIGN.0,
        "campaignName": CAMPAIGN.1,
        "internalId": agent.employee_id,
        "isActive": if settings.rows_tell_agent { agent.active } else { *active },
        "isSkillActive": true,
        "isAssigned": true,
        "isRestricted": settings.restricted_agents.contains(&agent.id) || settings.restricted_skills.contains(&skill.id),
        "teamId": call.tenant.team(&agent.team),
        "teamName": agent.team,
        "isOutbound": false,
        "mediaTypeId": media,
        "mediaTypeName": medium,
        "skillId": number(&skill.id),
        "skillName": skill.name,
    }))
}

/// Five levels have names; of more only the ends do.
fn level_name(level: u32, ceiling: u32) -> String {
    const FIVE: [&str; 5] = ["Highest", "High", "Medium", "Low", "Lowest"];
    let five = FIVE.get(level.saturating_sub(1) as usize).filter(|_| ceiling == 5);
    match (level, five) {
        (_, Some(name)) => (*name).to_owned(),
        (1, _) => "Highest".to_owned(),
        (level, _) if level == ceiling => "Lowest".to_owned(),
        (level, _) => level.to_string(),
    }
}
