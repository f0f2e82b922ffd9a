//! Levels as cells hold them.

use crate::text::{is_space, key};
use crate::{Proficiency, Value};

/// The number that a cell holds, as a number or as text, with a decimal point or comma.
pub(crate) fn number(value: &Value) -> Option<Proficiency> {
    match value {
        Value::Number(number) => Proficiency::new(*number),
        Value::Text(text) => parse(text),
        Value::Percentage(_) | Value::Boolean(_) | Value::Date(_) | Value::Error(_) | Value::FormulaWithoutResult => {
            None
        }
    }
}

pub(crate) fn parse(text: &str) -> Option<Proficiency> {
    // The key makes full-width digits plain ones and drops what nobody sees.
    let plain = key(text).replace(',', ".");
    let plain = plain.trim_matches(is_space);
    let is_number = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    if is_number { plain.parse().ok().and_then(Proficiency::new) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_text_are_numbers() {
        for (text, expected) in [
            ("3", Some(3.0)),
            (" 3,5\u{a0}", Some(3.5)),
            ("５０", Some(50.0)),
            ("-1", Some(-1.0)),
            ("four", None),
            ("1e3", None),
            ("", None),
            ("3 4", None),
            ("50%", None),
        ] {
            let read = number(&Value::Text(text.into())).map(Proficiency::number);
            assert_eq!(read, expected, "“{text}”");
        }
    }
}
