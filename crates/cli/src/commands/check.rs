//! `check`: what a sheet would change.

use jiff::Timestamp;

use super::{App, Ended};
use crate::failure::Exit;
use crate::options::CheckOptions;
use crate::output::note;
use crate::report::Report;
use crate::{mapping, secret, sheet};

/// Compares a sheet with the live state. Sends nothing.
pub async fn perform(app: &App, CheckOptions { sheet: options, save_mapping }: CheckOptions) -> Ended {
    let session = app.session()?;
    let connection = sheet::connection(&session, &options.connection)?;
    let stop = app.interruption()?;
    let workbook = sheet::read(&options.path, &stop).await?;
    sheet::say_returned(&session, &workbook).await;
    let centre = secret::centre(&session, &connection).await?;
    let memory = sheet::memory(&session, &connection, &options);
    let terms = sheet::terms(&centre, &connection, memory, &stop).await?;
    let mut update = sheet::update(workbook, terms, &options)?;
    if let Some(path) = &save_mapping {
        mapping::save(&update.kept_mapping(), path)?;
        note(format!("How the sheet was read is saved as {}", path.display()));
    }
    let latency = sheet::compare(&mut update, &centre, &connection.name, &stop).await?;
    session.connections().touch(&connection.id, Timestamp::now())?;
    let report = Report::of(&update, &connection.name, &centre, latency);
    app.out.document(&report);
    for lines in [report.overview(), report.marks(), report.problems(), report.list()] {
        lines.iter().for_each(|line| app.out.line(line));
        app.out.line("");
    }
    Ok(if report.summary.problems > 0 { Exit::Partly } else { Exit::Done })
}
