//! What a connection is set to, platform by platform. No secret is among it.

mod common;

use std::sync::Arc;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use skillsheet_skills::{Pace, Scale, Writes};

use crate::genesys_cloud::GenesysCloudSettings;
use crate::nice_cxone::NiceCxoneSettings;
use crate::wrapped_put::WrappedPutSettings;
use crate::{Platform, Surroundings};

pub use common::Common;
pub(crate) use common::{COMMON_KEYS, best, choice, client_id, error, level, one_of, unknown_key, whole, yes_no};

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

/// A region: the text that the key `region` takes, its name in words, and its domain where that tells people more.
pub type Region = (&'static str, &'static str, &'static str);

/// What each platform's settings can do.
pub(crate) trait Configure {
    /// The address it talks to, or the region, in short.
    fn place(&self) -> String;
    /// Who signs in, as far as it is no secret.
    fn account(&self) -> &str;
    /// The levels.
    fn scale(&self) -> Scale;
    /// Which write requests it takes.
    fn writes(&self) -> Writes;
    /// The regions that it is known to have.
    fn regions(&self) -> &'static [Region] {
        &[]
    }
    /// Whether agents and skills can be listed; else a sheet carries their ids.
    fn lists_directory(&self) -> bool {
        true
    }
    /// Whether signing in takes a secret that is kept in the safe for passwords.
    fn needs_secret(&self) -> bool {
        true
    }
    /// Whether how much it allows is published, or told beside its answers.
    fn publishes_pace(&self) -> bool {
        true
    }
    /// The settings that all platforms share.
    fn common(&self) -> &Common;
    /// The same, to change.
    fn common_mut(&mut self) -> &mut Common;
    /// What [`Configure::set`] takes beside the common keys: each key and what it is for.
    fn keys(&self) -> &'static [(&'static str, &'static str)];
    /// Sets one of the keys from its text, which has no spaces around it.
    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingsError>;
    /// What a key is set to, as [`Configure::set`] takes it; none for a key that does not exist.
    fn get(&self, key: &str) -> Option<String>;
    /// Checks everything.
    fn check(&self) -> Result<(), SettingsError>;
    /// The platform as set, ready to sign in.
    fn connect(&self, secret: SecretString, surroundings: &Surroundings) -> Result<Arc<dyn Platform>, SettingsError>;
}

/// The platforms, a line each: how it is called in code, in settings and on the command line, its product in words, and
/// its settings.
macro_rules! platforms {
    ($($variant:ident, $name:literal, $product:literal, $settings:ty;)+) => {
        /// What a connection is set to.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "platform")]
        pub enum Settings {
            $(
                #[doc = $product]
                #[serde(rename = $name)]
                $variant($settings),
            )+
        }

        impl Settings {
            /// The platforms that can be connected: the name in settings and on the command line, and the product in
            /// words.
            pub const PLATFORMS: &'static [(&'static str, &'static str)] = &[$(($name, $product)),+];

            /// The default settings of a platform, by its name.
            pub fn of(platform: &str) -> Option<Settings> {
                match platform {
                    $($name => Some(Settings::$variant(<$settings>::default())),)+
                    _ => None,
                }
            }

            /// The platform's name in settings and on the command line.
            pub fn platform(&self) -> &'static str {
                match self {
                    $(Settings::$variant(_) => $name,)+
                }
            }

            /// The product, in words.
            pub fn product(&self) -> &'static str {
                match self {
                    $(Settings::$variant(_) => $product,)+
                }
            }

            fn inner(&self) -> &dyn Configure {
                match self {
                    $(Settings::$variant(settings) => settings,)+
                }
            }

            fn inner_mut(&mut self) -> &mut dyn Configure {
                match self {
                    $(Settings::$variant(settings) => settings,)+
                }
            }
        }
    };
}

platforms! {
    NiceCxone, "nice-cxone", "NICE CXone", NiceCxoneSettings;
    GenesysCloud, "genesys-cloud", "Genesys Cloud", GenesysCloudSettings;
    WrappedPut, "wrapped-put", "Other", WrappedPutSettings;
}

impl Settings {
    /// The address it talks to, or the region, in short.
    pub fn place(&self) -> String {
        self.inner().place()
    }

    /// Who signs in, as far as it is no secret.
    pub fn account(&self) -> &str {
        self.inner().account()
    }

    /// The levels.
    pub fn scale(&self) -> Scale {
        self.inner().scale()
    }

    /// Which write requests it takes.
    pub fn writes(&self) -> Writes {
        self.inner().writes()
    }

    /// The regions that the platform is known to have; none where an address is typed.
    pub fn regions(&self) -> &'static [Region] {
        self.inner().regions()
    }

    /// Whether agents and skills can be listed; else a sheet carries their ids.
    pub fn lists_directory(&self) -> bool {
        self.inner().lists_directory()
    }

    /// Whether signing in takes a secret that is kept in the safe for passwords.
    pub fn needs_secret(&self) -> bool {
        self.inner().needs_secret()
    }

    /// Whether how much it allows is published, or told beside its answers; else the pace is our own caution.
    pub fn publishes_pace(&self) -> bool {
        self.inner().publishes_pace()
    }

    /// The most skills that an agent may have, where the person set such a bound.
    pub fn max_skills(&self) -> Option<u32> {
        self.inner().common().max_skills
    }

    /// The pace that the person set, if any.
    pub fn rate_limit(&self) -> Option<Pace> {
        self.inner().common().rate_limit
    }

    /// What [`Settings::set`] takes: each key and what it is for.
    pub fn keys(&self) -> impl Iterator<Item = &'static (&'static str, &'static str)> + use<> {
        self.inner().keys().iter().chain(COMMON_KEYS)
    }

    /// Sets one of the [`Settings::keys`] from its text.
    ///
    /// # Errors
    /// An unknown key, or a value it cannot take.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), SettingsError> {
        let value = value.trim();
        if self.inner_mut().common_mut().set(key, value)? {
            return Ok(());
        }
        self.inner_mut().set(key, value)
    }

    /// What a key is set to, as [`Settings::set`] takes it; none for a key that does not exist.
    pub fn get(&self, key: &str) -> Option<String> {
        self.inner().common().get(key).or_else(|| self.inner().get(key))
    }

    /// Checks everything.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn validate(&self) -> Result<(), SettingsError> {
        self.inner().common().check()?;
        self.inner().check()
    }

    /// The platform as set, ready to sign in. Nothing is sent yet. The secret is empty where none is needed.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn connect(&self, secret: SecretString) -> Result<Arc<dyn Platform>, SettingsError> {
        self.connect_within(secret, &Surroundings::default())
    }

    /// As [`Settings::connect`], on another computer, as it were.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn connect_within(
        &self,
        secret: SecretString,
        surroundings: &Surroundings,
    ) -> Result<Arc<dyn Platform>, SettingsError> {
        self.validate()?;
        self.inner().connect(secret, surroundings)
    }
}
