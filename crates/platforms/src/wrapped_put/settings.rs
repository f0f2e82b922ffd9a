//! What a tenant of the dialect may have otherwise, with the usual as default.

use std::sync::Arc;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use skillsheet_skills::{Best, Proficiency, Scale, Writes};

use super::WrappedPut;
use crate::settings::{Configure, best, choice, client_id, error, level, one_of, unknown_key, whole, yes_no};
use crate::{Address, Common, Platform, SettingsError, Surroundings};

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
    /// The pace and the network.
    #[serde(flatten)]
    pub common: Common,
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
            writes: Writes::Replace,
            body: Body::Wrapper,
            lists_directory: true,
            page_size: 500,
            users_path: "/api/v2/users".into(),
            skills_path: "/api/v2/skills".into(),
            user_skills_path: format!("/api/v2/users/{USER_ID}/skills"),
            token_path: "/oauth/token".into(),
            common: Common::default(),
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
        let client_id = client_id(&self.client_id)?;
        if !self.scale.is_sound() {
            let hint = "The lowest level is below the highest, and the step fits between them";
            return Err(error("scale", "These levels make no scale", hint));
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
        let settings = WrappedPutSettings { client_id, ..self.clone() };
        Ok(Checked { api, login, settings })
    }
}

impl Configure for WrappedPutSettings {
    fn place(&self) -> String {
        match Address::parse(&self.api_url, "apiUrl") {
            Ok(address) => address.host(),
            Err(_) => self.api_url.clone(),
        }
    }

    fn account(&self) -> &str {
        &self.client_id
    }

    fn scale(&self) -> Scale {
        self.scale
    }

    fn writes(&self) -> Writes {
        self.writes
    }

    fn lists_directory(&self) -> bool {
        self.lists_directory
    }

    fn common(&self) -> &Common {
        &self.common
    }

    fn common_mut(&mut self) -> &mut Common {
        &mut self.common
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        KEYS
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingsError> {
        match key {
            "api-url" => self.api_url = value.into(),
            "login-url" => self.login_url = value.into(),
            "client-id" => self.client_id = value.into(),
            "min-level" => self.scale.min = level(value)?,
            "max-level" => self.scale.max = level(value)?,
            "level-step" => self.scale.step = level(value)?,
            "best-level" => self.scale.best = best(value)?,
            "writes" => {
                self.writes = one_of("writes", value, &[("replace", Writes::Replace), ("merge", Writes::Merge)])?;
            }
            "body" => self.body = one_of("body", value, &[("wrapper", Body::Wrapper), ("map", Body::Map)])?,
            "lists-directory" => self.lists_directory = yes_no("listsDirectory", value)?,
            "page-size" => self.page_size = whole("pageSize", value)?,
            "users-path" => self.users_path = value.into(),
            "skills-path" => self.skills_path = value.into(),
            "user-skills-path" => self.user_skills_path = value.into(),
            "token-path" => self.token_path = value.into(),
            _ => return Err(unknown_key(key, KEYS)),
        }
        Ok(())
    }

    fn get(&self, key: &str) -> Option<String> {
        Some(match key {
            "api-url" => self.api_url.clone(),
            "login-url" => self.login_url.clone(),
            "client-id" => self.client_id.clone(),
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

    fn check(&self) -> Result<(), SettingsError> {
        self.checked().map(|_| ())
    }

    fn connect(&self, secret: SecretString, surroundings: &Surroundings) -> Result<Arc<dyn Platform>, SettingsError> {
        Ok(Arc::new(WrappedPut::new(self.checked()?, secret, surroundings)?))
    }
}

fn check_path(field: &'static str, path: &str) -> Result<(), SettingsError> {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '?' | '#' | '\\' | '%');
    let climbs = path.split('/').any(|part| part == "." || part == "..");
    if path.starts_with('/') && path.chars().all(plain) && !climbs {
        return Ok(());
    }
    Err(error(field, &format!("“{path}” is not a path"), "It begins with a slash, such as /api/v2/users"))
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
        let cases: [(&str, Spoil); 11] = [
            ("apiUrl", |s| s.api_url = "http://api.example.com".into()),
            ("apiUrl", |s| s.api_url = "https://api.example.com/api/v2".into()),
            ("loginUrl", |s| s.login_url = "ftp://x".into()),
            ("clientId", |s| s.client_id = " ".into()),
            ("clientId", |s| s.client_id = "a:b".into()),
            ("scale", |s| s.scale.max = s.scale.min),
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
        assert_eq!(KEYS.len(), 15);
        for (key, value) in [("body", "array"), ("x", "")] {
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
