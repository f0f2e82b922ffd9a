//! The NICE CXone dialect: where everything is, and signing in.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};
use skillsheet_practice::{Centre, Dialect, NiceCxone, Options};

use crate::nice_cxone::{API, refused, why};
use crate::support::{Client, http, told};

async fn centre(settings: NiceCxone) -> Centre {
    Centre::start(Options::fast().speaking(Dialect::NiceCxone(settings)), None).await.unwrap()
}

async fn post(centre: &Centre, path: &str, body: &Value) -> (u16, String, Value) {
    let response = http().post(format!("{}{path}", centre.url())).json(body).send().await.unwrap();
    let why = why(&response);
    let (status, body) = told(response).await;
    (status.as_u16(), why, body)
}

async fn globally(centre: &Centre, app: (&str, &str), form: &[(&str, &str)]) -> (u16, Value) {
    let request = http().post(format!("{}/auth/token", centre.url())).basic_auth(app.0, Some(app.1)).form(form);
    let (status, body) = told(request.send().await.unwrap()).await;
    (status.as_u16(), body)
}

/// What a token in the shape of a JSON web token claims.
fn claims(token: &Value) -> Value {
    let parts = token.as_str().unwrap().split('.').collect::<Vec<_>>();
    assert_eq!(parts.len(), 3);
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap()
}

async fn works(centre: &Centre, token: &Value) -> bool {
    let client = Client::holding(centre, token.as_str().unwrap());
    client.get(&format!("{API}/skills")).await.0 == 200
}

#[tokio::test]
async fn everything_of_the_tenant_is_at_the_centre_itself() {
    let centre = centre(NiceCxone::default()).await;
    let (tenant, url) = (NiceCxone::default().tenant, centre.url());
    for query in [String::new(), format!("?tenantId={tenant}")] {
        let request = http().get(format!("{url}/.well-known/cxone-configuration{query}"));
        let (status, body) = told(request.send().await.unwrap()).await;
        assert_eq!((status.as_u16(), &body["tenantId"], &body["area"]), (200, &json!(tenant), &json!("na1")));
        for endpoint in ["api_endpoint", "auth_endpoint", "ui_endpoint"] {
            assert_eq!(body[endpoint], json!(url), "{endpoint}");
        }
        assert!(body["domain"].as_str().is_some_and(|domain| url.ends_with(domain)));
    }
    let other = http().get(format!("{url}/.well-known/cxone-configuration?tenantId=other"));
    assert_eq!(other.send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn an_access_key_gets_a_token_and_a_wrong_one_a_reason() {
    const PATH: &str = "/authentication/v1/token/access-key";
    let options = Options { token_life: Duration::from_secs(900), ..Options::fast() };
    let centre = Centre::start(options.speaking(Dialect::NiceCxone(NiceCxone::default())), None).await.unwrap();
    let key = |id: &str, secret: &str| json!({ "accessKeyId": id, "accessKeySecret": secret });
    let (status, _, body) = post(&centre, PATH, &key(centre.client_id(), centre.client_secret())).await;
    assert_eq!((status, &body["expires_in"], &body["id_token"]), (200, &json!(900), &body["access_token"]));
    assert_eq!(claims(&body["id_token"])["tenantId"], json!(NiceCxone::default().tenant));
    assert!(works(&centre, &body["access_token"]).await);

    let cases = [
        (key(centre.client_id(), "wrong"), 401, "Unauthorized"),
        (key("nobody", centre.client_secret()), 401, "Unauthorized"),
        (key(centre.client_id(), ""), 400, "Invalid Input"),
        (json!({ "accessKeyId": centre.client_id() }), 400, "Invalid Input"),
        (json!([]), 400, "Invalid Input"),
    ];
    for (body, status, text) in cases {
        let (got, why, _) = post(&centre, PATH, &body).await;
        assert_eq!((got, &*why), (status, text), "{body}");
    }
    let told = serde_json::to_string(&centre.log()).unwrap();
    assert!(!told.contains(centre.client_secret()), "the log keeps no secret");
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_its_answer_has_other_names() {
    let centre = centre(NiceCxone::default()).await;
    let key = json!({ "accessKeyId": centre.client_id(), "accessKeySecret": centre.client_secret() });
    let (_, _, signed_in) = post(&centre, "/authentication/v1/token/access-key", &key).await;
    let body = json!({ "token": signed_in["refresh_token"] });
    let (status, _, refreshed) = post(&centre, "/public/user/refresh", &body).await;
    assert_eq!((status, &refreshed["tokenExpirationTimeSec"]), (200, &json!(3600)));
    assert!(works(&centre, &refreshed["token"]).await && refreshed["access_token"].is_null());
    let (status, why, _) = post(&centre, "/public/user/refresh", &body).await;
    assert_eq!((status, &*why), (401, "Unauthorized"), "used up");
    let next = json!({ "token": refreshed["refreshToken"] });
    assert_eq!(post(&centre, "/public/user/refresh", &next).await.0, 200);
    assert_eq!(post(&centre, "/public/user/refresh", &json!({})).await.0, 400);
    let told = serde_json::to_string(&centre.log()).unwrap();
    assert!(!told.contains(signed_in["refresh_token"].as_str().unwrap()));
}

#[tokio::test]
async fn a_registered_app_signs_in_globally_with_an_access_key() {
    let centre = centre(NiceCxone::default()).await;
    let NiceCxone { app_id, app_secret, tenant, .. } = NiceCxone::default();
    let app = (&*app_id, &*app_secret);
    let password = [("grant_type", "password"), ("username", centre.client_id()), ("password", centre.client_secret())];
    let (status, body) = globally(&centre, app, &password).await;
    assert_eq!((status, &body["expires_in"]), (200, &json!(3600)), "{body}");
    assert_eq!(claims(&body["id_token"])["tenantId"], json!(tenant));
    assert!(works(&centre, &body["access_token"]).await);

    let refresh = [("grant_type", "refresh_token"), ("refresh_token", body["refresh_token"].as_str().unwrap())];
    let wrong = [("grant_type", "password"), ("username", centre.client_id()), ("password", "wrong")];
    let cases = [
        ((app.0, "wrong"), &password[..], 401, "invalid_client"),
        ((centre.client_id(), centre.client_secret()), &password, 401, "invalid_client"),
        (app, &wrong, 401, "invalid_grant"),
        (app, &[("grant_type", "client_credentials")], 400, "unsupported_grant_type"),
        (app, &refresh, 400, "unsupported_grant_type"),
        (app, &[("username", "x")], 400, "invalid_request"),
    ];
    for (app, form, status, error) in cases {
        let (got, body) = globally(&centre, app, form).await;
        assert_eq!((got, body["error"].as_str()), (status, Some(error)), "{form:?}");
        assert!(body["errorDescription"].is_string());
    }
}

#[tokio::test]
async fn a_tenant_may_refresh_globally() {
    let centre = centre(NiceCxone { global_refresh: true, ..NiceCxone::default() }).await;
    let NiceCxone { app_id, app_secret, .. } = NiceCxone::default();
    let password = [("grant_type", "password"), ("username", centre.client_id()), ("password", centre.client_secret())];
    let (_, body) = globally(&centre, (&app_id, &app_secret), &password).await;
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", body["refresh_token"].as_str().unwrap())];
    let (status, body) = globally(&centre, (&app_id, &app_secret), &refresh).await;
    assert!(status == 200 && works(&centre, &body["access_token"]).await);
}

#[tokio::test]
async fn without_a_good_token_nothing_is_told() {
    let centre = centre(NiceCxone::default()).await;
    let key = json!({ "accessKeyId": centre.client_id(), "accessKeySecret": centre.client_secret() });
    let (_, _, body) = post(&centre, "/authentication/v1/token/access-key", &key).await;
    let client = Client::holding(&centre, body["access_token"].as_str().unwrap());
    let expired = (401, "Invalid or expired token".to_owned());
    let skills = format!("{API}/skills");
    assert_eq!(refused(&Client::holding(&centre, "made-up"), Method::GET, &skills, None).await, expired);
    assert_eq!(http().get(format!("{}{skills}", centre.url())).send().await.unwrap().status(), 401);
    assert_eq!(client.get(&skills).await.0, 200);
    centre.end_tokens(false);
    assert_eq!(refused(&client, Method::GET, &skills, None).await, expired);
    let refresh = json!({ "token": body["refresh_token"] });
    assert_eq!(post(&centre, "/public/user/refresh", &refresh).await.0, 200);
}
