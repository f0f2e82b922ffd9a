//! Past runs: looked back on, saved as a list, and removed when they have become old.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use skillsheet_engine::journal::{RunId, RunRecord};
use skillsheet_engine::results;
use skillsheet_engine::workbook::{TableOptions, WriteError, write_table};

use super::files::today;
use super::{Shared, Studio, saved};
use crate::error::Answer;
use crate::view::{CommandError, KeptView, RunView};
use crate::{practice, show};

impl Studio {
    /// Past runs, newest first.
    pub async fn runs(&self, search: &str) -> Answer<Vec<RunView>> {
        let records = self.session.journal().runs(search).await?;
        let released = self.state().released;
        Ok(records.into_iter().map(|record| show::run(&record.into(), &self.session, released)).collect())
    }

    /// Saves past runs as a list, in the order in which they are named.
    pub async fn save_history(self: &Shared, runs: Vec<RunId>) -> Answer<Option<String>> {
        let name = format!("Updates until {}.xlsx", today());
        let Some(path) = self.dialogs.save_workbook("Save this list", name).await else { return Ok(None) };
        let records = self.session.journal().runs("").await?;
        let mut records: HashMap<RunId, RunRecord> = records.into_iter().map(|record| (record.id, record)).collect();
        let chosen: Vec<(RunRecord, String)> = runs
            .iter()
            .filter_map(|id| {
                let record = records.remove(id)?;
                let place = show::place_of(&record, self.session.connection_of(&record).as_ref());
                Some((record, place))
            })
            .collect();
        let table = results::history(chosen.iter().map(|(record, place)| (record, place.clone())));
        let options = TableOptions::default();
        saved::<WriteError>(Some(path), move |path| write_table("Updates", &table, &options, &path)).await
    }

    /// Removes a run from the history.
    pub async fn remove_run(&self, id: RunId) -> Answer<()> {
        self.session.journal().remove(id).await?;
        self.change(|state| {
            state.run = state.run.take().filter(|run| run.id != id);
            state.interrupted = state.interrupted.take().filter(|record| record.id != id);
        });
        self.look_again_at_returned(id).await;
        Ok(())
    }

    /// How many runs would be removed, were the history kept only so long.
    pub async fn older_than(&self, kept: KeptView) -> Answer<u32> {
        match oldest(kept, Timestamp::now()) {
            Some(moment) => Ok(self.session.journal().ended_before(moment).await?),
            None => Ok(0),
        }
    }

    /// Removes what is older than the person wants it kept.
    pub async fn forget_old_runs(&self) -> Answer<()> {
        let kept = self.preferences().settings.kept_history;
        let Some(moment) = oldest(kept, Timestamp::now()) else { return Ok(()) };
        let removed = self.session.journal().remove_ended_before(moment).await?;
        if removed > 0 {
            tracing::info!(removed, "old runs were removed from the history, as the settings say");
            self.change(|_| ());
        }
        Ok(())
    }
}

/// Runs that ended before this moment are not kept.
fn oldest(kept: KeptView, now: Timestamp) -> Option<Timestamp> {
    let days = match kept {
        KeptView::Forever => return None,
        KeptView::Year => 365,
        KeptView::Days90 => 90,
    };
    now.checked_sub(SignedDuration::from_hours(24 * days)).ok()
}

/// There is nobody to send a run's changes to, or to put it back at.
pub(super) fn no_connection(run: &RunRecord) -> CommandError {
    if run.connection_id == practice::ID {
        let hint = "Start the practice centre in Connections, then come back to this update.";
        return CommandError::new("noConnection", "The practice centre is not open", hint);
    }
    let message = format!("The connection “{}” is not there any more", run.connection);
    let hint = format!(
        "Make it again in Connections, for {} and with the same keys ({}). Then come back to this update in History.",
        run.place, run.account
    );
    CommandError::new("noConnection", message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_for_ever_or_so_many_days() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let now = at("2026-11-24T12:00:00Z");
        assert_eq!(oldest(KeptView::Forever, now), None);
        assert_eq!(oldest(KeptView::Year, now), Some(at("2025-11-24T12:00:00Z")));
        assert_eq!(oldest(KeptView::Days90, now), Some(at("2026-08-26T12:00:00Z")));
    }
}
