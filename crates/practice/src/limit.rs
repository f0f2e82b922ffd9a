//! How many requests a token may make, and how long one that made too many must wait. It is told the time.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// A rate limit for each token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limit {
    /// Requests that one token may make in a window; at least 1 is let through.
    pub requests: u32,
    /// The window's length; as JSON, `windowMillis`.
    #[serde(rename = "windowMillis", with = "millis")]
    pub window: Duration,
    /// How the window is laid over time.
    #[serde(default)]
    pub kind: WindowKind,
}

/// How a limit's window is laid over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WindowKind {
    /// At most so many in any window, wherever it begins.
    #[default]
    Sliding,
    /// Windows follow each other, the first one from the token's first request.
    Fixed,
    /// A bucket that holds so many and refills evenly over a window.
    Bucket,
}

impl Limit {
    /// So many requests in any window of this length.
    pub fn sliding(requests: u32, window: Duration) -> Self {
        Self { requests, window, kind: WindowKind::Sliding }
    }
}

impl Default for Limit {
    /// 300 requests in any 60 seconds.
    fn default() -> Self {
        Self::sliding(300, Duration::from_secs(60))
    }
}

/// How much of a limit one token has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    /// Requests counted in the window that is running.
    pub(crate) count: u32,
    /// How many it may be.
    pub(crate) allowed: u32,
    /// How long until the first of them is counted no more.
    pub(crate) reset: Duration,
}

/// Counts each token's requests against a limit.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    limit: Option<Limit>,
    tokens: HashMap<String, VecDeque<Instant>>,
}

impl Limiter {
    pub(crate) fn new(limit: Option<Limit>) -> Self {
        Self { limit, tokens: HashMap::new() }
    }

    /// Takes another limit, or none, and forgets what was counted.
    pub(crate) fn set(&mut self, limit: Option<Limit>) {
        *self = Self::new(limit);
    }

    /// Forgets what was counted.
    pub(crate) fn forget(&mut self) {
        self.tokens.clear();
    }

    /// The limit in force.
    pub(crate) fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// How much of the limit a token has used by now; nothing without a limit.
    pub(crate) fn quota(&self, token: &str, now: Instant) -> Option<Quota> {
        let limit = self.limit?;
        let counted = self.tokens.get(token).into_iter().flatten();
        let ages = counted.map(|at| now.duration_since(*at)).filter(|age| *age < limit.window).collect::<Vec<_>>();
        let reset = ages.iter().max().map_or(limit.window, |oldest| limit.window - *oldest);
        let count = u32::try_from(ages.len()).unwrap_or(u32::MAX);
        Some(Quota { count, allowed: limit.requests.max(1), reset })
    }

    /// Counts a request that arrived now, or refuses it (uncounted) and says how long until one would pass.
    pub(crate) fn admit(&mut self, token: &str, now: Instant) -> Result<(), Duration> {
        let Some(limit) = self.limit else { return Ok(()) };
        let admitted = self.tokens.entry(token.to_owned()).or_default();
        let wait = match limit.kind {
            WindowKind::Sliding => wait_sliding(admitted, limit, now),
            WindowKind::Fixed => wait_fixed(admitted, limit, now),
            WindowKind::Bucket => wait_bucket(admitted, limit, now),
        };
        match wait {
            Some(wait) => Err(wait),
            None => {
                admitted.push_back(now);
                Ok(())
            }
        }
    }
}

fn wait_sliding(admitted: &mut VecDeque<Instant>, limit: Limit, now: Instant) -> Option<Duration> {
    while admitted.front().is_some_and(|first| now.duration_since(*first) >= limit.window) {
        admitted.pop_front();
    }
    full(admitted, limit).then(|| limit.window - now.duration_since(admitted[0]))
}

/// The front is the window's first request; its time is when the window began.
fn wait_fixed(admitted: &mut VecDeque<Instant>, limit: Limit, now: Instant) -> Option<Duration> {
    if admitted.front().is_some_and(|first| now.duration_since(*first) >= limit.window) {
        admitted.clear();
    }
    full(admitted, limit).then(|| limit.window - now.duration_since(admitted[0]))
}

/// The bucket's level follows from the times alone: each request takes one, and time gives back.
fn wait_bucket(admitted: &mut VecDeque<Instant>, limit: Limit, now: Instant) -> Option<Duration> {
    let capacity = f64::from(limit.requests.max(1));
    let refill =
        |from: Instant, to: Instant| to.duration_since(from).as_secs_f64() / limit.window.as_secs_f64() * capacity;
    let (mut level, mut last) = (capacity, None);
    for at in admitted.iter() {
        level = (level + last.map_or(0.0, |last| refill(last, *at))).min(capacity) - 1.0;
        last = Some(*at);
    }
    level = (level + last.map_or(0.0, |last| refill(last, now))).min(capacity);
    if level >= capacity {
        admitted.clear();
    }
    (level < 1.0).then(|| limit.window.mul_f64((1.0 - level) / capacity))
}

fn full(admitted: &VecDeque<Instant>, limit: Limit) -> bool {
    admitted.len() >= limit.requests.max(1) as usize
}

/// Durations as whole milliseconds.
mod millis {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        let millis = u64::deserialize(from)?;
        if millis == 0 {
            return Err(serde::de::Error::custom("windowMillis must be at least 1"));
        }
        Ok(Duration::from_millis(millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of the requests at these milliseconds pass, of 2 in 1,000 ms.
    fn passed(kind: WindowKind, at: &[u64]) -> Vec<u64> {
        let start = Instant::now();
        let mut limiter = Limiter::new(Some(Limit { requests: 2, window: Duration::from_secs(1), kind }));
        at.iter().copied().filter(|at| limiter.admit("t", start + Duration::from_millis(*at)).is_ok()).collect()
    }

    #[test]
    fn each_kind_of_window_lets_its_own_pass() {
        let at = [0, 900, 950, 1000, 1100, 1200, 1899, 1900, 2000];
        assert_eq!(passed(WindowKind::Sliding, &at), [0, 900, 1000, 1900, 2000]);
        assert_eq!(passed(WindowKind::Fixed, &at), [0, 900, 1000, 1100, 2000]);
        assert_eq!(
            passed(WindowKind::Bucket, &[0, 0, 100, 499, 500, 900, 1000, 2000, 2000, 2001]),
            [0, 0, 500, 1000, 2000, 2000]
        );
    }

    #[test]
    fn a_refusal_says_how_long_to_wait_and_tokens_are_apart() {
        let start = Instant::now();
        let mut limiter = Limiter::new(Some(Limit::sliding(1, Duration::from_secs(60))));
        assert_eq!(limiter.admit("a", start), Ok(()));
        assert_eq!(limiter.admit("a", start + Duration::from_secs(20)), Err(Duration::from_secs(40)));
        assert_eq!(limiter.admit("b", start + Duration::from_secs(20)), Ok(()));
        let used = |count, reset| Some(Quota { count, allowed: 1, reset: Duration::from_secs(reset) });
        assert_eq!(limiter.quota("a", start + Duration::from_secs(50)), used(1, 10));
        assert_eq!(limiter.quota("a", start + Duration::from_secs(61)), used(0, 60));
    }
}
