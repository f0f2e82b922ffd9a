//! The shell: the only Rust that knows Tauri. It opens the window, hands its commands to the controller, and tells it
//! what happens to the window itself.

mod commands;
mod desktop;
mod dialogs;
mod error;
mod guard;
pub mod ipc;
mod logging;
mod practice;
mod preferences;
mod show;
mod state;
mod studio;
pub mod view;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use skillsheet_engine::journal::JournalError;
use skillsheet_engine::session::{OpenError, usual_folder};
use tauri::{App, AppHandle, DragDropEvent, Manager, RunEvent, WindowEvent};

use desktop::Desktop;
use dialogs::Dialogs;
use studio::{Shared, Studio};
use view::Event;

/// What the program was started with.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Opens on the practice centre of a platform, by its name; of the usual one when that is empty.
    pub practice: Option<String>,
    /// A sheet to open, as “Open with” gives it.
    pub sheet: Option<PathBuf>,
}

impl Arguments {
    /// Reads arguments, without the program's own name. What is not understood is not a reason to stay closed.
    pub fn parse(arguments: impl Iterator<Item = std::ffi::OsString>) -> Self {
        let mut parsed = Arguments::default();
        for argument in arguments {
            match argument.to_str() {
                Some("--practice") => parsed.practice = Some(String::new()),
                Some(text) if text.starts_with("--practice=") => {
                    parsed.practice = text.split_once('=').map(|(_, platform)| platform.to_owned());
                }
                Some(text) if text.starts_with("--") => {}
                _ => parsed.sheet = Some(PathBuf::from(argument)),
            }
        }
        parsed
    }
}

/// Runs the app until it is closed.
///
/// # Panics
/// When the system's web view cannot be started: then there is no window to say it in.
pub fn run(arguments: Arguments) {
    let folder = std::env::var_os("SKILLSHEET_DATA_DIR").map(PathBuf::from).or_else(usual_folder);
    let folder = folder.unwrap_or_else(|| PathBuf::from(".skillsheet"));
    logging::start(&folder);
    let ipc = ipc::builder();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(opened_again))
        .invoke_handler(ipc.invoke_handler())
        .setup(move |app| {
            if let Err(error) = start(app, &folder, arguments) {
                give_up(app, &folder, &error);
            }
            Ok(())
        })
        .on_window_event(|window, event| on_window(&window.app_handle().clone(), event))
        .build(tauri::generate_context!())
        .expect("the window can be opened")
        .run(|app, event| match event {
            // Not by our own word: the menu, the system, or the last window that went.
            RunEvent::ExitRequested { code: None, api, .. } if is_running(app) => {
                api.prevent_exit();
                bring_back(app);
                app.state::<Shared>().tell(Event::CloseAsked {});
            }
            // Its icon in the dock was clicked while it goes on out of sight.
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => bring_back(app),
            RunEvent::Exit => tracing::info!("closed"),
            _ => {}
        });
}

/// Without its data the app cannot be used: the reason is said in a box of the system's, and where no window can be seen.
fn give_up(app: &App, folder: &Path, error: &OpenError) {
    let (title, hint) = match error {
        OpenError::Journal(JournalError::Failed(words)) => {
            let title = format!("Skillsheet’s data cannot be kept in “{}”: {words}", folder.display());
            (title, "Check that the folder can be written to")
        }
        OpenError::Journal(error) => (error.to_string(), error.hint()),
        OpenError::Connections(error) => (error.to_string(), error.hint()),
    };
    tracing::error!(title, "the data folder cannot be opened");
    eprintln!("{title}. {hint}.");
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.hide();
    }
    let said = dialogs::say(&title, hint);
    tauri::async_runtime::spawn(async move {
        said.await;
        std::process::exit(1);
    });
}

fn start(app: &mut App, folder: &Path, arguments: Arguments) -> Result<(), OpenError> {
    let studio: Shared =
        Arc::new(Studio::open(folder, Dialogs::new(app.handle().clone()), Desktop::new(app.handle().clone()))?);
    app.manage(studio.clone());
    tauri::async_runtime::spawn(studio.clone().watch_file());
    tauri::async_runtime::spawn(async move {
        studio.look_for_interrupted().await;
        // Where the history cannot be written, it says so when something is to be sent.
        let _ = studio.forget_old_runs().await;
        if let Some(platform) = arguments.practice
            && let Err(error) = studio.start_practice(Some(platform).filter(|name| !name.is_empty())).await
        {
            studio.tell(Event::ProblemRaised { error });
        }
        if let Some(sheet) = arguments.sheet {
            studio.open_from_outside(sheet);
        }
    });
    Ok(())
}

/// A second start brings the window to the front, with the sheet it was given.
fn opened_again(app: &AppHandle, arguments: Vec<String>, folder: String) {
    bring_back(app);
    let Some(studio) = app.try_state::<Shared>() else { return };
    if let Some(sheet) = Arguments::parse(arguments.into_iter().skip(1).map(Into::into)).sheet {
        studio.open_from_outside(PathBuf::from(folder).join(sheet));
    }
}

fn bring_back(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

fn is_running(app: &AppHandle) -> bool {
    app.try_state::<Shared>().is_some_and(|studio| studio.is_running())
}

fn on_window(app: &AppHandle, event: &WindowEvent) {
    let Some(studio) = app.try_state::<Shared>().map(|studio| studio.inner().clone()) else { return };
    match event {
        WindowEvent::DragDrop(DragDropEvent::Enter { .. }) => studio.tell(Event::DropHovered { over: true }),
        WindowEvent::DragDrop(DragDropEvent::Leave) => studio.tell(Event::DropHovered { over: false }),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            studio.tell(Event::DropHovered { over: false });
            dropped(&studio, paths);
        }
        WindowEvent::CloseRequested { api, .. } if studio.is_running() => {
            api.prevent_close();
            studio.tell(Event::CloseAsked {});
        }
        _ => {}
    }
}

fn dropped(studio: &Shared, paths: &[PathBuf]) {
    match paths {
        [] => {}
        [path] => studio.open_from_outside(path.clone()),
        _ => {
            let hint = "Drop the one you want to use.";
            let error = view::CommandError::new("twoFiles", "One workbook at a time", hint);
            studio.tell(Event::ProblemRaised { error });
        }
    }
}
