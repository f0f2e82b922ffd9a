//! The NICE CXone dialect: what is read, by whom, in which version and how often.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use skillsheet_practice::nice_cxone::{ASSIGN_SKILLS, VIEW_SKILLS, VIEW_USERS};
use skillsheet_practice::{Centre, Dialect, Fault, Limit, NiceCxone, Options, Rule, State};

use crate::support::{Client, http, told};

pub const API: &str = "/incontactapi/services/v34.0";

pub async fn cxone(settings: NiceCxone) -> (Centre, Client) {
    cxone_with(Options::fast(), settings).await
}

pub async fn cxone_with(options: Options, settings: NiceCxone) -> (Centre, Client) {
    let centre = Centre::start(options.speaking(Dialect::NiceCxone(settings)), None).await.unwrap();
    let key = json!({ "accessKeyId": centre.client_id(), "accessKeySecret": centre.client_secret() });
    let request = http().post(format!("{}/authentication/v1/token/access-key", centre.url())).json(&key);
    let (status, body) = told(request.send().await.unwrap()).await;
    assert_eq!(status, 200, "{body}");
    let client = Client::holding(&centre, body["access_token"].as_str().unwrap());
    (centre, client)
}

pub async fn send(client: &Client, method: Method, path: &str, body: &Value) -> (StatusCode, Value) {
    told(client.request(method, &format!("{API}{path}")).json(body).send().await.unwrap()).await
}

/// Status and the text in the header, where errors tell theirs.
pub async fn refused(client: &Client, method: Method, path: &str, body: Option<&Value>) -> (u16, String) {
    let request = client.request(method, path);
    let request = body.into_iter().fold(request, reqwest::RequestBuilder::json);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), why(&response))
}

pub fn why(response: &Response) -> String {
    response.headers().get("icStatusDescription").map(|text| text.to_str().unwrap().to_owned()).unwrap_or_default()
}

async fn read(client: &Client, path: &str) -> (StatusCode, Value) {
    client.get(&format!("{API}{path}")).await
}

/// A whole list, by its `next` links.
async fn all(client: &Client, centre: &Centre, path: &str, list: &str) -> Vec<Value> {
    let (mut rows, mut next) = (Vec::new(), Some(format!("{API}{path}")));
    while let Some(path) = next {
        let (status, body) = client.get(&path).await;
        if status == 204 {
            break;
        }
        assert_eq!(status, 200, "{path}: {body}");
        rows.extend(body[list].as_array().unwrap().iter().cloned());
        next = body["_links"]["next"].as_str().map(|link| link.strip_prefix(&centre.url()).unwrap().to_owned());
        assert_eq!(next.is_none(), body["totalRecords"] == json!(rows.len()), "{path}");
    }
    rows
}

/// Agent, skill, level and whether it is active, of everybody.
fn pairs(state: &State) -> BTreeSet<(String, String, u64, bool)> {
    let levels = state.assignments.iter().flat_map(|(agent, levels)| levels.iter().map(move |level| (agent, level)));
    let pairs = levels.map(|(agent, (skill, level))| {
        (agent.clone(), skill.clone(), u64::from(*level), !state.off(agent).contains(skill))
    });
    pairs.collect()
}

fn pairs_of(rows: &[Value]) -> BTreeSet<(String, String, u64, bool)> {
    let pair = |row: &Value| {
        let level = row["agentProficiencyValue"].as_u64().unwrap();
        (row["agentId"].to_string(), row["skillId"].to_string(), level, row["isActive"].as_bool().unwrap())
    };
    rows.iter().map(pair).collect()
}

#[tokio::test]
async fn agents_come_in_pages_that_link_to_each_other() {
    let (centre, client) = cxone(NiceCxone::default()).await;
    let agents = all(&client, &centre, "/agents?top=150", "agents").await;
    let directory = centre.directory();
    assert_eq!(agents.len(), directory.agents.len());
    for (row, agent) in agents.iter().zip(&directory.agents) {
        let name = format!("{} {}", row["firstName"].as_str().unwrap(), row["lastName"].as_str().unwrap());
        let told =
            ["agentId", "emailAddress", "userName", "internalId", "teamName", "isActive"].map(|field| &row[field]);
        let id = agent.id.parse::<u64>().unwrap();
        let [email, login, number, team] =
            [&agent.email, &agent.login, &agent.employee_id, &agent.team].map(|text| json!(text));
        let held = [json!(id), email, login, number, team, json!(agent.active)];
        assert_eq!((name.trim(), told), (&*agent.name, held.each_ref()));
    }
    let (_, second) = read(&client, "/agents?isActive=true&skip=100&top=100&fields=agentId").await;
    let previous = format!("{}{API}/agents?isActive=true&fields=agentId&skip=0&top=100", centre.url());
    assert_eq!(second["_links"]["previous"], json!(previous));
    assert_eq!(second["agents"][0].as_object().unwrap().len(), 1, "only the fields asked for");
}

#[tokio::test]
async fn a_page_may_be_smaller_than_asked() {
    let settings = NiceCxone { largest_page: 50, caps_pages: true, ..NiceCxone::default() };
    let (centre, client) = cxone(settings).await;
    assert_eq!(read(&client, "/agents?top=10000").await.1["agents"].as_array().unwrap().len(), 50);
    assert_eq!(all(&client, &centre, "/agents?top=10000", "agents").await.len(), 420);
}

#[tokio::test]
async fn lists_are_searched_filtered_and_put_in_order() {
    let (centre, client) = cxone(NiceCxone::default()).await;
    let directory = centre.directory();
    let gone = directory.agents.iter().filter(|agent| !agent.active).count();
    let (_, inactive) = read(&client, "/agents?isActive=FALSE").await;
    assert_eq!(inactive["totalRecords"], json!(gone));
    for (way, wanted) in [("asc", ["maria.silva2", "maria.silva"]), ("DESC", ["maria.silva", "maria.silva2"])] {
        let path = format!("/agents?searchString=MARIA.SILVA&orderBy=isActive,emailAddress%20{way}");
        let (_, found) = read(&client, &path).await;
        let emails = found["agents"].as_array().unwrap().iter().map(|row| row["emailAddress"].clone());
        let wanted = wanted.map(|mailbox| json!(format!("{mailbox}@practice.example")));
        assert_eq!(emails.collect::<Vec<_>>(), wanted, "{way}");
    }
    let skills = all(&client, &centre, "/skills?top=7", "skills").await;
    let named = skills.iter().map(|row| (row["skillId"].to_string(), row["skillName"].as_str().unwrap().to_owned()));
    let held = directory.skills.iter().map(|skill| (skill.id.clone(), skill.name.clone())).collect::<Vec<_>>();
    assert_eq!(named.collect::<Vec<_>>(), held);
    let media = |media: u64| skills.iter().filter(move |row| row["mediaTypeId"] == json!(media)).count();
    let (_, phone) = read(&client, "/skills?mediaTypeId=4").await;
    assert!(media(4) > 0 && phone["totalRecords"] == json!(media(4)), "{phone}");
}

#[tokio::test]
async fn an_empty_list_is_a_204_without_a_body() {
    let (_centre, client) = cxone(NiceCxone::default()).await;
    for path in [
        "/agents?skip=420",
        "/agents?searchString=nobody-at-all",
        "/agents?updatedSince=2999-01-01T00:00:00Z",
        "/agents?isLocked=true",
        "/skills?isActive=false",
        "/skills?mediaTypeId=99",
        "/agents/skills?isAgentActive=true&isActive=true&skip=100000",
    ] {
        assert_eq!(read(&client, path).await, (StatusCode::NO_CONTENT, json!("")), "{path}");
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_the_reason_in_a_header() {
    let (centre, client) = cxone(NiceCxone::default()).await;
    let agent = &centre.directory().agents[0].id;
    let cases = [
        ("/agents?top=10001", 400, "Invalid top - '10001'"),
        ("/agents?top=0", 400, "Invalid top - '0'"),
        ("/agents?skip=-1", 400, "Invalid skip - '-1'"),
        ("/agents?fields=agentId,shoeSize", 400, "Invalid fields - 'shoeSize'"),
        ("/agents?orderBy=shoeSize", 400, "Invalid orderBy - 'shoeSize'"),
        ("/agents?isActive=1", 400, "Invalid isActive - '1'"),
        ("/agents?updateSince=yesterday", 400, "Invalid updateSince - 'yesterday'"),
        ("/agents/skills", 400, "Invalid isAgentActive - cannot be null or empty"),
        ("/agents/skills?isAgentActive=true", 400, "Invalid isActive - cannot be null or empty"),
        ("/agents/abc/skills", 404, "Invalid agentId - 'abc', must be an integer"),
        ("/agents/7/skills", 404, "Invalid agentId - '7', does not exist"),
        ("/skills/abc/agents", 404, "Invalid skillId - 'abc', must be an integer"),
        (&format!("/skills/{agent}/agents"), 404, &format!("Invalid skillId - '{agent}', does not exist")),
        ("/nothing", 404, "Resource not found"),
    ];
    for (path, status, text) in cases {
        assert_eq!(
            refused(&client, Method::GET, &format!("{API}{path}"), None).await,
            (status, text.to_owned()),
            "{path}"
        );
    }
    let not_allowed = refused(&client, Method::PUT, &format!("{API}/agents"), None).await;
    assert_eq!(not_allowed, (405, "Method not allowed".to_owned()));
}

#[tokio::test]
async fn four_sweeps_tell_everything_and_one_tells_a_part() {
    let (centre, client) = cxone(NiceCxone::default()).await;
    let mut rows = Vec::new();
    for (agents, active) in [(true, true), (true, false), (false, true), (false, false)] {
        let path = format!("/agents/skills?isAgentActive={agents}&isActive={active}&top=1000");
        let part = all(&client, &centre, &path, "agentSkillAssignments").await;
        assert!(part.iter().all(|row| row["isActive"] == json!(active)));
        rows.extend(part);
    }
    assert_eq!((pairs_of(&rows), rows.len()), (pairs(&centre.state()), pairs(&centre.state()).len()));
    let row = &rows[0];
    let (agent, skill) = (row["agentId"].to_string(), row["skillId"].to_string());
    let directory = centre.directory();
    assert_eq!(row["skillName"], json!(directory.skill(&skill).unwrap().name));
    assert_eq!(row["internalId"], json!(directory.agent(&agent).unwrap().employee_id));

    // The same from nearer: one agent by either id, one skill, and what the agent has not.
    let level = pairs(&centre.state()).into_iter().filter(|pair| pair.0 == agent).collect::<BTreeSet<_>>();
    for id in [agent.clone(), row["userId"].as_str().unwrap().to_owned()] {
        let near = all(&client, &centre, &format!("/agents/{id}/skills?top=2"), "agentSkillAssignments").await;
        assert_eq!(pairs_of(&near), level);
    }
    let having = all(&client, &centre, &format!("/skills/{skill}/agents?top=9"), "agentSkillAssignments").await;
    let wanted = pairs(&centre.state()).into_iter().filter(|pair| pair.1 == skill).collect::<BTreeSet<_>>();
    assert_eq!(pairs_of(&having), wanted);
    let (_, missing) = read(&client, &format!("/agents/{agent}/skills/unassigned?top=500")).await;
    assert_eq!(missing["resultSet"]["totalRecords"], json!(directory.skills.len() - level.len()));
}

#[tokio::test]
async fn agents_are_found_by_a_list_of_ids() {
    let (centre, client) = cxone(NiceCxone::default()).await;
    let agent = &centre.directory().agents[3];
    let body = json!({ "agentIds": [agent.id, "7"] });
    let (status, found) = send(&client, Method::POST, "/agents/search", &body).await;
    assert_eq!((status.as_u16(), &found["totalRecords"], &found["errorCount"]), (200, &json!(1), &json!(1)));
    assert_eq!(found["agentResults"][0][0]["agentRecord"]["emailAddress"], json!(agent.email));
    assert_eq!(
        found["agentResults"][0][1],
        json!({ "success": false, "error": "Invalid agentId - '7', does not exist" })
    );
    assert_eq!(send(&client, Method::POST, "/agents/search", &json!({ "agentIds": [7] })).await.0, 400);
}

#[tokio::test]
async fn the_prefix_is_taken_in_any_case_and_other_versions_are_not_found() {
    let (_centre, client) = cxone(NiceCxone { versions: 34..=34, ..NiceCxone::default() }).await;
    for (path, status) in [
        ("/inContactAPI/services/v34.0/skills", 200),
        ("/InContactApi/Services/V34.0/skills", 200),
        ("/incontactapi/services/v33.0/skills", 404),
        ("/incontactapi/services/v35.0/skills", 404),
        ("/incontactapi/services/v34.1/skills", 404),
        ("/incontactapi/services/34/skills", 404),
        ("/outcontactapi/services/v34.0/skills", 404),
    ] {
        assert_eq!(client.get(path).await.0.as_u16(), status, "{path}");
    }
    let (_centre, client) = cxone(NiceCxone::default()).await;
    assert_eq!(client.get("/incontactapi/services/v23.0/agents/skills").await.0, 200, "not required before 34");
}

#[tokio::test]
async fn what_is_not_permitted_any_more_is_refused() {
    let (centre, client) = cxone(NiceCxone::default()).await;
    let agent = &centre.directory().agents[0].id;
    let prevented = (403, "Security permissions prevent access to data".to_owned());
    let skills = format!("{API}/agents/{agent}/skills");
    centre.set_withdrawn([VIEW_USERS]);
    assert_eq!(refused(&client, Method::GET, &skills, None).await, prevented);
    let agents = refused(&client, Method::GET, &format!("{API}/agents"), None).await;
    assert_eq!(agents, (409, "Invalid Permissions".to_owned()), "this one list has a status of its own");
    centre.set_withdrawn([VIEW_SKILLS, ASSIGN_SKILLS]);
    assert_eq!(refused(&client, Method::GET, &format!("{API}/skills"), None).await, prevented);
    assert_eq!(refused(&client, Method::PUT, &skills, Some(&json!({}))).await, prevented);
    assert_eq!(client.get(&skills).await.0, 200);
}

#[tokio::test]
async fn errors_may_stand_in_a_body_too() {
    let (_centre, client) = cxone(NiceCxone { errors_in_body: true, ..NiceCxone::default() }).await;
    let (status, body) = read(&client, "/agents/7/skills").await;
    assert_eq!(status, 404);
    assert_eq!(body, json!({ "error": "Not Found", "error_description": "Invalid agentId - '7', does not exist" }));
}

#[tokio::test]
async fn a_row_may_tell_of_its_agent_instead_and_five_levels_have_names() {
    let settings = NiceCxone { rows_tell_agent: true, ceiling: 5, ..NiceCxone::default() };
    let (centre, client) = cxone(settings).await;
    let path = "/agents/skills?isAgentActive=true&isActive=false";
    let rows = all(&client, &centre, path, "agentSkillAssignments").await;
    assert!(!rows.is_empty() && rows.iter().all(|row| row["isActive"] == json!(true)));
    let rows = all(&client, &centre, &path.replace("false", "true"), "agentSkillAssignments").await;
    let names = rows.iter().map(|row| row["agentProficiencyName"].as_str().unwrap()).collect::<BTreeSet<_>>();
    assert_eq!(names, ["High", "Highest", "Low", "Lowest", "Medium"].into());
    assert!(rows.iter().all(|row| (1..=5).contains(&row["agentProficiencyValue"].as_u64().unwrap())));
}

#[tokio::test]
async fn too_many_requests_may_be_told_how_long_to_wait() {
    let usual = Options::default().speaking(Dialect::NiceCxone(NiceCxone::default()));
    assert_eq!(usual.limit, Some(NiceCxone::LIMIT));
    for tells_retry_after in [true, false] {
        let limit = Some(Limit::sliding(1, Duration::from_secs(3600)));
        let settings = NiceCxone { tells_retry_after, ..NiceCxone::default() };
        let (_centre, client) = cxone_with(Options { limit, ..Options::fast() }, settings).await;
        assert_eq!(read(&client, "/skills").await.0, 200);
        let response = client.request(Method::GET, &format!("{API}/skills")).send().await.unwrap();
        assert_eq!((response.status().as_u16(), why(&response)), (429, "Rate limit exceeded".to_owned()));
        assert_eq!(response.headers().contains_key("retry-after"), tells_retry_after);
    }
}

#[tokio::test]
async fn faults_strike_here_too() {
    let (centre, client) = cxone(NiceCxone::default()).await;
    centre.set_faults(vec![Rule::new(Fault::status(500)).path("/v34.0/agents").times(1)]);
    assert_eq!(read(&client, "/agents").await.0, 500);
    assert_eq!(read(&client, "/agents").await.0, 200);
}
