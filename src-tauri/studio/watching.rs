//! Whether the file in hand is still the one that was read.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::{Shared, Studio};

/// Between two looks: soon enough for somebody who comes back from Excel. Looked at and not listened to, for drives in a
/// network tell nobody of changes.
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// A file as it was at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    path: PathBuf,
    size: u64,
    modified: Option<SystemTime>,
}

impl Studio {
    /// Looks again and again, and says so each time the file in hand has become another one.
    pub async fn watch_file(self: Shared) {
        let mut told = None;
        loop {
            tokio::time::sleep(BETWEEN_LOOKS).await;
            let Some(read) = self.file_in_hand() else { continue };
            let path = read.path.clone();
            let now = tauri::async_runtime::spawn_blocking(move || look(path)).await;
            // A file that has gone, or is being written, is no other file yet.
            if let Ok(Some(now)) = now
                && now != read
                && told.as_ref() != Some(&now)
                && self.file_in_hand().as_ref() == Some(&read)
            {
                self.change(|state| state.in_hand.as_mut().map(|hand| hand.changes_on_disk += 1));
                told = Some(now);
            }
        }
    }

    /// The file in hand as it was read.
    fn file_in_hand(&self) -> Option<Seen> {
        let state = self.state();
        let hand = state.in_hand.as_ref()?;
        let workbook = hand.update.workbook();
        let size = workbook.size_bytes;
        Some(Seen { path: hand.path.clone()?, size, modified: workbook.modified })
    }
}

fn look(path: PathBuf) -> Option<Seen> {
    let about = std::fs::metadata(&path).ok()?;
    Some(Seen { path, size: about.len(), modified: about.modified().ok() })
}
