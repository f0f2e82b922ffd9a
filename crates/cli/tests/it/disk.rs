//! A data folder that cannot be written to, is full, or is used by somebody else.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use skillsheet_practice::{Fault, Options, Rule};

use crate::world::{NAME, Told, World, told};

#[test]
fn a_folder_that_cannot_be_used_is_named_and_nothing_is_sent() {
    let world = World::connected(Options::fast());
    let (sheet, file) = (world.sheet(2), world.file("file", ""));
    let below = Path::new(&file).join("data").display().to_string();
    let before = world.centre.log().len();
    for command in [
        &["runs"][..],
        &["connection", "list"],
        &["check", &sheet, "--connection", NAME],
        &["run", &sheet, "--connection", NAME, "--yes"],
    ] {
        let told = world.cli(&[&["--data-dir", &below][..], command].concat()).expect_status(2);
        let (message, hint) = told.failure();
        assert!(message.contains(&below) && hint.contains("--data-dir"), "{told:?}");
    }
    assert_eq!(world.centre.log().len(), before);
}

#[test]
fn while_another_program_uses_the_data_nothing_is_sent_and_the_history_can_be_seen() {
    let faults = vec![Rule::new(Fault::Hang { seconds: 3600.0, applies: false }).method("PUT")];
    let world = World::connected(Options { faults, ..Options::fast() });
    let sheet = world.sheet(3);
    let mut first = world.command(&["run", &sheet, "--connection", NAME, "--yes", "--json"]);
    let mut first = first.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
    while world.writes() < 3 {
        thread::sleep(Duration::from_millis(5));
    }
    let runs = world.cli(&["runs", "--json"]).expect_status(0).document();
    let run = runs[0]["run"].as_str().expect("the run under way").to_owned();
    let before = world.writes();
    for command in [&["run", &sheet, "--connection", NAME, "--yes"][..], &["resume", &run], &["cancel", &run]] {
        let told = world.cli(command).expect_status(2);
        let (message, hint) = told.failure();
        assert!(message.contains("another Skillsheet is using the same data"), "{told:?}");
        assert!(hint.contains("Close the other one"), "{told:?}");
    }
    world.cli(&["check", &sheet, "--connection", NAME]).expect_status(0);
    first.kill().expect("it can be ended");
    first.wait().expect("it ends");
    assert_eq!(world.writes(), before);
}

/// The executable where no file may grow beyond so many kilobytes, as on a disk that is full.
#[cfg(unix)]
fn within(world: &World, kilobytes: u64, args: &[&str]) -> Told {
    let plain = world.command(args);
    let mut limited = Command::new("bash");
    let script = format!("ulimit -f {kilobytes}; trap '' XFSZ; exec \"$0\" \"$@\"");
    limited.args(["-c", &script]).arg(plain.get_program()).args(plain.get_args()).stdin(Stdio::null());
    for (key, value) in plain.get_envs() {
        limited.env(key, value.expect("only set"));
    }
    told(limited.output().expect("it runs"))
}

/// A disk that fills up at one moment after the other, until the whole run fits.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_stops_the_run_before_anything_is_sent_that_is_not_on_record() {
    let mut stopped_on_the_way = 0;
    let size = |world: &World| {
        let wal = world.data().join("journal.db-wal");
        std::fs::metadata(wal).map_or(0, |file| file.len()) / 1024
    };
    for more in 0.. {
        let world = World::new(Options { agents: 60, ..Options::fast() });
        world.connect_with(NAME, "sandbox", &["--set", "grace=1"]).expect_status(0);
        let (sheet, least) = (world.sheet(40), size(&world));
        let run = within(&world, least + 16 + more * 200, &["run", &sheet, "--connection", NAME, "--yes", "--json"]);
        if run.status == 0 {
            break;
        }
        assert!(more < 40, "{run:?}");
        run.failure();
        let sent = world.writes();
        let runs = world.cli(&["runs", "--json"]).expect_status(0).document();
        let Some(recorded) = runs.get(0) else {
            assert_eq!((run.status, sent), (2, 0), "without a record nothing is sent: {run:?}");
            continue;
        };
        assert_eq!(run.status, 3, "{run:?}");
        assert!(recorded["calls"].as_u64() >= Some(sent as u64), "{sent} were sent: {recorded}");
        stopped_on_the_way += usize::from(sent > 0);
        goes_on(&world, recorded);
    }
    assert!(stopped_on_the_way > 0, "no disk filled up in the middle");
}

/// With space again the run comes to its end, and nothing is made twice.
#[cfg(unix)]
fn goes_on(world: &World, recorded: &Value) {
    let id = recorded["run"].as_str().expect("an id");
    let ended = world.cli(&["resume", id, "--json"]).expect_status(0).finished();
    assert_eq!((&ended["status"], &ended["applied"]), (&"completed".into(), &40.into()));
    let made = world.written().into_iter().flat_map(|entry| entry.applied);
    assert_eq!(made.filter(|applied| applied.before != applied.after).count(), 40);
}
