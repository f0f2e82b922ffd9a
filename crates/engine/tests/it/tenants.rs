//! The three platforms, each by its own practice centre: the same update, judged by what the far end holds afterwards.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use std::sync::Arc;

use jiff::Timestamp;
use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::journal::{Journal, NewRun, RunId, RunMode};
use skillsheet_engine::runner::{self, RunSnapshot};
use skillsheet_engine::session::{read_directory, read_live};
use skillsheet_platforms::Settings;
use skillsheet_practice::{self as practice, Dialect, Entry};
use skillsheet_skills::{
    AgentId, Assignments, CallStatus, Doubts, Edit, Live, PlanMode, Proficiency, Scale, SkillId, Wish, calls, plan,
};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::world::quick;

/// All platforms that there are.
pub const PLATFORMS: [&str; 3] = ["wrapped-put", "genesys-cloud", "nice-cxone"];

/// A contact centre of a platform, and the engine signed in to it.
pub struct Tenant {
    pub practice: Arc<practice::Centre>,
    pub centre: Centre,
    pub journal: Journal,
    _folder: TempDir,
}

impl Tenant {
    pub async fn of(platform: &str, agents: usize, set: &[(&str, &str)]) -> Self {
        let dialect = Dialect::named(platform).unwrap();
        Tenant::with(platform, practice::Options { agents, ..practice::Options::fast() }.speaking(dialect), set).await
    }

    pub async fn with(platform: &str, options: practice::Options, set: &[(&str, &str)]) -> Self {
        let practice = practice::Centre::start(options, None).await.unwrap();
        let mut settings = Settings::of(platform).unwrap();
        let usual = [("rate-limit", "10000/1"), ("concurrency", "6")];
        let url = practice.url();
        let where_to = [("api-url", url.as_str()), ("login-url", &url), ("client-id", practice.client_id())];
        for (key, value) in where_to.iter().chain(&usual).chain(set) {
            settings.set(key, value).unwrap();
        }
        let platform = settings.connect(SecretString::from(practice.client_secret())).unwrap();
        let folder = TempDir::new().unwrap();
        let journal = Journal::open(folder.path()).unwrap();
        let centre = Centre::new(platform, settings.rate_limit(), false);
        Tenant { practice: Arc::new(practice), centre, journal, _folder: folder }
    }

    pub fn scale(&self) -> Scale {
        self.centre.capabilities().scale
    }

    /// Active agents, as the practice centre lists them.
    pub fn agents(&self) -> Vec<AgentId> {
        let agents = self.practice.directory().agents;
        agents.into_iter().filter(|agent| agent.active).map(|agent| AgentId::from(agent.id)).collect()
    }

    /// What everybody has, as the practice centre knows it.
    pub fn state(&self) -> Live {
        let state = self.practice.state();
        let assignments = |agent: &String, levels: &practice::Levels| {
            let level = |kept: u32| Proficiency::new(state.scale.shown(kept)).unwrap();
            let mut all: Assignments =
                levels.iter().map(|(skill, kept)| (skill.as_str().into(), level(*kept))).collect();
            all.off = state.off(agent).iter().map(|skill| SkillId::from(skill.as_str())).collect();
            all
        };
        state.assignments.iter().map(|(agent, levels)| (agent.as_str().into(), assignments(agent, levels))).collect()
    }

    /// An update of so many agents: each gets a skill and a new level for another one, every third loses a skill, and
    /// every fifth two more.
    pub fn wishes(&self, agents: usize) -> Vec<Edit> {
        let state = self.state();
        let skills: Vec<SkillId> = self.practice.directory().skills.into_iter().map(|it| it.id.into()).collect();
        let scale = self.scale();
        let mut edits = Vec::new();
        for (at, agent) in self.agents().into_iter().take(agents).enumerate() {
            let held = &state[&agent];
            let mut edit = |skill: &SkillId, wish| {
                edits.push(Edit { agent: agent.clone(), skill: skill.clone(), wish, cells: Vec::new() });
            };
            let new = skills.iter().find(|skill| !held.contains_key(*skill)).unwrap();
            edit(new, Wish::Assign(scale.best_level()));
            let mut owned = held.iter();
            if let Some((skill, level)) = owned.next() {
                let other = if *level == scale.max { scale.min } else { scale.max };
                edit(skill, Wish::Assign(other));
            }
            let lost = usize::from(at % 3 == 0) + if at % 5 == 0 { 2 } else { 0 };
            owned.take(lost).for_each(|(skill, _)| edit(skill, Wish::Remove));
        }
        edits
    }

    /// The run that makes these edits, from the state as the engine reads it.
    pub async fn run_of(&self, edits: &[Edit]) -> NewRun {
        let directory = read_directory(&self.centre, |_, _| {}, CancellationToken::new()).await.unwrap();
        let agents: BTreeSet<AgentId> = edits.iter().map(|edit| edit.agent.clone()).collect();
        let agents: Vec<AgentId> = agents.into_iter().collect();
        let read = read_live(&self.centre, &agents, |_, _| {}, CancellationToken::new()).await.unwrap();
        assert!(read.unread.is_empty(), "{:?}", read.unread);
        let truth = self.state();
        assert!(agents.iter().all(|agent| read.live[agent] == truth[agent]), "what is read is what is there");
        let plan = plan(edits, &read.live, PlanMode::Merge, &BTreeSet::new(), &Doubts::default());
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
            calls: calls(&plan, self.centre.capabilities().writes),
            before: plan.before,
            read_at: Timestamp::now(),
            agents: directory.agents().iter().map(|it| (it.id.clone(), it.name.clone())).collect(),
            skills: directory.skills().iter().map(|it| (it.id.clone(), it.name.clone())).collect(),
            pace: None,
            source: None,
            same_rows: 0,
            problem_rows: 0,
        }
    }

    /// Makes a run to its end, or to where it stops.
    pub async fn run(&self, run: &NewRun) -> RunSnapshot {
        let id = self.journal.create(run.clone()).await.unwrap();
        runner::start(&self.journal, &self.centre, id, quick()).await.unwrap().finished().await
    }

    /// Requests that change something, as they arrived.
    pub fn writes(&self) -> Vec<Entry> {
        let is_write = |entry: &Entry| entry.method != "GET" && entry.path.contains("skills");
        self.practice.log().into_iter().filter(is_write).collect()
    }

    /// Holds what the far end has against what the run says of each change, from what was there before.
    pub async fn judge(&self, run: RunId, before: &Live) {
        let mut expected = before.clone();
        let mut seen: HashMap<CallStatus, usize> = HashMap::new();
        for call in self.journal.calls(run).await.unwrap() {
            for (change, standing) in call.changes() {
                *seen.entry(standing.status).or_default() += 1;
                if standing.status != CallStatus::Applied {
                    continue;
                }
                let assignments = expected.get_mut(&change.agent).unwrap();
                match change.after {
                    Some(level) => drop(assignments.insert(change.skill.clone(), level)),
                    None => {
                        assignments.remove(&change.skill);
                        assignments.off.remove(&change.skill);
                    }
                }
            }
        }
        let now = self.state();
        let differs: BTreeMap<_, _> = expected
            .iter()
            .filter(|(agent, has)| now[*agent] != **has)
            .map(|(agent, has)| (agent, (has, &now[agent])))
            .collect();
        assert!(differs.is_empty(), "the results say otherwise ({seen:?}): {differs:?}");
    }
}
