//! Records of text files that have more cells than there are headings: a separator in a cell has torn it in two, and what
//! stands where is no longer known.

use super::Reader;
use crate::{CellRef, Diagnostic, Row, problems};

impl Reader<'_> {
    /// The problem of a record that is longer than the headings.
    pub(super) fn torn(&self, row: &Row) -> Option<Diagnostic> {
        let headings = self.sheet.cells_of_record(self.columns.heading_row)?;
        let cells = self.sheet.cells_of_record(row.number).filter(|cells| *cells > headings)?;
        // A separator at the end of each line adds an empty cell, and tears nothing.
        let last = row.cells.iter().rev().find(|cell| !cell.value.is_blank()).map_or(0, |cell| cell.column + 1);
        let below = self.sheet.rows.partition_point(|row| row.number <= self.columns.heading_row);
        let all_are_long = || {
            let mut below = self.sheet.rows[below..].iter();
            below.all(|row| self.sheet.cells_of_record(row.number) == Some(cells))
        };
        if cells == headings + 1 && last <= headings && all_are_long() {
            return None;
        }
        let first = row.cells.iter().find(|cell| !cell.value.is_blank())?.column;
        Some(problems::torn(CellRef { row: row.number, column: first }, cells, headings))
    }

    /// Tells of a torn record once, however often the rows are gone through. Nothing is known of its agent's skills.
    pub(super) fn tear(&mut self, row: &Row, problem: Diagnostic) {
        if !self.torn.insert(row.number) {
            return;
        }
        let directory = self.rules.directory;
        let named = self.columns.cells.who().map(|who| directory.find_agent(&who.agent.text(row)));
        if let Some(agent) = named.and_then(|found| found.one()) {
            self.out.doubts.agents.insert(directory.agents()[agent].id.clone());
        }
        self.tell(problem);
    }
}
