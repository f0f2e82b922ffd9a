//! What the platform's answers are taken for.

use std::time::Duration;

use skillsheet_skills::{Call, Outcome, Refusal, Scope, Verb, Way};

use super::{call, platform};
use crate::raw::{Do, Raw, http, token};

fn of_one() -> Call {
    call(Way::Agent("7".into(), Verb::Change), &[("7", "10", Some(3), false)])
}

fn of_two() -> Call {
    call(Way::Skill("10".into(), Verb::Change), &[("7", "10", Some(3), false), ("8", "10", Some(4), false)])
}

fn removal() -> Call {
    call(Way::Agent("7".into(), Verb::Remove), &[("7", "10", None, false)])
}

async fn written(call: &Call, answer: String) -> Result<(), Refusal> {
    let raw = Raw::start(vec![Do::Answer(answer)]).await;
    let answer = platform(&raw, &[]).write(&token(), call).await;
    assert_eq!(raw.requests().len(), 1);
    answer
}

async fn refused(call: &Call, status: u16, headers: &[(&str, &str)], body: &str) -> Refusal {
    written(call, http(status, headers, body)).await.unwrap_err()
}

#[tokio::test]
async fn failures_inside_a_success_are_found_in_every_shape() {
    let two = r#"[{"success":true,"agentId":7},{"success":true,"agentId":8}]"#;
    let one_failed = r#"[{"success":true,"agentId":7},{"success":false,"error":"Skill is full"}]"#;
    for (body, outcome, words) in [
        (format!(r#"{{"resultSet":{{"errorCount":0,"agentResults":{two}}}}}"#), None, ""),
        (format!(r#"{{"resultSet":{{"errorCount":"0","skillResults":{two}}}}}"#), None, ""),
        (format!(r#"{{"errorCount":0,"skillResults":{two}}}"#), None, ""),
        (format!(r#"{{"skillResults":{two}}}"#), None, ""),
        (
            format!(r#"{{"resultSet":{{"errorCount":1,"agentResults":{one_failed}}}}}"#),
            Some(Outcome::Partly),
            "Skill is full",
        ),
        (
            format!(r#"{{"resultSet":{{"errorCount":"1","agentResults":{one_failed}}}}}"#),
            Some(Outcome::Partly),
            "Skill is full",
        ),
        (format!(r#"{{"errorCount":1,"skillResults":{one_failed}}}"#), Some(Outcome::Partly), "Skill is full"),
        (
            format!(r#"{{"resultSet":{{"errorCount":0,"agentResults":{one_failed}}}}}"#),
            Some(Outcome::Partly),
            "Skill is full",
        ),
        (format!(r#"{{"resultSet":{{"errorCount":2,"agentResults":{two}}}}}"#), Some(Outcome::Partly), "fewer changes"),
        (
            r#"{"resultSet":{"errorCount":0,"agentResults":[{"success":true}]}}"#.into(),
            Some(Outcome::Partly),
            "fewer changes",
        ),
        (r#"{"resultSet":{"errorCount":0,"agentResults":[]}}"#.into(), Some(Outcome::Partly), "fewer changes"),
        (r#"{"resultSet":{"errorCount":0}}"#.into(), Some(Outcome::Partly), "fewer changes"),
        (r#"{"error":"Not now"}"#.into(), Some(Outcome::Partly), "Not now"),
        (format!(r#"{{"resultSet":{{"errorCount":"many","agentResults":{two}}}}}"#), Some(Outcome::Unknown), ""),
        ("{}".into(), Some(Outcome::Unknown), ""),
        ("null".into(), Some(Outcome::Unknown), ""),
        ("".into(), Some(Outcome::Unknown), ""),
        ("<html>".into(), Some(Outcome::Unknown), ""),
        (r#"{"resultSet":{"errorC"#.into(), Some(Outcome::Unknown), ""),
    ] {
        let answer = written(&of_two(), http(200, &[], &body)).await;
        assert_eq!(answer.as_ref().err().map(|refusal| refusal.outcome), outcome, "{body}");
        if let Err(refusal) = answer {
            assert!(refusal.problem.words.contains(words), "{body}: {}", refusal.problem.words);
        }
    }
    for status in [202, 207] {
        let body = format!(r#"{{"resultSet":{{"errorCount":0,"agentResults":{two}}}}}"#);
        let refusal = written(&of_two(), http(status, &[], &body)).await.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Unknown, "{status}");
    }
}

#[tokio::test]
async fn a_single_removal_needs_no_results() {
    for (status, body, outcome) in [
        (200, "", None),
        (204, "", None),
        (200, "{}", None),
        (
            200,
            r#"{"resultSet":{"errorCount":1,"agentResults":[{"success":false,"error":"No"}]}}"#,
            Some(Outcome::Partly),
        ),
        (200, "<html>", Some(Outcome::Unknown)),
        // Gone already is as good: a look tells.
        (404, r#"{"message":"Agent is not assigned to skill"}"#, Some(Outcome::Partly)),
        (404, r#"{"message":"Invalid agentId - '7', must be an integer or guid"}"#, Some(Outcome::Rejected)),
    ] {
        let answer = written(&removal(), http(status, &[], body)).await;
        assert_eq!(answer.err().map(|refusal| refusal.outcome), outcome, "{status} {body}");
    }
}

#[tokio::test]
async fn refusals_of_a_write_say_what_they_mean_for_it() {
    use Outcome::{Rejected, Retry, SignedOut, Stop, Throttled, Unknown};
    for (status, text, outcome, title) in [
        (400, "Invalid skills - cannot be null or empty", Rejected, "The change arrived empty at CXone"),
        (400, "Cannot send more than 10,000 records in a single call", Rejected, "The change is too large for CXone"),
        (400, "Invalid proficiency - '25'", Rejected, "CXone did not accept the change"),
        (400, "Invalid agentId - '8'", Rejected, "CXone did not accept the agent “8”"),
        (401, "Invalid or expired token", SignedOut, "Signing in again"),
        (403, "Security permissions prevent access to data", Stop, "One permission is missing: Change skills"),
        (403, "", Stop, "One permission is missing: Change skills"),
        (403, "Agent - '8' is restricted", Rejected, "CXone keeps the agent “8” from this access key"),
        (403, "Skill - '10' is restricted", Rejected, "CXone keeps the skill “10” from this access key"),
        (404, "Invalid agentId - '8', does not exist", Rejected, "CXone does not know the agent “8”"),
        (404, "Invalid skillId - '10'", Rejected, "CXone does not know the skill “10”"),
        (404, "Invalid skillId - 'x', must be an integer", Rejected, "CXone does not know the skill “x”"),
        (404, "", Rejected, "CXone does not know this agent or skill"),
        (405, "", Rejected, "CXone did not accept the request"),
        (407, "", Stop, "Your company's network stopped the connection"),
        (408, "", Unknown, "CXone has a fault"),
        (409, "Invalid Permissions", Stop, "One permission is missing: Change skills"),
        (409, "", Rejected, "CXone did not accept the change"),
        (413, "", Rejected, "The change is too large for CXone"),
        (425, "", Retry, "CXone has a fault"),
        (429, "", Throttled, "CXone asked us to slow down"),
        (302, "", Stop, "sends us on to another address"),
        (303, "", Unknown, "CXone has a fault"),
        (500, "Error has occured while calling external service", Unknown, "CXone has a fault"),
        (501, "", Rejected, "CXone did not accept the request"),
        (502, "", Unknown, "CXone has a fault"),
        (503, "", Unknown, "CXone has a fault"),
    ] {
        let refusal = refused(&of_two(), status, &[("icStatusDescription", text)], "{}").await;
        assert_eq!(refusal.outcome, outcome, "{status} {text}");
        let problem = refusal.problem;
        assert!(problem.title.contains(title), "{status} {text}: {}", problem.title);
        assert_eq!(problem.status, Some(status));
        assert!(problem.words.contains(text), "{status} {text}: {}", problem.words);
    }
}

#[tokio::test]
async fn the_words_are_the_headers_the_bodys_or_beside_the_status() {
    for (headers, body, words) in [
        (&[("icStatusDescription", "From the header")][..], r#"{"message":"From the body"}"#, "From the header"),
        (&[("icStatusDescription", " ")], r#"{"error_description":"Described","error":"code"}"#, "Described"),
        (&[], r#"{"message":"From the body"}"#, "From the body"),
        (&[], r#"{"error":"Short"}"#, "Short"),
        (&[], "", "Whatever"),
    ] {
        assert_eq!(refused(&of_one(), 400, headers, body).await.problem.words, words, "{body}");
    }
    let refusal = refused(&of_one(), 400, &[("CorrelationId", "c-1")], "").await;
    assert_eq!(refusal.problem.correlation.as_deref(), Some("c-1"));
}

#[tokio::test]
async fn the_permission_that_is_missing_is_named() {
    let from_many = call(Way::Skill("10".into(), Verb::Remove), &[("7", "10", None, false), ("8", "10", None, false)]);
    let many_of_one = call(Way::Agent("7".into(), Verb::Remove), &[("7", "10", None, false), ("7", "11", None, false)]);
    for (call, right) in [
        (of_two(), "“Skills: Edit” and “Skills: User Assignment”"),
        (from_many, "“Skills: Edit”"),
        (removal(), "“Skills: Edit”"),
        (many_of_one, "“Users: Edit”"),
    ] {
        let problem = refused(&call, 403, &[], "").await.problem;
        assert!(problem.meaning.ends_with(&format!("a role with {right}.")), "{}", problem.meaning);
        assert!(problem.next.contains(right) && problem.next.contains("Admin › Employees"), "{}", problem.next);
    }
}

#[tokio::test]
async fn what_refuses_a_whole_request_says_so() {
    let text = [("icStatusDescription", "Agent - '8' is restricted")];
    let many = refused(&of_two(), 403, &text, "").await.problem;
    assert!(many.meaning.contains("the whole request"), "{}", many.meaning);
    assert_eq!(many.next, "Ask your admin, or leave the agent out");
    let one = refused(&of_one(), 403, &text, "").await.problem;
    assert!(!one.meaning.contains("the whole request"), "{}", one.meaning);
}

#[tokio::test]
async fn a_wait_is_taken_from_the_answer() {
    for (status, outcome) in [(429, Outcome::Throttled), (503, Outcome::Unknown)] {
        let refusal = refused(&of_one(), status, &[("Retry-After", "2")], "").await;
        assert_eq!((refusal.outcome, refusal.wait), (outcome, Some(Duration::from_secs(2))));
    }
}

#[tokio::test]
async fn a_read_is_never_in_doubt() {
    for (status, headers, outcome) in [
        (401, &[][..], Outcome::SignedOut),
        (403, &[], Outcome::Stop),
        (403, &[("icStatusDescription", "Agent - '7' is restricted")], Outcome::Rejected),
        (404, &[("icStatusDescription", "Invalid agentId - '7', does not exist")], Outcome::Rejected),
        (408, &[], Outcome::Retry),
        (429, &[], Outcome::Throttled),
        (500, &[], Outcome::Retry),
        (503, &[("Retry-After", "2")], Outcome::Throttled),
    ] {
        let raw = Raw::start(vec![Do::Answer(http(status, headers, ""))]).await;
        let refusal = platform(&raw, &[]).assignments(&token(), &Scope::Agent("7".into()), 1).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{status} {headers:?}");
    }
    let raw = Raw::start(vec![Do::Answer(http(409, &[("icStatusDescription", "Invalid Permissions")], ""))]).await;
    let refusal = platform(&raw, &[]).agents(&token(), 1).await.unwrap_err();
    assert_eq!(
        (refusal.outcome, refusal.problem.title.as_str()),
        (Outcome::Stop, "One permission is missing: See agents")
    );
}
