//! The history as a list to save.

use jiff::tz::TimeZone;
use skillsheet_skills::{CallStatus, RunStatus, Value};
use skillsheet_workbook::Table;

use crate::journal::RunRecord;

const HEADINGS: [&str; 16] = [
    "When",
    "Update",
    "By",
    "Connection",
    "Product and place",
    "Kind",
    "Agents",
    "Changed",
    "Added",
    "Removed",
    "Failed",
    "Held back",
    "Not sent",
    "Result",
    "Took",
    "Run",
];

/// Runs as a list, in their order, each with the product and place that it went to. What was changed, added and removed
/// counts what was made, all else counts agents.
pub fn history<'a>(runs: impl IntoIterator<Item = (&'a RunRecord, String)>) -> Table {
    let zone = TimeZone::system();
    let rows = runs.into_iter().map(|(run, place)| row(run, place, &zone));
    Table { headings: HEADINGS.map(Into::into).to_vec(), rows: rows.collect() }
}

fn row(run: &RunRecord, place: String, zone: &TimeZone) -> Vec<Option<Value>> {
    let text = |text: &str| Some(Value::Text(text.into())).filter(|text| !text.is_blank());
    let number = |count: u32| Some(Value::Number(f64::from(count)));
    let made = run.counts.of(&CallStatus::Applied);
    let agents = run.counts.agents(false);
    let when = run.started_at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    vec![
        Some(Value::Date(when)),
        text(&run.sheet),
        text(&run.by),
        text(&run.connection),
        text(&place),
        text(&capital(&run.kind)),
        number(agents.total),
        number(made.changed),
        number(made.added),
        number(made.removed),
        number(agents.failed),
        number(agents.held),
        number(agents.waiting + agents.sending + agents.skipped),
        text(&outcome(run)),
        Some(Value::Date(clock(run.sending.as_secs_f64().ceil() as u64))),
        text(&run.id.to_string()),
    ]
}

/// How a run ended, as the history says it.
fn outcome(run: &RunRecord) -> String {
    let agents = run.counts.agents(false);
    match run.status {
        RunStatus::Running => "Under way".into(),
        RunStatus::Paused => "Paused".into(),
        RunStatus::Interrupted => "Interrupted".into(),
        _ if run.undone_by.is_some() => "Undone".into(),
        RunStatus::Cancelled => format!("Stopped at {}", agents.done),
        RunStatus::Completed if agents.failed > 0 => format!("{} failed", agents.failed),
        RunStatus::Completed if agents.held > 0 => format!("{} held back", agents.held),
        RunStatus::Completed => "All done".into(),
    }
}

fn clock(seconds: u64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
