//! What the centre was asked, what it answered and what came of it.

use std::collections::{BTreeSet, VecDeque};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::faults::Fault;
use crate::state::Levels;

/// The oldest requests are forgotten beyond this many, so that a centre left running does not fill the memory.
const MOST_ENTRIES: usize = 200_000;

/// One request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Counts from 1 in the order of arrival, and goes on across resets.
    pub seq: u64,
    /// Such as `PUT`.
    pub method: String,
    /// Without the query.
    pub path: String,
    /// Without the question mark.
    pub query: Option<String>,
    /// A fingerprint of the bearer token, which tells tokens apart and does not give them away.
    pub token: Option<String>,
    /// As it was sent.
    pub content_type: Option<String>,
    /// The body: JSON where it is JSON, text otherwise, with no secret in it.
    pub body: Option<Value>,
    /// Microseconds from the centre's start to the request's arrival.
    pub arrived_micros: u64,
    /// Microseconds from the centre's start to the answer's beginning or the connection's end.
    pub ended_micros: Option<u64>,
    /// How it ended, if it has.
    pub end: Option<End>,
    /// The status answered.
    pub status: Option<u16>,
    /// Requests whose clients were waiting when this one arrived, itself included.
    pub in_flight: usize,
    /// What was made to go wrong.
    pub fault: Option<Fault>,
    /// What it changed. A request that is applied late gets this after it has ended.
    pub applied: Vec<Applied>,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum End {
    /// With an answer.
    Answered,
    /// The centre reset the connection.
    Reset,
    /// The client went away first.
    ClientLeft,
}

/// One agent's levels as a request changed them (or left them, when both are the same).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// The agent's id.
    pub agent: String,
    /// The levels before, by skill id.
    pub before: Levels,
    /// The levels after, by skill id.
    pub after: Levels,
    /// The skills that were switched off for the agent before, on platforms that know such a thing.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub off_before: BTreeSet<String>,
    /// Those that are switched off after.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub off_after: BTreeSet<String>,
    /// Microseconds from the centre's start.
    pub at_micros: u64,
}

/// An agent's levels, and which of the skills are switched off.
pub(crate) type Switched = (Levels, BTreeSet<String>);

/// What is known of a request when it arrives.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Option<Value>,
}

/// The requests so far.
#[derive(Debug)]
pub(crate) struct Log {
    started: Instant,
    entries: VecDeque<Entry>,
    next: u64,
    in_flight: usize,
}

impl Log {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), entries: VecDeque::new(), next: 1, in_flight: 0 }
    }

    /// Every request that is remembered, oldest first.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Forgets all requests. Those still in flight stay counted as such.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    /// Writes down a request and answers its number.
    pub(crate) fn arrived(&mut self, arrival: Arrival) -> u64 {
        let seq = self.next;
        self.next += 1;
        self.in_flight += 1;
        if self.entries.len() == MOST_ENTRIES {
            self.entries.pop_front();
        }
        let Arrival { method, path, query, token, content_type, body } = arrival;
        self.entries.push_back(Entry {
            seq,
            method,
            path,
            query,
            token,
            content_type,
            body,
            arrived_micros: self.micros(),
            ended_micros: None,
            end: None,
            status: None,
            in_flight: self.in_flight,
            fault: None,
            applied: Vec::new(),
        });
        seq
    }

    pub(crate) fn struck(&mut self, seq: u64, fault: Fault) {
        self.change(seq, |entry, _| entry.fault = Some(fault));
    }

    pub(crate) fn applied(&mut self, seq: u64, agent: &str, before: Levels, after: Levels) {
        self.switched(seq, agent, (before, BTreeSet::new()), (after, BTreeSet::new()));
    }

    /// The same on a platform where skills are switched off, too.
    pub(crate) fn switched(&mut self, seq: u64, agent: &str, before: Switched, after: Switched) {
        let agent = agent.to_owned();
        let ((before, off_before), (after, off_after)) = (before, after);
        self.change(seq, |entry, at_micros| {
            entry.applied.push(Applied { agent, before, after, off_before, off_after, at_micros });
        });
    }

    /// Once for each request that arrived.
    pub(crate) fn ended(&mut self, seq: u64, end: End, status: Option<u16>) {
        self.in_flight -= 1;
        self.change(seq, |entry, now| {
            (entry.end, entry.status, entry.ended_micros) = (Some(end), status, Some(now));
        });
    }

    /// Numbers run without gaps, so the place follows from the number; a forgotten request is passed over.
    fn change(&mut self, seq: u64, change: impl FnOnce(&mut Entry, u64)) {
        let now = self.micros();
        let Some(first) = self.entries.front().map(|entry| entry.seq) else { return };
        let place = seq.checked_sub(first).and_then(|place| usize::try_from(place).ok());
        if let Some(entry) = place.and_then(|place| self.entries.get_mut(place)) {
            change(entry, now);
        }
    }

    fn micros(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrival(path: &str) -> Arrival {
        let (query, token, content_type, body) = (None, None, None, None);
        Arrival { method: "GET".to_owned(), path: path.to_owned(), query, token, content_type, body }
    }

    #[test]
    fn requests_in_flight_are_counted_at_arrival() {
        let mut log = Log::new();
        let first = log.arrived(arrival("/a"));
        let second = log.arrived(arrival("/b"));
        log.ended(first, End::Answered, Some(200));
        log.arrived(arrival("/c"));
        log.ended(second, End::Reset, None);
        let told = log.entries().map(|entry| (entry.seq, entry.in_flight, entry.end)).collect::<Vec<_>>();
        assert_eq!(told, [(1, 1, Some(End::Answered)), (2, 2, Some(End::Reset)), (3, 2, None)]);
    }

    #[test]
    fn what_belongs_to_a_forgotten_request_is_passed_over() {
        let mut log = Log::new();
        let first = log.arrived(arrival("/a"));
        log.clear();
        let second = log.arrived(arrival("/b"));
        log.applied(first, "x", Levels::new(), Levels::new());
        log.ended(first, End::Answered, Some(200));
        log.ended(second, End::Answered, Some(404));
        let told = log.entries().map(|entry| (entry.seq, entry.status, entry.applied.len())).collect::<Vec<_>>();
        assert_eq!(told, [(2, Some(404), 0)]);
    }
}
