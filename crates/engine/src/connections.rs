//! The saved connections: everything but their secrets, in one small file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use skillsheet_platforms::{Settings, SettingsError};
use uuid::Uuid;

use crate::files;

const FILE: &str = "connections.json";

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Real customers.
    Production,
    /// A test tenant.
    Sandbox,
    /// The practice centre: nothing real, and no keyring needed.
    Practice,
}

/// A saved connection, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// Opaque; never used again once the connection is removed. The vault keeps the secret under it.
    pub id: String,
    /// The name the person gave.
    pub name: String,
    /// What it is for.
    pub kind: Kind,
    /// What it is set to.
    pub settings: Settings,
    /// When it was last used.
    #[serde(default)]
    pub last_used: Option<Timestamp>,
}

impl Connection {
    /// A new connection with an id of its own.
    pub fn new(name: impl Into<String>, kind: Kind, settings: Settings) -> Self {
        Connection { id: Uuid::now_v7().to_string(), name: name.into(), kind, settings, last_used: None }
    }
}

/// Why the connections could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum ConnectionsError {
    /// The name is empty.
    #[error("The connection has no name")]
    NameMissing,
    /// Another connection has the name.
    #[error("There is a connection called “{0}” already")]
    NameTaken(String),
    /// A setting cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The file could not be read or written.
    #[error("“{}” could not be {verb}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What failed: `read`, `written` or `set aside`.
        verb: &'static str,
        /// Why.
        source: io::Error,
    },
}

impl ConnectionsError {
    /// What to do about it.
    pub fn hint(&self) -> &str {
        match self {
            ConnectionsError::NameMissing => "Give it the name of your contact centre",
            ConnectionsError::NameTaken(_) => "Choose another name",
            ConnectionsError::Settings(error) => &error.hint,
            ConnectionsError::File { .. } => "Check that the folder can be written to and the disk is not full",
        }
    }
}

/// The saved connections.
#[derive(Debug)]
pub struct Connections {
    path: PathBuf,
    list: Vec<Connection>,
    /// Entries that this version does not understand: a later one's, to be kept for it.
    others: Vec<Value>,
    set_aside: Option<PathBuf>,
}

#[derive(Serialize, Deserialize)]
struct Stored<T> {
    connections: Vec<T>,
}

impl Connections {
    /// Reads the connections of a data directory. A damaged file is set aside, see [`Connections::set_aside`].
    ///
    /// # Errors
    /// The file is there and cannot be read, or not be set aside.
    pub fn open(data_dir: &Path) -> Result<Self, ConnectionsError> {
        let mut connections =
            Connections { path: data_dir.join(FILE), list: Vec::new(), others: Vec::new(), set_aside: None };
        connections.reload()?;
        Ok(connections)
    }

    /// Where a damaged file was moved to, if there was one: its connections have to be made again.
    pub fn set_aside(&self) -> Option<&Path> {
        self.set_aside.as_deref()
    }

    /// All, by name.
    pub fn list(&self) -> &[Connection] {
        &self.list
    }

    /// One by its id.
    pub fn get(&self, id: &str) -> Option<&Connection> {
        self.list.iter().find(|connection| connection.id == id)
    }

    /// One by its name, whatever its letters' case.
    pub fn by_name(&self, name: &str) -> Option<&Connection> {
        let wanted = name.trim().to_lowercase();
        self.list.iter().find(|connection| connection.name.to_lowercase() == wanted)
    }

    /// Adds a connection, or changes the one with its id.
    ///
    /// # Errors
    /// Its name or a setting cannot be used, or the file cannot be written; then nothing has changed.
    pub fn save(&mut self, connection: Connection) -> Result<(), ConnectionsError> {
        let connection = Connection { name: connection.name.trim().to_owned(), ..connection };
        if connection.name.is_empty() {
            return Err(ConnectionsError::NameMissing);
        }
        connection.settings.validate()?;
        self.reload()?;
        if self.by_name(&connection.name).is_some_and(|other| other.id != connection.id) {
            return Err(ConnectionsError::NameTaken(connection.name));
        }
        let mut list = self.list.clone();
        list.retain(|other| other.id != connection.id);
        list.push(connection);
        self.write(list)
    }

    /// Removes a connection; true when there was one. Its secret is the vault's to forget.
    ///
    /// # Errors
    /// The file cannot be written; then nothing has changed.
    pub fn remove(&mut self, id: &str) -> Result<bool, ConnectionsError> {
        self.reload()?;
        let mut list = self.list.clone();
        list.retain(|connection| connection.id != id);
        let removed = list.len() < self.list.len();
        if removed {
            self.write(list)?;
        }
        Ok(removed)
    }

    /// Notes that a connection was used at a moment.
    ///
    /// # Errors
    /// The file cannot be written; then nothing has changed.
    pub fn touch(&mut self, id: &str, now: Timestamp) -> Result<(), ConnectionsError> {
        self.reload()?;
        let mut list = self.list.clone();
        match list.iter_mut().find(|connection| connection.id == id) {
            Some(connection) => connection.last_used = Some(now),
            None => return Ok(()),
        }
        self.write(list)
    }

    /// Reads the file anew: the window and the command line may both be at work.
    fn reload(&mut self) -> Result<(), ConnectionsError> {
        let failed = |verb, source| ConnectionsError::File { path: self.path.clone(), verb, source };
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::from(br#"{"connections":[]}"#),
            Err(error) => return Err(failed("read", error)),
        };
        let Ok(stored) = serde_json::from_slice::<Stored<Value>>(&bytes) else {
            let aside = self.path.with_extension(format!("damaged-{}.json", Uuid::now_v7()));
            fs::rename(&self.path, &aside).map_err(|error| failed("set aside", error))?;
            tracing::warn!(path = %aside.display(), "the file of connections is damaged and was set aside");
            self.set_aside = Some(aside);
            return Ok(());
        };
        (self.list, self.others) = (Vec::new(), Vec::new());
        for value in stored.connections {
            match Connection::deserialize(&value) {
                Ok(connection) => self.list.push(connection),
                Err(_) => self.others.push(value),
            }
        }
        self.list.sort_by_cached_key(|connection| connection.name.to_lowercase());
        Ok(())
    }

    fn write(&mut self, mut list: Vec<Connection>) -> Result<(), ConnectionsError> {
        list.sort_by_cached_key(|connection| connection.name.to_lowercase());
        let write = || -> io::Result<()> {
            let known = list.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
            let stored = Stored { connections: [known, self.others.clone()].concat() };
            files::write_json_in_new_folder(&self.path, &stored)
        };
        write().map_err(|source| ConnectionsError::File { path: self.path.clone(), verb: "written", source })?;
        self.list = list;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> Settings {
        let mut settings = Settings::of("wrapped-put").unwrap();
        settings.set("api-url", url).unwrap();
        settings.set("client-id", "me").unwrap();
        settings
    }

    fn connection(name: &str) -> Connection {
        Connection::new(name, Kind::Sandbox, settings("https://api.example.com"))
    }

    fn names(connections: &Connections) -> Vec<&str> {
        connections.list().iter().map(|connection| connection.name.as_str()).collect()
    }

    #[test]
    fn connections_outlive_the_program() {
        let dir = tempfile::tempdir().unwrap();
        let mut connections = Connections::open(&dir.path().join("new")).unwrap();
        let (zoo, acme) = (connection("zoo"), connection(" Acme "));
        connections.save(zoo.clone()).unwrap();
        connections.save(acme.clone()).unwrap();
        connections.touch(&acme.id, Timestamp::UNIX_EPOCH).unwrap();
        connections.save(Connection { name: "Zoo 2".into(), ..zoo.clone() }).unwrap();

        let mut again = Connections::open(&dir.path().join("new")).unwrap();
        assert_eq!(names(&again), ["Acme", "Zoo 2"]);
        assert_eq!(again.by_name("ACME ").unwrap().last_used, Some(Timestamp::UNIX_EPOCH));
        assert_eq!(again.get(&zoo.id).unwrap().settings, zoo.settings);
        assert!(again.remove(&acme.id).unwrap());
        assert!(!again.remove(&acme.id).unwrap());
        // The other one learns of it before it writes.
        connections.touch(&zoo.id, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(names(&connections), ["Zoo 2"]);
    }

    #[test]
    fn what_cannot_be_saved_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let mut connections = Connections::open(dir.path()).unwrap();
        connections.save(connection("Acme")).unwrap();
        let bad = Connection { settings: settings("http://api.example.com"), ..connection("bad") };
        assert!(matches!(connections.save(bad), Err(ConnectionsError::Settings(_))));
        assert!(matches!(connections.save(connection("ACME")), Err(ConnectionsError::NameTaken(_))));
        assert!(matches!(connections.save(connection("  ")), Err(ConnectionsError::NameMissing)));
        assert_eq!(names(&Connections::open(dir.path()).unwrap()), ["Acme"]);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_told() {
        for damage in ["", "{", "[]", r#"{"connections":5}"#, "\u{0}\u{0}\u{0}"] {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join(FILE), damage).unwrap();
            let mut connections = Connections::open(dir.path()).unwrap();
            let aside = connections.set_aside().unwrap().to_owned();
            assert_eq!(fs::read_to_string(aside).unwrap(), damage);
            connections.save(connection("Acme")).unwrap();
            let again = Connections::open(dir.path()).unwrap();
            assert_eq!((names(&again), again.set_aside()), (vec!["Acme"], None));
        }
    }

    #[test]
    fn a_later_versions_connection_is_kept_for_it() {
        let dir = tempfile::tempdir().unwrap();
        let later = r#"{"id":"1","name":"New","kind":"production","settings":{"platform":"not-yet-made","x":1}}"#;
        fs::write(dir.path().join(FILE), format!(r#"{{"connections":[{later}]}}"#)).unwrap();
        let mut connections = Connections::open(dir.path()).unwrap();
        assert_eq!(names(&connections), [""; 0]);
        connections.save(connection("Acme")).unwrap();
        let stored: Stored<Value> = serde_json::from_slice(&fs::read(dir.path().join(FILE)).unwrap()).unwrap();
        assert!(stored.connections.contains(&serde_json::from_str(later).unwrap()));
    }
}
