//! What a command answers when it could not do what was asked. A failure is logged here, once, on its way out.

use skillsheet_engine::connections::ConnectionsError;
use skillsheet_engine::journal::JournalError;
use skillsheet_engine::platforms::SettingsError;
use skillsheet_engine::runner::RunError;
use skillsheet_engine::same_centre::NotTheSame;
use skillsheet_engine::session::ConnectError;
use skillsheet_engine::vault::VaultError;
use skillsheet_engine::workbook::{ReadError, WriteError};
use skillsheet_skills::{Problem, Refusal};

use crate::view::CommandError;

/// What a command comes to.
pub type Answer<T> = Result<T, CommandError>;

impl CommandError {
    /// An error in our own words.
    pub fn new(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let error =
            CommandError { code: code.into(), message: message.into(), hint: hint.into(), details: String::new() };
        tracing::warn!(code, message = error.message, "a command failed");
        error
    }

    fn of(code: &str, problem: &Problem) -> Self {
        let hint = match (problem.meaning.as_str(), problem.next.as_str()) {
            (meaning, "") => meaning.to_owned(),
            ("", next) => format!("{next}."),
            (meaning, next) => format!("{meaning} {next}."),
        };
        CommandError { details: problem.details(), ..CommandError::new(code, &problem.title, hint) }
    }
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> Self {
        CommandError::of("refused", &refusal.problem)
    }
}

impl From<NotTheSame> for CommandError {
    fn from(error: NotTheSame) -> Self {
        match error {
            NotTheSame::Elsewhere(problem) => CommandError::of("elsewhere", &problem),
            NotTheSame::Unread(refusal) => refusal.into(),
            NotTheSame::Journal(error) => error.into(),
        }
    }
}

impl From<VaultError> for CommandError {
    fn from(error: VaultError) -> Self {
        let code = match error {
            VaultError::NoSafe(_) => "noSafe",
            VaultError::Locked(_) | VaultError::TimedOut => "safeLocked",
            VaultError::TooLong | VaultError::Other(_) => "safe",
        };
        CommandError::of(code, &error.problem())
    }
}

impl From<ConnectError> for CommandError {
    fn from(error: ConnectError) -> Self {
        match error {
            ConnectError::Vault(error) => error.into(),
            ConnectError::NoSecret(_) => CommandError::of("noSecret", &error.problem()),
            ConnectError::Settings(error) => error.into(),
        }
    }
}

impl From<SettingsError> for CommandError {
    fn from(error: SettingsError) -> Self {
        CommandError::new(&format!("setting:{}", error.field), error.message, error.hint)
    }
}

impl From<ConnectionsError> for CommandError {
    fn from(error: ConnectionsError) -> Self {
        match error {
            ConnectionsError::NameMissing | ConnectionsError::NameTaken(_) => {
                CommandError::new("setting:name", error.to_string(), error.hint())
            }
            ConnectionsError::Settings(error) => error.into(),
            other => CommandError::new("connections", other.to_string(), other.hint()),
        }
    }
}

impl From<JournalError> for CommandError {
    fn from(error: JournalError) -> Self {
        CommandError::new("journal", error.to_string(), format!("{}.", error.hint()))
    }
}

impl From<RunError> for CommandError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Journal(error) => error.into(),
            other => CommandError::new("run", other.to_string(), "Open History to see how it stands."),
        }
    }
}

impl From<ReadError> for CommandError {
    fn from(error: ReadError) -> Self {
        let details = error.to_string();
        CommandError { details, ..CommandError::new(error.problem.code(), error.title(), error.hint()) }
    }
}

impl From<WriteError> for CommandError {
    fn from(error: WriteError) -> Self {
        let details = error.to_string();
        CommandError { details, ..CommandError::new(error.code(), error.title(), error.hint()) }
    }
}

/// What a command cannot do now, because the screen it belongs to has gone meanwhile.
pub fn not_now() -> CommandError {
    CommandError::new("notNow", "This is not possible any more", "The window shows how things stand now.")
}

/// The person stopped what the command was at.
pub fn cancelled() -> CommandError {
    CommandError::new("cancelled", "Stopped", "Nothing was changed.")
}
