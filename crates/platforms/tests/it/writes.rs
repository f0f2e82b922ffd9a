//! A write goes onto the wire once, whatever becomes of its connection.

use skillsheet_skills::{Outcome, Scope};

use crate::raw::{Do, Raw, call, http, token};

fn writes(raw: &Raw) -> usize {
    raw.requests().iter().filter(|request| request.starts_with("PUT ")).count()
}

#[tokio::test]
async fn a_write_whose_connection_breaks_is_in_doubt_and_not_repeated() {
    for (name, step) in [("closed", Do::Close), ("reset", Do::Reset)] {
        let raw = Raw::start(vec![step]).await;
        let refusal = raw.platform().write(&token(), &call("ann")).await.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Unknown, "{name}");
        assert_eq!(writes(&raw), 1, "{name}");
    }
}

#[tokio::test]
async fn a_write_on_a_kept_connection_that_breaks_is_not_repeated_either() {
    for (name, step) in [("closed", Do::Close), ("reset", Do::Reset)] {
        let raw = Raw::start(vec![Do::Answer(http(200, &[], r#"{"skills":[]}"#)), step]).await;
        let platform = raw.platform();
        platform.assignments(&token(), &Scope::Agent("ann".into()), 1).await.unwrap();
        let refusal = platform.write(&token(), &call("ann")).await.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Unknown, "{name}");
        assert_eq!(writes(&raw), 1, "{name}");
    }
}

#[tokio::test]
async fn a_write_after_the_server_closed_the_idle_connection_arrives_once() {
    let done = http(200, &[], r#"{"skills":[]}"#);
    let raw = Raw::start(vec![Do::AnswerAndClose(done.clone()), Do::Answer(done)]).await;
    let platform = raw.platform();
    platform.assignments(&token(), &Scope::Agent("ann".into()), 1).await.unwrap();
    raw.has_closed().await;
    let answer = platform.write(&token(), &call("ann")).await;
    // The client may notice the end in time and take a new connection, or meet it and be in doubt; never twice.
    match answer {
        Ok(()) => assert_eq!(writes(&raw), 1),
        Err(refusal) => {
            assert_eq!(refusal.outcome, Outcome::Unknown);
            assert!(writes(&raw) <= 1);
        }
    }
}

#[tokio::test]
async fn no_answer_makes_the_client_send_a_write_again() {
    for status in [301, 307, 308, 401, 408, 421, 425, 429, 500, 502, 503, 504] {
        let raw = Raw::answering(&http(status, &[("Retry-After", "0"), ("Location", "/elsewhere")], "{}")).await;
        raw.platform().write(&token(), &call("ann")).await.unwrap_err();
        assert_eq!(raw.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_token_is_not_carried_to_another_address() {
    let other = Raw::answering(&http(200, &[], "{}")).await;
    let there = format!("http://127.0.0.1:{}/api/v2/users/ann/skills", other.port);
    let raw = Raw::answering(&http(307, &[("Location", &there)], "")).await;
    let refusal = raw.platform().write(&token(), &call("ann")).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Stop);
    assert!(refusal.problem.meaning.contains(&format!("http://127.0.0.1:{}", other.port)), "{refusal:?}");
    assert_eq!(other.requests().len(), 0);
}

#[tokio::test]
async fn ids_cannot_lead_to_another_path() {
    let raw = Raw::answering(&http(200, &[], "{}")).await;
    let platform = raw.platform();
    for (id, path) in [
        ("abc-123_x.y~", "/api/v2/users/abc-123_x.y~/skills"),
        ("a/../b", "/api/v2/users/a%2F..%2Fb/skills"),
        ("a?x=1#y", "/api/v2/users/a%3Fx%3D1%23y/skills"),
        ("a%2Fb", "/api/v2/users/a%252Fb/skills"),
        ("a b\r\nX: y", "/api/v2/users/a%20b%0D%0AX%3A%20y/skills"),
        ("Zoë", "/api/v2/users/Zo%C3%AB/skills"),
        ("{userId}", "/api/v2/users/%7BuserId%7D/skills"),
    ] {
        platform.write(&token(), &call(id)).await.unwrap();
        let last = raw.requests().pop().unwrap();
        assert_eq!(last.lines().next().unwrap(), format!("PUT {path} HTTP/1.1"), "{id}");
    }
    let sent = raw.requests().len();
    for id in ["", ".", ".."] {
        let refusal = platform.write(&token(), &call(id)).await.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Rejected, "{id}");
    }
    assert_eq!(raw.requests().len(), sent);
}
