//! Runs of the real executable that are ended with `kill -9` in the middle, again and again, while the contact centre
//! loses answers, applies late and asks to wait. What is judged is what the centre holds and was asked, never what the
//! program says of itself; and a run that was killed must come to the same as one that was left alone.
//!
//! `KILLS` sets how many there are in all (`npm run kills -- 500`), and `KILLS_SEED` what chance decides.

mod figures;
mod job;
mod moment;
mod oracle;
mod results;
mod story;
#[allow(dead_code, reason = "the other tests of the command line make more with it")]
#[path = "../it/world.rs"]
mod world;

use std::env;
use std::str::FromStr;

use figures::Figures;
use job::Job;
use story::Story;

/// Kills in one run.
const EACH: u32 = 20;

#[test]
fn a_run_comes_to_the_same_with_and_without_kills() {
    // Without a number, the one run that is promised.
    judge("wrapped-put", kills(EACH, |all| all - 2 * (all / 3)));
}

#[test]
fn a_run_of_two_kinds_of_requests_comes_to_the_same() {
    judge("genesys-cloud", kills(4, |all| all / 3));
}

#[test]
fn a_run_of_requests_about_many_agents_comes_to_the_same() {
    judge("nice-cxone", kills(4, |all| all / 3));
}

/// Run after run until the kills are spent, each beside one that is left alone.
fn judge(platform: &'static str, kills: u32) {
    let seed = number("KILLS_SEED").unwrap_or_else(rand::random);
    let (mut figures, mut runs) = (Figures::default(), 0);
    while figures.kills < kills {
        let seed = u64::wrapping_add(seed, runs);
        let job = Job { platform, seed };
        let kills = EACH.min(kills - figures.kills);
        let (alone, killed) = std::thread::scope(|scope| {
            let alone = scope.spawn(|| Story::tell(job, 0));
            let killed = Story::tell(job, kills);
            (alone.join().expect("the run that is left alone"), killed)
        });
        let (of_run, wrong) = oracle::judge(&alone, &killed);
        println!("kills: {}", serde_json::to_string(&of_run).expect("figures"));
        assert!(wrong.is_empty(), "{platform}, KILLS_SEED={seed}:\n{}", wrong.join("\n"));
        figures.add(&of_run);
        runs += 1;
    }
}

/// How many kills fall to a test: a share of all, or so many where nobody said how many there are.
fn kills(usual: u32, share: fn(u32) -> u32) -> u32 {
    number("KILLS").map_or(usual, share)
}

fn number<T: FromStr>(name: &str) -> Option<T> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}={text} is not a number")))
}
