//! What a window or a command line works with: the data folder with its connections and journal, the safe for
//! passwords, and one contact centre per connection, signed in once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use secrecy::SecretString;
use skillsheet_platforms::SettingsError;
use skillsheet_skills::{AgentId, Answer, Directory, Live, Problem, Refusal};
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::connections::{Connection, Connections, ConnectionsError, Kind};
use crate::journal::{Journal, JournalError, RunRecord};
use crate::memory::{Memory, Settled};
use crate::pace_log::PaceLog;
use crate::reading;
use crate::vault::{Vault, VaultError};

/// Where settings and the journal are kept when nothing else is said; none where the system knows no such place.
pub fn usual_folder() -> Option<PathBuf> {
    // Windows' other one follows the person over the network, and may be on it.
    directories::ProjectDirs::from("app", "Skillsheet", "Skillsheet").map(|dirs| dirs.data_local_dir().to_path_buf())
}

/// Who sits at this computer, as the system knows them.
pub fn who() -> String {
    let named = |variable| std::env::var(variable).ok().filter(|name| !name.is_empty());
    named("USER").or_else(|| named("USERNAME")).unwrap_or_else(|| "this computer".to_owned())
}

/// The data folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its connections.
    #[error(transparent)]
    Connections(#[from] ConnectionsError),
    /// Its journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// A connection cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Its secret cannot be had from the safe for passwords.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// There is no secret for it.
    #[error("The secret of “{0}” is not on this computer")]
    NoSecret(String),
    /// One of its settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}

impl ConnectError {
    /// In plain words, with the one next step.
    pub fn problem(&self) -> Problem {
        match self {
            ConnectError::Vault(error) => error.problem(),
            ConnectError::NoSecret(_) => Problem {
                title: self.to_string(),
                meaning: "It was removed, or it was only used until Skillsheet closed.".to_owned(),
                next: "Enter the secret again".to_owned(),
                ..Problem::default()
            },
            ConnectError::Settings(error) => Problem {
                title: error.message.clone(),
                meaning: error.hint.clone(),
                next: "Edit the connection".to_owned(),
                ..Problem::default()
            },
        }
    }
}

/// The data folder in use, and everything that is shared by what happens in it.
pub struct Session {
    connections: Mutex<Connections>,
    /// Used until the program ends, and written nowhere: the practice centre.
    passing: Mutex<Vec<Connection>>,
    centres: Mutex<HashMap<String, Centre>>,
    vault: Vault,
    journal: Journal,
    memory: Memory,
    pace_log: PaceLog,
}

impl Session {
    /// Opens a data folder, or makes it. Blocks.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        let journal = Journal::open(folder)?;
        let connections = Mutex::new(Connections::open(folder)?);
        Ok(Session {
            connections,
            passing: Mutex::default(),
            centres: Mutex::default(),
            vault: Vault::new(),
            journal,
            memory: Memory::of(folder),
            pace_log: PaceLog::of(folder),
        })
    }

    /// The saved connections.
    pub fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Uses a connection until the program ends, and writes it nowhere.
    pub fn keep_for_session(&self, connection: Connection) {
        let mut passing = self.passing();
        passing.retain(|known| known.id != connection.id);
        passing.push(connection);
    }

    /// The connection with an id, saved or not.
    pub fn connection(&self, id: &str) -> Option<Connection> {
        let passing = self.passing().iter().find(|connection| connection.id == id).cloned();
        passing.or_else(|| self.connections().get(id).cloned())
    }

    /// The connection that a run belongs to: its own, unless that leads to another address now, or one that was made
    /// again for the same contact centre and account. Agents of any other one have other ids, or worse, the same.
    /// Whether its own leads to the same people although its keys were replaced, [`same_centre::ensure`] tells.
    ///
    /// [`same_centre::ensure`]: crate::same_centre::ensure
    pub fn connection_of(&self, run: &RunRecord) -> Option<Connection> {
        let is_there = |it: &Connection| it.kind == Kind::Practice || it.settings.place() == run.place;
        let is_same = |it: &Connection| {
            let account = it.settings.account();
            !account.is_empty() && account == run.account && is_there(it)
        };
        self.connection(&run.connection_id).filter(is_there).or_else(|| {
            let made_again: Vec<Connection> = self.all_connections().into_iter().filter(is_same).collect();
            made_again.iter().find(|it| it.name == run.connection).or(made_again.first()).cloned()
        })
    }

    /// All connections: the saved ones, then those of this session.
    pub fn all_connections(&self) -> Vec<Connection> {
        let mut all = self.connections().list().to_vec();
        all.extend(self.passing().iter().cloned());
        all
    }

    fn passing(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.passing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The safe for passwords.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The journal.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What was settled with earlier sheets.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Remembers what the person settled in an update: how its sheet is read, and what its names stand for. A
    /// convenience: an update does not fail for it.
    pub fn remember(&self, settled: Settled, connection: &Connection) {
        if let Err(error) = self.memory.remember(&connection.id, settled) {
            tracing::warn!(%error, "what was settled with this sheet could not be remembered");
        }
    }

    fn centres(&self) -> MutexGuard<'_, HashMap<String, Centre>> {
        self.centres.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The contact centre of a connection, made from its secret the first time. `half` uses half the allowed pace.
    ///
    /// # Errors
    /// When the secret cannot be had, or a setting cannot be used.
    pub async fn centre(&self, connection: &Connection, half: bool) -> Result<Centre, ConnectError> {
        if let Some(centre) = self.centres().get(&connection.id) {
            return Ok(centre.clone());
        }
        let settings = &connection.settings;
        let secret = match settings.needs_secret() {
            true => self.vault.load(&connection.id).await?,
            false => Some(SecretString::default()),
        };
        let secret = secret.ok_or_else(|| ConnectError::NoSecret(connection.name.clone()))?;
        let centre = Centre::new(settings.connect(secret)?, settings.rate_limit(), half);
        centre.keep_log(&self.pace_log, &connection.id);
        // Two who ask at once share the first one: there is one limiter for a sign-in.
        Ok(self.centres().entry(connection.id.clone()).or_insert(centre).clone())
    }

    /// Uses a contact centre that is signed in already for a connection, such as one that was just tested.
    pub fn adopt_centre(&self, connection: &str, centre: Centre) {
        centre.keep_log(&self.pace_log, connection);
        self.centres().insert(connection.to_owned(), centre);
    }

    /// Forgets the sign-in of a connection whose secret or settings changed.
    pub fn forget_centre(&self, connection: &str) {
        self.centres().remove(connection);
    }

    /// Forgets all sign-ins, for settings that all of them share.
    pub fn forget_centres(&self) {
        self.centres().clear();
    }
}

/// Reads the agents and skills of a contact centre. `on_progress` is told how many of how many pages are there.
///
/// # Errors
/// Why they could not be read.
pub async fn read_directory(
    centre: &Centre,
    on_progress: impl FnMut(usize, usize),
    cancel: CancellationToken,
) -> Answer<Arc<Directory>> {
    centre.learn_pace(&cancel).await;
    let (agents, skills) = reading::directory(centre, on_progress, cancel).await?;
    centre.knows_agents(agents.len());
    // An index over many names takes a while: not on the threads that answers arrive on.
    let built = tokio::task::spawn_blocking(move || Arc::new(Directory::new(agents, skills))).await;
    Ok(built.expect("building a directory does not panic"))
}

/// What was read of the live state.
#[derive(Debug)]
pub struct LiveRead {
    /// What agents have.
    pub live: Live,
    /// Agents that could not be read, and why.
    pub unread: Vec<(AgentId, Refusal)>,
    /// When reading began.
    pub read_at: Timestamp,
}

/// Reads what agents have. Where the platform does not tell and writes only what changes, every agent counts as having
/// nothing: nothing can be lost. Where a write replaces the whole list, that is an error, for it would wipe what cannot
/// be seen.
///
/// # Errors
/// Why nothing could be read.
pub async fn read_live(
    centre: &Centre,
    agents: &[AgentId],
    on_progress: impl FnMut(usize, usize),
    cancel: CancellationToken,
) -> Answer<LiveRead> {
    let read_at = Timestamp::now();
    match reading::live(centre, agents, on_progress, cancel).await {
        Ok((live, unread)) => Ok(LiveRead { live, unread, read_at }),
        Err(refusal) if reading::is_unreadable(&refusal) && !centre.capabilities().writes.can_remove() => {
            let live = agents.iter().map(|agent| (agent.clone(), Default::default())).collect();
            Ok(LiveRead { live, unread: Vec::new(), read_at })
        }
        Err(refusal) => Err(refusal),
    }
}
