//! What all requests to one centre share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::faults::Faults;
use crate::limit::Limiter;
use crate::log::Log;
use crate::options::Options;
use crate::seed;
use crate::state::{Levels, State};
use crate::tokens::Tokens;

/// The centre behind the server.
pub(crate) struct Shared {
    pub(crate) options: Options,
    initial: State,
    state: Mutex<State>,
    tokens: Mutex<Tokens>,
    limiter: Mutex<Limiter>,
    faults: Mutex<Faults>,
    log: Mutex<Log>,
    resets: AtomicU64,
}

/// The number of a request in the log, which travels with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seq(pub(crate) u64);

impl Shared {
    pub(crate) fn new(options: Options) -> Self {
        let initial = seed::state(options.agents, options.skills, options.seed);
        Self {
            state: Mutex::new(initial.clone()),
            initial,
            tokens: Mutex::default(),
            limiter: Mutex::new(Limiter::new(options.limit)),
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

    /// Levels as the seed has them, an empty log, nothing counted. Tokens and rules stay.
    pub(crate) fn reset(&self) {
        let mut state = self.state();
        self.resets.fetch_add(1, Ordering::SeqCst);
        *state = self.initial.clone();
        self.limiter().forget();
        self.faults().rearm();
        self.log().clear();
    }

    /// Changes an agent's levels on behalf of a request and writes it down; answers the levels after, or nothing when there is no
    /// such agent.
    pub(crate) fn apply(&self, seq: Seq, agent: &str, change: impl FnOnce(&Levels) -> Levels) -> Option<Levels> {
        let mut state = self.state();
        let after = change(state.levels(agent)?);
        let before = state.replace(agent, after.clone())?;
        // Written down before the state is free again, so that the log has an agent's changes in their true order.
        self.log().applied(seq.0, agent, before, after.clone());
        Some(after)
    }
}

/// A panic elsewhere must not turn every later request into another one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
