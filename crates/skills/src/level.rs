//! Levels as cells hold them.

use crate::text::key;
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
    // Most are plain digits, and there may be a million of them.
    if (1..=4).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit()) {
        return text.parse::<u16>().ok().and_then(|number| Proficiency::new(f64::from(number)));
    }
    // The key makes full-width digits plain ones and drops what nobody sees.
    let plain: String = key(text).chars().map(plain).collect();
    let is_number = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    if is_number { plain.parse().ok().and_then(Proficiency::new) } else { None }
}

/// A digit or a sign of any script as ASCII has it.
fn plain(c: char) -> char {
    let digit = |zero: char| char::from(b'0' + (c as u32 - zero as u32) as u8);
    match c {
        '\u{0660}'..='\u{0669}' => digit('\u{0660}'),
        '\u{06f0}'..='\u{06f9}' => digit('\u{06f0}'),
        '\u{0966}'..='\u{096f}' => digit('\u{0966}'),
        ',' | '\u{066b}' => '.',
        '\u{2212}' => '-',
        c => c,
    }
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
            ("\u{2212}1", Some(-1.0)),
            ("+5", Some(5.0)),
            ("5.0", Some(5.0)),
            ("\u{2009}5\u{202f}", Some(5.0)),
            ("\u{200b}5\u{feff}", Some(5.0)),
            ("٣", Some(3.0)),
            ("۴٫۵", Some(4.5)),
            ("००५", Some(5.0)),
            ("1.234,5", None),
            (".", None),
            ("+", None),
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
