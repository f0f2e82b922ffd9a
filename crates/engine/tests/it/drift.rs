//! Somebody else is at work too: between the comparison and the run, and between a write and the end of the run.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use skillsheet_engine::centre::Centre;
use skillsheet_engine::journal::{FeedFilter, NewRun};
use skillsheet_engine::runner::{self, Options, RunSnapshot};
use skillsheet_platforms::{Capabilities, Listing, Platform, Standing, Token, ToldPace};
use skillsheet_practice::{self as practice, Fault, Rule};
use skillsheet_skills::{
    Agent, AgentId, Answer, Assignments, Call, CallStatus, ChangeKind, Pace, RunStatus, Scope, Skill,
};

use crate::tenants::Tenant;
use crate::world::quick;

/// A run whose plan was made from what was read so long ago.
fn read_ago(run: NewRun, seconds: i64) -> NewRun {
    NewRun { read_at: Timestamp::now() - SignedDuration::from_secs(seconds), ..run }
}

/// Gives the first skill of an agent whose level the run changes another level than before and after.
fn meddle(practice: &practice::Centre, run: &NewRun, agent: &AgentId) {
    let mut changes = run.calls.iter().flat_map(|call| &call.changes).filter(|change| change.agent == *agent);
    let change = changes.find(|change| change.kind() == ChangeKind::Change).unwrap();
    let mut levels = practice.assignments(agent.as_str()).unwrap();
    let used: BTreeSet<u32> =
        [change.before, change.after].into_iter().flatten().map(|level| level.number() as u32).collect();
    let free = (1..).find(|level| !used.contains(level)).unwrap();
    levels.insert(change.skill.to_string(), free);
    practice.set_assignments(agent.as_str(), levels);
}

fn reads(tenant: &Tenant) -> usize {
    tenant.practice.log().iter().filter(|entry| entry.method == "GET").count()
}

#[tokio::test]
async fn whoever_was_changed_since_the_comparison_is_held_for_one_look_at_everybody() {
    // At the start and at the end everybody is read, where that is possible; who differs is read alone as well.
    for (platform, most) in [("genesys-cloud", 1 + 1 + 3), ("nice-cxone", 2 + 2 + 3), ("wrapped-put", 60)] {
        let tenant = Tenant::of(platform, 80, &[]).await;
        let run = read_ago(tenant.run_of(&tenant.wishes(60)).await, 90);
        let theirs: Vec<AgentId> = run.before.keys().take(3).cloned().collect();
        theirs.iter().for_each(|agent| meddle(&tenant.practice, &run, agent));
        let (before, read_before) = (tenant.state(), reads(&tenant));
        let end = tenant.run(&run).await.run;
        let tally = end.counts.agents(false);
        assert_eq!((end.status, tally.held, tally.done), (RunStatus::Completed, 3, 57), "{platform}");
        tenant.judge(end.id, &before).await;
        // A whole list is made from a look of its own where the platform does not always replace it.
        let afresh = !tenant.centre.capabilities().writes.always_replaces();
        let whole = run.calls.iter().filter(|call| afresh && call.is_whole()).count();
        let looked = reads(&tenant) - read_before;
        assert!(looked <= most + whole, "{platform}: {looked} reads, {whole} of them for whole lists");
        let feed = tenant.journal.feed(end.id, FeedFilter::NeedYou, 0, 10).await.unwrap();
        let held: BTreeSet<&AgentId> = feed.items.iter().map(|item| &item.id).collect();
        assert_eq!(held, theirs.iter().collect(), "{platform}");
        assert!(feed.items.iter().flat_map(|item| &item.changes).any(|change| change.standing.found.is_some()));

        // The person decides: ours for one, theirs for the others.
        let decided = |agents: &[AgentId], ours| {
            let agents = agents.to_vec();
            let tenant = &tenant;
            async move {
                let settled = runner::settle(&tenant.journal, &tenant.centre, end.id, agents, ours, quick()).await;
                settled.unwrap().finished().await.run.counts.agents(false)
            }
        };
        let tally = decided(&theirs[..1], true).await;
        assert_eq!((tally.held, tally.done), (2, 58), "{platform}");
        let tally = decided(&[], false).await;
        assert_eq!((tally.held, tally.done, tally.skipped), (0, 58, 2), "{platform}");
        tenant.judge(end.id, &before).await;
    }
}

#[tokio::test]
async fn what_was_read_just_now_is_not_read_again() {
    let tenant = Tenant::of("wrapped-put", 40, &[]).await;
    let run = tenant.run_of(&tenant.wishes(30)).await;
    let read_before = reads(&tenant);
    let end = tenant.run(&run).await.run;
    assert_eq!((end.counts.agents(false).done, reads(&tenant) - read_before), (30, 0));
    assert!(!end.verified, "nobody can be asked of all of them at once");
}

/// A far end in which somebody undoes or changes a level as soon as everybody is asked for after the writes.
struct Busy {
    platform: Arc<dyn Platform>,
    on_look: Mutex<Option<Box<dyn FnOnce() + Send>>>,
    has_written: AtomicBool,
}

#[async_trait]
impl Platform for Busy {
    fn capabilities(&self) -> Capabilities {
        self.platform.capabilities()
    }

    async fn sign_in(&self, earlier: Option<&Token>) -> Answer<Token> {
        self.platform.sign_in(earlier).await
    }

    async fn standing(&self, token: &Token) -> Answer<Standing> {
        self.platform.standing(token).await
    }

    async fn granted_pace(&self, token: &Token) -> Answer<Option<Pace>> {
        self.platform.granted_pace(token).await
    }

    fn told_pace(&self) -> Option<ToldPace> {
        self.platform.told_pace()
    }

    async fn agents(&self, token: &Token, page: u32) -> Answer<Listing<Agent>> {
        self.platform.agents(token, page).await
    }

    async fn skills(&self, token: &Token, page: u32) -> Answer<Listing<Skill>> {
        self.platform.skills(token, page).await
    }

    async fn assignments(&self, token: &Token, scope: &Scope, page: u32) -> Answer<Listing<(AgentId, Assignments)>> {
        let is_closing = matches!(scope, Scope::All) && self.has_written.load(Ordering::SeqCst);
        let meddling = self.on_look.lock().unwrap().take_if(|_| is_closing);
        if let Some(meddle) = meddling {
            meddle();
        }
        self.platform.assignments(token, scope, page).await
    }

    async fn write(&self, token: &Token, call: &Call) -> Answer<()> {
        let answer = self.platform.write(token, call).await;
        self.has_written.store(true, Ordering::SeqCst);
        answer
    }
}

/// Runs on a platform while somebody does something at its end.
async fn with_somebody(
    tenant: &Tenant,
    run: &NewRun,
    meddle: impl FnOnce(&practice::Centre) + Send + 'static,
) -> RunSnapshot {
    let practice = tenant.practice.clone();
    let busy = Busy {
        platform: tenant.centre.platform().clone(),
        on_look: Mutex::new(Some(Box::new(move || meddle(&practice)))),
        has_written: AtomicBool::new(false),
    };
    let pace = Pace { requests: 10_000, window: Duration::from_secs(1) };
    let centre = Centre::new(Arc::new(busy), Some(pace), false);
    let id = tenant.journal.create(run.clone()).await.unwrap();
    runner::start(&tenant.journal, &centre, id, quick()).await.unwrap().finished().await
}

#[tokio::test]
async fn what_did_not_stay_is_told_at_the_end() {
    for platform in ["genesys-cloud", "nice-cxone"] {
        let tenant = Tenant::of(platform, 60, &[]).await;
        let run = tenant.run_of(&tenant.wishes(40)).await;
        let agents: Vec<AgentId> = run.before.keys().cloned().collect();
        let [back, other] = [agents[0].clone(), agents[1].clone()];
        let (before, held_back) = (tenant.state(), tenant.practice.assignments(back.as_str()).unwrap());
        let (plan, put_back) = (run.clone(), back.clone());
        let end = with_somebody(&tenant, &run, move |practice| {
            practice.set_assignments(put_back.as_str(), held_back);
            meddle(practice, &plan, &other);
        })
        .await
        .run;
        let (agents, changes) = (end.counts.agents(false), end.counts.changes(false));
        assert_eq!((end.status, end.verified, agents.done), (RunStatus::Completed, true, 38), "{platform}");
        assert_eq!((agents.failed, agents.held), (1, 1), "{platform}");
        let of_back = run.calls.iter().flat_map(|call| &call.changes).filter(|change| change.agent == back);
        let of_back = of_back.filter(|change| change.kind() != ChangeKind::Same).count();
        assert_eq!((changes.failed as usize, changes.held), (of_back, 1), "{platform}");
        let feed = tenant.journal.feed(end.id, FeedFilter::NeedYou, 0, 10).await.unwrap();
        let failed = feed.items.iter().find(|item| item.id == back).unwrap();
        assert_eq!(failed.problem.as_ref().map(|problem| problem.title.as_str()), Some("This change did not stay"));

        // Another try makes it stay.
        let again = runner::retry(&tenant.journal, &tenant.centre, end.id, vec![back.clone()], quick()).await.unwrap();
        let end = again.finished().await.run;
        assert_eq!((end.counts.agents(false).done, end.counts.agents(false).held), (39, 1), "{platform}");
        let wanted = run.calls.iter().flat_map(|call| &call.changes).filter(|change| change.agent == back);
        let now = &tenant.state()[&back];
        for change in wanted {
            assert_eq!(now.get(&change.skill).copied(), change.after, "{platform}");
        }
        assert!(before.contains_key(&back));
        let statuses = tenant.journal.calls(end.id).await.unwrap();
        assert!(statuses.iter().all(|call| call.status() != CallStatus::Failed));
    }
}

#[tokio::test]
async fn a_person_took_their_time_so_everybody_is_looked_at_first() {
    let tenant = Tenant::of("wrapped-put", 40, &[]).await;
    let run = tenant.run_of(&tenant.wishes(20)).await;
    let theirs = run.before.keys().next().unwrap().clone();
    meddle(&tenant.practice, &run, &theirs);
    let id = tenant.journal.create(run).await.unwrap();
    let carefully = Options { look_first: true, ..quick() };
    let end = runner::start(&tenant.journal, &tenant.centre, id, carefully).await.unwrap().finished().await.run;
    assert_eq!((end.counts.agents(false).done, end.counts.agents(false).held), (19, 1));
}

#[tokio::test]
async fn what_nobody_could_look_up_is_not_known_and_trying_again_looks_first() {
    let tenant = Tenant::of("wrapped-put", 40, &[]).await;
    let run = tenant.run_of(&tenant.wishes(10)).await;
    let lost = run.before.keys().next().unwrap().clone();
    let about = |fault| Rule::new(fault).agent(lost.as_str());
    tenant.practice.set_faults(vec![about(Fault::ResetAfter).method("PUT"), about(Fault::status(500)).method("GET")]);
    let end = tenant.run(&run).await.run;
    assert_eq!((end.counts.agents(false).done, end.counts.agents(false).failed), (9, 1));
    let feed = tenant.journal.feed(end.id, FeedFilter::NeedYou, 0, 10).await.unwrap();
    assert_eq!(feed.items[0].problem.as_ref().unwrap().title, "It is not known whether this arrived");
    tenant.practice.set_faults(Vec::new());
    let writes = tenant.writes().len();
    let again = runner::retry(&tenant.journal, &tenant.centre, end.id, Vec::new(), quick()).await.unwrap();
    assert_eq!(again.finished().await.run.counts.agents(false).done, 10);
    assert_eq!(tenant.writes().len(), writes, "it had arrived, so nothing is sent");
}
