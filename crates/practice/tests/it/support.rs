//! A client that knows nothing of the centre but its API.

use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde_json::Value;
use skillsheet_practice::{Centre, Options};

pub struct Client {
    http: reqwest::Client,
    url: String,
    pub token: String,
}

/// A centre without latency and limit, and a client that is signed in.
pub async fn centre() -> (Centre, Client) {
    centre_with(Options::fast()).await
}

pub async fn centre_with(options: Options) -> (Centre, Client) {
    let centre = Centre::start(options, None).await.expect("a centre starts at any free port");
    let client = Client::signed_in(&centre).await;
    (centre, client)
}

pub fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().tls_certs_only([]).build().expect("a client without TLS needs nothing")
}

pub async fn sign_in(centre: &Centre, id: &str, secret: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
    let request = http().post(format!("{}/oauth/token", centre.url())).basic_auth(id, Some(secret)).form(form);
    told(request.send().await.expect("the centre answers")).await
}

pub async fn told(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let text = response.text().await.expect("the answer arrives");
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

impl Client {
    pub async fn signed_in(centre: &Centre) -> Self {
        let form = [("grant_type", "client_credentials")];
        let (status, body) = sign_in(centre, centre.client_id(), centre.client_secret(), &form).await;
        assert_eq!(status, 200, "{body}");
        let token = body["access_token"].as_str().expect("a token").to_owned();
        Self { http: http(), url: centre.url(), token }
    }

    /// A client that signed in somewhere else.
    pub fn holding(centre: &Centre, token: &str) -> Self {
        Self { http: http(), url: centre.url(), token: token.to_owned() }
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url)).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        told(self.request(Method::GET, path).send().await.expect("the centre answers")).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        told(self.try_put(path, body).await.expect("the centre answers")).await
    }

    pub async fn try_put(&self, path: &str, body: &Value) -> reqwest::Result<Response> {
        self.request(Method::PUT, path).json(body).send().await
    }
}

/// The first agent's id, the path of their skills, and the first two skills' ids.
pub fn someone(centre: &Centre) -> (String, String, [String; 2]) {
    let directory = centre.directory();
    let agent = directory.agents[0].id.clone();
    let path = format!("/api/v2/users/{agent}/skills");
    (agent, path, [directory.skills[0].id.clone(), directory.skills[1].id.clone()])
}

/// Waits for what happens by itself.
pub async fn until(what: impl Fn() -> bool) {
    let patience = async {
        while !what() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), patience).await.expect("it never happened");
}
