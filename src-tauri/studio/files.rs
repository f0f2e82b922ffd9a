//! Workbooks that are saved: today's skills, the list of changes, results.

use std::path::{Path, PathBuf};

use skillsheet_engine::connections::Connection;
use skillsheet_engine::journal::RunId;
use skillsheet_engine::mapping_file;
use skillsheet_engine::results::{self, ResultsError};
use skillsheet_engine::session::read_live;
use skillsheet_engine::template::{self, Wanted};
use skillsheet_engine::workbook::{TableOptions, WriteError, write_table};

use super::{Shared, Studio, file_name, reading, saved};
use crate::error::{Answer, not_now};
use crate::show;
use crate::view::{CommandError, TemplateChoices};

impl Studio {
    /// Saves what is there now as a workbook.
    pub async fn save_template(self: &Shared, wanted: Wanted) -> Answer<Option<String>> {
        let connection = self.current()?;
        let name = format!("Skills of {} {}.xlsx", plain(&connection.name), today());
        let Some(path) = self.dialogs.save_workbook("Save today’s skills", name).await else { return Ok(None) };
        self.write_template(&connection, wanted, path).await.map(Some)
    }

    async fn write_template(self: &Shared, connection: &Connection, wanted: Wanted, path: PathBuf) -> Answer<String> {
        self.refresh_directory().await?;
        let known = self.state().directory.clone().ok_or_else(not_now)?;
        let centre = self.centre_of(connection).await?;
        let agents: super::review::Agents =
            template::agents(&known.directory, &wanted).map(|agent| agent.id.clone()).collect();
        let work = self.begin(reading("readingSkills", agents.len()));
        let read = read_live(&centre, &agents, |done, total| work.progress(done, total), work.cancel.clone())
            .await
            .map_err(|refusal| work.failed(refusal))?;
        drop(work);
        if let Some((agent, refusal)) = read.unread.into_iter().next() {
            tracing::warn!(%agent, "an agent could not be read for a workbook of today's skills");
            return Err(refusal.into());
        }
        let scale = connection.settings.scale();
        let write = move |path: PathBuf| template::save(&known.directory, &read.live, &wanted, &scale, &path);
        saved(Some(path), write).await?.ok_or_else(not_now)
    }

    /// What a workbook of today's skills can be limited to.
    pub async fn template_choices(self: &Shared) -> Answer<TemplateChoices> {
        self.ensure_directory().await?;
        let known = self.state().directory.clone().ok_or_else(not_now)?;
        let mut skills: Vec<_> = known.directory.skills().iter().filter(|skill| skill.active).collect();
        skills.sort_by_cached_key(|skill| skillsheet_skills::key(&skill.name));
        Ok(TemplateChoices {
            teams: template::teams(&known.directory).into_iter().collect(),
            skills: skills.into_iter().map(show::skill_candidate).collect(),
        })
    }

    /// Saves how the sheet in hand is read, for other sheets and for the command line.
    pub async fn save_mapping(self: &Shared) -> Answer<Option<String>> {
        let (kept, sheet) = self.with_update(|update| (update.kept_mapping(), update.workbook().name.clone()))?;
        let name = format!("How {} is read.json", stem(&sheet));
        let path = self.dialogs.save_choices("Save how this sheet is read", name).await;
        let write = move |path: PathBuf| -> Result<PathBuf, CommandError> {
            let failed = |error: &dyn std::fmt::Display| {
                let message = format!("“{}” could not be saved: {error}", file_name(&path));
                CommandError::new("write", message, "Choose another folder.")
            };
            mapping_file::save(&kept, &path).map_err(|error| failed(&error))?;
            Ok(path)
        };
        saved(path, write).await
    }

    /// Reads the sheet in hand as was kept in a file; false when the person thought better of it.
    pub async fn load_mapping(self: &Shared) -> Answer<bool> {
        self.with_update(|_| ())?;
        let Some(path) = self.dialogs.choose_choices().await else { return Ok(false) };
        let kept = mapping_file::read(&path).map_err(|error| {
            let message = format!("“{}” does not say how a sheet is read: {error}", file_name(&path));
            CommandError::new("mapping", message, "Choose a file that was saved in Match.")
        })?;
        self.change_update(|update| update.use_mapping(kept))?;
        Ok(true)
    }

    /// Saves the list of changes as a workbook.
    pub async fn save_list(self: &Shared) -> Answer<Option<String>> {
        let (table, sheet) = {
            let state = self.state();
            match (&state.undoing, &state.in_hand) {
                (Some(undoing), _) => (show::undo_table(undoing), undoing.of.sheet.clone()),
                (None, Some(hand)) => (show::changes_table(&hand.update), hand.update.workbook().name.clone()),
                (None, None) => return Err(not_now()),
            }
        };
        let name = format!("Changes from {}.xlsx", stem(&sheet));
        let path = self.dialogs.save_workbook("Save this list", name).await;
        let options = TableOptions::default();
        saved::<WriteError>(path, move |path| write_table("Changes", &table, &options, &path)).await
    }

    /// Saves a run's result workbook.
    pub async fn save_result(self: &Shared, run: RunId) -> Answer<Option<String>> {
        let record = self.session.journal().run(run).await?;
        let name = format!("{} result.xlsx", stem(&record.sheet));
        let Some(path) = self.dialogs.save_workbook("Save result workbook", name).await else { return Ok(None) };
        match results::save(self.session.journal(), run, &path).await {
            Ok(written) => Ok(Some(file_name(&written))),
            Err(ResultsError::Journal(error)) => Err(error.into()),
            Err(ResultsError::Write(error)) => Err(error.into()),
            Err(error) => Err(CommandError::new("fault", error.to_string(), "Save it again.")),
        }
    }
}

/// The day that a file is named after.
pub(super) fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}

/// A sheet's name without its ending.
fn stem(name: &str) -> String {
    plain(&Path::new(name).file_stem().unwrap_or_default().to_string_lossy())
}

/// A name that any system takes in a file's name.
fn plain(name: &str) -> String {
    name.chars().map(|c| if r#"<>:"/\|?*"#.contains(c) || c.is_control() { ' ' } else { c }).collect::<String>()
}
