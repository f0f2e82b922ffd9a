//! One request to the API, with what every operation asks of it.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};

use super::GenesysCloud;
use super::error::ErrorBody;
use crate::shared::{Seq, Shared};
use crate::tokens::Grant;

/// A request that came through the gate.
pub(super) struct Call {
    pub(super) shared: Arc<Shared>,
    pub(super) settings: Arc<GenesysCloud>,
    pub(super) grant: Grant,
    pub(super) seq: Seq,
    /// The path without the query.
    pub(super) path: String,
    /// The parts of the query in their order; a key may be there more than once.
    pub(super) query: Vec<(String, String)>,
    json: bool,
}

impl FromRequestParts<Arc<Shared>> for Call {
    type Rejection = ErrorBody;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, ErrorBody> {
        let missing = || ErrorBody::of(StatusCode::INTERNAL_SERVER_ERROR);
        let query = parts.uri.query().unwrap_or_default();
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        Ok(Self {
            shared: Arc::clone(shared),
            settings: parts.extensions.get::<Arc<GenesysCloud>>().cloned().ok_or_else(missing)?,
            grant: parts.extensions.get::<Grant>().cloned().ok_or_else(missing)?,
            seq: parts.extensions.get::<Seq>().copied().ok_or_else(missing)?,
            path: parts.uri.path().to_owned(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            json: kind.eq_ignore_ascii_case("application/json"),
        })
    }
}

impl Call {
    /// 415 unless the body is said to be JSON.
    pub(super) fn carries_json(&self) -> Result<(), ErrorBody> {
        if self.json { Ok(()) } else { Err(ErrorBody::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)) }
    }

    /// The last value of a part of the query.
    pub(super) fn asked(&self, key: &str) -> Option<&str> {
        self.query.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// All values of a part of the query that may be there more than once.
    pub(super) fn asked_all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.query.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// One of some words, or `usual` when nothing is said.
    pub(super) fn one_of(
        &self,
        key: &str,
        allowed: &[&'static str],
        usual: &'static str,
    ) -> Result<&'static str, ErrorBody> {
        let Some(asked) = self.asked(key) else { return Ok(usual) };
        let found = allowed.iter().find(|word| word.eq_ignore_ascii_case(asked));
        found.copied().ok_or_else(|| ErrorBody::invalid_param(asked, key, &allowed.join(", ")))
    }
}
