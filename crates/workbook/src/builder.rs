//! Collects cells into a [`Sheet`], in Excel's order and within bounds.

use skillsheet_skills::{Cell, CellRef, MAX_COLUMNS, MAX_ROWS, Merged, Records, Row, Sheet, Value};

use crate::error::{Limit, ReadProblem};
use crate::{CancelFlag, Progress, merged};

/// Used columns that a tab may have. Not the highest column: one stray cell in XFD is no harm.
const MAX_USED_COLUMNS: u32 = 1_000;
/// Used cells that a workbook may have.
const MAX_CELLS: u64 = 5_000_000;
/// Characters that a cell may hold (Excel's limit).
const MAX_CHARACTERS: usize = 32_767;
/// Bytes that a reading may hold at once: the file, its shared texts, its cells.
const MAX_HELD: usize = 384 << 20;
/// What an allocation costs beside its content.
const ALLOCATION: usize = 16;
/// Text up to this length lies in the cell itself.
const INLINE_TEXT: usize = 24;
/// Steps between two looks at the cancel flag: often enough for 200 ms, seldom enough to cost nothing.
const STEPS_PER_LOOK: u32 = 4_096;

/// What a reading spends and reports, over all tabs.
pub(crate) struct Reading<'a> {
    pub(crate) cancel: &'a CancelFlag,
    on_progress: &'a mut dyn FnMut(Progress),
    of: Option<u64>,
    rows: u64,
    cells: u64,
    held: usize,
    steps: u32,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(on_progress: &'a mut dyn FnMut(Progress), cancel: &'a CancelFlag) -> Self {
        Reading { cancel, on_progress, of: None, rows: 0, cells: 0, held: 0, steps: 0 }
    }

    /// Says how many rows there are in all, where the file announces it.
    pub(crate) fn expect_rows(&mut self, rows: Option<u64>) {
        self.of = rows;
    }

    /// Reports how many rows were read elsewhere.
    pub(crate) fn set_rows(&mut self, rows: u64) {
        self.rows = rows;
        (self.on_progress)(Progress { rows, of: self.of });
    }

    /// Accounts for memory that the reading holds from now on.
    pub(crate) fn hold(&mut self, bytes: usize) -> Result<(), ReadProblem> {
        self.held = self.held.saturating_add(bytes);
        if self.held > MAX_HELD { Err(Limit::Memory.into()) } else { Ok(()) }
    }

    /// Accounts for memory that is free again.
    pub(crate) fn release(&mut self, bytes: usize) {
        self.held = self.held.saturating_sub(bytes);
    }

    /// Counts a step of work, however empty; reports and looks whether to stop now and then.
    pub(crate) fn step(&mut self) -> Result<(), ReadProblem> {
        self.steps += 1;
        if self.steps >= STEPS_PER_LOOK {
            self.steps = 0;
            self.look()?;
        }
        Ok(())
    }

    /// Reports how far it has come and looks whether to stop.
    pub(crate) fn look(&mut self) -> Result<(), ReadProblem> {
        (self.on_progress)(Progress { rows: self.rows, of: self.of });
        if self.cancel.is_cancelled() { Err(ReadProblem::Cancelled) } else { Ok(()) }
    }
}

/// A tab in the making.
pub(crate) struct SheetBuilder {
    sheet: Sheet,
    /// The row being filled, from 1, and its cells; kept apart so that each stored row is exactly as large as needed.
    number: u32,
    cells: Vec<Cell>,
    in_order: bool,
    used: Vec<bool>,
    used_columns: u32,
    hidden_rows: Vec<bool>,
    /// How many ranges of hidden columns begin at a column, less those that ended before it.
    hidden_columns: Vec<i64>,
}

impl SheetBuilder {
    pub(crate) fn new(tab: impl Into<String>, hidden: bool) -> Self {
        SheetBuilder {
            sheet: Sheet { tab: tab.into(), hidden, ..Sheet::default() },
            number: 0,
            cells: Vec::new(),
            in_order: true,
            used: Vec::new(),
            used_columns: 0,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
        }
    }

    /// Says whether the tab was in front when the workbook was saved.
    pub(crate) fn active(mut self, active: bool) -> Self {
        self.sheet.active = active;
        self
    }

    /// Marks a row, counted from 0, as hidden.
    pub(crate) fn hide_row(&mut self, row: u32) {
        if row < MAX_ROWS {
            let at = row as usize;
            self.hidden_rows.resize(self.hidden_rows.len().max(at + 1), false);
            self.hidden_rows[at] = true;
        }
    }

    /// Marks columns as hidden: from the first to the last, counted from 0.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        if first <= last && first < MAX_COLUMNS {
            self.hidden_columns.resize(MAX_COLUMNS as usize + 1, 0);
            self.hidden_columns[first as usize] += 1;
            self.hidden_columns[last.min(MAX_COLUMNS - 1) as usize + 1] -= 1;
        }
    }

    /// Marks the tab as filtered.
    pub(crate) fn filter(&mut self) {
        self.sheet.filtered = true;
    }

    /// Notes merged cells by their corners, rows and columns counted from 0.
    pub(crate) fn merge(
        &mut self,
        rows: (u32, u32),
        columns: (u32, u32),
        reading: &mut Reading<'_>,
    ) -> Result<(), ReadProblem> {
        if rows.0 <= rows.1 && columns.0 <= columns.1 && rows.0 < MAX_ROWS && columns.0 < MAX_COLUMNS {
            reading.hold(size_of::<Merged>())?;
            self.sheet.merged.push(Merged {
                first: CellRef { row: rows.0 + 1, column: columns.0 },
                last: CellRef { row: rows.1.min(MAX_ROWS - 1) + 1, column: columns.1.min(MAX_COLUMNS - 1) },
            });
        }
        Ok(())
    }

    /// Notes that some zero does not show as one.
    pub(crate) fn hide_zeros(&mut self) {
        self.sheet.hides_zeros = true;
    }

    /// Notes how many cells a record of a text file has, which is the row counted from 0.
    pub(crate) fn note_record(&mut self, row: u32, cells: u32, reading: &mut Reading<'_>) -> Result<(), ReadProblem> {
        if self.sheet.records.last().is_none_or(|last| last.cells != cells) {
            reading.hold(size_of::<Records>())?;
            self.sheet.records.push(Records { from: row.saturating_add(1), cells });
        }
        Ok(())
    }

    /// Adds a cell; `row` and `column` count from 0. Text without a character is no content.
    pub(crate) fn push(
        &mut self,
        row: u32,
        column: u32,
        value: Value,
        reading: &mut Reading<'_>,
    ) -> Result<(), ReadProblem> {
        if matches!(&value, Value::Text(text) if text.is_empty()) {
            return Ok(());
        }
        if row >= MAX_ROWS {
            return Err(Limit::Rows.into());
        }
        if column >= MAX_COLUMNS {
            return Err(Limit::Columns.into());
        }
        if is_too_long(&value) {
            return Err(Limit::CellText(CellRef { row: row + 1, column }).into());
        }
        reading.hold(size_of::<Cell>() + heap(&value))?;
        reading.cells += 1;
        if reading.cells > MAX_CELLS {
            return Err(Limit::Cells.into());
        }
        self.note_column(column)?;
        if row + 1 != self.number {
            self.close_row(reading)?;
            self.in_order &= row + 1 > self.number;
            self.number = row + 1;
        }
        self.in_order &= self.cells.last().is_none_or(|last| last.column < column);
        self.cells.push(Cell { column, value });
        Ok(())
    }

    fn note_column(&mut self, column: u32) -> Result<(), ReadProblem> {
        let at = column as usize;
        if at >= self.used.len() {
            self.used.resize(at + 1, false);
        }
        if !self.used[at] {
            self.used[at] = true;
            self.used_columns += 1;
            if self.used_columns > MAX_USED_COLUMNS {
                return Err(Limit::Columns.into());
            }
        }
        Ok(())
    }

    fn close_row(&mut self, reading: &mut Reading<'_>) -> Result<(), ReadProblem> {
        if !self.cells.is_empty() {
            reading.hold(size_of::<Row>() + ALLOCATION)?;
            reading.rows += 1;
            let cells = self.cells.drain(..).collect();
            self.sheet.rows.push(Row { number: self.number, hidden: false, cells });
        }
        Ok(())
    }

    /// The finished tab.
    pub(crate) fn finish(mut self, reading: &mut Reading<'_>) -> Result<Sheet, ReadProblem> {
        self.close_row(reading)?;
        let mut sheet = self.sheet;
        if !self.in_order {
            sheet.rows = sorted(sheet.rows);
        }
        for row in &mut sheet.rows {
            row.hidden = self.hidden_rows.get(row.number as usize - 1).is_some_and(|hidden| *hidden);
        }
        sheet.width = self.used.len() as u32;
        let mut open = 0;
        for (column, change) in (0..sheet.width).zip(self.hidden_columns) {
            open += change;
            if open > 0 {
                sheet.hidden_columns.push(column);
            }
        }
        sheet.merged = merged::disjoint(sheet.merged);
        merged::uncover(&mut sheet.rows, &sheet.merged);
        Ok(sheet)
    }
}

/// What a value holds beside its own size.
fn heap(value: &Value) -> usize {
    match value {
        Value::Text(text) if text.len() > INLINE_TEXT => text.len() + ALLOCATION,
        Value::Date(text) | Value::Error(text) => text.len() + ALLOCATION,
        _ => 0,
    }
}

fn is_too_long(value: &Value) -> bool {
    match value {
        // Bytes are never fewer than characters, so most text is settled without counting.
        Value::Text(text) => text.len() > MAX_CHARACTERS && text.chars().count() > MAX_CHARACTERS,
        _ => false,
    }
}

/// Rows and cells of a file that keeps no order; of two cells at one place the later one stands, as in Excel.
fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| row.number);
    let mut result: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match result.last_mut() {
            Some(last) if last.number == row.number => last.cells.extend(row.cells),
            _ => result.push(row),
        }
    }
    for row in &mut result {
        row.cells.sort_by_key(|cell| cell.column);
        row.cells.reverse();
        row.cells.dedup_by_key(|cell| cell.column);
        row.cells.reverse();
    }
    result
}
