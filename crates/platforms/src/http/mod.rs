//! The one HTTP client: a request goes out once, whatever happens to it, and its answer comes back whole.

mod network;
mod retry_after;

use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode, redirect, retry};
use skillsheet_skills::{Answer, Refusal};

use crate::problem::{self, Stance};

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

/// The client, and the secrets that must not come back out of an answer's words.
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
    pub fn new(timeouts: Timeouts, direct: bool) -> reqwest::Result<Http> {
        let builder = Client::builder()
            .user_agent(user_agent())
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.total)
            .pool_idle_timeout(IDLE)
            // A token sent on to another address would be given away.
            .redirect(redirect::Policy::none())
            // The engine's retry loop is the only one. What is left below is hyper's second try of a request that it
            // handed to a kept connection before the first byte was written; that never puts a request on the wire
            // twice, and tests/writes.rs holds it to that.
            .retry(retry::never())
            .referer(false);
        let builder = if direct { builder.no_proxy() } else { builder };
        Ok(Http { client: builder.build()? })
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
