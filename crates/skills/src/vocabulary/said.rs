//! What else headings say: how a skill's name is decorated, and what numbers or names below them may be.

use super::heading_words::ACTION_PHRASES;
use super::headings::{Heading, heading, is_mail, plain, without_remarks};
use super::{Doing, Field, doing, phrases, words};
use crate::text::is_space;

/// Numbering of rows, unless the numbers are agents'.
const ROW_NUMBERS: &[&str] =
    &["no, nr, num, lp, lfd, lfd nr, row, row no, row number, n, pos, position, zeile, ligne, fila"];
const CONTACTS: &[&str] =
    &["phone telephone telefon telefono telefone telefoon extension ext durchwahl mobile handy fax"];
const LANGUAGES: &[&str] = &["language, sprache, langue, idioma, lingua, taal, jezyk"];
/// Headings that are grades in one language, and remarks in another.
const GRADES: &[&str] = &["note, nota"];

/// “Team / Agent” and “Agent (Team)”: the agent, with something beside it.
pub(super) fn agent_beside(text: &str) -> Option<Heading> {
    const BOTH: [char; 6] = ['/', '(', ')', '&', '+', '|'];
    const AGENT: Option<Heading> = Some(Heading::Of(Field::Agent, true));
    let text = text.trim();
    if !text.contains(BOTH) {
        return None;
    }
    let parts = text.split(BOTH).filter(|part| !part.trim().is_empty());
    let meanings: Vec<Option<Heading>> = parts.map(heading).collect();
    let is_known = |meaning: &Option<Heading>| matches!(meaning, Some(Heading::Other)) || *meaning == AGENT;
    (meanings.len() > 1 && meanings.contains(&AGENT) && meanings.iter().all(is_known)).then_some(AGENT?)
}

/// A heading that begins with one for what to do, such as “Action (add/remove)”, or under which yes removes.
pub(super) fn what_to_do(text: &str) -> Option<Heading> {
    let first = text.split(['/', '(', '[', ':', '|', ',', '?']).map(plain).find(|part| !part.is_empty())?;
    let is_action = phrases(ACTION_PHRASES).any(|phrase| phrase == first);
    (is_action || doing(text) == Some(Doing::YesRemoves)).then_some(Heading::Of(Field::Action, true))
}

/// A heading without what is written around the name of a skill: “1. Chat”, “Chat (1-5)”, “Chat*”, “Skill: Chat”.
pub(crate) fn undecorated(text: &str) -> Option<String> {
    let plain = without_remarks(text);
    let plain = plain.trim_matches(is_space).trim_end_matches(['*', ':', ' ']);
    let unnumbered = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    let plain = match unnumbered.strip_prefix(['.', ')']) {
        Some(rest) if unnumbered.len() < plain.len() => rest,
        _ => plain,
    };
    let lower = plain.to_lowercase();
    let behind = ["skill:", "skill -"].into_iter().find(|start| lower.starts_with(start)).map_or(0, str::len);
    let plain = plain.get(behind..)?.trim_matches(is_space);
    let before = [" level", " proficiency"].into_iter().find(|end| lower.ends_with(end)).map_or(0, str::len);
    let plain = plain.get(..plain.len().checked_sub(before)?)?;
    (plain != text).then(|| plain.trim_matches(is_space).to_owned())
}

/// Whether a heading says that the column numbers the rows.
pub(crate) fn numbers_rows(text: &str) -> bool {
    let key = plain(text);
    text.trim_matches(is_space) == "#" || phrases(ROW_NUMBERS).any(|phrase| phrase == key)
}

/// Whether a heading may be for telephone numbers or addresses.
pub(crate) fn says_contact(text: &str) -> bool {
    let key = plain(text);
    let says_skill = matches!(heading(text), Some(Heading::Of(Field::Skill, _)));
    !says_skill && (is_mail(text) || key.split(' ').any(|word| words(CONTACTS).any(|known| known == word)))
}

/// Whether a heading speaks of languages.
pub(crate) fn says_language(text: &str) -> bool {
    let key = plain(text);
    phrases(LANGUAGES).any(|phrase| phrase == key)
}

/// Whether a heading is a grade in one language, and something else in others.
pub(crate) fn may_say_level(text: &str) -> bool {
    let key = plain(text);
    phrases(GRADES).any(|phrase| phrase == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_skills_may_be_decorated() {
        for (text, expected) in [
            ("Billing (1-5)", Some("Billing")),
            ("1. Chat", Some("Chat")),
            ("Payments*", Some("Payments")),
            ("Fraud:", Some("Fraud")),
            ("Skill: Refunds", Some("Refunds")),
            ("Phone level", Some("Phone")),
            ("24h support", None),
            ("Chat", None),
        ] {
            assert_eq!(undecorated(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn headings_that_number_rows_are_known() {
        for (text, expected) in
            [("#", true), ("Nr.", true), ("Lp.", true), ("Row no", true), ("Agent no", false), ("", false)]
        {
            assert_eq!(numbers_rows(text), expected, "{text}");
        }
        assert!(says_contact("Phone") && says_contact("E-mail") && !says_contact("Skill: E-mail"));
        assert!(says_language("Sprache") && !says_language("Sprache (Team)") && may_say_level("Note"));
    }
}
