//! One signed-in contact centre: the sign-in, the pace and the platform that all reads, writes and runs share.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use skillsheet_platforms::{Capabilities, Platform, Token};
use skillsheet_skills::{Answer, Limiter, Outcome, Pace, Problem, Refusal};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::pace_log::{OfConnection, PaceLog};
use crate::queue::{limiter, now, slot};

/// A token is renewed this long before it runs out, or a tenth of its life before when that is less.
const AHEAD: Duration = Duration::from_secs(300);

/// So many tokens in a row may be refused before half of their life is over; then signing in again is no remedy.
const YOUNG_REFUSALS: u32 = 3;

/// One signed-in contact centre. Cheap to clone: clones share the sign-in and the pace.
#[derive(Clone)]
pub struct Centre(Arc<Inner>);

struct Inner {
    platform: Arc<dyn Platform>,
    capabilities: Capabilities,
    limiter: Mutex<Limiter>,
    origin: Instant,
    session: tokio::sync::Mutex<Session>,
    /// How many sign-ins have ended; who waited for one takes its answer instead of asking again.
    sign_ins: AtomicU64,
    /// How many agents the directory held when it was last read; 0 before.
    agents: AtomicUsize,
    /// Whether the tenant's own pace was asked for.
    pace_learnt: AtomicBool,
    half: bool,
    pace: Option<Pace>,
    pace_log: OnceLock<OfConnection>,
}

#[derive(Default)]
struct Session {
    held: Option<Held>,
    /// The one before, which was refused: it may still be good for signing in again.
    ended: Option<Held>,
    failure: Option<Refusal>,
    young_refusals: u32,
}

struct Held {
    token: Token,
    since: Instant,
    renew_at: Option<Instant>,
    ends_at: Option<Instant>,
}

impl Centre {
    /// Whether both are one sign-in.
    pub fn is(&self, other: &Centre) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// A contact centre, not yet signed in. `pace` is what the person set; it keeps to that and to what the
    /// platform is known to allow. `half` leaves the other half of the pace to other programs on the same keys.
    pub fn new(platform: Arc<dyn Platform>, pace: Option<Pace>, half: bool) -> Self {
        let capabilities = platform.capabilities();
        let allowed = both(pace, capabilities.pace).map(|pace| if half { halved(pace) } else { pace });
        let limiter = if capabilities.adapts { Limiter::adapting(allowed) } else { Limiter::new(allowed) };
        Centre(Arc::new(Inner {
            platform,
            capabilities,
            limiter: Mutex::new(limiter),
            origin: Instant::now(),
            session: tokio::sync::Mutex::default(),
            sign_ins: AtomicU64::new(0),
            agents: AtomicUsize::new(0),
            pace_learnt: AtomicBool::new(false),
            half,
            pace,
            pace_log: OnceLock::new(),
        }))
    }

    /// What the platform can do.
    pub fn capabilities(&self) -> Capabilities {
        self.0.capabilities
    }

    /// The platform itself.
    pub fn platform(&self) -> &Arc<dyn Platform> {
        &self.0.platform
    }

    /// The one limiter of this sign-in, for reads and writes of all runs. Never held across an await.
    pub fn limiter(&self) -> &Mutex<Limiter> {
        &self.0.limiter
    }

    /// The moment that every duration told to the limiter counts from.
    pub fn origin(&self) -> Instant {
        self.0.origin
    }

    /// Keeps what is sent in a log from now on, and counts what earlier programs have sent lately. Only the first log
    /// counts.
    pub fn keep_log(&self, log: &PaceLog, connection: &str) {
        let log = log.of_connection(connection);
        let ago = log.ago(self.0.capabilities.grace);
        if self.0.pace_log.set(log).is_ok() {
            limiter(self).recall(now(self), ago);
        }
    }

    pub(crate) fn pace_log(&self) -> Option<&OfConnection> {
        self.0.pace_log.get()
    }

    /// How many agents there are in all, where the directory was read.
    pub fn known_agents(&self) -> Option<usize> {
        Some(self.0.agents.load(Ordering::Relaxed)).filter(|agents| *agents > 0)
    }

    /// Remembers how many agents there are in all.
    pub(crate) fn knows_agents(&self, agents: usize) {
        self.0.agents.store(agents, Ordering::Relaxed);
    }

    /// Asks once for the pace that the tenant was granted, and keeps to it; what the person set stays the most. Where
    /// the platform does not tell, or not now, the pace stays as it is.
    pub(crate) async fn learn_pace(&self, cancel: &CancellationToken) {
        if self.0.pace_learnt.swap(true, Ordering::AcqRel) {
            return;
        }
        let asked = async {
            let token = self.token().await.ok()?;
            let _place = slot(self).await;
            self.platform().granted_pace(&token).await.ok()?
        };
        let granted = tokio::select! {
            granted = asked => granted,
            () = cancel.cancelled() => None,
        };
        if let Some(granted) = granted {
            self.keep_to(granted);
        }
    }

    /// Keeps to the pace that the platform says it allows; what the person set stays the most.
    pub(crate) fn keep_to(&self, granted: Pace) {
        let pace = both(self.0.pace, Some(granted)).map(|pace| if self.0.half { halved(pace) } else { pace });
        let mut limiter = limiter(self);
        if limiter.pace() != pace {
            limiter.set_pace(pace);
        }
    }

    /// A token that is good for a while yet. Signs in once for all who ask at the same time.
    ///
    /// # Errors
    /// What the sign-in was refused for.
    pub async fn token(&self) -> Answer<Token> {
        let seen = self.0.sign_ins.load(Ordering::Acquire);
        let mut session = self.0.session.lock().await;
        if let Some(answer) = self.ended_meanwhile(seen, &session) {
            return answer;
        }
        let now = Instant::now();
        match &session.held {
            Some(held) if held.renew_at.is_none_or(|moment| now < moment) => return Ok(held.token.clone()),
            _ => {}
        }
        let refusal = match self.sign_in(&mut session).await {
            Ok(token) => return Ok(token),
            Err(refusal) => refusal,
        };
        // The renewal came early; a passing trouble with it does not take away the token that is still good.
        let now = Instant::now();
        match &mut session.held {
            Some(held) if refusal.outcome != Outcome::Stop && held.ends_at.is_some_and(|end| now < end) => {
                held.renew_at = held.ends_at.map(|end| now + (end - now) / 2);
                session.failure = None;
                Ok(session.held.as_ref().expect("held above").token.clone())
            }
            _ => Err(refusal),
        }
    }

    /// Another token after the platform refused one. Signs in once for all who were refused together; who comes when
    /// somebody has already signed in again gets that token.
    ///
    /// # Errors
    /// What the sign-in was refused for, or a stop when fresh tokens are refused again and again.
    pub async fn renew(&self, refused: &Token) -> Answer<Token> {
        let seen = self.0.sign_ins.load(Ordering::Acquire);
        let mut session = self.0.session.lock().await;
        match &session.held {
            Some(held) if !held.token.same(refused) => return Ok(held.token.clone()),
            Some(held) => {
                let was_young = held.token.life().is_none_or(|life| held.since.elapsed() < life / 2);
                session.young_refusals = if was_young { session.young_refusals + 1 } else { 0 };
                session.ended = session.held.take();
            }
            None => {
                if let Some(answer) = self.ended_meanwhile(seen, &session) {
                    return answer;
                }
            }
        }
        if session.young_refusals >= YOUNG_REFUSALS {
            session.young_refusals = 0;
            return Err(never_accepted());
        }
        self.sign_in(&mut session).await
    }

    /// Signs in anew before the next request, for instance after the computer slept.
    pub(crate) async fn end_token(&self) {
        let mut session = self.0.session.lock().await;
        session.ended = session.held.take().or(session.ended.take());
    }

    /// The answer of a sign-in that ended while the caller waited for the lock.
    fn ended_meanwhile(&self, seen: u64, session: &Session) -> Option<Answer<Token>> {
        if self.0.sign_ins.load(Ordering::Acquire) == seen {
            return None;
        }
        match (&session.failure, &session.held) {
            (Some(refusal), _) => Some(Err(refusal.clone())),
            (None, Some(held)) => Some(Ok(held.token.clone())),
            (None, None) => None,
        }
    }

    async fn sign_in(&self, session: &mut Session) -> Answer<Token> {
        let since = Instant::now();
        let earlier = session.held.as_ref().or(session.ended.as_ref()).map(|held| held.token.clone());
        let answer = self.0.platform.sign_in(earlier.as_ref()).await;
        session.failure = answer.as_ref().err().cloned();
        if let Ok(token) = &answer {
            tracing::debug!(life = ?token.life(), "signed in");
            let life = token.life();
            session.ended = None;
            session.held = Some(Held {
                token: token.clone(),
                since,
                // A life that no clock can hold has no end.
                renew_at: life.and_then(|life| since.checked_add(life - AHEAD.min(life / 10))),
                ends_at: life.and_then(|life| since.checked_add(life)),
            });
        }
        self.0.sign_ins.fetch_add(1, Ordering::Release);
        answer
    }
}

impl fmt::Debug for Centre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Centre").field("capabilities", &self.0.capabilities).finish_non_exhaustive()
    }
}

/// A pace that keeps to two: no window of either sees more than it allows. Where the longer one allows more than the
/// shorter at once, it is spread over as many windows as it holds of the shorter one's requests.
fn both(one: Option<Pace>, other: Option<Pace>) -> Option<Pace> {
    let (Some(one), Some(other)) = (one, other) else { return one.or(other) };
    let (short, long) = if one.window <= other.window { (one, other) } else { (other, one) };
    if long.requests <= short.requests {
        return Some(long);
    }
    let requests = short.requests.max(1);
    let spread = Duration::from_nanos(long.window.as_nanos().div_ceil(u128::from(long.requests / requests)) as u64);
    Some(Pace { requests, window: short.window.max(spread) })
}

fn halved(pace: Pace) -> Pace {
    match pace.requests {
        0 | 1 => Pace { requests: 1, window: pace.window * 2 },
        requests => Pace { requests: requests / 2, ..pace },
    }
}

fn never_accepted() -> Refusal {
    Refusal {
        outcome: Outcome::Stop,
        wait: None,
        problem: Problem {
            title: "The contact centre does not accept its own sign-in".into(),
            meaning: "Signing in works, but what it gives is refused at once. Nothing more was sent.".into(),
            next: "Test the connection".into(),
            status: Some(401),
            ..Problem::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_keeps_to_both() {
        let pace = |requests, millis| Pace { requests, window: Duration::from_millis(millis) };
        for (one, other, kept) in [
            (pace(10, 1_000), pace(300, 60_000), pace(10, 2_000)),
            (pace(300, 60_000), pace(60, 60_000), pace(60, 60_000)),
            (pace(2, 1_000), pace(300, 60_000), pace(2, 1_000)),
            // All of the longer one fits into the shorter.
            (pace(10_000, 1_000), pace(30, 60_000), pace(30, 60_000)),
            (pace(250, 40_000), pace(300, 60_000), pace(250, 60_000)),
            (pace(10, 1_000), pace(25, 60_000), pace(10, 30_000)),
        ] {
            assert_eq!(both(Some(one), Some(other)), Some(kept), "{one:?} {other:?}");
            assert_eq!(both(Some(other), Some(one)), Some(kept), "{other:?} {one:?}");
            assert_eq!(both(Some(one), None), Some(one));
        }
    }
}
