//! What the person set for the window, in a small file of the data folder.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use skillsheet_engine::files::write_json;
use skillsheet_engine::update::USUAL_SHARE;

use crate::view::{AppearanceView, KeptView, SettingsView};

const FILE: &str = "preferences.json";

/// What the person set, and where it is kept.
#[derive(Clone, Debug)]
pub struct Preferences {
    path: PathBuf,
    /// The settings themselves.
    pub settings: SettingsView,
    /// The files that sheets were read from, the latest first.
    pub recent: Vec<Recent>,
}

/// A file that a sheet was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// The file.
    pub path: PathBuf,
    /// When.
    pub at: Timestamp,
}

impl Recent {
    /// Whether the file is still there. A drive that does not answer would hold the window up, so only files of this
    /// computer's own folders are asked for; of others it is believed.
    pub fn is_there(&self) -> bool {
        let is_far = self.path.to_string_lossy().starts_with(r"\\");
        is_far || self.path.exists()
    }
}

/// Files that are kept in mind.
const MOST_RECENT: usize = 5;

#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Kept {
    settings: serde_json::Map<String, serde_json::Value>,
    recent: Vec<Recent>,
}

impl Preferences {
    /// Reads what was set. Nothing here is worth refusing to start for: what cannot be read is as if never set.
    pub fn load(folder: &Path) -> Self {
        let path = folder.join(FILE);
        let kept = std::fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let Kept { settings, recent } = kept.unwrap_or_default();
        Preferences { path, settings: over_the_usual(settings), recent }
    }

    /// Notes that a sheet was read from a file just now.
    pub fn note_used(&mut self, path: PathBuf) {
        self.recent.retain(|recent| recent.path != path);
        self.recent.insert(0, Recent { path, at: Timestamp::now() });
        self.recent.truncate(MOST_RECENT);
    }

    /// Keeps it, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self) -> io::Result<()> {
        let settings = settings_map(&self.settings);
        write_json(&self.path, &Kept { settings, recent: self.recent.clone() })
    }
}

fn settings_map(settings: &SettingsView) -> serde_json::Map<String, serde_json::Value> {
    match serde_json::to_value(settings) {
        Ok(serde_json::Value::Object(settings)) => settings,
        _ => serde_json::Map::new(),
    }
}

/// What was set, where it still makes sense, over what is usual: a file of an earlier version lacks what came later.
fn over_the_usual(set: serde_json::Map<String, serde_json::Value>) -> SettingsView {
    let mut settings = settings_map(&USUAL);
    for (name, value) in set {
        let mut with = settings.clone();
        with.insert(name, value);
        if serde_json::from_value::<SettingsView>(with.clone().into()).is_ok() {
            settings = with;
        }
    }
    serde_json::from_value(settings.into()).unwrap_or(USUAL)
}

/// What holds until somebody sets it otherwise.
pub const USUAL: SettingsView = SettingsView {
    appearance: AppearanceView::System,
    text_size: 100,
    ask_name: true,
    warn_share: USUAL_SHARE,
    half_pace: false,
    kept_history: KeptView::Forever,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_or_a_later_version_wrote_is_read_as_far_as_it_goes() {
        let set = serde_json::json!({ "textSize": 115, "halfPace": true, "appearance": "sepia", "more": 1 });
        let serde_json::Value::Object(set) = set else { unreachable!("it is an object") };
        let read = over_the_usual(set);
        assert_eq!(read, SettingsView { text_size: 115, half_pace: true, ..USUAL });
        assert_eq!(over_the_usual(settings_map(&read)), read);
    }
}
