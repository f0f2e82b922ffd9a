//! How long a run takes in virtual time, against the least time that any client needs, and how often it is told off.

#[path = "../../../skills/tests/queue/model/mod.rs"]
// The queue's own tests use all of it.
#[allow(dead_code, unused_imports)]
mod model;

use model::{Limit, Micros, Rule, SECOND, least, plain, run};

use crate::{Limit as Bound, Report};

/// Of the least time; T*/0.97 is promised.
const MOST: f64 = 1.0 / 0.97;

pub fn measure(report: &mut Report) {
    report.heading(
        "The queue in virtual time, at most 300 requests in any 60 s: T* is the least time that any client needs",
    );
    let (mut sent, mut told_off) = (0, 0);
    for (concurrency, latency) in [(5, 200_000), (10, 100_000), (6, SECOND), (10, 2_500_000)] {
        for calls in [1, 300, 301, 1_000, 10_000] {
            for rule in [Rule::Fixed { phase: 17_300_000 }, Rule::Sliding, Rule::Bucket] {
                let limit = Limit { rule, requests: 300, window: 60 * SECOND };
                let ended = run(&plain(calls, concurrency, latency, limit));
                let least = seconds(least(calls as u64, concurrency.into(), latency, limit));
                let (ours, refused) = (seconds(ended.ended), ended.server.told_off);
                let rule = name(rule);
                let t = seconds(latency);
                let what =
                    format!("N={calls} C={concurrency} t={t} {rule}: T*={least:.1} ours={ours:.1} 429s={refused}");
                report.add(what, ours / least, "of T*", Bound::AtMost(MOST));
                sent += ended.server.log.len();
                told_off += refused as usize;
            }
        }
    }
    let taken = 100.0 * (sent - told_off) as f64 / sent as f64;
    report.add(format!("taken of {sent} requests, without a 429"), taken, "per cent", Bound::AtLeast(100.0));
}

fn seconds(time: Micros) -> f64 {
    time as f64 / SECOND as f64
}

fn name(rule: Rule) -> &'static str {
    match rule {
        Rule::Fixed { .. } => "fixed",
        Rule::Sliding => "sliding",
        Rule::Bucket => "bucket",
    }
}
