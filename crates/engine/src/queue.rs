//! The one retry loop: asks the dispatcher what goes next, sends it, and tells it what became of it.
//!
//! Reads run here; a run's writes go through the same pieces, with the journal in between.

use std::future::Future;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use skillsheet_platforms::Token;
use skillsheet_skills::{
    Answer, AttemptId, Dispatcher, Job, Limiter, Live, Manners, Outcome, Pace, Pause, Problem, Refusal, Scope, Step,
    Told, Verdict,
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::pace_log::{self, OfConnection};

/// How soon to look again whether a place is free.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// No listing has more pages than this: half a million agents, a hundred at a time.
pub(crate) const MOST_PAGES: u32 = 5_000;

/// Reads one thing per job, as fast as the pace allows, each again when that may help. `perform` is one request, or a
/// first one and others that it waits for places for itself; it lets go of its place when it has the first answer.
/// `on_progress` is told how many of how many have an answer. The answers come in the order of the jobs; a job that
/// was refused for good, or too often, has its last refusal.
///
/// # Errors
/// Why nothing more can be read at all, or that `cancel` was asked for.
pub async fn read_all<J, T, F, Fut>(
    centre: &Centre,
    jobs: Vec<J>,
    perform: F,
    mut on_progress: impl FnMut(usize, usize),
    cancel: CancellationToken,
) -> Result<Vec<Answer<T>>, Refusal>
where
    J: Clone,
    T: Send + 'static,
    F: Fn(Token, J, Open) -> Fut,
    Fut: Future<Output = Answer<T>> + Send + 'static,
{
    let manners = Manners { concurrency: centre.capabilities().concurrency, ..Manners::default() };
    let plan: Vec<Job> = (0..jobs.len()).map(Job::at_once).collect();
    let mut queue = Dispatcher::new(&plan, manners, None);
    let mut answers: Vec<Option<Answer<T>>> = jobs.iter().map(|_| None).collect();
    let mut requests = JoinSet::new();
    let mut done = 0;
    on_progress(0, jobs.len());
    loop {
        let step = queue.step(now(centre), &mut limiter(centre));
        let moment = match step {
            Step::Send { job, attempt, .. } => {
                let open = Open::new(centre, attempt);
                // Signing in is not part of a read: whoever waits for it takes the one that is under way.
                let token = signed_in(centre);
                let token = tokio::select! {
                    token = token => token,
                    () = cancel.cancelled() => return Err(cancelled()),
                };
                let request = token.map(|token| (token.clone(), perform(token, jobs[job].clone(), open)));
                let centre = centre.clone();
                requests.spawn(async move {
                    let answer = match request {
                        Ok((token, request)) => renewed(&centre, &token, request.await).await.map_err(as_read),
                        Err(refused) => Err(refused),
                    };
                    (job, answer)
                });
                continue;
            }
            Step::Done => break,
            Step::Paused => return Err(stopped(&queue)),
            Step::WaitUntil(moment) => Some(moment),
            Step::AwaitOutcome | Step::Sweep => None,
        };
        let finished = tokio::select! {
            biased;
            () = cancel.cancelled() => return Err(cancelled()),
            Some(finished) = requests.join_next() => finished,
            () = sleep_until(centre, moment), if moment.is_some() => continue,
        };
        let Ok((job, answer)) = finished else { return Err(broken()) };
        let outcome = match &answer {
            Err(refused) if refused.refusal().outcome == Outcome::Unreachable => Outcome::Unreachable,
            _ => Outcome::Stop,
        };
        if settle(centre, &mut queue, job, &answer) {
            answers[job] = Some(answer.map_err(Refused::into_refusal));
            done += 1;
            on_progress(done, jobs.len());
        }
        if matches!(queue.paused(), Some(Pause::Stopped(_))) {
            return Err(Refusal { outcome, ..stopped(&queue) });
        }
    }
    Ok(answers.into_iter().flatten().collect())
}

/// Tells the queue what became of a read; true when that is its answer for good.
fn settle<T>(centre: &Centre, queue: &mut Dispatcher, job: usize, answer: &Result<T, Refused>) -> bool {
    let told = match answer {
        Ok(_) => Told::Done,
        Err(refused) => refused.told(),
    };
    queue.told(job, now(centre), told, jitter(), &mut limiter(centre)) != Verdict::Again
}

/// The moment, in the centre's own time.
pub(crate) fn now(centre: &Centre) -> Duration {
    centre.origin().elapsed()
}

/// The centre's limiter. Its state is whole after every method, so a panic elsewhere does not spoil it.
pub(crate) fn limiter(centre: &Centre) -> MutexGuard<'_, Limiter> {
    centre.limiter().lock().unwrap_or_else(PoisonError::into_inner)
}

/// A number from 0 to 1, another one each time.
pub(crate) fn jitter() -> f64 {
    rand::random()
}

/// Waits for a moment of the centre's own time; for ever without one.
pub(crate) async fn sleep_until(centre: &Centre, moment: Option<Duration>) {
    match moment.and_then(|moment| centre.origin().checked_add(moment)) {
        Some(moment) => tokio::time::sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// An attempt that the limiter counts as open until this is dropped, however the request ends.
pub struct Open {
    centre: Centre,
    attempt: AttemptId,
    noted: Option<pace_log::Entry>,
}

impl Open {
    pub(crate) fn new(centre: &Centre, attempt: AttemptId) -> Self {
        Open { centre: centre.clone(), attempt, noted: centre.pace_log().map(OfConnection::sent) }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let now = now(&self.centre);
        limiter(&self.centre).answered(self.attempt, now);
        if let (Some(log), Some(entry)) = (self.centre.pace_log(), &self.noted) {
            log.answered(entry);
        }
        if let Some(told) = self.centre.platform().told_pace() {
            self.centre.keep_to(Pace { requests: told.allowed.max(1), window: Duration::from_secs(60) });
            limiter(&self.centre).heed(now, told.count, told.reset);
        }
    }
}

/// Waits until one more request may leave, for requests that no queue hands out.
pub(crate) async fn slot(centre: &Centre) -> Open {
    loop {
        let moment = {
            let now = now(centre);
            let mut limiter = limiter(centre);
            match limiter.may_send(now) {
                Ok(()) => return Open::new(centre, limiter.sent(now)),
                Err(moment) => moment.max(now + LOOK_AGAIN),
            }
        };
        sleep_until(centre, Some(moment)).await;
    }
}

/// Reads all pages of what is asked for. The first one goes in the place of whoever asks, and leaves it free with its
/// answer; each further one waits for a place of its own. Who kept the first one meanwhile would wait for themselves.
pub(crate) async fn read_scope(centre: &Centre, token: &Token, scope: &Scope, first: Option<Open>) -> Answer<Live> {
    let mut live = Live::new();
    let mut page = 1;
    let mut place = first;
    for _ in 0..MOST_PAGES {
        let listing = centre.platform().assignments(token, scope, page).await?;
        drop(place.take());
        for (agent, assignments) in listing.items {
            live.entry(agent).or_default().absorb(assignments);
        }
        let Some(next) = listing.next else { break };
        page = next;
        place = Some(slot(centre).await);
    }
    Ok(live)
}

/// Why a request came to nothing.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The request itself was refused.
    Request(Refusal),
    /// There was no signing in for it, which concerns everything on this sign-in.
    SignIn(Refusal),
}

impl Refused {
    /// As the dispatcher wants to hear it.
    pub(crate) fn told(&self) -> Told<'_> {
        match self {
            Refused::Request(refusal) => Told::Refused(refusal),
            Refused::SignIn(refusal) => Told::NotSignedIn(refusal),
        }
    }

    /// The refusal itself.
    pub(crate) fn refusal(&self) -> &Refusal {
        match self {
            Refused::Request(refusal) | Refused::SignIn(refusal) => refusal,
        }
    }

    /// The same, taken out.
    pub(crate) fn into_refusal(self) -> Refusal {
        match self {
            Refused::Request(refusal) | Refused::SignIn(refusal) => refusal,
        }
    }
}

/// A token, or why there is none.
pub(crate) async fn signed_in(centre: &Centre) -> Result<Token, Refused> {
    centre.token().await.map_err(Refused::SignIn)
}

/// Keeps everything back at once that is not to leave yet, where an answer asks to wait: what it means besides is worked
/// out later.
pub(crate) fn heed<T>(centre: &Centre, answer: &Answer<T>) {
    if let Err(Refusal { wait: Some(wait), .. }) = answer {
        let now = now(centre);
        limiter(centre).gate_until(now + *wait);
    }
}

/// Passes a request's answer on; when the sign-in had run out, signs in again first, so that the next try finds a new
/// token.
pub(crate) async fn renewed<T>(centre: &Centre, token: &Token, answer: Answer<T>) -> Result<T, Refused> {
    heed(centre, &answer);
    if matches!(&answer, Err(refusal) if refusal.outcome == Outcome::SignedOut) {
        centre.renew(token).await.map_err(Refused::SignIn)?;
    }
    answer.map_err(Refused::Request)
}

/// A read that may have arrived has changed nothing: it is simply read again.
pub(crate) fn as_read(refused: Refused) -> Refused {
    match refused {
        Refused::Request(refusal) if refusal.outcome == Outcome::Unknown => {
            Refused::Request(Refusal { outcome: Outcome::Retry, ..refusal })
        }
        other => other,
    }
}

fn stopped(queue: &Dispatcher) -> Refusal {
    match queue.paused() {
        Some(Pause::Stopped(problem)) => Refusal { outcome: Outcome::Stop, wait: None, problem: problem.clone() },
        _ => cancelled(),
    }
}

/// What a read is refused with when somebody asked to stop it.
pub(crate) fn cancelled() -> Refusal {
    let problem = Problem { title: "The reading was stopped".into(), ..Problem::default() };
    Refusal { outcome: Outcome::Stop, wait: None, problem }
}

/// A request's task panicked: a fault of the program.
fn broken() -> Refusal {
    let problem = Problem {
        title: "Something in Skillsheet went wrong".into(),
        meaning: "It is our fault. Nothing was changed by reading.".into(),
        next: "Try again".into(),
        ..Problem::default()
    };
    Refusal { outcome: Outcome::Stop, wait: None, problem }
}
