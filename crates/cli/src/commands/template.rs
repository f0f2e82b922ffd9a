//! `template`: today's skills as a workbook to fill in.

use skillsheet_engine::template::{self, Form, Wanted};
use skillsheet_skills::{AgentId, Layout};

use super::{App, Ended};
use crate::failure::{Exit, Failure};
use crate::options::TemplateOptions;
use crate::output::{count, note};
use crate::{secret, sheet};

/// Reads all active agents and saves what they have.
pub async fn perform(app: &App, options: TemplateOptions) -> Ended {
    let session = app.session()?;
    let connection = sheet::connection(&session, &options.connection)?;
    let stop = app.interruption()?;
    let centre = secret::centre(&session, &connection).await?;
    let capabilities = centre.capabilities();
    if !capabilities.lists_directory {
        let message = format!("“{}” does not list its agents, so there is nothing to fill in", connection.name);
        return Err(Failure::unusable(message, "Write the ids of agents and skills into a sheet of your own"));
    }
    let directory = sheet::directory(&centre, &connection.name, &stop).await?;
    let agents: Vec<AgentId> =
        directory.agents().iter().filter(|agent| agent.active).map(|agent| agent.id.clone()).collect();
    let (read, _) = sheet::live(&centre, &connection.name, &agents, &stop).await?;
    let (unread, written) = (read.unread.len(), read.live.len());
    let skills = directory.skills().iter().filter(|skill| skill.active).count();
    let layout = options.layout;
    let form = if layout == Layout::Grid { Form::Grid } else { Form::List };
    let wanted = Wanted { form, ..Wanted::default() };
    let save = move || template::save(&directory, &read.live, &wanted, &capabilities.scale, &options.output);
    let path = tokio::task::spawn_blocking(save).await.map_err(|_| Failure::fault())??;
    app.out.document(&serde_json::json!({
        "connection": connection.name, "layout": layout, "output": path.display().to_string(), "agents": written, "skills": skills,
    }));
    app.out.line(format!("{}, saved as {}", count(written as u64, "agent"), path.display()));
    if unread == 0 {
        return Ok(Exit::Done);
    }
    note(format!("error: {} could not be read and are not in the workbook", count(unread as u64, "agent")));
    note("hint: Save the workbook again to read them");
    Ok(Exit::Partly)
}
