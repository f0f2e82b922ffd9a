//! The contact centres' APIs, each a module that speaks one exactly, over one HTTP client and one sign-in.
//!
//! A platform's method is one request. It neither waits nor tries again: **the one retry loop is the engine's**, so
//! that every attempt is counted and recorded. What the platform says is classified here, once.

// A refusal carries a platform's words; beside a request its size is nothing.
#![allow(clippy::result_large_err)]

mod address;
mod answers;
mod genesys_cloud;
mod http;
mod lenient;
mod nice_cxone;
mod problem;
mod request;
mod settings;
mod token;
mod wrapped_put;

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use skillsheet_skills::{Agent, AgentId, Answer, Assignments, Call, Pace, Scale, Scope, Skill, Writes};

pub use address::Address;
pub use genesys_cloud::{GenesysCloudSettings, SignIn};
pub use http::{Timeouts, user_agent};
pub use nice_cxone::NiceCxoneSettings;
pub use settings::{Common, Region, Settings, SettingsError};
pub use token::Token;
pub use wrapped_put::{Body, WrappedPutSettings};

/// What a platform can do, and on what scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capabilities {
    /// Its levels.
    pub scale: Scale,
    /// Which write requests it takes.
    pub writes: Writes,
    /// Whether agents and skills can be listed; else the sheet carries their ids.
    pub lists_directory: bool,
    /// What a reading of everybody is good for.
    pub sweep: Sweep,
    /// The pace it is known to allow; none when nothing is known.
    pub pace: Option<Pace>,
    /// Whether nothing is published of its pace, so that ours follows what it takes.
    pub adapts: bool,
    /// Requests at once, 1 to 10.
    pub concurrency: u32,
    /// How long after its connection broke a request may still be carried out.
    pub grace: Duration,
    /// Whether a person signs in, in a browser: that may take minutes.
    pub by_browser: bool,
}

/// What reading everybody at once ([`Scope::All`]) is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sweep {
    /// There is no such reading.
    None,
    /// Agents that it passes over are to be read one by one.
    BestEffort {
        /// Agents on a page, at least 1.
        page: u32,
    },
    /// Agents that it passes over have nothing.
    Complete,
}

/// A page of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// What the page holds.
    pub items: Vec<T>,
    /// How many there are in all, where the platform tells.
    pub total: Option<u32>,
    /// The number of the next page; none after the last one.
    pub next: Option<u32>,
    /// Whether what is listed became more or less since its first page: what moved between the pages may be missing.
    pub changed: bool,
}

/// What a platform says about a sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The organisation or tenant that it belongs to, in words.
    pub tenant: Option<String>,
    /// Whether it carries the right to change skills; none when that is not known before the first change.
    pub may_write: Option<bool>,
}

/// What a platform said of its pace beside an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldPace {
    /// Requests that it allows in a minute.
    pub allowed: u32,
    /// Requests that it has counted in this minute, those of other programs on the same keys included.
    pub count: u32,
    /// How long until its count begins anew.
    pub reset: Duration,
}

/// Opens an address in the person's browser.
pub type Browser = Arc<dyn Fn(&str) -> io::Result<()> + Send + Sync>;

/// What a platform needs of the computer that it is used on.
#[derive(Clone)]
pub struct Surroundings {
    /// How long to wait for the network.
    pub timeouts: Timeouts,
    /// The person's browser, for signing in there.
    pub browser: Browser,
}

impl Default for Surroundings {
    fn default() -> Self {
        Surroundings { timeouts: Timeouts::default(), browser: Arc::new(open_browser) }
    }
}

fn open_browser(address: &str) -> io::Result<()> {
    open::that_detached(address)
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").field("timeouts", &self.timeouts).finish_non_exhaustive()
    }
}

/// A contact centre's API. Every asynchronous method is exactly one request, but for signing in, which may take as many
/// as the platform wants for it.
#[async_trait]
pub trait Platform: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> Capabilities;
    /// Signs in; with the sign-in before, which may be renewed without the keys.
    async fn sign_in(&self, earlier: Option<&Token>) -> Answer<Token>;
    /// What the sign-in stands for, as far as the platform tells; no request at all where it tells nothing.
    async fn standing(&self, token: &Token) -> Answer<Standing>;
    /// The pace that the tenant has been granted; none, and no request, where the platform does not tell.
    async fn granted_pace(&self, _token: &Token) -> Answer<Option<Pace>> {
        Ok(None)
    }
    /// What the platform last said of its pace beside an answer, once; none when it has said nothing since.
    fn told_pace(&self) -> Option<ToldPace> {
        None
    }
    /// A page of agents; pages count from 1.
    async fn agents(&self, token: &Token, page: u32) -> Answer<Listing<Agent>>;
    /// A page of skills; pages count from 1.
    async fn skills(&self, token: &Token, page: u32) -> Answer<Listing<Skill>>;
    /// A page of what agents have now; pages count from 1. One agent's skills may be told on several of them. It is
    /// asked for one agent always, for one skill where the platform writes by skill, for all where there is a sweep.
    async fn assignments(&self, token: &Token, scope: &Scope, page: u32) -> Answer<Listing<(AgentId, Assignments)>>;
    /// Carries out a call. Sent once, whatever happens to the connection.
    async fn write(&self, token: &Token, call: &Call) -> Answer<()>;
}
