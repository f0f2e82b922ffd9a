//! What the writes of an agent's skills may carry, checked by hand so that each mistake is answered as the platform would.

use serde_json::{Map, Value};

use super::error::ErrorBody;
use super::{GenesysCloud, SCALE};

/// The properties of an item, the last two of which are only read.
const PROPERTIES: [&str; 4] = ["id", "proficiency", "skillUri", "selfUri"];
/// An assigned skill has these two more.
const MORE_PROPERTIES: [&str; 2] = ["name", "state"];
const ALLOWED: &str = "0.0 to 5.0";

/// One level that was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) skill: String,
    /// In halves.
    pub(super) level: u32,
}

/// `[{"id":"…","proficiency":3.5}]`
pub(super) fn many(body: &[u8], settings: &GenesysCloud) -> Result<Vec<Sent>, ErrorBody> {
    let Value::Array(items) = json(body)? else { return Err(ErrorBody::bad_request()) };
    if items.len() > settings.most_in_bulk {
        return Err(ErrorBody::constraint(format!("Max {} routing skills in request body", settings.most_in_bulk)));
    }
    items.iter().enumerate().map(|(index, item)| post(item, &format!("[{index}]."), settings)).collect()
}

/// `{"id":"…","proficiency":3.5}`
pub(super) fn one(body: &[u8], settings: &GenesysCloud) -> Result<Sent, ErrorBody> {
    post(&json(body)?, "", settings)
}

/// `{"proficiency":3.5}` for a skill that is named in the path, and may be named here again.
pub(super) fn level_of(body: &[u8], skill: &str, settings: &GenesysCloud) -> Result<u32, ErrorBody> {
    let value = json(body)?;
    let object = value.as_object().ok_or_else(ErrorBody::bad_request)?;
    known(object, &[&PROPERTIES[..], &MORE_PROPERTIES].concat(), "UserRoutingSkill")?;
    if object.get("id").is_some_and(|id| id != skill) {
        return Err(ErrorBody::constraint("id does not match the skill in the path").at("id"));
    }
    level(object, "", settings)
}

fn json(body: &[u8]) -> Result<Value, ErrorBody> {
    serde_json::from_slice(body).map_err(|_| ErrorBody::bad_request())
}

fn post(item: &Value, at: &str, settings: &GenesysCloud) -> Result<Sent, ErrorBody> {
    let object = item.as_object().ok_or_else(ErrorBody::bad_request)?;
    known(object, &PROPERTIES, "UserRoutingSkillPost")?;
    let field = format!("{at}id");
    let skill = match object.get("id") {
        None | Some(Value::Null) => return Err(ErrorBody::constraint(format!("{field} may not be null")).at(field)),
        Some(Value::String(id)) => id.clone(),
        Some(other) => return Err(ErrorBody::invalid_value(&other.to_string(), "String", "a string").at(field)),
    };
    Ok(Sent { skill, level: level(object, at, settings)? })
}

fn known(object: &Map<String, Value>, properties: &[&str], of: &str) -> Result<(), ErrorBody> {
    match object.keys().find(|key| !properties.contains(&key.as_str())) {
        Some(key) => Err(ErrorBody::invalid_property(key, of).at(key)),
        None => Ok(()),
    }
}

fn level(object: &Map<String, Value>, at: &str, settings: &GenesysCloud) -> Result<u32, ErrorBody> {
    let field = format!("{at}proficiency");
    let value = match object.get("proficiency") {
        None | Some(Value::Null) => return Err(ErrorBody::constraint(format!("{field} may not be null")).at(field)),
        Some(value) => value,
    };
    let wrong = || ErrorBody::invalid_value(&value.to_string(), "Double", ALLOWED).at(field.as_str());
    let number = value.as_f64().ok_or_else(wrong)?;
    let number = if settings.levels_rounded { (number * 2.0).round() / 2.0 } else { number };
    SCALE.kept(number).filter(|level| SCALE.holds(*level)).ok_or_else(wrong)
}
