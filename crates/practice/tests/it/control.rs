use reqwest::Method;
use serde_json::{Value, json};
use skillsheet_practice::{End, Fault, Levels, Rule, WRITE_SCOPE};

use crate::support::{centre, http, sign_in, someone, told, until};

#[tokio::test]
async fn the_log_tells_what_was_asked_answered_and_applied() {
    let (centre, client) = centre().await;
    let (agent, path, [skill, _]) = someone(&centre);
    let before = centre.assignments(&agent).unwrap();
    let body = json!({ "skills": [{ "id": skill, "proficiency": 5 }] });
    client.put(&path, &body).await;
    client.get("/api/v2/users?pageSize=1").await;

    let log = centre.log();
    assert_eq!(log.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(log[0].body, Some(json!(["grant_type"])), "a form's values are not kept");
    let put = &log[1];
    assert_eq!((&*put.method, &*put.path, put.query.as_deref(), put.status), ("PUT", &*path, None, Some(200)));
    assert_eq!((put.body.as_ref(), put.content_type.as_deref()), (Some(&body), Some("application/json")));
    assert_eq!((put.end, put.in_flight, put.fault.as_ref()), (Some(End::Answered), 1, None));
    assert!(put.ended_micros.unwrap() >= put.arrived_micros);
    let applied = &put.applied[0];
    assert_eq!((&applied.agent, &applied.before, &applied.after), (&agent, &before, &Levels::from([(skill, 5)])));
    assert_eq!((log[2].query.as_deref(), log[2].token.as_ref()), (Some("pageSize=1"), put.token.as_ref()));
    assert_eq!(put.token.as_ref().map(String::len), Some(16));
    let told = serde_json::to_string(&log).unwrap();
    assert!(!told.contains(&client.token) && !told.contains(centre.client_secret()));

    let over_http = client.get("/practice/log?after=1").await.1;
    assert_eq!(over_http["entries"], serde_json::to_value(&log[1..]).unwrap());
}

#[tokio::test]
async fn in_flight_counts_who_is_waiting() {
    let (centre, client) = centre().await;
    let (_, path, _) = someone(&centre);
    centre.set_faults(vec![Rule::new(Fault::Hang { seconds: 3600.0, applies: false }).method("PUT")]);
    let waiting =
        [(); 3].map(|()| tokio::spawn(client.request(Method::PUT, &path).json(&json!({ "skills": [] })).send()));
    let puts = || centre.log().into_iter().filter(|entry| entry.method == "PUT").collect::<Vec<_>>();
    until(|| puts().len() == 3).await;
    assert_eq!(puts().iter().map(|entry| entry.in_flight).collect::<Vec<_>>(), [1, 2, 3]);
    waiting.iter().for_each(|request| request.abort());
    until(|| puts().iter().all(|entry| entry.end == Some(End::ClientLeft))).await;
    client.get(&path).await;
    assert_eq!(centre.log().pop().map(|entry| entry.in_flight), Some(1));
}

#[tokio::test]
async fn the_centre_can_be_steered_over_http() {
    let (centre, client) = centre().await;
    let (agent, path, [skill, _]) = someone(&centre);
    let start = centre.state();
    let post = async |path: &str, body: Value| {
        told(client.request(Method::POST, path).json(&body).send().await.unwrap()).await.0.as_u16()
    };

    let outside = format!("/practice/agents/{agent}/skills");
    assert_eq!(client.put(&outside, &json!({ skill.clone(): 77 })).await.0, 200);
    assert_eq!(centre.assignments(&agent), Some(Levels::from([(skill, 77)])));
    assert_eq!(client.put(&outside, &json!({ "no-such-skill": 7 })).await.0, 422);
    assert_eq!(client.put("/practice/agents/nobody/skills", &json!({})).await.0, 404);
    assert_eq!(client.get("/practice/state").await.1, serde_json::to_value(centre.state()).unwrap());

    let skills = centre.directory().skills;
    let list = |count: usize| -> Value {
        json!({ "skills": skills[..count].iter().map(|skill| json!({ "id": skill.id, "proficiency": 5 })).collect::<Vec<_>>() })
    };
    assert_eq!(post("/practice/most-skills-each", json!(2)).await, 204);
    let (status, told) = client.put(&path, &list(3)).await;
    let refused = json!({ "message": "Validation failed", "errors": ["skills: a user may have 2 skills at most"] });
    assert_eq!((status.as_u16(), told), (400, refused));
    assert_eq!(client.put(&path, &list(2)).await.0, 200);
    assert_eq!(post("/practice/most-skills-each", json!(-1)).await, 422);
    assert_eq!(post("/practice/most-skills-each", json!(null)).await, 204);
    assert_eq!(client.put(&path, &list(3)).await.0, 200);

    assert_eq!(post("/practice/faults", json!([{ "fault": { "kind": "status", "status": 503 } }])).await, 204);
    assert_eq!(client.get(&path).await.0, 503);
    assert_eq!(post("/practice/faults", json!([{ "fault": { "kind": "nonsense" } }])).await, 422);
    assert_eq!(post("/practice/faults", json!([])).await, 204);

    assert_eq!(post("/practice/limit", json!({ "requests": 1, "windowMillis": 3_600_000 })).await, 204);
    assert_eq!([client.get(&path).await.0, client.get(&path).await.0], [200, 429]);
    assert_eq!(post("/practice/reset", json!(null)).await, 204);
    assert_eq!((centre.state(), centre.log().len()), (start, 0));
    assert_eq!(
        [client.get(&path).await.0, client.get(&path).await.0],
        [200, 429],
        "the limit stays, what was counted does not"
    );
    assert_eq!(post("/practice/limit", json!({ "requests": 1, "windowMillis": 0 })).await, 422);
    assert_eq!(post("/practice/limit", json!(null)).await, 204);
    assert_eq!(client.get(&path).await.0, 200);
    assert!(centre.log().iter().all(|entry| !entry.path.starts_with("/practice/")));
}

#[tokio::test]
async fn rights_and_tokens_can_be_ended_in_the_middle() {
    let (centre, client) = centre().await;
    let (_, path, _) = someone(&centre);
    let steer = async |method: Method, path: &str, body: Value| {
        told(http().request(method, format!("{}{path}", centre.url())).json(&body).send().await.unwrap())
            .await
            .0
            .as_u16()
    };
    let write = async || client.put(&path, &json!({ "skills": [] })).await.0.as_u16();
    assert_eq!(steer(Method::POST, "/practice/withdrawn", json!([WRITE_SCOPE])).await, 204);
    assert_eq!((write().await, client.get(&path).await.0.as_u16()), (403, 200));
    assert_eq!(steer(Method::POST, "/practice/withdrawn", json!([])).await, 204);
    assert_eq!(write().await, 200);

    assert_eq!(steer(Method::DELETE, "/practice/tokens", json!(null)).await, 204);
    assert_eq!(client.get(&path).await.0, 401);
    assert_eq!(steer(Method::POST, "/practice/token-life", json!({ "millis": 20_000 })).await, 204);
    let grant = [("grant_type", "client_credentials")];
    let token = sign_in(&centre, centre.client_id(), centre.client_secret(), &grant).await.1;
    assert_eq!(token["expires_in"], json!(20));
}

#[tokio::test]
async fn web_pages_cannot_steer_it() {
    let (centre, _) = centre().await;
    let port = centre.address().port();
    let url = format!("{}/practice/state", centre.url());
    for (name, value, status) in [
        ("host", "attacker.example".to_owned(), 403),
        ("host", format!("attacker.example:{port}"), 403),
        ("host", "127.0.0.1.attacker.example".to_owned(), 403),
        ("origin", "https://attacker.example".to_owned(), 403),
        ("host", format!("localhost:{port}"), 200),
        ("host", format!("[::1]:{port}"), 200),
        ("host", format!("127.0.0.1:{port}"), 200),
    ] {
        let response = http().get(&url).header(name, &value).send().await.unwrap();
        assert_eq!(response.status(), status, "{name}: {value}");
    }
}
