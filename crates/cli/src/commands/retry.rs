//! `retry`: the failed changes of a run once more.

use skillsheet_engine::journal::RunId;
use skillsheet_engine::runner;
use skillsheet_skills::CallStatus;

use super::resume::whose;
use super::{App, Ended};
use crate::follow::Teller;

/// Sends what failed again.
pub async fn perform(app: &App, run: RunId) -> Ended {
    let session = app.session()?;
    let journal = session.journal();
    let record = journal.run(run).await?;
    let stop = app.interruption()?;
    let teller = Teller { journal, out: app.out, stop: &stop };
    if record.counts.of(&CallStatus::Failed).changes() == 0 {
        return teller.end(&record, None).await;
    }
    journal.can_write()?;
    let (_, centre) = whose(&session, &record, &stop).await?;
    let begun = teller.begin(run).await?;
    let handle = runner::retry(journal, &centre, run, Vec::new(), runner::Options::at(&centre)).await?;
    let ended = teller.follow(&handle, &begun).await?;
    teller.end(&ended, None).await
}
