//! The one HTTP client: a request goes out once, whatever happens to it, and its answer comes back whole.

mod network;
mod retry_after;
mod trust;

use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode, redirect, retry};
use skillsheet_skills::{Answer, Refusal};

use crate::problem::{self, Stance};
use crate::{Common, SettingsError};

pub(crate) use retry_after::retry_after;

/// An answer longer than this is not read to its end, in bytes. A page of 500 agents is well below a megabyte.
const LONGEST_ANSWER: usize = 16 * 1024 * 1024;

/// A kept connection is used again within this time only, for servers close idle ones without a word and a write that
/// meets a closing connection ends in doubt.
const IDLE: Duration = Duration::from_secs(4);

/// How long to wait for the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands: name, address and TLS.
    pub connect: Duration,
    /// Until the answer is read to its end.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Timeouts { connect: Duration::from_secs(10), total: Duration::from_secs(30) }
    }
}

/// How the program introduces itself to contact centres.
pub fn user_agent() -> String {
    format!("Skillsheet/{} ({}; {})", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH)
}

/// The client.
pub(crate) struct Http {
    client: Client,
}

/// An answer, read to its end.
pub(crate) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Http {
    /// A client of its own. `direct` passes the system's proxy by, for addresses on this computer.
    ///
    /// # Errors
    /// The certificates that cannot be used.
    pub fn new(timeouts: Timeouts, common: &Common, direct: bool) -> Result<Http, SettingsError> {
        let builder = Client::builder()
            .user_agent(user_agent())
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.total)
            .pool_idle_timeout(IDLE)
            // A token sent on to another address would be given away.
            .redirect(redirect::Policy::none())
            // The engine's retry loop is the only one. Below it remains hyper's second try of a request of which not
            // one byte was written, since its kept connection had closed before; tests/it/writes.rs holds it to that.
            // HTTP/2 knows more ways to try again, and one lost connection would put all that is under way in doubt.
            .retry(retry::never())
            .http1_only()
            .referer(false);
        let builder = trust::further(builder, &common.ca_file)?;
        let client = if direct { builder.no_proxy() } else { builder }.build();
        client.map(|client| Http { client }).map_err(|error| SettingsError {
            field: "apiUrl",
            message: "This computer cannot make protected connections".into(),
            hint: format!("Its certificates could not be read: {error}"),
        })
    }

    /// The client to begin a request with.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Sends a request once and reads the answer, whatever its status. No answer is a refusal, classified for what the
    /// request does.
    pub async fn send(&self, request: RequestBuilder, stance: Stance) -> Answer<Reply> {
        let request = request.build().map_err(|error| network::refusal(&error, stance, ""))?;
        let method = request.method().clone();
        let host = request.url().host_str().unwrap_or_default().to_owned();
        let path = request.url().path().to_owned();
        let started = Instant::now();
        let answer = self.exchange(request, stance, &host).await;
        let took = started.elapsed();
        match &answer {
            Ok(reply) => tracing::debug!(%method, host, path, status = reply.status.as_u16(), ?took, "answered"),
            Err(refusal) => tracing::debug!(%method, host, path, ?took, problem = refusal.problem.title, "no answer"),
        }
        answer
    }

    async fn exchange(&self, request: reqwest::Request, stance: Stance, host: &str) -> Result<Reply, Refusal> {
        let lost = |error: reqwest::Error| network::refusal(&error, stance, host);
        let mut response = self.client.execute(request).await.map_err(lost)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(problem::too_long(stance, host, response.status(), LONGEST_ANSWER));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply { status: response.status(), headers: response.headers().clone(), body })
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use skillsheet_skills::Outcome;

    use super::*;

    /// A proxy that turns down whatever it is asked, once.
    fn stubborn_proxy(answer: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer.as_bytes());
        });
        url
    }

    #[tokio::test]
    async fn a_proxy_that_stands_in_the_way_is_told_plainly() {
        for answer in [
            "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        ] {
            let proxy = reqwest::Proxy::all(stubborn_proxy(answer)).unwrap();
            let http = Http { client: Client::builder().proxy(proxy).build().unwrap() };
            let request = http.client().put("https://api.example.com/x").bearer_auth("t");
            let refusal = http.send(request, Stance::Write).await.err().unwrap();
            assert_eq!(refusal.outcome, Outcome::Stop, "{}", refusal.problem.words);
            assert_eq!(refusal.problem.title, "Your company's network stopped the connection", "{refusal:?}");
        }
    }
}
