//! Commands about the sheet in hand, and the way to the next step.

use skillsheet_engine::template::{Form, Wanted};
use skillsheet_skills::Layout;

use super::Studio;
use crate::error::Answer;
use crate::view::*;

fn layout(layout: LayoutView) -> Layout {
    match layout {
        LayoutView::List => Layout::List,
        LayoutView::Grid => Layout::Grid,
        LayoutView::Packed => Layout::Packed,
        LayoutView::Transposed => Layout::Transposed,
    }
}

/// Asks for a file and reads it; false when the person thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn choose_workbook(studio: Studio<'_>) -> Answer<bool> {
    studio.choose_workbook().await
}

/// Reads the file again.
#[tauri::command]
#[specta::specta]
pub async fn read_again(studio: Studio<'_>) -> Answer<RereadView> {
    studio.read_again().await
}

/// Opens one of the sheets that were used lately, by its place in the list.
#[tauri::command]
#[specta::specta]
pub async fn open_recent(studio: Studio<'_>, index: u32) -> Answer<()> {
    studio.open_recent(index as usize).await
}

/// Says how many rows the headings take, 1 or 2.
#[tauri::command]
#[specta::specta]
pub async fn set_heading_rows(studio: Studio<'_>, rows: u32) -> Answer<()> {
    studio.set_heading_rows(rows)
}

/// Says whether rows and columns that are hidden in the workbook are read.
#[tauri::command]
#[specta::specta]
pub async fn set_hidden(studio: Studio<'_>, read: bool) -> Answer<()> {
    studio.set_hidden(read)
}

/// Guesses anew how the sheet is read, whatever is remembered.
#[tauri::command]
#[specta::specta]
pub async fn start_fresh(studio: Studio<'_>) -> Answer<()> {
    studio.start_fresh()
}

/// What a workbook of today's skills can be limited to.
#[tauri::command]
#[specta::specta]
pub async fn template_choices(studio: Studio<'_>) -> Answer<TemplateChoices> {
    studio.template_choices().await
}

/// Saves how the sheet is read; the file's name when it was saved.
#[tauri::command]
#[specta::specta]
pub async fn save_mapping(studio: Studio<'_>) -> Answer<Option<String>> {
    studio.save_mapping().await
}

/// Reads the sheet as a file says; false when the person thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn load_mapping(studio: Studio<'_>) -> Answer<bool> {
    studio.load_mapping().await
}

/// Reads cells pasted from Excel.
#[tauri::command]
#[specta::specta]
pub async fn paste_cells(studio: Studio<'_>, text: String) -> Answer<()> {
    studio.paste(text).await
}

/// Opens one of the practice centre's two sample sheets.
#[tauri::command]
#[specta::specta]
pub async fn open_sample(studio: Studio<'_>, layout: LayoutView) -> Answer<()> {
    studio.open_sample(self::layout(layout))
}

/// Puts the sheet away and starts a new update.
#[tauri::command]
#[specta::specta]
pub async fn close_sheet(studio: Studio<'_>) -> Answer<()> {
    studio.close_sheet();
    Ok(())
}

/// Reads a result workbook as the sheet of a new run.
#[tauri::command]
#[specta::specta]
pub async fn start_new_one(studio: Studio<'_>) -> Answer<()> {
    studio.start_new_one()
}

/// Chooses a tab.
#[tauri::command]
#[specta::specta]
pub async fn choose_tab(studio: Studio<'_>, tab: u32) -> Answer<()> {
    studio.choose_tab(tab as usize)
}

/// Says in which row the headings are.
#[tauri::command]
#[specta::specta]
pub async fn set_heading_row(studio: Studio<'_>, row: u32) -> Answer<()> {
    studio.set_heading_row(row)
}

/// Says how the sheet is laid out.
#[tauri::command]
#[specta::specta]
pub async fn set_layout(studio: Studio<'_>, layout: LayoutView) -> Answer<()> {
    studio.set_layout(self::layout(layout))
}

/// Rows as read, by Excel's number, from `from` on, at most `count`; gaps are filled.
#[tauri::command]
#[specta::specta]
pub async fn preview_rows(studio: Studio<'_>, from: u32, count: u32) -> Answer<Vec<PreviewRow>> {
    studio.preview_rows(from, count)
}

/// Writes what is there now as a workbook: a grid or a list, of some teams (all when none is named) and some skills, by
/// their ids (all when none is named); the path's file name when it was saved.
#[tauri::command]
#[specta::specta]
pub async fn save_template(
    studio: Studio<'_>,
    grid: bool,
    teams: Vec<String>,
    skills: Vec<String>,
) -> Answer<Option<String>> {
    let form = if grid { Form::Grid } else { Form::List };
    let skills = skills.into_iter().map(Into::into).collect();
    studio.save_template(Wanted { form, teams: teams.into_iter().collect(), skills }).await
}

/// Goes to a step that is possible.
#[tauri::command]
#[specta::specta]
pub async fn go_to(studio: Studio<'_>, step: StepView) -> Answer<()> {
    studio.go_to(step).await
}
