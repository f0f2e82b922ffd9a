//! Sample sheets: [`list`] and [`grid`] to practise with, with a few deliberate mistakes; and [`users_form`], [`people_import`] and
//! [`explained_list`] in the style of the platforms' own forms, without any.
//!
//! They are made from the state of a centre, in the numbers of its platform, so that a cell that is "already right" is so by
//! construction. They are tables of our own, and whoever wants a workbook writes one from them.

mod grid;
mod list;
mod person;
mod templates;

pub use grid::grid;
pub use list::list;
pub use templates::{explained_list, people_import, users_form};

use crate::scale::Scale;

/// A sheet: title rows, a row of headings, rows below it.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleTable {
    /// The tab's name.
    pub name: String,
    /// Rows above the headings, each with text in its first cell.
    pub title: Vec<String>,
    /// The headings, from column A on.
    pub headings: Vec<String>,
    /// The rows below the headings, each as wide as they are. In the style of the platforms' own forms the first one explains
    /// the columns, and asks for nothing.
    pub rows: Vec<Vec<SampleCell>>,
    /// What the sheet asks for as it stands. Cells with a mistake are not counted.
    pub expected: Expected,
    /// What it asks for once the misspelt skill is read as the one meant; other mistakes stay left out.
    pub expected_with_skill_fixed: Expected,
    /// Where the mistakes are.
    pub mistakes: Vec<Mistake>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum SampleCell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
}

/// How many changes a sheet asks for, against the state it was made from, when other skills stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Expected {
    /// Levels that differ from those held.
    pub change: usize,
    /// Skills that are not held yet.
    pub add: usize,
    /// Skills that are held and to be taken away.
    pub remove: usize,
    /// Levels that are held already.
    pub same: usize,
}

/// A deliberate mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The cell, such as `C17`.
    pub at: String,
    /// What is wrong there.
    pub kind: MistakeKind,
}

/// What is wrong in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MistakeKind {
    /// A skill's name with a letter missing.
    MisspeltSkill,
    /// No skill has a name like this.
    UnknownSkill,
    /// An agent's name with a letter missing, and no e-mail to go by.
    MisspeltAgent,
    /// Two agents have this name, and there is no e-mail to tell which.
    AmbiguousAgent,
    /// A level beyond the highest number of the scale.
    OutOfRange,
    /// A level in words.
    NotANumber,
    /// Another row says something else about the same agent and skill.
    Contradiction,
}

/// What a good cell asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Change,
    Add,
    Remove,
    Same,
}

impl Expected {
    fn count(&mut self, wish: Wish) {
        match wish {
            Wish::Change => self.change += 1,
            Wish::Add => self.add += 1,
            Wish::Remove => self.remove += 1,
            Wish::Same => self.same += 1,
        }
    }
}

impl SampleTable {
    /// The row of the headings as spreadsheets count, from 1.
    pub fn heading_row(&self) -> usize {
        self.title.len() + 1
    }
}

fn text(text: &str) -> SampleCell {
    SampleCell::Text(text.to_owned())
}

fn or_empty(cell: &str) -> SampleCell {
    if cell.is_empty() { SampleCell::Empty } else { text(cell) }
}

/// A kept level in the platform's own numbers.
fn number(scale: Scale, level: u32) -> SampleCell {
    SampleCell::Number(scale.shown(level))
}

/// Where a level of 0 to 100 stands on the scale.
fn of_hundred(scale: Scale, level: u32) -> SampleCell {
    number(scale, scale.of_hundred(level))
}

/// A level beyond the highest number: 130 where 100 is the highest.
fn out_of_range(scale: Scale) -> SampleCell {
    number(scale, scale.most + (span(scale) * 3 / 10).max(1))
}

/// Some level that differs: on a scale of 0 to 100 better for beginners, a little worse for the best.
fn other_level(scale: Scale, level: u32) -> u32 {
    let step = (span(scale) / 5).max(1);
    if level > scale.least + span(scale) * 7 / 10 { level - step } else { level + step }
}

fn span(scale: Scale) -> u32 {
    scale.most.saturating_sub(scale.least)
}

/// A cell's name from its column, counted from 0, and its row as spreadsheets count. Our sheets end before column Z.
fn cell_name(column: usize, row: usize) -> String {
    let letter = u8::try_from(column).map_or('?', |column| char::from(b'A' + column));
    format!("{letter}{row}")
}

/// A name as somebody in a hurry types it: without one of its inner letters.
fn without_a_letter(name: &str, place: usize) -> String {
    name.chars().enumerate().filter(|(index, _)| *index != place).map(|(_, letter)| letter).collect()
}

#[cfg(test)]
mod tests;
