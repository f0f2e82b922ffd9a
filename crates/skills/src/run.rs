//! What becomes of a run: the facts that are recorded, and the one law that derives every status from them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Assignments, Call, Change, Live, Proficiency};

/// What a platform said to one request, classified once, in the platform's own module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Refused for good; nothing was changed.
    Rejected,
    /// Certainly not applied, and worth another try.
    Retry,
    /// Certainly not applied: no connection came about, so nothing was sent. It may come about at any moment.
    Unreachable,
    /// Not applied: the platform asks everything on this sign-in to wait.
    Throttled,
    /// It may have been applied, or may still be: only a look at the live state tells.
    Unknown,
    /// Carried out in part, or otherwise than was asked: a look at the live state tells which part. What is as before
    /// then was refused for good.
    Partly,
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

/// What a look at the live state showed about one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Seen {
    /// It is there.
    After,
    /// It is as it was when the plan was made.
    Before,
    /// Neither: somebody else was there meanwhile, and this is the level they left, if any.
    Other(Option<Proficiency>),
}

/// Compares the live state with what each change of a call starts from and leads to. A level that stands counts as
/// applied even if another skill of the agent changed meanwhile; where a whole list would still have to be sent, any
/// other list than `before` holds it back, for sending it would undo the other change.
pub fn seen(call: &Call, before: &Assignments, live: &Live) -> Vec<Seen> {
    let nothing = Assignments::new();
    let look = |change: &Change| {
        let now = live.get(&change.agent).unwrap_or(&nothing);
        let level = now.get(&change.skill).copied();
        let untouched = if call.is_whole() { now == before } else { level == change.before };
        match level {
            level if level == change.after => Seen::After,
            _ if untouched => Seen::Before,
            level => Seen::Other(level),
        }
    };
    call.changes.iter().map(look).collect()
}

/// Whether every change of a call is as before or there already, whatever else the agents have.
pub fn is_untouched(call: &Call, live: &Live) -> bool {
    call.changes.iter().all(|change| {
        let level = live.get(&change.agent).and_then(|now| now.get(&change.skill).copied());
        level == change.before || level == change.after
    })
}

/// An entry of the journal about one call, or about one agent of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fact {
    /// Committed before the request leaves; attempts count from 1.
    Sent(u32),
    /// The same for a request that carries only these changes of the call, by their places: as a whole it was refused,
    /// which may be for one of them.
    SentPart(u32, Vec<usize>),
    /// It did not leave after all: meanwhile nothing more was to be sent.
    Unsent,
    /// The platform confirmed it.
    Applied,
    /// The platform or the network refused it.
    Refused(Refusal),
    /// A look at the live state: before sending from an old plan, or after an unknown outcome. One for each change.
    Seen(Vec<Seen>),
    /// A look just before a whole list is sent, which is made anew from it: nothing that it changes was touched.
    Rebased(Assignments),
    /// No more tries are left, or the outcome cannot be looked up.
    GaveUp(Problem),
    /// The person decided about a held call: send it after all (from a fresh look), or keep what is there.
    Settled(Settlement),
    /// The run was stopped for good before the call was sent.
    Skipped,
    /// The person asked for another try of a failed call.
    Retried,
    /// A look at the end of the run, at what the platform had confirmed. One for each change.
    Verified(Vec<Seen>),
}

impl Fact {
    /// Whether it tells of a request that the platform may still carry out: it left, or nobody knows what came of it.
    pub fn may_still_arrive(&self) -> bool {
        match self {
            Fact::Sent(_) | Fact::SentPart(..) => true,
            Fact::Refused(refusal) => refusal.outcome == Outcome::Unknown,
            _ => false,
        }
    }
}

/// What the person decided about an agent whose changes are held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Settlement {
    /// Keep what somebody else set.
    Theirs,
    /// Send ours, made anew from this state.
    Ours(Assignments),
}

/// How a change stands, or all changes of a call or an agent together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallStatus {
    /// Not sent yet, or certainly not applied and to be sent again.
    #[default]
    Pending,
    /// Sent, not answered.
    InFlight,
    /// Sent, and what became of it is not known: to be looked up before anything else.
    Unknown,
    /// Sent with others, of which the platform refused some without saying which: to be looked up at once.
    Partly,
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
    /// All of them, in their order as numbers.
    pub const ALL: [CallStatus; 8] = [
        CallStatus::Pending,
        CallStatus::InFlight,
        CallStatus::Unknown,
        CallStatus::Partly,
        CallStatus::Applied,
        CallStatus::Failed,
        CallStatus::Conflict,
        CallStatus::Skipped,
    ];

    /// The one law: the status of the change at a place of its call, after a fact about the call. Facts that make no
    /// sense in a status leave it as it is, so that replaying a damaged journal can never turn a change into one that
    /// was applied.
    #[must_use]
    pub fn after(self, fact: &Fact, at: usize) -> CallStatus {
        use CallStatus::{Applied, Conflict, Failed, InFlight, Partly, Pending, Skipped, Unknown};
        let open = matches!(self, Pending | InFlight | Unknown);
        match (self, fact) {
            (Pending, Fact::Sent(_)) => InFlight,
            (Pending, Fact::SentPart(_, places)) if places.contains(&at) => InFlight,
            (InFlight, Fact::Unsent) => Pending,
            (InFlight, Fact::Applied) => Applied,
            (InFlight, Fact::Refused(refusal)) => match refusal.outcome {
                Outcome::Rejected => Failed,
                Outcome::Unknown => Unknown,
                Outcome::Partly => Partly,
                Outcome::Retry | Outcome::Unreachable | Outcome::Throttled | Outcome::SignedOut | Outcome::Stop => {
                    Pending
                }
            },
            (_, Fact::Seen(seen)) => match (self, seen.get(at)) {
                (Pending | InFlight | Unknown | Partly, Some(Seen::After)) => Applied,
                (Pending | InFlight | Unknown | Partly, Some(Seen::Other(_))) => Conflict,
                (Pending | InFlight | Unknown, Some(Seen::Before)) => Pending,
                (Partly, Some(Seen::Before)) => Failed,
                (status, _) => status,
            },
            (Applied, Fact::Verified(seen)) => match seen.get(at) {
                Some(Seen::Before) => Failed,
                Some(Seen::Other(_)) => Conflict,
                Some(Seen::After) | None => Applied,
            },
            (_, Fact::Rebased(_)) if open => Pending,
            (_, Fact::GaveUp(_)) if open || self == Partly => Failed,
            (Pending, Fact::Skipped) => Skipped,
            (Conflict, Fact::Settled(Settlement::Theirs)) => Skipped,
            (Conflict, Fact::Settled(Settlement::Ours(_))) => Pending,
            (Failed, Fact::Retried) => Pending,
            (status, _) => status,
        }
    }

    /// Whether nobody knows what became of an earlier request for the change, after a fact about its call in this status:
    /// it was given up before anybody could find out. That holds, whatever is decided, until a look or the platform's
    /// word.
    #[must_use]
    pub fn is_doubted_after(self, doubted: bool, fact: &Fact, at: usize) -> bool {
        match fact {
            Fact::GaveUp(_) if self.is_in_doubt() => true,
            Fact::Applied if self == CallStatus::InFlight => false,
            Fact::Seen(seen) if !self.is_settled() && seen.get(at).is_some() => false,
            Fact::Rebased(_) if !self.is_settled() && self != CallStatus::Partly => false,
            _ => doubted,
        }
    }

    /// How several changes stand together: as the one about which most is still to happen, or that went worst.
    pub fn of(statuses: impl IntoIterator<Item = CallStatus>) -> CallStatus {
        use CallStatus::{Applied, Conflict, Failed, InFlight, Partly, Pending, Skipped, Unknown};
        let order = [InFlight, Unknown, Partly, Pending, Conflict, Failed, Skipped, Applied];
        let place = |status: &CallStatus| order.iter().position(|other| other == status);
        statuses.into_iter().min_by_key(place).unwrap_or(Applied)
    }

    /// Whether nothing more happens to it without a new decision.
    pub fn is_settled(self) -> bool {
        matches!(self, CallStatus::Applied | CallStatus::Failed | CallStatus::Conflict | CallStatus::Skipped)
    }

    /// Whether only a look at the live state tells what became of it.
    pub fn is_in_doubt(self) -> bool {
        matches!(self, CallStatus::InFlight | CallStatus::Unknown | CallStatus::Partly)
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

impl RunStatus {
    /// Whether nothing of it goes on without a new decision about what came of it.
    pub fn has_ended(self) -> bool {
        matches!(self, RunStatus::Completed | RunStatus::Cancelled)
    }
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
    use crate::{Verb, Way};

    fn state(pairs: &[(&str, i16)]) -> Assignments {
        pairs.iter().map(|(skill, level)| ((*skill).into(), Proficiency::whole(*level))).collect()
    }

    fn refused(outcome: Outcome) -> Fact {
        Fact::Refused(Refusal { outcome, wait: None, problem: Problem::default() })
    }

    #[test]
    fn the_law_knows_every_status_and_every_fact() {
        use CallStatus::{Applied, Conflict, Failed, InFlight, Partly, Pending, Skipped, Unknown};
        let statuses = CallStatus::ALL;
        let table: Vec<(Fact, [CallStatus; 8])> = vec![
            (Fact::Sent(1), [InFlight, InFlight, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (Fact::SentPart(1, vec![0, 3]), [InFlight, InFlight, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (Fact::SentPart(1, vec![3]), statuses),
            (Fact::Unsent, [Pending, Pending, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (Fact::Applied, [Pending, Applied, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Rejected), [Pending, Failed, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Unknown), [Pending, Unknown, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Partly), [Pending, Partly, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Retry), [Pending, Pending, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Unreachable), [Pending, Pending, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Throttled), [Pending, Pending, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::SignedOut), [Pending, Pending, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (refused(Outcome::Stop), [Pending, Pending, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (Fact::Seen(vec![Seen::After]), [Applied, Applied, Applied, Applied, Applied, Failed, Conflict, Skipped]),
            (Fact::Seen(vec![Seen::Before]), [Pending, Pending, Pending, Failed, Applied, Failed, Conflict, Skipped]),
            (
                Fact::Seen(vec![Seen::Other(None)]),
                [Conflict, Conflict, Conflict, Conflict, Applied, Failed, Conflict, Skipped],
            ),
            (Fact::Seen(Vec::new()), statuses),
            (Fact::Rebased(state(&[])), [Pending, Pending, Pending, Partly, Applied, Failed, Conflict, Skipped]),
            (Fact::GaveUp(Problem::default()), [Failed, Failed, Failed, Failed, Applied, Failed, Conflict, Skipped]),
            (Fact::Skipped, [Skipped, InFlight, Unknown, Partly, Applied, Failed, Conflict, Skipped]),
            (
                Fact::Settled(Settlement::Theirs),
                [Pending, InFlight, Unknown, Partly, Applied, Failed, Skipped, Skipped],
            ),
            (
                Fact::Settled(Settlement::Ours(state(&[]))),
                [Pending, InFlight, Unknown, Partly, Applied, Failed, Pending, Skipped],
            ),
            (Fact::Retried, [Pending, InFlight, Unknown, Partly, Applied, Pending, Conflict, Skipped]),
            (Fact::Verified(vec![Seen::After]), statuses),
            (Fact::Verified(Vec::new()), statuses),
            (
                Fact::Verified(vec![Seen::Before]),
                [Pending, InFlight, Unknown, Partly, Failed, Failed, Conflict, Skipped],
            ),
            (
                Fact::Verified(vec![Seen::Other(None)]),
                [Pending, InFlight, Unknown, Partly, Conflict, Failed, Conflict, Skipped],
            ),
        ];
        for (fact, after) in table {
            assert_eq!(statuses.map(|status| status.after(&fact, 0)), after, "after {fact:?}");
        }
    }

    #[test]
    fn what_was_given_up_in_doubt_is_doubted_until_somebody_looks() {
        use CallStatus::{Applied, Conflict, Failed, InFlight, Pending, Skipped, Unknown};
        let gave_up = || Fact::GaveUp(Problem::default());
        let followed = |facts: &[Fact]| {
            facts.iter().fold((Pending, false), |(status, doubted), fact| {
                (status.after(fact, 0), status.is_doubted_after(doubted, fact, 0))
            })
        };
        let lost = [Fact::Sent(1), refused(Outcome::Unknown)];
        for (facts, expected) in [
            (vec![], (Unknown, false)),
            (vec![gave_up()], (Failed, true)),
            (vec![gave_up(), Fact::Seen(vec![Seen::After])], (Failed, true)),
            (vec![gave_up(), Fact::Retried], (Pending, true)),
            (vec![gave_up(), Fact::Retried, gave_up()], (Failed, true)),
            (vec![gave_up(), Fact::Retried, Fact::Skipped], (Skipped, true)),
            (vec![gave_up(), Fact::Retried, Fact::Seen(vec![])], (Pending, true)),
            (vec![gave_up(), Fact::Retried, Fact::Seen(vec![Seen::Before])], (Pending, false)),
            (vec![gave_up(), Fact::Retried, Fact::Seen(vec![Seen::After])], (Applied, false)),
            (vec![gave_up(), Fact::Retried, Fact::Seen(vec![Seen::Other(None)])], (Conflict, false)),
            (vec![gave_up(), Fact::Retried, Fact::Rebased(state(&[]))], (Pending, false)),
            (vec![gave_up(), Fact::Retried, Fact::Sent(2)], (InFlight, true)),
            (vec![gave_up(), Fact::Retried, Fact::Sent(2), refused(Outcome::Rejected)], (Failed, true)),
            (vec![gave_up(), Fact::Retried, Fact::Sent(2), Fact::Applied], (Applied, false)),
            (vec![Fact::Seen(vec![Seen::Before]), gave_up()], (Failed, false)),
        ] {
            assert_eq!(followed(&[&lost[..], &facts].concat()), expected, "{facts:?}");
        }
        assert_eq!(followed(&[Fact::Sent(1), refused(Outcome::Rejected)]), (Failed, false));
    }

    #[test]
    fn what_stands_together_stands_as_what_is_most_open_or_went_worst() {
        use CallStatus::{Applied, Conflict, Failed, InFlight, Pending, Unknown};
        for (statuses, expected) in [
            (vec![], Applied),
            (vec![Applied, Applied], Applied),
            (vec![Applied, Failed], Failed),
            (vec![Failed, Conflict], Conflict),
            (vec![Applied, Pending, Failed], Pending),
            (vec![Pending, Unknown, InFlight], InFlight),
        ] {
            assert_eq!(CallStatus::of(statuses.clone()), expected, "{statuses:?}");
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
            off: false,
            cells: Vec::new(),
        };
        let call = |whole| Call {
            way: if whole { Way::Whole("ann".into()) } else { Way::Skill("a".into(), Verb::Change) },
            send: if whole { state(&[("a", 5), ("b", 2)]) } else { state(&[]) },
            changes: vec![change.clone()],
        };
        let other = |level: Option<i16>| Seen::Other(level.map(Proficiency::whole));
        for (replaces, live, expected, untouched) in [
            (true, &[("a", 5), ("b", 2)][..], Seen::After, true),
            (true, &[("a", 5), ("b", 9)], Seen::After, true),
            (true, &[("a", 1), ("b", 2)], Seen::Before, true),
            (true, &[("a", 1), ("b", 9)], other(Some(1)), true),
            (true, &[("a", 3), ("b", 2)], other(Some(3)), false),
            (true, &[], other(None), false),
            (false, &[("a", 1), ("b", 9)], Seen::Before, true),
            (false, &[("a", 3)], other(Some(3)), false),
        ] {
            let live = Live::from([("ann".into(), state(live))]);
            assert_eq!(seen(&call(replaces), &before, &live), [expected], "{live:?} replacing: {replaces}");
            assert_eq!(is_untouched(&call(replaces), &live), untouched, "{live:?}");
        }
        // Who is not among those that have the skill does not have it.
        assert_eq!(seen(&call(false), &before, &Live::new()), [other(None)]);
    }
}
