//! No connection to the platform comes about: then nothing leaves but one request now and then, and the first that is
//! answered opens the queue again.

use std::time::Duration;

use super::told::lengthened;
use super::{Dispatcher, Step, Told};
use crate::{Outcome, Problem};

/// So long nothing can be reached before anybody is told. A computer that moves to another network is back sooner: a
/// notice that comes and goes within a moment helps nobody.
const PATIENCE: Duration = Duration::from_secs(5);

/// The first waits between two requests are shorter, for most connections are back soon: an eighth of the last, a
/// quarter, a half.
const SHORTER: u32 = 3;

/// What is known while no connection comes about.
#[derive(Clone, Debug)]
pub(super) struct Away {
    /// Why not, as it was last said.
    problem: Problem,
    since: Duration,
    /// When the next request may try, and the job whose request does so now.
    due: Duration,
    probe: Option<usize>,
    /// How many have tried.
    tries: u32,
}

/// What a request tells of the connection.
enum Sign<'a> {
    /// Somebody answered, whatever the answer is.
    Answered,
    /// No connection came about.
    Unreachable(&'a Problem),
    /// It left, and no answer came.
    Lost,
    /// It never tried.
    Unsent,
}

impl Sign<'_> {
    fn of(told: Told<'_>) -> Sign<'_> {
        let (Told::Refused(refusal) | Told::NotSignedIn(refusal)) = told else {
            return if matches!(told, Told::Unsent) { Sign::Unsent } else { Sign::Answered };
        };
        match refusal.outcome {
            Outcome::Unreachable => Sign::Unreachable(&refusal.problem),
            Outcome::Unknown | Outcome::Retry if refusal.problem.status.is_none() => Sign::Lost,
            _ => Sign::Answered,
        }
    }
}

impl Away {
    /// The first request after that goes at once: what one connection failed for need not be the network's fault.
    fn new(since: Duration, now: Duration, problem: &Problem) -> Self {
        Away { problem: problem.clone(), since, due: now, probe: None, tries: 0 }
    }

    /// How long until the next one after another that failed.
    fn wait(&self, probe: Duration) -> Duration {
        probe / 2u32.pow(SHORTER.saturating_sub(self.tries))
    }
}

impl Dispatcher {
    /// Why the platform cannot be reached, once that has lasted for some seconds. Nothing is sent meanwhile but one
    /// request every [`super::Manners::probe`], and the first that is answered sets everything going again.
    pub fn unreachable(&self, now: Duration) -> Option<&Problem> {
        let away = self.away.as_ref().filter(|_| self.pause.is_none() && !self.cancelled)?;
        (now >= away.since + PATIENCE).then_some(&away.problem)
    }

    /// Tries at once whether the platform can be reached again, where it could not.
    pub fn try_now(&mut self) {
        if let Some(away) = &mut self.away {
            away.due = Duration::ZERO;
        }
    }

    /// Takes in that a look at everybody, begun at a moment, came to nothing because no connection came about.
    pub fn swept_nobody(&mut self, began: Duration, now: Duration, problem: &Problem) {
        if self.manners.probe.is_none() {
            return self.swept(began, None);
        }
        self.sweeping = false;
        // It has tried for a while itself.
        self.away.get_or_insert_with(|| Away::new(began, now, problem));
    }

    /// Follows what a request tells of the connection. Only the one that tries for all opens the queue again: answers
    /// to those that left before say nothing new.
    pub(super) fn follow(&mut self, job: usize, now: Duration, told: Told<'_>, jitter: f64) {
        let Some(probe) = self.manners.probe else { return };
        let sign = Sign::of(told);
        let Some(away) = &mut self.away else {
            if let Sign::Unreachable(problem) = sign {
                self.away = Some(Away::new(now, now, problem));
            }
            return;
        };
        if away.probe != Some(job) {
            return;
        }
        away.probe = None;
        match sign {
            Sign::Answered => return self.away = None,
            Sign::Unsent => return,
            Sign::Unreachable(problem) => away.problem.clone_from(problem),
            Sign::Lost => {}
        }
        away.due = now + lengthened(away.wait(probe), jitter.clamp(0.0, 1.0));
        away.tries += 1;
    }

    /// Notes that a request tries for all, where one has to.
    pub(super) fn probes(&mut self, job: usize) {
        if let Some(away) = &mut self.away {
            away.probe = Some(job);
        }
    }

    /// What to do while no connection comes about; nothing, if a request may try or need not.
    pub(super) fn awaits_connection(&self, now: Duration) -> Option<Step> {
        let away = self.away.as_ref()?;
        if away.probe.is_some() {
            return Some(Step::AwaitOutcome);
        }
        (now < away.due).then_some(Step::WaitUntil(away.due))
    }
}
