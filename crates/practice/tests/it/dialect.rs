use std::collections::HashSet;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use skillsheet_practice::{ClientOptions, Latency, Levels, Limit, Options};

use crate::support::{centre, centre_with, http, sign_in, someone, told};

const GRANT: &[(&str, &str)] = &[("grant_type", "client_credentials")];

#[tokio::test]
async fn a_client_gets_a_token_and_a_wrong_one_a_reason() {
    let options = Options {
        token_life: Duration::from_secs(900),
        clients: vec![ClientOptions::default(), ClientOptions::new("odd id", "s:e+c%r&t =ü")],
        ..Options::fast()
    };
    let (centre, _) = centre_with(options).await;
    let (status, body) = sign_in(&centre, "practice-client", "practice-secret", GRANT).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&body["token_type"], &body["expires_in"], &body["scope"]),
        (&json!("bearer"), &json!(900), &json!("user:skill:write"))
    );

    for (id, secret) in [("odd id", "s:e+c%r&t =ü"), ("odd+id", "s%3Ae%2Bc%25r%26t+%3D%C3%BC")] {
        assert_eq!(sign_in(&centre, id, secret, GRANT).await.0, 200, "{secret}");
    }
    let cases = [
        ("wrong", GRANT, 401, "invalid_client"),
        ("practice-secret", &[("grant_type", "password")] as &[_], 400, "unsupported_grant_type"),
        ("practice-secret", &[("scope", "x")], 400, "invalid_request"),
    ];
    for (secret, form, status, error) in cases {
        let (got, body) = sign_in(&centre, "practice-client", secret, form).await;
        assert_eq!((got.as_u16(), body["error"].as_str()), (status, Some(error)));
        assert!(body["error_description"].is_string());
    }
    let (status, body) =
        told(http().post(format!("{}/oauth/token", centre.url())).form(GRANT).send().await.unwrap()).await;
    assert_eq!((status, &body["error"]), (StatusCode::UNAUTHORIZED, &json!("invalid_client")));
}

#[tokio::test]
async fn the_directory_comes_in_pages_without_gap_or_repetition() {
    let (centre, client) = centre().await;
    let mut ids = HashSet::new();
    for (page, count) in [(1, 200), (2, 200), (3, 20), (4, 0)] {
        let (status, body) = client.get(&format!("/api/v2/users?pageNumber={page}&pageSize=200")).await;
        assert_eq!(status, 200);
        assert_eq!((&body["pageNumber"], &body["pageSize"], &body["total"]), (&json!(page), &json!(200), &json!(420)));
        let entities = body["entities"].as_array().unwrap();
        assert_eq!(entities.len(), count);
        ids.extend(entities.iter().map(|user| user["id"].as_str().unwrap().to_owned()));
    }
    assert_eq!(ids, centre.directory().agents.into_iter().map(|agent| agent.id).collect());

    let (_, body) = client.get("/api/v2/users").await;
    let agent = &centre.directory().agents[0];
    let state = if agent.active { "active" } else { "inactive" };
    let first = json!({ "id": agent.id, "name": agent.name, "email": agent.email, "employeeId": agent.employee_id, "state": state });
    assert_eq!((&body["entities"][0], &body["pageSize"]), (&first, &json!(100)));
    let (_, body) = client.get("/api/v2/skills?pageSize=500").await;
    let skill = &centre.directory().skills[0];
    assert_eq!(body["entities"][0], json!({ "id": skill.id, "name": skill.name }));
    assert_eq!((&body["total"], body["entities"].as_array().map(Vec::len)), (&json!(36), Some(36)));
}

#[tokio::test]
async fn a_page_that_cannot_be_is_refused() {
    let (_centre, client) = centre().await;
    for query in ["pageSize=501", "pageSize=0", "pageSize=x", "pageNumber=0", "pageNumber=-1"] {
        for list in ["users", "skills"] {
            let (status, body) = client.get(&format!("/api/v2/{list}?{query}")).await;
            assert_eq!((status.as_u16(), &body["message"]), (400, &json!("Validation failed")), "{list}?{query}");
        }
    }
}

#[tokio::test]
async fn putting_replaces_the_list_and_reading_tells_it() {
    let (centre, client) = centre().await;
    let (agent, path, [first, second]) = someone(&centre);
    let others = centre.state().assignments.into_iter().filter(|(id, _)| *id != agent).collect::<Vec<_>>();
    let body = json!({ "skills": [{ "id": first, "proficiency": 50, "note": "x" }, { "id": second, "proficiency": 0.0 }], "why": 1 });
    let (status, answer) = client.put(&path, &body).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(centre.assignments(&agent).unwrap(), Levels::from([(first.clone(), 50), (second, 0)]));
    assert_eq!(client.get(&path).await, (StatusCode::OK, answer.clone()));
    let listed = answer["skills"].as_array().unwrap().iter().find(|skill| skill["id"] == json!(first)).unwrap();
    assert_eq!(listed, &json!({ "id": first, "name": "Billing", "proficiency": 50 }));

    assert_eq!(client.put(&path, &json!({ "skills": [] })).await, (StatusCode::OK, json!({ "skills": [] })));
    assert_eq!(centre.assignments(&agent).unwrap(), Levels::new());
    assert_eq!(centre.state().assignments.into_iter().filter(|(id, _)| *id != agent).collect::<Vec<_>>(), others);
}

#[tokio::test]
async fn a_bare_array_is_refused_in_the_platforms_own_words() {
    let (centre, client) = centre().await;
    let (_, path, [skill, _]) = someone(&centre);
    let (status, body) = client.put(&path, &json!([{ "id": skill, "proficiency": 50 }])).await;
    assert_eq!(status, 400);
    assert_eq!(body, json!({ "message": "Invalid request body. Expected object, but got array", "errors": [] }));
}

#[tokio::test]
async fn each_wrong_body_is_refused_and_changes_nothing() {
    let (centre, client) = centre().await;
    let (agent, path, [first, second]) = someone(&centre);
    let before = centre.assignments(&agent);
    let item = |id: &str, level: Value| json!({ "id": id, "proficiency": level });
    let cases: Vec<(Value, u16, &str)> = vec![
        (json!(null), 400, "got null"),
        (json!("x"), 400, "got string"),
        (json!({}), 400, "skills is required"),
        (json!({ first.clone(): 5 }), 400, "skills is required"),
        (json!({ "skills": null }), 400, "skills must be an array, but is null"),
        (json!({ "skills": { first.clone(): 5 } }), 400, "skills must be an array, but is object"),
        (json!({ "skills": [5] }), 400, "skills[0] must be an object"),
        (json!({ "skills": [{ "proficiency": 5 }] }), 400, "skills[0].id must be"),
        (json!({ "skills": [{ "id": "", "proficiency": 5 }] }), 400, "skills[0].id must be"),
        (json!({ "skills": [{ "id": first }] }), 400, "skills[0].proficiency must be a whole number"),
        (json!({ "skills": [item(&first, json!("50"))] }), 400, "must be a whole number"),
        (json!({ "skills": [item(&first, json!(4.5))] }), 400, "must be a whole number"),
        (json!({ "skills": [item(&first, json!(null))] }), 400, "must be a whole number"),
        (
            json!({ "skills": [item(&first, json!(1)), item(&second, json!(2)), item(&first, json!(1))] }),
            400,
            "skills[2].id repeats",
        ),
        (json!({ "skills": [item("zzz-999-zzz", json!(5))] }), 422, "no skill has the id zzz-999-zzz"),
        (json!({ "skills": [item(&first, json!(101))] }), 422, "101 is not from 0 to 100"),
        (json!({ "skills": [item(&first, json!(-1))] }), 422, "-1 is not from 0 to 100"),
    ];
    for (body, status, text) in cases {
        let (got, answer) = client.put(&path, &body).await;
        assert_eq!(got.as_u16(), status, "{body} → {answer}");
        assert!(answer.to_string().contains(text), "{body} → {answer}");
        assert!(answer["message"].is_string() && answer["errors"].is_array(), "{answer}");
    }
    assert_eq!(centre.assignments(&agent), before);
    assert!(centre.log().iter().all(|entry| entry.applied.is_empty()));
}

#[tokio::test]
async fn headers_paths_and_methods_are_checked() {
    let (centre, client) = centre().await;
    let (_, path, [skill, _]) = someone(&centre);
    let body = json!({ "skills": [{ "id": skill, "proficiency": 5 }] });
    let nobody = "/api/v2/users/nobody/skills";
    assert_eq!(client.get(nobody).await.0, 404);
    assert_eq!(client.put(nobody, &body).await.0, 404);
    assert_eq!(client.get("/api/v2/nothing").await.0, 404);
    for kind in [None, Some("text/plain"), Some("application/x-json")] {
        let request = client.request(Method::PUT, &path).body(body.to_string());
        let request = kind.into_iter().fold(request, |request, kind| request.header("content-type", kind));
        assert_eq!(request.send().await.unwrap().status(), 415, "{kind:?}");
    }
    let request = client.request(Method::PUT, &path).header("content-type", "application/json; charset=utf-8");
    assert_eq!(request.body(body.to_string()).send().await.unwrap().status(), 200);
    let request = client.request(Method::PUT, &path).header("content-type", "application/json").body("{\"skills\":[");
    assert_eq!(told(request.send().await.unwrap()).await.1["message"], "Request body is not valid JSON");
    for (method, path) in
        [(Method::POST, &*path), (Method::DELETE, &path), (Method::PATCH, &path), (Method::POST, "/api/v2/users")]
    {
        let (status, body) = told(client.request(method.clone(), path).send().await.unwrap()).await;
        assert_eq!((status.as_u16(), &body["message"]), (405, &json!("Method not allowed")), "{method} {path}");
    }
    assert_eq!(client.get("/oauth/token").await.0, 405);
    let request =
        client.request(Method::PUT, &path).header("content-type", "application/json").body(" ".repeat(512_001));
    assert_eq!(request.send().await.unwrap().status(), 413);
    assert_eq!(centre.log().pop().unwrap().status, Some(413));
}

#[tokio::test]
async fn without_a_good_token_nothing_is_told() {
    let options = Options { token_life: Duration::from_millis(300), ..Options::fast() };
    let (centre, mut client) = centre_with(options).await;
    let (_, path, _) = someone(&centre);
    let response = http().get(format!("{}{path}", centre.url())).send().await.unwrap();
    assert_eq!(response.status(), 401);
    tokio::time::sleep(Duration::from_millis(320)).await;
    assert_eq!(client.get(&path).await.0, 401, "the token has ended");
    client.token = "made-up".to_owned();
    let (status, body) = client.get(&path).await;
    assert_eq!((status.as_u16(), body), (401, json!({ "message": "Invalid or expired token", "errors": [] })));
}

#[tokio::test]
async fn a_client_without_the_scope_may_read_and_not_write() {
    let reader = ClientOptions { scopes: vec!["user:read".to_owned()], ..ClientOptions::default() };
    let (centre, client) = centre_with(Options { clients: vec![reader], ..Options::fast() }).await;
    let (agent, path, [skill, _]) = someone(&centre);
    let before = centre.assignments(&agent);
    assert_eq!(client.get(&path).await.0, 200);
    let (status, body) = client.put(&path, &json!({ "skills": [{ "id": skill, "proficiency": 5 }] })).await;
    assert_eq!((status.as_u16(), &body["errors"]), (403, &json!(["user:skill:write is required"])));
    assert_eq!(centre.assignments(&agent), before);
}

#[tokio::test]
async fn too_many_requests_are_refused_for_a_while_and_signing_in_is_free() {
    let limit = Limit::sliding(3, Duration::from_secs(3600));
    let (centre, client) = centre_with(Options { limit: Some(limit), ..Options::fast() }).await;
    let (_, path, _) = someone(&centre);
    for _ in 0..3 {
        assert_eq!(client.get(&path).await.0, 200);
    }
    let refused = client.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(refused.status(), 429);
    let seconds = refused.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap();
    assert!((3500..=3600).contains(&seconds), "{seconds}");
    assert_eq!(told(refused).await.1, json!({ "message": "Rate limit exceeded", "errors": [] }));
    let (status, body) = sign_in(&centre, centre.client_id(), centre.client_secret(), GRANT).await;
    assert_eq!(status, 200, "{body}");
    centre.set_limit(None);
    assert_eq!(client.get(&path).await.0, 200);
}

#[tokio::test]
async fn two_centres_know_nothing_of_each_other() {
    let (one, client) = centre().await;
    let (other, _) = centre_with(Options { seed: 2, latency: Latency::NONE, ..Options::fast() }).await;
    let (agent, path, _) = someone(&one);
    assert_ne!(one.address(), other.address());
    assert_eq!(client.put(&path, &json!({ "skills": [] })).await.0, 200);
    assert_eq!(one.assignments(&agent), Some(Levels::new()));
    assert!(other.assignments(&agent).is_none() && other.log().len() == 1);
    let stranger = http().get(format!("{}/api/v2/users", other.url())).bearer_auth(&client.token);
    assert_eq!(stranger.send().await.unwrap().status(), 401);
}
