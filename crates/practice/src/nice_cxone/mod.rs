//! The NICE CXone Admin API: discovery, signing in with an access key, agents, skills, and who has which.
//!
//! | call | answer |
//! |---|---|
//! | `GET /.well-known/cxone-configuration` | where everything is; all of it here |
//! | `POST /authentication/v1/token/access-key` | an access key as JSON → tokens |
//! | `POST /public/user/refresh` | the refresh token of those as JSON → other tokens, under other names |
//! | `POST /auth/token` | an access key as a form, from a registered app → tokens |
//! | `GET /incontactapi/services/v34.0/agents`, `POST …/agents/search`, `GET …/skills` | the directory |
//! | `GET …/agents/skills` | everybody's skills, by two required switches |
//! | `GET …/agents/{agentId}/skills`, `…/skills/unassigned`, `GET …/skills/{skillId}/agents` | some of them |
//! | `POST`, `PUT`, `DELETE` of `…/agents/{agentId}/skills` and `…/skills/{skillId}/agents` | add, change, remove; each item by itself |
//! | `POST …/agents/skills` | many agents and skills at once: adds or changes |
//! | `DELETE …/skills/{skillId}/agents/{agentId}` | removes one |
//!
//! A level is a whole number from 1 to a ceiling, and 1 is best. The text of an error stands in the header `icStatusDescription`.
//! No rate limit is published for this API; the one here, [`NiceCxone::LIMIT`], is ours. So are the rights to view and to assign,
//! the texts about items that are there already or not there, and the sizes of pages.

mod assignments;
mod body;
mod call;
mod directory;
mod discovery;
mod listing;
mod many;
mod query;
mod settled;
mod sign_in;
mod tenant;
mod writes;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{MethodFilter, MethodRouter, get, on, post};
use axum::{Extension, Router};
use serde_json::json;

use crate::behaviour::behave;
use crate::gate::gate;
use crate::limit::Limit;
use crate::options::ClientOptions;
use crate::refusal::{Refusal, retry_after};
use crate::scale::Scale;
use crate::shared::Shared;
use crate::state::State;

use call::{Answer, Call};
use tenant::Tenant;

/// The largest body taken: ten thousand records fit, and so does one too many.
pub(crate) const MOST_BYTES: usize = 8_000_000;

/// The right to list agents and their skills.
pub const VIEW_USERS: &str = "Users View";
/// The right to list skills and who has them.
pub const VIEW_SKILLS: &str = "Skills View";
/// The right to add and to change assignments.
pub const ASSIGN_SKILLS: &str = "Skills User Assignment";
/// The right to remove an agent's skills.
pub const EDIT_USERS: &str = "Users Edit";
/// The right to remove a skill's agents.
pub const EDIT_SKILLS: &str = "Skills Edit";

/// In what tenants differ, and what is not known for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NiceCxone {
    /// The versions that are answered; others are 404. From 34 on, what version 34 requires is required.
    pub versions: RangeInclusive<u32>,
    /// The worst level that is taken; the best one is 1.
    pub ceiling: u32,
    /// The tenant's id.
    pub tenant: String,
    /// The registered app's id, for the global way of signing in.
    pub app_id: String,
    /// The registered app's secret; made up, as everything here.
    pub app_secret: String,
    /// Whether the global way of signing in takes refresh tokens.
    pub global_refresh: bool,
    /// Whether an error's text stands in a JSON body too, and not only in the header.
    pub errors_in_body: bool,
    /// Whether the results of a write stand at the top, without the `resultSet` around them, as in older versions.
    pub bare_results: bool,
    /// Whether `errorCount` is text everywhere, and not only after many agents and skills at once.
    pub error_count_as_text: bool,
    /// Whether the results of a write have failed items last, instead of in the order of the items.
    pub failures_last: bool,
    /// Whether a 429 says how long to wait.
    pub tells_retry_after: bool,
    /// Whether many agents and skills at once may carry levels; otherwise those are passed over.
    pub many_take_levels: bool,
    /// Whether bodies of `DELETE` are lost on the way, as some proxies have it.
    pub delete_bodies_lost: bool,
    /// Whether `isActive` of an assignment tells whether the agent is active, and not whether the assignment is.
    pub rows_tell_agent: bool,
    /// Agents that may not be touched.
    pub restricted_agents: BTreeSet<String>,
    /// Skills that may not be touched.
    pub restricted_skills: BTreeSet<String>,
    /// How many records a page has when none are asked for.
    pub usual_page: usize,
    /// How many it has at most.
    pub largest_page: usize,
    /// Whether a page is as large as it can be when more is asked for, instead of refused.
    pub caps_pages: bool,
}

impl Default for NiceCxone {
    fn default() -> Self {
        Self {
            versions: 12..=34,
            ceiling: 20,
            tenant: "11eb3f52-9d0a-4c36-8e1b-0242ac110003".to_owned(),
            app_id: "practice-app".to_owned(),
            app_secret: "practice-app-secret".to_owned(),
            global_refresh: false,
            errors_in_body: false,
            bare_results: false,
            error_count_as_text: false,
            failures_last: false,
            tells_retry_after: true,
            many_take_levels: true,
            delete_bodies_lost: false,
            rows_tell_agent: false,
            restricted_agents: BTreeSet::new(),
            restricted_skills: BTreeSet::new(),
            usual_page: 100,
            largest_page: 10_000,
            caps_pages: false,
        }
    }
}

impl NiceCxone {
    /// Ten requests in any second. None is published: this one is ours, low enough to be met and high enough to work with.
    pub const LIMIT: Limit =
        Limit { requests: 10, window: Duration::from_secs(1), kind: crate::limit::WindowKind::Sliding };

    /// An access key whose user may do everything that is offered here.
    pub(crate) fn clients() -> Vec<ClientOptions> {
        let permissions = [VIEW_USERS, VIEW_SKILLS, ASSIGN_SKILLS, EDIT_USERS, EDIT_SKILLS].map(str::to_owned).to_vec();
        let key = ClientOptions::new("practice-access-key", "practice-access-key-secret");
        vec![ClientOptions { scopes: Vec::new(), permissions, ..key }]
    }

    /// 1 is best.
    pub(crate) fn scale(&self) -> Scale {
        Scale { least: 1, most: self.ceiling.max(1), per_level: 1, least_is_best: true }
    }

    pub(crate) fn settle(&self, seeded: State) -> State {
        settled::settle(seeded, self.scale())
    }

    pub(crate) fn router(&self, shared: &Arc<Shared>) -> Router<Arc<Shared>> {
        let tenant = Arc::new(Tenant::new(self.clone(), &shared.state().directory));
        let api = Router::new()
            // The prefix is taken in any case, so it is a placeholder here and looked at by each call.
            .nest("/{api}/{services}/{version}", endpoints())
            .method_not_allowed_fallback(method_not_allowed)
            .route_layer(from_fn_with_state(Arc::clone(shared), behave))
            .route_layer(from_fn_with_state(Arc::clone(shared), gate));
        Router::new()
            .route("/.well-known/cxone-configuration", get(discovery::configuration))
            .route("/authentication/v1/token/access-key", post(sign_in::by_access_key))
            .route("/public/user/refresh", post(sign_in::refresh))
            .route("/auth/token", post(sign_in::globally))
            .method_not_allowed_fallback(method_not_allowed)
            .route_layer(from_fn_with_state(Arc::clone(shared), behave))
            .merge(api)
            .fallback(not_found)
            .layer(Extension(tenant))
    }

    /// An error as this platform tells it.
    pub(crate) fn refuse(&self, refusal: &Refusal) -> Response {
        let mut response = if self.errors_in_body {
            let error = refusal.status.canonical_reason().unwrap_or("Error");
            (refusal.status, Json(json!({ "error": error, "error_description": refusal.message }))).into_response()
        } else {
            refusal.status.into_response()
        };
        response.headers_mut().insert(HeaderName::from_static("icstatusdescription"), header_of(&refusal.message));
        response
    }

    /// 429, with the seconds to wait or without telling them.
    pub(crate) fn too_many_requests(&self, seconds: Option<u64>) -> Response {
        seconds.into_iter().fold(self.refuse(&Refusal::too_many_requests()), retry_after)
    }

    /// The same for a token that went over its limit.
    pub(crate) fn over_the_limit(&self, seconds: u64) -> Response {
        self.too_many_requests(self.tells_retry_after.then_some(seconds))
    }
}

fn endpoints() -> Router<Arc<Shared>> {
    use MethodFilter as Is;
    let agents_skills = does(Is::GET, assignments::sweep).merge(does(Is::POST, many::write));
    let agent_skills = does(Is::GET, assignments::of_agent)
        .merge(does(Is::POST, writes::add_skills))
        .merge(does(Is::PUT, writes::change_skills))
        .merge(does(Is::DELETE, writes::remove_skills));
    let skill_agents = does(Is::GET, assignments::of_skill)
        .merge(does(Is::POST, writes::add_agents))
        .merge(does(Is::PUT, writes::change_agents))
        .merge(does(Is::DELETE, writes::remove_agents));
    Router::new()
        .route("/agents", does(Is::GET, directory::agents))
        .route("/agents/search", does(Is::POST, directory::search))
        .route("/agents/skills", agents_skills)
        .route("/agents/{agent}/skills", agent_skills)
        .route("/agents/{agent}/skills/unassigned", does(Is::GET, assignments::missing))
        .route("/skills", does(Is::GET, directory::skills))
        .route("/skills/{skill}/agents", skill_agents)
        .route("/skills/{skill}/agents/{agent}", does(Is::DELETE, writes::remove_one))
}

/// What is done for requests of a method.
fn does(method: MethodFilter, what: fn(&Call) -> Answer) -> MethodRouter<Arc<Shared>> {
    on(method, move |call: Call| async move { call.told(what(&call)) })
}

async fn not_found(Extension(tenant): Extension<Arc<Tenant>>) -> Response {
    tenant.settings.refuse(&Refusal::new(StatusCode::NOT_FOUND, "Resource not found"))
}

async fn method_not_allowed(Extension(tenant): Extension<Arc<Tenant>>) -> Response {
    tenant.settings.refuse(&Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"))
}

/// A text as it can stand in a header: what cannot is left out.
fn header_of(text: &str) -> HeaderValue {
    let plain = text.chars().filter(|letter| matches!(letter, ' '..='~')).collect::<String>();
    HeaderValue::from_str(&plain).unwrap_or_else(|_| HeaderValue::from_static("Error"))
}
