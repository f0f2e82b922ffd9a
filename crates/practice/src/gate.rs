//! What stands before every API call: a good token, and the rate limit.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::refusal::{Refusal, retry_after};
use crate::shared::Shared;

/// The bearer token of a request.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Lets a request through that has a good token and keeps the limit; the token's grant travels with it.
pub(crate) async fn gate(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let now = Instant::now();
    let token = bearer(request.headers()).unwrap_or_default().to_owned();
    let grant = shared.tokens().grant(&token, now).cloned();
    let Some(grant) = grant else { return invalid_token(&shared) };
    if let Err(wait) = shared.limiter().admit(&token, now) {
        let refused = shared.options.dialect.refuse(Refusal::too_many_requests());
        return retry_after(refused, wait.as_millis().div_ceil(1000).max(1) as u64);
    }
    request.extensions_mut().insert(grant);
    next.run(request).await
}

/// 401, with the header that says what would be accepted.
pub(crate) fn invalid_token(shared: &Shared) -> Response {
    let mut response = shared.options.dialect.refuse(Refusal::invalid_token());
    let challenge = HeaderValue::from_static(r#"Bearer error="invalid_token""#);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    response
}
