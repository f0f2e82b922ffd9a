//! The likeliest headings, layout and columns, and how sure it is.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::column::{Column, MOST};
use super::headings::{is_plain, rows_of_headings};
use super::parts::NameCells;
use super::profile::Profile;
use super::{Layout, Mapping};
use crate::vocabulary::{Field, Heading, heading};
use crate::{Directory, Found, Row, Sheet, Value};

/// Rows in which headings are looked for.
const ROWS_SEARCHED: usize = 40;
/// The longest text that can be a heading; what is longer explains something.
const LONGEST_HEADING: usize = 80;

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
    let profile = Profile::of(sheet, mapping.heading_row, mapping.heading_rows, directory);
    let Some(column) = profile.column(index) else { return Sure::PleaseCheck };
    if !profile.rivals(field, index).is_empty() {
        return Sure::PleaseCheck;
    }
    if let Some(name) = profile.name_of(mapping).filter(|_| field.is_of_agent()) {
        return graded(profile.is_said_in_two(name), profile.share_in_two(name));
    }
    let heading = match column.heading {
        Some(Heading::Of(said, _)) => said == field,
        Some(Heading::Identity) => field == Field::Agent,
        _ => false,
    };
    let is_packed = mapping.layout == Layout::Packed && field == Field::Skill;
    let share = if is_packed { column.packed_share() } else { column.share(field) };
    graded(heading, share)
}

/// How sure it is by what the heading says and by the share of fitting cells.
fn graded(heading: bool, share: f64) -> Sure {
    match (heading, share) {
        (true, share) if share >= 0.5 => Sure::Sure,
        (_, share) if share >= 0.8 => Sure::Likely,
        (true, _) => Sure::Likely,
        _ => Sure::PleaseCheck,
    }
}

/// The rows that may hold a sheet's headings, in its order.
pub fn heading_candidates(sheet: &Sheet) -> impl Iterator<Item = u32> {
    candidates(sheet).map(|row| row.number)
}

fn candidates(sheet: &Sheet) -> impl Iterator<Item = &Row> {
    sheet.rows.iter().filter(|row| !row.is_blank()).take(ROWS_SEARCHED)
}

/// The likeliest layout, heading row and columns. Works without a directory (an empty one), better with one.
pub fn suggest(sheet: &Sheet, directory: &Directory) -> Mapping {
    let scores = candidates(sheet).map(|row| (row.number, heading_score(row, directory)));
    let best = scores.fold(None, |best: Option<(u32, f64)>, (number, score)| match best {
        Some((_, most)) if most >= score => best,
        _ => Some((number, score)),
    });
    let row = best.map_or(1, |(number, _)| number);
    suggest_below(sheet, if goes_on_below(sheet, row, directory) { row + 1 } else { row }, directory)
}

/// Whether the headings take the row below as well.
fn goes_on_below(sheet: &Sheet, row: u32, directory: &Directory) -> bool {
    let (Some(upper), Some(lower)) = (sheet.row(row), sheet.row(row + 1)) else { return false };
    let mut merged = sheet.merged.iter().filter(|merged| merged.first.row == row && merged.last.row <= row + 1);
    // A line of data would name an agent below the heading for agents.
    let names_nobody = || {
        let of_agent = |column: u32| heading(&upper.shown(column)) == Some(Heading::Of(Field::Agent, true));
        let mut filled = upper.cells.iter().filter(|cell| !cell.value.is_blank());
        filled.any(|cell| of_agent(cell.column) && lower.shown(cell.column).trim().is_empty())
    };
    let mut reaches_down =
        || says_no_data(lower, directory) && merged.any(|merged| merged.last.row > row || names_nobody());
    upper.cells != lower.cells
        && (says_only_headings(lower, directory) || reaches_down())
        && rows_of_headings(sheet, row + 1) == 2
}

/// The likeliest layout and columns, for headings in a given row; the row above it may belong to them.
pub fn suggest_below(sheet: &Sheet, heading_row: u32, directory: &Directory) -> Mapping {
    let profile = Profile::of(sheet, heading_row, rows_of_headings(sheet, heading_row), directory);
    columns_for(&profile, likeliest_layout(&profile))
}

/// The likeliest columns for a layout that the person chose.
pub fn suggest_for_layout(sheet: &Sheet, heading_row: u32, layout: Layout, directory: &Directory) -> Mapping {
    let profile = Profile::of(sheet, heading_row, rows_of_headings(sheet, heading_row), directory);
    let mut mapping = columns_for(&profile, layout);
    // Who chose a grid knows that its lines are named somewhere: likeliest where texts begin.
    let named = match layout {
        Layout::Grid | Layout::Packed => &mut mapping.agent,
        Layout::Transposed => &mut mapping.skill,
        Layout::List => return mapping,
    };
    if named.is_none() {
        *named = profile.first_of_names();
    }
    mapping
}

fn likeliest_layout(profile: &Profile) -> Layout {
    let agents = profile.agents();
    let mut taken: Vec<u32> = agents.into_iter().flat_map(NameCells::columns).collect();
    let agent = agents.map(|agents| agents.column);
    let skill = profile.best(Field::Skill, &taken, agent);
    taken.extend(skill);
    let says_levels =
        [Field::Proficiency, Field::Action].iter().any(|field| profile.best(*field, &taken, agent).is_some());
    let skills_across = agent.map(|agent| profile.skill_columns(agent)).unwrap_or_default();
    let known = |columns: &[u32], is: fn(&Column) -> bool| {
        columns.iter().filter(|column| profile.column(**column).is_some_and(is)).count()
    };
    let known_skills = known(&skills_across, |column| column.headed_by_skill);
    let Some(skill) = skill else {
        return match (profile.best_packed(agent), skills_across.is_empty()) {
            (Some(_), _) => Layout::Packed,
            (None, false) => Layout::Grid,
            (None, true) => Layout::List,
        };
    };
    let agents_across = profile.agent_columns(skill);
    let known_agents = known(&agents_across, |column| column.headed_by_agent);
    if profile.column(skill).is_some_and(Column::is_packed) {
        Layout::Packed
    } else if known_agents > usize::from(agent.is_some())
        || agent.is_none() && !says_levels && !agents_across.is_empty()
    {
        Layout::Transposed
    } else if known_skills > 1 {
        Layout::Grid
    } else if !says_levels
        && (profile.best_packed(agent).is_some() || profile.column(skill).is_some_and(Column::is_partly_packed))
    {
        Layout::Packed
    } else {
        Layout::List
    }
}

fn columns_for(profile: &Profile, layout: Layout) -> Mapping {
    let mut mapping = Mapping { heading_rows: profile.heading_rows, ..Mapping::new(layout, profile.heading_row) };
    if layout != Layout::Transposed {
        let agents = profile.agents();
        mapping.agent = agents.map(|agents| agents.column);
        mapping.agent_rest = agents.and_then(|agents| agents.rest);
    }
    let mut taken: Vec<u32> = mapping.agent.into_iter().chain(mapping.agent_rest).collect();
    let next = |taken: &mut Vec<u32>, field: Field| {
        let column = profile.best(field, taken, taken.first().copied());
        taken.extend(column);
        column
    };
    match layout {
        Layout::List => {
            mapping.skill = next(&mut taken, Field::Skill);
            mapping.proficiency = next(&mut taken, Field::Proficiency);
            if let Some((skill, level)) = mapping.skill.and_then(|skill| profile.first_pair(skill)) {
                (mapping.skill, mapping.proficiency) = (Some(skill), Some(level));
                taken.extend([skill, level]);
            }
            mapping.action = next(&mut taken, Field::Action);
            if mapping.proficiency.is_some() && mapping.action.is_none() {
                mapping.action = profile.says_whether(&[mapping.agent, mapping.skill, mapping.proficiency]);
            }
            if mapping.proficiency.or(mapping.action).is_none() {
                mapping.proficiency = profile.only_levels(&mapping);
            }
        }
        Layout::Grid => {}
        Layout::Packed => {
            mapping.skill = profile.best_packed(mapping.agent).or_else(|| next(&mut taken, Field::Skill));
        }
        Layout::Transposed => mapping.skill = next(&mut taken, Field::Skill),
    }
    mapping
}

impl Profile<'_> {
    /// The column of packed cells, if there is one.
    fn best_packed(&self, agent: Option<u32>) -> Option<u32> {
        let says_skills = |column: &Column| matches!(column.heading, Some(Heading::Of(Field::Skill, _)));
        // “Skills and levels” says that there are levels.
        let says_either =
            |column: &Column| says_skills(column) || matches!(column.heading, Some(Heading::Of(Field::Proficiency, _)));
        let may_be = |column: &&Column| {
            Some(column.index) != agent && column.is_packed() && (says_either(column) || !is_plain(column.heading))
        };
        let mut columns = self.columns.iter().filter(may_be);
        columns.clone().find(|column| says_skills(column)).or_else(|| columns.next()).map(|column| column.index)
    }

    /// The only column that holds nothing but levels, where agents and skills are beyond doubt. Beside headings
    /// that are known, one that nobody knows may be about anything that is counted: then the person says which it is.
    fn only_levels(&self, mapping: &Mapping) -> Option<u32> {
        let Mapping { agent, skill, .. } = *mapping;
        let holds = |column: Option<u32>, field: Field| {
            column.and_then(|column| self.column(column)).is_some_and(|column| column.share(field) >= MOST)
        };
        let names_agents = match self.name_of(mapping) {
            Some(name) => self.share_in_two(name) >= MOST,
            None => holds(agent, Field::Agent),
        };
        let is_headed = |column: Option<u32>| {
            column.and_then(|column| self.column(column)).is_some_and(|column| is_plain(column.heading))
        };
        let headings_speak = is_headed(agent) && is_headed(skill);
        let may_be = |column: &&Column| {
            Some(column.index) != agent
                && Some(column.index) != skill
                && !(headings_speak && column.called.is_some() && column.heading.is_none())
                && (!is_plain(column.heading) || column.may_head_levels())
                && column.share(Field::Proficiency) >= 0.9
        };
        let mut columns = self.columns.iter().filter(may_be);
        let only = columns.next().filter(|_| columns.next().is_none())?;
        (names_agents && holds(skill, Field::Skill)).then_some(only.index)
    }

    /// The first column that holds texts and is called nothing else.
    fn first_of_names(&self) -> Option<u32> {
        let may_be = |column: &&Column| {
            column.filled > 0 && column.share(Field::Proficiency) < MOST && column.heading != Some(Heading::Other)
        };
        self.columns.iter().find(may_be).map(|column| column.index)
    }
}

/// How much a row looks like headings: words of the field, each once, names of skills or of several agents, and text
/// rather than numbers.
fn heading_score(row: &Row, directory: &Directory) -> f64 {
    let mut said: Vec<Heading> = Vec::new();
    let mut agents: HashSet<usize> = HashSet::new();
    let (mut filled, mut skills, mut has_number) = (0u32, 0u32, false);
    let (mut score, mut names_agent) = (0.0, false);
    for cell in row.cells.iter().filter(|cell| !cell.value.is_blank()) {
        filled += 1;
        has_number |= matches!(cell.value, Value::Number(_));
        let Value::Text(text) = &cell.value else { continue };
        if text.len() > LONGEST_HEADING {
            continue;
        }
        let meaning = heading(text);
        let is_skill = meaning.is_none() && directory.find_skill(text) != Found::None;
        skills += u32::from(is_skill);
        score += match meaning {
            Some(known) if said.contains(&known) && known != Heading::Other => 1.0,
            Some(Heading::Of(_, true)) => 10.0,
            Some(Heading::Identity) => 6.0,
            Some(Heading::Of(_, false) | Heading::Part(_) | Heading::Other) => 3.0,
            None if is_skill => 4.0,
            None => 1.0,
        };
        said.extend(meaning);
        match directory.find_agent(text) {
            Found::One(agent, _) => names_agent |= agents.insert(agent),
            Found::Several(_) => names_agent = true,
            Found::None => {}
        }
    }
    // A line of data is about one agent and, in a list, one skill; headings of a transposed grid name several agents, and
    // no level. A line may name a coach as well.
    if agents.len() > 1 && !has_number {
        score += agents.len() as f64 * 4.0;
    } else if names_agent && skills == 1 {
        score -= 4.0;
    }
    // A text alone in its row is a title.
    if filled < 2 { score / 10.0 } else { score }
}

/// Whether a row holds words for columns and names of skills, and nothing else.
fn says_only_headings(row: &Row, directory: &Directory) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.value.is_blank()).peekable();
    filled.peek().is_some()
        && filled.all(|cell| match &cell.value {
            Value::Text(text) => is_plain(heading(text)) || directory.find_skill(text) != Found::None,
            _ => false,
        })
}

/// Whether a row holds short texts and no agent.
fn says_no_data(row: &Row, directory: &Directory) -> bool {
    row.cells.iter().filter(|cell| !cell.value.is_blank()).all(|cell| match &cell.value {
        Value::Text(text) => text.len() <= LONGEST_HEADING && directory.find_agent(text) == Found::None,
        _ => false,
    })
}
