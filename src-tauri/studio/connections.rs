//! Connections, the practice centre and settings.

use jiff::Timestamp;
use secrecy::SecretString;
use skillsheet_engine::centre::Centre;
use skillsheet_engine::check::check;
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::session::read_directory;
use tokio_util::sync::CancellationToken;

use super::{Shared, Studio, task};
use crate::error::{Answer, cancelled, not_now};
use crate::practice::{self, Practice};
use crate::show;
use crate::state::{Known, State};
use crate::view::{CommandError, ConnectionDraft, Event, SettingsView, StepView, TestView};

impl Studio {
    /// Uses the practice centre: the one that runs, or a new one when it is to speak for another platform. Without a
    /// platform the one that runs is meant, else the usual one.
    pub async fn start_practice(self: &Shared, platform: Option<String>) -> Answer<()> {
        let connection = {
            let mut practice = self.practice.lock().await;
            let wanted = platform
                .as_deref()
                .or(practice.as_ref().map(Practice::platform))
                .or(practice::usual())
                .ok_or_else(not_now)?;
            if practice.as_ref().is_none_or(|running| running.platform() != wanted) {
                self.refuse_while_updating(practice::ID)?;
                let started = Practice::start(wanted).await?;
                self.session.vault().keep_for_session(practice::ID, started.secret());
                self.session.forget_centre(practice::ID);
                self.forget_practised();
                *practice = Some(started);
            }
            practice.as_ref().map(Practice::connection).ok_or_else(not_now)?
        };
        self.session.keep_for_session(connection);
        self.use_connection(practice::ID.to_owned()).await
    }

    /// Lets go of what was known of a practice centre that is there no more: its people, and the sample made of them.
    fn forget_practised(&self) {
        self.change(|state| {
            if state.current.as_deref() != Some(practice::ID) {
                return;
            }
            state.in_hand.take_if(|hand| hand.is_sample);
            state.stop_using();
        });
    }

    /// Refuses what an update under way with a connection forbids.
    fn refuse_while_updating(&self, id: &str) -> Answer<()> {
        let is_updating = self.state().run.as_ref().is_some_and(|run| {
            let now = run.now();
            now.is_under_way() && now.run.connection_id == id
        });
        match is_updating {
            true => {
                let hint = "Pause or finish the update first.";
                Err(CommandError::new("inUse", "This connection is updating agents", hint))
            }
            false => Ok(()),
        }
    }

    /// Refuses to go to a connection while an update with another one is under way.
    pub(super) fn refuse_elsewhere(&self, id: &str) -> Answer<()> {
        let state = self.state();
        let is_under_way = state.run.as_ref().is_some_and(|run| run.now().is_under_way());
        if is_under_way && state.current.as_deref() != Some(id) {
            let hint = "Pause it, or let it finish, then switch.";
            return Err(CommandError::new("running", "An update is under way", hint));
        }
        Ok(())
    }

    /// Puts the practice centre back to its beginning.
    pub async fn reset_practice(&self) -> Answer<()> {
        self.practice.lock().await.as_ref().ok_or_else(not_now)?.reset();
        self.change(|state| {
            if let Some(hand) = &mut state.in_hand {
                hand.forget_compared();
            }
            state.undoing = None;
            if state.step == StepView::Review {
                state.step = StepView::Match;
            }
        });
        self.tell(Event::NoticeRaised {
            title: "The practice centre starts over".to_owned(),
            meaning: "Its agents have the skills they had at the beginning.".to_owned(),
        });
        Ok(())
    }

    /// Tests a connection. Without a secret the saved one of `id` is used, where one is needed.
    pub async fn test_connection(
        &self,
        draft: ConnectionDraft,
        secret: Option<SecretString>,
        id: Option<String>,
    ) -> Answer<TestView> {
        let connection = self.drafted(draft, id)?;
        let settings = &connection.settings;
        let secret = match secret {
            Some(secret) => secret,
            None if !settings.needs_secret() => SecretString::default(),
            None => self.session.vault().load(&connection.id).await?.ok_or_else(not_now)?,
        };
        let half = self.preferences().settings.half_pace;
        let centre = Centre::new(settings.connect(secret)?, settings.rate_limit(), half);
        let cancel = CancellationToken::new();
        if let Some(earlier) = self.state().testing.replace(cancel.clone()) {
            earlier.cancel();
        }
        let tell = |line: &skillsheet_engine::check::CheckLine| {
            if !cancel.is_cancelled() {
                self.tell(Event::ConnectionChecked { line: show::check_line(line) });
            }
        };
        let report = check(&centre, tell, cancel.clone()).await;
        self.state().tested = (!settings.needs_secret()).then(|| (settings.clone(), centre));
        match cancel.is_cancelled() {
            true => Err(cancelled()),
            false => {
                Ok(TestView { lines: report.lines.iter().map(show::check_line).collect(), organisation: report.tenant })
            }
        }
    }

    /// Stops the test of a connection that is under way.
    pub fn cancel_test(&self) {
        if let Some(testing) = self.state().testing.take() {
            testing.cancel();
        }
    }

    /// Asks for a file with further trusted certificates; its path.
    pub async fn choose_certificates(&self) -> Option<String> {
        let path = self.dialogs.choose_certificates().await?;
        Some(path.to_string_lossy().into_owned())
    }

    /// Saves a connection, and uses it.
    pub async fn save_connection(
        self: &Shared,
        draft: ConnectionDraft,
        secret: Option<SecretString>,
        id: Option<String>,
        session_only: bool,
    ) -> Answer<String> {
        let connection = self.drafted(draft, id)?;
        let settings = connection.settings.clone();
        let needs_secret = settings.needs_secret();
        connection.settings.validate()?;
        let id = connection.id.clone();
        // The connection first: a secret that nothing points to would stay behind unseen.
        let earlier = self.session.connections().get(&id).cloned();
        let is_elsewhere = earlier.as_ref().is_some_and(|earlier| earlier.settings != settings);
        self.session.connections().save(connection)?;
        if let Some(secret) = secret {
            if session_only {
                self.session.vault().keep_for_session(&id, secret);
            } else if let Err(error) = self.session.vault().save(&id, secret).await {
                let mut connections = self.session.connections();
                match earlier {
                    Some(earlier) => connections.save(earlier)?,
                    None => drop(connections.remove(&id)?),
                }
                return Err(error.into());
            }
        } else if !needs_secret {
            // Whoever signs in in the browser leaves no secret of earlier behind.
            self.forget_secret(&id).await?;
        }
        self.session.forget_centre(&id);
        if let Some((_, centre)) = self.state().tested.take_if(|(tested, _)| !needs_secret && *tested == settings) {
            self.session.adopt_centre(&id, centre);
        }
        if is_elsewhere && self.state().current.as_ref() == Some(&id) {
            self.change(State::forget_read);
        }
        self.use_connection(id.clone()).await?;
        Ok(id)
    }

    fn drafted(&self, draft: ConnectionDraft, id: Option<String>) -> Answer<Connection> {
        let saved = id.and_then(|id| self.session.connections().get(&id).cloned());
        Ok(show::connection_of(draft, saved)?)
    }

    /// Removes a connection and its secret.
    pub async fn remove_connection(&self, id: String) -> Answer<()> {
        self.refuse_while_updating(&id)?;
        self.forget_secret(&id).await?;
        self.session.connections().remove(&id)?;
        self.session.forget_centre(&id);
        if let Err(error) = self.session.memory().forget_connection(&id) {
            tracing::warn!(%error, "what names stood for in a removed connection was not forgotten");
        }
        self.change(|state| {
            if state.current.as_ref() == Some(&id) {
                state.stop_using();
            }
        });
        Ok(())
    }

    async fn forget_secret(&self, id: &str) -> Answer<()> {
        // A missing safe holds no secret that would stay behind.
        match self.session.vault().remove(id).await {
            Ok(()) | Err(skillsheet_engine::vault::VaultError::NoSafe(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Uses a connection; a sheet in hand is kept and matched anew.
    pub async fn use_connection(self: &Shared, id: String) -> Answer<()> {
        let connection = self.session.connection(&id).ok_or_else(not_now)?;
        if connection.kind != Kind::Practice {
            self.session.connections().touch(&id, Timestamp::now())?;
        }
        self.refuse_elsewhere(&id)?;
        if self.state().current.as_ref() != Some(&id) {
            // What is being read elsewhere is not wanted any more.
            self.cancel_task();
        }
        self.change(|state| state.switch_to(&id));
        self.set_terms(&connection);
        // Read ahead, so that matching need not wait; whoever needs it asks again and hears why not.
        let ahead = self.clone();
        tauri::async_runtime::spawn(async move {
            let _ = ahead.ensure_directory().await;
        });
        Ok(())
    }

    /// The centre of a connection, signed in by the secret that was saved for it.
    pub(super) async fn centre_of(&self, connection: &Connection) -> Answer<Centre> {
        let half = self.preferences().settings.half_pace;
        Ok(self.session.centre(connection, half).await?)
    }

    /// The agents and skills of the connection in use, read the first time.
    pub(super) async fn ensure_directory(&self) -> Answer<()> {
        let _once = self.reading_directory.lock().await;
        let connection = self.current()?;
        let is_known = |known: &Known| known.connection == connection.id;
        if self.state().directory.as_ref().is_some_and(is_known) {
            return Ok(());
        }
        let centre = self.centre_of(&connection).await?;
        let work = self.begin(task("readingDirectory", "Reading agents and skills".to_owned()));
        let read_at = Timestamp::now();
        let directory = read_directory(&centre, |done, total| work.progress(done, total), work.cancel.clone())
            .await
            .map_err(|refusal| work.failed(refusal))?;
        drop(work);
        self.change(|state| {
            if state.current.as_ref() == Some(&connection.id) {
                state.directory = Some(Known { connection: connection.id.clone(), directory, read_at });
            }
        });
        self.set_terms(&connection);
        Ok(())
    }

    /// Reads agents and skills again.
    pub async fn refresh_directory(&self) -> Answer<()> {
        self.change(|state| state.directory = None);
        self.ensure_directory().await
    }

    /// Keeps what the person set.
    pub async fn save_settings(&self, settings: SettingsView) -> Answer<()> {
        let pace_changed = {
            let mut preferences = self.preferences();
            let pace_changed = preferences.settings.half_pace != settings.half_pace;
            preferences.settings = settings;
            preferences
                .save()
                .map_err(|error| CommandError::new("settings", "The settings could not be saved", error.to_string()))?;
            pace_changed
        };
        if pace_changed {
            self.session.forget_centres();
        }
        self.change(|_| ());
        self.forget_old_runs().await
    }
}
