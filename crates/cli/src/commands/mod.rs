//! One module for each command, and what they share.

mod cancel;
mod check;
mod connection;
mod demo;
mod practice;
mod results;
mod resume;
mod retry;
mod run;
mod runs;
mod template;
mod undo;

use std::path::{Path, PathBuf};

use skillsheet_engine::journal::JournalError;
use skillsheet_engine::session::{OpenError, Session, usual_folder};
use tokio_util::sync::CancellationToken;

use crate::args::{Command, ConnectionCommand};
use crate::failure::{Exit, Failure};
use crate::options::{AddOptions, CentreOptions, CheckOptions, RunOptions, TemplateOptions, practised, results_output};
use crate::output::{Output, note};
use crate::signals;

/// What commands end with.
pub type Ended = Result<Exit, Failure>;

/// What every command has at hand.
pub struct App {
    /// Where results go.
    pub out: Output,
    /// The data folder that was named, if any.
    pub data_dir: Option<PathBuf>,
}

impl App {
    /// The data folder's connections and history.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn session(&self) -> Result<Session, Failure> {
        let folder = self.data_dir.clone().or_else(usual_folder).ok_or_else(|| {
            Failure::unusable("This system has no usual place for data", "Name a folder with --data-dir")
        })?;
        let session = Session::open(&folder).map_err(|error| unopened(&folder, error))?;
        let damaged = [
            session.connections().set_aside().map(|path| ("list of connections", path.to_owned())),
            session.journal().set_aside().map(|path| ("history", path.to_owned())),
        ];
        for (what, path) in damaged.into_iter().flatten() {
            note(format!("The {what} was damaged, and is now in “{}”", path.display()));
        }
        Ok(session)
    }

    /// Cancelled by the first interruption.
    ///
    /// # Errors
    /// When the system does not let us listen.
    pub fn interruption(&self) -> Result<CancellationToken, Failure> {
        signals::watch().map_err(|error| {
            let message = format!("The system does not tell of interruptions: {error}");
            Failure::unusable(message, "Nothing was sent; try again")
        })
    }
}

/// Why the data in a folder cannot be used; where the system refused it, with the folder.
fn unopened(folder: &Path, error: OpenError) -> Failure {
    match error {
        OpenError::Journal(JournalError::Failed(words)) => {
            let message = format!("Skillsheet's data cannot be kept in “{}”: {words}", folder.display());
            Failure::unusable(message, "Check that the folder can be written to, or name another one with --data-dir")
        }
        error => error.into(),
    }
}

/// Does what was asked.
///
/// # Errors
/// Why it was not done.
pub async fn perform(app: &App, command: Command) -> Ended {
    match command {
        Command::Connection(ConnectionCommand::Add(args)) => connection::add(app, AddOptions::check(*args)?).await,
        Command::Connection(ConnectionCommand::List) => connection::list(app),
        Command::Connection(ConnectionCommand::Test(args)) => connection::test(app, &args.name).await,
        Command::Connection(ConnectionCommand::Remove(args)) => connection::remove(app, &args.name).await,
        Command::Template(args) => template::perform(app, TemplateOptions::check(args)?).await,
        Command::Check(args) => check::perform(app, CheckOptions::check(args)?).await,
        Command::Run(args) => run::perform(app, RunOptions::check(args)?).await,
        Command::Resume(args) => resume::perform(app, args.run).await,
        Command::Retry(args) => retry::perform(app, args.run).await,
        Command::Undo(args) => undo::perform(app, args.run, args.yes).await,
        Command::Cancel(args) => cancel::perform(app, args.run).await,
        Command::Runs(args) => runs::perform(app, args.run).await,
        Command::Results(args) => {
            let output = results_output(&args)?;
            results::perform(app, args.run, &output).await
        }
        Command::Practice(args) => practice::perform(app, CentreOptions::check(args)?).await,
        Command::Demo(args) => demo::perform(app, practised(args.platform.as_deref())?).await,
    }
}
