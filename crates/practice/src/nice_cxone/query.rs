//! What stands behind the question mark. Names are taken in any case, as versions of the API spell them differently.

use axum::http::StatusCode;
use jiff::Timestamp;

use crate::refusal::Refusal;

/// The parameters of a request; of a repeated one the first counts.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn of(text: Option<&str>) -> Self {
        Self(form_urlencoded::parse(text.unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// A parameter that is given and not empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        let flag = |text: &str| match () {
            () if text.eq_ignore_ascii_case("true") => Ok(true),
            () if text.eq_ignore_ascii_case("false") => Ok(false),
            () => Err(invalid(name, text)),
        };
        self.text(name).map(flag).transpose()
    }

    /// A parameter that must be given.
    pub(super) fn needed_flag(&self, name: &str) -> Result<bool, Refusal> {
        self.flag(name)?.ok_or_else(|| bad(format!("Invalid {name} - cannot be null or empty")))
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<usize>, Refusal> {
        self.text(name).map(|text| text.parse().map_err(|_| invalid(name, text))).transpose()
    }

    /// A time, under any of these names.
    pub(super) fn since(&self, names: &[&str]) -> Result<Option<Timestamp>, Refusal> {
        let Some((name, text)) = names.iter().find_map(|name| Some((name, self.text(name)?))) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| invalid(name, text))
    }

    /// The same parameters, but with these two for the page.
    pub(super) fn turned_to(&self, skip: usize, top: usize) -> String {
        let kept = self.0.iter().filter(|(key, _)| !["skip", "top"].iter().any(|name| key.eq_ignore_ascii_case(name)));
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(kept).append_pair("skip", &skip.to_string()).append_pair("top", &top.to_string());
        text.finish()
    }
}

pub(super) fn bad(text: String) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, text)
}

pub(super) fn invalid(name: &str, value: &str) -> Refusal {
    bad(format!("Invalid {name} - '{value}'"))
}
