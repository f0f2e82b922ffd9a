//! Access tokens: to whom they were given, what they allow and when they end.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

/// What a token that is good allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) scopes: Vec<String>,
    expires: Instant,
}

impl Grant {
    pub(crate) fn allows(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }
}

/// The tokens given out that have not ended.
#[derive(Debug, Default)]
pub(crate) struct Tokens(HashMap<String, Grant>);

impl Tokens {
    /// A new token for these scopes.
    pub(crate) fn issue(&mut self, scopes: Vec<String>, life: Duration, now: Instant) -> String {
        self.0.retain(|_, grant| grant.expires > now);
        let token = format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>());
        self.0.insert(token.clone(), Grant { scopes, expires: now + life });
        token
    }

    /// What a token allows, if it is one of ours and has not ended.
    pub(crate) fn grant(&self, token: &str, now: Instant) -> Option<&Grant> {
        self.0.get(token).filter(|grant| grant.expires > now)
    }

    /// Ends a token before its time.
    pub(crate) fn revoke(&mut self, token: &str) {
        self.0.remove(token);
    }
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
        let (first, second) = (tokens.issue(vec!["a".into()], life, now), tokens.issue(vec![], life, now));
        assert_ne!(first, second);
        assert!(tokens.grant(&first, now).is_some_and(|grant| grant.allows("a") && !grant.allows("b")));
        assert!(tokens.grant(&first, now + life).is_none());
        tokens.revoke(&first);
        assert!(tokens.grant(&first, now).is_none());
        assert!(tokens.grant(&second, now).is_some());
    }
}
