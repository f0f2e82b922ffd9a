//! The explain bar: what happens at a cell, in a sentence.

use skillsheet_skills::{CellRef, Proficiency, Severity};

use super::repair::{Repair, repairs};
use super::{Kind, LineText, Update};

/// What happens at a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// What kind of thing happens; none where nothing does.
    pub kind: Option<Kind>,
    /// The sentence.
    pub title: String,
    /// What it means.
    pub detail: String,
    /// What can be done about it.
    pub repairs: Vec<Repair>,
}

impl Update {
    /// What happens at a cell.
    pub fn explain(&self, at: CellRef) -> Explanation {
        let problem =
            self.checked().diagnostics.iter().find(|problem| {
                problem.severity == Severity::Error && (problem.at == at || problem.with.contains(&at))
            });
        if let Some(problem) = problem {
            return Explanation {
                kind: Some(Kind::Problem),
                title: format!("{}.", problem.message.trim_end_matches('?')).replace("..", "."),
                detail: problem.hint.clone(),
                repairs: repairs(self, problem),
            };
        }
        let Some(position) = self.line_at(at) else { return self.explain_idle(at) };
        if self.shares_cells() {
            return self.explain_packed(at);
        }
        let text = self.line_text(position);
        let kind = self.lines().at(position).kind;
        let (agent, skill) = (&text.agent, &text.skill);
        let level = |level: Option<skillsheet_skills::Proficiency>| level.map(|it| it.to_string()).unwrap_or_default();
        let (now, new) = (level(text.now), level(text.new));
        let title = match kind {
            Kind::Change => format!("{skill} goes from {now} to {new}."),
            Kind::Add => format!("{skill} is added with {new}."),
            Kind::Remove => format!("{skill} is taken away."),
            Kind::Same if text.now.is_none() => format!("{agent} does not have {skill}."),
            Kind::Same | Kind::Problem => format!("Already right: {skill} is {now}."),
        };
        if !text.included && kind != Kind::Same {
            return self.explain_left_out(at, &title);
        }
        let detail = match kind {
            Kind::Add => format!("{agent} does not have {skill} now."),
            Kind::Same | Kind::Problem => "It costs nothing.".to_owned(),
            Kind::Change | Kind::Remove => format!("{agent} has {skill} {now} now."),
        };
        let cells = vec![at];
        let repairs = match (kind, text.included) {
            (Kind::Same, _) | (_, false) => Vec::new(),
            _ => vec![Repair::LeaveOut { cells, label: "Leave out".to_owned() }],
        };
        Explanation { kind: Some(kind), title, detail, repairs }
    }

    /// What the person left out, and what would happen without that.
    fn explain_left_out(&self, at: CellRef, title: &str) -> Explanation {
        let what = if self.overlay().rows_out.contains(&at.row) { "row" } else { "cell" };
        let detail = format!("Taken in again: {title}");
        Explanation { kind: None, title: format!("You left this {what} out."), detail, repairs: Vec::new() }
    }

    /// What happens with the entries of a packed cell.
    fn explain_packed(&self, at: CellRef) -> Explanation {
        let mut said = Vec::new();
        let mut kinds = Vec::new();
        for position in self.lines().all_at(at) {
            let LineText { skill, now, new, included, .. } = self.line_text(position);
            let kind = self.lines().at(position).kind;
            let shown = |level: Option<Proficiency>| level.map(|it| it.to_string()).unwrap_or_default();
            let (now, new) = (shown(now), shown(new));
            said.push(match kind {
                _ if !included && kind != Kind::Same => format!("{skill} is left out"),
                Kind::Change => format!("{skill} {now} → {new}"),
                Kind::Add => format!("{skill} is added with {new}"),
                Kind::Remove => format!("{skill} is taken away"),
                Kind::Same | Kind::Problem => format!("{skill} is already {now}"),
            });
            kinds.push(kind);
        }
        let repairs = match kinds.iter().any(|kind| *kind != Kind::Same) {
            true => vec![Repair::LeaveOut { cells: vec![at], label: "Leave the cell out".to_owned() }],
            false => Vec::new(),
        };
        Explanation {
            kind: kinds.into_iter().min(),
            title: format!("{}.", said.join(", ")),
            detail: String::new(),
            repairs,
        }
    }

    fn explain_idle(&self, at: CellRef) -> Explanation {
        let shown = self.sheet().value(at).map(|value| value.shown().into_owned()).unwrap_or_default();
        let note = self.checked().diagnostics.iter().find(|problem| problem.at == at);
        let (title, detail) = match note {
            Some(note) => (format!("{}.", note.message), note.hint.clone()),
            None if self.overlay().rows_out.contains(&at.row) => {
                ("You left this row out.".to_owned(), "Take it in again, and it counts.".to_owned())
            }
            None if self.overlay().left_out.contains(&at) => ("You left this out.".to_owned(), String::new()),
            None if shown.trim().is_empty() => ("Blank: nothing changes here.".to_owned(), String::new()),
            None => (shown, String::new()),
        };
        Explanation { kind: None, title, detail, repairs: Vec::new() }
    }

    /// The next cell with a problem after this one in reading order (or before it), round the end.
    pub fn next_problem(&self, after: Option<CellRef>, backwards: bool) -> Option<CellRef> {
        let errors = self.checked().diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
        let mut cells: Vec<CellRef> = errors.map(|problem| problem.at).collect();
        cells.dedup();
        if backwards {
            let before = cells.iter().rev().find(|at| after.is_none_or(|after| **at < after));
            before.or(cells.last()).copied()
        } else {
            let next = cells.iter().find(|at| after.is_none_or(|after| **at > after));
            next.or(cells.first()).copied()
        }
    }
}
