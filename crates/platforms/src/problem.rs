//! Problems in plain words, with the platform's own beside them, found in whatever shape it wrote them.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;
use skillsheet_skills::{Outcome, Problem, Refusal};

use crate::http::Reply;

/// No platform's words are kept beyond this, in characters.
const LONGEST_WORDS: usize = 600;

/// Whether a request can have changed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stance {
    /// It asks.
    Read,
    /// It changes.
    Write,
}

impl Stance {
    /// What it means that nobody knows what became of the request.
    pub fn in_doubt(self) -> Outcome {
        match self {
            Stance::Read => Outcome::Retry,
            Stance::Write => Outcome::Unknown,
        }
    }
}

/// A problem of an answer: our words, and the platform's out of its body and headers. The `secrets` are struck out,
/// in case the platform repeats what it was sent.
pub(crate) fn problem(reply: &Reply, secrets: &[&str], title: impl Into<String>, meaning: &str, next: &str) -> Problem {
    let said = Said::of(&reply.body);
    let strike = |text: String| struck(&text, secrets);
    Problem {
        title: title.into(),
        meaning: meaning.into(),
        next: next.into(),
        status: Some(reply.status.as_u16()),
        code: said.code.map(strike),
        words: plain(&said.words, secrets),
        correlation: said.correlation.or_else(|| header_correlation(&reply.headers)).map(strike),
    }
}

/// A platform's words as one line that can be shown, the `secrets` struck out.
pub(crate) fn plain(text: &str, secrets: &[&str]) -> String {
    shortened(&struck(text, secrets))
}

fn struck(text: &str, secrets: &[&str]) -> String {
    secrets.iter().filter(|secret| !secret.is_empty()).fold(text.to_owned(), |text, secret| text.replace(secret, "…"))
}

/// An answer that is too long to be read.
pub(crate) fn too_long(stance: Stance, host: &str, status: StatusCode, limit: usize) -> Refusal {
    let outcome = if stance == Stance::Read { Outcome::Rejected } else { Outcome::Unknown };
    let problem = Problem {
        title: format!("The answer of “{host}” is too long"),
        meaning: "It was not read to its end.".into(),
        next: "Check the address".into(),
        status: Some(status.as_u16()),
        words: format!("more than {} MB", limit / (1024 * 1024)),
        ..Problem::default()
    };
    Refusal { outcome, wait: None, problem }
}

/// What an error's body says.
#[derive(Default)]
struct Said {
    words: String,
    code: Option<String>,
    correlation: Option<String>,
}

impl Said {
    fn of(body: &[u8]) -> Said {
        let text = String::from_utf8_lossy(body);
        let text = text.trim();
        match serde_json::from_str::<Value>(text) {
            Ok(value) => Said::of_json(&value),
            Err(_) if text.starts_with('<') => Said { words: page_title(text), ..Said::default() },
            Err(_) => Said { words: text.to_owned(), ..Said::default() },
        }
    }

    fn of_json(value: &Value) -> Said {
        let mut words = Vec::new();
        collect(value, &mut words);
        let nested = |names| field(value, names).or_else(|| field(value.get("error")?, names));
        let first = |names| nested(names).or_else(|| field(value.get("errors")?.get(0)?, names));
        // `error` as a text beside a description is a code, as OAuth has it.
        let described = ["error_description", "errorDescription"].iter().any(|name| value.get(*name).is_some());
        let oauth = || value.get("error").filter(|_| described).and_then(text_of);
        Said {
            words: words.join(". "),
            code: first(&["code", "errorCode", "error_code"]).or_else(oauth),
            correlation: nested(&["correlationId", "contextId", "requestId", "traceId"]),
        }
    }
}

/// Gathers the sentences of an error, outermost first, each once.
fn collect(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let text = text.trim().trim_end_matches('.').to_owned();
            if !text.is_empty() && !words.contains(&text) {
                words.push(text);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(fields) => {
            let oauth = fields.contains_key("error_description") || fields.contains_key("errorDescription");
            for name in ["message", "error_description", "errorDescription", "detail", "title", "error", "errors"] {
                match fields.get(name) {
                    Some(Value::String(_)) if name == "error" && oauth => {}
                    Some(value) => collect(value, words),
                    None => {}
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn field(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text_of(value.get(name)?))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn header_correlation(headers: &HeaderMap) -> Option<String> {
    ["x-correlation-id", "correlation-id", "correlationid", "inin-correlation-id", "x-request-id", "request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok().map(shortened))
}

/// A web page is no error text; its title says as much as is of use.
fn page_title(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let title = lower.find("<title>").and_then(|from| {
        let from = from + "<title>".len();
        let to = lower[from..].find("</title>")?;
        Some(page[from..from + to].trim())
    });
    match title {
        Some(title) if !title.is_empty() => format!("A web page came back: {title}"),
        _ => "A web page came back".to_owned(),
    }
}

/// One line of at most [`LONGEST_WORDS`] characters.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|c| !c.is_control()).collect();
    match line.char_indices().nth(LONGEST_WORDS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(body: &str) -> Problem {
        let (status, headers) = (StatusCode::BAD_REQUEST, HeaderMap::new());
        let reply = Reply { status, reason: String::new(), headers, body: body.into() };
        problem(&reply, &["s3cret"], "Title", "", "")
    }

    #[test]
    fn the_platforms_words_are_found_in_every_shape() {
        for (body, words, code) in [
            (
                r#"{"message":"Validation failed","errors":["Invalid request body"]}"#,
                "Validation failed. Invalid request body",
                None,
            ),
            (r#"{"errors":["Invalid input"]}"#, "Invalid input", None),
            (
                r#"{"errors":[{"message":"Invalid input provided","code":"invalid_input"}]}"#,
                "Invalid input provided",
                Some("invalid_input"),
            ),
            (
                r#""Invalid request body. Expected object, but got array""#,
                "Invalid request body. Expected object, but got array",
                None,
            ),
            ("plain words", "plain words", None),
            ("", "", None),
            ("null", "", None),
            ("{}", "", None),
            ("[1,[2,{}]]", "", None),
            (r#"{"error":"invalid_client","error_description":"No."}"#, "No", Some("invalid_client")),
            (r#"{"error":"invalid_client","errorDescription":"No."}"#, "No", Some("invalid_client")),
            (r#"{"error":{"message":"Gone","code":410}}"#, "Gone", Some("410")),
            (r#"{"error":"Bad"}"#, "Bad", None),
            ("<html><head><title>502 Bad Gateway</title>", "A web page came back: 502 Bad Gateway", None),
            ("<html>", "A web page came back", None),
            (r#"{"message":"token s3cret is odd"}"#, "token … is odd", None),
            ("\u{feff}one\r\ntwo\u{0}", "\u{feff}one two", None),
        ] {
            let problem = said(body);
            assert_eq!((problem.words.as_str(), problem.code.as_deref()), (words, code), "{body}");
        }
        assert_eq!(said(&"é".repeat(10_000)).words.chars().count(), LONGEST_WORDS + 1);
        assert_eq!(said(r#"{"message":"m","contextId":"c-1"}"#).correlation.as_deref(), Some("c-1"));
    }
}
