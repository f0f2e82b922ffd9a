//! Runs: started, watched, paused, stopped, looked back on and put back.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use skillsheet_engine::centre::Centre;
use skillsheet_engine::connections::Connection;
use skillsheet_engine::journal::{NewRun, RunId, RunRecord};
use skillsheet_engine::runner::{self, Decision, Options, RunHandle};
use skillsheet_engine::same_centre;
use skillsheet_engine::session::{read_live, who};
use skillsheet_engine::undo::{NotKnownYet, Undo, changed, unsettled_for};
use skillsheet_engine::update::{Losing, Owner};
use skillsheet_skills::{Manners, Plan, PlanMode, RunStatus};
use tokio_util::sync::CancellationToken;

use super::review::per_request;
use super::{Shared, Studio, reading};
use crate::error::{Answer, not_now};
use crate::guard;
use crate::show;
use crate::state::{Pair, Place, State, Undoing};
use crate::view::{CommandError, Event, FeedFilter, FeedPage, LineKind, StepView};

/// The window is told of a run at most so often.
const BETWEEN_SNAPSHOTS: Duration = Duration::from_millis(100);

/// How often a run without a connection tries whether there is one again. Nobody notices so short a wait, and a contact
/// centre that comes back is not met by all at once.
const PROBE: Duration = Duration::from_secs(10);

impl Studio {
    /// Looks for a run that was cut off, or paused when the window was closed, to offer it. Nothing is resumed unasked.
    pub async fn look_for_interrupted(&self) {
        match self.session.journal().left_open(crate::practice::ID).await {
            Ok(Some(record)) => self.change(|state| state.interrupted = Some(record)),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "runs that were left open could not be looked for"),
        }
    }

    /// Starts the reviewed update. `first` pauses after so many agents.
    pub async fn start_run(self: &Shared, confirmation: &str, first: Option<u32>) -> Answer<String> {
        self.session.journal().can_write()?;
        self.refuse_while_running()?;
        let connection = self.current()?;
        let (run, place, losing) = self.reviewed(&connection, first)?;
        self.guard(&connection, &run, &losing, confirmation)?;
        let id = self.session.journal().create(run).await?;
        let options = Options { trial: first, ..carefully(&place.centre) };
        self.remember(&connection);
        let handle = runner::start(self.session.journal(), &place.centre, id, options).await?;
        self.watch(handle, &place, true);
        Ok(id.to_string())
    }

    /// Two runs at once would not know of each other, and may be about the same agents.
    fn refuse_while_running(&self) -> Answer<()> {
        if self.is_running() {
            let hint = "Pause it, or let it finish. Then come back.";
            return Err(CommandError::new("running", "Another update is under way", hint));
        }
        Ok(())
    }

    /// The run that the review stands for, where it goes, and who loses what by it. What was reviewed for another place
    /// than the one that the window names is nobody's review.
    fn reviewed(&self, connection: &Connection, first: Option<u32>) -> Answer<(NewRun, Place, Losing)> {
        let state = self.state();
        let here = |place: &Place| (place.connection == connection.id).then(|| place.clone()).ok_or_else(not_now);
        if let Some(undoing) = &state.undoing {
            let place = here(&undoing.place)?;
            let (of, undo) = (&undoing.of, &undoing.undo);
            let run = undo.new_run(of, undoing.agents.clone(), undoing.skills.clone(), undoing.read_at, who(), first);
            return Ok((run, place, undoing.losing()));
        }
        let hand = state.in_hand.as_ref().ok_or_else(not_now)?;
        let place = hand.place.as_ref().map_or_else(|| Err(not_now()), here)?;
        let pace = show::pace(&place.centre);
        let owner = Owner {
            connection_id: connection.id.clone(),
            connection: connection.name.clone(),
            place: connection.settings.place(),
            kind: show::kind_name(connection.kind).to_owned(),
            account: connection.settings.account().to_owned(),
            by: who(),
            pace,
        };
        let run = hand.update.new_run(owner, first).ok_or_else(not_now)?;
        Ok((run, place, hand.update.losing().clone()))
    }

    /// Nothing is sent before what has to be said in words was typed, whatever the window showed.
    fn guard(&self, connection: &Connection, run: &NewRun, losing: &Losing, confirmation: &str) -> Answer<()> {
        if run.calls.is_empty() {
            return Err(CommandError::new("nothing", "There is nothing to send", "Everything is already right."));
        }
        let is_exact = run.mode == skillsheet_engine::journal::RunMode::Exact;
        let wanted = guard::phrase(connection, is_exact, losing, &self.preferences().settings);
        match wanted.filter(|wanted| !guard::fits(confirmation, wanted)) {
            None => Ok(()),
            Some(wanted) => {
                Err(CommandError::new("confirmation", format!("“{wanted}” was not typed"), "Type it to go on."))
            }
        }
    }

    /// Shows something of a place, which the window names from now on.
    fn show_at(&self, place: &Place, show: impl FnOnce(&mut State)) {
        let is_other = self.state().current.as_ref() != Some(&place.connection);
        self.change(|state| {
            state.switch_to(&place.connection);
            show(state);
        });
        if is_other && let Some(connection) = self.session.connection(&place.connection) {
            self.set_terms(&connection);
        }
    }

    /// Shows a run from now on, and where it goes. Whether somebody has `released` it, or it only was taken up.
    fn watch(self: &Shared, handle: RunHandle, place: &Place, released: bool) {
        let mut snapshots = handle.snapshots();
        self.show_at(place, |state| {
            // A result workbook has done its part once its run goes on: what is left is in the run.
            state.in_hand.take_if(|hand| hand.returned.as_ref().is_some_and(|it| it.is_of(handle.id)));
            state.released = released.then_some(handle.id);
            state.run = Some(handle);
            state.interrupted = None;
            state.step = StepView::Run;
        });
        let studio = self.clone();
        tauri::async_runtime::spawn(async move {
            loop {
                let snapshot = snapshots.borrow_and_update().clone();
                let released = studio.state().released;
                let run = Box::new(show::run(&snapshot, &studio.session, released));
                studio.tell(Event::RunChanged { run });
                studio.desktop.follow(&snapshot);
                tokio::time::sleep(BETWEEN_SNAPSHOTS).await;
                if snapshots.changed().await.is_err() {
                    break;
                }
            }
            studio.after_run();
        });
    }

    /// What was read before a run is not what is there after it.
    fn after_run(&self) {
        self.change(|state| {
            if let Some(hand) = &mut state.in_hand {
                hand.forget_compared();
            }
        });
    }

    fn running(&self) -> Answer<RunHandle> {
        self.state().run.clone().ok_or_else(not_now)
    }

    /// Pauses: nothing new leaves.
    pub async fn pause_run(&self) -> Answer<()> {
        self.running()?.pause().await;
        Ok(())
    }

    /// Nothing begins to be sent to production again by a stray click: `confirmed` is what somebody answered.
    fn ask_again(&self, run: &RunRecord, confirmed: bool) -> Answer<()> {
        let connection = self.session.connection_of(run);
        let asks = connection.is_some_and(|it| guard::asks_again(it.kind, run.id, run.status, self.state().released));
        if confirmed || !asks {
            return Ok(());
        }
        let hint = "Press the button again: Skillsheet asks before real agents are changed.";
        Err(CommandError::new("confirmation", "Nothing was sent: it was not confirmed", hint))
    }

    /// A run as it stands now, and its handle, if it is the one that is shown.
    async fn as_it_stands(&self, id: RunId) -> Answer<(RunRecord, Option<RunHandle>)> {
        let shown = self.state().run.clone().filter(|run| run.id == id);
        let record = match &shown {
            Some(run) => run.now().run,
            None => self.session.journal().run(id).await?,
        };
        Ok((record, shown))
    }

    /// Goes on with a paused or interrupted run; one that waits for a connection tries at once.
    pub async fn resume_run(self: &Shared, id: RunId, confirmed: bool) -> Answer<()> {
        let (record, shown) = self.as_it_stands(id).await?;
        if let (RunStatus::Running, Some(run)) = (record.status, &shown) {
            if run.now().offline {
                run.try_now().await;
            }
            return Ok(());
        }
        self.ask_again(&record, confirmed)?;
        let is_stale = match &shown {
            Some(run) => !self.has_its_sign_in(run, &record).await,
            None => false,
        };
        if let Some(run) = shown.filter(|_| !is_stale) {
            run.resume().await;
            if run.now().is_under_way() {
                self.change(|state| state.released = Some(id));
                return Ok(());
            }
        }
        let (record, place) = self.place_of_run(id).await?;
        // With another secret or pace than it began with, it is taken up anew: the task that has the old one ends here.
        let was_here = is_stale && self.state().run.take_if(|run| run.id == id).map(drop).is_some();
        let options = carefully(&place.centre);
        let resumed = runner::resume(self.session.journal(), &place.centre, record.id, options).await;
        if resumed.is_err() && was_here {
            self.look_for_interrupted().await;
        }
        self.watch(resumed?, &place, true);
        Ok(())
    }

    /// Whether a run in hand sends by the sign-in that its connection has now. Where there is none it keeps its own.
    async fn has_its_sign_in(&self, run: &RunHandle, record: &RunRecord) -> bool {
        let Some(connection) = self.session.connection_of(record) else { return true };
        self.centre_of(&connection).await.map_or(true, |centre| run.is_by(&centre))
    }

    /// A run, and where it belongs. The window names that place once something is shown of it, and not before.
    async fn place_of_run(&self, id: RunId) -> Answer<(RunRecord, Place)> {
        self.refuse_while_running()?;
        let mut record = self.session.journal().run(id).await?;
        let connection = self.session.connection_of(&record).ok_or_else(|| super::history::no_connection(&record))?;
        let centre = self.centre_of(&connection).await?;
        same_centre::ensure(self.session.journal(), &record, &connection, &centre, CancellationToken::new()).await?;
        // What is made of it belongs to the connection as it is now, which may have been made again.
        record.connection_id.clone_from(&connection.id);
        record.connection.clone_from(&connection.name);
        show::kind_name(connection.kind).clone_into(&mut record.kind);
        Ok((record, Place { connection: connection.id, centre }))
    }

    /// Stops a run for good: what was not sent is left out.
    pub async fn cancel_run(&self, id: RunId) -> Answer<()> {
        let running = self.state().run.clone().filter(|run| run.id == id);
        match running {
            Some(run) if !run.now().run.status.has_ended() => {
                run.cancel().await;
            }
            _ => runner::cancel(self.session.journal(), id).await?,
        }
        self.change(|state| state.interrupted = state.interrupted.take().filter(|record| record.id != id));
        self.look_again_at_returned(id).await;
        Ok(())
    }

    /// A page of a run's agents.
    pub async fn run_changes(&self, id: RunId, filter: FeedFilter, from: u32, count: u32) -> Answer<FeedPage> {
        let filter = show::feed_filter(filter);
        Ok(show::feed(&self.session.journal().feed(id, filter, from, count).await?))
    }

    /// Takes in what the person decided about agents that failed or are held back. A run that waits goes on waiting; any
    /// other one sends.
    pub async fn decide(self: &Shared, id: RunId, decision: Decision, confirmed: bool) -> Answer<()> {
        let (record, shown) = self.as_it_stands(id).await?;
        let waits = matches!(record.status, RunStatus::Paused | RunStatus::Interrupted);
        let sends = !waits && !matches!(decision, Decision::Theirs(_));
        if sends {
            self.ask_again(&record, confirmed)?;
        }
        if let Some(run) = shown
            && run.decide(decision.clone()).await
        {
            if sends {
                self.change(|state| state.released = Some(id));
            }
            return Ok(());
        }
        let (record, place) = self.place_of_run(id).await?;
        let options = carefully(&place.centre);
        let handle = runner::decide(self.session.journal(), &place.centre, record.id, decision, options).await?;
        self.watch(handle, &place, sends);
        Ok(())
    }

    // ---- undo

    /// Prepares the undo of a run as a review of its own.
    pub async fn plan_undo(self: &Shared, id: &str) -> Answer<()> {
        let id: RunId = id.parse().map_err(|_| not_now())?;
        let (of, place) = self.place_of_run(id).await?;
        let journal = self.session.journal();
        let calls = journal.calls(id).await?;
        let (agents, skills) = journal.names(id).await?;
        let read = changed(&calls);
        let work = self.begin(reading("comparing", read.len()));
        tokio::select! {
            () = tokio::time::sleep(unsettled_for(&calls, place.centre.capabilities().grace)) => {}
            // Reading says that it was stopped.
            () = work.cancel.cancelled() => {}
        }
        let began = Instant::now();
        let live = read_live(&place.centre, &read, |done, total| work.progress(done, total), work.cancel.clone())
            .await
            .map_err(|refusal| work.failed(refusal))?;
        drop(work);
        let plan = Plan { mode: PlanMode::Merge, changes: Vec::new(), before: Default::default() };
        let capabilities = place.centre.capabilities();
        let (writes, concurrency) = (capabilities.writes, capabilities.concurrency);
        let mut undoing = Undoing {
            of,
            places: Undoing::places_in(&calls),
            calls,
            agents,
            skills,
            live: live.live,
            read_at: live.read_at,
            latency: per_request(began.elapsed(), read.len(), concurrency),
            place,
            also: HashSet::new(),
            left_out: HashSet::new(),
            undo: Undo { plan, calls: Vec::new(), writes, left_alone: Vec::new() },
        };
        undoing.derive().map_err(not_known_yet)?;
        // One may have been started meanwhile.
        self.refuse_while_running()?;
        let place = undoing.place.clone();
        self.show_at(&place, |state| {
            state.undoing = Some(undoing);
            state.step = StepView::Review;
        });
        Ok(())
    }

    /// Includes lines of an undo or leaves them out; false when no undo is under review.
    pub(super) fn include_in_undo(&self, keys: &[String], included: bool) -> Answer<bool> {
        if self.state().undoing.is_none() {
            return Ok(false);
        }
        self.change(|state| {
            let Some(undoing) = &mut state.undoing else { return Ok(()) };
            for pair in keys.iter().filter_map(|key| show::undo_pair(key)) {
                take(undoing, pair, included);
            }
            undoing.derive()
        })
        .map_err(not_known_yet)?;
        Ok(true)
    }

    pub(super) fn undo_keys(&self, kind: Option<LineKind>, search: &str) -> Vec<String> {
        let state = self.state();
        state.undoing.as_ref().map(|undoing| show::undo_keys(undoing, kind, search)).unwrap_or_default()
    }

    /// When the person wants the window gone during a run: pauses it first, or lets it go on.
    pub async fn before_closing(&self, pause: bool) {
        let running = self.state().run.clone();
        if let Some(run) = running.filter(|run| run.now().is_under_way()) {
            if pause {
                run.pause().await;
            }
            self.desktop.follow(&run.finished().await);
            self.desktop.notified().await;
        }
    }

    /// Whether a run is under way, so that closing the window is a question.
    pub fn is_running(&self) -> bool {
        self.state().run.as_ref().is_some_and(|run| run.now().is_under_way())
    }
}

/// How the window runs: whoever looks at a review takes their time, and others work meanwhile; and somebody is there who
/// can see that it waits for a connection.
fn carefully(centre: &Centre) -> Options {
    let options = Options::at(centre);
    Options { look_first: true, manners: Manners { probe: Some(PROBE), ..options.manners }, ..options }
}

/// Puts an agent's skill in or leaves it out of an undo.
fn take(undoing: &mut Undoing, pair: Pair, included: bool) {
    let is_alone = undoing.undo.left_alone.iter().any(|it| (&it.agent, &it.skill) == (&pair.0, &pair.1));
    match (included, is_alone) {
        (true, true) => drop(undoing.also.insert(pair)),
        (true, false) => drop(undoing.left_out.remove(&pair)),
        // What is taken along against the rule goes back to its group; the rest is left out by the person.
        (false, _) if undoing.also.remove(&pair) => {}
        (false, _) => drop(undoing.left_out.insert(pair)),
    }
}

fn not_known_yet(error: NotKnownYet) -> CommandError {
    CommandError::new("notKnownYet", error.to_string(), "Go on with the update first: it looks them up.")
}
