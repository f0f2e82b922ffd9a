//! Why a sheet is read as it is, in words for the person who checks it.

use super::column::Column;
use super::profile::Profile;
use super::{Layout, Mapping, NameCells};
use crate::vocabulary::Field;
use crate::{Directory, Sheet, column_letters};

/// Headings that are quoted; more tell no more.
const MOST_QUOTED: usize = 3;

/// Why a sheet is read as it is: a short sentence without a full stop for each guess, for the person to check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Why the headings are taken to be where they are.
    pub headings: String,
    /// Why the layout is taken to be what it is.
    pub layout: String,
    /// Why each field that has a column has that one.
    pub fields: Vec<(Field, String)>,
}

/// Why a sheet is read as it is.
pub fn reasons(sheet: &Sheet, mapping: &Mapping, directory: &Directory) -> Reasons {
    let profile = Profile::of(sheet, mapping.heading_row, mapping.heading_rows, directory);
    let has_agents = !directory.agents().is_empty();
    let why = Why { mapping, profile: &profile, has_agents };
    let fields = Field::ALL;
    Reasons {
        headings: why.headings(),
        layout: why.layout(),
        fields: fields.into_iter().filter_map(|field| Some((field, why.field(field)?))).collect(),
    }
}

struct Why<'a> {
    mapping: &'a Mapping,
    profile: &'a Profile<'a>,
    has_agents: bool,
}

impl Why<'_> {
    fn headings(&self) -> String {
        let Mapping { heading_row: row, heading_rows, .. } = self.mapping;
        let place =
            if *heading_rows > 1 { format!("Rows {} and {row} have", row - 1) } else { format!("Row {row} has") };
        let columns = Field::ALL.into_iter().filter_map(|field| self.profile.column(self.mapping.column(field)?));
        let mut said: Vec<String> = columns.filter_map(quoted).take(MOST_QUOTED).collect();
        let across = self.across();
        match self.mapping.layout {
            Layout::Grid if !across.is_empty() => said.push(count(across.len(), "skill")),
            Layout::Transposed if !across.is_empty() => said.push(count(across.len(), "agent")),
            _ => {}
        }
        if said.is_empty() {
            let all = self.profile.columns.iter().filter_map(quoted);
            said.extend(all.take(MOST_QUOTED));
        }
        match said.split_last() {
            None => format!("Row {row} comes before the first row with data"),
            Some((only, [])) => format!("{place} {only}"),
            Some((last, others)) => format!("{place} {} and {last}", others.join(", ")),
        }
    }

    fn across(&self) -> Vec<u32> {
        match (self.mapping.layout, self.mapping.agent, self.mapping.skill) {
            (Layout::Grid, Some(agent), _) => self.profile.skill_columns(agent),
            (Layout::Transposed, _, Some(skill)) => self.profile.agent_columns(skill),
            _ => Vec::new(),
        }
    }

    fn layout(&self) -> String {
        let across = self.across().len();
        let are = if across == 1 { "is" } else { "are" };
        match (self.mapping.layout, self.mapping.skill) {
            (Layout::List, Some(skill)) => {
                format!("One row per agent and skill: column {} names skills", column_letters(skill))
            }
            (Layout::List, None) => "No column holds skills, and none is headed by one".to_owned(),
            (Layout::Grid, _) => format!("{} {are} headed by skills", count(across, "column")),
            (Layout::Packed, Some(skill)) => {
                let letters = column_letters(skill);
                match self.profile.column(skill).and_then(|column| column.example.as_deref()) {
                    Some(example) => format!("Column {letters} holds entries like “{example}”"),
                    None => format!("Column {letters} holds all skills of an agent"),
                }
            }
            (Layout::Packed, None) => "No column holds skills with their levels".to_owned(),
            (Layout::Transposed, _) => format!("Rows name skills, {} {are} headed by agents", count(across, "column")),
        }
    }

    fn field(&self, field: Field) -> Option<String> {
        let index = self.mapping.column(field)?;
        let column = self.profile.column(index)?;
        if let Some(name) = self.profile.name_of(self.mapping).filter(|_| field.is_of_agent()) {
            return Some(self.in_two(name));
        }
        let rivals = self.profile.rivals(field, index);
        if let Some(first) = rivals.first() {
            return Some(self.among_rivals(field, column, *first, rivals.len()));
        }
        let content = self.content(field, column);
        let said = match quoted(column) {
            Some(quoted) if content.is_empty() => format!("Headed {quoted}"),
            Some(quoted) => format!("Headed {quoted}; {content}"),
            None if content.is_empty() => format!("Column {} has no heading", column_letters(index)),
            None => format!("No heading; {content}"),
        };
        Some(said)
    }

    /// Why the agents' names are taken to stand in two columns.
    fn in_two(&self, name: NameCells) -> String {
        let of_heading = |column| self.profile.column(column).and_then(quoted);
        let letters: Vec<String> = name.columns().map(column_letters).collect();
        let said = match name.columns().map(of_heading).collect::<Option<Vec<_>>>() {
            Some(headings) => format!("Headed {}", headings.join(" and ")),
            None => format!("Columns {} are read together", letters.join(" and ")),
        };
        let (filled, agents) = self.profile.found_in_two(name);
        let rows = if self.profile.saw_all { "row" } else { "row looked at" };
        match filled {
            _ if !self.has_agents => said,
            0 => format!("{said}; nothing stands below them"),
            1 => format!("{said}; together they name an agent in {agents} of 1 {rows}"),
            _ => format!(
                "{said}; together they name an agent in {agents} of {filled} {}",
                rows.replacen("row", "rows", 1)
            ),
        }
    }

    /// Which of several columns with the same claim was taken, and that it is to be checked.
    fn among_rivals(&self, field: Field, chosen: &Column, rival: u32, rivals: usize) -> String {
        let (own, other) = (column_letters(chosen.index), column_letters(rival));
        let fits = |column: &Column| column.share(field) >= 0.5;
        let only_this = fits(chosen) && !self.profile.column(rival).is_some_and(fits);
        let (first, second) = if chosen.index < rival { (&own, &other) } else { (&other, &own) };
        let said = match field {
            Field::Agent | Field::AgentRest => "agents",
            Field::Skill => "skills",
            Field::Proficiency => "levels",
            Field::Action => "actions",
        };
        let columns = match rivals {
            1 => format!("Columns {first} and {second} both say they hold {said}"),
            more => format!("{} columns say they hold {said}", more + 1),
        };
        if only_this {
            format!("{columns}; {own} really does")
        } else {
            format!("{columns}; please check that it is {own}")
        }
    }

    /// How many of the cells looked at hold what the field needs; empty where that says nothing.
    fn content(&self, field: Field, column: &Column) -> String {
        let is_packed = self.mapping.layout == Layout::Packed && field == Field::Skill;
        let fitting = match field {
            Field::Skill if is_packed => column.packed,
            Field::Agent if self.has_agents => column.agents,
            _ => column.fitting(field),
        };
        if column.filled == 0 {
            return "nothing stands below it".to_owned();
        }
        let what = match field {
            Field::Agent if !self.has_agents && column.emails == 0 => return String::new(),
            Field::Agent if !self.has_agents => "e-mail addresses",
            Field::Agent | Field::AgentRest => "agents",
            Field::Skill if is_packed => "skills with levels",
            Field::Skill if !self.has_agents && fitting == 0 => return String::new(),
            Field::Skill => "skills",
            Field::Proficiency => "levels",
            Field::Action => "words for what to do",
        };
        let (are, what) = match (fitting, what) {
            (1, "agents") => ("is", "an agent"),
            (1, "skills") => ("is", "a skill"),
            (1, "levels") => ("is", "a level"),
            (1, "e-mail addresses") => ("is", "an e-mail address"),
            (1, "words for what to do") => ("is", "a word for what to do"),
            (1, _) => ("holds", "skills with levels"),
            (_, "skills with levels") => ("hold", what),
            _ => ("are", what),
        };
        let of = if self.profile.saw_all { "cells" } else { "cells looked at" };
        let of = if column.filled == 1 { of.replacen("cells", "cell", 1) } else { of.to_owned() };
        format!("{fitting} of {} {of} {are} {what}", column.filled)
    }
}

fn quoted(column: &Column) -> Option<String> {
    column.called.as_ref().map(|called| format!("“{}”", called.spoken()))
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
