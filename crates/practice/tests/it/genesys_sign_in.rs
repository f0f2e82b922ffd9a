//! The Genesys Cloud dialect: signing programs and people in.

use std::collections::HashMap;
use std::time::Duration;

use reqwest::{StatusCode, redirect};
use serde_json::{Value, json};
use skillsheet_practice::genesys_cloud::{PUBLIC_CLIENT, REDIRECT_URI, RefreshTokens};
use skillsheet_practice::{Centre, Dialect, GenesysCloud, Limit, Options};

use crate::support::{http, sign_in, told};

/// A verifier and its challenge, from RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const GRANT: &[(&str, &str)] = &[("grant_type", "client_credentials")];

async fn genesys(settings: GenesysCloud) -> Centre {
    Centre::start(Options::fast().speaking(Dialect::GenesysCloud(settings)), None).await.unwrap()
}

async fn ask(centre: &Centre, form: &[(&str, &str)]) -> (StatusCode, Value) {
    told(http().post(format!("{}/oauth/token", centre.url())).form(form).send().await.unwrap()).await
}

/// What a browser is sent back with, or the status and the page when it is not.
async fn browse(centre: &Centre, changed: &[(&str, &str)]) -> Result<(String, HashMap<String, String>), (u16, String)> {
    let mut query = HashMap::from([
        ("client_id", PUBLIC_CLIENT),
        ("response_type", "code"),
        ("redirect_uri", REDIRECT_URI),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("state", "a b&c"),
    ]);
    query.extend(changed.iter().copied());
    let browser =
        reqwest::Client::builder().no_proxy().tls_certs_only([]).redirect(redirect::Policy::none()).build().unwrap();
    let response = browser.get(format!("{}/oauth/authorize", centre.url())).query(&query).send().await.unwrap();
    if response.status() != 302 {
        return Err((response.status().as_u16(), response.text().await.unwrap()));
    }
    let url = reqwest::Url::parse(response.headers()["location"].to_str().unwrap()).unwrap();
    let pairs = url.query_pairs().into_owned().collect();
    let to = url.as_str().split('?').next().unwrap().to_owned();
    Ok((to, pairs))
}

fn by_code<'a>(code: &'a str, verifier: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("code_verifier", verifier),
        ("client_id", PUBLIC_CLIENT),
        ("redirect_uri", REDIRECT_URI),
    ]
}

#[tokio::test]
async fn a_program_gets_a_token_and_a_wrong_one_a_reason() {
    let centre = genesys(GenesysCloud::default()).await;
    centre.set_token_life(Duration::from_secs(900));
    let (status, body) = sign_in(&centre, centre.client_id(), centre.client_secret(), GRANT).await;
    assert_eq!((status.as_u16(), &body["token_type"], &body["expires_in"]), (200, &json!("bearer"), &json!(900)));
    assert!(body.get("refresh_token").is_none());
    let (id, secret) = (centre.client_id(), centre.client_secret());
    assert_eq!(ask(&centre, &[GRANT[0], ("client_id", id), ("client_secret", secret)]).await.0, 200);
    for (id, secret, form, status, error) in [
        (id, "wrong", GRANT, 401, "invalid_client"),
        ("stranger", secret, GRANT, 400, "invalid_client"),
        (PUBLIC_CLIENT, "", GRANT, 401, "invalid_client"),
        (id, secret, &[("grant_type", "password")], 400, "unsupported_grant_type"),
        (id, secret, &[("scope", "x")], 400, "invalid_request"),
    ] {
        let (got, body) = sign_in(&centre, id, secret, form).await;
        assert_eq!((got.as_u16(), &body["error"]), (status, &json!(error)), "{body}");
        assert!(body["description"].is_string() && body["description"] == body["error_description"], "{body}");
    }
    assert_eq!(ask(&centre, &[GRANT[0], ("client_id", PUBLIC_CLIENT)]).await.1["error"], json!("unauthorized_client"));
}

#[tokio::test]
async fn asking_for_tokens_has_a_limit_of_its_own_that_is_answered_400() {
    let sign_in_limit = Some(Limit::sliding(2, Duration::from_secs(3600)));
    let centre = genesys(GenesysCloud { sign_in_limit, ..GenesysCloud::default() }).await;
    let ask = async || sign_in(&centre, centre.client_id(), centre.client_secret(), GRANT).await;
    assert_eq!([ask().await.0, ask().await.0], [200, 200]);
    let (status, body) = ask().await;
    assert_eq!((status.as_u16(), &body["error"]), (400, &json!("invalid_request")));
    assert!(body["error_description"].as_str().unwrap().starts_with("rate limit exceeded; "), "{body}");
    let set = http().post(format!("{}/practice/sign-in-limit", centre.url())).json(&Value::Null);
    assert_eq!(set.send().await.unwrap().status(), 204);
    assert_eq!(ask().await.0, 200);
}

#[tokio::test]
async fn a_person_signs_in_with_a_browser_and_the_program_proves_that_it_began() {
    let centre = genesys(GenesysCloud::default()).await;
    let (to, back) = browse(&centre, &[]).await.unwrap();
    assert_eq!((&*to, back["state"].as_str()), (REDIRECT_URI, "a b&c"));
    let (status, body) = ask(&centre, &by_code(&back["code"], VERIFIER)).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(ask(&centre, &by_code(&back["code"], VERIFIER)).await.1["error"], json!("invalid_grant"), "once only");
    let token = body["access_token"].as_str().unwrap();
    let get = async |path: &str| {
        told(http().get(format!("{}{path}", centre.url())).bearer_auth(token).send().await.unwrap()).await
    };
    let first = centre.directory().agents.into_iter().find(|agent| agent.active).unwrap();
    assert_eq!(get("/api/v2/users/me").await.1["email"], json!(first.email));
    assert_eq!(get("/api/v2/tokens/me").await.1["OAuthClient"]["authorizedGrantType"], json!("CODE"));
    let told = serde_json::to_string(&centre.log()).unwrap();
    assert!(!told.contains(&back["code"]) && !told.contains(token) && !told.contains(VERIFIER));
}

#[tokio::test]
async fn a_code_is_for_the_request_that_it_was_given_for() {
    let centre = genesys(GenesysCloud::default()).await;
    let changed = |key: &'static str, value: &'static str, error: &'static str| (key, value, error);
    for (key, value, error) in [
        changed("code_verifier", "another-verifier-that-is-long-enough-to-be-one-at-all", "invalid_grant"),
        changed("code_verifier", "short", "invalid_request"),
        changed("redirect_uri", "http://localhost:1/", "invalid_grant"),
        changed("code", "made-up", "invalid_grant"),
        changed("client_id", "stranger", "invalid_client"),
    ] {
        let (_, back) = browse(&centre, &[]).await.unwrap();
        let form =
            by_code(&back["code"], VERIFIER).map(|(name, usual)| (name, if name == key { value } else { usual }));
        let (status, body) = ask(&centre, &form).await;
        assert_eq!((status.as_u16(), &body["error"]), (400, &json!(error)), "{key} {value}");
    }
}

#[tokio::test]
async fn a_browser_is_sent_back_with_what_is_wrong_and_never_to_a_stranger() {
    let centre = genesys(GenesysCloud::default()).await;
    for changed in [
        ("client_id", "stranger"),
        ("redirect_uri", "https://attacker.example/"),
        ("redirect_uri", "http://localhost:8438/callback"),
    ] {
        let (status, page) = browse(&centre, &[changed]).await.unwrap_err();
        assert_eq!(status, 400, "{changed:?} {page}");
    }
    for (changed, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge", "short"), "invalid_request"),
    ] {
        let (_, back) = browse(&centre, &[changed]).await.unwrap();
        assert_eq!((&*back["error"], &*back["state"], back.get("code")), (error, "a b&c", None), "{changed:?}");
    }
    let refuses = http().post(format!("{}/practice/person", centre.url())).json(&json!({ "refuses": true }));
    assert_eq!(refuses.send().await.unwrap().status(), 204);
    assert_eq!(browse(&centre, &[]).await.unwrap().1["error"], "access_denied");
    centre.set_refuses(false);
    assert!(browse(&centre, &[]).await.unwrap().1.contains_key("code"));

    let centre = genesys(GenesysCloud { any_loopback_port: true, ..GenesysCloud::default() }).await;
    assert!(browse(&centre, &[("redirect_uri", "http://localhost:50123/callback")]).await.is_ok());
    for elsewhere in [
        "http://localhost:50123/other",
        "http://127.0.0.1:8437/callback",
        "http://localhost.attacker.example:8437/callback",
    ] {
        assert!(browse(&centre, &[("redirect_uri", elsewhere)]).await.is_err(), "{elsewhere}");
    }
}

#[tokio::test]
async fn refresh_tokens_do_what_the_organisation_has_set() {
    for (refresh_tokens, again) in [(RefreshTokens::Rotate, 400), (RefreshTokens::Stay, 200), (RefreshTokens::None, 0)]
    {
        let centre = genesys(GenesysCloud { refresh_tokens, ..GenesysCloud::default() }).await;
        let (_, back) = browse(&centre, &[]).await.unwrap();
        let (_, body) = ask(&centre, &by_code(&back["code"], VERIFIER)).await;
        let Some(token) = body["refresh_token"].as_str() else {
            assert_eq!(again, 0);
            continue;
        };
        let refresh = async |token: &str| {
            ask(&centre, &[("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", PUBLIC_CLIENT)])
                .await
        };
        let (status, renewed) = refresh(token).await;
        assert_eq!(status, 200, "{renewed}");
        assert_ne!(renewed["access_token"], body["access_token"]);
        assert_eq!(refresh(token).await.0, again, "{refresh_tokens:?}");
        let latest = renewed["refresh_token"].as_str().unwrap_or(token);
        centre.end_tokens(false);
        let (status, last) = refresh(latest).await;
        assert_eq!(status, 200, "{last}");
        centre.end_tokens(true);
        assert_eq!(refresh(last["refresh_token"].as_str().unwrap_or(token)).await.1["error"], json!("invalid_grant"));
    }
}
