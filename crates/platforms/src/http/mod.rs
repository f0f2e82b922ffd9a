//! The one HTTP client: a request goes out once, whatever happens to it, and its answer comes back whole.

mod fault;
mod network;
mod retry_after;
mod trust;

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hyper::ext::ReasonPhrase;
use reqwest::header::HeaderMap;
use reqwest::{Client, ClientBuilder, RequestBuilder, StatusCode, redirect, retry};
use skillsheet_skills::{Answer, Refusal};

use crate::address::is_loopback;
use crate::problem::{self, Stance};
use crate::{Common, SettingsError};

pub(crate) use retry_after::retry_after;

/// An answer longer than this is not read to its end, in bytes. A page of 500 agents with their skills may be 2 MB.
const LONGEST_ANSWER: usize = 16 * 1024 * 1024;

/// A kept connection is used again within this time only, for servers close idle ones without a word and a write that
/// meets a closing connection ends in doubt.
const IDLE: Duration = Duration::from_secs(4);

/// How long to wait for the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands: name, address, proxy and TLS. Nothing has been sent when it runs out.
    pub connect: Duration,
    /// From the start to the first of an answer, and from then on between two pieces of it. Longer than `connect`.
    pub quiet: Duration,
    /// Until the answer is read to its end, however steadily it comes.
    pub total: Duration,
}

impl Default for Timeouts {
    /// A contact centre that says nothing for half a minute will not say more. One whose answer comes steadily is
    /// slow, not gone: a page of 500 agents with their skills may be 2 MB, which takes more than half a minute of a
    /// line of 500 kbit/s, each time anew, so that a limit of that size would never let it through. Five minutes
    /// carry it over 56 kbit/s. A write's answer is short: what ends its wait is the quiet, too.
    fn default() -> Self {
        Timeouts { connect: Duration::from_secs(10), quiet: Duration::from_secs(30), total: Duration::from_secs(300) }
    }
}

/// How the program introduces itself to contact centres.
pub fn user_agent() -> String {
    format!("Skillsheet/{} ({}; {})", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH)
}

/// The client, once by the way that the system's settings name, and once straight.
pub(crate) struct Http {
    through: Client,
    straight: Client,
    /// Hosts that have answered, few as they are.
    known: Mutex<BTreeSet<String>>,
}

/// An answer, read to its end.
pub(crate) struct Reply {
    pub status: StatusCode,
    /// The words beside the status, as they came.
    pub reason: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Http {
    /// A client of its own. It goes by the proxy of the environment or else of the system, as they are now, but for
    /// addresses on this computer.
    ///
    /// # Errors
    /// The certificates that cannot be used.
    pub fn new(timeouts: Timeouts, common: &Common) -> Result<Http, SettingsError> {
        let further = trust::further(&common.ca_file)?;
        let built = |builder: ClientBuilder| {
            builder.tls_certs_merge(further.iter().cloned()).build().map_err(|error| SettingsError {
                field: "caFile",
                message: "This computer cannot make protected connections".into(),
                hint: format!("Its certificates could not be read: {}", network::chain(&error)),
            })
        };
        Ok(Http {
            through: built(builder(timeouts))?,
            straight: built(builder(timeouts).no_proxy())?,
            known: Mutex::default(),
        })
    }

    /// The client to begin a request with.
    pub fn client(&self) -> &Client {
        &self.through
    }

    /// Sends a request once and reads the answer, whatever its status. No answer is a refusal, classified for what the
    /// request does.
    pub async fn send(&self, request: RequestBuilder, stance: Stance) -> Answer<Reply> {
        let request = request.build().map_err(|error| network::refusal(&error, stance, "", false))?;
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
        let lost = |error: reqwest::Error| network::refusal(&error, stance, host, self.knows(host));
        let client = if is_loopback(request.url()) { &self.straight } else { &self.through };
        let mut response = client.execute(request).await.map_err(lost)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(problem::too_long(stance, host, response.status(), LONGEST_ANSWER));
            }
            body.extend_from_slice(&chunk);
        }
        self.known().insert(host.to_owned());
        let status = response.status();
        let reason = match response.extensions().get::<ReasonPhrase>() {
            Some(reason) => String::from_utf8_lossy(reason.as_bytes()).into_owned(),
            None => status.canonical_reason().unwrap_or_default().to_owned(),
        };
        Ok(Reply { status, reason, headers: response.headers().clone(), body })
    }

    /// Whether a host has answered before.
    fn knows(&self, host: &str) -> bool {
        self.known().contains(host)
    }

    fn known(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What every client is made of.
fn builder(timeouts: Timeouts) -> ClientBuilder {
    Client::builder()
        .user_agent(user_agent())
        .connect_timeout(timeouts.connect)
        .read_timeout(timeouts.quiet)
        .timeout(timeouts.total)
        .pool_idle_timeout(IDLE)
        // A token sent on to another address would be given away.
        .redirect(redirect::Policy::none())
        // The engine's retry loop is the only one. Below it remains hyper's second try of a request of which not
        // one byte was written, since its kept connection had closed before; tests/it/writes.rs holds it to that.
        // HTTP/2 knows more ways to try again, and one lost connection would put all that is under way in doubt.
        .retry(retry::never())
        .http1_only()
        .referer(false)
}

#[cfg(test)]
mod tests;
