//! The routing skills of one user: reading them, and the five ways of writing them.

use axum::body::Bytes;
use axum::extract::{Path, Request, State as Of};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};
use std::sync::Arc;

use super::body::{self, Sent};
use super::call::Call;
use super::error::ErrorBody;
use super::page::Page;
use super::rights::{ASSIGN_MANY, ASSIGN_ONE, READ_USERS};
use super::{GenesysCloud, skills};
use crate::shared::{Shared, Unchanged};
use crate::state::{Levels, State};

/// The most on a page of an agent's skills. The platform does not tell its own; this many its official tools ask for.
const MOST_PER_PAGE: usize = 50;
const OUT_OF_STEP: &str = "The version supplied does not match the current version of the user";

/// Lets one writer at a time at a user; whoever comes second is told that the record has changed under their hands.
pub(super) async fn one_writer(Of(shared): Of<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    if request.method() == Method::GET {
        return next.run(request).await;
    }
    let user = request.uri().path().split('/').nth(4).unwrap_or_default();
    let Some(hold) = shared.holds.take(user) else { return conflict(&request).into_response() };
    request.extensions_mut().insert(hold);
    next.run(request).await
}

fn conflict(request: &Request) -> ErrorBody {
    let settings = request.extensions().get::<Arc<GenesysCloud>>();
    if settings.is_some_and(|settings| settings.conflict_is_bad_request) {
        return ErrorBody::new(StatusCode::BAD_REQUEST, "general.conflict", OUT_OF_STEP);
    }
    ErrorBody::new(StatusCode::CONFLICT, "general.conflict", OUT_OF_STEP)
}

/// `GET /api/v2/users/{user}/routingskills`
pub(super) async fn list(Path(user): Path<String>, call: Call) -> Result<Json<Value>, ErrorBody> {
    call.needs(&READ_USERS)?;
    let page = Page::asked(&call, MOST_PER_PAGE)?;
    let descending = call.one_of("sortOrder", &["ascending", "descending"], "ascending")? == "descending";
    let state = call.shared.state();
    let mut held = entries(&state, &user).ok_or_else(no_skill)?;
    if descending {
        held.reverse();
    }
    Ok(page.listing(&call, &held, |(skill, level)| entity(&state, &user, skill, *level)))
}

/// `POST /api/v2/users/{user}/routingskills`: adds one.
pub(super) async fn add(Path(user): Path<String>, call: Call, body: Bytes) -> Result<Json<Value>, ErrorBody> {
    call.needs(&ASSIGN_ONE)?;
    call.carries_json()?;
    let Sent { skill, level } = body::one(&body, &call.settings)?;
    call.knows(&user, [skill.as_str()].into_iter(), no_skill)?;
    call.change(&user, no_skill, |before| with(before, [(skill.clone(), level)]))?;
    Ok(Json(entity(&call.shared.state(), &user, &skill, level)))
}

/// `PUT /api/v2/users/{user}/routingskills/bulk`: the whole list.
pub(super) async fn replace(Path(user): Path<String>, call: Call, body: Bytes) -> Result<Json<Value>, ErrorBody> {
    let no_skills = || ErrorBody::no_such("One or more route skill(s) not found");
    let repeated = || {
        let message = "Conflicts found replacing routing skills for user";
        ErrorBody::new(StatusCode::BAD_REQUEST, "general.conflict", message)
    };
    let sent = call.bulk(&user, &body, no_skills, repeated)?;
    call.change(&user, ErrorBody::not_found, |_| sent)?;
    Ok(call.all_of(&user))
}

/// `PATCH /api/v2/users/{user}/routingskills/bulk`: adds and changes.
pub(super) async fn merge(Path(user): Path<String>, call: Call, body: Bytes) -> Result<Json<Value>, ErrorBody> {
    let sent = call.bulk(&user, &body, ErrorBody::not_found, ErrorBody::bad_request)?;
    call.change(&user, ErrorBody::not_found, |before| with(before, sent))?;
    Ok(call.all_of(&user))
}

/// `PUT /api/v2/users/{user}/routingskills/{skill}`: changes one that the user has.
pub(super) async fn update(
    Path((user, skill)): Path<(String, String)>,
    call: Call,
    body: Bytes,
) -> Result<Json<Value>, ErrorBody> {
    call.needs(&ASSIGN_ONE)?;
    call.carries_json()?;
    let level = body::level_of(&body, &skill, &call.settings)?;
    call.holds(&user, &skill, ErrorBody::not_found)?;
    call.change(&user, ErrorBody::not_found, |before| with(before, [(skill.clone(), level)]))?;
    Ok(Json(entity(&call.shared.state(), &user, &skill, level)))
}

/// `DELETE /api/v2/users/{user}/routingskills/{skill}`
pub(super) async fn remove(Path((user, skill)): Path<(String, String)>, call: Call) -> Result<StatusCode, ErrorBody> {
    let gone = || ErrorBody::no_such("Resource not found");
    call.needs(&ASSIGN_ONE)?;
    call.holds(&user, &skill, gone)?;
    call.change(&user, gone, |before| {
        let mut after = before.clone();
        after.remove(&skill);
        after
    })?;
    Ok(StatusCode::OK)
}

fn no_skill() -> ErrorBody {
    ErrorBody::no_such("The route skill specified not found")
}

fn with(before: &Levels, sent: impl IntoIterator<Item = (String, u32)>) -> Levels {
    before.clone().into_iter().chain(sent).collect()
}

impl Call {
    /// The levels in a bulk body, for a user and skills that exist.
    fn bulk(
        &self,
        user: &str,
        body: &[u8],
        unknown: fn() -> ErrorBody,
        repeated: fn() -> ErrorBody,
    ) -> Result<Levels, ErrorBody> {
        self.needs(&ASSIGN_MANY)?;
        self.carries_json()?;
        let sent = body::many(body, &self.settings)?;
        self.knows(user, sent.iter().map(|sent| sent.skill.as_str()), unknown)?;
        let count = sent.len();
        let levels = sent.into_iter().map(|sent| (sent.skill, sent.level)).collect::<Levels>();
        if levels.len() == count { Ok(levels) } else { Err(repeated()) }
    }

    /// 404 unless the user and the skills exist.
    fn knows<'a>(
        &self,
        user: &str,
        mut skills: impl Iterator<Item = &'a str>,
        unknown: fn() -> ErrorBody,
    ) -> Result<(), ErrorBody> {
        let state = self.shared.state();
        let known = state.levels(user).is_some() && skills.all(|skill| state.directory.skill(skill).is_some());
        if known { Ok(()) } else { Err(unknown()) }
    }

    /// 404 unless the user has the skill.
    fn holds(&self, user: &str, skill: &str, missing: fn() -> ErrorBody) -> Result<(), ErrorBody> {
        let held = self.shared.state().levels(user).is_some_and(|levels| levels.contains_key(skill));
        if held { Ok(()) } else { Err(missing()) }
    }

    fn change(
        &self,
        user: &str,
        missing: fn() -> ErrorBody,
        change: impl FnOnce(&Levels) -> Levels,
    ) -> Result<(), ErrorBody> {
        self.shared.apply(self.seq, user, change).map(drop).map_err(|why| match why {
            Unchanged::Nobody => missing(),
            Unchanged::TooMany(most) => ErrorBody::too_many_skills(most),
        })
    }

    /// The answer to a bulk write: everything that the user has, or the first page of it.
    fn all_of(&self, user: &str) -> Json<Value> {
        let state = self.shared.state();
        let held = entries(&state, user).unwrap_or_default();
        let usual = Page::of(None, None);
        let size = if self.settings.bulk_answers_first_page { usual.size } else { usual.size.max(held.len()) };
        Page { size, ..usual }.listing(self, &held, |(skill, level)| entity(&state, user, skill, *level))
    }
}

fn entries(state: &State, user: &str) -> Option<Vec<(String, u32)>> {
    Some(state.levels(user)?.iter().map(|(skill, level)| (skill.clone(), *level)).collect())
}

/// One skill of a user, as every answer shows it.
pub(super) fn entity(state: &State, user: &str, skill: &str, level: u32) -> Value {
    json!({
        "id": skill,
        "name": state.directory.skill(skill).map(|skill| skill.name.as_str()),
        "proficiency": state.scale.json(level),
        "state": "active",
        "skillUri": skills::uri(skill),
        "selfUri": format!("/api/v2/users/{user}/routingskills/{skill}"),
    })
}
