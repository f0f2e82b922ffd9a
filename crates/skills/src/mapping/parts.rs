//! Names that stand in two columns: first and last names.

use std::borrow::Cow;

use super::Mapping;
use super::column::{Column, MOST};
use super::headings::is_plain;
use super::profile::Profile;
use crate::text::is_space;
use crate::vocabulary::{Field, Heading, NamePart, is_bare_name, is_name_of_agent, names_agents};
use crate::{Directory, Found, Row, Sheet};

/// What two headings weigh that say they hold the parts of a name: less than one that says it holds all of it.
const SAID: f64 = 6.0;
/// What it weighs that all rows name agents, as for one column.
const FOUND: f64 = 12.0;

/// Where an agent's name, or what else tells who it is, stands: in a column, or in two that are read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameCells {
    /// The column; of two, the one that is read first.
    pub column: u32,
    /// The column that the name goes on in.
    pub rest: Option<u32>,
}

impl NameCells {
    /// All of it in one column.
    pub fn alone(column: u32) -> Self {
        NameCells { column, rest: None }
    }

    /// Its columns.
    pub fn columns(self) -> impl Iterator<Item = u32> {
        std::iter::once(self.column).chain(self.rest)
    }

    /// What a row says there; merged cells count where they begin.
    pub fn text(self, row: &Row) -> Cow<'_, str> {
        match self.rest {
            Some(rest) => Cow::Owned(joined(&row.shown(self.column), &row.shown(rest))),
            None => row.shown(self.column),
        }
    }
}

/// A name of two parts, of which either may be empty.
pub(crate) fn joined(first: &str, rest: &str) -> String {
    let parts = [first, rest].map(|part| part.trim_matches(is_space));
    parts.join(" ").trim().to_owned()
}

/// The column that the agents' names go on in, where the one that a mapping has for agents holds a part of them.
pub fn rest_of_name(sheet: &Sheet, mapping: &Mapping, directory: &Directory) -> Option<u32> {
    let agent = mapping.agent?;
    let profile = Profile::of(sheet, mapping.heading_row, mapping.heading_rows, directory);
    let NameCells { column, rest } = profile.name_in_two()?;
    let is_free = |column: &u32| !Field::ALL.iter().any(|field| mapping.column(*field) == Some(*column));
    match agent {
        agent if agent == column => rest,
        agent if Some(agent) == rest => Some(column),
        _ => None,
    }
    .filter(is_free)
}

/// “Name” beside a column of first names is the last name, and the other way round, unless it holds whole names or both
/// parts have their columns.
pub(super) fn settle_bare_names(columns: &mut [Column]) {
    let mut parts = columns.iter().filter_map(|column| Some((column.part()?, names_agents(column.text()))));
    let Some((part, of_agents)) = parts.next() else { return };
    if parts.any(|(other, _)| other != part) {
        return;
    }
    let is_name = |text: &str| is_bare_name(text) || of_agents && is_name_of_agent(text);
    for column in columns.iter_mut().filter(|column| is_name(column.text()) && column.share(Field::Agent) < MOST) {
        column.heading = Some(Heading::Part(part.other()));
    }
}

impl Profile<'_> {
    /// Where the agents are likeliest named.
    pub(super) fn agents(&self) -> Option<NameCells> {
        let alone = self.best(Field::Agent, &[], None).and_then(|column| self.column(column));
        let (Some(pair), Some(alone)) = (self.name_in_two(), alone) else {
            return self.name_in_two().or_else(|| alone.map(|column| NameCells::alone(column.index)));
        };
        let share = self.share_in_two(pair);
        let said = if self.is_said_in_two(pair) { SAID } else { 0.0 };
        let is_part = pair.columns().any(|column| column == alone.index) && share > alone.share(Field::Agent);
        let wins = is_part || said + share * FOUND > alone.score(Field::Agent);
        Some(if wins { pair } else { NameCells::alone(alone.index) })
    }

    /// The two columns that hold the agents' names together: as their headings say, else by what stands in them. First
    /// names come first where the headings tell.
    pub(super) fn name_in_two(&self) -> Option<NameCells> {
        let part = |part| self.columns.iter().find(|column| column.part() == Some(part)).map(|column| column.index);
        if let (Some(column), rest @ Some(_)) = (part(NamePart::First), part(NamePart::Last)) {
            return Some(NameCells { column, rest });
        }
        let may_be: Vec<u32> =
            self.columns.iter().filter(|column| column.may_be_part_of_name()).map(|column| column.index).collect();
        let mut pairs = may_be.windows(2).map(|pair| self.in_order(pair[0], pair[1]));
        pairs.find(|pair| self.share_in_two(*pair) >= MOST)
    }

    /// The two columns that a mapping has for the agents' names; none where it has one.
    pub(super) fn name_of(&self, mapping: &Mapping) -> Option<NameCells> {
        Some(self.in_order(mapping.agent?, mapping.agent_rest?))
    }

    /// Two columns that hold a name: the first name comes first where the headings tell, else the given one.
    pub(super) fn in_order(&self, column: u32, rest: u32) -> NameCells {
        let part = |column: u32| self.column(column).and_then(Column::part);
        let is_turned = part(column) == Some(NamePart::Last) && part(rest) != Some(NamePart::Last)
            || part(rest) == Some(NamePart::First) && part(column) != Some(NamePart::First);
        let (column, rest) = if is_turned { (rest, column) } else { (column, rest) };
        NameCells { column, rest: Some(rest) }
    }

    /// How many of the rows looked at have something in these columns, and how many name an agent there.
    pub(super) fn found_in_two(&self, name: NameCells) -> (u32, u32) {
        let texts = self.sample.iter().map(|row| name.text(row)).filter(|text| !text.trim().is_empty());
        texts.fold((0, 0), |(filled, agents), text| {
            (filled + 1, agents + u32::from(self.directory.find_agent(&text) != Found::None))
        })
    }

    /// The share of its rows that name agents, 0 to 1.
    pub(super) fn share_in_two(&self, name: NameCells) -> f64 {
        match self.found_in_two(name) {
            (0, _) => 0.0,
            (filled, agents) => f64::from(agents) / f64::from(filled),
        }
    }

    /// Whether the headings of both columns say that they hold parts of names.
    pub(super) fn is_said_in_two(&self, name: NameCells) -> bool {
        name.columns().all(|column| self.column(column).is_some_and(|column| column.part().is_some()))
    }
}

impl Column {
    fn text(&self) -> &str {
        self.called.as_ref().map_or("", |called| &called.text)
    }

    /// The part of a name that its heading says it holds.
    fn part(&self) -> Option<NamePart> {
        match self.heading {
            Some(Heading::Part(part)) => Some(part),
            _ => None,
        }
    }

    /// Whether it holds texts that name nothing alone, and its heading does not say that it is about something else.
    fn may_be_part_of_name(&self) -> bool {
        let is_open =
            !is_plain(self.heading) || matches!(self.heading, Some(Heading::Part(_) | Heading::Of(Field::Agent, true)));
        let names_nothing = [Field::Agent, Field::Skill, Field::Proficiency].iter().all(|it| self.share(*it) < MOST);
        self.filled > 0 && is_open && names_nothing && !self.headed_by_skill && !self.is_packed()
    }
}
