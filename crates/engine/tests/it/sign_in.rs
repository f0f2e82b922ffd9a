//! One sign-in for all who need it, renewed in time, and never hammered.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_platforms::{Capabilities, Listing, Platform, Settings, Standing, Sweep, Token};
use skillsheet_skills::{Agent, AgentId, Answer, Assignments, Call, Outcome, Pace, Problem, Refusal, Scope, Skill};
use tokio::time::advance;

/// A far end that only signs in, taking a second over it.
#[derive(Default)]
struct Door {
    sign_ins: AtomicUsize,
    refuses: Mutex<Option<Outcome>>,
}

impl Door {
    fn sign_ins(&self) -> usize {
        self.sign_ins.load(Ordering::SeqCst)
    }

    fn refuse(&self, outcome: Option<Outcome>) {
        *self.refuses.lock().unwrap() = outcome;
    }
}

#[async_trait]
impl Platform for Door {
    fn capabilities(&self) -> Capabilities {
        let pace = Some(Pace { requests: 60, window: Duration::from_secs(6) });
        Capabilities {
            scale: Settings::of("wrapped-put").unwrap().scale(),
            writes: skillsheet_skills::Writes::Replace,
            lists_directory: true,
            sweep: Sweep::None,
            pace,
            adapts: false,
            concurrency: 6,
            grace: Duration::from_secs(30),
            by_browser: false,
        }
    }

    async fn sign_in(&self, _: Option<&Token>) -> Answer<Token> {
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.sign_ins.fetch_add(1, Ordering::SeqCst);
        match *self.refuses.lock().unwrap() {
            None => Ok(Token::new(SecretString::from("t"), Some(Duration::from_secs(3600)), None)),
            Some(outcome) => Err(Refusal { outcome, wait: None, problem: Problem::default() }),
        }
    }

    async fn agents(&self, _: &Token, _: u32) -> Answer<Listing<Agent>> {
        unreachable!("only the sign-in is tested")
    }

    async fn skills(&self, _: &Token, _: u32) -> Answer<Listing<Skill>> {
        unreachable!("only the sign-in is tested")
    }

    async fn assignments(&self, _: &Token, _: &Scope, _: u32) -> Answer<Listing<(AgentId, Assignments)>> {
        unreachable!("only the sign-in is tested")
    }

    async fn write(&self, _: &Token, _: &Call) -> Answer<()> {
        unreachable!("only the sign-in is tested")
    }

    async fn standing(&self, _: &Token) -> Answer<Standing> {
        Ok(Standing::default())
    }
}

fn centre() -> (Arc<Door>, Centre) {
    let door = Arc::new(Door::default());
    (door.clone(), Centre::new(door, None, false))
}

/// Everybody asks at once.
async fn all<F: Future + Send + 'static>(ask: impl Fn() -> F) -> Vec<F::Output>
where
    F::Output: Send + 'static,
{
    let tasks: Vec<_> = (0..20).map(|_| tokio::spawn(ask())).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

#[tokio::test(start_paused = true)]
async fn who_comes_together_signs_in_once() {
    let (door, centre) = centre();
    let ask = move || {
        let centre = centre.clone();
        async move { centre.token().await }
    };
    let tokens = all(&ask).await;
    assert!(tokens.iter().all(|token| token.as_ref().unwrap().same(tokens[0].as_ref().unwrap())));
    assert_eq!(door.sign_ins(), 1);
    all(&ask).await;
    assert_eq!(door.sign_ins(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_secret_is_tried_once_for_all() {
    let (door, centre) = centre();
    door.refuse(Some(Outcome::Stop));
    let ask = || {
        let centre = centre.clone();
        async move { centre.token().await }
    };
    assert!(all(ask).await.iter().all(|token| token.is_err()));
    assert_eq!(door.sign_ins(), 1);
    // Asked anew, it is tried anew: the secret may have been set right.
    door.refuse(None);
    centre.token().await.unwrap();
    assert_eq!(door.sign_ins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_ahead_of_its_end() {
    let (door, centre) = centre();
    let first = centre.token().await.unwrap();
    advance(Duration::from_secs(3290)).await;
    assert!(centre.token().await.unwrap().same(&first));
    advance(Duration::from_secs(15)).await;
    assert!(!centre.token().await.unwrap().same(&first));
    assert_eq!(door.sign_ins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_leaves_what_is_still_good() {
    let (door, centre) = centre();
    let first = centre.token().await.unwrap();
    door.refuse(Some(Outcome::Retry));
    advance(Duration::from_secs(3400)).await;
    for _ in 0..3 {
        assert!(centre.token().await.unwrap().same(&first));
    }
    assert_eq!(door.sign_ins(), 2);
    advance(Duration::from_secs(300)).await;
    assert_eq!(centre.token().await.unwrap_err().outcome, Outcome::Retry);
}

#[tokio::test(start_paused = true)]
async fn who_is_refused_together_signs_in_again_once() {
    let (door, centre) = centre();
    let first = centre.token().await.unwrap();
    let again = {
        let (centre, first) = (centre.clone(), first.clone());
        move || {
            let (centre, first) = (centre.clone(), first.clone());
            async move { centre.renew(&first).await }
        }
    };
    let tokens = all(again).await;
    assert!(tokens.iter().all(|token| token.as_ref().unwrap().same(tokens[0].as_ref().unwrap())));
    assert_eq!(door.sign_ins(), 2);
    assert!(centre.renew(&first).await.unwrap().same(tokens[0].as_ref().unwrap()));
    assert_eq!(door.sign_ins(), 2);
}

#[tokio::test(start_paused = true)]
async fn fresh_tokens_that_are_always_refused_stop() {
    let (door, centre) = centre();
    let mut token = centre.token().await.unwrap();
    let refusal = loop {
        match centre.renew(&token).await {
            Ok(next) => token = next,
            Err(refusal) => break refusal,
        }
        assert!(door.sign_ins() < 10, "it goes on for ever");
    };
    assert_eq!(refusal.outcome, Outcome::Stop);
    // Tokens that served their time are another matter.
    let mut token = centre.token().await.unwrap();
    for _ in 0..10 {
        advance(Duration::from_secs(1900)).await;
        token = centre.renew(&token).await.unwrap();
    }
}

#[test]
fn the_pace_keeps_to_what_was_set_and_to_what_is_allowed() {
    let pace = |requests, seconds| Some(Pace { requests, window: Duration::from_secs(seconds) });
    for (set, half, expected) in [
        (None, false, pace(60, 6)),
        (pace(300, 60), false, pace(60, 12)),
        (pace(100, 6), false, pace(60, 6)),
        (pace(600, 60), false, pace(60, 6)),
        (None, true, pace(30, 6)),
        (pace(1, 60), true, pace(1, 120)),
    ] {
        let centre = Centre::new(Arc::new(Door::default()), set, half);
        assert_eq!(centre.limiter().lock().unwrap().pace(), expected, "{set:?} {half}");
    }
}
