//! Repairs: what one click does about a problem.

use skillsheet_skills::{
    AgentId, CellRef, Choice, Code, Diagnostic, Marked, Meaning, Name, Overlay, SkillId, Wish, column_letters, key,
    packed,
};

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
    /// Leaves one agent's skill out, wherever the sheet names it.
    Spare {
        /// Whose skill.
        agent: AgentId,
        /// Which skill.
        skill: SkillId,
        /// The button's words.
        label: String,
    },
    /// Says what a mark or a word means in every cell.
    Mean {
        /// As written.
        written: String,
        /// What it means.
        meaning: Marked,
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
            | Repair::Spare { label, .. }
            | Repair::Mean { label, .. }
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
            Repair::Spare { agent, skill, .. } => {
                overlay.spared.insert((agent.clone(), skill.clone()));
            }
            Repair::Mean { written, meaning, .. } => overlay.legend.set(written, Some(*meaning)),
            Repair::ReadAgain => {}
        }
    }
}

/// The repairs of a problem, the likeliest first.
pub(super) fn repairs(update: &Update, problem: &Diagnostic) -> Vec<Repair> {
    let mut repairs = match problem.code {
        Code::UnknownSkill | Code::AmbiguousSkill => skill_repairs(update, problem),
        Code::UnknownAgent | Code::AmbiguousAgent => agent_repairs(update, problem),
        Code::Contradiction if !update.shares_cells() => return contradiction_repairs(update, problem),
        Code::Contradiction => Vec::new(),
        Code::Legend => mark_repairs(update, problem),
        Code::TwoColumns => column_repair(update, problem).into_iter().collect(),
        Code::NamesDisagree => problem.suggestions.iter().map(|text| write(update, problem, text)).collect(),
        _ => problem.suggestions.iter().take(1).map(|text| write(update, problem, text)).collect(),
    };
    if update.shares_cells()
        && let Some(repair) = packed_leave_out(update, problem)
    {
        repairs.push(repair);
        return repairs;
    }
    let cells = if problem.with.is_empty() { vec![problem.at] } else { problem.with.clone() };
    let label = if cells.len() > 1 { format!("Leave out {} cells", cells.len()) } else { "Leave out".to_owned() };
    repairs.push(Repair::LeaveOut { cells, label });
    repairs
}

/// Writes a suggestion into the cell; in a packed cell, into the entry that it is about.
fn write(update: &Update, problem: &Diagnostic, text: &str) -> Repair {
    let written = match problem.entry {
        Some(entry) => packed::with_level(&shown(update, problem.at), entry as usize, text),
        None => text.to_owned(),
    };
    Repair::Write { cells: vec![problem.at], text: written, label: format!("Use {text}") }
}

/// Leaves out what a problem of a packed cell is about, and no other entry of the cell.
fn packed_leave_out(update: &Update, problem: &Diagnostic) -> Option<Repair> {
    let label = "Leave out".to_owned();
    match (&problem.pair, problem.entry) {
        (Some((agent, skill)), _) => Some(Repair::Spare { agent: agent.clone(), skill: skill.clone(), label }),
        (None, Some(entry)) => {
            let text = packed::without(&shown(update, problem.at), entry as usize);
            Some(Repair::Write { cells: vec![problem.at], text, label })
        }
        (None, None) => None,
    }
}

/// Takes the column that was guessed, by leaving the heading of the other one out.
fn column_repair(update: &Update, problem: &Diagnostic) -> Option<Repair> {
    let rivals = &update.columns().ok()?.rivals;
    let rival = rivals.iter().find(|rival| rival.chosen == problem.at.column)?;
    let label = format!("Use column {}", column_letters(rival.chosen));
    Some(Repair::LeaveOut { cells: vec![CellRef { column: rival.other, ..problem.at }], label })
}

/// What is proposed for a mark, in every cell that holds it.
fn mark_repairs(update: &Update, problem: &Diagnostic) -> Vec<Repair> {
    let cell = shown(update, problem.at);
    let entry = problem.entry.and_then(|entry| packed::entries(&cell)?.into_iter().nth(entry as usize));
    let written = key(&entry.map_or(cell, |entry| entry.level));
    let mark = update.checked().marks.iter().find(|mark| key(&mark.written) == written);
    mark.map(|mark| {
        let cells = if mark.cells > 1 { format!(" in {} cells", mark.cells) } else { String::new() };
        let label = match mark.proposed {
            Marked::Level(level) => format!("“{}” is {level}{cells}", mark.written),
            Marked::Remove => format!("“{}” takes it away{cells}", mark.written),
            Marked::Nothing => format!("“{}” changes nothing{cells}", mark.written),
        };
        Repair::Mean { written: mark.written.clone(), meaning: mark.proposed, label }
    })
    .into_iter()
    .collect()
}

fn skill_repairs(update: &Update, problem: &Diagnostic) -> Vec<Repair> {
    let Some(name) = update.checked().skills.of(&update.skill_at(problem)) else { return Vec::new() };
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
    let Some(name) = update.checked().agents.of(&update.agent_at(problem)) else { return Vec::new() };
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
