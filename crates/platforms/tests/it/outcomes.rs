//! What the platform's answers are taken for.

use std::time::Duration;

use skillsheet_skills::{Outcome, Refusal, Scope};

use crate::raw::{Do, Raw, call, http, token};

async fn written(answer: String) -> Result<(), Refusal> {
    Raw::answering(&answer).await.platform().write(&token(), &call("ann")).await
}

async fn read(answer: String) -> Refusal {
    Raw::answering(&answer).await.platform().assignments(&token(), &Scope::Agent("ann".into()), 1).await.unwrap_err()
}

#[tokio::test]
async fn a_write_counts_as_done_only_when_the_answer_says_so() {
    for (status, headers, body, done) in [
        (200, &[][..], "", true),
        (200, &[], "OK", true),
        (200, &[], "{}", true),
        (201, &[], r#"{"skills":[]}"#, true),
        (204, &[], "", true),
        (200, &[], r#"{"skills":[],"errors":[]}"#, true),
        (200, &[], r#"{"errors":["Not applied"]}"#, false),
        (200, &[], r#"{"error":{"message":"no"}}"#, false),
        (200, &[], r#"{"skills":[{"id":"a","#, false),
        (200, &[("Content-Type", "text/html; charset=utf-8")], "Please sign in to the network", false),
        (200, &[], "<html>", false),
        (202, &[], "", false),
        (207, &[], "{}", false),
    ] {
        let answer = written(http(status, headers, body)).await;
        match answer {
            Ok(()) => assert!(done, "{status} {body}"),
            Err(refusal) => {
                assert!(!done, "{status} {body}");
                assert_eq!(refusal.outcome, Outcome::Unknown, "{status} {body}");
            }
        }
    }
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".to_owned();
    let raw = Raw::start(vec![Do::AnswerAndClose(cut)]).await;
    let refusal = raw.platform().write(&token(), &call("ann")).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Unknown);
}

#[tokio::test]
async fn refusals_of_a_write_say_what_they_mean_for_it() {
    use Outcome::{Rejected, SignedOut, Stop, Throttled, Unknown};
    for (status, body, outcome, title) in [
        (400, r#""Invalid request body. Expected object, but got array""#, Rejected, "did not accept the change"),
        (401, "{}", SignedOut, "Signing in again"),
        (403, "{}", Stop, "One permission is missing: Change skills"),
        (403, r#"{"message":"Missing scope user:skill:write"}"#, Stop, "One permission is missing: Change skills"),
        (403, r#"{"message":"User is in another division"}"#, Rejected, "does not allow this"),
        (404, "{}", Rejected, "does not know this agent"),
        (405, "{}", Rejected, "There is no such list here"),
        (407, "", Stop, "Your company's network"),
        (408, "", Unknown, "has a fault"),
        (409, "{}", Rejected, "being changed by somebody else"),
        (413, "", Rejected, "too large"),
        (415, "", Rejected, "kind of request"),
        (418, "", Rejected, "did not accept the change"),
        (422, r#"{"errors":["no skill has the id x"]}"#, Rejected, "did not accept the change"),
        (429, "", Throttled, "slow down"),
        (303, "", Unknown, "has a fault"),
        (302, "", Stop, "sends us on"),
        (500, "{}", Unknown, "has a fault"),
        (501, "{}", Rejected, "did not accept"),
        (502, "<html>", Unknown, "has a fault"),
        (503, "", Unknown, "has a fault"),
        (504, "", Unknown, "has a fault"),
        (599, "", Unknown, "has a fault"),
    ] {
        let refusal = written(http(status, &[], body)).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{status} {body}");
        assert!(refusal.problem.title.contains(title), "{status}: {}", refusal.problem.title);
        assert_eq!(refusal.problem.status, Some(status));
        assert_eq!(refusal.wait, None);
    }
}

#[tokio::test]
async fn the_missing_scope_is_named() {
    let refusal = written(http(403, &[], "")).await.unwrap_err();
    let problem = refusal.problem;
    assert!(problem.meaning.contains("user:skill:write"), "{}", problem.meaning);
    assert!(problem.next.contains("user:skill:write"), "{}", problem.next);
}

#[tokio::test]
async fn a_wait_is_taken_from_the_answer_where_it_makes_sense() {
    for (status, outcome) in [(429, Outcome::Throttled), (503, Outcome::Unknown)] {
        for (text, wait) in [("2", Some(2)), ("-2", None), ("soon", None), ("999999", Some(86_400))] {
            let refusal = written(http(status, &[("Retry-After", text)], "")).await.unwrap_err();
            assert_eq!((refusal.outcome, refusal.wait), (outcome, wait.map(Duration::from_secs)), "{status} {text}");
        }
    }
    let refusal = read(http(503, &[("Retry-After", "2")], "")).await;
    assert_eq!((refusal.outcome, refusal.wait), (Outcome::Throttled, Some(Duration::from_secs(2))));
}

#[tokio::test]
async fn a_read_is_never_in_doubt() {
    for status in [408, 500, 502, 503, 504] {
        assert_eq!(read(http(status, &[], "")).await.outcome, Outcome::Retry, "{status}");
    }
    for (body, outcome) in [("{}", Outcome::Rejected), (r#"{"skills":["#, Outcome::Retry), ("", Outcome::Retry)] {
        assert_eq!(read(http(200, &[], body)).await.outcome, outcome, "{body}");
    }
}

#[tokio::test]
async fn skills_that_cannot_be_read_stop_everything() {
    let refusal = read(http(405, &[], "")).await;
    assert_eq!((refusal.outcome, refusal.problem.status), (Outcome::Stop, Some(405)));
}

#[tokio::test]
async fn a_sign_in_that_fails_says_what_to_do() {
    for (status, body, outcome, next) in [
        (401, r#"{"error":"invalid_client"}"#, Outcome::Stop, "Enter them again"),
        (400, r#"{"error":"invalid_client","error_description":"Unknown client"}"#, Outcome::Stop, "Enter them again"),
        (404, "", Outcome::Stop, "Check the sign-in address"),
        (200, "<html>", Outcome::Stop, "Check the sign-in address"),
        (200, "{}", Outcome::Stop, "Check the sign-in address"),
        (302, "", Outcome::Stop, "Check the address"),
        (429, "", Outcome::Throttled, ""),
        (500, "", Outcome::Retry, "Try again"),
    ] {
        let raw = Raw::answering(&http(status, &[], body)).await;
        let refusal = raw.platform().sign_in(None).await.unwrap_err();
        assert_eq!((refusal.outcome, refusal.problem.next.as_str()), (outcome, next), "{status} {body}");
    }
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let body = "x".repeat(17 * 1024 * 1024);
    let raw = Raw::start(vec![Do::AnswerAndClose(http(200, &[], &body))]).await;
    let refusal = raw.platform().agents(&token(), 1).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Rejected);
    assert!(refusal.problem.title.contains("too long"), "{}", refusal.problem.title);
}
