//! A secret is in the vault and in the request that signs in, and nowhere else.

use std::io;
use std::sync::{Arc, Mutex};

use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::check::{CheckAnswer, check};
use skillsheet_engine::connections::{Connection, Connections, Kind};
use skillsheet_engine::vault::Vault;
use skillsheet_platforms::Settings;
use skillsheet_practice::{Centre as Practice, ClientOptions, Options};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::fmt::MakeWriter;

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
