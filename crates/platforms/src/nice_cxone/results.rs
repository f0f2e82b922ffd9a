//! What an answer to a write tells of each change: failures come inside a success.

use serde_json::Value;

/// The answer's results, wherever it has them.
pub(super) struct Results {
    /// Failures, as counted by CXone; none when it does not count.
    errors: Option<Count>,
    /// How many changes it tells something about; none when it lists none.
    items: Option<usize>,
    /// The texts of the failures among them, each once.
    texts: Vec<String>,
    /// Whether one of them failed.
    failed: bool,
    /// Whether it is something else: a web page, or an answer that was cut off.
    strange: bool,
}

/// A count as it stands there: a number, a text with one, or nonsense.
#[derive(PartialEq)]
enum Count {
    Of(u64),
    Strange,
}

/// What the results come to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Every change is confirmed.
    Done,
    /// Some failed, with these texts.
    Failures(Vec<String>),
    /// Some are not told of.
    Missing,
    /// Nothing can be made of it.
    Unclear,
}

impl Results {
    /// Reads a body.
    pub fn of(body: &[u8]) -> Results {
        let body = body.trim_ascii();
        let read = serde_json::from_slice::<Value>(body);
        let strange = read.is_err() && matches!(body.first(), Some(b'{' | b'[' | b'<'));
        let value = read.unwrap_or_default();
        let set = value.get("resultSet").filter(|set| set.is_object()).unwrap_or(&value);
        let list = ["skillResults", "agentResults"].iter().find_map(|name| set.get(name)?.as_array());
        let mut results = Results {
            errors: set.get("errorCount").or_else(|| value.get("errorCount")).filter(|n| !n.is_null()).map(Count::read),
            items: list.map(Vec::len),
            texts: Vec::new(),
            failed: false,
            strange,
        };
        // One that has no list may still say what was wrong, beside or instead of it.
        list.into_iter().flatten().chain([set, &value]).for_each(|item| results.judge(item));
        results
    }

    fn judge(&mut self, item: &Value) {
        let success = item.get("success").and_then(flag);
        let error = ["error", "errors", "errorMessage"].iter().find_map(|name| text(item.get(name)?));
        self.failed |= success == Some(false) || error.is_some();
        self.texts.extend(error.filter(|text| !self.texts.contains(text)));
    }

    /// What they come to for so many changes. Where it is not `listed`, an answer need not tell of each.
    pub fn verdict(self, sent: usize, listed: bool) -> Verdict {
        match (self.errors, self.items) {
            (Some(Count::Of(1..)), _) => Verdict::Failures(self.texts),
            _ if self.failed => Verdict::Failures(self.texts),
            (Some(Count::Strange), _) => Verdict::Unclear,
            (_, Some(told)) if told >= sent => Verdict::Done,
            (_, None) if !listed && !self.strange => Verdict::Done,
            (None, None) => Verdict::Unclear,
            _ => Verdict::Missing,
        }
    }
}

impl Count {
    fn read(value: &Value) -> Count {
        let number = match value {
            Value::String(text) => text.trim().parse().ok(),
            value => value.as_u64(),
        };
        number.map_or(Count::Strange, Count::Of)
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Null | Value::Bool(false) => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Object(fields) if fields.is_empty() => None,
        other => Some(other.to_string()),
    }
}
