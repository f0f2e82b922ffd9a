//! What the tests of Genesys Cloud share.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use skillsheet_platforms::{Browser, Platform, Settings, Surroundings, Timeouts};
use skillsheet_skills::{Assignments, Call, Change, Proficiency, Verb, Way};

use crate::raw::SECRET;

/// An organisation at an address of this computer, quick to give up.
pub fn organisation(url: &str, set: &[(&str, &str)]) -> Arc<dyn Platform> {
    let browser: Browser = Arc::new(|_| panic!("nobody signs in by browser here"));
    organisation_with(url, set, SECRET, browser)
}

pub fn organisation_with(url: &str, set: &[(&str, &str)], secret: &str, browser: Browser) -> Arc<dyn Platform> {
    let mut settings = Settings::of("genesys-cloud").unwrap();
    for (key, value) in [&[("api-url", url), ("client-id", "client")], set].concat() {
        settings.set(key, value).unwrap();
    }
    let timeouts = Timeouts { connect: Duration::from_secs(3), total: Duration::from_secs(5), ..Timeouts::default() };
    settings.connect_within(SecretString::from(secret), &Surroundings { timeouts, browser }).unwrap()
}

pub fn level(number: f64) -> Proficiency {
    Proficiency::new(number).unwrap()
}

/// A change from a level, or none, to another, or none.
pub fn change(agent: &str, skill: &str, before: Option<f64>, after: Option<f64>) -> Change {
    Change {
        agent: agent.into(),
        skill: skill.into(),
        before: before.map(level),
        after: after.map(level),
        off: false,
        cells: Vec::new(),
    }
}

/// Gives an agent some skills, or changes their levels.
pub fn set(agent: &str, levels: &[(&str, f64)]) -> Call {
    let changes = levels.iter().map(|(skill, number)| change(agent, skill, None, Some(*number))).collect();
    Call { way: Way::Agent(agent.into(), Verb::Set), changes, send: Assignments::new() }
}

/// Takes a skill away.
pub fn remove(agent: &str, skill: &str) -> Call {
    let changes = vec![change(agent, skill, Some(1.0), None)];
    Call { way: Way::Agent(agent.into(), Verb::Remove), changes, send: Assignments::new() }
}

/// Leaves an agent with exactly these.
pub fn whole(agent: &str, levels: &[(&str, f64)]) -> Call {
    let send = levels.iter().map(|(skill, number)| ((*skill).into(), level(*number))).collect();
    Call { way: Way::Whole(agent.into()), changes: Vec::new(), send }
}
