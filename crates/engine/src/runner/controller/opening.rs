//! How a run is taken up: from what the journal knows to a queue of jobs.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::{CallStatus, Dispatcher, Errand, Job, Manners, RunStatus};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::Controller;
use crate::centre::Centre;
use crate::journal::{CallRecord, Journal, JournalError, Recorded, RunId};
use crate::queue::now;
use crate::runner::{Decision, Options, RunError, RunHandle, RunSnapshot, recall};

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
        let mut calls = journal.calls(run).await?;
        let mut settles = vec![false; calls.len()];
        let mut decided = 0;
        if let Some(decision) = &decision {
            for (call, recorded) in decide(journal, run, &calls, decision).await? {
                settles[call as usize] = recorded.is_none();
                decided += 1;
            }
            calls = journal.calls(run).await?;
        }
        let mut record = journal.run(run).await?;
        let is_open = |call: &CallRecord| !call.status.is_settled();
        let begun = record.status != RunStatus::Running;
        let stopped = record.status == RunStatus::Cancelled || (begun && !calls.iter().any(is_open));
        if stopped && decided == 0 {
            return Err(RunError::Ended(record.status));
        }
        let rests = matches!(record.status, RunStatus::Paused | RunStatus::Interrupted);
        recall(journal, centre, &record.connection_id).await?;
        record.trial = options.trial;
        journal.set_trial(run, options.trial).await?;
        journal.set_status(run, RunStatus::Running, None, Duration::ZERO).await?;
        (record.status, record.reason, record.ended_at) = (RunStatus::Running, None, None);

        let manners = Manners { concurrency: centre.capabilities().concurrency, ..options.manners };
        let stale_at = moment(centre, record.read_at, manners.freshness);
        let jobs = jobs(centre, &calls, &settles, manners.grace, stale_at);
        let mut queue = Dispatcher::new(&jobs, manners, options.trial.map(|trial| trial as usize));
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
            calls,
            settles,
            queue,
            stale_at,
            attempts: JoinSet::new(),
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
        Ok(RunHandle { id: run, snapshot: watched, commands })
    }
}

/// The queue's jobs, one for each call.
fn jobs(centre: &Centre, calls: &[CallRecord], settles: &[bool], grace: Duration, stale_at: Duration) -> Vec<Job> {
    let mut lanes = HashMap::new();
    let job = |call: &CallRecord| {
        let next = lanes.len();
        let lane = *lanes.entry(call.call.agent.clone()).or_insert(next);
        let fresh = Job { stale_at: Some(stale_at), ..Job::at_once(lane) };
        match call.status {
            CallStatus::InFlight | CallStatus::Unknown => {
                let due = call.at.map_or(Duration::ZERO, |at| moment(centre, at, grace));
                Job { first: Errand::Look, due, ..fresh }
            }
            _ if settles[call.index as usize] => Job { first: Errand::Look, ..fresh },
            CallStatus::Pending => fresh,
            _ => Job { settled: true, ..fresh },
        }
    };
    calls.iter().map(job).collect()
}

/// The moment so long after a time of the wall clock, in the centre's own time. A clock that was changed meanwhile
/// never makes it later than so long after now.
fn moment(centre: &Centre, time: Timestamp, after: Duration) -> Duration {
    let passed = Duration::try_from(Timestamp::now().duration_since(time)).unwrap_or_default();
    now(centre) + after.saturating_sub(passed)
}

/// Records a decision for the calls that it is about, and says which they are. Ours is recorded later, with the look
/// that it is made from.
pub(super) async fn decide(
    journal: &Journal,
    run: RunId,
    calls: &[CallRecord],
    decision: &Decision,
) -> Result<Vec<(u32, Option<Recorded>)>, JournalError> {
    let concerned: Vec<u32> = calls.iter().filter(|call| decision.concerns(call)).map(|call| call.index).collect();
    let Some(fact) = decision.fact() else {
        return Ok(concerned.into_iter().map(|index| (index, None)).collect());
    };
    let recorded = journal.record_all(run, concerned.iter().map(|index| (*index, fact.clone())).collect()).await?;
    Ok(concerned.into_iter().zip(recorded.into_iter().map(Some)).collect())
}
