//! What a CXone tenant is reached by.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize};
use skillsheet_skills::{Best, Pace, Proficiency, Scale, Writes};

use super::NiceCxone;
use crate::settings::{Configure, Region, choice, error, unknown_key, whole, yes_no};
use crate::{Address, Common, Platform, SettingsError, Surroundings};

/// The areas that are known, after the one that stands for all of them. There may be others: any name is taken.
const REGIONS: &[Region] = &[
    ("", "Find it for me", ""),
    ("na1", "North America", "na1.nice-incontact.com"),
    ("eu1", "Europe", "eu1.nice-incontact.com"),
    ("au1", "Australia", "au1.nice-incontact.com"),
    ("uk1", "United Kingdom", "uk1.nice-incontact.com"),
    ("jp1", "Japan", "jp1.nice-incontact.com"),
    ("ca1", "Canada", "ca1.nice-incontact.com"),
    (GOVERNMENT, "Government", "cxone-gov.niceincontact.com"),
];

/// The government cloud's name among the regions.
const GOVERNMENT: &str = "gov";

/// Assignments that CXone takes in one request.
const RECORDS: u32 = 10_000;

/// The settings as they were typed; [`crate::Settings::validate`] says whether they can be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NiceCxoneSettings {
    /// The area, such as `na1`, or `gov`; found at the sign-in when empty.
    pub region: String,
    /// Origin of the API; discovered when empty.
    pub api_url: String,
    /// Origin of the sign-in, in place of the area's.
    pub login_url: String,
    /// The access key's id.
    pub client_id: String,
    /// The id of an app that is registered with NICE; none when empty. Its secret is the second line of the stored
    /// secret, whose first line is the access key's.
    pub app_id: String,
    /// Version of the API, 12 to 99.
    pub api_version: u32,
    /// The number of the lowest level, 2 to 20. The best one is 1.
    pub highest_level: u32,
    /// Whether one request may give many skills to many agents. Its body is not published.
    pub many_to_many: bool,
    /// Agents, skills or assignments asked for at once, 1 to 10,000.
    pub page_size: u32,
    /// The pace and the network.
    #[serde(flatten, deserialize_with = "with_usual_pace")]
    pub common: Common,
}

impl Default for NiceCxoneSettings {
    fn default() -> Self {
        NiceCxoneSettings {
            region: String::new(),
            api_url: String::new(),
            login_url: String::new(),
            client_id: String::new(),
            app_id: String::new(),
            api_version: 34,
            highest_level: 20,
            many_to_many: false,
            page_size: 1000,
            common: usual_pace(Common::default()),
        }
    }
}

/// CXone publishes no limit, so it is asked slowly until somebody knows better.
fn usual_pace(common: Common) -> Common {
    let rate_limit = Some(Pace { requests: 5, window: Duration::from_secs(1) });
    Common { concurrency: 2, rate_limit, ..common }
}

/// What is left out stands for this platform's pace, not for that of others.
fn with_usual_pace<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Common, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Told {
        concurrency: Option<u32>,
        #[serde(default, deserialize_with = "told")]
        rate_limit: Option<Option<Pace>>,
        #[serde(flatten)]
        others: Common,
    }
    fn told<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Pace>>, D::Error> {
        Option::deserialize(deserializer).map(Some)
    }
    let Told { concurrency, rate_limit, others } = Told::deserialize(deserializer)?;
    let usual = usual_pace(others);
    Ok(Common {
        concurrency: concurrency.unwrap_or(usual.concurrency),
        rate_limit: rate_limit.unwrap_or(usual.rate_limit),
        ..usual
    })
}

/// The keys of [`NiceCxoneSettings::set`], with help.
const KEYS: &[(&str, &str)] = &[
    ("region", "the area, such as na1 or eu1, or gov; found at the sign-in when not given"),
    ("api-url", "origin of the API; discovered when not given"),
    ("login-url", "origin of the sign-in, in place of the area's; the API's when only that is given"),
    ("client-id", "the access key ID; the secret is the access key secret"),
    ("app-id", "ID of an app registered with NICE; the app's secret is then a second line of the secret (none)"),
    ("api-version", "version of the API, 12 to 99 (34)"),
    ("highest-level", "number of the lowest level, 2 to 20; 1 is the best (20)"),
    ("many-to-many", "whether one request may give many skills to many agents: yes or no (no)"),
    ("page-size", "agents, skills or assignments asked for at once, 1 to 10000 (1000)"),
];

/// Settings that were checked, with the addresses that they lead to.
pub(crate) struct Checked {
    /// Where to sign in: the first one that takes the keys.
    pub logins: Vec<Address>,
    /// Where to ask for the API's address.
    pub discovery: Address,
    /// The API's address, where it is known already.
    pub api: Option<Address>,
    /// The settings, without spaces around ids.
    pub settings: NiceCxoneSettings,
}

/// The secrets of a sign-in.
pub(crate) struct Keys {
    /// The access key's.
    pub access: SecretString,
    /// The registered app's, where there is an app.
    pub app: Option<SecretString>,
}

impl NiceCxoneSettings {
    /// Checks everything and reads the addresses.
    pub(crate) fn checked(&self) -> Result<Checked, SettingsError> {
        let origin = |url: &str, field| match url.trim() {
            "" => Ok(None),
            url => Address::parse(url, field).map(Some),
        };
        let api = origin(&self.api_url, "apiUrl")?;
        let client_id = id("clientId", "access key ID", &self.client_id)?;
        let app_id = match self.app_id.trim() {
            "" => String::new(),
            app => id("appId", "app's ID", app)?,
        };
        let region = region(&self.region)?;
        self.check_numbers()?;
        let global = match region.as_str() {
            GOVERNMENT => "https://cxone-gov.niceincontact.com",
            _ => "https://cxone.niceincontact.com",
        };
        let login = match origin(&self.login_url, "loginUrl")? {
            None if region.is_empty() => api.clone(),
            login => login,
        };
        let discovery = login.clone().map_or_else(|| Address::parse(global, "region"), Ok)?;
        let logins = match login {
            Some(login) => vec![login],
            None if !app_id.is_empty() => vec![discovery.clone()],
            None => areas(&region)?,
        };
        let settings = NiceCxoneSettings { client_id, app_id, region, ..self.clone() };
        Ok(Checked { logins, discovery, api, settings })
    }

    fn check_numbers(&self) -> Result<(), SettingsError> {
        if !(12..=99).contains(&self.api_version) {
            return Err(error("apiVersion", "Versions of the API go from 12 on", "34 is the newest that is known"));
        }
        if !(2..=20).contains(&self.highest_level) {
            return Err(error("highestLevel", "Levels go from 1 to 20 at most", "Older tenants have 5"));
        }
        if !(1..=RECORDS).contains(&self.page_size) {
            return Err(error("pageSize", "A page holds 1 to 10000", "1000 suits most"));
        }
        Ok(())
    }

    /// The two secrets in the stored one: the access key's, and on a second line the app's.
    fn keys(&self, secret: &SecretString) -> Result<Keys, SettingsError> {
        let mut lines = secret.expose_secret().lines().map(|line| SecretString::from(line.trim()));
        let access = lines.next().unwrap_or_default();
        let app = match self.app_id.trim() {
            "" => None,
            _ => Some(lines.next().filter(|app| !app.expose_secret().is_empty()).ok_or_else(|| {
                let hint = "It stands on a second line, below the access key secret";
                error("secret", "The app's secret is missing", hint)
            })?),
        };
        Ok(Keys { access, app })
    }
}

impl Configure for NiceCxoneSettings {
    fn place(&self) -> String {
        let typed = [&self.api_url, &self.login_url].into_iter().find(|url| !url.trim().is_empty());
        match (typed, self.region.trim()) {
            (Some(url), _) => Address::parse(url, "apiUrl").map_or_else(|_| url.clone(), |address| address.host()),
            (None, "") => "region found at sign-in".to_owned(),
            (None, region) => region.to_lowercase(),
        }
    }

    fn account(&self) -> &str {
        &self.client_id
    }

    fn scale(&self) -> Scale {
        Scale {
            min: Proficiency::whole(1),
            max: Proficiency::whole(i16::try_from(self.highest_level).unwrap_or(i16::MAX)),
            step: Proficiency::whole(1),
            best: Best::Low,
        }
    }

    fn writes(&self) -> Writes {
        Writes::Axes { records: RECORDS, many: self.many_to_many }
    }

    fn regions(&self) -> &'static [Region] {
        REGIONS
    }

    fn publishes_pace(&self) -> bool {
        false
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
            "region" => self.region = value.into(),
            "api-url" => self.api_url = value.into(),
            "login-url" => self.login_url = value.into(),
            "client-id" => self.client_id = value.into(),
            "app-id" => self.app_id = value.into(),
            "api-version" => self.api_version = version(value)?,
            "highest-level" => self.highest_level = whole("highestLevel", value)?,
            "many-to-many" => self.many_to_many = yes_no("manyToMany", value)?,
            "page-size" => self.page_size = whole("pageSize", value)?,
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
            "app-id" => self.app_id.clone(),
            "api-version" => self.api_version.to_string(),
            "highest-level" => self.highest_level.to_string(),
            "many-to-many" => choice(self.many_to_many, "yes", "no"),
            "page-size" => self.page_size.to_string(),
            _ => return None,
        })
    }

    fn check(&self) -> Result<(), SettingsError> {
        self.checked().map(|_| ())
    }

    fn connect(&self, secret: SecretString, surroundings: &Surroundings) -> Result<Arc<dyn Platform>, SettingsError> {
        let keys = self.keys(&secret)?;
        Ok(Arc::new(NiceCxone::new(self.checked()?, keys, surroundings)?))
    }
}

/// The sign-in of an area, or of all of them: each has its own, and no place tells beforehand which one a key belongs to.
fn areas(region: &str) -> Result<Vec<Address>, SettingsError> {
    let at = |area: &str| Address::parse(&format!("https://{area}.nice-incontact.com"), "region");
    match region {
        "" => REGIONS.iter().map(|known| known.0).filter(|id| !matches!(*id, "" | GOVERNMENT)).map(at).collect(),
        GOVERNMENT => {
            let hint = "Ask NICE for one and fill in its ID, or give the address of the sign-in";
            Err(error("appId", "The government cloud takes the keys of a registered app only", hint))
        }
        area => Ok(vec![at(area)?]),
    }
}

/// The area that a person typed; it becomes part of an address.
fn region(text: &str) -> Result<String, SettingsError> {
    let region = text.trim().to_lowercase();
    if region.len() <= 10 && region.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Ok(region);
    }
    Err(error("region", &format!("“{}” is no region", text.trim()), "Such as na1, or leave it out to have it found"))
}

/// A version of the API as people write it: 34, 34.0 or v34.0.
fn version(text: &str) -> Result<u32, SettingsError> {
    let number = text.trim_start_matches(['v', 'V']);
    whole("apiVersion", number.strip_suffix(".0").unwrap_or(number))
}

/// An id without the spaces around it, fit for a sign-in.
fn id(field: &'static str, name: &str, text: &str) -> Result<String, SettingsError> {
    let id = text.trim();
    if id.is_empty() {
        return Err(error(field, &format!("The {name} is missing"), "Copy it from where the secret comes from"));
    }
    if id.contains(|c: char| c == ':' || c.is_control()) {
        return Err(error(field, &format!("The {name} holds a character that no such ID has"), "Copy it again"));
    }
    Ok(id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usable() -> NiceCxoneSettings {
        NiceCxoneSettings { client_id: "KEY".into(), ..NiceCxoneSettings::default() }
    }

    #[test]
    fn settings_lead_to_the_addresses_that_they_mean() {
        let areas = "na1.nice-incontact.com eu1.nice-incontact.com au1.nice-incontact.com uk1.nice-incontact.com \
                     jp1.nice-incontact.com ca1.nice-incontact.com";
        for (set, logins, discovery, api, place) in [
            (&[][..], areas, "cxone.niceincontact.com", None, "region found at sign-in"),
            (&[("region", "EU1")], "eu1.nice-incontact.com", "cxone.niceincontact.com", None, "eu1"),
            (
                &[("app-id", "app")],
                "cxone.niceincontact.com",
                "cxone.niceincontact.com",
                None,
                "region found at sign-in",
            ),
            (
                &[("app-id", "app"), ("region", "gov")],
                "cxone-gov.niceincontact.com",
                "cxone-gov.niceincontact.com",
                None,
                "gov",
            ),
            (&[("login-url", "http://127.0.0.1:4")], "127.0.0.1:4", "127.0.0.1:4", None, "127.0.0.1:4"),
            (&[("api-url", "http://127.0.0.1:4")], "127.0.0.1:4", "127.0.0.1:4", Some("127.0.0.1:4"), "127.0.0.1:4"),
            (
                &[("api-url", "a.example"), ("login-url", "l.example")],
                "l.example",
                "l.example",
                Some("a.example"),
                "a.example",
            ),
            (
                &[("api-url", "a.example"), ("region", "uk1")],
                "uk1.nice-incontact.com",
                "cxone.niceincontact.com",
                Some("a.example"),
                "a.example",
            ),
        ] {
            let mut settings = usable();
            set.iter().for_each(|(key, value)| settings.set(key, value).unwrap());
            let checked = settings.checked().unwrap();
            let hosts = checked.logins.iter().map(Address::host).collect::<Vec<_>>().join(" ");
            let told = (hosts.as_str(), checked.discovery.host(), checked.api.map(|api| api.host()));
            assert_eq!(told, (logins, discovery.to_owned(), api.map(str::to_owned)), "{set:?}");
            assert_eq!(settings.place(), place);
        }
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        type Spoil = fn(&mut NiceCxoneSettings);
        let cases: [(&str, Spoil); 12] = [
            ("apiUrl", |s| s.api_url = "http://api.example.com".into()),
            ("loginUrl", |s| s.login_url = "https://l.example/auth".into()),
            ("clientId", |s| s.client_id = " ".into()),
            ("clientId", |s| s.client_id = "a:b".into()),
            ("appId", |s| s.app_id = "a:b".into()),
            ("appId", |s| s.region = "gov".into()),
            ("region", |s| s.region = "na1.example.com".into()),
            ("apiVersion", |s| s.api_version = 0),
            ("highestLevel", |s| s.highest_level = 1),
            ("highestLevel", |s| s.highest_level = 21),
            ("pageSize", |s| s.page_size = 0),
            ("pageSize", |s| s.page_size = 10_001),
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
            ("region", "na1"),
            ("api-url", "https://a.example"),
            ("login-url", "https://l.example"),
            ("client-id", "me"),
            ("app-id", "app"),
            ("api-version", "23"),
            ("highest-level", "5"),
            ("many-to-many", "yes"),
            ("page-size", "100"),
        ] {
            let before = settings.clone();
            settings.set(key, value).unwrap();
            assert_ne!(settings, before, "{key} changed nothing");
            assert_eq!(settings.get(key).as_deref(), Some(value));
            assert!(KEYS.iter().any(|(known, _)| *known == key), "{key} is not told");
        }
        assert_eq!(KEYS.len(), 9);
        assert_eq!(settings.scale().max, Proficiency::whole(5));
        assert_eq!(settings.writes(), Writes::Axes { records: 10_000, many: true });
        for text in ["31", "31.0", "v31.0"] {
            settings.set("api-version", text).unwrap();
            assert_eq!(settings.api_version, 31, "{text}");
        }
        for (key, value) in [("api-version", "34.5"), ("many-to-many", "maybe"), ("x", "")] {
            assert!(settings.set(key, value).is_err(), "{key}={value}");
        }
    }

    #[test]
    fn the_pace_is_slow_until_somebody_says_otherwise() {
        let pace = |json: &str| {
            let settings: NiceCxoneSettings = serde_json::from_str(json).unwrap();
            (settings.common.concurrency, settings.common.rate_limit.map(|pace| pace.requests), settings.common.ca_file)
        };
        for (json, expected) in [
            ("{}", (2, Some(5), String::new())),
            (r#"{"clientId":"KEY","caFile":"/x.pem","gone":1}"#, (2, Some(5), "/x.pem".into())),
            (r#"{"concurrency":4,"rateLimit":null}"#, (4, None, String::new())),
        ] {
            assert_eq!(pace(json), expected, "{json}");
        }
        let kept = serde_json::to_string(&usable()).unwrap();
        assert_eq!(serde_json::from_str::<NiceCxoneSettings>(&kept).unwrap(), usable());
    }

    #[test]
    fn the_stored_secret_holds_one_or_two() {
        let keys = |app_id: &str, secret: &str| {
            let settings = NiceCxoneSettings { app_id: app_id.into(), ..usable() };
            let keys = settings.keys(&SecretString::from(secret)).map_err(|error| error.field)?;
            Ok((keys.access.expose_secret().to_owned(), keys.app.map(|app| app.expose_secret().to_owned())))
        };
        for (app_id, secret, expected) in [
            ("", "s", Ok(("s", None))),
            ("", " s \r\nt\r\n", Ok(("s", None))),
            ("app", "s\nt", Ok(("s", Some("t")))),
            ("app", "s\r\nt\r\n", Ok(("s", Some("t")))),
            ("app", "s", Err("secret")),
            ("app", "s\n ", Err("secret")),
        ] {
            let expected =
                expected.map(|(access, app): (&str, Option<&str>)| (access.to_owned(), app.map(str::to_owned)));
            assert_eq!(keys(app_id, secret), expected, "{secret:?}");
        }
    }
}
