//! The undo's own review: what would be put back, and what is left alone.

use std::collections::HashSet;

use skillsheet_engine::runner::estimate;
use skillsheet_engine::undo::{LeftAlone, Why};
use skillsheet_engine::workbook::Table;
use skillsheet_skills::{AgentId, Change, ChangeKind, Proficiency, SkillId, Value, key};

use super::review::Asking;
use crate::state::Undoing;
use crate::view::{KindCount, LineKind, LineView, LinesPage, LinesQuery, ModeView, ReviewView, SortBy};

/// Between the agent and the skill in a line's key; ids hold no such character.
const BETWEEN: char = '\u{1f}';

/// The undo, counted.
pub fn review(undoing: &Undoing, asking: Asking<'_>) -> ReviewView {
    let undo = &undoing.undo;
    let all = lines(undoing);
    let kinds = [LineKind::LeftAlone, LineKind::Problem, LineKind::Change, LineKind::Add, LineKind::Remove];
    let count = |kind: LineKind| KindCount { kind, count: all.iter().filter(|line| line.kind == kind).count() as u32 };
    let calls = undo.calls.len() as u32;
    let losing = undoing.losing();
    ReviewView {
        mode: ModeView::Undo,
        compared_at: undoing.read_at.to_string(),
        counts: kinds.into_iter().map(count).collect(),
        changes: undo.calls.iter().map(|call| call.changes.len()).sum::<usize>() as u32,
        agents: undo.calls.iter().flat_map(|call| call.agents()).collect::<HashSet<_>>().len() as u32,
        requests: calls,
        seconds: estimate(&undoing.place.centre, calls, None, undoing.latency).as_secs_f64(),
        problem_rows: undo.left_alone.len() as u32,
        same_rows: 0,
        // A run's journal knows no teams.
        teams: Vec::new(),
        team: None,
        exact_removes: 0,
        lost_share: 0.0,
        losing_agents: 0,
        losing: asking.losing(&losing, |skill| undoing.skill_name(skill)),
        phrase: asking.phrase(&losing, false),
        unread_agents: 0,
        refusal: None,
        can_undo: false,
        can_redo: false,
        undo_of: Some(undoing.of.id.to_string()),
    }
}

/// A page of the undo's lines.
pub fn undo_lines(undoing: &Undoing, query: &LinesQuery, revision: u32) -> LinesPage {
    let mut found = matching(undoing, Some(query.kind), &query.search);
    let number = |level: Option<f64>| level.map_or(-1, |level| (level * 1000.0) as i64);
    match query.sort {
        SortBy::Agent | SortBy::Row => found.sort_by_cached_key(|line| (key(&line.agent), key(&line.skill))),
        SortBy::Skill => found.sort_by_cached_key(|line| (key(&line.skill), key(&line.agent))),
        SortBy::Now => found.sort_by_cached_key(|line| number(line.now)),
        SortBy::New => found.sort_by_cached_key(|line| number(line.new)),
    }
    if query.descending {
        found.reverse();
    }
    let total = found.len() as u32;
    let page = found.into_iter().skip(query.from as usize).take(query.count as usize);
    LinesPage { revision, total, lines: page.collect() }
}

/// The keys of the lines that a kind and a search find.
pub fn undo_keys(undoing: &Undoing, kind: Option<LineKind>, search: &str) -> Vec<String> {
    let found = matching(undoing, kind, search).into_iter();
    let left = [LineKind::LeftAlone, LineKind::Problem];
    found.filter(|line| kind.is_some() || !left.contains(&line.kind)).map(|line| line.key).collect()
}

/// The agent's skill that a line's key names.
pub fn undo_pair(key: &str) -> Option<(AgentId, SkillId)> {
    let (agent, skill) = key.split_once(BETWEEN)?;
    Some((agent.into(), skill.into()))
}

fn matching(undoing: &Undoing, kind: Option<LineKind>, search: &str) -> Vec<LineView> {
    let wanted = key(search);
    let mut all = lines(undoing);
    all.retain(|line| {
        kind.is_none_or(|kind| line.kind == kind)
            && (key(&line.agent).contains(&wanted) || key(&line.skill).contains(&wanted))
    });
    all
}

fn lines(undoing: &Undoing) -> Vec<LineView> {
    let alone = undoing.undo.left_alone.iter().map(|it| left_alone(undoing, it));
    let back = undoing.undo.plan.changes.iter().map(|change| back(undoing, change));
    let out = undoing.left_out.iter().filter_map(|pair| left_out(undoing, pair));
    alone.chain(back).chain(out).collect()
}

fn blank(undoing: &Undoing, agent: &AgentId, skill: &SkillId, kind: LineKind) -> LineView {
    let name = |name: Option<&String>, id: &str| name.cloned().unwrap_or_else(|| id.to_owned());
    LineView {
        key: format!("{agent}{BETWEEN}{skill}"),
        kind,
        agent: name(undoing.agents.get(agent), agent.as_str()),
        agent_detail: agent.to_string(),
        skill: name(undoing.skills.get(skill), skill.as_str()),
        now: None,
        new: None,
        we_set: None,
        at: String::new(),
        cell: None,
        included: false,
        note: String::new(),
        message: String::new(),
        repairs: Vec::new(),
    }
}

fn left_alone(undoing: &Undoing, it: &LeftAlone) -> LineView {
    let held = undoing.live.get(&it.agent).and_then(|have| have.get(&it.skill)).copied();
    // What somebody changed can be put back all the same; the rest cannot, whatever is ticked.
    let (kind, message) = match it.why {
        Why::ChangedSince(Some(level)) => (LineKind::LeftAlone, format!("Changed to {level} since")),
        Why::ChangedSince(None) => (LineKind::LeftAlone, "Taken away since".to_owned()),
        Why::Unread => (LineKind::Problem, "Today’s skills of this agent could not be read".to_owned()),
        Why::CannotRemove => (LineKind::Problem, "This contact centre cannot take a skill away here".to_owned()),
    };
    LineView {
        now: held.map(Proficiency::number),
        new: it.before.map(Proficiency::number),
        we_set: it.we_set.map(Proficiency::number),
        message,
        ..blank(undoing, &it.agent, &it.skill, kind)
    }
}

fn back(undoing: &Undoing, change: &Change) -> LineView {
    let kind = match change.kind() {
        ChangeKind::Change | ChangeKind::Same => LineKind::Change,
        ChangeKind::Add => LineKind::Add,
        ChangeKind::Remove => LineKind::Remove,
    };
    let pair = (change.agent.clone(), change.skill.clone());
    let note = if undoing.also.contains(&pair) { "Changed by someone since, undone all the same" } else { "" };
    LineView {
        now: change.before.map(Proficiency::number),
        new: change.after.map(Proficiency::number),
        we_set: done(undoing, &pair).and_then(|done| done.after).map(Proficiency::number),
        included: true,
        note: note.to_owned(),
        ..blank(undoing, &change.agent, &change.skill, kind)
    }
}

/// What the person leaves out stays in sight, in the group it came from.
fn left_out(undoing: &Undoing, pair: &(AgentId, SkillId)) -> Option<LineView> {
    let done = done(undoing, pair)?;
    let kind = match done.kind() {
        ChangeKind::Add => LineKind::Remove,
        ChangeKind::Remove => LineKind::Add,
        ChangeKind::Change | ChangeKind::Same => LineKind::Change,
    };
    let now = undoing.live.get(&pair.0).and_then(|have| have.get(&pair.1)).copied();
    Some(LineView {
        now: now.map(Proficiency::number),
        new: done.before.map(Proficiency::number),
        we_set: done.after.map(Proficiency::number),
        note: "You left this out".to_owned(),
        ..blank(undoing, &pair.0, &pair.1, kind)
    })
}

/// What the run did to an agent's skill.
fn done<'a>(undoing: &'a Undoing, pair: &(AgentId, SkillId)) -> Option<&'a Change> {
    let (call, at) = undoing.places.get(pair)?;
    undoing.calls.get(*call)?.call.changes.get(*at)
}

/// The undo as a table.
pub fn undo_table(undoing: &Undoing) -> Table {
    let text = |text: String| (!text.is_empty()).then(|| Value::Text(text.into()));
    let headings = ["What happens", "Agent", "Skill", "We set", "Now", "Undo to", "Note"];
    let rows = lines(undoing).into_iter().map(|line| {
        let what = match (line.kind, line.included) {
            (LineKind::LeftAlone, _) => "Left alone",
            (LineKind::Problem, _) => "Not possible",
            (_, false) => "Left out",
            _ => "Undo",
        };
        let note = if line.message.is_empty() { line.note } else { line.message };
        let number = |level: Option<f64>| level.map(Value::Number);
        let levels = [number(line.we_set), number(line.now), number(line.new)];
        [text(what.to_owned()), text(line.agent), text(line.skill)]
            .into_iter()
            .chain(levels)
            .chain([text(note)])
            .collect()
    });
    Table { headings: headings.map(String::from).to_vec(), rows: rows.collect() }
}
