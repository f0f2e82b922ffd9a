//! Text as people type it, brought to one key for comparing. What is shown stays as it was written.

use unicode_normalization::UnicodeNormalization;

/// White space in the widest sense: also no-break and zero-width characters that people paste without seeing them.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// The key under which two spellings of one name meet: compatibility-composed (so that composed and decomposed
/// accents and full-width digits agree), lower case, inner white space folded to one space, outer removed.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkc() {
        if matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}') {
            continue;
        }
        if c.is_whitespace() {
            gap = !key.is_empty();
            continue;
        }
        if gap {
            key.push(' ');
            gap = false;
        }
        key.extend(c.to_lowercase());
    }
    key
}

/// A looser key for suggestions only: accents dropped, punctuation read as a space.
pub fn loose_key(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    key(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (a, b) in [
            ("Billing", "  billing\u{a0} "),
            ("Jose\u{301}", "José"),
            ("Sales\u{200b} new", "sales   new"),
            ("５０", "50"),
        ] {
            assert_eq!(key(a), key(b), "{a} and {b}");
        }
        assert_ne!(key("José"), key("Jose"));
        assert_eq!(loose_key("José-María"), loose_key("jose maria"));
    }
}
