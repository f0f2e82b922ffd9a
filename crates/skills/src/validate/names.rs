//! Whom and what the names of a sheet mean, row by row.

use std::borrow::Cow;

use super::Reader;
use crate::names::{self, Meaning};
use crate::{By, CellRef, Diagnostic, Found, NameCells, Row, Value, Who, joined, key, problems};

/// Above this a number in a workbook no longer holds all digits of an id (2 to the power of 53).
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Whether a number has lost digits: it then fits ids that are not meant.
fn lost_digits(value: &Value) -> bool {
    matches!(value, Value::Number(number) if number.abs() > MOST_EXACT)
}

/// A name's text. A number that has lost digits is written as Excel shows it, so that it is no id's text.
fn name_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Number(number) if lost_digits(value) => Cow::Owned(format!("{number:.5e}").replace('e', "E+")),
        _ => value.shown(),
    }
}

impl<'a> Reader<'a> {
    /// The row's agent, as written in its column or, where that is empty, in another one that identifies agents.
    pub(super) fn agent(&mut self, row: &'a Row, who: &Who) -> Option<(usize, CellRef)> {
        let mut names = std::iter::once(&who.agent).chain(&who.others);
        let (value, at) = names.find_map(|name| self.named(row, *name))?;
        Some((self.meet_agent(&value, at, 1), at))
    }

    /// What a row says where agents are named, and where that begins.
    fn named(&self, row: &'a Row, name: NameCells) -> Option<(Cow<'a, Value>, CellRef)> {
        let first = self.cell(row, name.column);
        let rest = name.rest.and_then(|column| self.cell(row, column));
        match (first, rest) {
            // One that is merged over both columns is all of it.
            (Some((first, at)), Some((rest, rest_at))) if at != rest_at => {
                Some((Cow::Owned(Value::Text(joined(&first.shown(), &rest.shown()).into())), at))
            }
            (first, rest) => first.or(rest).map(|(value, at)| (Cow::Borrowed(value), at)),
        }
    }

    /// Keeps in mind whose row it is, for rows below that name nobody.
    pub(super) fn remember(&mut self, row: &'a Row, who: &Who) {
        match (self.named(row, who.agent), &mut self.above) {
            (Some((name, _)), above) => *above = Some((row.number, name)),
            (None, Some((last, _))) if *last + 1 == row.number => *last = row.number,
            (None, _) => {}
        }
    }

    /// The agent named above a row that names nobody, where no gap lies between them and the agent is known.
    pub(super) fn above(&self, row: &Row) -> Option<String> {
        let (_, name) = self.above.as_ref().filter(|(last, _)| *last == row.number)?;
        let name = name.shown();
        let is_known = self.out.agents.of(&name).is_some_and(|name| name.meaning.entry().is_some())
            || self.rules.directory.find_agent(&name) != Found::None;
        is_known.then(|| name.trim_matches(crate::text::is_space).to_owned())
    }

    pub(super) fn meet_agent(&mut self, value: &Value, at: CellRef, rows: u32) -> usize {
        let rules = &self.rules;
        let index = self.out.agents.meet(&name_text(value), at, |text, key| {
            if lost_digits(value) { names::lost(text) } else { names::agent(text, key, rules) }
        });
        self.out.agents.count(index, rows);
        index
    }

    pub(super) fn meet_skill(&mut self, value: &Value, at: CellRef, rows: u32) -> usize {
        let rules = &self.rules;
        let index = self.out.skills.meet(&name_text(value), at, |text, key| {
            if lost_digits(value) { names::lost(text) } else { names::skill(text, key, rules) }
        });
        self.out.skills.count(index, rows);
        index
    }

    /// The agent that a name means in this row; of several with one name, the one that the row's other columns tell.
    pub(super) fn agent_in_row(
        &mut self,
        (name, at): (usize, CellRef),
        row: &'a Row,
        who: &Who,
        cells: &[CellRef],
    ) -> Option<usize> {
        let told = match &self.out.agents.list()[name].meaning {
            Meaning::Several(entries) => self.told_apart(row, who, entries),
            // What was said for an earlier sheet knows less than this one's columns.
            Meaning::Entry(_, By::Remembered) if !who.others.is_empty() => {
                match self.rules.directory.find_agent(&self.out.agents.list()[name].written) {
                    Found::Several(entries) => self.told_apart(row, who, &entries),
                    _ => None,
                }
            }
            _ => None,
        };
        let entry = told.or_else(|| self.out.agents.list()[name].meaning.entry());
        if let Some((other, other_at)) = entry.and_then(|entry| self.disagreeing_agent(entry, name, at, row, who)) {
            let entry = entry.unwrap_or(other);
            self.tell_agents_disagree([(entry, at), (other, other_at)], cells);
            return None;
        }
        match told {
            Some(entry) => self.active_agent(entry, at, cells),
            None => self.agent_entry(name, at, || cells.to_vec()),
        }
    }

    /// Another agent that the row's other columns name, and where: then it is open whose row it is. What the person
    /// said of a name or wrote into its cell is not asked again.
    fn disagreeing_agent(
        &self,
        entry: usize,
        name: usize,
        at: CellRef,
        row: &'a Row,
        who: &Who,
    ) -> Option<(usize, CellRef)> {
        let overlay = self.rules.overlay;
        let written = &self.out.agents.list()[name].written;
        let is_written = who.agent.columns().any(|column| overlay.texts.contains_key(&CellRef { column, ..at }));
        if who.others.is_empty() || is_written || overlay.agents.contains_key(&key(written)) {
            return None;
        }
        std::iter::once(&who.agent).chain(&who.others).find_map(|name| {
            let (value, other_at) = self.named(row, *name)?;
            let other = self.rules.directory.find_agent(&name_text(&value)).one()?;
            (other != entry).then_some((other, other_at))
        })
    }

    fn tell_agents_disagree(&mut self, [(own, at), (other, other_at)]: [(usize, CellRef); 2], cells: &[CellRef]) {
        let directory = self.rules.directory;
        let called = [own, other].map(|entry| {
            let agent = &directory.agents()[entry];
            let is_clear = directory.find_agent(&agent.name).one() == Some(entry);
            if is_clear { agent.name.clone() } else { agent.email.clone().unwrap_or_else(|| agent.id.to_string()) }
        });
        self.out.doubts.agents.extend([own, other].map(|entry| directory.agents()[entry].id.clone()));
        let problem = problems::names_disagree(at, other_at, "agent", called);
        self.tell(Diagnostic { with: cells.to_vec(), ..problem });
    }

    /// Another skill that the row names in a column beside the one of skills, and where.
    pub(super) fn disagreeing_skill(
        &self,
        entry: usize,
        at: CellRef,
        row: &'a Row,
        others: &[u32],
    ) -> Option<(usize, CellRef)> {
        if self.rules.overlay.texts.contains_key(&at) {
            return None;
        }
        others.iter().find_map(|column| {
            let (value, other_at) = self.cell(row, *column)?;
            let other = self.rules.directory.find_skill(&name_text(value)).one()?;
            (other != entry).then_some((other, other_at))
        })
    }

    pub(super) fn tell_skills_disagree(
        &mut self,
        agent: Option<usize>,
        [(own, at), (other, other_at)]: [(usize, CellRef); 2],
        cell: CellRef,
    ) {
        let directory = self.rules.directory;
        let called = [own, other].map(|entry| {
            let skill = &directory.skills()[entry];
            let is_clear = directory.find_skill(&skill.name).one() == Some(entry);
            if is_clear { skill.name.clone() } else { skill.id.to_string() }
        });
        self.out.doubts.agents.extend(agent.map(|agent| directory.agents()[agent].id.clone()));
        let problem = problems::names_disagree(at, other_at, "skill", called);
        self.tell(Diagnostic { with: vec![cell], ..problem });
    }

    fn told_apart(&self, row: &'a Row, who: &Who, entries: &[usize]) -> Option<usize> {
        let found = |name: &NameCells| self.rules.directory.find_agent(&self.named(row, *name)?.0.shown()).one();
        who.others.iter().filter_map(found).find(|entry| entries.contains(entry))
    }

    fn active_agent(&mut self, entry: usize, at: CellRef, cells: &[CellRef]) -> Option<usize> {
        let agent = &self.rules.directory.agents()[entry];
        if agent.active {
            return Some(entry);
        }
        self.tell(Diagnostic { with: cells.to_vec(), ..problems::inactive_agent(at, &agent.name) });
        None
    }

    /// The agent that a name means, wherever it stands.
    pub(super) fn agent_entry(
        &mut self,
        name: usize,
        at: CellRef,
        cells: impl FnOnce() -> Vec<CellRef>,
    ) -> Option<usize> {
        let name = &self.out.agents.list()[name];
        let problem = match name.meaning.entry().map(|entry| (entry, &self.rules.directory.agents()[entry])) {
            Some((entry, agent)) if agent.active => return Some(entry),
            Some((_, agent)) => problems::inactive_agent(at, &agent.name),
            None if name.meaning == Meaning::LeftOut => return None,
            None => problems::agent(at, name, self.rules.directory),
        };
        self.tell(Diagnostic { with: cells(), ..problem });
        None
    }

    /// The skill that a name means; `entry` is its place in a packed cell.
    pub(super) fn skill_entry(
        &mut self,
        name: usize,
        at: CellRef,
        entry: Option<u32>,
        cells: impl FnOnce() -> Vec<CellRef>,
    ) -> Option<usize> {
        let name = &self.out.skills.list()[name];
        let problem = match name.meaning.entry().map(|entry| (entry, &self.rules.directory.skills()[entry])) {
            Some((entry, skill)) if skill.active => return Some(entry),
            Some((_, skill)) => problems::inactive_skill(at, &skill.name),
            None if name.meaning == Meaning::LeftOut => return None,
            None => problems::skill(at, name, self.rules.directory),
        };
        self.tell(Diagnostic { with: cells(), entry, ..problem });
        None
    }
}
