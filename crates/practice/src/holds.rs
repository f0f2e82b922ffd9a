//! Agents whose record is being written at this moment, for platforms that refuse a second writer.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The agents that are held.
#[derive(Debug, Clone, Default)]
pub(crate) struct Holds(Arc<Mutex<HashSet<String>>>);

/// An agent that is held until the last copy of this is dropped. It travels with the request.
#[derive(Debug, Clone)]
pub(crate) struct Hold {
    _held: Arc<Held>,
}

#[derive(Debug)]
struct Held {
    agent: String,
    holds: Holds,
}

impl Holds {
    /// Holds an agent, or says that somebody else does.
    pub(crate) fn take(&self, agent: &str) -> Option<Hold> {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(agent.to_owned());
        taken.then(|| Hold { _held: Arc::new(Held { agent: agent.to_owned(), holds: self.clone() }) })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.holds.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.agent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_is_held_until_the_last_copy_is_dropped() {
        let holds = Holds::default();
        let first = holds.take("a").unwrap();
        let copy = first.clone();
        assert!(holds.take("a").is_none() && holds.take("b").is_some());
        drop(first);
        assert!(holds.take("a").is_none());
        drop(copy);
        assert!(holds.take("a").is_some());
    }
}
