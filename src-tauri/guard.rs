//! What somebody says before anything is sent: typed before a run starts, confirmed before one sends again. The window
//! shows it, and the commands ask for it.

use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::journal::RunId;
use skillsheet_engine::update::Losing;
use skillsheet_skills::{RunStatus, key};

use crate::view::SettingsView;

/// The words to be typed; none where a plain confirmation is enough. Production is named, and what takes much away is
/// said in words, in one phrase. In practice nothing real is changed, so nothing is asked.
pub fn phrase(connection: &Connection, is_exact: bool, losing: &Losing, settings: &SettingsView) -> Option<String> {
    let name = match connection.kind {
        Kind::Practice => return None,
        Kind::Production if is_exact => Some(format!("{} exact", connection.name)),
        Kind::Production if settings.ask_name => Some(connection.name.clone()),
        Kind::Production | Kind::Sandbox => None,
    };
    let words = losing.weighs(settings.warn_share).then(|| losing.words());
    let parts: Vec<String> = [name, words].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Whether somebody is asked before a run begins to send again: real agents follow it, and it has ended, or was not
/// `released` here yet. One that was, and was only paused, keeps what was said when it began.
pub fn asks_again(kind: Kind, run: RunId, status: RunStatus, released: Option<RunId>) -> bool {
    kind == Kind::Production && (status.has_ended() || released != Some(run))
}

/// Whether what was typed is the phrase; spaces around and the case do not count.
pub fn fits(typed: &str, phrase: &str) -> bool {
    key(typed) == key(phrase)
}

#[cfg(test)]
mod tests {
    use skillsheet_engine::platforms::Settings;

    use super::*;
    use crate::preferences::USUAL;

    fn acme(kind: Kind) -> Connection {
        let settings: Settings = serde_json::from_value(serde_json::json!({
            "platform": "genesys-cloud",
            "region": "eu-central-1",
            "clientId": "8f2c41d7",
        }))
        .expect("these are settings");
        Connection { id: "c1".into(), name: "Acme".into(), kind, settings, last_used: None }
    }

    #[test]
    fn one_phrase_says_all_that_is_to_be_said() {
        let little = Losing { skills: 2, agents: 1, of: 10, ..Losing::default() };
        let much = Losing { skills: 62, agents: 9, of: 10, ..Losing::default() };
        for (kind, is_exact, losing, expected) in [
            (Kind::Production, false, &little, Some("Acme")),
            (Kind::Production, true, &little, Some("Acme exact")),
            (Kind::Production, false, &much, Some("Acme take away 62 skills")),
            (Kind::Production, true, &much, Some("Acme exact take away 62 skills")),
            (Kind::Sandbox, true, &little, None),
            (Kind::Sandbox, false, &much, Some("take away 62 skills")),
            (Kind::Practice, true, &much, None),
        ] {
            let asked = phrase(&acme(kind), is_exact, losing, &USUAL);
            assert_eq!(asked.as_deref(), expected, "{kind:?} exact: {is_exact}, {losing:?}");
        }
    }

    #[test]
    fn what_the_person_set_counts() {
        let much = Losing { skills: 62, agents: 9, of: 10, ..Losing::default() };
        let unasked = SettingsView { ask_name: false, ..USUAL };
        assert_eq!(phrase(&acme(Kind::Production), false, &Losing::default(), &unasked), None);
        let exact = phrase(&acme(Kind::Production), true, &Losing::default(), &unasked);
        assert_eq!(exact.as_deref(), Some("Acme exact"), "in the exact mode the name is always asked for");
        let words = phrase(&acme(Kind::Production), false, &much, &unasked);
        assert_eq!(words.as_deref(), Some("take away 62 skills"));
        let bold = SettingsView { warn_share: 95, ..unasked };
        assert_eq!(phrase(&acme(Kind::Production), false, &much, &bold), None);
    }

    #[test]
    fn real_agents_are_asked_about_again_unless_their_run_was_let_go_here_and_goes_on() {
        use RunStatus::{Cancelled, Completed, Interrupted, Paused, Running};
        let (run, other) = (RunId::now_v7(), RunId::now_v7());
        for (kind, status, released, asks) in [
            (Kind::Production, Interrupted, None, true),
            (Kind::Production, Paused, None, true),
            (Kind::Production, Paused, Some(other), true),
            (Kind::Production, Paused, Some(run), false),
            (Kind::Production, Running, Some(run), false),
            (Kind::Production, Completed, Some(run), true),
            (Kind::Production, Cancelled, Some(run), true),
            (Kind::Sandbox, Completed, None, false),
            (Kind::Practice, Interrupted, None, false),
        ] {
            assert_eq!(asks_again(kind, run, status, released), asks, "{kind:?} {status:?} {released:?}");
        }
    }

    #[test]
    fn case_and_spaces_do_not_count_and_all_else_does() {
        for (typed, fit) in [("acme  EXACT ", true), ("Acme", false), ("", false), ("Acme exactly", false)] {
            assert_eq!(fits(typed, "Acme exact"), fit, "{typed:?}");
        }
    }
}
