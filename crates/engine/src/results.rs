//! The result workbook, from the journal at any moment: the person's own sheet with what became of every row.

mod history;
mod returned;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use skillsheet_skills::{AgentId, CallStatus, Change, Problem, Proficiency, RunStatus, SkillId, Value};
use skillsheet_workbook::{ResultBook, StatusKind, StatusRow, Table, WriteError, write_changes, write_results};

use crate::journal::{
    CallRecord, Journal, JournalError, NoteKind, RowNote, RunId, RunMode, RunRecord, Source, Standing,
};

pub use history::history;
pub use returned::{Left, Way, left, run_of};
pub(crate) use returned::{Tabs, taken_back};

/// The line of the summary that tells how many changes were made.
const MADE: &str = "Changes made";
/// The line of the summary that names the run: a result workbook is known by it when it comes back.
const RUN: &str = "Run";
const TODO_HEADINGS: [&str; 5] = ["Agent", "Agent ID", "Skill", "Proficiency", "Action"];

/// Why a result workbook was not saved.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// The journal could not be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A fault of the program.
    #[error("The result workbook could not be made")]
    Fault,
}

/// Saves a run's result workbook, and returns where: beside the path if the file there is open elsewhere. A run
/// without a sheet, as an undo is, gives a list of its changes in its place.
///
/// # Errors
/// When the journal cannot be read or the file cannot be written; the old file is then as it was.
pub async fn save(journal: &Journal, run: RunId, path: &Path) -> Result<PathBuf, ResultsError> {
    let told = Told {
        run: journal.run(run).await?,
        calls: journal.calls(run).await?,
        names: {
            let (agents, skills) = journal.names(run).await?;
            Names { agents, skills }
        },
        zone: TimeZone::system(),
    };
    let source = journal.source(run).await?;
    let path = path.to_owned();
    let write = move || match source {
        Some(source) => write_results(&told.book(source), &path),
        None => write_changes(&told.list(), &told.summary(), &told.todo(), &path),
    };
    Ok(tokio::task::spawn_blocking(write).await.map_err(|_| ResultsError::Fault)??)
}

/// The names of a run's agents and skills.
struct Names {
    agents: HashMap<AgentId, String>,
    skills: HashMap<SkillId, String>,
}

impl Names {
    fn agent(&self, id: &AgentId) -> String {
        self.agents.get(id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn skill(&self, id: &SkillId) -> String {
        self.skills.get(id).cloned().unwrap_or_else(|| id.to_string())
    }
}

/// All that is known of a run.
struct Told {
    run: RunRecord,
    calls: Vec<CallRecord>,
    names: Names,
    zone: TimeZone,
}

impl Told {
    fn book(&self, source: Source) -> ResultBook {
        let mut rows = self.rows();
        rows.extend(source.notes.iter().filter(|note| note.kind == NoteKind::LeftOut).map(noted));
        // A grid's row holds many levels: that some were right before is worth saying only where nothing else is.
        let told: BTreeSet<u32> = rows.iter().map(|row| row.row).collect();
        rows.extend(
            source.notes.iter().filter(|it| it.kind == NoteKind::AlreadyRight && !told.contains(&it.row)).map(noted),
        );
        let Source { sheet, heading_row, .. } = source;
        ResultBook { sheet, headings_row: heading_row, rows, summary: self.summary(), todo: self.todo() }
    }

    /// Each change at each of its cells. Where a row is about several skills or agents, as in a grid, they say whose they
    /// are.
    fn rows(&self) -> Vec<StatusRow> {
        let mut about: HashMap<u32, (BTreeSet<&AgentId>, BTreeSet<&SkillId>)> = HashMap::new();
        for Outcome { change, .. } in self.changes() {
            for cell in &change.cells {
                let (agents, skills) = about.entry(cell.row).or_default();
                agents.insert(&change.agent);
                skills.insert(&change.skill);
            }
        }
        let named = |row: u32, change: &Change| {
            let (agents, skills) = about.get(&row).map_or((0, 0), |(agents, skills)| (agents.len(), skills.len()));
            let agent = (agents > 1).then(|| self.names.agent(&change.agent));
            let skill = (skills > 1).then(|| self.names.skill(&change.skill));
            agent.into_iter().chain(skill).map(|name| format!("{name}: ")).collect::<String>()
        };
        let mut rows = Vec::new();
        for it in self.changes() {
            let numbers: BTreeSet<u32> = it.change.cells.iter().map(|cell| cell.row).collect();
            rows.extend(numbers.into_iter().map(|row| self.row(row, &it, &named(row, it.change))));
        }
        rows
    }

    fn row(&self, row: u32, it: &Outcome<'_>, name: &str) -> StatusRow {
        let (kind, status) = it.word();
        let after = it.held_after().map(|held| format!("{name}{}", level(held)));
        StatusRow {
            row,
            kind,
            status: status.into(),
            before: format!("{name}{}", level(it.change.before)),
            after: after.unwrap_or_default(),
            message: it.message(),
            time: it.call.at.map(|at| self.time(at)).unwrap_or_default(),
        }
    }

    fn changes(&self) -> impl Iterator<Item = Outcome<'_>> {
        self.calls
            .iter()
            .flat_map(|call| call.changes().map(move |(change, standing)| Outcome { call, change, standing }))
    }

    /// What is left to do, in a form that can be loaded again.
    fn todo(&self) -> Table {
        let open = self.changes().filter(|it| it.standing.status != CallStatus::Applied);
        let rows = open.map(|Outcome { change, .. }| {
            let level = change.after.map(|level| Value::Number(level.number()));
            let action = change.after.is_none().then(|| Value::Text("remove".into()));
            let text = |text: String| Some(Value::Text(text.into()));
            // The id tells namesakes apart when the list is loaded again.
            let (agent, id) = (self.names.agent(&change.agent), change.agent.to_string());
            vec![text(agent), text(id), text(self.names.skill(&change.skill)), level, action]
        });
        Table { headings: TODO_HEADINGS.map(Into::into).to_vec(), rows: rows.collect() }
    }

    /// All changes as a list.
    fn list(&self) -> Table {
        let rows = self.changes().map(|it| {
            let Outcome { call, change, .. } = it;
            let number = |level: Option<Proficiency>| level.map(|level| Value::Number(level.number()));
            let text = |text: String| Some(Value::Text(text.into())).filter(|text| !text.is_blank());
            vec![
                text(self.names.agent(&change.agent)),
                text(self.names.skill(&change.skill)),
                number(change.before),
                number(change.after),
                text(it.word().1.into()),
                text(it.message()),
                text(call.at.map(|at| self.time(at)).unwrap_or_default()),
            ]
        });
        let headings = ["Agent", "Skill", "Before", "After", "Status", "Message", "Time"];
        Table { headings: headings.map(Into::into).to_vec(), rows: rows.collect() }
    }

    fn summary(&self) -> Vec<(String, String)> {
        let run = &self.run;
        let (agents, changes) = (run.counts.agents(false), run.counts.changes(false));
        let silent = self.changes().filter(|it| it.change.cells.is_empty()).count();
        let lines = [
            ("Sheet", run.sheet.clone()),
            ("Tab", run.tab.clone()),
            ("Connection", run.connection.clone()),
            ("Contact centre", run.place.clone()),
            ("Kind", run.kind.clone()),
            ("Way", way(run.mode).into()),
            ("Run by", run.by.clone()),
            ("State", state(run.status).into()),
            ("Started", self.time(run.started_at)),
            ("Ended", run.ended_at.map(|at| self.time(at)).unwrap_or_default()),
            ("Time zone", self.zone.iana_name().unwrap_or("as on this computer").into()),
            ("Agents up to date", format!("{} of {}", agents.done, agents.total)),
            (MADE, format!("{} of {}", changes.done, changes.total)),
            ("Changes that failed", changes.failed.to_string()),
            ("Changes held back", changes.held.to_string()),
            ("Changes not sent", (changes.waiting + changes.skipped + changes.sending).to_string()),
            ("Skills taken away that the sheet does not name", silent.to_string()),
            ("Rows already right", run.same_rows.to_string()),
            ("Rows left out because of problems", run.problem_rows.to_string()),
            ("Requests sent", run.requests.to_string()),
            (RUN, run.id.to_string()),
        ];
        let said = lines.into_iter().filter(|(name, value)| {
            !value.is_empty() && (!name.starts_with("Skills taken away") || run.mode == RunMode::Exact)
        });
        said.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn time(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }
}

fn noted(note: &RowNote) -> StatusRow {
    let kind = match note.kind {
        NoteKind::AlreadyRight => StatusKind::AlreadyRight,
        NoteKind::LeftOut => StatusKind::LeftOut,
    };
    StatusRow {
        row: note.row,
        kind,
        status: kind.word().into(),
        before: note.before.clone(),
        after: note.after.clone(),
        message: note.message.clone(),
        time: String::new(),
    }
}

/// A change of a run and what became of it.
struct Outcome<'a> {
    call: &'a CallRecord,
    change: &'a Change,
    standing: Standing,
}

impl Outcome<'_> {
    fn word(&self) -> (StatusKind, &'static str) {
        match self.standing.status {
            CallStatus::Applied => (StatusKind::Done, StatusKind::Done.word()),
            CallStatus::Failed => (StatusKind::Failed, StatusKind::Failed.word()),
            CallStatus::Conflict => (StatusKind::HeldBack, StatusKind::HeldBack.word()),
            CallStatus::InFlight | CallStatus::Unknown | CallStatus::Partly => (StatusKind::HeldBack, "Not known yet"),
            CallStatus::Pending => (StatusKind::LeftOut, "Not sent yet"),
            CallStatus::Skipped => (StatusKind::LeftOut, "Not sent"),
        }
    }

    /// What the agent has after the run as far as it is known.
    fn held_after(&self) -> Option<Option<Proficiency>> {
        match self.standing.status {
            _ if self.standing.doubted => None,
            CallStatus::Applied => Some(self.change.after),
            CallStatus::InFlight | CallStatus::Unknown | CallStatus::Partly => None,
            CallStatus::Conflict => self.standing.found,
            CallStatus::Failed | CallStatus::Pending | CallStatus::Skipped => Some(self.change.before),
        }
    }

    fn message(&self) -> String {
        match self.standing.status {
            CallStatus::Applied => String::new(),
            CallStatus::Conflict => "Someone changed this agent meanwhile".into(),
            _ => self.call.problem.as_ref().map(sentence).unwrap_or_default(),
        }
    }
}

fn sentence(problem: &Problem) -> String {
    let parts = [&problem.title, &problem.meaning, &problem.words];
    let said: Vec<&str> =
        parts.into_iter().map(|part| part.trim_end_matches('.')).filter(|it| !it.is_empty()).collect();
    said.join(". ")
}

fn level(level: Option<Proficiency>) -> String {
    level.map_or_else(|| "not assigned".into(), |level| level.to_string())
}

fn way(mode: RunMode) -> &'static str {
    match mode {
        RunMode::Merge => "Only what is in the sheet was changed",
        RunMode::Exact => "Agents were made to match the sheet exactly",
        RunMode::Undo => "An earlier update was put back",
    }
}

fn state(status: RunStatus) -> &'static str {
    match status {
        RunStatus::Running => "Under way",
        RunStatus::Paused => "Paused",
        RunStatus::Interrupted => "Interrupted",
        RunStatus::Completed => "Completed",
        RunStatus::Cancelled => "Stopped",
    }
}
