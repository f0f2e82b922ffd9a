//! Signing in, renewing, and finding the API.

use skillsheet_platforms::Token;
use skillsheet_skills::Outcome;

use super::{APP_SECRET, connect, json, ok, platform, told};
use crate::raw::{Do, Raw, SECRET, http, token};

/// `{"tenantId":"11eb-42"}`, between a head and a signature that nobody checks.
const ID_TOKEN: &str = "e30.eyJ0ZW5hbnRJZCI6IjExZWItNDIifQ.c2ln";

fn signed_in(name: &str) -> Do {
    ok(&format!(
        r#"{{"access_token":"{name}","token_type":"Bearer","expires_in":3600,"refresh_token":"canary-renewal",
            "refresh_token_expires_in":7200,"id_token":"{ID_TOKEN}"}}"#
    ))
}

fn configuration(api: &str) -> Do {
    ok(&format!(r#"{{"private":false,"auth_endpoint":"x","api_endpoint":"{api}","area":"na1","tenantId":"11eb-42"}}"#))
}

#[tokio::test]
async fn an_access_key_leads_to_the_tenants_api() {
    let api = Raw::answering(&http(204, &[], "")).await;
    let login = Raw::start(vec![signed_in("t-1"), configuration(&format!("http://127.0.0.1:{}/", api.port))]).await;
    let platform = connect(&[("login-url", &format!("http://127.0.0.1:{}", login.port)), ("client-id", "KEY")], SECRET);
    let before = platform.agents(&token(), 1).await.unwrap_err();
    assert_eq!(before.outcome, Outcome::SignedOut, "nobody knows yet where the API is");

    let token = platform.sign_in(None).await.unwrap();
    assert_eq!(token.life().unwrap().as_secs(), 3600);
    let requests = login.requests();
    let (line, body) = told(&requests[0]);
    assert_eq!(line, "POST /authentication/v1/token/access-key");
    assert_eq!(json(&body), serde_json::json!({"accessKeyId": "KEY", "accessKeySecret": SECRET}));
    assert_eq!(told(&requests[1]).0, "GET /.well-known/cxone-configuration?tenantId=11eb-42");
    assert!(!requests[1].contains("t-1"), "the token went to where none is needed");

    let standing = platform.standing(&token).await.unwrap();
    assert_eq!((standing.tenant.as_deref(), standing.may_write), (Some("11eb-42"), None));
    platform.agents(&token, 1).await.unwrap();
    assert!(api.requests()[0].to_lowercase().contains("authorization: bearer t-1"));
    assert_eq!(login.requests().len(), 2);
}

#[tokio::test]
async fn a_renewal_has_other_names_and_the_key_stands_in_when_it_is_refused() {
    let renewed = r#"{"token":"t-2","tokenExpirationTimeSec":1800,"refreshToken":"canary-renewal-2","sessionId":null}"#;
    for (answer, life, again) in [
        (ok(renewed), Some(1800), false),
        (Do::Answer(http(401, &[], r#"{"message":"Unauthorized"}"#)), Some(3600), true),
        (Do::Answer(http(500, &[], "")), Some(3600), true),
        (ok("{}"), Some(3600), true),
    ] {
        let raw = Raw::start(vec![signed_in("t-1"), answer, signed_in("t-3")]).await;
        let platform = platform(&raw, &[]);
        let first = platform.sign_in(None).await.unwrap();
        let second = platform.sign_in(Some(&first)).await.unwrap();
        assert_eq!(second.life().map(|life| life.as_secs()), life);
        assert!(!second.same(&first));
        let requests = raw.requests();
        let (line, body) = told(&requests[1]);
        assert_eq!(line, "POST /public/user/refresh");
        assert_eq!(json(&body), serde_json::json!({"token": "canary-renewal"}));
        assert_eq!(requests.len(), if again { 3 } else { 2 });
        assert!(!again || told(&requests[2]).0 == "POST /authentication/v1/token/access-key");
        // The next renewal has what the last one gave.
        platform.sign_in(Some(&second)).await.unwrap();
        let last = raw.requests().pop().unwrap();
        assert!(again || last.contains("canary-renewal-2") || last.contains("accessKeySecret"));
    }
    for (answer, outcome) in
        [(Do::Answer(http(429, &[("Retry-After", "7")], "")), Outcome::Throttled), (Do::Close, Outcome::Retry)]
    {
        let raw = Raw::start(vec![signed_in("t-1"), answer]).await;
        let platform = platform(&raw, &[]);
        let first = platform.sign_in(None).await.unwrap();
        assert_eq!(platform.sign_in(Some(&first)).await.unwrap_err().outcome, outcome);
        assert_eq!(raw.requests().len(), 2, "the keys went out after all");
    }
}

#[tokio::test]
async fn a_registered_app_signs_in_for_the_access_key() {
    let raw = Raw::start(vec![signed_in("t-1")]).await;
    let url = format!("http://127.0.0.1:{}", raw.port);
    let set = [("api-url", url.as_str()), ("client-id", "KEY"), ("app-id", "app@nice")];
    let platform = connect(&set, &format!("s+e/cret\n{APP_SECRET}\n"));
    let token = platform.sign_in(None).await.unwrap();
    let (line, body) = told(&raw.requests()[0]);
    assert_eq!(line, "POST /auth/token");
    assert_eq!(body, "grant_type=password&username=KEY&password=s%2Be%2Fcret");
    // app@nice:canary-app-secret-5d1e
    assert!(raw.requests()[0].contains("Basic YXBwQG5pY2U6Y2FuYXJ5LWFwcC1zZWNyZXQtNWQxZQ=="), "{:?}", raw.requests());
    platform.sign_in(Some(&token)).await.unwrap();
    assert_eq!(told(&raw.requests()[1]).0, "POST /auth/token", "no other way of renewing is documented");
}

#[tokio::test]
async fn a_sign_in_that_fails_says_what_to_do() {
    let keys = "The access key ID or the access key secret is not right";
    let nobody = "There is no sign-in to CXone at “127.0.0.1";
    for (app, status, body, outcome, title, next) in [
        (false, 400, r#"{"message":"Invalid Input"}"#, Outcome::Stop, keys, "Enter them again"),
        (false, 401, "", Outcome::Stop, keys, "Enter them again"),
        (true, 400, r#"{"error":"invalid_grant","errorDescription":"x"}"#, Outcome::Stop, keys, "Enter them again"),
        (
            true,
            401,
            r#"{"error":"invalid_client","errorDescription":"x"}"#,
            Outcome::Stop,
            "The app's ID or the app's secret is not right",
            "Enter them again",
        ),
        (false, 403, "", Outcome::Stop, "This access key may not sign in", "Ask your admin to grant “My Access Key”"),
        (false, 404, "", Outcome::Stop, nobody, "Check the region"),
        (false, 200, "<html>", Outcome::Stop, "did not answer with a sign-in", "Check the region"),
        (false, 200, "{}", Outcome::Stop, "did not answer with a sign-in", "Check the region"),
        (false, 302, "", Outcome::Stop, "sends us on to another address", "Check the address"),
        (false, 429, "", Outcome::Throttled, "CXone asked us to slow down", ""),
        (false, 500, "", Outcome::Retry, "CXone has a fault", "Try again"),
    ] {
        let raw = Raw::answering(&http(status, &[], body)).await;
        let url = format!("http://127.0.0.1:{}", raw.port);
        let set = [("api-url", url.as_str()), ("client-id", "KEY"), ("app-id", if app { "app" } else { "" })];
        let refusal = connect(&set, &format!("{SECRET}\n{APP_SECRET}")).sign_in(None).await.unwrap_err();
        assert_eq!((refusal.outcome, refusal.problem.next.as_str()), (outcome, next), "{status} {body}");
        assert!(refusal.problem.title.contains(title), "{status} {body}: {}", refusal.problem.title);
        assert_eq!(raw.requests().len(), 1);
    }
}

#[tokio::test]
async fn keys_go_to_protected_addresses_only() {
    let asks = |answer: Do| async move {
        let raw = Raw::start(vec![signed_in("t-1"), answer]).await;
        let url = format!("http://127.0.0.1:{}", raw.port);
        connect(&[("login-url", url.as_str()), ("client-id", "KEY")], SECRET).sign_in(None).await
    };
    let token: Token = asks(configuration("https://api-na1.another.example")).await.unwrap();
    assert!(token.life().is_some());
    for (answer, outcome, title) in [
        (configuration("http://api-na1.another.example"), Outcome::Stop, "cannot be used"),
        (configuration("ftp://127.0.0.1"), Outcome::Stop, "cannot be used"),
        (configuration(""), Outcome::Stop, "cannot be used"),
        (ok(r#"{"area":"na1"}"#), Outcome::Stop, "did not tell where CXone's API is"),
        (Do::Answer(http(404, &[], "")), Outcome::Stop, "did not tell where CXone's API is"),
        (Do::Answer(http(401, &[], "")), Outcome::Stop, "did not tell where CXone's API is"),
        (Do::Answer(http(503, &[], "")), Outcome::Retry, "CXone has a fault"),
    ] {
        let refusal = asks(answer).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{refusal:?}");
        assert!(refusal.problem.title.contains(title), "{}", refusal.problem.title);
    }
}

#[tokio::test]
async fn no_secret_is_repeated() {
    let echo = |sent: &str| format!(r#"{{"message":"bad {sent}","error":"x {APP_SECRET}"}}"#);
    let headers = [("icStatusDescription", APP_SECRET), ("CorrelationId", SECRET)];
    for status in [400, 401, 403, 404, 409, 429, 500] {
        for (sent, headers) in [(SECRET, &[][..]), ("canary-renewal", &headers[..])] {
            let answer = Do::Answer(http(status, headers, &echo(sent)));
            let raw = Raw::start(vec![signed_in("t-1"), answer.clone(), answer]).await;
            let url = format!("http://127.0.0.1:{}", raw.port);
            let set = [("api-url", url.as_str()), ("client-id", "KEY"), ("app-id", "app")];
            let platform = connect(&set, &format!("{SECRET}\n{APP_SECRET}"));
            let token = platform.sign_in(None).await.unwrap();
            let refusals =
                [platform.sign_in(Some(&token)).await.unwrap_err(), platform.agents(&token, 1).await.unwrap_err()];
            for refusal in refusals {
                let text = format!("{refusal:?} {}", refusal.problem.details());
                assert!(!text.contains(SECRET) && !text.contains(APP_SECRET), "{text}");
            }
        }
    }
}
