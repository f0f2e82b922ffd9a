//! Users: listing, looking up and searching them.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Json;
use serde_json::{Value, json};

use super::assignments::entity;
use super::call::Call;
use super::error::ErrorBody;
use super::page::Page;
use super::rights::{READ_USERS, SEARCH_USERS};
use super::{ORGANISATION_ID, search, uuid_of};
use crate::state::{Agent, State};

const MOST_PER_PAGE: usize = 500;
const MOST_IDS: usize = 100;
const STATES: [&str; 4] = ["active", "inactive", "deleted", "any"];
const ORDERS: [&str; 4] = ["ascending", "descending", "asc", "desc"];

/// What more can be told of a user; the practice centre has something to say about the first three.
const EXPANSIONS: [&str; 25] = [
    "skills",
    "employerInfo",
    "team",
    "routingStatus",
    "presence",
    "integrationPresence",
    "conversationSummary",
    "outOfOffice",
    "geolocation",
    "station",
    "authorization",
    "lasttokenissued",
    "authorization.unusedRoles",
    "workPlanBidRanks",
    "externalContactsSettings",
    "groups",
    "customAttributes",
    "profileSkills",
    "certifications",
    "locations",
    "languages",
    "languagePreference",
    "biography",
    "dateLastLogin",
    "dateWelcomeSent",
];

/// What is to be told of users beyond the usual.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Expand {
    skills: bool,
    employer: bool,
    team: bool,
    /// Every so manieth user comes without skills all the same.
    without_skills_every: Option<usize>,
}

impl Expand {
    pub(super) fn of<'a>(words: impl Iterator<Item = &'a str>, call: &Call) -> Result<Self, ErrorBody> {
        let mut expand = Self { without_skills_every: call.settings.skills_left_out_every, ..Self::default() };
        for word in words {
            match word {
                "skills" => expand.skills = true,
                "employerInfo" => expand.employer = true,
                "team" => expand.team = true,
                word if EXPANSIONS.contains(&word) => {}
                word => return Err(ErrorBody::invalid_param(word, "expand", &EXPANSIONS.join(", "))),
            }
        }
        Ok(expand)
    }

    fn asked(call: &Call) -> Result<Self, ErrorBody> {
        Self::of(call.asked_all("expand"), call)
    }
}

/// `GET /api/v2/users`
pub(super) async fn list(call: Call) -> Result<Json<Value>, ErrorBody> {
    call.needs(if call.settings.listing_needs_view { &SEARCH_USERS } else { &READ_USERS })?;
    let page = Page::asked(&call, MOST_PER_PAGE)?;
    let expand = Expand::asked(&call)?;
    let wanted = call.one_of("state", &STATES, "active")?;
    let descending = call.one_of("sortOrder", &ORDERS, "asc")?.starts_with("desc");
    let ids = call.asked_all("id").collect::<Vec<_>>();
    if ids.len() > MOST_IDS {
        let message = "Only 100 users can be requested at a time.";
        return Err(ErrorBody::new(StatusCode::BAD_REQUEST, "max.user.ids", message));
    }
    let state = call.shared.state();
    let asked = |agent: &&Agent| wanted == "any" || wanted == state_of(agent);
    let named = |agent: &&Agent| ids.is_empty() || ids.contains(&agent.id.as_str());
    let mut users = state.directory.agents.iter().filter(asked).filter(named).collect::<Vec<_>>();
    if descending {
        users.reverse();
    }
    Ok(page.listing(&call, &users, |agent| user(&state, agent, expand)))
}

/// `GET /api/v2/users/{id}`
pub(super) async fn one(Path(id): Path<String>, call: Call) -> Result<Json<Value>, ErrorBody> {
    call.needs(&READ_USERS)?;
    let expand = Expand::asked(&call)?;
    let state = call.shared.state();
    let agent = state.directory.agent(&id);
    let agent = agent.ok_or_else(|| ErrorBody::no_such("Unable to find a user with that userId"))?;
    Ok(Json(user(&state, agent, expand)))
}

/// `GET /api/v2/users/me`
pub(super) async fn me(call: Call) -> Result<Json<Value>, ErrorBody> {
    let expand = Expand::asked(&call)?;
    let Some(person) = &call.grant.holder.person else {
        let message =
            "This request requires a user context. Client credentials cannot be used for requests to this resource.";
        return Err(ErrorBody::new(StatusCode::BAD_REQUEST, "not.a.user", message));
    };
    let state = call.shared.state();
    let agent = state.directory.agent(person);
    let agent = agent.ok_or_else(|| ErrorBody::no_such("The requested userID could not be found."))?;
    Ok(Json(user(&state, agent, expand)))
}

/// `POST /api/v2/users/search`
pub(super) async fn find(call: Call, body: Bytes) -> Result<Json<Value>, ErrorBody> {
    call.needs(&SEARCH_USERS)?;
    call.carries_json()?;
    let search = search::Search::read(&body)?;
    let expand = Expand::of(search.expand.iter().map(String::as_str), &call)?;
    let state = call.shared.state();
    let found = state.directory.agents.iter().filter(|agent| search.finds(agent)).collect::<Vec<_>>();
    let page = search.page();
    Ok(Json(json!({
        "total": found.len(),
        "pageCount": page.count(found.len()),
        "pageSize": page.size,
        "pageNumber": page.number,
        "types": ["users"],
        "results": page.cut(&found).map(|agent| user(&state, agent, expand)).collect::<Vec<_>>(),
    })))
}

pub(super) fn state_of(agent: &Agent) -> &'static str {
    if agent.active { "active" } else { "inactive" }
}

fn user(state: &State, agent: &Agent, expand: Expand) -> Value {
    let uri = format!("/api/v2/users/{}", agent.id);
    let contact = json!({ "address": agent.email, "mediaType": "EMAIL", "type": "PRIMARY" });
    let mut user = json!({
        "id": agent.id,
        "name": agent.name,
        "division": {
            "id": ORGANISATION_ID,
            "name": "Home",
            "selfUri": format!("/api/v2/authorization/divisions/{ORGANISATION_ID}"),
        },
        "chat": { "jabberId": format!("{}@practice.orgspan.example", agent.id) },
        "email": agent.email,
        "primaryContactInfo": [contact],
        "addresses": [],
        "state": state_of(agent),
        "username": agent.login,
        "version": 1,
        "acdAutoAnswer": false,
        "selfUri": uri,
    });
    if expand.employer {
        user["employerInfo"] = json!({ "employeeId": agent.employee_id });
    }
    if expand.team {
        user["team"] = json!({ "id": uuid_of(&agent.team), "name": agent.team });
    }
    if expand.skills && !left_out(state, agent, expand.without_skills_every) {
        let levels = state.levels(&agent.id).into_iter().flatten();
        user["skills"] = levels.map(|(skill, level)| entity(state, &agent.id, skill, *level)).collect();
    }
    user
}

/// Expansions are made with best effort only.
fn left_out(state: &State, agent: &Agent, every: Option<usize>) -> bool {
    let place = || state.directory.agents.iter().position(|one| one.id == agent.id).unwrap_or_default() + 1;
    every.is_some_and(|every| place().is_multiple_of(every.max(1)))
}
