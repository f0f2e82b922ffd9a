//! Storing a run of 5,000 agents, and looking at a page of it.

use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

use jiff::Timestamp;
use skillsheet_engine::journal::{FeedFilter, Journal, NewRun, RunMode};
use skillsheet_skills::{Doubts, Plan, PlanMode, Writes, calls, plan};

use crate::plan::edits;
use crate::{Limit, Outcome, Report, millis};

pub async fn measure(report: &mut Report) -> Outcome {
    report.heading("The journal");
    let folder = tempfile::tempdir()?;
    let journal = Journal::open(folder.path())?;
    let (edits, live) = edits();
    let run = new_run(plan(&edits, &live, PlanMode::Exact, &BTreeSet::new(), &Doubts::default()));
    let began = Instant::now();
    let id = journal.create(run).await?;
    report.add("storing a run of 5,000 agents before it starts", millis(began), "ms", Limit::AtMost(2_000.0));
    let began = Instant::now();
    let feed = journal.feed(id, FeedFilter::All, 2_500, 50).await?;
    report.add("a page of its agents", millis(began), "ms", Limit::AtMost(50.0));
    assert_eq!((feed.total, feed.items.len()), (5_000, 50));
    Ok(())
}

/// A run that carries a plan.
pub fn new_run(plan: Plan) -> NewRun {
    NewRun {
        connection_id: "practice".into(),
        connection: "Practice centre".into(),
        place: "Practice centre".into(),
        kind: "practice".into(),
        account: String::new(),
        sheet: "large.xlsx".into(),
        tab: "Sheet1".into(),
        by: "bench".into(),
        mode: RunMode::Merge,
        undo_of: None,
        calls: calls(&plan, Writes::Replace),
        before: plan.before,
        read_at: Timestamp::now(),
        agents: HashMap::new(),
        skills: HashMap::new(),
        pace: None,
        source: None,
        same_rows: 0,
        problem_rows: 0,
    }
}
