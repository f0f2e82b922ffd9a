//! What headings call the columns, in the languages that the field is at work in. Spelt as loose keys.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::heading_words::*;
use super::said::{agent_beside, what_to_do};
use super::{Field, phrases, sums_up, words};
use crate::text::loose_key;

/// Longer texts are no headings that this vocabulary could know.
const LONGEST: usize = 60;

/// What a heading says its column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// One of the fields. `true` where the words mean nothing else.
    Of(Field, bool),
    /// An e-mail or a number that tells who the agent is.
    Identity,
    /// One of the two parts of a name.
    Part(NamePart),
    /// Something about the agent that is neither a name nor a skill, such as the team.
    Other,
}

/// The parts of a name that stands in two columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamePart {
    First,
    Last,
}

impl NamePart {
    /// What it is a name with.
    pub(crate) fn other(self) -> Self {
        match self {
            NamePart::First => NamePart::Last,
            NamePart::Last => NamePart::First,
        }
    }
}

/// Which state of things a heading of levels speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tense {
    /// How it is or was, such as “Current level”.
    Old,
    /// It does not say.
    #[default]
    Open,
    /// How it is to be, such as “New level”.
    New,
    /// What is aimed at or asked for, such as “Target level”: that may be no wish for now.
    Goal,
}

struct Words {
    whole: HashMap<&'static str, Heading>,
    levels: HashSet<&'static str>,
    skills: HashSet<&'static str>,
    agents: HashSet<&'static str>,
    mails: HashSet<&'static str>,
    names: HashSet<&'static str>,
    numbers: HashSet<&'static str>,
    fillers: HashSet<&'static str>,
    new: HashSet<&'static str>,
    goal: HashSet<&'static str>,
    weak: HashSet<&'static str>,
    old: HashSet<&'static str>,
    aside: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut whole = HashMap::new();
    // Where a word is in two lists, the later one counts.
    for (list, meaning) in [
        (OTHER_PHRASES, Heading::Other),
        (FIRST_NAME, Heading::Part(NamePart::First)),
        (LAST_NAME, Heading::Part(NamePart::Last)),
        (IDENTITY_PHRASES, Heading::Identity),
        (AGENT_PHRASES, Heading::Of(Field::Agent, true)),
        (ACTION_PHRASES, Heading::Of(Field::Action, true)),
    ] {
        whole.extend(phrases(list).map(|phrase| (phrase, meaning)));
    }
    Words {
        whole,
        levels: words(LEVELS).collect(),
        skills: words(SKILLS).collect(),
        agents: words(AGENTS).collect(),
        mails: words(MAILS).collect(),
        names: words(NAMES).collect(),
        numbers: words(NUMBERS).collect(),
        fillers: words(FILLERS).collect(),
        new: words(NEW).collect(),
        goal: words(GOAL).collect(),
        weak: words(WEAK).collect(),
        old: words(OLD).collect(),
        aside: words(ASIDE).collect(),
    }
});

/// What a heading says, or `None` where it says nothing that is known.
pub(crate) fn heading(text: &str) -> Option<Heading> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some(agent) = agent_beside(text) {
        return Some(agent);
    }
    let key = plain(text);
    let phrase = WORDS.whole.get(key.as_str()).copied();
    phrase
        .or_else(|| sums_up(&key).then_some(Heading::Other))
        .or_else(|| part_of_agents_name(&key))
        .or_else(|| put_together(&key))
        .or_else(|| what_to_do(text))
}

/// What headings such as “Agent's first name” mean: a part of the name, and whose.
fn part_of_agents_name(key: &str) -> Option<Heading> {
    let part = WORDS.whole.get(without_agent(key)?.as_str()).copied();
    part.filter(|part| matches!(part, Heading::Part(_)))
}

/// A heading without the words that say it is about agents; none where it has no such word.
fn without_agent(key: &str) -> Option<String> {
    let of_agents = |word: &str| WORDS.agents.contains(word);
    let rest = || key.split(' ').filter(|word| !of_agents(word) && !WORDS.fillers.contains(word));
    key.split(' ').any(of_agents).then(|| rest().collect::<Vec<_>>().join(" "))
}

/// What headings such as “Agent's work e-mail” mean, which are put together from known words.
fn put_together(key: &str) -> Option<Heading> {
    let known = &*WORDS;
    let has = |set: &HashSet<&str>| key.split(' ').any(|word| set.contains(word));
    let (levels, skills, agents, mails) =
        (has(&known.levels), has(&known.skills), has(&known.agents), has(&known.mails));
    let is_known = |word: &str| {
        let sets = [&known.levels, &known.skills, &known.agents, &known.mails, &known.names, &known.numbers];
        sets.iter().any(|set| set.contains(word)) || is_filler(word)
    };
    let all_known = key.split(' ').all(is_known);
    if has(&known.aside) {
        let all_said = key.split(' ').all(|word| known.aside.contains(word) || is_known(word));
        return all_said.then_some(Heading::Other);
    }
    if levels {
        Some(Heading::Of(Field::Proficiency, all_known))
    } else if skills {
        Some(Heading::Of(Field::Skill, all_known))
    } else if agents {
        Some(Heading::Of(Field::Agent, all_known))
    } else if all_known && (mails || key.split(' ').any(|word| word == "login")) {
        Some(Heading::Identity)
    } else {
        None
    }
}

pub(super) fn is_filler(word: &str) -> bool {
    [&WORDS.fillers, &WORDS.new, &WORDS.goal, &WORDS.old].iter().any(|set| set.contains(word))
}

/// The loose key of a heading without its decorations: numbering, marks, brackets that only explain, and words written
/// together as programs do it.
pub(super) fn plain(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in without_remarks(text).chars() {
        if before.is_lowercase() && c.is_uppercase() {
            spaced.push(' ');
        }
        // An apostrophe is no end of a word in “employee's”, and one in “l'agent”: both parts are known words.
        spaced.push(c);
        before = c;
    }
    let key = loose_key(&spaced);
    let unnumbered = key.split_once(' ').filter(|(first, _)| first.chars().all(|c| c.is_ascii_digit()));
    let rest = unnumbered.map_or(key.as_str(), |(_, rest)| rest);
    // What is only a filler somewhere else is the whole heading here, such as “Do”.
    let trimmed = rest.strip_suffix(" required").or_else(|| rest.strip_suffix(" optional"));
    trimmed.unwrap_or(rest).to_owned()
}

/// A heading without a part in brackets that holds no word of its own: “(required)”, “(1-5)”, “[0 to 100]”.
pub(super) fn without_remarks(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(open) = rest.find(['(', '[']) {
        let Some(length) = rest[open..].find([')', ']']) else { break };
        let inner = loose_key(&rest[open..open + length]);
        kept.push_str(&rest[..open]);
        if !inner.split(' ').all(|word| is_filler(word) || word.chars().all(|c| c.is_ascii_digit()))
            || tense(&inner) != Tense::Open
        {
            kept.push_str(&rest[open..=open + length]);
        }
        rest = &rest[open + length + 1..];
    }
    kept.push_str(rest);
    kept
}

/// Whether a heading speaks of agents.
pub(crate) fn names_agents(text: &str) -> bool {
    without_agent(&plain(text)).is_some()
}

/// Whether a heading says “agent's name” and no more.
pub(crate) fn is_name_of_agent(text: &str) -> bool {
    without_agent(&plain(text)).is_some_and(|rest| BARE_NAME.contains(&rest.as_str()))
}

/// Whether a text is a row of words that are headings each, such as “SkillID|ProficiencyLevel”.
pub(crate) fn is_made_of_headings(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| matches!(heading(word), Some(Heading::Of(_, true) | Heading::Identity)))
}

/// Whether a heading says “name” and no more.
pub(crate) fn is_bare_name(text: &str) -> bool {
    BARE_NAME.contains(&plain(text).as_str())
}

/// Whether a heading speaks of e-mail.
pub(crate) fn is_mail(text: &str) -> bool {
    plain(text).split(' ').any(|word| WORDS.mails.contains(word))
}

/// Which state of things a heading speaks of.
pub(crate) fn tense(text: &str) -> Tense {
    let key = loose_key(text);
    let has = |set: &HashSet<&str>| key.split(' ').any(|word| set.contains(word));
    // “Level (required)” has to be filled in, “Required level” is a goal.
    let is_goal = has(&WORDS.goal) || plain(text).starts_with("required ");
    match (is_goal, has(&WORDS.new), has(&WORDS.old)) {
        (true, _, false) => Tense::Goal,
        (_, true, false) => Tense::New,
        (false, false, true) => Tense::Old,
        _ => Tense::Open,
    }
}

/// Whether a heading says nothing but which state of things it speaks of, such as “Target”.
pub(crate) fn says_only_when(text: &str) -> bool {
    let key = plain(text);
    let when = [&WORDS.new, &WORDS.goal, &WORDS.old];
    key == "required" || !key.is_empty() && key.split(' ').all(|word| when.iter().any(|set| set.contains(word)))
}

/// Whether a heading says levels only by a word that may mean something else, such as “Priority”.
pub(crate) fn says_weakly(text: &str) -> bool {
    let key = plain(text);
    let is_weak = |word: &str| WORDS.weak.contains(word);
    key.split(' ').any(is_weak) && !key.split(' ').any(|word| WORDS.levels.contains(word) && !is_weak(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_field_are_known() {
        const AGENT: Option<Heading> = Some(Heading::Of(Field::Agent, true));
        const SKILL: Option<Heading> = Some(Heading::Of(Field::Skill, true));
        const LEVEL: Option<Heading> = Some(Heading::Of(Field::Proficiency, true));
        const ACTION: Option<Heading> = Some(Heading::Of(Field::Action, true));
        let cases: &[(Option<Heading>, &[&str])] = &[
            (
                AGENT,
                &[
                    "Agent",
                    "Agent *",
                    "1. Agent",
                    "AGENT_NAME",
                    "agentName",
                    "Agent\nname",
                    "Agent ID",
                    "User (required)",
                    "Name",
                    "Mitarbeiter",
                    "Mitarbeiter:in",
                    "Nom du conseiller",
                    "Usuario",
                    "Nome do agente",
                    "Medewerker",
                    "Operatore",
                    "Imię i nazwisko",
                    "Agent e-mail",
                    "Nom de l'agent",
                    "Team / Agent",
                    "Agent (Team)",
                    "Agent name & team",
                ],
            ),
            (
                SKILL,
                &[
                    "Skill",
                    "Skill (required)",
                    "Skill Name:",
                    "skill_id",
                    "SkillName",
                    "Fähigkeit",
                    "Compétence",
                    "Habilidad",
                    "Competência",
                    "Vaardigheid",
                    "Competenza",
                    "Umiejętność",
                    "Nom de la compétence",
                    "ACD skill",
                ],
            ),
            (
                LEVEL,
                &[
                    "PROFICIENCY",
                    "Level (1-5)",
                    "Level (1 to 20) *",
                    "Skill level",
                    "Proficiency Level",
                    "Stufe",
                    "Niveau de compétence",
                    "Nivel",
                    "Nível",
                    "Livello",
                    "Poziom",
                    "New level",
                    "Rating",
                    "Niveau",
                ],
            ),
            (ACTION, &["Action", "What to do", "Row Changed", "RowChanged", "Aktion", "Acción", "Ação", "Działanie"]),
            (ACTION, &["Remove?", "Löschen", "Do usunięcia", "Aktion (neu / weg)", "Ação (incluir/excluir)"]),
            (
                Some(Heading::Identity),
                &[
                    "Work e-mail",
                    "E-Mail-Adresse",
                    "Login",
                    "Employee ID",
                    "Personalnummer",
                    "Matricule",
                    "eMail",
                    "Work email address",
                ],
            ),
            (
                Some(Heading::Other),
                &[
                    "Team",
                    "Standort",
                    "Middle name",
                    "Total",
                    "Gesamt",
                    "Average level",
                    "Zespół",
                    "Agent team",
                    "Skill group",
                    "email_manager",
                    "Équipe",
                ],
            ),
            (
                Some(Heading::Part(NamePart::First)),
                &[
                    "First name",
                    "Given Name(s)",
                    "Agent first name",
                    "employee's first name",
                    "FirstName",
                    "Vorname",
                    "Vorname des Mitarbeiters",
                    "Prénom",
                    "Prénom du conseiller",
                    "Primer nombre",
                    "Primeiro nome",
                    "Voornaam",
                    "Imię",
                ],
            ),
            (
                Some(Heading::Part(NamePart::Last)),
                &[
                    "Last name *",
                    "Surname",
                    "User last name",
                    "Nachname",
                    "Nom de famille",
                    "Nom de famille de l'agent",
                    "Apellidos",
                    "Cognome",
                    "Sobrenome",
                    "Achternaam",
                    "Nazwisko",
                ],
            ),
            (Some(Heading::Of(Field::Skill, false)), &["Skill (new hires)", "Best skill"]),
            (Some(Heading::Of(Field::Proficiency, false)), &["Level 2 support"]),
            (None, &["Billing", "E-mail support", "Group bookings", "Phone support", "", "x"]),
        ];
        for (expected, texts) in cases {
            for text in *texts {
                assert_eq!(heading(text), *expected, "{text}");
            }
        }
    }

    #[test]
    fn headings_say_whether_they_speak_of_now_or_then() {
        for (text, expected) in [
            ("New level", Tense::New),
            ("Level (new)", Tense::New),
            ("Aktuelle Stufe", Tense::Old),
            ("Current level", Tense::Old),
            ("Level", Tense::Open),
            ("Target level", Tense::Goal),
            ("Soll", Tense::Goal),
            ("Required level", Tense::Goal),
            ("Level (required)", Tense::Open),
        ] {
            assert_eq!(tense(text), expected, "{text}");
        }
    }
}
