//! A run against a centre that answers at once and has no limit: every write on the disk before it leaves, and after.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::journal::Journal;
use skillsheet_engine::runner::{self, Options};
use skillsheet_platforms::{Settings, WrappedPutSettings};
use skillsheet_practice as practice;
use skillsheet_skills::{Assignments, CellRef, Doubts, Edit, Live, Plan, PlanMode, Proficiency, Wish, plan};

use crate::journal::new_run;
use crate::{Limit, Outcome, Report};

const REQUESTS: usize = 2_000;

pub async fn measure(report: &mut Report) -> Outcome {
    report.heading("A run");
    let options = practice::Options { agents: REQUESTS, ..practice::Options::fast() };
    let far = practice::Centre::start(options, None).await?;
    let settings = Settings::WrappedPut(WrappedPutSettings {
        api_url: far.url(),
        client_id: far.client_id().into(),
        common: skillsheet_platforms::Common { concurrency: 10, ..Default::default() },
        ..WrappedPutSettings::default()
    });
    let centre = Centre::new(settings.connect(SecretString::from(far.client_secret()))?, None, false);
    let folder = tempfile::tempdir()?;
    let journal = Journal::open(folder.path())?;
    let run = new_run(changes_for_everybody(&far));
    let wanted = run.calls.len() as u32;
    let id = journal.create(run).await?;
    let began = Instant::now();
    let end = runner::start(&journal, &centre, id, Options::default()).await?.finished().await;
    let seconds = began.elapsed().max(Duration::from_millis(1)).as_secs_f64();
    assert_eq!((end.run.counts.agents(false).done, end.run.requests), (wanted, wanted));
    let rate = f64::from(wanted) / seconds;
    report.add("writes sent with no limit set, 10 at once", rate, "a second", Limit::AtLeast(100.0));
    Ok(())
}

fn changes_for_everybody(far: &practice::Centre) -> Plan {
    let state = far.state();
    let held = |levels: &practice::Levels| -> Assignments {
        levels
            .iter()
            .filter_map(|(skill, level)| Some((skill.as_str().into(), Proficiency::new(f64::from(*level))?)))
            .collect()
    };
    let live: Live = state.assignments.iter().map(|(agent, levels)| (agent.as_str().into(), held(levels))).collect();
    let skill = &state.directory.skills[0].id;
    let active = state.directory.agents.iter().filter(|agent| agent.active);
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
