//! Repairs: what one click does about a problem.

use skillsheet_skills::{AgentId, CellRef, Choice, Code, Diagnostic, Meaning, Name, Overlay, SkillId, Wish};

use super::Update;

/// Agents or skills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// An agent.
    Agent,
    /// A skill.
    Skill,
}

/// A repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Reads a cell as this text.
    Write {
        /// The cell.
        cells: Vec<CellRef>,
        /// The text.
        text: String,
        /// The button's words.
        label: String,
    },
    /// Leaves cells out.
    LeaveOut {
        /// The cells of levels.
        cells: Vec<CellRef>,
        /// The button's words.
        label: String,
    },
    /// Reads a name as this agent in every row.
    UseAgent {
        /// As written.
        written: String,
        /// Whom it means.
        id: AgentId,
        /// The button's words.
        label: String,
    },
    /// Reads a name as this skill in every row.
    UseSkill {
        /// As written.
        written: String,
        /// What it means.
        id: SkillId,
        /// The button's words.
        label: String,
    },
    /// Reads the agents that could not be read again; it changes nothing in the sheet.
    ReadAgain,
}

impl Repair {
    /// The button's words.
    pub fn label(&self) -> &str {
        match self {
            Repair::Write { label, .. }
            | Repair::LeaveOut { label, .. }
            | Repair::UseAgent { label, .. }
            | Repair::UseSkill { label, .. } => label,
            Repair::ReadAgain => "Try again",
        }
    }

    pub(super) fn apply(&self, overlay: &mut Overlay) {
        match self {
            Repair::Write { cells, text, .. } => {
                overlay.texts.extend(cells.iter().map(|at| (*at, text.clone())));
            }
            Repair::LeaveOut { cells, .. } => overlay.left_out.extend(cells),
            Repair::UseAgent { written, id, .. } => {
                overlay.decide_agent(written, Some(Choice::Use(id.clone())));
            }
            Repair::UseSkill { written, id, .. } => {
                overlay.decide_skill(written, Some(Choice::Use(id.clone())));
            }
            Repair::ReadAgain => {}
        }
    }
}

/// The repairs of a problem, the likeliest first.
pub(super) fn repairs(update: &Update, problem: &Diagnostic) -> Vec<Repair> {
    let mut repairs = match problem.code {
        Code::UnknownSkill | Code::AmbiguousSkill => skill_repairs(update, problem),
        Code::UnknownAgent | Code::AmbiguousAgent => agent_repairs(update, problem),
        Code::Contradiction => return contradiction_repairs(update, problem),
        _ => problem
            .suggestions
            .iter()
            .take(1)
            .map(|text| Repair::Write { cells: vec![problem.at], text: text.clone(), label: format!("Use {text}") })
            .collect(),
    };
    let cells = if problem.with.is_empty() { vec![problem.at] } else { problem.with.clone() };
    let label = if cells.len() > 1 { format!("Leave out {} cells", cells.len()) } else { "Leave out".to_owned() };
    repairs.push(Repair::LeaveOut { cells, label });
    repairs
}

fn skill_repairs(update: &Update, problem: &Diagnostic) -> Vec<Repair> {
    let Some(name) = update.checked().skills.of(&shown(update, problem.at)) else { return Vec::new() };
    let skills = update.directory().skills();
    candidates(name)
        .map(|entry| Repair::UseSkill {
            written: name.written.clone(),
            id: skills[entry].id.clone(),
            label: use_label(&skills[entry].name, name.rows),
        })
        .collect()
}

fn agent_repairs(update: &Update, problem: &Diagnostic) -> Vec<Repair> {
    let Some(name) = update.checked().agents.of(&shown(update, problem.at)) else { return Vec::new() };
    let agents = update.directory().agents();
    let is_ambiguous = problem.code == Code::AmbiguousAgent;
    candidates(name)
        .map(|entry| {
            let agent = &agents[entry];
            let called = if is_ambiguous { agent.email.as_deref().unwrap_or(agent.id.as_str()) } else { &agent.name };
            Repair::UseAgent {
                written: name.written.clone(),
                id: agent.id.clone(),
                label: use_label(called, name.rows),
            }
        })
        .collect()
}

fn candidates(name: &Name) -> impl Iterator<Item = usize> {
    let entries: Vec<usize> = match &name.meaning {
        Meaning::Several(entries) => entries.clone(),
        _ => name.suggestions.iter().take(1).map(|near| near.entry).collect(),
    };
    entries.into_iter().take(3)
}

fn use_label(name: &str, rows: u32) -> String {
    if rows > 1 { format!("Use {name} in {rows} rows") } else { format!("Use {name}") }
}

/// For each level that is wanted: leave the cells out that want another one.
fn contradiction_repairs(update: &Update, problem: &Diagnostic) -> Vec<Repair> {
    let Some(wishes) = problem.pair.as_ref().and_then(|pair| update.checked().contradictions.get(pair)) else {
        return Vec::new();
    };
    let mut distinct: Vec<Wish> = Vec::new();
    for (_, wish) in wishes {
        if !distinct.contains(wish) {
            distinct.push(*wish);
        }
    }
    distinct
        .into_iter()
        .map(|wanted| Repair::LeaveOut {
            cells: wishes.iter().filter(|(_, wish)| *wish != wanted).map(|(at, _)| *at).collect(),
            label: match wanted {
                Wish::Assign(level) => format!("Use {level}"),
                Wish::Remove => "Remove it".to_owned(),
            },
        })
        .collect()
}

fn shown(update: &Update, at: CellRef) -> String {
    update.sheet().value(at).map(|value| value.shown().into_owned()).unwrap_or_default()
}
