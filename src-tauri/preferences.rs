//! What the person set for the window, in a small file of the data folder.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::view::{AppearanceView, SettingsView};

const FILE: &str = "preferences.json";

/// What the person set, and where it is kept.
#[derive(Clone, Debug)]
pub struct Preferences {
    path: PathBuf,
    /// The settings themselves.
    pub settings: SettingsView,
    /// The last file that a sheet was read from.
    pub last_used: Option<PathBuf>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Kept {
    settings: Option<SettingsView>,
    last_used: Option<PathBuf>,
}

impl Preferences {
    /// Reads what was set. Nothing here is worth refusing to start for: what cannot be read is as if never set.
    pub fn load(folder: &Path) -> Self {
        let path = folder.join(FILE);
        let kept = std::fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let Kept { settings, last_used } = kept.unwrap_or_default();
        Preferences { path, settings: settings.unwrap_or(USUAL), last_used }
    }

    /// Keeps it, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self) -> io::Result<()> {
        let kept = Kept { settings: Some(self.settings.clone()), last_used: self.last_used.clone() };
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, &kept)?;
        file.persist(&self.path)?;
        Ok(())
    }
}

const USUAL: SettingsView = SettingsView {
    appearance: AppearanceView::System,
    text_size: 100,
    ask_name: true,
    warn_share: 20,
    half_pace: false,
};
