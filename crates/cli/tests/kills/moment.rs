//! When the program is killed: at random, or aimed at what it is doing.

use std::fs;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use skillsheet_practice::Entry;

use crate::world::World;

/// When the program is killed.
#[derive(Clone, Copy, Debug)]
pub enum Moment {
    /// So long after its start, whatever it is doing.
    After(Duration),
    /// Just after so many more writes arrived at the centre, whose answers are then under way.
    Written(usize),
    /// Just after so many more reads arrived, as when it looks up what became of what.
    Looked(usize),
    /// Just after it signed in.
    SignedIn,
    /// Just after it told of so many agents with an outcome.
    Told(usize),
    /// It is left alone.
    Never,
}

impl Moment {
    /// While it reads and compares, before there is a run.
    pub fn before_a_run(rng: &mut ChaCha8Rng) -> Self {
        match rng.random_range(0..3) {
            0 => Moment::After(Duration::from_millis(rng.random_range(0..1000))),
            _ => Moment::Written(rng.random_range(1..4)),
        }
    }

    /// While it goes on with one.
    pub fn within_a_run(rng: &mut ChaCha8Rng) -> Self {
        match rng.random_range(0..10) {
            0..3 => Moment::After(Duration::from_millis(rng.random_range(0..1000))),
            3..7 => Moment::Written(rng.random_range(1..4)),
            7 => Moment::Looked(rng.random_range(1..4)),
            8 => Moment::SignedIn,
            _ => Moment::Told(rng.random_range(1..4)),
        }
    }
}

/// What the centre was asked so far.
struct Asked {
    writes: usize,
    reads: usize,
    sign_ins: usize,
}

impl Asked {
    fn of(world: &World) -> Self {
        let log = world.centre.log();
        let count = |is: fn(&Entry) -> bool| log.iter().filter(|entry| is(entry)).count();
        Asked {
            writes: count(|entry| entry.token.is_some() && entry.method != "GET"),
            reads: count(|entry| entry.token.is_some() && entry.method == "GET"),
            sign_ins: count(|entry| entry.token.is_none()),
        }
    }
}

/// Watches a program until the moment has come and kills it then; answers how it ended if it did so before.
pub fn kill(world: &World, mut child: Child, output: &Path, moment: Moment) -> Option<ExitStatus> {
    let (began, before) = (Instant::now(), Asked::of(world));
    loop {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            return Some(status);
        }
        let has_come = match moment {
            Moment::After(time) => began.elapsed() >= time,
            Moment::Written(more) => Asked::of(world).writes >= before.writes + more,
            Moment::Looked(more) => Asked::of(world).reads >= before.reads + more,
            Moment::SignedIn => Asked::of(world).sign_ins > before.sign_ins,
            Moment::Told(agents) => {
                let told = fs::read_to_string(output).unwrap_or_default();
                told.matches("agentSettled").count() >= agents
            }
            Moment::Never => false,
        };
        if has_come {
            // SIGKILL, or TerminateProcess: nothing of the program runs any more.
            child.kill().expect("it can be killed");
            let status = child.wait().expect("it ends");
            // It may have come to its end just before. A process that was terminated on Windows says 1.
            return status.code().is_some_and(|code| code != 1).then_some(status);
        }
        thread::sleep(Duration::from_millis(2));
    }
}
