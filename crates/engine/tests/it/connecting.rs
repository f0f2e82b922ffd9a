//! Testing a connection, and reading who is there and who has what.

use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::check::{CheckAnswer, CheckId, check};
use skillsheet_engine::reading::{self, is_unreadable};
use skillsheet_platforms::Settings;
use skillsheet_practice::{Centre as Practice, ClientOptions, Dialect, Fault, Options, Rule, WrappedPut};
use skillsheet_skills::{AgentId, Outcome};
use tokio_util::sync::CancellationToken;

async fn practice(options: Options) -> Practice {
    Practice::start(options, None).await.unwrap()
}

fn settings(url: &str, id: &str, set: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::of("wrapped-put").unwrap();
    settings.set("api-url", url).unwrap();
    settings.set("client-id", id).unwrap();
    for (key, value) in set {
        settings.set(key, value).unwrap();
    }
    settings
}

fn connected(practice: &Practice, set: &[(&str, &str)]) -> Centre {
    let settings = settings(&practice.url(), practice.client_id(), set);
    Centre::new(settings.connect(SecretString::from(practice.client_secret())).unwrap(), None, false)
}

/// The final answers in order, with what stands beside them.
async fn checked(centre: &Centre) -> Vec<(CheckId, CheckAnswer, String)> {
    let mut told = Vec::new();
    let report = check(centre, |line| told.push(line.clone()), CancellationToken::new()).await;
    let settled: Vec<_> = told.into_iter().filter(|line| line.answer != CheckAnswer::Asking).collect();
    assert_eq!(settled, report.lines);
    // This platform does not tell its pace.
    assert_eq!(settled.iter().map(|line| line.id).collect::<Vec<_>>(), CheckId::ALL[..6]);
    settled
        .into_iter()
        .map(|line| {
            let beside = line.problem.map_or(line.detail, |problem| problem.title);
            (line.id, line.answer, beside)
        })
        .collect()
}

fn answers(lines: &[(CheckId, CheckAnswer, String)]) -> Vec<CheckAnswer> {
    lines.iter().map(|(_, answer, _)| *answer).collect()
}

use CheckAnswer::{Failed, Missing, NotKnownYet, Yes};

#[tokio::test]
async fn a_connection_that_works_is_found_to_work_without_a_write() {
    let practice = practice(Options::fast()).await;
    let centre = connected(&practice, &[]);
    let lines = checked(&centre).await;
    assert_eq!(answers(&lines), [Yes; 6]);
    assert_eq!((lines[2].2.as_str(), lines[3].2.as_str()), ("420 agents", "36 skills"));
    let methods: Vec<_> = practice.log().into_iter().map(|entry| entry.method).collect();
    assert_eq!(methods, ["POST", "GET", "GET", "GET"]);
}

#[tokio::test]
async fn what_is_missing_is_said_line_by_line() {
    let reader = ClientOptions { scopes: vec!["read".into()], ..ClientOptions::new("reader", "r") };
    let far_end = practice(Options { clients: vec![reader], ..Options::fast() }).await;
    let lines = checked(&connected(&far_end, &[])).await;
    assert_eq!(answers(&lines), [Yes, Yes, Yes, Yes, Yes, Missing]);
    assert_eq!(lines[5].2, "One permission is missing: Change skills");

    far_end.set_faults(vec![Rule::new(Fault::status(403)).path("/api/v2/skills")]);
    let lines = checked(&connected(&far_end, &[])).await;
    assert_eq!(answers(&lines), [Yes, Yes, Yes, Missing, Yes, Missing]);
    assert_eq!(lines[3].2, "One permission is missing: See skills");

    let dialect = WrappedPut { directory_listed: false, assignments_readable: false, ..WrappedPut::default() };
    let blind = practice(Options { dialect: Dialect::WrappedPut(dialect), ..Options::fast() }).await;
    let lines = checked(&connected(&blind, &[("lists-directory", "no")])).await;
    assert_eq!(answers(&lines), [Yes, Yes, NotKnownYet, NotKnownYet, NotKnownYet, Yes]);
    let lines = checked(&connected(&blind, &[])).await;
    assert_eq!(answers(&lines), [Yes, Yes, Failed, Failed, NotKnownYet, Yes]);
}

#[tokio::test]
async fn a_wrong_secret_and_a_wrong_address_are_one_clear_sentence() {
    let practice = practice(Options::fast()).await;
    let wrong = settings(&practice.url(), practice.client_id(), &[]);
    let wrong = Centre::new(wrong.connect(SecretString::from("wrong")).unwrap(), None, false);
    let lines = checked(&wrong).await;
    assert_eq!(answers(&lines), [Yes, Failed, NotKnownYet, NotKnownYet, NotKnownYet, NotKnownYet]);
    assert_eq!(lines[1].2, "The client ID or the client secret is not right");

    let url = practice.url();
    practice.stop().await;
    let nobody = settings(&url, "x", &[]).connect(SecretString::from("x")).unwrap();
    let lines = checked(&Centre::new(nobody, None, false)).await;
    assert_eq!((lines[0].1, lines[0].2.as_str()), (Failed, "Nothing answers at “127.0.0.1”"));
}

#[tokio::test]
async fn the_whole_directory_is_read_page_by_page_each_once() {
    let practice = practice(Options::fast()).await;
    let centre = connected(&practice, &[("page-size", "50")]);
    let mut progress = Vec::new();
    let told = |done, due| progress.push((done, due));
    let (agents, skills) = reading::directory(&centre, told, CancellationToken::new()).await.unwrap();
    let there = practice.directory();
    assert_eq!(
        agents.iter().map(|agent| agent.id.as_str()).collect::<Vec<_>>(),
        there.agents.iter().map(|agent| agent.id.as_str()).collect::<Vec<_>>()
    );
    assert_eq!(skills.len(), there.skills.len());
    assert_eq!(progress.last(), Some(&(10, 10)));
    let mut pages: Vec<_> =
        practice.log().into_iter().filter_map(|entry| Some(entry.path + "?" + &entry.query?)).collect();
    let asked = pages.len();
    pages.sort();
    pages.dedup();
    assert_eq!((asked, pages.len()), (10, 10));
}

#[tokio::test]
async fn reading_gets_over_faults_and_keeps_to_what_is_allowed_at_once() {
    let practice = practice(Options::fast()).await;
    practice.set_faults(vec![
        Rule::new(Fault::ResetBefore).method("GET").from(3).times(1),
        Rule::new(Fault::RevokeToken).method("GET").from(5).times(1),
        Rule::new(Fault::status(503)).method("GET").from(7).times(1),
        Rule::new(Fault::MalformedBody).method("GET").from(9).times(1),
        Rule::new(Fault::Delay { millis: 20 }).method("GET"),
    ]);
    let centre = connected(&practice, &[("concurrency", "4")]);
    let agents: Vec<AgentId> =
        practice.directory().agents.iter().take(30).map(|agent| agent.id.as_str().into()).collect();
    let twice: Vec<AgentId> = agents.iter().chain(&agents).cloned().collect();
    let (live, failed) = reading::live(&centre, &twice, |_, _| {}, CancellationToken::new()).await.unwrap();
    assert_eq!((live.len(), failed), (30, vec![]));
    for (agent, levels) in live {
        let there = practice.assignments(agent.as_str()).unwrap();
        let told: Vec<_> = levels.iter().map(|(skill, level)| (skill.to_string(), level.number() as u32)).collect();
        assert_eq!(told, there.into_iter().collect::<Vec<_>>());
    }
    let log = practice.log();
    assert!(log.iter().all(|entry| entry.in_flight <= 4));
    assert_eq!(log.iter().filter(|entry| entry.method == "POST").count(), 2);
}

#[tokio::test]
async fn agents_who_cannot_be_read_stand_apart_and_a_blind_platform_is_known() {
    let far_end = practice(Options::fast()).await;
    let agent: AgentId = far_end.directory().agents[0].id.as_str().into();
    let both = [agent.clone(), "nobody".into()];
    let (live, failed) =
        reading::live(&connected(&far_end, &[]), &both, |_, _| {}, CancellationToken::new()).await.unwrap();
    assert!(live.contains_key(&agent));
    assert_eq!((failed.len(), failed[0].0.as_str(), failed[0].1.outcome), (1, "nobody", Outcome::Rejected));

    let dialect = WrappedPut { assignments_readable: false, ..WrappedPut::default() };
    let blind = practice(Options { dialect: Dialect::WrappedPut(dialect), ..Options::fast() }).await;
    let refusal = reading::live(&connected(&blind, &[]), &both, |_, _| {}, CancellationToken::new()).await.unwrap_err();
    assert!(is_unreadable(&refusal), "{refusal:?}");
}
