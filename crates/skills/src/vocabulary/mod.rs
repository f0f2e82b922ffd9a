//! The words of the field, as headings and cells use them.

mod actions;
mod doing;
mod heading_words;
mod headings;
mod notes;
mod numbers;
mod said;
mod scales;

pub(crate) use actions::{Action, action, asks_for_removal, is_action, is_dash, is_removal};
pub use doing::Doing;
pub(crate) use doing::{doing, yes_or_no};
pub(crate) use headings::{
    Heading, NamePart, Tense, heading, is_bare_name, is_made_of_headings, is_mail, is_name_of_agent, names_agents,
    says_only_when, says_weakly, tense,
};
pub(crate) use notes::{explains, is_prose, sums_up};
pub(crate) use numbers::number_word;
pub(crate) use said::{may_say_level, numbers_rows, says_contact, says_language, undecorated};
pub(crate) use scales::{StatedScale, counts, stated_scale};

/// What a column can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The agent.
    Agent,
    /// What the agent's name goes on with, where first and last names stand in two columns.
    AgentRest,
    /// The skill (list).
    Skill,
    /// The level (list).
    Proficiency,
    /// What to do (list, optional).
    Action,
}

impl Field {
    /// All of them, in the order that a sheet usually has them.
    pub const ALL: [Field; 5] = [Field::Agent, Field::AgentRest, Field::Skill, Field::Proficiency, Field::Action];

    /// Whether it is a part of the agent's name.
    pub(crate) fn is_of_agent(self) -> bool {
        matches!(self, Field::Agent | Field::AgentRest)
    }
}

/// The words of several lines.
fn words(lines: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    lines.iter().flat_map(|line| line.split_whitespace())
}

/// The phrases of several lines, which stand between commas.
fn phrases(lines: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    lines.iter().flat_map(|line| line.split(", "))
}
