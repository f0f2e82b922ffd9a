//! A secret is in the vault and in the request that signs in, and nowhere else.

use std::io;
use std::sync::{Arc, Mutex};

use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::check::{CheckAnswer, check};
use skillsheet_engine::connections::{Connection, Connections, Kind};
use skillsheet_engine::results;
use skillsheet_engine::vault::Vault;
use skillsheet_platforms::Settings;
use skillsheet_practice::{Centre as Practice, ClientOptions, Options};
use skillsheet_workbook::{CancelFlag, TableOptions, read, write_table};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::fmt::MakeWriter;

use crate::world::World;

const CANARY: &str = "canary-secret-4e1d";

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Captured;

    fn make_writer(&'a self) -> Captured {
        self.clone()
    }
}

#[tokio::test]
async fn a_secret_reaches_no_file_no_log_and_no_text() {
    let log = Captured::default();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).with_ansi(false).init();
    let clients = vec![ClientOptions::new("acme", CANARY)];
    let practice = Practice::start(Options { clients, ..Options::fast() }, None).await.unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut settings = Settings::of("wrapped-put").unwrap();
    settings.set("api-url", &practice.url()).unwrap();
    settings.set("client-id", "acme").unwrap();

    let vault = Vault::new();
    let mut connections = Connections::open(dir.path()).unwrap();
    let connection = Connection::new("Acme", Kind::Sandbox, settings);
    vault.keep_for_session(&connection.id, SecretString::from(CANARY));
    connections.save(connection.clone()).unwrap();

    let secret = vault.load(&connection.id).await.unwrap().unwrap();
    let centre = Centre::new(connection.settings.connect(secret.clone()).unwrap(), None, false);
    let report = check(&centre, |_| {}, CancellationToken::new()).await;
    assert!(report.lines.iter().all(|line| line.answer == CheckAnswer::Yes), "{report:?}");
    let token = centre.token().await.unwrap();

    let mut texts = vec![
        format!("{secret:?} {vault:?} {centre:?} {token:?} {connections:?} {connection:?} {report:?}"),
        String::from_utf8(log.0.lock().unwrap().clone()).unwrap(),
    ];
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        texts.push(std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert_eq!(texts.len(), 3);
    assert!(texts[1].contains("signed in") && texts[2].contains("Acme"));
    for text in texts {
        assert!(!text.contains(CANARY), "{text}");
    }
}

#[tokio::test]
async fn a_secret_is_in_no_journal_and_in_nothing_that_is_saved_of_it() {
    let clients = vec![ClientOptions::new("acme", CANARY)];
    let world = World::with(Options { clients, ..Options::fast() }, None).await;
    let run = world.run(&world.plan(3)).await.run;
    let saved = [world.folder.path().join("result.xlsx"), world.folder.path().join("history.xlsx")];
    results::save(&world.journal, run.id, &saved[0]).await.unwrap();
    let runs = world.journal.runs("").await.unwrap();
    let table = results::history(runs.iter().map(|run| (run, run.place.clone())));
    write_table("Updates", &table, &TableOptions::default(), &saved[1]).unwrap();
    let books = saved.iter().map(|path| read(path, &mut |_| {}, &CancelFlag::new()).unwrap());
    let mut texts: Vec<Vec<u8>> = books.map(|book| format!("{book:?}").into_bytes()).collect();
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        texts.push(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let has = |text: &[u8], word: &str| text.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(texts.iter().any(|text| has(text, "acme")), "the account is on record");
    assert!(has(&texts[0], "skills.xlsx") || has(&texts[1], "skills.xlsx"));
    assert!(texts.iter().all(|text| !has(text, CANARY)));
}
