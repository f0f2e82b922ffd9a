//! Comparing 100,000 edits with the live state, and making the calls.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use skillsheet_skills::{
    AgentId, Assignments, CellRef, Doubts, Edit, Live, PlanMode, Proficiency, Wish, Writes, calls, plan,
};

use crate::{Limit, Report, millis};

pub fn measure(report: &mut Report) {
    report.heading("100,000 edits of 5,000 agents");
    let (edits, live) = edits();
    let began = Instant::now();
    let plan = plan(&edits, &live, PlanMode::Exact, &BTreeSet::new(), &Doubts::default());
    let by_agent = black_box(calls(&plan, Writes::Replace));
    report.add("planning them", millis(began), "ms", Limit::AtMost(500.0));
    assert_eq!(by_agent.len(), 5_000);
    let began = Instant::now();
    let axes = black_box(calls(&plan, Writes::Axes { records: 10_000, many: false }));
    report.add("the fewest calls of it along both axes", millis(began), "ms", Limit::AtMost(1_000.0));
    assert!(axes.len() < 200, "far fewer than by agent: {}", axes.len());
}

/// 100,000 edits of 5,000 agents, and what they have now.
pub fn edits() -> (Vec<Edit>, Live) {
    let edit = |row: u32| Edit {
        agent: format!("agent-{}", row / 20).into(),
        skill: format!("skill-{}", row % 40).into(),
        wish: Wish::Assign(Proficiency::whole((row % 101) as i16)),
        cells: vec![CellRef { row: row + 2, column: 2 }],
    };
    let held: Assignments = (0..30).map(|skill| (format!("skill-{skill}").into(), Proficiency::whole(50))).collect();
    let live = (0..5_000).map(|agent| (AgentId::from(format!("agent-{agent}")), held.clone())).collect();
    ((0..100_000).map(edit).collect(), live)
}
