//! What the body of a write may carry, checked by hand so that each mistake is answered as the platform would. What makes one item
//! impossible does not concern the others; what makes no sense at all refuses the call.

use serde_json::Value;

use super::query::{bad, invalid};
use crate::refusal::Refusal;

/// The most records that one call carries.
pub(super) const MOST_RECORDS: usize = 10_000;

/// One item of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The id as it was sent.
    pub(super) id: String,
    pub(super) level: Level,
    /// Whether the assignment is to be active, when the item says so.
    pub(super) active: Option<bool>,
}

/// A level as it was sent. Whether it is on the scale is another question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Level {
    /// None.
    Absent,
    /// A whole number.
    Whole(u64),
    /// Anything else.
    Other(String),
}

/// What a call's items look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// The list's name: `skills` or `agents`.
    pub(super) list: &'static str,
    /// The id's name in an item.
    pub(super) id: &'static str,
    /// Whether ids may be numbers.
    pub(super) numbers: bool,
    /// Whether ids may be text.
    pub(super) texts: bool,
    /// Whether `isActive` must be there.
    pub(super) active_needed: bool,
}

/// The items of a body.
pub(super) fn items(body: Option<&Value>, shape: Shape) -> Result<Vec<Item>, Refusal> {
    let items = list(body.and_then(|body| body.get(shape.list)), shape.list)?;
    within(items.len())?;
    items.iter().map(|each| item(each, shape)).collect()
}

/// A list that is there and not empty.
pub(super) fn list<'a>(list: Option<&'a Value>, name: &str) -> Result<&'a Vec<Value>, Refusal> {
    let list = list.and_then(Value::as_array).filter(|list| !list.is_empty());
    list.ok_or_else(|| bad(format!("Invalid {name} - cannot be null or empty")))
}

pub(super) fn within(records: usize) -> Result<(), Refusal> {
    let text = "Cannot send more than 10,000 records in a single call";
    if records <= MOST_RECORDS { Ok(()) } else { Err(bad(text.to_owned())) }
}

fn item(item: &Value, shape: Shape) -> Result<Item, Refusal> {
    let id = match item.get(shape.id) {
        Some(Value::String(text)) if shape.texts && !text.is_empty() => text.clone(),
        Some(Value::Number(number)) if shape.numbers && number.is_u64() => number.to_string(),
        None | Some(Value::Null) => return Err(bad(format!("Invalid {} - cannot be null or empty", shape.id))),
        Some(other) => return Err(invalid(shape.id, &shown(other))),
    };
    let active = active(item)?;
    if shape.active_needed && active.is_none() {
        return Err(bad("Invalid isActive - cannot be null or empty".to_owned()));
    }
    Ok(Item { id, level: level(item), active })
}

pub(super) fn active(item: &Value) -> Result<Option<bool>, Refusal> {
    match item.get("isActive") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(active)) => Ok(Some(*active)),
        Some(other) => Err(invalid("isActive", &shown(other))),
    }
}

pub(super) fn level(item: &Value) -> Level {
    match item.get("proficiency") {
        None | Some(Value::Null) => Level::Absent,
        Some(other) => other.as_u64().map_or_else(|| Level::Other(shown(other)), Level::Whole),
    }
}

/// A text as it is, and anything else as JSON.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
