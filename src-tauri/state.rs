//! What the window shows, as the controller keeps it.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::journal::{CallRecord, RunId, RunRecord};
use skillsheet_engine::platforms::Settings;
use skillsheet_engine::runner::RunHandle;
use skillsheet_engine::undo::{NotKnownYet, Undo, undo};
use skillsheet_engine::update::{Losing, Query, Team, Update, losing};
use skillsheet_skills::{AgentId, Change, Directory, Live, Refusal, SkillId};
use tokio_util::sync::CancellationToken;

use crate::view::StepView;

/// The state.
pub struct State {
    /// Grows with every change.
    pub revision: u32,
    /// The id of the connection in use.
    pub current: Option<String>,
    /// The agents and skills of that connection.
    pub directory: Option<Known>,
    /// Where the update stands.
    pub step: StepView,
    /// The sheet in hand.
    pub in_hand: Option<InHand>,
    /// An undo being reviewed.
    pub undoing: Option<Undoing>,
    /// The run in progress, or the one that just ended.
    pub run: Option<RunHandle>,
    /// The run that somebody let go here: until it has ended, going on with it is not asked about again.
    pub released: Option<RunId>,
    /// A run of an earlier time that was cut off or left paused.
    pub interrupted: Option<RunRecord>,
    /// Long work under way.
    pub task: Option<crate::view::TaskView>,
    /// Stops it.
    pub cancel: Option<CancellationToken>,
    /// Stops the test of a connection that is under way.
    pub testing: Option<CancellationToken>,
    /// Whom somebody signed in to in the browser for the last test, with what settings: nobody signs in twice to save it.
    pub tested: Option<(Settings, Centre)>,
}

impl Default for State {
    fn default() -> Self {
        State {
            revision: 1,
            current: None,
            directory: None,
            step: StepView::Sheet,
            in_hand: None,
            undoing: None,
            run: None,
            released: None,
            interrupted: None,
            task: None,
            cancel: None,
            testing: None,
            tested: None,
        }
    }
}

impl State {
    /// Uses a connection from now on. What was read, reviewed or run elsewhere is put aside; a sheet in hand stays, and
    /// is matched anew.
    pub fn switch_to(&mut self, id: &str) {
        self.undoing = None;
        if self.current.as_deref() != Some(id) {
            self.current = Some(id.to_owned());
            self.run = None;
            self.forget_read();
            self.step = StepView::Sheet;
        }
    }

    /// Uses no connection any more.
    pub fn stop_using(&mut self) {
        self.current = None;
        self.run = None;
        self.forget_read();
        self.step = StepView::Sheet;
    }

    /// Lets go of what was read of the connection in use, whose agents may be others now.
    pub fn forget_read(&mut self) {
        self.directory = None;
        self.undoing = None;
        if let Some(hand) = &mut self.in_hand {
            hand.forget_compared();
        }
        if matches!(self.step, StepView::Review | StepView::Match) {
            self.step = StepView::Sheet;
        }
    }
}

/// A contact centre that was signed in to, and by which connection. They stay together, so that what was read in one
/// place is never sent to another.
#[derive(Clone)]
pub struct Place {
    /// The id of the connection.
    pub connection: String,
    /// The centre.
    pub centre: Centre,
}

/// A directory that was read.
#[derive(Clone)]
pub struct Known {
    /// Whose it is.
    pub connection: String,
    /// Agents and skills.
    pub directory: Arc<Directory>,
    /// When it was read.
    pub read_at: Timestamp,
}

/// A sheet in hand.
pub struct InHand {
    /// Its update.
    pub update: Update,
    /// The file; none for samples and pasted cells.
    pub path: Option<PathBuf>,
    /// Whether it is one of the app's own samples.
    pub is_sample: bool,
    /// How long one request took when it was compared.
    pub latency: Duration,
    /// Where it was compared.
    pub place: Option<Place>,
    /// Why the whole of it is refused.
    pub refusal: Option<Refusal>,
    /// The lines that were asked for last, in their order.
    pub found: Option<(u32, Query, Arc<Vec<usize>>)>,
    /// The team that the person wants to see, by its name.
    pub team: Option<String>,
    /// How many times the file on the disk was seen to have become another one since it was read.
    pub changes_on_disk: u32,
    /// The run whose result it is, until the person said that it is the sheet of a new one.
    pub returned: Option<Returned>,
}

/// A sheet is the result workbook of a run.
pub enum Returned {
    /// Of this one: whether to go on with it is open.
    Run(Box<RunRecord>),
    /// Of one that this computer does not know.
    Unknown,
}

impl Returned {
    /// Whether it is the result of this run.
    pub fn is_of(&self, id: RunId) -> bool {
        matches!(self, Returned::Run(record) if record.id == id)
    }
}

impl InHand {
    /// A sheet just read.
    pub fn new(update: Update, path: Option<PathBuf>, is_sample: bool) -> Self {
        InHand {
            update,
            path,
            is_sample,
            latency: Duration::from_millis(200),
            place: None,
            refusal: None,
            found: None,
            team: None,
            changes_on_disk: 0,
            returned: None,
        }
    }

    /// The team that is shown; none where all are, also when the one that was wanted has no lines any more.
    pub fn shown_team(&self) -> Option<&Team> {
        let wanted = self.team.as_ref()?;
        self.update.teams().iter().find(|team| team.name == *wanted)
    }

    /// Lets go of what it was compared with.
    pub fn forget_compared(&mut self) {
        self.update.forget_compared();
        self.place = None;
        self.refusal = None;
    }
}

/// An undo being reviewed.
pub struct Undoing {
    /// The run that is put back.
    pub of: RunRecord,
    /// Its calls.
    pub calls: Vec<CallRecord>,
    /// Where in them each change is: its call, and its place there.
    pub places: HashMap<Pair, (usize, usize)>,
    /// The names its agents had.
    pub agents: HashMap<AgentId, String>,
    /// The names its skills had.
    pub skills: HashMap<SkillId, String>,
    /// What its agents have now.
    pub live: Live,
    /// When that was read.
    pub read_at: Timestamp,
    /// How long one request took.
    pub latency: Duration,
    /// Where it is put back.
    pub place: Place,
    /// What somebody changed since and is to be put back all the same.
    pub also: HashSet<Pair>,
    /// What the person leaves out.
    pub left_out: HashSet<Pair>,
    /// What follows: made anew whenever one of the two changes.
    pub undo: Undo,
}

/// An agent's skill.
pub type Pair = (AgentId, SkillId);

impl Undoing {
    /// Where in calls each change is.
    pub fn places_in(calls: &[CallRecord]) -> HashMap<Pair, (usize, usize)> {
        let changes = calls.iter().enumerate().flat_map(|(call, record)| {
            record
                .call
                .changes
                .iter()
                .enumerate()
                .map(move |(at, it)| ((it.agent.clone(), it.skill.clone()), (call, at)))
        });
        changes.collect()
    }

    /// Who would lose what. Only the run's agents were read, so that “nobody” is nobody of them.
    pub fn losing(&self) -> Losing {
        losing(&self.undo.plan, &self.live, false)
    }

    /// The name that a skill had in the run.
    pub fn skill_name(&self, skill: &SkillId) -> String {
        self.skills.get(skill).cloned().unwrap_or_else(|| skill.to_string())
    }

    /// Works out again what would be put back.
    ///
    /// # Errors
    /// While what became of some requests is not known.
    pub fn derive(&mut self) -> Result<(), NotKnownYet> {
        let stays = |it: &Change| !self.left_out.contains(&(it.agent.clone(), it.skill.clone()));
        let calls: Vec<CallRecord> = self.calls.iter().map(|call| call.only(stays)).collect();
        self.undo = undo(&calls, &self.live, self.place.centre.capabilities().writes, &self.also)?;
        Ok(())
    }
}
