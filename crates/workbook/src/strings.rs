//! Texts as Office Open XML writes them: in runs, with readings beside them, and with characters that XML cannot hold.

use std::borrow::Cow;

use quick_xml::events::Event;

use crate::error::ReadProblem;
use crate::xml::{Xml, raw};

/// Adds the text of the element that was just opened: of all its runs, without the readings of East Asian text.
pub(crate) fn push_rich(xml: &mut Xml<'_>, into: &mut String) -> Result<(), ReadProblem> {
    let mut run = String::new();
    loop {
        match xml.inside()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => {
                    let keeps_space = raw(&tag, "space").is_some_and(|space| space == "preserve");
                    run.clear();
                    xml.text(&mut run)?;
                    let text = if keeps_space { &run } else { run.trim_matches([' ', '\t', '\r', '\n']) };
                    into.push_str(&unescaped(text));
                }
                "r" => {}
                _ => xml.skip()?,
            },
            Event::End(tag) if tag.local_name().as_ref() != "r" => return Ok(()),
            _ => {}
        }
    }
}

/// The text with every `_x000D_` as the character that it stands for.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        result.push_str(before);
        match escaped(escape) {
            Some((character, after)) => {
                result.push(character);
                rest = after;
            }
            None => {
                result.push_str("_x");
                rest = &escape[2..];
            }
        }
    }
    result.push_str(rest);
    Cow::Owned(result)
}

fn escaped(text: &str) -> Option<(char, &str)> {
    let digits = text.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let after = text[6..].strip_prefix('_')?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a_x000D_b", "a\rb"),
            ("a_x005F_x000D_b", "a_x000D_b"),
            ("a_x00_b_xäöü", "a_x00_b_xäöü"),
            ("_xD83D_", "_xD83D_"),
            ("_x0041__x0042_", "AB"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
    }
}
