//! A run is cut off at every point there is, and again while it is taken up. It ends as one that never was cut off.

use std::sync::Arc;

use skillsheet_practice as practice;
use skillsheet_skills::{CallStatus, Fact, RunStatus};
use tempfile::TempDir;

use super::Points;
use super::world::{AT_ONCE, World, assignments, folder};
use crate::journal::{Counts, Journal};

/// What is the same whether or not a run was cut off.
#[derive(Debug, PartialEq)]
struct Result {
    status: RunStatus,
    counts: Counts,
    calls: Vec<Vec<CallStatus>>,
    live: std::collections::BTreeMap<String, practice::Levels>,
}

/// What several programs came to, one after the other, all but the last cut off where it says.
struct Told {
    result: Result,
    requests: usize,
    /// The points that each program passed.
    passed: Vec<Vec<&'static str>>,
    /// How many of them were cut off.
    cuts: usize,
}

/// What is killed loses nothing that the system has taken over, so a disk in memory shows the same and is faster.
fn root() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

async fn with_cuts(world: Arc<World>, cuts: &[usize]) -> Told {
    let root = root();
    let run = world.plan();
    let (mut passed, mut cut) = (Vec::new(), 0);
    for at in cuts.iter().copied().map(Some).chain([None]) {
        let number = passed.len();
        let points = Points::new(at, &folder(root.path(), cut), &folder(root.path(), cut + 1));
        let told = {
            let (world, run, points) = (Arc::clone(&world), run.clone(), Arc::clone(&points));
            tokio::task::spawn_blocking(move || world.program(&run, &points)).await.unwrap()
        };
        passed.push(points.lock().0.clone());
        match told {
            None => cut += 1,
            Some(record) => assert_eq!(record.status, RunStatus::Completed, "program {number} of {cuts:?}"),
        }
    }
    assert!(world.is_quiet(), "{cuts:?}: something never arrived");
    let journal = Journal::open(&folder(root.path(), cut)).unwrap();
    let record = journal.runs("").await.unwrap().remove(0);
    let calls = journal.calls(record.id).await.unwrap();
    let (requests, applied) = world.arrived();

    // Each change took effect once, by a request that was on record.
    assert_eq!(applied.len(), world.agents, "{cuts:?}: writes that were carried out: {applied:?}");
    for call in &calls {
        let agent = call.call.agent().unwrap();
        let writes: Vec<_> = applied.iter().filter(|write| write.agent == agent.as_str()).collect();
        assert_eq!(writes.len(), 1, "{cuts:?}: {agent} was written more often than once, or never");
        assert_eq!(assignments(&writes[0].after), call.call.send, "{cuts:?}");
        let facts = journal.facts(record.id, call.index).await.unwrap();
        let sent = facts.iter().filter(|(_, fact)| matches!(fact, Fact::Sent(_))).count();
        let arrived =
            world.practice.log().iter().filter(|it| it.method == "PUT" && it.path.contains(agent.as_str())).count();
        assert!(arrived <= sent, "{cuts:?}: {arrived} writes for {agent} arrived, and {sent} are on record");
    }
    let calls = calls.iter().map(|call| call.standings.iter().map(|it| it.status).collect()).collect();
    let live = world.practice.state().assignments;
    let result = Result { status: record.status, counts: record.counts, calls, live };
    Told { result, requests, passed, cuts: cut }
}

/// All points of one residue class: nextest runs the classes side by side.
async fn at_each(class: usize, of: usize, second: impl Fn(usize, usize) -> Vec<usize>) {
    let whole = with_cuts(World::new().await, &[]).await;
    let k = whole.passed[0].len();
    assert!(k > 80 && whole.passed[0].contains(&"a write on its way"), "{k} points: {:?}", whole.passed);
    let (mut once, mut twice, mut most) = (0, 0, 0);
    for first in (1..=k).filter(|first| first % of == class) {
        for cuts in std::iter::once(vec![first]).chain(second(first, k).into_iter().map(|second| vec![first, second])) {
            let told = with_cuts(World::new().await, &cuts).await;
            assert_eq!(told.result, whole.result, "cut off at {cuts:?} of {k}: {:?}", told.passed);
            let bound = whole.requests + told.cuts * 2 * AT_ONCE as usize;
            assert!(told.requests <= bound, "{cuts:?} of {k}: {} requests, {bound} at most", told.requests);
            most = most.max(told.requests - whole.requests.min(told.requests));
            (once, twice) = (once + usize::from(told.cuts == 1), twice + usize::from(told.cuts == 2));
        }
    }
    println!("{k} points; cut off once {once} times, twice {twice} times; {most} requests more at most");
    assert!(once + twice >= k / of, "{once} + {twice} of {k}");
}

/// A further point for each first one: early while the run is taken up, or anywhere.
fn sample(first: usize, k: usize) -> Vec<usize> {
    vec![if (first / 4).is_multiple_of(2) { 1 + first * 7 % 23 } else { 1 + first * 31 % k }]
}

macro_rules! class {
    ($($name:ident $class:literal)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            at_each($class, 4, sample).await;
        }
    )*};
}

class! {
    a_run_cut_off_anywhere_ends_as_one_that_was_not_1_of_4 0
    a_run_cut_off_anywhere_ends_as_one_that_was_not_2_of_4 1
    a_run_cut_off_anywhere_ends_as_one_that_was_not_3_of_4 2
    a_run_cut_off_anywhere_ends_as_one_that_was_not_4_of_4 3
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_retry_cut_off_anywhere_ends_as_one_that_was_not() {
    let whole = with_cuts(World::refusing().await, &[]).await;
    let k = whole.passed[0].len();
    assert!(whole.passed[0].contains(&"after a look"), "{:?}", whole.passed);
    // Its second half is the retry.
    for at in k / 2..=k {
        let told = with_cuts(World::refusing().await, &[at]).await;
        assert_eq!(told.result, whole.result, "cut off at {at} of {k}: {:?}", told.passed);
    }
    println!("{k} points");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes long: every pair of points there is"]
async fn a_run_cut_off_anywhere_twice_ends_as_one_that_was_not() {
    at_each(0, 1, |_, k| (1..=k).collect()).await;
}
