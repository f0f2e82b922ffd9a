//! The task that owns a run's state.

mod checking;
mod opening;
mod standing;
mod waking;
mod watching;

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::{
    AgentId, AttemptId, Dispatcher, Errand, Fact, Manners, Outcome, Pause, Problem, Refusal, RunStatus, Sight, Step,
    Told, Verdict,
};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::attempt::{Attempt, Note, Reply, Report};
use super::{Decision, RunSnapshot, given_up, not_known};
use crate::centre::Centre;
use crate::journal::{CallRecord, Journal, Recorded, RunRecord, Taken};
use crate::queue::{Open, jitter, limiter, now, sleep_until};
use checking::Looked;
use standing::Agents;
use waking::Clocks;

/// Snapshots leave this far apart at least.
const SNAPSHOTS: Duration = Duration::from_millis(100);

pub(super) enum Command {
    Pause(oneshot::Sender<()>),
    Resume(oneshot::Sender<()>),
    TryNow(oneshot::Sender<()>),
    Cancel(oneshot::Sender<()>),
    Decide(Decision, oneshot::Sender<()>),
}

pub(super) struct Controller {
    journal: Journal,
    centre: Centre,
    manners: Manners,
    run: RunRecord,
    /// By index, which is the job's index in the queue too.
    calls: Vec<CallRecord>,
    agents: Agents,
    /// The agents of each call for whom its next look is what the person's own version is made from.
    settles: Vec<BTreeSet<AgentId>>,
    /// Calls that are tried in parts, and how many changes go at once.
    parts: HashMap<usize, usize>,
    queue: Dispatcher,
    /// When what was read for the plan is old, in the centre's time.
    stale_at: Duration,
    attempts: JoinSet<Report>,
    /// A look at many agents, one at most.
    looking: JoinSet<Looked>,
    clocks: Clocks,
    /// Everything is sent, and whether it stayed is being looked at.
    checking: bool,
    jobs: HashMap<Id, usize>,
    notes: mpsc::UnboundedReceiver<Note>,
    noted: mpsc::UnboundedSender<Note>,
    hold: CancellationToken,
    cancelled: bool,
    sending_since: Option<Instant>,
    latency: Option<Duration>,
    slowed_by: Option<Problem>,
    pace: Vec<u32>,
    left: Option<f64>,
    sampled: Instant,
    dirty: bool,
    snapshot: watch::Sender<RunSnapshot>,
    _taken: Taken,
}

impl Controller {
    async fn work(mut self, mut inbox: mpsc::Receiver<Command>) {
        let mut tick = interval(SNAPSHOTS);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut watched = true;
        loop {
            // Before anything leaves: after a sleep nothing goes on from what was before it.
            self.look_at_clocks().await;
            let step = self.queue.step(now(&self.centre), &mut limiter(&self.centre));
            let until = match step {
                Step::Send { job, errand, attempt } => {
                    self.send(job, errand, attempt);
                    continue;
                }
                Step::Done => break,
                Step::Paused => {
                    self.rest().await;
                    // Without anybody left to say so it will never go on: then the journal has it.
                    let Some(command) = inbox.recv().await else { return };
                    self.after_rest().await;
                    self.obey(command).await;
                    continue;
                }
                Step::Sweep => {
                    self.look_at_the_rest();
                    continue;
                }
                Step::WaitUntil(moment) => Some(moment),
                Step::AwaitOutcome => None,
            };
            tokio::select! {
                biased;
                command = inbox.recv(), if watched => match command {
                    Some(command) => self.obey(command).await,
                    None => watched = false,
                },
                Some(note) = self.notes.recv() => self.note(note),
                Some(report) = self.attempts.join_next_with_id() => self.take_in(report).await,
                Some(looked) = self.looking.join_next() => match looked {
                    Ok(looked) => self.looked(looked),
                    // A panic of ours: everybody is looked at alone.
                    Err(_) => self.queue.swept(now(&self.centre), None),
                },
                () = sleep_until(&self.centre, until), if until.is_some() => {}
                _ = tick.tick() => self.publish(),
            }
        }
        self.settle_notes();
        if !self.cancelled {
            self.check(&mut inbox).await;
        }
        self.end().await;
    }

    /// The closing look, which a pause or a stop ends.
    async fn check(&mut self, inbox: &mut mpsc::Receiver<Command>) {
        self.checking = true;
        self.dirty = true;
        self.publish();
        let stop = CancellationToken::new();
        let asked = async {
            // Nobody left who could ask is nobody who does.
            let Some(command) = inbox.recv().await else { return std::future::pending().await };
            stop.cancel();
            command
        };
        {
            let verify = self.verify(&stop);
            tokio::pin!(asked, verify);
            tokio::select! {
                () = &mut verify => {}
                // Whoever asked learns by the end of the run that there was nothing left to do.
                _command = &mut asked => verify.await,
            }
        }
        self.checking = false;
    }

    fn settle_notes(&mut self) {
        while let Ok(note) = self.notes.try_recv() {
            self.note(note);
        }
    }

    fn send(&mut self, job: usize, errand: Errand, attempt: AttemptId) {
        let attempt = Attempt {
            journal: self.journal.clone(),
            centre: self.centre.clone(),
            run: self.run.id,
            record: self.calls[job].clone(),
            errand,
            settles: self.settles[job].clone(),
            part: self.parts.get(&job).copied(),
            hold: self.hold.clone(),
            open: Some(Open::new(&self.centre, attempt)),
            notes: self.noted.clone(),
        };
        let task = self.attempts.spawn(attempt.make());
        self.jobs.insert(task.id(), job);
    }

    /// Follows what went on record.
    fn note(&mut self, note: Note) {
        let Note { index, agent, fact, recorded } = note;
        let call = &mut self.calls[index as usize];
        let old = call.standings.clone();
        call.follow(&fact, agent.as_ref());
        self.agents.moved(call, &old, &mut self.run.counts);
        self.run.seq = self.run.seq.max(recorded.seq);
        if fact.may_still_arrive() {
            call.left_at = Some(Timestamp::now());
        }
        match fact {
            Fact::Sent(number) | Fact::SentPart(number, _) => {
                call.attempts = number;
                self.run.requests += 1;
            }
            Fact::Unsent => {
                call.attempts = call.attempts.saturating_sub(1);
                self.run.requests = self.run.requests.saturating_sub(1);
            }
            Fact::Refused(refusal) => {
                if refusal.outcome == Outcome::Throttled {
                    self.run.slowed += 1;
                    self.slowed_by = Some(refusal.problem.clone());
                }
                call.problem = Some(refusal.problem);
            }
            Fact::Settled(_) => {
                if let Some(agent) = &agent {
                    self.settles[index as usize].remove(agent);
                }
            }
            _ => {}
        }
        self.dirty = true;
    }

    fn note_all(&mut self, facts: Vec<(u32, Option<AgentId>, Fact)>, recorded: Vec<Recorded>) {
        for ((index, agent, fact), recorded) in facts.into_iter().zip(recorded) {
            self.note(Note { index, agent, fact, recorded });
        }
    }

    async fn take_in(&mut self, report: Result<(Id, Report), JoinError>) {
        self.settle_notes();
        let (id, report) = match report {
            Ok((id, report)) => (id, Some(report)),
            Err(error) => (error.id(), None),
        };
        let Some(job) = self.jobs.remove(&id) else { return };
        let Some(Report { index, reply, took }) = report else {
            // A panic: whatever it was doing, the live state tells.
            self.queue.stop(&our_fault());
            self.tell(job, Told::Refused(&unknown(our_fault())));
            return;
        };
        debug_assert_eq!(index as usize, job);
        if let Some(took) = took {
            self.latency = Some(self.latency.map_or(took, |latency| (latency * 7 + took) / 8));
        }
        let (verdict, problem) = match reply {
            Reply::Done => (self.tell(job, Told::Done), None),
            Reply::Seen(seen) => (self.tell(job, Told::Seen(seen)), self.spent(job, seen)),
            Reply::Refused(refused) => (self.tell(job, refused.told()), Some(refused.into_refusal().problem)),
            Reply::InParts(most) => {
                self.parts.insert(job, most.max(1));
                (self.tell(job, Told::InParts), None)
            }
            Reply::Unsent => (self.tell(job, Told::Unsent), None),
            Reply::Unrecordable(error) => {
                self.queue.stop(&error.problem());
                (self.tell(job, Told::Unsent), None)
            }
            Reply::Unrecorded(error) => {
                self.queue.stop(&error.problem());
                (self.tell(job, Told::Refused(&unknown(error.problem()))), None)
            }
        };
        if verdict == Verdict::GaveUp {
            let problem = problem.unwrap_or_default();
            let call = &self.calls[job];
            let in_doubt = call.status().is_in_doubt() || call.is_doubted();
            let gave_up = Fact::GaveUp(if in_doubt { not_known(problem) } else { problem });
            if !self.record(job, gave_up).await {
                // Without an outcome on record it is not over.
                self.look_again(job);
            }
        }
    }

    fn tell(&mut self, job: usize, told: Told<'_>) -> Verdict {
        self.queue.told(job, now(&self.centre), told, jitter(), &mut limiter(&self.centre))
    }

    /// What a call has to show for all its tries, should a look have been the last of them.
    fn spent(&self, job: usize, seen: Sight) -> Option<Problem> {
        if seen == Sight::Before { self.calls[job].problem.clone() } else { None }
    }

    /// Records a fact about a call; false when that could not be done, and then nothing more is sent.
    async fn record(&mut self, job: usize, fact: Fact) -> bool {
        let index = self.calls[job].index;
        let recorded = self.journal.record(self.run.id, index, None, fact.clone()).await;
        match recorded {
            Ok(recorded) => self.note(Note { index, agent: None, fact, recorded }),
            Err(ref error) => self.queue.stop(&error.problem()),
        }
        recorded.is_ok()
    }

    async fn obey(&mut self, command: Command) {
        let done = match command {
            Command::Pause(done) => {
                self.hold.cancel();
                self.queue.pause();
                done
            }
            Command::Resume(done) => {
                if !self.cancelled {
                    self.go_on().await;
                }
                done
            }
            Command::TryNow(done) => {
                self.queue.try_now();
                done
            }
            Command::Cancel(done) => {
                self.hold.cancel();
                self.queue.cancel();
                self.cancelled = true;
                done
            }
            Command::Decide(decision, done) => {
                self.decide(decision).await;
                done
            }
        };
        self.dirty = true;
        self.publish();
        // Whoever asked may not wait for it.
        let _ = done.send(());
    }

    async fn go_on(&mut self) {
        let written = self.journal.set_status(self.run.id, RunStatus::Running, None, Duration::ZERO).await;
        if let Err(error) = written {
            self.run.reason = Some(error.problem());
            return;
        }
        self.hold = CancellationToken::new();
        if self.queue.paused() == Some(&Pause::Trial) {
            // It is over once somebody goes on; should this not be written, the number is all that is wrong.
            self.run.trial = None;
            let _ = self.journal.set_trial(self.run.id, None).await;
        }
        self.queue.resume();
        (self.run.status, self.run.reason) = (RunStatus::Running, None);
        self.sending_since.get_or_insert_with(Instant::now);
    }

    async fn decide(&mut self, decision: Decision) {
        self.settle_notes();
        let concerned = opening::concerned(&self.calls, &decision);
        let facts = opening::facts(&concerned, &decision);
        match self.journal.record_all(self.run.id, facts.clone()).await {
            Ok(recorded) => self.note_all(facts, recorded),
            Err(error) => return self.queue.stop(&error.problem()),
        }
        let jobs: BTreeSet<usize> = concerned.iter().map(|(index, _)| *index as usize).collect();
        if decision.fact().is_none() {
            for (index, agent) in concerned {
                self.settles[index as usize].insert(agent);
            }
        }
        for job in jobs {
            let settles = !self.settles[job].is_empty();
            if !self.calls[job].status().is_settled() || settles {
                self.look_again(job);
            }
        }
    }

    /// Takes a call up again. Why it failed may be that nobody knew what became of it: then what is still on its way
    /// arrives first.
    fn look_again(&mut self, job: usize) {
        let call = &self.calls[job];
        let is_open = call.is_doubted() || call.status().is_in_doubt();
        let over = opening::grace_over(&self.centre, call, self.manners.grace);
        self.queue.revive(job, Errand::Look, if is_open { over } else { Duration::ZERO });
    }

    /// Nothing is under way any more: says so, once.
    async fn rest(&mut self) {
        if self.run.status == RunStatus::Paused {
            return;
        }
        self.run.reason = match self.queue.paused() {
            Some(Pause::Stopped(problem)) => Some(problem.clone()),
            _ => None,
        };
        self.close(RunStatus::Paused, Vec::new()).await;
    }

    async fn end(mut self) {
        if self.cancelled {
            let facts = self.queue.waiting().flat_map(|job| given_up(&self.calls[job])).collect();
            return self.close(RunStatus::Cancelled, facts).await;
        }
        if self.calls.iter().all(|call| call.status().is_settled()) {
            return self.close(RunStatus::Completed, Vec::new()).await;
        }
        // Whatever the queue takes for done, a run with something open can be gone on with.
        self.run.reason = Some(our_fault());
        self.close(RunStatus::Paused, Vec::new()).await;
    }

    /// Records how the run stands when nothing is being sent any more, and what is left out by that.
    async fn close(&mut self, status: RunStatus, facts: Vec<(u32, Option<AgentId>, Fact)>) {
        let sending = self.sending_since.take().map(|since| since.elapsed()).unwrap_or_default();
        self.run.sending += sending;
        self.run.status = status;
        if status != RunStatus::Paused {
            self.run.ended_at = Some(Timestamp::now());
        }
        let reason = self.run.reason.clone();
        match self.journal.turn(self.run.id, facts.clone(), status, reason, sending).await {
            Ok(recorded) => self.note_all(facts, recorded),
            // The next start finds the run interrupted, and every call as it was recorded.
            Err(error) => drop(self.run.reason.get_or_insert(error.problem())),
        }
        self.left = None;
        self.dirty = true;
        self.publish();
    }
}

fn unknown(problem: Problem) -> Refusal {
    Refusal { outcome: Outcome::Unknown, wait: None, problem }
}

fn our_fault() -> Problem {
    Problem {
        title: "Something in Skillsheet went wrong".into(),
        meaning: "It is our fault. What was sent is recorded.".into(),
        next: "Go on".into(),
        ..Problem::default()
    }
}
