//! Columns and names.

use skillsheet_engine::update::Update;
use skillsheet_skills::{
    Agent, By, Field, Layout, Mark, Marked, Meaning, Name, NameCells, Names, Proficiency, Skill, Sure, column_letters,
    key,
};

use crate::state::Known;
use crate::view::{
    CandidateView, ColumnView, FieldView, MarkView, MarkedView, MatchView, NameView, NamesPage, NamesView, SureView,
    ThingView,
};

/// Values of a column that are shown as examples.
const EXAMPLES: usize = 3;

/// Columns and names of the sheet in hand.
pub fn matching(update: &Update, known: &Known) -> MatchView {
    let checked = update.checked();
    let directory = update.directory();
    let open = |names: &Names| names.list().iter().filter(|name| name.meaning.is_open()).count() as u32;
    let sure = |names: &Names| {
        let open = names.list().iter().filter(|name| name.meaning.is_open());
        open.filter(|name| name.suggestions.first().is_some_and(|near| near.sure)).count() as u32
    };
    let (open_skills, open_agents) = (open(&checked.skills), open(&checked.agents));
    let all = checked.skills.list().len() + checked.agents.list().len();
    let heads = update.columns().map_or(0, |columns| columns.heads.len());
    MatchView {
        columns: columns(update),
        skill_columns: heads as u32,
        marks: checked.marks.iter().map(mark).collect(),
        unused: unused(update),
        agents: known.directory.agents().len() as u32,
        skills: if update.terms().lists_directory { directory.skills().len() as u32 } else { 0 },
        read_at: known.read_at.to_string(),
        open_skills,
        open_agents,
        matched: all as u32 - open_skills - open_agents,
        sure_skills: sure(&checked.skills),
        sure_agents: sure(&checked.agents),
        looks_inverted: update.looks_inverted(),
        turned_round: update.overlay().turned_round,
    }
}

fn columns(update: &Update) -> Vec<ColumnView> {
    // A list of removals needs no levels.
    let is_action_only = update.mapping().proficiency.is_none() && update.mapping().action.is_some();
    const AGENT: (Field, FieldView, bool) = (Field::Agent, FieldView::Agent, false);
    const REST: (Field, FieldView, bool) = (Field::AgentRest, FieldView::AgentRest, true);
    const SKILL: (Field, FieldView, bool) = (Field::Skill, FieldView::Skill, false);
    let fields: &[(Field, FieldView, bool)] = match update.mapping().layout {
        Layout::List => &[
            AGENT,
            REST,
            SKILL,
            (Field::Proficiency, FieldView::Proficiency, is_action_only),
            (Field::Action, FieldView::Action, true),
        ],
        Layout::Grid => &[AGENT, REST],
        Layout::Packed => &[AGENT, REST, SKILL],
        Layout::Transposed => &[SKILL],
    };
    let view = |(field, shown, optional): &(Field, FieldView, bool)| {
        let column = update.mapping().column(*field);
        let guesses = update.guesses();
        let sure = match guesses.sure(*field) {
            Sure::Sure => SureView::Sure,
            Sure::Likely => SureView::Likely,
            Sure::PleaseCheck => SureView::PleaseCheck,
        };
        let content = match field {
            Field::Proficiency if column.is_some() => scale_words(update),
            Field::Action if column.is_some() => "“remove” takes it away. Empty sets the level.".to_owned(),
            // The person sees the whole names.
            Field::Agent => agent_name(update).map(|name| examples(update, name)).unwrap_or_default(),
            _ => column.map(|column| examples(update, NameCells::alone(column))).unwrap_or_default(),
        };
        let why = guesses.why(*field).to_owned();
        ColumnView { field: *shown, column, content, sure, why, optional: *optional }
    };
    fields.iter().filter(|(field, ..)| *field != Field::AgentRest || may_go_on(update)).map(view).collect()
}

/// Whether the agents' names go on in another column, or may: one column that surely names them is all of it.
fn may_go_on(update: &Update) -> bool {
    let mapping = update.mapping();
    mapping.agent_rest.is_some() || mapping.agent.is_some() && update.guesses().sure(Field::Agent) != Sure::Sure
}

/// Where the agents are named, as it is read.
fn agent_name(update: &Update) -> Option<NameCells> {
    let who = update.columns().ok().and_then(|columns| columns.cells.who());
    who.map(|who| who.agent).or_else(|| update.mapping().agent_name())
}

/// From which level to which. Which end is the best the window says itself, for it knows the product's name.
fn scale_words(update: &Update) -> String {
    let scale = update.terms().scale;
    format!("{} to {}.", scale.min, scale.max)
}

fn examples(update: &Update, name: NameCells) -> String {
    let heading = update.mapping().heading_row;
    let is_data = |number: u32| {
        let passed_over = update.columns().map(|columns| &columns.passed_over[..]).unwrap_or_default();
        number > heading && passed_over.iter().all(|it| it.row != number)
    };
    let mut shown: Vec<String> = Vec::new();
    for row in update.sheet().rows.iter().filter(|row| is_data(row.number)) {
        let text = name.text(row).trim().to_owned();
        if !text.is_empty() && !shown.contains(&text) {
            shown.push(text);
        }
        if shown.len() == EXAMPLES {
            break;
        }
    }
    // “Fournier, Camille” is one of them, not two.
    shown.join(if shown.iter().any(|text| text.contains(',')) { "; " } else { ", " })
}

fn unused(update: &Update) -> Vec<String> {
    let (sheet, mapping) = (update.sheet(), update.mapping());
    let heading = |column: &u32| {
        let row = sheet.row(mapping.heading_row);
        let text = row.map(|row| row.shown(*column).trim().to_owned()).unwrap_or_default();
        if text.is_empty() { format!("column {}", column_letters(*column)) } else { text }
    };
    update.facts().unused.iter().map(heading).collect()
}

fn mark(mark: &Mark) -> MarkView {
    MarkView {
        written: mark.written.clone(),
        first: mark.first.to_string(),
        cells: mark.cells,
        proposed: marked(mark.proposed),
        said: mark.said.map(marked),
    }
}

/// What a mark means, for the window.
pub fn marked(meaning: Marked) -> MarkedView {
    match meaning {
        Marked::Level(level) => MarkedView::Level { level: level.number() },
        Marked::Remove => MarkedView::Remove {},
        Marked::Nothing => MarkedView::Nothing {},
    }
}

/// What the window says that a mark means; none for a level that is none.
pub fn marked_of(meaning: MarkedView) -> Option<Marked> {
    Some(match meaning {
        MarkedView::Level { level } => Marked::Level(Proficiency::new(level)?),
        MarkedView::Remove {} => Marked::Remove,
        MarkedView::Nothing {} => Marked::Nothing,
    })
}

/// A page of names.
pub fn names(update: &Update, which: NamesView, search: &str, from: usize, count: usize) -> NamesPage {
    let wanted = key(search);
    let checked = update.checked();
    let of = |thing: ThingView, names: &'_ Names, open: bool| -> Vec<NameView> {
        names
            .list()
            .iter()
            .filter(|name| name.meaning.is_open() == open && key(&name.written).contains(&wanted))
            .map(|name| view(update, thing, name))
            .collect()
    };
    let all = match which {
        NamesView::Skills => of(ThingView::Skill, &checked.skills, true),
        NamesView::Agents => of(ThingView::Agent, &checked.agents, true),
        NamesView::Matched => {
            let mut all = of(ThingView::Skill, &checked.skills, false);
            all.extend(of(ThingView::Agent, &checked.agents, false));
            all
        }
    };
    NamesPage { total: all.len() as u32, names: all.into_iter().skip(from).take(count).collect() }
}

fn view(update: &Update, thing: ThingView, name: &Name) -> NameView {
    let candidate = |entry: usize| match thing {
        ThingView::Agent => agent_candidate(&update.directory().agents()[entry]),
        ThingView::Skill => skill_candidate(&update.directory().skills()[entry]),
    };
    let entries: Vec<usize> = match &name.meaning {
        Meaning::Entry(entry, _) | Meaning::Chosen(entry) => vec![*entry],
        Meaning::Several(entries) => entries.clone(),
        Meaning::Unknown | Meaning::LeftOut => name.suggestions.iter().map(|near| near.entry).collect(),
    };
    let why = match &name.meaning {
        Meaning::Entry(_, By::Id) => "by id".to_owned(),
        Meaning::Entry(_, By::Email) => "by e-mail".to_owned(),
        Meaning::Entry(_, By::EmployeeId) => "by employee number".to_owned(),
        Meaning::Entry(_, By::Login) => "by login".to_owned(),
        Meaning::Entry(_, By::Name) => "by name".to_owned(),
        Meaning::Entry(_, By::Reordered) => "by name, in another order".to_owned(),
        Meaning::Entry(_, By::Remembered) => "as you chose before".to_owned(),
        Meaning::Chosen(_) => "You chose this".to_owned(),
        Meaning::LeftOut => "You left this out".to_owned(),
        Meaning::Several(entries) => format!("{} have this name", entries.len()),
        Meaning::Unknown => name.suggestions.first().map_or("Nothing is near".to_owned(), |near| near.why.clone()),
    };
    let settled = match name.meaning {
        Meaning::Chosen(entry) => Some(candidate(entry).id),
        _ => None,
    };
    NameView {
        thing,
        written: name.written.clone(),
        rows: name.rows,
        why,
        candidates: entries.into_iter().map(candidate).collect(),
        sure: name.meaning.is_open() && name.suggestions.first().is_some_and(|near| near.sure),
        settled,
        left_out: name.meaning == Meaning::LeftOut,
        remembered: matches!(name.meaning, Meaning::Entry(_, By::Remembered)),
    }
}

/// An agent that a name may mean.
pub fn agent_candidate(agent: &Agent) -> CandidateView {
    let mut detail = [agent.email.as_deref(), agent.employee_id.as_deref(), agent.team.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    if !agent.active {
        detail.push("deactivated");
    }
    CandidateView { id: agent.id.to_string(), name: agent.name.clone(), detail: detail.join(" · ") }
}

/// A skill that a name may mean.
pub fn skill_candidate(skill: &Skill) -> CandidateView {
    let detail = if skill.active { String::new() } else { "switched off".to_owned() };
    CandidateView { id: skill.id.to_string(), name: skill.name.clone(), detail }
}
