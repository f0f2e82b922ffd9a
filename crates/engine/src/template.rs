//! “Get today’s skills”: what is there now, as a workbook that can be brought back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use skillsheet_skills::{Agent, Best, Directory, Live, Scale, Skill, SkillId, Value};
use skillsheet_workbook::{Levels, Table, TableOptions, WriteError, write_table};

/// What the workbook is to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How it is laid out.
    pub form: Form,
    /// The teams whose agents it has; all agents when empty.
    pub teams: BTreeSet<String>,
    /// The skills it has; all that are switched on when empty.
    pub skills: BTreeSet<SkillId>,
}

/// How the workbook is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// One row per agent and skill.
    #[default]
    List,
    /// One row per agent, a column per skill.
    Grid,
}

/// The teams that the directory's active agents are in, by name.
pub fn teams(directory: &Directory) -> BTreeSet<String> {
    directory.agents().iter().filter(|agent| agent.active).filter_map(|agent| agent.team.clone()).collect()
}

/// The agents that the workbook is about: those that are active, of the wanted teams.
pub fn agents<'a>(directory: &'a Directory, wanted: &'a Wanted) -> impl Iterator<Item = &'a Agent> {
    let is_wanted =
        |agent: &Agent| wanted.teams.is_empty() || agent.team.as_ref().is_some_and(|team| wanted.teams.contains(team));
    directory.agents().iter().filter(move |agent| agent.active && is_wanted(agent))
}

/// Saves the live state as a workbook, active agents by name, and returns where: beside the path if the file there is
/// open elsewhere. Loaded again it changes nothing.
///
/// # Errors
/// Why it could not be written.
pub fn save(
    directory: &Directory,
    live: &Live,
    wanted: &Wanted,
    scale: &Scale,
    path: &Path,
) -> Result<PathBuf, WriteError> {
    let skills = skills(directory, wanted);
    let (table, columns, takes_words) = match wanted.form {
        Form::List => (list(directory, live, wanted, &skills), LIST_LEVEL..LIST_LEVEL + 1, false),
        Form::Grid => {
            let first = IDENTITY.len() as u32;
            (grid(directory, live, wanted, &skills), first..first + skills.len() as u32, true)
        }
    };
    let levels = Levels {
        columns,
        min: scale.min.number(),
        max: scale.max.number(),
        step: Some(scale.step.number()),
        words: if takes_words { vec!["remove".to_owned()] } else { Vec::new() },
    };
    write_table("Skills", &table, &TableOptions { notes: notes(scale, wanted.form), levels: Some(levels) }, path)
}

/// The column of levels in a list.
const LIST_LEVEL: u32 = 4;

/// The skills that the workbook is about, by name: those that are switched on and wanted.
fn skills<'a>(directory: &'a Directory, wanted: &Wanted) -> Vec<&'a Skill> {
    let is_wanted = |skill: &&Skill| skill.active && (wanted.skills.is_empty() || wanted.skills.contains(&skill.id));
    let mut skills: Vec<_> = directory.skills().iter().filter(is_wanted).collect();
    skills.sort_by_cached_key(|skill| skillsheet_skills::key(&skill.name));
    skills
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.into()))
}

/// The wanted agents that are in the live state, by name.
fn by_name<'a>(directory: &'a Directory, live: &Live, wanted: &'a Wanted) -> Vec<&'a Agent> {
    let mut agents: Vec<_> = agents(directory, wanted).filter(|agent| live.contains_key(&agent.id)).collect();
    agents.sort_by_cached_key(|agent| (skillsheet_skills::key(&agent.name), agent.id.clone()));
    agents
}

/// Who an agent is: name, e-mail, employee number; the id stands in where the platform tells no e-mail.
fn identity(agent: &Agent) -> [Option<Value>; 3] {
    let email = agent.email.as_deref().unwrap_or(agent.id.as_str());
    [text(&agent.name), text(email), text(agent.employee_id.as_deref().unwrap_or_default())]
}

const IDENTITY: [&str; 3] = ["Name", "E-mail", "Employee number"];

fn list(directory: &Directory, live: &Live, wanted: &Wanted, skills: &[&Skill]) -> Table {
    let mut rows = Vec::new();
    for agent in by_name(directory, live, wanted) {
        let have = &live[&agent.id];
        // A skill that is switched off could not be given again, so that its row would be a problem.
        for (skill, level) in skills.iter().filter_map(|skill| Some((skill, have.get(&skill.id)?))) {
            let mut row = identity(agent).to_vec();
            row.extend([text(&skill.name), Some(Value::Number(level.number())), None]);
            rows.push(row);
        }
    }
    let headings = IDENTITY.iter().chain(&["Skill", "Proficiency", "What to do"]);
    Table { headings: headings.map(ToString::to_string).collect(), rows }
}

fn grid(directory: &Directory, live: &Live, wanted: &Wanted, skills: &[&Skill]) -> Table {
    let headings = IDENTITY.iter().map(ToString::to_string).chain(skills.iter().map(|skill| skill.name.clone()));
    let rows = by_name(directory, live, wanted).into_iter().map(|agent| {
        let have = &live[&agent.id];
        let levels = skills.iter().map(|skill| have.get(&skill.id).map(|level| Value::Number(level.number())));
        identity(agent).into_iter().chain(levels).collect()
    });
    Table { headings: headings.collect(), rows: rows.collect() }
}

fn notes(scale: &Scale, form: Form) -> Vec<String> {
    let best = match scale.best {
        Best::High => scale.max,
        Best::Low => scale.min,
    };
    vec![
        format!("Levels go from {} to {}; {best} is the best.", scale.min, scale.max),
        match form {
            Form::List => "Change a level, or write “remove” under “What to do” to take a skill away.".to_owned(),
            Form::Grid => {
                "Change a level, or type “remove” to take a skill away. An empty cell changes nothing.".to_owned()
            }
        },
        "Then drop this workbook on Skillsheet: it shows what will change before anything is sent.".to_owned(),
    ]
}
