//! Endpoints under `/practice/` to look into a running centre and to steer it. They need no token and count against no limit;
//! only programs on this computer are answered, and never a web page.
//!
//! - `GET /practice/log?after=SEQ`: `{"entries":[…]}`
//! - `GET /practice/state`: agents, skills and every agent's levels
//! - `POST /practice/reset`: starts over
//! - `POST /practice/faults`: a JSON array of rules, in place of those in force
//! - `POST /practice/limit`: `{"requests":300,"windowMillis":60000,"kind":"sliding"}`, or `null` for none
//! - `PUT /practice/agents/{id}/skills`: `{"<skill id>":50}`, the agent's whole list, as somebody else would change it

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post, put};
use axum::{Router, http::uri::Authority};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::faults::{Faults, Rule};
use crate::limit::Limit;
use crate::shared::Shared;
use crate::state::{self, Levels};

/// The part of the address that belongs to these endpoints.
pub(crate) const PREFIX: &str = "/practice/";

pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/practice/log", get(log))
        .route("/practice/state", get(read_state))
        .route("/practice/reset", post(reset))
        .route("/practice/faults", post(set_faults))
        .route("/practice/limit", post(set_limit))
        .route("/practice/agents/{id}/skills", put(set_skills))
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
    let entries = log.entries().filter(|entry| entry.seq > after).collect::<Vec<_>>();
    Json(json!({ "entries": entries }))
}

async fn read_state(State(shared): State<Arc<Shared>>) -> Json<state::State> {
    Json(shared.state().clone())
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

async fn set_skills(
    State(shared): State<Arc<Shared>>,
    Path(agent): Path<String>,
    Json(levels): Json<Levels>,
) -> Result<Json<Levels>, (StatusCode, String)> {
    let mut state = shared.state();
    if let Some(unknown) = levels.keys().find(|id| state.directory.skill(id).is_none()) {
        return Err((StatusCode::UNPROCESSABLE_ENTITY, format!("No skill has the id {unknown}")));
    }
    match state.replace(&agent, levels.clone()) {
        Some(_) => Ok(Json(levels)),
        None => Err((StatusCode::NOT_FOUND, format!("No agent has the id {agent}"))),
    }
}
