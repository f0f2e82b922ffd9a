//! Rows below the headings that are no data. A row with mistakes is data: it is never passed over for one.

use super::column::{is_level, is_packed};
use super::headings::is_plain;
use super::{Cells, Columns, NoData, PassedOver};
use crate::packed::entries;
use crate::text::{is_space, loose_key};
use crate::vocabulary::{Field, Heading, explains, heading, is_made_of_headings, is_prose, sums_up};
use crate::{Cell, Directory, Found, Row, Sheet, Value};

/// The rows below the headings that are no data, ascending. `heading_rows` is how many rows the headings take.
pub(super) fn passed_over(
    sheet: &Sheet,
    columns: &Columns,
    heading_rows: u32,
    directory: &Directory,
) -> Vec<PassedOver> {
    let below = sheet.rows.partition_point(|row| row.number <= columns.heading_row);
    let rows = &sheet.rows[below..];
    let explaining = rows.iter().take_while(|row| row.is_blank() || explains_columns(row, columns, directory));
    let mut passed: Vec<PassedOver> = explaining
        .filter(|row| !row.is_blank())
        .map(|row| PassedOver { row: row.number, why: NoData::Explanation })
        .collect();
    let first_of_data = passed.last().map_or(0, |last| rows.partition_point(|row| row.number <= last.row));
    let headings: Vec<&Row> =
        (0..heading_rows).filter_map(|up| sheet.row(columns.heading_row.checked_sub(up)?)).collect();
    let is_known = |text: &str| directory.find_agent(text) != Found::None || directory.find_skill(text) != Found::None;
    // A team may be called “Total”: then the row names somebody all the same.
    let names_agent = |row: &Row| {
        let mut who = columns.cells.who().into_iter().flat_map(|who| who.others.iter().chain([&who.agent]));
        who.any(|name| directory.find_agent(&name.text(row)) != Found::None)
    };
    let data = &rows[first_of_data..];
    let end = super::below::end(data, columns, directory, |row| is_repeat(row, &headings));
    for row in &data[..end] {
        let Some(first) = first_filled(row) else { continue };
        let Value::Text(text) = &first.value else { continue };
        if is_repeat(row, &headings) {
            passed.push(PassedOver { row: row.number, why: NoData::Headings });
        } else if sums_up(text) && !is_known(text) && !names_agent(row) {
            passed.push(PassedOver { row: row.number, why: NoData::Totals });
        }
    }
    let below = data[end..].iter().filter(|row| !row.is_blank());
    passed.extend(below.map(|row| PassedOver { row: row.number, why: NoData::AnotherTable }));
    passed
}

/// Whether a row sums others, by its first text.
pub(super) fn sums(row: &Row) -> bool {
    first_filled(row).is_some_and(|first| matches!(&first.value, Value::Text(text) if sums_up(text)))
}

/// Whether a row looks like explanations before it is known what its columns are for: then it says nothing about them.
pub(super) fn looks_explaining(row: &Row, directory: &Directory) -> bool {
    let may_explain = |cell: &Cell| match &cell.value {
        Value::Text(text) => directory.find_agent(text) == Found::None && directory.find_skill(text) == Found::None,
        _ => false,
    };
    let explaining: Vec<&Cell> = filled(row).filter(|cell| is_explanation(&cell.value)).collect();
    filled(row).all(may_explain) && is_enough(&explaining)
}

fn explains_columns(row: &Row, columns: &Columns, directory: &Directory) -> bool {
    let filled: Vec<&Cell> = filled(row).collect();
    let roles = Roles::of(columns);
    let explains_here = |cell: &&Cell| {
        let is_packed = roles.is_packed && roles.levels.contains(&cell.column);
        is_explanation(&cell.value) || is_packed && is_example_of_packed(&cell.value.shown(), directory)
    };
    let names_somebody = |cell: &&Cell| {
        let text = cell.value.shown();
        let (agent, skill) = (roles.agents.contains(&cell.column), roles.skills.contains(&cell.column));
        agent && directory.find_agent(&text) != Found::None || skill && directory.find_skill(&text) != Found::None
    };
    let holds_level = |cell: &&Cell| match &cell.value {
        _ if !roles.levels.contains(&cell.column) => false,
        Value::Text(text) if roles.is_packed => is_packed(text) && !is_example_of_packed(text, directory),
        value => is_level(value),
    };
    // Who the agent is may be told in several columns, of which one is explained in more than a word.
    let is_explained = |cell: &&Cell| {
        explains_here(cell)
            || roles.agents.contains(&cell.column)
                && filled.iter().any(|other| roles.agents.contains(&other.column) && explains_here(other))
    };
    let mut decisive = filled.iter().copied().filter(|cell| roles.decide(cell.column)).peekable();
    let explaining: Vec<&Cell> = filled.iter().copied().filter(explains_here).collect();
    decisive.peek().is_some()
        && decisive.all(|cell| is_explained(&cell) && !holds_level(&cell))
        && !filled.iter().any(names_somebody)
        && is_enough(&explaining)
}

/// “Skill1:5, Skill2:3”: packed as it should be, of skills that are none.
fn is_example_of_packed(text: &str, directory: &Directory) -> bool {
    let says_skill = |name: &str| {
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || is_space(c));
        matches!(heading(name), Some(Heading::Of(Field::Skill, true)))
    };
    entries(text).is_some_and(|entries| {
        entries.iter().all(|entry| says_skill(&entry.name) && directory.find_skill(&entry.name) == Found::None)
    })
}

/// One cell could be anything, unless it is a whole sentence or says that it is an example.
fn is_enough(cells: &[&Cell]) -> bool {
    match cells {
        [] => false,
        [one] => is_prose(&one.value.shown()),
        _ => true,
    }
}

fn is_explanation(value: &Value) -> bool {
    matches!(value, Value::Text(text) if explains(text) || is_plain(heading(text)) || is_made_of_headings(text))
}

pub(super) fn filled(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| !cell.value.is_blank())
}

fn first_filled(row: &Row) -> Option<&Cell> {
    filled(row).next()
}

/// Whether a row repeats a row of headings, in whichever case, and perhaps with the number of a page. First letters are
/// compared before anything else: that is asked of every row.
fn is_repeat(row: &Row, headings: &[&Row]) -> bool {
    let initial = |cell: &Cell| cell.value.shown().trim_start().chars().next().map(|c| c.to_lowercase().to_string());
    let begins_alike = |heading: &Row| match (first_filled(row), first_filled(heading)) {
        (Some(own), Some(other)) => own.column == other.column && initial(own) == initial(other),
        _ => false,
    };
    let texts = |row: &Row| {
        filled(row).map(|cell| (cell.column, loose_key(without_page(&cell.value.shown())))).collect::<Vec<_>>()
    };
    headings.iter().any(|heading| begins_alike(heading) && filled(row).nth(1).is_some() && texts(row) == texts(heading))
}

/// A heading without “(page 2)” behind it.
fn without_page(text: &str) -> &str {
    const PAGES: [&str; 10] =
        ["page", "seite", "pagina", "strona", "continued", "cont", "fortsetzung", "suite", "continuacion", "p"];
    let trimmed = text.trim_end().trim_end_matches([')', ']']);
    match trimmed.rsplit_once(['(', '[']) {
        Some((heading, remark)) if loose_key(remark).split(' ').any(|word| PAGES.contains(&word)) => heading,
        _ => text,
    }
}

/// Which columns hold what.
pub(super) struct Roles {
    pub(super) agents: Vec<u32>,
    pub(super) skills: Vec<u32>,
    pub(super) levels: Vec<u32>,
    pub(super) is_packed: bool,
}

impl Roles {
    pub(super) fn of(columns: &Columns) -> Self {
        let mut agents: Vec<u32> = Vec::new();
        if let Some(who) = columns.cells.who() {
            agents.extend([who.agent].iter().chain(&who.others).flat_map(|name| name.columns()));
        }
        let skills = match &columns.cells {
            Cells::List { skill, more, .. } => {
                std::iter::once(*skill).chain(more.iter().map(|(skill, _)| *skill)).collect()
            }
            Cells::Transposed { skill } => vec![*skill],
            Cells::Grid { .. } | Cells::Packed { .. } => Vec::new(),
        };
        let mut levels = columns.of_levels();
        if let Cells::List { action: Some(action), .. } = &columns.cells {
            levels.push(*action);
            levels.sort_unstable();
        }
        Roles { agents, skills, levels, is_packed: matches!(columns.cells, Cells::Packed { .. }) }
    }

    /// Whether what stands in a column decides what a row is. Another column that tells who the agent is does not.
    fn decide(&self, column: u32) -> bool {
        self.agents.first() == Some(&column) || self.skills.contains(&column) || self.levels.contains(&column)
    }
}
