//! The sample sheet with a row for each agent and skill.

use super::person::{Person, Request};
use super::{
    Expected, Mistake, MistakeKind, SampleCell, SampleTable, Wish, cell_name, number, of_hundred, or_empty,
    other_level, out_of_range, text, without_a_letter,
};
use crate::scale::Scale;
use crate::state::{Agent, Skill, State};

const HEADINGS: [&str; 6] = ["Team", "Agent", "Work e-mail", "Skill", "Proficiency", "What to do"];
const NAME: usize = 1;
const SKILL: usize = 3;
const LEVEL: usize = 4;

const AGENTS: usize = 18;
/// The skill whose name is written with a letter missing: "Billng".
const MISSPELT: &str = "Billing";
/// A skill that no centre of ours has, nor one with a name like it.
const UNKNOWN: &str = "Pet insurance";

/// One row to be, and what it comes to.
struct Line<'a> {
    agent: &'a Agent,
    name: String,
    email: bool,
    skill: String,
    level: SampleCell,
    action: &'static str,
    meaning: Meaning,
}

enum Meaning {
    Wish(Wish),
    /// A mistake in this column; with the wish that counts once a misspelt skill is fixed.
    Mistake(usize, MistakeKind, Option<Wish>),
}

/// The sample sheet with a row for each agent and skill: two title rows, headings in row 3, some 65 rows about 20 agents.
pub fn list(state: &State) -> SampleTable {
    let lines = lines(state);
    let title = vec![
        "Skills December 2026".to_owned(),
        format!(
            "One row for each agent and skill. {} What is not in the list stays as it is.",
            scale_in_words(state.scale)
        ),
    ];
    let (mut expected, mut fixed, mut mistakes) = (Expected::default(), Expected::default(), Vec::new());
    let first_row = title.len() + 2;
    for (index, line) in lines.iter().enumerate() {
        match &line.meaning {
            Meaning::Wish(wish) => {
                expected.count(*wish);
                fixed.count(*wish);
            }
            Meaning::Mistake(column, kind, wish) => {
                mistakes.push(Mistake { at: cell_name(*column, first_row + index), kind: *kind });
                wish.iter().for_each(|wish| fixed.count(*wish));
            }
        }
    }
    SampleTable {
        name: "Skills December".to_owned(),
        title,
        headings: HEADINGS.map(str::to_owned).to_vec(),
        rows: lines.into_iter().map(Line::cells).collect(),
        expected,
        expected_with_skill_fixed: fixed,
        mistakes,
    }
}

fn scale_in_words(scale: Scale) -> String {
    let best = if scale.least_is_best { ", and the lowest is best" } else { "" };
    let parts = if scale.per_level == 2 { ", in halves" } else { "" };
    format!("Levels go from {} to {}{parts}{best}.", scale.shown(scale.least), scale.shown(scale.most))
}

impl<'a> Line<'a> {
    fn new(agent: &'a Agent, skill: &str, level: SampleCell, meaning: Meaning) -> Self {
        Self { agent, name: agent.name.clone(), email: true, skill: skill.to_owned(), level, action: "", meaning }
    }

    fn good(agent: &'a Agent, request: Request<'_>) -> Self {
        let action = if request.wish == Wish::Remove { "remove" } else { "" };
        Self { action, ..Self::new(agent, &request.skill.name, request.level, Meaning::Wish(request.wish)) }
    }

    fn bad(agent: &'a Agent, skill: &str, level: SampleCell, column: usize, kind: MistakeKind) -> Self {
        Self::new(agent, skill, level, Meaning::Mistake(column, kind, None))
    }

    fn cells(self) -> Vec<SampleCell> {
        let email = if self.email { text(&self.agent.email) } else { SampleCell::Empty };
        vec![text(&self.agent.team), text(&self.name), email, text(&self.skill), self.level, or_empty(self.action)]
    }
}

fn lines(state: &State) -> Vec<Line<'_>> {
    let misspelt = state.directory.skill_named(MISSPELT);
    let agents = agents(state);
    let mut lines = Vec::new();
    for (turn, agent) in agents.iter().enumerate() {
        let mut person = Person::new(state, agent, turn, misspelt);
        let level = 30 + 10 * (turn as u32 % 7);
        let requests = [person.same(), person.change(), person.add(level)];
        lines.extend(requests.into_iter().flatten().map(|request| Line::good(agent, request)));
        lines.extend(more(state, misspelt, turn, &mut person));
    }
    lines.extend(misspelt_agent(state, &agents));
    lines.extend(ambiguous_agent(state));
    lines
}

/// Active agents from all over the list, whom a name alone would find too.
fn agents(state: &State) -> Vec<&Agent> {
    let candidates = alone(state).collect::<Vec<_>>();
    let step = (candidates.len() / AGENTS).max(1);
    candidates.into_iter().step_by(step).take(AGENTS).collect()
}

fn alone(state: &State) -> impl Iterator<Item = &Agent> {
    let agents = &state.directory.agents;
    let namesakes = |agent: &Agent| agents.iter().filter(|other| other.name == agent.name).count() > 1;
    agents.iter().filter(move |agent| agent.active && !namesakes(agent))
}

/// What only some agents have: a removal, a row more that is right, or a mistake.
fn more<'a>(state: &State, misspelt: Option<&Skill>, turn: usize, person: &mut Person<'a>) -> Vec<Line<'a>> {
    let (agent, scale) = (person.agent, state.scale);
    match turn {
        2 | 7 | 12 => misspelt.map(|skill| misspelt_skill(state, agent, skill)).into_iter().collect(),
        4 | 11 => person.remove().map(|request| Line::good(agent, request)).into_iter().collect(),
        5 => with(person, |skill| vec![Line::bad(agent, skill, out_of_range(scale), LEVEL, MistakeKind::OutOfRange)]),
        6 => with(person, |skill| vec![Line::bad(agent, skill, text("forty"), LEVEL, MistakeKind::NotANumber)]),
        8 => with(person, |skill| {
            let row = |level| Line::bad(agent, skill, of_hundred(scale, level), LEVEL, MistakeKind::Contradiction);
            vec![row(40), row(70)]
        }),
        10 => vec![Line::bad(agent, UNKNOWN, of_hundred(scale, 50), SKILL, MistakeKind::UnknownSkill)],
        _ => Vec::new(),
    }
}

fn with<'a>(person: &mut Person<'a>, rows: impl Fn(&str) -> Vec<Line<'a>>) -> Vec<Line<'a>> {
    person.unused().map(|skill| rows(&skill.name)).unwrap_or_default()
}

fn misspelt_skill<'a>(state: &State, agent: &'a Agent, skill: &Skill) -> Line<'a> {
    let held = state.levels(&agent.id).and_then(|levels| levels.get(&skill.id)).copied();
    let other = |level| (other_level(state.scale, level), Wish::Change);
    let (level, wish) = held.map_or((state.scale.of_hundred(60), Wish::Add), other);
    let meaning = Meaning::Mistake(SKILL, MistakeKind::MisspeltSkill, Some(wish));
    Line::new(agent, &without_a_letter(&skill.name, 4), number(state.scale, level), meaning)
}

fn misspelt_agent<'a>(state: &'a State, taken: &[&Agent]) -> Option<Line<'a>> {
    let names_exist = |name: &str| state.directory.agents.iter().any(|agent| agent.name == name);
    let plain =
        |agent: &&Agent| agent.name.is_ascii() && (10..24).contains(&agent.name.len()) && !taken.contains(agent);
    let agent = alone(state).filter(plain).find(|agent| !names_exist(&without_a_letter(&agent.name, 3)))?;
    let skill = Person::new(state, agent, 0, None).unused()?;
    let line = Line::bad(agent, &skill.name, of_hundred(state.scale, 50), NAME, MistakeKind::MisspeltAgent);
    Some(Line { name: without_a_letter(&agent.name, 3), email: false, ..line })
}

fn ambiguous_agent(state: &State) -> Option<Line<'_>> {
    let agents = &state.directory.agents;
    let same_name = |agent: &&Agent| agents.iter().filter(|other| other.name == agent.name).count() > 1;
    let agent = agents.iter().find(same_name)?;
    let skill = Person::new(state, agent, 0, None).unused()?;
    let line = Line::bad(agent, &skill.name, of_hundred(state.scale, 60), NAME, MistakeKind::AmbiguousAgent);
    Some(Line { email: false, ..line })
}
