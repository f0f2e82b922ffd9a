//! What stands before every API call: a good token, and the rate limit.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::refusal::Refusal;
use crate::shared::Shared;

/// The bearer token of a request.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Lets a request through that has a good token and keeps the limit; the token's grant travels with it. What the platform tells
/// of its limit stands on every answer.
pub(crate) async fn gate(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let now = Instant::now();
    let Some(token) = bearer(request.headers()).map(str::to_owned) else { return no_token(&shared) };
    let grant = shared.tokens().grant(&token, now).cloned();
    let Some(grant) = grant else { return invalid_token(&shared) };
    let admitted = shared.limiter().admit(&token, now);
    let mut response = match admitted {
        Ok(()) => {
            request.extensions_mut().insert(grant);
            next.run(request).await
        }
        Err(wait) => {
            let limit = shared.limiter().limit();
            shared.options.dialect.over_the_limit(wait.as_millis().div_ceil(1000).max(1) as u64, limit)
        }
    };
    let quota = shared.limiter().quota(&token, Instant::now());
    if let Some(quota) = quota {
        shared.options.dialect.tell_quota(&mut response, quota);
    }
    response
}

/// 401, because no token was sent.
fn no_token(shared: &Shared) -> Response {
    challenged(shared.options.dialect.refuse(Refusal::no_token()))
}

/// 401, because the token sent is none of ours or has ended.
pub(crate) fn invalid_token(shared: &Shared) -> Response {
    challenged(shared.options.dialect.refuse(Refusal::invalid_token()))
}

/// With the header that says what would be accepted.
fn challenged(mut response: Response) -> Response {
    let challenge = HeaderValue::from_static(r#"Bearer error="invalid_token""#);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    response
}
