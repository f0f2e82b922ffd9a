//! Where a table ends upwards and downwards: another one, with headings of its own, may stand above or below it.

use super::column::{is_level, is_packed};
use super::headings::is_plain;
use super::rows::{Roles, filled};
use super::{Cells, Columns};
use crate::vocabulary::heading;
use crate::{Cell, Directory, Found, Row, Sheet, Value};

/// How many of the rows below the headings are of the table: those up to the headings of another one. `repeats` tells
/// whether a row repeats the table's own headings.
pub(super) fn end(rows: &[Row], columns: &Columns, directory: &Directory, repeats: impl Fn(&Row) -> bool) -> usize {
    let looking = Looking { columns, roles: Roles::of(columns), directory };
    let (mut has_data, mut above): (bool, Option<&Row>) = (false, None);
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
        if looking.holds_level(row) {
            has_data = true;
        } else if has_data {
            // Below a gap or a title something new may begin.
            let is_apart = above.is_some_and(|above| above.number + 1 < row.number || filled(above).nth(1).is_none());
            let goes_on = || rows[at + 1..].iter().any(|below| !below.is_blank());
            if looking.heads_another(row, is_apart) && !repeats(row) && goes_on() {
                return at;
            }
        }
        above = Some(row);
    }
    rows.len()
}

/// Where another table begins above the headings of the one that is read, if rows below its headings name agents beside
/// a number.
pub(super) fn above(sheet: &Sheet, heading_row: u32, directory: &Directory) -> Option<u32> {
    let rows = &sheet.rows[..sheet.rows.partition_point(|row| row.number < heading_row)];
    let begin = rows.iter().position(|row| {
        let says = |cell: &Cell| match &cell.value {
            Value::Text(text) => is_plain(heading(text)) || directory.find_skill(text) != Found::None,
            _ => false,
        };
        filled(row).nth(1).is_some() && filled(row).all(says)
    })?;
    let is_line = |row: &Row| {
        let names_agent = |cell: &Cell| {
            matches!(cell.value, Value::Text(_)) && directory.find_agent(&cell.value.shown()) != Found::None
        };
        filled(row).any(|cell| matches!(cell.value, Value::Number(_))) && filled(row).any(names_agent)
    };
    rows[begin + 1..].iter().any(is_line).then_some(rows[begin].number)
}

struct Looking<'a> {
    columns: &'a Columns,
    roles: Roles,
    directory: &'a Directory,
}

impl Looking<'_> {
    fn in_levels<'r>(&self, row: &'r Row) -> Vec<&'r Cell> {
        filled(row).filter(|cell| self.roles.levels.contains(&cell.column)).collect()
    }

    fn holds_level(&self, row: &Row) -> bool {
        let holds = |cell: &Cell| match &cell.value {
            Value::Text(text) if self.roles.is_packed => is_packed(text),
            value => is_level(value),
        };
        filled(row).any(|cell| self.roles.levels.binary_search(&cell.column).is_ok() && holds(cell))
    }

    /// Whether a row without a level holds headings. Where the lines are named it must say something, and name nobody:
    /// else it is a line with mistakes.
    fn heads_another(&self, row: &Row, is_apart: bool) -> bool {
        let cells: Vec<&Cell> = filled(row).collect();
        if cells.len() < 2 || !cells.iter().all(|cell| matches!(cell.value, Value::Text(_))) || !self.is_unnamed(row) {
            return false;
        }
        let says_field = |cell: &Cell| is_plain(heading(&cell.value.shown()));
        let is_heading = |cell: &&Cell| says_field(cell) || self.is_known(cell);
        cells.iter().all(is_heading) && cells.iter().any(|cell| says_field(cell)) || self.is_strange(row, is_apart)
    }

    fn is_unnamed(&self, row: &Row) -> bool {
        let (agents, skills) = (&self.roles.agents, &self.roles.skills);
        let Some(namer) = agents.first().or(skills.first()) else { return false };
        let says = row.shown(*namer);
        let is_known = match agents.is_empty() {
            true => self.directory.find_skill(&says) != Found::None,
            false => self.directory.find_agent(&says) != Found::None,
        };
        !says.trim().is_empty() && !is_known
    }

    /// Whether a cell holds the name of what a heading may name.
    fn is_known(&self, cell: &Cell) -> bool {
        let text = cell.value.shown();
        match self.columns.cells {
            Cells::Transposed { .. } => self.directory.find_agent(&text) != Found::None,
            _ => self.directory.find_skill(&text) != Found::None,
        }
    }

    /// Whether a row says nothing that a line of the table could say.
    fn is_strange(&self, row: &Row, is_apart: bool) -> bool {
        let levels = self.in_levels(row);
        match &self.columns.cells {
            Cells::Grid { .. } | Cells::Transposed { .. } => {
                let mut texts: Vec<_> = levels.iter().map(|cell| cell.value.shown()).collect();
                texts.sort_unstable();
                texts.dedup();
                let all_differ = texts.len() == levels.len();
                levels.len() > 1 && (levels.iter().all(|cell| self.is_known(cell)) || is_apart && all_differ)
            }
            Cells::List { skill, .. } => {
                let says = row.shown(*skill);
                is_apart
                    && !levels.is_empty()
                    && !says.trim().is_empty()
                    && self.directory.find_skill(&says) == Found::None
            }
            Cells::Packed { .. } => false,
        }
    }
}
