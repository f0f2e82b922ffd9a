//! Endpoints under `/practice/` to look into a running centre and to steer it. They need no token and count against no limit;
//! only programs on this computer are answered, and never a web page.
//!
//! - `GET /practice/log?after=SEQ`: `{"entries":[…]}`
//! - `GET /practice/state`: agents, skills and every agent's levels, in the platform's own numbers and with its scale
//! - `POST /practice/reset`: starts over
//! - `POST /practice/faults`: a JSON array of rules, in place of those in force
//! - `POST /practice/limit`: `{"requests":300,"windowMillis":60000,"kind":"sliding"}`, or `null` for none
//! - `POST /practice/sign-in-limit`: the same for requests for tokens, by client, where the platform has such a limit
//! - `POST /practice/most-skills-each`: `12`, the most skills that an agent may be given, or `null` for no bound
//! - `POST /practice/token-life`: `{"millis":20000}`, for tokens given out from then on
//! - `DELETE /practice/tokens`: ends all access tokens; `?refresh=true` ends refresh tokens too
//! - `POST /practice/person`: `{"refuses":true}`, whether the person whom a browser signs in refuses to
//! - `POST /practice/withdrawn`: a JSON array of scopes and permissions that nobody has any more, in place of those before
//! - `PUT /practice/agents/{id}/skills`: `{"<skill id>":50}`, the agent's whole list, as somebody else would change it
//! - `PUT /practice/agents/{id}/switched-off`: `["<skill id>"]`, all skills that are switched off for the agent, where the platform
//!   knows such a thing; what the agent does not have is passed over

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{delete, get, post, put};
use axum::{Router, http::uri::Authority};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::faults::{Faults, Rule};
use crate::limit::Limit;
use crate::log::Entry;
use crate::scale::Scale;
use crate::shared::Shared;
use crate::state::{Levels, told};

/// The part of the address that belongs to these endpoints.
pub(crate) const PREFIX: &str = "/practice/";

pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/practice/log", get(log))
        .route("/practice/state", get(read_state))
        .route("/practice/reset", post(reset))
        .route("/practice/faults", post(set_faults))
        .route("/practice/limit", post(set_limit))
        .route("/practice/sign-in-limit", post(set_sign_in_limit))
        .route("/practice/most-skills-each", post(set_most_skills_each))
        .route("/practice/token-life", post(set_token_life))
        .route("/practice/tokens", delete(end_tokens))
        .route("/practice/person", post(set_person))
        .route("/practice/withdrawn", post(set_withdrawn))
        .route("/practice/agents/{id}/skills", put(set_skills))
        .route("/practice/agents/{id}/switched-off", put(set_switched_off))
        .route_layer(from_fn(local_programs_only))
}

/// A page in a browser could reach loopback under a name of its own (DNS rebinding) or by a form; both show in the headers.
async fn local_programs_only(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::ORIGIN) || !names_loopback(request.headers()) {
        return (StatusCode::FORBIDDEN, "Only programs on this computer may steer the practice centre").into_response();
    }
    next.run(request).await
}

fn names_loopback(headers: &HeaderMap) -> bool {
    let host =
        headers.get(header::HOST).and_then(|host| host.to_str().ok()).and_then(|host| host.parse::<Authority>().ok());
    host.is_some_and(|host| {
        let name = host.host().trim_start_matches('[').trim_end_matches(']');
        name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    })
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
}

async fn log(State(shared): State<Arc<Shared>>, Query(After { after }): Query<After>) -> Json<Value> {
    let log = shared.log();
    let scale = shared.options.dialect.scale();
    let entries = log.entries().filter(|entry| entry.seq > after).map(|entry| shown(entry, scale)).collect::<Vec<_>>();
    Json(json!({ "entries": entries }))
}

/// A request as JSON, with what it changed in the platform's own numbers.
fn shown(entry: &Entry, scale: Scale) -> Value {
    let mut shown = json!(entry);
    for (at, applied) in entry.applied.iter().enumerate() {
        shown["applied"][at]["before"] = told(&applied.before, scale);
        shown["applied"][at]["after"] = told(&applied.after, scale);
    }
    shown
}

async fn read_state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.state().told())
}

async fn reset(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.reset();
    StatusCode::NO_CONTENT
}

async fn set_faults(State(shared): State<Arc<Shared>>, Json(rules): Json<Vec<Rule>>) -> StatusCode {
    *shared.faults() = Faults::new(rules);
    StatusCode::NO_CONTENT
}

async fn set_limit(State(shared): State<Arc<Shared>>, Json(limit): Json<Option<Limit>>) -> StatusCode {
    shared.limiter().set(limit);
    StatusCode::NO_CONTENT
}

async fn set_sign_in_limit(State(shared): State<Arc<Shared>>, Json(limit): Json<Option<Limit>>) -> StatusCode {
    shared.sign_ins().set(limit);
    StatusCode::NO_CONTENT
}

async fn set_most_skills_each(State(shared): State<Arc<Shared>>, Json(most): Json<Option<usize>>) -> StatusCode {
    shared.set_most_skills_each(most);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Life {
    millis: u64,
}

async fn set_token_life(State(shared): State<Arc<Shared>>, Json(life): Json<Life>) -> StatusCode {
    shared.set_token_life(Duration::from_millis(life.millis));
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Also {
    #[serde(default)]
    refresh: bool,
}

async fn end_tokens(State(shared): State<Arc<Shared>>, Query(also): Query<Also>) -> StatusCode {
    shared.tokens().end_all(also.refresh);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    refuses: bool,
}

async fn set_person(State(shared): State<Arc<Shared>>, Json(person): Json<Person>) -> StatusCode {
    shared.set_refuses(person.refuses);
    StatusCode::NO_CONTENT
}

async fn set_withdrawn(State(shared): State<Arc<Shared>>, Json(rights): Json<BTreeSet<String>>) -> StatusCode {
    shared.set_withdrawn(rights);
    StatusCode::NO_CONTENT
}

async fn set_skills(
    State(shared): State<Arc<Shared>>,
    Path(agent): Path<String>,
    Json(sent): Json<BTreeMap<String, f64>>,
) -> Result<Json<Value>, (StatusCode, String)> {
    let scale = shared.options.dialect.scale();
    let mut levels = Levels::new();
    for (skill, level) in sent {
        let no_level = || (StatusCode::UNPROCESSABLE_ENTITY, format!("{level} is no level of this centre"));
        levels.insert(skill, scale.kept(level).ok_or_else(no_level)?);
    }
    let mut state = shared.state();
    if let Some(unknown) = levels.keys().find(|id| state.directory.skill(id).is_none()) {
        return Err((StatusCode::UNPROCESSABLE_ENTITY, format!("No skill has the id {unknown}")));
    }
    match state.replace(&agent, levels.clone()) {
        Some(_) => Ok(Json(told(&levels, scale))),
        None => Err((StatusCode::NOT_FOUND, format!("No agent has the id {agent}"))),
    }
}

async fn set_switched_off(
    State(shared): State<Arc<Shared>>,
    Path(agent): Path<String>,
    Json(skills): Json<BTreeSet<String>>,
) -> StatusCode {
    let mut state = shared.state();
    if state.levels(&agent).is_none() {
        return StatusCode::NOT_FOUND;
    }
    state.switch_off(&agent, skills);
    StatusCode::NO_CONTENT
}
