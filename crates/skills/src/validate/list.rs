//! Lists: one row per agent and skill.

use super::Reader;
use super::levels::Asked;
use crate::vocabulary::{Action, action};
use crate::{CellRef, Row, Who, Wish, problems};

/// Where a list has what.
pub(super) struct List<'a> {
    pub(super) who: &'a Who,
    pub(super) skill: u32,
    pub(super) proficiency: Option<u32>,
    pub(super) action: Option<u32>,
}

impl<'a> Reader<'a> {
    pub(super) fn list_row(&mut self, row: &'a Row, list: &List<'_>) {
        let cell = |column: u32| CellRef { row: row.number, column };
        let Some(at) = list.proficiency.or(list.action).map(cell) else { return };
        self.remember(row, list.who);
        let asked = match self.asked_in_list(row, list, at) {
            Ok(None) => return,
            asked => asked,
        };
        let agent = self.agent(row, list.who);
        let named = self.cell(row, list.skill);
        let (Some(agent), Some((skill, skill_at))) = (agent, named) else {
            let what =
                if agent.is_none() { (cell(list.who.agent.column), "agent") } else { (cell(list.skill), "skill") };
            let above = if agent.is_none() { self.above(row) } else { None };
            return self.tell(problems::missing_name(what.0, what.1, at, above));
        };
        let skill = self.meet_skill(skill, skill_at, 1);
        let agent = self.agent_in_row(agent, row, list.who, &[at]);
        let skill = self.skill_entry(skill, skill_at, None, || vec![at]);
        self.settle(agent, skill, at, None, asked);
    }

    /// What a row asks for; nothing where it holds neither a level nor something to do.
    fn asked_in_list(&mut self, row: &'a Row, list: &List<'_>, at: CellRef) -> Asked {
        let doing = list.action.and_then(|column| self.cell(row, column));
        if let Some((value, _)) = doing {
            let text = value.shown();
            match action(&text) {
                None => {
                    let at = CellRef { row: row.number, column: list.action.unwrap_or(at.column) };
                    return Err(Box::new(problems::unknown_action(at, &text)));
                }
                Some(Action::Nothing) => return Ok(None),
                Some(Action::Remove) => return Ok(Some(Wish::Remove)),
                Some(Action::Assign) => {}
            }
        }
        match list.proficiency.and_then(|column| self.cell(row, column)) {
            Some((value, _)) => self.levels.value(at, value),
            None if doing.is_some() => Err(Box::new(problems::no_level(at))),
            None => Ok(None),
        }
    }
}
