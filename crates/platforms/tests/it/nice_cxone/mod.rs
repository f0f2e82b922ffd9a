//! NICE CXone against answers that are written out here as the platform documents them.

mod outcomes;
mod practice;
mod reading;
mod sign_in;
mod writing;

use std::sync::Arc;

use secrecy::SecretString;
use serde_json::Value;
use skillsheet_platforms::{Platform, Settings};
use skillsheet_skills::{Assignments, Call, Change, Proficiency, Way};

use crate::raw::{Do, Raw, SECRET, http};

const APP_SECRET: &str = "canary-app-secret-5d1e";

/// A platform whose API and sign-in are a server; `set` has the last word.
fn platform(raw: &Raw, set: &[(&str, &str)]) -> Arc<dyn Platform> {
    let url = format!("http://127.0.0.1:{}", raw.port);
    connect(&[&[("client-id", "KEY"), ("api-url", url.as_str())], set].concat(), SECRET)
}

fn connect(set: &[(&str, &str)], secret: &str) -> Arc<dyn Platform> {
    let mut settings = Settings::of("nice-cxone").unwrap();
    for (key, value) in set {
        settings.set(key, value).unwrap();
    }
    settings.connect(SecretString::from(secret)).unwrap()
}

fn ok(body: &str) -> Do {
    Do::Answer(http(200, &[("Content-Type", "application/json")], body))
}

/// The first line of a request and its body.
fn told(request: &str) -> (String, String) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned(), body.to_owned())
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A call with changes: agent, skill, level wanted, whether it is off.
fn call(way: Way, changes: &[(&str, &str, Option<i16>, bool)]) -> Call {
    let changes = changes.iter().map(|(agent, skill, level, off)| Change {
        agent: (*agent).into(),
        skill: (*skill).into(),
        before: None,
        after: level.map(Proficiency::whole),
        off: *off,
        cells: Vec::new(),
    });
    Call { way, changes: changes.collect(), send: Assignments::new() }
}
