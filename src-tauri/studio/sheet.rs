//! Choosing and reading a sheet.

use std::path::PathBuf;
use std::sync::Arc;

use skillsheet_engine::connections::Connection;
use skillsheet_engine::journal::{JournalError, RunId};
use skillsheet_engine::memory::Remembered;
use skillsheet_engine::results::run_of;
use skillsheet_engine::update::{Reread, Terms, Update};
use skillsheet_engine::workbook::{CancelFlag, Workbook, read, read_pasted};
use skillsheet_skills::{Best, Field, Hidden, Layout, Proficiency, Scale, Writes};

use super::{Shared, Studio, file_name, task};
use crate::error::{Answer, cancelled, not_now};
use crate::practice;
use crate::state::{InHand, Returned, State};
use crate::view::{CommandError, Event, RereadView, StepView};

impl Studio {
    /// Matches the sheet in hand anew.
    pub(super) fn set_terms(&self, connection: &Connection) {
        let memory = self.memory(Some(connection));
        self.change(|state| {
            let terms = terms(state, Some(connection), memory);
            if let Some(hand) = &mut state.in_hand {
                hand.update.set_terms(terms);
            }
        });
    }

    /// Asks for a file and reads it; false when the person thought better of it.
    pub async fn choose_workbook(self: &Shared) -> Answer<bool> {
        match self.dialogs.choose_workbook().await {
            Some(path) => self.open_file(path).await.map(|()| true),
            None => Ok(false),
        }
    }

    /// Reads a file that was chosen, dropped or given at the start.
    pub async fn open_file(self: &Shared, path: PathBuf) -> Answer<()> {
        if self.state().run.as_ref().is_some_and(|run| run.now().is_under_way()) {
            let hint = "Wait until it is done, or stop it, then choose the sheet again.";
            return Err(CommandError::new("running", "An update is under way", hint));
        }
        let workbook = self.read(path.clone()).await?;
        {
            let mut preferences = self.preferences();
            preferences.note_used(path.clone());
            // A convenience: a sheet that was read is not refused for it.
            if let Err(error) = preferences.save() {
                tracing::warn!(%error, "the last used sheet was not noted");
            }
        }
        let returned = self.returned(&workbook).await;
        self.take_up(workbook, Some(path), false, returned);
        Ok(())
    }

    /// The run whose result a workbook is.
    async fn returned(&self, workbook: &Workbook) -> Option<Returned> {
        self.returned_of(run_of(workbook)?).await
    }

    async fn returned_of(&self, run: RunId) -> Option<Returned> {
        match self.session.journal().run(run).await {
            Ok(record) => Some(Returned::Run(Box::new(record))),
            Err(JournalError::NoSuchRun) => Some(Returned::Unknown),
            Err(error) => {
                // The sheet itself was read, and is not refused for it.
                tracing::warn!(%error, "the run of a result workbook could not be looked for");
                None
            }
        }
    }

    /// Something happened to a run: how it stands is asked anew, if its result workbook is in hand.
    pub(super) async fn look_again_at_returned(&self, run: RunId) {
        let Some(returned) = self.returned_of(run).await else { return };
        self.change(|state| {
            let asked = state.in_hand.as_mut().and_then(|hand| hand.returned.as_mut());
            if let Some(asked) = asked.filter(|asked| asked.is_of(run)) {
                *asked = returned;
            }
        });
    }

    /// Reads a result workbook as the sheet of a new run.
    pub fn start_new_one(&self) -> Answer<()> {
        self.change(|state| state.in_hand.as_mut().map(|hand| hand.returned = None)).ok_or_else(not_now)
    }

    async fn read(self: &Shared, path: PathBuf) -> Answer<Arc<Workbook>> {
        let work = self.begin(task("readingSheet", format!("Reading {}", file_name(&path))));
        let flag = CancelFlag::new();
        let (told, mut progress) = tokio::sync::watch::channel((0, 0));
        let (reader_flag, cancel) = (flag.clone(), work.cancel.clone());
        let reading = tauri::async_runtime::spawn_blocking(move || {
            let mut tell = |it: skillsheet_engine::workbook::Progress| {
                told.send_replace((it.rows as usize, it.of.unwrap_or(0) as usize));
            };
            read(&path, &mut tell, &reader_flag)
        });
        let watch = async {
            while progress.changed().await.is_ok() {
                let (done, total) = *progress.borrow_and_update();
                work.progress(done, total);
            }
            std::future::pending::<()>().await
        };
        let read = tokio::select! {
            read = reading => read,
            () = watch => unreachable!("watching has no end"),
            () = cancel.cancelled() => {
                flag.cancel();
                return Err(cancelled());
            }
        };
        Ok(Arc::new(read.map_err(|_| not_now())??))
    }

    /// Takes a workbook in hand.
    fn take_up(&self, workbook: Arc<Workbook>, path: Option<PathBuf>, is_sample: bool, returned: Option<Returned>) {
        let connection = self.current().ok();
        // A large sheet takes a moment, and the window goes on asking meanwhile.
        let memory = self.memory(connection.as_ref());
        let mut update = Update::new(workbook, terms(&self.state(), connection.as_ref(), memory.clone()));
        self.change(|state| {
            let now = terms(state, connection.as_ref(), memory);
            let is_known = |terms: &Terms| terms.directory.is_some();
            if is_known(&now) != is_known(update.terms()) {
                // Agents and skills were read in that moment.
                update.set_terms(now);
            }
            state.in_hand = Some(InHand { returned, ..InHand::new(update, path, is_sample) });
            state.undoing = None;
            state.run = None;
            state.step = StepView::Sheet;
        });
    }

    /// What was settled with earlier sheets.
    fn memory(&self, connection: Option<&Connection>) -> Arc<Remembered> {
        Arc::new(self.session.memory().recall(connection.map_or("", |connection| &connection.id)))
    }

    /// Opens one of the sheets that were used lately.
    pub async fn open_recent(self: &Shared, index: usize) -> Answer<()> {
        let path = self.preferences().recent.get(index).map(|recent| recent.path.clone()).ok_or_else(not_now)?;
        self.open_file(path).await
    }

    /// Reads the file again; corrections that still fit stay.
    pub async fn read_again(self: &Shared) -> Answer<RereadView> {
        let in_hand = self.state().in_hand.as_ref().and_then(|hand| hand.path.clone());
        // A file that could not be read at first is tried again too.
        let path = in_hand.clone().or_else(|| self.preferences().recent.first().map(|recent| recent.path.clone()));
        let path = path.ok_or_else(not_now)?;
        if in_hand.is_none() {
            self.open_file(path).await?;
            return Ok(RereadView { kept: 0, dropped: Vec::new() });
        }
        let workbook = self.read(path).await?;
        let reread = self.change(|state| {
            let hand = state.in_hand.as_mut()?;
            hand.changes_on_disk = 0;
            Some(hand.update.set_workbook(workbook))
        });
        let Reread { kept, dropped } = reread.ok_or_else(not_now)?;
        self.after_decision().await?;
        Ok(RereadView { kept: kept as u32, dropped: dropped.iter().map(ToString::to_string).collect() })
    }

    /// Reads cells pasted from Excel.
    pub async fn paste(&self, text: String) -> Answer<()> {
        let read = tauri::async_runtime::spawn_blocking(move || read_pasted(&text)).await;
        self.take_up(Arc::new(read.map_err(|_| not_now())??), None, false, None);
        Ok(())
    }

    /// Opens one of the two sample sheets of the practice centre in use.
    pub fn open_sample(&self, layout: Layout) -> Answer<()> {
        let connection = self.current()?;
        let sample = practice::sample(connection.settings.platform(), layout).ok_or_else(not_now)?;
        self.take_up(sample, None, true, None);
        Ok(())
    }

    /// Puts the sheet away and starts a new update.
    pub fn close_sheet(&self) {
        self.change(|state| {
            state.in_hand = None;
            state.undoing = None;
            state.run = None;
            state.step = StepView::Sheet;
        });
    }

    /// Chooses a tab.
    pub fn choose_tab(&self, tab: usize) -> Answer<()> {
        self.change_update(|update| update.choose_tab(tab))
    }

    /// Says in which row the headings are.
    pub fn set_heading_row(&self, row: u32) -> Answer<()> {
        self.change_update(|update| update.set_heading_row(row))
    }

    /// Says how many rows the headings take.
    pub fn set_heading_rows(&self, rows: u32) -> Answer<()> {
        self.change_update(|update| update.set_heading_rows(rows))
    }

    /// Says whether hidden rows and columns are read.
    pub fn set_hidden(&self, read: bool) -> Answer<()> {
        let hidden = if read { Hidden::Read } else { Hidden::LeaveOut };
        self.change_update(|update| update.set_hidden(hidden))
    }

    /// Guesses anew how the sheet is read, whatever is remembered.
    pub fn start_fresh(&self) -> Answer<()> {
        self.change_update(Update::start_fresh)
    }

    /// Says how the sheet is laid out.
    pub fn set_layout(&self, layout: Layout) -> Answer<()> {
        self.change_update(|update| update.set_layout(layout))
    }

    /// Gives a column to a field.
    pub fn set_column(&self, field: Field, column: Option<u32>) -> Answer<()> {
        self.change_update(|update| update.set_column(field, column))
    }

    /// Opens a file from outside a command: what goes wrong is told by an event.
    pub fn open_from_outside(self: &Shared, path: PathBuf) {
        let studio = self.clone();
        tauri::async_runtime::spawn(async move {
            if let Err(error) = studio.open_file(path).await {
                studio.tell(Event::ProblemRaised { error });
            }
        });
    }

    /// Goes to a step that is possible.
    pub async fn go_to(self: &Shared, step: StepView) -> Answer<()> {
        match step {
            StepView::Welcome => {}
            StepView::Sheet => self.change(|state| {
                state.undoing = None;
                state.step = StepView::Sheet;
            }),
            StepView::Match => {
                self.with_update(|_| ())?;
                self.ensure_directory().await?;
                self.change(|state| {
                    // Who goes on with the sheet wants a new run.
                    if let Some(hand) = &mut state.in_hand {
                        hand.returned = None;
                    }
                    state.undoing = None;
                    state.step = StepView::Match;
                });
            }
            StepView::Review if self.state().undoing.is_some() => self.change(|state| state.step = StepView::Review),
            StepView::Review => self.compare_what_is_missing().await?,
            StepView::Run => {
                if self.state().run.is_some() {
                    self.change(|state| state.step = StepView::Run);
                }
            }
        }
        Ok(())
    }
}

/// What the update in hand is compared by, with the connection in use.
fn terms(state: &State, connection: Option<&Connection>, memory: Arc<Remembered>) -> Terms {
    let known = state.directory.as_ref().filter(|known| connection.is_some_and(|it| it.id == known.connection));
    let directory = known.map(|known| known.directory.clone());
    match connection {
        Some(connection) => Terms::of(&connection.settings, directory, memory),
        None => {
            Terms { directory, scale: ANY, writes: Writes::Replace, lists_directory: true, max_skills: None, memory }
        }
    }
}

/// Before a contact centre is chosen every level is as good as another.
const ANY: Scale =
    Scale { min: Proficiency::whole(0), max: Proficiency::whole(100), step: Proficiency::whole(1), best: Best::High };
