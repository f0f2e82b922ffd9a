//! `resume`: goes on with a run that was paused or cut off.

use skillsheet_engine::centre::Centre;
use skillsheet_engine::connections::Connection;
use skillsheet_engine::journal::{RunId, RunRecord};
use skillsheet_engine::runner::{self, RunError};
use skillsheet_engine::same_centre::{self, NotTheSame};
use skillsheet_engine::session::Session;
use skillsheet_skills::RunStatus;
use tokio_util::sync::CancellationToken;

use super::{App, Ended};
use crate::failure::{Exit, Failure};
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
    let (_, centre) = whose(&session, &record, &stop).await?;
    let begun = teller.begin(run).await?;
    let handle = runner::resume(journal, &centre, run, runner::Options::at(&centre)).await?;
    let ended = teller.follow(&handle, &begun).await?;
    teller.end(&ended, None).await
}

/// The connection that a run belongs to, and its contact centre.
///
/// # Errors
/// When there is none any more, or it leads to another contact centre now.
pub(super) async fn whose(
    session: &Session,
    run: &RunRecord,
    stop: &CancellationToken,
) -> Result<(Connection, Centre), Failure> {
    let connection = session.connection_of(run).ok_or_else(|| {
        let message =
            format!("The connection “{}” does not lead to the contact centre of this run any more", run.connection);
        Failure::unusable(message, format!("Add one for {} with the same keys ({})", run.place, run.account))
    })?;
    let centre = secret::centre(session, &connection).await?;
    match same_centre::ensure(session.journal(), run, &connection, &centre, stop.clone()).await {
        Ok(()) => Ok((connection, centre)),
        Err(NotTheSame::Journal(error)) => Err(error.into()),
        Err(NotTheSame::Elsewhere(problem)) => Err(Failure::of_problem(Exit::Unusable, "Nothing was sent", &problem)),
        Err(NotTheSame::Unread(refusal)) => Err(Failure::of_refusal("Agents could not be read", &refusal)),
    }
}
