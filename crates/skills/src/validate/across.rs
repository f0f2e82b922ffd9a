//! Grids, whichever way round: skills or agents across, named by the headings.

use std::collections::HashMap;

use super::Reader;
use crate::text::is_space;
use crate::{CellRef, Diagnostic, Row, Value, Who, problems};

/// What the headings of a grid name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Across {
    Skills,
    Agents,
}

/// The columns of a grid by their index, and what each of their headings means, if that is clear.
pub(super) struct Heads {
    by_column: Vec<Option<Option<usize>>>,
}

/// A filled cell of a row.
struct Filled<'a> {
    at: CellRef,
    value: &'a Value,
    head: Option<usize>,
}

impl<'a> Reader<'a> {
    /// Resolves the headings; what is the matter with one is told once, with the cells below it.
    pub(super) fn heads(&mut self, across: Across) -> Heads {
        let width = self.columns.heads.iter().map(|head| head.column as usize + 1).max().unwrap_or(0);
        let mut heads = Heads { by_column: vec![None; width] };
        for head in &self.columns.heads {
            heads.by_column[head.column as usize] = Some(None);
        }
        let mut below: Vec<Vec<CellRef>> = vec![Vec::new(); width];
        self.each_row(|reader, row| {
            for filled in reader.filled(row, &heads).into_iter().filter(|_| !reader.is_row_out) {
                below[filled.at.column as usize].push(filled.at);
            }
        });
        let mut seen: HashMap<usize, u32> = HashMap::new();
        for head in &self.columns.heads {
            let cells = std::mem::take(&mut below[head.column as usize]);
            if head.text.chars().all(is_space) {
                if !cells.is_empty() {
                    self.tell(Diagnostic { with: cells, ..problems::no_heading(head.at) });
                }
                continue;
            }
            if self.doubtful.columns.contains(&head.column) {
                self.tell(Diagnostic { with: cells, ..problems::unclear_column(head.at, &head.text) });
                continue;
            }
            let (text, rows) = (Value::Text(head.text.as_str().into()), cells.len() as u32);
            let entry = match across {
                Across::Skills => {
                    let name = self.meet_skill(&text, head.at, rows);
                    self.skill_entry(name, head.at, None, || cells)
                }
                Across::Agents => {
                    let name = self.meet_agent(&text, head.at, rows);
                    self.agent_entry(name, head.at, || cells)
                }
            };
            if let Some(first) = entry.and_then(|entry| seen.insert(entry, head.column)) {
                let at = CellRef { column: head.column, ..head.at };
                self.tell(problems::repeated_heading(at, &head.text, first));
            }
            heads.by_column[head.column as usize] = Some(entry);
        }
        heads
    }

    fn filled(&self, row: &'a Row, heads: &Heads) -> Vec<Filled<'a>> {
        let head = |column: u32| heads.by_column.get(column as usize).copied().flatten();
        let at = |column: u32| CellRef { row: row.number, column };
        if self.merged.is_empty() {
            let cells = row.cells.iter().filter(|cell| !cell.value.is_blank());
            return cells
                .filter_map(|cell| Some(Filled { at: at(cell.column), value: &cell.value, head: head(cell.column)? }))
                .collect();
        }
        (0..heads.by_column.len() as u32)
            .filter_map(|column| {
                let head = head(column)?;
                Some(Filled { at: at(column), value: self.cell(row, column)?.0, head })
            })
            .collect()
    }

    pub(super) fn grid_row(&mut self, row: &'a Row, who: &Who, heads: &Heads) {
        let filled = self.filled(row, heads);
        let cells: Vec<CellRef> = filled.iter().map(|filled| filled.at).collect();
        let Some(agent) = self.agent(row, who) else {
            let Some(first) = cells.first().copied() else { return };
            let missing =
                problems::missing_name(CellRef { row: row.number, column: who.agent.column }, "agent", first, None);
            return self.tell(Diagnostic { with: cells, ..missing });
        };
        if cells.is_empty() {
            return;
        }
        let agent = self.agent_in_row(agent, row, who, &cells);
        for Filled { at, value, head } in filled {
            let asked = self.levels.value(at, value);
            self.settle(agent, head, at, None, asked);
        }
    }

    pub(super) fn transposed_row(&mut self, row: &'a Row, skill: u32, heads: &Heads) {
        let filled = self.filled(row, heads);
        let Some(first) = filled.first().map(|filled| filled.at) else { return };
        let cells = || filled.iter().map(|filled| filled.at).collect();
        let Some((name, at)) = self.cell(row, skill) else {
            let missing = problems::missing_name(CellRef { row: row.number, column: skill }, "skill", first, None);
            return self.tell(Diagnostic { with: cells(), ..missing });
        };
        let name = self.meet_skill(name, at, 1);
        let skill = self.skill_entry(name, at, None, cells);
        for Filled { at, value, head } in filled {
            let asked = self.levels.value(at, value);
            self.settle(head, skill, at, None, asked);
        }
    }
}
