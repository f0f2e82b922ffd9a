//! A run from its start to its end, with the program killed so many times between.

use std::fs::File;
use std::process::Stdio;
use std::time::Instant;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use skillsheet_practice::{Entry, State};

use crate::job::{Job, Wanted};
use crate::moment::{Moment, kill};
use crate::results::{Tab, tabs};
use crate::world::{NAME, World};

/// So often a run may stop by itself, because too much went wrong at once.
const MOST_PAUSES: u32 = 20;

/// What a run came to.
pub struct Story {
    pub job: Job,
    pub wanted: Wanted,
    /// What the centre holds in the end.
    pub state: State,
    /// What it was asked.
    pub log: Vec<Entry>,
    /// The run as `runs --json` has it.
    pub run: Value,
    pub results: Vec<Tab>,
    pub kills: u32,
    pub seconds: f64,
}

impl Story {
    /// Makes the run, killing the program so often or until the run is over.
    pub fn tell(job: Job, kills: u32) -> Self {
        let began = Instant::now();
        let world = job.world(kills == 0);
        let wanted = job.wanted(&world);
        let mut rng = ChaCha8Rng::seed_from_u64(job.seed);
        let (mut killed, mut pauses) = (0, 0);
        let run = loop {
            let run = recorded(&world);
            let moment = match &run {
                _ if killed == kills => Moment::Never,
                Some(_) => Moment::within_a_run(&mut rng),
                None => Moment::before_a_run(&mut rng),
            };
            match &run {
                Some(run) if run["status"] == "completed" => break run.clone(),
                Some(run) => assert!(
                    ["interrupted", "paused"].iter().any(|status| run["status"] == *status),
                    "KILLS_SEED={}: a run that nobody is at: {run}",
                    job.seed
                ),
                None => {}
            }
            match one(&world, &wanted, run.as_ref(), moment) {
                None => killed += 1,
                Some(0) => {}
                Some(3) if pauses < MOST_PAUSES => pauses += 1,
                Some(status) => panic!("KILLS_SEED={}: it ended with {status}, {moment:?}", job.seed),
            }
        };
        let results = world.folder.path().join("results.xlsx");
        let id = run["run"].as_str().expect("an id");
        world.cli(&["results", id, "--output", &results.display().to_string()]).expect_status(0);
        Story {
            job,
            wanted,
            state: world.centre.state(),
            log: world.centre.log(),
            results: tabs(&results),
            run,
            kills: killed,
            seconds: began.elapsed().as_secs_f64(),
        }
    }
}

/// The one run that is on record, if it is.
fn recorded(world: &World) -> Option<Value> {
    let runs = world.cli(&["runs", "--json"]).expect_status(0).document();
    let runs = runs.as_array().expect("a list");
    assert!(runs.len() <= 1, "one sheet, one run: {runs:?}");
    runs.first().cloned()
}

/// Starts the program, to run the sheet or to go on with its run, and kills it at a moment. Answers with which status
/// it ended before that.
fn one(world: &World, wanted: &Wanted, run: Option<&Value>, moment: Moment) -> Option<i32> {
    let begin = ["run", &wanted.sheet, "--connection", NAME, "--yes", "--json"];
    let id = run.map(|run| run["run"].as_str().expect("an id"));
    let resume = id.map(|id| ["resume", id, "--json"]);
    let args = resume.as_ref().map_or(&begin[..], |resume| &resume[..]);
    let output = world.folder.path().join("output.jsonl");
    let mut command = world.command(args);
    command.stdout(File::create(&output).expect("a file")).stderr(Stdio::null());
    let child = command.spawn().expect("it runs");
    kill(world, child, &output, moment).map(|status| status.code().unwrap_or(-1))
}
