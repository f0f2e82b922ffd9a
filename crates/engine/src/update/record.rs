//! What the journal is told when the update is started: the calls, where they start from, and the person's sheet.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use skillsheet_skills::{
    AgentId, ChangeKind, Columns, Pace, PlanMode, Proficiency, Severity, Sheet, Value, calls_with_trial,
};

use super::{Kind, Update};
use crate::journal::{NewRun, NoteKind, RowNote, RunMode, Source};

/// For whom and where a run is made.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Id of the connection.
    pub connection_id: String,
    /// Its name.
    pub connection: String,
    /// Product and place, in words.
    pub place: String,
    /// What the connection is for, such as `production`.
    pub kind: String,
    /// The account or client that signs in.
    pub account: String,
    /// Who runs it: the computer's user.
    pub by: String,
    /// The pace that is allowed.
    pub pace: Option<Pace>,
}

impl Update {
    /// The run that carries the reviewed plan out, with the calls of a trial's agents in front; none before it was
    /// compared.
    pub fn new_run(&self, owner: Owner, trial: Option<u32>) -> Option<NewRun> {
        let plan = self.plan()?;
        let calls = match trial {
            Some(agents) => calls_with_trial(plan, self.terms().writes, agents as usize),
            None => self.calls(),
        };
        let agents: BTreeSet<&AgentId> = calls.iter().flat_map(|call| &call.changes).map(|it| &it.agent).collect();
        let before = agents.iter().filter_map(|agent| Some(((*agent).clone(), plan.before.get(*agent)?.clone())));
        let skills = calls.iter().flat_map(|call| &call.changes).map(|change| &change.skill);
        let summary = self.summary();
        Some(NewRun {
            connection_id: owner.connection_id,
            connection: owner.connection,
            place: owner.place,
            kind: owner.kind,
            account: owner.account,
            sheet: self.workbook().name.clone(),
            tab: self.sheet().tab.clone(),
            by: owner.by,
            mode: match self.mode() {
                PlanMode::Merge => RunMode::Merge,
                PlanMode::Exact => RunMode::Exact,
            },
            undo_of: None,
            before: before.collect(),
            read_at: self.compared().and_then(|compared| compared.read_at).unwrap_or_else(Timestamp::now),
            agents: agents.iter().map(|agent| ((*agent).clone(), self.agent_name(agent))).collect(),
            skills: skills.map(|skill| (skill.clone(), self.skill_name(skill))).collect::<HashMap<_, _>>(),
            pace: owner.pace,
            source: Some(Source {
                sheet: self.sheet_with_numbers(),
                heading_row: self.mapping().heading_row,
                notes: self.notes(),
            }),
            same_rows: summary.same_rows as u32,
            problem_rows: summary.problem_rows as u32,
            calls,
        })
    }

    /// The corrected sheet, its corrected levels as the numbers that a spreadsheet would make of them. Anything else stays
    /// the text that it is: an id is no number.
    fn sheet_with_numbers(&self) -> Sheet {
        let mut sheet = self.sheet().as_ref().clone();
        let levels = self.columns().map(Columns::of_levels).unwrap_or_default();
        for (at, text) in self.overlay().texts.iter().filter(|(at, _)| levels.contains(&at.column)) {
            let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            let row = sheet.rows.binary_search_by_key(&at.row, |row| row.number);
            if let (Some(number), Ok(row)) = (number, row)
                && let Some(cell) = sheet.rows[row].cells.iter_mut().find(|cell| cell.column == at.column)
            {
                cell.value = Value::Number(number);
            }
        }
        sheet
    }

    /// What there is to say about the cells that no call carries.
    fn notes(&self) -> Vec<RowNote> {
        let mut notes = Vec::new();
        if let Some(plan) = self.plan() {
            for change in plan.changes.iter().filter(|change| change.kind() == ChangeKind::Same) {
                let level = |level: Option<Proficiency>| level.map(|it| it.to_string()).unwrap_or_default();
                notes.extend(change.cells.iter().map(|at| RowNote {
                    row: at.row,
                    kind: NoteKind::AlreadyRight,
                    message: String::new(),
                    before: level(change.before),
                    after: level(change.after),
                }));
            }
        }
        let errors = self.checked().diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
        for problem in errors {
            let rows: HashSet<u32> =
                if problem.with.is_empty() || problem.code == skillsheet_skills::Code::Contradiction {
                    std::iter::once(problem.at.row).chain(problem.with.iter().map(|at| at.row)).collect()
                } else {
                    problem.with.iter().map(|at| at.row).collect()
                };
            notes.extend(rows.into_iter().map(|row| left_out(row, problem.message.clone())));
        }
        notes.extend(self.left_out_rows().into_iter().map(|row| left_out(row, "You left this out".to_owned())));
        if let Some(compared) = self.compared() {
            for edit in self.checked().edits.iter().filter(|edit| compared.unread.contains_key(&edit.agent)) {
                let message = "Today’s skills of this agent could not be read";
                notes.extend(edit.cells.iter().map(|at| left_out(at.row, message.to_owned())));
            }
        }
        notes.sort_by_key(|note| note.row);
        notes
    }

    /// Rows with a level that neither a line nor a problem stands for, or that the person left out by a line.
    fn left_out_rows(&self) -> HashSet<u32> {
        let Ok(columns) = self.columns() else { return HashSet::new() };
        let levels = columns.of_levels();
        let below = self.sheet().rows.iter().filter(|row| row.number > columns.heading_row);
        let mut rows = HashSet::new();
        for row in below {
            for column in &levels {
                let at = skillsheet_skills::CellRef { row: row.number, column: *column };
                let is_left_out = match self.mark(at) {
                    Some((kind, .., included)) => kind != Kind::Problem && !included,
                    None => {
                        let decided = self.overlay().left_out.contains(&at) || !self.is_idle();
                        decided && row.value(*column).is_some_and(|value| !value.is_blank())
                    }
                };
                if is_left_out {
                    rows.insert(row.number);
                }
            }
        }
        rows
    }

    /// Whether the person left out no name at all.
    fn is_idle(&self) -> bool {
        let checked = self.checked();
        let names = checked.agents.list().iter().chain(checked.skills.list());
        !names.into_iter().any(|name| name.meaning == skillsheet_skills::Meaning::LeftOut)
    }
}

fn left_out(row: u32, message: String) -> RowNote {
    RowNote { row, kind: NoteKind::LeftOut, message, before: String::new(), after: String::new() }
}
