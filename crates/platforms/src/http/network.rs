//! What it means when no answer comes: did anything leave, and is another try worth it?

use std::error::Error;
use std::io;

use skillsheet_skills::{Outcome, Problem, Refusal};

use crate::problem::Stance;

/// Where a connection failed to come about. Nothing has been sent then.
enum Fault {
    NoInternet,
    NoSuchName,
    StrangeCertificate,
    BadCertificate,
    NoTls,
    ProxyRefuses,
    Refused,
    NoAnswer,
}

/// Classifies a request that got no answer.
pub(super) fn refusal(error: &reqwest::Error, stance: Stance, host: &str) -> Refusal {
    let words = chain(error);
    if error.is_builder() {
        return Refusal { outcome: Outcome::Rejected, wait: None, problem: unsendable(words) };
    }
    if error.is_connect() {
        let fault = fault(error, &words);
        let outcome = match fault {
            Fault::Refused | Fault::NoAnswer => Outcome::Retry,
            _ => Outcome::Stop,
        };
        return Refusal { outcome, wait: None, problem: Problem { words, ..fault.problem(host) } };
    }
    // The request was on its way: a server that had it may have done it, or may still.
    let title = if error.is_timeout() {
        format!("No answer from “{host}” in time")
    } else {
        format!("The connection to “{host}” broke off")
    };
    let meaning = match stance {
        Stance::Write => "The change may or may not have arrived.",
        Stance::Read => "Nothing was changed.",
    };
    let next = "Try again".into();
    Refusal {
        outcome: stance.in_doubt(),
        wait: None,
        problem: Problem { title, meaning: meaning.into(), next, words, ..Problem::default() },
    }
}

/// The error and what caused it, outermost first, without the address: it may carry ids.
fn chain(error: &reqwest::Error) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut cause: Option<&dyn Error> = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if words.last().is_none_or(|last| !last.contains(&text)) {
            words.push(text);
        }
        cause = error.source();
    }
    if words.is_empty() { "no answer".into() } else { words.join(": ") }
}

fn fault(error: &reqwest::Error, words: &str) -> Fault {
    let words = words.to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if says(&["proxy auth", "tunnel", "proxy"]) {
        return Fault::ProxyRefuses;
    }
    if says(&["unknownissuer", "unknown issuer", "self signed", "self-signed", "not trusted"]) {
        return Fault::StrangeCertificate;
    }
    if says(&["certificate"]) {
        return Fault::BadCertificate;
    }
    if error.is_dns() || says(&["dns error"]) {
        let passing = says(&["temporary failure", "try again", "eai_again"]);
        return if passing { Fault::NoInternet } else { Fault::NoSuchName };
    }
    match io_kind(error) {
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkDown) => {
            Fault::NoInternet
        }
        Some(io::ErrorKind::ConnectionRefused) => Fault::Refused,
        Some(io::ErrorKind::InvalidData) => Fault::NoTls,
        _ if says(&["corrupt message", "tls", "handshake"]) => Fault::NoTls,
        _ => Fault::NoAnswer,
    }
}

fn io_kind(error: &reqwest::Error) -> Option<io::ErrorKind> {
    let mut cause: Option<&dyn Error> = Some(error);
    let mut kind = None;
    while let Some(error) = cause {
        kind = error.downcast_ref::<io::Error>().map(io::Error::kind).or(kind);
        cause = error.source();
    }
    kind
}

impl Fault {
    fn problem(&self, host: &str) -> Problem {
        let (title, meaning, next) = match self {
            Fault::NoInternet => (
                "No connection to the internet".to_owned(),
                "Nothing was sent. It can go on when the connection is back.",
                "Try again",
            ),
            Fault::NoSuchName => (
                format!("No computer is called “{host}”"),
                "The address is mistyped, or this network cannot look it up.",
                "Check the address",
            ),
            Fault::StrangeCertificate => (
                "Your company's network stopped the connection".to_owned(),
                "A proxy or security program stands between, and this computer does not know its certificate. \
                 Skillsheet does not go around it.",
                "Ask your IT department to add its certificate to this computer",
            ),
            Fault::BadCertificate => (
                format!("The certificate of “{host}” is not in order"),
                "It has run out or belongs to another address, so nobody can tell who answers there.",
                "Check the address",
            ),
            Fault::NoTls => (
                format!("“{host}” does not answer over a protected connection"),
                "Another program may answer there, or the connection is cut in between.",
                "Check the address",
            ),
            Fault::ProxyRefuses => (
                "Your company's network stopped the connection".to_owned(),
                "Its proxy does not let Skillsheet through. Skillsheet does not go around it.",
                "Ask your IT department to let it through",
            ),
            Fault::Refused => (
                format!("Nothing answers at “{host}”"),
                "The address may be mistyped, or the service is not running just now.",
                "Check the address",
            ),
            Fault::NoAnswer => (
                format!("No connection to “{host}”"),
                "It did not answer. The network may be slow, or a firewall is in the way.",
                "Try again",
            ),
        };
        Problem { title, meaning: meaning.to_owned(), next: next.to_owned(), ..Problem::default() }
    }
}

fn unsendable(words: String) -> Problem {
    Problem {
        title: "This request cannot be written as an address".into(),
        meaning: "An id or a path holds characters that no address can carry. Nothing was sent.".into(),
        next: "Check the id in the sheet".into(),
        words,
        ..Problem::default()
    }
}
