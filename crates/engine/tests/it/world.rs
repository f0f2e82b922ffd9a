//! A practice centre, the engine signed in to it, and a run between them. What is asserted is what the far end saw.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::journal::{Journal, NewRun, RunId, RunMode};
use skillsheet_engine::runner::{self, Options, RunHandle, RunSnapshot};
use skillsheet_platforms::{Common, Settings, Surroundings, Timeouts, WrappedPutSettings};
use skillsheet_practice::{self as practice, Entry};
use skillsheet_skills::{
    AgentId, Assignments, Change, Live, Manners, Pace, Plan, PlanMode, Proficiency, Writes, calls,
};
use tempfile::TempDir;

/// Levels by agent, as the practice centre has them.
pub type State = BTreeMap<String, practice::Levels>;

pub struct World {
    pub practice: practice::Centre,
    pub centre: Centre,
    pub journal: Journal,
    pub folder: TempDir,
}

impl World {
    pub async fn new() -> Self {
        World::with(practice::Options::fast(), None).await
    }

    pub async fn with(options: practice::Options, pace: Option<Pace>) -> Self {
        let practice = practice::Centre::start(options, None).await.unwrap();
        let folder = TempDir::new().unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        let centre = sign_in(&practice, pace);
        World { practice, centre, journal, folder }
    }

    /// A run that gives each of the first `agents` active agents one skill more, one level changed and, every third
    /// time, one skill less.
    pub fn plan(&self, agents: usize) -> NewRun {
        let state = self.practice.state();
        let ids: Vec<&str> = state.directory.agents.iter().filter(|it| it.active).map(|it| it.id.as_str()).collect();
        let skills: Vec<&str> = state.directory.skills.iter().map(|skill| skill.id.as_str()).collect();
        let mut changes = Vec::new();
        let mut before = BTreeMap::new();
        for (at, id) in ids.iter().take(agents).enumerate() {
            let held = assignments(&state.assignments[*id]);
            let change = |skill: &str, after: Option<i16>| Change {
                agent: (*id).into(),
                skill: skill.into(),
                before: held.get(&skill.into()).copied(),
                after: after.map(Proficiency::whole),
                off: false,
                cells: Vec::new(),
            };
            let new = skills.iter().find(|skill| !held.contains_key(&(**skill).into())).unwrap();
            changes.push(change(new, Some(77)));
            let mut owned = held.iter().map(|(skill, level)| (skill.as_str().to_owned(), *level));
            if let Some((skill, level)) = owned.next() {
                changes.push(change(&skill, Some(if level == Proficiency::whole(1) { 2 } else { 1 })));
            }
            if let Some((skill, _)) = owned.next().filter(|_| at % 3 == 0) {
                changes.push(change(&skill, None));
            }
            before.insert(AgentId::from(*id), held);
        }
        let plan = Plan { mode: PlanMode::Merge, changes, before };
        NewRun {
            connection_id: "practice".into(),
            connection: "Practice centre".into(),
            place: "Practice centre".into(),
            kind: "practice".into(),
            account: self.practice.client_id().into(),
            sheet: "skills.xlsx".into(),
            tab: "Sheet1".into(),
            by: "test".into(),
            mode: RunMode::Merge,
            undo_of: None,
            calls: calls(&plan, Writes::Replace),
            before: plan.before,
            read_at: Timestamp::now(),
            agents: state.directory.agents.iter().map(|it| (it.id.as_str().into(), it.name.clone())).collect(),
            skills: state.directory.skills.iter().map(|it| (it.id.as_str().into(), it.name.clone())).collect(),
            pace: None,
            source: None,
            same_rows: 0,
            problem_rows: 0,
        }
    }

    /// What the centre holds once such a run is carried out: everybody else as before.
    pub fn expected(&self, run: &NewRun) -> State {
        let mut state = self.practice.state().assignments;
        for call in &run.calls {
            state.insert(call.agent().unwrap().as_str().into(), levels(&call.send));
        }
        state
    }

    pub async fn start(&self, run: &NewRun, options: Options) -> RunHandle {
        let id = self.journal.create(run.clone()).await.unwrap();
        runner::start(&self.journal, &self.centre, id, options).await.unwrap()
    }

    /// Runs it to its end, or to its pause.
    pub async fn run(&self, run: &NewRun) -> RunSnapshot {
        self.start(run, quick()).await.finished().await
    }

    pub async fn resume(&self, run: RunId) -> RunSnapshot {
        runner::resume(&self.journal, &self.centre, run, quick()).await.unwrap().finished().await
    }

    pub fn state(&self) -> State {
        self.practice.state().assignments
    }

    /// The live state as the engine knows it.
    pub fn live(&self) -> Live {
        self.state().iter().map(|(id, levels)| (id.as_str().into(), assignments(levels))).collect()
    }

    /// Writes that arrived.
    pub fn puts(&self) -> Vec<Entry> {
        self.entries("PUT")
    }

    /// Looks at single agents that arrived.
    pub fn looks(&self) -> Vec<Entry> {
        self.entries("GET")
    }

    fn entries(&self, method: &str) -> Vec<Entry> {
        let about = |entry: &Entry| entry.method == method && entry.path.ends_with("/skills") && entry.token.is_some();
        self.practice.log().into_iter().filter(|entry| about(entry) && entry.path.contains("/users/")).collect()
    }

    /// How often each agent's write arrived.
    pub fn puts_by_agent(&self) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for put in self.puts() {
            *counts.entry(agent_of(&put)).or_default() += 1;
        }
        counts
    }

    /// Never more than allowed at once, and never two for one agent.
    pub fn assert_in_bounds(&self) {
        let log = self.practice.log();
        let most = log.iter().filter(|entry| entry.token.is_some()).map(|entry| entry.in_flight).max();
        assert!(most <= Some(CONCURRENCY as usize), "{most:?} at once");
        let mut last: HashMap<String, u64> = HashMap::new();
        for entry in log.iter().filter(|entry| entry.path.contains("/users/")) {
            let ended = entry.ended_micros.unwrap_or(u64::MAX);
            if let Some(before) = last.insert(agent_of(entry), ended) {
                assert!(before <= entry.arrived_micros, "two at once for {}", entry.path);
            }
        }
    }
}

/// Requests at once in these tests.
pub const CONCURRENCY: u32 = 6;

pub fn sign_in(practice: &practice::Centre, pace: Option<Pace>) -> Centre {
    let settings = Settings::WrappedPut(WrappedPutSettings {
        api_url: practice.url(),
        client_id: practice.client_id().into(),
        common: Common { concurrency: CONCURRENCY, ..Common::default() },
        ..WrappedPutSettings::default()
    });
    let timeouts = Timeouts { total: Duration::from_secs(2), ..Timeouts::default() };
    let surroundings = Surroundings { timeouts, ..Surroundings::default() };
    let platform = settings.connect_within(SecretString::from(practice.client_secret()), &surroundings).unwrap();
    Centre::new(platform, pace, false)
}

/// As usual, without the long waits.
pub fn quick() -> Options {
    let manners = Manners {
        backoff: Duration::from_millis(10),
        longest: Duration::from_millis(50),
        grace: Duration::ZERO,
        ..Manners::default()
    };
    Options { trial: None, look_first: false, manners }
}

pub fn assignments(levels: &practice::Levels) -> Assignments {
    levels.iter().map(|(skill, level)| (skill.as_str().into(), Proficiency::new(f64::from(*level)).unwrap())).collect()
}

pub fn levels(assignments: &Assignments) -> practice::Levels {
    assignments.iter().map(|(skill, level)| (skill.to_string(), level.number() as u32)).collect()
}

/// The agent that a request was about.
pub fn agent_of(entry: &Entry) -> String {
    entry.path.split('/').rev().nth(1).unwrap_or_default().to_owned()
}
