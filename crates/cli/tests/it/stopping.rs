//! Interruptions, going on, and stopping for good.

#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;
use skillsheet_engine::journal::Journal;
use skillsheet_practice::{Fault, Options, Rule};
use skillsheet_skills::Fact;

use crate::world::{NAME, Told, World, told};

/// A command under way, read line by line.
struct UnderWay {
    child: Child,
    stdout: BufReader<ChildStdout>,
    read: String,
}

impl UnderWay {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        UnderWay { child, stdout, read: String::new() }
    }

    /// Waits for a line that is as wanted.
    fn until(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let mut line = String::new();
            let length = self.stdout.read_line(&mut line).expect("its output can be read");
            assert!(length > 0, "it ended after: {}", self.read);
            self.read += &line;
            if wanted(&line) {
                return line;
            }
        }
    }

    fn interrupt(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill is there").success());
    }

    fn end(mut self) -> Told {
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.stdout, &mut rest).expect("its output can be read");
        let output = self.child.wait_with_output().expect("it ends");
        Told { stdout: self.read + &rest, ..told(output) }
    }
}

fn event(line: &str, name: &str) -> bool {
    serde_json::from_str::<Value>(line).is_ok_and(|event| event["event"] == name)
}

/// A run that was interrupted while the centre asks to wait for an hour, with three agents done.
fn paused(world: &World) -> Told {
    let rule = Rule::new(Fault::TooManyRequests { retry_after: Some(3600) }).method("PUT").from(4);
    world.centre.set_faults(vec![rule]);
    let sheet = world.sheet(10);
    let mut run = UnderWay::start(world.command(&["run", &sheet, "--connection", NAME, "--yes", "--json"]));
    run.until(|line| event(line, "runWaiting"));
    run.interrupt();
    run.end().expect_status(3)
}

#[test]
fn an_interruption_pauses_at_once_and_the_run_goes_on_later() {
    let world = World::connected(Options::fast());
    let told = paused(&world);
    let finished = told.finished();
    assert_eq!((&finished["status"], &finished["applied"]), (&"paused".into(), &3.into()));
    let run = finished["run"].as_str().expect("an id");
    assert!(told.failure().1.contains(run), "{told:?}");
    let listed = world.cli(&["runs", "--json"]).expect_status(0).document();
    assert_eq!(listed[0]["status"], "paused");

    world.centre.set_faults(Vec::new());
    let done = world.cli(&["resume", run, "--json"]).expect_status(0).finished();
    assert_eq!((&done["status"], &done["applied"]), (&"completed".into(), &10.into()));
    let skill = world.skill(0).id;
    for agent in world.agents().iter().take(10) {
        assert!([Some(&42), Some(&43)].contains(&world.levels(agent).get(&skill)), "{}", agent.email);
    }
}

#[test]
fn a_run_that_is_cancelled_sends_nothing_any_more() {
    let world = World::connected(Options::fast());
    let run = paused(&world).finished()["run"].as_str().expect("an id").to_owned();
    world.centre.set_faults(Vec::new());
    let writes = world.writes();
    let cancelled = world.cli(&["cancel", &run, "--json"]).expect_status(0).document();
    assert_eq!((&cancelled["status"], &cancelled["skipped"]), (&"cancelled".into(), &7.into()));
    let told = world.cli(&["resume", &run, "--json"]).expect_status(2);
    assert_eq!(told.finished()["status"], "cancelled");
    assert_eq!(world.writes(), writes);
}

/// A retry of a program that was killed before it took the run up again left this behind.
#[test]
fn what_was_to_be_tried_again_is_no_success_and_is_gone_on_with() {
    let world = World::connected(Options::fast());
    world.centre.set_faults(vec![Rule::new(Fault::status(422)).method("PUT").times(1)]);
    let told = world.cli(&["run", &world.sheet(1), "--connection", NAME, "--yes", "--json"]).expect_status(1);
    let run = told.finished()["run"].as_str().expect("an id").to_owned();
    let journal = Journal::open(&world.data()).expect("a journal");
    let retried = journal.record(run.parse().expect("an id"), 0, None, Fact::Retried);
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(retried).expect("recorded");
    drop(journal);

    let (message, hint) = world.cli(&["retry", &run]).expect_status(1).failure();
    assert!(message.contains("1 not sent yet") && hint.contains(&format!("resume {run}")), "{message} {hint}");
    let done = world.cli(&["resume", &run, "--json"]).expect_status(0).finished();
    assert_eq!((&done["status"], &done["applied"]), (&"completed".into(), &1.into()));
}

#[test]
fn an_interruption_while_reading_ends_before_anything_is_sent() {
    let faults =
        vec![Rule::new(Fault::TooManyRequests { retry_after: Some(3600) }).method("GET").path("/skills").from(2)];
    let world = World::connected(Options { faults, ..Options::fast() });
    let sheet = world.sheet(3);
    let run = UnderWay::start(world.command(&["run", &sheet, "--connection", NAME, "--yes", "--json"]));
    while !world.centre.log().iter().any(|entry| entry.status == Some(429)) {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    run.interrupt();
    let told = run.end().expect_status(3);
    told.failure();
    assert_eq!((told.stdout.as_str(), world.writes()), ("", 0));
}

#[test]
fn a_practice_centre_serves_every_platform_until_interrupted() {
    let world = World::new(Options::fast());
    let faults = world.file("faults.json", r#"[{"path":"skills","times":1,"fault":{"kind":"status","status":503}}]"#);
    let size = ["practice", "--agents", "7", "--skills", "5", "--seed", "9", "--faults", &faults, "--json"];
    for (platform, chosen) in [
        ("wrapped-put", &[][..]),
        ("genesys-cloud", &["--platform", "genesys-cloud"]),
        ("nice-cxone", &["--platform", "nice-cxone"]),
    ] {
        let mut practice = UnderWay::start(world.command(&[&size[..], chosen].concat()));
        let told: Value = serde_json::from_str(&practice.until(|_| true)).expect("JSON");
        let text = |key: &str| told[key].as_str().expect("text").to_owned();
        let (url, id, secret) = (text("address"), text("clientId"), text("secret"));
        assert_eq!(text("platform"), platform);
        let client = World::new(Options::fast());
        let add = ["connection", "add", "P", "--platform", platform, "--client-id", &id, "--api-url", &url];
        let with_secret = |args: &[&str]| {
            let mut command = client.command(args);
            crate::world::told(command.env("SKILLSHEET_CLIENT_SECRET", &secret).output().expect("it runs"))
        };
        with_secret(&[&add[..], &["--secret-stdin"]].concat()).expect_status(0);
        let tested = with_secret(&["connection", "test", "P", "--json"]).expect_status(0).document();
        assert_eq!((&tested["agents"], &tested["skills"]), (&7.into(), &5.into()), "{platform}");
        practice.interrupt();
        practice.end().expect_status(0);
    }
    world.cli(&["practice", "--agents", "1000000"]).expect_status(2).failure();
    world.cli(&["practice", "--platform", "pigeon-post"]).expect_status(2).failure();
    let odd = world.file("odd.json", "{}");
    world.cli(&["practice", "--faults", &odd]).expect_status(2).failure();
}
