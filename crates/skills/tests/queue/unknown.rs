//! A pace that nobody tells of is found by slowing down when asked to, and by trying a little more.

use crate::model::{Limit, Rule, SECOND, Setup, least, plain, run};

const CALLS: u64 = 3_000;

#[test]
fn it_is_found_with_few_refusals() {
    for (requests, window, concurrency, latency) in [
        (300, 60 * SECOND, 5, 200_000),
        (300, 60 * SECOND, 10, 100_000),
        (10, SECOND, 10, 100_000),
        (50, 10 * SECOND, 6, 300_000),
    ] {
        for rule in [Rule::Fixed { phase: 17 * SECOND }, Rule::Sliding, Rule::Bucket] {
            for is_silent in [false, true] {
                let limit = Limit { rule, requests, window };
                let plain = plain(CALLS as usize, concurrency, latency, limit);
                let ended = run(&Setup { adapts: true, pace: None, is_silent, ..plain });
                let least = least(CALLS, concurrency.into(), latency, limit);
                let what = format!("{requests} in {window}, {rule:?}, {concurrency} at once, silent: {is_silent}");
                assert!(ended.ended <= least * 2, "{what}: {} for {least}", ended.ended);
                assert!(u64::from(ended.server.told_off) * 12 <= CALLS, "{what}: {} refused", ended.server.told_off);
                assert_eq!(ended.stops, Vec::<String>::new(), "{what}");
                assert!(ended.server.carried_out.iter().all(|times| times.len() == 1), "{what}");
            }
        }
    }
}
