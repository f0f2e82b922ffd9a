//! Lists with several skills in a row, each with its level: “Skill 1”, “Level 1”, “Skill 2”, “Level 2”.

use super::column::{Column, MOST};
use super::profile::Profile;
use crate::text::loose_key;
use crate::vocabulary::{Field, Heading, heading};

impl Profile<'_> {
    /// Further pairs of columns, where the given ones are the first pair. None where some column of skills has no level
    /// of its own: then it is open what belongs together.
    pub(super) fn more_pairs(&self, skill: u32, level: u32) -> Vec<(u32, u32)> {
        let pairs = self.pairs(skill);
        match pairs.split_first() {
            Some((first, more)) if *first == (skill, level) => more.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The first pair of the table that a column of skills is in, where it has several.
    pub(super) fn first_pair(&self, skill: u32) -> Option<(u32, u32)> {
        self.pairs(skill).first().copied()
    }

    /// The pairs of the table that a column of skills is in: by the number behind both headings, or side by side where
    /// there is none. Headings must be the same but for the number.
    fn pairs(&self, skill: u32) -> Vec<(u32, u32)> {
        let Some(own) = self.column(skill) else { return Vec::new() };
        let of = |field: Field| -> Option<Vec<(&str, u32)>> {
            let columns = self.columns.iter().filter(|column| column.stretch == own.stretch);
            let said: Vec<(&str, &str, u32)> = columns
                .filter_map(|column| column.numbered(field).map(|(name, number)| (name, number, column.index)))
                .collect();
            let is_alike = said.iter().all(|(name, ..)| loose_key(name) == loose_key(said[0].0));
            is_alike.then(|| said.into_iter().map(|(_, number, index)| (number, index)).collect())
        };
        let (Some(skills), Some(levels)) = (of(Field::Skill), of(Field::Proficiency)) else { return Vec::new() };
        if skills.len() < 2 || skills.len() != levels.len() {
            return Vec::new();
        }
        let differ = skills.iter().all(|(number, _)| skills.iter().filter(|(other, _)| other == number).count() == 1);
        let partner = |at: usize, number: &str| match differ {
            true => levels.iter().find(|(other, _)| *other == number).map(|(_, level)| *level),
            false => levels.get(at).map(|(_, level)| *level),
        };
        let pairs = skills.iter().enumerate().map(|(at, (number, skill))| Some((*skill, partner(at, number)?)));
        pairs.collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// Columns beside the one of skills that tell the same by an id or a name.
    pub(super) fn other_skills(&self, skill: u32) -> Vec<u32> {
        let Some(own) = self.column(skill) else { return Vec::new() };
        let tells = |column: &&Column| {
            column.index != skill
                && column.stretch == own.stretch
                && column.heading == Some(Heading::Of(Field::Skill, true))
                && column.share(Field::Skill) >= MOST
        };
        self.columns.iter().filter(tells).map(|column| column.index).collect()
    }
}

impl Column {
    /// A heading for the field without the number behind it, and that number, empty where there is none. None where it
    /// says something else, or what stands below is something else.
    fn numbered(&self, field: Field) -> Option<(&str, &str)> {
        let text = self.called.as_ref()?.text.trim();
        let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = &text[name.len()..];
        let says = heading(name) == Some(Heading::Of(field, true)) && number.len() <= 2;
        (says && (self.filled == 0 || self.share(field) >= MOST)).then_some((name, number))
    }
}
