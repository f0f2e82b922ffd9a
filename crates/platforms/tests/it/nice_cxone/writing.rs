//! What goes out for each way of a call.

use serde_json::{Value, json};
use skillsheet_skills::{Outcome, Verb, Way};

use super::{call, json as parsed, ok, platform, told};
use crate::raw::{Raw, token};

type Changes = &'static [(&'static str, &'static str, Option<i16>, bool)];

const DONE: &str =
    r#"{"resultSet":{"errorCount":0,"skillResults":[{"success":true,"skillId":1},{"success":true,"skillId":2}]}}"#;

async fn sent(set: &[(&str, &str)], way: Way, changes: Changes) -> (String, Value, Option<Outcome>) {
    let raw = Raw::start(vec![ok(DONE)]).await;
    let answer = platform(&raw, set).write(&token(), &call(way, changes)).await;
    let requests = raw.requests();
    assert!(requests.len() <= 1);
    let (line, body) = requests.first().map(|request| told(request)).unwrap_or_default();
    (line, parsed(&body), answer.err().map(|refusal| refusal.outcome))
}

#[tokio::test]
async fn every_way_has_its_own_request() {
    let (agent, skill) = (|verb| Way::Agent("7".into(), verb), |verb| Way::Skill("10".into(), verb));
    const GIVEN: Changes = &[("7", "10", Some(3), false), ("7", "11", Some(20), true)];
    const TO_MANY: Changes = &[("7", "10", Some(3), false), ("8", "10", Some(20), true)];
    const TAKEN: Changes = &[("7", "10", None, false), ("7", "11", None, true)];
    const FROM_MANY: Changes = &[("7", "10", None, false), ("8", "10", None, false)];
    let given = json!({"skills":[{"skillId":"10","proficiency":3,"isActive":true},{"skillId":"11","proficiency":20,"isActive":false}]});
    let to_many = json!({"agents":[{"agentId":"7","proficiency":3,"isActive":true},{"agentId":"8","proficiency":20,"isActive":false}]});
    let to_many_23 = json!({"agents":[{"agentId":7,"proficiency":3,"isActive":true},{"agentId":8,"proficiency":20,"isActive":false}]});
    for (set, way, changes, line, body) in [
        (&[][..], agent(Verb::Add), GIVEN, "POST /v34.0/agents/7/skills", given.clone()),
        (&[], agent(Verb::Change), GIVEN, "PUT /v34.0/agents/7/skills", given),
        (
            &[],
            agent(Verb::Remove),
            TAKEN,
            "DELETE /v34.0/agents/7/skills",
            json!({"skills":[{"skillId":"10"},{"skillId":"11"}]}),
        ),
        (&[], skill(Verb::Add), TO_MANY, "POST /v34.0/skills/10/agents", to_many.clone()),
        (&[], skill(Verb::Change), TO_MANY, "PUT /v34.0/skills/10/agents", to_many),
        (&[("api-version", "23")], skill(Verb::Change), TO_MANY, "PUT /v23.0/skills/10/agents", to_many_23),
        (
            &[],
            skill(Verb::Remove),
            FROM_MANY,
            "DELETE /v34.0/skills/10/agents",
            json!({"agents":[{"agentId":7},{"agentId":8}]}),
        ),
        // One removal survives proxies that take bodies out of such requests.
        (&[], agent(Verb::Remove), &TAKEN[..1], "DELETE /v34.0/skills/10/agents/7", Value::Null),
        (&[], skill(Verb::Remove), &FROM_MANY[1..], "DELETE /v34.0/skills/10/agents/8", Value::Null),
    ] {
        let expected = (line.replace(" /", " /incontactapi/services/"), body, None);
        assert_eq!(sent(set, way, changes).await, expected);
    }
}

#[tokio::test]
async fn many_to_many_is_sent_only_when_turned_on_and_never_believed() {
    const BOTH: Changes = &[("7", "10", Some(3), false), ("8", "10", Some(3), false)];
    let (line, body, outcome) = sent(&[("many-to-many", "yes")], Way::Many(Verb::Set), BOTH).await;
    assert_eq!(line, "POST /incontactapi/services/v34.0/agents/skills");
    let skills = json!([{"skillIds":["10"],"isActive":true,"proficiency":3}]);
    assert_eq!(body, json!({"agentAndSkillDetails":[{"agentIds":["7","8"],"skills":skills}]}));
    assert_eq!(outcome, Some(Outcome::Partly));
    let (line, _, outcome) = sent(&[], Way::Many(Verb::Set), BOTH).await;
    assert_eq!((line.as_str(), outcome), ("", Some(Outcome::Rejected)));
}

#[tokio::test]
async fn what_is_not_offered_is_not_sent() {
    const GIVEN: Changes = &[("7", "10", Some(3), false)];
    const TAKEN: Changes = &[("7", "10", None, false)];
    for (way, changes) in [
        (Way::Whole("7".into()), GIVEN),
        (Way::Agent("7".into(), Verb::Set), GIVEN),
        (Way::Agent("7".into(), Verb::Add), TAKEN),
        (Way::Agent("7".into(), Verb::Remove), GIVEN),
        (Way::Agent("..".into(), Verb::Add), GIVEN),
    ] {
        let (line, _, outcome) = sent(&[], way.clone(), changes).await;
        assert_eq!((line.as_str(), outcome), ("", Some(Outcome::Rejected)), "{way:?}");
    }
}
