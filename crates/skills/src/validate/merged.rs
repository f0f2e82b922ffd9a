//! Merged cells: the value of the first one stands for all.

use crate::{CellRef, Cells, Columns, Merged, Sheet, Value};

/// The merged cells that reach into the row that is being read. Rows are gone through downwards once, so that even a
/// sheet of nothing but merged cells is read in one sweep.
#[derive(Debug)]
pub(super) struct MergedRows<'a> {
    sheet: &'a Sheet,
    /// The first of the sheet's merged cells that begin below the row.
    next: usize,
    /// Those that reach into the row, and hold something in another cell of theirs.
    active: Vec<(Merged, &'a Value)>,
    /// The column that names the lines, and those of levels: merged cells over both are a band across the table.
    namer: Option<u32>,
    levels: Vec<u32>,
}

impl<'a> MergedRows<'a> {
    pub(super) fn new(sheet: &'a Sheet, columns: &Columns) -> Self {
        let namer = match &columns.cells {
            Cells::Transposed { skill } => Some(*skill),
            cells => cells.who().map(|who| who.agent.column),
        };
        MergedRows { sheet, next: 0, active: Vec::new(), namer, levels: columns.of_levels() }
    }

    fn is_band(&self, merged: &Merged) -> bool {
        let spans = |column: &u32| (merged.first.column..=merged.last.column).contains(column);
        self.namer.as_ref().is_some_and(spans) && self.levels.iter().any(spans)
    }

    /// Begins above the first row.
    pub(super) fn begin(&mut self) {
        self.next = 0;
        self.active.clear();
    }

    /// Goes on to a row further down.
    pub(super) fn go_to(&mut self, row: u32) {
        if self.sheet.merged.is_empty() {
            return;
        }
        self.active.retain(|(merged, _)| merged.last.row >= row);
        while let Some(merged) = self.sheet.merged.get(self.next).filter(|merged| merged.first.row <= row) {
            self.next += 1;
            let value = self.sheet.value(merged.first).filter(|value| !value.is_blank());
            if let Some(value) = value.filter(|_| merged.last.row >= row && !self.is_band(merged)) {
                self.active.push((*merged, value));
            }
        }
    }

    /// What stands for a column's cell in the row, and where it is written.
    pub(super) fn value(&self, column: u32) -> Option<(&'a Value, CellRef)> {
        let reaches = |merged: &Merged| (merged.first.column..=merged.last.column).contains(&column);
        self.active.iter().find(|(merged, _)| reaches(merged)).map(|(merged, value)| (*value, merged.first))
    }

    /// Whether no merged cells reach into the row.
    pub(super) fn is_empty(&self) -> bool {
        self.active.is_empty()
    }
}
