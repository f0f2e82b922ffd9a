//! `template`: today's skills as a workbook to fill in.

use std::collections::BTreeSet;

use skillsheet_engine::template::{self, Form, Wanted};
use skillsheet_skills::{AgentId, Directory, Found, SkillId, key};

use super::{App, Ended};
use crate::failure::{Exit, Failure};
use crate::options::TemplateOptions;
use crate::output::{count, note};
use crate::{secret, sheet};

/// Names that are listed where one is not found and none is near.
const LISTED: usize = 12;

/// Reads the active agents that are wanted and saves what they have.
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
    let teams = options.teams.iter().map(|name| team(&directory, name)).collect::<Result<BTreeSet<_>, _>>()?;
    let skills = options.skills.iter().map(|name| skill(&directory, name)).collect::<Result<BTreeSet<_>, _>>()?;
    let wanted = Wanted { form: options.form, teams, skills };
    let agents: Vec<AgentId> = template::agents(&directory, &wanted).map(|agent| agent.id.clone()).collect();
    let (read, _) = sheet::live(&centre, &connection.name, &agents, &stop).await?;
    let (unread, written) = (read.unread.len(), read.live.len());
    let of_skills = match wanted.skills.len() {
        0 => directory.skills().iter().filter(|skill| skill.active).count(),
        chosen => chosen,
    };
    let layout = if options.form == Form::Grid { "grid" } else { "list" };
    let save = move || template::save(&directory, &read.live, &wanted, &capabilities.scale, &options.output);
    let path = tokio::task::spawn_blocking(save).await.map_err(|_| Failure::fault())??;
    app.out.document(&serde_json::json!({
        "connection": connection.name,
        "layout": layout,
        "output": path.display().to_string(),
        "agents": written,
        "skills": of_skills,
    }));
    app.out.line(format!("{}, saved as {}", count(written as u64, "agent"), path.display()));
    if unread == 0 {
        return Ok(Exit::Done);
    }
    note(format!("error: {} could not be read and are not in the workbook", count(unread as u64, "agent")));
    note("hint: Save the workbook again to read them");
    Ok(Exit::Partly)
}

/// The team that is meant by a name.
fn team(directory: &Directory, name: &str) -> Result<String, Failure> {
    let teams = template::teams(directory);
    if let Some(team) = teams.iter().find(|team| key(team) == key(name)) {
        return Ok(team.clone());
    }
    if teams.is_empty() {
        let hint = "Leave --team out; this platform tells no teams";
        return Err(Failure::unusable(format!("No team is called “{name}”: there are none"), hint));
    }
    // Names of teams are misspelt as names of skills are.
    let named = Directory::of_ids(std::iter::empty(), teams.iter().map(String::as_str));
    Err(unknown("team", name, &named))
}

/// The skill that is meant by a name or an id.
fn skill(directory: &Directory, name: &str) -> Result<SkillId, Failure> {
    match directory.find_skill(name) {
        Found::One(entry, _) => Ok(directory.skills()[entry].id.clone()),
        Found::Several(entries) => {
            let ids: Vec<&str> = entries.iter().map(|entry| directory.skills()[*entry].id.as_str()).collect();
            let hint = format!("Give the id of the one that is meant: {}", ids.join(", "));
            Err(Failure::unusable(format!("Several skills are called “{name}”"), hint))
        }
        Found::None => Err(unknown("skill", name, directory)),
    }
}

fn unknown(what: &str, name: &str, known: &Directory) -> Failure {
    let quoted = |entry: usize| format!("“{}”", known.skills()[entry].name);
    let near: Vec<String> = known.suggest_skills(name).iter().map(|near| quoted(near.entry)).collect();
    let hint = if near.is_empty() {
        let some: Vec<String> = (0..known.skills().len().min(LISTED)).map(quoted).collect();
        let more = known.skills().len() - some.len();
        format!("There is {}{}", some.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() })
    } else {
        format!("Did you mean {}?", near.join(" or "))
    };
    Failure::unusable(format!("No {what} is called “{name}”"), hint)
}
