//! Where in a sheet the agents, skills and levels are: guessed, corrected by the person, then checked.

use serde::{Deserialize, Serialize};

use crate::vocabulary::{Field, Heading, heading, is_removal};
use crate::{CellRef, Directory, Found, Legend, Row, Sheet, Value};

/// Rows in which headings are looked for.
const ROWS_SEARCHED: usize = 40;
/// Rows below the headings whose content decides what a column holds.
const ROWS_SAMPLED: usize = 200;

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
    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<u32> {
        match field {
            Field::Agent => self.agent,
            Field::Skill => self.skill,
            Field::Proficiency => self.proficiency,
            Field::Action => self.action,
        }
    }

    /// Gives a column to a field; a field that had the column loses it.
    pub fn set_column(&mut self, field: Field, column: Option<u32>) {
        for slot in [&mut self.agent, &mut self.skill, &mut self.proficiency, &mut self.action] {
            if column.is_some() && *slot == column {
                *slot = None;
            }
        }
        match field {
            Field::Agent => self.agent = column,
            Field::Skill => self.skill = column,
            Field::Proficiency => self.proficiency = column,
            Field::Action => self.action = column,
        }
    }
}

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
}

/// Who a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The column that names the agent.
    pub agent: u32,
    /// Other columns that tell who the agent is: read where the first one is empty or several agents have its name.
    pub others: Vec<u32>,
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
        /// The column of levels.
        proficiency: Option<u32>,
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
            Cells::List { proficiency, action, .. } => proficiency.or(*action).into_iter().collect(),
            Cells::Grid { .. } | Cells::Transposed { .. } => self.heads.iter().map(|head| head.column).collect(),
            Cells::Packed { packed, .. } => packed.clone(),
        }
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
    let agent = mapping.agent.ok_or(MissingColumn::Agent)?;
    let profile = Profile::of(sheet, mapping.heading_row, directory);
    let taken = |column: u32| {
        let fields = [Field::Agent, Field::Skill, Field::Proficiency, Field::Action];
        mapping.layout == Layout::List && fields.iter().any(|field| mapping.column(*field) == Some(column))
            || column == agent
    };
    let others = profile
        .columns
        .iter()
        .filter(|column| !taken(column.index) && column.identifies_agents())
        .map(|column| column.index)
        .collect();
    let who = Who { agent, others };
    let mut heads = Vec::new();
    let cells = match mapping.layout {
        Layout::List => {
            if mapping.proficiency.or(mapping.action).is_none() {
                return Err(MissingColumn::Level);
            }
            Cells::List {
                who,
                skill: mapping.skill.ok_or(MissingColumn::Skill)?,
                proficiency: mapping.proficiency,
                action: mapping.action,
            }
        }
        Layout::Grid => {
            heads = profile
                .skill_columns(agent)
                .into_iter()
                .map(|column| {
                    let at = CellRef { row: mapping.heading_row, column };
                    Head { column, text: sheet.value(at).map(Value::shown).unwrap_or_default().into_owned(), at }
                })
                .collect();
            if heads.is_empty() {
                return Err(MissingColumn::SkillColumns);
            }
            Cells::Grid { who }
        }
        Layout::Packed => Cells::Packed { who, packed: vec![mapping.skill.ok_or(MissingColumn::Skill)?] },
        Layout::Transposed => Cells::Transposed { skill: mapping.skill.ok_or(MissingColumn::Skill)? },
    };
    let leaves_out_hidden = mapping.hidden == Hidden::LeaveOut;
    Ok(Columns { heading_row: mapping.heading_row, heads, cells, passed_over: Vec::new(), leaves_out_hidden })
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sure {
    /// The person should look at it.
    PleaseCheck,
    /// Likely right.
    Likely,
    /// Heading and content agree.
    Sure,
}

/// How sure it is that a field is in a column, by heading and content.
pub fn how_sure(sheet: &Sheet, mapping: &Mapping, field: Field, directory: &Directory) -> Sure {
    let Some(index) = mapping.column(field) else { return Sure::PleaseCheck };
    let profile = Profile::of(sheet, mapping.heading_row, directory);
    let Some(column) = profile.columns.iter().find(|column| column.index == index) else { return Sure::PleaseCheck };
    let heading = match column.heading {
        Some(Heading::Of(said, _)) => said == field,
        Some(Heading::Identity) => field == Field::Agent,
        _ => false,
    };
    match (heading, column.share(field)) {
        (true, share) if share >= 0.5 => Sure::Sure,
        (_, share) if share >= 0.8 => Sure::Likely,
        (true, _) => Sure::Likely,
        _ => Sure::PleaseCheck,
    }
}

/// Why a sheet is read as it is: a short sentence without a full stop for each guess, for the person to check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Why the headings are taken to be where they are.
    pub headings: String,
    /// Why the layout is taken to be what it is.
    pub layout: String,
    /// Why each field that has a column has that one.
    pub fields: Vec<(Field, String)>,
}

/// Why a sheet is read as it is.
pub fn reasons(_sheet: &Sheet, _mapping: &Mapping, _directory: &Directory) -> Reasons {
    Reasons::default()
}

/// The rows that may hold a sheet's headings, in its order.
pub fn heading_candidates(sheet: &Sheet) -> impl Iterator<Item = u32> {
    sheet.rows.iter().filter(|row| !row.is_blank()).take(ROWS_SEARCHED).map(|row| row.number)
}

/// The shape of the headings in a row, under which a mapping is remembered: the columns and what they are called,
/// except that columns headed by skills of the directory count as one, for next month's sheet may have another one.
/// None where the row has fewer than two headings, which would fit too many sheets.
pub fn shape(sheet: &Sheet, heading_row: u32, directory: &Directory) -> Option<String> {
    let row = sheet.row(heading_row)?;
    let mut headings: Vec<String> = Vec::new();
    for cell in row.cells.iter().filter(|cell| !cell.value.is_blank()) {
        let text = cell.value.shown();
        match directory.find_skill(&text) {
            Found::None => headings.push(crate::text::loose_key(&text)),
            _ if headings.last().is_some_and(|last| last == "*") => {}
            _ => headings.push("*".to_owned()),
        }
    }
    (headings.len() > 1).then(|| headings.join("|"))
}

/// The likeliest layout, heading row and columns. Works without a directory (an empty one), better with one.
pub fn suggest(sheet: &Sheet, directory: &Directory) -> Mapping {
    let candidates = sheet.rows.iter().filter(|row| !row.is_blank()).take(ROWS_SEARCHED);
    let best = candidates.map(|row| (row.number, heading_score(row, directory))).fold(
        None,
        |best: Option<(u32, u32)>, (number, score)| match best {
            Some((_, most)) if most >= score => best,
            _ => Some((number, score)),
        },
    );
    suggest_below(sheet, best.map_or(1, |(number, _)| number), directory)
}

/// The likeliest layout and columns, for headings in a given row.
pub fn suggest_below(sheet: &Sheet, heading_row: u32, directory: &Directory) -> Mapping {
    let profile = Profile::of(sheet, heading_row, directory);
    let agent = profile.best(Field::Agent, &[]);
    let taken: Vec<u32> = agent.into_iter().collect();
    let skill = profile.best(Field::Skill, &taken);
    let layout = match skill {
        Some(_) => Layout::List,
        None if agent.is_some_and(|agent| !profile.skill_columns(agent).is_empty()) => Layout::Grid,
        None => Layout::List,
    };
    columns_for(&profile, layout)
}

/// The likeliest columns for a layout that the person chose.
pub fn suggest_for_layout(sheet: &Sheet, heading_row: u32, layout: Layout, directory: &Directory) -> Mapping {
    columns_for(&Profile::of(sheet, heading_row, directory), layout)
}

fn columns_for(profile: &Profile, layout: Layout) -> Mapping {
    let mut taken: Vec<u32> = Vec::new();
    let mut next = |field: Field| {
        let column = profile.best(field, &taken);
        taken.extend(column);
        column
    };
    let agent = next(Field::Agent);
    let (skill, proficiency, action) = match layout {
        Layout::List => (next(Field::Skill), next(Field::Proficiency), next(Field::Action)),
        Layout::Grid => (None, None, None),
        Layout::Packed | Layout::Transposed => (next(Field::Skill), None, None),
    };
    Mapping {
        layout,
        heading_row: profile.heading_row,
        heading_rows: 1,
        agent,
        skill,
        proficiency,
        action,
        hidden: Hidden::Read,
    }
}

/// How much a row looks like headings: words of the field, names of skills, and text rather than numbers.
fn heading_score(row: &Row, directory: &Directory) -> u32 {
    row.cells
        .iter()
        .map(|cell| match &cell.value {
            Value::Text(text) => match heading(text) {
                Some(Heading::Of(_, true)) => 10,
                Some(Heading::Of(_, false) | Heading::Identity) => 6,
                Some(Heading::Other) => 3,
                None if directory.find_skill(text) != Found::None => 4,
                None if cell.value.is_blank() => 0,
                None => 1,
            },
            _ => 0,
        })
        .sum()
}

/// What the columns of a sheet hold below its headings.
struct Profile {
    heading_row: u32,
    columns: Vec<Column>,
}

#[derive(Default)]
struct Column {
    index: u32,
    heading: Option<Heading>,
    headed_by_skill: bool,
    has_heading: bool,
    filled: u32,
    agents: u32,
    /// Agents found by something that only one agent has.
    unique: u32,
    skills: u32,
    levels: u32,
    actions: u32,
    emails: u32,
}

impl Profile {
    fn of(sheet: &Sheet, heading_row: u32, directory: &Directory) -> Self {
        let mut columns: Vec<Column> = (0..sheet.width).map(|index| Column { index, ..Column::default() }).collect();
        if let Some(row) = sheet.row(heading_row) {
            for cell in &row.cells {
                let text = cell.value.shown();
                let column = &mut columns[cell.column as usize];
                column.has_heading = !cell.value.is_blank();
                column.heading = heading(&text);
                column.headed_by_skill = directory.find_skill(&text) != Found::None;
            }
        }
        let below = sheet.rows.partition_point(|row| row.number <= heading_row);
        for cell in sheet.rows[below..].iter().take(ROWS_SAMPLED).flat_map(|row| &row.cells) {
            columns[cell.column as usize].add(&cell.value, directory);
        }
        for column in &mut columns {
            // A skill may be called “E-mail”: over addresses that heading is no skill.
            column.headed_by_skill &= column.share(Field::Agent) < 0.5;
        }
        Profile { heading_row, columns }
    }

    /// The column that a field is likeliest in, if any speaks for it. A grid's columns of skills are no fields.
    fn best(&self, field: Field, taken: &[u32]) -> Option<u32> {
        self.columns
            .iter()
            .filter(|column| !taken.contains(&column.index))
            .map(|column| (column.index, column.score(field)))
            .filter(|(_, score)| *score > 0.0)
            .fold(None, |best: Option<(u32, f64)>, (index, score)| match best {
                Some((_, most)) if most >= score => best,
                _ => Some((index, score)),
            })
            .map(|(index, _)| index)
    }

    /// The columns that a grid has for skills.
    fn skill_columns(&self, agent: u32) -> Vec<u32> {
        self.columns
            .iter()
            .filter(|column| column.index != agent && column.is_skill_column())
            .map(|column| column.index)
            .collect()
    }
}

impl Column {
    fn add(&mut self, value: &Value, directory: &Directory) {
        if value.is_blank() {
            return;
        }
        self.filled += 1;
        let text = value.shown();
        match directory.find_agent(&text) {
            Found::One(..) => (self.agents, self.unique) = (self.agents + 1, self.unique + 1),
            Found::Several(_) => self.agents += 1,
            Found::None => {}
        }
        self.skills += u32::from(directory.find_skill(&text) != Found::None);
        self.emails += u32::from(text.contains('@'));
        self.actions += u32::from(crate::vocabulary::action(&text).is_some());
        self.levels += u32::from(crate::level::number(value).is_some() || is_removal(&text));
    }

    /// The share of its cells that hold what the field needs, 0 to 1.
    fn share(&self, field: Field) -> f64 {
        let fitting = match field {
            Field::Agent => self.agents.max(self.emails),
            Field::Skill => self.skills,
            Field::Proficiency => self.levels,
            Field::Action => self.actions,
        };
        if self.filled == 0 { 0.0 } else { f64::from(fitting) / f64::from(self.filled) }
    }

    fn score(&self, field: Field) -> f64 {
        let said = match self.heading {
            Some(Heading::Of(said, plain)) if said == field => {
                if plain {
                    10.0
                } else {
                    5.0
                }
            }
            // A heading that says something else outweighs what the cells look like.
            Some(Heading::Of(..) | Heading::Other) => -20.0,
            Some(Heading::Identity) => {
                if field == Field::Agent {
                    10.0
                } else {
                    -20.0
                }
            }
            None => 0.0,
        };
        let content = match field {
            // Names of skills over numbers are a grid's columns.
            _ if self.headed_by_skill => -20.0,
            Field::Agent => self.share(field) * 12.0 + f64::from(self.unique) / f64::from(self.filled.max(1)) * 4.0,
            Field::Skill => self.share(field) * 12.0,
            // Numbers are everywhere: alone they make no column of levels.
            Field::Proficiency if said > 0.0 => self.share(field) * 4.0,
            Field::Action if said > 0.0 || self.share(field) > 0.8 => self.share(field) * 4.0,
            Field::Proficiency | Field::Action => 0.0,
        };
        said + content
    }

    fn identifies_agents(&self) -> bool {
        self.share(Field::Agent) >= 0.5 && self.filled > 0
            || self.heading == Some(Heading::Identity)
            || matches!(self.heading, Some(Heading::Of(Field::Agent, true)))
    }

    fn is_skill_column(&self) -> bool {
        let looks_like_levels = self.filled > 0 && f64::from(self.levels) >= f64::from(self.filled) * 0.5;
        let is_field = matches!(self.heading, Some(Heading::Identity | Heading::Other | Heading::Of(_, true)));
        self.headed_by_skill || self.has_heading && !is_field && looks_like_levels
    }
}
