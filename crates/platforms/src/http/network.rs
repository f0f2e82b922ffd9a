//! What it means when no answer comes: did anything leave, and is another try worth it?

use skillsheet_skills::{Outcome, Problem, Refusal};

use super::fault::{Fault, causes};
use crate::problem::Stance;

/// Classifies a request that got no answer. `known` says that the host has answered before.
pub(super) fn refusal(error: &reqwest::Error, stance: Stance, host: &str, known: bool) -> Refusal {
    let words = chain(error);
    if error.is_builder() {
        return Refusal { outcome: Outcome::Rejected, wait: None, problem: unsendable(words) };
    }
    if error.is_connect() {
        let fault = Fault::of(error, known);
        return Refusal { outcome: fault.outcome(), wait: None, problem: Problem { words, ..fault.problem(host) } };
    }
    // The request was on its way: a server that had it may have done it, or may still.
    let title = if error.is_timeout() {
        format!("No answer from “{host}” in time")
    } else {
        format!("The connection to “{host}” broke off")
    };
    let meaning = match stance {
        Stance::Write => "The change may or may not have arrived.",
        Stance::Read => "Nothing was changed.",
    };
    let next = "Try again".into();
    Refusal {
        outcome: stance.in_doubt(),
        wait: None,
        problem: Problem { title, meaning: meaning.into(), next, words, ..Problem::default() },
    }
}

/// What caused the error, outermost first, without the address: it may carry ids.
pub(super) fn chain(error: &reqwest::Error) -> String {
    let mut words: Vec<String> = Vec::new();
    for cause in causes(error).into_iter().skip(1) {
        let text = cause.to_string();
        if words.last().is_none_or(|last| !last.contains(&text)) {
            words.push(text);
        }
    }
    if words.is_empty() { "no answer".into() } else { words.join(": ") }
}

fn unsendable(words: String) -> Problem {
    Problem {
        title: "This request cannot be written as an address".into(),
        meaning: "An id or a path holds characters that no address can carry. Nothing was sent.".into(),
        next: "Check the id in the sheet".into(),
        words,
        ..Problem::default()
    }
}
