//! The one controller behind the window: it owns the state, does what commands ask, and says what happened. The window
//! may be reloaded, or go away, at any moment.

mod connections;
mod files;
mod history;
mod matching;
mod review;
mod runs;
mod sheet;
mod watching;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use skillsheet_engine::connections::Connection;
use skillsheet_engine::session::{OpenError, Session};
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;

use crate::desktop::Desktop;
use crate::dialogs::Dialogs;
use crate::error::{Answer, cancelled, not_now};
use crate::practice::Practice;
use crate::preferences::Preferences;
use crate::show;
use crate::state::State;
use crate::view::{AppView, CommandError, Event, TaskView};

/// The controller. Shared by all commands.
pub struct Studio {
    session: Arc<Session>,
    state: Mutex<State>,
    window: Mutex<Option<Channel<Event>>>,
    /// What was found wrong on opening, until it was said.
    found: Mutex<Option<CommandError>>,
    preferences: Mutex<Preferences>,
    practice: tokio::sync::Mutex<Option<Practice>>,
    /// Held while the directory is read, so that it is read once for all who need it.
    reading_directory: tokio::sync::Mutex<()>,
    dialogs: Dialogs,
    desktop: Desktop,
}

/// What a command holds while it works: shared, for it goes on after the command's words were said.
pub type Shared = Arc<Studio>;

impl Studio {
    /// The controller over a data folder. Blocks while that is opened.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path, dialogs: Dialogs, desktop: Desktop) -> Result<Self, OpenError> {
        let session = Session::open(folder)?;
        let found = session.journal().set_aside().map(damaged);
        let current = session.connections().list().iter().max_by_key(|it| it.last_used).map(|it| it.id.clone());
        Ok(Studio {
            session: Arc::new(session),
            state: Mutex::new(State { current, ..State::default() }),
            window: Mutex::default(),
            found: Mutex::new(found),
            preferences: Mutex::new(Preferences::load(folder)),
            practice: tokio::sync::Mutex::default(),
            reading_directory: tokio::sync::Mutex::default(),
            dialogs,
            desktop,
        })
    }

    /// Takes the window's ear. A reloaded window takes it over.
    pub fn subscribe(&self, channel: Channel<Event>) {
        *self.window.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
        if let Some(error) = self.found.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.tell(Event::ProblemRaised { error });
        }
    }

    /// Says what happened, if a window listens.
    pub fn tell(&self, event: Event) {
        let window = self.window.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(channel) = window {
            // A window that has gone asks for the state when it comes back.
            let _ = channel.send(event);
        }
    }

    /// Everything but the long lists.
    pub fn app(&self) -> AppView {
        let connections = self.session.all_connections();
        let preferences = self.preferences().clone();
        let notes = show::Notes { connections: &connections, preferences: &preferences };
        show::app(&self.state(), &notes, &self.session)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn preferences(&self) -> MutexGuard<'_, Preferences> {
        self.preferences.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, and says so.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let (answer, revision) = {
            let mut state = self.state();
            let answer = change(&mut state);
            state.revision += 1;
            (answer, state.revision)
        };
        self.tell(Event::StateChanged { revision });
        answer
    }

    /// Changes the update in hand, and says so.
    fn change_update<T>(&self, change: impl FnOnce(&mut skillsheet_engine::update::Update) -> T) -> Answer<T> {
        self.change(|state| state.in_hand.as_mut().map(|hand| change(&mut hand.update))).ok_or_else(not_now)
    }

    /// Reads from the update in hand.
    fn with_update<T>(&self, read: impl FnOnce(&skillsheet_engine::update::Update) -> T) -> Answer<T> {
        self.state().in_hand.as_ref().map(|hand| read(&hand.update)).ok_or_else(not_now)
    }

    fn current(&self) -> Answer<Connection> {
        let id = self.state().current.clone().ok_or_else(not_now)?;
        self.session.connection(&id).ok_or_else(not_now)
    }

    /// Begins long work that the person may stop. An earlier one is stopped.
    fn begin(&self, task: TaskView) -> Work<'_> {
        let cancel = CancellationToken::new();
        let earlier = {
            let mut state = self.state();
            state.task = Some(task.clone());
            state.cancel.replace(cancel.clone())
        };
        if let Some(earlier) = earlier {
            earlier.cancel();
        }
        self.tell(Event::TaskProgressed { task: Some(task.clone()) });
        Work { studio: self, task: Mutex::new(task), began: Instant::now(), cancel }
    }

    /// Stops the long work under way.
    pub fn cancel_task(&self) {
        if let Some(cancel) = self.state().cancel.take() {
            cancel.cancel();
        }
    }
}

/// Long work under way. Over when it is dropped.
struct Work<'a> {
    studio: &'a Studio,
    task: Mutex<TaskView>,
    began: Instant,
    cancel: CancellationToken,
}

impl Work<'_> {
    /// Why it failed. What the person stopped needs no explanation.
    fn failed(&self, refusal: skillsheet_skills::Refusal) -> CommandError {
        if self.cancel.is_cancelled() { cancelled() } else { refusal.into() }
    }

    fn progress(&self, done: usize, total: usize) {
        let mut task = self.task.lock().unwrap_or_else(PoisonError::into_inner);
        // A hundred steps are as many as a bar shows.
        let step = (total / 100).max(1);
        if done != total && done / step == task.done as usize / step && task.total as usize == total {
            return;
        }
        (task.done, task.total) = (done as u32, total as u32);
        task.left = left(self.began.elapsed(), done, total);
        self.studio.state().task = Some(task.clone());
        self.studio.tell(Event::TaskProgressed { task: Some(task.clone()) });
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        let mut state = self.studio.state();
        // A later work that took the place over goes on.
        if !self.cancel.is_cancelled() || state.cancel.is_none() {
            state.task = None;
            state.cancel = None;
            drop(state);
            self.studio.tell(Event::TaskProgressed { task: None });
        }
    }
}

fn task(id: &str, label: String) -> TaskView {
    TaskView { id: id.to_owned(), label, agents: None, done: 0, total: 0, left: None }
}

/// The work of reading what so many agents have.
fn reading(id: &str, agents: usize) -> TaskView {
    TaskView { agents: Some(agents as u32), ..task(id, "Reading today’s skills".to_owned()) }
}

/// How long work still takes that goes on as it went, in seconds. Nothing is said before that can be told.
fn left(so_far: Duration, done: usize, total: usize) -> Option<f64> {
    /// The first answers say more about signing in than about the pace.
    const SOON: Duration = Duration::from_secs(2);
    if so_far < SOON || done == 0 || done >= total {
        return None;
    }
    Some(so_far.as_secs_f64() / done as f64 * (total - done) as f64)
}

/// The history was damaged, and lies there now.
fn damaged(aside: &Path) -> CommandError {
    let hint =
        format!("The file is damaged and was set aside as “{}”. Running and comparing still work.", aside.display());
    CommandError::new("historyDamaged", "Skillsheet could not read its history", hint)
}

/// A file's name without its folder.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Saves to the place that a dialog gives; its file name when it was saved, nothing when the person thought better.
async fn saved<E: Into<CommandError> + Send + 'static>(
    path: Option<PathBuf>,
    save: impl FnOnce(PathBuf) -> Result<PathBuf, E> + Send + 'static,
) -> Answer<Option<String>> {
    let Some(path) = path else { return Ok(None) };
    let written = tauri::async_runtime::spawn_blocking(move || save(path)).await;
    let written = written.map_err(|_| not_now())?.map_err(Into::into)?;
    Ok(Some(file_name(&written)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_the_pace_and_is_no_guess() {
        let after = |seconds, done| left(Duration::from_secs(seconds), done, 690);
        assert_eq!(after(1, 100), None, "too early");
        assert_eq!(after(30, 0), None, "nothing is known");
        assert_eq!(after(10, 230), Some(20.0));
        assert_eq!(after(30, 690), None, "over");
    }
}
