//! The question before sending.

use std::io::{self, BufRead, IsTerminal, Write};

use skillsheet_engine::connections::{Connection, Kind};
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::output::note;

/// What was answered on the command line already.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    /// Send without asking.
    pub yes: bool,
    /// The connection's name once more.
    pub confirm: Option<String>,
}

impl Consent {
    /// Refuses a name that is not the connection's, before anything is read.
    ///
    /// # Errors
    /// When it is another name.
    pub fn check(&self, connection: &Connection) -> Result<(), Failure> {
        match &self.confirm {
            Some(name) if name.trim() != connection.name => Err(Failure::unusable(
                format!("--confirm says “{name}”, but the connection is called “{}”", connection.name),
                "Nothing was sent; check that it is the contact centre you mean",
            )),
            _ => Ok(()),
        }
    }

    /// Asks what is not answered yet: for production its name, else yes or no. Where much is taken away, that is said
    /// before, whether or not there is a question left.
    ///
    /// # Errors
    /// When the answer is no, or there is nobody to ask.
    pub async fn ask(
        &self,
        connection: &Connection,
        what: &str,
        warning: Option<&str>,
        stop: &CancellationToken,
    ) -> Result<(), Failure> {
        if let Some(warning) = warning {
            note(format!("warning: {warning}"));
        }
        let by_name = connection.kind == Kind::Production && self.confirm.is_none();
        if self.yes && !by_name {
            return Ok(());
        }
        if !io::stdin().is_terminal() {
            let missing = match (by_name, self.yes) {
                (true, true) => format!("--confirm “{}”", connection.name),
                (true, false) => format!("--yes and --confirm “{}”", connection.name),
                (false, _) => "--yes".to_owned(),
            };
            let hint = format!("There is nobody to ask; give {missing}");
            return Err(Failure::unusable("Nothing was sent: the question before sending was not answered", hint));
        }
        let name = connection.name.clone();
        let (question, wanted) = if by_name {
            (format!("{what}\n“{name}” is production. Type its name to send: "), Some(name))
        } else {
            (format!("{what} Send? [y/N] "), None)
        };
        let answer = tokio::task::spawn_blocking(move || typed(&question));
        let answer = tokio::select! {
            answer = answer => answer.unwrap_or_default(),
            () = stop.cancelled() => return Err(Failure::interrupted()),
        };
        if agrees(&answer, wanted.as_deref()) {
            return Ok(());
        }
        Err(Failure::unusable("Nothing was sent: it was not agreed to", "Start it again when you are ready"))
    }
}

fn typed(question: &str) -> String {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "{question}").and_then(|()| stderr.flush());
    let mut answer = String::new();
    // What cannot be read is no yes.
    let _ = io::stdin().lock().read_line(&mut answer);
    answer
}

fn agrees(answer: &str, name: Option<&str>) -> bool {
    match name {
        Some(name) => answer.trim() == name,
        None => ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_or_the_name_itself_agrees() {
        for (answer, name, agreed) in [
            ("y\n", None, true),
            ("Yes\r\n", None, true),
            ("", None, false),
            ("no\n", None, false),
            ("Acme\n", Some("Acme"), true),
            ("acme\n", Some("Acme"), false),
            ("yes\n", Some("Acme"), false),
            ("", Some("Acme"), false),
        ] {
            assert_eq!(agrees(answer, name), agreed, "{answer:?} {name:?}");
        }
    }
}
