//! From what the engine knows to what the window shows. Nothing is decided here.

mod connection;
mod matching;
mod review;
mod run;
mod sheet;
mod undo;

use skillsheet_engine::connections::Connection;
use skillsheet_engine::session::Session;
use skillsheet_engine::vault::safe_name;
use skillsheet_skills::Problem;

use crate::preferences::Preferences;
use crate::state::State;
use crate::view::{AppView, ProblemView, StepView};

pub use connection::{check_line, connection_of, kind_name, platforms};
pub use matching::{agent_candidate, marked_of, names, skill_candidate};
pub use review::{changes_table, explain, kind_of, line, losses, pace, query_of, repair_of, sheet_rows};
pub use run::{feed, feed_filter, place_of, run};
pub use sheet::preview_rows;
pub use undo::{undo_keys, undo_lines, undo_pair, undo_table};

/// What is shown beside the state.
pub struct Notes<'a> {
    /// All connections.
    pub connections: &'a [Connection],
    /// What the person set.
    pub preferences: &'a Preferences,
}

/// Everything but the long lists.
pub fn app(state: &State, notes: &Notes<'_>, session: &Session) -> AppView {
    let current = state.current.as_ref().filter(|id| notes.connections.iter().any(|it| &it.id == *id));
    let hand = state.in_hand.as_ref();
    let connection = current.and_then(|id| notes.connections.iter().find(|it| &it.id == id));
    let asking = review::Asking { connection, settings: &notes.preferences.settings };
    AppView {
        revision: state.revision,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        safe_name: safe_name().to_owned(),
        connections: notes.connections.iter().map(connection::connection).collect(),
        current: current.cloned(),
        step: if current.is_none() { StepView::Welcome } else { state.step },
        sheet: hand.map(|hand| sheet::sheet(hand, current.map(String::as_str), session, state.released)),
        matching: hand.zip(state.directory.as_ref()).map(|(hand, known)| matching::matching(&hand.update, known)),
        review: match (&state.undoing, hand) {
            (Some(undoing), _) => Some(undo::review(undoing, asking)),
            (None, Some(hand)) => review::review(hand, asking),
            (None, None) => None,
        },
        run: state.run.as_ref().map(|run| run::run(&run.now(), session, state.released)),
        interrupted: state.interrupted.as_ref().map(|record| run::run(&record.clone().into(), session, state.released)),
        task: state.task.clone(),
        recent: if hand.is_none() { sheet::recent(notes.preferences) } else { Vec::new() },
        settings: notes.preferences.settings.clone(),
    }
}

/// A problem with its technical side behind “Details”.
pub fn problem(problem: &Problem) -> ProblemView {
    ProblemView {
        title: problem.title.clone(),
        meaning: problem.meaning.clone(),
        next: problem.next.clone(),
        details: problem.details(),
    }
}
