//! Signing in by client credentials (OAuth 2.0, RFC 6749 section 4.4).

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::options::ClientOptions;
use crate::shared::Shared;
use crate::tokens::Holder;

/// Gives a client that names itself by HTTP Basic a token.
pub(crate) async fn sign_in(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return refuse(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            "The body must be application/x-www-form-urlencoded",
        );
    }
    let Some(client) = credentials(&headers).and_then(|(id, secret)| known(&shared.options.clients, &id, &secret))
    else {
        let mut response = refuse(StatusCode::UNAUTHORIZED, "invalid_client", "Client authentication failed");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"practice\""));
        return response;
    };
    match form_urlencoded::parse(&body).find(|(key, _)| key == "grant_type") {
        None => refuse(StatusCode::BAD_REQUEST, "invalid_request", "grant_type is required"),
        Some((_, grant)) if grant != "client_credentials" => {
            refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type", "Only client_credentials is supported")
        }
        Some(_) => token(&shared, client),
    }
}

fn token(shared: &Shared, client: &ClientOptions) -> Response {
    let life = shared.token_life();
    let token = shared.tokens().issue(Holder::program(client), life, Instant::now());
    let body = json!({
        "access_token": token,
        "token_type": "bearer",
        "expires_in": life.as_secs(),
        "scope": client.scopes.join(" "),
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

fn refuse(status: StatusCode, error: &str, description: &str) -> Response {
    (status, Json(json!({ "error": error, "error_description": description }))).into_response()
}

/// The id and secret of a Basic header, as they stand in it.
pub(crate) fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, encoded) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
    decoded.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}

/// The standard has clients form-encode both parts first, and many do not: either way is right.
pub(crate) fn known<'a>(clients: &'a [ClientOptions], id: &str, secret: &str) -> Option<&'a ClientOptions> {
    let decoded = |part: &str| {
        form_urlencoded::parse(part.replace('&', "%26").as_bytes()).next().map(|(key, _)| key.into_owned())
    };
    clients.iter().filter(|client| !client.is_public()).find(|client| {
        (client.id == id && client.secret == secret)
            || (decoded(id).as_deref() == Some(&client.id) && decoded(secret).as_deref() == Some(&client.secret))
    })
}
