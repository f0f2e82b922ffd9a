//! The safe where this computer keeps passwords: the only place where a secret outlives the program.
//!
//! Keyrings misbehave when several threads talk to them, and a locked one may not answer at all. So one thread of its
//! own does all the talking, one request at a time, and nobody waits for it longer than the limit.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use skillsheet_skills::Problem;
use tokio::sync::oneshot;

/// How long anybody waits for the keyring.
const LIMIT: Duration = Duration::from_secs(10);

/// The longest secret, in bytes: what Windows takes, so that a connection can be made on every system or on none.
const LONGEST: usize = 2560;

/// What entries are filed under.
const SERVICE: &str = "Skillsheet";

/// Why a secret could not be kept or fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There is no keyring.
    #[error("This computer has no safe for passwords")]
    NoSafe(String),
    /// It is locked, and was not unlocked.
    #[error("The safe for passwords is locked")]
    Locked(String),
    /// It does not answer; often a question for its password waits somewhere.
    #[error("The safe for passwords does not answer")]
    TimedOut,
    /// The secret is longer than it takes.
    #[error("This secret is too long for the safe for passwords")]
    TooLong,
    /// Something else, in the keyring's own words.
    #[error("The safe for passwords has a fault")]
    Other(String),
}

impl VaultError {
    /// In plain words, with the next step.
    pub fn problem(&self) -> Problem {
        let (meaning, next, words) = match self {
            VaultError::NoSafe(words) => (
                "No keyring is available. Skillsheet will not save the secret in a file.",
                "Use it until I close Skillsheet",
                words.as_str(),
            ),
            VaultError::Locked(words) => {
                ("Your system's keyring needs its password.", "Unlock and try again", words.as_str())
            }
            VaultError::TimedOut => {
                ("It may be waiting for its password in another window.", "Unlock and try again", "")
            }
            VaultError::TooLong => {
                ("Client secrets are shorter than that; something else may have been pasted.", "Enter it again", "")
            }
            VaultError::Other(words) => ("The secret was not saved.", "Try again", words.as_str()),
        };
        Problem {
            title: self.to_string(),
            meaning: meaning.into(),
            next: next.into(),
            words: words.into(),
            ..Problem::default()
        }
    }
}

/// What this system calls its safe for passwords, as in “Kept in …”.
pub fn safe_name() -> &'static str {
    if cfg!(target_os = "windows") {
        "Windows Credential Manager"
    } else if cfg!(target_os = "macos") {
        "your macOS Keychain"
    } else {
        "your keyring"
    }
}

/// The safe for passwords, and the secrets that are used only until the program ends. The keyring is not touched
/// before something is asked of it.
pub struct Vault {
    tasks: Sender<Task>,
    limit: Duration,
    session: Mutex<HashMap<String, SecretString>>,
}

type Open = Box<dyn FnMut() -> Result<Arc<CredentialStore>, Error> + Send>;
type Answer = Result<Option<SecretString>, VaultError>;

struct Task {
    connection: String,
    verb: Verb,
    answer: oneshot::Sender<Answer>,
}

enum Verb {
    Save(SecretString),
    Load,
    Remove,
}

impl Vault {
    /// This system's own.
    pub fn new() -> Self {
        Vault::over(Box::new(system_store), LIMIT)
    }

    fn over(open: Open, limit: Duration) -> Self {
        let (tasks, inbox) = channel();
        std::thread::Builder::new()
            .name("keyring".into())
            .spawn(move || work(&inbox, open))
            .expect("a thread can be started");
        Vault { tasks, limit, session: Mutex::default() }
    }

    /// Keeps a connection's secret in the keyring, in place of an earlier one.
    ///
    /// # Errors
    /// Why the keyring did not take it.
    pub async fn save(&self, connection: &str, secret: SecretString) -> Result<(), VaultError> {
        if secret.expose_secret().len() > LONGEST {
            return Err(VaultError::TooLong);
        }
        self.ask(connection, Verb::Save(secret)).await?;
        self.session().remove(connection);
        Ok(())
    }

    /// A connection's secret; none when there is none.
    ///
    /// # Errors
    /// Why the keyring did not tell.
    pub async fn load(&self, connection: &str) -> Result<Option<SecretString>, VaultError> {
        let held = self.session().get(connection).cloned();
        match held {
            Some(secret) => Ok(Some(secret)),
            None => self.ask(connection, Verb::Load).await,
        }
    }

    /// Forgets a connection's secret, here and in the keyring.
    ///
    /// # Errors
    /// Why the keyring did not forget it.
    pub async fn remove(&self, connection: &str) -> Result<(), VaultError> {
        self.session().remove(connection);
        self.ask(connection, Verb::Remove).await.map(|_| ())
    }

    /// Uses a connection's secret until the program ends, and writes it nowhere.
    pub fn keep_for_session(&self, connection: &str, secret: SecretString) {
        self.session().insert(connection.to_owned(), secret);
    }

    fn session(&self) -> std::sync::MutexGuard<'_, HashMap<String, SecretString>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ask(&self, connection: &str, verb: Verb) -> Answer {
        let (answer, told) = oneshot::channel();
        let gone = || VaultError::Other("the keyring's thread has ended".into());
        self.tasks.send(Task { connection: connection.to_owned(), verb, answer }).map_err(|_| gone())?;
        match tokio::time::timeout(self.limit, told).await {
            Ok(answer) => answer.map_err(|_| gone())?,
            Err(_) => Err(VaultError::TimedOut),
        }
    }
}

impl Default for Vault {
    fn default() -> Self {
        Vault::new()
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

fn work(inbox: &Receiver<Task>, mut open: Open) {
    let mut store: Option<Arc<CredentialStore>> = None;
    while let Ok(Task { connection, verb, answer }) = inbox.recv() {
        // Who gave up waiting was told that nothing was done.
        if answer.is_closed() {
            continue;
        }
        let result = match &store {
            Some(store) => perform(store, &connection, verb),
            None => match open() {
                Ok(opened) => perform(store.insert(opened), &connection, verb),
                Err(error) => Err(VaultError::NoSafe(error.to_string())),
            },
        };
        if let Err(error) = &result {
            tracing::warn!(problem = %error, "the keyring failed");
            // A session with a keyring that was locked, restarted or went away is of no more use.
            store = None;
        }
        let _ = answer.send(result);
    }
}

fn perform(store: &Arc<CredentialStore>, connection: &str, verb: Verb) -> Answer {
    let entry = store.build(SERVICE, connection, None).map_err(told)?;
    match verb {
        Verb::Save(secret) => entry.set_secret(secret.expose_secret().as_bytes()).map(|()| None).map_err(told),
        Verb::Load => load(&entry),
        Verb::Remove => match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(told(error)),
        },
    }
}

fn load(entry: &Entry) -> Answer {
    let bytes = match entry.get_secret() {
        Ok(bytes) => bytes,
        Err(Error::NoEntry) => return Ok(None),
        Err(error) => return Err(told(error)),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(SecretString::from(text))),
        Err(_) => Err(VaultError::Other("what is kept there is no text".into())),
    }
}

/// The keyring's error in our words. Only errors whose text cannot hold a secret are quoted.
fn told(error: Error) -> VaultError {
    match error {
        Error::NoStorageAccess(error) => VaultError::Locked(error.to_string()),
        Error::NoDefaultStore => VaultError::NoSafe(error.to_string()),
        Error::TooLong(..) => VaultError::TooLong,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => VaultError::Other("what is kept there is damaged".into()),
        Error::Ambiguous(_) => VaultError::Other("it keeps several secrets for this connection".into()),
        error => VaultError::Other(error.to_string()),
    }
}

#[cfg(target_os = "macos")]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn system_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(test)]
mod tests {
    use keyring_core::mock;

    use super::*;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text)
    }

    async fn loaded(vault: &Vault, connection: &str) -> Option<String> {
        vault.load(connection).await.unwrap().map(|secret| secret.expose_secret().to_owned())
    }

    #[tokio::test]
    async fn secrets_are_kept_replaced_and_forgotten_each_by_itself() {
        let vault = Vault::over(Box::new(|| Ok(mock::Store::new()?)), LIMIT);
        assert_eq!(loaded(&vault, "a").await, None);
        vault.save("a", secret("one")).await.unwrap();
        vault.save("b", secret("two")).await.unwrap();
        vault.save("a", secret("three")).await.unwrap();
        assert_eq!(loaded(&vault, "a").await.as_deref(), Some("three"));
        vault.remove("a").await.unwrap();
        vault.remove("a").await.unwrap();
        assert_eq!(loaded(&vault, "a").await, None);
        assert_eq!(loaded(&vault, "b").await.as_deref(), Some("two"));
    }

    #[tokio::test]
    async fn a_keyring_that_comes_later_is_found_then() {
        let mut tries = 0;
        let open = move || {
            tries += 1;
            if tries == 1 { Err(Error::NoDefaultStore) } else { Ok(mock::Store::new()? as Arc<CredentialStore>) }
        };
        let vault = Vault::over(Box::new(open), LIMIT);
        assert!(matches!(vault.save("a", secret("s")).await, Err(VaultError::NoSafe(_))));
        vault.save("a", secret("s")).await.unwrap();
        assert_eq!(loaded(&vault, "a").await.as_deref(), Some("s"));
    }

    #[tokio::test]
    async fn a_keyring_that_hangs_is_given_up_on_and_works_once_it_is_unlocked() {
        let (unlock, locked) = channel::<()>();
        let open = move || {
            let _ = locked.recv();
            Ok(mock::Store::new()? as Arc<CredentialStore>)
        };
        let mut vault = Vault::over(Box::new(open), Duration::from_millis(50));
        assert_eq!(vault.save("a", secret("s")).await, Err(VaultError::TimedOut));
        assert_eq!(vault.load("a").await.unwrap_err(), VaultError::TimedOut);
        drop(unlock);
        vault.limit = LIMIT;
        vault.save("a", secret("again")).await.unwrap();
        assert_eq!(loaded(&vault, "a").await.as_deref(), Some("again"));
    }

    #[tokio::test]
    async fn without_a_keyring_a_secret_lasts_as_long_as_the_program() {
        let vault = Vault::over(Box::new(|| Err(Error::NoDefaultStore)), LIMIT);
        vault.keep_for_session("a", secret("s"));
        assert_eq!(loaded(&vault, "a").await.as_deref(), Some("s"));
        assert!(matches!(vault.remove("a").await, Err(VaultError::NoSafe(_))));
        assert!(matches!(vault.load("a").await, Err(VaultError::NoSafe(_))));
    }

    #[tokio::test]
    async fn a_secret_that_windows_would_not_take_is_taken_nowhere() {
        let vault = Vault::over(Box::new(|| Ok(mock::Store::new()?)), LIMIT);
        assert_eq!(vault.save("a", secret(&"é".repeat(1281))).await, Err(VaultError::TooLong));
        vault.save("a", secret(&"é".repeat(1280))).await.unwrap();
    }
}
