//! What a sheet would change: the document of `check`, and the same for a person.

mod reading;

use std::time::Duration;

use serde::Serialize;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::runner;
use skillsheet_engine::update::Update;
use skillsheet_skills::{
    AgentId, CellRef, Change, ChangeKind, Code, Diagnostic, Layout, PlanMode, Proficiency, Severity, SkillId,
};

use crate::output::{count, span, table};
use reading::{OpenMark, Reading};

/// Problems and changes that are shown to a person; programs get them all.
const SHOWN: usize = 20;

/// The document of `check`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The file's name.
    pub sheet: String,
    /// The tab.
    pub tab: String,
    /// How it is laid out.
    pub layout: Layout,
    /// Merge or exact.
    pub mode: PlanMode,
    /// The connection's name.
    pub connection: String,
    /// How the sheet was read, and why.
    pub reading: Reading,
    /// Marks and words in the place of levels.
    pub legend: Vec<OpenMark>,
    /// In numbers.
    pub summary: Summary,
    /// What is the matter with the sheet.
    pub diagnostics: Vec<Told>,
    /// What would change.
    pub changes: Vec<Line>,
}

/// A report in numbers.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Agents that would change.
    pub agents: usize,
    /// Levels that would change.
    pub change: usize,
    /// Skills that would be added.
    pub add: usize,
    /// Skills that would be taken away.
    pub remove: usize,
    /// What is already right.
    pub same: usize,
    /// Problems that keep something out.
    pub problems: usize,
    /// Requests that it would cost.
    pub calls: usize,
    /// How long it would take.
    pub estimated_seconds: u64,
}

/// A diagnostic.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    tab: String,
    cell: Option<CellRef>,
    severity: Severity,
    code: Code,
    message: String,
    hint: String,
    suggestion: Option<String>,
    /// Other cells that belong to it.
    with: Vec<CellRef>,
    /// Which entry of a packed cell it is about, from 0.
    entry: Option<u32>,
    /// Whose skill it is about, where both are clear.
    pair: Option<Pair>,
}

/// An agent and a skill.
#[derive(Debug, Serialize)]
struct Pair {
    agent: Named,
    skill: Named,
}

/// An agent or a skill.
#[derive(Debug, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Named {
    /// Under its name, where that is known.
    pub fn of(id: &str, name: Option<&String>) -> Self {
        Named { id: id.to_owned(), name: name.cloned().unwrap_or_else(|| id.to_owned()) }
    }
}

/// A change.
#[derive(Debug, Serialize)]
pub struct Line {
    agent: Named,
    skill: Named,
    kind: ChangeKind,
    before: Option<Proficiency>,
    after: Option<Proficiency>,
    cells: Vec<CellRef>,
}

impl Report {
    /// Of an update that was compared. `latency` is what one request takes.
    pub fn of(update: &Update, connection: &str, centre: &Centre, latency: Duration) -> Self {
        let changes = update.plan().map_or(&[][..], |plan| &plan.changes);
        let of = |kind| changes.iter().filter(|change| change.kind() == kind).count();
        let diagnostics = diagnostics(update);
        let summary = update.summary();
        let read_at = update.compared().and_then(|compared| compared.read_at);
        let time = runner::estimate(centre, summary.calls as u32, read_at, latency);
        Report {
            sheet: update.workbook().name.clone(),
            tab: update.sheet().tab.clone(),
            layout: update.mapping().layout,
            mode: update.mode(),
            connection: connection.to_owned(),
            reading: Reading::of(update),
            legend: update.checked().marks.iter().map(OpenMark::of).collect(),
            summary: Summary {
                agents: summary.agents,
                change: of(ChangeKind::Change),
                add: of(ChangeKind::Add),
                remove: of(ChangeKind::Remove),
                same: of(ChangeKind::Same),
                problems: diagnostics.iter().filter(|told| told.severity == Severity::Error).count(),
                calls: summary.calls,
                estimated_seconds: time.as_secs_f64().ceil() as u64,
            },
            diagnostics,
            changes: changes.iter().filter(|it| it.kind() != ChangeKind::Same).map(|it| line(update, it)).collect(),
        }
    }

    /// How many changes there are.
    pub fn changes(&self) -> usize {
        self.summary.change + self.summary.add + self.summary.remove
    }

    /// “38 agents · 112 changes · 38 requests · about 8 seconds”.
    pub fn bottom_line(&self) -> String {
        let Summary { agents, calls, estimated_seconds, .. } = self.summary;
        if self.changes() == 0 {
            return "Nothing has to change.".to_owned();
        }
        format!(
            "{} · {} · {} · about {}",
            count(agents as u64, "agent"),
            count(self.changes() as u64, "change"),
            count(calls as u64, "request"),
            span(estimated_seconds)
        )
    }

    /// For a person: where it was read, how much of what, and the bottom line.
    pub fn overview(&self) -> Vec<String> {
        let mut lines = vec![format!("{}, tab “{}”, compared with “{}”", self.sheet, self.tab, self.connection)];
        lines.extend(self.reading.lines());
        lines.push(String::new());
        let Summary { change, add, remove, same, problems, .. } = self.summary;
        let numbers =
            [("Change", change), ("Add", add), ("Remove", remove), ("Already right", same), ("Problems", problems)];
        let numbers = numbers.map(|(name, number)| vec![format!("  {name}"), format!("{number:>6}")]);
        lines.extend(table(&numbers));
        lines.extend([String::new(), self.bottom_line()]);
        lines
    }

    /// For a person: marks whose meaning is open.
    pub fn marks(&self) -> Vec<String> {
        self.legend.iter().filter_map(OpenMark::question).collect()
    }

    /// For a person: what is the matter with the sheet.
    pub fn problems(&self) -> Vec<String> {
        let rows = self.diagnostics.iter().take(SHOWN).map(|told| {
            let cell = told.cell.map(|cell| cell.to_string()).unwrap_or_default();
            let hint = if told.hint.is_empty() { String::new() } else { format!(". {}", told.hint) };
            vec![format!("  {cell}"), format!("{}{hint}", told.message)]
        });
        shortened(table(&rows.collect::<Vec<_>>()), self.diagnostics.len())
    }

    /// For a person: what would change.
    pub fn list(&self) -> Vec<String> {
        let level = |level: Option<Proficiency>| level.map_or("–".to_owned(), |level| level.to_string());
        let rows = self.changes.iter().take(SHOWN).map(|line| {
            let levels = format!("{} → {}", level(line.before), level(line.after));
            vec![format!("  {}", line.agent.name), line.skill.name.clone(), levels]
        });
        shortened(table(&rows.collect::<Vec<_>>()), self.changes.len())
    }
}

fn shortened(mut lines: Vec<String>, all: usize) -> Vec<String> {
    if all > lines.len() {
        lines.push(format!("  … and {} more; --json lists all", all - lines.len()));
    }
    lines
}

fn line(update: &Update, change: &Change) -> Line {
    Line {
        agent: Named { id: change.agent.to_string(), name: update.agent_name(&change.agent) },
        skill: Named { id: change.skill.to_string(), name: update.skill_name(&change.skill) },
        kind: change.kind(),
        before: change.before,
        after: change.after,
        cells: change.cells.clone(),
    }
}

/// What is the matter with the sheet itself, and what came to light when it was compared.
fn diagnostics(update: &Update) -> Vec<Told> {
    let tab = &update.sheet().tab;
    let mut all: Vec<Told> = update.checked().diagnostics.iter().map(|problem| told(update, problem)).collect();
    let edits = &update.checked().edits;
    if let Some(compared) = update.compared() {
        all.extend(compared.unread.iter().map(|(agent, refusal)| Told {
            tab: tab.clone(),
            cell: edits.iter().find(|edit| edit.agent == *agent).and_then(|edit| edit.cells.first().copied()),
            severity: Severity::Error,
            code: Code::Unread,
            message: format!(
                "Today's skills of {} could not be read: {}",
                update.agent_name(agent),
                refusal.problem.title
            ),
            hint: refusal.problem.meaning.clone(),
            suggestion: None,
            with: Vec::new(),
            entry: None,
            pair: None,
        }));
    }
    if update.looks_inverted() {
        all.push(Told {
            tab: tab.clone(),
            cell: edits.first().and_then(|edit| edit.cells.first().copied()),
            severity: Severity::Warning,
            code: Code::LooksInverted,
            message: "The levels look as if the other end of the scale were meant to be best".to_owned(),
            hint: format!("Here {} is the best level.", update.terms().scale.best_level()),
            suggestion: None,
            with: Vec::new(),
            entry: None,
            pair: None,
        });
    }
    all
}

fn told(update: &Update, problem: &Diagnostic) -> Told {
    let pair = |(agent, skill): &(AgentId, SkillId)| Pair {
        agent: Named { id: agent.to_string(), name: update.agent_name(agent) },
        skill: Named { id: skill.to_string(), name: update.skill_name(skill) },
    };
    Told {
        tab: update.sheet().tab.clone(),
        cell: Some(problem.at),
        severity: problem.severity,
        code: problem.code,
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        suggestion: problem.suggestions.first().cloned(),
        with: problem.with.clone(),
        entry: problem.entry,
        pair: problem.pair.as_ref().map(pair),
    }
}
