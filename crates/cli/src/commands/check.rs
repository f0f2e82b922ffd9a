//! `check`: what a sheet would change.

use jiff::Timestamp;

use super::{App, Ended};
use crate::failure::Exit;
use crate::options::SheetOptions;
use crate::report::Report;
use crate::{secret, sheet};

/// Compares a sheet with the live state. Sends nothing.
pub async fn perform(app: &App, options: SheetOptions) -> Ended {
    let session = app.session()?;
    let connection = sheet::connection(&session, &options.connection)?;
    let stop = app.interruption()?;
    let workbook = sheet::read(&options.path, &stop).await?;
    let centre = secret::centre(&session, &connection).await?;
    let terms = sheet::terms(&centre, &connection, &stop).await?;
    let mut update = sheet::update(workbook, terms, &options)?;
    let latency = sheet::compare(&mut update, &centre, &connection.name, &stop).await?;
    session.connections().touch(&connection.id, Timestamp::now())?;
    let report = Report::of(&update, &connection.name, &centre, latency);
    app.out.document(&report);
    for lines in [report.overview(), report.problems(), report.list()] {
        lines.iter().for_each(|line| app.out.line(line));
        app.out.line("");
    }
    Ok(if report.summary.problems > 0 { Exit::Partly } else { Exit::Done })
}
