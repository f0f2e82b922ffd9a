//! Signing in with an access key: at the area's own endpoint, or at the global one by a registered app.

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
use serde_json::{Value, json};

use super::NiceCxone;
use super::tenant::Tenant;
use crate::options::ClientOptions;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::sign_in::credentials;
use crate::tokens::{Holder, unguessable};

/// Seconds for which a refresh token is said to be good. Nothing here runs that long.
const REFRESH_LIFE: u64 = 86_400;

/// Tokens for whoever signed in.
struct Given {
    access: String,
    refresh: String,
    /// Seconds.
    life: u64,
}

/// The area's way: the access key as JSON.
pub(super) async fn by_access_key(
    State(shared): State<Arc<Shared>>,
    Extension(tenant): Extension<Arc<Tenant>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let sent = read(&headers, &body);
    let part = |name| sent.get(name).and_then(Value::as_str).filter(|part| !part.is_empty());
    let Some((id, secret)) = part("accessKeyId").zip(part("accessKeySecret")) else {
        return invalid_input(&tenant.settings);
    };
    let Some(key) = key(&shared, id, secret) else { return unauthorized(&tenant.settings) };
    let given = give(&shared, &tenant.settings, Holder::program(key));
    let body = json!({
        "access_token": given.access,
        "token_type": "bearer",
        "expires_in": given.life,
        "refresh_token": given.refresh,
        "refresh_token_expires_in": REFRESH_LIFE,
        // The same token, in this way of signing in.
        "id_token": given.access,
    });
    secret_answer(body)
}

/// Other tokens for a refresh token of the area's way; it is good for one time.
pub(super) async fn refresh(
    State(shared): State<Arc<Shared>>,
    Extension(tenant): Extension<Arc<Tenant>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let sent = read(&headers, &body);
    let Some(token) = sent.get("token").and_then(Value::as_str).filter(|token| !token.is_empty()) else {
        return invalid_input(&tenant.settings);
    };
    let Some(given) = again(&shared, &tenant.settings, token) else { return unauthorized(&tenant.settings) };
    let body = json!({
        "token": given.access,
        "tokenExpirationTimeSec": given.life,
        "refreshToken": given.refresh,
        "refreshTokenExpirationTimeSec": REFRESH_LIFE,
        "sessionId": null,
    });
    secret_answer(body)
}

/// The global way: the access key as a form, from a registered app that names itself by HTTP Basic.
pub(super) async fn globally(
    State(shared): State<Arc<Shared>>,
    Extension(tenant): Extension<Arc<Tenant>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let settings = &tenant.settings;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return refuse(StatusCode::BAD_REQUEST, "invalid_request", "The body must be a form");
    }
    let app = credentials(&headers);
    if app.is_none_or(|(id, secret)| id != settings.app_id || secret != settings.app_secret) {
        return refuse(StatusCode::UNAUTHORIZED, "invalid_client", "Client authentication failed");
    }
    let form = form_urlencoded::parse(&body).into_owned().collect::<HashMap<_, _>>();
    let part = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let given = match part("grant_type") {
        "password" => {
            let key = key(&shared, part("username"), part("password"));
            key.map(|key| give(&shared, settings, Holder::program(key)))
        }
        "refresh_token" if settings.global_refresh => again(&shared, settings, part("refresh_token")),
        "" => return refuse(StatusCode::BAD_REQUEST, "invalid_request", "grant_type is required"),
        _ => return refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type", "The grant type is not supported"),
    };
    let Some(given) = given else {
        return refuse(StatusCode::UNAUTHORIZED, "invalid_grant", "The access key or token is not valid");
    };
    let body = json!({
        "access_token": given.access,
        "token_type": "Bearer",
        "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
        "refresh_token": given.refresh,
        "expires_in": given.life,
        "id_token": web_token(settings),
    });
    secret_answer(body)
}

/// A JSON object in a body that says it is JSON; otherwise nothing.
fn read(headers: &HeaderMap, body: &[u8]) -> Value {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/json") { serde_json::from_slice(body).unwrap_or_default() } else { Value::Null }
}

fn key<'a>(shared: &'a Shared, id: &str, secret: &str) -> Option<&'a ClientOptions> {
    shared.options.clients.iter().find(|key| key.id == id && key.secret == secret && !key.is_public())
}

fn give(shared: &Shared, settings: &NiceCxone, holder: Holder) -> Given {
    let life = shared.token_life();
    let access = web_token(settings);
    let mut tokens = shared.tokens();
    tokens.adopt(access.clone(), holder.clone(), life, Instant::now());
    Given { access, refresh: tokens.issue_refresh(holder), life: life.as_secs() }
}

/// Uses a refresh token up.
fn again(shared: &Shared, settings: &NiceCxone, token: &str) -> Option<Given> {
    let holder = {
        let mut tokens = shared.tokens();
        let holder = tokens.refreshed(token)?.clone();
        tokens.revoke(token);
        holder
    };
    Some(give(shared, settings, holder))
}

/// A text in the shape of a JSON web token that names the tenant; nobody has signed it.
fn web_token(settings: &NiceCxone) -> String {
    let part = |value: Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let header = part(json!({ "alg": "RS256", "typ": "JWT" }));
    let claims = part(json!({ "iss": "practice", "tenantId": settings.tenant, "jti": unguessable() }));
    format!("{header}.{claims}.{}", BASE64_URL_SAFE_NO_PAD.encode("practice"))
}

fn secret_answer(body: Value) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

fn invalid_input(settings: &NiceCxone) -> Response {
    settings.refuse(&Refusal::new(StatusCode::BAD_REQUEST, "Invalid Input"))
}

fn unauthorized(settings: &NiceCxone) -> Response {
    settings.refuse(&Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized"))
}

fn refuse(status: StatusCode, error: &str, description: &str) -> Response {
    (status, Json(json!({ "error": error, "errorDescription": description }))).into_response()
}
