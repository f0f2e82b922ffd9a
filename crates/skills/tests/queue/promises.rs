//! Worlds of all kinds, and what is promised in each.

use std::time::Duration;

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use skillsheet_skills::{Manners, Pace};

use crate::checks::{self, LATE};
use crate::model::{Command, Fault, Limit, Micros, Rule, SECOND, Setup, run};

/// The longest way there. A program that was killed is not started again before what it sent has arrived.
const THERE: Micros = 1_200_000;

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![(0..10 * SECOND).prop_map(|phase| Rule::Fixed { phase }), Just(Rule::Sliding), Just(Rule::Bucket),]
}

fn retry_after() -> impl Strategy<Value = Option<Micros>> {
    prop_oneof![3 => Just(None), 1 => Just(Some(0)), 4 => (1u64..20).prop_map(|wait| Some(wait * SECOND)), 1 => Just(Some(7_200 * SECOND))]
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        20 => Just(Fault::Nothing),
        2 => Just(Fault::NoConnection),
        1 => Just(Fault::LostRequest),
        2 => Just(Fault::LostAnswer),
        2 => (1..LATE).prop_map(Fault::Late),
        2 => (any::<bool>(), retry_after()).prop_map(|(carried_out, retry_after)| Fault::Unwell { carried_out, retry_after }),
        2 => retry_after().prop_map(|retry_after| Fault::Slow { retry_after }),
        1 => Just(Fault::Rejected),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => Just(Command::Pause),
        3 => Just(Command::Resume),
        1 => Just(Command::TryNow),
        3 => (THERE..10 * SECOND).prop_map(|down| Command::Kill { down }),
    ]
}

/// Times from the beginning on; somebody who paused resumes at last, and some stop it for good.
fn script() -> impl Strategy<Value = Vec<(Micros, Command)>> {
    let gaps = vec((1..15 * SECOND, command()), 0..8);
    (gaps, prop::option::weighted(0.1, 1..90 * SECOND)).prop_map(|(gaps, cancel)| {
        let mut now = 0;
        let mut script: Vec<(Micros, Command)> = Vec::new();
        for (gap, command) in gaps {
            now += gap;
            script.push((now, command));
        }
        script.push((now + 20 * SECOND, Command::Resume));
        script.extend(cancel.map(|at| (at, Command::Cancel)));
        script
    })
}

/// Times without a connection, one after the other.
fn outages() -> impl Strategy<Value = Vec<(Micros, Micros)>> {
    vec((1..20 * SECOND, 1..40 * SECOND), 0..3).prop_map(|gaps| {
        let mut now = 0;
        let outage = |(gap, long): (Micros, Micros)| {
            let from = now + gap;
            now = from + long;
            (from, now)
        };
        gaps.into_iter().map(outage).collect()
    })
}

fn manners() -> impl Strategy<Value = Manners> {
    let probe = prop::option::weighted(0.7, (500u64..10_000).prop_map(Duration::from_millis));
    (1u32..=10, 1u32..=5, 0u64..2_000, 2u32..=20, 3u32..=40, probe).prop_map(
        |(concurrency, attempts, backoff, failures_in_a_row, retries, probe)| Manners {
            concurrency,
            attempts,
            backoff: Duration::from_millis(backoff),
            grace: Duration::from_micros(LATE + THERE + 1),
            failures_in_a_row,
            retries,
            freshness: Duration::from_secs(20),
            probe,
            ..Manners::default()
        },
    )
}

fn world() -> impl Strategy<Value = Setup> {
    let jobs = vec(btree_set(0usize..40, 1..4), 1..80);
    let limit = (rule(), 1u32..40, SECOND / 2..10 * SECOND);
    let trips = vec((0..THERE, 0..THERE), 1..40);
    let tokens =
        (prop::option::of(2 * SECOND..30 * SECOND), prop::option::weighted(0.2, (0..30 * SECOND, 1..20 * SECOND)));
    let edits = vec((0..60 * SECOND, any::<prop::sample::Index>()), 0..4);
    let rest = (prop::option::of(0..30 * SECOND), prop::option::weighted(0.2, 1usize..5), any::<u64>());
    (jobs, 0usize..20, manners(), limit, trips, (vec(fault(), 0..150), outages()), script(), tokens, edits, rest)
        .prop_map(
            |(
                jobs,
                reads,
                manners,
                (rule, requests, window),
                trips,
                (faults, outages),
                script,
                tokens,
                edits,
                rest,
            )| Setup {
                edits: edits.iter().map(|(at, job)| (*at, job.index(jobs.len()))).collect(),
                lanes: jobs.into_iter().map(|lanes| lanes.into_iter().collect()).collect(),
                reads,
                manners,
                limit: Limit { rule, requests, window },
                pace: Some(Pace { requests, window: Duration::from_micros(window) }),
                adapts: false,
                is_silent: false,
                trips,
                faults,
                outages,
                script,
                life: tokens.0,
                closed: tokens.1.map(|(from, long)| (from, from + long)),
                stale_at: rest.0,
                trial: rest.1,
                seed: rest.2,
            },
        )
}

proptest! {
    #[test]
    fn they_hold_whatever_happens(setup in world()) {
        checks::all(&setup, &run(&setup))?;
    }
}
