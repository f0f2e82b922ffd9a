//! JSON as platforms write it: what is read whichever way it stands there, and without losing a digit.

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::value::RawValue;

/// An id in its exact characters, also where the platform writes it as a number: through a number, a long one would
/// lose digits.
pub(crate) fn exact_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let raw = raw.get();
    let id = match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<String>(raw).map_err(D::Error::custom)?,
        Some(b'-' | b'0'..=b'9') => raw.to_owned(),
        _ => return Err(D::Error::custom("an id is neither text nor number")),
    };
    if id.is_empty() { Err(D::Error::custom("an id is empty")) } else { Ok(id) }
}

/// A text, or a number's characters, or nothing.
pub(crate) fn lenient_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(deserializer)?;
    Ok(raw.and_then(|raw| text_of(raw.get())))
}

fn text_of(raw: &str) -> Option<String> {
    let text = match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<String>(raw).ok(),
        Some(b'-' | b'0'..=b'9') => Some(raw.to_owned()),
        _ => None,
    };
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A name, as text or inside an object that has one; nothing where it is neither.
pub(crate) fn lenient_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(default, deserialize_with = "lenient_text")]
        name: Option<String>,
    }
    let raw = Option::<Box<RawValue>>::deserialize(deserializer)?;
    Ok(raw.and_then(|raw| match raw.get().as_bytes().first() {
        Some(b'{') => serde_json::from_str::<Named>(raw.get()).ok()?.name,
        _ => text_of(raw.get()),
    }))
}

/// A count, where it makes sense as one.
pub(crate) fn lenient_count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Ok(lenient_text(deserializer)?.and_then(|text| text.parse().ok()))
}
