//! `runs`: the history.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use skillsheet_engine::journal::{FeedFilter, RunId, RunMode, RunRecord};
use skillsheet_skills::{Problem, RunStatus};

use super::{App, Ended};
use crate::events::{Counts, Standing};
use crate::failure::Exit;
use crate::output::{count, table};

/// A run in the history. Counts are of changes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    run: RunId,
    status: RunStatus,
    started: String,
    ended: Option<String>,
    connection: String,
    kind: String,
    sheet: String,
    tab: String,
    mode: RunMode,
    undo_of: Option<RunId>,
    undone_by: Option<RunId>,
    agents: u32,
    changes: u32,
    #[serde(flatten)]
    counts: Counts,
    seconds: f64,
    by: String,
    reason: Option<Problem>,
}

impl Item {
    pub(super) fn of(run: &RunRecord) -> Self {
        let total = run.counts.total();
        Item {
            run: run.id,
            status: run.status,
            started: run.started_at.to_string(),
            ended: run.ended_at.map(|moment| moment.to_string()),
            connection: run.connection.clone(),
            kind: run.kind.clone(),
            sheet: run.sheet.clone(),
            tab: run.tab.clone(),
            mode: run.mode,
            undo_of: run.undo_of,
            undone_by: run.undone_by,
            agents: total.agents,
            changes: total.changes(),
            counts: Counts::of(run),
            seconds: run.sending.as_secs_f64(),
            by: run.by.clone(),
            reason: run.reason.clone(),
        }
    }
}

/// One run with its agents.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    #[serde(flatten)]
    run: Item,
    details: Vec<Standing>,
}

/// Lists the runs, newest first, or shows one. Needs no network.
pub async fn perform(app: &App, run: Option<RunId>) -> Ended {
    let session = app.session()?;
    match run {
        None => {
            let runs = session.journal().runs("").await?;
            app.out.document(&runs.iter().map(Item::of).collect::<Vec<_>>());
            table(&runs.iter().map(row).collect::<Vec<_>>()).iter().for_each(|line| app.out.line(line));
            if runs.is_empty() {
                app.out.line("There are no runs yet");
            }
        }
        Some(run) => {
            let record = session.journal().run(run).await?;
            let feed = session.journal().feed(run, FeedFilter::All, 0, u32::MAX).await?;
            table(&[row(&record)]).iter().for_each(|line| app.out.line(line));
            let rows: Vec<Vec<String>> = feed
                .items
                .iter()
                .map(|item| {
                    let problem = item.problem.as_ref().map(|problem| problem.title.clone());
                    let changes = count(item.changes.len() as u64, "change");
                    vec![format!("  {}", item.agent), word(&item.status), changes, problem.unwrap_or_default()]
                })
                .collect();
            table(&rows).iter().for_each(|line| app.out.line(line));
            let details = feed.items.iter().map(Standing::of).collect();
            app.out.document(&Whole { run: Item::of(&record), details });
        }
    }
    Ok(Exit::Done)
}

fn row(run: &RunRecord) -> Vec<String> {
    let made = format!("{} of {}", Counts::of(run).applied, count(run.counts.total().changes(), "change"));
    vec![run.id.to_string(), clock(run.started_at), word(&run.status), run.connection.clone(), run.sheet.clone(), made]
}

fn clock(moment: Timestamp) -> String {
    moment.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A status as in JSON.
fn word(status: &impl Serialize) -> String {
    let word = serde_json::to_value(status).ok();
    word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
