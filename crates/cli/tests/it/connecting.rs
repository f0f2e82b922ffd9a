//! Connections: made, listed, tested, removed; and where their secret does not go.

use std::fs;

use skillsheet_practice::Options;

use crate::world::{NAME, World, told};

#[test]
fn a_connection_is_made_listed_tested_and_removed() {
    let world = World::connected(Options::fast());
    let list = world.cli(&["connection", "list", "--json"]).expect_status(0).document();
    assert_eq!(list[0]["name"], NAME);
    assert_eq!((&list[0]["kind"], &list[0]["platform"]), (&"sandbox".into(), &"wrapped-put".into()));

    let test = world.cli(&["connection", "test", NAME, "--json"]).expect_status(0).document();
    assert_eq!(test["signedIn"], true);
    assert_eq!((&test["agents"], &test["skills"]), (&420.into(), &36.into()));
    let permissions = test["permissions"].as_array().expect("permissions");
    assert!(permissions.len() >= 4 && permissions.iter().all(|permission| permission["granted"] == true), "{test}");
    assert_eq!(world.writes(), 0, "a test changes nothing");

    world.cli(&["connection", "remove", "acme"]).expect_status(0);
    assert_eq!(world.cli(&["connection", "list", "--json"]).expect_status(0).document(), serde_json::json!([]));
    world.cli(&["connection", "test", NAME]).expect_status(2).failure();
}

#[test]
fn the_secret_is_in_no_file_and_in_no_words() {
    let world = World::connected(Options::fast());
    let secret = world.centre.client_secret().to_owned();
    let sheet = world.sheet(3);
    let said = [
        world.cli(&["-vv", "connection", "test", NAME]),
        world.cli(&["-vv", "run", &sheet, "--connection", NAME, "--yes", "--json"]),
        world.cli(&["connection", "list", "--json"]),
    ];
    for told in said {
        assert_eq!(told.status, 0, "{told:?}");
        assert!(!told.stdout.contains(&secret) && !told.stderr.contains(&secret), "{told:?}");
    }
    for file in fs::read_dir(world.data()).expect("the data folder") {
        let path = file.expect("a file").path();
        let bytes = fs::read(&path).expect("it can be read");
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{}", path.display());
    }
}

/// Where there is a keyring for everybody, as on Windows, it would take the secret.
#[cfg(target_os = "linux")]
#[test]
fn without_a_keyring_it_says_so_and_stops_unless_the_environment_has_the_secret() {
    let world = World::connected(Options::fast());
    let told_with = world.cli(&["connection", "test", NAME]).expect_status(0);
    assert!(told_with.stderr.contains("SKILLSHEET_CLIENT_SECRET"), "{told_with:?}");

    let mut command = world.command(&["connection", "test", NAME]);
    let told_without = told(command.env_remove("SKILLSHEET_CLIENT_SECRET").output().expect("it runs"));
    let (message, hint) = told_without.expect_status(2).failure();
    assert!(message.contains("safe for passwords") && hint.contains("SKILLSHEET_CLIENT_SECRET"), "{message} {hint}");
}

#[test]
fn what_cannot_be_connected_is_refused_with_a_reason() {
    let world = World::new(Options::fast());
    let add = |platform: &str, url: &str, more: &[&str]| {
        let mut args = vec!["connection", "add", "X", "--platform", platform, "--client-id", "me", "--api-url", url];
        args.extend(more);
        let told = world.cli(&args).expect_status(2);
        told.failure()
    };
    let url = world.centre.url();
    let (message, hint) = add("pigeon-post", &url, &[]);
    let known = ["nice-cxone", "genesys-cloud", "wrapped-put"];
    assert!(message.contains("pigeon-post") && known.iter().all(|name| hint.contains(name)), "{message} {hint}");
    assert!(add("wrapped-put", "http://api.example.com", &[]).0.contains("not protected"));
    assert!(add("wrapped-put", &format!("{url}/api"), &[]).0.contains("goes on"));
    assert!(add("wrapped-put", &url, &["--rate-limit", "fast"]).0.contains("no pace"));
    assert!(add("wrapped-put", &url, &["--set", "shoe-size=42"]).0.contains("shoe-size"));
    assert!(add("wrapped-put", &url, &["--set", "writes"]).0.contains("not a setting"));
    assert_eq!(world.cli(&["connection", "list", "--json"]).document(), serde_json::json!([]));
}

#[test]
fn a_wrong_secret_and_an_address_without_an_answer_are_told_apart() {
    let world = World::connected(Options::fast());
    let sheet = world.sheet(1);
    for command in [&["connection", "test", NAME][..], &["check", &sheet, "--connection", NAME]] {
        let (mut wrong, typed) = (world.command(command), "a-secret-that-is-wrong");
        let refused = told(wrong.env("SKILLSHEET_CLIENT_SECRET", typed).output().expect("it runs")).expect_status(2);
        assert!(refused.failure().0.contains("secret is not right"), "{refused:?}");
        assert!(!refused.stdout.contains(typed) && !refused.stderr.contains(typed), "{refused:?}");
    }
    let world = World::new(Options::fast());
    let unheard = "http://127.0.0.1:9";
    let add = ["connection", "add", NAME, "--platform", "wrapped-put", "--client-id", "me", "--api-url", unheard];
    world.cli(&[&add[..], &["--secret-stdin"]].concat()).expect_status(0);
    world.cli(&["connection", "test", NAME]).expect_status(3).failure();
    world.cli(&["check", &world.sheet(1), "--connection", NAME]).expect_status(3).failure();
    assert_eq!(world.writes(), 0);
}

#[test]
fn help_lists_the_settings_of_a_platform() {
    let world = World::new(Options::fast());
    let help = world.cli(&["connection", "add", "--help"]).expect_status(0).stdout;
    for key in
        ["user-skills-path", "best-level", "sign-in", "app-id", "many-to-many", "us-east-1", "EMEA (Zurich)", "uk1"]
    {
        assert!(help.contains(key), "{help}");
    }
}
