//! How a run is taken up: from what the journal knows to a queue of jobs.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::{AgentId, Call, CallStatus, Dispatcher, Errand, Fact, Job, Manners, RunStatus, trial_calls};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::Controller;
use super::standing::Agents;
use super::waking::Clocks;
use crate::centre::Centre;
use crate::journal::{CallRecord, Journal, RunId};
use crate::queue::now;
use crate::reading::requests_for_everybody;
use crate::runner::{Decision, Options, RunError, RunHandle, RunSnapshot};

impl Controller {
    pub(in crate::runner) async fn open(
        journal: &Journal,
        centre: &Centre,
        run: RunId,
        options: Options,
        decision: Option<Decision>,
    ) -> Result<RunHandle, RunError> {
        journal.can_write()?;
        let taken = journal.take_up(run).await.ok_or(RunError::UnderWay)?;
        let left = journal.run(run).await?;
        let calls = journal.calls(run).await?;
        let concerned = decision.as_ref().map(|decision| concerned(&calls, decision)).unwrap_or_default();
        // One that was cut off when all was sent still has its end to come.
        if left.has_ended() && concerned.is_empty() {
            return Err(RunError::Ended(left.status));
        }
        let rests = matches!(left.status, RunStatus::Paused | RunStatus::Interrupted);
        // Once all of its agents had an outcome, somebody goes on past a trial.
        let is_open = |call: &CallRecord| !call.status().is_settled();
        let trial = options.trial.or(left.trial).filter(|agents| in_trial(&calls, *agents).any(is_open));
        journal.set_trial(run, trial).await?;
        // In one step with the decision: what it opens again is in a run that goes on, whenever the program ends.
        let facts = decision.as_ref().map(|decision| facts(&concerned, decision)).unwrap_or_default();
        journal.turn(run, facts, RunStatus::Running, None, Duration::ZERO).await?;
        let record = journal.run(run).await?;
        let calls = if concerned.is_empty() { calls } else { journal.calls(run).await? };
        let decided: BTreeSet<u32> = concerned.iter().map(|(call, _)| *call).collect();
        let mut settles = vec![BTreeSet::new(); calls.len()];
        if decision.as_ref().is_some_and(|decision| decision.fact().is_none()) {
            for (call, agent) in concerned {
                settles[call as usize].insert(agent);
            }
        }

        let concurrency = centre.capabilities().concurrency;
        let manners = Manners { concurrency, sweep: requests_for_everybody(centre), ..options.manners };
        let now = now(centre);
        // What was sent and is not on record may still be on its way.
        let (stale_at, not_before) = match (record.look_first, options.look_first) {
            (true, _) => (now, now + manners.grace),
            (false, true) => (now, Duration::ZERO),
            (false, false) => (moment(centre, record.read_at, manners.freshness), Duration::ZERO),
        };
        let taken_up = TakenUp { calls: &calls, settles: &settles, decided: &decided };
        let jobs = jobs(centre, &taken_up, manners.grace, (stale_at, not_before));
        let to_come = |call: &&CallRecord| !jobs[call.index as usize].settled;
        let trial = trial.map(|agents| in_trial(&calls, agents).filter(to_come).count());
        let mut queue = Dispatcher::new(&jobs, manners, trial);
        if rests && decision.is_some() {
            queue.pause();
        }
        let (noted, notes) = mpsc::unbounded_channel();
        let (snapshot, watched) = watch::channel(RunSnapshot::from(record.clone()));
        let (commands, inbox) = mpsc::channel(16);
        let controller = Controller {
            journal: journal.clone(),
            centre: centre.clone(),
            manners,
            run: record,
            agents: Agents::of(&calls),
            calls,
            settles,
            parts: HashMap::new(),
            queue,
            stale_at,
            attempts: JoinSet::new(),
            looking: JoinSet::new(),
            clocks: Clocks::now(),
            checking: false,
            jobs: HashMap::new(),
            notes,
            noted,
            hold: CancellationToken::new(),
            cancelled: false,
            sending_since: Some(Instant::now()),
            latency: None,
            slowed_by: None,
            pace: Vec::new(),
            left: None,
            sampled: Instant::now(),
            dirty: true,
            snapshot,
            _taken: taken,
        };
        tokio::spawn(controller.work(inbox));
        Ok(RunHandle { id: run, snapshot: watched, commands, centre: centre.clone() })
    }
}

/// The calls of the first so many agents of a run.
fn in_trial(calls: &[CallRecord], agents: u32) -> impl Iterator<Item = &CallRecord> {
    calls.iter().take(trial_calls(calls.iter().map(|call| &call.call), agents as usize).max(1))
}

/// What the queue is made from.
struct TakenUp<'a> {
    calls: &'a [CallRecord],
    /// The agents of each call for whom the person wants ours over a conflict.
    settles: &'a [BTreeSet<AgentId>],
    /// Calls that the person has just decided about.
    decided: &'a BTreeSet<u32>,
}

/// The queue's jobs, one for each call.
fn jobs(
    centre: &Centre,
    TakenUp { calls, settles, decided }: &TakenUp<'_>,
    grace: Duration,
    (stale_at, not_before): (Duration, Duration),
) -> Vec<Job> {
    let mut lanes: HashMap<&AgentId, usize> = HashMap::new();
    let mut jobs = Vec::with_capacity(calls.len());
    for call in *calls {
        let sends = &call.call;
        let (index, status) = (call.index as usize, call.status());
        let lanes = sends.agents().map(|agent| {
            let next = lanes.len();
            *lanes.entry(agent).or_insert(next)
        });
        let afresh = is_made_afresh(centre, sends);
        let fresh = Job { lanes: lanes.collect(), stale_at: Some(stale_at), afresh, ..Job::at_once(0) };
        let over = grace_over(centre, call, grace);
        jobs.push(match status {
            CallStatus::InFlight | CallStatus::Unknown => Job { first: Errand::Look, due: over, ..fresh },
            // The platform has done with it, so the look need not wait.
            CallStatus::Partly => Job { first: Errand::Look, ..fresh },
            _ if !settles[index].is_empty() => Job { first: Errand::Look, ..fresh },
            CallStatus::Pending if call.is_doubted() => Job { first: Errand::Look, due: over.max(not_before), ..fresh },
            CallStatus::Pending if decided.contains(&call.index) => {
                Job { first: Errand::Look, due: not_before, ..fresh }
            }
            CallStatus::Pending => Job { due: not_before, ..fresh },
            _ => Job { settled: true, ..fresh },
        });
    }
    jobs
}

/// Whether a call is made anew from a look each time it is sent: one that replaces a whole list where others would not.
fn is_made_afresh(centre: &Centre, call: &Call) -> bool {
    call.is_whole() && !centre.capabilities().writes.always_replaces()
}

/// When nothing can arrive any more of what was sent of a call; none was sent, if that is zero.
pub(super) fn grace_over(centre: &Centre, call: &CallRecord, grace: Duration) -> Duration {
    call.left_at.map_or(Duration::ZERO, |left| moment(centre, left, grace))
}

/// The moment so long after a time of the wall clock, in the centre's own time. A clock that was changed meanwhile
/// never makes it later than so long after now.
fn moment(centre: &Centre, time: Timestamp, after: Duration) -> Duration {
    let passed = Duration::try_from(Timestamp::now().duration_since(time)).unwrap_or_default();
    now(centre) + after.saturating_sub(passed)
}

/// The agents of calls that a decision is about.
pub(super) fn concerned(calls: &[CallRecord], decision: &Decision) -> Vec<(u32, AgentId)> {
    calls.iter().flat_map(|call| decision.concerned(call).into_iter().map(|agent| (call.index, agent))).collect()
}

/// What goes on record for them at once: nothing for ours, which is recorded with the look that it is made from.
pub(super) fn facts(concerned: &[(u32, AgentId)], decision: &Decision) -> Vec<(u32, Option<AgentId>, Fact)> {
    let Some(fact) = decision.fact() else { return Vec::new() };
    concerned.iter().map(|(index, agent)| (*index, Some(agent.clone()), fact.clone())).collect()
}
