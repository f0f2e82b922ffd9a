//! What a connection is set to, platform by platform. No secret is among it.

use std::sync::Arc;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use skillsheet_skills::{Pace, Scale, Writes};

use crate::http::Timeouts;
use crate::wrapped_put::{self, WrappedPut, WrappedPutSettings};
use crate::{Address, Platform};

/// A setting that cannot be used as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SettingsError {
    /// Which one, by its name in the saved settings (`apiUrl`).
    pub field: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// What a connection is set to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "platform", rename_all = "kebab-case")]
pub enum Settings {
    /// The wrapped PUT.
    WrappedPut(WrappedPutSettings),
}

/// The settings that a new connection of the first platform begins with.
impl Default for Settings {
    fn default() -> Self {
        Settings::WrappedPut(WrappedPutSettings::default())
    }
}

impl Settings {
    /// The platforms that can be connected: the name in settings and on the command line, and the product in words.
    pub const PLATFORMS: &'static [(&'static str, &'static str)] = &[("wrapped-put", "Other")];

    /// The default settings of a platform, by its name.
    pub fn of(platform: &str) -> Option<Settings> {
        match platform {
            "wrapped-put" => Some(Settings::WrappedPut(WrappedPutSettings::default())),
            _ => None,
        }
    }

    /// The platform's name in settings and on the command line.
    pub fn platform(&self) -> &'static str {
        match self {
            Settings::WrappedPut(_) => Self::PLATFORMS[0].0,
        }
    }

    /// The product, in words.
    pub fn product(&self) -> &'static str {
        match self {
            Settings::WrappedPut(_) => Self::PLATFORMS[0].1,
        }
    }

    /// The address it talks to, in short.
    pub fn place(&self) -> String {
        match self {
            Settings::WrappedPut(settings) => match Address::parse(&settings.api_url, "apiUrl") {
                Ok(address) => address.host(),
                Err(_) => settings.api_url.clone(),
            },
        }
    }

    /// Who signs in, as far as it is no secret.
    pub fn account(&self) -> &str {
        match self {
            Settings::WrappedPut(settings) => &settings.client_id,
        }
    }

    /// The levels.
    pub fn scale(&self) -> Scale {
        match self {
            Settings::WrappedPut(settings) => settings.scale,
        }
    }

    /// What a write does to skills that it does not name.
    pub fn writes(&self) -> Writes {
        match self {
            Settings::WrappedPut(settings) => settings.writes,
        }
    }

    /// Whether agents and skills can be listed; else a sheet carries their ids.
    pub fn lists_directory(&self) -> bool {
        match self {
            Settings::WrappedPut(settings) => settings.lists_directory,
        }
    }

    /// The pace that the person set, if any.
    pub fn rate_limit(&self) -> Option<Pace> {
        match self {
            Settings::WrappedPut(settings) => settings.rate_limit,
        }
    }

    /// What [`Settings::set`] takes: each key and what it is for.
    pub fn keys(&self) -> &'static [(&'static str, &'static str)] {
        match self {
            Settings::WrappedPut(_) => wrapped_put::KEYS,
        }
    }

    /// Sets one of the [`Settings::keys`] from its text.
    ///
    /// # Errors
    /// An unknown key, or a value it cannot take.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), SettingsError> {
        match self {
            Settings::WrappedPut(settings) => settings.set(key, value),
        }
    }

    /// What a key is set to, as [`Settings::set`] takes it; none for a key that does not exist.
    pub fn get(&self, key: &str) -> Option<String> {
        match self {
            Settings::WrappedPut(settings) => settings.get(key),
        }
    }

    /// Checks everything.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn validate(&self) -> Result<(), SettingsError> {
        match self {
            Settings::WrappedPut(settings) => settings.checked().map(|_| ()),
        }
    }

    /// The platform as set, ready to sign in. Nothing is sent yet.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn connect(&self, secret: SecretString) -> Result<Arc<dyn Platform>, SettingsError> {
        self.connect_within(secret, Timeouts::default())
    }

    /// As [`Settings::connect`], with other limits of time.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn connect_within(&self, secret: SecretString, timeouts: Timeouts) -> Result<Arc<dyn Platform>, SettingsError> {
        match self {
            Settings::WrappedPut(settings) => Ok(Arc::new(WrappedPut::new(settings.checked()?, secret, timeouts)?)),
        }
    }
}
