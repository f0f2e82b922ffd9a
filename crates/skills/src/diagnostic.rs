//! Problems in the person's data: values, not errors.

use serde::Serialize;

use crate::{AgentId, CellRef, SkillId};

/// Whether a problem keeps its cell out of the update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Left out unless fixed.
    Error,
    /// Worth a look; it goes into the update as it is.
    Warning,
    /// Said for completeness.
    Note,
}

/// What is the matter. The spelling in JSON is part of the command line's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Code {
    /// No skill of the contact centre has this name or id.
    UnknownSkill,
    /// No agent of the contact centre has this name, e-mail or id.
    UnknownAgent,
    /// Several agents have this name.
    AmbiguousAgent,
    /// Several skills have this name.
    AmbiguousSkill,
    /// The agent is deactivated.
    InactiveAgent,
    /// The skill is switched off.
    InactiveSkill,
    /// Two cells want different levels for one agent and skill.
    Contradiction,
    /// Two cells say the same.
    Repeated,
    /// The cell shows an Excel error.
    ErrorCell,
    /// The file holds no result for the cell's formula.
    FormulaWithoutResult,
    /// A date where a level is expected.
    DateInProficiency,
    /// A percentage where a level is expected.
    Percentage,
    /// TRUE or FALSE where a level is expected.
    Boolean,
    /// Text that is no level.
    NotANumber,
    /// A number outside the scale.
    OutOfScale,
    /// A number between two levels.
    OffStep,
    /// A word in the action column that is not known.
    UnknownAction,
    /// A row that names no agent, or no skill, though it holds a level.
    MissingName,
    /// A skill's column has no heading, or two columns have the same one.
    RepeatedHeading,
    /// A column that may hold something else than levels of the skill in its heading.
    UnclearColumn,
    /// A record of a text file that has more cells than there are headings.
    TornRow,
    /// This contact centre's interface cannot take a skill away.
    CannotRemove,
    /// The agent's skills of today could not be read.
    Unread,
    /// The levels look as if the other end of the scale were meant to be best.
    LooksInverted,
    /// The agent would have more skills than the contact centre allows.
    TooManySkills,
    /// Rows or columns are hidden in the workbook, and are read all the same or left out.
    Hidden,
    /// A row below the headings that explains the columns, or shows an example; it is passed over.
    Explanation,
    /// A row of sums or counts; it is passed over.
    Totals,
    /// Another table stands beside or below the one that is read.
    AnotherTable,
    /// Two columns could be meant, and only the person can say which one counts.
    TwoColumns,
    /// What a row says of its agent, or of its skill, in several columns does not go together.
    NamesDisagree,
    /// No cell holds a level.
    NoLevels,
    /// A mark or a word in the place of a level, whose meaning the person has not confirmed.
    Legend,
    /// A packed cell that cannot be taken apart.
    NotPacked,
}

impl Code {
    /// The spelling in JSON, such as `unknownSkill`.
    pub fn spelling(self) -> String {
        let mut name = format!("{self:?}");
        if let Some(first) = name.get_mut(0..1) {
            first.make_ascii_lowercase();
        }
        name
    }
}

/// A problem in the person's data, at its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The cell; a column's heading for what is the matter with a whole column.
    pub at: CellRef,
    /// Other cells that belong to it, such as the one that it contradicts.
    pub with: Vec<CellRef>,
    /// Whether it keeps the cell out.
    pub severity: Severity,
    /// What is the matter.
    pub code: Code,
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// What it means or what to do; empty when the message says it all.
    pub hint: String,
    /// Texts that would repair it when written into the cell, best first.
    pub suggestions: Vec<String>,
    /// Which entry of a packed cell it is about, from 0; none for the whole cell and for all other layouts. Suggestions
    /// are then for the entry's level alone.
    pub entry: Option<u32>,
    /// Whose skill it is about, where both are clear.
    pub pair: Option<(AgentId, SkillId)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_spelt_as_in_json() {
        for code in [Code::UnknownSkill, Code::NotANumber, Code::DateInProficiency, Code::Boolean] {
            assert_eq!(serde_json::to_value(code).unwrap(), code.spelling());
        }
    }
}
