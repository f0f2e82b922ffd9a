//! The dialect of the Genesys Cloud Platform API, as far as users, their routing skills and signing in go.
//!
//! | call | answer |
//! |---|---|
//! | `GET /oauth/authorize` | sends the browser back with a code, as if the person had signed in at once |
//! | `POST /oauth/token` | client credentials, a code with its PKCE verifier, or a refresh token → a token |
//! | `GET /api/v2/users`, `GET /api/v2/users/{id}`, `GET /api/v2/users/me`, `POST /api/v2/users/search` | users |
//! | `GET /api/v2/routing/skills` | the catalogue of skills |
//! | `GET`, `POST /api/v2/users/{id}/routingskills` | a user's skills; adds one |
//! | `PUT`, `PATCH /api/v2/users/{id}/routingskills/bulk` | takes `[{"id","proficiency"}]`; replaces the list, or adds and changes |
//! | `PUT`, `DELETE /api/v2/users/{id}/routingskills/{skill}` | changes or removes one |
//! | `GET`, `DELETE /api/v2/tokens/me`, `GET /api/v2/organizations/me`, `…/limits/namespaces/{namespace}` | whose token, signing out, whose limits |
//!
//! Levels go from 0 to 5 in halves, and are kept as halves. Every answer has an `ININ-Correlation-Id`, and every error is an
//! `ErrorBody` with the platform's codes and texts. Where the platform's behaviour is not documented, [`GenesysCloud`] has a
//! setting.

mod assignments;
mod authorize;
mod body;
mod call;
mod error;
mod organisation;
mod page;
mod rights;
mod search;
mod sign_in;
mod skills;
mod users;

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Extension, Router};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use self::authorize::Codes;
use self::error::{ErrorBody, correlated};
pub use self::rights::{ASSIGN_SKILLS, VIEW_SKILLS, VIEW_USERS};
use crate::behaviour::behave;
use crate::gate::gate;
use crate::limit::{Limit, Quota};
use crate::options::ClientOptions;
use crate::refusal::{Refusal, retry_after};
use crate::scale::Scale;
use crate::shared::Shared;
use crate::state::{Levels, State};

/// Levels of 0 to 5 in halves, 5 is best.
pub(crate) const SCALE: Scale = Scale { least: 0, most: 10, per_level: 2, least_is_best: false };

/// The id of the client without a secret, with which people sign in.
pub const PUBLIC_CLIENT: &str = "practice-browser-client";
/// Where a browser is sent back to, unless a client says otherwise.
pub const REDIRECT_URI: &str = "http://localhost:8437/callback";

/// The largest body that is taken.
pub(crate) const MOST_BYTES: usize = 512_000;

const TOKEN_PATH: &str = "/oauth/token";
const ORGANISATION_ID: &str = "5f1a4c3e-0b7d-4e0a-9f6b-2c8f0d6c9a11";

/// In what organisations differ, and where the platform's documents leave open what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenesysCloud {
    /// The organisation's name.
    pub organisation: String,
    /// Whether listing users needs the permission to view them, as searching does; the documents name it for searching only.
    pub listing_needs_view: bool,
    /// How often one client may ask for a token.
    pub sign_in_limit: Option<Limit>,
    /// Whether somebody who is over the limit is told how many seconds to wait (`Retry-After`), or only what the limit is.
    pub retry_after_told: bool,
    /// Whether a level between two halves is rounded to the nearer one, instead of refused.
    pub levels_rounded: bool,
    /// The most skills in one bulk write.
    pub most_in_bulk: usize,
    /// Whether a bulk write answers only the first 25 skills of the user, instead of all.
    pub bulk_answers_first_page: bool,
    /// Whether a write to a user who is just being written is answered 400 instead of 409.
    pub conflict_is_bad_request: bool,
    /// Every so manieth user, as the directory lists them, comes without skills though they were asked for; expansions are not
    /// guaranteed.
    pub skills_left_out_every: Option<usize>,
    /// The e-mail address of whoever signs in with a browser; without one, the first active user.
    pub person: Option<String>,
    /// Whether a loopback address to send a browser back to may have another port than the one registered.
    pub any_loopback_port: bool,
    /// What becomes of refresh tokens.
    pub refresh_tokens: RefreshTokens,
}

/// What becomes of the refresh tokens that people's sign-ins give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RefreshTokens {
    /// Each one is good once, and gives another.
    #[default]
    Rotate,
    /// One stays good.
    Stay,
    /// There are none.
    None,
}

impl Default for GenesysCloud {
    fn default() -> Self {
        Self {
            organisation: "Practice Contact Centre".to_owned(),
            listing_needs_view: true,
            sign_in_limit: Some(Limit::sliding(300, Duration::from_secs(60))),
            retry_after_told: true,
            levels_rounded: false,
            most_in_bulk: 50,
            bulk_answers_first_page: false,
            conflict_is_bad_request: false,
            skills_left_out_every: None,
            person: None,
            any_loopback_port: false,
            refresh_tokens: RefreshTokens::default(),
        }
    }
}

impl GenesysCloud {
    /// A client that signs in by itself, and one without a secret with which people do; both may do all that is needed.
    pub(crate) fn clients() -> Vec<ClientOptions> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let program = ClientOptions {
            scopes: words(&["users", "routing:readonly", "organization:readonly"]),
            permissions: words(&[ASSIGN_SKILLS, VIEW_SKILLS, VIEW_USERS]),
            ..ClientOptions::default()
        };
        let public = ClientOptions {
            id: PUBLIC_CLIENT.to_owned(),
            secret: String::new(),
            redirect_uris: vec![REDIRECT_URI.to_owned()],
            ..program.clone()
        };
        vec![program, public]
    }

    /// The agent who signs in with a browser.
    fn person(&self, shared: &Shared) -> Option<String> {
        let state = shared.state();
        let wanted = |email: &String| state.directory.agents.iter().find(|agent| agent.email == *email);
        let first = || state.directory.agents.iter().find(|agent| agent.active);
        self.person.as_ref().map_or_else(first, wanted).map(|agent| agent.id.clone())
    }

    pub(crate) fn router(&self, shared: &Arc<Shared>) -> Router<Arc<Shared>> {
        let behaves = || from_fn_with_state(Arc::clone(shared), behave);
        let assignments = assignments()
            .method_not_allowed_fallback(method_not_allowed)
            .route_layer(behaves())
            .route_layer(from_fn_with_state(Arc::clone(shared), assignments::one_writer));
        let api = directory()
            .method_not_allowed_fallback(method_not_allowed)
            .route_layer(behaves())
            .merge(assignments)
            .route_layer(from_fn_with_state(Arc::clone(shared), gate));
        Router::new()
            .route(TOKEN_PATH, post(sign_in::sign_in))
            .route("/oauth/authorize", get(authorize::authorize))
            .method_not_allowed_fallback(method_not_allowed)
            .route_layer(behaves())
            .merge(api)
            .fallback(not_found)
            .layer(Extension(Arc::new(Codes::default())))
            .layer(Extension(Arc::new(self.clone())))
            .layer(map_response(async |response: Response| correlated(response)))
    }

    /// 429 to a token over its limit, in one of the two forms.
    pub(crate) fn over_the_limit(&self, seconds: u64, limit: Option<Limit>) -> Response {
        over_the_limit(self.retry_after_told.then_some(seconds), limit)
    }
}

fn directory() -> Router<Arc<Shared>> {
    Router::new()
        .route("/api/v2/users", get(users::list))
        .route("/api/v2/users/search", post(users::find))
        .route("/api/v2/users/me", get(users::me))
        .route("/api/v2/users/{user}", get(users::one))
        .route("/api/v2/routing/skills", get(skills::list))
        .route("/api/v2/tokens/me", get(organisation::token).delete(organisation::sign_out))
        .route("/api/v2/organizations/me", get(organisation::me))
        .route("/api/v2/organizations/limits/namespaces/{namespace}", get(organisation::limits))
}

fn assignments() -> Router<Arc<Shared>> {
    Router::new()
        .route("/api/v2/users/{user}/routingskills", get(assignments::list).post(assignments::add))
        .route("/api/v2/users/{user}/routingskills/bulk", put(assignments::replace).patch(assignments::merge))
        .route("/api/v2/users/{user}/routingskills/{skill}", put(assignments::update).delete(assignments::remove))
}

async fn not_found() -> ErrorBody {
    ErrorBody::not_found()
}

async fn method_not_allowed() -> ErrorBody {
    ErrorBody::of(StatusCode::METHOD_NOT_ALLOWED)
}

/// An error in this dialect's shape.
pub(crate) fn refuse(refusal: Refusal) -> Response {
    ErrorBody::from(refusal).into_response()
}

/// What a request to this path is told when there were too many.
pub(crate) fn too_many_requests(path: &str, seconds: Option<u64>, limit: Option<Limit>) -> Response {
    match path {
        TOKEN_PATH => sign_in::throttled(seconds),
        _ => over_the_limit(seconds, limit),
    }
}

/// 429 in one of the platform's two forms: with the seconds to wait, or with the limit only.
fn over_the_limit(seconds: Option<u64>, limit: Option<Limit>) -> Response {
    let status = StatusCode::TOO_MANY_REQUESTS;
    match seconds {
        Some(seconds) => {
            let message = format!("Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds");
            retry_after(ErrorBody::new(status, "too.many.requests.retry.after", message).into_response(), seconds)
        }
        None => {
            let limit = limit.unwrap_or_default();
            let (requests, window) = (limit.requests, limit.window.as_millis().div_ceil(1000));
            let message = format!("Rate limit exceeded the maximum [{requests}] requests within [{window}] seconds");
            ErrorBody::new(status, "too.many.requests", message).into_response()
        }
    }
}

/// How much of the limit is used, in the platform's three headers; the last one is in seconds.
pub(crate) fn tell_quota(response: &mut Response, quota: Quota) {
    let reset = quota.reset.as_millis().div_ceil(1000);
    let told = [
        ("inin-ratelimit-count", u128::from(quota.count)),
        ("inin-ratelimit-allowed", u128::from(quota.allowed)),
        ("inin-ratelimit-reset", reset),
    ];
    for (name, number) in told {
        if let Ok(value) = HeaderValue::try_from(number.to_string()) {
            response.headers_mut().entry(HeaderName::from_static(name)).or_insert(value);
        }
    }
}

/// The same people; skills have UUIDs too, which follow from the seeded ids, and levels are in halves.
pub(crate) fn settle(seeded: State) -> State {
    let State { mut directory, assignments, switched_off, .. } = seeded;
    for skill in &mut directory.skills {
        skill.id = uuid_of(&skill.id);
    }
    let levels = |levels: Levels| -> Levels {
        levels.into_iter().map(|(skill, level)| (uuid_of(&skill), SCALE.of_hundred(level))).collect()
    };
    let assignments = assignments.into_iter().map(|(agent, held)| (agent, levels(held))).collect();
    State { directory, scale: SCALE, assignments, switched_off }
}

/// The UUID that always follows from a seeded id.
fn uuid_of(id: &str) -> String {
    let mut seed = [0; 32];
    for (place, byte) in id.bytes().enumerate() {
        seed[place % 32] ^= byte;
    }
    uuid::Builder::from_random_bytes(ChaCha8Rng::from_seed(seed).random()).into_uuid().to_string()
}
