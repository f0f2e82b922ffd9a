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
    renewal: Option<SecretString>,
    life: Option<Duration>,
    scopes: Option<Vec<String>>,
}

impl Token {
    /// A token as the platform gave it: how long it lives, and the scopes it carries, where the platform tells.
    pub fn new(secret: SecretString, life: Option<Duration>, scopes: Option<Vec<String>>) -> Self {
        Token(Arc::new(Inner { secret, renewal: None, life, scopes }))
    }

    /// The same, with what a platform takes for another token when this one has run out. It never leaves memory.
    #[must_use]
    pub(crate) fn renewable(self, renewal: SecretString) -> Self {
        let Inner { secret, life, scopes, .. } = &*self.0;
        let inner = Inner { secret: secret.clone(), renewal: Some(renewal), life: *life, scopes: scopes.clone() };
        Token(Arc::new(inner))
    }

    /// What the platform takes for another token, for a request to the sign-in alone.
    pub(crate) fn renewal(&self) -> Option<&str> {
        self.0.renewal.as_ref().map(ExposeSecret::expose_secret)
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
