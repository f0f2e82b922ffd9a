//! Signing in with an access key, renewing that, and finding out where the API is.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use skillsheet_skills::{Answer, Outcome, Problem, Refusal};

use super::NiceCxone;
use super::outcome::Purpose;
use crate::lenient::lenient_text;
use crate::{Address, Token};

/// What a sign-in or its renewal gave.
pub(super) struct Granted {
    access: SecretString,
    life: Option<Duration>,
    renewal: Option<SecretString>,
    /// The tenant that it says to belong to.
    tenant: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccessKey<'a> {
    access_key_id: &'a str,
    access_key_secret: &'a str,
}

#[derive(Serialize)]
struct Renewal<'a> {
    token: &'a str,
}

#[derive(Deserialize)]
struct SignedIn {
    access_token: SecretString,
    #[serde(default, deserialize_with = "lenient_text")]
    expires_in: Option<String>,
    #[serde(default)]
    refresh_token: Option<SecretString>,
    #[serde(default)]
    id_token: Option<SecretString>,
}

/// The same after a renewal, by other names.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Renewed {
    token: SecretString,
    #[serde(default, deserialize_with = "lenient_text")]
    token_expiration_time_sec: Option<String>,
    #[serde(default)]
    refresh_token: Option<SecretString>,
}

#[derive(Deserialize)]
struct Configuration {
    api_endpoint: String,
    #[serde(default, rename = "tenantId", deserialize_with = "lenient_text")]
    tenant: Option<String>,
}

impl From<SignedIn> for Granted {
    fn from(signed_in: SignedIn) -> Granted {
        let SignedIn { access_token, expires_in, refresh_token, id_token } = signed_in;
        let told = id_token.as_ref().and_then(tenant_of).or_else(|| tenant_of(&access_token));
        Granted { access: access_token, life: life(expires_in), renewal: refresh_token, tenant: told }
    }
}

impl From<Renewed> for Granted {
    fn from(renewed: Renewed) -> Granted {
        let Renewed { token, token_expiration_time_sec, refresh_token } = renewed;
        let tenant = tenant_of(&token);
        Granted { access: token, life: life(token_expiration_time_sec), renewal: refresh_token, tenant }
    }
}

fn life(seconds: Option<String>) -> Option<Duration> {
    let seconds = seconds?.parse::<f64>().ok()?;
    Duration::try_from_secs_f64(seconds).ok().filter(|life| !life.is_zero())
}

/// The tenant that a token names in its claims. They are read and not verified: what is learnt is only whom to ask
/// for the API's address, and what to show.
fn tenant_of(token: &SecretString) -> Option<String> {
    #[derive(Deserialize)]
    struct Claims {
        #[serde(default, rename = "tenantId", deserialize_with = "lenient_text")]
        tenant: Option<String>,
    }
    let payload = token.expose_secret().split('.').nth(1)?;
    let claims = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    serde_json::from_slice::<Claims>(&claims).ok()?.tenant
}

impl NiceCxone {
    /// Signs in, with the renewal of the sign-in before where that is taken, and finds the API.
    pub(super) async fn signed_in(&self, earlier: Option<&Token>) -> Answer<Token> {
        let renewed = match earlier.and_then(Token::renewal) {
            Some(renewal) => self.renewed(renewal).await?,
            None => None,
        };
        let granted = match renewed {
            Some(granted) => granted,
            None => self.by_keys().await?,
        };
        if self.found().api.is_none() {
            self.discover(granted.tenant.as_deref()).await?;
        }
        let Granted { access, life, renewal, tenant } = granted;
        let mut found = self.found();
        found.tenant = tenant.or_else(|| found.tenant.take());
        let token = Token::new(access, life, None);
        // Only the area's sign-in says how it is renewed.
        Ok(match renewal.filter(|_| self.keys.app.is_none()) {
            Some(renewal) => token.renewable(renewal),
            None => token,
        })
    }

    /// A renewed sign-in; none when it is refused, so that the keys are to be used again.
    async fn renewed(&self, renewal: &str) -> Answer<Option<Granted>> {
        let Some(login) = self.found().login.clone() else { return Ok(None) };
        let request = self.http.client().post(login.at("/public/user/refresh")).json(&Renewal { token: renewal });
        let secrets = [renewal];
        match self.exchange(request, Purpose::SignIn, &login, &secrets).await {
            Ok(reply) => Ok(serde_json::from_slice::<Renewed>(&reply.body).ok().map(Granted::from)),
            // Where nobody answers, or everybody is to wait, the keys would fare no better.
            Err(refusal) if refusal.outcome == Outcome::Throttled || refusal.problem.status.is_none() => Err(refusal),
            Err(_) => Ok(None),
        }
    }

    /// Signs in with the keys, at the first place that takes them.
    async fn by_keys(&self) -> Answer<Granted> {
        let known = self.found().login.clone();
        let places = known.map_or_else(|| self.logins.clone(), |login| vec![login]);
        let mut refused: Option<Refusal> = None;
        for login in &places {
            match self.by_keys_at(login).await {
                Ok(granted) => {
                    self.found().login = Some(login.clone());
                    return Ok(granted);
                }
                Err(refusal) => {
                    let graver = refused.as_ref().is_none_or(|before| gravity(&refusal) > gravity(before));
                    refused = if graver { Some(refusal) } else { refused };
                }
            }
        }
        let nowhere =
            || refusal("There is nowhere to sign in", "No region is set.", "Choose the region", String::new());
        let mut refused = refused.unwrap_or_else(nowhere);
        if places.len() > 1 && gravity(&refused) == Gravity::Keys {
            refused.problem.next = "Enter them again, or choose the region".into();
        }
        Err(refused)
    }

    async fn by_keys_at(&self, login: &Address) -> Answer<Granted> {
        let (id, secret) = (self.settings.client_id.as_str(), self.keys.access.expose_secret());
        let client = self.http.client();
        let request = match &self.keys.app {
            Some(app) => client
                .post(login.at("/auth/token"))
                .basic_auth(&self.settings.app_id, Some(app.expose_secret()))
                .form(&[("grant_type", "password"), ("username", id), ("password", secret)]),
            None => client
                .post(login.at("/authentication/v1/token/access-key"))
                .json(&AccessKey { access_key_id: id, access_key_secret: secret }),
        };
        let reply = self.exchange(request, Purpose::SignIn, login, &[]).await?;
        match serde_json::from_slice::<SignedIn>(&reply.body) {
            Ok(signed_in) => Ok(signed_in.into()),
            Err(why) => Err(self.within(Purpose::SignIn, login, &[], |context| context.not_understood(&reply, &why))),
        }
    }

    /// Asks where the tenant's API is.
    async fn discover(&self, tenant: Option<&str>) -> Answer<()> {
        let area = self.found().login.clone();
        // The global one tells it by tenant; an area's tells its own.
        let from = match (tenant, area) {
            (None, Some(area)) => area,
            _ => self.discovery.clone(),
        };
        let request = self.http.client().get(from.at("/.well-known/cxone-configuration"));
        let request = match tenant {
            Some(tenant) => request.query(&[("tenantId", tenant)]),
            None => request,
        };
        let reply = self.exchange(request, Purpose::Discovery, &from, &[]).await?;
        let told = serde_json::from_slice::<Configuration>(&reply.body).map_err(|why| {
            self.within(Purpose::Discovery, &from, &[], |context| context.not_understood(&reply, &why))
        })?;
        let api = Address::parse(&told.api_endpoint, "apiUrl").map_err(|error| {
            let title = format!("“{}” names an address of the API that cannot be used", from.host());
            refusal(
                &title,
                "Skillsheet sends your keys to protected addresses only.",
                "Check the region",
                error.message,
            )
        })?;
        let mut found = self.found();
        found.api = Some(api);
        found.tenant = told.tenant.or_else(|| found.tenant.take());
        Ok(())
    }
}

/// How much a refusal by one of several places says about the keys.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gravity {
    /// Nothing: nobody who knows them answered there.
    Nothing,
    /// They are not known there.
    Keys,
    /// They are known there, and may not sign in.
    Barred,
    /// They may be known there, but not just now.
    Later,
}

fn gravity(refusal: &Refusal) -> Gravity {
    match (refusal.outcome, refusal.problem.status) {
        (Outcome::Stop, Some(400 | 401)) => Gravity::Keys,
        (Outcome::Stop, Some(403)) => Gravity::Barred,
        (Outcome::Throttled | Outcome::Retry | Outcome::Unreachable, _) => Gravity::Later,
        _ => Gravity::Nothing,
    }
}

fn refusal(title: &str, meaning: &str, next: &str, words: String) -> Refusal {
    let problem =
        Problem { title: title.into(), meaning: meaning.into(), next: next.into(), words, ..Problem::default() };
    Refusal { outcome: Outcome::Stop, wait: None, problem }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::nice_cxone::settings::{Checked, Keys};
    use crate::{NiceCxoneSettings, Surroundings};

    /// An area whose sign-in always answers the same, and how often it was asked.
    fn area(status: u16, body: &'static str) -> (Address, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = Address::parse(&format!("http://{}", listener.local_addr().unwrap()), "loginUrl").unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = Vec::new();
                while !request.ends_with(b"}") {
                    let mut part = [0; 4096];
                    let read = stream.read(&mut part).unwrap();
                    request.extend_from_slice(&part[..read]);
                }
                count.fetch_add(1, Ordering::SeqCst);
                let length = body.len();
                let head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
                stream.write_all((head + body).as_bytes()).unwrap();
            }
        });
        (address, asked)
    }

    /// An area that is not there.
    fn nowhere() -> (Address, Arc<AtomicUsize>) {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        (Address::parse(&format!("http://{free}"), "loginUrl").unwrap(), Arc::default())
    }

    fn tenant(logins: Vec<Address>) -> NiceCxone {
        let settings = NiceCxoneSettings { client_id: "KEY".into(), ..NiceCxoneSettings::default() };
        let api = Address::parse("https://api.example.com", "apiUrl").unwrap();
        let checked = Checked { logins, discovery: api.clone(), api: Some(api), settings };
        let keys = Keys { access: SecretString::from("s"), app: None };
        NiceCxone::new(checked, keys, &Surroundings::default()).unwrap()
    }

    const GRANTED: &str = r#"{"access_token":"t"}"#;

    #[tokio::test]
    async fn an_access_key_is_tried_until_an_area_knows_it_and_then_only_there() {
        let (strange, asked) = area(401, "");
        let (home, at_home) = area(200, GRANTED);
        let (other, never) = area(200, GRANTED);
        let tenant = tenant(vec![nowhere().0, strange, home, other]);
        for times in [1, 2] {
            assert!(tenant.signed_in(None).await.is_ok());
            let count = |asked: &AtomicUsize| asked.load(Ordering::SeqCst);
            assert_eq!((count(&asked), count(&at_home), count(&never)), (1, times, 0));
        }
    }

    #[tokio::test]
    async fn where_no_area_knows_it_the_refusal_that_says_most_is_told() {
        let refused = "The access key ID or the access key secret is not right";
        for (areas, outcome, title, next) in [
            (vec![area(401, ""), area(404, "")], Outcome::Stop, refused, "Enter them again, or choose the region"),
            (vec![area(404, ""), area(400, "")], Outcome::Stop, refused, "Enter them again, or choose the region"),
            (
                vec![area(401, ""), area(403, ""), area(401, "")],
                Outcome::Stop,
                "This access key may not sign in",
                "Ask your admin to grant “My Access Key”",
            ),
            (vec![area(401, "")], Outcome::Stop, refused, "Enter them again"),
            (vec![area(401, ""), area(503, "")], Outcome::Retry, "CXone has a fault", "Try again"),
            (vec![area(429, ""), area(401, "")], Outcome::Throttled, "CXone asked us to slow down", ""),
        ] {
            let tenant = tenant(areas.into_iter().map(|(address, _)| address).collect());
            let refusal = tenant.signed_in(None).await.unwrap_err();
            assert_eq!((refusal.outcome, refusal.problem.next.as_str()), (outcome, next));
            assert!(refusal.problem.title.contains(title), "{}", refusal.problem.title);
        }
    }

    #[test]
    fn a_tenant_is_printed_without_its_secrets() {
        let mut tenant = tenant(Vec::new());
        tenant.keys = Keys { access: SecretString::from("canary-1"), app: Some(SecretString::from("canary-2")) };
        let text = format!("{tenant:?} {tenant:#?}");
        assert!(text.contains("KEY") && !text.contains("canary"), "{text}");
    }

    #[test]
    fn a_tenant_is_read_out_of_whatever_token_names_one() {
        for (token, expected) in [
            ("e30.eyJ0ZW5hbnRJZCI6IjExZWItNDIifQ.c2ln", Some("11eb-42")),
            // With padding, and a number.
            ("e30.eyJ0ZW5hbnRJZCI6NDJ9====.c2ln", Some("42")),
            ("e30.e30.c2ln", None),
            ("opaque", None),
            ("a.!.c", None),
            ("", None),
        ] {
            assert_eq!(tenant_of(&SecretString::from(token)).as_deref(), expected, "{token}");
        }
    }
}
