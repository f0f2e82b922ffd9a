//! One request of a run, with its facts: what will be sent is on the disk before it leaves, and what came back after.

use std::sync::Arc;
use std::time::Duration;

use skillsheet_platforms::Token;
use skillsheet_skills::{Assignments, Call, Errand, Fact, Seen, Settlement, seen};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::journal::{Journal, JournalError, Recorded, RunId};
use crate::queue::{Open, Refused, as_read, renewed, signed_in};

/// Everything that one request needs.
pub(super) struct Attempt {
    pub(super) journal: Journal,
    pub(super) centre: Centre,
    pub(super) run: RunId,
    pub(super) index: u32,
    pub(super) call: Arc<Call>,
    pub(super) before: Arc<Assignments>,
    pub(super) errand: Errand,
    /// The number of this attempt, from 1.
    pub(super) number: u32,
    /// The person wants ours over a conflict: the look is what it is made from.
    pub(super) settles: bool,
    /// Nothing new may leave once this is cancelled.
    pub(super) hold: CancellationToken,
    pub(super) open: Open,
    pub(super) notes: mpsc::UnboundedSender<Note>,
}

/// A fact that is on the disk.
pub(super) struct Note {
    pub(super) index: u32,
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
    Seen(Seen),
    Refused(Refused),
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
        let index = self.index;
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
        if let Err(error) = self.record(Fact::Sent(self.number)).await {
            return Reply::Unrecordable(error);
        }
        let answer = self.centre.platform().write(&token, &self.call).await;
        let fact = match &answer {
            Ok(()) => Fact::Applied,
            Err(refusal) => Fact::Refused(refusal.clone()),
        };
        let noted = self.record(fact).await;
        let Attempt { open, centre, .. } = self;
        drop(open);
        match (noted, renewed(&centre, &token, answer).await) {
            (Err(error), _) => Reply::Unrecorded(error),
            (Ok(_), Ok(())) => Reply::Done,
            (Ok(_), Err(refused)) => Reply::Refused(refused),
        }
    }

    async fn look(self) -> Reply {
        let token = match self.token().await {
            Some(Ok(token)) => token,
            Some(Err(refused)) => return Reply::Refused(refused),
            None => return Reply::Unsent,
        };
        // A look changes nothing, so a pause need not wait for it.
        let answer = tokio::select! {
            answer = self.centre.platform().assignments(&token, &self.call.agent) => answer,
            () = self.hold.cancelled() => return Reply::Unsent,
        };
        let live = match renewed(&self.centre, &token, answer).await {
            Ok(live) => live,
            Err(refused) => return Reply::Refused(as_read(refused)),
        };
        let (fact, seen) = if self.settles {
            (Fact::Settled(Settlement::Ours(live)), Seen::Before)
        } else {
            let seen = seen(&self.call, &self.before, &live);
            (Fact::Seen(seen.clone()), seen)
        };
        match self.record(fact).await {
            Ok(()) => Reply::Seen(seen),
            Err(error) => Reply::Unrecordable(error),
        }
    }

    /// A token; none when nothing new may leave, however long signing in would still take.
    async fn token(&self) -> Option<Result<Token, Refused>> {
        tokio::select! {
            biased;
            () = self.hold.cancelled() => None,
            token = signed_in(&self.centre) => Some(token),
        }
    }

    async fn record(&self, fact: Fact) -> Result<(), JournalError> {
        let recorded = self.journal.record(self.run, self.index, fact.clone()).await?;
        // The controller may be gone with the runtime; the fact is on the disk all the same.
        let _ = self.notes.send(Note { index: self.index, fact, recorded });
        Ok(())
    }
}
