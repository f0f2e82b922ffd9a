//! The NICE CXone dialect: adding, changing and removing, answered item by item.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use skillsheet_practice::nice_cxone::{EDIT_SKILLS, EDIT_USERS};
use skillsheet_practice::{Centre, Fault, ItemFault, Levels, NiceCxone, Rule};

use crate::nice_cxone::{API, cxone, refused, send};
use crate::support::{Client, told};

/// An agent who has exactly the first of three skills, at level 4.
async fn scene(settings: NiceCxone) -> (Centre, Client, String, [String; 3]) {
    let (centre, client) = cxone(settings).await;
    let directory = centre.directory();
    let agent = directory.agents[0].id.clone();
    let skills = [0, 1, 2].map(|at| directory.skills[at].id.clone());
    centre.set_assignments(&agent, Levels::from([(skills[0].clone(), 4)]));
    (centre, client, agent, skills)
}

fn levels(centre: &Centre, agent: &str) -> Vec<(String, u32)> {
    centre.assignments(agent).unwrap().into_iter().collect()
}

fn off(centre: &Centre, agent: &str) -> BTreeSet<String> {
    centre.state().off(agent)
}

fn done(id: &str, of: &str) -> Value {
    json!({ "success": true, id: of.parse::<u64>().unwrap() })
}

fn failed(error: &str) -> Value {
    json!({ "success": false, "error": error })
}

fn result(list: &str, errors: usize, results: &[Value]) -> Value {
    json!({ "resultSet": { "errorCount": errors, list: results } })
}

fn skill(id: &str, level: u32, active: bool) -> Value {
    json!({ "skillId": id, "proficiency": level, "isActive": active })
}

#[tokio::test]
async fn an_agents_skills_are_added_changed_and_removed_each_by_itself() {
    let (centre, client, agent, [one, two, three]) = scene(NiceCxone::default()).await;
    let path = format!("/agents/{agent}/skills");

    let body = json!({ "skills": [skill(&one, 1, true), skill(&two, 20, false), { "skillId": three }] });
    let (status, told) = send(&client, Method::POST, &path, &body).await;
    let there = failed("Skill is already assigned to agent");
    assert_eq!(status, 200);
    assert_eq!(told, result("skillResults", 1, &[there, done("skillId", &two), done("skillId", &three)]));
    let after = [(one.clone(), 4), (two.clone(), 20), (three.clone(), 1)];
    assert_eq!((levels(&centre, &agent), off(&centre, &agent)), (after.to_vec(), [two.clone()].into()));
    let applied = &centre.log().pop().unwrap().applied[0];
    assert_eq!((&applied.before, applied.off_before.len()), (&Levels::from([(one.clone(), 4)]), 0));
    assert_eq!((&applied.after, &applied.off_after), (&Levels::from(after), &[two.clone()].into()));
    assert_eq!(client.get("/practice/state").await.1["switchedOff"][&agent], json!([two]));

    // The other id, one that is not there, one that cannot be, and one switched off by the way.
    let guid = client.get(&format!("{API}{path}?fields=userId")).await.1["agentSkillAssignments"][0]["userId"].clone();
    let path = format!("/agents/{}/skills", guid.as_str().unwrap());
    centre.set_assignments(&agent, Levels::from([(one.clone(), 4), (two.clone(), 20)]));
    let body = json!({ "skills": [skill(&three, 2, true), skill("7", 2, true), skill("x", 2, true), skill(&one, 2, false), skill(&two, 21, true)] });
    let (_, told) = send(&client, Method::PUT, &path, &body).await;
    let errors = [
        failed("Skill is not assigned to agent"),
        failed("Invalid skillId - '7', does not exist"),
        failed("Invalid skillId - 'x', must be an integer"),
        done("skillId", &one),
        failed("Invalid proficiency - '21'"),
    ];
    assert_eq!(told, result("skillResults", 4, &errors));
    assert_eq!(levels(&centre, &agent), [(one.clone(), 2), (two.clone(), 20)]);
    assert_eq!(off(&centre, &agent), [one.clone(), two.clone()].into());

    let body = json!({ "skills": [{ "skillId": one }, { "skillId": three }] });
    let (_, told) = send(&client, Method::DELETE, &path, &body).await;
    assert_eq!(told, result("skillResults", 1, &[done("skillId", &one), failed("Skill is not assigned to agent")]));
    assert_eq!((levels(&centre, &agent), off(&centre, &agent)), (vec![(two.clone(), 20)], [two].into()));
    let changed = centre.log().into_iter().flat_map(|entry| entry.applied).count();
    assert_eq!(changed, 3, "the log has each request's change once");
}

#[tokio::test]
async fn what_would_be_one_skill_too_many_fails_by_itself() {
    let (centre, client, agent, [one, two, three]) = scene(NiceCxone::default()).await;
    centre.set_most_skills_each(Some(2));
    let path = format!("/agents/{agent}/skills");
    let too_many = failed("Agent cannot have more than 2 skills");

    let body = json!({ "skills": [skill(&two, 5, true), skill(&three, 5, true)] });
    let (status, told) = send(&client, Method::POST, &path, &body).await;
    assert_eq!((status.as_u16(), told), (200, result("skillResults", 1, &[done("skillId", &two), too_many.clone()])));
    let body = json!({ "agents": [{ "agentId": agent.parse::<u64>().unwrap(), "proficiency": 3 }] });
    let (_, told) = send(&client, Method::POST, &format!("/skills/{three}/agents"), &body).await;
    assert_eq!(told, result("agentResults", 1, &[too_many]));
    let set = |ids: &[&String]| json!({ "agentAndSkillDetails": [{ "agentIds": [agent], "skills": [{ "skillIds": ids, "isActive": true, "proficiency": 7 }] }] });
    let (_, told) = send(&client, Method::POST, "/agents/skills", &set(&[&one, &three])).await;
    assert_eq!(told["resultSet"]["errorCount"], json!("1"), "{told}");
    assert_eq!(levels(&centre, &agent), [(one, 7), (two, 5)], "a level of a skill that is there can change");
    centre.set_most_skills_each(None);
    assert_eq!(
        send(&client, Method::POST, "/agents/skills", &set(&[&three])).await.1["resultSet"]["errorCount"],
        json!("0")
    );
}

#[tokio::test]
async fn a_skills_agents_are_added_changed_and_removed_each_by_itself() {
    let (centre, client, agent, [one, two, _]) = scene(NiceCxone::default()).await;
    let other = centre.directory().agents[1].id.clone();
    centre.set_assignments(&other, Levels::from([(one.clone(), 9)]));
    let number = |agent: &str| agent.parse::<u64>().unwrap();
    let path = format!("/skills/{two}/agents");

    // Numbers in one version, text in another: both are taken.
    let body = json!({ "agents": [{ "agentId": number(&agent), "proficiency": 3, "isActive": false }, { "agentId": other }, { "agentId": 7 }] });
    let (status, told) = send(&client, Method::POST, &path, &body).await;
    let nobody = failed("Invalid agentId - '7', does not exist");
    assert_eq!(status, 200);
    assert_eq!(told, result("agentResults", 1, &[done("agentId", &agent), done("agentId", &other), nobody]));
    assert_eq!((levels(&centre, &agent)[1].1, levels(&centre, &other)[1].1), (3, 1));
    assert_eq!(off(&centre, &agent), [two.clone()].into());

    // Not saying so switches on.
    let body = json!({ "agents": [{ "agentId": number(&agent), "proficiency": 5 }, { "agentId": number(&other), "proficiency": 0 }] });
    let (_, told) = send(&client, Method::PUT, &path, &body).await;
    assert_eq!(told["resultSet"]["agentResults"][1], failed("Invalid proficiency - '0'"));
    assert_eq!((levels(&centre, &agent)[1].1, off(&centre, &agent)), (5, BTreeSet::new()));

    let body = json!({ "agents": [{ "agentId": number(&agent) }] });
    assert_eq!(
        send(&client, Method::DELETE, &path, &body).await.1,
        result("agentResults", 0, &[done("agentId", &agent)])
    );
    let body = json!({ "agents": [{ "agentId": agent }] });
    let text = refused(&client, Method::DELETE, &format!("{API}{path}"), Some(&body)).await;
    assert_eq!(text, (400, format!("Invalid agentId - '{agent}'")), "a number is asked for here");

    let one_by_one = format!("{API}{path}/{other}");
    assert_eq!(client.request(Method::DELETE, &one_by_one).send().await.unwrap().status(), 200);
    assert_eq!(levels(&centre, &other), [(one, 9)]);
    let again = refused(&client, Method::DELETE, &one_by_one, None).await;
    assert_eq!(again, (404, format!("Agent - '{other}' is not assigned to skill - '{two}'")));
}

#[tokio::test]
async fn somebody_else_may_switch_a_skill_off_in_the_meantime() {
    let (centre, client, agent, [one, two, _]) = scene(NiceCxone::default()).await;
    let path = format!("/practice/agents/{agent}/switched-off");
    assert_eq!(client.put(&path, &json!([one, two])).await.0, 204);
    assert_eq!(off(&centre, &agent), [one.clone()].into(), "only what the agent has");
    let (_, told) = client.get(&format!("{API}/agents/{agent}/skills")).await;
    assert_eq!(told["agentSkillAssignments"][0]["isActive"], json!(false));
    assert_eq!(client.get(&format!("{API}/agents/{agent}/skills?isAssignedSkillActive=true")).await.0, 204);
    centre.set_switched_off(&agent, Vec::<String>::new());
    assert_eq!(off(&centre, &agent), BTreeSet::new());
    assert_eq!(client.put("/practice/agents/7/switched-off", &json!([])).await.0, 404);
}

#[tokio::test]
async fn many_agents_and_skills_are_set_at_once() {
    for many_take_levels in [true, false] {
        let (centre, client, agent, [one, two, _]) =
            scene(NiceCxone { many_take_levels, ..NiceCxone::default() }).await;
        let other = centre.directory().agents[1].id.clone();
        centre.set_assignments(&other, Levels::new());
        let skills = json!([{ "skillIds": [one, two], "isActive": true, "proficiency": 7 }]);
        let body = json!({ "agentAndSkillDetails": [{ "agentIds": [agent, "7", other], "skills": skills }] });
        let (status, told) = send(&client, Method::POST, "/agents/skills", &body).await;
        assert_eq!((status.as_u16(), &told["resultSet"]["errorCount"]), (200, &json!("2")));
        let results = told["resultSet"]["skillResults"].as_array().unwrap();
        assert_eq!(results.iter().filter(|result| result["success"] == json!(true)).count(), 4);
        assert_eq!(results[2], failed("Invalid agentId - '7', does not exist"));
        let [held, new] = if many_take_levels { [7, 7] } else { [4, 1] };
        assert_eq!(levels(&centre, &agent), [(one.clone(), held), (two.clone(), new)]);
        assert_eq!(levels(&centre, &other), [(one, new), (two, new)]);
    }
}

#[tokio::test]
async fn each_wrong_body_is_refused_and_changes_nothing() {
    let (centre, client, agent, [one, two, _]) = scene(NiceCxone::default()).await;
    let by_agent = format!("/agents/{agent}/skills");
    let by_skill = format!("/skills/{one}/agents");
    let no = |list: &str| format!("Invalid {list} - cannot be null or empty");
    let too_many = vec![skill(&two, 1, true); 10_001];
    let cases: Vec<(Method, &str, Value, String)> = vec![
        (Method::PUT, &by_agent, json!([skill(&one, 1, true)]), no("skills")),
        (Method::PUT, &by_agent, json!({}), no("skills")),
        (Method::PUT, &by_agent, json!({ "skills": null }), no("skills")),
        (Method::POST, &by_agent, json!({ "skills": [] }), no("skills")),
        (Method::DELETE, &by_agent, json!({ "skills": {} }), no("skills")),
        (Method::POST, &by_agent, json!({ "skills": [{ "proficiency": 3 }] }), no("skillId")),
        (Method::POST, &by_agent, json!({ "skills": [{ "skillId": 7 }] }), "Invalid skillId - '7'".to_owned()),
        (Method::PUT, &by_agent, json!({ "skills": [{ "skillId": one, "proficiency": 3 }] }), no("isActive")),
        (
            Method::PUT,
            &by_agent,
            json!({ "skills": [{ "skillId": one, "isActive": "yes" }] }),
            "Invalid isActive - 'yes'".to_owned(),
        ),
        (
            Method::POST,
            &by_agent,
            json!({ "skills": too_many }),
            "Cannot send more than 10,000 records in a single call".to_owned(),
        ),
        (Method::PUT, &by_skill, json!({ "skills": [] }), no("agents")),
        (Method::DELETE, &by_skill, json!({ "agents": [] }), no("agents")),
        (Method::POST, &by_skill, json!({ "agents": [{ "agentId": 1.5 }] }), "Invalid agentId - '1.5'".to_owned()),
        (Method::POST, "/agents/skills", json!({}), no("agentAndSkillDetails")),
        (
            Method::POST,
            "/agents/skills",
            json!({ "agentAndSkillDetails": [{ "agentIds": [], "skills": [] }] }),
            no("agentIds"),
        ),
        (Method::POST, "/agents/skills", json!({ "agentAndSkillDetails": [{ "agentIds": ["1"] }] }), no("skills")),
    ];
    let before = centre.state();
    for (method, path, body, text) in cases {
        let got = refused(&client, method.clone(), &format!("{API}{path}"), Some(&body)).await;
        assert_eq!(got, (400, text), "{method} {path}");
    }
    let request = client.request(Method::PUT, &format!("{API}{by_agent}")).body("{\"skills\":[]}");
    assert_eq!(request.send().await.unwrap().status(), 415);
    assert_eq!(centre.state(), before);
    for level in [json!(2.5), json!("3"), json!(-1), json!(true)] {
        let body = json!({ "skills": [{ "skillId": one, "isActive": true, "proficiency": level }] });
        let (_, told) = send(&client, Method::PUT, &by_agent, &body).await;
        let text = format!("Invalid proficiency - '{}'", level.as_str().map_or(level.to_string(), str::to_owned));
        assert_eq!(told, result("skillResults", 1, &[failed(&text)]));
    }
    assert_eq!(centre.state(), before);
}

#[tokio::test]
async fn ten_thousand_records_are_taken_at_once() {
    let (_centre, client, agent, [one, ..]) = scene(NiceCxone::default()).await;
    let body = json!({ "skills": vec![skill(&one, 3, true); 10_000] });
    let (status, told) = send(&client, Method::PUT, &format!("/agents/{agent}/skills"), &body).await;
    assert_eq!((status.as_u16(), &told["resultSet"]["errorCount"]), (200, &json!(0)));
}

#[tokio::test]
async fn two_of_ten_items_fail_inside_a_success() {
    for applies in [false, true] {
        let (centre, client) = cxone(NiceCxone::default()).await;
        let directory = centre.directory();
        let agent = &directory.agents[0].id;
        let skills = directory.skills.iter().take(10).map(|skill| skill.id.clone()).collect::<Vec<_>>();
        centre.set_assignments(agent, skills.iter().map(|skill| (skill.clone(), 2)).collect());
        let fault = Fault::FailItems(ItemFault { applies, ..ItemFault::every(5) });
        centre.set_faults(vec![Rule::new(fault.clone()).method("PUT").times(1)]);
        let items = skills.iter().map(|id| skill(id, 3, true)).collect::<Vec<_>>();
        let path = format!("/agents/{agent}/skills");
        let (status, told) = send(&client, Method::PUT, &path, &json!({ "skills": items })).await;
        assert_eq!((status.as_u16(), &told["resultSet"]["errorCount"]), (200, &json!(2)));
        assert_eq!(told["resultSet"]["skillResults"][4], failed("Error has occured while calling external service"));
        let unchanged = skills.iter().filter(|skill| centre.assignments(agent).unwrap()[*skill] == 2);
        let wanted = if applies { Vec::new() } else { vec![&skills[4], &skills[9]] };
        assert_eq!(unchanged.collect::<Vec<_>>(), wanted);
        assert_eq!(centre.log().pop().unwrap().fault, Some(fault));
        assert_eq!(
            send(&client, Method::PUT, &path, &json!({ "skills": items })).await.1["resultSet"]["errorCount"],
            0
        );
    }
    let (centre, client, agent, [one, two, _]) = scene(NiceCxone::default()).await;
    let chosen = ItemFault { skills: [two.clone()].into(), error: "Not today".to_owned(), ..ItemFault::every(0) };
    centre.set_faults(vec![Rule::new(Fault::FailItems(chosen))]);
    let body = json!({ "agents": [{ "agentId": agent }] });
    let (_, told) = send(&client, Method::POST, &format!("/skills/{two}/agents"), &body).await;
    assert_eq!(told, result("agentResults", 1, &[failed("Not today")]));
    assert_eq!(levels(&centre, &agent), [(one, 4)]);
}

#[tokio::test]
async fn removing_needs_the_right_to_edit_and_restricted_ones_are_left_alone() {
    let first = cxone(NiceCxone::default()).await.0.directory();
    let (agent, one) = (first.agents[0].id.clone(), first.skills[0].id.clone());
    let restricted = NiceCxone {
        restricted_agents: [agent.clone()].into(),
        restricted_skills: [one.clone()].into(),
        ..NiceCxone::default()
    };
    let (centre, client, ..) = scene(restricted).await;
    let other = &first.agents[1].id;
    let is_restricted = |what: &str, id: &str| format!("{what} - '{id}' is restricted");
    let body = json!({ "skills": [skill(&one, 1, true)] });
    let by_agent = |agent: &str| format!("{API}/agents/{agent}/skills");
    let by_skill = |skill: &str| format!("{API}/skills/{skill}/agents");
    let got = refused(&client, Method::PUT, &by_agent(&agent), Some(&body)).await;
    assert_eq!(got, (403, is_restricted("Agent", &agent)));
    let got = refused(&client, Method::GET, &by_skill(&one), None).await;
    assert_eq!(got, (403, is_restricted("Skill", &one)));
    let (_, told) = send(&client, Method::PUT, &format!("/agents/{other}/skills"), &body).await;
    assert_eq!(told, result("skillResults", 1, &[failed(&is_restricted("Skill", &one))]));

    let prevented = (403, "Security permissions prevent access to data".to_owned());
    let two = &first.skills[1].id;
    for (right, path) in [(EDIT_USERS, by_agent(other)), (EDIT_SKILLS, by_skill(two))] {
        centre.set_withdrawn([right]);
        assert_eq!(refused(&client, Method::DELETE, &path, Some(&json!({}))).await, prevented, "{right}");
        assert_eq!(refused(&client, Method::PUT, &path, Some(&json!({}))).await.0, 400, "others are not concerned");
        let old = path.replace("v34.0", "v16.0");
        assert_eq!(refused(&client, Method::DELETE, &old, Some(&json!({}))).await.0, 400, "nor are older versions");
    }
}

#[tokio::test]
async fn tenants_and_versions_differ() {
    let bare = NiceCxone { bare_results: true, error_count_as_text: true, failures_last: true, ..NiceCxone::default() };
    let (_centre, client, agent, [one, two, _]) = scene(bare).await;
    let body = json!({ "skills": [skill(&two, 2, true), skill(&one, 2, true)] });
    let (_, got) = send(&client, Method::PUT, &format!("/agents/{agent}/skills"), &body).await;
    let results = [done("skillId", &one), failed("Skill is not assigned to agent")];
    assert_eq!(got, json!({ "errorCount": "1", "skillResults": results }));

    let (centre, client, agent, [one, two, _]) =
        scene(NiceCxone { delete_bodies_lost: true, ceiling: 5, ..NiceCxone::default() }).await;
    let path = format!("{API}/agents/{agent}/skills");
    let lost = refused(&client, Method::DELETE, &path, Some(&json!({ "skills": [{ "skillId": one }] }))).await;
    assert_eq!(lost, (400, "Invalid skills - cannot be null or empty".to_owned()));
    let one_by_one = format!("{API}/skills/{one}/agents/{agent}");
    assert_eq!(client.request(Method::DELETE, &one_by_one).send().await.unwrap().status(), 200);
    let body = json!({ "skills": [skill(&one, 5, true), skill(&two, 6, true)] });
    let (_, got) = send(&client, Method::POST, &format!("/agents/{agent}/skills"), &body).await;
    assert_eq!(got["resultSet"]["skillResults"][1], failed("Invalid proficiency - '6'"));
    assert_eq!(levels(&centre, &agent), [(one.clone(), 5)]);

    // Before version 34 it was adding that had to say whether the assignment is active.
    let old = path.replace("v34.0", "v23.0");
    let body = json!({ "skills": [{ "skillId": two }] });
    assert_eq!(refused(&client, Method::POST, &old, Some(&body)).await.0, 400);
    let request = client.request(Method::PUT, &old).json(&json!({ "skills": [{ "skillId": one, "proficiency": 1 }] }));
    assert_eq!(told(request.send().await.unwrap()).await.1["resultSet"]["errorCount"], 0);
    assert_eq!(levels(&centre, &agent), [(one, 1)]);
}
