//! Signing a person in: the page that a browser is sent to, and the codes that it gives out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::GenesysCloud;
use crate::options::ClientOptions;
use crate::shared::Shared;
use crate::tokens::unguessable;

/// How long a code may be exchanged for a token.
const CODE_LIFE: Duration = Duration::from_secs(300);

/// What a code was given for.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) client: String,
    pub(super) redirect_uri: String,
    /// The SHA-256 of what the client must show, in base64url without padding.
    pub(super) challenge: String,
    /// The agent who signed in.
    pub(super) person: String,
    given: Instant,
}

/// The codes given out and not used yet.
#[derive(Debug, Default)]
pub(super) struct Codes(Mutex<HashMap<String, Code>>);

impl Codes {
    fn give(&self, code: Code) -> String {
        let secret = unguessable();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(secret.clone(), code);
        secret
    }

    /// A code is good once, and for a while.
    pub(super) fn take(&self, secret: &str, now: Instant) -> Option<Code> {
        let code = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(secret)?;
        (now.duration_since(code.given) < CODE_LIFE).then_some(code)
    }
}

/// `GET /oauth/authorize`: answers as if the person had signed in at once, or refused to.
pub(super) async fn authorize(
    State(shared): State<Arc<Shared>>,
    Extension(settings): Extension<Arc<GenesysCloud>>,
    Extension(codes): Extension<Arc<Codes>>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect::<HashMap<_, _>>();
    let asked = |key: &str| query.get(key).map(String::as_str).unwrap_or_default();
    // Before these two are known to be right, a browser must not be sent anywhere.
    let Some(client) = shared.options.clients.iter().find(|client| client.id == asked("client_id")) else {
        return page("invalid_client", "client not found");
    };
    let redirect_uri = asked("redirect_uri");
    if !registered(client, redirect_uri, settings.any_loopback_port) {
        return page("invalid_request", "redirect_uri is not among those of the client");
    }
    let outcome = check(&query).and_then(|challenge| {
        if shared.refuses() {
            return Err(("access_denied", "The user denied the request"));
        }
        let person = settings.person(&shared).ok_or(("access_denied", "There is nobody who could sign in"))?;
        let (client, redirect_uri) = (client.id.clone(), redirect_uri.to_owned());
        Ok(codes.give(Code { client, redirect_uri, challenge, person, given: Instant::now() }))
    });
    send_back(redirect_uri, query.get("state").map(String::as_str), outcome)
}

/// The challenge, when the request is one for a code with S256.
fn check(query: &HashMap<String, String>) -> Result<String, (&'static str, &'static str)> {
    let asked = |key: &str| query.get(key).map(String::as_str).unwrap_or_default();
    let challenge = asked("code_challenge");
    // A SHA-256 in base64url without padding has this many characters.
    let plausible = challenge.len() == 43 && challenge.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    match asked("response_type") {
        "code" if asked("code_challenge_method") != "S256" => {
            Err(("invalid_request", "code_challenge_method must be S256"))
        }
        "code" if !plausible => Err(("invalid_request", "code_challenge must be a SHA-256 in base64url")),
        "code" => Ok(challenge.to_owned()),
        _ => Err(("unsupported_response_type", "response_type must be code")),
    }
}

/// Whether the client may have a browser sent there. Only loopback addresses may do without encryption.
fn registered(client: &ClientOptions, asked: &str, any_port: bool) -> bool {
    let same = |registered: &String| {
        registered == asked || (any_port && loopback(registered).is_some_and(|parts| loopback(asked) == Some(parts)))
    };
    client.redirect_uris.iter().any(same)
}

/// The host and the path of a loopback address, without its port.
fn loopback(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() => host,
        _ => authority,
    };
    ["127.0.0.1", "localhost", "[::1]"].contains(&host).then_some((host, path))
}

fn send_back(redirect_uri: &str, state: Option<&str>, outcome: Result<String, (&str, &str)>) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    match outcome {
        Ok(code) => query.append_pair("code", &code),
        Err((error, description)) => query.append_pair("error", error).append_pair("error_description", description),
    };
    if let Some(state) = state {
        query.append_pair("state", state);
    }
    let joint = if redirect_uri.contains('?') { '&' } else { '?' };
    (StatusCode::FOUND, [(header::LOCATION, format!("{redirect_uri}{joint}{}", query.finish()))]).into_response()
}

/// What a person sees who cannot be sent back.
fn page(error: &str, description: &str) -> Response {
    let text = format!("<!doctype html><title>Sign in</title><p>{error}: {description}</p>");
    (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}
