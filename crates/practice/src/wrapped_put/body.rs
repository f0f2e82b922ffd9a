//! What a `PUT` may carry, checked by hand so that each mistake is answered as the platform would.

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::WrappedPut;
use crate::refusal::Refusal;
use crate::state::{Directory, Levels};

/// One level as it was sent.
struct Item {
    /// Where it stands in the body, for messages.
    at: String,
    id: String,
    /// Whole, but of any size and sign.
    level: f64,
}

/// The levels in a body, or what is wrong with it: 400 for its shape, 422 for skills and levels that cannot be.
pub(super) fn read(body: &[u8], settings: &WrappedPut, directory: &Directory) -> Result<Levels, Refusal> {
    let value = serde_json::from_slice::<Value>(body)
        .map_err(|error| bad("Request body is not valid JSON").with(vec![error.to_string()]))?;
    let Value::Object(object) = value else {
        return Err(bad(&format!("Invalid request body. Expected object, but got {}", kind(&value))));
    };
    let items = match object.get("skills") {
        Some(skills) => wrapped(skills)?,
        None if settings.map_accepted => mapped(&object)?,
        None => return Err(invalid(vec!["skills is required".to_owned()])),
    };
    repeated(&items)?;
    possible(items, settings, directory)
}

fn bad(message: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, message)
}

fn invalid(errors: Vec<String>) -> Refusal {
    bad("Validation failed").with(errors)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// `[{"id":"abc-123-def","proficiency":50}]`; other keys are passed over.
fn wrapped(skills: &Value) -> Result<Vec<Item>, Refusal> {
    let Value::Array(skills) = skills else {
        return Err(invalid(vec![format!("skills must be an array, but is {}", kind(skills))]));
    };
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    for (index, skill) in skills.iter().enumerate() {
        let at = format!("skills[{index}]");
        if !skill.is_object() {
            errors.push(format!("{at} must be an object, but is {}", kind(skill)));
            continue;
        }
        let id = skill.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
        let level = skill.get("proficiency").and_then(whole);
        if id.is_none() {
            errors.push(format!("{at}.id must be a string that is not empty"));
        }
        if level.is_none() {
            errors.push(format!("{at}.proficiency must be a whole number"));
        }
        items.extend(id.zip(level).map(|(id, level)| Item { at, id: id.to_owned(), level }));
    }
    if errors.is_empty() { Ok(items) } else { Err(invalid(errors)) }
}

/// `{"abc-123-def":50}`
fn mapped(object: &Map<String, Value>) -> Result<Vec<Item>, Refusal> {
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    for (id, level) in object {
        match whole(level) {
            Some(level) => items.push(Item { at: id.clone(), id: id.clone(), level }),
            None => errors.push(format!("{id} must be a whole number")),
        }
    }
    if errors.is_empty() { Ok(items) } else { Err(invalid(errors)) }
}

/// JSON has one kind of number: 50 and 50.0 are the same.
fn whole(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| number.fract() == 0.0)
}

fn repeated(items: &[Item]) -> Result<(), Refusal> {
    let repeats = items
        .iter()
        .enumerate()
        .filter(|(index, item)| items[..*index].iter().any(|earlier| earlier.id == item.id))
        .map(|(_, item)| format!("{}.id repeats {}", item.at, item.id))
        .collect::<Vec<_>>();
    if repeats.is_empty() { Ok(()) } else { Err(invalid(repeats)) }
}

fn possible(items: Vec<Item>, settings: &WrappedPut, directory: &Directory) -> Result<Levels, Refusal> {
    let (least, most) = (*settings.proficiency.start(), *settings.proficiency.end());
    let (mut levels, mut errors) = (Levels::new(), Vec::new());
    for Item { at, id, level } in items {
        if directory.skill(&id).is_none() {
            errors.push(format!("{at}: no skill has the id {id}"));
        } else if !(f64::from(least)..=f64::from(most)).contains(&level) {
            errors.push(format!("{at}: proficiency {level} is not from {least} to {most}"));
        } else {
            // Whole and between two u32, as just checked.
            levels.insert(id, level as u32);
        }
    }
    if errors.is_empty() {
        Ok(levels)
    } else {
        Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "Unprocessable skills").with(errors))
    }
}
