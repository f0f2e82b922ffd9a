//! A contact centre that outlives the programs, and the network between: what has left a program arrives, whether or
//! not that still lives. As late as the grace allows, which is just before the next look.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use secrecy::SecretString;
use skillsheet_platforms::{Capabilities, Common, Listing, Platform, Settings, Standing, Token, WrappedPutSettings};
use skillsheet_practice as practice;
use skillsheet_skills::{
    Agent, AgentId, Answer, Assignments, Call, CallStatus, Change, Manners, Outcome, Plan, PlanMode, Problem,
    Proficiency, Refusal, Scope, Skill, Writes, calls,
};
use tokio::runtime::Handle;
use tokio::task::JoinSet;

use super::{CURRENT, Points};
use crate::centre::Centre;
use crate::journal::{Journal, NewRun, RunMode, RunRecord};
use crate::runner::{self, Options, RunError, RunHandle};

/// Requests at once.
pub(super) const AT_ONCE: u32 = 3;
/// Agents of the run.
pub(super) const AGENTS: usize = 9;

/// What several programs, one after the other, are at.
pub(super) struct World {
    pub(super) practice: practice::Centre,
    pub(super) agents: usize,
    runtime: Handle,
    /// Has a connection of its own, which no program takes along.
    courier: Arc<dyn Platform>,
    /// Requests on their way that nobody looks after any more.
    strays: Mutex<Vec<(Token, Call)>>,
    under_way: tokio::sync::Mutex<JoinSet<()>>,
    /// Agents whose next request is answered with a timeout before it arrives.
    late: Mutex<BTreeSet<AgentId>>,
}

impl World {
    pub(super) async fn new() -> Arc<Self> {
        World::of(AGENTS).await
    }

    /// The same with a run of so many agents.
    pub(super) async fn of(agents_of_run: usize) -> Arc<Self> {
        let faults = [
            (practice::Fault::TooManyRequests { retry_after: Some(0) }, 1),
            (practice::Fault::status(503), 3),
            (practice::Fault::ResetAfter, 5),
        ];
        World::with(agents_of_run, faults, Some(7)).await
    }

    /// A small run of which one agent is refused, and tried again.
    pub(super) async fn refusing() -> Arc<Self> {
        World::with(2, [(practice::Fault::status(422), 1)], None).await
    }

    /// A run of so many agents, where the first write goes wrong for some of them, by their places.
    async fn with(
        agents_of_run: usize,
        faults: impl IntoIterator<Item = (practice::Fault, usize)>,
        late: Option<usize>,
    ) -> Arc<Self> {
        let options = practice::Options { agents: agents_of_run * 2, skills: 6, ..practice::Options::fast() };
        let practice = practice::Centre::start(options, None).await.unwrap();
        let ids = agents(&practice);
        let rule = |(fault, at): (_, usize)| practice::Rule::new(fault).method("PUT").agent(&ids[at]).times(1);
        practice.set_faults(faults.into_iter().map(rule).collect());
        Arc::new(World {
            courier: sign_in(&practice),
            runtime: Handle::current(),
            strays: Mutex::default(),
            under_way: tokio::sync::Mutex::default(),
            late: Mutex::new(late.iter().map(|at| ids[*at].as_str().into()).collect()),
            practice,
            agents: agents_of_run,
        })
    }

    /// Everything that has left arrives now.
    async fn deliver(&self) {
        let mut under_way = self.under_way.lock().await;
        while under_way.join_next().await.is_some() {}
        let strays = std::mem::take(&mut *self.strays.lock().unwrap());
        for (token, call) in strays {
            // Nobody is there any more to hear of it.
            let _ = self.courier.write(&token, &call).await;
        }
    }

    /// Nothing is on its way any more.
    pub(super) fn is_quiet(&self) -> bool {
        self.strays.lock().unwrap().is_empty()
    }

    /// The run: each agent gets one skill more, and one level changes.
    pub(super) fn plan(&self) -> NewRun {
        let state = self.practice.state();
        let skills: Vec<&str> = state.directory.skills.iter().map(|skill| skill.id.as_str()).collect();
        let mut plan = Plan { mode: PlanMode::Merge, changes: Vec::new(), before: Default::default() };
        for id in agents(&self.practice).iter().take(self.agents) {
            let held = assignments(&state.assignments[id]);
            let change = |skill: &str, level| Change {
                agent: id.as_str().into(),
                skill: skill.into(),
                before: held.get(&skill.into()).copied(),
                after: Some(Proficiency::whole(level)),
                off: false,
                cells: Vec::new(),
            };
            let new = skills.iter().find(|skill| !held.contains_key(&(**skill).into())).unwrap();
            let old = skills.iter().find(|skill| held.contains_key(&(**skill).into()));
            plan.changes.push(change(new, 77));
            plan.changes.extend(old.map(|old| change(old, if held[&(*old).into()].number() == 1.0 { 2 } else { 1 })));
            plan.before.insert(id.as_str().into(), held);
        }
        NewRun {
            connection_id: "c".into(),
            connection: "Centre".into(),
            place: "Here".into(),
            kind: "sandbox".into(),
            account: "client".into(),
            sheet: "skills.xlsx".into(),
            tab: "Sheet1".into(),
            by: "test".into(),
            mode: RunMode::Merge,
            undo_of: None,
            calls: calls(&plan, Writes::Replace),
            before: plan.before,
            read_at: Timestamp::now(),
            agents: Default::default(),
            skills: Default::default(),
            pace: None,
            source: None,
            same_rows: 0,
            problem_rows: 0,
        }
    }

    /// Requests about agents that arrived: all, and those that changed something or wrote what was there already.
    pub(super) fn arrived(&self) -> (usize, Vec<practice::Applied>) {
        let log = self.practice.log();
        let about = log.into_iter().filter(|entry| entry.token.is_some() && entry.path.contains("/users/"));
        let entries: Vec<practice::Entry> = about.collect();
        (entries.len(), entries.into_iter().flat_map(|entry| entry.applied).collect())
    }

    /// A program from its start: it opens the journal, and makes the run or goes on with it, to its end or to its own;
    /// then somebody tries again what failed.
    /// Says what points it passed, and how the run ended if it did.
    pub(super) fn program(self: &Arc<Self>, run: &NewRun, points: &Arc<Points>) -> Option<RunRecord> {
        let body = || {
            CURRENT.set(Some(Arc::clone(points)));
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let ended = runtime.block_on(async {
                tokio::select! {
                    biased;
                    () = points.cut_off.cancelled() => None,
                    record = self.run(run, points) => Some(record),
                }
            });
            runtime.shutdown_background();
            ended
        };
        let ended = thread::scope(|scope| scope.spawn(body).join().unwrap());
        ended.filter(|_| !points.cut_off.is_cancelled())
    }

    /// The contact centre as a program has it.
    pub(super) fn centre(self: &Arc<Self>, points: &Arc<Points>) -> Centre {
        let platform = Cut { inner: sign_in(&self.practice), world: Arc::clone(self), points: Arc::clone(points) };
        Centre::new(Arc::new(platform), None, false)
    }

    async fn run(self: &Arc<Self>, run: &NewRun, points: &Arc<Points>) -> RunRecord {
        let Ok(journal) = Journal::open(&points.folder) else { return std::future::pending().await };
        let centre = self.centre(points);
        let known = journal.runs("").await.unwrap();
        let created = match known.first() {
            Some(run) => Ok(run.id),
            None => journal.create(run.clone()).await,
        };
        let Ok(id) = created else { return std::future::pending().await };
        let started = runner::start(&journal, &centre, id, quick()).await;
        finished(started, points).await;
        if journal.run(id).await.unwrap().counts.of(&CallStatus::Failed).agents > 0 {
            let retried = runner::retry(&journal, &centre, id, Vec::new(), quick()).await;
            finished(retried, points).await;
        }
        journal.run(id).await.unwrap()
    }
}

/// Waits for the end of a run that was taken up, if there was anything to do. It never returns when the program ends.
async fn finished(taken_up: Result<RunHandle, RunError>, points: &Points) {
    match taken_up {
        Ok(handle) => drop(handle.finished().await),
        Err(RunError::Ended(_)) => {}
        Err(RunError::Journal(_)) if points.cut_off.is_cancelled() => std::future::pending().await,
        Err(error) => panic!("{error}"),
    }
}

/// The platform as a program sees it that may end around each request.
struct Cut {
    inner: Arc<dyn Platform>,
    world: Arc<World>,
    points: Arc<Points>,
}

#[async_trait]
impl Platform for Cut {
    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    async fn sign_in(&self, earlier: Option<&Token>) -> Answer<Token> {
        self.points.request("before signing in").await;
        let answer = self.inner.sign_in(earlier).await;
        self.points.request("after signing in").await;
        answer
    }

    async fn standing(&self, token: &Token) -> Answer<Standing> {
        self.inner.standing(token).await
    }

    async fn agents(&self, token: &Token, page: u32) -> Answer<Listing<Agent>> {
        self.inner.agents(token, page).await
    }

    async fn skills(&self, token: &Token, page: u32) -> Answer<Listing<Skill>> {
        self.inner.skills(token, page).await
    }

    async fn assignments(&self, token: &Token, scope: &Scope, page: u32) -> Answer<Listing<(AgentId, Assignments)>> {
        self.world.deliver().await;
        self.points.request("before a look").await;
        let answer = self.inner.assignments(token, scope, page).await;
        self.points.request("after a look").await;
        answer
    }

    async fn write(&self, token: &Token, call: &Call) -> Answer<()> {
        self.points.request("before a write").await;
        let (token, call) = (token.clone(), call.clone());
        let is_late = call.agent().is_some_and(|agent| self.world.late.lock().unwrap().remove(agent));
        let ends = self.points.request_ends("a write on its way");
        if is_late || ends {
            self.world.strays.lock().unwrap().push((token, call));
            if ends {
                std::future::pending::<()>().await;
            }
            self.points.request("after a write").await;
            return Err(Refusal { outcome: Outcome::Unknown, wait: None, problem: Problem::default() });
        }
        let (reply, answer) = tokio::sync::oneshot::channel();
        let courier = Arc::clone(&self.world.courier);
        let sent = async move { drop(reply.send(courier.write(&token, &call).await)) };
        self.world.under_way.lock().await.spawn_on(sent, &self.world.runtime);
        let answer = answer.await.unwrap();
        self.points.request("after a write").await;
        answer
    }
}

/// As usual, without the long waits.
pub(super) fn quick() -> Options {
    let manners = Manners {
        backoff: Duration::from_millis(1),
        longest: Duration::from_millis(5),
        grace: Duration::ZERO,
        ..Manners::default()
    };
    Options { trial: None, look_first: false, manners }
}

fn sign_in(practice: &practice::Centre) -> Arc<dyn Platform> {
    let settings = Settings::WrappedPut(WrappedPutSettings {
        api_url: practice.url(),
        client_id: practice.client_id().into(),
        common: Common { concurrency: AT_ONCE, ..Common::default() },
        ..WrappedPutSettings::default()
    });
    settings.connect(SecretString::from(practice.client_secret())).unwrap()
}

/// Active agents, in their order.
fn agents(practice: &practice::Centre) -> Vec<String> {
    let agents = practice.directory().agents;
    agents.into_iter().filter(|agent| agent.active).map(|agent| agent.id).collect()
}

pub(super) fn assignments(levels: &practice::Levels) -> Assignments {
    levels.iter().map(|(skill, level)| (skill.as_str().into(), Proficiency::new(f64::from(*level)).unwrap())).collect()
}

/// The file of a folder's journal.
pub(super) fn folder(root: &Path, number: usize) -> std::path::PathBuf {
    let folder = root.join(number.to_string());
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
