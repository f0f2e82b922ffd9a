//! What the columns of a sheet hold below its headings, by a sample.

use super::column::{Column, MOST};
use super::headings::headings;
use super::parts::settle_bare_names;
use super::{Head, extent, rows};
use crate::vocabulary::{Field, Heading, Tense};
use crate::{CellRef, Directory, Row, Sheet};

/// Rows below the headings whose content decides what a column holds, spread over the sheet.
const ROWS_SAMPLED: usize = 200;
/// Cells that are looked at in all, so that wide sheets take no longer.
const CELLS_SAMPLED: usize = 12_000;
/// However wide the sheet, so many rows.
const FEWEST_ROWS: usize = 30;

/// A sheet's columns under certain headings.
pub(super) struct Profile<'a> {
    pub(super) heading_row: u32,
    pub(super) heading_rows: u32,
    pub(super) columns: Vec<Column>,
    /// The rows that were looked at.
    pub(super) sample: Vec<&'a Row>,
    /// Whether every row with data was looked at.
    pub(super) saw_all: bool,
    pub(super) directory: &'a Directory,
}

impl<'a> Profile<'a> {
    /// Looks at a sheet. `rows` is how many rows the headings take, of which `heading_row` is the last.
    pub(super) fn of(sheet: &'a Sheet, heading_row: u32, heading_rows: u32, directory: &'a Directory) -> Self {
        let mut columns: Vec<Column> = (0..sheet.width).map(|index| Column { index, ..Column::default() }).collect();
        for called in headings(sheet, heading_row, heading_rows) {
            columns[called.column as usize].call(called, directory);
        }
        settle_groups(&mut columns);
        let (sample, saw_all) = sample(sheet, heading_row, directory);
        for (place, cell) in (0..).zip(&sample).flat_map(|(place, row)| row.cells.iter().map(move |cell| (place, cell)))
        {
            columns[cell.column as usize].add(&cell.value, place, directory);
        }
        for column in &mut columns {
            column.settle();
        }
        settle_bare_names(&mut columns);
        extent::part(&mut columns);
        Profile { heading_row, heading_rows, columns, sample, saw_all, directory }
    }

    /// A column by its index.
    pub(super) fn column(&self, index: u32) -> Option<&Column> {
        self.columns.iter().find(|column| column.index == index)
    }

    /// The column that a field is likeliest in, if any speaks for it: beside the column that names the lines, if one
    /// does there. A grid's columns of skills are no fields.
    pub(super) fn best(&self, field: Field, taken: &[u32], named_by: Option<u32>) -> Option<u32> {
        let home = named_by.and_then(|namer| self.column(namer)).map(|namer| namer.stretch);
        let near = home.and_then(|home| self.best_among(field, taken, |column| column.stretch == home));
        near.or_else(|| self.best_among(field, taken, |_| true))
    }

    fn best_among(&self, field: Field, taken: &[u32], is_among: impl Fn(&Column) -> bool) -> Option<u32> {
        self.columns
            .iter()
            .filter(|column| !taken.contains(&column.index) && is_among(column))
            .map(|column| (column.index, column.score(field), column))
            .filter(|(_, score, _)| *score > 0.0)
            .map(|(index, score, column)| {
                (index, if field == Field::Agent { score + self.weight(column) } else { score })
            })
            .fold(None, |best: Option<(u32, f64)>, (index, score)| match best {
                Some((_, most)) if most >= score => best,
                _ => Some((index, score)),
            })
            .map(|(index, _)| index)
    }

    /// What speaks for a column of agents beside its own heading and cells: it names more of them than others do, for a
    /// coach has many agents, and it stands in a table rather than alone in the margin.
    fn weight(&self, column: &Column) -> f64 {
        let beside = || self.columns.iter().filter(|other| other.stretch == column.stretch);
        let most = beside().map(Column::different_agents).max().unwrap_or(0).max(1);
        let in_table = beside().any(Column::is_of_table);
        column.different_agents() as f64 / most as f64 * 8.0 + f64::from(u8::from(in_table))
    }

    /// The columns that a grid has for skills. One without a heading among them is one too: what it is for is asked.
    pub(super) fn skill_columns(&self, agent: u32) -> Vec<u32> {
        self.with_unnamed(self.of_table(agent, self.any_skill_columns(agent)))
    }

    /// The columns that some grid in the sheet may have for skills.
    pub(super) fn any_skill_columns(&self, agent: u32) -> Vec<u32> {
        let groups = self.groups_with_levels();
        let is_for_skill = |column: &Column| {
            let group = column.group();
            let in_group_of_levels = group.is_some_and(|group| groups.contains(&group));
            column.index != agent
                && if in_group_of_levels {
                    column.is_level_of_group()
                } else {
                    column.is_named_over_levels(column.headed_by_skill)
                }
        };
        self.columns.iter().filter(|column| is_for_skill(column)).map(|column| column.index).collect()
    }

    /// The columns that a transposed grid has for agents.
    pub(super) fn agent_columns(&self, skill: u32) -> Vec<u32> {
        self.with_unnamed(self.of_table(skill, self.any_agent_columns(skill)))
    }

    /// The columns that some transposed grid in the sheet may have for agents.
    pub(super) fn any_agent_columns(&self, skill: u32) -> Vec<u32> {
        let is_for_agent =
            |column: &&Column| column.index != skill && column.is_named_over_levels(column.headed_by_agent);
        self.columns.iter().filter(is_for_agent).map(|column| column.index).collect()
    }

    fn with_unnamed(&self, named: Vec<u32>) -> Vec<u32> {
        let (Some(first), Some(last)) = (named.first().copied(), named.last().copied()) else { return named };
        let is_among = |column: &&Column| {
            named.binary_search(&column.index).is_ok()
                || (first..last).contains(&column.index)
                    && column.called.is_none()
                    && column.share(Field::Proficiency) >= MOST
        };
        self.columns.iter().filter(is_among).map(|column| column.index).collect()
    }

    fn groups_with_levels(&self) -> Vec<CellRef> {
        let levels = self.columns.iter().filter(|column| column.is_level_of_group());
        levels.filter_map(Column::group).collect()
    }

    /// The headings of columns that name something.
    pub(super) fn heads(&self, columns: &[u32]) -> Vec<Head> {
        let head = |column: &u32| {
            let name = self.column(*column).and_then(|known| known.name.clone());
            let unnamed = || (String::new(), CellRef { row: self.heading_row, column: *column });
            let (text, at) = name.unwrap_or_else(unnamed);
            Head { column: *column, text, at }
        };
        columns.iter().map(head).collect()
    }

    /// The columns of packed cells: the one that was chosen, and others that say they hold skills.
    pub(super) fn packed_columns(&self, chosen: u32) -> Vec<u32> {
        let says_skills = |column: &Column| matches!(column.heading, Some(Heading::Of(Field::Skill, _)));
        let is_one = |column: &&Column| column.index == chosen || says_skills(column) && column.is_packed();
        self.columns.iter().filter(is_one).map(|column| column.index).collect()
    }

    /// Other columns whose headings claim what the field's column claims, so that it is a guess which one counts. A
    /// legend or another table apart from this one claims nothing here.
    pub(super) fn rivals(&self, field: Field, chosen: u32) -> Vec<u32> {
        let Some(own) = self.column(chosen) else { return Vec::new() };
        let key = |column: &Column| column.called.as_ref().map(|called| crate::key(&called.spoken()));
        let is_rival = |column: &&Column| {
            let claims = column.heading == own.heading
                && match own.heading {
                    Some(Heading::Of(said, true)) => said == field,
                    // “Level 2025” beside “Level 2026”.
                    Some(Heading::Of(said, false)) => said == field && field == Field::Proficiency && column.levels > 0,
                    None => field == Field::Agent && own.is_mistakable_for(column),
                    _ => false,
                };
            // Who an agent is, and which skill, is often said twice over: by name and by id.
            let said_twice =
                own.heading.is_some() && matches!(field, Field::Agent | Field::Skill) && key(column) != key(own);
            let is_newer = column.tense >= own.tense || own.tense == Tense::Goal;
            let counts = field != Field::Proficiency || is_newer && column.is_weak == own.is_weak;
            column.index != chosen && column.stretch == own.stretch && claims && !said_twice && counts
        };
        self.columns.iter().filter(is_rival).map(|column| column.index).collect()
    }

    /// Rivals that hold something else than the chosen column does, so that only the person can say which one counts.
    pub(super) fn open_rivals(&self, field: Field, chosen: u32) -> Vec<u32> {
        let Some(own) = self.column(chosen) else { return Vec::new() };
        let is_open = |rival: &u32| {
            self.column(*rival).is_some_and(|rival| match field {
                Field::Agent => own.differs(rival),
                _ => rival.filled > 0 && rival.share(field) >= MOST && own.share(field) >= MOST,
            })
        };
        self.rivals(field, chosen).into_iter().filter(is_open).collect()
    }
}

/// In a list, groups of headings such as “Details” over “Level” name no skill.
fn settle_groups(columns: &mut [Column]) {
    let is_sure = |column: &&Column| column.is_level_of_group() && !column.is_weak && column.is_open_or_new();
    let sure: Vec<CellRef> = columns.iter().filter(is_sure).filter_map(Column::group).collect();
    for column in columns.iter_mut().filter(|column| column.is_weak || column.tense == Tense::Old) {
        // “Priority” or “Old level” beside “Level” under the same skill is not its level.
        let is_beside_sure = column.group().is_some_and(|group| sure.contains(&group));
        if let Some(called) = column.called.as_mut().filter(|_| is_beside_sure) {
            called.is_level_of_group = false;
        }
    }
    let groups: Vec<CellRef> =
        columns.iter().filter(|column| column.is_level_of_group()).filter_map(Column::group).collect();
    let is_list = columns.iter().any(|column| column.heading == Some(Heading::Of(Field::Skill, true)));
    if is_list && groups.iter().all(|group| Some(group) == groups.first()) {
        for called in columns.iter_mut().filter_map(|column| column.called.as_mut()) {
            called.is_level_of_group = false;
        }
    }
}

/// Rows of data to look at, and whether they are all of them.
fn sample<'a>(sheet: &'a Sheet, heading_row: u32, directory: &Directory) -> (Vec<&'a Row>, bool) {
    let below = sheet.rows.partition_point(|row| row.number <= heading_row);
    let rows = &sheet.rows[below..];
    let explained = rows.iter().take_while(|row| row.is_blank() || rows::looks_explaining(row, directory)).count();
    // Were all of it explanations, they were none.
    let rows = if explained == rows.len() { rows } else { &rows[explained..] };
    let wanted = (CELLS_SAMPLED / (sheet.width.max(1) as usize)).clamp(FEWEST_ROWS, ROWS_SAMPLED);
    let step = rows.len().div_ceil(wanted).max(1);
    let sample = rows.iter().step_by(step).filter(|row| !rows::sums(row)).collect();
    (sample, step == 1)
}
