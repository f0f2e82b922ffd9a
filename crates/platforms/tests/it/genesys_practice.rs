//! Genesys Cloud as the practice centre speaks it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use skillsheet_platforms::{Browser, Listing, Platform, Token};
use skillsheet_practice::genesys_cloud::{ASSIGN_SKILLS, VIEW_USERS};
use skillsheet_practice::{Centre, Dialect, GenesysCloud, Levels, Limit, Options};
use skillsheet_skills::{AgentId, Assignments, Outcome, Pace, Scope};

use crate::genesys::{organisation_with, remove, set, whole};

struct World {
    centre: Centre,
    platform: Arc<dyn Platform>,
    token: Token,
}

async fn world_of(options: Options) -> World {
    let centre = Centre::start(options, None).await.unwrap();
    let platform = connect(&centre, centre.client_id(), centre.client_secret());
    let token = platform.sign_in(None).await.unwrap();
    World { centre, platform, token }
}

async fn world(dialect: GenesysCloud) -> World {
    world_of(Options::fast().speaking(Dialect::GenesysCloud(dialect))).await
}

fn connect(centre: &Centre, id: &str, secret: &str) -> Arc<dyn Platform> {
    let browser: Browser = Arc::new(|_| panic!("nobody signs in by browser here"));
    organisation_with(&centre.url(), &[("client-id", id)], secret, browser)
}

impl World {
    async fn read(&self, scope: &Scope) -> BTreeMap<AgentId, Assignments> {
        let (mut all, mut page) = (BTreeMap::<AgentId, Assignments>::new(), Some(1));
        while let Some(number) = page {
            let Listing { items, next, .. } = self.platform.assignments(&self.token, scope, number).await.unwrap();
            for (agent, has) in items {
                all.entry(agent).or_default().absorb(has);
            }
            page = next;
        }
        all
    }

    /// The first active agent.
    fn someone(&self) -> String {
        self.centre.directory().agents.iter().find(|agent| agent.active).unwrap().id.clone()
    }

    /// Levels in halves, as the centre keeps them.
    fn give(&self, agent: &str, skills: &[String]) {
        self.centre.set_assignments(agent, skills.iter().map(|skill| (skill.clone(), 4)).collect()).unwrap();
    }

    fn skills(&self) -> Vec<String> {
        self.centre.directory().skills.into_iter().map(|skill| skill.id).collect()
    }

    async fn refused(&self, call: &skillsheet_skills::Call) -> skillsheet_skills::Refusal {
        self.platform.write(&self.token, call).await.unwrap_err()
    }
}

fn in_halves(levels: &Levels) -> BTreeMap<String, f64> {
    levels.iter().map(|(skill, level)| (skill.clone(), f64::from(*level) / 2.0)).collect()
}

fn told(has: &Assignments) -> BTreeMap<String, f64> {
    has.iter().map(|(skill, level)| (skill.to_string(), level.number())).collect()
}

#[tokio::test]
async fn everybody_is_read_page_by_page_and_by_sweep() {
    let options = Options { agents: 1_200, ..Options::fast() };
    let dialect = GenesysCloud { skills_left_out_every: Some(7), ..GenesysCloud::default() };
    let world = world_of(options.speaking(Dialect::GenesysCloud(dialect))).await;
    let directory = world.centre.directory();
    let (mut agents, mut page) = (BTreeMap::new(), Some(1));
    while let Some(number) = page {
        let listing = world.platform.agents(&world.token, number).await.unwrap();
        agents.extend(listing.items.into_iter().map(|agent| (agent.id.to_string(), agent)));
        page = listing.next;
    }
    assert_eq!(agents.len(), directory.agents.len());
    for agent in &directory.agents {
        let found = &agents[&agent.id];
        let expected =
            (agent.name.as_str(), Some(agent.email.as_str()), Some(agent.employee_id.as_str()), agent.active);
        let read = (found.name.as_str(), found.email.as_deref(), found.employee_id.as_deref(), found.active);
        assert_eq!(read, expected);
        let more = (found.login.as_deref(), found.team.as_deref());
        assert_eq!(more, (Some(agent.login.as_str()), Some(agent.team.as_str())));
    }
    let skills = world.platform.skills(&world.token, 1).await.unwrap();
    assert_eq!((skills.items.len(), skills.next), (directory.skills.len(), None));

    let sweep = world.read(&Scope::All).await;
    let active = directory.agents.iter().filter(|agent| agent.active).count();
    assert!(sweep.len() < active && sweep.len() > active / 2, "{} of {active}", sweep.len());
    for (agent, has) in &sweep {
        assert_eq!(told(has), in_halves(&world.centre.assignments(agent.as_str()).unwrap()));
    }
    let missing =
        directory.agents.iter().find(|agent| agent.active && !sweep.contains_key(&AgentId::from(agent.id.as_str())));
    let missing = missing.unwrap().id.as_str();
    let read = world.read(&Scope::Agent(missing.into())).await;
    assert_eq!(told(&read[&AgentId::from(missing)]), in_halves(&world.centre.assignments(missing).unwrap()));
}

#[tokio::test]
async fn more_skills_than_a_page_holds_are_read_whole() {
    let world =
        world_of(Options { skills: 60, ..Options::fast() }.speaking(Dialect::GenesysCloud(GenesysCloud::default())))
            .await;
    let (ann, skills) = (world.someone(), world.skills());
    world.give(&ann, &skills);
    let read = world.read(&Scope::Agent(ann.as_str().into())).await;
    assert_eq!(read.values().next().unwrap().len(), skills.len());
}

#[tokio::test]
async fn each_write_leaves_exactly_what_was_sent() {
    for bulk_answers_first_page in [false, true] {
        let world = world(GenesysCloud { bulk_answers_first_page, ..GenesysCloud::default() }).await;
        let (ann, skills) = (world.someone(), world.skills());
        let has = || in_halves(&world.centre.assignments(&ann).unwrap());
        world.give(&ann, &skills[..2]);
        let (a, b, c) = (skills[0].as_str(), skills[1].as_str(), skills[2].as_str());
        let expected =
            |pairs: &[(&str, f64)]| pairs.iter().map(|(skill, level)| ((*skill).to_owned(), *level)).collect();

        world.platform.write(&world.token, &set(&ann, &[(a, 4.5), (c, 0.0)])).await.unwrap();
        assert_eq!(has(), expected(&[(a, 4.5), (b, 2.0), (c, 0.0)]));
        world.platform.write(&world.token, &remove(&ann, b)).await.unwrap();
        assert_eq!(has(), expected(&[(a, 4.5), (c, 0.0)]));
        // Once more: it is as it was to be.
        world.platform.write(&world.token, &remove(&ann, b)).await.unwrap();
        world.platform.write(&world.token, &whole(&ann, &[(b, 5.0)])).await.unwrap();
        assert_eq!(has(), expected(&[(b, 5.0)]));
        let most: Vec<(&str, f64)> = skills.iter().map(|skill| (skill.as_str(), 1.0)).collect();
        world.platform.write(&world.token, &whole(&ann, &most)).await.unwrap();
        assert_eq!(has().len(), skills.len());
        world.platform.write(&world.token, &whole(&ann, &[])).await.unwrap();
        assert_eq!(has(), BTreeMap::new());
    }
}

#[tokio::test]
async fn what_it_refuses_or_does_otherwise_is_known() {
    let world = world(GenesysCloud { levels_rounded: true, ..GenesysCloud::default() }).await;
    let (ann, skills) = (world.someone(), world.skills());
    let refusal = world.refused(&set(&ann, &[(&skills[0], 4.2)])).await;
    assert_eq!(
        (refusal.outcome, refusal.problem.title.as_str()),
        (Outcome::Partly, "Genesys Cloud set something else than was sent")
    );
    let unknown = "Genesys Cloud does not know this agent, or one of the skills";
    let nobody = "00000000-0000-0000-0000-000000000000";
    for (call, outcome, title) in [
        (set(&ann, &[(nobody, 1.0)]), Outcome::Rejected, unknown),
        (set(&ann, &[(&skills[0], 1.0), (nobody, 1.0)]), Outcome::Partly, unknown),
        (set(nobody, &[(&skills[0], 1.0)]), Outcome::Rejected, unknown),
    ] {
        let refusal = world.refused(&call).await;
        assert_eq!((refusal.outcome, refusal.problem.title.as_str()), (outcome, title), "{refusal:?}");
        assert!(refusal.problem.correlation.is_some());
    }
    world.centre.set_withdrawn([ASSIGN_SKILLS]);
    let refusal = world.refused(&set(&ann, &[(&skills[0], 1.0)])).await;
    assert_eq!(
        (refusal.outcome, refusal.problem.title.as_str()),
        (Outcome::Stop, "One permission is missing: Change skills")
    );
    assert!(refusal.problem.next.contains("routing:skill:assign"), "{}", refusal.problem.next);
    world.centre.set_withdrawn([VIEW_USERS]);
    world.centre.end_tokens(false);
    assert_eq!(world.platform.standing(&world.token).await.unwrap_err().outcome, Outcome::SignedOut);
}

#[tokio::test]
async fn keys_that_do_not_fit_are_told_apart() {
    let world = world(GenesysCloud::default()).await;
    let (id, secret) = (world.centre.client_id(), world.centre.client_secret());
    for (id, secret, title) in
        [("stranger", secret, "Genesys Cloud does not know this client ID here"), (id, "wrong", "The client")]
    {
        let refusal = connect(&world.centre, id, secret).sign_in(None).await.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Stop);
        assert!(refusal.problem.title.starts_with(title), "{refusal:?}");
    }
    world.centre.set_sign_in_limit(Some(Limit::sliding(1, Duration::from_secs(60))));
    let answers = [world.platform.sign_in(None).await, world.platform.sign_in(None).await];
    let last = answers.into_iter().last().unwrap().unwrap_err();
    assert_eq!(last.outcome, Outcome::Throttled, "{last:?}");
}

#[tokio::test]
async fn its_pace_is_known_from_the_limits_and_beside_each_answer() {
    for retry_after_told in [true, false] {
        let limit = Limit::sliding(3, Duration::from_secs(60));
        let dialect = GenesysCloud { retry_after_told, ..GenesysCloud::default() };
        let options = Options { limit: Some(limit), ..Options::fast() };
        let world = world_of(options.speaking(Dialect::GenesysCloud(dialect))).await;
        let granted = world.platform.granted_pace(&world.token).await.unwrap().unwrap();
        assert_eq!(granted, Pace { requests: 3, window: Duration::from_secs(60) });
        let told = world.platform.told_pace().unwrap();
        assert_eq!((told.allowed, told.count), (3, 1));
        world.platform.standing(&world.token).await.unwrap();
        world.platform.standing(&world.token).await.unwrap();
        let refusal = world.platform.standing(&world.token).await.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Throttled);
        let wait = refusal.wait.expect("it says how long to wait");
        assert!(wait > Duration::from_secs(50) && wait <= Duration::from_secs(60), "{wait:?}");
    }
}
