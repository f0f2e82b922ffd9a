//! The commands: imperative and thin. Each hands its words to the controller and its answer to the window.

use skillsheet_engine::journal::RunId;
use skillsheet_engine::runner::Decision;
use skillsheet_skills::{CellRef, Field};
use tauri::Manager;
use tauri::ipc::Channel;

use crate::error::{Answer, not_now};
use crate::studio::Shared;
use crate::view::*;

pub mod connections;
pub mod sheet;

type Studio<'a> = tauri::State<'a, Shared>;

fn run_id(id: &str) -> Answer<RunId> {
    id.parse().map_err(|_| not_now())
}

fn cell(text: &str) -> Answer<CellRef> {
    text.parse().map_err(|error: skillsheet_skills::NotACellRef| {
        CommandError::new("address", error.to_string(), "Choose the cell again.")
    })
}

fn field(field: FieldView) -> Field {
    match field {
        FieldView::Agent => Field::Agent,
        FieldView::AgentRest => Field::AgentRest,
        FieldView::Skill => Field::Skill,
        FieldView::Proficiency => Field::Proficiency,
        FieldView::Action => Field::Action,
    }
}

/// Subscribes the window to events.
#[tauri::command]
#[specta::specta]
pub async fn subscribe(studio: Studio<'_>, channel: Channel<Event>) -> Answer<()> {
    studio.subscribe(channel);
    Ok(())
}

/// Everything but the long lists.
#[tauri::command]
#[specta::specta]
pub async fn app(studio: Studio<'_>) -> Answer<AppView> {
    Ok(studio.app())
}

// ---- match

/// Says what a mark or a word in the place of a level means, or that it is open again.
#[tauri::command]
#[specta::specta]
pub async fn set_mark(studio: Studio<'_>, written: String, meaning: Option<MarkedView>) -> Answer<()> {
    studio.set_mark(&written, meaning)
}

/// Confirms what is proposed for every mark that is open; answers how many.
#[tauri::command]
#[specta::specta]
pub async fn confirm_marks(studio: Studio<'_>) -> Answer<u32> {
    studio.confirm_marks()
}

/// Chooses the column of a field.
#[tauri::command]
#[specta::specta]
pub async fn set_column(studio: Studio<'_>, field: FieldView, column: Option<u32>) -> Answer<()> {
    studio.set_column(self::field(field), column)
}

/// A page of names.
#[tauri::command]
#[specta::specta]
pub async fn names(studio: Studio<'_>, which: NamesView, search: String, from: u32, count: u32) -> Answer<NamesPage> {
    studio.names(which, &search, from, count)
}

/// Directory entries whose name, e-mail or id contains the text; at most 20.
#[tauri::command]
#[specta::specta]
pub async fn find_in_directory(studio: Studio<'_>, thing: ThingView, text: String) -> Answer<Vec<CandidateView>> {
    studio.find_in_directory(thing, &text)
}

/// Settles a name: an id, or left out (`id` null).
#[tauri::command]
#[specta::specta]
pub async fn settle_name(studio: Studio<'_>, thing: ThingView, written: String, id: Option<String>) -> Answer<()> {
    studio.settle_name(thing, &written, id)
}

/// Opens a settled name again.
#[tauri::command]
#[specta::specta]
pub async fn reopen_name(studio: Studio<'_>, thing: ThingView, written: String) -> Answer<()> {
    studio.reopen_name(thing, &written)
}

/// Uses every suggestion that is marked Sure; answers how many.
#[tauri::command]
#[specta::specta]
pub async fn use_sure_suggestions(studio: Studio<'_>, thing: ThingView) -> Answer<u32> {
    studio.use_sure_suggestions(thing)
}

/// Turns the levels round, or back.
#[tauri::command]
#[specta::specta]
pub async fn turn_round(studio: Studio<'_>, yes: bool) -> Answer<()> {
    studio.turn_round(yes)
}

/// Reads agents and skills again.
#[tauri::command]
#[specta::specta]
pub async fn refresh_directory(studio: Studio<'_>) -> Answer<()> {
    studio.refresh_directory().await
}

// ---- review

/// Compares the sheet with the live state; progress comes as `taskProgressed`.
#[tauri::command]
#[specta::specta]
pub async fn compare(studio: Studio<'_>) -> Answer<()> {
    studio.compare().await
}

/// Stops reading or comparing.
#[tauri::command]
#[specta::specta]
pub async fn cancel_task(studio: Studio<'_>) -> Answer<()> {
    studio.cancel_task();
    Ok(())
}

/// Merge or exact.
#[tauri::command]
#[specta::specta]
pub async fn set_mode(studio: Studio<'_>, mode: ModeView) -> Answer<()> {
    studio.set_mode(mode)
}

/// A page of Changes.
#[tauri::command]
#[specta::specta]
pub async fn lines(studio: Studio<'_>, query: LinesQuery) -> Answer<LinesPage> {
    studio.lines(&query)
}

/// Includes lines or leaves them out.
#[tauri::command]
#[specta::specta]
pub async fn set_included(studio: Studio<'_>, keys: Vec<String>, included: bool) -> Answer<()> {
    studio.set_included(keys, included).await
}

/// Shows the lines of one team, or of all when null.
#[tauri::command]
#[specta::specta]
pub async fn show_team(studio: Studio<'_>, team: Option<String>) -> Answer<()> {
    studio.show_team(team)
}

/// Includes or leaves out every line of a kind that matches the search, of the team that is shown; all kinds when null.
#[tauri::command]
#[specta::specta]
pub async fn set_all_included(
    studio: Studio<'_>,
    kind: Option<LineKind>,
    search: String,
    included: bool,
) -> Answer<()> {
    studio.set_all_included(kind, &search, included)
}

/// Reads a cell as this text from now on (the file stays as it is).
#[tauri::command]
#[specta::specta]
pub async fn edit_cell(studio: Studio<'_>, cell: String, text: String) -> Answer<()> {
    studio.edit_cell(self::cell(&cell)?, &text).await
}

/// Leaves rows out whole, or takes them in again, by Excel's numbers.
#[tauri::command]
#[specta::specta]
pub async fn set_rows_out(studio: Studio<'_>, rows: Vec<u32>, out: bool) -> Answer<()> {
    studio.set_rows_out(rows, out).await
}

/// Reads cells from one on, to the right and down, as pasted ones (the file stays as it is); answers how many.
#[tauri::command]
#[specta::specta]
pub async fn paste_at(studio: Studio<'_>, cell: String, text: String) -> Answer<u32> {
    studio.paste_at(self::cell(&cell)?, &text).await
}

/// Does a repair.
#[tauri::command]
#[specta::specta]
pub async fn repair(studio: Studio<'_>, action: RepairAction) -> Answer<()> {
    studio.repair(action).await
}

/// Takes the last edit back.
#[tauri::command]
#[specta::specta]
pub async fn undo_edit(studio: Studio<'_>) -> Answer<()> {
    studio.undo_edit(false).await
}

/// Makes it again.
#[tauri::command]
#[specta::specta]
pub async fn redo_edit(studio: Studio<'_>) -> Answer<()> {
    studio.undo_edit(true).await
}

/// Rows of “Your sheet”, by Excel's number.
#[tauri::command]
#[specta::specta]
pub async fn sheet_rows(studio: Studio<'_>, from: u32, count: u32) -> Answer<Vec<SheetRowView>> {
    studio.sheet_rows(from, count)
}

/// What happens at a cell.
#[tauri::command]
#[specta::specta]
pub async fn explain_cell(studio: Studio<'_>, cell: String) -> Answer<ExplainView> {
    studio.explain(self::cell(&cell)?)
}

/// The next (or previous) problem's cell after this one, round the end.
#[tauri::command]
#[specta::specta]
pub async fn next_problem(studio: Studio<'_>, after: Option<String>, backwards: bool) -> Answer<Option<String>> {
    let after = after.as_deref().map(cell).transpose()?;
    studio.next_problem(after, backwards)
}

/// What the exact mode would take away, largest loss first.
#[tauri::command]
#[specta::specta]
pub async fn losses(studio: Studio<'_>) -> Answer<Vec<LossView>> {
    studio.losses()
}

/// Keeps a skill in the exact mode, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn keep_skill(studio: Studio<'_>, id: String, keep: bool) -> Answer<()> {
    studio.keep_skill(id, keep)
}

/// Writes the list of changes as a workbook; its file name when it was saved.
#[tauri::command]
#[specta::specta]
pub async fn save_list(studio: Studio<'_>) -> Answer<Option<String>> {
    studio.save_list().await
}

// ---- run

/// Starts the reviewed update. `confirmation` is what was typed in the guard; `first` stops after so many agents.
#[tauri::command]
#[specta::specta]
pub async fn start_run(studio: Studio<'_>, confirmation: String, first: Option<u32>) -> Answer<String> {
    studio.start_run(&confirmation, first).await
}

/// Pauses: nothing new leaves, what is under way is awaited.
#[tauri::command]
#[specta::specta]
pub async fn pause_run(studio: Studio<'_>) -> Answer<()> {
    studio.pause_run().await
}

/// Goes on with a paused or interrupted run. `confirmed` where that was asked about first.
#[tauri::command]
#[specta::specta]
pub async fn resume_run(studio: Studio<'_>, id: String, confirmed: bool) -> Answer<()> {
    studio.resume_run(run_id(&id)?, confirmed).await
}

/// Stops a run for good: what was not sent is left out.
#[tauri::command]
#[specta::specta]
pub async fn cancel_run(studio: Studio<'_>, id: String) -> Answer<()> {
    studio.cancel_run(run_id(&id)?).await
}

/// A page of a run's agents, latest first.
#[tauri::command]
#[specta::specta]
pub async fn run_changes(
    studio: Studio<'_>,
    id: String,
    filter: FeedFilter,
    from: u32,
    count: u32,
) -> Answer<FeedPage> {
    studio.run_changes(run_id(&id)?, filter, from, count).await
}

/// Sends what failed again; all agents when `agents` is empty. `confirmed` where that was asked about first.
#[tauri::command]
#[specta::specta]
pub async fn retry_failed(studio: Studio<'_>, id: String, agents: Vec<String>, confirmed: bool) -> Answer<()> {
    let agents = agents.into_iter().map(Into::into).collect();
    studio.decide(run_id(&id)?, Decision::Retry(agents), confirmed).await
}

/// Settles agents that are held back: set our level after all (`confirmed` where that was asked about first), or keep
/// theirs.
#[tauri::command]
#[specta::specta]
pub async fn settle_held(
    studio: Studio<'_>,
    id: String,
    agents: Vec<String>,
    ours: bool,
    confirmed: bool,
) -> Answer<()> {
    let agents = agents.into_iter().map(Into::into).collect();
    let decision = if ours { Decision::Ours(agents) } else { Decision::Theirs(agents) };
    studio.decide(run_id(&id)?, decision, confirmed).await
}

/// Saves the result workbook; its file name when it was saved.
#[tauri::command]
#[specta::specta]
pub async fn save_result(studio: Studio<'_>, id: String) -> Answer<Option<String>> {
    studio.save_result(run_id(&id)?).await
}

/// Prepares the undo of a run as a review of its own.
#[tauri::command]
#[specta::specta]
pub async fn plan_undo(studio: Studio<'_>, id: String) -> Answer<()> {
    studio.plan_undo(&id).await
}

/// Closes the window after the run was paused, or lets it go on in the background.
#[tauri::command]
#[specta::specta]
pub async fn close_window(studio: Studio<'_>, app: tauri::AppHandle, pause: bool) -> Answer<()> {
    if !pause && let Some(window) = app.get_webview_window("main") {
        // It goes on out of sight; opening Skillsheet again brings the window back.
        let _ = window.hide();
    }
    studio.before_closing(pause).await;
    if pause || app.get_webview_window("main").is_none_or(|window| !window.is_visible().unwrap_or_default()) {
        app.exit(0);
    }
    Ok(())
}

// ---- history and settings

/// Past runs, newest first; `search` finds a sheet, agent or skill.
#[tauri::command]
#[specta::specta]
pub async fn runs(studio: Studio<'_>, search: String) -> Answer<Vec<RunView>> {
    studio.runs(&search).await
}

/// Removes a run from the history.
#[tauri::command]
#[specta::specta]
pub async fn remove_run(studio: Studio<'_>, id: String) -> Answer<()> {
    studio.remove_run(run_id(&id)?).await
}

/// Saves past runs as a list, in this order; its file name when it was saved.
#[tauri::command]
#[specta::specta]
pub async fn save_history(studio: Studio<'_>, ids: Vec<String>) -> Answer<Option<String>> {
    studio.save_history(ids.iter().map(|id| run_id(id)).collect::<Answer<_>>()?).await
}

/// How many runs would be removed, were the history kept only so long.
#[tauri::command]
#[specta::specta]
pub async fn older_than(studio: Studio<'_>, kept: KeptView) -> Answer<u32> {
    studio.older_than(kept).await
}

/// Keeps what the person set.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(studio: Studio<'_>, settings: SettingsView) -> Answer<()> {
    studio.save_settings(settings).await
}
