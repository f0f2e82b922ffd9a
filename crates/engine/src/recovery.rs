//! After a run was cut off: looks up what became of the requests that were under way. Sends nothing.

use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::{CallStatus, Fact, Seen, seen};
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::journal::{CallRecord, Journal, RunId};
use crate::queue::read_all;
use crate::runner::RunError;

/// What looking up showed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Had arrived.
    pub applied: u32,
    /// Had not arrived, and can be sent again.
    pub pending: u32,
    /// Somebody else changed the agent meanwhile.
    pub conflicts: u32,
    /// Could not be looked up now; going on with the run looks again.
    pub unknown: u32,
}

/// Looks up the requests of a run that were under way when it was cut off, and records what is found. `grace` is how
/// long after it was sent a request may still arrive; it is waited for first.
///
/// # Errors
/// When the run is being run, the journal cannot be used, or nothing can be read at all.
pub async fn look_up(
    journal: &Journal,
    centre: &Centre,
    run: RunId,
    grace: Duration,
    cancel: CancellationToken,
) -> Result<Recovered, RunError> {
    journal.can_write()?;
    let _taken = journal.take_up(run).await.ok_or(RunError::UnderWay)?;
    let in_doubt = |call: &CallRecord| matches!(call.status, CallStatus::InFlight | CallStatus::Unknown);
    let calls: Vec<CallRecord> = journal.calls(run).await?.into_iter().filter(in_doubt).collect();
    let youngest = calls.iter().filter_map(|call| call.at).max();
    tokio::select! {
        () = tokio::time::sleep(rest_of(grace, youngest)) => {}
        () = cancel.cancelled() => return Ok(Recovered { unknown: calls.len() as u32, ..Recovered::default() }),
    }
    let agents = calls.iter().map(|call| call.call.agent.clone()).collect();
    let platform = centre.platform().clone();
    let read = move |token, agent| {
        let platform = platform.clone();
        async move { platform.assignments(&token, &agent).await }
    };
    let answers = read_all(centre, agents, read, |_, _| {}, cancel).await.map_err(RunError::Unreadable)?;
    let mut recovered = Recovered::default();
    let mut facts = Vec::new();
    for (call, answer) in calls.iter().zip(answers) {
        let Ok(live) = answer else {
            recovered.unknown += 1;
            continue;
        };
        let seen = seen(&call.call, &call.before, &live);
        match &seen {
            Seen::After => recovered.applied += 1,
            Seen::Before => recovered.pending += 1,
            Seen::Other(_) => recovered.conflicts += 1,
        }
        facts.push((call.index, Fact::Seen(seen)));
    }
    journal.record_all(run, facts).await?;
    Ok(recovered)
}

/// What is left of the grace; never more than all of it, whatever the clock did.
fn rest_of(grace: Duration, since: Option<Timestamp>) -> Duration {
    let Some(since) = since else { return Duration::ZERO };
    let passed = Duration::try_from(Timestamp::now().duration_since(since)).unwrap_or_default();
    grace.saturating_sub(passed)
}
