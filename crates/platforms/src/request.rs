//! What a request can and cannot be written as.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use skillsheet_skills::{AgentId, Answer, Outcome, Problem, Refusal};

/// An id in a path: everything but letters, digits and these is encoded, so that no id can lead elsewhere.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// An id as a part of a path.
///
/// # Errors
/// Ids that would not name anything but lead up the path, encoded or not.
pub(crate) fn in_path(id: &str) -> Answer<String> {
    if matches!(id, "" | "." | "..") {
        let title = format!("“{id}” cannot be an id");
        return Err(rejected(title, "No address can carry it. Nothing was sent.", "Check the id in the sheet"));
    }
    Ok(utf8_percent_encode(id, IN_PATH).to_string())
}

/// An agent's id as a part of a path.
///
/// # Errors
/// As [`in_path`].
pub(crate) fn agent_in_path(agent: &AgentId) -> Answer<String> {
    in_path(agent.as_str()).map_err(|refusal| {
        let title = format!("“{agent}” cannot be an agent's id");
        Refusal { problem: Problem { title, ..refusal.problem }, ..refusal }
    })
}

/// A request that a platform does not have; its capabilities do not offer it.
pub(crate) fn no_such_request() -> Refusal {
    rejected("This contact centre has no such request".into(), "", "")
}

fn rejected(title: String, meaning: &str, next: &str) -> Refusal {
    let problem = Problem { title, meaning: meaning.into(), next: next.into(), ..Problem::default() };
    Refusal { outcome: Outcome::Rejected, wait: None, problem }
}
