//! What the browser is asked to bring: a code that only who asked for it can use (PKCE, RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use url::Url;

use crate::Address;

/// Where the browser comes back to.
pub(super) const CALLBACK_PATH: &str = "/callback";

/// One asking. Its verifier leaves this computer with the code alone, for the token.
pub(super) struct Request {
    verifier: SecretString,
    state: String,
    redirect: String,
}

impl Request {
    pub fn new(port: u16) -> Self {
        Request {
            // 96 bytes are 128 characters, the most that are allowed.
            verifier: SecretString::from(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 96]>())),
            state: URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()),
            // By this name clients have it registered.
            redirect: format!("http://localhost:{port}{CALLBACK_PATH}"),
        }
    }

    /// What the browser is sent to.
    pub fn address(&self, login: &Address, client_id: &str) -> Url {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier()));
        let mut url = login.at("/oauth/authorize");
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", client_id)
            .append_pair("redirect_uri", &self.redirect)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("state", &self.state);
        url
    }

    pub fn verifier(&self) -> &str {
        self.verifier.expose_secret()
    }

    /// What the browser repeats, so that nobody else's code is taken for ours.
    pub fn state(&self) -> &str {
        &self.state
    }

    pub fn redirect(&self) -> &str {
        &self.redirect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let request = Request { verifier: SecretString::from(verifier), ..Request::new(8437) };
        let address = request.address(&Address::parse("https://login.example.com", "loginUrl").unwrap(), "me & you");
        let asked: std::collections::BTreeMap<_, _> = address.query_pairs().into_owned().collect();
        assert_eq!(asked["code_challenge"], "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["client_id"], "me & you");
        assert_eq!(asked["redirect_uri"], "http://localhost:8437/callback");
        assert_eq!(asked["state"], request.state());
        assert!(!address.as_str().contains(verifier));
    }

    #[test]
    fn each_asking_is_its_own() {
        let (one, other) = (Request::new(8437), Request::new(8437));
        assert_eq!(one.verifier().len(), 128);
        assert_ne!(one.verifier(), other.verifier());
        assert_ne!(one.state(), other.state());
    }
}
