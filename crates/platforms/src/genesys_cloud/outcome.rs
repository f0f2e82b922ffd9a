//! What the answers of Genesys Cloud mean, classified here and nowhere else.

use std::time::Duration;

use reqwest::header::HeaderMap;
use skillsheet_skills::{Outcome, Problem, Refusal};

use super::words::{self, Missing};
use crate::ToldPace;
use crate::answers;
use crate::http::{Reply, retry_after};
use crate::problem::{Stance, problem};

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    SignIn,
    Record,
    Pace,
    Agents,
    Skills,
    /// What everybody has.
    Everybody,
    /// What one agent has.
    Assignments,
    /// Several skills of an agent at once. Whether one that cannot be given keeps the others from it is not told.
    Several,
    /// One skill of an agent.
    One,
}

impl Purpose {
    pub fn stance(self) -> Stance {
        if self.is_write() { Stance::Write } else { Stance::Read }
    }

    pub fn is_write(self) -> bool {
        matches!(self, Purpose::Several | Purpose::One)
    }

    /// Whether it is about one agent, so that another agent's may go well where this one's does not.
    pub fn is_of_an_agent(self) -> bool {
        self == Purpose::Assignments || self.is_write()
    }
}

/// Where a reply came from and what must not be repeated out of it.
pub(super) struct Context<'a> {
    pub purpose: Purpose,
    pub host: String,
    pub secrets: [&'a str; 3],
    /// Whether the person signed in by browser, and with their own rights.
    pub browser: bool,
    /// Whether the same keys were good before.
    pub renewing: bool,
    /// Whether the write replaces the agent's whole list.
    pub whole: bool,
}

impl Context<'_> {
    /// What an answer that is no success means.
    pub fn refusal(&self, reply: &Reply) -> Refusal {
        let said = problem(reply, &self.secrets, "", "", "");
        let code = said.code.clone().unwrap_or_default();
        let wait = retry_after(&reply.headers);
        let refused = |outcome, (title, meaning, next): words::Words| Refusal {
            outcome,
            wait,
            problem: Problem { title, meaning, next, ..said.clone() },
        };
        let change = self.purpose.is_write();
        match (self.purpose, reply.status.as_u16(), code.as_str()) {
            (_, 429, _) => Refusal { wait: wait_told(reply, &said), ..refused(Outcome::Throttled, words::slow_down()) },
            (_, 407, _) => refused(Outcome::Stop, words::proxy()),
            // The sign-in has a limit of its own, and says so in a way of its own.
            (Purpose::SignIn, 400, _) if said.words.to_lowercase().contains("rate limit") => {
                refused(Outcome::Throttled, words::slow_down())
            }
            (Purpose::SignIn, 400 | 401 | 403, code) => {
                refused(Outcome::Stop, words::keys_refused(code, &said.words, self.browser, self.renewing))
            }
            (_, 401, "ip.not.authorized") => refused(Outcome::Stop, words::not_from_here()),
            (_, 401, _) => refused(Outcome::SignedOut, words::signed_out()),
            (_, 403, code) => self.forbidden(code, said.clone()),
            // Without a look at what an agent has, nothing may be replaced; asking for the next one is no use.
            (Purpose::Assignments, 405 | 501, _) => refused(Outcome::Stop, words::unreadable()),
            (_, 408 | 409, _) => refused(self.met_another(), words::met_another(change)),
            (_, 400, code) if is_conflict(code, &said.words) => refused(self.met_another(), words::met_another(change)),
            (_, 303, _) if change => refused(Outcome::Unknown, words::fault(change)),
            (_, 300..=399, _) => refused(Outcome::Stop, words::moved(reply, &self.host)),
            (_, 425, _) => refused(Outcome::Retry, words::fault(change)),
            (_, 501 | 505, code) => refused(Outcome::Rejected, words::rejected(self.purpose, 501, code, &said.words)),
            (_, 500.., _) if !change && wait.is_some() => refused(Outcome::Throttled, words::fault(change)),
            (_, 500.., _) => refused(self.purpose.stance().in_doubt(), words::fault(change)),
            (Purpose::SignIn, ..) => refused(Outcome::Stop, words::no_sign_in(&self.host)),
            (_, 400, "client.failed.request") => refused(Outcome::Retry, words::cut_off()),
            // It is about the answer: what was asked may have been done.
            (purpose, 400, code @ "response.entity.too.large") if change => {
                refused(Outcome::Partly, words::rejected(purpose, 400, code, &said.words))
            }
            (purpose @ Purpose::Several, status @ (400 | 404 | 422), code) => {
                refused(Outcome::Partly, words::rejected(purpose, status, code, &said.words))
            }
            (purpose, status, code) => refused(Outcome::Rejected, words::rejected(purpose, status, code, &said.words)),
        }
    }

    /// Somebody else is changing the agent at this moment, which has to be looked at before anything is sent again. A
    /// whole list is made from a fresh look each time; for the others a doubt asks for one.
    fn met_another(&self) -> Outcome {
        match self.purpose.stance() {
            Stance::Write if !self.whole => Outcome::Unknown,
            _ => Outcome::Retry,
        }
    }

    /// A missing right stops everything; one that is missing for this agent's division does not.
    fn forbidden(&self, code: &str, said: Problem) -> Refusal {
        let missing = Missing { purpose: self.purpose, code, words: &said.words, browser: self.browser };
        let of_a_division = matches!(code, "missing.division.permission" | "missing.any.division.permissions");
        let (outcome, (title, meaning, next)) = match code {
            _ if of_a_division && self.purpose.is_of_an_agent() => (Outcome::Rejected, missing.of_a_division()),
            "authz.policy.denied" => (Outcome::Stop, words::policy()),
            _ => (Outcome::Stop, missing.right()),
        };
        Refusal { outcome, wait: None, problem: Problem { title, meaning, next, ..said } }
    }

    /// What a success of a write that answers with nothing means: it is done, unless something else answered.
    ///
    /// # Errors
    /// A doubt that only a look at the live state can settle.
    pub fn confirmed(&self, reply: &Reply) -> Result<(), Refusal> {
        let page = answers::is_page(reply);
        let done = matches!(reply.status.as_u16(), 200 | 204) && !page && !reply.body.trim_ascii().starts_with(b"<");
        if done { Ok(()) } else { Err(self.not_confirmed(reply)) }
    }

    /// A success of a write that does not say what was done.
    pub fn not_confirmed(&self, reply: &Reply) -> Refusal {
        let title = format!("“{}” did not clearly confirm the change", self.host);
        let problem = problem(reply, &self.secrets, title, "It may or may not have arrived.", "Try again");
        Refusal { outcome: Outcome::Unknown, wait: None, problem }
    }

    /// A success of a write that did something else than was asked.
    pub fn otherwise(&self, reply: &Reply, difference: String) -> Refusal {
        let title = "Genesys Cloud set something else than was sent";
        let said = problem(reply, &self.secrets, title, "Its answer shows other levels.", "Compare again");
        let problem = Problem { words: difference, ..said };
        Refusal { outcome: Outcome::Partly, wait: None, problem }
    }

    /// A successful answer that is not what was asked for.
    pub fn not_understood(&self, reply: &Reply, why: &serde_json::Error) -> Refusal {
        let (title, next) = match self.purpose {
            Purpose::SignIn => (format!("“{}” did not answer with a sign-in", self.host), "Check the region"),
            Purpose::Assignments => ("The agent's skills could not be read with certainty".to_owned(), "Try again"),
            _ => (format!("The answer of “{}” could not be understood", self.host), "Check the region"),
        };
        answers::not_understood(reply, why, &self.secrets, self.purpose == Purpose::SignIn, (title, next))
    }
}

/// Whether a refusal of taking a skill away says that it is not there. What is no word of Genesys Cloud's says nothing.
pub(super) fn is_gone(refusal: &Refusal) -> bool {
    let code = refusal.problem.code.as_deref();
    refusal.problem.status == Some(404) && matches!(code, Some("not.found" | "general.resource.not.found"))
}

/// Whether a refusal says that two changes of one agent met.
fn is_conflict(code: &str, words: &str) -> bool {
    matches!(code, "general.conflict" | "request.conflict") || words.contains("does not match the current version")
}

/// How long to wait, by the header, by the sentence of the answer, or by when the count begins anew.
fn wait_told(reply: &Reply, said: &Problem) -> Option<Duration> {
    let in_words = || {
        let (_, after) = said.words.split_once("Retry the request in [")?;
        after.split_once(']')?.0.trim().parse().ok().map(Duration::from_secs)
    };
    retry_after(&reply.headers).or_else(in_words).or_else(|| Some(told_pace(&reply.headers)?.reset))
}

/// What the headers of an answer say of the pace. They count down to when the count begins anew.
pub(super) fn told_pace(headers: &HeaderMap) -> Option<ToldPace> {
    let told = |name| headers.get(name)?.to_str().ok()?.trim().parse::<u32>().ok();
    let allowed = told("inin-ratelimit-allowed").filter(|allowed| *allowed > 0)?;
    let reset = Duration::from_secs(told("inin-ratelimit-reset")?.min(3600).into());
    Some(ToldPace { allowed, count: told("inin-ratelimit-count")?, reset })
}
