//! The journal on a real disk.

use proptest::prelude::*;
use skillsheet_skills::{
    Assignments, Call, CallStatus, Change, Outcome, Proficiency, Refusal, Seen, Settlement, Verb, Way, Writes,
};
use tempfile::TempDir;

use super::*;

fn level(number: i16) -> Proficiency {
    Proficiency::whole(number)
}

fn state(pairs: &[(&str, i16)]) -> Assignments {
    pairs.iter().map(|(skill, number)| ((*skill).into(), level(*number))).collect()
}

fn call(agent: &str) -> Call {
    let change = |skill: &str, before, after| Change {
        agent: agent.into(),
        skill: skill.into(),
        before,
        after,
        off: false,
        cells: Vec::new(),
    };
    let changes = vec![change("a", Some(level(1)), Some(level(5))), change("b", None, Some(level(2)))];
    let plan = skillsheet_skills::Plan {
        mode: skillsheet_skills::PlanMode::Merge,
        changes,
        before: [(agent.into(), state(&[("a", 1)]))].into(),
    };
    skillsheet_skills::calls(&plan, Writes::Replace).remove(0)
}

pub(super) fn new_run(agents: &[&str]) -> NewRun {
    NewRun {
        connection_id: "c1".into(),
        connection: "Northwind Care".into(),
        place: "Other, api.example.com".into(),
        kind: "sandbox".into(),
        account: "client".into(),
        sheet: "Skills März.xlsx".into(),
        tab: "Sheet1".into(),
        by: "mo".into(),
        mode: RunMode::Merge,
        undo_of: None,
        calls: agents.iter().map(|agent| call(agent)).collect(),
        before: agents.iter().map(|agent| ((*agent).into(), state(&[("a", 1)]))).collect(),
        read_at: Timestamp::now(),
        agents: agents.iter().map(|agent| ((*agent).into(), format!("Agent {}", agent.to_uppercase()))).collect(),
        skills: [("a".into(), "Billing".into()), ("b".into(), "Übersetzung".into())].into(),
        pace: None,
        source: None,
        same_rows: 3,
        problem_rows: 1,
    }
}

fn refused(outcome: Outcome, title: &str) -> Fact {
    Fact::Refused(Refusal { outcome, wait: None, problem: Problem { title: title.into(), ..Problem::default() } })
}

pub(super) fn open() -> (TempDir, Journal) {
    let folder = TempDir::new().unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    (folder, journal)
}

#[tokio::test]
async fn what_was_recorded_is_there_after_opening_again() {
    let (folder, journal) = open();
    let run = journal.create(new_run(&["x", "y", "z"])).await.unwrap();
    journal.record(run, 0, None, Fact::Sent(1)).await.unwrap();
    let recorded = journal.record(run, 0, None, Fact::Applied).await.unwrap();
    assert_eq!(recorded.status, CallStatus::Applied);
    journal.record(run, 1, None, Fact::Sent(1)).await.unwrap();
    journal.record(run, 1, None, refused(Outcome::Rejected, "No such agent")).await.unwrap();
    journal.record(run, 2, None, Fact::Sent(1)).await.unwrap();
    drop(journal);

    let journal = Journal::open(folder.path()).unwrap();
    let record = journal.run(run).await.unwrap();
    assert_eq!(record.status, RunStatus::Interrupted, "it was running when the journal was closed");
    assert_eq!(journal.left_open("").await.unwrap().map(|run| run.id), Some(run));
    assert_eq!(journal.left_open(&record.connection_id).await.unwrap(), None);
    journal.set_status(run, RunStatus::Paused, None, Duration::ZERO).await.unwrap();
    assert_eq!(
        journal.left_open("").await.unwrap().map(|run| run.id),
        Some(run),
        "who paused and closed goes on later"
    );
    journal.set_status(run, RunStatus::Completed, None, Duration::ZERO).await.unwrap();
    assert_eq!(journal.left_open("").await.unwrap(), None);
    assert_eq!((record.requests, record.same_rows, record.problem_rows), (3, 3, 1));
    let agents = record.counts.agents(false);
    assert_eq!((agents.total, agents.done, agents.failed, agents.sending), (3, 1, 1, 1));
    assert_eq!(record.counts.changes(false).total, 6);
    assert_eq!(record.counts.of(&CallStatus::Applied), Count { agents: 1, changed: 1, added: 1, removed: 0 });
    let calls = journal.calls(run).await.unwrap();
    let statuses: Vec<_> = calls.iter().map(|call| (call.index, call.status(), call.attempts)).collect();
    assert_eq!(statuses, [(0, CallStatus::Applied, 1), (1, CallStatus::Failed, 1), (2, CallStatus::InFlight, 1)]);
    assert_eq!(calls[0].call, call("x"));
    assert_eq!(calls[0].before, state(&[("a", 1)]));
}

#[tokio::test]
async fn the_feed_has_the_latest_first_and_names_what_is_wrong() {
    let (_folder, journal) = open();
    let run = journal.create(new_run(&["x", "y", "z"])).await.unwrap();
    journal.record(run, 2, None, Fact::Seen(vec![Seen::Other(Some(level(2))), Seen::Other(None)])).await.unwrap();
    journal.record(run, 1, None, Fact::Sent(1)).await.unwrap();
    journal.record(run, 1, None, refused(Outcome::Rejected, "Refused")).await.unwrap();
    let feed = journal.feed(run, FeedFilter::All, 0, 10).await.unwrap();
    let agents: Vec<_> = feed.items.iter().map(|item| item.agent.as_str()).collect();
    assert_eq!((feed.total, agents), (3, vec!["Agent Y", "Agent Z", "Agent X"]));
    assert_eq!(feed.items[0].problem.as_ref().map(|problem| problem.title.as_str()), Some("Refused"));
    assert!(feed.items[0].is_retryable());
    let conflict = feed.items[1].problem.clone().unwrap();
    assert_eq!(
        conflict.meaning,
        "Billing was 1 when you compared and is 2 now. You wanted 5. \
         Übersetzung is still not assigned. You wanted 2."
    );
    let needs = journal.feed(run, FeedFilter::NeedYou, 1, 10).await.unwrap();
    assert_eq!((needs.total, needs.items.len()), (2, 1));
    let news = journal.news(run, 1).await.unwrap();
    assert_eq!(news.iter().map(|item| item.seq).collect::<Vec<_>>(), [3]);
}

#[tokio::test]
async fn a_settled_conflict_goes_from_what_is_there_now() {
    let (_folder, journal) = open();
    let run = journal.create(new_run(&["x"])).await.unwrap();
    let now = state(&[("a", 2), ("other", 7)]);
    journal.record(run, 0, None, Fact::Seen(vec![Seen::Other(Some(level(2))), Seen::Other(None)])).await.unwrap();
    let recorded = journal.record(run, 0, None, Fact::Settled(Settlement::Ours(now.clone()))).await.unwrap();
    assert_eq!(recorded.status, CallStatus::Pending);
    let record = journal.calls(run).await.unwrap().remove(0);
    assert_eq!(record.before, now);
    assert_eq!(record.call.send, state(&[("a", 5), ("b", 2), ("other", 7)]));
}

#[tokio::test]
async fn what_did_not_stay_is_said_and_can_be_tried_again() {
    let (_folder, journal) = open();
    let run = journal.create(new_run(&["x", "y"])).await.unwrap();
    let mut followed = journal.calls(run).await.unwrap();
    let seen = [vec![Seen::After, Seen::Before], vec![Seen::After, Seen::Other(Some(level(4)))]];
    for (call, seen) in (0..).zip(seen) {
        for fact in [Fact::Sent(1), Fact::Applied, Fact::Verified(seen)] {
            journal.record(run, call, None, fact.clone()).await.unwrap();
            followed[call as usize].follow(&fact, None);
        }
    }
    let calls = journal.calls(run).await.unwrap();
    let problem = calls[0].problem.clone().unwrap();
    assert_eq!((problem.title.as_str(), problem.next.as_str()), ("This change did not stay", "Retry"));
    assert_eq!(followed.iter().map(|call| &call.problem).collect::<Vec<_>>(), [&Some(problem), &None]);
    assert_eq!(calls[1].standings[1].found, Some(Some(level(4))));
    let tally = journal.run(run).await.unwrap().counts.changes(false);
    assert_eq!((tally.done, tally.failed, tally.held), (2, 1, 1));
    let recorded = journal.record(run, 0, Some("x".into()), Fact::Retried).await.unwrap();
    assert_eq!(recorded.status, CallStatus::Pending);
}

#[tokio::test]
async fn a_call_of_many_agents_is_told_agent_by_agent() {
    let (_folder, journal) = open();
    let agents = ["x", "y", "z"];
    let change = |agent: &str, skill: &str| Change {
        agent: agent.into(),
        skill: skill.into(),
        before: Some(level(1)),
        after: Some(level(2)),
        off: false,
        cells: Vec::new(),
    };
    let by_skill = |skill: &str| Call {
        way: Way::Skill(skill.into(), Verb::Change),
        changes: agents.iter().map(|agent| change(agent, skill)).collect(),
        send: state(&[]),
    };
    let run = NewRun { calls: vec![by_skill("a"), by_skill("b")], ..new_run(&agents) };
    let run = journal.create(run).await.unwrap();
    assert_eq!(journal.run(run).await.unwrap().counts.total(), Count { agents: 3, changed: 6, added: 0, removed: 0 });
    for call in 0..2 {
        journal.record(run, call, None, Fact::Sent(1)).await.unwrap();
    }
    journal.record(run, 0, None, Fact::Applied).await.unwrap();
    assert_eq!(journal.run(run).await.unwrap().counts.agents(true).sending, 3, "each has a skill under way yet");
    journal.record(run, 1, None, refused(Outcome::Partly, "Some were refused")).await.unwrap();
    let seen = vec![Seen::After, Seen::Before, Seen::Other(Some(level(7)))];
    journal.record(run, 1, None, Fact::Seen(seen)).await.unwrap();
    let tally = journal.run(run).await.unwrap().counts.agents(false);
    assert_eq!((tally.total, tally.done, tally.failed, tally.held), (3, 1, 1, 1));
    let feed = journal.feed(run, FeedFilter::NeedYou, 0, 10).await.unwrap();
    let told: Vec<_> = feed.items.iter().map(|it| (it.agent.as_str(), it.problem.clone().unwrap().title)).collect();
    let held = "Someone changed this agent meanwhile".to_owned();
    assert_eq!(told, [("Agent Y", "Some were refused".to_owned()), ("Agent Z", held)]);

    // The person decides about one of them only.
    let theirs = Fact::Settled(Settlement::Theirs);
    journal.record(run, 1, Some("z".into()), theirs).await.unwrap();
    journal.record(run, 1, Some("y".into()), Fact::Retried).await.unwrap();
    let statuses: Vec<_> = journal.calls(run).await.unwrap()[1].standings.iter().map(|it| it.status).collect();
    assert_eq!(statuses, [CallStatus::Applied, CallStatus::Pending, CallStatus::Skipped]);
}

#[tokio::test]
async fn runs_are_found_by_sheet_agent_and_skill() {
    let (_folder, journal) = open();
    let first = journal.create(new_run(&["x"])).await.unwrap();
    let undo = NewRun { undo_of: Some(first), mode: RunMode::Undo, sheet: "Undo".into(), ..new_run(&["y"]) };
    let second = journal.create(undo).await.unwrap();
    for (search, expected) in [
        ("", vec![second, first]),
        ("märz", vec![first]),
        ("MÄRZ", vec![first]),
        ("agent y", vec![second]),
        ("über", vec![second, first]),
        ("50%", vec![]),
    ] {
        let found: Vec<_> = journal.runs(search).await.unwrap().iter().map(|run| run.id).collect();
        assert_eq!(found, expected, "{search}");
    }
    assert_eq!(journal.run(first).await.unwrap().undone_by, Some(second));
    journal.remove(first).await.unwrap();
    assert_eq!(journal.run(first).await, Err(JournalError::NoSuchRun));
    assert_eq!(journal.remove(first).await, Err(JournalError::NoSuchRun));
    assert_eq!(journal.calls(first).await.unwrap(), []);
    assert_eq!(journal.runs("märz").await.unwrap(), []);
}

#[tokio::test]
async fn old_runs_are_removed_once_they_have_ended_for_good() {
    let (_folder, journal) = open();
    let statuses = [RunStatus::Completed, RunStatus::Cancelled, RunStatus::Paused, RunStatus::Interrupted];
    let mut kept = Vec::new();
    for status in statuses {
        let run = journal.create(new_run(&["x"])).await.unwrap();
        journal.set_status(run, status, None, Duration::ZERO).await.unwrap();
        kept.push(run);
    }
    let hour = jiff::SignedDuration::from_hours(1);
    let (earlier, later) = (Timestamp::now() - hour, Timestamp::now() + hour);
    assert_eq!(journal.ended_before(earlier).await.unwrap(), 0);
    assert_eq!(journal.remove_ended_before(earlier).await.unwrap(), 0, "they ended since");
    assert_eq!(journal.ended_before(later).await.unwrap(), 2);
    assert_eq!(journal.remove_ended_before(later).await.unwrap(), 2);
    let left: Vec<_> = journal.runs("").await.unwrap().iter().map(|run| run.id).collect();
    assert_eq!(left, [kept[3], kept[2]], "what was cut off or waits is never old");
    assert_eq!(journal.calls(kept[0]).await.unwrap(), [], "nothing of it is left");
}

#[tokio::test]
async fn a_run_is_undone_while_its_undo_stands() {
    let (_folder, journal) = open();
    let ended = async |run, did: bool| {
        let fact = if did { Fact::Seen(vec![Seen::After, Seen::After]) } else { Fact::Skipped };
        journal.record(run, 0, None, fact).await.unwrap();
        let status = if did { RunStatus::Completed } else { RunStatus::Cancelled };
        journal.set_status(run, status, None, Duration::ZERO).await.unwrap();
    };
    let undo_of = async |of| {
        let undo = NewRun { undo_of: Some(of), mode: RunMode::Undo, ..new_run(&["x"]) };
        journal.create(undo).await.unwrap()
    };
    let undone_by = async |run| journal.run(run).await.unwrap().undone_by;
    let first = journal.create(new_run(&["x"])).await.unwrap();
    ended(first, true).await;
    let stopped = undo_of(first).await;
    assert_eq!(undone_by(first).await, Some(stopped), "it is being put back");
    ended(stopped, false).await;
    assert_eq!(undone_by(first).await, None, "stopped before it did anything");
    let undo = undo_of(first).await;
    ended(undo, true).await;
    assert_eq!(undone_by(first).await, Some(undo));
    let again = undo_of(undo).await;
    ended(again, true).await;
    assert_eq!((undone_by(first).await, undone_by(undo).await), (None, Some(again)), "the first one stands again");
    let back = undo_of(again).await;
    ended(back, true).await;
    let all: Vec<_> = journal.runs("").await.unwrap().iter().map(|run| run.undone_by).collect();
    assert_eq!(all, [None, Some(back), None, None, Some(undo)], "newest first");
}

#[tokio::test]
async fn one_process_writes_and_another_one_reads() {
    let (folder, journal) = open();
    let run = journal.create(new_run(&["x"])).await.unwrap();
    let second = Journal::open(folder.path()).unwrap();
    assert_eq!(second.can_write(), Err(JournalError::Locked));
    assert_eq!(second.create(new_run(&["y"])).await, Err(JournalError::Locked));
    assert_eq!(second.record(run, 0, None, Fact::Sent(1)).await, Err(JournalError::Locked));
    assert_eq!(second.run(run).await.unwrap().status, RunStatus::Running, "nobody marks another one's run");
    drop((journal, second));
    assert_eq!(Journal::open(folder.path()).unwrap().can_write(), Ok(()));
}

#[tokio::test]
async fn a_later_versions_journal_is_read_only_and_a_damaged_one_is_set_aside() {
    let (folder, journal) = open();
    let run = journal.create(new_run(&["x"])).await.unwrap();
    drop(journal);
    let file = folder.path().join("journal.db");
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    assert_eq!(journal.can_write(), Err(JournalError::Newer));
    assert!(journal.run(run).await.is_ok());
    drop(journal);

    std::fs::write(&file, "this was a journal once, before the disk had its say about it".repeat(50)).unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    assert_eq!(journal.can_write(), Ok(()));
    assert_eq!(journal.runs("").await.unwrap(), []);
    assert!(journal.set_aside().unwrap().is_file());
}

#[test]
fn the_connection_is_durable() {
    let folder = TempDir::new().unwrap();
    let connection = writable(&folder.path().join("journal.db")).ok().unwrap();
    let asked = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!((mode.as_str(), asked("synchronous"), asked("foreign_keys")), ("wal", 2, 1));
    assert!(Migrations::from_slice(STEPS).validate().is_ok());
}

#[tokio::test]
async fn a_full_disk_is_said_and_changes_nothing() {
    let (folder, journal) = open();
    let run = journal.create(new_run(&["x"])).await.unwrap();
    let full = |connection: &mut Connection| Ok(connection.pragma_update(None, "max_page_count", 1)?);
    journal.writer().unwrap().run(full).await.unwrap();
    let mut large = new_run(&["y"]);
    large.sheet = "long".repeat(100_000);
    assert_eq!(journal.create(large).await, Err(JournalError::DiskFull));
    drop(journal);
    let journal = Journal::open(folder.path()).unwrap();
    assert_eq!(journal.runs("").await.unwrap().iter().map(|run| run.id).collect::<Vec<_>>(), [run]);
}

fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        Just(Fact::Sent(1)),
        Just(refused(Outcome::Rejected, "no")),
        Just(refused(Outcome::Throttled, "slow")),
        Just(refused(Outcome::Unknown, "lost")),
        Just(Fact::Seen(vec![Seen::After, Seen::After])),
        Just(Fact::Seen(vec![Seen::After, Seen::Before])),
        Just(Fact::Seen(vec![Seen::Before, Seen::Other(None)])),
        Just(Fact::Seen(vec![Seen::Other(Some(level(3))), Seen::Other(None)])),
        Just(Fact::Rebased(state(&[("a", 1), ("z", 3)]))),
        Just(refused(Outcome::Partly, "some")),
        Just(Fact::GaveUp(Problem::default())),
        Just(Fact::Settled(Settlement::Theirs)),
        Just(Fact::Settled(Settlement::Ours(state(&[("a", 3)])))),
        Just(Fact::Skipped),
        Just(Fact::Retried),
        // More often than the rest, for there is nothing to verify before.
        Just(Fact::Sent(2)),
        Just(Fact::Unsent),
        Just(Fact::Applied),
        Just(Fact::Applied),
        Just(Fact::Applied),
        Just(Fact::Verified(vec![Seen::After, Seen::Before])),
        Just(Fact::Verified(vec![Seen::Other(None), Seen::After])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn columns_say_what_replaying_the_facts_says(script in prop::collection::vec((0u32..3, fact()), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (_folder, journal) = open();
            let run = journal.create(new_run(&["x", "y", "z"])).await.unwrap();
            let planned = journal.calls(run).await.unwrap();
            let all = script.iter().map(|(call, fact)| journal.record(run, *call, None, fact.clone()));
            for recorded in all {
                recorded.await.unwrap();
            }
            let record = journal.run(run).await.unwrap();
            let mut counts = Counts::default();
            let mut requests = 0;
            let feed = journal.feed(run, FeedFilter::All, 0, 10).await.unwrap().items;
            for (index, call) in journal.calls(run).await.unwrap().into_iter().enumerate() {
                let mut statuses = [CallStatus::Pending; 2];
                let mut followed = planned[index].clone();
                for (agent, fact) in journal.facts(run, index as u32).await.unwrap() {
                    let was = statuses;
                    followed.follow(&fact, agent.as_ref());
                    for (at, status) in statuses.iter_mut().enumerate() {
                        *status = status.after(&fact, at);
                    }
                    let [before, after] = [was, statuses].map(|all| all.contains(&CallStatus::InFlight));
                    requests += u32::from(!before && after);
                    requests -= u32::from(fact == Fact::Unsent && before && !after);
                }
                assert_eq!(call.standings.iter().map(|it| it.status).collect::<Vec<_>>(), statuses);
                // Who follows a run in memory comes to the same.
                assert_eq!((&call.call, &call.before), (&followed.call, &followed.before));
                assert_eq!(call.standings, followed.standings);
                let agent = feed.iter().find(|item| Some(&item.id) == call.call.agent()).unwrap();
                assert_eq!(agent.status, CallStatus::of(statuses));
                *counts.of_mut(CallStatus::of(statuses)) += Count::AGENT;
                *counts.of_mut(statuses[0]) += Count { changed: 1, ..Count::default() };
                *counts.of_mut(statuses[1]) += Count { added: 1, ..Count::default() };
            }
            assert_eq!(record.counts.agents(true), counts.agents(true));
            assert_eq!(record.counts.of(&CallStatus::Applied), counts.of(&CallStatus::Applied));
            assert_eq!((record.requests, record.seq), (requests, script.len() as u32));
        });
    }
}
