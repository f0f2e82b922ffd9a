//! Makes a contact centre from a number: the same counts and seed always give the same people, skills and levels.

use std::collections::{BTreeMap, HashMap, HashSet};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::names::{
    ALWAYS, Area, CULTURES, DEPARTMENTS, Order, SITES, SKILL_SUBJECTS, SKILL_VARIANTS, SKILLS, WITH_MIDDLE_NAMES, both,
};
use crate::scale::Scale;
use crate::state::{Agent, Directory, Levels, Skill, State};

/// The most agents that a centre is made with.
pub const MOST_AGENTS: usize = 20_000;
/// The most skills that a centre is made with.
pub const MOST_SKILLS: usize = SKILLS.len() + SKILL_SUBJECTS.len() * SKILL_VARIANTS.len();

const TEAM_SIZE: usize = 14;
/// So many known people in a row mean that single given names are used up.
const MOST_MISSES: usize = 20;
const FIRST_EMPLOYEE_NUMBER: usize = 10_001;

/// The centre that belongs to a seed, with levels of 0 to 100; [`crate::Options::state`] brings it onto a dialect's scale. Counts above [`MOST_AGENTS`] and [`MOST_SKILLS`] are brought down to them.
pub fn state(agents: usize, skills: usize, seed: u64) -> State {
    let skills = skills_of(skills.min(MOST_SKILLS), seed);
    let agents = agents_of(agents.min(MOST_AGENTS), seed);
    let mut rng = stream(seed, 3);
    let assignments = agents
        .iter()
        .map(|(agent, area)| (agent.id.clone(), levels_of(*area, &skills, &mut rng)))
        .collect::<BTreeMap<_, _>>();
    let directory = Directory {
        agents: agents.into_iter().map(|(agent, _)| agent).collect(),
        skills: skills.into_iter().map(|(skill, _)| skill).collect(),
    };
    State { directory, scale: Scale::HUNDRED, assignments, switched_off: BTreeMap::new() }
}

/// Independent randomness for each part, so that more skills do not make other people.
fn stream(seed: u64, part: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(part);
    rng
}

fn pick<T: Copy>(rng: &mut ChaCha8Rng, from: &[T]) -> T {
    from[rng.random_range(0..from.len())]
}

fn skills_of(count: usize, seed: u64) -> Vec<(Skill, Area)> {
    let mut rng = stream(seed, 1);
    let mut taken = HashSet::new();
    let further = SKILL_VARIANTS.iter().flat_map(|variant| {
        SKILL_SUBJECTS.iter().map(move |(subject, area)| (format!("{subject} – {variant}"), *area))
    });
    SKILLS
        .iter()
        .map(|(name, area)| ((*name).to_owned(), *area))
        .chain(further)
        .take(count)
        .map(|(name, area)| (Skill { id: skill_id(&mut rng, &mut taken), name, active: true }, area))
        .collect()
}

fn skill_id(rng: &mut ChaCha8Rng, taken: &mut HashSet<String>) -> String {
    loop {
        let mut letters = || (0..3).map(|_| char::from(rng.random_range(b'a'..=b'z'))).collect::<String>();
        let (front, back) = (letters(), letters());
        let id = format!("{front}-{:03}-{back}", rng.random_range(0..1000));
        if taken.insert(id.clone()) {
            return id;
        }
    }
}

fn agents_of(count: usize, seed: u64) -> Vec<(Agent, Area)> {
    let mut rng = stream(seed, 2);
    let mut people = people(count, &mut rng);
    shuffle(&mut people, &mut rng);
    // Two at least, for the namesakes are in different ones.
    let teams = teams(count.div_ceil(TEAM_SIZE).max(2));
    let mut logins = HashSet::new();
    let mut agents = people
        .into_iter()
        .enumerate()
        .map(|(index, (name, mailbox))| {
            let (team, area) = &teams[index / TEAM_SIZE];
            let agent = Agent {
                id: uuid::Builder::from_random_bytes(rng.random()).into_uuid().to_string(),
                name,
                login: login(&mailbox, &mut logins),
                email: format!("{mailbox}@practice.example"),
                employee_id: String::new(),
                active: true,
                team: team.clone(),
            };
            (agent, *area)
        })
        .collect::<Vec<_>>();
    part_namesakes(&mut agents, &teams);
    number_employees(&mut agents, &mut rng);
    retire_some(&mut agents, &mut rng);
    agents
}

/// Names with their mailbox names; only the namesakes in [`ALWAYS`] share a name.
fn people(count: usize, rng: &mut ChaCha8Rng) -> Vec<(String, String)> {
    let mut people = ALWAYS
        .iter()
        .take(count)
        .map(|(name, mailbox)| ((*name).to_owned(), (*mailbox).to_owned()))
        .collect::<Vec<_>>();
    let mut mailboxes = ALWAYS.iter().map(|(_, mailbox)| (*mailbox).to_owned()).collect::<HashSet<_>>();
    let mut names = people.iter().map(|(name, _)| name.clone()).collect::<HashSet<_>>();
    let mut misses = 0;
    while people.len() < count {
        // Once single given names meet the same people again and again, second given names make new ones.
        let (name, mailbox) = if misses < MOST_MISSES { person(rng) } else { person_with_middle_name(rng) };
        // A mailbox that is taken also means a name that differs by an accent at most, which would be a second pair of namesakes.
        if mailboxes.contains(&mailbox) || !names.insert(name.clone()) {
            misses += 1;
            continue;
        }
        if misses < MOST_MISSES {
            misses = 0;
        }
        mailboxes.insert(mailbox.clone());
        people.push((name, mailbox));
    }
    people
}

fn person(rng: &mut ChaCha8Rng) -> (String, String) {
    let culture = pick(rng, CULTURES);
    let (given, given_ascii) = both(pick(rng, culture.given));
    let (family, family_ascii) = both(pick(rng, culture.family));
    let name = match culture.order {
        Order::GivenFirst => format!("{given} {family}"),
        Order::FamilyFirst => format!("{family} {given}"),
        Order::Joined => format!("{family}{given}"),
    };
    (name, mailbox(&[given_ascii, family_ascii]))
}

fn person_with_middle_name(rng: &mut ChaCha8Rng) -> (String, String) {
    let culture = pick(rng, &CULTURES[..WITH_MIDDLE_NAMES]);
    let (given, given_ascii) = both(pick(rng, culture.given));
    let (middle, middle_ascii) = both(pick(rng, culture.given));
    let (family, family_ascii) = both(pick(rng, culture.family));
    (format!("{given} {middle} {family}"), mailbox(&[given_ascii, middle_ascii, family_ascii]))
}

fn mailbox(parts: &[&str]) -> String {
    parts
        .iter()
        .map(|part| part.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>().to_lowercase())
        .collect::<Vec<_>>()
        .join(".")
}

fn shuffle<T>(items: &mut [T], rng: &mut ChaCha8Rng) {
    for index in (1..items.len()).rev() {
        items.swap(index, rng.random_range(0..=index));
    }
}

/// What somebody signs in with: `camille.fournier` as `cfournier@agents.practice.example`; a number tells the next one apart.
fn login(mailbox: &str, taken: &mut HashSet<String>) -> String {
    let (before, last) = mailbox.rsplit_once('.').unwrap_or(("", mailbox));
    let initials = before.split('.').filter_map(|part| part.chars().next()).collect::<String>();
    let mut login = format!("{initials}{last}");
    let mut next = 2;
    while !taken.insert(login.clone()) {
        login = format!("{initials}{last}{next}");
        next += 1;
    }
    format!("{login}@agents.practice.example")
}

/// Moves whoever has the name of somebody else in their team into the next one, so that a team tells the two apart.
fn part_namesakes(agents: &mut [(Agent, Area)], teams: &[(String, Area)]) {
    let mut places = HashMap::new();
    for (index, (agent, _)) in agents.iter_mut().enumerate() {
        let place = index / TEAM_SIZE;
        if places.insert(agent.name.clone(), place) == Some(place) {
            agent.team.clone_from(&teams[(place + 1) % teams.len()].0);
        }
    }
}

/// `Care North`, `Billing North`, … `Care South`, `Billing South`, …
fn teams(count: usize) -> Vec<(String, Area)> {
    (0..count)
        .map(|index| {
            let (area, name) = DEPARTMENTS[index % DEPARTMENTS.len()];
            let round = index / DEPARTMENTS.len();
            let site = SITES[round % SITES.len()];
            match round / SITES.len() {
                0 => (format!("{name} {site}"), area),
                times => (format!("{name} {site} {}", times + 1), area),
            }
        })
        .collect()
}

/// Employee numbers run with the years of joining, not with the order of the list.
fn number_employees(agents: &mut [(Agent, Area)], rng: &mut ChaCha8Rng) {
    let mut numbers = (FIRST_EMPLOYEE_NUMBER..FIRST_EMPLOYEE_NUMBER + agents.len()).collect::<Vec<_>>();
    shuffle(&mut numbers, rng);
    for ((agent, _), number) in agents.iter_mut().zip(numbers) {
        agent.employee_id = format!("E{number}");
    }
}

/// Three in a hundred have left; never a person from [`ALWAYS`], whom tests look for.
fn retire_some(agents: &mut [(Agent, Area)], rng: &mut ChaCha8Rng) {
    let mut candidates = (0..agents.len())
        .filter(|index| ALWAYS.iter().all(|(name, _)| *name != agents[*index].0.name))
        .collect::<Vec<_>>();
    shuffle(&mut candidates, rng);
    for index in candidates.into_iter().take((agents.len() * 3).div_ceil(100)) {
        agents[index].0.active = false;
    }
}

/// Three to nine skills: most from the team's area, then channels, a language perhaps, and something odd.
fn levels_of(area: Area, skills: &[(Skill, Area)], rng: &mut ChaCha8Rng) -> Levels {
    let mut levels = Levels::new();
    let wanted = [
        (Some(area), rng.random_range(2..=4)),
        (Some(Area::Channel), rng.random_range(1..=2)),
        (Some(Area::Language), usize::from(rng.random_range(0..100) < 40)),
        (None, rng.random_range(0..=2)),
    ];
    for (area, count) in wanted {
        add_from(area, count, skills, &mut levels, rng);
    }
    let least = 3.min(skills.len());
    add_from(None, least.saturating_sub(levels.len()), skills, &mut levels, rng);
    levels
}

fn add_from(area: Option<Area>, count: usize, skills: &[(Skill, Area)], levels: &mut Levels, rng: &mut ChaCha8Rng) {
    let mut choices = skills
        .iter()
        .filter(|(skill, of)| area.is_none_or(|area| area == *of) && !levels.contains_key(&skill.id))
        .collect::<Vec<_>>();
    shuffle(&mut choices, rng);
    for (skill, _) in choices.into_iter().take(count) {
        levels.insert(skill.id.clone(), level(rng));
    }
}

/// Mostly tens, as people give them, and more good than bad.
fn level(rng: &mut ChaCha8Rng) -> u32 {
    match rng.random_range(0..20) {
        0 => rng.random_range(0..=100),
        1 | 2 => rng.random_range(0..=20) * 5,
        _ => rng.random_range(3..=10) * 10,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_centre_and_another_one_another() {
        assert_eq!(state(420, 36, 7), state(420, 36, 7));
        assert_ne!(state(420, 36, 7), state(420, 36, 8));
        assert_eq!(state(420, 10, 7).directory.agents, state(420, 36, 7).directory.agents);
    }

    /// People keep notes and tests keep fixtures about the centre of a seed: a new version must not make another one.
    #[test]
    fn the_centre_of_seed_one_is_this_one() {
        let state = state(420, 36, 1);
        let agent = &state.directory.agents[1];
        let told = [&*agent.id, &agent.name, &agent.email, &agent.employee_id, &agent.login, &agent.team];
        let wanted = [
            "1bb5fa28-3c5a-4a72-9d12-e1f86a574127",
            "Camille Fournier",
            "camille.fournier@practice.example",
            "E10016",
            "cfournier@agents.practice.example",
            "Care North",
        ];
        assert_eq!(told, wanted);
        assert_eq!((&*state.directory.skills[0].id, &*state.directory.skills[0].name), ("xwx-558-bfo", "Billing"));
        let returns = &state.directory.skill_named("Returns").unwrap().id;
        assert_eq!(state.levels(&agent.id).unwrap().get(returns), Some(&75));
    }

    #[test]
    fn exactly_one_pair_shares_a_name_and_nobody_an_address_or_number() {
        let directory = state(420, 36, 1).directory;
        let mut names = HashMap::<_, usize>::new();
        directory.agents.iter().for_each(|agent| *names.entry(agent.name.as_str()).or_default() += 1);
        let shared = names.into_iter().filter(|(_, count)| *count > 1).collect::<Vec<_>>();
        assert_eq!(shared, [("Maria Silva", 2)]);
        for of in [
            |agent: &Agent| agent.email.clone(),
            |agent: &Agent| agent.employee_id.clone(),
            |agent: &Agent| agent.id.clone(),
            |agent: &Agent| agent.login.clone(),
        ] {
            assert_eq!(directory.agents.iter().map(of).collect::<HashSet<_>>().len(), 420);
        }
        assert!(directory.agents.iter().all(|agent| agent.email.is_ascii() && agent.login.is_ascii()));
        let emails = directory.agents.iter().map(|agent| &agent.email).collect::<HashSet<_>>();
        assert!(directory.agents.iter().all(|agent| !emails.contains(&agent.login)));
    }

    #[test]
    fn whoever_shares_a_name_is_in_another_team() {
        for (count, seeds) in [(2, 0..40), (14, 0..40), (30, 0..40), (420, 0..3)] {
            for seed in seeds {
                let agents = state(count, 3, seed).directory.agents;
                let teams = agents.iter().filter(|agent| agent.name == "Maria Silva").map(|agent| &agent.team);
                assert_eq!(teams.collect::<HashSet<_>>().len(), 2, "{count} {seed}");
            }
        }
        let teams = state(420, 3, 1).directory.agents.into_iter().map(|agent| agent.team).collect::<HashSet<_>>();
        assert_eq!(teams.len(), 30);
        assert!(["Care North", "Billing DE"].iter().all(|team| teams.contains(*team)), "{teams:?}");
    }

    #[test]
    fn about_three_in_a_hundred_have_left() {
        let inactive = state(420, 36, 1).directory.agents.iter().filter(|agent| !agent.active).count();
        assert_eq!(inactive, 13);
    }

    #[test]
    fn everybody_has_three_to_nine_skills_that_exist_at_levels_within_the_scale() {
        let state = state(420, 36, 1);
        for levels in state.assignments.values() {
            assert!((3..=9).contains(&levels.len()), "{} skills", levels.len());
            assert!(levels.iter().all(|(skill, level)| state.directory.skill(skill).is_some() && *level <= 100));
        }
        assert_eq!(state.assignments.len(), 420);
    }

    #[test]
    fn skills_are_as_many_as_asked_with_unique_names_and_ids() {
        let skills = state(1, MOST_SKILLS, 1).directory.skills;
        assert_eq!(skills.len(), MOST_SKILLS);
        assert_eq!(skills.iter().map(|skill| &skill.name).collect::<HashSet<_>>().len(), MOST_SKILLS);
        assert!(skills.iter().all(|skill| skill.id.len() == 11 && skill.id.is_ascii()));
    }

    #[test]
    fn twenty_thousand_people_are_all_different() {
        let agents = state(MOST_AGENTS + 1, 36, 1).directory.agents;
        assert_eq!(agents.len(), MOST_AGENTS);
        assert_eq!(agents.iter().map(|agent| &agent.name).collect::<HashSet<_>>().len(), MOST_AGENTS - 1);
    }

    #[test]
    fn a_tiny_centre_is_possible() {
        let state = state(1, 1, 1);
        assert_eq!((state.directory.agents.len(), state.directory.skills.len()), (1, 1));
        assert_eq!(state.assignments.values().next().map(Levels::len), Some(1));
    }
}
