//! How each platform is told where it is and who signs in: regions, the browser, the secret of a registered app.

use std::process::Command;

use serde_json::Value;
use skillsheet_practice::{ClientOptions, Options};

use crate::matrix::fast;
use crate::world::{NAME, Told, World, told};

fn add<'a>(platform: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let usual = ["connection", "add", "X", "--platform", platform, "--client-id", "me", "--secret-stdin"];
    [&usual[..], more].concat()
}

#[test]
fn a_region_is_named_by_its_id_in_words_or_by_its_domain() {
    for (platform, text, id, place) in [
        ("genesys-cloud", "EMEA (Frankfurt)", "eu-central-1", "EMEA (Frankfurt)"),
        ("genesys-cloud", "frankfurt", "eu-central-1", "EMEA (Frankfurt)"),
        ("genesys-cloud", "US East", "us-east-1", "Americas (US East)"),
        ("genesys-cloud", "usw2.pure.cloud", "us-west-2", "Americas (US West)"),
        ("genesys-cloud", "AP-SOUTHEAST-2", "ap-southeast-2", "Asia Pacific (Sydney)"),
        ("nice-cxone", "Europe", "eu1", "eu1"),
        ("nice-cxone", "NA1", "na1", "na1"),
    ] {
        let world = World::new(Options::fast());
        let added = world.cli(&add(platform, &["--region", text, "--json"])).expect_status(0).document();
        assert_eq!((&added["settings"]["region"], &added["place"]), (&id.into(), &place.into()), "{text}");
    }
}

#[test]
fn a_region_that_there_is_not_is_answered_with_those_that_there_are() {
    let world = World::new(Options::fast());
    let refused = |platform: &str, more: &[&str]| world.cli(&add(platform, more)).expect_status(2).failure();
    let everywhere = ["us-east-1", "EMEA (Frankfurt)", "ap-northeast-1"];
    for more in [&["--region", "Mars"][..], &["--region", ""], &[]] {
        let (message, hint) = refused("genesys-cloud", more);
        assert!(everywhere.iter().all(|known| hint.contains(known)), "{message} {hint}");
    }
    let (message, hint) = refused("nice-cxone", &["--region", "eu7"]);
    assert!(
        message.contains("eu7") && ["na1", "Europe", "--set region="].iter().all(|part| hint.contains(part)),
        "{hint}"
    );
    let (message, hint) = refused("wrapped-put", &["--region", "us-east-1", "--api-url", "https://api.example.com"]);
    assert!(message.contains("no regions") && hint.contains("--api-url"), "{message} {hint}");
    assert_eq!(world.cli(&["connection", "list", "--json"]).document(), serde_json::json!([]));
    // An area that nobody lists is taken by those who know of it.
    world.cli(&add("nice-cxone", &["--set", "region=eu7"])).expect_status(0);
}

#[test]
fn an_app_that_is_registered_has_a_secret_of_its_own_on_a_second_line() {
    let world = World::new(fast("nice-cxone"));
    world.connect_with(NAME, "sandbox", &["--set", "app-id=practice-app"]).expect_status(0);
    let key = world.centre.client_secret().to_owned();
    let with = |secret: &str| {
        let mut command = world.command(&["connection", "test", NAME, "--json"]);
        told(command.env("SKILLSHEET_CLIENT_SECRET", secret).output().expect("it runs"))
    };
    let test = with(&format!("{key}\npractice-app-secret")).expect_status(0).document();
    assert_eq!(test["signedIn"], true);
    assert!(world.centre.log().iter().any(|entry| entry.path == "/auth/token"), "as apps sign in");
    for (secret, said) in
        [(key.clone(), "app's secret is missing"), (format!("{key}\nwrong"), "app's secret is not right")]
    {
        let refused = with(&secret).expect_status(2);
        assert!(refused.failure().0.contains(said), "{refused:?}");
        assert!(!refused.stderr.contains(&key), "{refused:?}");
    }
}

/// A centre where people sign in with their browsers, and a connection to it that has no secret.
fn by_browser() -> World {
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let options = fast("genesys-cloud");
    let public = options.clients.iter().find(|client| client.is_public()).expect("a client without a secret").clone();
    let redirect_uris = vec![format!("http://localhost:{port}/callback")];
    let world = World::new(Options { clients: vec![ClientOptions { redirect_uris, ..public }], ..options });
    let port = format!("callback-port={port}");
    let added = world.connect_with(NAME, "sandbox", &["--set", "sign-in=browser", "--set", &port]).expect_status(0);
    assert!(added.stderr.contains("needs no secret"), "{added:?}");
    world
}

/// A computer with a browser that goes wherever it is sent, or with none.
#[cfg(target_os = "linux")]
fn with_browser(world: &World, mut command: Command, browser: Option<&str>) -> Told {
    use std::os::unix::fs::PermissionsExt;
    let folder = world.folder.path().join(if browser.is_some() { "browser" } else { "none" });
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut paths = folder.display().to_string();
    if let Some(browser) = browser {
        let path = folder.join("xdg-open");
        std::fs::write(&path, browser).expect("a file");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it can be run");
        paths += &format!(":{}", std::env::var("PATH").expect("a path"));
    }
    command.env("PATH", paths).env_remove("SKILLSHEET_CLIENT_SECRET");
    told(command.output().expect("it runs"))
}

#[cfg(target_os = "linux")]
#[test]
fn a_person_signs_in_in_the_browser_which_is_said_and_nobody_asks_for_a_secret() {
    let world = by_browser();
    // `curl` follows where it is sent, as a browser does.
    let browser = Some("#!/bin/sh\nexec curl --silent --location --output /dev/null \"$1\"\n");
    let tested = with_browser(&world, world.command(&["connection", "test", NAME, "--json"]), browser).expect_status(0);
    let said = tested.stderr.lines().filter(|line| *line == "Your browser opens. Sign in there.").count();
    assert_eq!((said, &tested.document()["signedIn"]), (1, &Value::Bool(true)), "{tested:?}");
    let sheet = world
        .file("skills.csv", format!("Agent,Skill,Level\n{},{},2.5\n", world.agents()[0].email, world.skill(0).name));
    let run = with_browser(&world, world.command(&["run", &sheet, "--connection", NAME, "--yes", "--json"]), browser);
    assert_eq!(run.expect_status(0).finished()["status"], "completed");
    assert_eq!(world.levels(&world.agents()[0]).get(&world.skill(0).id), Some(&5), "halves of a level");

    world.centre.set_refuses(true);
    let refused = with_browser(&world, world.command(&["connection", "test", NAME]), browser).expect_status(3);
    assert!(refused.failure().0.contains("turned down in the browser"), "{refused:?}");
    let line = |name: &str| refused.stdout.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    assert!(line("Reach").ends_with("yes") && line("Sign in").ends_with("no"), "{refused:?}");

    let nowhere = with_browser(&world, world.command(&["connection", "test", NAME]), None).expect_status(3);
    assert!(nowhere.failure().0.contains("could not be opened") && !nowhere.stderr.contains("opens"), "{nowhere:?}");
    let removed = with_browser(&world, world.command(&["connection", "remove", NAME]), None).expect_status(0);
    assert_eq!(removed.stderr, "", "there was no secret to remove");
}
