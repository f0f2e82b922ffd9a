//! Why a request was not done, before a dialect puts it into its own shape.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

/// An error answer in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    /// A platform's own code for it; empty when only the status tells.
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) errors: Vec<String>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, code: "", message: message.into(), errors: Vec::new() }
    }

    pub(crate) fn coded(self, code: &'static str) -> Self {
        Self { code, ..self }
    }

    pub(crate) fn with(self, errors: Vec<String>) -> Self {
        Self { errors, ..self }
    }

    pub(crate) fn too_many_requests() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "Rate limit exceeded")
    }

    /// No token was sent at all.
    pub(crate) fn no_token() -> Self {
        Self::invalid_token().coded("authentication.required")
    }

    pub(crate) fn invalid_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Invalid or expired token")
    }

    /// What a platform says with a status when it says nothing in particular.
    pub(crate) fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::TOO_MANY_REQUESTS => Self::too_many_requests(),
            StatusCode::UNAUTHORIZED => Self::invalid_token(),
            _ => Self::new(status, status.canonical_reason().unwrap_or("Error")),
        }
    }
}

/// Adds a `Retry-After` of whole seconds.
pub(crate) fn retry_after(mut response: Response, seconds: u64) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
