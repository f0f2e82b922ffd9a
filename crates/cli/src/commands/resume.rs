//! `resume`: goes on with a run that was paused or cut off.

use skillsheet_engine::connections::Connection;
use skillsheet_engine::journal::{RunId, RunRecord};
use skillsheet_engine::runner::{self, RunError};
use skillsheet_engine::session::Session;
use skillsheet_skills::RunStatus;

use super::{App, Ended};
use crate::failure::Failure;
use crate::follow::Teller;
use crate::secret;

/// Looks up what was under way when it was cut off, and sends the rest.
pub async fn perform(app: &App, run: RunId) -> Ended {
    let session = app.session()?;
    let journal = session.journal();
    let record = journal.run(run).await?;
    let stop = app.interruption()?;
    let teller = Teller { journal, out: app.out, stop: &stop };
    match record.status {
        RunStatus::Cancelled => {
            teller.tell_end(&record);
            return Err(RunError::Ended(record.status).into());
        }
        _ if record.has_ended() => return teller.end(&record, None).await,
        _ => {}
    }
    journal.can_write()?;
    let connection = connection(&session, &record)?;
    let centre = secret::centre(&session, &connection).await?;
    let begun = teller.begin(run).await?;
    let handle = runner::resume(journal, &centre, run, runner::Options::at(&centre)).await?;
    let ended = teller.follow(&handle, &begun).await?;
    teller.end(&ended, None).await
}

/// The connection that a run was made on.
///
/// # Errors
/// When it was removed.
pub(super) fn connection(session: &Session, run: &RunRecord) -> Result<Connection, Failure> {
    session.connection(&run.connection_id).ok_or_else(|| {
        let message = format!("The connection “{}” that this run was made on is not there any more", run.connection);
        Failure::unusable(message, "Add it again and run the sheet anew")
    })
}
