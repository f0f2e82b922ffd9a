//! What all requests to one centre share.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::faults::Faults;
use crate::holds::Holds;
use crate::limit::Limiter;
use crate::log::{Log, Switched};
use crate::options::Options;
use crate::state::{Levels, State};
use crate::tokens::Tokens;

/// The centre behind the server.
pub(crate) struct Shared {
    pub(crate) options: Options,
    initial: State,
    state: Mutex<State>,
    tokens: Mutex<Tokens>,
    limiter: Mutex<Limiter>,
    sign_ins: Mutex<Limiter>,
    token_life: Mutex<Duration>,
    most_skills_each: Mutex<Option<usize>>,
    withdrawn: Mutex<BTreeSet<String>>,
    refuses: AtomicBool,
    pub(crate) holds: Holds,
    faults: Mutex<Faults>,
    log: Mutex<Log>,
    resets: AtomicU64,
}

/// Why an agent's levels were not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unchanged {
    /// There is no such agent.
    Nobody,
    /// They would have more skills than the so many that an agent may be given.
    TooMany(usize),
}

/// The number of a request in the log, which travels with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seq(pub(crate) u64);

impl Shared {
    pub(crate) fn new(options: Options) -> Self {
        let initial = options.state();
        Self {
            state: Mutex::new(initial.clone()),
            initial,
            tokens: Mutex::default(),
            limiter: Mutex::new(Limiter::new(options.limit)),
            sign_ins: Mutex::new(Limiter::new(options.dialect.sign_in_limit())),
            token_life: Mutex::new(options.token_life),
            most_skills_each: Mutex::new(options.most_skills_each),
            withdrawn: Mutex::default(),
            refuses: AtomicBool::new(false),
            holds: Holds::default(),
            faults: Mutex::new(Faults::new(options.faults.clone())),
            log: Mutex::new(Log::new()),
            resets: AtomicU64::new(0),
            options,
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    pub(crate) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        lock(&self.tokens)
    }

    pub(crate) fn limiter(&self) -> MutexGuard<'_, Limiter> {
        lock(&self.limiter)
    }

    /// Counts requests for tokens, by client.
    pub(crate) fn sign_ins(&self) -> MutexGuard<'_, Limiter> {
        lock(&self.sign_ins)
    }

    /// How long tokens that are given out from now on are good.
    pub(crate) fn token_life(&self) -> Duration {
        *lock(&self.token_life)
    }

    pub(crate) fn set_token_life(&self, life: Duration) {
        *lock(&self.token_life) = life;
    }

    /// The most skills that an agent may be given.
    pub(crate) fn most_skills_each(&self) -> Option<usize> {
        *lock(&self.most_skills_each)
    }

    pub(crate) fn set_most_skills_each(&self, most: Option<usize>) {
        *lock(&self.most_skills_each) = most;
    }

    /// Whether a scope or permission was taken from everybody since the start.
    pub(crate) fn is_withdrawn(&self, right: &str) -> bool {
        lock(&self.withdrawn).contains(right)
    }

    pub(crate) fn set_withdrawn(&self, rights: BTreeSet<String>) {
        *lock(&self.withdrawn) = rights;
    }

    /// Whether the person in front of the browser refuses to sign in.
    pub(crate) fn refuses(&self) -> bool {
        self.refuses.load(Ordering::SeqCst)
    }

    pub(crate) fn set_refuses(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    /// How often the centre was reset; what began before a reset must not change what came after it.
    pub(crate) fn resets(&self) -> u64 {
        self.resets.load(Ordering::SeqCst)
    }

    /// Levels as the seed has them, an empty log, nothing counted. Tokens, rules, withdrawn rights and the bound on skills stay.
    pub(crate) fn reset(&self) {
        let mut state = self.state();
        self.resets.fetch_add(1, Ordering::SeqCst);
        *state = self.initial.clone();
        self.limiter().forget();
        self.sign_ins().forget();
        self.faults().rearm();
        self.log().clear();
    }

    /// Changes an agent's levels on behalf of a request and writes it down; answers the levels after.
    pub(crate) fn apply(
        &self,
        seq: Seq,
        agent: &str,
        change: impl FnOnce(&Levels) -> Levels,
    ) -> Result<Levels, Unchanged> {
        let mut state = self.state();
        let held = state.levels(agent).ok_or(Unchanged::Nobody)?;
        let after = change(held);
        self.within_bound(held, &after)?;
        let before = state.replace(agent, after.clone()).ok_or(Unchanged::Nobody)?;
        // Written down before the state is free again, so that the log has an agent's changes in their true order.
        self.log().applied(seq.0, agent, before, after.clone());
        Ok(after)
    }

    /// Refuses a skill more for whoever has enough. Whoever had more before the bound came may keep them and change their levels.
    fn within_bound(&self, before: &Levels, after: &Levels) -> Result<(), Unchanged> {
        match self.most_skills_each() {
            Some(most) if after.len() > most && after.keys().any(|skill| !before.contains_key(skill)) => {
                Err(Unchanged::TooMany(most))
            }
            _ => Ok(()),
        }
    }

    /// Changes an agent's levels and which of them are switched off, on behalf of a request, and writes it down if anything did
    /// change; answers what the change says of itself, or nothing when there is no such agent.
    pub(crate) fn switch<T>(&self, seq: Seq, agent: &str, change: impl FnOnce(&mut Switched) -> T) -> Option<T> {
        let mut state = self.state();
        let before = (state.levels(agent)?.clone(), state.off(agent));
        let mut after = before.clone();
        let told = change(&mut after);
        if after != before {
            state.replace(agent, after.0.clone())?;
            state.switch_off(agent, after.1.clone());
            self.log().switched(seq.0, agent, before, after);
        }
        Some(told)
    }
}

/// A panic elsewhere must not turn every later request into another one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
