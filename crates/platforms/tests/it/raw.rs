//! A server below HTTP, which can break off wherever it is told to.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use secrecy::SecretString;
use skillsheet_platforms::{Platform, Settings, Surroundings, Timeouts, Token};
use skillsheet_skills::{Assignments, Call, Proficiency, Way};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What happens after a request was read.
#[derive(Clone)]
pub enum Do {
    /// Answers, and waits for the next request on the connection.
    Answer(String),
    /// Answers, closes, and tells that it has.
    AnswerAndClose(String),
    /// Closes without an answer.
    Close,
    /// Resets the connection.
    Reset,
    /// Never answers.
    Nothing,
}

/// The server.
pub struct Raw {
    pub port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    closed: Arc<Notify>,
}

impl Raw {
    /// Takes the steps one request after the other, whatever connection it comes on; the last one is repeated.
    pub async fn start(steps: Vec<Do>) -> Raw {
        Raw::at(TcpListener::bind("127.0.0.1:0").await.unwrap(), steps)
    }

    /// The same, at a place of its own.
    pub fn at(listener: TcpListener, steps: Vec<Do>) -> Raw {
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let closed = Arc::new(Notify::new());
        let raw = Raw { port, requests: requests.clone(), closed: closed.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, steps.clone(), requests.clone(), closed.clone()));
            }
        });
        raw
    }

    /// A server with one answer to everything.
    pub async fn answering(answer: &str) -> Raw {
        Raw::start(vec![Do::Answer(answer.to_owned())]).await
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Waits until the server has closed a connection after its answer.
    pub async fn has_closed(&self) {
        self.closed.notified().await;
    }

    /// A platform that talks to it.
    pub fn platform(&self) -> Arc<dyn Platform> {
        platform(&format!("http://127.0.0.1:{}", self.port))
    }
}

async fn serve(mut stream: TcpStream, steps: Vec<Do>, requests: Arc<Mutex<Vec<String>>>, closed: Arc<Notify>) {
    while let Some(request) = read_request(&mut stream).await {
        let number = {
            let mut requests = requests.lock().unwrap();
            requests.push(request);
            requests.len() - 1
        };
        match steps.get(number).or(steps.last()).unwrap() {
            Do::Answer(text) => stream.write_all(text.as_bytes()).await.unwrap(),
            Do::AnswerAndClose(text) => {
                stream.write_all(text.as_bytes()).await.unwrap();
                drop(stream);
                closed.notify_one();
                return;
            }
            Do::Close => return,
            Do::Reset => return stream.set_zero_linger().unwrap(),
            Do::Nothing => std::future::pending().await,
        }
    }
}

/// A request with its body, by its `Content-Length`.
pub async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut text = Vec::new();
    loop {
        if let Some(end) = text.windows(4).position(|part| part == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&text[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            if text.len() >= end + 4 + length.unwrap_or(0) {
                return Some(String::from_utf8_lossy(&text).into_owned());
            }
        }
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => text.extend_from_slice(&part[..read]),
        }
    }
}

/// An answer of HTTP with a JSON body, or another kind where the headers say so.
pub fn http(status: u16, headers: &[(&str, &str)], body: &str) -> String {
    let mut text = format!("HTTP/1.1 {status} Whatever\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    text + "\r\n" + body
}

pub const SECRET: &str = "canary-secret-7f3a";

/// A platform at an address, quick to give up.
pub fn platform(url: &str) -> Arc<dyn Platform> {
    let mut settings = Settings::of("wrapped-put").unwrap();
    settings.set("api-url", url).unwrap();
    settings.set("client-id", "client").unwrap();
    let timeouts = Timeouts { connect: Duration::from_secs(3), total: Duration::from_secs(5), ..Timeouts::default() };
    settings.connect_within(SecretString::from(SECRET), &Surroundings { timeouts, ..Surroundings::default() }).unwrap()
}

pub fn token() -> Token {
    Token::new(SecretString::from("canary-token-91bc"), None, None)
}

/// A call that leaves an agent with one skill at 50.
pub fn call(agent: &str) -> Call {
    let send = Assignments::from([("a".into(), Proficiency::whole(50))]);
    Call { way: Way::Whole(agent.into()), send, changes: Vec::new() }
}
