//! The contact centres' APIs, each a module that speaks one exactly, over one HTTP client and one sign-in.
//!
//! A platform's method is one request. It neither waits nor tries again: **the one retry loop is the engine's**, so
//! that every attempt is counted and recorded. What the platform says is classified here, once.

// A refusal carries a platform's words; beside a request its size is nothing.
#![allow(clippy::result_large_err)]

mod address;
mod http;
mod problem;
mod settings;
mod token;
mod wrapped_put;

use async_trait::async_trait;
use skillsheet_skills::{Agent, AgentId, Answer, Assignments, Call, Pace, Scale, Skill, Writes};

pub use address::Address;
pub use http::{Timeouts, user_agent};
pub use settings::{Settings, SettingsError};
pub use token::Token;
pub use wrapped_put::{Body, WrappedPutSettings};

/// What a platform can do, and on what scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capabilities {
    /// Its levels.
    pub scale: Scale,
    /// What a write does to skills that it does not name.
    pub writes: Writes,
    /// Whether agents and skills can be listed; else the sheet carries their ids.
    pub lists_directory: bool,
    /// The pace it is known to allow; none when nothing is known.
    pub pace: Option<Pace>,
    /// Requests at once, 1 to 10.
    pub concurrency: u32,
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
}

/// A contact centre's API. Every asynchronous method is exactly one request.
#[async_trait]
pub trait Platform: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> Capabilities;
    /// Signs in.
    async fn sign_in(&self) -> Answer<Token>;
    /// A page of agents; pages count from 1.
    async fn agents(&self, token: &Token, page: u32) -> Answer<Listing<Agent>>;
    /// A page of skills; pages count from 1.
    async fn skills(&self, token: &Token, page: u32) -> Answer<Listing<Skill>>;
    /// What one agent has now.
    async fn assignments(&self, token: &Token, agent: &AgentId) -> Answer<Assignments>;
    /// Carries out a call. Sent once, whatever happens to the connection.
    async fn write(&self, token: &Token, call: &Call) -> Answer<()>;
    /// Whether the token carries the right to change skills; none when that is not known before the first change.
    fn write_right(&self, token: &Token) -> Option<bool>;
}
