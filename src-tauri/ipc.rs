//! THE list of commands and events between the window and the engine. The front end's bindings are generated from it.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::{commands as c, view};

/// Everything that crosses, in one place.
pub fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .commands(collect_commands![
            c::subscribe,
            c::app,
            c::connections::platforms,
            c::connections::start_practice,
            c::connections::reset_practice,
            c::connections::test_connection,
            c::connections::cancel_test,
            c::connections::choose_certificates,
            c::connections::save_connection,
            c::connections::remove_connection,
            c::connections::use_connection,
            c::sheet::choose_workbook,
            c::sheet::read_again,
            c::sheet::open_recent,
            c::sheet::set_heading_rows,
            c::sheet::set_hidden,
            c::sheet::start_fresh,
            c::sheet::template_choices,
            c::sheet::save_mapping,
            c::sheet::load_mapping,
            c::set_mark,
            c::confirm_marks,
            c::set_rows_out,
            c::paste_at,
            c::sheet::paste_cells,
            c::sheet::open_sample,
            c::sheet::close_sheet,
            c::sheet::start_new_one,
            c::sheet::choose_tab,
            c::sheet::set_heading_row,
            c::sheet::set_layout,
            c::sheet::preview_rows,
            c::sheet::save_template,
            c::sheet::go_to,
            c::set_column,
            c::names,
            c::find_in_directory,
            c::settle_name,
            c::reopen_name,
            c::use_sure_suggestions,
            c::turn_round,
            c::refresh_directory,
            c::compare,
            c::cancel_task,
            c::set_mode,
            c::lines,
            c::set_included,
            c::show_team,
            c::set_all_included,
            c::edit_cell,
            c::repair,
            c::undo_edit,
            c::redo_edit,
            c::sheet_rows,
            c::explain_cell,
            c::next_problem,
            c::losses,
            c::keep_skill,
            c::save_list,
            c::start_run,
            c::pause_run,
            c::resume_run,
            c::cancel_run,
            c::run_changes,
            c::retry_failed,
            c::settle_held,
            c::save_result,
            c::plan_undo,
            c::close_window,
            c::runs,
            c::remove_run,
            c::save_history,
            c::older_than,
            c::save_settings,
        ])
        .typ::<view::Event>()
}

/// Writes the front end's bindings, as they should stand in `ui/src/backend/bindings.ts`.
///
/// # Errors
/// Where a type cannot be said in TypeScript, or the file cannot be written.
pub fn write_bindings(path: &std::path::Path) -> Result<(), specta_typescript::Error> {
    builder().export(specta_typescript::Typescript::default(), path)
}
