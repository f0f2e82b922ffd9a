//! How a sheet is read, as the person chose it or as it is suggested to them.

use serde::{Deserialize, Serialize};

use super::NameCells;
use crate::Legend;
use crate::vocabulary::Field;

/// How a sheet is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// One row per agent and skill.
    List,
    /// Agents down, skills across.
    Grid,
    /// One row per agent, with all skills and levels in one cell: `Billing:5, Spanish:3`.
    Packed,
    /// Skills down, agents across.
    Transposed,
}

/// What happens with rows and columns that are hidden in the workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Hidden {
    /// They are read like all others.
    #[default]
    Read,
    /// They are left out.
    LeaveOut,
}

/// What the person chose, or what is suggested to them. Columns are indices from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mapping {
    /// The layout.
    pub layout: Layout,
    /// Excel's number of the row with the headings; of two rows, the lower one.
    pub heading_row: u32,
    /// How many rows the headings take, 1 or 2; the last of them is `heading_row`.
    #[serde(default = "one")]
    pub heading_rows: u32,
    /// The column that names the agent (not in a transposed grid, which names agents across).
    #[serde(default, with = "letters")]
    pub agent: Option<u32>,
    /// The column that the agent's name goes on in, where first and last names stand apart.
    #[serde(default, with = "letters", skip_serializing_if = "Option::is_none")]
    pub agent_rest: Option<u32>,
    /// The column that names the skill (list, transposed grid), or holds all of them (packed).
    #[serde(default, with = "letters")]
    pub skill: Option<u32>,
    /// The column of levels (list).
    #[serde(default, with = "letters")]
    pub proficiency: Option<u32>,
    /// The column that says what to do (list, optional).
    #[serde(default, with = "letters")]
    pub action: Option<u32>,
    /// What happens with hidden rows and columns.
    #[serde(default)]
    pub hidden: Hidden,
}

const fn one() -> u32 {
    1
}

/// Columns as Excel's letters, which people can check; indices from 0 are understood too.
mod letters {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::{column_index, column_letters};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Index(u32),
        Letters(String),
    }

    pub(super) fn serialize<S: Serializer>(column: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
        column.map(column_letters).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
        match Option::<Written>::deserialize(deserializer)? {
            None => Ok(None),
            Some(Written::Index(index)) if index < crate::MAX_COLUMNS => Ok(Some(index)),
            Some(Written::Index(index)) => Err(D::Error::custom(format!("{index} is no column of a workbook"))),
            Some(Written::Letters(letters)) => column_index(letters.trim())
                .map(Some)
                .ok_or_else(|| D::Error::custom(format!("“{letters}” is no column of a workbook"))),
        }
    }
}

/// How a sheet is read, as it is kept for sheets of the same shape and in files: the mapping, and what the person said
/// about the levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptMapping {
    /// Where agents, skills and levels are.
    #[serde(flatten)]
    pub mapping: Mapping,
    /// What marks and words mean in the place of levels.
    #[serde(default, skip_serializing_if = "Legend::is_empty")]
    pub legend: Legend,
    /// Whether levels are read from the other end of the scale.
    #[serde(default)]
    pub turned_round: bool,
}

impl Mapping {
    /// A mapping of a layout with one row of headings, and no column yet.
    pub fn new(layout: Layout, heading_row: u32) -> Self {
        Mapping {
            layout,
            heading_row,
            heading_rows: 1,
            agent: None,
            agent_rest: None,
            skill: None,
            proficiency: None,
            action: None,
            hidden: Hidden::Read,
        }
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<u32> {
        match field {
            Field::Agent => self.agent,
            Field::AgentRest => self.agent_rest,
            Field::Skill => self.skill,
            Field::Proficiency => self.proficiency,
            Field::Action => self.action,
        }
    }

    /// Where the agents are named, in the order of the columns as they were given.
    pub fn agent_name(&self) -> Option<NameCells> {
        Some(NameCells { column: self.agent?, rest: self.agent_rest })
    }

    /// Gives a column to a field; a field that had the column loses it. Another column for the agent goes on in none.
    pub fn set_column(&mut self, field: Field, column: Option<u32>) {
        let Mapping { agent, agent_rest, skill, proficiency, action, .. } = self;
        for slot in [agent, agent_rest, skill, proficiency, action] {
            if column.is_some() && *slot == column {
                *slot = None;
            }
        }
        match field {
            Field::Agent => (self.agent, self.agent_rest) = (column, None),
            Field::AgentRest => self.agent_rest = column,
            Field::Skill => self.skill = column,
            Field::Proficiency => self.proficiency = column,
            Field::Action => self.action = column,
        }
    }
}
