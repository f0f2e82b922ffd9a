//! No answer at all: whether anything can have arrived, and what to do.

use std::time::Duration;

use secrecy::SecretString;
use skillsheet_platforms::{Settings, Surroundings, Timeouts};
use skillsheet_skills::{Outcome, Scope};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::network_company::{Authority, Computer, protected};
use crate::raw::{Do, Raw, call, platform, token};

#[tokio::test]
async fn what_did_not_leave_is_not_in_doubt() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    for (url, outcome, title) in [
        (format!("http://127.0.0.1:{free}"), Outcome::Unreachable, "Nothing answers at “127.0.0.1”"),
        (
            format!("https://127.0.0.1:{}", plain_server().await),
            Outcome::Stop,
            "does not answer over a protected connection",
        ),
        (
            format!("https://127.0.0.1:{}", protected(Authority::new("Stranger").vouches_for("127.0.0.1")).await),
            Outcome::Stop,
            "Your company's network",
        ),
        (format!("https://127.0.0.1:{}", cutting_server(false).await), Outcome::Unreachable, "was cut off"),
        (format!("https://127.0.0.1:{}", cutting_server(true).await), Outcome::Unreachable, "was cut off"),
    ] {
        let refusal = platform(&url).write(&token(), &call("ann")).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{url}: {}", refusal.problem.words);
        assert!(refusal.problem.title.contains(title), "{url}: {:?}", refusal.problem);
    }
}

#[tokio::test]
async fn an_unknown_name_stops_and_is_named() {
    let refusal = Computer::default().set("api-url", "https://no-such-name.invalid").write().await.unwrap_err();
    // A computer without a connection cannot know that there is no such name.
    let known = if refusal.problem.title == "No connection to the internet" {
        (Outcome::Unreachable, "No connection to the internet")
    } else {
        (Outcome::Stop, "No computer is called “no-such-name.invalid”")
    };
    assert_eq!((refusal.outcome, refusal.problem.title.as_str()), known, "{:?}", refusal.problem);
}

#[tokio::test]
async fn a_write_without_an_answer_in_time_is_in_doubt() {
    let raw = Raw::start(vec![Do::Nothing]).await;
    let mut settings = Settings::of("wrapped-put").unwrap();
    settings.set("api-url", &format!("http://127.0.0.1:{}", raw.port)).unwrap();
    settings.set("client-id", "client").unwrap();
    let timeouts = Timeouts { total: Duration::from_millis(300), ..Timeouts::default() };
    let platform = settings
        .connect_within(SecretString::from("s"), &Surroundings { timeouts, ..Surroundings::default() })
        .unwrap();
    let refusal = platform.write(&token(), &call("ann")).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Unknown);
    let refusal = platform.assignments(&token(), &Scope::Agent("ann".into()), 1).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Retry);
    assert_eq!(raw.requests().len(), 2);
}

/// A web server that knows no TLS, and says so in its own way.
async fn plain_server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await.unwrap();
            // The answer is read before the end of the connection.
            tokio::spawn(async move { stream.read_to_end(&mut Vec::new()).await });
        }
    });
    port
}

/// A server, or a firewall in front of it, that ends every connection at its first word.
async fn cutting_server(reset: bool) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            if reset {
                stream.set_zero_linger().unwrap();
            }
        }
    });
    port
}
