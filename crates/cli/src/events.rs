//! What is told of a run: JSON Lines for programs, and a few lines for a person.

use std::path::Path;

use serde::Serialize;
use skillsheet_engine::journal::{FeedChange, FeedItem, RunId, RunMode, RunRecord};
use skillsheet_engine::undo::{LeftAlone, Why};
use skillsheet_skills::{CallStatus, ChangeKind, Problem, Proficiency, RunStatus};

use crate::report::Named;

/// Something that happened in a run.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    /// It begins, or goes on; nothing has been sent since.
    RunStarted {
        /// The run.
        run: RunId,
        /// The connection's name.
        connection: String,
        /// The sheet's file name.
        sheet: String,
        /// What the run does.
        mode: RunMode,
        /// Agents in it.
        agents: u32,
        /// Changes in it.
        changes: u32,
    },
    /// An undo does not put this back.
    LeftAlone {
        /// The run.
        run: RunId,
        /// Whose skill.
        agent: Named,
        /// Which skill.
        skill: Named,
        /// What it was before the run that is undone.
        before: Option<Proficiency>,
        /// What that run set.
        set: Option<Proficiency>,
        /// What it is now, where that is known.
        now: Option<Proficiency>,
        /// Why it is left alone.
        why: &'static str,
    },
    /// An agent's changes have an outcome.
    AgentSettled {
        /// The run.
        run: RunId,
        /// The agent, and how it came out.
        #[serde(flatten)]
        standing: Standing,
    },
    /// The contact centre asks to wait.
    RunWaiting {
        /// The run.
        run: RunId,
        /// Until when.
        until: String,
    },
    /// Nothing more is sent.
    RunFinished(Box<Finished>),
}

/// How one agent of a run stands.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    agent: Named,
    status: CallStatus,
    changes: Vec<Line>,
    problem: Option<Problem>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    skill: Named,
    kind: ChangeKind,
    status: CallStatus,
    before: Option<Proficiency>,
    after: Option<Proficiency>,
}

impl Standing {
    /// Of an agent as the journal has it.
    pub fn of(item: &FeedItem) -> Self {
        let changes = item.changes.iter().map(|FeedChange { change, skill, standing }| Line {
            skill: Named { id: change.skill.to_string(), name: skill.clone() },
            kind: standing.kind,
            status: standing.status,
            before: change.before,
            after: change.after,
        });
        // What an earlier try met is no problem any more once a later one went through.
        let problem = item.problem.clone().filter(|_| item.status != CallStatus::Applied);
        Standing {
            agent: Named { id: item.id.to_string(), name: item.agent.clone() },
            status: item.status,
            changes: changes.collect(),
            problem,
        }
    }
}

/// How a run stands at its end. Counts are of changes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finished {
    run: RunId,
    status: RunStatus,
    #[serde(flatten)]
    counts: Counts,
    seconds: f64,
    reason: Option<Problem>,
    results: Option<String>,
}

/// How the changes of a run stand, and what it cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Made.
    pub applied: u32,
    /// Not made, although it was tried.
    pub failed: u32,
    /// Held back: somebody else changed the agent.
    pub conflicts: u32,
    /// Never sent: the run was stopped for good before.
    pub skipped: u32,
    /// Sent, and what became of it is not known yet.
    pub unknown: u32,
    /// Not sent yet.
    pub waiting: u32,
    /// Write requests sent, retries counted.
    pub calls: u32,
}

impl Counts {
    /// Of a run.
    pub fn of(run: &RunRecord) -> Self {
        let changes = |status| run.counts.of(&status).changes();
        Counts {
            applied: changes(CallStatus::Applied),
            failed: changes(CallStatus::Failed),
            conflicts: changes(CallStatus::Conflict),
            skipped: changes(CallStatus::Skipped),
            unknown: changes(CallStatus::InFlight) + changes(CallStatus::Unknown) + changes(CallStatus::Partly),
            waiting: changes(CallStatus::Pending),
            calls: run.requests,
        }
    }
}

impl Event {
    /// A run begins or goes on.
    pub fn started(run: &RunRecord) -> Self {
        let total = run.counts.total();
        Event::RunStarted {
            run: run.id,
            connection: run.connection.clone(),
            sheet: run.sheet.clone(),
            mode: run.mode,
            agents: total.agents,
            changes: total.changes(),
        }
    }

    /// An agent's changes have an outcome.
    pub fn settled(run: RunId, item: &FeedItem) -> Self {
        Event::AgentSettled { run, standing: Standing::of(item) }
    }

    /// An undo leaves something alone.
    pub fn left_alone(run: RunId, left: &LeftAlone, agent: Named, skill: Named) -> Self {
        let (why, now) = match left.why {
            Why::ChangedSince(now) => ("changedSince", now),
            Why::Unread => ("unread", None),
            Why::CannotRemove => ("cannotRemove", left.we_set),
        };
        Event::LeftAlone { run, agent, skill, before: left.before, set: left.we_set, now, why }
    }

    /// Nothing more is sent.
    pub fn finished(run: &RunRecord, results: Option<&Path>) -> Self {
        Event::RunFinished(Box::new(Finished {
            run: run.id,
            status: run.status,
            counts: Counts::of(run),
            seconds: (run.sending.as_secs_f64() * 1000.0).round() / 1000.0,
            reason: run.reason.clone(),
            results: results.map(|path| path.display().to_string()),
        }))
    }
}
