//! Marks and words in the place of levels: what they mean is proposed, and confirmed once by the person.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{CellRef, Proficiency, key};

/// What a mark or a word means in the place of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// The agent has the skill at this level, in the sheet's own direction (turned round like every other level).
    Level(Proficiency),
    /// The skill is taken away.
    Remove,
    /// Nothing changes, as with an empty cell.
    Nothing,
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Marked::Level(level) => level.fmt(f),
            Marked::Remove => f.write_str("remove"),
            Marked::Nothing => f.write_str("nothing"),
        }
    }
}

impl Serialize for Marked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Marked::Level(level) => level.serialize(serializer),
            other => serializer.collect_str(other),
        }
    }
}

impl<'de> Deserialize<'de> for Marked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Level(Proficiency),
            Word(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Level(level) => Ok(Marked::Level(level)),
            Written::Word(word) => word
                .parse()
                .map_err(|()| serde::de::Error::custom(format!("“{word}” is no level, nor remove or nothing"))),
        }
    }
}

impl std::str::FromStr for Marked {
    type Err = ();

    /// A level, “remove” or “nothing”.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match key(text).as_str() {
            "remove" => Ok(Marked::Remove),
            "nothing" => Ok(Marked::Nothing),
            number => crate::level::parse(number).map(Marked::Level).ok_or(()),
        }
    }
}

/// What the person said about marks and words, by their [`key`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Legend(BTreeMap<String, Marked>);

impl Legend {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it says what some number means.
    pub(crate) fn says_numbers(&self) -> bool {
        self.0.keys().any(|mark| crate::level::parse(mark).is_some())
    }

    /// What a mark means, if the person said.
    pub fn get(&self, written: &str) -> Option<Marked> {
        self.0.get(&key(written)).copied()
    }

    /// Says what a mark means, or that it is open again.
    pub fn set(&mut self, written: &str, meaning: Option<Marked>) {
        match meaning {
            Some(meaning) => self.0.insert(key(written), meaning),
            None => self.0.remove(&key(written)),
        };
    }

    /// Takes over what another one says.
    pub fn extend(&mut self, other: &Legend) {
        self.0.extend(other.0.iter().map(|(mark, meaning)| (mark.clone(), *meaning)));
    }
}

/// A mark or a word that stands in the place of levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// As written, the first time.
    pub written: String,
    /// Where it first stands.
    pub first: CellRef,
    /// How many cells hold it.
    pub cells: u32,
    /// What it is proposed to mean.
    pub proposed: Marked,
    /// What the person said it means.
    pub said: Option<Marked>,
}
