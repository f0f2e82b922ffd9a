//! After a run was cut off: looks up what became of the requests that were under way. Sends nothing.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::{AgentId, CallStatus, Fact, Scope, seen};
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::journal::{CallRecord, Journal, RunId};
use crate::queue::{read_all, read_scope};
use crate::runner::RunError;

/// What looking up showed, in agents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Had arrived.
    pub applied: u32,
    /// Had not arrived, and can be sent again.
    pub pending: u32,
    /// Had arrived, and was refused in part.
    pub refused: u32,
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
    let in_doubt = |call: &CallRecord| call.status().is_in_doubt();
    let calls: Vec<CallRecord> = journal.calls(run).await?.into_iter().filter(in_doubt).collect();
    let youngest = calls.iter().filter_map(|call| call.at).max();
    tokio::select! {
        () = tokio::time::sleep(rest_of(grace, youngest)) => {}
        () = cancel.cancelled() => return Ok(Recovered { unknown: in_doubt_agents(&calls), ..Recovered::default() }),
    }
    let scopes: Vec<Scope> = calls.iter().map(|call| call.call.scope()).collect();
    let read = |token, scope| {
        let centre = centre.clone();
        async move { read_scope(&centre, &token, &scope).await }
    };
    let answers = read_all(centre, scopes, read, |_, _| {}, cancel).await.map_err(RunError::Unreadable)?;
    let mut recovered = Recovered::default();
    let mut facts = Vec::new();
    for (call, answer) in calls.into_iter().zip(answers) {
        let Ok(live) = answer else {
            recovered.unknown += in_doubt_agents(std::slice::from_ref(&call));
            continue;
        };
        let fact = Fact::Seen(seen(&call.call, &call.before, &live));
        recovered.count(&call, &fact);
        facts.push((call.index, None, fact));
    }
    journal.record_all(run, facts).await?;
    Ok(recovered)
}

impl Recovered {
    /// Counts the agents of a call by what a look showed.
    fn count(&mut self, call: &CallRecord, fact: &Fact) {
        let mut after = call.clone();
        after.follow(fact, None);
        for agent in doubtful(call) {
            let of_agent = after.changes().filter(|(change, _)| change.agent == agent).map(|(_, it)| it.status);
            match CallStatus::of(of_agent) {
                CallStatus::Pending => self.pending += 1,
                CallStatus::Conflict => self.conflicts += 1,
                CallStatus::Failed => self.refused += 1,
                _ => self.applied += 1,
            }
        }
    }
}

/// The agents of a call of whom it is not known what became of them.
fn doubtful(call: &CallRecord) -> BTreeSet<AgentId> {
    let doubtful = call.changes().filter(|(_, standing)| standing.status.is_in_doubt());
    doubtful.map(|(change, _)| change.agent.clone()).collect()
}

fn in_doubt_agents(calls: &[CallRecord]) -> u32 {
    calls.iter().flat_map(doubtful).collect::<BTreeSet<_>>().len() as u32
}

/// What is left of the grace; never more than all of it, whatever the clock did.
fn rest_of(grace: Duration, since: Option<Timestamp>) -> Duration {
    let Some(since) = since else { return Duration::ZERO };
    let passed = Duration::try_from(Timestamp::now().duration_since(since)).unwrap_or_default();
    grace.saturating_sub(passed)
}
