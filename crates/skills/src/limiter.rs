//! The pace: how many requests may leave, and when, so that the platform never has to say “too many”.

mod adapt;

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use crate::Pace;
use adapt::Adapting;

/// What the log covers when no pace is known: it only counts then.
const COUNTED: Duration = Duration::from_secs(60);

/// Names an attempt between its start and its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttemptId(u64);

/// A log of the attempts of one sign-in, over a sliding window that is anchored on the *answers*.
///
/// An attempt counts from the moment it is sent until a window after its answer, for nobody outside the platform
/// knows when in between it arrived. So whatever the network does, no window of the platform's, fixed or sliding, sees
/// more than is allowed; nor does a bucket of that size that fills up at that pace.
///
/// It is told the time, as the duration since any moment the caller likes, and never waits itself.
#[derive(Clone, Debug)]
pub struct Limiter {
    pace: Option<Pace>,
    next: u64,
    recalled: bool,
    open: BTreeSet<AttemptId>,
    /// When each answered attempt stops counting, ascending.
    leaves: VecDeque<Duration>,
    gate: Duration,
    /// What other programs on the same keys have used, as the platform counts, and until when.
    others: (u32, Duration),
    /// The first attempt that left after the platform last asked to wait.
    round: u64,
    /// What is known of the pace, where it follows what the platform takes.
    adapting: Option<Adapting>,
}

impl Limiter {
    /// A limiter for a pace; without one it only counts, and heeds the platform's wish to wait.
    pub fn new(pace: Option<Pace>) -> Self {
        Limiter {
            pace,
            next: 0,
            recalled: false,
            open: BTreeSet::new(),
            leaves: VecDeque::new(),
            gate: Duration::ZERO,
            others: (0, Duration::ZERO),
            round: 0,
            adapting: None,
        }
    }

    /// Heeds what the platform says it has counted in its window, which begins anew after `reset`: what is beyond ours,
    /// other programs on the same keys have used.
    pub fn heed(&mut self, now: Duration, count: u32, reset: Duration) {
        self.others = (count.saturating_sub(self.in_window(now)), now + reset.min(COUNTED * 2));
    }

    /// The pace it keeps to.
    pub fn pace(&self) -> Option<Pace> {
        self.pace
    }

    /// Changes the pace, for instance when the platform's own counts turn out to be lower. What was sent still counts.
    /// A limiter that adapts never exceeds it from then on.
    pub fn set_pace(&mut self, pace: Option<Pace>) {
        self.publish(pace);
        self.change_pace(pace);
    }

    fn change_pace(&mut self, pace: Option<Pace>) {
        let old = self.span();
        self.pace = pace;
        let new = self.span();
        for leaves in &mut self.leaves {
            *leaves = (*leaves + new).saturating_sub(old);
        }
    }

    /// Whether a request may leave now.
    ///
    /// # Errors
    /// The moment before which it certainly may not. While more attempts are open than are allowed, an answer comes
    /// first, so ask again after each.
    pub fn may_send(&mut self, now: Duration) -> Result<(), Duration> {
        self.forget(now);
        let free = self.free_at(now);
        if free <= now {
            return Ok(());
        }
        if free > self.gate {
            self.held_back();
        }
        Err(free)
    }

    /// Notes that a request leaves now.
    pub fn sent(&mut self, now: Duration) -> AttemptId {
        self.forget(now);
        let id = AttemptId(self.next);
        self.next += 1;
        self.open.insert(id);
        id
    }

    /// Notes that an attempt was answered, or was given up. Noting it twice does no harm.
    pub fn answered(&mut self, id: AttemptId, now: Duration) {
        if self.open.remove(&id) {
            self.log(now + self.span());
        }
    }

    /// Notes the attempts of an earlier process, by how long ago each was: a restart must not take a second allotment.
    /// Only the first time, for they are the same ones afterwards.
    pub fn recall(&mut self, now: Duration, ago: impl IntoIterator<Item = Duration>) {
        if std::mem::replace(&mut self.recalled, true) {
            return;
        }
        for ago in ago {
            if let Some(rest) = self.span().checked_sub(ago) {
                self.log(now + rest);
            }
        }
    }

    /// Stops everything until a moment. An earlier moment does not shorten a longer stop.
    pub fn gate_until(&mut self, moment: Duration) {
        self.gate = self.gate.max(moment);
    }

    /// The moment until which everything is stopped, if that is still to come.
    pub fn gate(&self, now: Duration) -> Option<Duration> {
        (self.gate > now).then_some(self.gate)
    }

    /// Attempts under way.
    pub fn open(&self) -> u32 {
        self.open.len() as u32
    }

    /// Attempts that count at a moment: those under way and those of the last window (of the last minute when no pace
    /// is known).
    pub fn in_window(&self, now: Duration) -> u32 {
        let left = self.leaves.partition_point(|leaves| *leaves <= now);
        (self.open.len() + self.leaves.len() - left) as u32
    }

    /// How long a number of requests takes from now on at the fastest, from what the window holds already.
    /// `concurrency` requests at once, at least 1, each of them taking `latency`.
    pub fn estimate(&self, now: Duration, calls: u32, concurrency: u32, latency: Duration) -> Duration {
        if calls == 0 {
            return Duration::ZERO;
        }
        let concurrency = concurrency.max(1) as usize;
        let Some(pace) = self.pace else {
            let rounds = (calls as usize).div_ceil(concurrency) as u32;
            return (self.gate.max(now) - now) + latency * rounds;
        };
        let (limit, span) = (pace.requests.max(1) as usize, self.span());
        let still = self.leaves.iter().copied().filter(|leaves| *leaves > now);
        let open = self.open.iter().map(|_| now + latency + span);
        let mut leaves: VecDeque<Duration> = still.chain(open).collect();
        let mut slots: VecDeque<Duration> = self.open.iter().map(|_| now + latency).collect();
        let mut sent = now.max(self.gate);
        for _ in 0..calls {
            while leaves.len() >= limit {
                sent = sent.max(leaves.pop_front().unwrap_or_default());
            }
            while slots.len() >= concurrency {
                sent = sent.max(slots.pop_front().unwrap_or_default());
            }
            slots.push_back(sent + latency);
            leaves.push_back(sent + latency + span);
        }
        sent + latency - now
    }

    /// How long an answered attempt counts: the window, and a hundredth of it for clocks that do not run alike and
    /// for a request that arrives after it was given up.
    fn span(&self) -> Duration {
        let window = self.pace.map_or(COUNTED, |pace| pace.window);
        window + window / 100
    }

    fn log(&mut self, leaves: Duration) {
        let at = self.leaves.partition_point(|other| *other <= leaves);
        self.leaves.insert(at, leaves);
    }

    fn forget(&mut self, now: Duration) {
        while self.leaves.front().is_some_and(|leaves| *leaves <= now) {
            self.leaves.pop_front();
        }
    }

    fn free_at(&self, now: Duration) -> Duration {
        let Some(pace) = self.pace else { return self.gate };
        let all = pace.requests.max(1) as usize;
        let (others, until) = if now < self.others.1 { self.others } else { (0, Duration::ZERO) };
        let limit = all.saturating_sub(others as usize);
        let counting = self.open.len() + self.leaves.len();
        if counting < limit {
            return self.gate;
        }
        if limit == 0 {
            return self.gate.max(until);
        }
        // An open attempt stops counting a whole span after now at the soonest.
        let must_leave = counting - limit;
        let free = self.leaves.get(must_leave).copied().unwrap_or(now + self.span());
        // Once the others' requests no longer count there may be room all the same.
        let free = if counting < all { free.min(until) } else { free };
        free.max(self.gate)
    }
}

#[cfg(test)]
#[path = "limiter_tests.rs"]
mod tests;
