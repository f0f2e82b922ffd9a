//! `run`: changes what a sheet says.

use std::sync::PoisonError;

use jiff::Timestamp;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::connections::Connection;
use skillsheet_engine::journal::{NewRun, RunRecord};
use skillsheet_engine::runner;
use skillsheet_engine::session::who;
use skillsheet_engine::update::{Losing, Owner, USUAL_SHARE, Update};
use skillsheet_skills::SkillId;

use super::connection::word;
use super::{App, Ended};
use crate::failure::{Exit, Failure};
use crate::follow::Teller;
use crate::options::RunOptions;
use crate::output::note;
use crate::report::Report;
use crate::{secret, sheet};

/// Compares a sheet with the live state, asks, and sends what differs.
pub async fn perform(app: &App, options: RunOptions) -> Ended {
    let session = app.session()?;
    session.journal().can_write()?;
    let connection = sheet::connection(&session, &options.sheet.connection)?;
    options.consent.check(&connection)?;
    let stop = app.interruption()?;
    let workbook = sheet::read(&options.sheet.path, &stop).await?;
    sheet::say_returned(&session, &workbook).await;
    let centre = secret::centre(&session, &connection).await?;
    let memory = sheet::memory(&session, &connection, &options.sheet);
    let terms = sheet::terms(&centre, &connection, memory, &stop).await?;
    let mut update = sheet::update(workbook, terms, &options.sheet)?;
    let latency = sheet::compare(&mut update, &centre, &connection.name, &stop).await?;
    session.connections().touch(&connection.id, Timestamp::now())?;
    let report = Report::of(&update, &connection.name, &centre, latency);
    report.overview().iter().chain(&report.problems()).for_each(note);
    if report.changes() > 0 {
        let warning = warning(update.losing(), |skill| update.skill_name(skill));
        options.consent.ask(&connection, &report.bottom_line(), warning.as_deref(), &stop).await?;
    }
    let run = new_run(&update, &connection, &centre)?;
    let teller = Teller { journal: session.journal(), out: app.out, stop: &stop };
    let ended = send(&teller, &centre, run).await?;
    let exit = teller.end(&ended, options.results.as_deref()).await?;
    // Agents that could not be read are no rows with a problem, but what they should have is not so.
    Ok(if report.summary.problems > 0 { exit.max(Exit::Partly) } else { exit })
}

/// What is said before so much is taken away that somebody should mean it.
pub(super) fn warning(losing: &Losing, name: impl Fn(&SkillId) -> String) -> Option<String> {
    losing.weighs(USUAL_SHARE).then(|| losing.sentences(name))
}

/// The run of an update that was compared.
pub(super) fn new_run(update: &Update, connection: &Connection, centre: &Centre) -> Result<NewRun, Failure> {
    let owner = Owner {
        connection_id: connection.id.clone(),
        connection: connection.name.clone(),
        place: connection.settings.place(),
        kind: word(connection.kind).to_owned(),
        account: connection.settings.account().to_owned(),
        by: who(),
        pace: centre.limiter().lock().unwrap_or_else(PoisonError::into_inner).pace(),
    };
    update.new_run(owner, None).ok_or_else(Failure::fault)
}

/// Records a run and sends it, telling what happens.
pub(super) async fn send(teller: &Teller<'_>, centre: &Centre, run: NewRun) -> Result<RunRecord, Failure> {
    if teller.stop.is_cancelled() {
        return Err(Failure::interrupted());
    }
    let id = teller.journal.create(run).await?;
    let begun = teller.begin(id).await?;
    let handle = runner::start(teller.journal, centre, id, runner::Options::at(centre)).await?;
    teller.follow(&handle, &begun).await
}
