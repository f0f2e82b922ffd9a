//! What a tenant of the dialect may have otherwise, with the usual as default.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use skillsheet_skills::{Best, Pace, Proficiency, Scale, Writes};

use crate::{Address, SettingsError};

/// The shape of a write's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Body {
    /// `{"skills":[{"id":…,"proficiency":…}]}`
    Wrapper,
    /// `{"<skill id>":level}`
    Map,
}

/// The settings as they were typed; [`crate::Settings::validate`] says whether they can be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WrappedPutSettings {
    /// Origin of the API, such as `https://api.example.com`.
    pub api_url: String,
    /// Origin of the sign-in; the API's when empty.
    pub login_url: String,
    /// The client id.
    pub client_id: String,
    /// The levels.
    pub scale: Scale,
    /// Requests at once, 1 to 10.
    pub concurrency: u32,
    /// Requests allowed in a window, when known.
    pub rate_limit: Option<Pace>,
    /// What a write does with skills that it does not name.
    pub writes: Writes,
    /// The shape of a write's body.
    pub body: Body,
    /// Whether agents and skills can be listed.
    pub lists_directory: bool,
    /// Agents or skills asked for at once, 1 to 500.
    pub page_size: u32,
    /// Path of the agents' list.
    pub users_path: String,
    /// Path of the skills' list.
    pub skills_path: String,
    /// Path of one agent's skills, with `{userId}` in it.
    pub user_skills_path: String,
    /// Path of the sign-in, on its own origin.
    pub token_path: String,
}

impl Default for WrappedPutSettings {
    fn default() -> Self {
        WrappedPutSettings {
            api_url: String::new(),
            login_url: String::new(),
            client_id: String::new(),
            scale: Scale {
                min: Proficiency::whole(0),
                max: Proficiency::whole(100),
                step: Proficiency::whole(1),
                best: Best::High,
            },
            concurrency: 6,
            rate_limit: None,
            writes: Writes::Replace,
            body: Body::Wrapper,
            lists_directory: true,
            page_size: 500,
            users_path: "/api/v2/users".into(),
            skills_path: "/api/v2/skills".into(),
            user_skills_path: format!("/api/v2/users/{USER_ID}/skills"),
            token_path: "/oauth/token".into(),
        }
    }
}

/// Stands for the agent's id in a path.
pub(super) const USER_ID: &str = "{userId}";

/// The keys of [`WrappedPutSettings::set`], with help.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("api-url", "origin of the API, such as https://api.example.com"),
    ("login-url", "origin of the sign-in; the API's when not given"),
    ("client-id", "the client id"),
    ("rate-limit", "requests allowed in a window, as REQUESTS/SECONDS, or none (none)"),
    ("concurrency", "requests at once, 1 to 10 (6)"),
    ("min-level", "lowest level (0)"),
    ("max-level", "highest level (100)"),
    ("level-step", "distance between two levels (1)"),
    ("best-level", "which end is best: high or low (high)"),
    ("writes", "what a write does with skills that it does not name: replace or merge (replace)"),
    ("body", "shape of a write's body: wrapper or map (wrapper)"),
    ("lists-directory", "whether agents and skills can be listed: yes or no (yes)"),
    ("page-size", "agents or skills asked for at once, 1 to 500 (500)"),
    ("users-path", "path of the agents' list (/api/v2/users)"),
    ("skills-path", "path of the skills' list (/api/v2/skills)"),
    ("user-skills-path", "path of one agent's skills (/api/v2/users/{userId}/skills)"),
    ("token-path", "path of the sign-in (/oauth/token)"),
];

/// Settings that were checked.
pub(crate) struct Checked {
    pub api: Address,
    pub login: Address,
    pub settings: WrappedPutSettings,
}

impl WrappedPutSettings {
    /// Checks everything and reads the addresses.
    pub(crate) fn checked(&self) -> Result<Checked, SettingsError> {
        let api = Address::parse(&self.api_url, "apiUrl")?;
        let login = match self.login_url.trim() {
            "" => api.clone(),
            url => Address::parse(url, "loginUrl")?,
        };
        if self.client_id.trim().is_empty() {
            return Err(error("clientId", "The client ID is missing", "Copy it from where the secret comes from"));
        }
        if self.client_id.contains(|c: char| c == ':' || c.is_control()) {
            return Err(error("clientId", "The client ID holds a character that no client ID has", "Copy it again"));
        }
        if !self.scale.is_sound() {
            let hint = "The lowest level is below the highest, and the step fits between them";
            return Err(error("scale", "These levels make no scale", hint));
        }
        if !(1..=10).contains(&self.concurrency) {
            return Err(error("concurrency", "Requests at once go from 1 to 10", "6 suits most"));
        }
        if self.rate_limit.is_some_and(|pace| pace.requests == 0 || pace.window.is_zero()) {
            let hint = "Such as 300 requests in 60 seconds; leave it out when not known";
            return Err(error("rateLimit", "The pace allows no request", hint));
        }
        if !(1..=500).contains(&self.page_size) {
            return Err(error("pageSize", "A page holds 1 to 500", "500 needs the fewest requests"));
        }
        for (field, path) in [
            ("usersPath", &self.users_path),
            ("skillsPath", &self.skills_path),
            ("userSkillsPath", &self.user_skills_path),
            ("tokenPath", &self.token_path),
        ] {
            check_path(field, path)?;
        }
        if self.user_skills_path.matches(USER_ID).count() != 1 {
            let hint = "Such as /api/v2/users/{userId}/skills";
            return Err(error("userSkillsPath", "The path says {userId} once, where the agent's id goes", hint));
        }
        let settings = WrappedPutSettings { client_id: self.client_id.trim().to_owned(), ..self.clone() };
        Ok(Checked { api, login, settings })
    }

    /// Sets what a key names.
    pub(crate) fn set(&mut self, key: &str, value: &str) -> Result<(), SettingsError> {
        let value = value.trim();
        match key {
            "api-url" => self.api_url = value.into(),
            "login-url" => self.login_url = value.into(),
            "client-id" => self.client_id = value.into(),
            "rate-limit" if value == "none" => self.rate_limit = None,
            "rate-limit" => self.rate_limit = Some(pace(value)?),
            "concurrency" => self.concurrency = whole("concurrency", value)?,
            "min-level" => self.scale.min = level(value)?,
            "max-level" => self.scale.max = level(value)?,
            "level-step" => self.scale.step = level(value)?,
            "best-level" => self.scale.best = one_of("scale", value, &[("high", Best::High), ("low", Best::Low)])?,
            "writes" => {
                self.writes = one_of("writes", value, &[("replace", Writes::Replace), ("merge", Writes::Merge)])?;
            }
            "body" => self.body = one_of("body", value, &[("wrapper", Body::Wrapper), ("map", Body::Map)])?,
            "lists-directory" => {
                self.lists_directory = one_of("listsDirectory", value, &[("yes", true), ("no", false)])?;
            }
            "page-size" => self.page_size = whole("pageSize", value)?,
            "users-path" => self.users_path = value.into(),
            "skills-path" => self.skills_path = value.into(),
            "user-skills-path" => self.user_skills_path = value.into(),
            "token-path" => self.token_path = value.into(),
            _ => {
                let known = KEYS.iter().map(|(key, _)| *key).collect::<Vec<_>>().join(", ");
                return Err(error("key", &format!("There is no setting “{key}”"), &format!("There are: {known}")));
            }
        }
        Ok(())
    }

    /// What a key is set to, as [`WrappedPutSettings::set`] takes it.
    pub(crate) fn get(&self, key: &str) -> Option<String> {
        let choice = |yes: bool, one: &str, other: &str| if yes { one.to_owned() } else { other.to_owned() };
        Some(match key {
            "api-url" => self.api_url.clone(),
            "login-url" => self.login_url.clone(),
            "client-id" => self.client_id.clone(),
            "rate-limit" => match self.rate_limit {
                Some(pace) => format!("{}/{}", pace.requests, pace.window.as_secs_f64()),
                None => "none".to_owned(),
            },
            "concurrency" => self.concurrency.to_string(),
            "min-level" => self.scale.min.to_string(),
            "max-level" => self.scale.max.to_string(),
            "level-step" => self.scale.step.to_string(),
            "best-level" => choice(self.scale.best == Best::High, "high", "low"),
            "writes" => choice(self.writes == Writes::Replace, "replace", "merge"),
            "body" => choice(self.body == Body::Wrapper, "wrapper", "map"),
            "lists-directory" => choice(self.lists_directory, "yes", "no"),
            "page-size" => self.page_size.to_string(),
            "users-path" => self.users_path.clone(),
            "skills-path" => self.skills_path.clone(),
            "user-skills-path" => self.user_skills_path.clone(),
            "token-path" => self.token_path.clone(),
            _ => return None,
        })
    }
}

fn error(field: &'static str, message: &str, hint: &str) -> SettingsError {
    SettingsError { field, message: message.into(), hint: hint.into() }
}

fn check_path(field: &'static str, path: &str) -> Result<(), SettingsError> {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '?' | '#' | '\\' | '%');
    let climbs = path.split('/').any(|part| part == "." || part == "..");
    if path.starts_with('/') && path.chars().all(plain) && !climbs {
        return Ok(());
    }
    Err(error(field, &format!("“{path}” is not a path"), "It begins with a slash, such as /api/v2/users"))
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

fn whole(field: &'static str, text: &str) -> Result<u32, SettingsError> {
    text.parse().map_err(|_| error(field, &format!("“{text}” is not a whole number"), "Such as 6"))
}

fn level(text: &str) -> Result<Proficiency, SettingsError> {
    let level = text.parse().ok().and_then(Proficiency::new);
    level.ok_or_else(|| error("scale", &format!("“{text}” is not a level"), "Such as 0 or 100"))
}

fn one_of<T: Copy>(field: &'static str, text: &str, choices: &[(&str, T)]) -> Result<T, SettingsError> {
    let found = choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names = choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" or ");
        error(field, &format!("“{text}” is none of the choices"), &format!("Write {names}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usable() -> WrappedPutSettings {
        WrappedPutSettings {
            api_url: "https://api.example.com".into(),
            client_id: "acme".into(),
            ..WrappedPutSettings::default()
        }
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        assert!(usable().checked().is_ok());
        type Spoil = fn(&mut WrappedPutSettings);
        let cases: [(&str, Spoil); 14] = [
            ("apiUrl", |s| s.api_url = "http://api.example.com".into()),
            ("apiUrl", |s| s.api_url = "https://api.example.com/api/v2".into()),
            ("loginUrl", |s| s.login_url = "ftp://x".into()),
            ("clientId", |s| s.client_id = " ".into()),
            ("clientId", |s| s.client_id = "a:b".into()),
            ("scale", |s| s.scale.max = s.scale.min),
            ("concurrency", |s| s.concurrency = 0),
            ("concurrency", |s| s.concurrency = 11),
            ("rateLimit", |s| s.rate_limit = Some(Pace { requests: 0, window: Duration::from_secs(1) })),
            ("pageSize", |s| s.page_size = 501),
            ("usersPath", |s| s.users_path = "api".into()),
            ("skillsPath", |s| s.skills_path = "/a/../b".into()),
            ("userSkillsPath", |s| s.user_skills_path = "/users/skills".into()),
            ("tokenPath", |s| s.token_path = "/t?x=1".into()),
        ];
        for (field, spoil) in cases {
            let mut settings = usable();
            spoil(&mut settings);
            let error = settings.checked().err().unwrap_or_else(|| panic!("{field} was taken"));
            assert_eq!(error.field, field);
        }
    }

    #[test]
    fn every_key_that_is_told_can_be_set() {
        let mut settings = usable();
        for (key, value) in [
            ("api-url", "https://a.example"),
            ("login-url", "https://l.example"),
            ("client-id", "me"),
            ("rate-limit", "60/6"),
            ("concurrency", "5"),
            ("min-level", "1"),
            ("max-level", "5"),
            ("level-step", "0.5"),
            ("best-level", "low"),
            ("writes", "merge"),
            ("body", "map"),
            ("lists-directory", "no"),
            ("page-size", "100"),
            ("users-path", "/u"),
            ("skills-path", "/s"),
            ("user-skills-path", "/u/{userId}/s"),
            ("token-path", "/t"),
        ] {
            let before = settings.clone();
            settings.set(key, value).unwrap();
            assert_ne!(settings, before, "{key} changed nothing");
            assert_eq!(settings.get(key).as_deref(), Some(value));
            assert!(KEYS.iter().any(|(known, _)| *known == key), "{key} is not told");
        }
        assert_eq!(KEYS.len(), 17);
        let mut unlimited = settings.clone();
        unlimited.set("rate-limit", "none").unwrap();
        assert_eq!((unlimited.rate_limit, unlimited.get("rate-limit").as_deref()), (None, Some("none")));
        assert_eq!(settings.rate_limit, Some(Pace { requests: 60, window: Duration::from_secs(6) }));
        for (key, value) in
            [("rate-limit", "60"), ("rate-limit", "0/6"), ("rate-limit", "6/-1"), ("body", "array"), ("x", "")]
        {
            assert!(settings.set(key, value).is_err(), "{key}={value}");
        }
    }

    #[test]
    fn settings_of_an_older_version_get_todays_defaults() {
        let settings: WrappedPutSettings =
            serde_json::from_str(r#"{"apiUrl":"https://api.example.com","clientId":"acme","gone":1}"#).unwrap();
        assert_eq!(settings, usable());
    }
}
