//! Secrets: in by standard input or a hidden prompt, kept in the keyring, and from an environment variable only where no
//! keyring can be reached.

use std::io::{self, IsTerminal, Read};
use std::sync::Arc;

use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::connections::Connection;
use skillsheet_engine::platforms::{Browser, Settings, Surroundings};
use skillsheet_engine::session::{ConnectError, Session};
use skillsheet_engine::vault::{VaultError, safe_name};

use crate::failure::{Exit, Failure};
use crate::output::{count, note};

/// Read where no keyring can be reached, for jobs on servers that have none.
pub const VARIABLE: &str = "SKILLSHEET_CLIENT_SECRET";

/// Longer input is no secret; more than any keyring takes.
const LONGEST_INPUT: u64 = 64 << 10;

/// Asks for a new connection's secret and keeps it in the keyring. Where none can be reached the variable must be set,
/// and nothing is asked; nor is it where there is no secret.
///
/// # Errors
/// No secret was given, or the keyring did not take it.
pub async fn take_in(session: &Session, connection: &Connection, from_stdin: bool) -> Result<(), Failure> {
    if !connection.settings.needs_secret() {
        note(format!("“{}” needs no secret: you sign in in your browser each time", connection.name));
        return Ok(());
    }
    let vault = session.vault();
    match vault.load(&connection.id).await {
        Err(error) if is_away(&error) && is_in_environment() => {
            note(format!("{error}; the secret will be read from {VARIABLE} each time"));
            return Ok(());
        }
        Err(error) => return Err(told(&error)),
        Ok(_) => {}
    }
    let parts = parts(&connection.settings);
    let secret = if from_stdin { read(io::stdin().lock(), parts) } else { prompt(&connection.name, parts) }?;
    vault.save(&connection.id, secret).await.map_err(|error| told(&error))?;
    note(format!("The secret is kept in {}", safe_name()));
    Ok(())
}

/// The contact centre of a connection, with its secret from wherever it is. Nothing is sent yet.
///
/// # Errors
/// When there is no secret, or a setting cannot be used.
pub async fn centre(session: &Session, connection: &Connection) -> Result<Centre, Failure> {
    let settings = &connection.settings;
    if !settings.needs_secret() {
        let platform = settings.connect_within(SecretString::default(), &surroundings())?;
        let centre = Centre::new(platform, settings.rate_limit(), false);
        session.adopt_centre(&connection.id, centre.clone());
        return Ok(centre);
    }
    let vault = session.vault();
    if let Err(error) = vault.load(&connection.id).await
        && is_away(&error)
        && let Some(secret) = from_environment()
    {
        note(format!("{error}; the secret was read from {VARIABLE}"));
        vault.keep_for_session(&connection.id, secret);
    }
    session.centre(connection, false).await.map_err(|error| match error {
        ConnectError::Vault(error) => told(&error),
        ConnectError::NoSecret(_) => {
            let hint = format!("Remove “{0}” with `connection remove`, then add it again", connection.name);
            Failure::unusable(error.to_string(), hint)
        }
        ConnectError::Settings(error) => error.into(),
    })
}

/// Why the keyring did not do it, in words for a terminal.
pub fn told(error: &VaultError) -> Failure {
    let hint = if is_away(error) {
        format!("Start or unlock the keyring and try again; for a job on a server without one, set {VARIABLE}")
    } else {
        error.problem().meaning
    };
    Failure { details: error.problem().details(), ..Failure::unusable(error.to_string(), hint) }
}

/// Whether there is no keyring that answers.
pub fn is_away(error: &VaultError) -> bool {
    matches!(error, VaultError::NoSafe(_) | VaultError::Locked(_) | VaultError::TimedOut)
}

fn is_in_environment() -> bool {
    from_environment().is_some()
}

fn from_environment() -> Option<SecretString> {
    std::env::var(VARIABLE).ok().filter(|secret| !secret.is_empty()).map(SecretString::from)
}

/// This computer, which says when it opens a browser.
fn surroundings() -> Surroundings {
    let usual = Surroundings::default();
    let open = usual.browser.clone();
    let browser: Browser = Arc::new(move |address: &str| {
        open(address)?;
        note("Your browser opens. Sign in there.");
        Ok(())
    });
    Surroundings { browser, ..usual }
}

/// What a connection's secret is made of, a line each.
fn parts(settings: &Settings) -> &'static [&'static str] {
    match settings.get("app-id") {
        Some(app) if !app.trim().is_empty() => &["access key secret", "app secret"],
        _ => &["client secret"],
    }
}

fn read(input: impl Read, parts: &[&str]) -> Result<SecretString, Failure> {
    let wanted = match parts {
        [_] => "It is one line of text".to_owned(),
        parts => format!("It is a line each: {}", parts.join(", then ")),
    };
    let unreadable = || Failure::unusable("The secret could not be read from standard input", wanted.clone());
    let mut text = String::new();
    input.take(LONGEST_INPUT + 1).read_to_string(&mut text).map_err(|_| unreadable())?;
    if text.len() as u64 > LONGEST_INPUT {
        return Err(unreadable());
    }
    let text = text.trim_end_matches(['\r', '\n']);
    let lines: Vec<&str> = text.lines().collect();
    if text.is_empty() {
        let hint = "Such as: skillsheet-cli connection add … --secret-stdin < FILE";
        return Err(Failure::unusable("Standard input holds no secret", hint));
    }
    if lines.len() != parts.len() || lines.iter().any(|line| line.trim().is_empty()) {
        let lines = count(lines.len() as u64, "line");
        return Err(Failure::unusable(
            format!("Standard input holds {lines}, which are no {}", parts.join(" and ")),
            wanted,
        ));
    }
    Ok(SecretString::from(lines.join("\n")))
}

fn prompt(connection: &str, parts: &[&str]) -> Result<SecretString, Failure> {
    let hint = "Give it on standard input, with --secret-stdin";
    if !io::stdin().is_terminal() {
        return Err(Failure::unusable("There is nobody to ask for the secret", hint));
    }
    let mut lines = Vec::new();
    for part in parts {
        let question = format!("{}{} of “{connection}”: ", part[..1].to_uppercase(), &part[1..]);
        let line = rpassword::prompt_password(question)
            .map_err(|_| Failure { exit: Exit::Stopped, ..Failure::unusable("The secret was not entered", hint) })?;
        if line.is_empty() {
            return Err(Failure::unusable(format!("The {part} is empty"), "Enter the one that belongs to the ID"));
        }
        lines.push(line);
    }
    Ok(SecretString::from(lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_is_a_line_for_each_secret() {
        let (one, two) = (&["client secret"][..], &["access key secret", "app secret"][..]);
        let long = "s".repeat(LONGEST_INPUT as usize + 1);
        for (parts, text, fits) in [
            (one, "s", true),
            (one, "s\n", true),
            (one, "s\r\n", true),
            (one, "", false),
            (one, "\n", false),
            (one, "s\nt\n", false),
            (one, long.as_str(), false),
            (two, "s\nt", true),
            (two, "s\r\nt\r\n", true),
            (two, "s", false),
            (two, "s\n\n", false),
            (two, "\nt\n", false),
            (two, "s\nt\nu", false),
        ] {
            let read = read(text.as_bytes(), parts);
            assert_eq!(
                read.as_ref().map_err(|failure| failure.exit).err(),
                (!fits).then_some(Exit::Unusable),
                "{text:.9?}"
            );
        }
        assert!(read(&[0xff, 0xfe][..], one).is_err());
    }
}
