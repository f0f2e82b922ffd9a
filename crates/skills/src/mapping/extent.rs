//! Where a table ends sideways: other tables, lists of names and legends may stand beside it.

use super::column::{Column, MOST};
use super::profile::Profile;
use crate::vocabulary::{Field, Heading};

/// Columns of another table, which are not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The first of them.
    pub first: u32,
    /// The last of them.
    pub last: u32,
    /// Whether it names agents: then it is more than a summary.
    pub names_agents: bool,
}

/// Parts the columns into stretches: each ends at a blank column, or where a second table begins.
pub(super) fn part(columns: &mut [Column]) {
    let (mut stretch, mut begin) = (0, 0);
    for at in 0..columns.len() {
        let is_blank = columns[at].called.is_none() && columns[at].filled == 0;
        if is_blank || begins_another(columns, begin, at) {
            stretch += 1;
            begin = at;
        }
        columns[at].stretch = stretch;
    }
}

/// Whether a column names other agents than an earlier one of its stretch, each with levels of their own to its right.
fn begins_another(columns: &[Column], begin: usize, at: usize) -> bool {
    let heads_agents = |column: &Column| column.heading == Some(Heading::Of(Field::Agent, true));
    let Some(first) = (begin..at).find(|earlier| heads_agents(&columns[*earlier])) else { return false };
    heads_agents(&columns[at])
        && columns[first + 1..at].iter().any(Column::is_of_table)
        && columns[at + 1..].iter().any(Column::is_of_table)
        && columns[first].differs(&columns[at])
}

impl Column {
    /// Whether it is headed as a table's columns are, beside the one that names its lines.
    pub(super) fn is_of_table(&self) -> bool {
        self.headed_by_skill || matches!(self.heading, Some(Heading::Of(Field::Skill | Field::Proficiency, _)))
    }

    /// How many different agents it names.
    pub(super) fn different_agents(&self) -> usize {
        self.found.iter().map(|(_, agent)| agent).collect::<std::collections::HashSet<_>>().len()
    }

    /// In how many of the rows looked at both columns name the same agent, and in how many different ones.
    fn compared(&self, other: &Column) -> (usize, usize) {
        let in_other = |place: u32| {
            let found = other.found.binary_search_by_key(&place, |(place, _)| *place).ok()?;
            Some(other.found[found].1)
        };
        let both = self.found.iter().filter_map(|(place, agent)| Some(in_other(*place)? == *agent));
        both.fold(
            (0, 0),
            |(same, different), agrees| {
                if agrees { (same + 1, different) } else { (same, different + 1) }
            },
        )
    }

    /// Whether it names other agents than another column does in the same rows.
    pub(super) fn differs(&self, other: &Column) -> bool {
        let (same, different) = self.compared(other);
        different > same
    }

    /// Whether it names the same agents as another column does in the same rows.
    pub(super) fn agrees(&self, other: &Column) -> bool {
        let (same, different) = self.compared(other);
        same > different
    }

    /// Whether, going by what stands in them, another column may as well be the one that says whose rows they are.
    pub(super) fn is_mistakable_for(&self, other: &Column) -> bool {
        let holds_agents = |column: &Column| column.filled > 0 && column.share(Field::Agent) >= MOST;
        holds_agents(self) && holds_agents(other) && other.different_agents() >= self.different_agents()
    }

    /// Whether it holds texts that could name the lines of a table. Under a heading that says so, they may begin like
    /// levels do, as “Level 3 and more”.
    fn may_name_lines(&self) -> bool {
        let says_so = matches!(self.heading, Some(Heading::Of(Field::Agent | Field::Skill, true) | Heading::Other));
        self.filled > 0 && (self.share(Field::Proficiency) < MOST || says_so && self.levels < self.filled)
    }
}

impl Profile<'_> {
    /// Those of a grid's columns that are in the table whose lines a column names.
    pub(super) fn of_table(&self, namer: u32, columns: Vec<u32>) -> Vec<u32> {
        let apart = self.apart(namer, &columns);
        let is_apart = |column: &u32| self.column(*column).is_some_and(|column| apart.contains(&column.stretch));
        columns.into_iter().filter(|column| !is_apart(column)).collect()
    }

    /// The stretches of another table: it names its lines itself. A blank column alone ends nothing.
    fn apart(&self, namer: u32, columns: &[u32]) -> Vec<u32> {
        let Some(namer) = self.column(namer) else { return Vec::new() };
        let mut found: Vec<(u32, u32)> = Vec::new();
        for column in columns.iter().filter_map(|column| self.column(*column)) {
            if found.last().is_none_or(|(stretch, _)| *stretch != column.stretch) {
                found.push((column.stretch, column.index));
            }
        }
        // Where no level stands beside the names, they stand beyond a blank column.
        let right = || found.iter().map(|(stretch, _)| *stretch).find(|stretch| *stretch > namer.stretch);
        let has_own = found.iter().any(|(stretch, _)| *stretch == namer.stretch);
        let home = if has_own { Some(namer.stretch) } else { right() };
        let names_itself = |stretch: u32, first: u32| {
            self.columns.iter().any(|column| {
                let is_legend = column.heading == Some(Heading::Of(Field::Proficiency, true));
                let names = column.may_name_lines() && !column.agrees(namer);
                column.stretch == stretch && column.index < first && (names || is_legend)
            })
        };
        let others = found.into_iter().filter(|(stretch, _)| Some(*stretch) != home);
        others.filter(|(stretch, first)| names_itself(*stretch, *first)).map(|(stretch, _)| stretch).collect()
    }

    /// Another table beside a grid, which is not read; `columns` are all that could be the grid's.
    pub(super) fn beside_grid(&self, namer: u32, columns: &[u32]) -> Option<Beside> {
        self.beside(&self.apart(namer, columns))
    }

    /// Another list beside a list whose columns are `used`, the one of agents first.
    pub(super) fn beside_list(&self, agent: u32, used: &[u32]) -> Option<Beside> {
        let namer = self.column(agent)?;
        let is_used = |stretch: u32| {
            used.iter()
                .chain([&agent])
                .filter_map(|column| self.column(*column))
                .any(|column| column.stretch == stretch)
        };
        let is_another = |column: &&Column| {
            column.agents > 0
                && column.share(Field::Agent) >= MOST
                && !is_used(column.stretch)
                && !column.agrees(namer)
                && self
                    .columns
                    .iter()
                    .any(|other| other.index != column.index && other.stretch == column.stretch && other.is_of_table())
        };
        let apart: Vec<u32> = self.columns.iter().filter(is_another).map(|column| column.stretch).collect();
        self.beside(&apart)
    }

    fn beside(&self, apart: &[u32]) -> Option<Beside> {
        // A legend is no table.
        let names_something = |column: &Column| column.agents > 0 || column.headed_by_skill || column.headed_by_agent;
        let is_table = |stretch: u32| {
            apart.contains(&stretch)
                && self.columns.iter().any(|column| column.stretch == stretch && names_something(column))
        };
        let is_filled = |column: &&Column| column.filled > 0 || column.called.is_some();
        let mut columns = self.columns.iter().filter(is_filled).filter(|column| is_table(column.stretch)).peekable();
        let first = columns.peek()?.index;
        let (mut last, mut names_agents) = (first, false);
        for column in columns {
            last = column.index;
            names_agents |= column.agents > 0;
        }
        Some(Beside { first, last, names_agents })
    }
}
