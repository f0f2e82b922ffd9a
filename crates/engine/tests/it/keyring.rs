//! This system's real keyring. These tests run inside a D-Bus session of their own with an unlocked gnome-keyring,
//! which `npm test` starts for them.

use std::process::Command;

use secrecy::{ExposeSecret, SecretString};
use skillsheet_engine::vault::{Vault, VaultError};

#[tokio::test]
#[ignore = "needs a keyring"]
async fn a_real_keyring_keeps_replaces_and_forgets() {
    let id = uuid::Uuid::now_v7().to_string();
    let vault = Vault::new();
    assert!(vault.load(&id).await.unwrap().is_none());
    vault.save(&id, SecretString::from("erst é")).await.unwrap();
    vault.save(&id, SecretString::from("then 中")).await.unwrap();
    // Another program, as it were.
    let other = Vault::new();
    assert_eq!(other.load(&id).await.unwrap().unwrap().expose_secret(), "then 中");
    other.remove(&id).await.unwrap();
    assert!(vault.load(&id).await.unwrap().is_none());
    vault.remove(&id).await.unwrap();
}

#[tokio::test]
#[ignore = "needs a keyring"]
async fn a_real_keyring_takes_many_callers_at_once() {
    let vault = std::sync::Arc::new(Vault::new());
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let vault = vault.clone();
            tokio::spawn(async move {
                let id = uuid::Uuid::now_v7().to_string();
                vault.save(&id, SecretString::from(format!("secret {number}"))).await.unwrap();
                let kept = vault.load(&id).await.unwrap().unwrap();
                assert_eq!(kept.expose_secret(), format!("secret {number}"));
                vault.remove(&id).await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

/// Tells what this system's keyring answers to a save, and to a second one once `UNLOCK` was run. The tests below run
/// it, each in surroundings of its own.
#[tokio::test]
#[ignore = "needs a keyring"]
async fn keyring_probe() {
    let vault = Vault::new();
    let mut said = saved(&vault).await.to_owned();
    if let Ok(unlock) = std::env::var("UNLOCK") {
        assert!(Command::new("bash").arg("-c").arg(unlock).status().unwrap().success());
        said += ", then ";
        said += saved(&vault).await;
    }
    println!("the keyring said: {said}.");
}

async fn saved(vault: &Vault) -> &'static str {
    let id = uuid::Uuid::now_v7().to_string();
    match vault.save(&id, SecretString::from("s")).await {
        Ok(()) => "saved",
        Err(VaultError::NoSafe(_)) => "no safe",
        Err(VaultError::Locked(_)) => "locked",
        Err(VaultError::TimedOut) => "timed out",
        Err(error) => panic!("{error:?}"),
    }
}

/// Runs the probe in a session that `setup` prepares, in a home of its own.
fn probed(setup: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let probe = "--ignored --exact --nocapture keyring::keyring_probe";
    let script = format!("{setup} \"$PROGRAM\" {probe}");
    let mut command = Command::new("bash");
    command.arg("-c").arg(script).env("PROGRAM", program).env("HOME", home.path());
    command
        .env("XDG_RUNTIME_DIR", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env_remove("DBUS_SESSION_BUS_ADDRESS");
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("GNOME_KEYRING_CONTROL");
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.split_once("the keyring said: ").and_then(|(_, rest)| rest.split_once('.'));
    said.unwrap_or_else(|| panic!("{text}\n{}", String::from_utf8_lossy(&output.stderr))).0.to_owned()
}

#[test]
#[ignore = "needs a keyring"]
fn without_d_bus_there_is_no_safe_in_the_keyrings_place() {
    assert_eq!(probed(""), "no safe");
}

#[test]
#[ignore = "needs a keyring"]
fn a_locked_keyring_that_nobody_can_unlock_is_told_and_does_not_hang() {
    assert_eq!(probed("dbus-run-session --"), "locked");
}

#[test]
#[ignore = "needs a keyring"]
fn a_keyring_that_is_unlocked_meanwhile_takes_the_secret_at_the_next_try() {
    let unlock =
        "export UNLOCK='echo -n pw | gnome-keyring-daemon --replace --unlock --components=secrets --daemonize';";
    assert_eq!(probed(&format!("{unlock} dbus-run-session --")), "locked, then saved");
}

#[test]
#[ignore = "needs a keyring"]
fn an_unlocked_keyring_takes_a_secret() {
    let unlocked = "dbus-run-session -- bash -c 'echo -n pw | \
        gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null; exec \"$@\"' bash";
    assert_eq!(probed(unlocked), "saved");
}
