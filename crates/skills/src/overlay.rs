//! What the person corrected in the window: kept beside their sheet, never written into their file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::{AgentId, Cell, CellRef, Legend, Row, Sheet, SkillId, Value, key};

/// What the person decided about a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice<Id> {
    /// It stands for this entry of the directory.
    Use(Id),
    /// Its rows are left out.
    LeaveOut,
}

impl<Id> Choice<Id> {
    /// The entry that it stands for.
    pub fn used(&self) -> Option<&Id> {
        match self {
            Choice::Use(id) => Some(id),
            Choice::LeaveOut => None,
        }
    }
}

/// Corrections and decisions over one tab of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// Cells that are read as another text; empty text is an empty cell.
    pub texts: BTreeMap<CellRef, String>,
    /// Cells of levels that are left out.
    pub left_out: BTreeSet<CellRef>,
    /// Names of agents, by their [`key`].
    pub agents: HashMap<String, Choice<AgentId>>,
    /// Names of skills, by their [`key`].
    pub skills: HashMap<String, Choice<SkillId>>,
    /// Rows that are left out whole, by Excel's number.
    #[serde(default)]
    pub rows_out: BTreeSet<u32>,
    /// What marks and words mean in the place of levels, as far as the person said.
    #[serde(default)]
    pub legend: Legend,
    /// Whether levels are read from the other end of the scale.
    pub turned_round: bool,
    /// Skills that the exact mode takes from nobody.
    pub kept: BTreeSet<SkillId>,
    /// What is left out of one agent's skills without standing in a cell of its own: what the exact mode would take, and
    /// entries of packed cells.
    pub spared: BTreeSet<(AgentId, SkillId)>,
}

impl Overlay {
    /// Decides about an agent's name.
    pub fn decide_agent(&mut self, written: &str, choice: Option<Choice<AgentId>>) {
        decide(&mut self.agents, written, choice);
    }

    /// Decides about a skill's name.
    pub fn decide_skill(&mut self, written: &str, choice: Option<Choice<SkillId>>) {
        decide(&mut self.skills, written, choice);
    }

    /// The sheet with its cells read as corrected.
    pub fn applied_to<'a>(&self, sheet: &'a Sheet) -> Cow<'a, Sheet> {
        if self.texts.is_empty() {
            return Cow::Borrowed(sheet);
        }
        let mut sheet = sheet.clone();
        for (at, text) in &self.texts {
            write(&mut sheet, *at, text);
        }
        Cow::Owned(sheet)
    }
}

fn decide<Id>(choices: &mut HashMap<String, Choice<Id>>, written: &str, choice: Option<Choice<Id>>) {
    match choice {
        Some(choice) => choices.insert(key(written), choice),
        None => choices.remove(&key(written)),
    };
}

fn write(sheet: &mut Sheet, at: CellRef, text: &str) {
    let row = match sheet.rows.binary_search_by_key(&at.row, |row| row.number) {
        Ok(found) => &mut sheet.rows[found],
        Err(_) if text.is_empty() => return,
        Err(place) => {
            sheet.rows.insert(place, Row { number: at.row, hidden: false, cells: Vec::new() });
            &mut sheet.rows[place]
        }
    };
    sheet.width = sheet.width.max(at.column + 1);
    match (row.cells.binary_search_by_key(&at.column, |cell| cell.column), text.is_empty()) {
        (Ok(found), true) => drop(row.cells.remove(found)),
        (Ok(found), false) => row.cells[found].value = Value::Text(text.into()),
        (Err(_), true) => {}
        (Err(place), false) => {
            row.cells.insert(place, Cell { column: at.column, value: Value::Text(text.into()) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_lie_over_the_sheet() {
        let cell = |column, text: &str| Cell { column, value: Value::Text(text.into()) };
        let sheet = Sheet {
            tab: "T".into(),
            width: 2,
            rows: vec![Row { number: 2, hidden: false, cells: vec![cell(0, "a"), cell(1, "b")] }],
            ..Sheet::default()
        };
        let at = |row, column| CellRef { row, column };
        let overlay = Overlay {
            texts: [(at(2, 1), "B"), (at(2, 0), ""), (at(4, 2), "new"), (at(9, 0), "")]
                .map(|(at, text)| (at, text.to_owned()))
                .into(),
            ..Overlay::default()
        };
        let read = overlay.applied_to(&sheet);
        assert_eq!(read.value(at(2, 0)), None);
        assert_eq!(read.value(at(2, 1)), Some(&Value::Text("B".into())));
        assert_eq!(read.value(at(4, 2)), Some(&Value::Text("new".into())));
        assert_eq!((read.rows.len(), read.width), (2, 3));
    }
}
