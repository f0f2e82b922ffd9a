//! What the answers of Genesys Cloud are taken for.

use std::time::Duration;

use skillsheet_skills::{Call, Outcome, Refusal, Scope};

use crate::genesys::{organisation, remove, set, whole};
use crate::raw::{Do, Raw, http, token};

fn url(raw: &Raw) -> String {
    format!("http://127.0.0.1:{}", raw.port)
}

async fn written(answer: &str, call: &Call) -> Result<(), Refusal> {
    let raw = Raw::answering(answer).await;
    organisation(&url(&raw), &[]).write(&token(), call).await
}

/// An error as it is published.
fn error(status: u16, code: &str, message: &str) -> String {
    let body = format!(
        r#"{{"message":"{message}","code":"{code}","status":{status},"contextId":"c-1","details":[],"errors":[]}}"#
    );
    http(status, &[("Content-Type", "application/json")], &body)
}

#[tokio::test]
async fn each_code_is_told_in_plain_words_with_its_own_behind() {
    use Outcome::{Partly, Rejected, SignedOut, Stop, Throttled, Unknown};
    let one = set("ann", &[("a", 3.0)]);
    let two = set("ann", &[("a", 3.0), ("b", 4.5)]);
    for (call, status, code, message, outcome, title) in [
        (&one, 400, "bad.request", "Malformed", Rejected, "did not accept the change"),
        (&two, 400, "bad.request", "Malformed", Partly, "did not accept the change"),
        (&one, 400, "invalid.value", "Value [4.2] is not valid", Rejected, "did not accept a level or a skill"),
        (&two, 400, "constraint.validation", "skill x", Partly, "did not accept a level or a skill"),
        (&one, 400, "general.bad.request", "Error adding route skill to user", Rejected, "did not accept the change"),
        (&two, 400, "general.conflict", "Conflicts found", Unknown, "being changed by somebody else"),
        (&one, 400, "x", "The version supplied does not match the current version", Unknown, "by somebody else"),
        (&one, 408, "client.timeout", "", Unknown, "by somebody else"),
        (&one, 409, "request.conflict", "", Unknown, "by somebody else"),
        (&one, 401, "authentication.required", "", SignedOut, "Signing in again"),
        (&one, 401, "bad.credentials", "Invalid login credentials.", SignedOut, "Signing in again"),
        (&one, 401, "ip.not.authorized", "Requests from [10.0.0.1]", Stop, "does not answer to this network"),
        (&one, 403, "missing.permissions", "permission(s): routing:skill:assign", Stop, "missing: Change skills"),
        (&one, 403, "missing.any.permissions", "", Stop, "missing: Change skills"),
        (&one, 403, "not.authorized", "You are not authorized", Stop, "missing: Change skills"),
        (&one, 403, "app.not.authorized.for.scope", "App not authorized to use scope users", Stop, "Change skills"),
        (&one, 403, "missing.division.permission", "'routing:skill:assign'", Rejected, "belongs to a division"),
        (&one, 403, "missing.any.division.permissions", "", Rejected, "belongs to a division"),
        (&one, 403, "authz.policy.denied", "", Stop, "security policy"),
        (
            &two,
            404,
            "not.found",
            "The requested resource was not found.",
            Partly,
            "know this agent, or one of the skills",
        ),
        (&one, 404, "not.found", "", Rejected, "does not know this agent, or one of the skills"),
        (&one, 400, "client.failed.request", "", Outcome::Retry, "did not arrive whole"),
        (&one, 400, "response.entity.too.large", "", Partly, "too much to read at once"),
        (&one, 404, "general.resource.not.found", "", Rejected, "does not know one of these skills"),
        (&two, 404, "x", "One or more route skill(s) not found", Partly, "does not know one of these skills"),
        (&one, 413, "request.entity.too.large", "", Rejected, "too large"),
        (&one, 415, "unsupported.media.type", "", Rejected, "kind of request"),
        (&one, 429, "too.many.requests", "", Throttled, "slow down"),
        (&one, 500, "internal.server.error", "", Unknown, "has a fault"),
        (&one, 501, "x", "", Rejected, "did not accept the change"),
        (&one, 502, "x", "", Unknown, "has a fault"),
        (&one, 503, "service.unavailable", "", Unknown, "has a fault"),
        (&one, 504, "request.timeout", "", Unknown, "has a fault"),
        (&one, 407, "x", "", Stop, "Your company's network"),
        (&one, 307, "x", "", Stop, "sends us on"),
        // A whole list is made from a fresh look each time it is sent.
        (&whole("ann", &[("a", 1.0)]), 409, "request.conflict", "", Outcome::Retry, "by somebody else"),
        (&whole("ann", &[("a", 1.0)]), 400, "general.conflict", "", Outcome::Retry, "by somebody else"),
        (&whole("ann", &[("a", 1.0)]), 404, "x", "One or more route skill(s) not found", Partly, "these skills"),
        (&remove("ann", "a"), 409, "general.conflict", "", Unknown, "by somebody else"),
    ] {
        let refusal = written(&error(status, code, message), call).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{status} {code}");
        let problem = refusal.problem;
        assert!(problem.title.contains(title), "{status} {code}: {}", problem.title);
        assert_eq!((problem.status, problem.code.as_deref()), (Some(status), Some(code)));
        assert_eq!(problem.words, message.trim_end_matches('.'), "{code}");
        assert_eq!(problem.correlation.as_deref(), Some("c-1"));
    }
}

#[tokio::test]
async fn an_error_without_a_body_is_told_by_its_status_and_correlation() {
    let refusal = written(&http(500, &[("ININ-Correlation-Id", "c-9")], ""), &remove("ann", "a")).await.unwrap_err();
    assert_eq!((refusal.outcome, refusal.problem.correlation.as_deref()), (Outcome::Unknown, Some("c-9")));
}

#[tokio::test]
async fn the_missing_right_and_the_place_to_grant_it_are_named() {
    for (sign_in, code, message, what, place) in [
        ("keys", "missing.permissions", "permission(s): routing:skill:assign", "routing:skill:assign", "OAuth, Roles"),
        ("keys", "missing.permissions", "permission(s): [routing:skill:edit]", "routing:skill:edit", "OAuth, Roles"),
        ("browser", "missing.any.permissions", "", "routing:skill:assign", "Roles/Permissions"),
        ("keys", "app.not.authorized.for.scope", "App not authorized to use scope users.", "users", "OAuth, Scope"),
    ] {
        let raw = Raw::answering(&error(403, code, message)).await;
        let platform = organisation(&url(&raw), &[("sign-in", sign_in)]);
        let problem = platform.write(&token(), &set("ann", &[("a", 3.0)])).await.unwrap_err().problem;
        assert_eq!(problem.title, "One permission is missing: Change skills");
        for text in [&problem.meaning, &problem.next] {
            assert!(text.contains(what), "{text}");
        }
        assert!(problem.next.contains(place), "{}", problem.next);
    }
    for (scope, what) in [(Scope::All, "directory:user:view"), (Scope::Agent("ann".into()), "the scope users:readonly")]
    {
        let raw = Raw::answering(&error(403, "not.authorized", "You are not authorized")).await;
        let refusal = organisation(&url(&raw), &[]).assignments(&token(), &scope, 1).await.unwrap_err();
        assert_eq!(refusal.problem.title, "One permission is missing: See who has which skill");
        assert!(refusal.problem.next.contains(what), "{}", refusal.problem.next);
    }
    let raw = Raw::answering(&error(403, "missing.permissions", "")).await;
    let platform = organisation(&url(&raw), &[]);
    let refusal = platform.agents(&token(), 1).await.unwrap_err();
    assert_eq!(
        (refusal.outcome, refusal.problem.title.as_str()),
        (Outcome::Stop, "One permission is missing: See agents")
    );
    assert!(refusal.problem.next.contains("directory:user:view"), "{}", refusal.problem.next);
}

#[tokio::test]
async fn a_wait_is_found_wherever_it_is_told() {
    let sentence = "Rate limit exceeded the maximum. Retry the request in [42] seconds";
    let other = "Rate limit exceeded the maximum [300] requests within [60] seconds";
    let quota = [("inin-ratelimit-count", "301"), ("inin-ratelimit-allowed", "300"), ("inin-ratelimit-reset", "17")];
    for (headers, message, wait) in [
        (&[("Retry-After", "5")][..], sentence, Some(5)),
        (&[], sentence, Some(42)),
        (&quota, other, Some(17)),
        (&quota, sentence, Some(42)),
        (&[], other, None),
    ] {
        let body = format!(r#"{{"message":"{message}","code":"too.many.requests","status":429}}"#);
        let refusal = written(&http(429, headers, &body), &remove("ann", "a")).await.unwrap_err();
        assert_eq!((refusal.outcome, refusal.wait), (Outcome::Throttled, wait.map(Duration::from_secs)), "{message}");
    }
}

#[tokio::test]
async fn what_the_headers_tell_of_the_pace_is_told_once() {
    let quota = [("inin-ratelimit-count", "7"), ("inin-ratelimit-allowed", "180"), ("inin-ratelimit-reset", "61")];
    let raw = Raw::start(vec![Do::Answer(http(200, &quota, "{}")), Do::Answer(http(200, &quota[..2], "{}"))]).await;
    let platform = organisation(&url(&raw), &[]);
    assert_eq!(platform.told_pace(), None);
    platform.standing(&token()).await.unwrap();
    let told = platform.told_pace().unwrap();
    assert_eq!((told.allowed, told.count, told.reset), (180, 7, Duration::from_secs(61)));
    assert_eq!(platform.told_pace(), None);
    platform.standing(&token()).await.unwrap();
    assert_eq!(platform.told_pace(), None, "half of it tells nothing");
}

#[tokio::test]
async fn a_write_counts_as_done_when_the_answer_shows_what_was_sent() {
    use Outcome::{Partly, Unknown};
    let two = set("ann", &[("a", 3.0), ("b", 4.5)]);
    let all = whole("ann", &[("a", 3.0)]);
    let gone = remove("ann", "a");
    let kept = r#"{"entities":[{"id":"a","proficiency":3.0},{"id":"b","proficiency":4.5}],"total":2,"pageSize":25}"#;
    let rounded = kept.replace("4.5", "5.0");
    for (call, status, headers, body, outcome) in [
        (&two, 200, &[][..], kept, None),
        (&two, 200, &[], rounded.as_str(), Some(Partly)),
        (&two, 200, &[], r#"{"entities":[],"total":40,"pageSize":25}"#, None),
        (&two, 200, &[], r#"{"entities":[],"total":0}"#, Some(Partly)),
        (&all, 200, &[], kept, Some(Partly)),
        (&whole("ann", &[]), 200, &[], r#"{"entities":[],"total":0}"#, None),
        (&two, 200, &[], "", Some(Unknown)),
        (&two, 202, &[], "{}", Some(Unknown)),
        (&two, 200, &[], "<html>", Some(Unknown)),
        (&gone, 200, &[], "", None),
        (&gone, 204, &[], "", None),
        (&gone, 200, &[("Content-Type", "text/html")], "Please sign in to the network", Some(Unknown)),
    ] {
        let answer = written(&http(status, headers, body), call).await;
        assert_eq!(answer.err().map(|refusal| refusal.outcome), outcome, "{status} {body}");
    }
    for (code, body, done) in [
        ("general.resource.not.found", None, true),
        ("not.found", None, true),
        ("", Some("<html><title>404</title>"), false),
        ("", Some(""), false),
    ] {
        let answer = body.map_or_else(|| error(404, code, "Resource not found"), |body| http(404, &[], body));
        assert_eq!(written(&answer, &gone).await.is_ok(), done, "{code} {body:?}");
    }
}

#[tokio::test]
async fn a_read_is_never_in_doubt() {
    for (answer, outcome) in [
        (http(500, &[], ""), Outcome::Retry),
        (http(503, &[("Retry-After", "2")], ""), Outcome::Throttled),
        (http(409, &[], ""), Outcome::Retry),
        (http(404, &[], r#"{"code":"not.found"}"#), Outcome::Rejected),
        (http(405, &[], ""), Outcome::Stop),
        (http(200, &[], "{}"), Outcome::Rejected),
        (http(200, &[], r#"{"entities":[{"id":"a"}]}"#), Outcome::Rejected),
        (http(200, &[], r#"{"entities":["#), Outcome::Retry),
    ] {
        let raw = Raw::answering(&answer).await;
        let scope = Scope::Agent("ann".into());
        let refusal = organisation(&url(&raw), &[]).assignments(&token(), &scope, 1).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{answer}");
    }
}

#[tokio::test]
async fn a_sign_in_that_fails_says_what_is_wrong() {
    let oauth = |error: &str, told: &str| {
        format!(r#"{{"error":"{error}","description":"{told}","error_description":"{told}"}}"#)
    };
    for (status, body, outcome, title) in [
        (400, oauth("invalid_request", "rate limit exceeded; wait"), Outcome::Throttled, "slow down"),
        (429, String::new(), Outcome::Throttled, "slow down"),
        (401, oauth("invalid_client", "client secret is wrong"), Outcome::Stop, "The client secret is not right"),
        (400, oauth("invalid_client", "client not found"), Outcome::Stop, "does not know this client ID here"),
        (400, oauth("invalid_client", "authentication failed"), Outcome::Stop, "The client ID or the client secret"),
        (401, String::new(), Outcome::Stop, "The client ID or the client secret"),
        (400, oauth("unauthorized_client", "no"), Outcome::Stop, "not for signing in with a secret"),
        (404, String::new(), Outcome::Stop, "There is no sign-in at"),
        (200, "{}".to_owned(), Outcome::Stop, "did not answer with a sign-in"),
        (302, String::new(), Outcome::Stop, "sends us on"),
        (500, String::new(), Outcome::Retry, "has a fault"),
    ] {
        let raw = Raw::answering(&http(status, &[], &body)).await;
        let refusal = organisation(&url(&raw), &[]).sign_in(None).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{status} {body}");
        assert!(refusal.problem.title.contains(title), "{status} {body}: {}", refusal.problem.title);
    }
    let raw = Raw::answering(&http(401, &[], &oauth("invalid_client", "authentication failed"))).await;
    let refusal = organisation(&url(&raw), &[]).sign_in(Some(&token())).await.unwrap_err();
    assert_eq!(refusal.problem.title, "Genesys Cloud no longer accepts the secret");
}
