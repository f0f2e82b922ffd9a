//! How the agents of a run stand, whatever calls carry their changes: counted as facts come in, as the journal does.

use std::collections::HashMap;

use skillsheet_skills::{AgentId, CallStatus};

use crate::journal::{CallRecord, Count, Counts, Standing};

/// For each agent, how many of its changes have which status.
#[derive(Default)]
pub(super) struct Agents(HashMap<AgentId, [u32; CallStatus::ALL.len()]>);

impl Agents {
    /// The agents of a run as it stands.
    pub(super) fn of(calls: &[CallRecord]) -> Self {
        let mut agents = Agents::default();
        for (change, standing) in calls.iter().flat_map(CallRecord::changes) {
            agents.0.entry(change.agent.clone()).or_default()[standing.status as usize] += 1;
        }
        agents
    }

    /// Follows what moved in a call, into the counts of its run.
    pub(super) fn moved(&mut self, call: &CallRecord, old: &[Standing], counts: &mut Counts) {
        let mut before: HashMap<&AgentId, CallStatus> = HashMap::new();
        for ((change, new), old) in call.changes().zip(old).filter(|((_, new), old)| new.status != old.status) {
            let agent = self.0.entry(change.agent.clone()).or_default();
            before.entry(&change.agent).or_insert_with(|| together(agent));
            agent[old.status as usize] = agent[old.status as usize].saturating_sub(1);
            agent[new.status as usize] += 1;
            *counts.of_mut(old.status) -= Count::of(new.kind);
            *counts.of_mut(new.status) += Count::of(new.kind);
        }
        for (agent, before) in before {
            *counts.of_mut(before) -= Count::AGENT;
            *counts.of_mut(together(&self.0[agent])) += Count::AGENT;
        }
    }
}

/// How all changes of an agent stand together.
fn together(counts: &[u32; CallStatus::ALL.len()]) -> CallStatus {
    CallStatus::of(CallStatus::ALL.into_iter().filter(|status| counts[*status as usize] > 0))
}
