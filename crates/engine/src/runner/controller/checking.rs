//! Looks at many agents at once: at those still to come when what was read of them is old, and, at the end, at whether
//! what the platform confirmed has stayed. Both only where the platform can be asked of everybody in few requests.

use std::collections::BTreeSet;
use std::time::Duration;

use skillsheet_skills::{AgentId, Answer, CallStatus, Change, Fact, Live, Outcome, Scope, Seen, Sight, seen};
use tokio_util::sync::CancellationToken;

use super::Controller;
use crate::journal::{CallRecord, Standing};
use crate::queue::{now, read_all, read_scope};
use crate::reading;

/// What is told of too many agents one by one is not asked for: then the closing look is of those only that the
/// platform told of together.
const FEW: usize = 20;

/// A look at many agents that is under way.
pub(super) struct Looked {
    /// When it began, in the centre's time.
    began: Duration,
    /// What the agents have; none where nothing tells of all together.
    live: Answer<Option<Live>>,
    /// Cancelled when somebody paused meanwhile.
    hold: CancellationToken,
}

impl Controller {
    /// Begins to look at all agents still to come.
    pub(super) fn look_at_the_rest(&mut self) {
        let calls = self.queue.waiting().map(|job| &self.calls[job].call);
        let agents: BTreeSet<AgentId> = calls.flat_map(|call| call.agents().cloned()).collect();
        let (centre, hold, began) = (self.centre.clone(), self.hold.clone(), now(&self.centre));
        self.looking.spawn(async move {
            let live = reading::together(&centre, &agents, |_, _| {}, &hold).await;
            Looked { began, live, hold }
        });
    }

    /// Takes in such a look: who differs from what was planned is looked at alone before anything is sent.
    pub(super) fn looked(&mut self, looked: Looked) {
        let Looked { began, live, hold } = looked;
        // Going on asks again.
        if hold.is_cancelled() {
            return;
        }
        let live = match live {
            Ok(Some(live)) => live,
            Err(refusal) if refusal.outcome == Outcome::Unreachable => {
                return self.queue.swept_nobody(began, now(&self.centre), &refusal.problem);
            }
            Ok(None) | Err(_) => return self.queue.swept(began, None),
        };
        let calls = &self.calls;
        let sight = |job: usize| if is_as_planned(&calls[job], &live) { Sight::Before } else { Sight::Other };
        self.queue.swept(began, Some(&sight));
        self.stale_at = self.stale_at.max(began + self.manners.sweep_freshness);
    }

    /// Looks once more whether everything confirmed has stayed, and records what has not. Whoever asks for the end of
    /// the run meanwhile gets it: nothing of it depends on this.
    pub(super) async fn verify(&mut self, stop: &CancellationToken) {
        let agents: BTreeSet<AgentId> =
            self.calls.iter().flat_map(|call| call.agents_with(CallStatus::Applied)).collect();
        let Ok(Some(mut live)) = reading::together(&self.centre, &agents, |_, _| {}, stop).await else { return };
        let untold: Vec<AgentId> = agents.iter().filter(|agent| !live.contains_key(*agent)).cloned().collect();
        let all_told = untold.len() <= FEW;
        let mut again: BTreeSet<AgentId> = self.moved(&live);
        if !again.is_empty() {
            // A listing may be behind the platform itself.
            tokio::select! {
                () = tokio::time::sleep(self.manners.grace) => {}
                () = stop.cancelled() => return,
            }
        }
        again.extend(untold.into_iter().filter(|_| all_told));
        let Some(alone) = self.one_by_one(again, stop).await else { return };
        live.extend(alone);
        let moved = self.moved(&live);
        for job in 0..self.calls.len() {
            let call = &self.calls[job];
            if call.call.agents().any(|agent| moved.contains(agent)) {
                let fact = Fact::Verified(call.call.changes.iter().map(|change| stands(change, &live)).collect());
                self.record(job, fact).await;
            }
        }
        if all_told && self.journal.set_verified(self.run.id).await.is_ok() {
            self.run.verified = true;
        }
    }

    /// The agents of whom something confirmed is not there, as far as a look tells of them.
    fn moved(&self, live: &Live) -> BTreeSet<AgentId> {
        let changes = self.calls.iter().flat_map(CallRecord::changes);
        let confirmed = changes.filter(|(_, standing)| standing.status == CallStatus::Applied);
        let moved = confirmed.filter(|(change, _)| stands(change, live) != Seen::After);
        moved.map(|(change, _)| change.agent.clone()).collect()
    }

    /// What agents have, each asked for alone; none when that cannot be had now.
    async fn one_by_one(&self, agents: BTreeSet<AgentId>, stop: &CancellationToken) -> Option<Live> {
        let agents: Vec<AgentId> = agents.into_iter().collect();
        let read = |token, agent, place| {
            let centre = self.centre.clone();
            async move { read_scope(&centre, &token, &Scope::Agent(agent), Some(place)).await }
        };
        let answers = read_all(&self.centre, agents.clone(), read, |_, _| {}, stop.clone()).await.ok()?;
        let told = agents.into_iter().zip(answers).map(|(agent, answer)| {
            let of_agent = answer.ok()?.remove(&agent).unwrap_or_default();
            Some((agent, of_agent))
        });
        told.collect()
    }
}

/// Whether a call can be sent from what a look at many agents showed. Who is not told of in it is not known.
fn is_as_planned(call: &CallRecord, live: &Live) -> bool {
    let is_told = call.call.agents().all(|agent| live.contains_key(agent));
    let seen = || seen(&call.call, &call.before, live);
    // What is settled of it already has its own look or answer.
    let of_rest = |(seen, standing): (Seen, &Standing)| seen == Seen::Before || standing.status.is_settled();
    is_told && seen().into_iter().zip(&call.standings).all(of_rest)
}

/// How a change stands that was confirmed. Who is not told of is believed.
fn stands(change: &Change, live: &Live) -> Seen {
    let Some(now) = live.get(&change.agent) else { return Seen::After };
    match now.get(&change.skill).copied() {
        level if level == change.after => Seen::After,
        level if level == change.before => Seen::Before,
        level => Seen::Other(level),
    }
}
