//! What a sheet asks for, one accepted cell at a time.

use crate::{AgentId, CellRef, Proficiency, SkillId};

/// What a cell asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The agent has the skill at this level.
    Assign(Proficiency),
    /// The agent does not have the skill.
    Remove,
}

impl Wish {
    /// The level that the agent has afterwards; none when the skill is gone.
    pub fn after(self) -> Option<Proficiency> {
        match self {
            Wish::Assign(level) => Some(level),
            Wish::Remove => None,
        }
    }
}

/// One accepted cell: an agent, a skill and what is wanted. There is at most one for an agent and a skill; cells that
/// repeat it are kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Whose skill.
    pub agent: AgentId,
    /// Which skill.
    pub skill: SkillId,
    /// What is wanted.
    pub wish: Wish,
    /// The cells that say so, in the sheet's order; at least one.
    pub cells: Vec<CellRef>,
}
