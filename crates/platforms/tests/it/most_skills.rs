//! A bound on an agent's skills: as it is set, and as the practice centre holds to it on each platform.

use std::sync::Arc;

use secrecy::SecretString;
use skillsheet_platforms::{Platform, Settings};
use skillsheet_practice::{Centre, Dialect, Levels, Options};
use skillsheet_skills::{Assignments, Call, Change, Outcome, Proficiency, Verb, Way};

fn all() -> impl Iterator<Item = Settings> {
    Settings::PLATFORMS.iter().map(|(name, _)| Settings::of(name).expect("a platform has settings"))
}

#[test]
fn it_is_set_read_and_told_on_every_platform() {
    for mut settings in all() {
        let name = settings.platform();
        assert!(settings.keys().any(|(key, _)| *key == "max-skills"), "{name} does not tell the key");
        let kept = |settings: &Settings| (settings.get("max-skills"), settings.max_skills());
        assert_eq!(kept(&settings), (Some("none".to_owned()), None), "{name}");
        for (value, most) in [("12", Some(12)), (" 300 ", Some(300)), ("none", None), ("1", Some(1))] {
            settings.set("max-skills", value).unwrap();
            assert_eq!(kept(&settings), (Some(value.trim().to_owned()), most), "{name} {value}");
        }
        for value in ["", "many", "-1", "1.5", "99999999999"] {
            let error = settings.set("max-skills", value).unwrap_err();
            assert_eq!(error.field, "maxSkills", "{name} {value}");
        }
        assert_eq!(settings.max_skills(), Some(1), "{name}: what is refused changes nothing");
        settings.set("max-skills", "0").unwrap();
        let refused = settings.validate().unwrap_err();
        assert_eq!((refused.field, &*refused.message), ("maxSkills", "An agent may have no skill at all"), "{name}");
    }
}

#[test]
fn a_connection_is_read_as_it_was_saved_also_from_before_there_was_a_bound() {
    for mut settings in all() {
        settings.set("max-skills", "12").unwrap();
        let saved = serde_json::to_value(&settings).unwrap();
        assert_eq!(serde_json::from_value::<Settings>(saved.clone()).unwrap(), settings);
        let mut before = saved;
        let removed = before.as_object_mut().expect("settings are an object").remove("maxSkills");
        assert_eq!(removed, Some(12.into()), "it stands beside the other settings");
        let read: Settings = serde_json::from_value(before).expect("an older connection is read");
        settings.set("max-skills", "none").unwrap();
        assert_eq!(read, settings);
    }
}

/// A signed-in platform at a practice centre, an active agent with two skills at the scale's lowest level, and a third skill.
async fn scene(platform: &str, address: &str) -> (Centre, Arc<dyn Platform>, String, [String; 3]) {
    let dialect = Dialect::named(platform).expect("the practice centre speaks it");
    let options = Options { most_skills_each: Some(2), ..Options::fast() }.speaking(dialect);
    let centre = Centre::start(options, None).await.unwrap();
    let mut settings = Settings::of(platform).unwrap();
    for (key, value) in [(address, centre.url().as_str()), ("client-id", centre.client_id())] {
        settings.set(key, value).unwrap();
    }
    let directory = centre.directory();
    let agent = directory.agents.iter().find(|agent| agent.active).unwrap().id.clone();
    let skills = [0, 1, 2].map(|at| directory.skills[at].id.clone());
    let levels = skills[..2].iter().map(|skill| (skill.clone(), 4)).collect::<Levels>();
    centre.set_assignments(&agent, levels).unwrap();
    let platform = settings.connect(SecretString::from(centre.client_secret())).unwrap();
    (centre, platform, agent, skills)
}

fn add(agent: &str, skill: &str, verb: Verb) -> Call {
    let after = Some(Proficiency::whole(3));
    let change =
        Change { agent: agent.into(), skill: skill.into(), before: None, after, off: false, cells: Vec::new() };
    Call { way: Way::Agent(agent.into(), verb), changes: vec![change], send: Assignments::new() }
}

fn whole(agent: &str, skills: &[String]) -> Call {
    let send = skills.iter().map(|skill| (skill.as_str().into(), Proficiency::whole(3))).collect();
    Call { way: Way::Whole(agent.into()), changes: Vec::new(), send }
}

#[tokio::test]
async fn a_skill_too_many_is_refused_in_the_platforms_own_words() {
    type Write = fn(&str, &[String; 3]) -> Call;
    let cases: [(&str, &str, Write, Outcome, &str); 4] = [
        ("wrapped-put", "api-url", |agent, skills| whole(agent, skills), Outcome::Rejected, "a user may have 2 skills"),
        (
            "genesys-cloud",
            "api-url",
            |agent, skills| add(agent, &skills[2], Verb::Set),
            Outcome::Rejected,
            "A user may have at most [2] routing skills",
        ),
        (
            "genesys-cloud",
            "api-url",
            |agent, skills| whole(agent, skills),
            Outcome::Partly,
            "A user may have at most [2] routing skills",
        ),
        (
            "nice-cxone",
            "login-url",
            |agent, skills| add(agent, &skills[2], Verb::Add),
            Outcome::Partly,
            "Agent cannot have more than 2 skills",
        ),
    ];
    for (name, address, write, outcome, words) in cases {
        let (centre, platform, agent, skills) = scene(name, address).await;
        let token = platform.sign_in(None).await.unwrap();
        let before = centre.assignments(&agent);
        let refusal = platform.write(&token, &write(&agent, &skills)).await.unwrap_err();
        assert_eq!(refusal.outcome, outcome, "{name}: {refusal:?}");
        assert!(refusal.problem.words.contains(words), "{name}: {}", refusal.problem.words);
        assert_eq!(centre.assignments(&agent), before, "{name}");
        centre.set_most_skills_each(Some(3));
        platform.write(&token, &write(&agent, &skills)).await.unwrap();
        assert_eq!(centre.assignments(&agent).map(|levels| levels.len()), Some(3), "{name}");
    }
}
