//! What goes wrong on purpose: rules that say which requests fail, when, and how.
//!
//! A file of faults is a JSON array of [`Rule`]s:
//!
//! ```
//! let rules: Vec<skillsheet_practice::Rule> = serde_json::from_str(
//!     r#"[
//!         { "method": "PUT", "path": "/skills", "from": 3, "times": 2, "fault": { "kind": "tooManyRequests", "retryAfter": 2 } },
//!         { "method": "GET", "probability": 0.1, "seed": 7, "fault": { "kind": "status", "status": 503 } }
//!     ]"#,
//! )?;
//! assert_eq!(rules.len(), 2);
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Which requests a fault strikes. Of several rules the first that strikes wins; all of them count the request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    /// Only requests of this method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Only requests whose path contains this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Only requests with this agent's id as a part of their path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// The first matching request that is struck, counted from 1.
    #[serde(default = "first")]
    pub from: u32,
    /// How many are struck; without it, all from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Counts `from` and `times` for each path by itself, as in "every agent's first write fails".
    #[serde(default)]
    pub each_path: bool,
    /// Strikes only this share (0 to 1) of the requests that it otherwise would.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Decides which ones `probability` picks.
    #[serde(default)]
    pub seed: u64,
    /// What happens to them.
    pub fault: Fault,
}

fn first() -> u32 {
    1
}

impl Rule {
    /// A rule that strikes every request.
    pub fn new(fault: Fault) -> Self {
        let (method, path, agent, times, probability) = (None, None, None, None, None);
        Self { method, path, agent, from: 1, times, each_path: false, probability, seed: 0, fault }
    }

    /// Only requests of this method.
    pub fn method(self, method: &str) -> Self {
        Self { method: Some(method.to_owned()), ..self }
    }

    /// Only requests whose path contains this.
    pub fn path(self, part: &str) -> Self {
        Self { path: Some(part.to_owned()), ..self }
    }

    /// Only requests about this agent.
    pub fn agent(self, id: &str) -> Self {
        Self { agent: Some(id.to_owned()), ..self }
    }

    /// Only from this matching request on, counted from 1.
    pub fn from(self, from: u32) -> Self {
        Self { from, ..self }
    }

    /// Only so many of them.
    pub fn times(self, times: u32) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Counts for each path by itself.
    pub fn each_path(self) -> Self {
        Self { each_path: true, ..self }
    }

    /// Only this share of them (0 to 1), picked by this seed.
    pub fn probability(self, probability: f64, seed: u64) -> Self {
        Self { probability: Some(probability), seed, ..self }
    }

    fn matches(&self, method: &str, path: &str) -> bool {
        self.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self.path.as_deref().is_none_or(|part| path.contains(part))
            && self.agent.as_deref().is_none_or(|id| path.split('/').any(|segment| segment == id))
    }
}

/// What happens to a request. Where a fault says nothing else, the request is not applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Fault {
    /// 429, with `Retry-After` in whole seconds or without it.
    TooManyRequests {
        /// Seconds.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// Any status, with a body of the centre's usual shape unless one is given.
    Status {
        /// 200 to 599.
        status: u16,
        /// Seconds in a `Retry-After` header.
        #[serde(default)]
        retry_after: Option<u64>,
        /// Sent as JSON.
        #[serde(default)]
        body: Option<Value>,
        /// Sent as it is, as `text/html`, when there is no `body`.
        #[serde(default)]
        text: Option<String>,
        /// Whether the request is applied all the same.
        #[serde(default)]
        applies: bool,
    },
    /// Exactly this answer, whatever it may be; for headers that no good server would send.
    Answer {
        /// 200 to 599.
        status: u16,
        /// Such as `Retry-After: soon`; what cannot be a header is left out.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The body as it is.
        #[serde(default)]
        text: String,
    },
    /// The connection is reset before anything is applied.
    ResetBefore,
    /// The request is applied, then the connection is reset: the answer is lost.
    ResetAfter,
    /// No answer; after so many seconds the connection is reset.
    Hang {
        /// Seconds.
        seconds: f64,
        /// Whether the request is applied all the same, at once.
        #[serde(default)]
        applies: bool,
    },
    /// The usual answer, but late; the request is applied just before it.
    Delay {
        /// Milliseconds.
        millis: u64,
    },
    /// The usual answer, whose body takes this long to arrive, in pieces.
    SlowBody {
        /// Milliseconds.
        millis: u64,
    },
    /// The request is applied and answered with its usual status, but the JSON breaks off in the middle.
    MalformedBody,
    /// Some of the items of a body fail, inside an answer that says success, where the platform answers each item by itself; other
    /// platforms do not notice.
    FailItems(ItemFault),
    /// 401, for this request and every later one with its token.
    RevokeToken,
    /// An error at once, and the request is applied afterwards nevertheless.
    ApplyLate {
        /// Milliseconds until it is applied.
        millis: u64,
        /// The error's status.
        #[serde(default = "gateway_timeout")]
        status: u16,
    },
}

/// Which items of a body fail, and how. An item fails when one of these says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemFault {
    /// Each n-th item of a body, counted from 1; 0 for none.
    #[serde(default)]
    pub every: usize,
    /// Items about these agents.
    #[serde(default)]
    pub agents: BTreeSet<String>,
    /// Items about these skills.
    #[serde(default)]
    pub skills: BTreeSet<String>,
    /// What is said of them.
    #[serde(default = "external_service")]
    pub error: String,
    /// Whether they are done all the same.
    #[serde(default)]
    pub applies: bool,
}

fn external_service() -> String {
    "Error has occured while calling external service".to_owned()
}

impl ItemFault {
    /// Each n-th item of a body fails, counted from 1.
    pub fn every(every: usize) -> Self {
        let (agents, skills) = (BTreeSet::new(), BTreeSet::new());
        Self { every, agents, skills, error: external_service(), applies: false }
    }

    /// Whether the item with this number, counted from 1, fails.
    pub(crate) fn strikes(&self, number: usize, agent: &str, skill: &str) -> bool {
        (self.every > 0 && number.is_multiple_of(self.every))
            || self.agents.contains(agent)
            || self.skills.contains(skill)
    }
}

fn gateway_timeout() -> u16 {
    504
}

impl Fault {
    /// An error status with the usual body; the request is not applied.
    pub fn status(status: u16) -> Self {
        Self::Status { status, retry_after: None, body: None, text: None, applies: false }
    }
}

/// The rules in force, with their counts.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    armed: Vec<Armed>,
}

#[derive(Debug)]
struct Armed {
    rule: Rule,
    seen: HashMap<String, u32>,
    rng: ChaCha8Rng,
}

impl Faults {
    pub(crate) fn new(rules: Vec<Rule>) -> Self {
        let arm = |rule: Rule| Armed { rng: ChaCha8Rng::seed_from_u64(rule.seed), seen: HashMap::new(), rule };
        Self { armed: rules.into_iter().map(arm).collect() }
    }

    /// Counts from the beginning again.
    pub(crate) fn rearm(&mut self) {
        let rules = std::mem::take(&mut self.armed).into_iter().map(|armed| armed.rule).collect();
        *self = Self::new(rules);
    }

    /// What happens to this request, if anything.
    pub(crate) fn strike(&mut self, method: &str, path: &str) -> Option<Fault> {
        let mut struck = None;
        for armed in &mut self.armed {
            if armed.strikes(method, path) && struck.is_none() {
                struck = Some(armed.rule.fault.clone());
            }
        }
        struck
    }
}

impl Armed {
    fn strikes(&mut self, method: &str, path: &str) -> bool {
        if !self.rule.matches(method, path) {
            return false;
        }
        let key = if self.rule.each_path { format!("{method} {path}") } else { String::new() };
        let seen = self.seen.entry(key).or_default();
        *seen += 1;
        let from = self.rule.from.max(1);
        let counted = *seen >= from && self.rule.times.is_none_or(|times| *seen - from < times);
        counted && self.rule.probability.is_none_or(|share| self.rng.random_bool(share.clamp(0.0, 1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of these requests are struck, by their position from 1.
    fn struck(rule: Rule, requests: &[(&str, &str)]) -> Vec<usize> {
        let mut faults = Faults::new(vec![rule]);
        let hits = requests.iter().map(|(method, path)| faults.strike(method, path).is_some());
        hits.enumerate().filter(|(_, hit)| *hit).map(|(index, _)| index + 1).collect()
    }

    const REQUESTS: &[(&str, &str)] = &[
        ("PUT", "/users/a/skills"),
        ("GET", "/users/a/skills"),
        ("PUT", "/users/b/skills"),
        ("PUT", "/users/a/skills"),
        ("PUT", "/users/ab/skills"),
    ];

    #[test]
    fn rules_choose_their_requests() {
        let rule = || Rule::new(Fault::ResetBefore);
        assert_eq!(struck(rule(), REQUESTS), [1, 2, 3, 4, 5]);
        assert_eq!(struck(rule().method("put"), REQUESTS), [1, 3, 4, 5]);
        assert_eq!(struck(rule().path("/a/"), REQUESTS), [1, 2, 4]);
        assert_eq!(struck(rule().agent("b"), REQUESTS), [3]);
        assert_eq!(struck(rule().method("PUT").from(2).times(2), REQUESTS), [3, 4]);
        assert_eq!(struck(rule().times(1).each_path(), REQUESTS), [1, 2, 3, 5]);
        assert_eq!(struck(rule().times(0), REQUESTS), [0; 0]);
    }

    #[test]
    fn chance_is_the_same_for_the_same_seed() {
        let requests = vec![("PUT", "/x"); 400];
        let of = |seed| struck(Rule::new(Fault::ResetBefore).probability(0.25, seed), &requests);
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
        assert!((60..140).contains(&of(1).len()), "{} of 400", of(1).len());
    }

    #[test]
    fn the_first_rule_that_strikes_wins_and_rearming_counts_anew() {
        let rules = vec![Rule::new(Fault::ResetBefore).times(1), Rule::new(Fault::ResetAfter)];
        let mut faults = Faults::new(rules);
        assert_eq!(faults.strike("GET", "/"), Some(Fault::ResetBefore));
        assert_eq!(faults.strike("GET", "/"), Some(Fault::ResetAfter));
        faults.rearm();
        assert_eq!(faults.strike("GET", "/"), Some(Fault::ResetBefore));
    }

    #[test]
    fn rules_survive_json_and_misspelt_keys_are_told() {
        for fault in [
            Fault::TooManyRequests { retry_after: Some(3) },
            Fault::Status {
                status: 503,
                retry_after: Some(1),
                body: Some(Value::from("x")),
                text: None,
                applies: true,
            },
            Fault::Answer { status: 429, headers: [("Retry-After".into(), "soon".into())].into(), text: "x".into() },
            Fault::ResetBefore,
            Fault::ResetAfter,
            Fault::Hang { seconds: 1.5, applies: true },
            Fault::Delay { millis: 5 },
            Fault::SlowBody { millis: 9 },
            Fault::MalformedBody,
            Fault::FailItems(ItemFault { agents: ["7".into()].into(), applies: true, ..ItemFault::every(5) }),
            Fault::RevokeToken,
            Fault::ApplyLate { millis: 200, status: 502 },
        ] {
            let rule = Rule::new(fault).method("PUT").from(2).times(3).probability(0.5, 9);
            let text = serde_json::to_string(&rule).unwrap();
            assert_eq!(serde_json::from_str::<Rule>(&text).unwrap(), rule, "{text}");
        }
        assert!(serde_json::from_str::<Rule>(r#"{"methd":"PUT","fault":{"kind":"resetBefore"}}"#).is_err());
    }
}
