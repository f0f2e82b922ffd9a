//! Secrets: in by standard input or a hidden prompt, kept in the keyring, and from an environment variable only where no
//! keyring can be reached.

use std::io::{self, IsTerminal, Read};

use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::connections::Connection;
use skillsheet_engine::session::{ConnectError, Session};
use skillsheet_engine::vault::{VaultError, safe_name};

use crate::failure::{Exit, Failure};
use crate::output::note;

/// Read where no keyring can be reached, for jobs on servers that have none.
pub const VARIABLE: &str = "SKILLSHEET_CLIENT_SECRET";

/// Longer input is no secret; more than any keyring takes.
const LONGEST_INPUT: u64 = 64 << 10;

/// Asks for a new connection's secret and keeps it in the keyring. Where none can be reached the variable must be set,
/// and nothing is asked.
///
/// # Errors
/// No secret was given, or the keyring did not take it.
pub async fn take_in(session: &Session, connection: &Connection, from_stdin: bool) -> Result<(), Failure> {
    let vault = session.vault();
    match vault.load(&connection.id).await {
        Err(error) if is_away(&error) && is_in_environment() => {
            note(format!("{error}; the secret will be read from {VARIABLE} each time"));
            return Ok(());
        }
        Err(error) => return Err(told(&error)),
        Ok(_) => {}
    }
    let secret = if from_stdin { read(io::stdin().lock()) } else { prompt(&connection.name) }?;
    vault.save(&connection.id, secret).await.map_err(|error| told(&error))?;
    note(format!("The secret is kept in {}", safe_name()));
    Ok(())
}

/// The contact centre of a connection, with its secret from wherever it is. Nothing is sent yet.
///
/// # Errors
/// When there is no secret, or a setting cannot be used.
pub async fn centre(session: &Session, connection: &Connection) -> Result<Centre, Failure> {
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

fn read(input: impl Read) -> Result<SecretString, Failure> {
    let mut text = String::new();
    let unreadable = || Failure::unusable("The secret could not be read from standard input", "It is one line of text");
    input.take(LONGEST_INPUT + 1).read_to_string(&mut text).map_err(|_| unreadable())?;
    if text.len() as u64 > LONGEST_INPUT {
        return Err(unreadable());
    }
    text.truncate(text.trim_end_matches(['\r', '\n']).len());
    if text.is_empty() {
        let hint = "Such as: skillsheet-cli connection add … --secret-stdin < FILE";
        return Err(Failure::unusable("Standard input holds no secret", hint));
    }
    Ok(SecretString::from(text))
}

fn prompt(connection: &str) -> Result<SecretString, Failure> {
    let hint = "Give it on standard input, with --secret-stdin";
    if !io::stdin().is_terminal() {
        return Err(Failure::unusable("There is nobody to ask for the secret", hint));
    }
    let secret = rpassword::prompt_password(format!("Client secret of “{connection}”: "))
        .map_err(|_| Failure { exit: Exit::Stopped, ..Failure::unusable("The secret was not entered", hint) })?;
    if secret.is_empty() {
        return Err(Failure::unusable("The secret is empty", "Enter the one that belongs to the client id"));
    }
    Ok(SecretString::from(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_is_one_secret_without_its_line_end() {
        for text in ["s", "s\n", "s\r\n"] {
            assert!(read(text.as_bytes()).is_ok(), "{text:?}");
        }
        let long = "s".repeat(LONGEST_INPUT as usize + 1);
        for text in ["", "\n", long.as_str()] {
            let failure = read(text.as_bytes()).expect_err("it is no secret");
            assert_eq!(failure.exit, Exit::Unusable);
        }
        assert!(read(&[0xff, 0xfe][..]).is_err());
    }
}
