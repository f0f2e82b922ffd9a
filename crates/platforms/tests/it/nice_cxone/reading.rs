//! Agents, skills, and who has which.

use skillsheet_skills::{Outcome, Scope};

use super::{ok, platform, told};
use crate::raw::{Do, Raw, http, token};

#[tokio::test]
async fn the_directory_is_read_by_what_each_page_leaves() {
    let raw = Raw::start(vec![
        ok(r#"{"totalRecords":3,"agents":[{"agentId":1,"firstName":"Ann","lastName":"Ng"},{"agentId":2,"isActive":false}]}"#),
        ok(r#"{"totalRecords":3,"agents":[{"agentId":3}]}"#),
        Do::Answer(http(204, &[], "")),
    ])
    .await;
    let platform = platform(&raw, &[("page-size", "2"), ("api-version", "31")]);
    let first = platform.agents(&token(), 1).await.unwrap();
    let told_of: Vec<_> =
        first.items.iter().map(|agent| (agent.id.as_str(), agent.name.as_str(), agent.active)).collect();
    assert_eq!(told_of, [("1", "Ann Ng", true), ("2", "2", false)]);
    assert_eq!((first.total, first.next), (Some(3), Some(2)));
    let second = platform.agents(&token(), 2).await.unwrap();
    assert_eq!((second.items.len(), second.next), (1, None));
    let skills = platform.skills(&token(), 1).await.unwrap();
    assert_eq!((skills.items.len(), skills.total, skills.next), (0, None, None));
    let lines: Vec<String> = raw.requests().iter().map(|request| told(request).0).collect();
    let agents = "GET /incontactapi/services/v31.0/agents?fields=agentId%2CuserName%2CfirstName%2ClastName\
                  %2CemailAddress%2CinternalId%2CteamName%2CisActive";
    assert_eq!(lines[0], format!("{agents}&skip=0&top=2"));
    assert_eq!(lines[1], format!("{agents}&skip=2&top=2"));
    assert_eq!(lines[2], "GET /incontactapi/services/v31.0/skills?fields=skillId%2CskillName%2CisActive&skip=0&top=2");
}

/// Reads all pages: what each agent has, and the requests without what is the same in all.
async fn read(answers: Vec<Do>, scope: Scope) -> (String, Vec<String>) {
    let raw = Raw::start(answers).await;
    let platform = platform(&raw, &[("page-size", "2")]);
    let (mut levels, mut page) = (Vec::new(), Some(1));
    while let Some(number) = page {
        let listing = platform.assignments(&token(), &scope, number).await.unwrap();
        for (agent, has) in listing.items {
            levels.extend(has.iter().map(|(skill, level)| {
                format!("{agent}:{skill}={level}{}", if has.is_off(skill) { " off" } else { "" })
            }));
        }
        page = listing.next;
    }
    let fields = "fields=agentId%2CskillId%2CagentProficiencyValue%2CisActive%2CisAssigned&";
    let line = |request: &String| told(request).0.replace("GET /incontactapi/services/v34.0", "").replace(fields, "");
    (levels.join(", "), raw.requests().iter().map(line).collect())
}

fn rows(total: u32, rows: &[(u32, u32, u32, bool)]) -> Do {
    let rows: Vec<String> = rows
        .iter()
        .map(|(agent, skill, level, active)| {
            format!(r#"{{"agentId":{agent},"skillId":{skill},"agentProficiencyValue":{level},"isActive":{active}}}"#)
        })
        .collect();
    ok(&format!(r#"{{"totalRecords":{total},"_links":{{}},"agentSkillAssignments":[{}]}}"#, rows.join(",")))
}

#[tokio::test]
async fn everybody_is_read_once_active_and_once_not() {
    let (levels, lines) = read(
        vec![
            rows(3, &[(1, 10, 1, true), (1, 11, 20, true)]),
            rows(3, &[(2, 10, 5, true)]),
            rows(1, &[(1, 12, 7, false)]),
        ],
        Scope::All,
    )
    .await;
    assert_eq!(levels, "1:10=1, 1:11=20, 2:10=5, 1:12=7 off");
    assert_eq!(
        lines,
        [
            "/agents/skills?isAgentActive=true&isActive=true&skip=0&top=2",
            "/agents/skills?isAgentActive=true&isActive=true&skip=2&top=2",
            "/agents/skills?isAgentActive=true&isActive=false&skip=0&top=2",
        ]
    );
}

#[tokio::test]
async fn an_agent_or_a_skill_is_read_with_what_is_off() {
    let (levels, lines) = read(
        vec![rows(3, &[(7, 10, 1, true), (7, 11, 2, false)]), rows(3, &[(7, 12, 3, true)])],
        Scope::Agent("7".into()),
    )
    .await;
    assert_eq!(levels, "7:10=1, 7:11=2 off, 7:12=3");
    assert_eq!(lines, ["/agents/7/skills?skip=0&top=2", "/agents/7/skills?skip=2&top=2"]);

    let (levels, lines) = read(vec![rows(2, &[(7, 10, 1, true), (8, 10, 2, false)])], Scope::Skill("10".into())).await;
    assert_eq!(levels, "7:10=1, 8:10=2 off");
    assert_eq!(lines, ["/skills/10/agents?skip=0&top=2"]);

    let nothing = Raw::answering(&http(204, &[], "")).await;
    let listing = platform(&nothing, &[]).assignments(&token(), &Scope::Agent("7".into()), 1).await.unwrap();
    assert_eq!(
        listing.items,
        [("7".into(), skillsheet_skills::Assignments::new())],
        "the agent was read, and has nothing"
    );
}

#[tokio::test]
async fn what_cannot_be_read_whole_is_not_read() {
    for (body, outcome) in [
        (r#"{"agentSkillAssignments":[{"agentId":7,"skillId":10,"isActive":true}]}"#, Outcome::Rejected),
        (r#"{"agentSkillAssignments":[{"agentId":7,"skillId":10,"agentProficiencyValue":1}]}"#, Outcome::Rejected),
        (r#"{"totalRecords":5,"agentSkillAssignments":[]}"#, Outcome::Rejected),
        (r#"{"totalRecords":5}"#, Outcome::Rejected),
        (r#"{"agentSkillAssignments":[{"agen"#, Outcome::Retry),
        ("", Outcome::Retry),
    ] {
        let raw = Raw::start(vec![ok(body)]).await;
        let refusal = platform(&raw, &[]).assignments(&token(), &Scope::Agent("7".into()), 1).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{body}");
        assert_eq!(refusal.problem.title, "Who has which skill could not be read with certainty");
    }
}
