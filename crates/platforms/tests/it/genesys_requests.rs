//! Which requests go to Genesys Cloud, and what is read out of its answers.

use std::time::Duration;

use skillsheet_skills::{Outcome, Pace, Scope};

use crate::genesys::{organisation, remove, set, whole};
use crate::raw::{Do, Raw, http, token};

/// A server with these bodies, one after the other.
async fn telling(bodies: &[&str]) -> Raw {
    Raw::start(bodies.iter().map(|body| Do::Answer(http(200, &[], body))).collect()).await
}

fn platform(raw: &Raw) -> std::sync::Arc<dyn skillsheet_platforms::Platform> {
    organisation(&format!("http://127.0.0.1:{}", raw.port), &[])
}

/// The first line of the last request, and its body.
fn last(raw: &Raw) -> (String, String) {
    let request = raw.requests().pop().unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned(), body.to_owned())
}

#[tokio::test]
async fn writes_are_as_published() {
    let kept = r#"{"entities":[{"id":"a","proficiency":3},{"id":"b/1","proficiency":4.5}],"total":2}"#;
    let raw = telling(&[kept]).await;
    let both = [("a", 3.0), ("b/1", 4.5)];
    let body = r#"[{"id":"a","proficiency":3},{"id":"b/1","proficiency":4.5}]"#;
    for (call, line, body) in [
        (set("ann", &both), "PATCH /api/v2/users/ann/routingskills/bulk", body),
        (whole("a/../n", &both), "PUT /api/v2/users/a%2F..%2Fn/routingskills/bulk", body),
        (remove("ann", "b/1"), "DELETE /api/v2/users/ann/routingskills/b%2F1", ""),
    ] {
        platform(&raw).write(&token(), &call).await.unwrap();
        assert_eq!(last(&raw), (line.to_owned(), body.to_owned()));
    }
    let sent = raw.requests().len();
    let many: Vec<(String, f64)> = (0..51).map(|number| (format!("s{number}"), 1.0)).collect();
    let many: Vec<(&str, f64)> = many.iter().map(|(skill, level)| (skill.as_str(), *level)).collect();
    for call in [set("..", &both), remove("ann", "."), set("ann", &many), whole("ann", &many)] {
        assert_eq!(platform(&raw).write(&token(), &call).await.unwrap_err().outcome, Outcome::Rejected);
    }
    assert_eq!(raw.requests().len(), sent, "what cannot be written is not sent");
}

#[tokio::test]
async fn active_agents_come_first_and_inactive_ones_as_far_as_they_are_told() {
    let active = r#"{"entities":[{"id":"u1","name":"Zoë","email":"z@x.example","state":"active",
        "employerInfo":{"employeeId":"00042"},"team":{"id":"t1","name":"Care North"},"username":"zo@x.example","version":3}],"pageSize":1,"pageNumber":1,"total":2,"pageCount":2}"#;
    let second =
        r#"{"entities":[{"id":"u2","employerInfo":null}],"pageSize":1,"pageNumber":2,"total":2,"pageCount":2}"#;
    let inactive = r#"{"entities":[{"id":"u3","name":"Old","state":"inactive"},{"id":"u4","state":"deleted"}],
        "pageNumber":1,"total":9000,"pageCount":30}"#;
    let beyond = http(400, &[], r#"{"code":"bad.request","message":"beyond 10000"}"#);
    let answers = [active, second, inactive].map(|body| Do::Answer(http(200, &[], body)));
    let raw = Raw::start([&answers[..], &[Do::Answer(beyond)]].concat()).await;
    let (platform, mut page, mut agents, mut asked) = (platform(&raw), Some(1), Vec::new(), Vec::new());
    while let Some(number) = page {
        let listing = platform.agents(&token(), number).await.unwrap();
        agents.extend(listing.items);
        page = listing.next;
        asked.push(last(&raw).0);
    }
    let told: Vec<_> = agents
        .iter()
        .map(|agent| (agent.id.as_str(), agent.name.as_str(), agent.employee_id.as_deref(), agent.active))
        .collect();
    assert_eq!(told, [("u1", "Zoë", Some("00042"), true), ("u2", "u2", None, true), ("u3", "Old", None, false)]);
    let told: Vec<_> = agents.iter().map(|agent| (agent.login.as_deref(), agent.team.as_deref())).collect();
    assert_eq!(told, [(Some("zo@x.example"), Some("Care North")), (None, None), (None, None)]);
    let line = |page, state| {
        format!("GET /api/v2/users?pageSize=500&pageNumber={page}&expand=employerInfo&expand=team&state={state}")
    };
    assert_eq!(asked, [line(1, "active"), line(2, "active"), line(1, "inactive"), line(2, "inactive")]);
    let none = Raw::answering(&http(400, &[], "{}")).await;
    let platform = organisation(&format!("http://127.0.0.1:{}", none.port), &[]);
    for page in [1, 2, 2501] {
        assert!(
            platform.agents(&token(), page).await.is_err(),
            "only what comes after a page of inactive ones is the end"
        );
    }
}

#[tokio::test]
async fn skills_are_listed_with_those_that_are_switched_off() {
    let raw = telling(&[
        r#"{"entities":[{"id":"a","name":"Billing","state":"active"},{"id":"b","name":"Old","state":"inactive"},
        {"id":"c","name":"Gone","state":"deleted"}],"pageSize":500,"pageNumber":1,"total":3,"pageCount":1}"#,
    ])
    .await;
    let listing = platform(&raw).skills(&token(), 1).await.unwrap();
    let told: Vec<_> =
        listing.items.iter().map(|skill| (skill.id.as_str(), skill.name.as_str(), skill.active)).collect();
    assert_eq!(told, [("a", "Billing", true), ("b", "Old", false)]);
    assert_eq!((listing.next, last(&raw).0.as_str()), (None, "GET /api/v2/routing/skills?pageSize=500&pageNumber=1"));
}

#[tokio::test]
async fn a_sweep_passes_over_whom_it_is_not_told_about_and_one_agent_is_read_whole() {
    let raw = telling(&[
        r#"{"entities":[{"id":"u1","skills":[{"id":"a","proficiency":3.5}]},{"id":"u2","skills":[]},{"id":"u3"},
            {"id":"u4","skills":[{"id":"a"}]},{"id":"u5","skills":[{}]}],"pageNumber":1,"total":700,"pageCount":2}"#,
        r#"{"entities":[{"id":"a","proficiency":3.5},{"id":"b","proficiency":0,"state":"inactive"}],"total":60,"pageSize":50}"#,
        r#"{"entities":[{"id":"c","proficiency":5},{"id":"d","proficiency":1,"state":"deleted"}],"total":60,"pageSize":50}"#,
    ])
    .await;
    let platform = platform(&raw);
    let told =
        |listing: &skillsheet_platforms::Listing<(skillsheet_skills::AgentId, skillsheet_skills::Assignments)>| {
            let of = |(agent, has): &(skillsheet_skills::AgentId, skillsheet_skills::Assignments)| {
                let has: Vec<String> = has.iter().map(|(skill, level)| format!("{skill}={level}")).collect();
                format!("{agent}: {}", has.join(" "))
            };
            listing.items.iter().map(of).collect::<Vec<_>>()
        };
    let sweep = platform.assignments(&token(), &Scope::All, 1).await.unwrap();
    assert_eq!((told(&sweep), sweep.next), (vec!["u1: a=3.5".into(), "u2: ".into()], Some(2)));
    assert_eq!(last(&raw).0, "GET /api/v2/users?pageSize=500&pageNumber=1&expand=skills");
    let ann = Scope::Agent("ann".into());
    let first = platform.assignments(&token(), &ann, 1).await.unwrap();
    assert_eq!((told(&first), first.next), (vec!["ann: a=3.5 b=0".into()], Some(2)));
    let second = platform.assignments(&token(), &ann, 2).await.unwrap();
    assert_eq!((told(&second), second.next), (vec!["ann: c=5".into()], None));
    assert_eq!(last(&raw).0, "GET /api/v2/users/ann/routingskills?pageSize=50&pageNumber=2");
}

#[tokio::test]
async fn a_sign_in_is_known_by_its_organisation_and_its_scopes() {
    for (body, tenant, may_write) in [
        (
            r#"{"organization":{"id":"o","name":"Northwind"},"authorizedScope":["users","routing:readonly"]}"#,
            Some("Northwind"),
            None,
        ),
        (
            r#"{"organization":{"name":"Northwind"},"authorizedScope":["users:readonly"]}"#,
            Some("Northwind"),
            Some(false),
        ),
        (r#"{"organization":{},"authorizedScope":[]}"#, None, None),
        ("{}", None, None),
    ] {
        let raw = telling(&[body]).await;
        let standing = platform(&raw).standing(&token()).await.unwrap();
        assert_eq!((standing.tenant.as_deref(), standing.may_write), (tenant, may_write), "{body}");
        assert_eq!(last(&raw).0, "GET /api/v2/tokens/me");
    }
}

#[tokio::test]
async fn the_lowest_pace_that_applies_is_granted_and_nothing_where_it_is_not_told() {
    let limits = r#"{"entities":[{"key":"token.rate.per.minute","namespace":"platform.api","value":300},
        {"key":"client.credentials.token.rate.per.minute","namespace":"platform.api","value":180},
        {"key":"ui.token.rate.per.minute","namespace":"platform.api","value":10}]}"#;
    for (sign_in, requests) in [("keys", 180), ("browser", 300)] {
        let raw = telling(&[limits]).await;
        let platform = organisation(&format!("http://127.0.0.1:{}", raw.port), &[("sign-in", sign_in)]);
        let pace = platform.granted_pace(&token()).await.unwrap();
        assert_eq!(pace, Some(Pace { requests, window: Duration::from_secs(60) }), "{sign_in}");
        assert_eq!(last(&raw).0, "GET /api/v2/organizations/limits/namespaces/platform.api");
    }
    for (status, told) in [(403, true), (404, true), (400, true), (401, false), (500, false)] {
        let raw = Raw::answering(&http(status, &[], "{}")).await;
        let answer = platform(&raw).granted_pace(&token()).await;
        assert_eq!(answer.ok(), told.then_some(None), "{status}");
    }
}
