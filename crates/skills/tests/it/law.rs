//! The law of a change's status against a small model that was written without it: what the program knows of a request,
//! and what a person decided.

use proptest::prelude::*;
use proptest::sample::subsequence;
use skillsheet_skills::{Assignments, CallStatus, Fact, Outcome, Problem, Proficiency, Refusal, Seen, Settlement};

/// What is known of a change.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Model {
    /// Nothing of it is under way, and it is to be sent.
    ToSend,
    /// A request of it left, and nothing was heard of it since.
    Out,
    /// Whether it arrived is not known. Where the request surely ended, what is not there was refused.
    InDoubt { surely_ended: bool },
    /// Over, until somebody decides something: it is there, it was given up, somebody else's value is held, left out.
    Over(End),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    There,
    GivenUp,
    Held,
    LeftOut,
}

impl Model {
    fn told(&mut self, fact: &Fact, at: usize) {
        use Model::{InDoubt, Out, Over, ToSend};
        let is_over = matches!(self, Over(_));
        let surely_ended = *self == InDoubt { surely_ended: true };
        let looked = |seen: &[Seen]| seen.get(at).copied();
        *self = match fact {
            Fact::Sent(_) if *self == ToSend => Out,
            Fact::SentPart(_, places) if *self == ToSend && places.contains(&at) => Out,
            Fact::Unsent if *self == Out => ToSend,
            Fact::Applied if *self == Out => Over(End::There),
            Fact::Refused(refusal) if *self == Out => match refusal.outcome {
                Outcome::Rejected => Over(End::GivenUp),
                Outcome::Unknown => InDoubt { surely_ended: false },
                Outcome::Partly => InDoubt { surely_ended: true },
                _ => ToSend,
            },
            Fact::Seen(seen) if !is_over => match looked(seen) {
                Some(Seen::After) => Over(End::There),
                Some(Seen::Other(_)) => Over(End::Held),
                Some(Seen::Before) if surely_ended => Over(End::GivenUp),
                Some(Seen::Before) => ToSend,
                None => *self,
            },
            Fact::Rebased(_) if !is_over && !surely_ended => ToSend,
            Fact::GaveUp(_) if !is_over => Over(End::GivenUp),
            Fact::Skipped if *self == ToSend => Over(End::LeftOut),
            Fact::Retried if *self == Over(End::GivenUp) => ToSend,
            Fact::Settled(Settlement::Ours(_)) if *self == Over(End::Held) => ToSend,
            Fact::Settled(Settlement::Theirs) if *self == Over(End::Held) => Over(End::LeftOut),
            Fact::Verified(seen) if *self == Over(End::There) => match looked(seen) {
                Some(Seen::Before) => Over(End::GivenUp),
                Some(Seen::Other(_)) => Over(End::Held),
                _ => *self,
            },
            _ => *self,
        };
    }

    fn status(self) -> CallStatus {
        match self {
            Model::ToSend => CallStatus::Pending,
            Model::Out => CallStatus::InFlight,
            Model::InDoubt { surely_ended: false } => CallStatus::Unknown,
            Model::InDoubt { surely_ended: true } => CallStatus::Partly,
            Model::Over(End::There) => CallStatus::Applied,
            Model::Over(End::GivenUp) => CallStatus::Failed,
            Model::Over(End::Held) => CallStatus::Conflict,
            Model::Over(End::LeftOut) => CallStatus::Skipped,
        }
    }
}

/// Changes in a call. Looks and parts may be about more of them or fewer: a damaged journal is replayed by the same law.
const PLACES: usize = 3;

fn outcome() -> impl Strategy<Value = Outcome> {
    use Outcome::{Partly, Rejected, Retry, SignedOut, Stop, Throttled, Unknown, Unreachable};
    prop::sample::select(vec![Rejected, Retry, Unreachable, Throttled, Unknown, Partly, SignedOut, Stop])
}

fn look() -> impl Strategy<Value = Vec<Seen>> {
    let seen = prop_oneof![
        Just(Seen::After),
        Just(Seen::Before),
        Just(Seen::Other(None)),
        Just(Seen::Other(Some(Proficiency::whole(7))))
    ];
    prop::collection::vec(seen, 0..=PLACES + 1)
}

fn fact() -> impl Strategy<Value = Fact> {
    let refused = |outcome| Fact::Refused(Refusal { outcome, wait: None, problem: Problem::default() });
    let parts = subsequence((0..=PLACES).collect::<Vec<_>>(), 0..=PLACES);
    prop_oneof![
        4 => (1u32..4).prop_map(Fact::Sent),
        2 => (1u32..4, parts).prop_map(|(number, places)| Fact::SentPart(number, places)),
        1 => Just(Fact::Unsent),
        3 => Just(Fact::Applied),
        4 => outcome().prop_map(refused),
        3 => look().prop_map(Fact::Seen),
        3 => look().prop_map(Fact::Verified),
        1 => Just(Fact::Rebased(Assignments::new())),
        1 => Just(Fact::GaveUp(Problem::default())),
        1 => Just(Fact::Settled(Settlement::Theirs)),
        1 => Just(Fact::Settled(Settlement::Ours(Assignments::new()))),
        1 => Just(Fact::Skipped),
        2 => Just(Fact::Retried),
    ]
}

/// What may lead from where to where, by what: everything else is nonsense and moves nothing.
fn is_sound(before: CallStatus, fact: &Fact, after: CallStatus) -> bool {
    use CallStatus::{Applied, Conflict, Failed, InFlight, Partly, Pending, Skipped, Unknown};
    let looked = matches!(fact, Fact::Seen(_));
    match (before, after) {
        (before, after) if before == after => true,
        (Applied, Failed | Conflict) => matches!(fact, Fact::Verified(_)),
        (Applied | Skipped, _) => false,
        (InFlight, Applied) => *fact == Fact::Applied || looked,
        (_, Applied) => looked && (before == Pending || before.is_in_doubt()),
        (Pending, InFlight) => matches!(fact, Fact::Sent(_) | Fact::SentPart(..)),
        (_, InFlight) => false,
        (InFlight, Unknown | Partly) => matches!(fact, Fact::Refused(_)),
        (_, Unknown | Partly) => false,
        (Failed, Pending) => *fact == Fact::Retried,
        (Conflict, Pending | Skipped) => matches!(fact, Fact::Settled(_)),
        (Failed | Conflict, _) => false,
        (InFlight, Pending) if *fact == Fact::Unsent => true,
        (Partly, Pending) => false,
        (Pending, Skipped) => *fact == Fact::Skipped,
        (_, Skipped) => false,
        (_, Conflict) => looked,
        (_, Pending | Failed) => matches!(fact, Fact::Refused(_) | Fact::Seen(_) | Fact::Rebased(_) | Fact::GaveUp(_)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn the_law_is_the_models(facts in prop::collection::vec(fact(), 1..60)) {
        let mut models = [Model::ToSend; PLACES];
        let mut statuses = [CallStatus::Pending; PLACES];
        for (step, fact) in facts.iter().enumerate() {
            for at in 0..PLACES {
                let before = statuses[at];
                statuses[at] = before.after(fact, at);
                models[at].told(fact, at);
                let told = format!("place {at} at step {step}, {before:?} and {fact:?}");
                prop_assert_eq!(statuses[at], models[at].status(), "{}", told);
                prop_assert!(is_sound(before, fact, statuses[at]), "{} became {:?}", told, statuses[at]);
            }
        }
    }

    #[test]
    fn nothing_is_there_that_was_not_confirmed_or_seen(facts in prop::collection::vec(fact(), 1..60)) {
        let (mut status, mut shown, mut decided) = (CallStatus::Pending, false, true);
        for fact in &facts {
            let before = status;
            status = before.after(fact, 0);
            let seen_there = matches!(fact, Fact::Seen(seen) if seen.first() == Some(&Seen::After));
            shown = match status {
                CallStatus::Applied => shown || seen_there || (*fact == Fact::Applied && before == CallStatus::InFlight),
                _ => false,
            };
            prop_assert!(shown || status != CallStatus::Applied, "{:?} made it applied", fact);
            // What was there once is sent again only after a look that missed it, and a decision.
            decided = match (before, status) {
                (CallStatus::Applied, CallStatus::Applied) => false,
                (CallStatus::Failed | CallStatus::Conflict, CallStatus::Pending) => true,
                (_, CallStatus::Applied) => false,
                _ => decided,
            };
            prop_assert!(decided || status != CallStatus::Pending, "{:?} made it pending again", fact);
        }
    }
}
