//! What every platform can be set to: the pace, and the network in between.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use skillsheet_skills::{Best, Pace, Proficiency};

use super::SettingsError;

/// Settings that all platforms share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Common {
    /// Requests at once, 1 to 10.
    pub concurrency: u32,
    /// Requests allowed in a window, when known.
    pub rate_limit: Option<Pace>,
    /// A file with certificates that are trusted besides the operating system's, in text (PEM) or not (DER); none when
    /// empty.
    pub ca_file: String,
    /// The most skills that an agent may have, where the contact centre has such a bound; nobody publishes one.
    pub max_skills: Option<u32>,
    /// For how many seconds after its connection broke a request may still be carried out, 1 to 300: so long nobody can say
    /// whether it was.
    pub grace: u32,
}

impl Default for Common {
    fn default() -> Self {
        Common { concurrency: 6, rate_limit: None, ca_file: String::new(), max_skills: None, grace: 30 }
    }
}

/// The keys of [`Common::set`], with help.
pub(crate) const COMMON_KEYS: &[(&str, &str)] = &[
    ("rate-limit", "requests allowed in a window, as REQUESTS/SECONDS, or none"),
    ("concurrency", "requests at once, 1 to 10"),
    ("ca-file", "file with certificates to trust besides the system's: .pem, .crt or .cer (none)"),
    ("max-skills", "most skills that an agent may have, or none"),
    ("grace", "seconds for which a request may still be carried out after its connection broke, 1 to 300 (30)"),
];

impl Common {
    /// How long after its connection broke a request may still be carried out.
    pub(crate) fn waits(&self) -> Duration {
        Duration::from_secs(self.grace.into())
    }

    /// Checks everything.
    pub(crate) fn check(&self) -> Result<(), SettingsError> {
        if !(1..=10).contains(&self.concurrency) {
            return Err(error("concurrency", "Requests at once go from 1 to 10", "6 suits most"));
        }
        if self.rate_limit.is_some_and(|pace| pace.requests == 0 || pace.window.is_zero()) {
            let hint = "Such as 300 requests in 60 seconds; leave it out when not known";
            return Err(error("rateLimit", "The pace allows no request", hint));
        }
        if self.max_skills == Some(0) {
            return Err(error("maxSkills", "An agent may have no skill at all", "Leave it out when there is no bound"));
        }
        if !(1..=300).contains(&self.grace) {
            let hint = "30 suits most; what broke off is looked up so long after it was sent";
            return Err(error("grace", "The grace goes from 1 to 300 seconds", hint));
        }
        Ok(())
    }

    /// Sets what a key names; false when it names nothing here.
    pub(crate) fn set(&mut self, key: &str, value: &str) -> Result<bool, SettingsError> {
        match key {
            "rate-limit" if value == "none" => self.rate_limit = None,
            "rate-limit" => self.rate_limit = Some(pace(value)?),
            "concurrency" => self.concurrency = whole("concurrency", value)?,
            "ca-file" => self.ca_file = value.into(),
            "max-skills" if value == "none" => self.max_skills = None,
            "max-skills" => self.max_skills = Some(whole("maxSkills", value)?),
            "grace" => self.grace = whole("grace", value)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What a key is set to.
    pub(crate) fn get(&self, key: &str) -> Option<String> {
        Some(match key {
            "rate-limit" => match self.rate_limit {
                Some(pace) => format!("{}/{}", pace.requests, pace.window.as_secs_f64()),
                None => "none".to_owned(),
            },
            "concurrency" => self.concurrency.to_string(),
            "ca-file" => self.ca_file.clone(),
            "max-skills" => self.max_skills.map_or_else(|| "none".to_owned(), |most| most.to_string()),
            "grace" => self.grace.to_string(),
            _ => return None,
        })
    }
}

/// An error of a field.
pub(crate) fn error(field: &'static str, message: &str, hint: &str) -> SettingsError {
    SettingsError { field, message: message.into(), hint: hint.into() }
}

/// The error of a key that no platform of this kind has.
pub(crate) fn unknown_key(key: &str, keys: &[(&str, &str)]) -> SettingsError {
    let known = keys.iter().chain(COMMON_KEYS).map(|(key, _)| *key).collect::<Vec<_>>().join(", ");
    error("key", &format!("There is no setting “{key}”"), &format!("There are: {known}"))
}

/// The client id that a person typed, without the spaces around it.
pub(crate) fn client_id(text: &str) -> Result<String, SettingsError> {
    let id = text.trim();
    if id.is_empty() {
        return Err(error("clientId", "The client ID is missing", "Copy it from where the secret comes from"));
    }
    if id.contains(|c: char| c == ':' || c.is_control()) {
        return Err(error("clientId", "The client ID holds a character that no client ID has", "Copy it again"));
    }
    Ok(id.to_owned())
}

fn pace(text: &str) -> Result<Pace, SettingsError> {
    let parts = text.split_once('/').and_then(|(requests, seconds)| {
        let window = Duration::try_from_secs_f64(seconds.trim().parse().ok()?).ok()?;
        Some(Pace { requests: requests.trim().parse().ok()?, window })
    });
    parts
        .filter(|pace| pace.requests > 0 && !pace.window.is_zero())
        .ok_or_else(|| error("rateLimit", &format!("“{text}” is no pace"), "Write REQUESTS/SECONDS, such as 300/60"))
}

/// A whole number.
pub(crate) fn whole(field: &'static str, text: &str) -> Result<u32, SettingsError> {
    text.parse().map_err(|_| error(field, &format!("“{text}” is not a whole number"), "Such as 6"))
}

/// A level.
pub(crate) fn level(text: &str) -> Result<Proficiency, SettingsError> {
    let level = text.parse().ok().and_then(Proficiency::new);
    level.ok_or_else(|| error("scale", &format!("“{text}” is not a level"), "Such as 0 or 100"))
}

/// One of some words.
pub(crate) fn one_of<T: Copy>(field: &'static str, text: &str, choices: &[(&str, T)]) -> Result<T, SettingsError> {
    let found = choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names = choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" or ");
        error(field, &format!("“{text}” is none of the choices"), &format!("Write {names}"))
    })
}

/// Yes or no.
pub(crate) fn yes_no(field: &'static str, text: &str) -> Result<bool, SettingsError> {
    one_of(field, text, &[("yes", true), ("no", false)])
}

/// Which end of a scale is best.
pub(crate) fn best(text: &str) -> Result<Best, SettingsError> {
    one_of("scale", text, &[("high", Best::High), ("low", Best::Low)])
}

/// The word for a choice of two.
pub(crate) fn choice(yes: bool, one: &str, other: &str) -> String {
    if yes { one.to_owned() } else { other.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_can_be_read_again_and_nonsense_is_refused() {
        let mut common = Common::default();
        for (key, value) in [
            ("rate-limit", "60/6"),
            ("concurrency", "3"),
            ("ca-file", "/x.pem"),
            ("max-skills", "12"),
            ("grace", "3"),
            ("rate-limit", "none"),
        ] {
            assert_eq!(common.set(key, value), Ok(true));
            assert_eq!(common.get(key).as_deref(), Some(value));
            assert!(COMMON_KEYS.iter().any(|(known, _)| *known == key), "{key} is not told");
        }
        assert_eq!(common.set("x", "y"), Ok(false));
        for (key, value) in [
            ("rate-limit", "60"),
            ("rate-limit", "0/6"),
            ("rate-limit", "6/-1"),
            ("concurrency", "x"),
            ("grace", "2.5"),
        ] {
            assert!(common.set(key, value).is_err(), "{key}={value}");
        }
        type Spoil = fn(&mut Common);
        let cases: [(&str, Spoil); 6] = [
            ("concurrency", |common| common.concurrency = 0),
            ("concurrency", |common| common.concurrency = 11),
            ("rateLimit", |common| common.rate_limit = Some(Pace { requests: 0, window: Duration::from_secs(1) })),
            ("maxSkills", |common| common.max_skills = Some(0)),
            ("grace", |common| common.grace = 0),
            ("grace", |common| common.grace = 301),
        ];
        for (field, spoil) in cases {
            let mut common = Common::default();
            spoil(&mut common);
            assert_eq!(common.check().map_err(|error| error.field), Err(field));
        }
    }
}
