//! Against the practice centre, which was written from the same documents by somebody else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use skillsheet_platforms::{Platform, Token};
use skillsheet_practice::nice_cxone::{EDIT_SKILLS, EDIT_USERS};
use skillsheet_practice::{Centre, Dialect, Fault, ItemFault, Levels, NiceCxone, Options, Rule};
use skillsheet_skills::{Call, Outcome, Scope, Verb, Way};

use super::{call, connect};

struct Tenant {
    centre: Centre,
    platform: Arc<dyn Platform>,
    token: Token,
}

impl Tenant {
    async fn with(settings: NiceCxone, set: &[(&str, &str)]) -> Tenant {
        let options = Options::fast().speaking(Dialect::NiceCxone(settings));
        let centre = Centre::start(options, None).await.unwrap();
        let url = centre.url();
        let base = [("login-url", url.as_str()), ("client-id", centre.client_id())];
        let platform = connect(&[&base[..], set].concat(), centre.client_secret());
        let token = platform.sign_in(None).await.unwrap();
        Tenant { centre, platform, token }
    }

    async fn write(&self, call: &Call) -> Option<Outcome> {
        self.platform.write(&self.token, call).await.err().map(|refusal| refusal.outcome)
    }

    /// What a reading tells, all its pages: each agent's levels, those that are off marked.
    async fn read(&self, scope: &Scope) -> BTreeMap<String, BTreeMap<String, (u32, bool)>> {
        let mut read = BTreeMap::new();
        let mut page = Some(1);
        while let Some(number) = page {
            let listing = self.platform.assignments(&self.token, scope, number).await.unwrap();
            for (agent, has) in listing.items {
                let levels = has
                    .iter()
                    .map(|(skill, level)| (skill.as_str().to_owned(), (level.number() as u32, has.is_off(skill))));
                read.entry(agent.as_str().to_owned()).or_insert_with(BTreeMap::new).extend(levels);
            }
            page = listing.next;
        }
        read
    }

    /// The same of the centre itself, as it knows best.
    fn truth(&self, agent: &str) -> BTreeMap<String, (u32, bool)> {
        let (levels, off) = (self.centre.assignments(agent).unwrap_or_default(), self.centre.state().off(agent));
        levels.into_iter().map(|(skill, level)| (skill.clone(), (level, off.contains(&skill)))).collect()
    }

    /// Two active agents, who have the first of three skills at 4, switched off for the second agent.
    fn scene(&self) -> ([String; 2], [String; 3]) {
        let directory = self.centre.directory();
        let active = directory.agents.iter().filter(|agent| agent.active).map(|agent| agent.id.clone());
        let agents: Vec<String> = active.take(2).collect();
        let skills = [0, 1, 2].map(|at| directory.skills[at].id.clone());
        for agent in &agents {
            self.centre.set_assignments(agent, Levels::from([(skills[0].clone(), 4)]));
        }
        self.centre.set_switched_off(&agents[0], Vec::<String>::new());
        self.centre.set_switched_off(&agents[1], [skills[0].clone()]);
        (agents.try_into().unwrap(), skills)
    }
}

fn of_agent(agent: &str, verb: Verb, changes: &[(&str, Option<i16>, bool)]) -> Call {
    let changes: Vec<_> = changes.iter().map(|(skill, level, off)| (agent, *skill, *level, *off)).collect();
    call(Way::Agent(agent.into(), verb), &changes)
}

#[tokio::test]
async fn everything_is_read_as_it_is_in_every_version() {
    for (settings, set) in [
        (NiceCxone::default(), &[("page-size", "100")][..]),
        (NiceCxone::default(), &[("api-version", "23")]),
        (NiceCxone { rows_tell_agent: true, ..NiceCxone::default() }, &[("page-size", "250")]),
    ] {
        let tenant = Tenant::with(settings, set).await;
        let (agents, _) = tenant.scene();
        let directory = tenant.centre.directory();
        let (mut read, mut page) = (Vec::new(), Some(1));
        while let Some(number) = page {
            let listing = tenant.platform.agents(&tenant.token, number).await.unwrap();
            assert_eq!(listing.total, Some(420));
            read.extend(listing.items);
            page = listing.next;
        }
        let told: Vec<_> =
            read.iter().map(|a| (a.id.as_str(), a.email.as_deref(), a.employee_id.as_deref(), a.active)).collect();
        let there: Vec<_> = directory
            .agents
            .iter()
            .map(|a| (a.id.as_str(), Some(a.email.as_str()), Some(a.employee_id.as_str()), a.active))
            .collect();
        assert_eq!(told, there);
        for (read, there) in read.iter().zip(&directory.agents) {
            let told = (read.name.as_str(), read.login.as_deref(), read.team.as_deref());
            assert_eq!(told, (there.name.as_str(), Some(there.login.as_str()), Some(there.team.as_str())));
        }
        let skills = tenant.platform.skills(&tenant.token, 1).await.unwrap();
        assert_eq!(skills.items.len(), 36);

        let all = tenant.read(&Scope::All).await;
        for agent in directory.agents.iter().filter(|agent| agent.active) {
            assert_eq!(all.get(&agent.id).cloned().unwrap_or_default(), tenant.truth(&agent.id), "{}", agent.id);
        }
        let standing = tenant.platform.standing(&tenant.token).await.unwrap();
        assert_eq!(standing.tenant.as_deref(), Some(NiceCxone::default().tenant.as_str()));
        assert!(all[&agents[1]].values().all(|(_, off)| *off));
    }
}

#[tokio::test]
async fn one_agent_and_one_skill_are_read_with_what_is_off() {
    let tenant = Tenant::with(NiceCxone::default(), &[("page-size", "7")]).await;
    let (agents, skills) = tenant.scene();
    for agent in &agents {
        let read = tenant.read(&Scope::Agent(agent.as_str().into())).await;
        assert_eq!(read, BTreeMap::from([(agent.clone(), tenant.truth(agent))]));
    }
    let read = tenant.read(&Scope::Skill(skills[0].as_str().into())).await;
    let state = tenant.centre.state();
    let there: BTreeSet<&String> = state
        .assignments
        .iter()
        .filter(|(_, levels)| levels.contains_key(&skills[0]))
        .map(|(agent, _)| agent)
        .collect();
    assert_eq!(read.keys().collect::<BTreeSet<_>>(), there);
    assert_eq!(read[&agents[1]][&skills[0]], (4, true));
    tenant.centre.set_assignments(&agents[0], Levels::new());
    let read = tenant.read(&Scope::Agent(agents[0].as_str().into())).await;
    assert_eq!(read[&agents[0]].len(), 0, "an answer without a body is an agent without skills");
}

#[tokio::test]
async fn writes_leave_exactly_what_they_say_in_every_version() {
    for (settings, set) in [
        (NiceCxone::default(), &[][..]),
        (NiceCxone { bare_results: true, error_count_as_text: true, ..NiceCxone::default() }, &[("api-version", "23")]),
    ] {
        let tenant = Tenant::with(settings, set).await;
        let ([ann, bob], [one, two, three]) = tenant.scene();
        let by_skill = |skill: &str, verb, changes: &[(&str, Option<i16>, bool)]| {
            let changes: Vec<_> = changes.iter().map(|(agent, level, off)| (*agent, skill, *level, *off)).collect();
            call(Way::Skill(skill.into(), verb), &changes)
        };
        for written in [
            of_agent(&ann, Verb::Add, &[(&two, Some(1), false), (&three, Some(20), true)]),
            by_skill(&two, Verb::Add, &[(&bob, Some(7), false)]),
            by_skill(&one, Verb::Change, &[(&ann, Some(5), false), (&bob, Some(6), true)]),
            of_agent(&ann, Verb::Change, &[(&three, Some(19), true)]),
        ] {
            assert_eq!(tenant.write(&written).await, None, "{:?}", written.way);
        }
        let has = |levels: &[(&String, u32, bool)]| {
            levels.iter().map(|(skill, level, off)| ((*skill).clone(), (*level, *off))).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(tenant.truth(&ann), has(&[(&one, 5, false), (&two, 1, false), (&three, 19, true)]));
        assert_eq!(tenant.truth(&bob), has(&[(&one, 6, true), (&two, 7, false)]));
        for removed in [
            of_agent(&ann, Verb::Remove, &[(&two, None, false), (&three, None, true)]),
            by_skill(&one, Verb::Remove, &[(&ann, None, false), (&bob, None, true)]),
            by_skill(&two, Verb::Remove, &[(&bob, None, false)]),
        ] {
            assert_eq!(tenant.write(&removed).await, None, "{:?}", removed.way);
        }
        assert_eq!((tenant.truth(&ann).len(), tenant.truth(&bob).len()), (0, 0));
    }
}

#[tokio::test]
async fn failures_among_others_are_looked_up() {
    let tenant = Tenant::with(NiceCxone::default(), &[]).await;
    let ([ann, _], [one, two, three]) = tenant.scene();
    // Already there, though nobody knew.
    let added = of_agent(&ann, Verb::Add, &[(&one, Some(2), false), (&two, Some(2), false)]);
    let refusal = tenant.platform.write(&tenant.token, &added).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Partly);
    assert!(refusal.problem.words.contains("already assigned"), "{}", refusal.problem.words);
    tenant.centre.set_faults(vec![Rule::new(Fault::FailItems(ItemFault::every(1)))]);
    assert_eq!(tenant.write(&of_agent(&ann, Verb::Change, &[(&one, Some(9), false)])).await, Some(Outcome::Partly));
    tenant.centre.set_faults(Vec::new());
    // Gone already.
    assert_eq!(tenant.write(&of_agent(&ann, Verb::Remove, &[(&three, None, false)])).await, Some(Outcome::Partly));
    assert_eq!(tenant.truth(&ann).values().map(|(level, _)| *level).collect::<Vec<_>>(), [4, 2]);
}

#[tokio::test]
async fn many_to_many_is_carried_out_and_looked_up() {
    let tenant = Tenant::with(NiceCxone::default(), &[("many-to-many", "yes")]).await;
    let ([ann, bob], [one, two, _]) = tenant.scene();
    let many = call(
        Way::Many(Verb::Set),
        &[(&ann, &one, Some(5), false), (&ann, &two, Some(6), false), (&bob, &one, Some(7), true)],
    );
    assert_eq!(tenant.write(&many).await, Some(Outcome::Partly));
    let levels = |agent| tenant.truth(agent).into_values().collect::<Vec<_>>();
    assert_eq!((levels(&ann), levels(&bob)), (vec![(5, false), (6, false)], vec![(7, true)]));
}

#[tokio::test]
async fn what_is_restricted_unknown_or_not_permitted_is_told_apart() {
    let tenant = Tenant::with(NiceCxone::default(), &[]).await;
    let ([ann, _], [one, two, _]) = tenant.scene();
    let unknown = of_agent("999999999", Verb::Add, &[(&two, Some(1), false)]);
    let refusal = tenant.platform.write(&tenant.token, &unknown).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Rejected);
    assert_eq!(refusal.problem.title, "CXone does not know the agent “999999999”");
    for (right, call) in [
        (EDIT_USERS, of_agent(&ann, Verb::Remove, &[(&one, None, false), (&two, None, false)])),
        (EDIT_SKILLS, of_agent(&ann, Verb::Remove, &[(&one, None, false)])),
    ] {
        tenant.centre.set_withdrawn([right]);
        let refusal = tenant.platform.write(&tenant.token, &call).await.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Stop);
        let named = format!("“{}”", right.replace(' ', ": "));
        assert!(refusal.problem.next.contains(&named), "{}", refusal.problem.next);
    }
    let restricted = NiceCxone { restricted_agents: BTreeSet::from([ann.clone()]), ..NiceCxone::default() };
    let tenant = Tenant::with(restricted, &[]).await;
    let refusal = tenant.platform.write(&tenant.token, &of_agent(&ann, Verb::Add, &[(&two, Some(1), false)])).await;
    let refusal = refusal.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Rejected);
    assert_eq!(refusal.problem.title, format!("CXone keeps the agent “{ann}” from this access key"));

    let lost = Tenant::with(NiceCxone { delete_bodies_lost: true, ..NiceCxone::default() }, &[]).await;
    let both = of_agent(&ann, Verb::Remove, &[(&one, None, false), (&two, None, false)]);
    let refusal = lost.platform.write(&lost.token, &both).await.unwrap_err();
    assert_eq!(refusal.problem.title, "The change arrived empty at CXone");
    lost.centre.set_assignments(&ann, Levels::from([(one.clone(), 4)]));
    assert_eq!(lost.write(&of_agent(&ann, Verb::Remove, &[(&one, None, false)])).await, None);
}

#[tokio::test]
async fn a_sign_in_is_renewed_or_made_anew_and_both_ways_of_making_one_work() {
    let tenant = Tenant::with(NiceCxone::default(), &[]).await;
    tenant.centre.end_tokens(false);
    let refused = tenant.platform.agents(&tenant.token, 1).await.unwrap_err();
    assert_eq!(refused.outcome, Outcome::SignedOut);
    let renewed = tenant.platform.sign_in(Some(&tenant.token)).await.unwrap();
    tenant.platform.agents(&renewed, 1).await.unwrap();
    let asked = |path: &str| tenant.centre.log().iter().filter(|entry| entry.path == path).count();
    let (keys, renewal) = ("/authentication/v1/token/access-key", "/public/user/refresh");
    assert_eq!((asked(keys), asked(renewal)), (1, 1));
    tenant.centre.end_tokens(true);
    let again = tenant.platform.sign_in(Some(&renewed)).await.unwrap();
    tenant.platform.agents(&again, 1).await.unwrap();
    assert_eq!((asked(keys), asked(renewal), asked("/.well-known/cxone-configuration")), (2, 2, 1));

    let settings = NiceCxone::default();
    let (url, key) = (tenant.centre.url(), tenant.centre.client_id());
    let set = [("login-url", url.as_str()), ("client-id", key), ("app-id", settings.app_id.as_str())];
    let secret = tenant.centre.client_secret();
    let app = connect(&set, &format!("{secret}\n{}", settings.app_secret));
    let token = app.sign_in(None).await.unwrap();
    app.agents(&token, 1).await.unwrap();
    for (secret, title) in [
        (format!("{secret}\nwrong"), "The app's ID or the app's secret is not right"),
        (format!("wrong\n{}", settings.app_secret), "The access key ID or the access key secret is not right"),
    ] {
        let refusal = connect(&set, &secret).sign_in(None).await.unwrap_err();
        assert_eq!((refusal.outcome, refusal.problem.title.as_str()), (Outcome::Stop, title));
    }
}
