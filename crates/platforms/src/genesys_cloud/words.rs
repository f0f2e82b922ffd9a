//! What can go wrong with Genesys Cloud, in plain words: what happened, what it means, and the one next step.

use super::outcome::Purpose;
use crate::answers;
use crate::http::Reply;

/// Title, meaning and next step.
pub(super) type Words = (String, String, String);

fn words(title: &str, meaning: &str, next: &str) -> Words {
    (title.into(), meaning.into(), next.into())
}

pub(super) fn slow_down() -> Words {
    words("Genesys Cloud asked us to slow down", "Nothing is lost and nothing is sent twice.", "")
}

pub(super) fn proxy() -> Words {
    let (title, meaning, next) = answers::PROXY;
    words(title, meaning, next)
}

/// Keys that do not fit, as far as the sign-in tells what is wrong with them.
pub(super) fn keys_refused(code: &str, told: &str, browser: bool, renewing: bool) -> Words {
    if code == "invalid_grant" {
        let meaning = "Genesys Cloud did not take what the browser brought back. Nothing was changed.";
        return words("The sign-in could not be completed", meaning, "Sign in again");
    }
    let told = told.to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| told.contains(part));
    let unknown = says(&["not found", "unknown", "no such", "does not exist", "client id", "client_id"]);
    if matches!(code, "unauthorized_client" | "unsupported_grant_type") {
        let (title, next) = if browser {
            (
                "This client ID is not for signing in by browser",
                "Ask your admin for one with the grant type Code (PKCE)",
            )
        } else {
            ("This client ID is not for signing in with a secret", "Ask your admin for one of type Client Credentials")
        };
        return words(title, "Genesys Cloud knows it, but for another kind of sign-in.", next);
    }
    if says(&["redirect"]) {
        return words(
            "This client ID does not let the browser come back here",
            "Skillsheet's address is not among the client's authorised redirect addresses.",
            "Ask your admin to add it",
        );
    }
    if renewing && !browser {
        let meaning = "It was changed or has expired. Nothing is lost.";
        return words("Genesys Cloud no longer accepts the secret", meaning, "Enter new secret");
    }
    if says(&["secret"]) && !unknown {
        let meaning = "Genesys Cloud knows the client ID but not this secret. Often a character is missing at the end.";
        return words("The client secret is not right", meaning, "Enter it again");
    }
    if unknown || browser {
        let meaning = "The ID is mistyped, or it belongs to another region.";
        return words("Genesys Cloud does not know this client ID here", meaning, "Check the region");
    }
    words(
        "The client ID or the client secret is not right",
        "Genesys Cloud does not know this pair here. Often a character is missing at the end, or the keys belong to \
         another region.",
        "Enter them again and check the region",
    )
}

pub(super) fn no_sign_in(host: &str) -> Words {
    let title = format!("There is no sign-in at “{host}”");
    words(&title, "Something answers there, but it gives no sign-in.", "Check the region")
}

pub(super) fn signed_out() -> Words {
    words("Signing in again", "The sign-in ran out; that is normal.", "")
}

pub(super) fn not_from_here() -> Words {
    words(
        "Genesys Cloud does not answer to this network",
        "Your organisation lets in certain networks only, and this computer is in none of them.",
        "Ask your admin to add this network to the allowed addresses",
    )
}

pub(super) fn policy() -> Words {
    words(
        "Your organisation's security policy does not allow this",
        "The rights may be there, but a policy of your organisation stands above them.",
        "Ask your admin which policy it is",
    )
}

pub(super) fn unreadable() -> Words {
    words(
        "Genesys Cloud does not tell which skills an agent has",
        "Without that, a change could take away skills that the sheet does not name. Nothing was sent.",
        "Check the address",
    )
}

pub(super) fn moved(reply: &Reply, host: &str) -> Words {
    let title = format!("“{host}” sends us on to another address");
    words(&title, &answers::moved(reply), "Check the region")
}

pub(super) fn met_another(change: bool) -> Words {
    let meaning = if change { "Genesys Cloud held this change back. We look, and then go on." } else { "" };
    words("The agent was being changed by somebody else", meaning, "Try again")
}

pub(super) fn cut_off() -> Words {
    words("The request did not arrive whole", "The connection was cut in between. Nothing was changed.", "Try again")
}

pub(super) fn fault(change: bool) -> Words {
    let meaning = if change { "The change may or may not have arrived." } else { "Nothing was changed." };
    words("Genesys Cloud has a fault", meaning, "Try again")
}

/// A refusal for good of what was asked.
pub(super) fn rejected(purpose: Purpose, status: u16, code: &str, told: &str) -> Words {
    let of_skill = code == "general.resource.not.found" || told.to_lowercase().contains("skill");
    let (title, meaning, next) = match (status, code) {
        (404 | 410, _) if purpose.is_write() && of_skill => (
            "Genesys Cloud does not know one of these skills",
            "It was deleted since agents and skills were read, or its id is mistyped.",
            "Read agents and skills again",
        ),
        (404 | 410, _) if purpose.is_write() => (
            "Genesys Cloud does not know this agent, or one of the skills",
            "It was deleted since agents and skills were read, or its id is mistyped.",
            "Read agents and skills again",
        ),
        (404 | 410, _) if purpose.is_of_an_agent() => (
            "Genesys Cloud does not know this agent",
            "The agent was deleted, or the id is mistyped.",
            "Check the agent",
        ),
        (404 | 405 | 410, _) => {
            ("There is no such list here", "Something else answers at this address.", "Check the region")
        }
        (_, "response.entity.too.large") => {
            ("There is too much to read at once", "Genesys Cloud refuses to tell so much in one answer.", "Try again")
        }
        (413, _) => (
            "The change is too large for Genesys Cloud",
            "It does not take so many skills at once. Nothing was changed.",
            "Give the agent fewer skills",
        ),
        (415, _) => (
            "Genesys Cloud does not take this kind of request",
            "Something between may have altered it. Nothing was changed.",
            "Check the address",
        ),
        (_, "invalid.value" | "constraint.validation" | "invalid.property") if purpose.is_write() => (
            "Genesys Cloud did not accept a level or a skill",
            "Its own words say which. What is not there afterwards was refused.",
            "Check the row",
        ),
        _ if purpose == Purpose::One => {
            ("Genesys Cloud did not accept the change", "Its own words say why. Nothing was changed.", "Check the row")
        }
        _ if purpose.is_write() => (
            "Genesys Cloud did not accept the change",
            "Its own words say why. What is not there afterwards was refused.",
            "Check the row",
        ),
        _ => ("Genesys Cloud did not accept the request", "Its own words say why.", "Check the connection"),
    };
    words(title, meaning, next)
}

/// A right that is missing.
pub(super) struct Missing<'a> {
    pub purpose: Purpose,
    pub code: &'a str,
    pub words: &'a str,
    pub browser: bool,
}

impl Missing<'_> {
    /// It is missing altogether: its exact name, and where it is granted.
    pub fn right(&self) -> Words {
        let task = self.task();
        let what = if self.is_scope() { format!("the scope {}", self.scope()) } else { self.permission() };
        let meaning = match (self.purpose.is_write(), self.browser) {
            (true, _) => format!("You can compare, but not change skills yet. It needs {what}."),
            (false, true) => format!("Genesys Cloud refuses it to you. It needs {what}."),
            (false, false) => format!("Genesys Cloud refuses it to this client ID. It needs {what}."),
        };
        let place = match (self.is_scope(), self.browser) {
            (true, _) => "to the client under Admin › Integrations › OAuth, Scope",
            (false, true) => "to one of your roles under Admin › People & Permissions › Roles/Permissions",
            (false, false) => "to a role of the client under Admin › Integrations › OAuth, Roles",
        };
        words(&format!("One permission is missing: {task}"), &meaning, &format!("Ask your admin to add {what} {place}"))
    }

    /// It is there, but not for the division that this agent belongs to.
    pub fn of_a_division(&self) -> Words {
        let permission = self.permission();
        words(
            "This agent belongs to a division that you may not change",
            &format!("The permission {permission} is given for other divisions. Nothing was changed."),
            &format!("Ask your admin to give {permission} for the agent's division"),
        )
    }

    fn task(&self) -> &'static str {
        match self.purpose {
            Purpose::Agents => "See agents",
            Purpose::Skills => "See skills",
            Purpose::Everybody | Purpose::Assignments => "See who has which skill",
            Purpose::Several | Purpose::One => "Change skills",
            Purpose::SignIn | Purpose::Record | Purpose::Pace => "Sign in",
        }
    }

    /// Reading what one agent has needs no permission that is documented, only a scope.
    fn is_scope(&self) -> bool {
        let no_permission = self.purpose == Purpose::Assignments && self.named().is_none();
        self.code == "app.not.authorized.for.scope" || no_permission
    }

    /// The permission that the answer names.
    fn named(&self) -> Option<&str> {
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '*');
        let mut words = self.words.split(|c| !part(c)).map(|word| word.trim_matches(':'));
        words.find(|word| word.matches(':').count() == 2)
    }

    /// The permission as the answer names it, or as it is documented.
    fn permission(&self) -> String {
        let documented = match self.purpose {
            Purpose::Agents | Purpose::Everybody => "directory:user:view",
            Purpose::Skills => "routing:skill:view",
            Purpose::Several | Purpose::One => "routing:skill:assign",
            Purpose::Assignments | Purpose::SignIn | Purpose::Record | Purpose::Pace => "a role",
        };
        self.named().unwrap_or(documented).to_owned()
    }

    /// The scope as the answer names it, or as it is documented.
    fn scope(&self) -> &str {
        let named = self.words.split_once("use scope ").map(|(_, scope)| scope);
        let named = named.and_then(|scope| scope.split([' ', ',', '.']).next()).filter(|scope| !scope.is_empty());
        let documented = match self.purpose {
            Purpose::Skills => "routing:readonly",
            Purpose::Several | Purpose::One => "users",
            _ => "users:readonly",
        };
        named.unwrap_or(documented)
    }
}
