//! What outlives the program: the facts about each job, as its one law derives them, and when requests were answered.

use std::time::Duration;

use skillsheet_skills::{CallStatus, Errand, Fact, Job, Outcome, Problem, Refusal, Seen};

use super::meter::Micros;
use super::server::{Reply, State};

/// The facts that are on the disk.
#[derive(Clone, Debug)]
pub struct Journal {
    pub statuses: Vec<CallStatus>,
    /// When the last fact about each job came in.
    at: Vec<Micros>,
    /// Which jobs were given up, in which era, and whether nobody knew then what became of them.
    pub given_up: Vec<Option<(u32, bool)>>,
    /// When requests were answered.
    answered: Vec<Micros>,
    /// Until when the answers to writes asked to wait.
    wait: Micros,
}

impl Journal {
    pub fn new(jobs: usize) -> Self {
        Journal {
            statuses: vec![CallStatus::Pending; jobs],
            at: vec![0; jobs],
            given_up: vec![None; jobs],
            answered: Vec::new(),
            wait: 0,
        }
    }

    fn record(&mut self, job: usize, now: Micros, fact: &Fact) {
        self.statuses[job] = self.statuses[job].after(fact, 0);
        self.at[job] = now;
    }

    pub fn sent(&mut self, job: usize, now: Micros) {
        self.record(job, now, &Fact::Sent(1));
    }

    /// What a write came to.
    pub fn answered(&mut self, job: usize, now: Micros, reply: Reply) {
        self.wait = self.wait.max(now + reply.wait().unwrap_or(0));
        let fact = match refusal(reply, true) {
            Some(refusal) => Fact::Refused(refusal),
            None => Fact::Applied,
        };
        self.record(job, now, &fact);
    }

    pub fn seen(&mut self, job: usize, now: Micros, state: State) {
        let seen = match state {
            State::Before => Seen::Before,
            State::After => Seen::After,
            State::Other => Seen::Other(None),
        };
        self.record(job, now, &Fact::Seen(vec![seen]));
    }

    pub fn gave_up(&mut self, job: usize, now: Micros, era: u32) {
        self.given_up[job] = Some((era, self.statuses[job].is_in_doubt()));
        self.record(job, now, &Fact::GaveUp(Problem::default()));
    }

    pub fn skip(&mut self, job: usize, now: Micros) {
        self.record(job, now, &Fact::Skipped);
    }

    /// Notes that some request was answered.
    pub fn counts(&mut self, now: Micros) {
        self.answered.push(now);
    }

    /// How long ago requests were answered.
    pub fn ago(&self, now: Micros) -> impl Iterator<Item = Duration> + '_ {
        self.answered.iter().map(move |at| Duration::from_micros(now - at))
    }

    /// How long a platform's wish to wait still holds.
    pub fn still_waits(&self, now: Micros) -> Duration {
        Duration::from_micros(self.wait.saturating_sub(now))
    }

    /// The jobs of a run that is taken up again: what is in doubt is looked at once the grace is over.
    pub fn jobs(&self, lanes: &[Vec<usize>], now: Micros, grace: Micros, stale_at: Option<Duration>) -> Vec<Job> {
        let job = |(index, lanes): (usize, &Vec<usize>)| {
            let fresh = Job { lanes: lanes.clone(), stale_at, ..Job::at_once(0) };
            let due = Duration::from_micros(grace.saturating_sub(now - self.at[index]));
            match self.statuses[index] {
                status if status.is_in_doubt() => Job { first: Errand::Look, due, ..fresh },
                CallStatus::Pending => fresh,
                _ => Job { settled: true, ..fresh },
            }
        };
        lanes.iter().enumerate().map(job).collect()
    }
}

/// A reply as a platform's module tells it; none when it is a success.
pub fn refusal(reply: Reply, writes: bool) -> Option<Refusal> {
    let (outcome, status) = match reply {
        Reply::Done | Reply::Seen(_) => return None,
        Reply::Slow { .. } => (Outcome::Throttled, Some(429)),
        Reply::Unwell { .. } if writes => (Outcome::Unknown, Some(503)),
        Reply::Unwell { retry_after: Some(_) } => (Outcome::Throttled, Some(503)),
        Reply::Unwell { retry_after: None } => (Outcome::Retry, Some(503)),
        Reply::Rejected => (Outcome::Rejected, Some(400)),
        Reply::SignedOut => (Outcome::SignedOut, Some(401)),
        Reply::Lost if writes => (Outcome::Unknown, None),
        Reply::Lost => (Outcome::Retry, None),
        Reply::NoConnection => (Outcome::Unreachable, None),
    };
    let problem = Problem { title: format!("{reply:?}"), status, ..Problem::default() };
    Some(Refusal { outcome, wait: reply.wait().map(Duration::from_micros), problem })
}
