//! Waits on this computer for the browser to come back from signing in.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use secrecy::SecretString;
use skillsheet_skills::Problem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use url::Url;

use super::browser::CALLBACK_PATH;

/// How long a person has for signing in.
pub(super) const WAIT: Duration = Duration::from_secs(5 * 60);

/// A browser that has connected asks within this time, and takes its page within it.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a browser asks is shorter, in bytes.
const LONGEST_REQUEST: usize = 16 * 1024;

/// No words are kept beyond this, in characters.
const LONGEST_WORDS: usize = 300;

/// Connections at once; browsers open one or two before they are needed.
const MOST_CONNECTIONS: usize = 16;

/// The port, taken. It is free again when this is dropped.
pub(super) struct Callback {
    v4: TcpListener,
    v6: Option<TcpListener>,
}

/// The browser that came back from our sign-in.
pub(super) struct Arrival {
    /// The code, or why there is none.
    pub brought: Result<SecretString, Denial>,
    /// The page that it waits for.
    pub page: Page,
}

/// Why there is no code, in the words of the sign-in.
pub(super) struct Denial {
    pub code: String,
    pub words: String,
}

/// A page that a browser waits for.
pub(super) struct Page(TcpStream);

impl Callback {
    /// Takes the port on the loopback interface, by both of its addresses: a name leads a browser to either.
    pub async fn bind(port: u16) -> io::Result<Callback> {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let v6 = match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
            Ok(listener) => Some(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            // Not every computer has it.
            Err(_) => None,
        };
        Ok(Callback { v4, v6 })
    }

    /// Waits for the browser that brings this state back. Whoever else comes is sent away.
    pub async fn wait(self, state: &str) -> Arrival {
        let mut visits = JoinSet::new();
        loop {
            let room = visits.len() < MOST_CONNECTIONS;
            tokio::select! {
                Some(arrival) = visits.join_next(), if !visits.is_empty() => {
                    if let Ok(Some(arrival)) = arrival {
                        return arrival;
                    }
                }
                stream = self.accept(), if room => {
                    let state = state.to_owned();
                    visits.spawn(async move { tokio::time::timeout(PATIENCE, visit(stream, &state)).await.ok().flatten() });
                }
            }
        }
    }

    async fn accept(&self) -> TcpStream {
        loop {
            let accepted = match &self.v6 {
                Some(v6) => tokio::select! { one = self.v4.accept() => one, other = v6.accept() => other },
                None => self.v4.accept().await,
            };
            match accepted {
                Ok((stream, _)) => return stream,
                // Out of connections, say: the next one may be let in again.
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }
}

/// One connection: reads what is asked, and sends away who is not awaited.
async fn visit(mut stream: TcpStream, state: &str) -> Option<Arrival> {
    let line = request_line(&mut stream).await?;
    match Asked::of(&line, state) {
        Asked::Ours(brought) => return Some(Arrival { brought, page: Page(stream) }),
        Asked::Elses => answer(stream, 400, "This sign-in was not begun by Skillsheet. Begin it there again.").await,
        Asked::Nothing => answer(stream, 404, "There is nothing here.").await,
    }
    None
}

async fn request_line(stream: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    let mut part = [0; 2048];
    while !text.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&part[..read]);
        if text.len() > LONGEST_REQUEST {
            return None;
        }
    }
    let end = text.iter().position(|byte| *byte == b'\r')?;
    String::from_utf8(text[..end].to_vec()).ok()
}

/// What a browser asks for.
enum Asked {
    /// It brings our state back.
    Ours(Result<SecretString, Denial>),
    /// It comes back from somebody else's sign-in.
    Elses,
    /// Something that is not there.
    Nothing,
}

impl Asked {
    fn of(line: &str, state: &str) -> Asked {
        let mut parts = line.split(' ');
        let (Some("GET"), Some(target)) = (parts.next(), parts.next()) else { return Asked::Nothing };
        let Some(url) = target.strip_prefix('/').and_then(|path| Url::parse(&format!("http://localhost/{path}")).ok())
        else {
            return Asked::Nothing;
        };
        if url.path() != CALLBACK_PATH {
            return Asked::Nothing;
        }
        let value = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        if value("state").as_deref() != Some(state) {
            return Asked::Elses;
        }
        match (value("error"), value("code")) {
            (Some(code), _) => {
                let words = value("error_description").unwrap_or_default().chars().take(LONGEST_WORDS).collect();
                Asked::Ours(Err(Denial { code, words }))
            }
            (None, Some(code)) if !code.is_empty() => Asked::Ours(Ok(SecretString::from(code))),
            (None, _) => Asked::Elses,
        }
    }
}

impl Page {
    /// Tells the person in the browser how it went.
    pub async fn show(self, problem: Option<&Problem>) {
        let text = match problem {
            None => "You are signed in. You can close this page and go back to Skillsheet.".to_owned(),
            Some(problem) => format!("{}. Go back to Skillsheet: it says what to do.", problem.title),
        };
        // Whoever closed the page already reads it in Skillsheet.
        let _ = tokio::time::timeout(PATIENCE, answer(self.0, 200, &text)).await;
    }
}

async fn answer(mut stream: TcpStream, status: u16, text: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>Skillsheet</title><body style=\"font: 1.1rem system-ui; margin: 4rem auto; max-width: 32rem\">\
         <h1 style=\"font-size: 1.3rem\">Skillsheet</h1><p>{text}</p></body></html>"
    );
    let reason = if status == 200 { "OK" } else { "No" };
    let head = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nConnection: close\r\n\r\n",
        page.len()
    );
    // A browser that has gone needs no answer.
    let _ = stream.write_all((head + &page).as_bytes()).await;
    let _ = stream.shutdown().await;
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn only_our_own_sign_in_is_let_in() {
        for (line, expected) in [
            ("GET /callback?code=c%2F1&state=s HTTP/1.1", "code c/1"),
            ("GET /callback?state=s&code=c1&x=y HTTP/1.1", "code c1"),
            ("GET /callback?error=access_denied&error_description=No+way&state=s HTTP/1.1", "access_denied: No way"),
            ("GET /callback?error=x&code=c&state=s HTTP/1.1", "x: "),
            ("GET /callback?code=c&state=t HTTP/1.1", "somebody else's"),
            ("GET /callback?code=c HTTP/1.1", "somebody else's"),
            ("GET /callback?error=access_denied HTTP/1.1", "somebody else's"),
            ("GET /callback?code=&state=s HTTP/1.1", "somebody else's"),
            ("GET /callback HTTP/1.1", "somebody else's"),
            ("POST /callback?code=c&state=s HTTP/1.1", "nothing"),
            ("GET /favicon.ico HTTP/1.1", "nothing"),
            ("GET /callback/?code=c&state=s HTTP/1.1", "nothing"),
            ("GET http://elsewhere/callback?code=c&state=s HTTP/1.1", "nothing"),
            ("GET", "nothing"),
            ("", "nothing"),
        ] {
            let told = match Asked::of(line, "s") {
                Asked::Ours(Ok(code)) => format!("code {}", code.expose_secret()),
                Asked::Ours(Err(denial)) => format!("{}: {}", denial.code, denial.words),
                Asked::Elses => "somebody else's".to_owned(),
                Asked::Nothing => "nothing".to_owned(),
            };
            assert_eq!(told, expected, "{line}");
        }
    }
}
