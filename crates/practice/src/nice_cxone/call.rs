//! One call of the API: who makes it, about whom, with which parameters and body.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, OriginalUri, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::query::{Query, invalid};
use super::tenant::{Tenant, of_guid};
use crate::faults::ItemFault;
use crate::refusal::Refusal;
use crate::shared::{Seq, Shared};
use crate::tokens::Grant;

/// What becomes of a call.
pub(super) type Answer = Result<Response, Refusal>;

/// A call that names this API and a version that is answered.
pub(super) struct Call {
    pub(super) shared: Arc<Shared>,
    pub(super) tenant: Arc<Tenant>,
    pub(super) seq: Seq,
    pub(super) query: Query,
    /// The version's number, such as 34.
    pub(super) version: u32,
    /// The address that was asked, without the query.
    pub(super) address: String,
    /// The body as JSON; nothing when it is none.
    pub(super) body: Option<Value>,
    grant: Grant,
    fails: Option<ItemFault>,
    path: HashMap<String, String>,
}

impl FromRequest<Arc<Shared>> for Call {
    type Rejection = Response;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, Self::Rejection> {
        let refuse = |refusal| shared.options.dialect.refuse(refusal);
        let broken = || refuse(Refusal::of(StatusCode::INTERNAL_SERVER_ERROR));
        let (mut parts, body) = request.into_parts();
        let path = Path::<HashMap<String, String>>::from_request_parts(&mut parts, shared).await;
        let Ok(Path(path)) = path else { return Err(refuse(Refusal::of(StatusCode::NOT_FOUND))) };
        // Put there by the layers around every endpoint.
        let tenant = parts.extensions.get::<Arc<Tenant>>().cloned().ok_or_else(broken)?;
        let seq = parts.extensions.get::<Seq>().copied().ok_or_else(broken)?;
        let grant = parts.extensions.get::<Grant>().cloned().ok_or_else(broken)?;
        let version = version(&path).filter(|version| tenant.settings.versions.contains(version));
        let version = version.ok_or_else(|| refuse(Refusal::new(StatusCode::NOT_FOUND, "Resource not found")))?;
        let lost = tenant.settings.delete_bodies_lost && parts.method == Method::DELETE;
        // In memory already: the log has read it.
        let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
        if !bytes.is_empty() && !is_json(&parts.headers) {
            return Err(refuse(Refusal::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)));
        }
        let body = if lost { None } else { serde_json::from_slice(&bytes).ok() };
        let query = Query::of(parts.uri.query());
        let fails = parts.extensions.get::<ItemFault>().cloned();
        let address = address(&parts);
        Ok(Self { shared: Arc::clone(shared), tenant, seq, query, version, address, body, grant, fails, path })
    }
}

/// The version that a path names, if it is one of this API at all.
fn version(path: &HashMap<String, String>) -> Option<u32> {
    let part = |name: &str| path.get(name).map(String::as_str).unwrap_or_default();
    let api = part("api").eq_ignore_ascii_case("incontactapi") && part("services").eq_ignore_ascii_case("services");
    let number = part("version").strip_prefix(['v', 'V'])?.strip_suffix(".0")?;
    number.parse().ok().filter(|_| api)
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn address(parts: &Parts) -> String {
    let path = parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.path(), |uri| uri.path());
    format!("{}{path}", origin(&parts.headers))
}

/// Where the centre is, as whoever asks names it.
pub(super) fn origin(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    format!("http://{host}")
}

impl Call {
    pub(super) fn told(&self, answer: Answer) -> Response {
        answer.unwrap_or_else(|refusal| self.tenant.settings.refuse(&refusal)).into_response()
    }

    /// Whether the caller has a right, and nobody took it away since.
    pub(super) fn has(&self, right: &str) -> bool {
        self.grant.permits(right) && !self.shared.is_withdrawn(right)
    }

    pub(super) fn needs(&self, right: &str) -> Result<(), Refusal> {
        let text = "Security permissions prevent access to data";
        if self.has(right) { Ok(()) } else { Err(Refusal::new(StatusCode::FORBIDDEN, text)) }
    }

    /// The agent whom the path names by either id.
    pub(super) fn agent(&self) -> Result<String, Refusal> {
        let raw = self.path.get("agent").map(String::as_str).unwrap_or_default();
        self.agent_called(raw)
    }

    pub(super) fn agent_called(&self, raw: &str) -> Result<String, Refusal> {
        let not = |why| Refusal::new(StatusCode::NOT_FOUND, format!("Invalid agentId - '{raw}', {why}"));
        let id = whole(raw).or_else(|| of_guid(raw)).ok_or_else(|| not("must be an integer"))?;
        if !self.tenant.agents.contains_key(&id) {
            return Err(not("does not exist"));
        }
        if self.tenant.settings.restricted_agents.contains(&id) {
            return Err(Refusal::new(StatusCode::FORBIDDEN, format!("Agent - '{id}' is restricted")));
        }
        Ok(id)
    }

    /// The skill that the path names.
    pub(super) fn skill(&self) -> Result<String, Refusal> {
        let raw = self.path.get("skill").map(String::as_str).unwrap_or_default();
        self.skill_called(raw)
    }

    pub(super) fn skill_called(&self, raw: &str) -> Result<String, Refusal> {
        let not = |why| Refusal::new(StatusCode::NOT_FOUND, format!("Invalid skillId - '{raw}', {why}"));
        let id = whole(raw).ok_or_else(|| not("must be an integer"))?;
        if !self.tenant.skills.contains_key(&id) {
            return Err(not("does not exist"));
        }
        if self.tenant.settings.restricted_skills.contains(&id) {
            return Err(Refusal::new(StatusCode::FORBIDDEN, format!("Skill - '{id}' is restricted")));
        }
        Ok(id)
    }

    /// The centre does not keep when an assignment was changed, and says so rather than answer everything.
    pub(super) fn no_times(&self) -> Result<(), Refusal> {
        match self.query.text("updatedSince") {
            Some(since) => Err(invalid("updatedSince", since)),
            None => Ok(()),
        }
    }

    /// Whether what is required since version 34 is required of this call.
    pub(super) fn is_recent(&self) -> bool {
        self.version >= 34
    }

    /// What makes an item of this call fail, if anything does. Items are counted from 1.
    pub(super) fn fails(&self, number: usize, agent: &str, skill: &str) -> Option<&ItemFault> {
        self.fails.as_ref().filter(|fault| fault.strikes(number, agent, skill))
    }
}

/// A whole number, as ids are kept.
fn whole(raw: &str) -> Option<String> {
    raw.parse::<u64>().ok().map(|number| number.to_string())
}
