//! Columns that say whether a row of a list counts, though no heading calls them actions.

use super::column::{Column, MOST};
use super::profile::Profile;
use crate::vocabulary::{Doing, Field, Heading};

/// The share of yes and no from which on a column of an unknown heading is asked about.
const NEARLY_ALL: f64 = 0.9;

impl Profile<'_> {
    /// The column that says beside the levels whether a row counts: “Active”, a state with removals in it, or yes and
    /// no under a heading that nobody knows.
    pub(super) fn says_whether(&self, fields: &[Option<u32>]) -> Option<u32> {
        let is_free = |column: &&Column| {
            column.filled > 0
                && !fields.contains(&Some(column.index))
                && !matches!(column.heading, Some(Heading::Of(..) | Heading::Identity | Heading::Part(_)))
                && column.called.is_some()
        };
        let first = |says: fn(&Column) -> bool| {
            self.columns.iter().filter(is_free).find(|column| says(column)).map(|column| column.index)
        };
        first(|column| column.doing == Some(Doing::YesKeeps) && column.share(Field::Action) >= MOST)
            .or_else(|| first(|column| column.doing == Some(Doing::Words) && column.removals > 0))
            .or_else(|| first(Column::is_unclear))
    }

    /// What the words of an action column go by.
    pub(super) fn doing(&self, action: u32) -> Doing {
        let Some(column) = self.column(action) else { return Doing::Words };
        match column.doing {
            Some(doing) => doing,
            None if column.is_unclear() => Doing::Asked,
            None => Doing::Words,
        }
    }
}

impl Column {
    /// Whether it says yes and no under a heading that nobody knows.
    fn is_unclear(&self) -> bool {
        let share = f64::from(self.yes_or_no) / f64::from(self.filled.max(1));
        self.heading.is_none() && self.doing.is_none() && share >= NEARLY_ALL
    }
}
