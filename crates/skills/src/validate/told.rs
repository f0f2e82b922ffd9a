//! What is said about the sheet as a whole: rows that are no data, and what is hidden in the workbook.

use super::Reader;
use crate::{
    AgentId, Beside, CellRef, Cells, Code, Columns, Diagnostic, Found, NoData, PassedOver, Row, Severity, Value,
    column_letters, problems,
};

/// More stretches of rows that are passed over than this are told in one.
const MOST_STRETCHES: usize = 20;
const ONE_TABLE: &str = "Skillsheet reads one table of a tab. Put the other one on a tab of its own, or under the same \
                         headings.";
const CHOOSE: &str = "Say in Sheet whether hidden rows and columns count, or use --hidden leave-out.";

impl<'a> Reader<'a> {
    pub(super) fn tell_about_the_sheet(&mut self) {
        let passed = self.passed_over();
        let hidden = [self.hidden_tab(), self.hidden_rows(), self.hidden_columns()];
        let others = [self.table_above(), self.table_below(), self.table_beside(), self.no_levels()];
        self.out.diagnostics.extend(passed);
        self.out.diagnostics.extend(others.into_iter().flatten());
        self.out.diagnostics.extend(hidden.into_iter().flatten());
    }

    /// Neighbouring rows that are passed over for the same reason are told together.
    fn passed_over(&self) -> Vec<Diagnostic> {
        let passed = &self.columns.passed_over;
        let kinds = [NoData::Explanation, NoData::Totals, NoData::Headings];
        let of_kind = |kind: NoData| {
            let rows: Vec<&PassedOver> = passed.iter().filter(|passed| passed.why == kind).collect();
            let stretches: Vec<&[&PassedOver]> = rows.chunk_by(|one, next| next.row == one.row + 1).collect();
            let told = if stretches.len() > MOST_STRETCHES { vec![rows.as_slice()] } else { stretches };
            told.into_iter().filter_map(|rows| self.passed(kind, rows)).collect::<Vec<_>>()
        };
        kinds.into_iter().flat_map(of_kind).collect()
    }

    fn passed(&self, kind: NoData, rows: &[&PassedOver]) -> Option<Diagnostic> {
        let first = rows.first()?.row;
        let (one, many, code) = match kind {
            NoData::Explanation => ("explains the columns", "explain the columns", Code::Explanation),
            NoData::Totals => ("holds totals", "hold totals", Code::Totals),
            NoData::Headings => ("repeats the headings", "repeat the headings", Code::Explanation),
            NoData::AnotherTable => return None,
        };
        let message = match rows.len() {
            1 => format!("Row {first} {one} and is passed over"),
            count => format!("{count} rows from row {first} on {many} and are passed over"),
        };
        let at = self.sheet.row(first).map_or(CellRef { row: first, column: 0 }, first_filled);
        Some(problems::remark(at, Severity::Note, code, message, "Nothing in it is sent."))
    }

    /// The table below this one. What it says of its agents is not known: the exact mode must not take any of theirs.
    fn table_below(&mut self) -> Option<Diagnostic> {
        let (sheet, passed) = (self.sheet, &self.columns.passed_over);
        let rows = passed.iter().filter(|passed| passed.why == NoData::AnotherTable);
        let rows: Vec<&Row> = rows.filter_map(|passed| sheet.row(passed.row)).collect();
        let at = first_filled(rows.first()?);
        let names_agents = self.doubt_agents(rows.into_iter(), |_| true);
        let message = format!("Another table begins in row {}: it is not read", at.row);
        Some(another_table(at, message, names_agents))
    }

    /// The table above this one, which names agents.
    fn table_above(&mut self) -> Option<Diagnostic> {
        let (first, sheet) = (self.columns.above?, self.sheet);
        let rows = sheet.rows.iter().filter(|row| (first..self.columns.heading_row).contains(&row.number));
        let at = sheet.row(first).map(first_filled)?;
        let names_agents = self.doubt_agents(rows, |_| true);
        let message = format!("Another table stands above this one, from row {first}: it is not read");
        Some(another_table(at, message, names_agents))
    }

    /// The table beside this one.
    fn table_beside(&mut self) -> Option<Diagnostic> {
        let Beside { first, last, names_agents } = self.columns.beside?;
        let below = self.sheet.rows.partition_point(|row| row.number <= self.columns.heading_row);
        self.doubt_agents(self.sheet.rows[below..].iter(), |column| (first..=last).contains(&column));
        let message =
            format!("A second table stands beside this one, from column {}: it is not read", column_letters(first));
        Some(another_table(CellRef { row: self.columns.heading_row, column: first }, message, names_agents))
    }

    /// Whether cells of a table that is not read name agents; what it means for them is open.
    fn doubt_agents(&mut self, rows: impl Iterator<Item = &'a Row>, is_of_it: impl Fn(u32) -> bool) -> bool {
        let directory = self.rules.directory;
        let cells = rows.flat_map(|row| &row.cells).filter(|cell| is_of_it(cell.column));
        let found = cells.filter_map(|cell| match (&cell.value, directory.find_agent(&cell.value.shown())) {
            (Value::Text(_), Found::One(agent, _)) => Some(directory.agents()[agent].id.clone()),
            _ => None,
        });
        let found: Vec<AgentId> = found.collect();
        let names_agents = !found.is_empty();
        self.out.doubts.agents.extend(found);
        names_agents
    }

    /// A sheet with lines, but without a level: people tell them by colours as well.
    fn no_levels(&self) -> Option<Diagnostic> {
        let levels = self.columns.of_levels();
        let mut lines = self.data().filter(|row| !row.is_blank()).peekable();
        lines.peek()?;
        let holds_something =
            |row: &Row| levels.iter().any(|column| row.value(*column).is_some_and(|value| !value.is_blank()));
        let heading_row = self.columns.heading_row;
        let has_problem = self.out.diagnostics.iter().any(|problem| problem.at.row > heading_row);
        if !self.out.edits.is_empty() || has_problem || lines.any(holds_something) {
            return None;
        }
        let at = CellRef { row: self.columns.heading_row, column: *levels.first()? };
        let what = match &self.columns.cells {
            Cells::Grid { .. } | Cells::Transposed { .. } => "grid",
            Cells::List { .. } | Cells::Packed { .. } => "list",
        };
        let message = format!("No level stands in this {what}");
        let hint = "Colours are not read. Type a level into the cells that are to change.";
        Some(problems::remark(at, Severity::Warning, Code::NoLevels, message, hint))
    }

    fn hidden_tab(&self) -> Option<Diagnostic> {
        let row = self.sheet.row(self.columns.heading_row);
        let at = row.map_or(CellRef { row: self.columns.heading_row, column: 0 }, first_filled);
        let message = "This tab is hidden in the workbook".to_owned();
        let hint = "It is read all the same. Choose another tab if it is not the one you mean.";
        self.sheet.hidden.then(|| problems::remark(at, Severity::Warning, Code::Hidden, message, hint))
    }

    fn hidden_rows(&self) -> Option<Diagnostic> {
        let Columns { heading_row, passed_over, leaves_out_hidden, .. } = self.columns;
        let below = self.sheet.rows.partition_point(|row| row.number <= *heading_row);
        let is_data = |row: &&Row| passed_over.binary_search_by_key(&row.number, |passed| passed.row).is_err();
        let mut hidden = self.sheet.rows[below..].iter().filter(|row| row.hidden && !row.is_blank()).filter(is_data);
        let first = first_filled(hidden.next()?);
        let count = 1 + hidden.count();
        let what = match (count, self.sheet.filtered) {
            (1, false) => "1 hidden row".to_owned(),
            (1, true) => "1 row hidden by a filter".to_owned(),
            (_, false) => format!("{count} hidden rows"),
            (_, true) => format!("{count} rows hidden by a filter"),
        };
        Some(hidden_remark(first, what, count, *leaves_out_hidden))
    }

    fn hidden_columns(&self) -> Option<Diagnostic> {
        let heading_row = self.columns.heading_row;
        let mut used = self.columns.of_levels();
        match &self.columns.cells {
            Cells::List { who, skill, more, action, .. } => {
                used.extend(who.agent.columns().chain([*skill]).chain(*action));
                used.extend(more.iter().map(|(skill, _)| *skill));
            }
            Cells::Grid { who } | Cells::Packed { who, .. } => used.extend(who.agent.columns()),
            Cells::Transposed { skill } => used.push(*skill),
        }
        used.sort_unstable();
        let is_used = |column: &u32| used.binary_search(column).is_ok();
        let holds_something = |column: &u32| {
            let heading = CellRef { row: heading_row, column: *column };
            self.sheet.value(heading).is_some_and(|value| !value.is_blank())
        };
        // Those that are left out are no longer among the columns: then every one with a heading is told of.
        let left_out = self.columns.leaves_out_hidden;
        let hidden = self.sheet.hidden_columns.iter();
        let hidden: Vec<u32> = hidden
            .filter(|column| if left_out { holds_something(column) && !is_used(column) } else { is_used(column) })
            .copied()
            .collect();
        let at = CellRef { row: heading_row, column: *hidden.first()? };
        let what = match hidden.len() {
            1 => "1 hidden column".to_owned(),
            count => format!("{count} hidden columns"),
        };
        Some(hidden_remark(at, what, hidden.len(), left_out))
    }
}

/// A table that names agents is half of the work; a summary is only said.
fn another_table(at: CellRef, message: String, names_agents: bool) -> Diagnostic {
    let severity = if names_agents { Severity::Error } else { Severity::Warning };
    problems::remark(at, severity, Code::AnotherTable, message, ONE_TABLE)
}

fn hidden_remark(at: CellRef, what: String, count: usize, left_out: bool) -> Diagnostic {
    let becomes = match (left_out, count) {
        (true, 1) => "is left out",
        (true, _) => "are left out",
        (false, 1) => "is read too",
        (false, _) => "are read too",
    };
    problems::remark(at, Severity::Warning, Code::Hidden, format!("{what} {becomes}"), CHOOSE)
}

fn first_filled(row: &Row) -> CellRef {
    let column = row.cells.iter().find(|cell| !cell.value.is_blank()).map_or(0, |cell| cell.column);
    CellRef { row: row.number, column }
}
