//! A platform to which no connection comes about.

use super::*;

const PROBE: Duration = Duration::from_secs(8);

fn patient() -> Manners {
    Manners { attempts: 1, retries: 1, failures_in_a_row: 1, probe: Some(PROBE), ..manners() }
}

fn offline() -> Refusal {
    refusal(Outcome::Unreachable, None, None)
}

impl Bench {
    fn unreached(&mut self, job: usize) {
        assert_eq!(self.told(job, Told::Refused(&offline())), Verdict::Again);
    }

    /// Two are under way when the connection goes, and the one that then tries for all fails too.
    fn away(jobs: &[Job]) -> Self {
        let mut bench = Bench::new(jobs, patient());
        let both = [bench.sends().0, bench.sends().0];
        both.into_iter().for_each(|job| bench.unreached(job));
        let (job, _) = bench.sends();
        assert_eq!(bench.step(), Step::AwaitOutcome, "one at a time");
        bench.unreached(job);
        bench
    }
}

#[test]
fn one_request_now_and_then_tries_for_all_and_costs_nothing() {
    let mut bench = Bench::away(&jobs(5));
    for wait in [1_000, 2_000, 4_000, 8_000, 8_000, 8_000] {
        assert_eq!(bench.step(), Step::WaitUntil(bench.now + ms(wait)));
        bench.now += ms(wait);
        let (job, _) = bench.sends();
        assert_eq!(bench.step(), Step::AwaitOutcome);
        bench.unreached(job);
    }
    bench.now += PROBE;
    let (job, _) = bench.sends();
    bench.told(job, Told::Done);
    for _ in 0..4 {
        let (job, _) = bench.sends();
        bench.told(job, Told::Done);
    }
    assert_eq!((bench.step(), bench.queue.paused()), (Step::Done, None));
}

#[test]
fn any_answer_to_the_one_that_tries_opens_it_again() {
    let said = |outcome, status| refusal(outcome, Some(status), None);
    for answer in [
        said(Outcome::Rejected, 400),
        said(Outcome::SignedOut, 401),
        said(Outcome::Throttled, 429),
        said(Outcome::Unknown, 503),
    ] {
        for is_sign_in in [false, true] {
            let mut bench = Bench::away(&jobs(5));
            bench.now += ms(1_000);
            let (job, _) = bench.sends();
            bench.told(job, if is_sign_in { Told::NotSignedIn(&answer) } else { Told::Refused(&answer) });
            assert!(bench.queue.away.is_none(), "{answer:?}");
        }
    }
}

#[test]
fn what_left_before_and_what_is_lost_open_nothing() {
    let mut bench = Bench::new(&jobs(5), Manners { concurrency: 3, failures_in_a_row: 9, retries: 9, ..patient() });
    let [first, second, third] = [bench.sends().0, bench.sends().0, bench.sends().0];
    bench.unreached(first);
    bench.told(second, Told::Done);
    let (probe, _) = bench.sends();
    assert_eq!(bench.step(), Step::AwaitOutcome, "an answer to what left before");
    bench.told(third, Told::Done);
    let lost = refusal(Outcome::Unknown, None, None);
    assert_eq!(bench.told(probe, Told::Refused(&lost)), Verdict::Again);
    assert_eq!(bench.step(), Step::WaitUntil(ms(1_000)));
    bench.now = ms(1_000);
    let (other, errand) = bench.sends();
    assert_eq!(errand, if other == probe { Errand::Look } else { Errand::Do });
}

#[test]
fn it_is_told_only_after_some_seconds_and_not_while_it_is_paused() {
    let mut bench = Bench::away(&jobs(3));
    assert_eq!(bench.queue.unreachable(ms(4_999)), None);
    assert_eq!(bench.queue.unreachable(ms(5_000)), Some(&offline().problem));
    bench.queue.pause();
    assert_eq!(bench.queue.unreachable(ms(5_000)), None);
    bench.queue.resume();
    assert_eq!(bench.queue.unreachable(ms(9_000)), None, "whoever goes on begins anew");
}

#[test]
fn a_person_may_try_at_once_but_only_one_request_does() {
    let mut bench = Bench::away(&jobs(3));
    assert_eq!(bench.step(), Step::WaitUntil(ms(1_000)));
    bench.queue.try_now();
    let (job, _) = bench.sends();
    bench.queue.try_now();
    assert_eq!(bench.step(), Step::AwaitOutcome);
    bench.unreached(job);
    assert_eq!(bench.step(), Step::WaitUntil(ms(2_000)));
}

#[test]
fn a_pause_ends_the_trying_and_a_stop_is_heeded() {
    let mut bench = Bench::away(&jobs(3));
    bench.queue.pause();
    assert_eq!(bench.step(), Step::Paused);
    bench.queue.resume();
    assert_eq!((bench.sends().0, bench.sends().0).0, 1, "all that may go at once goes");
    bench.queue.cancel();
    bench.unreached(1);
    bench.unreached(0);
    assert_eq!(bench.step(), Step::Done);
}

#[test]
fn without_a_connection_what_is_old_is_looked_at_alone_and_together_after() {
    let jobs: Vec<Job> = (0..5).map(|lane| Job { stale_at: Some(ms(0)), ..Job::at_once(lane) }).collect();
    let mut bench = Bench::new(&jobs, Manners { sweep: Some(2), ..patient() });
    assert_eq!(bench.step(), Step::Sweep);
    bench.now = ms(20_000);
    bench.queue.swept_nobody(ms(0), bench.now, &offline().problem);
    assert_eq!(bench.queue.unreachable(bench.now), Some(&offline().problem), "it has tried for long");
    assert_eq!(bench.sends(), (0, Errand::Look));
    bench.unreached(0);
    bench.now = ms(30_000);
    assert_eq!(bench.sends(), (0, Errand::Look));
    bench.told(0, Told::Seen(Sight::Before));
    assert_eq!(bench.sends(), (0, Errand::Do));
    assert_eq!(bench.step(), Step::Sweep, "the others together");
}
