//! The app.

// No console window beside the app on Windows.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    skillsheet_engine::workbook::child::serve_if_asked();
    let mut arguments = std::env::args_os().skip(1).peekable();
    if arguments.peek().is_some_and(|first| first == "--write-bindings") {
        return write_bindings();
    }
    skillsheet::run(skillsheet::Arguments::parse(arguments));
    ExitCode::SUCCESS
}

/// Writes the front end's bindings anew, for whoever changed a command.
fn write_bindings() -> ExitCode {
    match skillsheet::ipc::write_bindings(std::path::Path::new("ui/src/backend/bindings.ts")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The bindings could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}
