//! The contact centre that the table's sheets are about: a few people and skills that sheets go wrong over.

use std::collections::BTreeMap;
use std::sync::Arc;

use skillsheet_engine::platforms::Settings;
use skillsheet_engine::update::Terms;
use skillsheet_practice::{self as practice, Dialect, Options, State};
use skillsheet_skills::{Agent, AgentId, Directory, Live, Proficiency, Skill, SkillId};

/// Which platform a sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Levels of 0 to 5 in halves, 5 is best.
    Genesys,
    /// Levels of 1 to 20, 1 is best; all ids are numbers.
    Cxone,
}

/// Somebody: how the table calls them, their name, mailbox and employee number.
type Person = (&'static str, &'static str, &'static str, &'static str);

const PEOPLE: [Person; 12] = [
    ("ann", "Ann Lee", "ann.lee", "E1001"),
    ("bob", "Bob Stone", "bob.stone", "E1002"),
    ("maria1", "Maria Silva", "maria.silva", "E1003"),
    ("maria2", "Maria Silva", "maria.silva2", "E1004"),
    ("jose", "José Pérez", "jose.perez", "E1005"),
    ("jan", "Jan van Dijk", "jan.vandijk", "E1006"),
    ("sio", "Siobhán O'Brien", "siobhan.obrien", "E1007"),
    ("zoe", "Zoë Krüger", "zoe.kruger", "E1008"),
    ("ken", "佐々木 健太郎", "kentaro.sasaki", "E1009"),
    ("kat", "Екатерина Щербакова", "ekaterina.shcherbakova", "E1010"),
    ("eva", "Eva Lindqvist", "eva.lindqvist", "7000001"),
    ("otto", "Otto Graf", "otto.graf", "12345678901234567890"),
];
/// Who has left.
const LEFT: &str = "zoe";
const TEAMS: [&str; 2] = ["Care North", "Sales South"];

/// A skill: how the table calls it, its number in CXone, and its name.
const SKILLS: [(&str, u32, &str); 8] = [
    ("billing", 43464, "Billing"),
    ("spanish", 5233, "Spanish"),
    ("tech", 5234, "Technical support"),
    ("sales", 5235, "Sales – new"),
    ("chat", 5236, "Chat"),
    ("mail", 5237, "E-mail"),
    ("transfer", 5238, "Überweisung"),
    ("fax", 5239, "Fax"),
];
/// What is switched off.
const OFF: &str = "fax";
/// What everybody has: the level of each skill, whole on both scales.
const HELD: [(&str, u32); 2] = [("billing", 3), ("chat", 2)];

pub const MAIL_DOMAIN: &str = "acme.example";

/// Somebody's address.
pub fn email(key: &str) -> String {
    let (.., mailbox, _) = PEOPLE.iter().find(|person| person.0 == key).unwrap_or_else(|| panic!("nobody is {key}"));
    format!("{mailbox}@{MAIL_DOMAIN}")
}

/// What somebody signs in with.
pub fn login(key: &str) -> String {
    format!("{key}@agents.{MAIL_DOMAIN}")
}

/// Somebody's id.
pub fn agent_id(platform: Platform, key: &str) -> String {
    let place = PEOPLE.iter().position(|person| person.0 == key).unwrap_or_else(|| panic!("nobody is {key}"));
    match platform {
        Platform::Genesys => format!("a0000000-0000-4000-8000-{:012}", place + 1),
        Platform::Cxone => (70_001 + place).to_string(),
    }
}

/// A skill's id.
pub fn skill_id(platform: Platform, key: &str) -> String {
    let (_, number, _) = SKILLS.iter().find(|skill| skill.0 == key).unwrap_or_else(|| panic!("no skill is {key}"));
    match platform {
        Platform::Genesys => format!("b0000000-0000-4000-8000-{number:012}"),
        Platform::Cxone => number.to_string(),
    }
}

/// How the table calls an agent with an id.
pub fn agent_key(platform: Platform, id: &str) -> &'static str {
    PEOPLE.iter().map(|person| person.0).find(|key| agent_id(platform, key) == id).unwrap_or("?")
}

/// How the table calls a skill with an id.
pub fn skill_key(platform: Platform, id: &str) -> &'static str {
    SKILLS.iter().map(|skill| skill.0).find(|key| skill_id(platform, key) == id).unwrap_or("?")
}

/// What somebody has, by the table's names.
pub fn held(agent: &str) -> BTreeMap<&'static str, f64> {
    let mut held: BTreeMap<&str, f64> = HELD.iter().map(|(skill, level)| (*skill, f64::from(*level))).collect();
    if agent == "ann" {
        held.insert("spanish", 4.0);
    }
    held
}

impl Platform {
    pub fn name(self) -> &'static str {
        match self {
            Platform::Genesys => "genesys-cloud",
            Platform::Cxone => "nice-cxone",
        }
    }

    /// A practice centre that holds these people.
    pub fn options(self) -> Options {
        let dialect = Dialect::named(self.name()).expect("a platform with a practice centre");
        Options { held: Some(self.state(dialect.scale())), ..Options::fast() }.speaking(dialect)
    }

    fn state(self, scale: practice::Scale) -> State {
        let agents = PEOPLE.iter().enumerate().map(|(place, (key, name, _, number))| practice::Agent {
            id: agent_id(self, key),
            name: (*name).to_owned(),
            email: email(key),
            employee_id: (*number).to_owned(),
            active: *key != LEFT,
            login: login(key),
            team: TEAMS[place % TEAMS.len()].to_owned(),
        });
        let skills = SKILLS.iter().map(|(key, _, name)| practice::Skill {
            id: skill_id(self, key),
            name: (*name).to_owned(),
            active: *key != OFF,
        });
        let kept = |level| scale.kept(level).expect("a level of the scale");
        let levels = |key| held(key).into_iter().map(|(skill, level)| (skill_id(self, skill), kept(level))).collect();
        State {
            directory: practice::Directory { agents: agents.collect(), skills: skills.collect() },
            scale,
            assignments: PEOPLE.iter().map(|(key, ..)| (agent_id(self, key), levels(key))).collect(),
            switched_off: BTreeMap::new(),
        }
    }

    /// The same people as the engine has them once they were read.
    pub fn terms(self, max_skills: Option<u32>) -> Terms {
        let agents = PEOPLE.iter().enumerate().map(|(place, (key, name, _, number))| Agent {
            id: agent_id(self, key).into(),
            name: (*name).to_owned(),
            email: Some(email(key)),
            employee_id: Some((*number).to_owned()),
            login: Some(login(key)),
            team: Some(TEAMS[place % TEAMS.len()].to_owned()),
            active: *key != LEFT,
        });
        let skills = SKILLS.iter().map(|(key, _, name)| Skill {
            id: skill_id(self, key).into(),
            name: (*name).to_owned(),
            active: *key != OFF,
        });
        let directory = Directory::new(agents.collect(), skills.collect());
        let settings = Settings::of(self.name()).expect("a platform");
        Terms { max_skills, ..Terms::of(&settings, Some(Arc::new(directory)), Arc::default()) }
    }

    /// What everybody has.
    pub fn live(self) -> Live {
        let levels = |key| {
            let level = |level| Proficiency::new(level).expect("a level");
            held(key).into_iter().map(|(skill, number)| (SkillId::from(skill_id(self, skill)), level(number))).collect()
        };
        PEOPLE.iter().map(|(key, ..)| (AgentId::from(agent_id(self, key)), levels(key))).collect()
    }
}
