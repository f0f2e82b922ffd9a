//! The lines of the review: what happens for every agent and skill, filtered and sorted here so that the window only
//! fetches what it shows.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use skillsheet_skills::{AgentId, CellRef, Change, ChangeKind, Code, Layout, Proficiency, Severity, SkillId, key};

use super::repair::{Repair, repairs};
use super::{Update, words};

/// What kind of line it is, in the order of the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Left out unless fixed.
    Problem,
    /// A level changes.
    Change,
    /// A skill is added.
    Add,
    /// A skill is taken away.
    Remove,
    /// Already right.
    Same,
}

impl From<ChangeKind> for Kind {
    fn from(kind: ChangeKind) -> Self {
        match kind {
            ChangeKind::Change => Kind::Change,
            ChangeKind::Add => Kind::Add,
            ChangeKind::Remove => Kind::Remove,
            ChangeKind::Same => Kind::Same,
        }
    }
}

/// By what lines are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sorting {
    /// The agent's name.
    Agent,
    /// The skill's name.
    Skill,
    /// The level now.
    Now,
    /// The new level.
    New,
    /// The row in the sheet.
    Row,
}

/// The order of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// By what.
    pub by: Sorting,
    /// Largest first.
    pub descending: bool,
}

/// Which lines are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    /// Of which kind.
    pub kind: Kind,
    /// A part of an agent's or skill's name, or a cell address.
    pub search: String,
    /// Only of agents of this team.
    pub team: Option<String>,
    /// In which order.
    pub order: Order,
}

/// Where a line comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A change of the plan.
    Planned(usize),
    /// A change that the person left out.
    LeftOut(usize),
    /// What the exact mode would take, and the person spares.
    Spared(AgentId, SkillId),
    /// A problem of the sheet.
    Problem(usize),
    /// An agent that could not be read.
    Unread(AgentId),
}

/// One line, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its kind.
    pub kind: Kind,
    pub(super) origin: Origin,
    /// The cells it stands for; none for what the sheet does not name.
    pub(super) cells: Vec<CellRef>,
}

/// The words of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineText {
    /// Names the line as long as the sheet and the directory stay.
    pub key: String,
    /// The agent's name, or what the sheet says.
    pub agent: String,
    /// E-mail or id.
    pub agent_detail: String,
    /// The skill's name, or what the sheet says.
    pub skill: String,
    /// Level now.
    pub now: Option<Proficiency>,
    /// New level.
    pub new: Option<Proficiency>,
    /// Where it stands in the sheet.
    pub at: String,
    /// The cell that a new level is written to.
    pub cell: Option<CellRef>,
    /// Whether it is included.
    pub included: bool,
    /// A few words beside it.
    pub note: String,
    /// The problem's sentence.
    pub message: String,
    /// Its repairs.
    pub repairs: Vec<Repair>,
}

/// All lines of a review, in its order.
#[derive(Debug, Default)]
pub struct Lines {
    list: Vec<Line>,
    by_key: HashMap<String, usize>,
}

/// Names a line: its first cell, or the agent and skill where the sheet does not name them or names many in one cell.
struct Key<'a>(&'a Line, &'a Update);

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Key(line, update) = self;
        let cell = line.cells.first().filter(|_| !update.shares_cells());
        match (&line.origin, cell) {
            (Origin::Problem(index), _) => write!(f, "problem {index}"),
            (_, Some(at)) => write!(f, "{at}"),
            (Origin::Planned(_) | Origin::LeftOut(_), None) => {
                update.change(line).map_or(Ok(()), |change| write!(f, "{} {}", change.agent, change.skill))
            }
            (Origin::Spared(agent, skill), None) => write!(f, "{agent} {skill}"),
            (Origin::Unread(agent), None) => write!(f, "unread {agent}"),
        }
    }
}

impl Lines {
    pub(super) fn new(update: &Update) -> Self {
        let checked = update.checked();
        let problems = checked.diagnostics.iter().enumerate().filter(|(_, it)| it.severity == Severity::Error);
        let mut list: Vec<Line> = problems
            .map(|(index, problem)| {
                let cells = std::iter::once(problem.at).chain(problem.with.iter().copied()).collect();
                Line { kind: Kind::Problem, origin: Origin::Problem(index), cells }
            })
            .collect();
        if let Some(compared) = update.compared() {
            list.extend(compared.unread.keys().map(|agent| Line {
                kind: Kind::Problem,
                origin: Origin::Unread(agent.clone()),
                cells: Vec::new(),
            }));
        }
        let planned = update.plan().map_or(&[][..], |plan| &plan.changes);
        list.extend(planned.iter().enumerate().map(|(index, change)| line(change, Origin::Planned(index))));
        let left_out = update.derived.left_out.as_ref().map_or(&[][..], |plan| &plan.changes);
        list.extend(left_out.iter().enumerate().map(|(index, change)| line(change, Origin::LeftOut(index))));
        if update.mode() == skillsheet_skills::PlanMode::Exact {
            let left_out: HashSet<_> = left_out.iter().map(|change| (&change.agent, &change.skill)).collect();
            let spared = update.overlay().spared.iter();
            let spared = spared.filter(|(agent, skill)| update.now(agent).is_some_and(|now| now.contains_key(skill)));
            // An entry of a packed cell that is left out has its line already.
            let spared = spared.filter(|(agent, skill)| !left_out.contains(&(agent, skill)));
            list.extend(spared.map(|(agent, skill)| Line {
                kind: Kind::Remove,
                origin: Origin::Spared(agent.clone(), skill.clone()),
                cells: Vec::new(),
            }));
        }
        let by_key = list.iter().enumerate().map(|(at, line)| (Key(line, update).to_string(), at)).collect();
        Lines { list, by_key }
    }

    /// How many lines of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.list.iter().filter(|line| line.kind == kind).count()
    }

    /// All of them.
    pub fn list(&self) -> &[Line] {
        &self.list
    }

    pub(super) fn at(&self, position: usize) -> &Line {
        &self.list[position]
    }

    pub(super) fn position(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Which line stands at a cell. A problem wins over what would happen there otherwise, and of the many lines of a
    /// packed cell the one that says most.
    pub(super) fn cells(&self) -> HashMap<CellRef, usize> {
        let mut cells: HashMap<CellRef, usize> = HashMap::new();
        for (at, line) in self.list.iter().enumerate() {
            for cell in &line.cells {
                let known = cells.entry(*cell).or_insert(at);
                if line.kind < self.list[*known].kind {
                    *known = at;
                }
            }
        }
        cells
    }

    /// All lines that stand at a cell, in the review's order.
    pub(super) fn all_at(&self, cell: CellRef) -> impl Iterator<Item = usize> {
        self.list.iter().enumerate().filter(move |(_, line)| line.cells.contains(&cell)).map(|(at, _)| at)
    }
}

fn line(change: &Change, origin: Origin) -> Line {
    Line { kind: change.kind().into(), origin, cells: change.cells.clone() }
}

impl Update {
    /// The positions of the lines that a kind, a search and a team find, in the sheet's order.
    pub(super) fn find(&self, kind: Kind, search: &str, team: Option<&str>) -> Vec<usize> {
        let wanted = key(search);
        let is_wanted = |line: &Line| {
            line.kind == kind
                && team.is_none_or(|team| self.team_of(line) == Some(team))
                && (wanted.is_empty() || self.matches(line, &wanted))
        };
        self.lines().list.iter().enumerate().filter(|(_, line)| is_wanted(line)).map(|(at, _)| at).collect()
    }

    fn matches(&self, line: &Line, wanted: &str) -> bool {
        let (agent, skill) = self.names(line);
        key(&agent).contains(wanted)
            || key(&skill).contains(wanted)
            || line.cells.iter().any(|at| at.to_string().eq_ignore_ascii_case(wanted) || at.row.to_string() == wanted)
    }

    /// The positions of the lines that a query finds, in its order.
    pub fn query(&self, query: &Query) -> Vec<usize> {
        let mut found = self.find(query.kind, &query.search, query.team.as_deref());
        let lines = self.lines();
        let row = |at: &usize| lines.list[*at].cells.first().map_or(u32::MAX, |cell| cell.row);
        // Few names stand in many lines: each one's key is made once.
        let mut keys: HashMap<String, Arc<str>> = HashMap::new();
        let mut key_of = |name: String| match keys.get(&name) {
            Some(known) => known.clone(),
            None => {
                let made: Arc<str> = key(&name).into();
                keys.insert(name, made.clone());
                made
            }
        };
        match query.order.by {
            Sorting::Agent => found.sort_by_cached_key(|at| {
                let (agent, skill) = self.names(&lines.list[*at]);
                (key_of(agent), key_of(skill))
            }),
            Sorting::Skill => found.sort_by_cached_key(|at| {
                let (agent, skill) = self.names(&lines.list[*at]);
                (key_of(skill), key_of(agent))
            }),
            Sorting::Now => found.sort_by_cached_key(|at| (self.levels(&lines.list[*at]).0, row(at))),
            Sorting::New => found.sort_by_cached_key(|at| (self.levels(&lines.list[*at]).1, row(at))),
            Sorting::Row => found.sort_by_cached_key(row),
        }
        if query.order.descending {
            found.reverse();
        }
        found
    }

    /// Whether one cell stands for many lines.
    pub(super) fn shares_cells(&self) -> bool {
        self.mapping().layout == Layout::Packed
    }

    /// The change behind a line, whether it is included or not.
    pub(super) fn change(&self, line: &Line) -> Option<&Change> {
        match &line.origin {
            Origin::Planned(index) => self.plan().map(|plan| &plan.changes[*index]),
            Origin::LeftOut(index) => self.derived.left_out.as_ref().map(|plan| &plan.changes[*index]),
            Origin::Spared(..) | Origin::Problem(_) | Origin::Unread(_) => None,
        }
    }

    fn levels(&self, line: &Line) -> (Option<Proficiency>, Option<Proficiency>) {
        match (&line.origin, self.change(line)) {
            (_, Some(change)) => (change.before, change.after),
            (Origin::Spared(agent, skill), None) => (self.now(agent).and_then(|now| now.get(skill)).copied(), None),
            _ => (None, None),
        }
    }

    /// The names of the line's agent and skill; for a problem, what the sheet says.
    fn names(&self, line: &Line) -> (String, String) {
        match &line.origin {
            Origin::Problem(index) => self.written(&self.checked().diagnostics[*index]),
            Origin::Unread(agent) => (self.agent_name(agent), String::new()),
            Origin::Spared(agent, skill) => (self.agent_name(agent), self.skill_name(skill)),
            Origin::Planned(_) | Origin::LeftOut(_) => self
                .change(line)
                .map(|change| (self.agent_name(&change.agent), self.skill_name(&change.skill)))
                .unwrap_or_default(),
        }
    }

    /// The agent's name, or its id where the directory does not know it.
    pub fn agent_name(&self, id: &AgentId) -> String {
        self.directory().agent(id).map_or_else(|| id.to_string(), |agent| agent.name.clone())
    }

    /// The skill's name, or its id where the directory does not know it.
    pub fn skill_name(&self, id: &SkillId) -> String {
        self.directory().skill(id).map_or_else(|| id.to_string(), |skill| skill.name.clone())
    }

    /// The words of the line at a position.
    pub fn line_text(&self, position: usize) -> LineText {
        let lines = self.lines();
        let line = lines.at(position);
        let (agent, skill) = self.names(line);
        let (now, new) = self.levels(line);
        let included = matches!(line.origin, Origin::Planned(_));
        let change = self.change(line);
        let (message, repairs) = match &line.origin {
            Origin::Problem(index) => {
                let problem = &self.checked().diagnostics[*index];
                (problem.message.clone(), repairs(self, problem))
            }
            Origin::Unread(id) => {
                let why = self.compared().and_then(|compared| compared.unread.get(id));
                let title = why.map(|refusal| refusal.problem.title.clone()).unwrap_or_default();
                (format!("Today’s skills could not be read: {title}"), vec![Repair::ReadAgain])
            }
            _ => (String::new(), Vec::new()),
        };
        LineText {
            key: Key(line, self).to_string(),
            agent_detail: change.map(|change| words::agent_detail(self, &change.agent)).unwrap_or_default(),
            agent,
            skill,
            now,
            new,
            at: self.place(line),
            cell: line.cells.first().copied().filter(|_| change.is_some() && !self.shares_cells()),
            included,
            note: words::note(self, line.kind, &line.cells, (now, new), included),
            message,
            repairs,
        }
    }

    /// Where the line stands: rows of a list, cells of a grid and of problems.
    fn place(&self, line: &Line) -> String {
        let cells = match &line.origin {
            Origin::Problem(index) if self.checked().diagnostics[*index].code != Code::Contradiction => {
                &line.cells[..1]
            }
            _ => &line.cells,
        };
        let by_row = matches!(self.mapping().layout, Layout::List | Layout::Packed)
            && (line.kind != Kind::Problem || cells.len() > 1);
        let texts = cells.iter().map(|at| if by_row { at.row.to_string() } else { at.to_string() });
        texts.collect::<Vec<_>>().join(", ")
    }

    /// The kind, levels and inclusion of what happens at a cell.
    pub fn mark(&self, at: CellRef) -> Option<(Kind, Option<Proficiency>, Option<Proficiency>, bool)> {
        let line = self.lines().at(*self.derived.at_cell.get(&at)?);
        // A packed cell shows itself: the levels of one of its entries would say nothing of the others.
        let (now, new) = if self.shares_cells() { (None, None) } else { self.levels(line) };
        Some((line.kind, now, new, matches!(line.origin, Origin::Planned(_) | Origin::Problem(_))))
    }

    /// The position of the line at a cell.
    pub(super) fn line_at(&self, at: CellRef) -> Option<usize> {
        self.derived.at_cell.get(&at).copied()
    }
}
