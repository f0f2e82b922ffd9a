//! The log: a file a day in the data folder, a week of them, for support. No secret and no agent's name goes into it.

use std::path::Path;

use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Starts logging. Without a log the app works all the same.
pub fn start(folder: &Path) {
    let folder = folder.join("logs");
    // The appender looks into the folder before it makes it, and complains.
    let _ = std::fs::create_dir_all(&folder);
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("skillsheet")
        .filename_suffix("log")
        .max_log_files(7)
        .build(&folder);
    let Ok(files) = files else { return };
    let filter = EnvFilter::try_from_env("SKILLSHEET_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let started = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(files).try_init();
    if started.is_ok() {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            tracing::error!(place = panic.location().map(tracing::field::display), "a fault in the program");
            usual(panic);
        }));
    }
}
