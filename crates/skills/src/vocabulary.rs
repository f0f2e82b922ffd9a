//! The words of the field, as headings and cells use them.

use crate::text::loose_key;

/// What a column can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The agent.
    Agent,
    /// The skill (list).
    Skill,
    /// The level (list).
    Proficiency,
    /// What to do (list, optional).
    Action,
}

/// What a heading says its column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// One of the fields. `true` where the word means nothing else.
    Of(Field, bool),
    /// An e-mail or a number that tells who the agent is.
    Identity,
    /// Something about the agent that is neither a name nor a skill, such as the team.
    Other,
}

const AGENT: &[&str] = &[
    "agent",
    "agents",
    "agent name",
    "agent id",
    "agent e mail",
    "agent email",
    "user",
    "users",
    "user name",
    "username",
    "user id",
    "userid",
    "name",
    "full name",
    "employee",
    "employee name",
    "advisor",
    "adviser",
    "representative",
    "mitarbeiter",
    "mitarbeiterin",
    "benutzer",
    "agente",
    "agentes",
    "usuario",
    "nombre",
    "conseiller",
    "utilisateur",
    "nom",
    "medewerker",
    "gebruiker",
    "operatore",
    "nome",
    "agenta",
    "pracownik",
];
const IDENTITY: &[&str] = &[
    "e mail",
    "email",
    "mail",
    "work e mail",
    "work email",
    "e mail address",
    "email address",
    "login",
    "login name",
    "employee id",
    "employee number",
    "employee no",
    "personnel number",
    "staff id",
    "staff number",
    "personalnummer",
    "correo",
    "courriel",
    "id",
];
const SKILL: &[&str] = &[
    "skill",
    "skills",
    "skill name",
    "skill id",
    "routing skill",
    "acd skill",
    "kompetenz",
    "fahigkeit",
    "skillname",
    "habilidad",
    "competencia",
    "competence",
    "vaardigheid",
    "competenza",
    "umiejetnosc",
];
const PROFICIENCY: &[&str] = &[
    "proficiency",
    "proficiency level",
    "level",
    "skill level",
    "rating",
    "score",
    "rank",
    "niveau",
    "stufe",
    "nivel",
    "livello",
    "poziom",
    "prioritat",
    "priority",
    "new level",
    "new proficiency",
];
const ACTION: &[&str] =
    &["action", "what to do", "do", "to do", "operation", "change", "aktion", "accion", "azione", "actie", "akcja"];
const OTHER: &[&str] = &[
    "team",
    "group",
    "department",
    "division",
    "site",
    "location",
    "city",
    "country",
    "manager",
    "supervisor",
    "team leader",
    "team lead",
    "role",
    "title",
    "job title",
    "start date",
    "hire date",
    "end date",
    "note",
    "notes",
    "comment",
    "comments",
    "remarks",
    "phone",
    "extension",
    "ext",
    "state",
    "status",
    "active",
    "hours",
    "fte",
    "date",
    "before",
    "after",
    "message",
    "time",
    "result",
    "first name",
    "last name",
    "surname",
    "abteilung",
    "standort",
    "equipo",
    "equipe",
    "total",
    "sum",
    "count",
];
const REMOVE: &[&str] = &["remove", "delete", "entfernen", "loschen", "quitar", "eliminar", "supprimer", "retirer"];
const ASSIGN: &[&str] = &["add", "set", "change", "update", "assign", "keep"];
const NOTHING: &[&str] = &["skip", "ignore", "no change", "none", "nothing", "leave"];

/// What a heading says, or `None` where it says nothing that is known.
pub(crate) fn heading(text: &str) -> Option<Heading> {
    let key = loose_key(text);
    let is = |words: &[&str]| words.contains(&key.as_str());
    if is(SKILL) {
        Some(Heading::Of(Field::Skill, true))
    } else if is(PROFICIENCY) {
        Some(Heading::Of(Field::Proficiency, true))
    } else if is(ACTION) {
        Some(Heading::Of(Field::Action, true))
    } else if is(AGENT) {
        Some(Heading::Of(Field::Agent, true))
    } else if is(IDENTITY) {
        Some(Heading::Identity)
    } else if is(OTHER) {
        Some(Heading::Other)
    } else {
        let has = |words: &[&str]| key.split(' ').any(|word| words.contains(&word));
        if has(&["skill", "kompetenz"]) {
            Some(Heading::Of(Field::Skill, false))
        } else if has(&["proficiency", "level", "rating"]) {
            Some(Heading::Of(Field::Proficiency, false))
        } else if has(&["agent", "user", "employee", "mitarbeiter", "agente"]) {
            Some(Heading::Of(Field::Agent, false))
        } else if has(&["mail", "email"]) {
            Some(Heading::Identity)
        } else {
            None
        }
    }
}

/// What a word in an action column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Remove,
    Assign,
    Nothing,
}

/// What a word in an action column means.
pub(crate) fn action(text: &str) -> Option<Action> {
    if is_removal(text) {
        return Some(Action::Remove);
    }
    let key = loose_key(text);
    let is = |words: &[&str]| words.contains(&key.as_str());
    if is(ASSIGN) {
        Some(Action::Assign)
    } else if is(NOTHING) {
        Some(Action::Nothing)
    } else {
        None
    }
}

/// Whether a cell asks, by a word or a lone dash, to take the skill away.
pub(crate) fn is_removal(text: &str) -> bool {
    let trimmed = text.trim_matches(crate::text::is_space);
    matches!(trimmed, "-" | "–" | "—" | "−") || REMOVE.contains(&loose_key(trimmed).as_str())
}

/// The number that an English word stands for, up to a hundred.
pub(crate) fn number_word(text: &str) -> Option<i16> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let key = loose_key(text);
    if matches!(key.as_str(), "hundred" | "a hundred" | "one hundred") {
        return Some(100);
    }
    let small = |word: &str| SMALL.iter().position(|known| *known == word).map(|at| at as i16);
    let tens = |word: &str| TENS.iter().position(|known| *known == word).map(|at| at as i16 * 10 + 20);
    match key.split_once(' ') {
        Some((first, second)) => Some(tens(first)? + small(second).filter(|unit| (1..10).contains(unit))?),
        None => small(&key).or_else(|| tens(&key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_field_are_known() {
        for (text, expected) in [
            ("Agent", Some(Heading::Of(Field::Agent, true))),
            ("Work e-mail", Some(Heading::Identity)),
            ("PROFICIENCY", Some(Heading::Of(Field::Proficiency, true))),
            ("Skill (new)", Some(Heading::Of(Field::Skill, false))),
            ("What to do", Some(Heading::Of(Field::Action, true))),
            ("Team", Some(Heading::Other)),
            ("Fähigkeit", Some(Heading::Of(Field::Skill, true))),
            ("Billing", None),
        ] {
            assert_eq!(heading(text), expected, "{text}");
        }
    }

    #[test]
    fn only_a_word_removes() {
        for (text, removes) in
            [("remove", true), (" Remove ", true), ("-", true), ("–", true), ("", false), ("x", false), ("0", false)]
        {
            assert_eq!(is_removal(text), removes, "“{text}”");
        }
    }

    #[test]
    fn number_words_are_understood() {
        for (text, number) in
            [("four", Some(4)), ("Forty", Some(40)), ("forty-two", Some(42)), ("many", None), ("hundred", Some(100))]
        {
            assert_eq!(number_word(text), number, "{text}");
        }
    }
}
