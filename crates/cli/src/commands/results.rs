//! `results`: the sheet as it was, with what became of each row.

use std::path::Path;

use skillsheet_engine::journal::RunId;
use skillsheet_engine::results;

use super::{App, Ended};
use crate::failure::Exit;

/// Saves a run's result workbook. Needs no network.
pub async fn perform(app: &App, run: RunId, output: &Path) -> Ended {
    let session = app.session()?;
    let path = results::save(session.journal(), run, output).await?;
    app.out.document(&serde_json::json!({ "run": run, "output": path.display().to_string() }));
    app.out.line(format!("Results: {}", path.display()));
    Ok(Exit::Done)
}
