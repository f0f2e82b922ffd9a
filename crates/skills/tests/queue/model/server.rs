//! The far end: it counts, refuses, loses answers and carries things out late, and keeps a log of it all.

use super::meter::{Limit, Meter, Micros};

/// What is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Carries a job out.
    Write,
    /// Looks at what a job changes.
    Look,
    /// Reads something that no job changes.
    Read,
}

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Nothing,
    /// There is no connection; it never leaves.
    NoConnection,
    /// It is lost on its way.
    LostRequest,
    /// It is carried out, and its answer is lost.
    LostAnswer,
    /// Its answer is lost, and it is carried out only so long after it arrived.
    Late(Micros),
    /// 503, carried out or not.
    Unwell {
        carried_out: bool,
        retry_after: Option<Micros>,
    },
    /// 429 for reasons of its own.
    Slow {
        retry_after: Option<Micros>,
    },
    /// 400.
    Rejected,
}

/// What a look shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Before,
    After,
    Other,
}

/// What becomes of a request, as its sender learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    Done,
    Seen(State),
    Slow {
        retry_after: Option<Micros>,
    },
    Unwell {
        retry_after: Option<Micros>,
    },
    Rejected,
    SignedOut,
    /// No answer: a connection that broke off, or a time limit.
    Lost,
    /// It never left.
    NoConnection,
}

impl Reply {
    /// How long it asks to wait.
    pub fn wait(self) -> Option<Micros> {
        match self {
            Reply::Slow { retry_after } | Reply::Unwell { retry_after } => retry_after,
            _ => None,
        }
    }

    /// Whether a write may have been carried out, or may still be.
    pub fn leaves_a_doubt(self) -> bool {
        matches!(self, Reply::Unwell { .. } | Reply::Lost)
    }
}

/// A request as it leaves.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    pub kind: Kind,
    pub job: usize,
    pub token: u32,
    pub sent: Micros,
}

/// A line of the log.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub request: Request,
    /// Never, if it was lost on its way.
    pub arrived: Option<Micros>,
    pub reply: Reply,
    /// When its sender learns of it.
    pub reaches: Micros,
    /// How many starts and resumptions there had been by then.
    pub era: usize,
}

/// The far end.
#[derive(Clone, Debug)]
pub struct Server {
    meter: Meter,
    /// How long a token is good for, and when each was issued.
    life: Option<Micros>,
    issued: Vec<Micros>,
    /// Takes no token between these moments.
    closed: Option<(Micros, Micros)>,
    /// When each job was carried out.
    pub carried_out: Vec<Vec<Micros>>,
    /// When somebody else changed what a job changes.
    pub edited: Vec<Option<Micros>>,
    pub log: Vec<Entry>,
    /// Does not tell how long to wait when its own rule refuses a request.
    pub is_silent: bool,
    /// How often its own rule refused a request.
    pub told_off: u32,
}

impl Server {
    pub fn new(limit: Limit, jobs: usize, life: Option<Micros>, closed: Option<(Micros, Micros)>) -> Self {
        Server {
            meter: Meter::new(limit),
            life,
            issued: vec![0],
            closed,
            carried_out: vec![Vec::new(); jobs],
            edited: vec![None; jobs],
            log: Vec::new(),
            is_silent: false,
            told_off: 0,
        }
    }

    /// A new token.
    pub fn sign_in(&mut self, now: Micros) -> u32 {
        self.issued.push(now);
        self.issued.len() as u32 - 1
    }

    /// What a request comes to when it arrives, and when it is carried out, if it is.
    pub fn arrive(&mut self, request: Request, fault: Fault, now: Micros) -> (Reply, Option<Micros>) {
        if let Err(wait) = self.meter.take(now) {
            self.told_off += 1;
            // In whole seconds, as such headers are.
            let wait = wait.div_ceil(1_000_000) * 1_000_000;
            return (Reply::Slow { retry_after: Some(wait).filter(|_| !self.is_silent) }, None);
        }
        let is_closed = self.closed.is_some_and(|(from, until)| (from..until).contains(&now));
        let has_ended = self.life.is_some_and(|life| now > self.issued[request.token as usize] + life);
        if is_closed || has_ended {
            return (Reply::SignedOut, None);
        }
        let writes = (request.kind == Kind::Write).then_some(now);
        match fault {
            Fault::Slow { retry_after } => (Reply::Slow { retry_after }, None),
            Fault::Unwell { carried_out, retry_after } => {
                (Reply::Unwell { retry_after }, writes.filter(|_| carried_out))
            }
            Fault::Rejected if request.kind == Kind::Write => (Reply::Rejected, None),
            Fault::LostAnswer => (Reply::Lost, writes),
            Fault::Late(late) => (Reply::Lost, writes.map(|now| now + late)),
            _ if request.kind == Kind::Look => (Reply::Seen(self.shows(request.job)), None),
            _ => (Reply::Done, writes),
        }
    }

    /// What is there now of what a job changes.
    pub fn shows(&self, job: usize) -> State {
        match (self.carried_out[job].last(), self.edited[job]) {
            (Some(ours), Some(theirs)) if theirs > *ours => State::Other,
            (None, Some(_)) => State::Other,
            (Some(_), _) => State::After,
            (None, None) => State::Before,
        }
    }
}
