//! A secret goes into the request it is for, and nowhere else.

use std::io;
use std::sync::{Arc, Mutex};

use skillsheet_platforms::Settings;
use tracing_subscriber::fmt::MakeWriter;

use crate::raw::{Raw, SECRET, call, http, platform, token};

/// What was logged.
#[derive(Clone, Default)]
pub struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    /// Everything from now on, down to the finest.
    pub fn everything() -> Captured {
        let log = Captured::default();
        let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
        subscriber.with_writer(log.clone()).init();
        log
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Captured {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Captured;

    fn make_writer(&'a self) -> Captured {
        self.clone()
    }
}

const CANARIES: &[&str] = &[
    SECRET,
    "canary-token-91bc",
    "canary-token-new",
    // The pair of client id and secret as it stands in the Basic header.
    "Y2xpZW50OmNhbmFyeS1zZWNyZXQtN2YzYQ",
];

fn assert_free(text: &str, what: &str) {
    assert!(!text.is_empty(), "{what} is empty");
    for canary in CANARIES {
        assert!(!text.contains(canary), "{what} holds {canary}: {text}");
    }
}

#[tokio::test]
async fn no_secret_is_printed_logged_or_repeated() {
    let log = Captured::everything();

    let granted = Raw::answering(&http(200, &[], r#"{"access_token":"canary-token-new","expires_in":60}"#)).await;
    let fresh = granted.platform().sign_in(None).await.unwrap();
    assert_free(&format!("{fresh:?} {fresh:#?}"), "the token's Debug");
    assert!(granted.requests()[0].contains("Y2xpZW50OmNhbmFyeS1zZWNyZXQtN2YzYQ=="), "the secret did not even leave");

    // A platform that repeats what it was sent, in the words, the code and the correlation id.
    let echo = |sent: &str| format!(r#"{{"message":"bad {sent}","errors":[{{"code":"{SECRET}"}}]}}"#);
    for status in [400, 401, 403, 429, 500] {
        let headers = [("X-Correlation-Id", SECRET)];
        let login = Raw::answering(&http(status, &headers, &echo(SECRET))).await;
        let api = Raw::answering(&http(status, &headers, &echo("canary-token-91bc"))).await;
        let refusals = [
            login.platform().sign_in(None).await.unwrap_err(),
            api.platform().write(&token(), &call("ann")).await.unwrap_err(),
            api.platform().agents(&token(), 1).await.unwrap_err(),
        ];
        for refusal in refusals {
            assert_eq!(refusal.problem.words, "bad …");
            assert_free(&format!("{refusal:?} {refusal} {}", refusal.problem.details()), "the refusal");
        }
    }
    // Bodies that are not what was asked for, as who does not expect them repeats them.
    for body in
        [r#"{"access_token":["canary-token-new"]}"#, r#""canary-token-new""#, r#"{"expires_in":"canary-token-new"}"#]
    {
        let broken = Raw::answering(&http(200, &[], body)).await;
        let refusal = broken.platform().sign_in(None).await.unwrap_err();
        assert_free(&format!("{refusal:?} {}", refusal.problem.details()), "the refusal of a broken sign-in");
    }
    let nobody = platform("http://127.0.0.1:1").write(&token(), &call("ann")).await.unwrap_err();
    assert_free(&format!("{nobody:?}"), "the network's refusal");

    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("answered") && text.contains("hyper"), "the log did not capture everything: {text}");
    assert_free(&text, "the log");
}

#[test]
fn settings_hold_no_secret() {
    let mut settings = Settings::of("wrapped-put").unwrap();
    assert!(settings.set("client-secret", SECRET).is_err());
    assert!(settings.keys().all(|(key, _)| !key.contains("secret")));
    assert_free(&format!("{settings:?} {}", serde_json::to_string(&settings).unwrap()), "the settings");
}
