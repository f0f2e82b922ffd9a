//! `POST /oauth/token`: tokens for programs, for people who signed in with a browser, and in place of ended ones.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::authorize::Codes;
use super::{GenesysCloud, RefreshTokens};
use crate::options::ClientOptions;
use crate::shared::Shared;
use crate::sign_in::{credentials, known};
use crate::tokens::Holder;

/// Why no token is given: a status, the standard's word for it, and a sentence.
struct Refused(StatusCode, &'static str, String);

impl Refused {
    fn bad(error: &'static str, description: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, error, description.into())
    }

    fn over_the_limit(seconds: Option<u64>) -> Self {
        let when = seconds.map_or("later".to_owned(), |seconds| format!("in {seconds} seconds"));
        Self::bad("invalid_request", format!("rate limit exceeded; try again {when}"))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(status, error, description) = self;
        // The platform says it under a name of its own too.
        (status, Json(json!({ "error": error, "description": description, "error_description": description })))
            .into_response()
    }
}

/// What was sent, and the client it comes from.
struct Asked<'a> {
    shared: &'a Shared,
    settings: &'a GenesysCloud,
    codes: &'a Codes,
    form: HashMap<String, String>,
    client: &'a ClientOptions,
}

pub(super) async fn sign_in(
    State(shared): State<Arc<Shared>>,
    Extension(settings): Extension<Arc<GenesysCloud>>,
    Extension(codes): Extension<Arc<Codes>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match token(&shared, &settings, &codes, &headers, &body) {
        Ok(response) => response,
        Err(refused) => refused.into_response(),
    }
}

fn token(
    shared: &Shared,
    settings: &GenesysCloud,
    codes: &Codes,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Refused> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Refused::bad("invalid_request", "The body must be application/x-www-form-urlencoded"));
    }
    let form = form_urlencoded::parse(body).into_owned().collect::<HashMap<_, _>>();
    let basic = credentials(headers);
    throttle(shared, basic.as_ref().map(|(id, _)| id).or(form.get("client_id")))?;
    let client = client(shared, basic, &form)?;
    let asked = Asked { shared, settings, codes, form, client };
    match asked.of("grant_type") {
        "" => Err(Refused::bad("invalid_request", "grant_type is required")),
        "client_credentials" => asked.by_itself(),
        "authorization_code" => asked.by_code(),
        "refresh_token" => asked.by_refresh(),
        _ => Err(Refused::bad("unsupported_grant_type", "unsupported grant type")),
    }
}

/// The token endpoint has a limit of its own, and tells it as a mistake of the request.
fn throttle(shared: &Shared, client: Option<&String>) -> Result<(), Refused> {
    let key = client.map(String::as_str).unwrap_or_default();
    let admitted = shared.sign_ins().admit(key, Instant::now());
    admitted.map_err(|wait| Refused::over_the_limit(Some(wait.as_millis().div_ceil(1000).max(1) as u64)))
}

/// What somebody is told who asked for a token too often, with the seconds to wait or without.
pub(super) fn throttled(seconds: Option<u64>) -> Response {
    Refused::over_the_limit(seconds).into_response()
}

/// A client with a secret names itself by HTTP Basic or in the form; one without only says its id, in the form.
fn client<'a>(
    shared: &'a Shared,
    basic: Option<(String, String)>,
    form: &HashMap<String, String>,
) -> Result<&'a ClientOptions, Refused> {
    let clients = &shared.options.clients;
    let field = |key: &str| form.get(key).cloned();
    let secret = basic.or_else(|| field("client_id").zip(field("client_secret")));
    let id = secret.as_ref().map(|(id, _)| id.clone()).or_else(|| field("client_id")).unwrap_or_default();
    let found = match &secret {
        Some((id, secret)) => known(clients, id, secret),
        None => clients.iter().find(|client| client.id == id && client.is_public()),
    };
    found.ok_or_else(|| match clients.iter().any(|client| client.id == id) {
        true => Refused(StatusCode::UNAUTHORIZED, "invalid_client", "authentication failed".to_owned()),
        false => Refused::bad("invalid_client", format!("client not found: {id}")),
    })
}

impl Asked<'_> {
    fn of(&self, key: &str) -> &str {
        self.form.get(key).map(String::as_str).unwrap_or_default()
    }

    fn by_itself(&self) -> Result<Response, Refused> {
        if self.client.is_public() {
            return Err(Refused::bad("unauthorized_client", "client credentials are not for public clients"));
        }
        Ok(self.give(Holder::program(self.client), None))
    }

    fn by_code(&self) -> Result<Response, Refused> {
        let verifier = self.of("code_verifier");
        let unreserved = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        if !(43..=128).contains(&verifier.len()) || !verifier.chars().all(unreserved) {
            return Err(Refused::bad("invalid_request", "code_verifier must have 43 to 128 unreserved characters"));
        }
        let code = self.codes.take(self.of("code"), Instant::now());
        let code = code.ok_or_else(|| Refused::bad("invalid_grant", "authorization code is not valid"))?;
        let shown = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let fits = code.client == self.client.id && code.redirect_uri == self.of("redirect_uri");
        if !fits || code.challenge != shown {
            return Err(Refused::bad("invalid_grant", "authorization code was given for another request"));
        }
        let holder = Holder::person(self.client, &code.person);
        let refresh = match self.settings.refresh_tokens {
            RefreshTokens::None => None,
            RefreshTokens::Stay | RefreshTokens::Rotate => Some(self.shared.tokens().issue_refresh(holder.clone())),
        };
        Ok(self.give(holder, refresh))
    }

    fn by_refresh(&self) -> Result<Response, Refused> {
        let sent = self.of("refresh_token");
        let mut tokens = self.shared.tokens();
        let holder = tokens.refreshed(sent).filter(|holder| holder.client == self.client.id).cloned();
        let holder = holder.ok_or_else(|| Refused::bad("invalid_grant", "refresh token is not valid"))?;
        let next = (self.settings.refresh_tokens == RefreshTokens::Rotate).then(|| {
            tokens.revoke(sent);
            tokens.issue_refresh(holder.clone())
        });
        drop(tokens);
        Ok(self.give(holder, next))
    }

    fn give(&self, holder: Holder, refresh: Option<String>) -> Response {
        let life = self.shared.token_life();
        let token = self.shared.tokens().issue(holder, life, Instant::now());
        let mut body = json!({ "access_token": token, "token_type": "bearer", "expires_in": life.as_secs() });
        if let Some(refresh) = refresh {
            body["refresh_token"] = refresh.into();
        }
        ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
    }
}
