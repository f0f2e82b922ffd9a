//! The commands: imperative and thin. Each hands its words to the studio and its answer to the window.
#![allow(unused_variables)]
use tauri::ipc::Channel;

use crate::view::*;

type Answer<T> = Result<T, CommandError>;
macro_rules! later { () => { unimplemented!() } }

/// Subscribes the window to events.
#[tauri::command]
#[specta::specta]
pub async fn subscribe(channel: Channel<Event>) -> Answer<()> { later!() }
/// Everything but the long lists.
#[tauri::command]
#[specta::specta]
pub async fn app() -> Answer<AppView> { later!() }

// ---- connections

/// Starts the practice centre (once) and uses it.
#[tauri::command]
#[specta::specta]
pub async fn start_practice() -> Answer<()> { later!() }
/// Puts the practice centre's people and skills back to their beginning.
#[tauri::command]
#[specta::specta]
pub async fn reset_practice() -> Answer<()> { later!() }
/// Tests a connection; lines come as `connectionChecked` and all of them as the answer. Without a secret the saved one of `id` is used.
#[tauri::command]
#[specta::specta]
pub async fn test_connection(draft: ConnectionDraft, secret: Option<String>, id: Option<String>) -> Answer<Vec<CheckLine>> { later!() }
/// Saves a connection (new without `id`) and uses it. `session_only` keeps the secret in memory until Skillsheet closes.
#[tauri::command]
#[specta::specta]
pub async fn save_connection(draft: ConnectionDraft, secret: Option<String>, id: Option<String>, session_only: bool) -> Answer<String> { later!() }
/// Removes a connection and its secret.
#[tauri::command]
#[specta::specta]
pub async fn remove_connection(id: String) -> Answer<()> { later!() }
/// Uses another connection; a sheet in hand is kept and matched anew.
#[tauri::command]
#[specta::specta]
pub async fn use_connection(id: String) -> Answer<()> { later!() }

// ---- sheet

/// Asks for a file and reads it; false when the person thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn choose_workbook() -> Answer<bool> { later!() }
/// Reads the file again.
#[tauri::command]
#[specta::specta]
pub async fn read_again() -> Answer<()> { later!() }
/// Reads cells pasted from Excel.
#[tauri::command]
#[specta::specta]
pub async fn paste_cells(text: String) -> Answer<()> { later!() }
/// Opens one of the practice centre's two sample sheets.
#[tauri::command]
#[specta::specta]
pub async fn open_sample(layout: LayoutView) -> Answer<()> { later!() }
/// Puts the sheet away and starts a new update.
#[tauri::command]
#[specta::specta]
pub async fn close_sheet() -> Answer<()> { later!() }
/// Chooses a tab.
#[tauri::command]
#[specta::specta]
pub async fn choose_tab(tab: u32) -> Answer<()> { later!() }
/// Says in which row the headings are.
#[tauri::command]
#[specta::specta]
pub async fn set_heading_row(row: u32) -> Answer<()> { later!() }
/// Says how the sheet is laid out.
#[tauri::command]
#[specta::specta]
pub async fn set_layout(layout: LayoutView) -> Answer<()> { later!() }
/// Rows as read, by Excel's number, from `from` on, at most `count`; gaps are filled.
#[tauri::command]
#[specta::specta]
pub async fn preview_rows(from: u32, count: u32) -> Answer<Vec<PreviewRow>> { later!() }
/// Writes what is there now as a workbook; the path's file name when it was saved.
#[tauri::command]
#[specta::specta]
pub async fn save_template(layout: LayoutView) -> Answer<Option<String>> { later!() }
/// Goes to a step that is possible.
#[tauri::command]
#[specta::specta]
pub async fn go_to(step: StepView) -> Answer<()> { later!() }

// ---- match

/// Chooses the column of a field.
#[tauri::command]
#[specta::specta]
pub async fn set_column(field: FieldView, column: Option<u32>) -> Answer<()> { later!() }
/// A page of names.
#[tauri::command]
#[specta::specta]
pub async fn names(which: NamesView, search: String, from: u32, count: u32) -> Answer<NamesPage> { later!() }
/// Directory entries whose name, e-mail or id contains the text; at most 20.
#[tauri::command]
#[specta::specta]
pub async fn find_in_directory(thing: ThingView, text: String) -> Answer<Vec<CandidateView>> { later!() }
/// Settles a name: an id, or left out (`id` null).
#[tauri::command]
#[specta::specta]
pub async fn settle_name(thing: ThingView, written: String, id: Option<String>) -> Answer<()> { later!() }
/// Opens a settled name again.
#[tauri::command]
#[specta::specta]
pub async fn reopen_name(thing: ThingView, written: String) -> Answer<()> { later!() }
/// Uses every suggestion that is marked Sure; answers how many.
#[tauri::command]
#[specta::specta]
pub async fn use_sure_suggestions(thing: ThingView) -> Answer<u32> { later!() }
/// Turns the levels round, or back.
#[tauri::command]
#[specta::specta]
pub async fn turn_round(yes: bool) -> Answer<()> { later!() }
/// Reads agents and skills again.
#[tauri::command]
#[specta::specta]
pub async fn refresh_directory() -> Answer<()> { later!() }

// ---- review

/// Compares the sheet with the live state; progress comes as `taskProgressed`.
#[tauri::command]
#[specta::specta]
pub async fn compare() -> Answer<()> { later!() }
/// Stops reading or comparing.
#[tauri::command]
#[specta::specta]
pub async fn cancel_task() -> Answer<()> { later!() }
/// Merge or exact.
#[tauri::command]
#[specta::specta]
pub async fn set_mode(mode: ModeView) -> Answer<()> { later!() }
/// A page of Changes.
#[tauri::command]
#[specta::specta]
pub async fn lines(query: LinesQuery) -> Answer<LinesPage> { later!() }
/// Includes lines or leaves them out.
#[tauri::command]
#[specta::specta]
pub async fn set_included(keys: Vec<String>, included: bool) -> Answer<()> { later!() }
/// Includes or leaves out every line of a kind that matches the search; all kinds when null.
#[tauri::command]
#[specta::specta]
pub async fn set_all_included(kind: Option<LineKind>, search: String, included: bool) -> Answer<()> { later!() }
/// Reads a cell as this text from now on (the file stays as it is).
#[tauri::command]
#[specta::specta]
pub async fn edit_cell(cell: String, text: String) -> Answer<()> { later!() }
/// Does a repair.
#[tauri::command]
#[specta::specta]
pub async fn repair(action: RepairAction) -> Answer<()> { later!() }
/// Takes the last edit back.
#[tauri::command]
#[specta::specta]
pub async fn undo_edit() -> Answer<()> { later!() }
/// Makes it again.
#[tauri::command]
#[specta::specta]
pub async fn redo_edit() -> Answer<()> { later!() }
/// Rows of “Your sheet”, by Excel's number.
#[tauri::command]
#[specta::specta]
pub async fn sheet_rows(from: u32, count: u32) -> Answer<Vec<SheetRowView>> { later!() }
/// What happens at a cell.
#[tauri::command]
#[specta::specta]
pub async fn explain_cell(cell: String) -> Answer<ExplainView> { later!() }
/// The next (or previous) problem's cell after this one, round the end.
#[tauri::command]
#[specta::specta]
pub async fn next_problem(after: Option<String>, backwards: bool) -> Answer<Option<String>> { later!() }
/// What the exact mode would take away, largest loss first.
#[tauri::command]
#[specta::specta]
pub async fn losses() -> Answer<Vec<LossView>> { later!() }
/// Keeps a skill in the exact mode, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn keep_skill(id: String, keep: bool) -> Answer<()> { later!() }
/// Writes the list of changes as a workbook; its file name when it was saved.
#[tauri::command]
#[specta::specta]
pub async fn save_list() -> Answer<Option<String>> { later!() }

// ---- run

/// Starts the reviewed update. `confirmation` is what was typed in the guard; `first` stops after so many agents.
#[tauri::command]
#[specta::specta]
pub async fn start_run(confirmation: String, first: Option<u32>) -> Answer<String> { later!() }
/// Pauses: nothing new leaves, what is under way is awaited.
#[tauri::command]
#[specta::specta]
pub async fn pause_run() -> Answer<()> { later!() }
/// Goes on with a paused or interrupted run.
#[tauri::command]
#[specta::specta]
pub async fn resume_run(id: String) -> Answer<()> { later!() }
/// Stops a run for good: what was not sent is left out.
#[tauri::command]
#[specta::specta]
pub async fn cancel_run(id: String) -> Answer<()> { later!() }
/// A page of a run's agents, latest first.
#[tauri::command]
#[specta::specta]
pub async fn run_changes(id: String, filter: FeedFilter, from: u32, count: u32) -> Answer<FeedPage> { later!() }
/// Sends what failed again; all agents when `agents` is empty.
#[tauri::command]
#[specta::specta]
pub async fn retry_failed(id: String, agents: Vec<String>) -> Answer<()> { later!() }
/// Settles agents that are held back: set our level after all, or keep theirs.
#[tauri::command]
#[specta::specta]
pub async fn settle_held(id: String, agents: Vec<String>, ours: bool) -> Answer<()> { later!() }
/// Saves the result workbook; its file name when it was saved.
#[tauri::command]
#[specta::specta]
pub async fn save_result(id: String) -> Answer<Option<String>> { later!() }
/// Prepares the undo of a run as a review of its own.
#[tauri::command]
#[specta::specta]
pub async fn plan_undo(id: String) -> Answer<()> { later!() }
/// Closes the window after the run was paused, or lets it go on in the background.
#[tauri::command]
#[specta::specta]
pub async fn close_window(pause: bool) -> Answer<()> { later!() }

// ---- history and settings

/// Past runs, newest first; `search` finds a sheet, agent or skill.
#[tauri::command]
#[specta::specta]
pub async fn runs(search: String) -> Answer<Vec<RunView>> { later!() }
/// Removes a run from the history.
#[tauri::command]
#[specta::specta]
pub async fn remove_run(id: String) -> Answer<()> { later!() }
/// Keeps what the person set.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(settings: SettingsView) -> Answer<()> { later!() }
