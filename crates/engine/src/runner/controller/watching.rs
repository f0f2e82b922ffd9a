//! What whoever watches a run gets to see.

use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::{CallStatus, Pause, RunStatus};
use tokio::time::Instant;

use super::Controller;
use crate::queue::{limiter, now};
use crate::runner::{Looks, RunSnapshot, run_time};

/// The time left is not guessed before so many agents are settled, or so long a time has passed.
const KNOWN_AFTER: (u32, Duration) = (10, Duration::from_secs(5));
/// Samples of the pace that are kept: a minute.
const SAMPLES: usize = 60;

impl Controller {
    pub(super) fn publish(&mut self) {
        let running = self.run.status == RunStatus::Running;
        if running && self.sampled.elapsed() >= Duration::from_secs(1) {
            self.sample();
        }
        if !std::mem::take(&mut self.dirty) {
            return;
        }
        let mut run = self.run.clone();
        run.sending += self.sending_since.map(|since| since.elapsed()).unwrap_or_default();
        let moment = now(&self.centre);
        let gate = limiter(&self.centre).gate(moment).filter(|_| running);
        let waits_until = gate.and_then(|gate| Timestamp::now().checked_add(gate - moment).ok());
        let pausing = running && (self.queue.paused().is_some() || self.cancelled);
        let unreachable = self.queue.unreachable(moment).filter(|_| running);
        let offline = unreachable.is_some();
        let reason = match (&run.reason, self.queue.paused(), unreachable) {
            (Some(reason), ..) | (None, Some(Pause::Stopped(reason)), _) | (None, _, Some(reason)) => {
                Some(reason.clone())
            }
            _ => waits_until.and(self.slowed_by.clone()),
        };
        let trial_over = self.queue.paused() == Some(&Pause::Trial);
        // Nobody knows when it goes on.
        let left = self.left.filter(|_| !offline);
        let (pace, checking) = (self.pace.clone(), self.checking);
        let snapshot = RunSnapshot { run, pausing, checking, trial_over, offline, reason, waits_until, left, pace };
        // It is no matter whether anybody watches.
        self.snapshot.send_replace(snapshot);
    }

    fn sample(&mut self) {
        self.sampled = Instant::now();
        self.dirty = true;
        let moment = now(&self.centre);
        if self.pace.len() == SAMPLES {
            self.pace.remove(0);
        }
        self.pace.push(limiter(&self.centre).in_window(moment));
        let sent_for = self.sending_since.map(|since| since.elapsed()).unwrap_or_default();
        let settled = self.run.counts.total().agents - self.run.counts.of(&CallStatus::Pending).agents;
        let known = settled >= KNOWN_AFTER.0 || sent_for >= KNOWN_AFTER.1;
        self.left = self.latency.filter(|_| known).map(|latency| {
            let waiting = self.calls.iter().filter(|call| call.status() == CallStatus::Pending).count() as u32;
            let looks = Looks { fresh: self.stale_at.saturating_sub(moment), manners: self.manners };
            let concurrency = self.manners.concurrency;
            let left = run_time(&limiter(&self.centre), moment, waiting, concurrency, looks, latency);
            left.as_secs_f64()
        });
    }
}
