//! How a centre is set up.

use std::time::Duration;

use crate::dialect::Dialect;
use crate::faults::Rule;
use crate::limit::Limit;
use crate::seed;
use crate::state::State;

/// How a centre is set up. The default is a believable one: 420 agents, 36 skills, the usual limit and latency.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How many agents there are; at most [`crate::seed::MOST_AGENTS`].
    pub agents: usize,
    /// How many skills there are; at most [`crate::seed::MOST_SKILLS`].
    pub skills: usize,
    /// What agents, skills, ids and levels follow from.
    pub seed: u64,
    /// The most skills that an agent may be given, or no bound. Nobody publishes one, so there is none at first; who has more
    /// already keeps them.
    pub most_skills_each: Option<usize>,
    /// What the centre holds at its start, instead of what follows from the numbers: for tests that know every name. Its ids
    /// and levels are the dialect's own already.
    pub held: Option<State>,
    /// How many requests a token may make, or no limit. Signing in is not counted.
    pub limit: Option<Limit>,
    /// How long the centre takes over each request.
    pub latency: Latency,
    /// How long a token is good.
    pub token_life: Duration,
    /// Who may sign in. The first one is what [`crate::Centre::client_id`] tells.
    pub clients: Vec<ClientOptions>,
    /// What goes wrong from the start.
    pub faults: Vec<Rule>,
    /// The API that the centre speaks. Set it with [`Options::speaking`], which brings the dialect's clients along.
    pub dialect: Dialect,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            agents: 420,
            skills: 36,
            seed: 1,
            most_skills_each: None,
            held: None,
            limit: Some(Limit::default()),
            latency: Latency::default(),
            token_life: Duration::from_secs(3600),
            clients: vec![ClientOptions::default()],
            faults: Vec::new(),
            dialect: Dialect::default(),
        }
    }
}

impl Options {
    /// The default without latency and limit, for tests that look at something else.
    pub fn fast() -> Self {
        Self { limit: None, latency: Latency::NONE, ..Self::default() }
    }

    /// The same with another dialect, and with the clients that may sign in to such a centre. Where the limit is the usual one, it
    /// becomes what is usual with that dialect.
    pub fn speaking(self, dialect: Dialect) -> Self {
        let is_usual = self.limit == Some(self.dialect.usual_limit());
        let limit = if is_usual { Some(dialect.usual_limit()) } else { self.limit };
        Self { clients: dialect.clients(), limit, dialect, ..self }
    }

    /// What a centre that is set up like this holds at its start, with levels on its dialect's scale.
    pub fn state(&self) -> State {
        match &self.held {
            Some(held) => held.clone(),
            None => self.dialect.settle(seed::state(self.agents, self.skills, self.seed)),
        }
    }
}

/// How long the centre takes over each request: `base`, and up to `jitter` more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency {
    /// The least.
    pub base: Duration,
    /// What chance may add.
    pub jitter: Duration,
}

impl Latency {
    /// Answers at once.
    pub const NONE: Self = Self { base: Duration::ZERO, jitter: Duration::ZERO };

    /// What this request takes.
    pub(crate) fn draw(self) -> Duration {
        self.base + self.jitter.mul_f64(rand::random::<f64>())
    }
}

impl Default for Latency {
    /// 120 to 260 milliseconds.
    fn default() -> Self {
        Self { base: Duration::from_millis(120), jitter: Duration::from_millis(140) }
    }
}

/// The scope that writing agents' skills needs.
pub const WRITE_SCOPE: &str = "user:skill:write";

/// A program that may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientOptions {
    /// The client id.
    pub id: String,
    /// The client secret; made up, as everything here. Empty for a public client, which has none.
    pub secret: String,
    /// What its tokens allow.
    pub scopes: Vec<String>,
    /// What the platform lets it do, or the people who sign in with it, where the platform asks that apart from scopes.
    pub permissions: Vec<String>,
    /// Where a browser may be sent back to after somebody signed in; such a client signs people in.
    pub redirect_uris: Vec<String>,
}

impl ClientOptions {
    /// A client whose tokens allow writing agents' skills.
    pub fn new(id: &str, secret: &str) -> Self {
        let (permissions, redirect_uris) = (Vec::new(), Vec::new());
        let scopes = vec![WRITE_SCOPE.to_owned()];
        Self { id: id.to_owned(), secret: secret.to_owned(), scopes, permissions, redirect_uris }
    }

    /// Whether it has no secret, and only signs people in.
    pub fn is_public(&self) -> bool {
        self.secret.is_empty()
    }
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self::new("practice-client", "practice-secret")
    }
}
