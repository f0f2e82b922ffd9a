//! What is known of the tenant besides the state: where agents and skills stand in the directory, teams, kinds of media.

use std::collections::HashMap;

use jiff::Timestamp;

use super::NiceCxone;
use crate::state::Directory;

/// The business unit's number.
pub(super) const BUSINESS_UNIT: u32 = 4_599_102;
/// The one campaign that every skill belongs to: its number and name.
pub(super) const CAMPAIGN: (u32, &str) = (812, "Practice");
const FIRST_TEAM: usize = 3_301;

/// The tenant behind the endpoints. Agents and skills do not change while a centre runs.
pub(super) struct Tenant {
    pub(super) settings: NiceCxone,
    /// Where each agent stands in the directory, by id.
    pub(super) agents: HashMap<String, usize>,
    /// Where each skill stands in the directory, by id.
    pub(super) skills: HashMap<String, usize>,
    teams: HashMap<String, usize>,
    made: Timestamp,
}

impl Tenant {
    pub(super) fn new(settings: NiceCxone, directory: &Directory) -> Self {
        let agents = directory.agents.iter().enumerate().map(|(at, agent)| (agent.id.clone(), at)).collect();
        let skills = directory.skills.iter().enumerate().map(|(at, skill)| (skill.id.clone(), at)).collect();
        let mut teams = HashMap::new();
        for agent in &directory.agents {
            let next = FIRST_TEAM + teams.len();
            teams.entry(agent.team.clone()).or_insert(next);
        }
        Self { settings, agents, skills, teams, made: Timestamp::now() }
    }

    /// Whether the directory changed since then: it was last changed when it was made.
    pub(super) fn changed_since(&self, since: Option<Timestamp>) -> bool {
        since.is_none_or(|since| self.made >= since)
    }

    /// A team's number.
    pub(super) fn team(&self, name: &str) -> usize {
        self.teams.get(name).copied().unwrap_or_default()
    }
}

/// An agent's other id, which is taken wherever the number is.
pub(super) fn guid(agent: &str) -> String {
    format!("{:08x}-c2c6-4b30-828e-0242ac110012", number(agent))
}

/// The agent's id behind their other one.
pub(super) fn of_guid(guid: &str) -> Option<String> {
    let (front, _) = guid.split_once('-')?;
    let agent = u32::from_str_radix(front, 16).ok()?.to_string();
    self::guid(&agent).eq_ignore_ascii_case(guid).then_some(agent)
}

/// An id as the number it is; all ids of this platform's directory are numbers.
pub(super) fn number(id: &str) -> u32 {
    id.parse().unwrap_or_default()
}

/// What a skill is for, as its name tells: the number and name of the medium.
pub(super) fn medium(skill: &str) -> (u32, &'static str) {
    let name = skill.to_lowercase();
    let has = |word: &str| name.contains(word);
    match () {
        () if has("mail") && !has("voice") => (1, "Email"),
        () if has("voicemail") || has("voice mail") => (5, "Voice Mail"),
        () if has("chat") => (3, "Chat"),
        () if has("social") => (8, "Social"),
        () if has("sms") => (7, "SMS"),
        () => (4, "Phone Call"),
    }
}
