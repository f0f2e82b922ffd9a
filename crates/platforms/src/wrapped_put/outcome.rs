//! What this dialect's answers mean, classified here and nowhere else.

use serde_json::Value;
use skillsheet_skills::{Outcome, Problem, Refusal};

use crate::answers;
use crate::http::{Reply, retry_after};
use crate::problem::{Stance, problem};

/// The right to change skills, as the platform calls it.
pub(super) const WRITE_SCOPE: &str = "user:skill:write";

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    SignIn,
    Agents,
    Skills,
    Assignments,
    Change,
}

impl Purpose {
    pub fn stance(self) -> Stance {
        if self == Purpose::Change { Stance::Write } else { Stance::Read }
    }
}

/// Where a reply came from and what must not be repeated out of it.
pub(super) struct Context<'a> {
    pub purpose: Purpose,
    pub host: &'a str,
    pub secrets: &'a [&'a str],
}

impl Context<'_> {
    /// What an answer that is no success means.
    pub fn refusal(&self, reply: &Reply) -> Refusal {
        let wait = retry_after(&reply.headers);
        let status = reply.status.as_u16();
        let (outcome, problem) = match (self.purpose, status) {
            (_, 429) => (Outcome::Throttled, self.slow_down(reply)),
            (_, 407) => (Outcome::Stop, self.proxy(reply)),
            (Purpose::SignIn, 400 | 401 | 403) => (Outcome::Stop, self.keys_refused(reply)),
            (Purpose::SignIn, 404 | 405) => (Outcome::Stop, self.no_sign_in(reply)),
            (_, 401) => (Outcome::SignedOut, self.signed_out(reply)),
            (_, 403) => self.forbidden(reply),
            // Without a look at what an agent has, a replacing write would wipe it; asking for the next one is no use.
            (Purpose::Assignments, 405 | 501) => (Outcome::Stop, self.unreadable(reply)),
            (Purpose::Change, 303 | 408) => (Outcome::Unknown, self.fault(reply)),
            (_, 300..=399) => (Outcome::Stop, self.moved(reply)),
            (_, 408 | 425) => (Outcome::Retry, self.fault(reply)),
            (_, 501 | 505) => (Outcome::Rejected, self.rejected(reply)),
            (purpose, 500..) if purpose.stance() == Stance::Read && wait.is_some() => {
                (Outcome::Throttled, self.fault(reply))
            }
            (purpose, 500..) => (purpose.stance().in_doubt(), self.fault(reply)),
            (Purpose::SignIn, _) => (Outcome::Stop, self.no_sign_in(reply)),
            _ => (Outcome::Rejected, self.rejected(reply)),
        };
        Refusal { outcome, wait, problem }
    }

    /// What a success of a write means: 200, 201 and 204 say that it is done, unless the body speaks against it.
    ///
    /// # Errors
    /// A doubt that only a look at the live state can settle.
    pub fn confirmed(&self, reply: &Reply) -> Result<(), Refusal> {
        let page = answers::is_page(reply);
        let done = matches!(reply.status.as_u16(), 200 | 201 | 204) && !page && !speaks_of_errors(&reply.body);
        if done {
            return Ok(());
        }
        let title = format!("“{}” did not clearly confirm the change", self.host);
        let meaning = "It may or may not have arrived.";
        let problem = problem(reply, self.secrets, title, meaning, "Try again");
        Err(Refusal { outcome: Outcome::Unknown, wait: None, problem })
    }

    /// A successful answer that is not what was asked for.
    pub fn not_understood(&self, reply: &Reply, why: &serde_json::Error) -> Refusal {
        let (title, next) = match self.purpose {
            Purpose::SignIn => (format!("“{}” did not answer with a sign-in", self.host), "Check the sign-in address"),
            Purpose::Assignments => ("The agent's skills could not be read with certainty".to_owned(), "Try again"),
            _ => (format!("The answer of “{}” could not be understood", self.host), "Check the address"),
        };
        answers::not_understood(reply, why, self.secrets, self.purpose == Purpose::SignIn, (title, next))
    }

    fn said(&self, reply: &Reply, title: impl Into<String>, meaning: &str, next: &str) -> Problem {
        problem(reply, self.secrets, title, meaning, next)
    }

    fn slow_down(&self, reply: &Reply) -> Problem {
        self.said(reply, "The contact centre asked us to slow down", "Nothing is lost and nothing is sent twice.", "")
    }

    fn proxy(&self, reply: &Reply) -> Problem {
        let (title, meaning, next) = answers::PROXY;
        self.said(reply, title, meaning, next)
    }

    fn keys_refused(&self, reply: &Reply) -> Problem {
        self.said(
            reply,
            "The client ID or the client secret is not right",
            "The contact centre does not know this pair. Often a character is missing at the end.",
            "Enter them again",
        )
    }

    fn no_sign_in(&self, reply: &Reply) -> Problem {
        let title = format!("There is no sign-in at “{}”", self.host);
        self.said(reply, title, "Something answers there, but it gives no sign-in.", "Check the sign-in address")
    }

    fn signed_out(&self, reply: &Reply) -> Problem {
        self.said(reply, "Signing in again", "The sign-in ran out; that is normal.", "")
    }

    /// A missing right stops everything; a refusal that is about this one agent or skill does not.
    fn forbidden(&self, reply: &Reply) -> (Outcome, Problem) {
        let (right, scope) = match self.purpose {
            Purpose::Agents => ("See agents", "the right to list users"),
            Purpose::Skills => ("See skills", "the right to list skills"),
            Purpose::Assignments => ("See who has which skill", "the right to read users' skills"),
            _ => ("Change skills", "the scope user:skill:write"),
        };
        let problem = self.said(
            reply,
            format!("One permission is missing: {right}"),
            &format!("The contact centre refuses it to this client ID, which needs {scope}."),
            &format!("Ask your admin to grant {scope} to the client"),
        );
        let told = format!("{} {}", problem.words, problem.code.as_deref().unwrap_or_default()).to_lowercase();
        let about_one = matches!(self.purpose, Purpose::Assignments | Purpose::Change);
        let about_right = ["scope", "permission", "privilege", "forbidden", "denied", "authoriz", "authoris", "role"];
        if !about_one || told.trim().is_empty() || about_right.iter().any(|word| told.contains(word)) {
            return (Outcome::Stop, problem);
        }
        let title = "The contact centre does not allow this";
        let meaning = "Nothing was changed. Its own words say why.";
        (Outcome::Rejected, Problem { title: title.into(), meaning: meaning.into(), ..problem })
    }

    fn unreadable(&self, reply: &Reply) -> Problem {
        self.said(
            reply,
            "The contact centre does not tell which skills an agent has",
            "Without that, a change could take away skills that the sheet does not name. Nothing was sent.",
            "Ask your admin for an address that tells it",
        )
    }

    fn moved(&self, reply: &Reply) -> Problem {
        self.said(
            reply,
            format!("“{}” sends us on to another address", self.host),
            &answers::moved(reply),
            "Check the address",
        )
    }

    fn fault(&self, reply: &Reply) -> Problem {
        let meaning = match self.purpose.stance() {
            Stance::Write => "The change may or may not have arrived.",
            Stance::Read => "Nothing was changed.",
        };
        self.said(reply, "The contact centre has a fault", meaning, "Try again")
    }

    fn rejected(&self, reply: &Reply) -> Problem {
        let change = self.purpose == Purpose::Change;
        let (title, meaning, next) = match (self.purpose, reply.status.as_u16()) {
            (Purpose::Change | Purpose::Assignments, 404 | 410) => (
                "The contact centre does not know this agent",
                "The agent was deleted, or the id is mistyped. Nothing was changed.",
                "Check the agent",
            ),
            (_, 404 | 405 | 410) => {
                ("There is no such list here", "The address or its path differs.", "Check the paths")
            }
            (_, 409 | 412) => (
                "The agent was being changed by somebody else",
                "The contact centre refused the change for that reason.",
                "Try again",
            ),
            (_, 413) => (
                "The change is too large for the contact centre",
                "It does not take so many skills at once. Nothing was changed.",
                "Give the agent fewer skills",
            ),
            (_, 415) => (
                "The contact centre does not take this kind of request",
                "It expects another format. Nothing was changed.",
                "Check the connection's settings",
            ),
            _ if change => (
                "The contact centre did not accept the change",
                "Nothing was changed. Its own words say why.",
                "Check the row",
            ),
            _ => ("The contact centre did not accept the request", "Its own words say why.", "Check the settings"),
        };
        self.said(reply, title, meaning, next)
    }
}

/// Whether a body that came with a success tells of errors, or claims to be JSON and is not whole.
fn speaks_of_errors(body: &[u8]) -> bool {
    let body = body.trim_ascii();
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => match value.get("errors").or_else(|| value.get("error")) {
            Some(Value::Array(errors)) => !errors.is_empty(),
            Some(Value::Null | Value::Bool(false)) | None => false,
            Some(_) => true,
        },
        Err(_) => matches!(body.first(), Some(b'{' | b'[' | b'<')),
    }
}
