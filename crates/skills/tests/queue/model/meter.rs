//! The three ways in which platforms count. Nothing here is shared with the product's limiter.

use std::collections::VecDeque;

/// A moment or a length of time, in millionths of a second.
pub type Micros = u64;

/// How a platform counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// So many in each window; the windows begin somewhere, and nobody says where.
    Fixed { phase: Micros },
    /// So many in whatever window one looks at.
    Sliding,
    /// A bucket of so many, which fills up evenly in the time of a window.
    Bucket,
}

/// So many requests in a window, counted in one of the ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub rule: Rule,
    pub requests: u32,
    pub window: Micros,
}

/// What a platform has counted.
#[derive(Clone, Debug)]
pub struct Meter {
    limit: Limit,
    taken: VecDeque<Micros>,
    /// Tokens in the bucket, each a window's length, so that they fill up in whole numbers.
    level: u128,
    filled_at: Micros,
}

impl Meter {
    pub fn new(limit: Limit) -> Self {
        let level = u128::from(limit.requests) * u128::from(limit.window);
        Meter { limit, taken: VecDeque::new(), level, filled_at: 0 }
    }

    /// Counts an arrival, if there is room for it.
    ///
    /// # Errors
    /// How long until there is room again.
    pub fn take(&mut self, at: Micros) -> Result<(), Micros> {
        let window = self.limit.window;
        match self.limit.rule {
            Rule::Fixed { phase } => {
                let begins = (at + phase) / window * window;
                self.forget(begins.saturating_sub(phase));
                self.count(at, |_| begins + window - phase)
            }
            Rule::Sliding => {
                self.forget((at + 1).saturating_sub(window));
                self.count(at, |first| first + window)
            }
            Rule::Bucket => self.draw(at),
        }
    }

    fn forget(&mut self, oldest: Micros) {
        while self.taken.front().is_some_and(|taken| *taken < oldest) {
            self.taken.pop_front();
        }
    }

    fn count(&mut self, at: Micros, room: impl FnOnce(Micros) -> Micros) -> Result<(), Micros> {
        match self.taken.front() {
            Some(first) if self.taken.len() >= self.limit.requests as usize => Err(room(*first) - at),
            _ => {
                self.taken.push_back(at);
                Ok(())
            }
        }
    }

    fn draw(&mut self, at: Micros) -> Result<(), Micros> {
        let (token, rate) = (u128::from(self.limit.window), u128::from(self.limit.requests));
        self.level = (self.level + u128::from(at - self.filled_at) * rate).min(token * rate);
        self.filled_at = at;
        match self.level.checked_sub(token) {
            Some(level) => self.level = level,
            None => return Err((token - self.level).div_ceil(rate) as Micros),
        }
        Ok(())
    }
}
