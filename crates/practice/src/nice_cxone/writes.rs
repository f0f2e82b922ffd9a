//! Adding, changing and removing assignments: an agent's skills or a skill's agents, item by item.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::body::{Item, Level, Shape, items};
use super::call::{Answer, Call};
use super::tenant::number;
use super::{ASSIGN_SKILLS, EDIT_SKILLS, EDIT_USERS};
use crate::log::Switched;
use crate::refusal::Refusal;

/// Since this version removing needs the right to edit.
const EDITING: u32 = 17;
/// The level of an assignment that is made without one.
const USUAL_LEVEL: u32 = 1;

/// What a call does to assignments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// Makes those that are not there.
    Add,
    /// Changes those that are there.
    Change,
    /// Makes or changes.
    Set,
    /// Takes away those that are there.
    Remove,
}

pub(super) fn add_skills(call: &Call) -> Answer {
    skills(call, Verb::Add, ASSIGN_SKILLS)
}

pub(super) fn change_skills(call: &Call) -> Answer {
    skills(call, Verb::Change, ASSIGN_SKILLS)
}

pub(super) fn remove_skills(call: &Call) -> Answer {
    skills(call, Verb::Remove, if call.version >= EDITING { EDIT_USERS } else { ASSIGN_SKILLS })
}

pub(super) fn add_agents(call: &Call) -> Answer {
    agents(call, Verb::Add, ASSIGN_SKILLS)
}

pub(super) fn change_agents(call: &Call) -> Answer {
    agents(call, Verb::Change, ASSIGN_SKILLS)
}

pub(super) fn remove_agents(call: &Call) -> Answer {
    agents(call, Verb::Remove, if call.version >= EDITING { EDIT_SKILLS } else { ASSIGN_SKILLS })
}

fn skills(call: &Call, verb: Verb, right: &str) -> Answer {
    call.needs(right)?;
    let agent = call.agent()?;
    // Needed when adding in the older versions, and when changing in the recent ones.
    let active_needed = match verb {
        Verb::Add => !call.is_recent(),
        Verb::Change => call.is_recent(),
        Verb::Set | Verb::Remove => false,
    };
    let shape = Shape { list: "skills", id: "skillId", numbers: false, texts: true, active_needed };
    let items = items(call.body.as_ref(), shape)?;
    let done = call.shared.switch(call.seq, &agent, |held| {
        let each = |(at, item): (usize, &Item)| {
            let skill = call.skill_called(&item.id).map_err(|refusal| refusal.message)?;
            carry_out(call, verb, held, &Place { agent: &agent, skill: &skill, number: at + 1 }, item)?;
            Ok(skill)
        };
        items.iter().enumerate().map(each).collect::<Vec<_>>()
    });
    Ok(results(call, "skillResults", "skillId", &done.unwrap_or_default()))
}

fn agents(call: &Call, verb: Verb, right: &str) -> Answer {
    call.needs(right)?;
    let skill = call.skill()?;
    // The published shapes: a number or text where agents are given a level, a number where they are taken away.
    let texts = verb != Verb::Remove;
    let shape = Shape { list: "agents", id: "agentId", numbers: true, texts, active_needed: false };
    let items = items(call.body.as_ref(), shape)?;
    let each = |(at, item): (usize, &Item)| {
        let agent = call.agent_called(&item.id).map_err(|refusal| refusal.message)?;
        let place = Place { agent: &agent, skill: &skill, number: at + 1 };
        call.shared.switch(call.seq, &agent, |held| carry_out(call, verb, held, &place, item)).unwrap_or(Ok(()))?;
        Ok(agent)
    };
    let done = items.iter().enumerate().map(each).collect::<Vec<_>>();
    Ok(results(call, "agentResults", "agentId", &done))
}

/// Takes one agent from one skill.
pub(super) fn remove_one(call: &Call) -> Answer {
    call.needs(EDIT_SKILLS)?;
    let (skill, agent) = (call.skill()?, call.agent()?);
    let place = Place { agent: &agent, skill: &skill, number: 1 };
    let item = Item { id: agent.clone(), level: Level::Absent, active: None };
    let done = call.shared.switch(call.seq, &agent, |held| carry_out(call, Verb::Remove, held, &place, &item));
    match done {
        Some(Ok(())) => Ok(StatusCode::OK.into_response()),
        _ => {
            Err(Refusal::new(StatusCode::NOT_FOUND, format!("Agent - '{agent}' is not assigned to skill - '{skill}'")))
        }
    }
}

/// Whose assignment of what, and the number of the item that says so, counted from 1.
pub(super) struct Place<'a> {
    pub(super) agent: &'a str,
    pub(super) skill: &'a str,
    pub(super) number: usize,
}

/// Does what one item asks for, or says why not.
pub(super) fn carry_out(
    call: &Call,
    verb: Verb,
    held: &mut Switched,
    place: &Place<'_>,
    item: &Item,
) -> Result<(), String> {
    match call.fails(place.number, place.agent, place.skill) {
        None => set(call, verb, held, place.skill, item),
        Some(fault) => {
            if fault.applies {
                // What it would have said is not what it is made to say.
                let _ = set(call, verb, held, place.skill, item);
            }
            Err(fault.error.clone())
        }
    }
}

fn set(call: &Call, verb: Verb, (levels, off): &mut Switched, skill: &str, item: &Item) -> Result<(), String> {
    let there = levels.get(skill).copied();
    match (verb, there) {
        (Verb::Add, Some(_)) => return Err("Skill is already assigned to agent".to_owned()),
        (Verb::Change | Verb::Remove, None) => return Err("Skill is not assigned to agent".to_owned()),
        _ => {}
    }
    if verb == Verb::Remove {
        levels.remove(skill);
        off.remove(skill);
        return Ok(());
    }
    let level = level(&item.level, call.tenant.settings.ceiling)?.or(there).unwrap_or(USUAL_LEVEL);
    // No such bound is documented: the words are ours.
    if let Some(most) = call.shared.most_skills_each().filter(|most| there.is_none() && levels.len() >= *most) {
        return Err(format!("Agent cannot have more than {most} skills"));
    }
    levels.insert(skill.to_owned(), level);
    // Not saying whether it is to be active switches it on: that is the published default.
    if item.active.unwrap_or(true) {
        off.remove(skill);
    } else {
        off.insert(skill.to_owned());
    }
    Ok(())
}

/// The level if there is one and it is on the scale.
fn level(level: &Level, ceiling: u32) -> Result<Option<u32>, String> {
    let invalid = |text: &str| format!("Invalid proficiency - '{text}'");
    match level {
        Level::Absent => Ok(None),
        Level::Other(text) => Err(invalid(text)),
        Level::Whole(number) => match u32::try_from(*number) {
            Ok(level) if (1..=ceiling.max(1)).contains(&level) => Ok(Some(level)),
            _ => Err(invalid(&number.to_string())),
        },
    }
}

/// What became of each item, in their order: only those that were done say whose they are.
fn results(call: &Call, list: &str, id: &str, done: &[Result<String, String>]) -> Response {
    let each = done.iter().map(|done| match done {
        Ok(done) => json!({ "success": true, id: number(done) }),
        Err(error) => json!({ "success": false, "error": error }),
    });
    wrapped(call, list, each.collect(), call.tenant.settings.error_count_as_text)
}

/// Results as this tenant's version has them.
pub(super) fn wrapped(call: &Call, list: &str, mut results: Vec<Value>, count_as_text: bool) -> Response {
    let settings = &call.tenant.settings;
    let has_failed = |result: &Value| result["success"] == json!(false);
    if settings.failures_last {
        results.sort_by_key(has_failed);
    }
    let errors = results.iter().filter(|result| has_failed(result)).count();
    let count = if count_as_text { json!(errors.to_string()) } else { json!(errors) };
    let body = json!({ "errorCount": count, list: results });
    let body = if settings.bare_results { body } else { json!({ "resultSet": body }) };
    Json(body).into_response()
}
