//! The wrapped PUT against the practice centre.

use std::sync::Arc;

use secrecy::SecretString;
use skillsheet_platforms::{Platform, Settings, Token};
use skillsheet_practice::{Centre, ClientOptions, Dialect, Options, WrappedPut};
use skillsheet_skills::{Answer, Assignments, Call, Outcome, Proficiency, Scope, Way, Writes};

struct Tenant {
    centre: Centre,
    platform: Arc<dyn Platform>,
}

impl Tenant {
    async fn with(dialect: WrappedPut, set: &[(&str, &str)]) -> Tenant {
        let options = Options { dialect: Dialect::WrappedPut(dialect), ..Options::fast() };
        let centre = Centre::start(options, None).await.unwrap();
        let platform = connect(&centre, centre.client_id(), centre.client_secret(), set);
        Tenant { centre, platform }
    }

    /// What one agent has.
    #[allow(clippy::result_large_err)]
    async fn read(&self, token: &Token, agent: &str) -> Answer<Assignments> {
        let listing = self.platform.assignments(token, &Scope::Agent(agent.into()), 1).await?;
        assert_eq!((listing.items.len(), listing.next), (1, None));
        Ok(listing.items.into_iter().next().unwrap().1)
    }

    /// Some agent with at least two skills.
    fn agent(&self) -> String {
        let state = self.centre.state();
        state.assignments.iter().find(|(_, levels)| levels.len() >= 2).unwrap().0.clone()
    }
}

fn connect(centre: &Centre, id: &str, secret: &str, set: &[(&str, &str)]) -> Arc<dyn Platform> {
    let mut settings = Settings::of("wrapped-put").unwrap();
    settings.set("api-url", &centre.url()).unwrap();
    settings.set("client-id", id).unwrap();
    for (key, value) in set {
        settings.set(key, value).unwrap();
    }
    settings.connect(SecretString::from(secret)).unwrap()
}

fn call(agent: &str, send: Assignments) -> Call {
    Call { way: Way::Whole(agent.into()), send, changes: Vec::new() }
}

#[tokio::test]
async fn everything_is_read_and_a_write_leaves_exactly_what_was_sent() {
    let tenant = Tenant::with(WrappedPut::default(), &[("page-size", "100")]).await;
    let token = tenant.platform.sign_in(None).await.unwrap();
    assert_eq!(token.life().unwrap().as_secs(), 3600);
    assert_eq!(tenant.platform.standing(&token).await.unwrap().may_write, Some(true));

    let (mut agents, mut page) = (Vec::new(), Some(1));
    while let Some(number) = page {
        let listing = tenant.platform.agents(&token, number).await.unwrap();
        assert_eq!(listing.total, Some(420));
        agents.extend(listing.items);
        page = listing.next;
    }
    let directory = tenant.centre.directory();
    let told: Vec<_> = agents.iter().map(|a| (a.id.as_str(), &a.name, a.email.as_ref().unwrap(), a.active)).collect();
    let there: Vec<_> = directory.agents.iter().map(|a| (a.id.as_str(), &a.name, &a.email, a.active)).collect();
    assert_eq!(told, there);
    let more: Vec<_> = agents.iter().filter(|agent| agent.login.is_some() || agent.team.is_some()).collect();
    assert!(more.is_empty(), "the contract tells no login and no team: {more:?}");
    let skills = tenant.platform.skills(&token, 1).await.unwrap();
    assert_eq!((skills.items.len(), skills.next), (36, None));

    let agent = tenant.agent();
    let mut levels = tenant.read(&token, &agent).await.unwrap();
    let gone = levels.pop_first().unwrap().0;
    let added = skills.items.iter().find(|skill| skill.id != gone && !levels.contains_key(&skill.id)).unwrap();
    levels.insert(added.id.clone(), Proficiency::whole(73));
    tenant.platform.write(&token, &call(&agent, levels.clone())).await.unwrap();
    let now = tenant.centre.assignments(&agent).unwrap();
    let sent: Vec<_> = levels.iter().map(|(id, level)| (id.to_string(), level.number() as u32)).collect();
    assert_eq!(now.into_iter().collect::<Vec<_>>(), sent);
}

#[tokio::test]
async fn a_tenant_may_differ() {
    let dialect = WrappedPut {
        token_path: "/login".into(),
        users_path: "/people".into(),
        skills_path: "/abilities".into(),
        assignments_path: "/people/{id}/abilities".into(),
        put_merges: true,
        map_accepted: true,
        put_answers_nothing: true,
        ..WrappedPut::default()
    };
    let tenant = Tenant::with(
        dialect,
        &[
            ("token-path", "/login"),
            ("users-path", "/people"),
            ("skills-path", "/abilities"),
            ("user-skills-path", "/people/{userId}/abilities"),
            ("writes", "merge"),
            ("body", "map"),
        ],
    )
    .await;
    assert_eq!(tenant.platform.capabilities().writes, Writes::Merge);
    let token = tenant.platform.sign_in(None).await.unwrap();
    assert_eq!(tenant.platform.agents(&token, 1).await.unwrap().items.len(), 420);
    assert_eq!(tenant.platform.skills(&token, 1).await.unwrap().items.len(), 36);
    let agent = tenant.agent();
    let before = tenant.centre.assignments(&agent).unwrap();
    let (skill, level) = before.iter().next().unwrap();
    let other = if *level == 41 { 42 } else { 41 };
    let send = Assignments::from([(skill.as_str().into(), Proficiency::whole(other))]);
    tenant.platform.write(&token, &call(&agent, send)).await.unwrap();
    let after = tenant.centre.assignments(&agent).unwrap();
    assert_eq!(after.len(), before.len());
    assert_eq!(after[skill], u32::try_from(other).unwrap());
    let put = tenant.centre.log().into_iter().find(|entry| entry.method == "PUT").unwrap();
    assert_eq!(put.body.unwrap()[skill], other);
}

#[tokio::test]
async fn what_the_tenant_refuses_is_told_in_its_own_words_too() {
    let dialect = WrappedPut { directory_listed: false, assignments_readable: false, ..WrappedPut::default() };
    let tenant = Tenant::with(dialect, &[("lists-directory", "no")]).await;
    let token = tenant.platform.sign_in(None).await.unwrap();
    let agent = tenant.agent();
    let listing = tenant.platform.agents(&token, 1).await.unwrap_err();
    assert_eq!((listing.outcome, listing.problem.status), (Outcome::Rejected, Some(404)));
    let reading = tenant.read(&token, &agent).await.unwrap_err();
    assert_eq!((reading.outcome, reading.problem.status), (Outcome::Stop, Some(405)));

    let unknown = Assignments::from([("no-such-skill".into(), Proficiency::whole(5))]);
    let refusal = tenant.platform.write(&token, &call(&agent, unknown)).await.unwrap_err();
    assert_eq!((refusal.outcome, refusal.problem.status), (Outcome::Rejected, Some(422)));
    assert!(refusal.problem.words.contains("no skill has the id no-such-skill"), "{}", refusal.problem.words);
    let refusal = tenant.platform.write(&token, &call("nobody", Assignments::new())).await.unwrap_err();
    assert_eq!((refusal.outcome, refusal.problem.status), (Outcome::Rejected, Some(404)));
}

#[tokio::test]
async fn keys_and_scopes_are_judged_by_the_platform() {
    let reader = ClientOptions { scopes: vec!["read".into()], ..ClientOptions::new("reader", "r") };
    let options = Options { clients: vec![ClientOptions::default(), reader], ..Options::fast() };
    let centre = Centre::start(options, None).await.unwrap();
    let refusal = connect(&centre, centre.client_id(), "wrong", &[]).sign_in(None).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Stop);
    assert_eq!(refusal.problem.title, "The client ID or the client secret is not right");

    let platform = connect(&centre, "reader", "r", &[]);
    let token = platform.sign_in(None).await.unwrap();
    assert_eq!(platform.standing(&token).await.unwrap().may_write, Some(false));
    let agent = centre.directory().agents[0].id.clone();
    let refusal = platform.write(&token, &call(&agent, Assignments::new())).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Stop, "{:?}", refusal.problem);
    assert!(refusal.problem.meaning.contains("user:skill:write"));
}
