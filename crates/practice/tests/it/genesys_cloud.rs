//! The Genesys Cloud dialect: users, skills, levels, rights and limits.

use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use skillsheet_practice::genesys_cloud::{ASSIGN_SKILLS, VIEW_SKILLS, VIEW_USERS};
use skillsheet_practice::{Centre, Dialect, Fault, GenesysCloud, Levels, Limit, Options, Rule};

use crate::support::{Client, centre_with, told, until};

async fn genesys(settings: GenesysCloud) -> (Centre, Client) {
    centre_with(Options::fast().speaking(Dialect::GenesysCloud(settings))).await
}

async fn usual() -> (Centre, Client) {
    genesys(GenesysCloud::default()).await
}

/// The first active agent's id, where their skills are, and skills that they have not.
fn someone(centre: &Centre) -> (String, String, Vec<String>) {
    let state = centre.state();
    let agent = state.directory.agents.iter().find(|agent| agent.active).unwrap().id.clone();
    let held = state.levels(&agent).unwrap();
    let free = state.directory.skills.iter().map(|skill| skill.id.clone()).filter(|id| !held.contains_key(id));
    (agent.clone(), format!("/api/v2/users/{agent}/routingskills"), free.collect())
}

async fn send(client: &Client, method: Method, path: &str, body: &Value) -> (StatusCode, Value) {
    told(client.request(method, path).json(body).send().await.unwrap()).await
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

fn code(body: &Value) -> &str {
    body["code"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn it_has_the_same_people_with_skills_by_uuid_and_levels_in_halves() {
    let (centre, client) = usual().await;
    let (state, seeded) = (centre.state(), Options::fast().state());
    assert_eq!(state.directory.agents, seeded.directory.agents);
    for (skill, plain) in state.directory.skills.iter().zip(&seeded.directory.skills) {
        assert_eq!((&skill.name, skill.id.len()), (&plain.name, 36));
        for agent in &state.directory.agents {
            let level = seeded.levels(&agent.id).unwrap().get(&plain.id).map(|level| (level + 5) / 10);
            assert_eq!(state.levels(&agent.id).unwrap().get(&skill.id).copied(), level);
        }
    }
    let billing = &state.directory.skill_named("Billing").unwrap().id;
    assert_eq!(billing, "3be63b56-ff36-4e7d-b0a9-02db5f02a066", "what a seed makes never changes");
    let over_http = client.get("/practice/state").await.1;
    let (agent, levels) = state.assignments.iter().next().unwrap();
    for (skill, level) in levels {
        assert_eq!(over_http["assignments"][agent][skill], json!(f64::from(*level) / 2.0));
    }
    assert_eq!(over_http["scale"], json!({ "least": 0.0, "most": 5.0, "step": 0.5, "leastIsBest": false }));
}

#[tokio::test]
async fn users_come_in_pages_by_state_and_tell_more_only_when_asked() {
    let (centre, client) = genesys(GenesysCloud { skills_left_out_every: Some(7), ..GenesysCloud::default() }).await;
    let state = centre.state();
    let (mut page, mut users) =
        (client.get("/api/v2/users?expand=skills&expand=employerInfo&state=any&pageSize=200").await.1, Vec::new());
    loop {
        users.extend(page["entities"].as_array().unwrap().clone());
        let Some(next) = page["nextUri"].as_str() else { break };
        page = client.get(next).await.1;
    }
    assert_eq!((users.len(), page["total"].as_u64(), page["pageCount"].as_u64()), (420, Some(420), Some(3)));
    for (place, (user, agent)) in users.iter().zip(&state.directory.agents).enumerate() {
        assert_eq!((user["id"].as_str(), user["name"].as_str()), (Some(&*agent.id), Some(&*agent.name)));
        assert_eq!(user["employerInfo"]["employeeId"], json!(agent.employee_id));
        assert_eq!(user["state"], if agent.active { "active" } else { "inactive" });
        let held = user.get("skills").map(|skills| skills.as_array().unwrap().len());
        let left_out = (place + 1) % 7 == 0;
        assert_eq!(held, (!left_out).then(|| state.levels(&agent.id).unwrap().len()));
    }

    let plain = client.get("/api/v2/users").await.1;
    assert_eq!((plain["pageSize"].as_u64(), plain["entities"].as_array().map(Vec::len)), (Some(25), Some(25)));
    assert!(plain["entities"][0].get("skills").is_none() && plain["entities"][0].get("employerInfo").is_none());
    let total = async |query: &str| client.get(&format!("/api/v2/users?{query}")).await.1["total"].as_u64();
    assert_eq!(
        [total("").await, total("state=inactive").await, total("state=deleted").await],
        [Some(407), Some(13), Some(0)]
    );
    let two =
        format!("id={}&id={}&id=nobody&state=any", users[3]["id"].as_str().unwrap(), users[9]["id"].as_str().unwrap());
    assert_eq!(total(&two).await, Some(2));

    let many = vec!["id=x"; 101].join("&");
    for (query, code_wanted) in [
        (many.as_str(), "max.user.ids"),
        ("pageSize=501", "invalid.query.param.value"),
        ("pageNumber=0", "invalid.query.param.value"),
        ("state=gone", "invalid.query.param.value"),
        ("expand=skills,team", "invalid.query.param.value"),
    ] {
        let (status, body) = client.get(&format!("/api/v2/users?{query}")).await;
        assert_eq!((status.as_u16(), code(&body)), (400, code_wanted), "{query}");
    }
    let agent = state.directory.agents.iter().find(|agent| agent.name == "Maria Silva").unwrap();
    let one = client.get(&format!("/api/v2/users/{}?expand=team", agent.id)).await.1;
    assert_eq!((&one["team"]["name"], &one["username"]), (&json!(agent.team), &json!(agent.login)));
    assert!(one["team"]["id"].is_string());
    let plain = client.get(&format!("/api/v2/users/{}?expand=employerInfo", agent.id)).await.1;
    assert!(plain.get("team").is_none(), "the team is told where it is asked for only: {plain}");
    assert_eq!(code(&client.get("/api/v2/users/nobody").await.1), "general.resource.not.found");
}

#[tokio::test]
async fn users_are_searched_and_skills_are_listed_by_how_they_begin() {
    let (centre, client) = usual().await;
    let agent = centre.directory().agents[5].clone();
    let criterion = |field: &str, value: &str| json!({ "type": "EXACT", "fields": [field], "value": value });
    for query in [
        vec![criterion("email", &agent.email.to_uppercase()), criterion("state", "active")],
        vec![criterion("hr.employeeId", &agent.employee_id)],
        vec![criterion("username", &agent.login)],
        vec![criterion("id", &agent.id)],
    ] {
        let body = json!({ "pageSize": 10, "query": query, "expand": ["skills"] });
        let (status, found) = send(&client, Method::POST, "/api/v2/users/search", &body).await;
        assert_eq!((status.as_u16(), found["total"].as_u64()), (200, Some(1)), "{found}");
        assert_eq!(found["results"][0]["id"], json!(agent.id));
        assert!(found["results"][0]["skills"].is_array() && found.get("entities").is_none());
    }
    for (body, code_wanted) in [
        (json!({ "pageSize": 101 }), "too.many.requested.results"),
        (json!({ "queries": [] }), "invalid.property"),
        (json!({ "query": [{ "type": "REGEX", "fields": ["name"], "value": "x" }] }), "invalid.value"),
        (json!({ "query": [{ "fields": ["name"], "value": "x" }] }), "bad.request"),
        (json!([]), "bad.request"),
    ] {
        let (status, answer) = send(&client, Method::POST, "/api/v2/users/search", &body).await;
        assert_eq!((status.as_u16(), code(&answer)), (400, code_wanted), "{body}");
    }
    let skills = client.get("/api/v2/routing/skills?pageSize=500").await.1;
    assert_eq!(skills["entities"].as_array().map(Vec::len), Some(36));
    let billing = client.get("/api/v2/routing/skills?name=bil").await.1;
    assert!(
        billing["entities"].as_array().unwrap().iter().all(|skill| skill["name"].as_str().unwrap().starts_with("Bil"))
    );
    let id = billing["entities"][0]["id"].as_str().unwrap();
    assert_eq!(client.get(&format!("/api/v2/routing/skills?id={id}")).await.1["total"], json!(1));
}

#[tokio::test]
async fn each_way_of_writing_does_what_it_says() {
    let (centre, client) = usual().await;
    let (agent, path, free) = someone(&centre);
    let before = centre.assignments(&agent).unwrap();
    let bulk = format!("{path}/bulk");

    let body =
        json!([{ "id": free[0], "proficiency": 4.5 }, { "id": before.keys().next().unwrap(), "proficiency": 0 }]);
    let (status, answer) = send(&client, Method::PATCH, &bulk, &body).await;
    assert_eq!(status, 200, "{answer}");
    let mut wanted = before.clone();
    wanted.extend([(free[0].clone(), 9), (before.keys().next().unwrap().clone(), 0)]);
    assert_eq!(centre.assignments(&agent).unwrap(), wanted);
    assert_eq!(answer["total"].as_u64(), Some(wanted.len() as u64));
    let told_back = answer["entities"].as_array().unwrap().iter().find(|one| one["id"] == json!(free[0])).unwrap();
    assert_eq!((&told_back["proficiency"], &told_back["state"]), (&json!(4.5), &json!("active")));
    let log = client.get("/practice/log?after=1").await.1;
    assert_eq!(
        log["entries"][0]["applied"][0]["after"][&free[0]],
        json!(4.5),
        "the log has the platform's own numbers"
    );

    let (status, answer) =
        send(&client, Method::PUT, &format!("{path}/{}", free[0]), &json!({ "proficiency": 2 })).await;
    assert_eq!((status.as_u16(), &answer["proficiency"]), (200, &json!(2.0)));
    let (status, answer) = send(&client, Method::POST, &path, &json!({ "id": free[1], "proficiency": 1.5 })).await;
    assert_eq!((status.as_u16(), &answer["id"]), (200, &json!(free[1])));
    let deleted = client.request(Method::DELETE, &format!("{path}/{}", free[0])).send().await.unwrap();
    assert_eq!((deleted.status().as_u16(), deleted.text().await.unwrap().len()), (200, 0));
    wanted.remove(&free[0]);
    wanted.insert(free[1].clone(), 3);
    assert_eq!(centre.assignments(&agent).unwrap(), wanted);

    let (status, _) = send(&client, Method::PUT, &bulk, &json!([{ "id": free[2], "proficiency": 5.0 }])).await;
    assert_eq!((status.as_u16(), centre.assignments(&agent).unwrap()), (200, Levels::from([(free[2].clone(), 10)])));
    let (status, answer) = send(&client, Method::PUT, &bulk, &json!([])).await;
    assert_eq!((status.as_u16(), &answer["entities"]), (200, &json!([])));
    assert_eq!(centre.assignments(&agent), Some(Levels::new()));
    assert_eq!(client.put(&format!("/practice/agents/{agent}/skills"), &json!({ free[0].clone(): 4.5 })).await.0, 200);
    assert_eq!(client.get(&path).await.1["entities"][0]["proficiency"], json!(4.5));
    assert_eq!(client.put(&format!("/practice/agents/{agent}/skills"), &json!({ free[0].clone(): 4.2 })).await.0, 422);
}

#[tokio::test]
async fn each_wrong_write_is_refused_in_the_platforms_words_and_changes_nothing() {
    let (centre, client) = usual().await;
    let (agent, path, free) = someone(&centre);
    let (before, skill) = (centre.assignments(&agent), &free[0]);
    let bulk = format!("{path}/bulk");
    let item = |level: Value| json!([{ "id": skill, "proficiency": level }]);
    let unknown = json!([{ "id": "00000000-0000-4000-8000-000000000000", "proficiency": 1 }]);
    let too_many = Value::from(vec![item(json!(1))[0].clone(); 51]);
    let twice = json!([{ "id": skill, "proficiency": 1 }, { "id": skill, "proficiency": 2 }]);
    let (patch, put, post, delete) = (Method::PATCH, Method::PUT, Method::POST, Method::DELETE);
    let of_nobody = "/api/v2/users/nobody/routingskills/bulk";
    let single = format!("{path}/{skill}");
    for (method, path, body, status, code_wanted, text) in [
        (&patch, &*bulk, json!({ "skills": [] }), 400, "bad.request", "malformed syntax"),
        (&patch, &bulk, json!([1]), 400, "bad.request", "malformed syntax"),
        (&patch, &bulk, item(json!(4.2)), 400, "invalid.value", "Value [4.2] is not valid"),
        (&patch, &bulk, item(json!(5.5)), 400, "invalid.value", "0.0 to 5.0"),
        (&patch, &bulk, item(json!(-0.5)), 400, "invalid.value", "0.0 to 5.0"),
        (&patch, &bulk, item(json!("3")), 400, "invalid.value", "Double"),
        (&patch, &bulk, item(Value::Null), 400, "constraint.validation", "[0].proficiency"),
        (&patch, &bulk, json!([{ "proficiency": 1 }]), 400, "constraint.validation", "[0].id"),
        (&patch, &bulk, json!([{ "id": skill, "proficiency": 1, "level": 1 }]), 400, "invalid.property", "[level]"),
        (&patch, &bulk, too_many, 400, "constraint.validation", "Max 50"),
        (&patch, &bulk, twice.clone(), 400, "bad.request", "malformed syntax"),
        (&put, &bulk, twice, 400, "general.conflict", "Conflicts found replacing"),
        (&patch, &bulk, unknown.clone(), 404, "not.found", "The requested resource was not found."),
        (&put, &bulk, unknown.clone(), 404, "general.resource.not.found", "One or more route skill(s) not found"),
        (&post, &path, unknown[0].clone(), 404, "general.resource.not.found", "The route skill specified not found"),
        (&patch, of_nobody, item(json!(1)), 404, "not.found", "not found"),
        (&put, &single, json!({ "proficiency": 1 }), 404, "not.found", "not found"),
        (&put, &single, json!({ "proficiency": 1, "id": "other" }), 400, "constraint.validation", "does not match"),
        (&delete, &single, Value::Null, 404, "general.resource.not.found", "Resource not found"),
        (&patch, &path, item(json!(1)), 405, "method.not.allowed", "Method Not Allowed"),
        (&patch, "/api/v2/nothing", item(json!(1)), 404, "not.found", "not found"),
    ] {
        let (got, answer) = send(&client, method.clone(), path, &body).await;
        assert_eq!((got.as_u16(), code(&answer)), (status, code_wanted), "{method} {path} {body} → {answer}");
        assert!(answer["message"].as_str().unwrap().contains(text), "{body} → {answer}");
    }
    let text = |kind| client.request(Method::PATCH, &bulk).header("content-type", kind).body("[");
    assert_eq!(code(&told(text("text/plain").send().await.unwrap()).await.1), "unsupported.media.type");
    assert_eq!(code(&told(text("application/json").send().await.unwrap()).await.1), "bad.request");
    let large =
        client.request(Method::PATCH, &bulk).header("content-type", "application/json").body(" ".repeat(512_001));
    let (status, answer) = told(large.send().await.unwrap()).await;
    assert_eq!((status.as_u16(), code(&answer)), (413, "request.entity.too.large"));
    assert_eq!(centre.assignments(&agent), before);
    assert!(centre.log().iter().all(|entry| entry.applied.is_empty()));
}

#[tokio::test]
async fn organisations_may_differ() {
    let settings = GenesysCloud {
        levels_rounded: true,
        most_in_bulk: 1,
        bulk_answers_first_page: true,
        ..GenesysCloud::default()
    };
    let (centre, client) = genesys(settings).await;
    let (agent, path, free) = someone(&centre);
    let bulk = format!("{path}/bulk");
    let skills = centre.directory().skills;
    centre.set_assignments(&agent, skills.iter().map(|skill| (skill.id.clone(), 2)).collect());
    let (status, answer) = send(&client, Method::PATCH, &bulk, &json!([{ "id": free[0], "proficiency": 4.2 }])).await;
    assert_eq!((status.as_u16(), centre.assignments(&agent).unwrap()[&free[0]]), (200, 8));
    assert_eq!((answer["entities"].as_array().map(Vec::len), &answer["total"]), (Some(25), &json!(36)));
    let two = json!([{ "id": free[0], "proficiency": 1 }, { "id": free[1], "proficiency": 1 }]);
    assert_eq!(send(&client, Method::PATCH, &bulk, &two).await.0, 400);
}

#[tokio::test]
async fn every_answer_has_a_name_and_errors_have_the_platforms_shape() {
    let (centre, client) = usual().await;
    for path in ["/api/v2/users", "/api/v2/nothing", "/oauth/authorize", "/api/v2/users/nobody"] {
        let response = client.request(Method::GET, path).send().await.unwrap();
        assert_eq!(header(&response, "inin-correlation-id").len(), 36, "{path}");
    }
    let response = client.request(Method::GET, "/api/v2/users/nobody").send().await.unwrap();
    let id = header(&response, "inin-correlation-id").to_owned();
    let wanted = json!({
        "message": "Unable to find a user with that userId", "code": "general.resource.not.found", "status": 404,
        "contextId": id, "details": [], "errors": [],
    });
    assert_eq!(told(response).await.1, wanted);
    for (status, code_wanted) in [
        (500, "internal.server.error"),
        (503, "service.unavailable"),
        (504, "request.timeout"),
        (408, "client.timeout"),
    ] {
        centre.set_faults(vec![Rule::new(Fault::status(status))]);
        let (got, body) = client.get("/api/v2/users").await;
        assert_eq!((got.as_u16(), code(&body)), (status, code_wanted));
    }
    for (retry_after, code_wanted) in [(Some(7), "too.many.requests.retry.after"), (None, "too.many.requests")] {
        centre.set_faults(vec![Rule::new(Fault::TooManyRequests { retry_after })]);
        let (status, body) = client.get("/api/v2/users").await;
        assert_eq!((status.as_u16(), code(&body)), (429, code_wanted));
        let form = [("grant_type", "client_credentials")];
        let (status, body) = crate::support::sign_in(&centre, centre.client_id(), centre.client_secret(), &form).await;
        assert_eq!(
            (status.as_u16(), &body["error"]),
            (400, &json!("invalid_request")),
            "tokens are refused in their own way"
        );
    }
    centre.set_faults(Vec::new());
    let nobody = crate::support::http().get(format!("{}/api/v2/users", centre.url())).send().await.unwrap();
    assert_eq!(code(&told(nobody).await.1), "authentication.required");
    centre.end_tokens(false);
    let (status, body) = client.get("/api/v2/users").await;
    assert_eq!((status.as_u16(), code(&body)), (401, "bad.credentials"));
}

#[tokio::test]
async fn what_is_missing_is_named_and_can_be_taken_away_in_the_middle() {
    let (centre, client) = usual().await;
    let (_, path, free) = someone(&centre);
    let write = async || {
        send(&client, Method::PATCH, &format!("{path}/bulk"), &json!([{ "id": free[0], "proficiency": 1 }])).await
    };
    assert_eq!(write().await.0, 200);
    centre.set_withdrawn([ASSIGN_SKILLS]);
    let (status, body) = write().await;
    assert_eq!((status.as_u16(), code(&body)), (403, "missing.any.permissions"));
    assert!(body["message"].as_str().unwrap().ends_with("assigned: [routing:skill:assign]"), "{body}");
    let deleted = client.request(Method::DELETE, &format!("{path}/{}", free[0])).send().await.unwrap();
    assert_eq!(code(&told(deleted).await.1), "missing.permissions");
    assert_eq!(client.get(&path).await.0, 200, "reading needs no such permission");

    centre.set_withdrawn([VIEW_USERS]);
    assert_eq!(code(&client.get("/api/v2/users").await.1), "missing.any.permissions");
    let withdrawn = told(
        client.request(Method::POST, "/practice/withdrawn").json(&json!(["users", VIEW_SKILLS])).send().await.unwrap(),
    )
    .await;
    assert_eq!(withdrawn.0, 204);
    let (status, body) = write().await;
    assert_eq!(
        (status.as_u16(), code(&body), &body["message"]),
        (403, "app.not.authorized.for.scope", &json!("App not authorized to use scope users"))
    );
    assert_eq!(client.get("/api/v2/routing/skills").await.0, 403);
    centre.set_withdrawn([""; 0]);
    assert_eq!(write().await.0, 200);
}

#[tokio::test]
async fn a_second_writer_of_the_same_agent_is_turned_away() {
    let (centre, client) = usual().await;
    let (agent, path, free) = someone(&centre);
    let other = centre.directory().agents.iter().rfind(|agent| agent.active).unwrap().id.clone();
    let body = json!([{ "id": free[0], "proficiency": 1 }]);
    centre.set_faults(vec![Rule::new(Fault::Delay { millis: 3_600_000 }).agent(&agent).times(1)]);
    let slow = tokio::spawn(client.request(Method::PATCH, &format!("{path}/bulk")).json(&body).send());
    until(|| centre.log().iter().any(|entry| entry.fault.is_some())).await;
    let (status, answer) = send(&client, Method::PATCH, &format!("{path}/bulk"), &body).await;
    assert_eq!((status.as_u16(), code(&answer)), (409, "general.conflict"));
    assert_eq!(answer["message"], json!("The version supplied does not match the current version of the user"));
    assert_eq!(client.get(&path).await.0, 200, "reading is always possible");
    assert_eq!(send(&client, Method::PATCH, &format!("/api/v2/users/{other}/routingskills/bulk"), &body).await.0, 200);
    slow.abort();

    // A request that the server gave up, or will do later, holds nobody up.
    centre.set_faults(vec![
        Rule::new(Fault::Hang { seconds: 3600.0, applies: false }).agent(&other).times(1),
        Rule::new(Fault::ApplyLate { millis: 3_600_000, status: 504 }).agent(&other).from(2).times(1),
    ]);
    let path = format!("/api/v2/users/{other}/routingskills/bulk");
    let hanging = tokio::spawn(client.request(Method::PUT, &path).json(&body).send());
    until(|| centre.log().iter().any(|entry| matches!(entry.fault, Some(Fault::Hang { .. })))).await;
    let mut statuses = Vec::new();
    for _ in 0..2 {
        statuses.push(send(&client, Method::PUT, &path, &body).await.0.as_u16());
    }
    assert_eq!(statuses, [504, 200]);
    hanging.abort();
}

#[tokio::test]
async fn a_lost_answer_to_a_bulk_write_was_applied_all_the_same() {
    let (centre, client) = usual().await;
    let (agent, path, free) = someone(&centre);
    centre.set_faults(vec![
        Rule::new(Fault::ResetAfter).method("PUT").times(1),
        Rule::new(Fault::ResetBefore).method("PATCH").times(1),
    ]);
    let body = json!([{ "id": free[0], "proficiency": 3 }]);
    let bulk = format!("{path}/bulk");
    assert!(client.request(Method::PUT, &bulk).json(&body).send().await.is_err());
    assert_eq!(centre.assignments(&agent), Some(Levels::from([(free[0].clone(), 6)])));
    assert!(
        client.request(Method::PATCH, &bulk).json(&json!([{ "id": free[0], "proficiency": 1 }])).send().await.is_err()
    );
    assert_eq!(centre.assignments(&agent), Some(Levels::from([(free[0].clone(), 6)])));
    assert_eq!(send(&client, Method::PATCH, &bulk, &body).await.0, 200);
}

#[tokio::test]
async fn nobody_is_given_more_skills_than_one_may_have() {
    let (centre, client) = usual().await;
    let (agent, path, free) = someone(&centre);
    let bulk = format!("{path}/bulk");
    let of = |skills: &[String]| -> Levels { skills.iter().map(|skill| (skill.clone(), 6)).collect() };
    let items =
        |skills: &[String]| json!(skills.iter().map(|id| json!({ "id": id, "proficiency": 3 })).collect::<Vec<_>>());
    centre.set_assignments(&agent, of(&free[..2]));
    centre.set_most_skills_each(Some(2));
    for (method, path, body) in [
        (Method::PATCH, &bulk, items(&free[2..3])),
        (Method::PUT, &bulk, items(&free[..3])),
        (Method::POST, &path, json!({ "id": free[2], "proficiency": 3 })),
    ] {
        let (status, told) = send(&client, method.clone(), path, &body).await;
        assert_eq!((status.as_u16(), code(&told)), (400, "constraint.validation"), "{method}");
        assert_eq!(told["errors"][0]["message"], json!("A user may have at most [2] routing skills"));
        assert_eq!(centre.assignments(&agent), Some(of(&free[..2])), "{method}");
    }
    assert_eq!(send(&client, Method::PUT, &bulk, &items(&free[1..3])).await.0, 200, "one for another");
    centre.set_assignments(&agent, of(&free[..3]));
    assert_eq!(send(&client, Method::PATCH, &bulk, &items(&free[..3])).await.0, 200, "those held before keep a level");
    centre.set_most_skills_each(None);
    assert_eq!(send(&client, Method::PATCH, &bulk, &items(&free[..4])).await.0, 200);
}

#[tokio::test]
async fn the_limit_is_told_on_every_answer_and_in_both_forms_beyond_it() {
    for retry_after_told in [true, false] {
        let settings = GenesysCloud { retry_after_told, ..GenesysCloud::default() };
        let limit = Some(Limit::sliding(3, Duration::from_secs(3600)));
        let options = Options { limit, ..Options::fast() }.speaking(Dialect::GenesysCloud(settings));
        let (centre, client) = centre_with(options).await;
        let limits = client.get("/api/v2/organizations/limits/namespaces/platform.api").await.1;
        let entity = json!({ "key": "token.rate.per.minute", "namespace": "platform.api", "value": 0 });
        assert!(
            limits["entities"].as_array().unwrap().contains(&entity),
            "3 in an hour are less than one a minute: {limits}"
        );
        for count in ["2", "3"] {
            let response = client.request(Method::GET, "/api/v2/users/nobody").send().await.unwrap();
            let told = ["inin-ratelimit-count", "inin-ratelimit-allowed"].map(|name| header(&response, name));
            assert_eq!(told, [count, "3"]);
            let reset = header(&response, "inin-ratelimit-reset").parse::<u64>().unwrap();
            assert!((3500..=3600).contains(&reset), "{reset}");
        }
        let refused = client.request(Method::GET, "/api/v2/users").send().await.unwrap();
        assert_eq!((refused.status().as_u16(), header(&refused, "inin-ratelimit-count")), (429, "3"));
        let seconds = header(&refused, "retry-after").to_owned();
        let body = told(refused).await.1;
        if retry_after_told {
            assert!((3500..=3600).contains(&seconds.parse::<u64>().unwrap()), "{seconds}");
            let message = format!("Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds");
            assert_eq!((code(&body), &body["message"]), ("too.many.requests.retry.after", &json!(message)));
        } else {
            assert_eq!((code(&body), &*seconds), ("too.many.requests", ""));
            assert_eq!(body["message"], json!("Rate limit exceeded the maximum [3] requests within [3600] seconds"));
        }
        centre.set_limit(Some(Limit::default()));
        assert!(
            client
                .get("/api/v2/organizations/limits/namespaces/platform.api")
                .await
                .1
                .to_string()
                .contains("\"value\":300")
        );
    }
}

#[tokio::test]
async fn a_token_tells_whose_it_is_and_can_be_given_back() {
    let (_centre, client) = usual().await;
    let (status, token) = client.get("/api/v2/tokens/me").await;
    assert_eq!((status.as_u16(), &token["organization"]["name"]), (200, &json!("Practice Contact Centre")));
    assert_eq!(token["authorizedScope"], json!(["users", "routing:readonly", "organization:readonly"]));
    assert_eq!(token["OAuthClient"]["authorizedGrantType"], json!("CLIENT-CREDENTIALS"));
    assert_eq!(client.get("/api/v2/organizations/me").await.1["id"], token["organization"]["id"]);
    let (status, body) = client.get("/api/v2/users/me").await;
    assert_eq!((status.as_u16(), code(&body)), (400, "not.a.user"));
    assert_eq!(client.request(Method::DELETE, "/api/v2/tokens/me").send().await.unwrap().status(), 200);
    assert_eq!(client.get("/api/v2/tokens/me").await.0, 401);
}
