//! What an outcome means for its job, and for the queue.

use std::time::Duration;

use super::{Dispatcher, Errand, Sight, Told, Verdict};
use crate::{Limiter, Outcome, Problem, Refusal};

/// How often one job may find the sign-in run out before that is no longer normal.
const RENEWALS: u32 = 2;

impl Dispatcher {
    /// Takes in what became of a request. `jitter`, from 0 to 1, lengthens the wait that may follow, so that many
    /// programs do not come back at the same moment.
    pub fn told(&mut self, job: usize, now: Duration, told: Told<'_>, jitter: f64, limiter: &mut Limiter) -> Verdict {
        if !std::mem::take(&mut self.jobs[job].under_way) {
            return Verdict::Again;
        }
        self.under_way -= 1;
        self.follow(job, now, told, jitter);
        let verdict = self.meant(job, now, told, jitter, limiter);
        // What it was made from may be why it was refused.
        if verdict == Verdict::Again && self.jobs[job].afresh && matches!(told, Told::Refused(_)) {
            self.jobs[job].errand = Errand::Look;
        }
        verdict
    }

    fn meant(&mut self, job: usize, now: Duration, told: Told<'_>, jitter: f64, limiter: &mut Limiter) -> Verdict {
        if is_taken(told) {
            // The pace is not too fast, whatever else the answer says.
            self.throttled = 0;
            self.jobs[job].attempt.iter().for_each(|attempt| limiter.succeeded(*attempt));
        }
        match told {
            Told::Done | Told::Seen(Sight::After) => {
                self.succeeded();
                self.settle(job)
            }
            Told::Seen(Sight::Other) => self.settle(job),
            Told::Seen(Sight::Before) => self.as_before(job, now),
            Told::Unsent => {
                self.uncount(job);
                self.again(job, now)
            }
            Told::InParts => {
                self.succeeded();
                self.uncount(job);
                // A job of many parts may outlive many sign-ins.
                self.jobs[job].renewals = 0;
                self.again(job, now)
            }
            Told::Refused(refusal) | Told::NotSignedIn(refusal) => {
                let jitter = jitter.clamp(0.0, 1.0);
                if refusal.outcome == Outcome::Throttled {
                    return self.slowed(job, now, refusal, jitter, limiter);
                }
                if let Some(wait) = refusal.wait {
                    limiter.gate_until(now + lengthened(wait, jitter));
                }
                if refusal.outcome == Outcome::Unreachable {
                    return self.unreached(job, now, refusal, jitter);
                }
                match told {
                    Told::NotSignedIn(refusal) => self.not_signed_in(job, now, refusal, jitter),
                    _ => self.refused(job, now, refusal, jitter),
                }
            }
        }
    }

    fn refused(&mut self, job: usize, now: Duration, refusal: &Refusal, jitter: f64) -> Verdict {
        let errand = self.jobs[job].errand;
        match (refusal.outcome, errand) {
            (Outcome::Rejected, Errand::Do) => self.settle(job),
            (Outcome::Rejected, Errand::Look) => self.give_up(job),
            (Outcome::Stop, _) => {
                self.uncount(job);
                self.stop(&refusal.problem);
                self.again(job, now)
            }
            (Outcome::SignedOut, _) => {
                self.uncount(job);
                self.jobs[job].renewals += 1;
                if self.jobs[job].renewals > RENEWALS {
                    self.stop(&refusal.problem);
                }
                self.again(job, now)
            }
            (Outcome::Partly, Errand::Do) => {
                // Done as far as the platform would: nothing is still on its way, so the look need not wait.
                self.succeeded();
                self.uncount(job);
                self.jobs[job].errand = Errand::Look;
                self.jobs[job].looks = 0;
                self.again(job, now)
            }
            (Outcome::Unknown, Errand::Do) => {
                self.failed(&refusal.problem);
                self.jobs[job].errand = Errand::Look;
                self.jobs[job].looks = 0;
                self.again(job, now + self.manners.grace)
            }
            // Where no answer came the job is not to blame.
            _ => self.failed_attempt(job, now, refusal, jitter, refusal.problem.status.is_none()),
        }
    }

    /// No connection came about. Where the queue tries by itself whether one does again, that takes nothing of anybody.
    fn unreached(&mut self, job: usize, now: Duration, refusal: &Refusal, jitter: f64) -> Verdict {
        if self.manners.probe.is_none() {
            return self.failed_attempt(job, now, refusal, jitter, true);
        }
        self.uncount(job);
        self.again(job, now)
    }

    fn not_signed_in(&mut self, job: usize, now: Duration, refusal: &Refusal, jitter: f64) -> Verdict {
        match refusal.outcome {
            Outcome::Retry | Outcome::Unknown => self.failed_attempt(job, now, refusal, jitter, true),
            _ => {
                self.uncount(job);
                self.stop(&refusal.problem);
                self.again(job, now)
            }
        }
    }

    /// The platform asks everybody to wait. That is nobody's failure, but it must not go on for ever.
    fn slowed(&mut self, job: usize, now: Duration, refusal: &Refusal, jitter: f64, limiter: &mut Limiter) -> Verdict {
        let wait = refusal.wait.filter(|wait| !wait.is_zero());
        let begins_a_round = self.jobs[job].attempt.is_none_or(|attempt| limiter.slowed(attempt, now, wait));
        if begins_a_round {
            self.throttled += 1;
            self.spend(&refusal.problem);
        }
        limiter.gate_until(now + lengthened(wait.unwrap_or_else(|| self.backoff(self.throttled)), jitter));
        if self.throttled >= self.manners.failures_in_a_row {
            self.stop(&refusal.problem);
        }
        self.uncount(job);
        self.again(job, now)
    }

    /// Another try after a while. When none is left the job is given up, unless it is not to blame: then the queue
    /// stops, and the job waits for better times.
    fn failed_attempt(
        &mut self,
        job: usize,
        now: Duration,
        refusal: &Refusal,
        jitter: f64,
        blameless: bool,
    ) -> Verdict {
        self.failed(&refusal.problem);
        let state = &mut self.jobs[job];
        let tries = if state.errand == Errand::Do { &mut state.sent } else { &mut state.looks };
        let failures = *tries;
        if failures < self.manners.attempts {
            return self.again(job, now + lengthened(self.backoff(failures), jitter));
        }
        if blameless {
            *tries = 0;
            self.stop(&refusal.problem);
            return self.again(job, now);
        }
        self.give_up(job)
    }

    fn as_before(&mut self, job: usize, now: Duration) -> Verdict {
        let freshness = self.manners.freshness;
        let state = &mut self.jobs[job];
        state.errand = Errand::Do;
        state.looks = 0;
        if let Some(stale_at) = &mut state.stale_at {
            *stale_at = (now + freshness).max(now + Duration::from_millis(1));
        }
        if state.sent >= self.manners.attempts { self.give_up(job) } else { self.again(job, now) }
    }

    fn uncount(&mut self, job: usize) {
        let state = &mut self.jobs[job];
        match state.errand {
            Errand::Do => state.sent = state.sent.saturating_sub(1),
            Errand::Look => state.looks = state.looks.saturating_sub(1),
        }
    }

    fn succeeded(&mut self) {
        self.failures = 0;
        self.retries = (self.retries + 1).min(self.manners.retries);
    }

    fn failed(&mut self, problem: &Problem) {
        self.failures += 1;
        if self.failures >= self.manners.failures_in_a_row {
            self.stop(problem);
        }
        self.spend(problem);
    }

    fn spend(&mut self, problem: &Problem) {
        self.retries = self.retries.saturating_sub(1);
        if self.retries == 0 {
            self.stop(problem);
        }
    }

    fn backoff(&self, failures: u32) -> Duration {
        let doubled = 2u32.saturating_pow(failures.saturating_sub(1));
        self.manners.backoff.saturating_mul(doubled).min(self.manners.longest)
    }
}

/// Whether the platform took the request, whatever became of what it carried.
fn is_taken(told: Told<'_>) -> bool {
    match told {
        Told::Done | Told::Seen(_) | Told::InParts => true,
        Told::Refused(refusal) => matches!(refusal.outcome, Outcome::Rejected | Outcome::Partly),
        Told::NotSignedIn(_) | Told::Unsent => false,
    }
}

/// Longer by up to half, at most by a second when much is asked for: never shorter, for a platform means what it says.
pub(super) fn lengthened(wait: Duration, jitter: f64) -> Duration {
    wait + (wait / 2).min(Duration::from_secs(1)).mul_f64(jitter)
}
