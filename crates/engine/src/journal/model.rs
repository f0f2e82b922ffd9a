//! What is written into the journal, and what is read out of it.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use skillsheet_skills::{
    AgentId, Assignments, Call, CallStatus, Change, ChangeKind, Fact, Pace, Problem, Proficiency, RunStatus, Seen,
    Settlement, Sheet, SkillId,
};
use uuid::Uuid;

/// Names a run.
pub type RunId = Uuid;

/// What a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RunMode {
    /// Changes what a sheet says.
    Merge,
    /// Makes agents match a sheet exactly.
    Exact,
    /// Puts an earlier run back.
    Undo,
}

/// What is known of a run before its first request.
#[derive(Clone, Debug)]
pub struct NewRun {
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
    /// The sheet's file name, or what an undo puts back.
    pub sheet: String,
    /// The tab.
    pub tab: String,
    /// Who runs it: the computer's user.
    pub by: String,
    /// What it does.
    pub mode: RunMode,
    /// The run that it puts back.
    pub undo_of: Option<RunId>,
    /// The calls, in the order in which they go.
    pub calls: Vec<Call>,
    /// All skills of every agent in the calls, as read.
    pub before: BTreeMap<AgentId, Assignments>,
    /// When they were read.
    pub read_at: Timestamp,
    /// Names of the agents in the calls.
    pub agents: HashMap<AgentId, String>,
    /// Names of the skills in the calls.
    pub skills: HashMap<SkillId, String>,
    /// The pace that is allowed.
    pub pace: Option<Pace>,
    /// The person's sheet; none for an undo.
    pub source: Option<Source>,
    /// Rows that were already right.
    pub same_rows: u32,
    /// Rows left out because of problems.
    pub problem_rows: u32,
}

/// The person's sheet as it was run, for the result workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The tab as read, with the corrections made in the window.
    pub sheet: Sheet,
    /// Excel's number of the row with the headings.
    pub heading_row: u32,
    /// What there is to say about rows that no call carries.
    pub notes: Vec<RowNote>,
}

/// What there is to say about a row that no call carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowNote {
    /// Excel's row number.
    pub row: u32,
    /// What kind of row it is.
    pub kind: NoteKind,
    /// What there is to say.
    pub message: String,
    /// The level before, in words.
    pub before: String,
    /// The level after, in words.
    pub after: String,
}

/// Why no call carries a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteKind {
    /// Nothing to change.
    AlreadyRight,
    /// It has a problem, or the person left it out.
    LeftOut,
}

/// A run as the journal knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRecord {
    /// Its id.
    pub id: RunId,
    /// How it stands.
    pub status: RunStatus,
    /// Why it is paused.
    pub reason: Option<Problem>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// When the live state was read that it starts from.
    pub read_at: Timestamp,
    /// Id of the connection.
    pub connection_id: String,
    /// The connection's name then.
    pub connection: String,
    /// Product and place, in words.
    pub place: String,
    /// What the connection was for.
    pub kind: String,
    /// The account or client that signed in.
    pub account: String,
    /// The sheet's file name, or what an undo puts back.
    pub sheet: String,
    /// The tab.
    pub tab: String,
    /// Who ran it.
    pub by: String,
    /// What it does.
    pub mode: RunMode,
    /// The run that it puts back.
    pub undo_of: Option<RunId>,
    /// The run that put it back.
    pub undone_by: Option<RunId>,
    /// How its agents and changes stand.
    pub counts: Counts,
    /// Rows that were already right.
    pub same_rows: u32,
    /// Rows left out because of problems.
    pub problem_rows: u32,
    /// Write requests sent, retries counted.
    pub requests: u32,
    /// How often the platform asked to slow down.
    pub slowed: u32,
    /// The pace that was allowed.
    pub pace: Option<Pace>,
    /// Pauses after this many agents.
    pub trial: Option<u32>,
    /// How long it has been sending.
    pub sending: Duration,
    /// Grows with every new status of a call.
    pub seq: u32,
    /// Whether everything confirmed was looked at once more at the end. Not every platform lets that be done cheaply.
    pub verified: bool,
    /// More may have been sent than the journal knows: it was copied, or lost its latest facts. What agents have is
    /// looked at before anything more is sent.
    pub look_first: bool,
}

impl RunRecord {
    /// Whether it is over: stopped for good, or completed with an outcome for everything in it.
    pub fn has_ended(&self) -> bool {
        let open = CallStatus::ALL.into_iter().any(|status| !status.is_settled() && self.counts.of(&status).agents > 0);
        self.status.has_ended() && !(open && self.status == RunStatus::Completed)
    }
}

/// How many agents and changes have a status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Agents, by how all their changes stand together.
    pub agents: u32,
    /// Levels that change.
    pub changed: u32,
    /// Skills that are added.
    pub added: u32,
    /// Skills that are taken away.
    pub removed: u32,
}

impl Count {
    /// One agent.
    pub(crate) const AGENT: Count = Count { agents: 1, changed: 0, added: 0, removed: 0 };

    /// One change.
    pub(crate) fn of(kind: ChangeKind) -> Self {
        let is = |other| u32::from(kind == other);
        Count {
            agents: 0,
            changed: is(ChangeKind::Change),
            added: is(ChangeKind::Add),
            removed: is(ChangeKind::Remove),
        }
    }

    /// All changes.
    pub fn changes(&self) -> u32 {
        self.changed + self.added + self.removed
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.agents += other.agents;
        self.changed += other.changed;
        self.added += other.added;
        self.removed += other.removed;
    }
}

impl std::ops::SubAssign for Count {
    fn sub_assign(&mut self, other: Count) {
        self.agents = self.agents.saturating_sub(other.agents);
        self.changed = self.changed.saturating_sub(other.changed);
        self.added = self.added.saturating_sub(other.added);
        self.removed = self.removed.saturating_sub(other.removed);
    }
}

/// How many agents and changes of a run have which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([Count; CallStatus::ALL.len()]);

impl Counts {
    /// The count of a status.
    pub fn of(&self, status: &CallStatus) -> Count {
        self.0[*status as usize]
    }

    /// The count of a status, to change.
    pub(crate) fn of_mut(&mut self, status: CallStatus) -> &mut Count {
        &mut self.0[status as usize]
    }

    /// All of the run.
    pub fn total(&self) -> Count {
        let mut total = Count::default();
        self.0.iter().for_each(|count| total += *count);
        total
    }

    /// Agents, tallied. While a run is `running`, what became of a request is not yet known but being looked up;
    /// afterwards it is held back.
    pub fn agents(&self, running: bool) -> Tally {
        self.tally(running, |count| count.agents)
    }

    /// Changes, tallied in the same way.
    pub fn changes(&self, running: bool) -> Tally {
        self.tally(running, Count::changes)
    }

    fn tally(&self, running: bool, number: impl Fn(&Count) -> u32) -> Tally {
        let of = |status| number(&self.of(&status));
        let unknown = of(CallStatus::Unknown) + of(CallStatus::Partly);
        Tally {
            total: number(&self.total()),
            done: of(CallStatus::Applied),
            failed: of(CallStatus::Failed),
            held: of(CallStatus::Conflict) + if running { 0 } else { unknown },
            sending: of(CallStatus::InFlight) + if running { unknown } else { 0 },
            waiting: of(CallStatus::Pending),
            skipped: of(CallStatus::Skipped),
        }
    }
}

/// Counts of a run, as a person reads them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// All.
    pub total: u32,
    /// Done.
    pub done: u32,
    /// Failed.
    pub failed: u32,
    /// Held back: changed by somebody else, or not known.
    pub held: u32,
    /// Being sent.
    pub sending: u32,
    /// Waiting.
    pub waiting: u32,
    /// Never sent: the run was stopped before.
    pub skipped: u32,
}

/// A call of a run as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRecord {
    /// Its place in the run, from 0.
    pub index: u32,
    /// The call as it is to be sent, or was.
    pub call: Call,
    /// What the agent had when it was made, where it carries a whole list.
    pub before: Assignments,
    /// How each of its changes stands.
    pub standings: Vec<Standing>,
    /// How often it was sent.
    pub attempts: u32,
    /// When something last happened to it.
    pub at: Option<Timestamp>,
    /// When a request of it last left, or came to nothing that is known.
    pub left_at: Option<Timestamp>,
    /// What last went wrong.
    pub problem: Option<Problem>,
}

/// How a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it does, as it was planned: that is how it is counted.
    pub kind: ChangeKind,
    /// Its status.
    pub status: CallStatus,
    /// What somebody else left, where it is held back for that.
    pub found: Option<Option<Proficiency>>,
    /// It was given up before anybody knew whether it had arrived, and nobody has looked since.
    pub doubted: bool,
}

impl CallRecord {
    /// How its changes stand together.
    pub fn status(&self) -> CallStatus {
        CallStatus::of(self.standings.iter().map(|standing| standing.status))
    }

    /// Whether nobody knows what became of an earlier request for what is still to come of it.
    pub(crate) fn is_doubted(&self) -> bool {
        self.standings.iter().any(|standing| standing.doubted && !standing.status.is_settled())
    }

    /// Its changes, and how each stands.
    pub fn changes(&self) -> impl Iterator<Item = (&Change, Standing)> {
        self.call.changes.iter().zip(self.standings.iter().copied())
    }

    /// The same call with some of its changes only.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&Change) -> bool) -> CallRecord {
        let kept: Vec<bool> = self.call.changes.iter().map(keep).collect();
        let standings = self.standings.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(standing, _)| *standing);
        CallRecord { standings: standings.collect(), call: self.call.only(|at| kept[at]), ..self.clone() }
    }

    /// Its agents with any change of a status, each once.
    pub(crate) fn agents_with(&self, status: CallStatus) -> Vec<AgentId> {
        let with = self.changes().filter(|(_, standing)| standing.status == status);
        let mut agents: Vec<AgentId> = Vec::new();
        // One agent's changes stand together.
        with.for_each(|(change, _)| {
            if agents.last() != Some(&change.agent) {
                agents.push(change.agent.clone());
            }
        });
        agents
    }

    /// Follows a fact, about one agent of it or all.
    pub(crate) fn follow(&mut self, fact: &Fact, agent: Option<&AgentId>) {
        let changes = self.call.changes.iter().zip(&mut self.standings).enumerate();
        let concerned = changes.filter(|(_, (change, _))| agent.is_none_or(|agent| *agent == change.agent));
        let mut before = Vec::new();
        for (at, (_, standing)) in concerned {
            let new = standing.after(fact, at);
            if did_not_stay(fact, standing.status, new.status) {
                self.problem = Some(not_stayed());
            }
            before.push(std::mem::replace(standing, new).status);
        }
        let Some(now) = made_anew_from(fact, before) else { return };
        if let Some(agent) = agent.or(self.call.agent()).cloned() {
            self.call = self.call.rebased(&agent, now);
            if self.call.is_whole() {
                self.before = now.clone();
            }
        }
    }
}

/// The state that a fact makes the changes anew from, where it makes sense for what their statuses were.
pub(super) fn made_anew_from(fact: &Fact, before: impl IntoIterator<Item = CallStatus>) -> Option<&Assignments> {
    let mut before = before.into_iter();
    match fact {
        Fact::Settled(Settlement::Ours(now)) if before.any(|status| status == CallStatus::Conflict) => Some(now),
        Fact::Rebased(now) if before.any(|it| !it.is_settled() && it != CallStatus::Partly) => Some(now),
        _ => None,
    }
}

impl Standing {
    /// How it stands after a fact about the change at a place of its call.
    pub(crate) fn after(self, fact: &Fact, at: usize) -> Standing {
        let status = self.status.after(fact, at);
        let found = match fact {
            Fact::Seen(seen) | Fact::Verified(seen) => match seen.get(at) {
                Some(Seen::Other(level)) if status == CallStatus::Conflict => Some(*level),
                _ => self.found,
            },
            _ => self.found,
        };
        let doubted = self.status.is_doubted_after(self.doubted, fact, at);
        Standing { status, found: found.filter(|_| status == CallStatus::Conflict), doubted, ..self }
    }
}

/// Whether a look at the end of the run showed that what the platform had confirmed is gone.
pub(super) fn did_not_stay(fact: &Fact, before: CallStatus, after: CallStatus) -> bool {
    matches!(fact, Fact::Verified(_)) && before == CallStatus::Applied && after == CallStatus::Failed
}

/// What is said of such a change.
pub(super) fn not_stayed() -> Problem {
    Problem {
        title: "This change did not stay".into(),
        meaning: "We looked afterwards; the old level is there again.".into(),
        next: "Retry".into(),
        ..Problem::default()
    }
}

/// Which agents of a run are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFilter {
    /// All, the latest first.
    All,
    /// Those that failed or are held back.
    NeedYou,
}

/// A page of a run's agents.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// How many there are.
    pub total: u32,
    /// The ones asked for.
    pub items: Vec<FeedItem>,
}

/// One agent of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedItem {
    /// The agent's id.
    pub id: AgentId,
    /// The agent's name.
    pub agent: String,
    /// The run's sequence number at its last new status; 0 before the first.
    pub seq: u32,
    /// How all changes of the agent stand together.
    pub status: CallStatus,
    /// When something last happened to them.
    pub at: Option<Timestamp>,
    /// The agent's changes.
    pub changes: Vec<FeedChange>,
    /// What went wrong. For a conflict it says who holds what.
    pub problem: Option<Problem>,
}

/// One change of an agent of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedChange {
    /// The change.
    pub change: Change,
    /// The skill's name.
    pub skill: String,
    /// How it stands.
    pub standing: Standing,
}

impl FeedItem {
    /// Whether another try makes sense.
    pub fn is_retryable(&self) -> bool {
        self.changes.iter().any(|change| change.standing.status == CallStatus::Failed)
    }
}
