//! The platform's one shape of an error, and the codes and texts that it documents.

use axum::http::header::HeaderName;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use crate::refusal::Refusal;

/// The header that names an answer, for support.
pub(super) const CORRELATION: HeaderName = HeaderName::from_static("inin-correlation-id");

/// An error answer in the making.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ErrorBody {
    status: StatusCode,
    code: &'static str,
    message: String,
    /// What stands for each `%s` in the text, by name.
    params: Vec<(&'static str, String)>,
    details: Vec<Value>,
    /// What is wrong with the parts, each in the same shape.
    errors: Vec<Value>,
}

impl ErrorBody {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), params: Vec::new(), details: Vec::new(), errors: Vec::new() }
    }

    pub(super) fn param(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.push((name, value.into()));
        self
    }

    /// Points at what is wrong in a body.
    pub(super) fn at(mut self, field: impl Into<String>) -> Self {
        self.details.push(json!({ "errorCode": self.code, "fieldName": field.into() }));
        self
    }

    /// What the platform says with a status when it says nothing in particular.
    pub(super) fn of(status: StatusCode) -> Self {
        let (code, message) = usual(status.as_u16());
        let message = if message.is_empty() { status.canonical_reason().unwrap_or("Error") } else { message };
        Self::new(status, code, message)
    }

    pub(super) fn bad_request() -> Self {
        Self::of(StatusCode::BAD_REQUEST)
    }

    pub(super) fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND)
    }

    /// 404 with the text of one operation.
    pub(super) fn no_such(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "general.resource.not.found", message)
    }

    pub(super) fn invalid_value(value: &str, kind: &str, allowed: &str) -> Self {
        let message = format!("Value [{value}] is not valid for field type [{kind}]. Allowable values are: {allowed}");
        Self::new(StatusCode::BAD_REQUEST, "invalid.value", message)
    }

    pub(super) fn invalid_param(value: &str, name: &str, allowed: &str) -> Self {
        let message = format!("Value [{value}] is not valid for parameter [{name}]. Allowable values are: {allowed}");
        Self::new(StatusCode::BAD_REQUEST, "invalid.query.param.value", message)
    }

    pub(super) fn invalid_property(property: &str, of: &str) -> Self {
        let message = format!("Value [{property}] is not a valid property for object [{of}]");
        Self::new(StatusCode::BAD_REQUEST, "invalid.property", message)
    }

    pub(super) fn constraint(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "constraint.validation", message)
    }

    /// A user would have more skills than the so many that one may be given. No such bound is documented: the words are ours.
    pub(super) fn too_many_skills(most: usize) -> Self {
        let why = Self::constraint(format!("A user may have at most [{most}] routing skills")).at("skills");
        let error = json!({ "message": why.message, "code": why.code, "status": why.status.as_u16() });
        Self { errors: vec![error], ..why }
    }
}

/// The code and the text of a status; the text is empty where the platform documents none.
fn usual(status: u16) -> (&'static str, &'static str) {
    match status {
        400 => ("bad.request", "The request could not be understood by the server due to malformed syntax."),
        401 => ("bad.credentials", "Invalid login credentials."),
        403 => ("not.authorized", "You are not authorized to perform the requested action."),
        404 => ("not.found", "The requested resource was not found."),
        405 => ("method.not.allowed", ""),
        408 => (
            "client.timeout",
            "The client did not produce a request within the server timeout limit. This can be caused by a slow network connection and/or large payloads.",
        ),
        409 => ("request.conflict", "The request conflicts with the current state of the target resource."),
        413 => ("request.entity.too.large", "The request is over the size limit. Maximum bytes: 512000"),
        415 => (
            "unsupported.media.type",
            "Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.",
        ),
        429 => ("too.many.requests", "Rate limit exceeded the maximum"),
        500 => (
            "internal.server.error",
            "The server encountered an unexpected condition which prevented it from fulfilling the request.",
        ),
        503 => (
            "service.unavailable",
            "Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).",
        ),
        504 => ("request.timeout", "The request timed out."),
        _ => ("", ""),
    }
}

impl From<Refusal> for ErrorBody {
    fn from(refusal: Refusal) -> Self {
        match refusal.code {
            "authentication.required" => Self::new(
                refusal.status,
                refusal.code,
                "No authentication bearer token specified in authorization header.",
            ),
            _ => Self::of(refusal.status),
        }
    }
}

impl IntoResponse for ErrorBody {
    fn into_response(self) -> Response {
        let id = correlation_id();
        let mut body = json!({
            "message": self.message,
            "code": self.code,
            "status": self.status.as_u16(),
            "contextId": id,
            "details": self.details,
            "errors": self.errors,
        });
        if !self.params.is_empty() {
            body["messageParams"] = self.params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        }
        let mut response = (self.status, Json(body)).into_response();
        name(&mut response, &id);
        response
    }
}

/// Names an answer that has no name yet.
pub(super) fn correlated(mut response: Response) -> Response {
    if !response.headers().contains_key(CORRELATION) {
        name(&mut response, &correlation_id());
    }
    response
}

fn name(response: &mut Response, id: &str) {
    // An id is hexadecimal digits and hyphens, which a header may hold.
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(CORRELATION, id);
    }
}

fn correlation_id() -> String {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid().to_string()
}
