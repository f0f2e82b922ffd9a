//! The update in hand: a sheet, what the person corrected, how it matches a contact centre, and what would change.
//!
//! Everything is derived again from the few things that the person decided, so that going back never loses work. Nothing
//! here waits for anything: what was read from the contact centre is handed in.

mod explain;
pub mod facts;
mod how;
mod lines;
mod most;
mod moves;
mod record;
mod repair;
mod summary;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use skillsheet_platforms::Settings;
use skillsheet_skills::{
    AgentId, Aliases, Assignments, CellRef, Checked, Choice, Columns, Directory, Doubts, Live, MAX_COLUMNS, MAX_ROWS,
    Mapping, Marked, MissingColumn, Overlay, Plan, PlanMode, Refusal, Rules, Scale, Sheet, SkillId, Writes, columns,
    looks_inverted, suggest, validate,
};
use skillsheet_workbook::{Workbook, split_pasted};

use crate::memory::Remembered;

pub use explain::Explanation;
pub use facts::SheetFacts;
pub use how::{Guesses, Reread};
pub use lines::{Kind, Line, LineText, Lines, Order, Query, Sorting};
pub use record::Owner;
pub use repair::{Repair, Thing};
pub use summary::{Loss, Summary};

/// Corrections that can be taken back; more than anybody remembers.
const MOST_UNDOS: usize = 200;

/// What the update is compared with: the contact centre's rules and its agents and skills.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Agents and skills; none while nothing was read.
    pub directory: Option<Arc<Directory>>,
    /// The levels.
    pub scale: Scale,
    /// Which write requests it takes.
    pub writes: Writes,
    /// Whether the contact centre lists its agents and skills; else the sheet's own texts are the ids.
    pub lists_directory: bool,
    /// The most skills that an agent may have, where there is such a bound.
    pub max_skills: Option<u32>,
    /// What was settled with earlier sheets.
    pub memory: Arc<Remembered>,
}

impl Terms {
    /// The terms of a connection, as far as its settings tell.
    pub fn of(settings: &Settings, directory: Option<Arc<Directory>>, memory: Arc<Remembered>) -> Self {
        Terms {
            directory,
            scale: settings.scale(),
            writes: settings.writes(),
            lists_directory: settings.lists_directory(),
            max_skills: settings.max_skills(),
            memory,
        }
    }
}

/// The live state as it was read for this update.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// What agents have.
    pub live: Live,
    /// Agents that could not be read, and why.
    pub unread: BTreeMap<AgentId, Refusal>,
    /// When the oldest of it was read.
    pub read_at: Option<Timestamp>,
}

/// The update in hand.
pub struct Update {
    workbook: Arc<Workbook>,
    tab: usize,
    terms: Terms,
    mapping: Mapping,
    /// What of it the person said, and where the rest comes from.
    chosen: how::Chosen,
    overlay: Overlay,
    undone: Vec<Overlay>,
    done: Vec<Overlay>,
    mode: PlanMode,
    compared: Option<Compared>,
    derived: Derived,
}

/// What follows from all the rest.
#[derive(Default)]
struct Derived {
    sheet: Arc<Sheet>,
    directory: Arc<Directory>,
    columns: Option<Result<Columns, MissingColumn>>,
    checked: Checked,
    plan: Option<Plan>,
    /// What the person left out, compared all the same.
    left_out: Option<Plan>,
    inverted: bool,
    lines: Arc<Lines>,
    /// What happens at a cell: an index into the lines.
    at_cell: HashMap<CellRef, usize>,
    /// Counted when first asked for: a large sheet takes a while, and the window asks often.
    summary: OnceLock<Summary>,
    facts: OnceLock<SheetFacts>,
    guesses: OnceLock<Guesses>,
}

impl Update {
    /// An update from a workbook; the likeliest tab is chosen.
    pub fn new(workbook: Arc<Workbook>, terms: Terms) -> Self {
        let known = terms.directory.clone().unwrap_or_default();
        let tab = facts::likeliest_tab(&workbook, &known);
        let mapping = suggest(&workbook.tabs[tab], &known);
        let mut update = Update {
            workbook,
            tab,
            terms,
            mapping,
            chosen: how::Chosen::default(),
            overlay: Overlay::default(),
            undone: Vec::new(),
            done: Vec::new(),
            mode: PlanMode::Merge,
            compared: None,
            derived: Derived::default(),
        };
        update.guess();
        update.derive();
        update
    }

    /// The workbook as it was read.
    pub fn workbook(&self) -> &Arc<Workbook> {
        &self.workbook
    }

    /// Index of the chosen tab.
    pub fn tab(&self) -> usize {
        self.tab
    }

    /// The chosen tab as read, corrections applied.
    pub fn sheet(&self) -> &Arc<Sheet> {
        &self.derived.sheet
    }

    /// Where agents, skills and levels are.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The checked columns, or which one is missing.
    pub fn columns(&self) -> Result<&Columns, MissingColumn> {
        match &self.derived.columns {
            Some(Ok(columns)) => Ok(columns),
            Some(Err(missing)) => Err(*missing),
            None => Err(MissingColumn::Agent),
        }
    }

    /// The rules it is compared by.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The directory that names are looked up in; for a contact centre that lists nothing, the sheet's own ids.
    pub fn directory(&self) -> &Arc<Directory> {
        &self.derived.directory
    }

    /// Edits, problems and names.
    pub fn checked(&self) -> &Checked {
        &self.derived.checked
    }

    /// The corrections.
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// Merge or exact.
    pub fn mode(&self) -> PlanMode {
        self.mode
    }

    /// The diff, once the live state was read.
    pub fn plan(&self) -> Option<&Plan> {
        self.derived.plan.as_ref()
    }

    /// What was read of the live state.
    pub fn compared(&self) -> Option<&Compared> {
        self.compared.as_ref()
    }

    /// The lines of the review.
    pub fn lines(&self) -> &Arc<Lines> {
        &self.derived.lines
    }

    /// Whether the levels look turned round.
    pub fn looks_inverted(&self) -> bool {
        self.derived.inverted && !self.overlay.turned_round
    }

    /// Agents of the sheet whose live state is still to be read.
    pub fn agents_to_read(&self) -> Vec<AgentId> {
        let known = |agent: &AgentId| self.compared.as_ref().is_some_and(|compared| compared.live.contains_key(agent));
        let mut seen = HashSet::new();
        let edits = self.derived.checked.edits.iter().chain(&self.derived.checked.left_out);
        edits.map(|edit| &edit.agent).filter(|agent| !known(agent) && seen.insert((*agent).clone())).cloned().collect()
    }

    // ---- what the person decides

    /// Merge or exact.
    pub fn set_mode(&mut self, mode: PlanMode) {
        self.mode = mode;
        self.derive();
    }

    /// Reads a cell as another text.
    pub fn correct(&mut self, at: CellRef, text: &str) {
        self.decide(|overlay| {
            overlay.left_out.remove(&at);
            overlay.texts.insert(at, text.to_owned());
        });
    }

    /// Reads cells from one on, to the right and down, as pasted ones; answers how many. One step to take back.
    pub fn paste(&mut self, at: CellRef, text: &str) -> usize {
        let rows = split_pasted(text).into_iter().zip(at.row..=MAX_ROWS);
        let cells = rows.flat_map(|(row, number)| {
            let columns = row.into_iter().zip(at.column..MAX_COLUMNS);
            columns.map(move |(text, column)| (CellRef { row: number, column }, text))
        });
        let cells: Vec<(CellRef, String)> = cells.collect();
        let many = cells.len();
        self.decide(|overlay| {
            for (at, text) in cells {
                overlay.left_out.remove(&at);
                overlay.texts.insert(at, text);
            }
        });
        many
    }

    /// Leaves rows out whole, or takes them in again.
    pub fn set_rows_out(&mut self, rows: &[u32], out: bool) {
        self.decide(|overlay| {
            for row in rows {
                if out {
                    overlay.rows_out.insert(*row)
                } else {
                    overlay.rows_out.remove(row)
                };
            }
        });
    }

    /// Says what a mark or a word in the place of a level means, or that it is open again.
    pub fn set_mark(&mut self, written: &str, meaning: Option<Marked>) {
        self.decide(|overlay| overlay.legend.set(written, meaning));
    }

    /// Confirms what is proposed for every mark that is open; answers how many.
    pub fn confirm_marks(&mut self) -> usize {
        let open: Vec<(String, Marked)> = self
            .checked()
            .marks
            .iter()
            .filter(|it| it.said.is_none())
            .map(|it| (it.written.clone(), it.proposed))
            .collect();
        self.decide(|overlay| open.iter().for_each(|(written, meaning)| overlay.legend.set(written, Some(*meaning))));
        open.len()
    }

    /// What the person said that names stand for.
    pub fn aliases(&self) -> Aliases {
        if !self.terms.lists_directory {
            return Aliases::default();
        }
        let Overlay { agents, skills, .. } = &self.overlay;
        let agents = agents.iter().filter_map(|(key, choice)| Some((key.clone(), choice.used()?.clone())));
        let skills = skills.iter().filter_map(|(key, choice)| Some((key.clone(), choice.used()?.clone())));
        Aliases { agents: agents.collect(), skills: skills.collect() }
    }

    /// Does a repair.
    pub fn repair(&mut self, repair: &Repair) {
        self.decide(|overlay| repair.apply(overlay));
    }

    /// Decides about an agent's name: an id, left out, or open again.
    pub fn settle_agent(&mut self, written: &str, choice: Option<Choice<AgentId>>) {
        self.decide(|overlay| overlay.decide_agent(written, choice));
    }

    /// Decides about a skill's name: an id, left out, or open again.
    pub fn settle_skill(&mut self, written: &str, choice: Option<Choice<SkillId>>) {
        self.decide(|overlay| overlay.decide_skill(written, choice));
    }

    /// Uses every suggestion that is sure; answers how many.
    pub fn use_sure_suggestions(&mut self, thing: Thing) -> usize {
        let directory = self.derived.directory.clone();
        let names = match thing {
            Thing::Agent => &self.derived.checked.agents,
            Thing::Skill => &self.derived.checked.skills,
        };
        let sure: Vec<(String, usize)> = names
            .list()
            .iter()
            .filter(|name| name.meaning.is_open())
            .filter_map(|name| Some((name.written.clone(), name.suggestions.first().filter(|near| near.sure)?.entry)))
            .collect();
        self.decide(|overlay| {
            for (written, entry) in &sure {
                match thing {
                    Thing::Agent => {
                        overlay.decide_agent(written, Some(Choice::Use(directory.agents()[*entry].id.clone())));
                    }
                    Thing::Skill => {
                        overlay.decide_skill(written, Some(Choice::Use(directory.skills()[*entry].id.clone())));
                    }
                }
            }
        });
        sure.len()
    }

    /// Reads levels from the other end of the scale, or no longer.
    pub fn turn_round(&mut self, yes: bool) {
        self.decide(|overlay| overlay.turned_round = yes);
    }

    /// Includes lines or leaves them out, by their keys.
    pub fn set_included(&mut self, keys: &[String], included: bool) {
        let lines = self.derived.lines.clone();
        let positions: Vec<usize> = keys.iter().filter_map(|key| lines.position(key)).collect();
        self.include(&positions, included);
    }

    /// Includes or leaves out all lines that a query finds.
    pub fn set_all_included(&mut self, kind: Option<Kind>, search: &str, included: bool) {
        let kinds = match kind {
            Some(kind) => vec![kind],
            None => vec![Kind::Change, Kind::Add, Kind::Remove],
        };
        let positions: Vec<usize> = kinds.into_iter().flat_map(|kind| self.find(kind, search)).collect();
        self.include(&positions, included);
    }

    fn include(&mut self, positions: &[usize], included: bool) {
        let lines = self.derived.lines.clone();
        let mut cells: HashSet<CellRef> = HashSet::new();
        let mut pairs: HashSet<(AgentId, SkillId)> = HashSet::new();
        for line in positions.iter().map(|position| lines.at(*position)).filter(|line| line.kind != Kind::Problem) {
            match &line.origin {
                // What the exact mode takes stands in no cell.
                lines::Origin::Spared(agent, skill) => {
                    pairs.insert((agent.clone(), skill.clone()));
                }
                _ if line.cells.is_empty() || self.shares_cells() => {
                    pairs.extend(self.change(line).map(|change| (change.agent.clone(), change.skill.clone())));
                }
                _ => cells.extend(&line.cells),
            }
        }
        self.decide(|overlay| {
            if included {
                overlay.left_out.retain(|cell| !cells.contains(cell));
                overlay.spared.retain(|pair| !pairs.contains(pair));
            } else {
                overlay.left_out.extend(cells);
                overlay.spared.extend(pairs);
            }
        });
    }

    /// Keeps a skill in the exact mode, or no longer.
    pub fn keep_skill(&mut self, skill: SkillId, keep: bool) {
        self.decide(|overlay| {
            if keep {
                overlay.kept.insert(skill);
            } else {
                overlay.kept.remove(&skill);
            }
        });
    }

    /// Whether a correction can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether one can be made again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the last correction back.
    pub fn undo(&mut self) {
        if let Some(earlier) = self.done.pop() {
            self.undone.push(std::mem::replace(&mut self.overlay, earlier));
            self.derive();
        }
    }

    /// Makes it again.
    pub fn redo(&mut self) {
        if let Some(later) = self.undone.pop() {
            self.done.push(std::mem::replace(&mut self.overlay, later));
            self.derive();
        }
    }

    fn decide(&mut self, change: impl FnOnce(&mut Overlay)) {
        let before = self.overlay.clone();
        change(&mut self.overlay);
        if self.overlay != before {
            self.done.push(before);
            if self.done.len() > MOST_UNDOS {
                self.done.remove(0);
            }
            self.undone.clear();
            self.derive();
        }
    }

    // ---- what was read

    /// Compares by other terms: another connection, or a directory read again. Decisions about names stay, for they
    /// are by what the sheet says.
    pub fn set_terms(&mut self, terms: Terms) {
        self.terms = terms;
        if !self.chosen.anything() {
            self.guess();
        }
        self.derive();
    }

    /// Forgets the live state, so that all of it is read again.
    pub fn forget_compared(&mut self) {
        self.compared = None;
        self.derive();
    }

    /// Adds what was read of the live state.
    pub fn add_compared(&mut self, live: Live, unread: Vec<(AgentId, Refusal)>, read_at: Timestamp) {
        let compared = self.compared.get_or_insert_with(Compared::default);
        for agent in live.keys() {
            compared.unread.remove(agent);
        }
        compared.live.extend(live);
        compared.unread.extend(unread);
        compared.read_at.get_or_insert(read_at);
        self.derive();
    }

    fn derive(&mut self) {
        let sheet = match self.overlay.applied_to(&self.workbook.tabs[self.tab]) {
            Cow::Borrowed(_) => self.workbook.tabs[self.tab].clone(),
            Cow::Owned(corrected) => Arc::new(corrected),
        };
        let directory = self.terms.directory.clone().unwrap_or_default();
        let directory =
            if self.terms.lists_directory { directory } else { Arc::new(facts::ids_of(&sheet, &self.mapping)) };
        let columns = columns(&sheet, &self.mapping, &directory);
        let checked = match &columns {
            Ok(columns) => {
                let Terms { scale, writes, memory, .. } = &self.terms;
                let (aliases, overlay) = (&memory.aliases, &self.overlay);
                validate(&sheet, columns, &Rules { directory: &directory, scale, writes: *writes, aliases, overlay })
            }
            Err(_) => Checked::default(),
        };
        self.derived = Derived { sheet, directory, columns: Some(columns), checked, ..Derived::default() };
        self.compare();
    }

    fn compare(&mut self) {
        if let Some(compared) = &self.compared {
            let checked = &self.derived.checked;
            let doubts = Doubts {
                agents: checked.doubts.agents.clone(),
                pairs: checked.doubts.pairs.iter().chain(&self.overlay.spared).cloned().collect(),
            };
            let kept = &self.overlay.kept;
            self.derived.inverted = looks_inverted(&checked.edits, &compared.live, &self.terms.scale);
            let (plan, refused) = self.planned(&checked.edits, &compared.live, doubts.clone());
            self.derived.plan = Some(plan);
            let left_out = skillsheet_skills::plan(&checked.left_out, &compared.live, PlanMode::Merge, kept, &doubts);
            self.derived.left_out = Some(left_out);
            let diagnostics = &mut self.derived.checked.diagnostics;
            diagnostics.extend(refused);
            diagnostics.sort_by_key(|problem| problem.at);
        }
        let lines = Lines::new(self);
        self.derived.at_cell = lines.cells();
        self.derived.lines = Arc::new(lines);
    }

    /// What an agent has now, as far as it was read.
    fn now(&self, agent: &AgentId) -> Option<&Assignments> {
        self.compared.as_ref()?.live.get(agent)
    }
}
