//! Addresses that keys may be sent to.

use std::net::IpAddr;

use url::{Host, Url};

use crate::SettingsError;

/// The origin of an API, such as `https://api.example.com`: https, except on this computer, and no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Reads what a person typed. A missing scheme is taken for https.
    ///
    /// # Errors
    /// What is wrong with it, for the given field.
    pub fn parse(text: &str, field: &'static str) -> Result<Address, SettingsError> {
        let text = text.trim();
        let wrong = |message: String, hint: &str| SettingsError { field, message, hint: hint.into() };
        if text.is_empty() {
            return Err(wrong("The address is missing".into(), "It looks like https://api.example.com"));
        }
        let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&whole)
            .ok()
            .filter(|url| {
                matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty())
            })
            .ok_or_else(|| wrong(format!("“{text}” is not a web address"), "It looks like https://api.example.com"))?;
        if !url.username().is_empty() || url.password().is_some() {
            let hint = "The client ID and the secret have fields of their own";
            return Err(wrong("The address holds a name or a password".into(), hint));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            let origin = url.origin().ascii_serialization();
            return Err(wrong(format!("The address “{text}” goes on after the name"), &format!("Try {origin}")));
        }
        let address = Address(url);
        if address.0.scheme() == "http" && !address.is_loopback() {
            let hint = "Use https, so that the secret is protected on its way";
            return Err(wrong(format!("“{text}” is not protected"), hint));
        }
        Ok(address)
    }

    /// The address of a path on it. The path begins with a slash and is encoded already.
    pub(crate) fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(path);
        url
    }

    /// Whether it is on this computer.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// The name of the host, with the port where it is not the usual one.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }
}

/// Whether an address is on this computer.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_protected_origins_are_taken() {
        for (text, host) in [
            ("https://api.example.com", "api.example.com"),
            (" api.example.com/ ", "api.example.com"),
            ("https://api.example.com:8443", "api.example.com:8443"),
            ("http://127.0.0.1:4000", "127.0.0.1:4000"),
            ("http://localhost:4000/", "localhost:4000"),
            ("http://[::1]:4000", "[::1]:4000"),
        ] {
            assert_eq!(Address::parse(text, "apiUrl").map(|address| address.host()), Ok(host.into()), "{text}");
        }
        for text in [
            "",
            "http://api.example.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "ftp://api.example.com",
            "file:///etc/passwd",
            "https://me:pw@api.example.com",
            "https://api.example.com/api/v2",
            "https://api.example.com?x=1",
            "https://api.example.com#x",
            "https://",
            "not a name",
        ] {
            let error = Address::parse(text, "apiUrl").unwrap_err();
            assert_eq!(error.field, "apiUrl", "{text}");
            assert!(!error.message.contains("pw"), "{}", error.message);
        }
    }
}
