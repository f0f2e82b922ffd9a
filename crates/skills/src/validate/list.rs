//! Lists: one row per agent and skill.

use super::Reader;
use super::levels::Asked;
use crate::text::is_space;
use crate::vocabulary::{Action, Doing, action, is_dash, yes_or_no};
use crate::{CellRef, Row, Value, Who, Wish, problems};

/// Where a list has what.
pub(super) struct List<'a> {
    pub(super) who: &'a Who,
    pub(super) skill: u32,
    pub(super) others: &'a [u32],
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
        let other = skill.and_then(|skill| self.disagreeing_skill(skill, skill_at, row, list.others));
        if let (Some(skill), Some(other)) = (skill, other) {
            return self.tell_skills_disagree(agent, [(skill, skill_at), other], at);
        }
        self.settle(agent, skill, at, None, asked);
    }

    /// What a row asks for; nothing where it holds neither a level nor something to do.
    fn asked_in_list(&mut self, row: &'a Row, list: &List<'_>, at: CellRef) -> Asked {
        let doing = list.action.and_then(|column| self.cell(row, column));
        let at_action = CellRef { row: row.number, column: list.action.unwrap_or(at.column) };
        match doing.map(|(value, _)| self.what_to_do(at_action, value)) {
            Some(Ok(Action::Nothing)) => return Ok(None),
            Some(Ok(Action::Remove)) => return Ok(Some(Wish::Remove)),
            Some(Err(asked)) => return asked,
            Some(Ok(Action::Assign)) | None => {}
        }
        match list.proficiency.and_then(|column| self.cell(row, column)) {
            Some(_) if doing.is_none() && list.action.is_some() && self.columns.doing == Doing::YesKeeps => {
                Err(Box::new(problems::neither_yes_nor_no(at_action, &self.heading(at_action.column))))
            }
            Some((value, _)) => self.levels.value(at, value),
            None if doing.is_some() => Err(Box::new(problems::no_level(at))),
            None => Ok(None),
        }
    }

    /// What a cell of the action column says to do; where that has to be asked, what the person answered.
    fn what_to_do(&mut self, at: CellRef, value: &Value) -> Result<Action, Asked> {
        let text = value.shown();
        let says = yes_or_no(&text);
        match (self.columns.doing, says) {
            (Doing::YesRemoves, Some(true)) => return Ok(Action::Remove),
            (Doing::YesRemoves, Some(false)) | (Doing::YesKeeps, Some(true)) => return Ok(Action::Assign),
            (Doing::Words, _) | (_, None) => {}
            (_, Some(_)) => return Err(self.asked_about(at, &text)),
        }
        match action(&text) {
            // Under “Remove?” a dash may as well say no.
            Some(_) if is_dash(&text) && self.columns.doing != Doing::Words => Err(self.asked_about(at, &text)),
            Some(action) => Ok(action),
            None => Err(Err(Box::new(problems::unknown_action(at, &text)))),
        }
    }

    fn asked_about(&mut self, at: CellRef, text: &str) -> Asked {
        let heading = self.heading(at.column);
        self.levels.asked(at, text, |at, written| problems::unclear_action(at, written, &heading))
    }

    /// What stands over a column.
    fn heading(&self, column: u32) -> String {
        let row = self.sheet.row(self.columns.heading_row);
        row.map(|row| row.shown(column).trim_matches(is_space).to_owned()).unwrap_or_default()
    }
}
