//! Slow links: what comes steadily is waited for, what does not come to an end is not.

use std::time::Duration;

use secrecy::SecretString;
use skillsheet_platforms::{Settings, Surroundings, Timeouts};
use skillsheet_skills::{Outcome, Scope};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::raw::{call, read_request, token};

const PIECE: Duration = Duration::from_millis(50);

/// A server whose answer comes in pieces of one byte: it is whole after some of them, or stops coming, or never ends.
#[derive(Clone, Copy, Debug)]
enum Comes {
    Whole,
    Half,
    WithoutEnd,
}

async fn slow_server(comes: Comes) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                read_request(&mut stream).await.unwrap();
                let body = format!("{}{}", r#"{"skills":[]}"#, " ".repeat(40));
                let (length, pieces) = match comes {
                    Comes::Whole => (body.len(), body.len()),
                    Comes::Half => (body.len(), body.len() / 2),
                    Comes::WithoutEnd => (1_000_000, 1_000_000),
                };
                let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
                stream.write_all(head.as_bytes()).await?;
                for piece in body.bytes().chain(std::iter::repeat(b' ')).take(pieces) {
                    tokio::time::sleep(PIECE).await;
                    stream.write_all(&[piece]).await?;
                }
                std::future::pending::<std::io::Result<()>>().await
            });
        }
    });
    port
}

#[tokio::test]
async fn a_steady_answer_is_waited_for_and_one_without_an_end_is_not() {
    let quiet = Duration::from_secs(2);
    tokio::join!(
        // The whole takes longer than any quiet that would be borne.
        check(Comes::Whole, Timeouts { quiet, ..Timeouts::default() }, true),
        check(Comes::Half, Timeouts { quiet, ..Timeouts::default() }, false),
        check(Comes::WithoutEnd, Timeouts { total: quiet, ..Timeouts::default() }, false),
    );
}

async fn check(comes: Comes, timeouts: Timeouts, whole: bool) {
    let mut settings = Settings::of("wrapped-put").unwrap();
    settings.set("api-url", &format!("http://127.0.0.1:{}", slow_server(comes).await)).unwrap();
    settings.set("client-id", "client").unwrap();
    let surroundings = Surroundings { timeouts, ..Surroundings::default() };
    let platform = settings.connect_within(SecretString::from("s"), &surroundings).unwrap();
    let (token, agent, wanted) = (token(), Scope::Agent("ann".into()), call("ann"));
    let (written, read) = tokio::join!(platform.write(&token, &wanted), platform.assignments(&token, &agent, 1));
    if whole {
        written.unwrap_or_else(|refusal| panic!("{comes:?}: {refusal:?}"));
        read.unwrap_or_else(|refusal| panic!("{comes:?}: {refusal:?}"));
        return;
    }
    // The change may have been made before the answer began.
    let (written, read) = (written.unwrap_err(), read.unwrap_err());
    assert_eq!((written.outcome, read.outcome), (Outcome::Unknown, Outcome::Retry), "{comes:?}");
    assert_eq!(written.problem.title, "No answer from “127.0.0.1” in time", "{comes:?}: {written:?}");
}
