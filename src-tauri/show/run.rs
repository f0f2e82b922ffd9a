//! A run, watched or looked back on.

use jiff::Timestamp;
use skillsheet_engine::connections::Connection;
use skillsheet_engine::journal::{self, Feed, FeedItem, RunId, RunMode, RunRecord, Tally};
use skillsheet_engine::runner::RunSnapshot;
use skillsheet_engine::session::Session;
use skillsheet_skills::{CallStatus, ChangeKind, Proficiency, RunStatus};

use super::connection::{kind_named, product};
use super::problem;
use crate::guard;
use crate::view::{
    FeedChange, FeedFilter, FeedPage, FeedStatus, FeedView, KindCount, LineKind, ModeView, RateView, RunStatusView,
    RunView, TallyView,
};

/// A run as it stands, with what its connection adds, where that is still there; `released` is the run that was let go
/// here.
pub fn run(snapshot: &RunSnapshot, session: &Session, released: Option<RunId>) -> RunView {
    let run = &snapshot.run;
    let connection = session.connection_of(run);
    let connection = connection.as_ref();
    let is_running = run.status == RunStatus::Running;
    let made = run.counts.of(&CallStatus::Applied);
    let count = |kind, count| KindCount { kind, count };
    RunView {
        id: run.id.to_string(),
        status: match run.status {
            RunStatus::Running if snapshot.pausing => RunStatusView::Pausing,
            RunStatus::Running => RunStatusView::Running,
            RunStatus::Paused => RunStatusView::Paused,
            RunStatus::Interrupted => RunStatusView::Interrupted,
            RunStatus::Completed => RunStatusView::Completed,
            RunStatus::Cancelled => RunStatusView::Cancelled,
        },
        seq: run.seq,
        offline: snapshot.offline,
        reason: snapshot.reason.as_ref().map(problem),
        waits_seconds: snapshot
            .waits_until
            .map(|until| (until.duration_since(Timestamp::now())).as_secs_f64().max(0.0)),
        sheet: run.sheet.clone(),
        connection: run.connection.clone(),
        connection_id: connection.map(|it| it.id.clone()),
        place: place_of(run, connection),
        kind: kind_named(&run.kind),
        mode: match run.mode {
            RunMode::Merge => ModeView::Merge,
            RunMode::Exact => ModeView::Exact,
            RunMode::Undo => ModeView::Undo,
        },
        by: run.by.clone(),
        started_at: run.started_at.to_string(),
        ended_at: run.ended_at.map(|time| time.to_string()),
        elapsed: run.sending.as_secs_f64(),
        left: snapshot.left,
        agents: tally(run.counts.agents(is_running)),
        changes: tally(run.counts.changes(is_running)),
        by_kind: vec![
            count(LineKind::Change, made.changed),
            count(LineKind::Add, made.added),
            count(LineKind::Remove, made.removed),
        ],
        same_rows: run.same_rows,
        problem_rows: run.problem_rows,
        requests: run.requests,
        pace: snapshot.pace.clone(),
        allowed: run.pace.map(|pace| RateView {
            requests: pace.requests,
            seconds: (pace.window.as_secs_f64().round() as u32).max(1),
        }),
        pace_published: connection.is_none_or(|connection| connection.settings.publishes_pace()),
        slowed: run.slowed,
        // A pause that is not the trial's end is an ordinary one.
        trial: run.trial.filter(|_| is_running || snapshot.trial_over),
        checking: snapshot.checking,
        verified: run.verified,
        asks_again: connection.is_some_and(|it| guard::asks_again(it.kind, run.id, run.status, released)),
        undone_by: run.undone_by.map(|id| id.to_string()),
        undo_of: run.undo_of.map(|id| id.to_string()),
    }
}

/// The product and the place that a run goes to, as far as it is known.
pub fn place_of(run: &RunRecord, connection: Option<&Connection>) -> String {
    let parts = [connection.map(product), Some(run.place.clone())].into_iter().flatten();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn tally(tally: Tally) -> TallyView {
    let Tally { total, done, failed, held, sending, waiting, skipped } = tally;
    TallyView { total, done, failed, held, sending, waiting, skipped }
}

/// Which agents of a run the window means.
pub fn feed_filter(filter: FeedFilter) -> journal::FeedFilter {
    match filter {
        FeedFilter::All => journal::FeedFilter::All,
        FeedFilter::NeedYou => journal::FeedFilter::NeedYou,
    }
}

/// A page of a run's agents.
pub fn feed(feed: &Feed) -> FeedPage {
    FeedPage { total: feed.total, items: feed.items.iter().map(item).collect() }
}

fn item(item: &FeedItem) -> FeedView {
    let change = |it: &journal::FeedChange| FeedChange {
        kind: match it.standing.kind {
            ChangeKind::Change => LineKind::Change,
            ChangeKind::Add => LineKind::Add,
            ChangeKind::Remove => LineKind::Remove,
            ChangeKind::Same => LineKind::Same,
        },
        skill: it.skill.clone(),
        before: it.change.before.map(Proficiency::number),
        after: it.change.after.map(Proficiency::number),
        status: status(it.standing.status),
    };
    FeedView {
        agent_id: item.id.to_string(),
        agent: item.agent.clone(),
        at: item.at.map(|time| time.to_string()),
        status: status(item.status),
        changes: item.changes.iter().map(change).collect(),
        problem: item.problem.as_ref().map(problem),
        retryable: item.is_retryable(),
    }
}

fn status(status: CallStatus) -> FeedStatus {
    match status {
        CallStatus::Pending => FeedStatus::Waiting,
        CallStatus::InFlight | CallStatus::Unknown | CallStatus::Partly => FeedStatus::Sending,
        CallStatus::Applied => FeedStatus::Done,
        CallStatus::Failed => FeedStatus::Failed,
        CallStatus::Conflict => FeedStatus::Held,
        CallStatus::Skipped => FeedStatus::Skipped,
    }
}
