//! Signing in to Genesys Cloud in the person's browser.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use skillsheet_platforms::{Browser, Platform};
use skillsheet_practice::genesys_cloud::{PUBLIC_CLIENT, RefreshTokens};
use skillsheet_practice::{Centre, Dialect, GenesysCloud, Options};
use skillsheet_skills::{Outcome, Problem};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::genesys::organisation_with;
use crate::raw::{Do, Raw, http};
use crate::secrets::Captured;

/// A port that is free now.
async fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

/// What a server answers to a request line, whole.
async fn ask(port: u16, line: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let request = format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// The port and the rest of an address of this computer.
fn parts(address: &str) -> (u16, String) {
    let (authority, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    (authority.rsplit_once(':').unwrap().1.parse().unwrap(), format!("/{path}"))
}

/// Where the sign-in sends the browser.
async fn redirected(address: &str) -> String {
    let (port, path) = parts(address);
    let answer = ask(port, &format!("GET {path}")).await;
    let line = answer.lines().find_map(|line| line.strip_prefix("location: "));
    line.unwrap_or_else(|| panic!("the sign-in did not send the browser back: {answer}")).to_owned()
}

/// What a person's browser is shown in the end.
async fn browse(address: &str) -> String {
    let (port, path) = parts(&redirected(address).await);
    ask(port, &format!("GET {path}")).await
}

struct World {
    centre: Centre,
    port: u16,
    platform: Arc<dyn Platform>,
    /// The addresses that the browser was sent to.
    opened: mpsc::UnboundedReceiver<String>,
}

async fn world(dialect: GenesysCloud) -> World {
    let port = free_port().await;
    let mut options = Options::fast().speaking(Dialect::GenesysCloud(dialect));
    let public = options.clients.iter_mut().find(|client| client.id == PUBLIC_CLIENT).unwrap();
    public.redirect_uris = vec![format!("http://localhost:{port}/callback")];
    let centre = Centre::start(options, None).await.unwrap();
    let (open, opened) = mpsc::unbounded_channel();
    let browser: Browser = Arc::new(move |address| open.send(address.to_owned()).map_err(std::io::Error::other));
    let set = [("client-id", PUBLIC_CLIENT), ("sign-in", "browser"), ("callback-port", &port.to_string())];
    let platform = organisation_with(&centre.url(), &set, "", browser);
    World { centre, port, platform, opened }
}

#[tokio::test]
async fn a_person_signs_in_and_stays_signed_in() {
    let mut world = world(GenesysCloud::default()).await;
    let (token, page) = tokio::join!(world.platform.sign_in(None), async {
        let address = world.opened.recv().await.unwrap();
        assert_eq!(parts(&address).1.split('?').next(), Some("/oauth/authorize"));
        browse(&address).await
    });
    let token = token.unwrap();
    assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
    assert!(page.contains("You are signed in. You can close this page and go back to Skillsheet."), "{page}");
    let standing = world.platform.standing(&token).await.unwrap();
    assert_eq!(standing.tenant.as_deref(), Some("Practice Contact Centre"));

    // It is renewed quietly, once and again; no browser is opened.
    world.centre.end_tokens(false);
    assert_eq!(world.platform.standing(&token).await.unwrap_err().outcome, Outcome::SignedOut);
    let renewed = world.platform.sign_in(Some(&token)).await.unwrap();
    world.platform.standing(&renewed).await.unwrap();
    let renewed = world.platform.sign_in(Some(&renewed)).await.unwrap();
    world.platform.standing(&renewed).await.unwrap();
    assert!(world.opened.try_recv().is_err());

    // Where it cannot be renewed, the person is asked again.
    world.centre.end_tokens(true);
    let (again, _) = tokio::join!(world.platform.sign_in(Some(&renewed)), async {
        browse(&world.opened.recv().await.unwrap()).await
    });
    world.platform.standing(&again.unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_renewal_that_stays_good_is_used_again_and_without_one_the_browser_opens() {
    for (refresh_tokens, quietly) in [(RefreshTokens::Stay, true), (RefreshTokens::None, false)] {
        let mut world = world(GenesysCloud { refresh_tokens, ..GenesysCloud::default() }).await;
        let mut token = None;
        for round in 0..3 {
            let opens = round == 0 || !quietly;
            let (answer, ()) = tokio::join!(world.platform.sign_in(token.as_ref()), async {
                if opens {
                    browse(&world.opened.recv().await.unwrap()).await;
                }
            });
            token = Some(answer.unwrap());
        }
        assert!(world.opened.try_recv().is_err());
    }
}

#[tokio::test]
async fn whoever_else_comes_is_sent_away_and_the_waiting_goes_on() {
    let mut world = world(GenesysCloud::default()).await;
    let port = world.port;
    let (token, ()) = tokio::join!(world.platform.sign_in(None), async {
        let address = world.opened.recv().await.unwrap();
        // A connection that says nothing holds up nobody.
        let _idle = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        for (line, status) in [
            ("GET /", 404),
            ("GET /favicon.ico", 404),
            ("POST /callback?code=c&state=s", 404),
            ("GET /callback?code=stolen&state=wrong", 400),
            ("GET /callback?error=access_denied", 400),
        ] {
            let answer = ask(port, line).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {answer}");
            assert!(!answer.contains("stolen"), "{answer}");
        }
        assert!(browse(&address).await.contains("You are signed in"));
    });
    token.unwrap();
}

#[tokio::test]
async fn a_sign_in_that_comes_to_nothing_says_why_in_the_browser_too() {
    let failed = async |refuses: bool, spoil: fn(String) -> String| -> (Problem, String) {
        let mut world = world(GenesysCloud::default()).await;
        world.centre.set_refuses(refuses);
        let (answer, page) = tokio::join!(world.platform.sign_in(None), async {
            let (port, path) = parts(&spoil(redirected(&world.opened.recv().await.unwrap()).await));
            ask(port, &format!("GET {path}")).await
        });
        let refusal = answer.unwrap_err();
        assert_eq!(refusal.outcome, Outcome::Stop);
        (refusal.problem, page)
    };
    let (problem, page) = failed(true, |address| address).await;
    assert_eq!(problem.title, "The sign-in was turned down in the browser");
    assert_eq!(problem.code.as_deref(), Some("access_denied"));
    assert!(page.contains(&problem.title), "{page}");
    // A code of somebody else's, in our own request.
    let (problem, page) = failed(false, |address| address.replace("code=", "code=x")).await;
    assert_eq!(
        (problem.title.as_str(), problem.code.as_deref()),
        ("The sign-in could not be completed", Some("invalid_grant"))
    );
    assert!(page.contains(&problem.title) && !page.contains("You are signed in"), "{page}");
}

#[tokio::test]
async fn the_port_is_taken_before_the_browser_opens_and_given_back() {
    let mut world = world(GenesysCloud::default()).await;
    let other = TcpListener::bind(("127.0.0.1", world.port)).await.unwrap();
    let problem = world.platform.sign_in(None).await.unwrap_err().problem;
    assert_eq!(problem.title, format!("Another program uses port {} of this computer", world.port));
    assert!(world.opened.try_recv().is_err(), "the browser would have nowhere to come back to");
    drop(other);
    // Given up while the browser is open, as when the person cancels.
    let given_up = tokio::select! {
        _ = world.platform.sign_in(None) => false,
        address = world.opened.recv() => address.is_some(),
    };
    assert!(given_up);
    drop(TcpListener::bind(("127.0.0.1", world.port)).await.unwrap());
    let (token, _) =
        tokio::join!(world.platform.sign_in(None), async { browse(&world.opened.recv().await.unwrap()).await });
    token.unwrap();
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_ever() {
    let opened = Arc::new(Mutex::new(0));
    let count = opened.clone();
    let browser: Browser = Arc::new(move |_| {
        *count.lock().unwrap() += 1;
        Ok(())
    });
    let port = free_port().await.to_string();
    let set = [("sign-in", "browser"), ("callback-port", port.as_str())];
    let platform = organisation_with("http://127.0.0.1:9", &set, "", browser);
    let begun = tokio::time::Instant::now();
    let refusal = platform.sign_in(None).await.unwrap_err();
    assert_eq!((refusal.outcome, *opened.lock().unwrap()), (Outcome::Stop, 1));
    assert_eq!(refusal.problem.title, "Nobody signed in in the browser");
    assert_eq!(begun.elapsed().as_secs() / 60, Duration::from_secs(300).as_secs() / 60);

    let broken: Browser = Arc::new(|_| Err(std::io::Error::other("no browser is set")));
    let problem = organisation_with("http://127.0.0.1:9", &set, "", broken).sign_in(None).await.unwrap_err().problem;
    assert_eq!(
        (problem.title.as_str(), problem.words.as_str()),
        ("Your browser could not be opened", "no browser is set")
    );
}

#[tokio::test]
async fn neither_code_nor_renewal_is_logged_printed_or_told() {
    let log = Captured::everything();
    let given = r#"{"access_token":"canary-token-1","refresh_token":"canary-renewal","expires_in":"900"}"#;
    let refused = r#"{"error":"invalid_request","error_description":"rate limit exceeded for canary-renewal"}"#;
    let raw = Raw::start(vec![Do::Answer(http(200, &[], given)), Do::Answer(http(400, &[], refused))]).await;
    let (open, mut opened) = mpsc::unbounded_channel();
    let browser: Browser = Arc::new(move |address| open.send(address.to_owned()).map_err(std::io::Error::other));
    let port = free_port().await;
    let set = [("sign-in", "browser"), ("callback-port", &port.to_string())];
    let platform = organisation_with(&format!("http://127.0.0.1:{}", raw.port), &set, "", browser);
    let (token, challenge) = tokio::join!(platform.sign_in(None), async {
        let address = opened.recv().await.unwrap();
        let value = |name: &str| address.split(['?', '&']).find_map(|pair| pair.strip_prefix(name)).unwrap().to_owned();
        ask(port, &format!("GET /callback?code=canary-code&state={}", value("state="))).await;
        value("code_challenge=")
    });
    let token = token.unwrap();
    assert_eq!(token.life(), Some(Duration::from_secs(900)));

    let asked = raw.requests().pop().unwrap();
    let (head, form) = asked.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /oauth/token ") && !head.to_lowercase().contains("authorization:"), "{head}");
    let value = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(name)).unwrap_or_default();
    let names: Vec<&str> = form.split('&').map(|pair| pair.split('=').next().unwrap()).collect();
    assert_eq!(names, ["grant_type", "code", "code_verifier", "client_id", "redirect_uri"]);
    assert_eq!(
        (value("grant_type="), value("code="), value("client_id=")),
        ("authorization_code", "canary-code", "client")
    );
    assert_eq!(value("redirect_uri="), format!("http%3A%2F%2Flocalhost%3A{port}%2Fcallback"));
    let verifier = value("code_verifier=");
    assert_eq!((verifier.len(), challenge.len()), (128, 43));

    let refusal = platform.sign_in(Some(&token)).await.unwrap_err();
    assert_eq!(refusal.outcome, Outcome::Throttled);
    let asked = raw.requests().pop().unwrap();
    assert!(asked.ends_with("grant_type=refresh_token&refresh_token=canary-renewal&client_id=client"), "{asked}");
    for (text, what) in [
        (log.text(), "the log"),
        (format!("{refusal:?} {:#?}", refusal.problem.details()), "the refusal"),
        (format!("{token:?}"), "the token's Debug"),
    ] {
        assert!(!text.is_empty());
        for secret in ["canary-code", "canary-renewal", "canary-token-1", verifier] {
            assert!(!text.contains(secret), "{what} holds {secret}: {text}");
        }
    }
}
