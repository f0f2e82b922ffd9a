//! A pace that nobody published, or only half: it follows what the platform takes.

use std::time::Duration;

use super::{AttemptId, Limiter};
use crate::Pace;

/// No window that is learnt is shorter; a platform that tells of its pace at all counts in seconds at least.
const SHORTEST: Duration = Duration::from_secs(1);

/// No window that is learnt is longer.
const LONGEST: Duration = Duration::from_secs(3_600);

/// What is known of a pace that has to be found out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Adapting {
    /// The most that is ever tried, where that is known.
    full: Option<Pace>,
    /// Whether anything was taken in this round.
    taken: bool,
    /// Successes since the pace last changed.
    successes: u32,
    /// Whether the pace has held anything back since it last changed; else nothing is known about a faster one.
    held: bool,
    /// The requests in a window that were too many.
    too_many: u32,
    /// How many more requests are tried next, once that many are taken after all.
    step: u32,
    /// When the window began that is being learnt.
    since: Duration,
}

impl Limiter {
    /// A limiter for a platform whose pace is not certain. It goes down by a quarter whenever the platform asks to
    /// wait; for every window's worth of successes it goes up again, by half of the way to what was too many, and
    /// beyond that in small steps that grow. Given a pace, it begins with it and never exceeds it. Without one it does
    /// not hold back until the platform asks to wait, and then knows from the last minute what was taken, and how long
    /// that took.
    pub fn adapting(pace: Option<Pace>) -> Self {
        let adapting = Adapting {
            full: pace,
            taken: false,
            successes: 0,
            held: false,
            too_many: u32::MAX,
            step: 1,
            since: Duration::ZERO,
        };
        Limiter { adapting: Some(adapting), ..Limiter::new(pace) }
    }

    /// Notes that the platform asked to wait, when it answered an attempt. Attempts that were under way together are
    /// refused together; true when this is the first one of its round.
    pub fn slowed(&mut self, attempt: AttemptId, now: Duration, wait: Option<Duration>) -> bool {
        if attempt.0 < self.round {
            return false;
        }
        self.round = self.next;
        let Some(mut adapting) = self.adapting else { return true };
        let pace = match self.pace {
            None => {
                adapting.since = self.oldest().unwrap_or(now);
                // The one that was refused is on the log too; those under way may be refused as well.
                let taken = (self.leaves.len() as u32).saturating_sub(1).max(1);
                adapting.too_many = taken + 1;
                Pace { requests: lowered(taken), window: adapting.window(now, wait) }
            }
            // Not even one was taken: the platform's window is longer than was thought.
            Some(pace) if adapting.full.is_none() && !adapting.taken => {
                Pace { window: pace.window.max(adapting.window(now, wait)), ..pace }
            }
            Some(pace) => {
                adapting.since = now.saturating_sub(pace.window);
                adapting.too_many = pace.requests;
                Pace { requests: lowered(pace.requests), ..pace }
            }
        };
        (adapting.taken, adapting.successes, adapting.held, adapting.step) = (false, 0, false, 1);
        self.adapting = Some(adapting);
        self.change_pace(Some(pace));
        true
    }

    /// Notes that the platform took an attempt.
    pub fn succeeded(&mut self, attempt: AttemptId) {
        let (Some(adapting), Some(pace)) = (&mut self.adapting, self.pace) else { return };
        if attempt.0 < self.round {
            return;
        }
        adapting.taken = true;
        adapting.successes += 1;
        let most = adapting.full.map_or(u32::MAX, |full| full.requests);
        let is_asked_for = adapting.held || adapting.full.is_some();
        if adapting.successes < pace.requests || pace.requests >= most || !is_asked_for {
            return;
        }
        (adapting.successes, adapting.held) = (0, false);
        let requests = pace.requests.saturating_add(adapting.more(pace.requests)).min(most);
        self.change_pace(Some(Pace { requests, ..pace }));
    }

    /// Notes that the pace holds a request back.
    pub(super) fn held_back(&mut self) {
        if let Some(adapting) = &mut self.adapting {
            adapting.held = true;
        }
    }

    /// A pace from outside is the most that is tried from then on.
    pub(super) fn publish(&mut self, pace: Option<Pace>) {
        if let Some(adapting) = &mut self.adapting {
            adapting.full = pace;
        }
    }

    /// When the first attempt that counts was answered, if any was.
    fn oldest(&self) -> Option<Duration> {
        self.leaves.front().map(|leaves| leaves.saturating_sub(self.span()))
    }
}

impl Adapting {
    /// How long the platform's window is at least, when it asks to wait now.
    fn window(&self, now: Duration, wait: Option<Duration>) -> Duration {
        (now.saturating_sub(self.since) + wait.unwrap_or_default()).clamp(SHORTEST, LONGEST)
    }

    /// How many more requests in a window to try.
    fn more(&mut self, requests: u32) -> u32 {
        let left = self.too_many.saturating_sub(requests);
        if left > 1 {
            return left / 2;
        }
        let step = self.step;
        self.step = step.saturating_mul(2);
        step
    }
}

/// Less by a quarter.
fn lowered(requests: u32) -> u32 {
    (requests - requests.div_ceil(4)).max(1)
}
