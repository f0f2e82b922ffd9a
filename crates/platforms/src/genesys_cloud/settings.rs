//! What a connection to Genesys Cloud is set to.

use std::sync::Arc;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use skillsheet_skills::{Best, Proficiency, Scale, Writes};

use super::GenesysCloud;
use super::regions::{self, REGIONS};
use crate::settings::{Configure, Region, choice, client_id, error, one_of, unknown_key, whole};
use crate::{Address, Common, Platform, SettingsError, Surroundings};

/// How to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignIn {
    /// With a client ID and its secret.
    Keys,
    /// In the person's browser; there is no secret.
    Browser,
}

/// The settings as they were typed; [`crate::Settings::validate`] says whether they can be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GenesysCloudSettings {
    /// One of the regions, by its id; empty where addresses are given instead.
    pub region: String,
    /// Origin of the API, where there is no region; the sign-in's when empty.
    pub api_url: String,
    /// Origin of the sign-in, where there is no region; the API's when empty.
    pub login_url: String,
    /// The client id.
    pub client_id: String,
    /// How to sign in.
    pub sign_in: SignIn,
    /// The port of this computer at which the browser comes back from signing in, 1024 to 65535. The client has
    /// `http://localhost:PORT/callback` among its authorised redirect addresses.
    pub callback_port: u32,
    /// The pace and the network.
    #[serde(flatten)]
    pub common: Common,
}

impl Default for GenesysCloudSettings {
    fn default() -> Self {
        GenesysCloudSettings {
            region: String::new(),
            api_url: String::new(),
            login_url: String::new(),
            client_id: String::new(),
            sign_in: SignIn::Keys,
            callback_port: 8437,
            common: Common::default(),
        }
    }
}

/// Skills in a request that writes them, and on a page of one agent's.
pub(super) const MOST_SKILLS: u32 = 50;

const KEYS: &[(&str, &str)] = &[
    (
        "region",
        "where your organisation is, by name or by the address you sign in at: us-east-1 us-west-2 us-east-2 \
         ca-central-1 mx-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2 eu-central-2 eusc-de-east-1 me-central-1 \
         ap-south-1 ap-northeast-3 ap-northeast-2 ap-southeast-1 ap-southeast-2 ap-northeast-1",
    ),
    ("api-url", "origin of the API, instead of a region"),
    ("login-url", "origin of the sign-in, instead of a region; the API's when not given"),
    ("client-id", "the client id"),
    ("sign-in", "keys: with the client's secret, or browser: in your browser, without one (keys)"),
    (
        "callback-port",
        "port at which the browser comes back, 1024 to 65535; the client allows http://localhost:PORT/callback (8437)",
    ),
];

/// Settings that were checked.
pub(crate) struct Checked {
    pub api: Address,
    pub login: Address,
    pub callback_port: u16,
    pub settings: GenesysCloudSettings,
}

impl GenesysCloudSettings {
    /// Checks everything and finds the addresses.
    pub(crate) fn checked(&self) -> Result<Checked, SettingsError> {
        let (api, login) = self.addresses()?;
        let client_id = client_id(&self.client_id)?;
        let callback_port = u16::try_from(self.callback_port).ok().filter(|port| *port >= 1024);
        let callback_port = callback_port.ok_or_else(|| {
            error("callbackPort", "The port goes from 1024 to 65535", "8437, unless another program uses that one")
        })?;
        let settings = GenesysCloudSettings { client_id, ..self.clone() };
        Ok(Checked { api, login, callback_port, settings })
    }

    fn addresses(&self) -> Result<(Address, Address), SettingsError> {
        let region = self.region.trim();
        match (region, self.api_url.trim(), self.login_url.trim()) {
            ("", "", "") => Err(error("region", "The region is missing", "Look at the address you sign in at")),
            ("", "", login) => Address::parse(login, "loginUrl").map(|login| (login.clone(), login)),
            ("", api, "") => Address::parse(api, "apiUrl").map(|api| (api.clone(), api)),
            ("", api, login) => Ok((Address::parse(api, "apiUrl")?, Address::parse(login, "loginUrl")?)),
            (region, "", "") => {
                let (_, _, domain) = known(region)?;
                let at = |name: &str| Address::parse(&format!("https://{name}.{domain}"), "region");
                Ok((at("api")?, at("login")?))
            }
            _ => Err(error("region", "A region and an address are given", "Leave one of them out")),
        }
    }
}

fn known(region: &str) -> Result<&'static Region, SettingsError> {
    regions::find(region).ok_or_else(|| {
        let ids = REGIONS.iter().map(|(id, _, _)| *id).collect::<Vec<_>>().join(", ");
        error("region", &format!("There is no region “{region}”"), &format!("There are: {ids}"))
    })
}

impl Configure for GenesysCloudSettings {
    fn place(&self) -> String {
        match regions::find(&self.region) {
            Some((_, name, _)) => (*name).to_owned(),
            None => self.addresses().map_or_else(|_| self.api_url.clone(), |(api, _)| api.host()),
        }
    }

    fn account(&self) -> &str {
        &self.client_id
    }

    fn scale(&self) -> Scale {
        // Whole and half steps are taken; of others nobody knows whether they are refused or rounded.
        let step = Proficiency::new(0.5).unwrap_or(Proficiency::whole(1));
        Scale { min: Proficiency::whole(0), max: Proficiency::whole(5), step, best: Best::High }
    }

    fn writes(&self) -> Writes {
        Writes::Chunks { most: MOST_SKILLS }
    }

    fn needs_secret(&self) -> bool {
        self.sign_in == SignIn::Keys
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

    fn regions(&self) -> &'static [Region] {
        REGIONS
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingsError> {
        match key {
            "region" if value.is_empty() => self.region.clear(),
            "region" => self.region = known(value)?.0.into(),
            "api-url" => self.api_url = value.into(),
            "login-url" => self.login_url = value.into(),
            "client-id" => self.client_id = value.into(),
            "sign-in" => {
                self.sign_in = one_of("signIn", value, &[("keys", SignIn::Keys), ("browser", SignIn::Browser)])?;
            }
            "callback-port" => self.callback_port = whole("callbackPort", value)?,
            _ => return Err(unknown_key(key, KEYS)),
        }
        Ok(())
    }

    fn get(&self, key: &str) -> Option<String> {
        Some(match key {
            "region" => self.region.clone(),
            "api-url" => self.api_url.clone(),
            "login-url" => self.login_url.clone(),
            "client-id" => self.client_id.clone(),
            "sign-in" => choice(self.sign_in == SignIn::Keys, "keys", "browser"),
            "callback-port" => self.callback_port.to_string(),
            _ => return None,
        })
    }

    fn check(&self) -> Result<(), SettingsError> {
        self.checked().map(|_| ())
    }

    fn connect(&self, secret: SecretString, surroundings: &Surroundings) -> Result<Arc<dyn Platform>, SettingsError> {
        Ok(Arc::new(GenesysCloud::new(self.checked()?, secret, surroundings)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(pairs: &[(&str, &str)]) -> GenesysCloudSettings {
        let mut settings = GenesysCloudSettings::default();
        for (key, value) in pairs {
            settings.set(key, value).unwrap();
        }
        settings
    }

    #[test]
    fn a_region_or_addresses_say_where_to_go() {
        for (pairs, api, login, place) in [
            (&[("region", "EMEA (Frankfurt)")][..], "api.mypurecloud.de", "login.mypurecloud.de", "EMEA (Frankfurt)"),
            (&[("region", "sae1.pure.cloud")], "api.sae1.pure.cloud", "login.sae1.pure.cloud", "Americas (São Paulo)"),
            (&[("api-url", "https://a.example")], "a.example", "a.example", "a.example"),
            (&[("login-url", "http://127.0.0.1:9")], "127.0.0.1:9", "127.0.0.1:9", "127.0.0.1:9"),
            (&[("api-url", "a.example"), ("login-url", "l.example")], "a.example", "l.example", "a.example"),
        ] {
            let settings = set(&[pairs, &[("client-id", " me ")]].concat());
            let checked = settings.checked().unwrap();
            assert_eq!((checked.api.host(), checked.login.host()), (api.into(), login.into()), "{pairs:?}");
            assert_eq!((settings.place(), checked.settings.client_id.as_str()), (place.into(), "me"));
        }
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (field, pairs) in [
            ("region", &[("client-id", "me")][..]),
            ("clientId", &[("region", "us-east-1")]),
            ("clientId", &[("region", "us-east-1"), ("client-id", "a:b")]),
            ("region", &[("region", "us-east-1"), ("client-id", "me"), ("api-url", "https://a.example")]),
            ("apiUrl", &[("client-id", "me"), ("api-url", "http://a.example")]),
            ("loginUrl", &[("client-id", "me"), ("api-url", "a.example"), ("login-url", "https://l.example/x")]),
            ("callbackPort", &[("region", "us-east-1"), ("client-id", "me"), ("callback-port", "1023")]),
            ("callbackPort", &[("region", "us-east-1"), ("client-id", "me"), ("callback-port", "65536")]),
        ] {
            assert_eq!(set(pairs).checked().err().map(|error| error.field), Some(field), "{pairs:?}");
        }
        let mut settings = GenesysCloudSettings::default();
        for (key, value) in [("region", "us"), ("sign-in", "password"), ("callback-port", "x"), ("x", "")] {
            assert!(settings.set(key, value).is_err(), "{key}={value}");
        }
    }

    #[test]
    fn every_key_that_is_told_can_be_set() {
        let mut settings = GenesysCloudSettings::default();
        for (key, value) in [
            ("region", "ap-northeast-3"),
            ("region", ""),
            ("api-url", "https://a.example"),
            ("login-url", "https://l.example"),
            ("client-id", "me"),
            ("sign-in", "browser"),
            ("callback-port", "9000"),
        ] {
            let before = settings.clone();
            settings.set(key, value).unwrap();
            assert_ne!(settings, before, "{key} changed nothing");
            assert_eq!(settings.get(key).as_deref(), Some(value));
            assert!(KEYS.iter().any(|(known, _)| *known == key), "{key} is not told");
        }
        assert_eq!(KEYS.len(), 6);
        assert!(!settings.needs_secret());
        let (_, help) = KEYS[0];
        let told: Vec<&str> = help.split_once(": ").unwrap().1.split(' ').collect();
        assert_eq!(told, REGIONS.iter().map(|(id, _, _)| *id).collect::<Vec<_>>());
    }

    #[test]
    fn levels_are_whole_and_half_ones() {
        let scale = GenesysCloudSettings::default().scale();
        let level = |number| Proficiency::new(number).unwrap();
        for (number, fits) in [(0.0, true), (4.5, true), (5.0, true), (4.2, false), (5.5, false), (-0.5, false)] {
            assert_eq!(scale.level(level(number)).is_ok(), fits, "{number}");
        }
    }
}
