//! How a sheet is read, in a file of its own: for other sheets, other people and scheduled updates.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, from_value};
use skillsheet_skills::KeptMapping;

use crate::files;

/// What the file may hold.
const KEYS: [&str; 11] = [
    "layout",
    "headingRow",
    "headingRows",
    "agent",
    "agentRest",
    "skill",
    "proficiency",
    "action",
    "hidden",
    "legend",
    "turnedRound",
];
const COLUMNS: [&str; 5] = ["agent", "agentRest", "skill", "proficiency", "action"];

/// What of a file cannot be understood, by its key where it is about one.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct NotAMapping {
    /// What.
    pub what: String,
    /// What the file should hold there.
    pub hint: String,
}

/// Reads a mapping from its file.
///
/// # Errors
/// What of it cannot be understood, by its key.
pub fn read(path: &Path) -> Result<KeptMapping, NotAMapping> {
    let refused = |what: String, hint: &str| NotAMapping { what, hint: hint.to_owned() };
    let text = fs::read_to_string(path).map_err(|error| refused(error.to_string(), "Check the file's name"))?;
    let object: Map<String, Value> = serde_json::from_str(&text)
        .map_err(|error| refused(error.to_string(), "It is one JSON object; `check --help` tells what it holds"))?;
    if let Some(unknown) = object.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let hint = format!("The keys are {}", KEYS.join(", "));
        return Err(refused(format!("“{unknown}” is no key of a mapping"), &hint));
    }
    for (key, value) in &object {
        from_value::<KeptMapping>(alone(key, value))
            .map_err(|error| refused(format!("in “{key}”, {error}"), hint(key)))?;
    }
    from_value(Value::Object(object))
        .map_err(|error| refused(error.to_string(), "layout and headingRow must be there; see `check --help`"))
}

/// A mapping that is sound but for one key, so that an error can be told to be about that one.
fn alone(key: &str, value: &Value) -> Value {
    let mut sound = Map::from_iter([("layout".to_owned(), "list".into()), ("headingRow".to_owned(), 1.into())]);
    sound.insert(key.to_owned(), value.clone());
    Value::Object(sound)
}

fn hint(key: &str) -> &'static str {
    match key {
        key if COLUMNS.contains(&key) => "Name the column by its letters, such as \"C\", or count from 0",
        "layout" => "It is one of list, grid, packed and transposed",
        "hidden" => "It is read or leaveOut",
        "legend" => "Each mark has a level, \"remove\" or \"nothing\", such as {\"expert\": 5}",
        "turnedRound" => "It is true or false",
        _ => "It is a whole number from 1",
    }
}

/// Saves a mapping, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn save(kept: &KeptMapping, path: &Path) -> io::Result<()> {
    files::write_json(path, kept)
}
