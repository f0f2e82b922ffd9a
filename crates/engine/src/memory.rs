//! What the person settled once and need not settle again: how sheets of a shape are read, and what names stand for.
//! Kept in one small file of the data folder, without any secret.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use skillsheet_skills::{Aliases, KeptMapping, Scale};

use crate::files;

const FILE: &str = "memory.json";
/// Shapes that are remembered, the latest ones; more than anybody keeps in use.
const MOST_SHAPES: usize = 500;

/// What was settled with earlier sheets, as it is at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// How sheets are read, by the shape of their headings.
    pub mappings: BTreeMap<String, EarlierMapping>,
    /// What names stand for in the connection in use.
    pub aliases: Aliases,
}

/// How an earlier sheet was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EarlierMapping {
    /// How.
    pub kept: KeptMapping,
    /// The scale that its levels were on: what was said about levels holds for this scale only.
    pub scale: Scale,
    /// The sheet's name.
    pub sheet: String,
    /// When.
    pub at: Timestamp,
}

/// What the person settled with one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// How it is read, with the shape of its headings; none where all of it was guessed.
    pub mapping: Option<(String, EarlierMapping)>,
    /// What its names stand for.
    pub aliases: Aliases,
}

/// The memory of a data folder.
#[derive(Debug)]
pub struct Memory {
    path: PathBuf,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    mappings: BTreeMap<String, EarlierMapping>,
    /// By the id of the connection.
    aliases: BTreeMap<String, Aliases>,
}

impl Memory {
    /// The memory of a data folder; nothing is read yet.
    pub fn of(folder: &Path) -> Self {
        Memory { path: folder.join(FILE) }
    }

    /// What was settled, with the aliases of one connection. A file that cannot be read is as if nothing was settled:
    /// everything can be settled again.
    pub fn recall(&self, connection: &str) -> Remembered {
        let Stored { mappings, mut aliases } = self.load();
        Remembered { mappings, aliases: aliases.remove(connection).unwrap_or_default() }
    }

    /// Remembers what was settled with a sheet, in a connection, beside what is known already.
    ///
    /// # Errors
    /// When the file cannot be written; then it is as it was.
    pub fn remember(&self, connection: &str, settled: Settled) -> io::Result<()> {
        let Settled { mapping, aliases } = settled;
        if mapping.is_none() && aliases == Aliases::default() {
            return Ok(());
        }
        self.change(|stored| {
            stored.mappings.extend(mapping);
            while stored.mappings.len() > MOST_SHAPES {
                let oldest = stored.mappings.iter().min_by_key(|(_, it)| it.at).map(|(shape, _)| shape.clone());
                oldest.and_then(|shape| stored.mappings.remove(&shape));
            }
            let known = stored.aliases.entry(connection.to_owned()).or_default();
            known.agents.extend(aliases.agents);
            known.skills.extend(aliases.skills);
        })
    }

    /// Forgets what a name, by its key, stands for in a connection, as an agent and as a skill.
    ///
    /// # Errors
    /// When the file cannot be written; then it is as it was.
    pub fn forget_alias(&self, connection: &str, key: &str) -> io::Result<()> {
        self.change(|stored| {
            if let Some(known) = stored.aliases.get_mut(connection) {
                known.agents.remove(key);
                known.skills.remove(key);
            }
        })
    }

    /// Forgets all names of a connection that was removed.
    ///
    /// # Errors
    /// When the file cannot be written; then it is as it was.
    pub fn forget_connection(&self, connection: &str) -> io::Result<()> {
        self.change(|stored| {
            stored.aliases.remove(connection);
        })
    }

    fn load(&self) -> Stored {
        match fs::read(&self.path) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                tracing::warn!(%error, "what was settled with earlier sheets cannot be read");
                Stored::default()
            }),
            Err(_) => Stored::default(),
        }
    }

    /// Reads the file anew before it is changed: the window and the command line may both be at work.
    fn change(&self, change: impl FnOnce(&mut Stored)) -> io::Result<()> {
        let mut stored = self.load();
        change(&mut stored);
        files::write_json_in_new_folder(&self.path, &stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_settled_is_known_again_and_can_be_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = Memory::of(folder.path());
        assert_eq!(memory.recall("acme"), Remembered::default());
        let aliases =
            |key: &str, id: &str| Aliases { skills: [(key.to_owned(), id.into())].into(), ..Aliases::default() };
        let settled = |key: &str, id: &str| Settled { aliases: aliases(key, id), mapping: None };
        memory.remember("acme", settled("billng", "s-1")).expect("written");
        memory.remember("acme", settled("chatt", "s-2")).expect("written");
        memory.remember("zoo", settled("billng", "s-9")).expect("written");
        memory.forget_alias("acme", "chatt").expect("written");
        assert_eq!(Memory::of(folder.path()).recall("acme").aliases, aliases("billng", "s-1"));
        memory.forget_connection("acme").expect("written");
        assert_eq!(memory.recall("acme").aliases, Aliases::default());
        assert_eq!(memory.recall("zoo").aliases, aliases("billng", "s-9"));
        fs::write(folder.path().join(FILE), "{").expect("damaged");
        assert_eq!(memory.recall("zoo"), Remembered::default());
    }
}
