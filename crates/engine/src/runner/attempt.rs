//! One request of a run, with its facts: what will be sent is on the disk before it leaves, and what came back after.

use std::collections::BTreeSet;
use std::time::Duration;

use skillsheet_platforms::Token;
use skillsheet_skills::{
    AgentId, Assignments, Call, CallStatus, Errand, Fact, Live, Outcome, Refusal, Settlement, Sight, Writes,
    is_untouched, seen,
};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::journal::{CallRecord, Journal, JournalError, Recorded, RunId};
use crate::queue::{Open, Refused, as_read, heed, limiter, now, read_scope, renewed, signed_in};

/// Everything that one request needs.
pub(super) struct Attempt {
    pub(super) journal: Journal,
    pub(super) centre: Centre,
    pub(super) run: RunId,
    pub(super) record: CallRecord,
    pub(super) errand: Errand,
    /// Agents for whom the person wants ours over a conflict: the look is what that is made from.
    pub(super) settles: BTreeSet<AgentId>,
    /// How many changes go in one request at most, where the call as a whole was refused.
    pub(super) part: Option<usize>,
    /// Nothing new may leave once this is cancelled.
    pub(super) hold: CancellationToken,
    /// Its place with the limiter, until it is answered.
    pub(super) open: Option<Open>,
    pub(super) notes: mpsc::UnboundedSender<Note>,
}

/// A fact that is on the disk.
pub(super) struct Note {
    pub(super) index: u32,
    /// The agent that it is about; all of the call, when none is named.
    pub(super) agent: Option<AgentId>,
    pub(super) fact: Fact,
    pub(super) recorded: Recorded,
}

/// What became of a request.
pub(super) struct Report {
    pub(super) index: u32,
    pub(super) reply: Reply,
    /// How long it took from being handed out; none when it never left.
    pub(super) took: Option<Duration>,
}

pub(super) enum Reply {
    Done,
    Seen(Sight),
    Refused(Refused),
    /// A part of it has an outcome, or it is to be tried in parts: at most so many changes at once.
    InParts(usize),
    /// It never left.
    Unsent,
    /// It never left, for nothing can be recorded.
    Unrecordable(JournalError),
    /// It left, and what came back could not be recorded.
    Unrecorded(JournalError),
}

impl Attempt {
    pub(super) async fn make(self) -> Report {
        let began = Instant::now();
        let index = self.record.index;
        let reply = match self.errand {
            Errand::Do => self.write().await,
            Errand::Look => self.look().await,
        };
        let left = !matches!(reply, Reply::Unsent | Reply::Unrecordable(_));
        Report { index, reply, took: left.then(|| began.elapsed()) }
    }

    async fn write(self) -> Reply {
        let token = match self.token().await {
            Some(Ok(token)) => token,
            Some(Err(refused)) => return Reply::Refused(refused),
            None => return Reply::Unsent,
        };
        // What is settled of it already is not sent again.
        let is_pending = |at: &usize| self.record.standings[*at].status == CallStatus::Pending;
        let pending: Vec<usize> = (0..self.record.standings.len()).filter(is_pending).collect();
        let part = self.part.unwrap_or(usize::MAX);
        let mut places = self.record.call.together(&pending);
        places.truncate(part);
        if places.is_empty() {
            return Reply::Done;
        }
        let number = self.record.attempts + 1;
        let is_part = places.len() < pending.len();
        let sent = if is_part { Fact::SentPart(number, places.clone()) } else { Fact::Sent(number) };
        if let Err(error) = self.note(None, sent).await {
            return Reply::Unrecordable(error);
        }
        // That may have taken its time on a slow disk.
        if self.is_held_back() {
            return match self.note(None, Fact::Unsent).await {
                Ok(()) => Reply::Unsent,
                Err(error) => Reply::Unrecorded(error),
            };
        }
        // The places ascend, and a call may have thousands.
        let call = self.record.call.only(|at| places.binary_search(&at).is_ok());
        let answer = self.centre.platform().write(&token, &call).await;
        heed(&self.centre, &answer);
        // Who is refused together may be refused because of one.
        let splits = matches!(&answer, Err(refusal) if refusal.outcome == Outcome::Rejected && call.agent().is_none())
            && places.len() > 1;
        let fact = match &answer {
            Ok(()) => Fact::Applied,
            Err(refusal) if splits => Fact::Refused(Refusal { outcome: Outcome::Retry, ..refusal.clone() }),
            Err(refusal) => Fact::Refused(refusal.clone()),
        };
        let ended = matches!(fact, Fact::Applied)
            || matches!(&fact, Fact::Refused(refusal) if refusal.outcome == Outcome::Rejected);
        let noted = self.note(None, fact).await;
        let many = places.len();
        let Attempt { open, centre, .. } = self;
        drop(open);
        match (noted, renewed(&centre, &token, answer).await) {
            (Err(error), _) => Reply::Unrecorded(error),
            (Ok(()), _) if splits => Reply::InParts(many.div_ceil(2)),
            // Twice as many next time: the one that is refused is found in few steps, and the rest goes on quickly.
            (Ok(()), _) if is_part && ended => Reply::InParts(if many == part { many * 2 } else { part }),
            (Ok(()), Ok(())) => Reply::Done,
            (Ok(()), Err(refused)) => Reply::Refused(refused),
        }
    }

    async fn look(mut self) -> Reply {
        let token = match self.token().await {
            Some(Ok(token)) => token,
            Some(Err(refused)) => return Reply::Refused(refused),
            None => return Reply::Unsent,
        };
        let scope = self.record.call.scope();
        let place = self.open.take();
        // A look changes nothing, so a pause need not wait for it.
        let answer = tokio::select! {
            answer = read_scope(&self.centre, &token, &scope, place) => answer,
            () = self.hold.cancelled() => return Reply::Unsent,
        };
        let live = match renewed(&self.centre, &token, answer).await {
            Ok(live) => live,
            Err(refused) => return Reply::Refused(as_read(refused)),
        };
        match self.noted_look(&live).await {
            Ok(sight) => Reply::Seen(sight),
            Err(error) => Reply::Unrecordable(error),
        }
    }

    /// Records what a look shows about the call, and says what that leaves to be done.
    async fn noted_look(&self, live: &Live) -> Result<Sight, JournalError> {
        let mut record = self.record.clone();
        let nothing = Assignments::new();
        for agent in &self.settles {
            let now = live.get(agent).unwrap_or(&nothing).clone();
            let fact = Fact::Settled(Settlement::Ours(now));
            self.note(Some(agent.clone()), fact.clone()).await?;
            record.follow(&fact, Some(agent));
        }
        let fact = shown(&self.centre.capabilities().writes, &record.call, &record.before, live);
        self.note(None, fact.clone()).await?;
        record.follow(&fact, None);
        Ok(match record.status() {
            CallStatus::Applied => Sight::After,
            status if status.is_settled() => Sight::Other,
            _ => Sight::Before,
        })
    }

    /// A token; none when nothing new may leave, however long signing in would still take.
    async fn token(&self) -> Option<Result<Token, Refused>> {
        tokio::select! {
            biased;
            () = self.hold.cancelled() => None,
            token = signed_in(&self.centre) => Some(token),
        }
    }

    /// Whether nothing may leave now, because somebody said so or the platform asked everybody to wait.
    fn is_held_back(&self) -> bool {
        self.hold.is_cancelled() || limiter(&self.centre).gate(now(&self.centre)).is_some()
    }

    async fn note(&self, agent: Option<AgentId>, fact: Fact) -> Result<(), JournalError> {
        let index = self.record.index;
        let recorded = self.journal.record(self.run, index, agent.clone(), fact.clone()).await?;
        // The controller may be gone with the runtime; the fact is on the disk all the same.
        let _ = self.notes.send(Note { index, agent, fact, recorded });
        Ok(())
    }
}

/// What a look shows about a call. Where a whole list is sent from a fresh look each time, what came to it meanwhile is
/// carried along, as long as nothing that the call changes was touched.
fn shown(writes: &Writes, call: &Call, before: &Assignments, live: &Live) -> Fact {
    if let Some(agent) = call.agent().filter(|_| call.is_whole() && !writes.always_replaces()) {
        let now = live.get(agent).cloned().unwrap_or_default();
        let is_done = call.changes.iter().all(|change| now.get(&change.skill).copied() == change.after);
        if !is_done && now != *before && is_untouched(call, live) {
            return Fact::Rebased(now);
        }
    }
    Fact::Seen(seen(call, before, live))
}
