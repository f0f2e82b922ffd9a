//! What is sent next, and when: the throttled queue without its requests, its clock or its journal.

mod away;
mod told;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::time::Duration;

use crate::{AttemptId, Limiter, Problem, Refusal};
use away::Away;

/// How soon to look again whether another user of the same sign-in has left a place free.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// How a queue behaves. Durations of 0 are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manners {
    /// Requests at once, at least 1.
    pub concurrency: u32,
    /// How often a job is sent at most before it is given up, at least 1; looks have as many of their own.
    pub attempts: u32,
    /// How long to wait after the first failure; it doubles with each further one.
    pub backoff: Duration,
    /// The longest that waiting grows to.
    pub longest: Duration,
    /// How long after an unknown outcome the platform may still carry the request out.
    pub grace: Duration,
    /// How long what was read counts as current.
    pub freshness: Duration,
    /// The same for what a look at everybody showed: it costs more, and concerns more.
    pub sweep_freshness: Duration,
    /// After so many failures without a success between them the queue stops.
    pub failures_in_a_row: u32,
    /// Retries that the queue can afford, and rounds in which the platform asks to wait; every success earns one back.
    pub retries: u32,
    /// How many requests read everybody at once; none where nothing does. Once more jobs than that wait with what was
    /// read grown old, they are looked at together.
    pub sweep: Option<u32>,
    /// How often one request tries whether a platform can be reached again to which no connection comes about, more
    /// than 0. It takes no tries and spends nothing. If none, that is a failure like others, and stops the queue.
    pub probe: Option<Duration>,
}

impl Default for Manners {
    fn default() -> Self {
        Manners {
            concurrency: 6,
            attempts: 5,
            backoff: Duration::from_secs(1),
            longest: Duration::from_secs(60),
            grace: Duration::from_secs(30),
            freshness: Duration::from_secs(30),
            sweep_freshness: Duration::from_secs(120),
            failures_in_a_row: 20,
            retries: 100,
            sweep: None,
            probe: None,
        }
    }
}

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Carries the job out.
    Do,
    /// Looks at the live state first: what was read is old, or nobody knows whether the job was carried out.
    Look,
}

/// Something to be carried out by one request that succeeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Jobs that share a lane (an agent) go one after the other, in their order. Lanes count from 0; each is named once.
    pub lanes: Vec<usize>,
    /// What comes first.
    pub first: Errand,
    /// Not before this moment.
    pub due: Duration,
    /// From when on a look comes first; never, if none.
    pub stale_at: Option<Duration>,
    /// Whether a look comes first every time that it is carried out, after a refusal too.
    pub afresh: bool,
    /// It is settled already, and goes only when it is taken up again.
    pub settled: bool,
}

impl Job {
    /// A job that goes as soon as it can and needs no look.
    pub fn at_once(lane: usize) -> Self {
        Job { lanes: vec![lane], first: Errand::Do, due: Duration::ZERO, stale_at: None, afresh: false, settled: false }
    }
}

/// What to do now. Whatever it is, outcomes and wishes may come in between; ask again after each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send this request now.
    Send {
        /// Index of the job.
        job: usize,
        /// What the request is for.
        errand: Errand,
        /// Its attempt with the limiter, to be told answered there.
        attempt: AttemptId,
    },
    /// Look at everybody at once, for what was read is old; then say what that showed to [`Dispatcher::swept`]. Nothing
    /// that has to be looked at goes until then.
    Sweep,
    /// Nothing before this moment.
    WaitUntil(Duration),
    /// Nothing before an outcome.
    AwaitOutcome,
    /// Nothing is under way, and nothing goes out until [`Dispatcher::resume`].
    Paused,
    /// Nothing is under way, and nothing is left.
    Done,
}

/// What became of a request.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// It succeeded; the job is carried out.
    Done,
    /// A look succeeded.
    Seen(Sight),
    /// It did not succeed.
    Refused(&'a Refusal),
    /// Signing in for it did not succeed, which says nothing about the job.
    NotSignedIn(&'a Refusal),
    /// It never left, for reasons that are not its own.
    Unsent,
    /// Only a part of it was carried out, or it is to be tried in parts: the rest goes at once.
    InParts,
}

/// What a look showed about a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It is carried out already.
    After,
    /// It is still to be carried out.
    Before,
    /// It is not, and is not to be without a new decision.
    Other,
}

/// What that means for the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing more happens to it.
    Settled,
    /// It goes on.
    Again,
    /// It could go on, but no tries are left.
    GaveUp,
}

/// Why nothing is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pause {
    /// Somebody asked for it.
    Asked,
    /// The first few jobs are settled, as asked.
    Trial,
    /// Going on makes no sense before somebody does something.
    Stopped(Problem),
}

#[derive(Clone, Debug)]
struct State {
    lanes: Vec<usize>,
    /// In how many of its lanes another job goes first.
    behind: usize,
    due: Duration,
    errand: Errand,
    stale_at: Option<Duration>,
    afresh: bool,
    sent: u32,
    looks: u32,
    renewals: u32,
    /// The last attempt.
    attempt: Option<AttemptId>,
    under_way: bool,
    settled: bool,
}

/// The queue: which job goes when. It is told the time and every outcome, and never waits itself.
#[derive(Clone, Debug)]
pub struct Dispatcher {
    manners: Manners,
    jobs: Vec<State>,
    /// The unsettled jobs of each lane; only the first one of a lane ever goes. All lanes have their jobs in the order
    /// in which they entered, so that jobs never wait for each other.
    lanes: Vec<VecDeque<usize>>,
    ready: VecDeque<usize>,
    delayed: BinaryHeap<Reverse<(Duration, usize)>>,
    /// Jobs that wait for the end of a trial.
    reserve: VecDeque<usize>,
    under_way: u32,
    pause: Option<Pause>,
    cancelled: bool,
    failures: u32,
    throttled: u32,
    retries: u32,
    /// Everybody is being looked at.
    sweeping: bool,
    /// No connection comes about.
    away: Option<Away>,
}

impl Dispatcher {
    /// A queue of jobs, in the order they are to go. With a `trial`, it pauses once so many of them are settled.
    pub fn new(jobs: &[Job], manners: Manners, trial: Option<usize>) -> Self {
        let lanes = jobs.iter().flat_map(|job| &job.lanes).max().map_or(0, |last| last + 1);
        let mut queue = Dispatcher {
            manners,
            jobs: Vec::with_capacity(jobs.len()),
            lanes: vec![VecDeque::new(); lanes],
            ready: VecDeque::new(),
            delayed: BinaryHeap::new(),
            reserve: VecDeque::new(),
            under_way: 0,
            pause: None,
            cancelled: false,
            failures: 0,
            throttled: 0,
            retries: manners.retries,
            sweeping: false,
            away: None,
        };
        let mut entered = 0;
        for (index, job) in jobs.iter().enumerate() {
            queue.jobs.push(State {
                lanes: job.lanes.clone(),
                behind: 0,
                due: job.due,
                errand: if job.afresh { Errand::Look } else { job.first },
                stale_at: job.stale_at,
                afresh: job.afresh,
                sent: 0,
                looks: 0,
                renewals: 0,
                attempt: None,
                under_way: false,
                settled: job.settled,
            });
            if job.settled {
                continue;
            }
            if trial.is_some_and(|trial| entered >= trial) {
                queue.reserve.push_back(index);
            } else {
                queue.enter(index, job.due);
            }
            entered += 1;
        }
        queue
    }

    /// What to do now.
    pub fn step(&mut self, now: Duration, limiter: &mut Limiter) -> Step {
        if self.pause.is_some() || self.cancelled {
            return match self.under_way {
                0 if self.cancelled => Step::Done,
                0 => Step::Paused,
                _ => Step::AwaitOutcome,
            };
        }
        while let Some(Reverse((_, job))) = self.delayed.peek().copied().filter(|Reverse((due, _))| *due <= now) {
            self.delayed.pop();
            self.ready.push_front(job);
        }
        if self.under_way >= self.manners.concurrency.max(1) {
            return Step::AwaitOutcome;
        }
        let Some(job) = self.ready.front().copied() else { return self.idle() };
        if let Some(step) = self.awaits_connection(now) {
            return step;
        }
        if self.away.is_none() && self.is_stale(job, now) {
            if self.sweeping {
                return Step::AwaitOutcome;
            }
            if self.is_worth_a_sweep(now) {
                self.sweeping = true;
                return Step::Sweep;
            }
        }
        if let Err(moment) = limiter.may_send(now) {
            return Step::WaitUntil(moment);
        }
        if limiter.open() >= self.manners.concurrency.max(1) {
            return Step::WaitUntil(now + LOOK_AGAIN);
        }
        self.ready.pop_front();
        self.send(job, now, limiter)
    }

    /// Whether what a job was made from is so old that it is looked at again first.
    fn is_stale(&self, job: usize, now: Duration) -> bool {
        let state = &self.jobs[job];
        state.errand == Errand::Do && !state.afresh && state.stale_at.is_some_and(|stale_at| stale_at <= now)
    }

    /// Whether a look at everybody takes fewer requests than one for each stale job.
    fn is_worth_a_sweep(&self, now: Duration) -> bool {
        let Some(cost) = self.manners.sweep.map(|requests| requests as usize) else { return false };
        self.waiting().filter(|job| self.is_stale(*job, now)).take(cost + 1).count() > cost
    }

    /// Takes in a look at everybody that began at a moment: jobs that are to be carried out from what it showed are
    /// fresh again; all others are looked at one by one, which decides about them. A `look` that came to nothing is
    /// the last one.
    pub fn swept(&mut self, began: Duration, look: Option<&dyn Fn(usize) -> Sight>) {
        self.sweeping = false;
        let Some(look) = look else {
            self.manners.sweep = None;
            return;
        };
        self.away = None;
        let fresh = began + self.manners.sweep_freshness.max(Duration::from_millis(1));
        for job in 0..self.jobs.len() {
            let state = &self.jobs[job];
            if state.settled || state.under_way || state.afresh || state.errand == Errand::Look {
                continue;
            }
            let as_before = look(job) == Sight::Before;
            let state = &mut self.jobs[job];
            match state.stale_at {
                Some(stale_at) if as_before => state.stale_at = Some(stale_at.max(fresh)),
                Some(_) => state.errand = Errand::Look,
                None => {}
            }
        }
    }

    /// Nothing counts as current any more, for instance after the computer slept.
    pub fn all_stale(&mut self, now: Duration) {
        for job in &mut self.jobs {
            job.stale_at = job.stale_at.map(|_| now);
        }
    }

    fn idle(&mut self) -> Step {
        match self.delayed.peek() {
            Some(Reverse((due, _))) => Step::WaitUntil(*due),
            None if self.under_way > 0 => Step::AwaitOutcome,
            None if self.reserve.is_empty() => Step::Done,
            None => {
                self.pause = Some(Pause::Trial);
                Step::Paused
            }
        }
    }

    fn send(&mut self, job: usize, now: Duration, limiter: &mut Limiter) -> Step {
        let state = &mut self.jobs[job];
        if state.stale_at.is_some_and(|stale_at| stale_at <= now) {
            state.errand = Errand::Look;
        }
        match state.errand {
            Errand::Do => state.sent += 1,
            Errand::Look => state.looks += 1,
        }
        let attempt = limiter.sent(now);
        (state.under_way, state.attempt) = (true, Some(attempt));
        self.under_way += 1;
        let errand = state.errand;
        self.probes(job);
        Step::Send { job, errand, attempt }
    }

    /// Sends nothing more until [`Dispatcher::resume`]; what is under way still comes in. A stop's reason is kept.
    pub fn pause(&mut self) {
        self.sweeping = false;
        self.pause.get_or_insert(Pause::Asked);
    }

    /// Stops with a reason, for instance because nothing can be recorded.
    pub fn stop(&mut self, problem: &Problem) {
        self.sweeping = false;
        if !matches!(self.pause, Some(Pause::Stopped(_))) {
            self.pause = Some(Pause::Stopped(problem.clone()));
        }
    }

    /// Goes on, with new patience. What waits for the end of a trial goes once the trial has come to it.
    pub fn resume(&mut self) {
        let trial_over = self.pause.take() == Some(Pause::Trial);
        self.away = None;
        (self.failures, self.throttled, self.retries) = (0, 0, self.manners.retries);
        self.jobs.iter_mut().for_each(|job| job.renewals = 0);
        let reserve = if trial_over { std::mem::take(&mut self.reserve) } else { VecDeque::new() };
        reserve.into_iter().for_each(|job| self.enter(job, self.jobs[job].due));
    }

    /// Sends nothing more, ever.
    pub fn cancel(&mut self) {
        self.cancelled = true;
    }

    /// Why nothing is sent, if so.
    pub fn paused(&self) -> Option<&Pause> {
        self.pause.as_ref()
    }

    /// Requests under way.
    pub fn under_way(&self) -> u32 {
        self.under_way
    }

    /// Jobs that are neither settled nor under way.
    pub fn waiting(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.jobs.len()).filter(|job| !self.jobs[*job].settled && !self.jobs[*job].under_way)
    }

    /// Takes a settled job up again, as somebody decided, but not before a moment; a look may come first.
    pub fn revive(&mut self, job: usize, first: Errand, due: Duration) {
        let state = &mut self.jobs[job];
        if std::mem::take(&mut state.settled) {
            let first = if state.afresh { Errand::Look } else { first };
            (state.errand, state.sent, state.looks, state.renewals) = (first, 0, 0, 0);
            self.enter(job, due);
        }
    }

    /// Puts a job into its lanes; it goes when it is the first one in all of them.
    fn enter(&mut self, job: usize, due: Duration) {
        let state = &mut self.jobs[job];
        (state.behind, state.due) = (0, due);
        for lane in &state.lanes {
            let lane = &mut self.lanes[*lane];
            lane.push_back(job);
            state.behind += usize::from(lane.len() > 1);
        }
        if state.behind == 0 {
            self.admit(job);
        }
    }

    fn admit(&mut self, job: usize) {
        let due = self.jobs[job].due;
        if due.is_zero() { self.ready.push_back(job) } else { self.delayed.push(Reverse((due, job))) }
    }

    fn again(&mut self, job: usize, due: Duration) -> Verdict {
        self.delayed.push(Reverse((due, job)));
        Verdict::Again
    }

    fn settle(&mut self, job: usize) -> Verdict {
        self.jobs[job].settled = true;
        for at in 0..self.jobs[job].lanes.len() {
            let lane = &mut self.lanes[self.jobs[job].lanes[at]];
            lane.pop_front();
            let Some(next) = lane.front().copied() else { continue };
            self.jobs[next].behind -= 1;
            if self.jobs[next].behind == 0 {
                self.admit(next);
            }
        }
        Verdict::Settled
    }

    fn give_up(&mut self, job: usize) -> Verdict {
        self.settle(job);
        Verdict::GaveUp
    }
}

#[cfg(test)]
#[path = "dispatch_tests.rs"]
mod tests;
