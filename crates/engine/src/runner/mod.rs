//! Runs: one task owns a run's state, sends its calls through the one queue, and records every step first.
//!
//! Wishes reach the task by a channel; what it does leaves as whole snapshots, of which only the latest counts. It goes
//! on whether or not anybody watches.

mod attempt;
mod controller;
mod snapshot;

use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::{AgentId, CallStatus, Fact, Limiter, Manners, Problem, RunStatus, Settlement};
use tokio::sync::{mpsc, oneshot, watch};

use crate::centre::Centre;
use crate::journal::{CallRecord, Journal, JournalError, RunId};
use crate::queue::{limiter, now};
use crate::reading::requests_for_everybody;

pub use snapshot::RunSnapshot;

use controller::{Command, Controller};

/// How a run is made.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Pauses after so many agents, for the person to look.
    pub trial: Option<u32>,
    /// Everybody is looked at before anything is sent to them, however lately they were read: a person took their time
    /// over the plan.
    pub look_first: bool,
    /// Grace, freshness, tries and backoff. How many requests go at once is the centre's to say.
    pub manners: Manners,
}

impl Options {
    /// The usual ones at a centre, without a trial.
    pub fn at(centre: &Centre) -> Self {
        Options {
            trial: None,
            look_first: false,
            manners: Manners { grace: centre.capabilities().grace, ..Manners::default() },
        }
    }
}

/// Why a run was not taken up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// The journal does not allow it.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// It was stopped for good, or everything in it has an outcome.
    #[error("There is nothing left to send in this run")]
    Ended(RunStatus),
    /// It is being run already.
    #[error("This run is under way already")]
    UnderWay,
}

/// What the person decided about calls that have an outcome. No agents at all means every one it can apply to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Try failed ones again.
    Retry(Vec<AgentId>),
    /// Over a conflict, set ours, made anew from what is there.
    Ours(Vec<AgentId>),
    /// Over a conflict, keep theirs.
    Theirs(Vec<AgentId>),
}

impl Decision {
    /// The agents of a call that it is about.
    fn concerned(&self, call: &CallRecord) -> Vec<AgentId> {
        let (status, agents) = match self {
            Decision::Retry(agents) => (CallStatus::Failed, agents),
            Decision::Ours(agents) | Decision::Theirs(agents) => (CallStatus::Conflict, agents),
        };
        let mut concerned = call.agents_with(status);
        concerned.retain(|agent| agents.is_empty() || agents.contains(agent));
        concerned
    }

    /// What goes on record at once. Ours is recorded with the look that it is made from.
    fn fact(&self) -> Option<Fact> {
        match self {
            Decision::Retry(_) => Some(Fact::Retried),
            Decision::Theirs(_) => Some(Fact::Settled(Settlement::Theirs)),
            Decision::Ours(_) => None,
        }
    }
}

/// A run in progress. Cheap to clone. Dropping it does not stop the run.
#[derive(Clone, Debug)]
pub struct RunHandle {
    /// The run.
    pub id: RunId,
    snapshot: watch::Receiver<RunSnapshot>,
    commands: mpsc::Sender<Command>,
    centre: Centre,
}

impl RunHandle {
    /// Whether it sends by this sign-in. A run that is paused while its connection is saved anew still has the old one:
    /// it goes on with the new one when it is taken up again.
    pub fn is_by(&self, centre: &Centre) -> bool {
        self.centre.is(centre)
    }

    /// The run as it is now.
    pub fn now(&self) -> RunSnapshot {
        self.snapshot.borrow().clone()
    }

    /// Snapshots as they come: whole ones, about ten a second at most, of which only the latest is kept.
    pub fn snapshots(&self) -> watch::Receiver<RunSnapshot> {
        self.snapshot.clone()
    }

    /// Sends nothing more. When this returns no new request leaves; what is under way is still awaited.
    pub async fn pause(&self) {
        self.command(Command::Pause).await;
    }

    /// Goes on; past the end of a trial too, once it has come to that.
    pub async fn resume(&self) {
        self.command(Command::Resume).await;
    }

    /// Tries at once whether the platform can be reached again, where no connection comes about.
    pub async fn try_now(&self) {
        self.command(Command::TryNow).await;
    }

    /// Stops for good. When this returns no new request leaves; what is under way is still awaited.
    pub async fn cancel(&self) {
        self.command(Command::Cancel).await;
    }

    /// Takes in a decision. False when the run has ended meanwhile: then [`decide`] takes it up again.
    pub async fn decide(&self, decision: Decision) -> bool {
        self.command(|done| Command::Decide(decision, done)).await
    }

    /// Waits until nothing is being sent and nothing will be without another word: completed, stopped or paused.
    pub async fn finished(&self) -> RunSnapshot {
        let mut snapshot = self.snapshot.clone();
        // The task ends only after its last snapshot, so the latest one stands in either case.
        let _ = snapshot.wait_for(|snapshot| !snapshot.is_under_way()).await;
        self.now()
    }

    async fn command(&self, command: impl FnOnce(oneshot::Sender<()>) -> Command) -> bool {
        let (done, answer) = oneshot::channel();
        self.commands.send(command(done)).await.is_ok() && answer.await.is_ok()
    }
}

/// Starts a run that was just created, or takes up one that is paused or was cut off: what was under way then is looked
/// up before anything is sent.
///
/// # Errors
/// When the journal does not allow it, or nothing is left to do.
pub async fn start(journal: &Journal, centre: &Centre, run: RunId, options: Options) -> Result<RunHandle, RunError> {
    Controller::open(journal, centre, run, options, None).await
}

/// Takes a run up again. The same as [`start`], under the name that people have for it.
///
/// # Errors
/// See [`start`].
pub async fn resume(journal: &Journal, centre: &Centre, run: RunId, options: Options) -> Result<RunHandle, RunError> {
    start(journal, centre, run, options).await
}

/// Takes a run up again for what the person decided. A run that is paused or was cut off is then paused: it goes on only
/// at [`RunHandle::resume`].
///
/// # Errors
/// See [`start`]; also when the decision is about nothing in the run.
pub async fn decide(
    journal: &Journal,
    centre: &Centre,
    run: RunId,
    decision: Decision,
    options: Options,
) -> Result<RunHandle, RunError> {
    Controller::open(journal, centre, run, options, Some(decision)).await
}

/// Tries failed agents of a run again; all of them, when none are named.
///
/// # Errors
/// See [`decide`].
pub async fn retry(
    journal: &Journal,
    centre: &Centre,
    run: RunId,
    agents: Vec<AgentId>,
    options: Options,
) -> Result<RunHandle, RunError> {
    decide(journal, centre, run, Decision::Retry(agents), options).await
}

/// Settles conflicts of a run: sets ours, or keeps theirs.
///
/// # Errors
/// See [`decide`].
pub async fn settle(
    journal: &Journal,
    centre: &Centre,
    run: RunId,
    agents: Vec<AgentId>,
    ours: bool,
    options: Options,
) -> Result<RunHandle, RunError> {
    let decision = if ours { Decision::Ours(agents) } else { Decision::Theirs(agents) };
    decide(journal, centre, run, decision, options).await
}

/// Stops a run for good that is not being run. Needs no network. Does nothing to a run that has ended.
///
/// # Errors
/// When it is being run, or could not be recorded.
pub async fn cancel(journal: &Journal, run: RunId) -> Result<(), RunError> {
    let _live = journal.take_up(run).await.ok_or(RunError::UnderWay)?;
    let record = journal.run(run).await?;
    if record.has_ended() {
        return Ok(());
    }
    let facts = journal.calls(run).await?.iter().flat_map(given_up).collect();
    journal.turn(run, facts, RunStatus::Cancelled, None, Duration::ZERO).await?;
    Ok(())
}

/// What goes on record for a call when its run is stopped for good.
fn given_up(call: &CallRecord) -> Vec<(u32, Option<AgentId>, Fact)> {
    let mut facts = Vec::new();
    if call.standings.iter().any(|standing| standing.status == CallStatus::Pending) {
        facts.push((call.index, None, Fact::Skipped));
    }
    if call.standings.iter().any(|standing| standing.status.is_in_doubt()) {
        let why =
            Problem { meaning: "The update was stopped before that could be looked up".into(), ..Problem::default() };
        facts.push((call.index, None, Fact::GaveUp(not_known(why))));
    }
    facts
}

/// What there is to say of a request of which nobody could find out what became of it, and why not.
fn not_known(why: Problem) -> Problem {
    let reason = [&why.title, &why.meaning].map(|part| part.trim_end_matches('.')).into_iter();
    let reason: Vec<&str> = reason.filter(|part| !part.is_empty()).collect();
    Problem {
        title: "It is not known whether this arrived".into(),
        meaning: format!("{}. Trying again looks first.", reason.join(". ")),
        next: "Try again".into(),
        ..why
    }
}

/// How long a run of so many calls takes from now on at the fastest, each request taking `latency`, when its plan was
/// made from what was read at a moment; none where everybody is looked at first, as for [`Options::look_first`]. What has
/// grown old costs looks as well.
pub fn estimate(centre: &Centre, calls: u32, read_at: Option<Timestamp>, latency: Duration) -> Duration {
    let manners = Manners { sweep: requests_for_everybody(centre), ..Manners::default() };
    let fresh = read_at.map_or(Duration::ZERO, |moment| {
        let age = Duration::try_from(Timestamp::now().duration_since(moment)).unwrap_or_default();
        manners.freshness.saturating_sub(age)
    });
    let looks = Looks { fresh, manners };
    let (now, concurrency) = (now(centre), centre.capabilities().concurrency);
    run_time(&limiter(centre), now, calls, concurrency, looks, latency)
}

/// What has grown old during a run is looked at again.
#[derive(Clone, Copy)]
struct Looks {
    /// How long what was read counts as current from now on.
    fresh: Duration,
    manners: Manners,
}

fn run_time(
    limiter: &Limiter,
    now: Duration,
    calls: u32,
    concurrency: u32,
    looks: Looks,
    latency: Duration,
) -> Duration {
    let of = |requests| limiter.estimate(now, requests, concurrency, latency);
    let all = of(calls);
    let Looks { fresh, manners } = looks;
    let Some(late) = all.checked_sub(fresh).filter(|late| !late.is_zero()) else { return all };
    if let Some(requests) = manners.sweep.filter(|requests| *requests < calls) {
        let times = late.as_secs_f64() / manners.sweep_freshness.as_secs_f64().max(0.001);
        return of(calls.saturating_add(requests.saturating_mul(times.ceil() as u32)));
    }
    let (mut in_time, mut too_late) = (0, calls);
    while too_late - in_time > 1 {
        let middle = in_time + (too_late - in_time) / 2;
        if of(middle) <= fresh { in_time = middle } else { too_late = middle }
    }
    of(in_time.saturating_add((calls - in_time).saturating_mul(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_old_during_a_run_costs_looks() {
        let second = Duration::from_secs;
        for (calls, fresh, sweep, expected) in [
            (0, 4, None, 0),
            (4, 4, None, 4),
            (10, 4, None, 16),
            (10, 0, None, 20),
            (10, 60, None, 10),
            // Everybody is looked at together, as often as that grows old again.
            (10, 4, Some(3), 13),
            (10, 0, Some(3), 16),
            (10, 0, Some(10), 20),
            (10, 60, Some(3), 10),
        ] {
            let manners = Manners { sweep, sweep_freshness: second(8), ..Manners::default() };
            let looks = Looks { fresh: second(fresh), manners };
            let time = run_time(&Limiter::new(None), second(7), calls, 1, looks, second(1));
            assert_eq!(time, second(expected), "{calls} calls, fresh for {fresh} s, {sweep:?}");
        }
    }
}
