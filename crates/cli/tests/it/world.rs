//! A practice centre, a data folder, and the executable between them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use skillsheet_practice::{Agent, Centre, Dialect, Entry, Levels, Options, Skill};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The connection that [`World::connected`] makes.
pub const NAME: &str = "Acme";

pub struct World {
    pub centre: Centre,
    /// The platform that the centre speaks for.
    pub platform: &'static str,
    pub folder: TempDir,
    // Dropped last: the centre lives on it.
    _runtime: Runtime,
}

/// What a command came to.
#[derive(Debug)]
pub struct Told {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl World {
    pub fn new(options: Options) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let platform = match options.dialect {
            Dialect::WrappedPut(_) => "wrapped-put",
            Dialect::GenesysCloud(_) => "genesys-cloud",
            Dialect::NiceCxone(_) => "nice-cxone",
        };
        let centre = runtime.block_on(Centre::start(options, None)).expect("a centre starts at any free port");
        World { centre, platform, folder: tempfile::tempdir().expect("a folder"), _runtime: runtime }
    }

    /// With a connection to the centre, which is a sandbox.
    pub fn connected(options: Options) -> Self {
        let world = World::new(options);
        world.connect(NAME, "sandbox").expect_status(0);
        world
    }

    pub fn connect(&self, name: &str, kind: &str) -> Told {
        self.connect_with(name, kind, &[])
    }

    /// The same with more options.
    pub fn connect_with(&self, name: &str, kind: &str, more: &[&str]) -> Told {
        let (url, id) = (self.centre.url(), self.centre.client_id().to_owned());
        let usual = [
            "connection",
            "add",
            name,
            "--platform",
            self.platform,
            "--client-id",
            &id,
            "--api-url",
            &url,
            "--login-url",
            &url,
            "--kind",
            kind,
            // As fast as the centre takes it.
            "--rate-limit",
            "none",
            "--secret-stdin",
        ];
        self.cli(&[&usual[..], more].concat())
    }

    /// The executable with its data in our folder and no keyring that could be reached, as on a server: the secret comes
    /// from the environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_skillsheet-cli"));
        command
            .args(args)
            .env("SKILLSHEET_DATA_DIR", self.data())
            .env("SKILLSHEET_CLIENT_SECRET", self.centre.client_secret())
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
            .stdin(Stdio::null());
        command
    }

    pub fn cli(&self, args: &[&str]) -> Told {
        told(self.command(args).output().expect("the executable runs"))
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file in our folder.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).expect("the file can be written");
        path.display().to_string()
    }

    pub fn agents(&self) -> Vec<Agent> {
        self.centre.directory().agents.into_iter().filter(|agent| agent.active).collect()
    }

    pub fn skill(&self, place: usize) -> Skill {
        self.centre.directory().skills[place].clone()
    }

    pub fn levels(&self, agent: &Agent) -> Levels {
        self.centre.assignments(&agent.id).expect("the agent is there")
    }

    /// A list that gives the first `count` agents another level of the first skill than they have.
    pub fn sheet(&self, count: usize) -> String {
        let skill = self.skill(0);
        let mut lines = vec!["Agent,Skill,Proficiency".to_owned()];
        for agent in self.agents().iter().take(count) {
            lines.push(format!("{},{},{}", agent.email, skill.name, self.other_level(agent)));
        }
        self.file("skills.csv", lines.join("\n"))
    }

    /// A level of the first skill that the agent does not have.
    pub fn other_level(&self, agent: &Agent) -> u32 {
        if self.levels(agent).get(&self.skill(0).id) == Some(&42) { 43 } else { 42 }
    }

    /// How many writes the centre was asked for.
    pub fn writes(&self) -> usize {
        self.written().len()
    }

    /// The writes that the centre was asked for; signing in is none.
    pub fn written(&self) -> Vec<Entry> {
        self.centre.log().into_iter().filter(|entry| entry.method != "GET" && entry.token.is_some()).collect()
    }
}

pub fn told(output: Output) -> Told {
    Told {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

impl Told {
    #[track_caller]
    pub fn expect_status(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    /// The one document on standard output.
    #[track_caller]
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The events on standard output, which all name the same run; the last one says how it ended.
    #[track_caller]
    pub fn events(&self) -> Vec<Value> {
        let events: Vec<Value> = self
            .stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:?}")))
            .collect();
        let run = &events.first().unwrap_or_else(|| panic!("no events: {self:?}"))["run"];
        assert!(run.is_string() && events.iter().all(|event| event["run"] == *run), "{self:?}");
        assert_eq!(events.last().expect("an event")["event"], "runFinished", "{self:?}");
        events
    }

    /// The last event.
    #[track_caller]
    pub fn finished(&self) -> Value {
        self.events().pop().expect("an event")
    }

    /// What failed and the next step: the last two lines on standard error.
    #[track_caller]
    pub fn failure(&self) -> (String, String) {
        let mut lines = self.stderr.lines().rev();
        let mut line = |prefix: &str| {
            let line = lines.next().and_then(|line| line.strip_prefix(prefix));
            line.filter(|text| !text.is_empty()).unwrap_or_else(|| panic!("no {prefix}: {self:?}")).to_owned()
        };
        let hint = line("hint: ");
        (line("error: "), hint)
    }
}
