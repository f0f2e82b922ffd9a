//! Listing agents and skills.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json};
use serde_json::{Value, json};

use super::call::{Answer, Call};
use super::listing::{Row, page, row};
use super::query::{bad, invalid};
use super::tenant::{BUSINESS_UNIT, Tenant, guid, medium, number};
use super::{VIEW_SKILLS, VIEW_USERS};
use crate::refusal::Refusal;
use crate::state::{Agent, Skill};

/// In which fields a search for agents looks.
const AGENT_KEYS: &[&str] = &["agentId", "userName", "firstName", "lastName", "emailAddress", "internalId", "teamName"];

pub(super) fn agents(call: &Call) -> Answer {
    may_list_agents(call)?;
    let active = call.query.flag("isActive")?;
    // Nobody here is ever locked out.
    let locked = call.query.flag("isLocked")? == Some(true);
    let since = call.query.since(&["updateSince", "updatedSince"])?;
    let changed = call.tenant.changed_since(since);
    let state = call.shared.state();
    let wanted = |agent: &&Agent| active.is_none_or(|active| agent.active == active) && !locked && changed;
    let agents = state.directory.agents.iter().filter(wanted).collect::<Vec<_>>();
    Ok(page(call, agents, |agent| agent_row(agent, &call.tenant), AGENT_KEYS)?.answer("agents", false))
}

/// This one list answers so when the right is missing.
fn may_list_agents(call: &Call) -> Result<(), Refusal> {
    if call.has(VIEW_USERS) { Ok(()) } else { Err(Refusal::new(StatusCode::CONFLICT, "Invalid Permissions")) }
}

pub(super) fn skills(call: &Call) -> Answer {
    call.needs(VIEW_SKILLS)?;
    let wanted = media_wanted(call)?;
    let active = call.query.flag("isActive")?;
    let since = call.query.since(&["updatedSince"])?;
    let changed = call.tenant.changed_since(since);
    let state = call.shared.state();
    let skills = state
        .directory
        .skills
        .iter()
        .filter(|skill| active.is_none_or(|active| skill.active == active) && changed && wanted(skill))
        .collect::<Vec<_>>();
    Ok(page(call, skills, |skill| skill_row(skill), &["skillId", "skillName"])?.answer("skills", false))
}

/// Which skills two common filters leave.
pub(super) fn media_wanted(call: &Call) -> Result<impl Fn(&Skill) -> bool + use<>, Refusal> {
    let media = call.query.number("mediaTypeId")?;
    let strategy = call.query.text("outboundStrategy");
    if let Some(strategy) = strategy.filter(|strategy| !["Manual", "Personal Connection"].contains(strategy)) {
        return Err(invalid("outboundStrategy", strategy));
    }
    // No skill here calls out, so none has a strategy for it.
    let outbound = strategy.is_some();
    Ok(move |skill: &Skill| !outbound && media.is_none_or(|media| medium(&skill.name).0 as usize == media))
}

/// Finds agents by their ids.
pub(super) fn search(call: &Call) -> Answer {
    may_list_agents(call)?;
    let body = call.body.as_ref().and_then(Value::as_object).ok_or_else(|| bad("Invalid body - ''".to_owned()))?;
    let ids = match body.get("agentIds") {
        None | Some(Value::Null) => None,
        Some(ids) => Some(texts(ids).ok_or_else(|| invalid("agentIds", &ids.to_string()))?),
    };
    let active = match body.get("isActive") {
        None | Some(Value::Null) => None,
        Some(active) => Some(active.as_bool().ok_or_else(|| invalid("isActive", &active.to_string()))?),
    };
    let state = call.shared.state();
    let all = &state.directory.agents;
    let found = |id: &String| call.agent_called(id).map(|id| &all[call.tenant.agents[&id]]).map_err(|no| no.message);
    let found = match &ids {
        Some(ids) => ids.iter().map(found).collect::<Vec<_>>(),
        None => all.iter().map(Ok).collect(),
    };
    let wanted = found
        .into_iter()
        .filter(|found| found.as_ref().map_or(true, |agent| active.is_none_or(|active| agent.active == active)));
    let results = wanted.map(|found| match found {
        Ok(agent) => json!({ "success": true, "agentRecord": agent_row(agent, &call.tenant) }),
        Err(error) => json!({ "success": false, "error": error }),
    });
    let results = results.collect::<Vec<_>>();
    let errors = results.iter().filter(|result| result["success"] == json!(false)).count();
    let body = json!({
        "totalRecords": results.len() - errors,
        "businessUnitId": BUSINESS_UNIT,
        "lastPollTime": jiff::Timestamp::now().to_string(),
        "hiddenAgents": 0,
        "errorCount": errors,
        "agentResults": [results],
    });
    Ok(Json(body).into_response())
}

fn texts(list: &Value) -> Option<Vec<String>> {
    list.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

/// First and last name: what stands before the first space, and the rest.
pub(super) fn names(agent: &Agent) -> (&str, &str) {
    agent.name.split_once(' ').unwrap_or((&agent.name, ""))
}

fn agent_row(agent: &Agent, tenant: &Tenant) -> Row {
    let (first, last) = names(agent);
    row(json!({
        "agentId": number(&agent.id),
        "userName": agent.login,
        "firstName": first,
        "middleName": "",
        "lastName": last,
        "userID": guid(&agent.id),
        "emailAddress": agent.email,
        "isActive": agent.active,
        "teamId": tenant.team(&agent.team),
        "teamName": agent.team,
        "internalId": agent.employee_id,
        "locked": false,
    }))
}

fn skill_row(skill: &Skill) -> Row {
    let (media, medium) = medium(&skill.name);
    row(json!({
        "skillId": number(&skill.id),
        "skillName": skill.name,
        "mediaTypeId": media,
        "mediaTypeName": medium,
        "isActive": skill.active,
        "campaignId": super::tenant::CAMPAIGN.0,
        "campaignName": super::tenant::CAMPAIGN.1,
        "isOutbound": false,
    }))
}
