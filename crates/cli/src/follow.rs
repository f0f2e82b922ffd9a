//! A run from its start to its end: told as it happens, paused by an interruption, summed up.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use skillsheet_engine::journal::{FeedFilter, Journal, RunId, RunMode, RunRecord};
use skillsheet_engine::results;
use skillsheet_engine::runner::{RunHandle, RunSnapshot};
use skillsheet_skills::RunStatus;
use tokio_util::sync::CancellationToken;

use crate::events::{Counts, Event};
use crate::failure::{Exit, Failure};
use crate::output::{Output, count, note};
use crate::progress::Progress;

/// Agents that are named to a person at the end; programs get them all.
const SHOWN: u32 = 20;

/// Tells of runs.
pub struct Teller<'a> {
    /// Where they are recorded.
    pub journal: &'a Journal,
    /// Where it is told.
    pub out: Output,
    /// An interruption pauses.
    pub stop: &'a CancellationToken,
}

impl Teller<'_> {
    /// Says that a run begins or goes on, before anything is sent, and gives it as recorded.
    ///
    /// # Errors
    /// When there is no such run.
    pub async fn begin(&self, run: RunId) -> Result<RunRecord, Failure> {
        let record = self.journal.run(run).await?;
        self.out.document(&Event::started(&record));
        if !self.out.json {
            note(format!("Run {run}"));
        }
        Ok(record)
    }

    /// Waits for the end of a run or for its pause, telling what happens. `begun` is the run before it was started.
    ///
    /// # Errors
    /// A fault of the program, or a journal that cannot be read.
    pub async fn follow(&self, handle: &RunHandle, begun: &RunRecord) -> Result<RunRecord, Failure> {
        let mut progress = Progress::new("Agents done");
        let mut snapshots = handle.snapshots();
        let (mut told, mut waited, mut pausing) = (begun.seq, None, false);
        loop {
            let snapshot = snapshots.borrow_and_update().clone();
            told = self.news(&snapshot, told).await?;
            let agents = snapshot.run.counts.agents(true);
            progress.at((agents.total - agents.waiting - agents.sending) as usize, agents.total as usize);
            if snapshot.waits_until.is_some() && snapshot.waits_until != waited {
                waited = snapshot.waits_until;
                self.waits(&snapshot, &progress);
            }
            if !snapshot.is_under_way() {
                return Ok(with_reason(snapshot));
            }
            tokio::select! {
                changed = snapshots.changed() => if changed.is_err() && handle.now().is_under_way() {
                    return Err(Failure::fault());
                },
                () = self.stop.cancelled(), if !pausing => {
                    pausing = true;
                    handle.pause().await;
                }
            }
        }
    }

    /// Tells of agents with an outcome since the last time; answers up to where.
    async fn news(&self, snapshot: &RunSnapshot, told: u32) -> Result<u32, Failure> {
        if !self.out.json || snapshot.run.seq <= told {
            return Ok(told);
        }
        let news = self.journal.news(snapshot.run.id, told).await?;
        for item in news.iter().filter(|item| item.status.is_settled()) {
            self.out.document(&Event::settled(snapshot.run.id, item));
        }
        Ok(news.iter().map(|item| item.seq).max().unwrap_or(told))
    }

    fn waits(&self, snapshot: &RunSnapshot, progress: &Progress) {
        let Some(until) = snapshot.waits_until else { return };
        self.out.document(&Event::RunWaiting { run: snapshot.run.id, until: until.to_string() });
        let clock = until.to_zoned_datetime(TimeZone::system()).strftime("%H:%M:%S").to_string();
        progress.note(format!("The contact centre asks to wait until {clock}"));
    }

    /// Tells programs how a run stands that nothing more is sent of.
    pub fn tell_end(&self, run: &RunRecord) {
        self.out.document(&Event::finished(run, None));
    }

    /// Ends a run: its results saved where they are wanted, summed up, and what is missing said with the next step.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn end(&self, run: &RunRecord, results: Option<&Path>) -> Result<Exit, Failure> {
        let unsaved = self.sum_up(run, results).await?;
        let exit = exit_of(run);
        why(run, exit).iter().chain(&unsaved).for_each(|failure| crate::output::failure(failure, false));
        Ok(if unsaved.is_some() { exit.max(Exit::Partly) } else { exit })
    }

    /// Saves a run's results where they are wanted, and sums it up. Answers why they could not be saved.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn sum_up(&self, run: &RunRecord, results: Option<&Path>) -> Result<Option<Failure>, Failure> {
        let saved = match results {
            Some(path) => Some(results::save(self.journal, run.id, path).await),
            None => None,
        };
        let path = saved.as_ref().and_then(|saved| saved.as_ref().ok());
        self.out.document(&Event::finished(run, path.map(PathBuf::as_path)));
        self.numbers(run).await?;
        if let Some(path) = path {
            self.out.line(format!("Results: {}", path.display()));
        }
        Ok(saved.and_then(Result::err).map(|error| {
            let failure = Failure::from(error);
            let again = format!("`skillsheet-cli results {} --output FILE.xlsx` saves them again", run.id);
            Failure { hint: format!("{} {again}", ended(&failure.hint)), ..failure }
        }))
    }

    async fn numbers(&self, run: &RunRecord) -> Result<(), Failure> {
        if self.out.json {
            return Ok(());
        }
        let Counts { applied, calls, .. } = Counts::of(run);
        let total = run.counts.total().changes();
        let seconds = run.sending.as_secs_f64();
        let requests = count(calls, "request");
        self.out.line(format!("{applied} of {} made, {requests}, {seconds:.1} seconds", count(total, "change")));
        let feed = self.journal.feed(run.id, FeedFilter::NeedYou, 0, SHOWN).await?;
        for item in &feed.items {
            let problem = item.problem.clone().unwrap_or_default();
            let meaning = [problem.meaning, problem.words].into_iter().filter(|text| !text.is_empty());
            self.out.line(format!("  {}: {}. {}", item.agent, problem.title, meaning.collect::<Vec<_>>().join(" ")));
        }
        if feed.total > SHOWN {
            self.out.line(format!("  … and {} more; `runs {}` lists all", feed.total - SHOWN, run.id));
        }
        Ok(())
    }
}

/// The run of a snapshot, with the reason for its pause.
fn with_reason(snapshot: RunSnapshot) -> RunRecord {
    let RunSnapshot { run, reason, .. } = snapshot;
    RunRecord { reason: if run.status == RunStatus::Paused { reason } else { run.reason }, ..run }
}

/// A sentence that others can follow.
fn ended(sentence: &str) -> String {
    if sentence.is_empty() || sentence.ends_with(['.', '?']) { sentence.to_owned() } else { format!("{sentence}.") }
}

/// How a run went.
pub fn exit_of(run: &RunRecord) -> Exit {
    let counts = Counts::of(run);
    let missing = counts.failed + counts.conflicts + counts.unknown + counts.waiting + run.problem_rows;
    match run.status {
        RunStatus::Running | RunStatus::Paused | RunStatus::Interrupted => Exit::Stopped,
        RunStatus::Cancelled => Exit::Partly,
        RunStatus::Completed if missing > 0 => Exit::Partly,
        RunStatus::Completed => Exit::Done,
    }
}

/// Why not everything asked for is so.
fn why(run: &RunRecord, exit: Exit) -> Option<Failure> {
    let counts = Counts::of(run);
    let id = run.id;
    match exit {
        Exit::Done | Exit::Unusable | Exit::Fault => None,
        Exit::Partly => {
            let parts = [
                (counts.failed, "failed"),
                (counts.conflicts + counts.unknown, "held back"),
                (counts.waiting, "not sent yet"),
                (counts.skipped, "never sent"),
                (run.problem_rows, if run.mode == RunMode::Undo { "left alone" } else { "left out" }),
            ];
            let said: Vec<String> = parts
                .iter()
                .filter(|(number, _)| *number > 0)
                .map(|(number, what)| format!("{number} {what}"))
                .collect();
            let hint = if counts.waiting > 0 {
                format!("`skillsheet-cli resume {id}` sends what is left")
            } else if counts.failed > 0 {
                format!("`skillsheet-cli retry {id}` tries the failed ones again")
            } else {
                format!("`skillsheet-cli results {id} --output FILE.xlsx` tells what became of each row")
            };
            let message = format!("Not everything in “{}” is done: {}", run.sheet, said.join(", "));
            Some(Failure { exit, ..Failure::unusable(message, hint) })
        }
        Exit::Stopped => {
            let hint = format!("`skillsheet-cli resume {id}` goes on");
            let what = format!("“{}” is paused", run.sheet);
            Some(match &run.reason {
                Some(reason) => {
                    let failure = Failure::of_problem(exit, &what, reason);
                    Failure { hint: format!("{} {hint}", ended(&failure.hint)), ..failure }
                }
                None => Failure { exit, ..Failure::unusable(what, hint) },
            })
        }
    }
}
