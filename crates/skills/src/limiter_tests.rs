//! The limiter against model servers, in virtual time.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use proptest::prelude::*;

use super::*;

fn ms(number: u64) -> Duration {
    Duration::from_millis(number)
}

fn pace(requests: u32, window: u64) -> Pace {
    Pace { requests, window: ms(window) }
}

/// The ways in which platforms count.
#[derive(Clone, Copy, Debug)]
enum Rule {
    Fixed { phase: u64 },
    Sliding,
    Bucket,
}

/// How many of these arrivals (milliseconds, ascending) a server refuses.
fn refused(rule: Rule, arrivals: &[u64], limit: u32, window: u64) -> usize {
    match rule {
        Rule::Fixed { phase } => {
            let mut counts = std::collections::HashMap::new();
            for at in arrivals {
                *counts.entry((at + phase) / window).or_insert(0u32) += 1;
            }
            counts.values().map(|count| count.saturating_sub(limit) as usize).sum()
        }
        Rule::Sliding => {
            let mut recent = VecDeque::new();
            let mut refused = 0;
            for at in arrivals {
                while recent.front().is_some_and(|old| old + window <= *at) {
                    recent.pop_front();
                }
                if recent.len() as u32 >= limit { refused += 1 } else { recent.push_back(*at) }
            }
            refused
        }
        Rule::Bucket => {
            let (mut tokens, mut then, mut refused) = (f64::from(limit), 0, 0);
            for at in arrivals {
                let filled = (at - then) as f64 * f64::from(limit) / window as f64;
                tokens = (tokens + filled).min(f64::from(limit));
                then = *at;
                if tokens < 1.0 - 1e-9 { refused += 1 } else { tokens -= 1.0 }
            }
            refused
        }
    }
}

/// A client that sends as soon as it may. Returns the arrivals, ascending, and when the last answer came.
fn drive(
    limiter: &mut Limiter,
    calls: usize,
    concurrency: usize,
    trip: impl Fn(usize) -> (u64, u64),
) -> (Vec<u64>, u64) {
    let mut now = Duration::ZERO;
    let mut answers: BinaryHeap<Reverse<(Duration, AttemptId)>> = BinaryHeap::new();
    let (mut arrivals, mut sent, mut last) = (Vec::new(), 0, 0);
    while sent < calls || !answers.is_empty() {
        while let Some(Reverse((at, id))) = answers.peek().copied().filter(|Reverse((at, _))| *at <= now) {
            limiter.answered(id, at);
            last = at.as_millis() as u64;
            answers.pop();
        }
        let may = limiter.may_send(now);
        if sent < calls && answers.len() < concurrency && may.is_ok() {
            let (there, back) = trip(sent);
            let id = limiter.sent(now);
            arrivals.push(now.as_millis() as u64 + there);
            answers.push(Reverse((now + ms(there + back), id)));
            sent += 1;
            continue;
        }
        let answer = answers.peek().map(|Reverse((at, _))| *at);
        let free = may.err().filter(|_| sent < calls && answers.len() < concurrency);
        match (answer, free) {
            (Some(answer), Some(free)) => now = answer.min(free),
            (Some(moment), None) | (None, Some(moment)) => now = moment,
            (None, None) => break,
        }
    }
    arrivals.sort_unstable();
    (arrivals, last)
}

/// The least time that any client needs, in milliseconds, where calls wait for the pace rather than for the answers.
fn least(calls: u64, concurrency: u64, latency: u64, limit: u64, window: u64) -> u64 {
    if concurrency * window <= limit * latency {
        return calls.div_ceil(concurrency) * latency;
    }
    window * ((calls - 1) / limit) + ((calls - 1) % limit + 1).div_ceil(concurrency) * latency
}

#[test]
fn the_makespan_is_within_three_per_cent_of_the_least() {
    for calls in [1, 300, 301, 1_000, 10_000] {
        for (concurrency, latency) in [(5, 200), (6, 200), (10, 100), (6, 1_000), (10, 2_500)] {
            let mut limiter = Limiter::new(Some(pace(300, 60_000)));
            let (_, took) = drive(&mut limiter, calls, concurrency, |_| (latency / 2, latency - latency / 2));
            let least = least(calls as u64, concurrency as u64, latency, 300, 60_000);
            assert!(took * 97 <= least * 100, "{calls} calls, {concurrency} at once, {latency} ms: {took} for {least}");
        }
    }
}

#[test]
fn the_estimate_is_what_the_calls_then_take() {
    for (calls, before, concurrency, latency) in
        [(1, 0, 6, 200), (1_000, 0, 5, 200), (500, 250, 6, 100), (40, 299, 10, 700)]
    {
        let mut limiter = Limiter::new(Some(pace(300, 60_000)));
        limiter.recall(Duration::ZERO, (0..before).map(|age| ms(age * 10)));
        let estimate = limiter.estimate(Duration::ZERO, calls, concurrency, ms(latency));
        let (_, took) = drive(&mut limiter, calls as usize, concurrency as usize, |_| (latency / 2, latency / 2));
        assert_eq!(estimate, ms(took), "{calls} after {before}");
    }
    assert_eq!(Limiter::new(None).estimate(Duration::ZERO, 13, 6, ms(100)), ms(300));
    assert_eq!(Limiter::new(None).estimate(ms(5), 0, 6, ms(100)), Duration::ZERO);
}

#[test]
fn a_stop_holds_everything_and_is_never_shortened() {
    let mut limiter = Limiter::new(None);
    assert_eq!(limiter.may_send(ms(0)), Ok(()));
    limiter.gate_until(ms(5_000));
    limiter.gate_until(ms(1_000));
    assert_eq!(limiter.may_send(ms(4_999)), Err(ms(5_000)));
    assert_eq!(limiter.gate(ms(4_999)), Some(ms(5_000)));
    assert_eq!(limiter.may_send(ms(5_000)), Ok(()));
    assert_eq!(limiter.gate(ms(5_000)), None);
    assert!(limiter.estimate(ms(0), 1, 1, ms(10)) >= ms(5_010));
}

#[test]
fn what_an_earlier_process_sent_still_counts() {
    let mut limiter = Limiter::new(Some(pace(2, 1_000)));
    limiter.recall(ms(0), [400, 900, 5_000].map(ms));
    limiter.recall(ms(0), [400, 900, 5_000].map(ms));
    assert_eq!(limiter.in_window(ms(0)), 2);
    assert_eq!(limiter.may_send(ms(0)), Err(ms(110)));
    limiter.set_pace(Some(pace(1, 1_000)));
    assert_eq!(limiter.may_send(ms(110)), Err(ms(610)));
    limiter.set_pace(Some(pace(1, 2_000)));
    assert_eq!(limiter.may_send(ms(110)), Err(ms(1_620)));
}

#[test]
fn open_attempts_hold_a_small_allotment() {
    let mut limiter = Limiter::new(Some(pace(1, 1_000)));
    let first = limiter.sent(ms(0));
    assert_eq!(limiter.may_send(ms(3_000)), Err(ms(4_010)), "open for longer than a window, and still counting");
    limiter.answered(first, ms(3_000));
    limiter.answered(first, ms(3_500));
    assert_eq!(limiter.may_send(ms(4_009)), Err(ms(4_010)));
    assert_eq!(limiter.may_send(ms(4_010)), Ok(()));
}

#[test]
fn what_others_use_on_the_same_keys_is_left_to_them() {
    let mut limiter = Limiter::new(Some(pace(5, 60_000)));
    for _ in 0..2 {
        let id = limiter.sent(ms(0));
        limiter.answered(id, ms(10));
    }
    limiter.heed(ms(10), 2, ms(30_000));
    assert_eq!(limiter.may_send(ms(10)), Ok(()));
    // The platform has counted four, two of them not ours: one more fits.
    limiter.heed(ms(10), 4, ms(30_000));
    limiter.sent(ms(11));
    assert_eq!(limiter.may_send(ms(11)), Err(ms(30_010)), "its count begins anew, and two of five are free again");
    assert_eq!(limiter.may_send(ms(30_010)), Ok(()));
    limiter.heed(ms(30_020), 9, ms(5_000));
    assert_eq!(limiter.may_send(ms(30_020)), Err(ms(35_020)), "nothing is left of the window");
}

/// An attempt that is answered at once: taken, or asked to wait.
fn answered(limiter: &mut Limiter, now: u64, taken: bool) {
    let attempt = limiter.sent(ms(now));
    limiter.answered(attempt, ms(now));
    if taken { limiter.succeeded(attempt) } else { assert!(limiter.slowed(attempt, ms(now), None)) }
}

fn requests(limiter: &Limiter) -> u32 {
    limiter.pace().unwrap().requests
}

#[test]
fn an_uncertain_pace_follows_what_is_taken_and_is_never_exceeded() {
    let mut limiter = Limiter::adapting(Some(pace(8, 1_000)));
    for expected in [6, 4, 3, 2, 1, 1] {
        answered(&mut limiter, 0, false);
        assert_eq!(limiter.pace(), Some(pace(expected, 1_000)));
    }
    for expected in [2, 2, 4, 4, 4, 4, 8, 8] {
        answered(&mut limiter, 0, true);
        assert_eq!(requests(&limiter), expected);
    }
    (0..100).for_each(|_| answered(&mut limiter, 0, true));
    assert_eq!(requests(&limiter), 8, "and no further");
    answered(&mut limiter, 0, false);
    for expected in [7, 8] {
        (0..requests(&limiter)).for_each(|_| answered(&mut limiter, 0, true));
        assert_eq!(requests(&limiter), expected, "carefully where it was too fast before");
    }
    limiter.set_pace(Some(pace(20, 1_000)));
    (0..200).for_each(|_| answered(&mut limiter, 0, true));
    assert_eq!(requests(&limiter), 20, "what the platform publishes is the most");

    let mut published = Limiter::new(Some(pace(8, 1_000)));
    answered(&mut published, 0, false);
    assert_eq!(requests(&published), 8, "what is certain stays");
}

#[test]
fn requests_refused_together_slow_it_once() {
    let mut limiter = Limiter::adapting(Some(pace(8, 1_000)));
    let together: Vec<AttemptId> = (0..3).map(|_| limiter.sent(ms(0))).collect();
    for (at, attempt) in together.iter().enumerate() {
        limiter.answered(*attempt, ms(900 * at as u64));
        assert_eq!(limiter.slowed(*attempt, ms(900 * at as u64), None), at == 0);
    }
    assert_eq!(requests(&limiter), 6);
    (0..6).for_each(|_| limiter.succeeded(together[0]));
    assert_eq!(requests(&limiter), 6, "what was sent before says nothing about the new pace");
}

#[test]
fn an_unknown_pace_is_learnt_from_what_was_taken() {
    // Told off after so many that were taken within so long, with or without a wish to wait.
    for (taken, every, wait, expected) in [
        (300, 40, Some(48_040), pace(225, 60_000)),
        (300, 40, None, pace(225, 11_960)),
        (10, 10, Some(900), pace(7, 1_000)),
        (10, 10, None, pace(7, 1_000)),
        (1, 0, None, pace(1, 1_000)),
        (0, 0, Some(30_000), pace(1, 30_000)),
        (2, 0, Some(90_000_000), pace(1, 3_600_000)),
    ] {
        let mut limiter = Limiter::adapting(None);
        (0..taken).for_each(|at| answered(&mut limiter, at * every, true));
        assert_eq!(limiter.pace(), None);
        let now = taken.saturating_sub(1) * every;
        let attempt = limiter.sent(ms(now));
        limiter.answered(attempt, ms(now));
        limiter.slowed(attempt, ms(now), wait.map(ms));
        assert_eq!(limiter.pace(), Some(expected), "{taken} taken, one every {every} ms, asked to wait {wait:?}");
    }
}

#[test]
fn a_learnt_window_grows_while_nothing_is_taken_and_its_requests_grow_while_they_are_asked_for() {
    let mut limiter = Limiter::adapting(None);
    (0..9).for_each(|at| answered(&mut limiter, at * 100, true));
    answered(&mut limiter, 1_000, false);
    assert_eq!(limiter.pace(), Some(pace(6, 1_000)));
    answered(&mut limiter, 3_000, false);
    assert_eq!(limiter.pace(), Some(pace(6, 3_000)), "the window began at the first answer");
    (0..100).for_each(|_| answered(&mut limiter, 9_000, true));
    assert_eq!(requests(&limiter), 6, "nobody asked for more");
    let mut grown = Vec::new();
    for round in 2..9 {
        (0..100).for_each(|_| answered(&mut limiter, round * 9_000, true));
        assert!(limiter.may_send(ms(round * 9_000)).is_err());
        answered(&mut limiter, round * 9_000, true);
        grown.push(requests(&limiter));
    }
    assert_eq!(grown, [8, 9, 10, 12, 16, 24, 40], "by half up to what was too many, then beyond it");
    answered(&mut limiter, 90_000, false);
    assert_eq!(limiter.pace(), Some(pace(30, 3_000)));
}

proptest! {
    #[test]
    fn no_server_ever_says_too_many(
        calls in 1usize..600,
        concurrency in 1usize..=10,
        limit in 1u32..60,
        window in 100u64..5_000,
        phase in 0u64..5_000,
        trips in prop::collection::vec((0u64..800, 0u64..800), 1..50),
    ) {
        let mut limiter = Limiter::new(Some(pace(limit, window)));
        let (arrivals, _) = drive(&mut limiter, calls, concurrency, |call| trips[call % trips.len()]);
        prop_assert_eq!(arrivals.len(), calls);
        for rule in [Rule::Fixed { phase }, Rule::Sliding, Rule::Bucket] {
            prop_assert_eq!(refused(rule, &arrivals, limit, window), 0, "{:?}", rule);
        }
    }
}
