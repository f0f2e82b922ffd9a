//! Small words beside lines and cells.

use skillsheet_skills::{AgentId, Best, CellRef, Cells, Diagnostic, Proficiency, packed};

use super::{Kind, Update};

/// What tells an agent from namesakes: the e-mail, else the employee number, else the id.
pub(super) fn agent_detail(update: &Update, id: &AgentId) -> String {
    let Some(agent) = update.directory().agent(id) else { return id.to_string() };
    agent.email.clone().or_else(|| agent.employee_id.clone()).unwrap_or_else(|| id.to_string())
}

/// A few words about a line.
pub(super) fn note(
    update: &Update,
    kind: Kind,
    cells: &[CellRef],
    levels: (Option<Proficiency>, Option<Proficiency>),
    included: bool,
) -> String {
    if kind == Kind::Problem {
        return String::new();
    }
    if !included {
        return "You left this out".to_owned();
    }
    if cells.iter().any(|at| update.overlay().texts.contains_key(at)) {
        return "You corrected this".to_owned();
    }
    match (kind, levels) {
        (Kind::Change, (Some(now), Some(new))) => {
            let worse = (new < now) == (update.terms().scale.best == Best::High);
            let by = Proficiency::new((new.number() - now.number()).abs());
            // Where 1 is the best, a lower level is a higher number: “lower” would say neither.
            let word = if update.terms().scale.best == Best::High { "Lower" } else { "Worse" };
            by.filter(|_| worse).map(|by| format!("{word} by {by}")).unwrap_or_default()
        }
        (Kind::Remove, _) if cells.is_empty() => "Not in the sheet".to_owned(),
        _ => String::new(),
    }
}

impl Update {
    /// What the sheet says for the skill that a problem with a name is about: a cell, or an entry of it.
    pub(super) fn skill_at(&self, problem: &Diagnostic) -> String {
        let cell = self.sheet().value(problem.at).map(|value| value.shown().into_owned()).unwrap_or_default();
        let Some(entry) = problem.entry else { return if self.shares_cells() { String::new() } else { cell } };
        let entries = packed::entries(&cell).unwrap_or_default();
        entries.into_iter().nth(entry as usize).map(|entry| entry.name).unwrap_or_default()
    }

    /// What the sheet says for the agent that a problem with a name is about: a cell, or two that are read together.
    pub(super) fn agent_at(&self, problem: &Diagnostic) -> String {
        let at = problem.at;
        let Some(row) = self.sheet().row(at.row) else { return String::new() };
        let who = self.columns().ok().filter(|columns| at.row > columns.heading_row).and_then(|it| it.cells.who());
        let mut names = who.into_iter().flat_map(|who| [&who.agent].into_iter().chain(&who.others));
        match names.find(|name| name.columns().any(|column| column == at.column)) {
            Some(name) => name.text(row).into_owned(),
            None => row.shown(at.column).into_owned(),
        }
    }

    /// What the sheet says for the agent and the skill where a problem is.
    pub(super) fn written(&self, problem: &Diagnostic) -> (String, String) {
        let Ok(columns) = self.columns() else { return Default::default() };
        let sheet = self.sheet();
        let text = |row: u32, column: u32| {
            sheet.value(CellRef { row, column }).map(|value| value.shown().trim().to_owned()).unwrap_or_default()
        };
        let is_heading = problem.at.row == columns.heading_row;
        let agent = if is_heading {
            String::new()
        } else {
            let row = sheet.row(problem.at.row);
            let mut names = columns.cells.who().into_iter().flat_map(|who| [&who.agent].into_iter().chain(&who.others));
            names
                .find_map(|name| Some(name.text(row?).trim().to_owned()).filter(|text| !text.is_empty()))
                .unwrap_or_default()
        };
        let skill = match &columns.cells {
            Cells::List { .. } => {
                columns.skill_beside(problem.at.column).map(|skill| text(problem.at.row, skill)).unwrap_or_default()
            }
            Cells::Grid { .. } => {
                columns.head(problem.at.column).map(|head| head.text.trim().to_owned()).unwrap_or_default()
            }
            Cells::Packed { .. } => self.skill_at(problem),
            Cells::Transposed { skill } => text(problem.at.row, *skill),
        };
        (agent, skill)
    }
}
