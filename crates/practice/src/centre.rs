//! A centre that runs, and the handle on it.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::faults::Rule;
use crate::limit::Limit;
use crate::log::Entry;
use crate::options::Options;
use crate::server;
use crate::shared::Shared;
use crate::state::{Directory, Levels, State};

/// Why a centre could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken, or may not be used.
    #[error("The practice centre could not listen on {address}: {source}")]
    Listen {
        /// Where it was to listen; port 0 stands for any free one.
        address: SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A path among the dialect's settings cannot be served.
    #[error("The practice centre cannot serve the path {path:?}: {reason}")]
    Path {
        /// The path as it was set.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// There is nobody who could sign in.
    #[error("The practice centre needs at least one client")]
    NoClient,
}

/// A running contact centre. It stops when this is dropped.
pub struct Centre {
    shared: Arc<Shared>,
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Centre {
    /// Starts a centre on the loopback interface, at a port or at any free one. Needs a Tokio runtime with time and IO.
    ///
    /// # Errors
    ///
    /// When the port cannot be listened on, or the options make no sense.
    pub async fn start(options: Options, port: Option<u16>) -> Result<Self, StartError> {
        options.dialect.check()?;
        if options.clients.is_empty() {
            return Err(StartError::NoClient);
        }
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)));
        let refused = |source| StartError::Listen { address: wanted, source };
        let listener = TcpListener::bind(wanted).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let shared = Arc::new(Shared::new(options));
        let server = tokio::spawn(server::accept(listener, server::router(&shared)));
        Ok(Self { shared, address, server })
    }

    /// Stops the centre and waits until its port is free again. Connections end at once.
    pub async fn stop(mut self) {
        self.server.abort();
        // The only error is that it was aborted.
        let _ = (&mut self.server).await;
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its origin, such as `http://127.0.0.1:49152`, for the API and for signing in.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The first client's id.
    pub fn client_id(&self) -> &str {
        &self.shared.options.clients[0].id
    }

    /// The first client's secret.
    pub fn client_secret(&self) -> &str {
        &self.shared.options.clients[0].secret
    }

    /// Starts over: levels as the seed has them, an empty log, nothing counted by limits and rules. Tokens, rules, withdrawn
    /// rights and the bound on skills stay.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Replaces the rules of what goes wrong.
    pub fn set_faults(&self, rules: Vec<Rule>) {
        *self.shared.faults() = crate::faults::Faults::new(rules);
    }

    /// Replaces the rate limit and forgets what was counted.
    pub fn set_limit(&self, limit: Option<Limit>) {
        self.shared.limiter().set(limit);
    }

    /// Replaces the limit on requests for tokens by one client, where the platform has such a limit.
    pub fn set_sign_in_limit(&self, limit: Option<Limit>) {
        self.shared.sign_ins().set(limit);
    }

    /// The most skills that an agent may be given from now on, or no bound; who has more already keeps them.
    pub fn set_most_skills_each(&self, most: Option<usize>) {
        self.shared.set_most_skills_each(most);
    }

    /// How long tokens that are given out from now on are good.
    pub fn set_token_life(&self, life: Duration) {
        self.shared.set_token_life(life);
    }

    /// Ends all access tokens, and with `refresh` all refresh tokens too.
    pub fn end_tokens(&self, refresh: bool) {
        self.shared.tokens().end_all(refresh);
    }

    /// Scopes and permissions that nobody has from now on, in place of those before.
    pub fn set_withdrawn<S: Into<String>>(&self, rights: impl IntoIterator<Item = S>) {
        self.shared.set_withdrawn(rights.into_iter().map(Into::into).collect());
    }

    /// Whether the person whom a browser signs in refuses to; at the start they agree at once.
    pub fn set_refuses(&self, refuses: bool) {
        self.shared.set_refuses(refuses);
    }

    /// Everything the centre holds now.
    pub fn state(&self) -> State {
        self.shared.state().clone()
    }

    /// Its agents and skills.
    pub fn directory(&self) -> Directory {
        self.shared.state().directory.clone()
    }

    /// One agent's levels by skill id, or nothing when there is no such agent.
    pub fn assignments(&self, agent: &str) -> Option<Levels> {
        self.shared.state().levels(agent).cloned()
    }

    /// Gives an agent exactly these levels, as if somebody else had done so; answers those before, or nothing (and changes
    /// nothing) when there is no such agent. Skills and levels are not checked.
    pub fn set_assignments(&self, agent: &str, levels: Levels) -> Option<Levels> {
        self.shared.state().replace(agent, levels)
    }

    /// Switches exactly these skills off for an agent, as if somebody else had done so, as far as the agent has them. Only some
    /// platforms know such a thing.
    pub fn set_switched_off<S: Into<String>>(&self, agent: &str, skills: impl IntoIterator<Item = S>) {
        self.shared.state().switch_off(agent, skills.into_iter().map(Into::into).collect());
    }

    /// What it was asked so far, oldest first.
    pub fn log(&self) -> Vec<Entry> {
        self.shared.log().entries().cloned().collect()
    }
}

impl fmt::Debug for Centre {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Centre").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        self.server.abort();
    }
}
