//! Where a connection failed to come about. Nothing has been sent then.

use std::error::Error;
use std::io;

use rustls::CertificateError;
use skillsheet_skills::{Outcome, Problem};

/// What kept a connection from coming about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NoInternet,
    NoSuchName,
    Refused,
    NoAnswer,
    /// It ended before both had agreed on how to protect it.
    CutOff,
    /// Something answers in the host's name that this computer does not trust.
    StrangeCertificate,
    OldCertificate,
    OthersCertificate,
    BadCertificate,
    NoTls,
    ProxyAsks,
    ProxyRefuses,
    ProxyGone,
}

/// Nobody could be asked for a name. Windows says so in words of the person's language, but with this number.
const WINDOWS_TRY_AGAIN: i32 = 11_002;

impl Fault {
    /// Finds it among the causes of a failed connection. `known` says that the host has answered before: it has a name,
    /// and some systems say of every name that there is no such one while there is no network to ask.
    pub fn of(error: &reqwest::Error, known: bool) -> Fault {
        let causes = causes(error);
        let fault = causes.iter().find_map(|cause| certificate(*cause)).unwrap_or_else(|| at(error, &causes));
        match (tunnel(&causes), fault) {
            (Some(tunnel), _) if tunnel != Fault::ProxyGone => tunnel,
            // Certificates and protected connections of a proxy are told as those of anybody.
            (Some(gone), Fault::NoInternet | Fault::NoSuchName | Fault::Refused | Fault::NoAnswer | Fault::CutOff) => {
                gone
            }
            (None, Fault::NoSuchName) if known => Fault::NoInternet,
            (_, fault) => fault,
        }
    }

    /// What it means for what was to be sent.
    pub fn outcome(self) -> Outcome {
        match self {
            // A cable, a network or a proxy may be back in a moment; it costs nothing to try.
            Fault::NoInternet | Fault::Refused | Fault::NoAnswer | Fault::CutOff | Fault::ProxyGone => {
                Outcome::Unreachable
            }
            _ => Outcome::Stop,
        }
    }

    /// What it is in words.
    pub fn problem(self, host: &str) -> Problem {
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
            Fault::Refused => (
                format!("Nothing answers at “{host}”"),
                "The address may be mistyped, or the service is not running just now.",
                "Check the address",
            ),
            Fault::NoAnswer => (
                format!("No connection to “{host}”"),
                "It did not answer. The network may be slow, or a firewall or a proxy is in the way.",
                "Try again",
            ),
            Fault::CutOff => (
                format!("The connection to “{host}” was cut off"),
                "That was at its very beginning, so nothing was sent. A firewall or a security program may do that.",
                "Try again",
            ),
            Fault::StrangeCertificate => (
                STOPPED.to_owned(),
                "A proxy or security program stands between, and this computer does not know its certificate. \
                 Skillsheet does not go around it.",
                "Ask your IT department to add its certificate to this computer, or to give it to you as a file",
            ),
            Fault::OldCertificate => (
                format!("The certificate of “{host}” is not in order"),
                "It has run out or is not valid yet, or the clock of this computer is wrong. Nothing was sent.",
                "Check the date of this computer",
            ),
            Fault::OthersCertificate => (
                format!("The certificate of “{host}” is not in order"),
                "It belongs to another address, so nobody can tell who answers there. Nothing was sent.",
                "Check the address",
            ),
            Fault::BadCertificate => (
                format!("The certificate of “{host}” is not in order"),
                "It was taken back or is of no use here, so nobody can tell who answers there. Nothing was sent.",
                "Check the address",
            ),
            Fault::NoTls => (
                format!("“{host}” does not answer over a protected connection"),
                "Another program may answer there, or the connection is cut in between.",
                "Check the address",
            ),
            Fault::ProxyAsks => (
                STOPPED.to_owned(),
                "A proxy stands between and asks for a sign-in of its own. Skillsheet does not go around it.",
                "Ask your IT department to let Skillsheet through",
            ),
            Fault::ProxyRefuses => (
                STOPPED.to_owned(),
                "A proxy stands between and does not connect to the contact centre. Skillsheet does not go around it.",
                "Ask your IT department to let Skillsheet through",
            ),
            Fault::ProxyGone => (
                "Your company's proxy does not answer".to_owned(),
                "This computer is set to go through a proxy, and no connection to it comes about. Nothing was sent.",
                "Try again",
            ),
        };
        Problem { title, meaning: meaning.to_owned(), next: next.to_owned(), ..Problem::default() }
    }
}

const STOPPED: &str = "Your company's network stopped the connection";

/// The error and all that caused it, outermost first.
pub(super) fn causes<'a>(error: &'a reqwest::Error) -> Vec<&'a (dyn Error + 'static)> {
    let mut causes: Vec<&(dyn Error + 'static)> = Vec::new();
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = next {
        causes.push(cause);
        // An error of input and output passes over the one that it wraps when it is asked for its source.
        let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = wrapped.map(|wrapped| wrapped as &(dyn Error + 'static)).or_else(|| cause.source());
    }
    causes
}

/// What a proxy did that was asked for a connection. Its library tells in words only, which begin with these.
fn tunnel(causes: &[&(dyn Error + 'static)]) -> Option<Fault> {
    let words = causes.iter().find_map(|cause| {
        let words = cause.to_string();
        let words = words.strip_prefix("tunnel error: ").or_else(|| words.strip_prefix("SOCKS error: "))?;
        Some(words.to_owned())
    })?;
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if says(&["authorization", "authentication", "credentials"]) {
        return Some(Fault::ProxyAsks);
    }
    let gone = says(&["underlying connection", "end of file", "io error"]);
    Some(if gone { Fault::ProxyGone } else { Fault::ProxyRefuses })
}

fn certificate(cause: &(dyn Error + 'static)) -> Option<Fault> {
    use CertificateError::{
        Expired, ExpiredContext, NotValidForName, NotValidForNameContext, NotValidYet, NotValidYetContext,
        UnknownIssuer,
    };
    match cause.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(error) => Some(match error {
            UnknownIssuer => Fault::StrangeCertificate,
            Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. } => Fault::OldCertificate,
            NotValidForName | NotValidForNameContext { .. } => Fault::OthersCertificate,
            _ => Fault::BadCertificate,
        }),
        _ => Some(Fault::NoTls),
    }
}

/// What a connection failed at below TLS.
fn at(error: &reqwest::Error, causes: &[&(dyn Error + 'static)]) -> Fault {
    let innermost = causes.iter().rev().find_map(|cause| cause.downcast_ref::<io::Error>());
    if error.is_dns() || causes.iter().any(|cause| cause.to_string() == "dns error") {
        let passing = causes.iter().any(|cause| cause.to_string().contains("Temporary failure"))
            || innermost.is_some_and(|error| error.raw_os_error() == Some(WINDOWS_TRY_AGAIN));
        return if passing { Fault::NoInternet } else { Fault::NoSuchName };
    }
    match innermost.map(io::Error::kind) {
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkDown) => {
            Fault::NoInternet
        }
        Some(io::ErrorKind::ConnectionRefused) => Fault::Refused,
        Some(
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe,
        ) => Fault::CutOff,
        Some(io::ErrorKind::InvalidData) => Fault::NoTls,
        _ => Fault::NoAnswer,
    }
}
