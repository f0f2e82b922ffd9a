//! Packed cells: all skills and levels of an agent in one.

use super::Reader;
use crate::{CellRef, Diagnostic, Found, Row, Value, Who, packed, problems};

impl<'a> Reader<'a> {
    pub(super) fn packed_row(&mut self, row: &'a Row, who: &Who, columns: &[u32]) {
        let cells: Vec<(CellRef, &Value)> = columns
            .iter()
            .filter_map(|column| Some((CellRef { row: row.number, column: *column }, self.cell(row, *column)?.0)))
            .collect();
        self.remember(row, who);
        let Some((first, _)) = cells.first() else { return };
        let levels: Vec<CellRef> = cells.iter().map(|(at, _)| *at).collect();
        let Some(agent) = self.agent(row, who) else {
            let above = self.above(row);
            let missing =
                problems::missing_name(CellRef { row: row.number, column: who.agent.column }, "agent", *first, above);
            return self.tell(Diagnostic { with: levels, ..missing });
        };
        let agent = self.agent_in_row(agent, row, who, &levels);
        for (at, value) in cells {
            self.packed_cell(agent, at, value);
        }
    }

    fn packed_cell(&mut self, agent: Option<usize>, at: CellRef, value: &Value) {
        let text = value.shown();
        let taken_apart = if matches!(value, Value::Text(_)) { packed::entries(&text) } else { None };
        let Some(entries) = taken_apart else {
            let problem = match value {
                Value::Text(_) | Value::Number(_) | Value::Percentage(_) => problems::not_packed(at, &text),
                _ => problems::not_a_level(at, value, self.rules.scale),
            };
            // What the cell says of which skill is not known: the exact mode must not take any.
            return self.settle(agent, None, at, None, Err(Box::new(problem)));
        };
        for (index, entry) in entries.iter().enumerate() {
            let place = Some(index as u32);
            let whole = &text[entry.at.clone()];
            let (called, asked) = if self.is_a_skill(whole) {
                (whole, Err(Box::new(problems::no_level_for(at, whole))))
            } else if entry.level.is_empty() {
                (entry.name.as_str(), Err(Box::new(problems::no_level_for(at, &entry.name))))
            } else {
                match self.levels.text(at, &entry.level) {
                    Ok(None) => continue,
                    asked => (entry.name.as_str(), asked),
                }
            };
            let name = self.meet_skill(&Value::Text(called.into()), at, 1);
            let skill = self.skill_entry(name, at, place, || vec![at]);
            let of_entry = |problem: Box<Diagnostic>| Box::new(Diagnostic { entry: place, ..*problem });
            self.settle(agent, skill, at, place, asked.map_err(of_entry));
        }
    }

    /// Whether all of an entry is a skill's name, such as “Tier 2”: then it has no level.
    fn is_a_skill(&self, entry: &str) -> bool {
        self.rules.directory.find_skill(entry) != Found::None
    }
}
