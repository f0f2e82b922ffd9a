//! How long a run takes, against the least time that any client needs.

use proptest::prelude::*;

use crate::model::{Limit, Micros, Rule, SECOND, least, plain, run};

const LIMIT: Limit = Limit { rule: Rule::Sliding, requests: 300, window: 60 * SECOND };

#[test]
fn a_run_takes_at_most_three_per_cent_longer_than_the_least() {
    for calls in [1, 300, 301, 1_000, 10_000] {
        for (concurrency, latency) in [(5, 200), (6, 200), (10, 100), (6, 1_000), (1, 50), (10, 2_500)] {
            for rule in [Rule::Fixed { phase: 0 }, Rule::Fixed { phase: 17_300_000 }, Rule::Sliding, Rule::Bucket] {
                let limit = Limit { rule, ..LIMIT };
                let ended = run(&plain(calls, concurrency, latency * 1_000, limit));
                let least = least(calls as u64, concurrency.into(), latency * 1_000, limit);
                let what = format!("{calls} calls, {concurrency} at once, {latency} ms, {rule:?}");
                assert!(ended.ended * 97 <= least * 100, "{what}: {} for {least}", ended.ended);
                assert!(ended.ended >= least, "{what}: {} is less than the least, {least}", ended.ended);
                assert_eq!(ended.server.told_off, 0, "{what}");
                assert_eq!(ended.server.log.len(), calls, "{what}");
            }
        }
    }
}

/// The least time of a client that knows everything and sends as soon as window and places allow.
fn tried_out(calls: usize, concurrency: usize, latency: Micros, limit: Limit) -> Micros {
    let mut sent: Vec<Micros> = Vec::new();
    for call in 0..calls {
        let place = call.checked_sub(concurrency).map_or(0, |before| sent[before] + latency);
        let room = call.checked_sub(limit.requests as usize).map_or(0, |before| sent[before] + limit.window);
        sent.push(place.max(room));
    }
    sent.last().map_or(0, |last| last + latency)
}

proptest! {
    #[test]
    fn the_formula_is_what_trying_it_out_gives(
        calls in 1usize..400, concurrency in 1usize..12, latency in 1u64..3_000, requests in 1u32..60, window in 1u64..10_000,
    ) {
        let limit = Limit { rule: Rule::Sliding, requests, window };
        let tried = tried_out(calls, concurrency, latency, limit);
        prop_assert_eq!(least(calls as u64, concurrency as u64, latency, limit), tried);
    }

    /// Nobody outside the platform knows when within a round trip a request arrived, so each window costs a round trip
    /// and the margin, and nothing more.
    #[test]
    fn a_window_costs_a_round_trip_and_the_margin(
        calls in 1usize..400, concurrency in 1u32..12, latency in 1_000u64..3_000_000, requests in 1u32..60,
        window in SECOND / 2..10 * SECOND, phase in 0..10 * SECOND,
    ) {
        for rule in [Rule::Fixed { phase }, Rule::Sliding, Rule::Bucket] {
            let limit = Limit { rule, requests, window };
            let ended = run(&plain(calls, concurrency, latency, limit));
            let windows = (calls as u64 - 1) / u64::from(requests);
            let most = least(calls as u64, concurrency.into(), latency, limit) + windows * (latency + window / 100 + 1);
            prop_assert!(ended.ended <= most, "{} for at most {most}", ended.ended);
            prop_assert_eq!(ended.server.told_off, 0);
        }
    }
}
