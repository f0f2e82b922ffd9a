//! Columns and names.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// What a column can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FieldView {
    /// The agent.
    Agent,
    /// What the agent's name goes on with.
    AgentRest,
    /// The skill (list).
    Skill,
    /// The level (list).
    Proficiency,
    /// What to do (list, optional).
    Action,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SureView {
    /// Three bars.
    Sure,
    /// Two bars.
    Likely,
    /// One bar.
    PleaseCheck,
}

/// One line of “Columns”.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ColumnView {
    /// What it is for.
    pub field: FieldView,
    /// The chosen column.
    pub column: Option<u32>,
    /// Its first values, or for levels what the scale means, in words.
    pub content: String,
    /// How sure.
    pub sure: SureView,
    /// Why this column; empty where none was found.
    pub why: String,
    /// Whether it may be left empty.
    pub optional: bool,
}

/// A mark or a word in the place of levels.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MarkView {
    /// As written, the first time.
    pub written: String,
    /// Where it first stands.
    pub first: String,
    /// How many cells hold it.
    pub cells: u32,
    /// What it is proposed to mean.
    pub proposed: MarkedView,
    /// What the person said.
    pub said: Option<MarkedView>,
}

/// What a mark means.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "means")]
pub enum MarkedView {
    /// This level.
    #[serde(rename_all = "camelCase")]
    Level {
        /// The level.
        #[specta(type = Number)]
        level: f64,
    },
    /// The skill is taken away.
    #[serde(rename_all = "camelCase")]
    Remove {},
    /// Nothing changes.
    #[serde(rename_all = "camelCase")]
    Nothing {},
}

/// Columns and names of the sheet in hand.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MatchView {
    /// The lines of “Columns”; a grid has only the agent's.
    pub columns: Vec<ColumnView>,
    /// In a grid, how many columns are skills; in a transposed one, agents.
    pub skill_columns: u32,
    /// Marks and words in the place of levels, in the sheet's order.
    pub marks: Vec<MarkView>,
    /// Columns that are not used, by heading.
    pub unused: Vec<String>,
    /// Agents in the directory; 0 when the tenant lists none.
    pub agents: u32,
    /// Skills in the directory.
    pub skills: u32,
    /// When the directory was read.
    pub read_at: String,
    /// Skill names that need the person.
    pub open_skills: u32,
    /// Agent names that need the person.
    pub open_agents: u32,
    /// Names that match, or were settled.
    pub matched: u32,
    /// Open skill names with a suggestion marked Sure.
    pub sure_skills: u32,
    /// Open agent names with a suggestion marked Sure.
    pub sure_agents: u32,
    /// Whether the sheet's levels look turned round.
    pub looks_inverted: bool,
    /// Whether the levels are turned round.
    pub turned_round: bool,
}

/// Which names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NamesView {
    /// Skill names that need the person.
    Skills,
    /// Agent names that need the person.
    Agents,
    /// All that match.
    Matched,
}

/// Agents or skills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ThingView {
    /// An agent.
    Agent,
    /// A skill.
    Skill,
}

/// A name as written in the sheet, and what it may mean.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NameView {
    /// Agent or skill.
    pub thing: ThingView,
    /// As written.
    pub written: String,
    /// How many rows name it.
    pub rows: u32,
    /// Why it needs the person (“One letter is missing”), or how it matched (“by e-mail”).
    pub why: String,
    /// The best candidates, best first; for several agents of one name, all of them.
    pub candidates: Vec<CandidateView>,
    /// Whether the first candidate is marked Sure.
    pub sure: bool,
    /// What the person settled: a directory id.
    pub settled: Option<String>,
    /// The person left it out.
    pub left_out: bool,
    /// It is read as the person chose with an earlier sheet.
    pub remembered: bool,
}

/// A candidate from the directory.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// Directory id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What tells it from its namesakes: the e-mail; “switched off”.
    pub detail: String,
}

/// A page of names.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NamesPage {
    /// How many there are under the search.
    pub total: u32,
    /// The names asked for.
    pub names: Vec<NameView>,
}
