//! Whether a connection still leads to the contact centre of a run. Its keys may have been replaced, or it may have been
//! edited to lead to another one, where the same ids are other people.

use std::collections::HashMap;

use skillsheet_skills::{AgentId, Directory, Problem, Refusal, key};
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::connections::Connection;
use crate::journal::{Journal, JournalError, RunRecord};
use crate::session::read_directory;

/// Why a run cannot be taken up with a connection.
#[derive(Debug, thiserror::Error)]
pub enum NotTheSame {
    /// The agents there are others.
    #[error("{}", .0.title)]
    Elsewhere(Problem),
    /// The agents there could not be read.
    #[error(transparent)]
    Unread(#[from] Refusal),
    /// The run's own agents could not be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Makes sure that a connection leads to the contact centre of a run. As long as it signs in as it did then, that costs
/// nothing; with other keys the agents there are compared with the run's by their ids and names.
///
/// # Errors
/// When they are others, or cannot be read.
pub async fn ensure(
    journal: &Journal,
    run: &RunRecord,
    connection: &Connection,
    centre: &Centre,
    cancel: CancellationToken,
) -> Result<(), NotTheSame> {
    if run.account.is_empty() || connection.settings.account() == run.account {
        return Ok(());
    }
    let (agents, _) = journal.names(run.id).await?;
    let directory = read_directory(centre, |_, _| {}, cancel).await?;
    if are_the_same(&agents, &directory) { Ok(()) } else { Err(NotTheSame::Elsewhere(elsewhere(run, connection))) }
}

/// Most of a run's agents are there by their names: some may have left since, and some may be called otherwise.
fn are_the_same(agents: &HashMap<AgentId, String>, directory: &Directory) -> bool {
    let is_there = |(id, name): &(&AgentId, &String)| directory.agent(id).is_some_and(|it| key(&it.name) == key(name));
    agents.iter().filter(is_there).count() * 2 > agents.len()
}

fn elsewhere(run: &RunRecord, connection: &Connection) -> Problem {
    Problem {
        title: format!("“{}” leads to another contact centre now", connection.name),
        meaning: format!(
            "It signs in as {} now, and the agents there are not those of this update, which was made as {}.",
            connection.settings.account(),
            run.account
        ),
        next: "Add a connection with the keys of then.".to_owned(),
        ..Problem::default()
    }
}

#[cfg(test)]
mod tests {
    use skillsheet_skills::Agent;

    use super::*;

    #[test]
    fn the_same_people_are_told_by_ids_and_names() {
        let agent = |id: &str, name: &str| Agent {
            id: id.into(),
            name: name.into(),
            email: None,
            employee_id: None,
            login: None,
            team: None,
            active: true,
        };
        let there = |agents: &[(&str, &str)]| {
            Directory::new(agents.iter().map(|(id, name)| agent(id, name)).collect(), Vec::new())
        };
        let run: HashMap<AgentId, String> = [("1", "Ada Lovelace"), ("2", "José Díaz"), ("3", "Li Wu")]
            .map(|(id, name)| (id.into(), name.to_owned()))
            .into();
        for (what, agents, same) in [
            ("all", &[("1", "Ada Lovelace"), ("2", "José Díaz"), ("3", "Li Wu")][..], true),
            ("one has left", &[("1", "Ada Lovelace"), ("3", "Li Wu")], true),
            ("one has married", &[("1", "Ada Byron"), ("2", "José Díaz"), ("3", "li wu ")], true),
            ("the ids of other people", &[("1", "Tom Poe"), ("2", "Jon Roe"), ("3", "Li Wu")], false),
            ("nobody", &[], false),
        ] {
            assert_eq!(are_the_same(&run, &there(agents)), same, "{what}");
        }
    }
}
