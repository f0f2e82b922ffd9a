//! The dialect in which an agent's whole list of skills is put at once, inside a wrapper object.
//!
//! | call | answer |
//! |---|---|
//! | `POST /oauth/token` | client credentials by HTTP Basic → a token |
//! | `GET /api/v2/users?pageNumber=1&pageSize=100` | `{"entities":[{"id","name","email","employeeId","state"}],"pageNumber","pageSize","total"}` |
//! | `GET /api/v2/skills?…` | the same with `{"id","name"}` |
//! | `GET /api/v2/users/{id}/skills` | `{"skills":[{"id","name","proficiency"}]}` |
//! | `PUT /api/v2/users/{id}/skills` | takes `{"skills":[{"id","proficiency"}]}`, replaces the list, answers as `GET` does |
//!
//! Errors are `{"message":"…","errors":["…"]}`.

mod assignments;
mod body;
mod directory;

use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post, put};
use axum::{Extension, Router};
use serde_json::{Value, json};

use crate::behaviour::behave;
use crate::centre::StartError;
use crate::control::PREFIX;
use crate::gate::gate;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::sign_in::sign_in;

/// In what tenants of this dialect differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedPut {
    /// Where clients sign in.
    pub token_path: String,
    /// Where agents are listed.
    pub users_path: String,
    /// Where skills are listed.
    pub skills_path: String,
    /// Where an agent's skills are read and put; has one `{…}` for the agent's id.
    pub assignments_path: String,
    /// Whether agents and skills can be listed; otherwise 404.
    pub directory_listed: bool,
    /// Whether an agent's skills can be read; otherwise 405.
    pub assignments_readable: bool,
    /// Whether putting a list leaves other skills as they are, instead of removing them.
    pub put_merges: bool,
    /// Whether `{"<skill id>":50}` is taken as well.
    pub map_accepted: bool,
    /// Whether a successful `PUT` is answered 204 without a body, instead of 200 with the list.
    pub put_answers_nothing: bool,
    /// The levels that are taken.
    pub proficiency: RangeInclusive<u32>,
}

impl Default for WrappedPut {
    fn default() -> Self {
        Self {
            token_path: "/oauth/token".to_owned(),
            users_path: "/api/v2/users".to_owned(),
            skills_path: "/api/v2/skills".to_owned(),
            assignments_path: "/api/v2/users/{id}/skills".to_owned(),
            directory_listed: true,
            assignments_readable: true,
            put_merges: false,
            map_accepted: false,
            put_answers_nothing: false,
            proficiency: 0..=100,
        }
    }
}

impl WrappedPut {
    /// Finds settings that the server could not route.
    pub(crate) fn check(&self) -> Result<(), StartError> {
        let paths = [&self.token_path, &self.users_path, &self.skills_path, &self.assignments_path];
        for (index, path) in paths.iter().enumerate() {
            if let Some(reason) = self.reason_against(path, paths[..index].contains(path)) {
                return Err(StartError::Path { path: (*path).clone(), reason });
            }
        }
        Ok(())
    }

    fn reason_against(&self, path: &String, repeated: bool) -> Option<&'static str> {
        let placeholders = path.split('/').filter(|part| is_placeholder(part)).count();
        let stray = path.split('/').any(|part| part.contains(['{', '}']) && !is_placeholder(part));
        let wanted = usize::from(path == &self.assignments_path);
        match () {
            () if !path.starts_with('/') => Some("it must begin with a slash"),
            () if path.starts_with(PREFIX) => Some("the practice centre uses that part itself"),
            () if repeated => Some("it is used twice"),
            () if stray || placeholders != wanted => {
                Some("only the assignments' path has a placeholder, and it has one")
            }
            () => None,
        }
    }

    pub(crate) fn router(&self, shared: &Arc<Shared>) -> Router<Arc<Shared>> {
        let mut api = Router::new();
        if self.directory_listed {
            api = api.route(&self.users_path, get(directory::users)).route(&self.skills_path, get(directory::skills));
        }
        let write = put(assignments::write).layer(Extension(Arc::new(self.clone())));
        let assignments = if self.assignments_readable { write.get(assignments::read) } else { write };
        let api = api
            .route(&self.assignments_path, assignments)
            .method_not_allowed_fallback(method_not_allowed)
            .route_layer(from_fn_with_state(Arc::clone(shared), behave))
            .route_layer(from_fn_with_state(Arc::clone(shared), gate));
        Router::new()
            .route(&self.token_path, post(sign_in))
            .method_not_allowed_fallback(method_not_allowed)
            .route_layer(from_fn_with_state(Arc::clone(shared), behave))
            .merge(api)
            .fallback(not_found)
    }
}

fn is_placeholder(part: &str) -> bool {
    let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
}

async fn not_found() -> Response {
    refuse(Refusal::new(StatusCode::NOT_FOUND, "Resource not found"))
}

async fn method_not_allowed() -> Response {
    refuse(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"))
}

/// An error in this dialect's shape.
pub(crate) fn refuse(refusal: Refusal) -> Response {
    (refusal.status, Json(json!({ "message": refusal.message, "errors": refusal.errors }))).into_response()
}

fn answer(result: Result<Value, Refusal>) -> Response {
    result.map_or_else(refuse, |body| Json(body).into_response())
}
