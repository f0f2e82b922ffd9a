//! Certificates that are trusted besides the operating system's: a company's network may answer in everybody's name.

use std::path::Path;

use reqwest::{Certificate, ClientBuilder};

use crate::SettingsError;

/// Adds the certificates of a PEM file; none when no file is named.
pub(super) fn further(builder: ClientBuilder, file: &str) -> Result<ClientBuilder, SettingsError> {
    if file.trim().is_empty() {
        return Ok(builder);
    }
    let wrong = |message: String, hint: &str| SettingsError { field: "caFile", message, hint: hint.into() };
    let name = Path::new(file.trim()).file_name().map_or(file.trim().into(), |name| name.to_string_lossy());
    let pem = std::fs::read(file.trim())
        .map_err(|error| wrong(format!("“{name}” cannot be read: {error}"), "Choose the certificate file again"))?;
    let certificates =
        Certificate::from_pem_bundle(&pem).ok().filter(|certificates| !certificates.is_empty()).ok_or_else(|| {
            wrong(format!("“{name}” holds no certificate"), "Ask your IT department for it as a PEM file")
        })?;
    Ok(certificates.into_iter().fold(builder, ClientBuilder::add_root_certificate))
}
