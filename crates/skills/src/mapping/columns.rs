//! The checked form of a mapping.

use super::column::Column;
use super::profile::Profile;
use super::{Beside, Hidden, Layout, Mapping, NameCells, below, rows};
use crate::vocabulary::{Doing, Field};
use crate::{CellRef, Directory, Sheet};

/// The checked form of a [`Mapping`]: every column that is needed is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Excel's number of the row with the headings; the data begins below it.
    pub heading_row: u32,
    /// The headings of the columns whose headings name something: skills in a grid, agents in a transposed one.
    pub heads: Vec<Head>,
    /// Where agents, skills and levels are.
    pub cells: Cells,
    /// Rows below the headings that are no data, ascending.
    pub passed_over: Vec<PassedOver>,
    /// What the words of a list's action column go by.
    pub doing: Doing,
    /// Another table beside this one, which is not read.
    pub beside: Option<Beside>,
    /// The row in which another table begins above this one, which is not read.
    pub above: Option<u32>,
    /// Columns that could be meant as well as the chosen ones. Nothing is sent until the person says which one counts.
    pub rivals: Vec<Rival>,
    /// Whether hidden rows are left out too. Hidden columns that are left out are in no list here any more.
    pub leaves_out_hidden: bool,
}

/// A column's heading that names a skill or an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The column.
    pub column: u32,
    /// The name, from whichever row of the headings it stands in.
    pub text: String,
    /// The cell it stands in; of merged cells, the first.
    pub at: CellRef,
}

/// A column that could be meant as well as the chosen one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// What both seem to hold.
    pub field: Field,
    /// The column that was chosen.
    pub chosen: u32,
    /// The other one.
    pub other: u32,
}

/// A row below the headings that is no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Excel's number.
    pub row: u32,
    /// Why.
    pub why: NoData,
}

/// Why a row below the headings is no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoData {
    /// It explains the columns, or shows an example, as templates do.
    Explanation,
    /// It sums or counts the rows above.
    Totals,
    /// It repeats the headings, as printed lists do.
    Headings,
    /// It is of another table, which has headings of its own.
    AnotherTable,
}

/// Who a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Where the agent is named.
    pub agent: NameCells,
    /// Where else it stands who the agent is: read where the first one is empty or several agents have its name.
    pub others: Vec<NameCells>,
}

/// Where agents, skills and levels are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cells {
    /// All in columns of their own.
    List {
        /// Who the row is about.
        who: Who,
        /// The column that names the skill.
        skill: u32,
        /// Other columns that tell which skill it is: where they name another one, the row is a problem.
        others: Vec<u32>,
        /// The column of levels.
        proficiency: Option<u32>,
        /// More columns of skills, each with its column of levels: “Skill 2”, “Level 2”.
        more: Vec<(u32, u32)>,
        /// The column that says what to do.
        action: Option<u32>,
    },
    /// Agents down, and a column per skill: one for each of [`Columns::heads`].
    Grid {
        /// Who the row is about.
        who: Who,
    },
    /// Agents down, and all skills and levels of one in a cell.
    Packed {
        /// Who the row is about.
        who: Who,
        /// The columns of such cells, ascending; usually one.
        packed: Vec<u32>,
    },
    /// Skills down, and a column per agent: one for each of [`Columns::heads`].
    Transposed {
        /// The column that names the skill.
        skill: u32,
    },
}

impl Cells {
    /// Who a row is about, where rows are about agents.
    pub fn who(&self) -> Option<&Who> {
        match self {
            Cells::List { who, .. } | Cells::Grid { who } | Cells::Packed { who, .. } => Some(who),
            Cells::Transposed { .. } => None,
        }
    }
}

impl Columns {
    /// The columns whose cells hold levels, ascending.
    pub fn of_levels(&self) -> Vec<u32> {
        match &self.cells {
            Cells::List { proficiency, more, action, .. } => {
                let mut levels: Vec<u32> = proficiency.or(*action).into_iter().collect();
                levels.extend(more.iter().map(|(_, level)| *level));
                levels.sort_unstable();
                levels
            }
            Cells::Grid { .. } | Cells::Transposed { .. } => self.heads.iter().map(|head| head.column).collect(),
            Cells::Packed { packed, .. } => packed.clone(),
        }
    }

    /// The column that names the skill of a cell in a list, whose columns of skills may be several.
    pub fn skill_beside(&self, column: u32) -> Option<u32> {
        let Cells::List { skill, more, .. } = &self.cells else { return None };
        let pair = more.iter().find(|(skill, level)| column == *skill || column == *level);
        Some(pair.map_or(*skill, |(skill, _)| *skill))
    }

    /// The heading of a column, where it names something.
    pub fn head(&self, column: u32) -> Option<&Head> {
        self.heads.iter().find(|head| head.column == column)
    }
}

/// A sheet cannot be read this way: a column is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MissingColumn {
    /// No column names the agent.
    #[error("No column names the agents")]
    Agent,
    /// No column names the skill.
    #[error("No column names the skills")]
    Skill,
    /// No column holds levels or says what to do.
    #[error("No column holds the levels")]
    Level,
    /// A grid without a column of a skill.
    #[error("No column is headed by a skill")]
    SkillColumns,
    /// A transposed grid without a column of an agent.
    #[error("No column is headed by an agent")]
    AgentColumns,
}

/// Checks a mapping against the sheet that it is for.
///
/// # Errors
/// Which column is missing.
pub fn columns(sheet: &Sheet, mapping: &Mapping, directory: &Directory) -> Result<Columns, MissingColumn> {
    let mut found = found(sheet, mapping, directory)?;
    found.passed_over = rows::passed_over(sheet, &found, mapping.heading_rows, directory);
    Ok(found)
}

/// Whether a sheet can be read by a mapping: a look at some rows, where [`columns`] goes through all of them.
pub fn is_readable(sheet: &Sheet, mapping: &Mapping, directory: &Directory) -> bool {
    found(sheet, mapping, directory).is_ok()
}

/// The columns, before any row is looked at for itself.
fn found(sheet: &Sheet, mapping: &Mapping, directory: &Directory) -> Result<Columns, MissingColumn> {
    let leaves_out_hidden = mapping.hidden == Hidden::LeaveOut;
    let is_left_out = |column: u32| leaves_out_hidden && sheet.hidden_columns.binary_search(&column).is_ok();
    let chosen = |field: Field| mapping.column(field).filter(|column| !is_left_out(*column));
    let agent = || chosen(Field::Agent).ok_or(MissingColumn::Agent);
    let skill = || chosen(Field::Skill).ok_or(MissingColumn::Skill);
    let mut profile = Profile::of(sheet, mapping.heading_row, mapping.heading_rows, directory);
    profile.columns.retain(|column| !is_left_out(column.index));
    let who = |column: u32| {
        let agent = match chosen(Field::AgentRest).filter(|rest| *rest != column) {
            Some(rest) => profile.in_order(column, rest),
            None => NameCells::alone(column),
        };
        let fields = [Field::Skill, Field::Proficiency, Field::Action];
        let is_field = |column: u32| fields.iter().any(|field| mapping.column(*field) == Some(column));
        let is_free = |column: u32| {
            agent.columns().all(|own| own != column) && !(mapping.layout != Layout::Grid && is_field(column))
        };
        // Beyond a blank column, a list of names may begin that has nothing to do with the rows.
        let is_of_row = |column: &Column| {
            profile.column(agent.column).is_some_and(|own| own.stretch == column.stretch || own.agrees(column))
        };
        let others = profile
            .columns
            .iter()
            .filter(|column| is_free(column.index) && column.identifies_agents() && is_of_row(column));
        let in_two = profile.name_in_two().filter(|name| name.columns().all(is_free));
        Who { agent, others: others.map(|column| NameCells::alone(column.index)).chain(in_two).collect() }
    };
    let mut heads = Vec::new();
    let beside;
    let cells = match mapping.layout {
        Layout::List => {
            let who = who(agent()?);
            let (proficiency, action) = (chosen(Field::Proficiency), chosen(Field::Action));
            if proficiency.or(action).is_none() {
                return Err(MissingColumn::Level);
            }
            let skill = skill()?;
            let used: Vec<u32> = [Some(skill), proficiency, action].into_iter().flatten().collect();
            beside = profile.beside_list(who.agent.column, &used);
            let more = proficiency.map(|level| profile.more_pairs(skill, level)).unwrap_or_default();
            let others = if more.is_empty() { profile.other_skills(skill) } else { Vec::new() };
            Cells::List { who, skill, others, proficiency, more, action }
        }
        Layout::Grid => {
            let agent = agent()?;
            heads = profile.heads(&profile.skill_columns(agent));
            if heads.is_empty() {
                return Err(MissingColumn::SkillColumns);
            }
            beside = profile.beside_grid(agent, &profile.any_skill_columns(agent));
            Cells::Grid { who: who(agent) }
        }
        Layout::Packed => {
            let who = who(agent()?);
            let packed = profile.packed_columns(skill()?);
            beside = profile.beside_list(who.agent.column, &packed);
            Cells::Packed { who, packed }
        }
        Layout::Transposed => {
            let skill = skill()?;
            heads = profile.heads(&profile.agent_columns(skill));
            if heads.is_empty() {
                return Err(MissingColumn::AgentColumns);
            }
            beside = profile.beside_grid(skill, &profile.any_agent_columns(skill));
            Cells::Transposed { skill }
        }
    };
    let doing = mapping.action.map_or(Doing::Words, |action| profile.doing(action));
    let has_pairs = matches!(&cells, Cells::List { more, .. } if !more.is_empty());
    let rivals = if has_pairs { Vec::new() } else { rivals(&profile, mapping) };
    let passed_over = Vec::new();
    let heading_row = mapping.heading_row;
    let above = below::above(sheet, (heading_row + 1).saturating_sub(mapping.heading_rows), directory);
    Ok(Columns { heading_row, heads, cells, passed_over, beside, above, rivals, doing, leaves_out_hidden })
}

/// Columns that could be meant as well as those of the mapping. In a transposed grid, agents are across.
fn rivals(profile: &Profile<'_>, mapping: &Mapping) -> Vec<Rival> {
    let fields: &[Field] = match mapping.layout {
        Layout::List => &[Field::Agent, Field::Skill, Field::Proficiency],
        Layout::Grid | Layout::Packed => &[Field::Agent],
        Layout::Transposed => &[],
    };
    // A name in two columns is told apart from others by both.
    let is_in_two = |field: Field| field == Field::Agent && mapping.agent_rest.is_some();
    let chosen =
        fields.iter().filter(|field| !is_in_two(**field)).filter_map(|field| Some((*field, mapping.column(*field)?)));
    let first = |(field, chosen): (Field, u32)| {
        let other = profile.open_rivals(field, chosen).into_iter().next()?;
        Some(Rival { field, chosen, other })
    };
    chosen.filter_map(first).collect()
}
