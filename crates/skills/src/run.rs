//! What becomes of a run: the facts that are recorded, and the one law that derives every status from them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Assignments, Call};

/// What a platform said to one request, classified once, in the platform's own module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Refused for good; nothing was changed.
    Rejected,
    /// Certainly not applied, and worth another try.
    Retry,
    /// Not applied: the platform asks everything on this sign-in to wait.
    Throttled,
    /// It may have been applied, or may still be: only a look at the live state tells.
    Unknown,
    /// Not applied: the sign-in ran out.
    SignedOut,
    /// Not applied, and nothing else will be: the run stops until somebody does something.
    Stop,
}

/// A request that did not simply succeed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.problem.title)]
pub struct Refusal {
    /// What that means for the change it carried. A read knows no `Unknown`: nothing can have been applied.
    pub outcome: Outcome,
    /// How long the platform asks to wait before the next request on this sign-in.
    pub wait: Option<Duration>,
    /// What was wrong, in our words and in the platform's.
    pub problem: Problem,
}

/// What a request came to.
pub type Answer<T> = Result<T, Refusal>;

/// A problem in plain words, and the platform's own words beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What happened, in a few words without a full stop.
    pub title: String,
    /// What it means for the person.
    pub meaning: String,
    /// The one next step; empty when none is needed.
    pub next: String,
    /// The HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// The platform's own code.
    pub code: Option<String>,
    /// The platform's own words, or the network's.
    pub words: String,
    /// What names the request to the platform's support.
    pub correlation: Option<String>,
}

impl Problem {
    /// The technical side in lines, for “Details” and support.
    pub fn details(&self) -> String {
        let status = self.status.map(|status| format!("Status {status}"));
        let code = self.code.as_ref().map(|code| format!("Code {code}"));
        let correlation = self.correlation.as_ref().map(|id| format!("Correlation id {id}"));
        let words = (!self.words.is_empty()).then(|| self.words.clone());
        [status, code, words, correlation].into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

/// What a look at the live state showed about one call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Seen {
    /// Every change of the call is there.
    After,
    /// The agent is as it was when the plan was made.
    Before,
    /// Neither: somebody else was there meanwhile, and this is what they left.
    Other(Assignments),
}

/// Compares the live state with what a call starts from and leads to. A call whose levels stand counts as applied even
/// if another skill of the agent changed meanwhile; one that would still have to be sent does not, for a replacing
/// call would undo the other change.
pub fn seen(call: &Call, before: &Assignments, live: &Assignments) -> Seen {
    if call.changes.iter().all(|change| live.get(&change.skill).copied() == change.after) {
        return Seen::After;
    }
    let untouched = |change: &crate::Change| live.get(&change.skill).copied() == change.before;
    let as_before = if call.whole { live == before } else { call.changes.iter().all(untouched) };
    if as_before { Seen::Before } else { Seen::Other(live.clone()) }
}

/// An entry of the journal about one call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fact {
    /// Committed before the request leaves; attempts count from 1.
    Sent(u32),
    /// The platform confirmed it.
    Applied,
    /// The platform or the network refused it.
    Refused(Refusal),
    /// A look at the live state: before sending from an old plan, or after an unknown outcome.
    Seen(Seen),
    /// No more tries are left, or the outcome cannot be looked up.
    GaveUp(Problem),
    /// The person decided about a held call: send it after all (from a fresh look), or keep what is there.
    Settled(Settlement),
    /// The run was stopped for good before the call was sent.
    Skipped,
    /// The person asked for another try of a failed call.
    Retried,
}

/// What the person decided about a held call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Settlement {
    /// Keep what somebody else set.
    Theirs,
    /// Send ours, made anew from this state.
    Ours(Assignments),
}

/// How a call stands.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallStatus {
    /// Not sent yet, or certainly not applied and to be sent again.
    #[default]
    Pending,
    /// Sent, not answered.
    InFlight,
    /// Sent, and what became of it is not known: to be looked up before anything else.
    Unknown,
    /// Its changes are there.
    Applied,
    /// Its changes are not there, and will not be without a new decision.
    Failed,
    /// Held back: somebody else changed the agent.
    Conflict,
    /// Never sent: the run was stopped before.
    Skipped,
}

impl CallStatus {
    /// The one law: the status after a fact. Facts that make no sense in a status leave it as it is, so that replaying
    /// a damaged journal can never turn a change into one that was applied.
    #[must_use]
    pub fn after(&self, fact: &Fact) -> CallStatus {
        use CallStatus::{Applied, Conflict, Failed, InFlight, Pending, Skipped, Unknown};
        match (self, fact) {
            (Pending, Fact::Sent(_)) => InFlight,
            (InFlight, Fact::Applied) => Applied,
            (InFlight, Fact::Refused(refusal)) => match refusal.outcome {
                Outcome::Rejected => Failed,
                Outcome::Unknown => Unknown,
                Outcome::Retry | Outcome::Throttled | Outcome::SignedOut | Outcome::Stop => Pending,
            },
            (Pending | InFlight | Unknown, Fact::Seen(Seen::After)) => Applied,
            (Pending | InFlight | Unknown, Fact::Seen(Seen::Before)) => Pending,
            (Pending | InFlight | Unknown, Fact::Seen(Seen::Other(_))) => Conflict,
            (Pending | InFlight | Unknown, Fact::GaveUp(_)) => Failed,
            (Pending, Fact::Skipped) => Skipped,
            (Conflict, Fact::Settled(Settlement::Theirs)) => Skipped,
            (Conflict, Fact::Settled(Settlement::Ours(_))) => Pending,
            (Failed, Fact::Retried) => Pending,
            (status, _) => status.clone(),
        }
    }

    /// Whether nothing more happens to the call without a new decision.
    pub fn is_settled(&self) -> bool {
        matches!(self, CallStatus::Applied | CallStatus::Failed | CallStatus::Conflict | CallStatus::Skipped)
    }
}

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RunStatus {
    /// Sending.
    Running,
    /// Nothing is being sent until somebody says so.
    Paused,
    /// Cut off: the program or the computer stopped while it was running.
    Interrupted,
    /// Every call has an outcome.
    Completed,
    /// Stopped for good.
    Cancelled,
}

/// How many requests a platform allows in a window of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pace {
    /// Requests, at least 1.
    pub requests: u32,
    /// Length of the window.
    pub window: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Change, Proficiency};

    fn state(pairs: &[(&str, i16)]) -> Assignments {
        pairs.iter().map(|(skill, level)| ((*skill).into(), Proficiency::whole(*level))).collect()
    }

    fn refused(outcome: Outcome) -> Fact {
        Fact::Refused(Refusal { outcome, wait: None, problem: Problem::default() })
    }

    #[test]
    fn the_law_knows_every_status_and_every_fact() {
        use CallStatus::{Applied, Conflict, Failed, InFlight, Pending, Skipped, Unknown};
        let statuses = [Pending, InFlight, Unknown, Applied, Failed, Conflict, Skipped];
        let same = statuses.clone();
        let table: Vec<(Fact, [CallStatus; 7])> = vec![
            (Fact::Sent(1), [InFlight, InFlight, Unknown, Applied, Failed, Conflict, Skipped]),
            (Fact::Applied, [Pending, Applied, Unknown, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Rejected), [Pending, Failed, Unknown, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Unknown), [Pending, Unknown, Unknown, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Retry), [Pending, Pending, Unknown, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Throttled), [Pending, Pending, Unknown, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::SignedOut), [Pending, Pending, Unknown, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Stop), [Pending, Pending, Unknown, Applied, Failed, Conflict, Skipped]),
            (Fact::Seen(Seen::After), [Applied, Applied, Applied, Applied, Failed, Conflict, Skipped]),
            (Fact::Seen(Seen::Before), [Pending, Pending, Pending, Applied, Failed, Conflict, Skipped]),
            (Fact::Seen(Seen::Other(state(&[]))), [Conflict, Conflict, Conflict, Applied, Failed, Conflict, Skipped]),
            (Fact::GaveUp(Problem::default()), [Failed, Failed, Failed, Applied, Failed, Conflict, Skipped]),
            (Fact::Skipped, [Skipped, InFlight, Unknown, Applied, Failed, Conflict, Skipped]),
            (Fact::Settled(Settlement::Theirs), [Pending, InFlight, Unknown, Applied, Failed, Skipped, Skipped]),
            (
                Fact::Settled(Settlement::Ours(state(&[]))),
                [Pending, InFlight, Unknown, Applied, Failed, Pending, Skipped],
            ),
            (Fact::Retried, [Pending, InFlight, Unknown, Applied, Pending, Conflict, Skipped]),
        ];
        for (fact, after) in table {
            let derived = same.clone().map(|status| status.after(&fact));
            assert_eq!(derived, after, "after {fact:?}");
        }
    }

    #[test]
    fn a_look_tells_ours_from_theirs_and_from_before() {
        let before = state(&[("a", 1), ("b", 2)]);
        let change = Change {
            agent: "ann".into(),
            skill: "a".into(),
            before: Some(Proficiency::whole(1)),
            after: Some(Proficiency::whole(5)),
            cells: Vec::new(),
        };
        let whole = |whole| Call {
            agent: "ann".into(),
            send: if whole { state(&[("a", 5), ("b", 2)]) } else { state(&[("a", 5)]) },
            whole,
            changes: vec![change.clone()],
        };
        let other = |pairs| Seen::Other(state(pairs));
        for (replaces, live, expected) in [
            (true, &[("a", 5), ("b", 2)][..], Seen::After),
            (true, &[("a", 5), ("b", 9)], Seen::After),
            (true, &[("a", 1), ("b", 2)], Seen::Before),
            (true, &[("a", 1), ("b", 9)], other(&[("a", 1), ("b", 9)])),
            (true, &[("a", 3), ("b", 2)], other(&[("a", 3), ("b", 2)])),
            (true, &[], other(&[])),
            (false, &[("a", 1), ("b", 9)], Seen::Before),
            (false, &[("a", 3)], other(&[("a", 3)])),
        ] {
            assert_eq!(seen(&whole(replaces), &before, &state(live)), expected, "{live:?} replacing: {replaces}");
        }
    }
}
