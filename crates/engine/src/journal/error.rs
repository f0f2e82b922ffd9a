//! What can go wrong with the journal.

use skillsheet_skills::Problem;

/// What went wrong with the journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Another Skillsheet on this computer has the journal.
    #[error("The update was not started: another Skillsheet is using the same data")]
    Locked,
    /// A later version of Skillsheet has written it.
    #[error("The update was not started: a later version of Skillsheet has used this data")]
    Newer,
    /// Its folder is another computer's.
    #[error("Skillsheet keeps its history on this computer's own disk, and this folder is on a network drive: {0}")]
    NetworkDrive(String),
    /// The disk is full.
    #[error("The disk is full")]
    DiskFull,
    /// There is no such run.
    #[error("There is no run with this id")]
    NoSuchRun,
    /// The disk or the database did not do as asked.
    #[error("The history could not be used: {0}")]
    Failed(String),
}

impl JournalError {
    /// The one next step.
    pub fn hint(&self) -> &'static str {
        match self {
            JournalError::Locked => "Close the other one, then try again",
            JournalError::Newer => "Install the latest version",
            JournalError::NetworkDrive(_) => {
                "Choose a folder on this computer with SKILLSHEET_DATA_DIR, or with --data-dir on the command line"
            }
            JournalError::DiskFull => "Free some space, then go on",
            JournalError::NoSuchRun => "List the runs to see their ids",
            JournalError::Failed(_) => "Check the disk that holds Skillsheet's data",
        }
    }

    /// The reason of a run that pauses because nothing can be recorded.
    pub fn problem(&self) -> Problem {
        let words = match self {
            JournalError::Failed(words) => words.clone(),
            _ => String::new(),
        };
        let title = match self {
            JournalError::Failed(_) => "The history could not be written".into(),
            other => other.to_string(),
        };
        Problem {
            title,
            meaning: "Skillsheet notes each step before sending it, so it stopped".into(),
            next: self.hint().into(),
            words,
            ..Problem::default()
        }
    }
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::QueryReturnedNoRows => JournalError::NoSuchRun,
            error if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => JournalError::DiskFull,
            error => JournalError::Failed(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for JournalError {
    fn from(error: serde_json::Error) -> Self {
        JournalError::Failed(error.to_string())
    }
}

impl From<std::io::Error> for JournalError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => JournalError::DiskFull,
            _ => JournalError::Failed(error.to_string()),
        }
    }
}
