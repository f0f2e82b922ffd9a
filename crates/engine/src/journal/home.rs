//! Whether a journal is whole and where it belongs. What was committed last is in the file beside it until a program
//! ends in order; without that file, or in a copy that lives elsewhere, more may have been sent than the journal knows.

use std::path::Path;
use std::time::UNIX_EPOCH;

use rusqlite::{Connection, OptionalExtension, params};

use super::{JournalError, write};

/// Tells this very file from a copy of it: where it is, and since when.
pub(super) fn place(file: &Path) -> String {
    let path = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let made = std::fs::metadata(file).and_then(|about| about.created()).ok();
    let made = made.and_then(|made| made.duration_since(UNIX_EPOCH).ok()).map_or(0, |since| since.as_micros());
    format!("{made} {}", path.display())
}

/// The program that may write takes the journal over. Runs that say they are running were cut off. Where something may
/// be missing, what agents have is looked at before anything more of any run is sent.
pub(super) fn enter(connection: &Connection, place: &str, had_wal: bool) -> Result<(), JournalError> {
    let tx = connection.unchecked_transaction()?;
    let left: Option<(String, bool)> =
        tx.query_row("SELECT place, open FROM home", [], |row| Ok((row.get("place")?, row.get("open")?))).optional()?;
    if left.is_some_and(|(home, open)| home != place || (open && !had_wal)) {
        tracing::warn!("the history may not know of all that was sent");
        tx.execute("UPDATE run SET look_first = 1", [])?;
    }
    write::mark_interrupted(&tx)?;
    tx.execute("DELETE FROM home", [])?;
    tx.execute("INSERT INTO home (place, open) VALUES (?1, 1)", params![place])?;
    tx.commit()?;
    // Into the file itself, which then says that it is not alone. Somebody who reads may delay that; it is tried again
    // by SQLite's own checkpoints.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// The program ends in order: all there is to know is in the file.
pub(super) fn leave(connection: &Connection) {
    if let Err(error) = connection.execute("UPDATE home SET open = 0", []) {
        // The next start looks at more than it would have to.
        tracing::debug!(%error, "the history was not closed in order");
    }
}
