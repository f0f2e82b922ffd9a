//! What the desktop is told of a run: to stay awake, how far it is on the taskbar, and how it ended. None of it matters
//! to the run: what the system refuses is logged, and nobody waits for a system that does not answer.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use skillsheet_engine::journal::{RunId, RunMode, Tally};
use skillsheet_engine::runner::RunSnapshot;
use skillsheet_skills::RunStatus;
use tauri::window::{ProgressBarState, ProgressBarStatus};
use tauri::{AppHandle, Manager};

/// So long the app stays for a notification on its way when it is about to close.
const LAST_WORD: Duration = Duration::from_secs(2);

/// The desktop around the window.
pub struct Desktop {
    app: AppHandle,
    awake: Sender<bool>,
    told: Mutex<Told>,
}

/// What was said last, so that nothing is said twice.
#[derive(Default)]
struct Told {
    awake: bool,
    bar: Bar,
    /// The run, and whether it was going on.
    run: Option<(RunId, bool)>,
    notifying: Option<tauri::async_runtime::JoinHandle<()>>,
}

impl Desktop {
    /// The desktop that an app's window is on.
    pub fn new(app: AppHandle) -> Self {
        let (awake, wishes) = channel();
        // Windows ties the wish to the thread that made it, and a D-Bus may never answer.
        let started = std::thread::Builder::new().name("awake".into()).spawn(move || stay_awake(&wishes));
        if let Err(error) = started {
            tracing::warn!(%error, "the computer cannot be kept awake");
        }
        Desktop { app, awake, told: Mutex::default() }
    }

    /// Tells what there is to tell of a run as it is now.
    pub fn follow(&self, snapshot: &RunSnapshot) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.awake != snapshot.is_under_way() {
            told.awake = snapshot.is_under_way();
            // Without the thread nobody listens, which was logged.
            let _ = self.awake.send(told.awake);
        }
        let standing = Standing::of(snapshot);
        let bar = standing.bar();
        if told.bar != bar {
            told.bar = bar;
            self.show(bar);
        }
        let before = told.run.replace((snapshot.run.id, snapshot.is_under_way() && !snapshot.offline));
        if before == Some((snapshot.run.id, true))
            && let Some(words) = standing.words()
            && !self.is_looked_at()
        {
            told.notifying = Some(tauri::async_runtime::spawn_blocking(move || words.notify()));
        }
    }

    /// Waits for a notification on its way, but not for long.
    pub async fn notified(&self) {
        let notifying = self.told.lock().unwrap_or_else(PoisonError::into_inner).notifying.take();
        if let Some(notifying) = notifying {
            let _ = tokio::time::timeout(LAST_WORD, notifying).await;
        }
    }

    fn is_looked_at(&self) -> bool {
        let window = self.app.get_webview_window("main");
        window.is_some_and(|window| window.is_visible().unwrap_or_default() && window.is_focused().unwrap_or_default())
    }

    fn show(&self, bar: Bar) {
        let Some(window) = self.app.get_webview_window("main") else { return };
        if let Err(error) = window.set_progress_bar(bar.into()) {
            tracing::debug!(%error, "the taskbar shows no progress");
        }
    }
}

/// Holds the computer awake as long as that is wished for; ends with the app.
fn stay_awake(wishes: &Receiver<bool>) {
    let mut held = None;
    while let Ok(wish) = wishes.recv() {
        held = None;
        if !wish {
            continue;
        }
        // Where somebody may not keep it from any sleep, it is at least kept from falling asleep by itself.
        match hold(cfg!(target_os = "linux")).or_else(|_| hold(false)) {
            Ok(hold) => held = Some(hold),
            Err(error) => tracing::info!(%error, "the computer is not kept awake"),
        }
    }
    drop(held);
}

fn hold(from_any_sleep: bool) -> keepawake::Result<keepawake::KeepAwake> {
    keepawake::Builder::default()
        .idle(true)
        .sleep(from_any_sleep)
        .reason("Agents' skills are being updated")
        .app_name("Skillsheet")
        .app_reverse_domain("app.skillsheet.desktop")
        .create()
}

/// What of a run the desktop is told.
#[derive(Clone, Debug)]
struct Standing<'a> {
    status: RunStatus,
    mode: RunMode,
    agents: Tally,
    reason: Option<&'a str>,
    offline: bool,
    trial_over: bool,
    connection: &'a str,
}

impl<'a> Standing<'a> {
    fn of(snapshot: &'a RunSnapshot) -> Self {
        let run = &snapshot.run;
        Standing {
            status: run.status,
            mode: run.mode,
            agents: run.counts.agents(snapshot.is_under_way()),
            reason: snapshot.reason.as_ref().map(|reason| reason.title.as_str()),
            offline: snapshot.offline,
            trial_over: snapshot.trial_over,
            connection: &run.connection,
        }
    }

    fn settled(&self) -> u32 {
        self.agents.done + self.agents.failed + self.agents.held
    }

    fn bar(&self) -> Bar {
        let percent = u64::from(self.settled()) * 100 / u64::from(self.agents.total.max(1));
        match self.status {
            RunStatus::Running if self.offline => Bar::Paused(percent),
            RunStatus::Running => Bar::Going(percent),
            RunStatus::Paused if self.reason.is_some() => Bar::Stopped(percent),
            RunStatus::Paused => Bar::Paused(percent),
            RunStatus::Interrupted | RunStatus::Completed | RunStatus::Cancelled => Bar::None,
        }
    }

    /// How it ended or why it waits, for somebody who looks elsewhere; none while it goes on, and for what the person
    /// did themselves.
    fn words(&self) -> Option<Words> {
        let (all, settled) = (many(self.agents.total), self.settled());
        let (title, body) = match (self.status, self.reason) {
            (RunStatus::Completed, _) => {
                let title = if self.mode == RunMode::Undo { "The undo is done" } else { "The update is done" };
                let done = self.up_to_date();
                let body = match self.agents.failed + self.agents.held {
                    0 => done,
                    1 => format!("{done} · 1 needs you"),
                    need => format!("{done} · {need} need you"),
                };
                (title.to_owned(), body)
            }
            (RunStatus::Running, Some(reason)) if self.offline => {
                let body = format!("Paused at {settled} of {all}. It goes on by itself when the connection is back.");
                (reason.to_owned(), body)
            }
            (RunStatus::Paused, Some(reason)) => {
                (reason.to_owned(), format!("Paused at {settled} of {all}. Nothing is lost."))
            }
            (RunStatus::Paused, None) if self.trial_over => {
                let are = if settled == 1 { "is" } else { "are" };
                let wait = if self.agents.waiting == 1 { "waits" } else { "wait" };
                let body =
                    format!("Look at them in {}. {} {wait} for your word.", self.connection, self.agents.waiting);
                (format!("{} {are} done", many(settled)), body)
            }
            _ => return None,
        };
        Some(Words { title, body })
    }

    fn up_to_date(&self) -> String {
        let (all, done) = (many(self.agents.total), self.agents.done);
        let (is, what) = match (self.mode, done == 1) {
            (RunMode::Undo, true) => ("is", "as it was"),
            (RunMode::Undo, false) => ("are", "as they were"),
            (_, true) => ("is", "up to date"),
            (_, false) => ("are", "up to date"),
        };
        match done == self.agents.total {
            true if done == 1 => format!("{all} {is} {what}"),
            true => format!("All {all} {is} {what}"),
            false => format!("{done} of {all} {is} {what}"),
        }
    }
}

/// A run on the taskbar, in per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Bar {
    #[default]
    None,
    Going(u64),
    Paused(u64),
    Stopped(u64),
}

impl From<Bar> for ProgressBarState {
    fn from(bar: Bar) -> Self {
        let (status, progress) = match bar {
            Bar::None => (ProgressBarStatus::None, None),
            Bar::Going(percent) => (ProgressBarStatus::Normal, Some(percent)),
            Bar::Paused(percent) => (ProgressBarStatus::Paused, Some(percent)),
            Bar::Stopped(percent) => (ProgressBarStatus::Error, Some(percent)),
        };
        ProgressBarState { status: Some(status), progress }
    }
}

/// A notification.
#[derive(Debug, PartialEq, Eq)]
struct Words {
    title: String,
    body: String,
}

impl Words {
    /// Blocks until the desktop took it.
    fn notify(&self) {
        let mut notification = notify_rust::Notification::new();
        notification.appname("Skillsheet").icon("skillsheet").summary(&self.title).body(&escaped(&self.body));
        #[cfg(windows)]
        notification.app_id("app.skillsheet.desktop");
        #[cfg(target_os = "macos")]
        let _ = notify_rust::set_application("app.skillsheet.desktop");
        if let Err(error) = notification.show() {
            tracing::info!(%error, "the desktop showed no notification");
        }
    }
}

/// On Linux a notification's text may hold markup, and a connection's name may look like some.
fn escaped(text: &str) -> String {
    match cfg!(target_os = "linux") {
        true => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        false => text.to_owned(),
    }
}

fn many(agents: u32) -> String {
    if agents == 1 { "1 agent".to_owned() } else { format!("{agents} agents") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(status: RunStatus, done: u32, failed: u32, waiting: u32) -> Standing<'static> {
        let agents = Tally { total: done + failed + waiting, done, failed, waiting, ..Tally::default() };
        Standing {
            status,
            mode: RunMode::Merge,
            agents,
            reason: None,
            offline: false,
            trial_over: false,
            connection: "Acme",
        }
    }

    fn said(standing: Standing<'_>) -> Option<(String, String)> {
        standing.words().map(|words| (words.title, words.body))
    }

    fn words(title: &str, body: &str) -> Option<(String, String)> {
        Some((title.to_owned(), body.to_owned()))
    }

    #[test]
    fn how_it_ended_is_said_in_one_sentence() {
        let done = "The update is done";
        let ended = |done, failed| standing(RunStatus::Completed, done, failed, 0);
        assert_eq!(said(ended(412, 0)), words(done, "All 412 agents are up to date"));
        assert_eq!(said(ended(407, 5)), words(done, "407 of 412 agents are up to date · 5 need you"));
        assert_eq!(said(ended(1, 1)), words(done, "1 of 2 agents is up to date · 1 needs you"));
        assert_eq!(said(ended(1, 0)), words(done, "1 agent is up to date"));
        let undo = Standing { mode: RunMode::Undo, ..ended(9, 0) };
        assert_eq!(said(undo), words("The undo is done", "All 9 agents are as they were"));
    }

    #[test]
    fn a_pause_is_told_when_it_was_not_the_person_s_own() {
        let paused = standing(RunStatus::Paused, 244, 0, 168);
        assert_eq!(said(paused.clone()), None);
        let full = Standing { reason: Some("The disk is full"), ..paused };
        let body = "Paused at 244 of 412 agents. Nothing is lost.";
        assert_eq!(said(full), words("The disk is full", body));
        let title = "No connection to the internet";
        let offline = Standing { reason: Some(title), offline: true, ..standing(RunStatus::Running, 244, 0, 168) };
        let body = "Paused at 244 of 412 agents. It goes on by itself when the connection is back.";
        assert_eq!(said(offline.clone()), words(title, body));
        assert_eq!(offline.bar(), Bar::Paused(59));
        let trial = Standing { trial_over: true, ..standing(RunStatus::Paused, 5, 0, 407) };
        assert_eq!(said(trial), words("5 agents are done", "Look at them in Acme. 407 wait for your word."));
        for status in [RunStatus::Running, RunStatus::Cancelled, RunStatus::Interrupted] {
            assert_eq!(said(standing(status, 5, 0, 407)), None, "{status:?}");
        }
    }

    #[test]
    fn the_taskbar_shows_how_far_it_is_and_nothing_when_it_is_over() {
        assert_eq!(standing(RunStatus::Running, 100, 3, 309).bar(), Bar::Going(25));
        assert_eq!(standing(RunStatus::Paused, 100, 3, 309).bar(), Bar::Paused(25));
        let stopped = Standing { reason: Some("The disk is full"), ..standing(RunStatus::Paused, 1, 0, 1) };
        assert_eq!(stopped.bar(), Bar::Stopped(50));
        assert_eq!(standing(RunStatus::Completed, 3, 0, 0).bar(), Bar::None);
        assert_eq!(standing(RunStatus::Running, 0, 0, 0).bar(), Bar::Going(0), "nothing is no share of nothing");
    }

    #[test]
    fn a_name_is_no_markup() {
        let plain = escaped("R&D <b>centre</b>");
        let expected =
            if cfg!(target_os = "linux") { "R&amp;D &lt;b&gt;centre&lt;/b&gt;" } else { "R&D <b>centre</b>" };
        assert_eq!(plain, expected);
    }
}
