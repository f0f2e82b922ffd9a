//! The update in hand: a sheet, what the person corrected, how it matches a contact centre, and what would change.
//!
//! Everything is derived again from the few things that the person decided, so that going back never loses work. Nothing
//! here waits for anything: what was read from the contact centre is handed in.

mod decide;
mod explain;
pub mod facts;
mod how;
mod lines;
mod losing;
mod most;
mod moves;
mod record;
mod repair;
mod summary;
mod teams;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use skillsheet_platforms::Settings;
use skillsheet_skills::{
    AgentId, Assignments, CellRef, Checked, Columns, Directory, Doubts, Layout, Live, Mapping, MissingColumn, Overlay,
    Plan, PlanMode, Refusal, Rules, Scale, Sheet, Writes, columns, looks_inverted, validate,
};
use skillsheet_workbook::Workbook;

use crate::memory::Remembered;
use crate::results::taken_back;

pub use explain::Explanation;
pub use facts::SheetFacts;
pub use how::{Guesses, Reread};
pub use lines::{Kind, Line, LineText, Lines, Order, Query, Sorting};
pub use losing::{Losing, USUAL_SHARE, losing};
pub use record::Owner;
pub use repair::{Repair, Thing};
pub use summary::{Loss, Summary};
pub use teams::Team;

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
    /// Which tabs name agents and skills: worked out when first asked for, and again for another directory or file.
    tabs_with_agents: OnceLock<Vec<bool>>,
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
    losing: OnceLock<Losing>,
    teams: OnceLock<Vec<Team>>,
    facts: OnceLock<SheetFacts>,
    guesses: OnceLock<Guesses>,
}

impl Update {
    /// An update from a workbook; the likeliest tab is chosen. A result workbook is taken without what became of its
    /// rows.
    pub fn new(workbook: Arc<Workbook>, terms: Terms) -> Self {
        let workbook = taken_back(workbook);
        let known = terms.directory.clone().unwrap_or_default();
        let tab = facts::likeliest_tab(&workbook, &known);
        let mut update = Update {
            workbook,
            tab,
            terms,
            mapping: Mapping::new(Layout::List, 1),
            chosen: how::Chosen::default(),
            overlay: Overlay::default(),
            undone: Vec::new(),
            done: Vec::new(),
            mode: PlanMode::Merge,
            compared: None,
            tabs_with_agents: OnceLock::new(),
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

    /// Agents of the sheet whose live state counts, in the sheet's order.
    pub fn agents_concerned(&self) -> Vec<AgentId> {
        let mut seen = HashSet::new();
        let edits = self.derived.checked.edits.iter().chain(&self.derived.checked.left_out);
        edits.map(|edit| &edit.agent).filter(|agent| seen.insert(*agent)).cloned().collect()
    }

    /// Those of them whose live state is still to be read.
    pub fn agents_to_read(&self) -> Vec<AgentId> {
        let mut agents = self.agents_concerned();
        agents.retain(|agent| self.compared.as_ref().is_none_or(|compared| !compared.live.contains_key(agent)));
        agents
    }

    // ---- what was read

    /// Compares by other terms: another connection, or a directory read again. Decisions about names stay, for they
    /// are by what the sheet says.
    pub fn set_terms(&mut self, terms: Terms) {
        self.terms = terms;
        self.tabs_with_agents = OnceLock::new();
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

    /// Puts what was read in the place of all that was read before.
    pub fn compare_anew(&mut self, live: Live, unread: Vec<(AgentId, Refusal)>, read_at: Timestamp) {
        self.compared = None;
        self.add_compared(live, unread, read_at);
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
        let mut columns = columns(&sheet, &self.mapping, &directory);
        if let Ok(columns) = &mut columns {
            let row = columns.heading_row;
            columns.rivals.retain(|rival| {
                let other = CellRef { row, column: rival.other };
                !self.chosen.settles(rival.field) && !self.overlay.left_out.contains(&other)
            });
        }
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
