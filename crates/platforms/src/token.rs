//! What a sign-in gives.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

/// An access token: what it allows and for how long. Cheap to clone; never printed.
#[derive(Clone)]
pub struct Token(Arc<Inner>);

struct Inner {
    secret: SecretString,
    life: Option<Duration>,
    scopes: Option<Vec<String>>,
}

impl Token {
    /// A token as the platform gave it: how long it lives, and the scopes it carries, where the platform tells.
    pub fn new(secret: SecretString, life: Option<Duration>, scopes: Option<Vec<String>>) -> Self {
        Token(Arc::new(Inner { secret, life, scopes }))
    }

    /// How long it lives from the moment it was given; none when the platform does not tell.
    pub fn life(&self) -> Option<Duration> {
        self.0.life
    }

    /// The scopes that were granted; none when the platform does not tell.
    pub fn scopes(&self) -> Option<&[String]> {
        self.0.scopes.as_deref()
    }

    /// Whether both came out of the same sign-in.
    pub fn same(&self, other: &Token) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The token itself, for the `Authorization` header alone.
    pub(crate) fn expose(&self) -> &str {
        self.0.secret.expose_secret()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("life", &self.0.life).field("scopes", &self.0.scopes).finish_non_exhaustive()
    }
}
