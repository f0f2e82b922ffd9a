//! Whether something could have left that did not.

use super::super::SECOND;
use super::super::meter::Micros;
use super::super::server::{Entry, Kind, Reply};
use super::{Seat, World};

/// No connection came about, and none has since.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gone {
    /// Requests from this one on left when that was known.
    from: usize,
    /// When one was last found to have come to nothing.
    last: Micros,
}

impl World<'_> {
    /// Follows whether a connection comes about: what left once none was known to, and is answered, shows that one does.
    pub(super) fn follow_connection(&mut self, number: usize, reply: Reply) {
        let came_to_nothing = matches!(reply, Reply::NoConnection | Reply::Lost);
        self.gone = match self.gone {
            None if reply == Reply::NoConnection && self.setup.manners.probe.is_some() => {
                Some(Gone { from: self.flights.len(), last: self.now })
            }
            Some(gone) if number >= gone.from && came_to_nothing => Some(Gone { last: self.now, ..gone }),
            Some(gone) if number >= gone.from => None,
            gone => gone,
        };
    }

    /// Whether it need not send more, for one request tries for all, or will soon enough.
    fn tries_for_all(&self, wake: Option<Micros>) -> bool {
        let (Some(gone), Some(probe)) = (self.gone, self.setup.manners.probe) else { return false };
        let probe = probe.as_micros() as Micros;
        let later = self.ended.server.log[gone.from..].iter().zip(&self.flights[gone.from..]);
        let mut later = later.filter(|(entry, _)| entry.request.kind != Kind::Read);
        let soon = gone.last + probe + (probe / 2).min(SECOND);
        later.any(|(_, flight)| !flight.answered) || wake.is_some_and(|wake| wake <= soon)
    }

    /// A job that was never sent, that waits for nothing and that there is room for has to leave at once.
    pub(super) fn look_for_idleness(&mut self, seat: &Seat) {
        let queue = &seat.queue;
        let setup = self.setup;
        let waits_for_more = self.trial.is_some();
        if setup.lanes.len() > 200 || queue.paused().is_some() || self.cancelled || waits_for_more {
            return;
        }
        if self.limiter.open() >= setup.manners.concurrency {
            return;
        }
        let statuses = &self.ended.journal.statuses;
        let waiting: Vec<usize> = queue.waiting().collect();
        let apart = |a: usize, b: usize| setup.lanes[a].iter().all(|lane| !setup.lanes[b].contains(lane));
        let mine = |entry: &&Entry| entry.request.kind != Kind::Read;
        let was_sent = |job: usize| self.ended.server.log.iter().filter(mine).any(|entry| entry.request.job == job);
        let could = waiting.iter().copied().find(|job| {
            !statuses[*job].is_settled()
                && !was_sent(*job)
                && (0..*job).all(|earlier| apart(earlier, *job) || statuses[earlier].is_settled())
        });
        if self.tries_for_all(seat.wake) {
            return;
        }
        if let Some(job) = could.filter(|_| self.limiter.may_send(self.clock()).is_ok()) {
            self.ended.idle.push(format!("job {job} at {}", self.now));
        }
    }
}
