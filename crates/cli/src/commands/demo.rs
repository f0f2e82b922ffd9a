//! `demo`: the whole job against a practice centre, start to finish, and an honest look at what came of it.

mod closing;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::SecretString;
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::platforms::{Capabilities, Settings};
use skillsheet_engine::session::Session;
use skillsheet_engine::update::{Thing, Update};
use skillsheet_engine::workbook::{Table, TableOptions, write_table};
use skillsheet_practice::samples::{SampleCell, SampleTable, grid};
use skillsheet_practice::{Centre, Dialect, Options, State};
use skillsheet_skills::{Layout, PlanMode, Value};

use super::run::{new_run, send};
use super::{App, Ended};
use crate::failure::{Exit, Failure};
use crate::follow::{Teller, exit_of};
use crate::options::SheetOptions;
use crate::output::{count, note};
use crate::report::Report;
use crate::{secret, sheet};

use closing::Closing;

const NAME: &str = "Practice centre";

/// Does the whole job on a platform's practice centre.
pub async fn perform(app: &App, (platform, dialect): (&'static str, Dialect)) -> Ended {
    let stop = app.interruption()?;
    let folder = folder(app)?;
    let practice = Centre::start(Options::default().speaking(dialect), None).await?;
    let before = practice.state();
    note(format!(
        "A practice centre ({platform}) with {} and {} serves at {}",
        count(before.directory.agents.len() as u64, "made-up agent"),
        count(before.directory.skills.len() as u64, "skill"),
        practice.url()
    ));

    let sample = grid(&before);
    let path = save(&sample, &folder.join("Sample grid.xlsx"))?;
    note(format!("Sheet: {}", path.display()));
    let session = Session::open(&folder)?;
    let connection = connection(platform, &practice)?;
    // The practice centre needs no keyring: its secret opens nothing real.
    session.vault().keep_for_session(&connection.id, SecretString::from(practice.client_secret()));
    let centre = secret::centre(&session, &connection).await?;

    let workbook = sheet::read(&path, &stop).await?;
    let terms = sheet::terms(&centre, &connection, Arc::default(), &stop).await?;
    let mut update = sheet::update(workbook, terms, &options(&path))?;
    let settled = update.use_sure_suggestions(Thing::Skill);
    note(format!("{} read as the nearest one", count(settled as u64, "misspelt skill")));
    let latency = sheet::compare(&mut update, &centre, NAME, &stop).await?;
    let report = Report::of(&update, NAME, &centre, latency);
    for lines in [report.overview(), report.problems()] {
        lines.iter().for_each(|line| app.out.line(line));
        app.out.line("");
    }

    let run = new_run(&update, &connection, &centre)?;
    let results = folder.join("Sample grid results.xlsx");
    let teller = Teller { journal: session.journal(), out: app.out, stop: &stop };
    let ended = send(&teller, &centre, run).await?;
    if exit_of(&ended) == Exit::Stopped {
        return teller.end(&ended, None).await;
    }
    if let Some(unsaved) = teller.sum_up(&ended, Some(&results)).await? {
        return Err(unsaved);
    }
    check(app, &practice, &before, &sample, &update, centre.capabilities())
}

/// A folder for everything that the demo makes: the one that was named, or a new one.
fn folder(app: &App) -> Result<PathBuf, Failure> {
    let unusable = |error: std::io::Error| {
        Failure::unusable(format!("There is no folder to work in: {error}"), "Name one with --data-dir")
    };
    match &app.data_dir {
        Some(folder) => std::fs::create_dir_all(folder).map(|()| folder.clone()).map_err(unusable),
        None => Ok(tempfile::Builder::new().prefix("skillsheet-demo-").tempdir().map_err(unusable)?.keep()),
    }
}

/// The sample as a real file.
fn save(sample: &SampleTable, path: &Path) -> Result<PathBuf, Failure> {
    let value = |cell: &SampleCell| match cell {
        SampleCell::Empty => None,
        SampleCell::Text(text) => Some(Value::Text(text.as_str().into())),
        SampleCell::Number(number) => Some(Value::Number(*number)),
    };
    let rows = sample.rows.iter().map(|row| row.iter().map(value).collect()).collect();
    let table = Table { headings: sample.headings.clone(), rows };
    Ok(write_table(&sample.name, &table, &TableOptions::default(), path)?)
}

/// The connection to a practice centre; kept in no file.
fn connection(platform: &str, practice: &Centre) -> Result<Connection, Failure> {
    let mut settings = Settings::of(platform).ok_or_else(Failure::fault)?;
    settings.set("api-url", &practice.url())?;
    settings.set("client-id", practice.client_id())?;
    Ok(Connection::new(NAME, Kind::Practice, settings))
}

fn options(path: &Path) -> SheetOptions {
    SheetOptions {
        path: path.to_owned(),
        connection: NAME.to_owned(),
        tab: None,
        layout: Some(Layout::Grid),
        mode: PlanMode::Merge,
        hidden: None,
        legend: Vec::new(),
        mapping: None,
        fresh: true,
    }
}

/// Asks the practice centre itself what came of it.
fn check(
    app: &App,
    practice: &Centre,
    before: &State,
    sample: &SampleTable,
    update: &Update,
    Capabilities { writes, concurrency, .. }: Capabilities,
) -> Ended {
    let skills = skills(sample, update);
    let closing = Closing { before, after: &practice.state(), log: &practice.log(), sample, skills: &skills };
    let checks = closing.checks(writes, concurrency as usize);
    app.out.line("\nThe practice centre's own state and log say:");
    for check in &checks {
        app.out.line(format!("  {} {}", if check.holds { "yes" } else { "NO " }, check.what));
    }
    if checks.iter().all(|check| check.holds) {
        return Ok(Exit::Done);
    }
    let message = "The demo did not come out as it should; it is our fault";
    Err(Failure { exit: Exit::Fault, ..Failure::unusable(message, "Nothing real was touched; -v tells more") })
}

/// The id of the skill that each column of the sample came to stand for; none for the columns that name the agent.
fn skills(sample: &SampleTable, update: &Update) -> Vec<Option<String>> {
    let columns: Vec<u32> =
        update.columns().map(|columns| columns.heads.iter().map(|head| head.column).collect()).unwrap_or_default();
    let meant = |heading: &String| update.checked().skills.of(heading).and_then(|name| name.meaning.entry());
    let skill = |(column, heading): (u32, &String)| {
        columns.contains(&column).then_some(())?;
        Some(update.directory().skills()[meant(heading)?].id.to_string())
    };
    (0..).zip(&sample.headings).map(skill).collect()
}
