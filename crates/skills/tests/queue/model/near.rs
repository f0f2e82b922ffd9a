//! The near end: drives dispatcher and limiter as the engine does, with reads on the same sign-in, somebody who pauses
//! and resumes, and a program that may be killed at any moment.

mod idle;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use skillsheet_skills::{
    AttemptId, Dispatcher, Errand, Job, Limiter, Manners, Pace, Pause, Sight, Step, Told, Verdict,
};

use super::SECOND;
use super::journal::{Journal, refusal};
use super::meter::{Limit, Micros};
use super::server::{Entry, Fault, Kind, Reply, Request, Server, State};
use idle::Gone;

/// How long somebody takes to say “Resume” after the queue has stopped by itself.
const PERSON: Micros = 10 * SECOND;

/// What happens from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Command {
    Pause,
    Resume,
    /// Tries at once whether a connection comes about.
    TryNow,
    /// The program ends at once, and is started again so much later.
    Kill {
        down: Micros,
    },
    Cancel,
}

/// A world to be tried.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The lanes of each job.
    pub lanes: Vec<Vec<usize>>,
    /// Reads beside the run, on the same sign-in.
    pub reads: usize,
    pub manners: Manners,
    pub limit: Limit,
    /// What the program knows of the limit.
    pub pace: Option<Pace>,
    pub adapts: bool,
    /// The far end does not tell how long to wait when its own rule refuses a request.
    pub is_silent: bool,
    /// How long requests take there, and answers back; over and over.
    pub trips: Vec<(Micros, Micros)>,
    /// What goes wrong with the first requests; with later ones nothing does.
    pub faults: Vec<Fault>,
    /// Between which moments no connection comes about.
    pub outages: Vec<(Micros, Micros)>,
    pub script: Vec<(Micros, Command)>,
    /// How long a token is good for.
    pub life: Option<Micros>,
    /// No token is taken between these moments.
    pub closed: Option<(Micros, Micros)>,
    /// What others change meanwhile.
    pub edits: Vec<(Micros, usize)>,
    /// From when on what was read is old.
    pub stale_at: Option<Micros>,
    pub trial: Option<usize>,
    pub seed: u64,
}

/// A world where nothing goes wrong, and all requests take as long.
pub fn plain(calls: usize, concurrency: u32, latency: Micros, limit: Limit) -> Setup {
    Setup {
        lanes: (0..calls).map(|lane| vec![lane]).collect(),
        reads: 0,
        manners: Manners { concurrency, ..Manners::default() },
        limit,
        pace: Some(Pace { requests: limit.requests, window: Duration::from_micros(limit.window) }),
        adapts: false,
        is_silent: false,
        trips: vec![(latency / 2, latency - latency / 2)],
        faults: Vec::new(),
        outages: Vec::new(),
        script: Vec::new(),
        life: None,
        closed: None,
        edits: Vec::new(),
        stale_at: None,
        trial: None,
        seed: 1,
    }
}

/// What became of it.
#[derive(Clone, Debug)]
pub struct Ended {
    pub server: Server,
    pub journal: Journal,
    /// When each start and each resumption was: patience begins anew.
    pub eras: Vec<Micros>,
    /// Between which moments nothing was to leave.
    pub pauses: Vec<(Micros, Micros)>,
    pub deaths: Vec<Micros>,
    /// Why the queue stopped by itself.
    pub stops: Vec<String>,
    /// Where something could have left, and did not.
    pub idle: Vec<String>,
    /// It was broken off, for it did not end.
    pub endless: bool,
    /// When the last answer came.
    pub ended: Micros,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrives(usize),
    CarriedOut(usize),
    Edited(usize),
    Answered(usize),
    Obey(Command),
    Starts,
}

struct Flight {
    attempt: AttemptId,
    life: usize,
    fault: Fault,
    answered: bool,
}

/// A queue, and when it wants to be asked again.
struct Seat {
    queue: Dispatcher,
    wake: Option<Micros>,
}

struct World<'a> {
    setup: &'a Setup,
    now: Micros,
    /// When the program was started.
    origin: Micros,
    limiter: Limiter,
    run: Option<Seat>,
    reads: Option<Seat>,
    flights: Vec<Flight>,
    events: BinaryHeap<Reverse<(Micros, Event)>>,
    token: u32,
    signed_in: Micros,
    random: u64,
    done: bool,
    cancelled: bool,
    held: bool,
    /// How many jobs go before somebody has looked at what became of them.
    trial: Option<usize>,
    gone: Option<Gone>,
    ended: Ended,
}

/// Lets it happen.
pub fn run(setup: &Setup) -> Ended {
    let jobs = setup.lanes.len();
    let ended = Ended {
        server: Server::new(setup.limit, jobs, setup.life, setup.closed),
        journal: Journal::new(jobs),
        eras: Vec::new(),
        pauses: Vec::new(),
        deaths: Vec::new(),
        stops: Vec::new(),
        idle: Vec::new(),
        endless: false,
        ended: 0,
    };
    let reads: Vec<Job> = (0..setup.reads).map(Job::at_once).collect();
    let reads = Dispatcher::new(&reads, setup.manners, None);
    let mut world = World {
        setup,
        now: 0,
        origin: 0,
        limiter: Limiter::new(None),
        run: None,
        reads: Some(Seat { queue: reads, wake: Some(0) }),
        flights: Vec::new(),
        events: BinaryHeap::new(),
        token: 0,
        signed_in: 0,
        random: setup.seed,
        done: false,
        cancelled: false,
        held: false,
        trial: setup.trial,
        gone: None,
        ended,
    };
    world.ended.server.is_silent = setup.is_silent;
    setup.script.iter().for_each(|(at, command)| world.plan(*at, Event::Obey(*command)));
    setup.edits.iter().for_each(|(at, job)| world.plan(*at, Event::Edited(*job)));
    world.start();
    world.go();
    world.ended
}

impl World<'_> {
    fn go(&mut self) {
        while !(self.done && self.reads.is_none()) {
            self.ask();
            let event = self.events.peek().map(|Reverse((at, _))| *at);
            let wakes = [&self.run, &self.reads].into_iter().flatten().filter_map(|seat| seat.wake);
            let Some(next) = wakes.chain(event).min() else { break };
            assert!(next >= self.now, "waits for what is over");
            if self.flights.len() > 2_000 + 3 * self.setup.lanes.len() {
                self.ended.endless = true;
                break;
            }
            self.now = next;
            while let Some(Reverse((_, event))) = self.events.peek().copied().filter(|Reverse((at, _))| *at <= next) {
                self.events.pop();
                self.happens(event);
            }
        }
        // What is still on its way arrives all the same.
        while let Some(Reverse((at, event))) = self.events.pop() {
            self.now = at;
            if matches!(event, Event::Arrives(_) | Event::CarriedOut(_)) {
                self.happens(event);
            }
        }
    }

    fn plan(&mut self, at: Micros, event: Event) {
        self.events.push(Reverse((at, event)));
    }

    /// The moment in the program's own time.
    fn clock(&self) -> Duration {
        Duration::from_micros(self.now - self.origin)
    }

    fn jitter(&mut self) -> f64 {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 40) as f64 / (1u64 << 24) as f64
    }

    fn start(&mut self) {
        let setup = self.setup;
        let again = !self.ended.eras.is_empty();
        self.origin = self.now;
        self.limiter = if setup.adapts { Limiter::adapting(setup.pace) } else { Limiter::new(setup.pace) };
        // What had no answer when the program ended: the far end may have got it as late as just now.
        let cut_off = self.flights.iter().filter(|flight| flight.life + 1 == self.life() && !flight.answered);
        (0..cut_off.count()).for_each(|_| self.ended.journal.counts(self.now));
        self.limiter.recall(Duration::ZERO, self.ended.journal.ago(self.now));
        self.limiter.gate_until(self.ended.journal.still_waits(self.now));
        let stale_at = setup.stale_at.map(|at| Duration::from_micros(at.saturating_sub(self.now)));
        let grace = setup.manners.grace.as_micros() as Micros;
        let jobs = self.ended.journal.jobs(&setup.lanes, self.now, grace, stale_at);
        // A program that starts anew takes what is left of a trial for the whole.
        self.trial = self.trial.filter(|_| !again);
        let queue = Dispatcher::new(&jobs, setup.manners, self.trial);
        self.run = Some(Seat { queue, wake: Some(self.now) });
        self.goes_on();
    }

    fn life(&self) -> usize {
        self.ended.deaths.len()
    }

    /// A pause is over, and patience begins anew.
    fn goes_on(&mut self) {
        self.ended.eras.push(self.now);
        self.gone = None;
        if std::mem::take(&mut self.held) {
            let from = self.ended.pauses.pop().expect("held back").0;
            self.ended.pauses.push((from, self.now));
        }
    }

    fn hold(&mut self) {
        if !std::mem::replace(&mut self.held, true) {
            self.ended.pauses.push((self.now, Micros::MAX));
        }
    }

    fn ask(&mut self) {
        for reads in [false, true] {
            while let Some(mut seat) = self.due(reads) {
                let step = seat.queue.step(self.clock(), &mut self.limiter);
                let asked = seat.queue.paused() == Some(&Pause::Asked);
                let reason = seat.queue.paused().map(|pause| format!("{pause:?}"));
                seat.wake = match step {
                    Step::WaitUntil(moment) => Some(self.origin + moment.as_nanos().div_ceil(1_000) as Micros),
                    _ => None,
                };
                if !reads && !matches!(step, Step::Send { .. }) {
                    self.look_for_idleness(&seat);
                }
                match step {
                    Step::Send { job, errand, attempt } => {
                        seat.wake = Some(self.now);
                        self.send(job, errand, attempt, reads);
                    }
                    Step::WaitUntil(_) => assert!(seat.wake > Some(self.now), "waits for what is over"),
                    Step::AwaitOutcome => assert!(seat.queue.under_way() > 0, "waits for nothing"),
                    Step::Sweep => unreachable!("nothing reads everybody at once"),
                    Step::Paused | Step::Done if reads => continue,
                    Step::Paused if asked => {}
                    Step::Paused => {
                        self.ended.stops.push(reason.unwrap_or_default());
                        self.hold();
                        self.plan(self.now + PERSON, Event::Obey(Command::Resume));
                    }
                    Step::Done => {
                        self.done = true;
                        let waiting: Vec<usize> = seat.queue.waiting().collect();
                        waiting.into_iter().for_each(|job| self.ended.journal.skip(job, self.now));
                    }
                }
                *self.seat(reads) = Some(seat);
            }
        }
    }

    /// The queue, if it wants to be asked by now.
    fn due(&mut self, reads: bool) -> Option<Seat> {
        let now = self.now;
        self.seat(reads).take_if(|seat| seat.wake.is_some_and(|wake| wake <= now))
    }

    fn seat(&mut self, reads: bool) -> &mut Option<Seat> {
        if reads { &mut self.reads } else { &mut self.run }
    }

    fn send(&mut self, job: usize, errand: Errand, attempt: AttemptId, reads: bool) {
        let kind = match errand {
            _ if reads => Kind::Read,
            Errand::Do => Kind::Write,
            Errand::Look => Kind::Look,
        };
        assert!(reads || self.trial.is_none_or(|trial| job < trial), "goes before the trial is over");
        let number = self.flights.len();
        let (there, back) = self.setup.trips[number % self.setup.trips.len()];
        let fault = match self.is_cut_off() {
            true => Fault::NoConnection,
            false => self.setup.faults.get(number).copied().unwrap_or(Fault::Nothing),
        };
        // Renewed a little ahead of its end, which some requests miss on their way all the same.
        if self.setup.life.is_some_and(|life| self.now >= self.signed_in + life - life / 10) {
            self.sign_in();
        }
        let request = Request { kind, job, token: self.token, sent: self.now };
        let (reply, trip) = match fault {
            Fault::NoConnection => (Reply::NoConnection, there),
            _ => (Reply::Lost, there + back),
        };
        let reaches = self.now + trip;
        self.ended.server.log.push(Entry { request, arrived: None, reply, reaches, era: 0 });
        self.flights.push(Flight { attempt, life: self.life(), fault, answered: false });
        if !matches!(fault, Fault::NoConnection | Fault::LostRequest) {
            self.plan(self.now + there, Event::Arrives(number));
        }
        self.plan(reaches, Event::Answered(number));
        if kind == Kind::Write {
            self.ended.journal.sent(job, self.now);
        }
    }

    fn is_cut_off(&self) -> bool {
        self.setup.outages.iter().any(|(from, until)| (*from..*until).contains(&self.now))
    }

    fn sign_in(&mut self) {
        self.token = self.ended.server.sign_in(self.now);
        self.signed_in = self.now;
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Arrives(number) => {
                let request = self.ended.server.log[number].request;
                let (reply, done) = self.ended.server.arrive(request, self.flights[number].fault, self.now);
                let entry = &mut self.ended.server.log[number];
                (entry.arrived, entry.reply) = (Some(self.now), reply);
                match done {
                    Some(at) if at > self.now => self.plan(at, Event::CarriedOut(request.job)),
                    Some(_) => self.ended.server.carried_out[request.job].push(self.now),
                    None => {}
                }
            }
            Event::CarriedOut(job) => self.ended.server.carried_out[job].push(self.now),
            Event::Edited(job) => self.ended.server.edited[job] = Some(self.now),
            Event::Answered(number) if self.flights[number].life == self.life() => self.answered(number),
            Event::Answered(_) => {}
            Event::Starts => self.start(),
            Event::Obey(command) => self.obey(command),
        }
    }

    fn obey(&mut self, command: Command) {
        let now = self.now;
        let Some(seat) = self.run.as_mut().filter(|_| !self.done) else { return };
        match command {
            Command::Pause => {
                seat.queue.pause();
                self.hold();
            }
            Command::Resume if self.cancelled => {}
            Command::Resume => {
                self.trial = self.trial.filter(|_| seat.queue.paused() != Some(&Pause::Trial));
                seat.queue.resume();
                self.goes_on();
            }
            Command::TryNow => seat.queue.try_now(),
            Command::Cancel => {
                seat.queue.cancel();
                self.cancelled = true;
                self.hold();
            }
            // Once it is stopped for good, a start has nothing to do.
            Command::Kill { .. } if self.cancelled => {}
            Command::Kill { down } => {
                self.ended.deaths.push(now);
                (self.run, self.reads) = (None, None);
                return self.plan(now + down, Event::Starts);
            }
        }
        if let Some(seat) = &mut self.run {
            seat.wake = Some(now);
        }
    }

    fn answered(&mut self, number: usize) {
        let Entry { request, reply, .. } = self.ended.server.log[number];
        self.flights[number].answered = true;
        self.ended.server.log[number].era = self.ended.eras.len();
        let attempt = self.flights[number].attempt;
        let (now, clock, jitter) = (self.now, self.clock(), self.jitter());
        self.ended.ended = now;
        self.limiter.answered(attempt, clock);
        self.ended.journal.counts(now);
        if reply == Reply::SignedOut && request.token == self.token {
            self.sign_in();
        }
        match (request.kind, reply) {
            (Kind::Write, reply) => self.ended.journal.answered(request.job, now, reply),
            (Kind::Look, Reply::Seen(state)) => self.ended.journal.seen(request.job, now, state),
            _ => {}
        }
        if request.kind != Kind::Read {
            self.follow_connection(number, reply);
        }
        let refused = refusal(reply, request.kind == Kind::Write);
        let told = match (&refused, reply) {
            (Some(refused), _) => Told::Refused(refused),
            (None, Reply::Seen(State::Before)) => Told::Seen(Sight::Before),
            (None, Reply::Seen(State::After)) => Told::Seen(Sight::After),
            (None, Reply::Seen(State::Other)) => Told::Seen(Sight::Other),
            (None, _) => Told::Done,
        };
        let reads = request.kind == Kind::Read;
        let Some(mut seat) = self.seat(reads).take() else { return };
        seat.wake = Some(now);
        let verdict = seat.queue.told(request.job, clock, told, jitter, &mut self.limiter);
        *self.seat(reads) = Some(seat);
        if verdict == Verdict::GaveUp && !reads {
            let era = self.ended.eras.len() as u32 - 1;
            self.ended.journal.gave_up(request.job, now, era);
        }
    }
}
