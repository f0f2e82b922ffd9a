//! `cancel`: stops a run for good.

use skillsheet_engine::journal::RunId;
use skillsheet_engine::runner;
use skillsheet_skills::RunStatus;

use super::runs::Item;
use super::{App, Ended};
use crate::failure::Exit;

/// Stops a run for good. Needs no network.
pub async fn perform(app: &App, run: RunId) -> Ended {
    let session = app.session()?;
    let before = session.journal().run(run).await?.status;
    runner::cancel(session.journal(), run).await?;
    let record = session.journal().run(run).await?;
    app.out.document(&Item::of(&record));
    app.out.line(match before {
        RunStatus::Completed => "This run was completed already; nothing is left to stop",
        RunStatus::Cancelled => "This run was stopped already",
        RunStatus::Running | RunStatus::Paused | RunStatus::Interrupted => "This run is stopped for good",
    });
    Ok(Exit::Done)
}
