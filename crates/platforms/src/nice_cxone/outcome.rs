//! What CXone's answers mean, classified here and nowhere else.

use skillsheet_skills::{Outcome, Problem, Refusal};

use super::results::{Results, Verdict};
use crate::answers;
use crate::http::{Reply, retry_after};
use crate::problem::{Stance, plain, problem};

/// Gives and changes skills.
pub(super) const ASSIGN: &str = "“Skills: Edit” and “Skills: User Assignment”";
/// Takes skills away on the side of the agents.
pub(super) const EDIT_USERS: &str = "“Users: Edit”";
/// Takes skills away on the side of the skills.
pub(super) const EDIT_SKILLS: &str = "“Skills: Edit”";

/// The header that holds an error's text, where a body may lack it.
const STATUS_HEADER: &str = "icstatusdescription";

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    SignIn,
    Discovery,
    Agents,
    Skills,
    Assignments,
    /// A write: the permission that it takes, and how many changes it carries.
    Change {
        right: &'static str,
        changes: usize,
    },
}

impl Purpose {
    pub fn stance(self) -> Stance {
        if self.is_change() { Stance::Write } else { Stance::Read }
    }

    fn is_change(self) -> bool {
        matches!(self, Purpose::Change { .. })
    }

    fn is_before_sign_in(self) -> bool {
        matches!(self, Purpose::SignIn | Purpose::Discovery)
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
        let change = self.purpose.is_change();
        let (outcome, problem) = match (self.purpose, reply.status.as_u16()) {
            (_, 429) => (Outcome::Throttled, self.slow_down(reply)),
            (_, 407) => (Outcome::Stop, self.proxy(reply)),
            (Purpose::SignIn, 400 | 401) => (Outcome::Stop, self.keys_refused(reply)),
            (Purpose::SignIn, 403) => (Outcome::Stop, self.key_barred(reply)),
            (_, 300..=399) if !(change && reply.status.as_u16() == 303) => (Outcome::Stop, self.moved(reply)),
            (purpose, 400..=499) if purpose.is_before_sign_in() && !matches!(reply.status.as_u16(), 408 | 425) => {
                (Outcome::Stop, self.nobody_there(reply))
            }
            (_, 401) => (Outcome::SignedOut, self.signed_out(reply)),
            (_, 403) => self.forbidden(reply),
            (_, 409) if self.words(reply).to_lowercase().contains("permission") => {
                (Outcome::Stop, self.permission(reply))
            }
            (Purpose::Change { .. }, 303 | 408) => (Outcome::Unknown, self.fault(reply)),
            (_, 408 | 425) => (Outcome::Retry, self.fault(reply)),
            (_, 501 | 505) => (Outcome::Rejected, self.rejected(reply)),
            (_, 500..) if !change && wait.is_some() => (Outcome::Throttled, self.fault(reply)),
            (purpose, 500..) => (purpose.stance().in_doubt(), self.fault(reply)),
            // Taken away already is as good as taken away now; a look tells.
            (Purpose::Change { .. }, 404) if self.words(reply).to_lowercase().contains("not assigned") => {
                (Outcome::Partly, self.not_assigned(reply))
            }
            _ => (Outcome::Rejected, self.rejected(reply)),
        };
        Refusal { outcome, wait, problem }
    }

    /// What a success of a write means: CXone tells of failures inside it. `listed` says whether its answer must list
    /// what became of each change, and `trusted` whether it may be believed without a look.
    ///
    /// # Errors
    /// What only a look at the live state can settle.
    pub fn confirmed(&self, reply: &Reply, listed: bool, trusted: bool) -> Result<(), Refusal> {
        let Purpose::Change { changes, .. } = self.purpose else { return Ok(()) };
        let clear = !answers::is_page(reply) && matches!(reply.status.as_u16(), 200 | 201 | 204);
        let verdict = if clear { Results::of(&reply.body).verdict(changes, listed) } else { Verdict::Unclear };
        let (outcome, problem) = match verdict {
            Verdict::Done if trusted => return Ok(()),
            Verdict::Done => (Outcome::Partly, self.did_not_stay(reply)),
            Verdict::Failures(texts) => (Outcome::Partly, self.failures(reply, &texts)),
            Verdict::Missing => (Outcome::Partly, self.failures(reply, &[])),
            Verdict::Unclear => (Outcome::Unknown, self.unclear(reply)),
        };
        Err(Refusal { outcome, wait: None, problem })
    }

    /// A successful answer that is not what was asked for.
    pub fn not_understood(&self, reply: &Reply, why: &serde_json::Error) -> Refusal {
        let (title, next) = match self.purpose {
            Purpose::SignIn => (format!("“{}” did not answer with a sign-in", self.host), "Check the region"),
            Purpose::Discovery => {
                (format!("“{}” did not tell where CXone's API is", self.host), "Give the API's address yourself")
            }
            Purpose::Assignments => ("Who has which skill could not be read with certainty".to_owned(), "Try again"),
            _ => (format!("The answer of “{}” could not be understood", self.host), "Check the API's version"),
        };
        answers::not_understood(reply, why, self.secrets, self.purpose.is_before_sign_in(), (title, next))
    }

    /// CXone's own words: the header's, the body's, or what stands beside the status.
    fn words(&self, reply: &Reply) -> String {
        let header = reply.headers.get(STATUS_HEADER).map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned());
        let header = header.filter(|text| !text.trim().is_empty()).map(|text| plain(&text, self.secrets));
        header.unwrap_or_else(|| {
            let said = problem(reply, self.secrets, "", "", "").words;
            if said.is_empty() { plain(&reply.reason, self.secrets) } else { said }
        })
    }

    fn said(&self, reply: &Reply, title: impl Into<String>, meaning: &str, next: &str) -> Problem {
        Problem { words: self.words(reply), ..problem(reply, self.secrets, title, meaning, next) }
    }

    fn slow_down(&self, reply: &Reply) -> Problem {
        self.said(reply, "CXone asked us to slow down", "Nothing is lost and nothing is sent twice.", "")
    }

    fn proxy(&self, reply: &Reply) -> Problem {
        let (title, meaning, next) = answers::PROXY;
        self.said(reply, title, meaning, next)
    }

    fn keys_refused(&self, reply: &Reply) -> Problem {
        let app = problem(reply, self.secrets, "", "", "").code.is_some_and(|code| code == "invalid_client");
        if app {
            return self.said(
                reply,
                "The app's ID or the app's secret is not right",
                "CXone does not know this pair. The app is the one that NICE registered for your company.",
                "Enter them again",
            );
        }
        self.said(
            reply,
            "The access key ID or the access key secret is not right",
            "CXone does not know this pair here. Often a character is missing at the end, or the key belongs to \
             another region.",
            "Enter them again",
        )
    }

    fn key_barred(&self, reply: &Reply) -> Problem {
        self.said(
            reply,
            "This access key may not sign in",
            "CXone knows it, but its user needs a role with the permission “My Access Key”.",
            "Ask your admin to grant “My Access Key”",
        )
    }

    fn nobody_there(&self, reply: &Reply) -> Problem {
        if self.purpose == Purpose::Discovery {
            let title = format!("“{}” did not tell where CXone's API is", self.host);
            return self.said(reply, title, "The sign-in worked. Nothing was read.", "Give the API's address yourself");
        }
        let title = format!("There is no sign-in to CXone at “{}”", self.host);
        self.said(reply, title, "Something answers there, but it gives no sign-in.", "Check the region")
    }

    fn signed_out(&self, reply: &Reply) -> Problem {
        self.said(reply, "Signing in again", "The sign-in ran out; that is normal.", "")
    }

    /// A missing permission stops everything; an agent or a skill that is kept from this user does not.
    fn forbidden(&self, reply: &Reply) -> (Outcome, Problem) {
        let words = self.words(reply);
        if !words.to_lowercase().contains("is restricted") {
            return (Outcome::Stop, self.permission(reply));
        }
        let named = Named::of(&words).unwrap_or(Named { thing: "agent", id: String::new() });
        let meaning = format!("The user of the access key may not change this {}.{}", named.thing, self.whole());
        let next = format!("Ask your admin, or leave the {} out", named.thing);
        let title = format!("CXone keeps the {} from this access key", named.told());
        (Outcome::Rejected, self.said(reply, title, &meaning, &next))
    }

    fn permission(&self, reply: &Reply) -> Problem {
        let (right, permission) = match self.purpose {
            Purpose::Agents => ("See agents", "the right to view users"),
            Purpose::Skills => ("See skills", "the right to view skills"),
            Purpose::Change { right, .. } => ("Change skills", right),
            _ => ("See who has which skill", "the right to view users and skills"),
        };
        self.said(
            reply,
            format!("One permission is missing: {right}"),
            &format!("CXone refuses it to this access key. Its user needs a role with {permission}."),
            &format!("Ask your admin to grant {permission} to the user of the access key (Admin › Employees)"),
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
        let behind = self.words(reply).to_lowercase().contains("external service");
        let meaning = if behind { format!("A service behind it failed. {meaning}") } else { meaning.to_owned() };
        self.said(reply, "CXone has a fault", &meaning, "Try again")
    }

    fn unclear(&self, reply: &Reply) -> Problem {
        let title = format!("“{}” did not clearly confirm the change", self.host);
        self.said(reply, title, "It may or may not have arrived.", "Try again")
    }

    /// What is told of a change that is not there although CXone confirmed it.
    fn did_not_stay(&self, reply: &Reply) -> Problem {
        let meaning = "CXone confirmed it. We looked afterwards, and it still shows what was there before.";
        Problem { words: String::new(), ..self.said(reply, "The change did not stay", meaning, "Try again") }
    }

    /// What is told of a change that is not there after CXone reported failures without saying whose they are.
    fn failures(&self, reply: &Reply, texts: &[String]) -> Problem {
        let Purpose::Change { changes, .. } = self.purpose else { return Problem::default() };
        let meaning = match changes {
            1 => "We looked afterwards, and it is not there. CXone's own words say why.",
            _ => {
                "It refused some changes of a request without saying which. We looked afterwards, and this one is not \
                 there."
            }
        };
        let words = match texts {
            [] => "The answer lists fewer changes than were sent".to_owned(),
            texts => plain(&texts.join(". "), self.secrets),
        };
        let problem = self.said(reply, "CXone did not make this change", meaning, "Check the agent and the skill");
        Problem { words, ..problem }
    }

    fn not_assigned(&self, reply: &Reply) -> Problem {
        self.said(
            reply,
            "CXone says that the agent does not have this skill",
            "We looked afterwards, and it shows the skill all the same.",
            "Try again",
        )
    }

    /// The rest of a sentence about one thing that made CXone refuse a request with others in it.
    fn whole(&self) -> &'static str {
        match self.purpose {
            Purpose::Change { changes: 2.., .. } => {
                " CXone refused the whole request for that reason, the other changes in it as well. Nothing was changed."
            }
            Purpose::Change { .. } => " Nothing was changed.",
            _ => "",
        }
    }

    fn rejected(&self, reply: &Reply) -> Problem {
        let words = self.words(reply);
        let lower = words.to_lowercase();
        let status = reply.status.as_u16();
        if self.purpose.is_change() && lower.contains("cannot be null or empty") {
            return self.said(
                reply,
                "The change arrived empty at CXone",
                "A proxy on the way may have taken its list out. Nothing was changed.",
                "Ask your IT department to let requests through as they are",
            );
        }
        if status == 413 || lower.contains("cannot send more than") {
            return self.said(
                reply,
                "The change is too large for CXone",
                "It does not take so many agents and skills at once. Nothing was changed.",
                "Split the sheet",
            );
        }
        if matches!(self.purpose, Purpose::Agents | Purpose::Skills) || matches!(status, 405 | 415 | 501 | 505) {
            let meaning = "Its own words say why. Often the API's version differs. Nothing was changed.";
            return self.said(reply, "CXone did not accept the request", meaning, "Check the API's version");
        }
        match Named::of(&words) {
            Some(named) if status == 404 || lower.contains("must be an integer") => self.unknown(reply, &named, &lower),
            None if matches!(status, 404 | 410) => {
                let meaning = format!("It was deleted meanwhile, or an ID is mistyped.{}", self.whole());
                self.said(reply, "CXone does not know this agent or skill", &meaning, "Check the agent and the skill")
            }
            named => {
                let title = named.map_or_else(
                    || "CXone did not accept the change".to_owned(),
                    |named| format!("CXone did not accept the {}", named.told()),
                );
                let meaning = format!("Its own words say why.{}", self.whole());
                self.said(reply, title, &meaning, "Check the row")
            }
        }
    }

    fn unknown(&self, reply: &Reply, named: &Named, lower: &str) -> Problem {
        let Named { thing, .. } = named;
        let why = match lower.contains("must be an integer") {
            true => format!("CXone's {thing} IDs are whole numbers, and this is none."),
            false => format!("The {thing} was deleted meanwhile, or the ID is mistyped."),
        };
        let title = format!("CXone does not know the {}", named.told());
        self.said(reply, title, &format!("{why}{}", self.whole()), &format!("Check the {thing}, or leave it out"))
    }
}

/// What an error's text is about: `Invalid agentId - '7', does not exist`, `Skill - '7' is restricted`.
struct Named {
    thing: &'static str,
    id: String,
}

impl Named {
    fn of(words: &str) -> Option<Named> {
        let (before, rest) = words.split_once(" - '")?;
        let (id, _) = rest.split_once('\'')?;
        let last = before.rsplit(' ').next()?.to_lowercase();
        let thing = match last.as_str() {
            "agent" | "agentid" => "agent",
            "skill" | "skillid" => "skill",
            _ => return None,
        };
        Some(Named { thing, id: id.to_owned() })
    }

    fn told(&self) -> String {
        if self.id.is_empty() { self.thing.to_owned() } else { format!("{} “{}”", self.thing, self.id) }
    }
}
