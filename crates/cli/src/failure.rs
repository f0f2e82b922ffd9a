//! What the command ends with: an exit status, and for failures what failed and the next step.

use std::process::ExitCode;

use skillsheet_engine::connections::ConnectionsError;
use skillsheet_engine::journal::JournalError;
use skillsheet_engine::platforms::SettingsError;
use skillsheet_engine::results::ResultsError;
use skillsheet_engine::runner::RunError;
use skillsheet_engine::session::OpenError;
use skillsheet_engine::workbook::{ReadError, WriteError};
use skillsheet_practice::StartError;
use skillsheet_skills::{Outcome, Problem, Refusal};

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything asked for is so.
    Done = 0,
    /// Some changes failed, were held back or left out.
    Partly = 1,
    /// The command or the sheet cannot be used as given; nothing was sent.
    Unusable = 2,
    /// Stopped before the end.
    Stopped = 3,
    /// A fault of the program.
    Fault = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why the command did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit status.
    pub exit: Exit,
    /// What failed and for what, in one sentence.
    pub message: String,
    /// The next step.
    pub hint: String,
    /// The technical side, for those who ask for more.
    pub details: String,
}

impl Failure {
    /// The command or the sheet cannot be used as given.
    pub fn unusable(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Failure { exit: Exit::Unusable, message: message.into(), hint: hint.into(), details: String::new() }
    }

    /// Somebody stopped it before anything was sent.
    pub fn interrupted() -> Self {
        let failure = Failure::unusable("Stopped before anything was sent", "Start it again");
        Failure { exit: Exit::Stopped, ..failure }
    }

    /// A problem met while doing `what`.
    pub fn of_problem(exit: Exit, what: &str, problem: &Problem) -> Self {
        let hint = [&problem.meaning, &problem.next].into_iter().filter(|text| !text.is_empty());
        Failure {
            exit,
            message: format!("{what}: {}", problem.title),
            hint: hint.map(String::as_str).collect::<Vec<_>>().join(" "),
            details: problem.details(),
        }
    }

    /// A request refused while doing `what`, before any change was sent. Without an answer the network or the contact
    /// centre is away, and the same command works later; with one, something about it has to change.
    pub fn of_refusal(what: &str, refusal: &Refusal) -> Self {
        let passing = matches!(refusal.outcome, Outcome::Retry | Outcome::Throttled | Outcome::Unknown);
        let exit = if refusal.problem.status.is_none() || passing { Exit::Stopped } else { Exit::Unusable };
        Failure::of_problem(exit, what, &refusal.problem)
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Failure::unusable(error.message, error.hint)
    }
}

impl From<ConnectionsError> for Failure {
    fn from(error: ConnectionsError) -> Self {
        Failure::unusable(error.to_string(), error.hint())
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        Failure::unusable(error.to_string(), error.hint())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Connections(error) => error.into(),
            OpenError::Journal(error) => error.into(),
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Journal(error) => error.into(),
            RunError::Ended(_) => Failure::unusable(error.to_string(), "Run the sheet again to send what is missing"),
            RunError::UnderWay => Failure::unusable(error.to_string(), "Wait for its end"),
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Failure::unusable(error.to_string(), error.hint())
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Failure::unusable(error.to_string(), error.hint())
    }
}

impl From<ResultsError> for Failure {
    fn from(error: ResultsError) -> Self {
        match error {
            ResultsError::Journal(error) => error.into(),
            ResultsError::Write(error) => error.into(),
            ResultsError::Fault => Failure::fault(),
        }
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        Failure::unusable(error.to_string(), "Give another --port, or none for any free one")
    }
}

impl Failure {
    /// A fault of the program.
    pub fn fault() -> Self {
        let message = "Something in Skillsheet went wrong; it is our fault";
        let hint = "What was sent is recorded: `skillsheet-cli runs` shows it; -v tells more about the fault";
        Failure { exit: Exit::Fault, ..Failure::unusable(message, hint) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_answer_the_same_command_works_later() {
        let refusal = |outcome, status| Refusal {
            outcome,
            wait: None,
            problem: Problem { status, title: "No".into(), ..Problem::default() },
        };
        for (outcome, status, exit) in [
            (Outcome::Rejected, Some(401), Exit::Unusable),
            (Outcome::Stop, Some(403), Exit::Unusable),
            (Outcome::Stop, None, Exit::Stopped),
            (Outcome::Retry, Some(503), Exit::Stopped),
            (Outcome::Throttled, Some(429), Exit::Stopped),
        ] {
            assert_eq!(Failure::of_refusal("Reading", &refusal(outcome, status)).exit, exit, "{outcome:?} {status:?}");
        }
    }
}
