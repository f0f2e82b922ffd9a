//! Access tokens: to whom they were given, what they allow and when they end.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

use crate::options::ClientOptions;

/// To whom a token was given and what it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The client's id.
    pub(crate) client: String,
    /// The agent who signed in, when a person did.
    pub(crate) person: Option<String>,
    pub(crate) scopes: Vec<String>,
    /// What the platform lets the holder do, where it asks that apart from scopes.
    pub(crate) permissions: Vec<String>,
}

impl Holder {
    /// A program by itself.
    pub(crate) fn program(client: &ClientOptions) -> Self {
        let (scopes, permissions) = (client.scopes.clone(), client.permissions.clone());
        Self { client: client.id.clone(), person: None, scopes, permissions }
    }

    /// A person, by way of a program.
    pub(crate) fn person(client: &ClientOptions, agent: &str) -> Self {
        Self { person: Some(agent.to_owned()), ..Self::program(client) }
    }
}

/// What a token that is good allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) holder: Holder,
    pub(crate) expires: Instant,
}

impl Grant {
    pub(crate) fn allows(&self, scope: &str) -> bool {
        self.holder.scopes.iter().any(|granted| granted == scope)
    }

    pub(crate) fn permits(&self, permission: &str) -> bool {
        self.holder.permissions.iter().any(|granted| granted == permission)
    }
}

/// The tokens given out that have not ended.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    access: HashMap<String, Grant>,
    /// For getting another access token; these end only when they are told to.
    refresh: HashMap<String, Holder>,
}

impl Tokens {
    /// A new access token.
    pub(crate) fn issue(&mut self, holder: Holder, life: Duration, now: Instant) -> String {
        let token = unguessable();
        self.adopt(token.clone(), holder, life, now);
        token
    }

    /// Takes an access token that a dialect made itself.
    pub(crate) fn adopt(&mut self, token: String, holder: Holder, life: Duration, now: Instant) {
        self.access.retain(|_, grant| grant.expires > now);
        self.access.insert(token, Grant { holder, expires: now + life });
    }

    /// A new refresh token.
    pub(crate) fn issue_refresh(&mut self, holder: Holder) -> String {
        let token = unguessable();
        self.refresh.insert(token.clone(), holder);
        token
    }

    /// What an access token allows, if it is one of ours and has not ended.
    pub(crate) fn grant(&self, token: &str, now: Instant) -> Option<&Grant> {
        self.access.get(token).filter(|grant| grant.expires > now)
    }

    /// Whose refresh token this is, if it is one of ours.
    pub(crate) fn refreshed(&self, token: &str) -> Option<&Holder> {
        self.refresh.get(token)
    }

    /// Ends an access token or a refresh token before its time.
    pub(crate) fn revoke(&mut self, token: &str) {
        self.access.remove(token);
        self.refresh.remove(token);
    }

    /// Ends all access tokens, and with `refresh` all refresh tokens too, so that everybody must sign in again.
    pub(crate) fn end_all(&mut self, refresh: bool) {
        self.access.clear();
        if refresh {
            self.refresh.clear();
        }
    }
}

/// A secret that nobody guesses.
pub(crate) fn unguessable() -> String {
    format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>())
}

/// Sixteen hexadecimal digits that tell tokens apart.
pub(crate) fn fingerprint(token: &str) -> String {
    let mut hasher = DefaultHasher::new();
    token.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_until_it_ends_or_is_revoked() {
        let now = Instant::now();
        let mut tokens = Tokens::default();
        let life = Duration::from_secs(10);
        let holder = |scopes| Holder::program(&ClientOptions { scopes, ..ClientOptions::default() });
        let (first, second) =
            (tokens.issue(holder(vec!["a".into()]), life, now), tokens.issue(holder(vec![]), life, now));
        assert_ne!(first, second);
        assert!(tokens.grant(&first, now).is_some_and(|grant| grant.allows("a") && !grant.allows("b")));
        assert!(tokens.grant(&first, now + life).is_none());
        tokens.revoke(&first);
        assert!(tokens.grant(&first, now).is_none());
        assert!(tokens.grant(&second, now).is_some());
        let refresh = tokens.issue_refresh(holder(vec![]));
        tokens.end_all(false);
        assert!(tokens.grant(&second, now).is_none() && tokens.refreshed(&refresh).is_some());
        tokens.end_all(true);
        assert!(tokens.refreshed(&refresh).is_none());
    }
}
