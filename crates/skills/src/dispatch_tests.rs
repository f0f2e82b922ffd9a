//! The queue by table; `tests/queue` lets it work on a model of a contact centre.

#[path = "dispatch_tests/away.rs"]
mod away;

use std::collections::HashMap;

use super::told::lengthened;
use super::*;
use crate::Outcome;

fn ms(number: u64) -> Duration {
    Duration::from_millis(number)
}

fn refusal(outcome: Outcome, status: Option<u16>, wait: Option<Duration>) -> Refusal {
    Refusal { outcome, wait, problem: Problem { title: format!("{outcome:?}"), status, ..Problem::default() } }
}

fn manners() -> Manners {
    Manners { concurrency: 2, backoff: ms(100), longest: ms(1_000), grace: ms(300), ..Manners::default() }
}

/// A queue at work: sends what it may, and answers by hand.
struct Bench {
    queue: Dispatcher,
    limiter: Limiter,
    now: Duration,
    open: HashMap<usize, AttemptId>,
}

impl Bench {
    fn new(jobs: &[Job], manners: Manners) -> Self {
        let queue = Dispatcher::new(jobs, manners, None);
        Bench { queue, limiter: Limiter::new(None), now: Duration::ZERO, open: HashMap::new() }
    }

    fn step(&mut self) -> Step {
        let step = self.queue.step(self.now, &mut self.limiter);
        if let Step::Send { job, attempt, .. } = step {
            self.open.insert(job, attempt);
        }
        step
    }

    fn sends(&mut self) -> (usize, Errand) {
        match self.step() {
            Step::Send { job, errand, .. } => (job, errand),
            other => panic!("expected a request, not {other:?}"),
        }
    }

    fn told(&mut self, job: usize, told: Told<'_>) -> Verdict {
        let attempt = self.open.remove(&job).expect("under way");
        self.limiter.answered(attempt, self.now);
        self.queue.told(job, self.now, told, 0.0, &mut self.limiter)
    }

    fn refuse(&mut self, job: usize, outcome: Outcome) -> Verdict {
        self.told(job, Told::Refused(&refusal(outcome, Some(500), None)))
    }
}

fn jobs(count: usize) -> Vec<Job> {
    (0..count).map(Job::at_once).collect()
}

#[test]
fn no_more_than_allowed_at_once_and_one_after_the_other_in_a_lane() {
    let lanes = [0, 0, 1, 2].map(Job::at_once);
    let mut bench = Bench::new(&lanes, manners());
    assert_eq!((bench.sends().0, bench.sends().0), (0, 2));
    assert_eq!(bench.step(), Step::AwaitOutcome);
    bench.told(0, Told::Done);
    assert_eq!(bench.sends().0, 3);
    bench.told(3, Told::Done);
    assert_eq!(bench.sends().0, 1);
    bench.told(1, Told::Done);
    bench.told(2, Told::Done);
    assert_eq!(bench.step(), Step::Done);
}

#[test]
fn places_taken_by_others_on_the_sign_in_count() {
    let mut bench = Bench::new(&jobs(2), manners());
    let theirs = bench.limiter.sent(ms(0));
    bench.sends();
    assert_eq!(bench.step(), Step::WaitUntil(LOOK_AGAIN));
    bench.limiter.answered(theirs, ms(5));
    bench.sends();
}

#[test]
fn tries_are_counted_and_spaced() {
    let mut bench = Bench::new(&jobs(1), manners());
    for wait in [100, 200, 400, 800] {
        bench.sends();
        assert_eq!(bench.refuse(0, Outcome::Retry), Verdict::Again);
        assert_eq!(bench.step(), Step::WaitUntil(bench.now + ms(wait)));
        bench.now += ms(wait);
    }
    bench.sends();
    assert_eq!(bench.refuse(0, Outcome::Retry), Verdict::GaveUp);
    assert_eq!(bench.step(), Step::Done);
}

#[test]
fn without_a_connection_the_queue_stops_and_nothing_is_given_up() {
    // No connection came about, or it broke off in the middle of a look.
    for outcome in [Outcome::Unreachable, Outcome::Retry] {
        let mut bench = Bench::new(&jobs(1), manners());
        let offline = refusal(outcome, None, None);
        for _ in 0..5 {
            bench.now += ms(1_000);
            bench.sends();
            assert_eq!(bench.told(0, Told::Refused(&offline)), Verdict::Again);
        }
        assert_eq!(bench.step(), Step::Paused);
        assert_eq!(bench.queue.paused(), Some(&Pause::Stopped(offline.problem)));
        bench.queue.resume();
        bench.sends();
        bench.told(0, Told::Done);
        assert_eq!(bench.step(), Step::Done);
    }
}

#[test]
fn a_sign_in_that_fails_blames_no_job() {
    for (outcome, tries) in [(Outcome::Stop, 1), (Outcome::Rejected, 1), (Outcome::Retry, 5)] {
        let mut bench = Bench::new(&jobs(1), manners());
        let refused = refusal(outcome, Some(500), None);
        for _ in 0..tries {
            assert!(bench.queue.paused().is_none());
            bench.now += ms(1_000);
            bench.sends();
            assert_eq!(bench.told(0, Told::NotSignedIn(&refused)), Verdict::Again);
        }
        assert_eq!(bench.step(), Step::Paused, "{outcome:?}");
    }
}

#[test]
fn failures_in_a_row_and_a_spent_budget_stop_it() {
    let mut bench = Bench::new(&jobs(50), Manners { failures_in_a_row: 4, ..manners() });
    for _ in 0..4 {
        let (job, _) = bench.sends();
        bench.refuse(job, Outcome::Retry);
    }
    assert_eq!(bench.step(), Step::Paused);

    let mut bench = Bench::new(&jobs(50), Manners { retries: 6, ..manners() });
    let mut sent = 0;
    while let Step::Send { job, .. } = bench.step() {
        sent += 1;
        match sent % 3 {
            0 => bench.told(job, Told::Done),
            _ => bench.refuse(job, Outcome::Retry),
        };
    }
    assert!(matches!(bench.queue.paused(), Some(Pause::Stopped(_))), "two of three fail, though never in a row");
    assert!(sent < 30, "{sent}");
}

#[test]
fn a_wish_to_wait_stops_everything_and_costs_no_try() {
    for (wait, until) in [(Some(ms(7_000)), 7_000), (None, 100), (Some(ms(0)), 100)] {
        let mut bench = Bench::new(&jobs(3), Manners { attempts: 1, ..manners() });
        let (first, second) = (bench.sends().0, bench.sends().0);
        let slow = refusal(Outcome::Throttled, Some(429), wait);
        assert_eq!(bench.told(first, Told::Refused(&slow)), Verdict::Again);
        assert_eq!(bench.step(), Step::WaitUntil(ms(until)));
        bench.told(second, Told::Done);
        assert_eq!(bench.step(), Step::WaitUntil(ms(until)), "others wait too");
        bench.now = ms(until);
        let next = [bench.sends().0, bench.sends().0];
        assert!(next.contains(&first) && next.contains(&2), "{next:?}");
    }
}

#[test]
fn jitter_only_ever_lengthens() {
    for (wait, jitter, expected) in
        [(1_000, 0.0, 1_000), (1_000, 1.0, 1_500), (1_000, 0.5, 1_250), (60_000, 1.0, 61_000), (0, 1.0, 0)]
    {
        assert_eq!(lengthened(ms(wait), jitter), ms(expected));
    }
}

#[test]
fn being_slowed_again_and_again_stops_it() {
    let mut bench = Bench::new(&jobs(2), Manners { failures_in_a_row: 3, ..manners() });
    let slow = refusal(Outcome::Throttled, Some(429), None);
    for round in 1..=3 {
        assert!(bench.queue.paused().is_none(), "round {round}");
        let both = [bench.sends().0, bench.sends().0];
        for job in both {
            bench.told(job, Told::Refused(&slow));
        }
        bench.now += ms(10_000);
    }
    assert_eq!(bench.step(), Step::Paused);
}

#[test]
fn being_slowed_spends_what_the_queue_can_afford() {
    let mut bench = Bench::new(&jobs(50), Manners { retries: 5, concurrency: 1, ..manners() });
    let slow = refusal(Outcome::Throttled, Some(429), None);
    let mut sent = 0;
    while bench.queue.paused().is_none() {
        bench.now += ms(10_000);
        let (job, _) = bench.sends();
        sent += 1;
        match sent % 3 {
            0 => bench.told(job, Told::Done),
            _ => bench.told(job, Told::Refused(&slow)),
        };
    }
    assert_eq!(bench.queue.paused(), Some(&Pause::Stopped(slow.problem)));
    assert_eq!(sent, 11, "two of three are one too many");
}

#[test]
fn a_late_refusal_of_the_same_round_is_no_round_of_its_own() {
    let mut bench = Bench::new(&jobs(3), Manners { concurrency: 3, failures_in_a_row: 2, ..manners() });
    let slow = refusal(Outcome::Throttled, Some(429), Some(ms(50)));
    let together = [bench.sends().0, bench.sends().0, bench.sends().0];
    for job in together {
        bench.told(job, Told::Refused(&slow));
        bench.now += ms(1_000);
    }
    bench.sends();
    assert_eq!(bench.queue.paused(), None);
}

#[test]
fn a_job_of_many_parts_outlives_many_sign_ins() {
    let mut bench = Bench::new(&jobs(1), manners());
    for _ in 0..10 {
        bench.sends();
        bench.refuse(0, Outcome::SignedOut);
        bench.sends();
        bench.told(0, Told::InParts);
    }
    bench.sends();
    assert_eq!(bench.queue.paused(), None);
}

#[test]
fn a_sign_in_that_ran_out_costs_no_try_but_is_not_renewed_for_ever() {
    let mut bench = Bench::new(&jobs(1), Manners { attempts: 1, ..manners() });
    for _ in 0..2 {
        bench.sends();
        assert_eq!(bench.refuse(0, Outcome::SignedOut), Verdict::Again);
        assert!(bench.queue.paused().is_none());
    }
    bench.sends();
    assert_eq!(bench.refuse(0, Outcome::SignedOut), Verdict::Again);
    assert_eq!(bench.step(), Step::Paused);
}

#[test]
fn what_goes_in_parts_goes_on_at_once_and_costs_no_tries() {
    let mut bench = Bench::new(&[Job::at_once(0), Job::at_once(0)], Manners { attempts: 1, ..manners() });
    for _ in 0..50 {
        assert_eq!(bench.sends(), (0, Errand::Do), "and nothing else goes on its lane");
        assert_eq!(bench.told(0, Told::InParts), Verdict::Again);
    }
    bench.sends();
    assert_eq!(bench.told(0, Told::Done), Verdict::Settled);
    assert_eq!(bench.sends().0, 1);
}

#[test]
fn what_was_carried_out_in_part_is_looked_up_at_once() {
    let mut bench = Bench::new(&[Job::at_once(0)], manners());
    bench.sends();
    assert_eq!(bench.refuse(0, Outcome::Partly), Verdict::Again);
    assert_eq!(bench.sends(), (0, Errand::Look));
    assert_eq!(bench.told(0, Told::Seen(Sight::Other)), Verdict::Settled);
}

#[test]
fn what_is_made_afresh_is_looked_at_before_every_try() {
    let mut bench = Bench::new(&[Job { afresh: true, ..Job::at_once(0) }], Manners { backoff: ms(0), ..manners() });
    for _ in 0..3 {
        assert_eq!(bench.sends(), (0, Errand::Look));
        bench.told(0, Told::Seen(Sight::Before));
        assert_eq!(bench.sends(), (0, Errand::Do));
        assert_eq!(bench.refuse(0, Outcome::Retry), Verdict::Again);
    }
    assert_eq!(bench.sends(), (0, Errand::Look));
}

#[test]
fn an_unknown_outcome_is_looked_up_after_the_grace() {
    for (seen, verdict, then) in [
        (Sight::After, Verdict::Settled, None),
        (Sight::Before, Verdict::Again, Some(Errand::Do)),
        (Sight::Other, Verdict::Settled, None),
    ] {
        let mut bench = Bench::new(&[Job::at_once(0), Job::at_once(0)], manners());
        bench.sends();
        assert_eq!(bench.refuse(0, Outcome::Unknown), Verdict::Again);
        assert_eq!(bench.step(), Step::WaitUntil(ms(300)), "and nothing else goes on its lane");
        bench.now = ms(300);
        assert_eq!(bench.sends(), (0, Errand::Look));
        assert_eq!(bench.told(0, Told::Seen(seen)), verdict, "{seen:?}");
        let next = bench.sends();
        assert_eq!(next, then.map_or((1, Errand::Do), |errand| (0, errand)), "{seen:?}");
    }
}

#[test]
fn what_cannot_be_looked_up_is_given_up() {
    let look = Job { first: Errand::Look, ..Job::at_once(0) };
    let mut bench = Bench::new(&[look], manners());
    assert_eq!(bench.sends(), (0, Errand::Look));
    assert_eq!(bench.refuse(0, Outcome::Rejected), Verdict::GaveUp);
}

#[test]
fn what_is_old_is_looked_at_before_it_is_sent() {
    let old = Job { stale_at: Some(ms(50)), ..Job::at_once(0) };
    let mut bench = Bench::new(std::slice::from_ref(&old), Manners { freshness: ms(1_000), ..manners() });
    bench.now = ms(50);
    assert_eq!(bench.sends(), (0, Errand::Look));
    bench.told(0, Told::Seen(Sight::Before));
    bench.now = ms(1_049);
    assert_eq!(bench.sends(), (0, Errand::Do));
    bench.refuse(0, Outcome::Retry);
    bench.now = ms(1_149);
    assert_eq!(bench.sends(), (0, Errand::Look), "it grew old again while it waited");

    let mut bench = Bench::new(&[old], Manners { freshness: ms(0), ..manners() });
    bench.now = ms(50);
    bench.sends();
    bench.told(0, Told::Seen(Sight::Before));
    assert_eq!(bench.sends(), (0, Errand::Do), "no freshness at all still lets it go right after the look");
}

#[test]
fn pausing_lets_come_in_what_is_under_way() {
    let mut bench = Bench::new(&jobs(3), manners());
    bench.sends();
    bench.queue.pause();
    assert_eq!(bench.step(), Step::AwaitOutcome);
    bench.told(0, Told::Done);
    assert_eq!(bench.step(), Step::Paused);
    assert_eq!(bench.queue.paused(), Some(&Pause::Asked));
    bench.queue.resume();
    bench.sends();
    bench.queue.cancel();
    assert_eq!(bench.step(), Step::AwaitOutcome);
    bench.told(1, Told::Unsent);
    assert_eq!(bench.step(), Step::Done);
    assert_eq!(bench.queue.waiting().collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_trial_pauses_when_its_jobs_are_settled() {
    let mut bench = Bench::new(&jobs(5), manners());
    bench.queue = Dispatcher::new(&jobs(5), manners(), Some(2));
    bench.sends();
    bench.sends();
    bench.told(0, Told::Done);
    assert_eq!(bench.step(), Step::AwaitOutcome);
    bench.refuse(1, Outcome::Rejected);
    assert_eq!(bench.step(), Step::Paused);
    assert_eq!(bench.queue.paused(), Some(&Pause::Trial));
    bench.queue.resume();
    assert_eq!(bench.sends().0, 2);
}

#[test]
fn a_trial_outlives_a_pause_and_a_stop() {
    let later = Job { due: ms(400), ..Job::at_once(2) };
    let jobs = [Job::at_once(0), Job::at_once(1), later];
    let mut bench = Bench::new(&jobs, manners());
    bench.queue = Dispatcher::new(&jobs, manners(), Some(2));
    bench.queue.pause();
    bench.queue.resume();
    assert_eq!((bench.sends().0, bench.sends().0), (0, 1));
    bench.told(0, Told::Done);
    bench.refuse(1, Outcome::Stop);
    assert_eq!(bench.step(), Step::Paused);
    bench.queue.resume();
    assert_eq!(bench.sends().0, 1);
    bench.told(1, Told::Done);
    assert_eq!(bench.step(), Step::Paused);
    assert_eq!(bench.queue.paused(), Some(&Pause::Trial));
    bench.queue.resume();
    assert_eq!(bench.step(), Step::WaitUntil(ms(400)), "what comes after it still waits for its time");
}

#[test]
fn a_settled_job_can_be_taken_up_again() {
    let settled = Job { settled: true, ..Job::at_once(1) };
    let mut bench = Bench::new(&[Job::at_once(0), settled], manners());
    bench.sends();
    bench.refuse(0, Outcome::Rejected);
    assert_eq!(bench.step(), Step::Done, "one was settled from the start");
    for job in [0, 1] {
        bench.queue.revive(job, Errand::Look, bench.now + ms(50));
        assert_eq!(bench.step(), Step::WaitUntil(bench.now + ms(50)));
        bench.now += ms(50);
        assert_eq!(bench.sends(), (job, Errand::Look));
        bench.told(job, Told::Seen(Sight::Before));
        assert_eq!(bench.sends(), (job, Errand::Do));
        bench.told(job, Told::Done);
        assert_eq!(bench.step(), Step::Done);
    }
}

#[test]
fn what_is_old_is_looked_at_together_where_that_takes_fewer_requests() {
    let jobs: Vec<Job> = (0..5).map(|lane| Job { stale_at: Some(ms(10)), ..Job::at_once(lane) }).collect();
    let mut bench = Bench::new(&jobs, Manners { sweep: Some(3), sweep_freshness: ms(50), ..manners() });
    assert_eq!(bench.sends(), (0, Errand::Do), "not old yet");
    bench.told(0, Told::Done);
    bench.now = ms(20);
    assert_eq!(bench.step(), Step::Sweep);
    assert_eq!(bench.step(), Step::AwaitOutcome, "what is old waits for it");
    bench.queue.swept(ms(20), Some(&|job| if job == 2 { Sight::Other } else { Sight::Before }));
    assert_eq!((bench.sends(), bench.sends()), ((1, Errand::Do), (2, Errand::Look)), "who differs is looked at alone");
    bench.told(1, Told::Done);
    bench.told(2, Told::Seen(Sight::Other));
    bench.now = ms(80);
    assert_eq!((bench.sends(), bench.sends()), ((3, Errand::Look), (4, Errand::Look)), "too few for another one");
}

#[test]
fn a_look_at_everybody_that_comes_to_nothing_is_the_last_and_a_pause_ends_it() {
    let jobs: Vec<Job> = (0..5).map(|lane| Job { stale_at: Some(ms(0)), ..Job::at_once(lane) }).collect();
    let mut bench = Bench::new(&jobs, Manners { sweep: Some(1), ..manners() });
    assert_eq!(bench.step(), Step::Sweep);
    bench.queue.pause();
    assert_eq!(bench.step(), Step::Paused);
    bench.queue.resume();
    assert_eq!(bench.step(), Step::Sweep);
    bench.queue.swept(ms(0), None);
    assert_eq!(bench.sends(), (0, Errand::Look));
}
