//! The computer was asleep: what was read is old, the sign-in may have ended, and nobody knows what became of the
//! requests under way.

use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::Problem;
use tokio::time::Instant;

use super::Controller;
use crate::queue::now;

/// A gap that no busy computer makes.
const GAP: Duration = Duration::from_secs(60);

/// When the run last looked at its clocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clocks {
    wall: Timestamp,
    running: Instant,
}

impl Clocks {
    pub(super) fn now() -> Self {
        Clocks { wall: Timestamp::now(), running: Instant::now() }
    }

    /// Whether the computer, or this program, stood still between two looks at the clocks. On some systems the running
    /// clock stops in sleep, and only the one on the wall tells; on others both go on. `resting` is for a run that did
    /// not look at them because it was paused: then only a stopped clock tells.
    fn stood_still(self, now: Clocks, resting: bool) -> bool {
        let running = now.running.saturating_duration_since(self.running);
        // A clock that was put back is no sleep.
        let wall = Duration::try_from(now.wall.duration_since(self.wall)).unwrap_or_default();
        wall.saturating_sub(running) > GAP || (!resting && running > GAP)
    }
}

impl Controller {
    /// Looks at the clocks, before each step and about ten times a second while the run goes on. After a sleep it pauses:
    /// the person is told, and nothing is sent from what was read before.
    pub(super) async fn look_at_clocks(&mut self) {
        let before = std::mem::replace(&mut self.clocks, Clocks::now());
        if before.stood_still(self.clocks, false) {
            tracing::info!("the computer was asleep during a run");
            self.hold.cancel();
            self.queue.stop(&asleep());
            self.woke().await;
        }
    }

    /// The same for a run that was paused while the computer slept: it is paused already.
    pub(super) async fn after_rest(&mut self) {
        let before = std::mem::replace(&mut self.clocks, Clocks::now());
        if before.stood_still(self.clocks, true) {
            self.woke().await;
        }
    }

    /// Nothing that was known before the sleep counts as known.
    async fn woke(&mut self) {
        self.stale_at = now(&self.centre);
        self.queue.all_stale(self.stale_at);
        self.centre.end_token().await;
    }
}

fn asleep() -> Problem {
    Problem {
        title: "The computer was asleep".into(),
        meaning: "Skillsheet paused. What was under way is looked up before anything is sent.".into(),
        next: "Go on".into(),
        ..Problem::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_told_from_a_busy_computer_and_from_a_clock_that_was_set() {
        let start = Clocks::now();
        let after = |wall: i64, running: u64| Clocks {
            wall: start.wall + jiff::SignedDuration::from_secs(wall),
            running: start.running + Duration::from_secs(running),
        };
        for (wall, running, resting, slept) in [
            (0, 0, false, false),
            (30, 30, false, false),
            // The running clock stood still.
            (3_600, 1, false, true),
            (3_600, 1, true, true),
            // Both went on: while a run is paused that is nothing.
            (3_600, 3_600, false, true),
            (3_600, 3_600, true, false),
            // Set by a minute, and put back.
            (45, 0, false, false),
            (-3_600, 1, false, false),
        ] {
            assert_eq!(start.stood_still(after(wall, running), resting), slept, "{wall} {running} {resting}");
        }
    }
}
