//! A column: what its heading calls it, and what its cells hold.

use super::headings::{Called, is_plain};
use crate::vocabulary::{
    self, Doing, Field, Heading, Tense, is_dash, is_mail, is_removal, says_only_when, says_weakly, tense,
};
use crate::{CellRef, Directory, Found, Value, level, marks, packed};

/// Longer texts are no words that say what to do.
const LONGEST_WORD: usize = 24;
/// The share of cells from which on a column is said to hold something.
pub(super) const MOST: f64 = 0.5;

/// A column: what it is called, and how many of the cells looked at hold what.
#[derive(Default)]
pub(super) struct Column {
    pub(super) index: u32,
    pub(super) called: Option<Called>,
    pub(super) heading: Option<Heading>,
    pub(super) tense: Tense,
    /// Whether its heading says levels by a word that may mean something else, such as “Priority”.
    pub(super) is_weak: bool,
    /// Which of the stretches of columns it is in, counted from 0; see [`extent`](super::extent).
    pub(super) stretch: u32,
    /// The name of a skill or an agent that its heading may be, and where it stands.
    pub(super) name: Option<(String, CellRef)>,
    pub(super) headed_by_skill: bool,
    pub(super) headed_by_agent: bool,
    pub(super) filled: u32,
    pub(super) agents: u32,
    /// Agents found by something that only one agent has.
    pub(super) unique: u32,
    /// Those agents by their place in the directory, and the place of their row among those looked at, ascending.
    pub(super) found: Vec<(u32, usize)>,
    pub(super) skills: u32,
    pub(super) levels: u32,
    pub(super) actions: u32,
    /// Words that take a skill away.
    pub(super) removals: u32,
    /// Words and ticks that say yes or no.
    pub(super) yes_or_no: u32,
    /// What its heading says about words to do.
    pub(super) doing: Option<Doing>,
    pub(super) emails: u32,
    pub(super) packed: u32,
    /// A skill with its level out of the first packed cell.
    pub(super) example: Option<String>,
}

impl Column {
    pub(super) fn call(&mut self, called: Called, directory: &Directory) {
        self.heading = called.meaning;
        self.tense = tense(&called.spoken());
        self.is_weak = says_weakly(&called.text);
        self.doing = vocabulary::doing(&called.text);
        let mut name = called.name(directory);
        if directory.find_skill(&name.0) == Found::None
            && let Some(plain) = vocabulary::undecorated(&name.0).filter(|it| directory.find_skill(it) != Found::None)
        {
            name.0 = plain;
        }
        self.headed_by_skill = directory.find_skill(&name.0) != Found::None;
        self.headed_by_agent = directory.find_agent(&name.0) != Found::None;
        self.name = Some(name);
        self.called = Some(called);
    }

    /// Takes a cell into account; `place` is that of its row among those looked at.
    pub(super) fn add(&mut self, value: &Value, place: u32, directory: &Directory) {
        if value.is_blank() || matches!(value, Value::Error(_) | Value::FormulaWithoutResult) {
            return;
        }
        self.filled += 1;
        if matches!(value, Value::Percentage(_) | Value::Boolean(_) | Value::Date(_)) {
            self.levels += u32::from(!matches!(value, Value::Date(_)));
            let is_flag = matches!(value, Value::Boolean(_));
            self.yes_or_no += u32::from(is_flag);
            self.actions += u32::from(is_flag && self.doing.is_some());
            return;
        }
        let text = value.shown();
        let mut is_skill = false;
        self.levels += u32::from(is_level(value));
        if self.may_name(value) {
            match directory.find_agent(&text) {
                Found::One(agent, _) => {
                    (self.agents, self.unique) = (self.agents + 1, self.unique + 1);
                    self.found.push((place, agent));
                }
                Found::Several(_) => self.agents += 1,
                Found::None => {}
            }
            is_skill = directory.find_skill(&text) != Found::None;
            self.skills += u32::from(is_skill);
        }
        if let Value::Text(text) = value {
            self.emails += u32::from(text.contains('@'));
            let is_word = text.len() <= LONGEST_WORD;
            let yes_or_no = is_word && vocabulary::yes_or_no(text).is_some();
            self.yes_or_no += u32::from(yes_or_no);
            self.removals += u32::from(is_word && is_removal(text) && !is_dash(text));
            self.actions += u32::from(match (self.heading, self.doing) {
                (_, Some(Doing::YesRemoves | Doing::YesKeeps)) => yes_or_no || vocabulary::action(text).is_some(),
                (Some(Heading::Of(Field::Action, _)), _) | (_, Some(_)) => vocabulary::action(text).is_some(),
                _ => vocabulary::is_action(text),
            });
            if let Some(first) = first_entry(text).filter(|_| !is_skill) {
                self.packed += 1;
                self.example.get_or_insert(first);
            }
        }
    }

    /// Small numbers are levels to begin with; that some skill's id is a small number too means nothing.
    fn may_name(&self, value: &Value) -> bool {
        const SMALL: f64 = 1000.0;
        match value {
            Value::Number(number) => {
                let says_so =
                    matches!(self.heading, Some(Heading::Identity | Heading::Of(Field::Agent | Field::Skill, _)));
                number.fract() == 0.0 && (says_so || number.abs() >= SMALL)
            }
            _ => true,
        }
    }

    pub(super) fn settle(&mut self) {
        // A skill may be called “E-mail”: over addresses that heading is no skill, over levels it is no address.
        self.headed_by_skill &= self.share(Field::Agent) < MOST;
        // Numbers of rows; of agents where they are agents' numbers.
        let numbers_rows = self.called.as_ref().is_some_and(|called| vocabulary::numbers_rows(&called.text));
        if self.heading.is_none() && numbers_rows && self.share(Field::Agent) < MOST {
            self.heading = Some(Heading::Other);
        }
        let says_mail = self.called.as_ref().is_some_and(|called| is_mail(&called.text));
        if self.heading == Some(Heading::Identity)
            && says_mail
            && self.emails == 0
            && self.share(Field::Proficiency) >= 0.8
        {
            self.heading = None;
        }
        // “Current” and “Target” are levels where levels stand below.
        if self.heading.is_none()
            && self.called.as_ref().is_some_and(|called| says_only_when(&called.text))
            && self.share(Field::Proficiency) >= 0.8
        {
            self.heading = Some(Heading::Of(Field::Proficiency, false));
        }
    }

    fn is_of_languages(&self) -> bool {
        self.called.as_ref().is_some_and(|called| vocabulary::says_language(&called.text))
    }

    /// Whether its heading may mean levels in one language, though it means something else in others.
    pub(super) fn may_head_levels(&self) -> bool {
        self.called.as_ref().is_some_and(|called| vocabulary::may_say_level(&called.text))
    }

    /// The share of its cells that hold what the field needs, 0 to 1.
    pub(super) fn share(&self, field: Field) -> f64 {
        self.share_of(self.fitting(field))
    }

    /// How many of the cells looked at hold what the field needs.
    pub(super) fn fitting(&self, field: Field) -> u32 {
        match field {
            Field::Agent | Field::AgentRest => self.agents.max(self.emails),
            Field::Skill => self.skills,
            Field::Proficiency => self.levels,
            Field::Action => self.actions,
        }
    }

    fn share_of(&self, count: u32) -> f64 {
        if self.filled == 0 { 0.0 } else { f64::from(count) / f64::from(self.filled) }
    }

    pub(super) fn score(&self, field: Field) -> f64 {
        let said = match self.heading {
            Some(Heading::Of(said, plain)) if said == field => {
                if plain {
                    10.0
                } else {
                    5.0
                }
            }
            // The languages that agents speak are skills where the contact centre has them so.
            Some(Heading::Other) if field == Field::Skill && self.is_of_languages() && self.share(field) >= 0.9 => 0.0,
            // A heading that says something else outweighs what the cells look like.
            Some(Heading::Of(_, true) | Heading::Part(_) | Heading::Other) => -20.0,
            Some(Heading::Of(_, false)) => -6.0,
            Some(Heading::Identity) => {
                if field == Field::Agent {
                    10.0
                } else {
                    -20.0
                }
            }
            None => 0.0,
        };
        let tense = match self.tense {
            Tense::Old => -1.0,
            Tense::Open => 0.0,
            Tense::New | Tense::Goal => 1.0,
        };
        let weak = if self.is_weak { 3.0 } else { 0.0 };
        let content = match field {
            // Names of skills over numbers are a grid's columns.
            _ if self.headed_by_skill || self.is_level_of_group() => -20.0,
            Field::Agent | Field::AgentRest => self.share(field) * 12.0 + self.share_of(self.unique) * 4.0,
            Field::Skill if said > 0.0 => self.share(field) * 12.0 + self.share_of(self.packed) * 2.0,
            Field::Skill => self.share(field) * 12.0,
            // Numbers are everywhere: alone they make no column of levels.
            Field::Proficiency if said > 0.0 => self.share(field) * 4.0 + tense * 5.0 - weak,
            Field::Action if said > 0.0 || self.share(field) > 0.8 => self.share(field) * 4.0,
            Field::Proficiency | Field::Action => 0.0,
        };
        said + content
    }

    /// Whether its heading says that it tells who an agent is, beside the column that was chosen for it. What stands in
    /// it is not enough: a supervisor, or who stands in a list in the margin, is an agent too, but not the one whose row
    /// it is.
    pub(super) fn identifies_agents(&self) -> bool {
        let by_heading = matches!(self.heading, Some(Heading::Identity | Heading::Of(Field::Agent, true)));
        by_heading && !(self.share(Field::Skill) >= MOST && self.agents == 0)
    }

    /// The share of its cells that hold skills with levels, 0 to 1.
    pub(super) fn packed_share(&self) -> f64 {
        self.share_of(self.packed)
    }

    /// Whether most of its cells hold skills with levels.
    pub(super) fn is_packed(&self) -> bool {
        self.packed_share() > MOST
    }

    /// Whether some of its cells hold skills with levels, and the others hold no skill alone: in a column of skills
    /// those are mistakes.
    pub(super) fn is_partly_packed(&self) -> bool {
        const SOME: f64 = 0.25;
        self.packed_share() >= SOME && self.share(Field::Skill) < SOME
    }

    pub(super) fn is_level_of_group(&self) -> bool {
        self.called.as_ref().is_some_and(|called| called.is_level_of_group)
    }

    pub(super) fn is_open_or_new(&self) -> bool {
        matches!(self.tense, Tense::Open | Tense::New)
    }

    pub(super) fn group(&self) -> Option<CellRef> {
        self.called.as_ref()?.group.as_ref().map(|(_, at)| *at)
    }

    /// Whether its heading names what its levels are for: one that is known, or any that says nothing else.
    pub(super) fn is_named_over_levels(&self, known: bool) -> bool {
        let over_levels = self.filled > 0 && self.share(Field::Proficiency) >= MOST;
        known || self.called.is_some() && !is_plain(self.heading) && over_levels
    }
}

/// Whether a cell looks like a level, also one that is none of the scale.
pub(super) fn is_level(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Percentage(_) | Value::Boolean(_) => true,
        Value::Text(text) => level::number(value).is_some() || is_removal(text) || marks::is_mark(text),
        Value::Date(_) | Value::Error(_) | Value::FormulaWithoutResult => false,
    }
}

/// Whether a text holds skills with levels.
pub(super) fn is_packed(text: &str) -> bool {
    first_entry(text).is_some()
}

/// The first of the skills with levels that a text holds, as written, where it holds nothing else.
fn first_entry(text: &str) -> Option<String> {
    let is_level = |level: &str| level::parse(level).is_some() || is_removal(level) || marks::is_mark(level);
    let entries = packed::entries(text)?;
    let first = entries.first()?;
    // “Tier 2” alone is a skill's name, “Tier: 2” is a skill with its level.
    let is_clear = entries.len() > 1 || text.contains([':', '=', '|', '(']);
    (is_clear && entries.iter().all(|entry| is_level(&entry.level))).then(|| text[first.at.clone()].to_owned())
}
