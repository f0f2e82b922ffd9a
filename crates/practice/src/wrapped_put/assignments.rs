//! Reading and putting one agent's skills.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{WrappedPut, answer, body};
use crate::options::WRITE_SCOPE;
use crate::refusal::Refusal;
use crate::shared::{Seq, Shared, Unchanged};
use crate::state::{Directory, Levels};
use crate::tokens::Grant;

pub(super) async fn read(State(shared): State<Arc<Shared>>, Path(agent): Path<String>) -> Response {
    let state = shared.state();
    answer(state.levels(&agent).map(|levels| listing(levels, &state.directory)).ok_or_else(|| no_user(&agent)))
}

pub(super) async fn write(
    State(shared): State<Arc<Shared>>,
    Extension(seq): Extension<Seq>,
    Extension(grant): Extension<Grant>,
    Extension(settings): Extension<Arc<WrappedPut>>,
    Path(agent): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let allowed = check(&shared, &grant, &agent, &headers);
    match allowed.and_then(|()| put(&shared, &settings, seq, &agent, &body)) {
        Ok(_) if settings.put_answers_nothing => StatusCode::NO_CONTENT.into_response(),
        result => answer(result),
    }
}

/// Whether this client may write at all, and to somebody who exists, in JSON.
fn check(shared: &Shared, grant: &Grant, agent: &str, headers: &HeaderMap) -> Result<(), Refusal> {
    if !grant.allows(WRITE_SCOPE) || shared.is_withdrawn(WRITE_SCOPE) {
        let needed = vec![format!("{WRITE_SCOPE} is required")];
        return Err(Refusal::new(StatusCode::FORBIDDEN, "Insufficient scope").with(needed));
    }
    if shared.state().levels(agent).is_none() {
        return Err(no_user(agent));
    }
    if !is_json(headers) {
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json"));
    }
    Ok(())
}

fn put(shared: &Shared, settings: &WrappedPut, seq: Seq, agent: &str, body: &[u8]) -> Result<Value, Refusal> {
    let sent = body::read(body, settings, &shared.state().directory)?;
    let after = shared.apply(seq, agent, |before| if settings.put_merges { merged(before, sent) } else { sent });
    let after = after.map_err(|why| match why {
        Unchanged::Nobody => no_user(agent),
        Unchanged::TooMany(most) => too_many(most),
    })?;
    Ok(listing(&after, &shared.state().directory))
}

fn merged(before: &Levels, sent: Levels) -> Levels {
    before.clone().into_iter().chain(sent).collect()
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn no_user(agent: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "User not found").with(vec![format!("No user has the id {agent}")])
}

fn too_many(most: usize) -> Refusal {
    let why = format!("skills: a user may have {most} skills at most");
    Refusal::new(StatusCode::BAD_REQUEST, "Validation failed").with(vec![why])
}

fn listing(levels: &Levels, directory: &Directory) -> Value {
    let skills = levels
        .iter()
        .map(|(id, level)| {
            let name = directory.skill(id).map(|skill| skill.name.as_str());
            json!({ "id": id, "name": name, "proficiency": level })
        })
        .collect::<Vec<_>>();
    json!({ "skills": skills })
}
