//! Certificates that are trusted besides the operating system's: a company's network may answer in everybody's name.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use reqwest::{Certificate, Client};

use crate::SettingsError;

/// No file of certificates is longer than this, in bytes. All that an operating system trusts is a quarter of it.
const LONGEST: u64 = 1024 * 1024;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// The certificates of a file, in text (PEM) or not (DER, as Windows exports them); none when no file is named.
///
/// # Errors
/// The file cannot be read, or holds no certificate.
pub(super) fn further(file: &str) -> Result<Vec<Certificate>, SettingsError> {
    let file = file.trim();
    if file.is_empty() {
        return Ok(Vec::new());
    }
    let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
    let wrong = |message: String, hint: &str| SettingsError { field: "caFile", message, hint: hint.into() };
    let bytes = read(file).map_err(|error| wrong(unreadable(&name, &error), "Choose the certificate file again"))?;
    certificates(&bytes).ok_or_else(|| {
        let hint = "Ask your IT department for the certificate as a .cer, .crt or .pem file";
        wrong(format!("“{name}” holds no certificate that can be used"), hint)
    })
}

fn read(file: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(name: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("There is no file “{name}” at the place that was chosen"),
        io::ErrorKind::IsADirectory => format!("“{name}” is a folder"),
        io::ErrorKind::PermissionDenied => format!("“{name}” may not be read by you"),
        _ => format!("“{name}” cannot be read: {error}"),
    }
}

fn certificates(bytes: &[u8]) -> Option<Vec<Certificate>> {
    // Some editors put a mark before text, which would hide its first certificate.
    let text = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let mut certificates = Certificate::from_pem_bundle(text).ok()?;
    if certificates.is_empty() {
        certificates.push(Certificate::from_der(bytes).ok()?);
    }
    // Nothing has looked into them so far; a client that would trust nothing else does.
    let usable = Client::builder().tls_certs_only(certificates.iter().cloned()).build().is_ok();
    usable.then_some(certificates)
}
