//! Runs: against a centre that answers at once and has no limit, every write on the disk before it leaves and after;
//! and against one that allows 300 requests in a minute made ten times shorter, beside the least time that takes.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::journal::Journal;
use skillsheet_engine::runner::{self, Options};
use skillsheet_platforms::{Settings, WrappedPutSettings};
use skillsheet_practice as practice;
use skillsheet_skills::{Assignments, CellRef, Doubts, Edit, Live, Pace, Plan, PlanMode, Proficiency, Wish, plan};

use crate::journal::new_run;
use crate::{Limit, Outcome, Report};

const REQUESTS: usize = 2_000;

pub async fn measure(report: &mut Report) -> Outcome {
    report.heading("A run");
    let far = practice::Options { agents: REQUESTS, ..practice::Options::fast() };
    let ran = run(far, usize::MAX, 10, None).await?;
    let rate = ran.requests as f64 / ran.took.as_secs_f64();
    report.add("writes sent with no limit set, 10 at once", rate, "a second", Limit::AtLeast(100.0));

    let (sliding, fixed, bucket) = tokio::join!(
        limited(practice::WindowKind::Sliding),
        limited(practice::WindowKind::Fixed),
        limited(practice::WindowKind::Bucket)
    );
    for (what, ran) in [("any window", sliding?), ("fixed windows", fixed?), ("a bucket", bucket?)] {
        let ratio = ran.took.as_secs_f64() / least(ran.requests).as_secs_f64();
        report.add(format!("1,000 agents, 300 per {what}, over the least time"), ratio, "", Limit::AtMost(1.03));
        report.add("  asked to slow down", f64::from(ran.slowed), "times", Limit::AtMost(0.0));
    }
    Ok(())
}

/// Agents of a run against a limit.
const LIMITED: usize = 1_000;
/// Requests that are allowed in [`WINDOW`].
const ALLOWED: u32 = 300;
/// A minute, ten times shorter.
const WINDOW: Duration = Duration::from_secs(6);
const AT_ONCE: u32 = 5;
/// How long each request takes.
const LATENCY: Duration = Duration::from_millis(20);

/// The least time that so many requests take: a window for each full allotment, and what is left as fast as it goes.
fn least(requests: usize) -> Duration {
    let (full, rest) = ((requests - 1) / ALLOWED as usize, (requests - 1) % ALLOWED as usize + 1);
    WINDOW * full as u32 + LATENCY * (rest as u32).div_ceil(AT_ONCE)
}

async fn limited(kind: practice::WindowKind) -> Outcome<Ran> {
    let limit = practice::Limit { requests: ALLOWED, window: WINDOW, kind };
    let latency = practice::Latency { base: LATENCY, jitter: Duration::ZERO };
    // Some are switched off, and not counted.
    let agents = LIMITED * 6 / 5;
    let far = practice::Options { agents, latency, limit: Some(limit), ..practice::Options::fast() };
    run(far, LIMITED, AT_ONCE, Some(Pace { requests: ALLOWED, window: WINDOW })).await
}

/// What a run came to.
struct Ran {
    requests: usize,
    took: Duration,
    slowed: u32,
}

/// Gives one skill of so many agents another level.
async fn run(far: practice::Options, agents: usize, at_once: u32, pace: Option<Pace>) -> Outcome<Ran> {
    let far = practice::Centre::start(far, None).await?;
    let settings = Settings::WrappedPut(WrappedPutSettings {
        api_url: far.url(),
        client_id: far.client_id().into(),
        common: skillsheet_platforms::Common { concurrency: at_once, ..Default::default() },
        ..WrappedPutSettings::default()
    });
    let centre = Centre::new(settings.connect(SecretString::from(far.client_secret()))?, pace, false);
    centre.token().await?;
    let folder = tempfile::tempdir()?;
    let journal = Journal::open(folder.path())?;
    let run = new_run(changes_for(&far, agents));
    let wanted = run.calls.len();
    let id = journal.create(run).await?;
    let began = Instant::now();
    let end = runner::start(&journal, &centre, id, Options::at(&centre)).await?.finished().await;
    let took = began.elapsed().max(Duration::from_millis(1));
    assert_eq!((end.run.counts.agents(false).done as usize, end.run.requests as usize), (wanted, wanted));
    Ok(Ran { requests: wanted, took, slowed: end.run.slowed })
}

fn changes_for(far: &practice::Centre, agents: usize) -> Plan {
    let state = far.state();
    let held = |levels: &practice::Levels| -> Assignments {
        levels
            .iter()
            .filter_map(|(skill, level)| Some((skill.as_str().into(), Proficiency::new(f64::from(*level))?)))
            .collect()
    };
    let live: Live = state.assignments.iter().map(|(agent, levels)| (agent.as_str().into(), held(levels))).collect();
    let skill = &state.directory.skills[0].id;
    let active = state.directory.agents.iter().filter(|agent| agent.active).take(agents);
    let edits: Vec<Edit> = active
        .map(|agent| {
            let now = live.get(&agent.id.as_str().into()).and_then(|levels| levels.get(&skill.as_str().into()));
            let level = if now == Some(&Proficiency::whole(7)) { 8 } else { 7 };
            Edit {
                agent: agent.id.as_str().into(),
                skill: skill.as_str().into(),
                wish: Wish::Assign(Proficiency::whole(level)),
                cells: vec![CellRef { row: 2, column: 2 }],
            }
        })
        .collect();
    plan(&edits, &live, PlanMode::Merge, &BTreeSet::new(), &Doubts::default())
}
