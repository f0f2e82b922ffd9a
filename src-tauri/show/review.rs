//! What would change.

use std::sync::PoisonError;

use skillsheet_engine::connections::Connection;
use skillsheet_engine::runner::estimate;
use skillsheet_engine::update::{Explanation, Kind, Losing, Loss, Order, Query, Repair, Sorting, Update};
use skillsheet_engine::workbook::Table;
use skillsheet_skills::{CellRef, PlanMode, Proficiency, SkillId, Value};

use super::problem;
use crate::error::Answer;
use crate::guard;
use crate::state::InHand;
use crate::view::{
    CommandError, ExplainView, KindCount, LineKind, LineView, LinesQuery, LosingView, LossView, ModeView, RepairAction,
    RepairView, ReviewView, SettingsView, SheetCellView, SheetRowView, SortBy, TeamView, ThingView,
};

/// By what is decided what is asked before anything is sent.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// Where it is sent.
    pub connection: Option<&'a Connection>,
    /// What the person set.
    pub settings: &'a SettingsView,
}

impl Asking<'_> {
    /// Who loses what, with the names of skills.
    pub fn losing(&self, losing: &Losing, name: impl Fn(&SkillId) -> String) -> LosingView {
        LosingView {
            skills: losing.skills as u32,
            agents: losing.agents as u32,
            of: losing.of as u32,
            emptied: losing.emptied_named(name),
            weighs: losing.weighs(self.settings.warn_share),
        }
    }

    /// What is to be typed.
    pub fn phrase(&self, losing: &Losing, is_exact: bool) -> Option<String> {
        guard::phrase(self.connection?, is_exact, losing, self.settings)
    }
}

/// The comparison, counted; none before it was made.
pub fn review(hand: &InHand, asking: Asking<'_>) -> Option<ReviewView> {
    let update = &hand.update;
    let compared_at = update.compared().and_then(|compared| compared.read_at);
    if compared_at.is_none() && hand.refusal.is_none() {
        return None;
    }
    let summary = update.summary();
    let seconds = hand
        .place
        .as_ref()
        .map_or(0.0, |place| estimate(&place.centre, summary.calls as u32, None, hand.latency).as_secs_f64());
    let losing = update.losing();
    let is_exact = update.mode() == PlanMode::Exact;
    Some(ReviewView {
        mode: match update.mode() {
            PlanMode::Merge => ModeView::Merge,
            PlanMode::Exact => ModeView::Exact,
        },
        compared_at: compared_at.unwrap_or_else(jiff::Timestamp::now).to_string(),
        counts: counts(summary.counts),
        teams: update.teams().iter().map(|team| team.name.clone()).collect(),
        team: hand.shown_team().map(|team| TeamView { name: team.name.clone(), counts: counts(team.counts) }),
        changes: summary.changes as u32,
        agents: summary.agents as u32,
        requests: summary.calls as u32,
        seconds,
        problem_rows: summary.problem_rows as u32,
        same_rows: summary.same_rows as u32,
        exact_removes: summary.exact_removes as u32,
        lost_share: summary.lost_share,
        losing_agents: summary.losing_agents as u32,
        losing: asking.losing(losing, |skill| update.skill_name(skill)),
        phrase: asking.phrase(losing, is_exact),
        unread_agents: update.compared().map_or(0, |compared| compared.unread.len()) as u32,
        refusal: hand.refusal.as_ref().map(|refusal| problem(&refusal.problem)),
        can_undo: update.can_undo(),
        can_redo: update.can_redo(),
        undo_of: None,
    })
}

fn counts(of_kinds: [usize; 5]) -> Vec<KindCount> {
    let kinds = [LineKind::Problem, LineKind::Change, LineKind::Add, LineKind::Remove, LineKind::Same];
    kinds.into_iter().zip(of_kinds).map(|(kind, count)| KindCount { kind, count: count as u32 }).collect()
}

/// The kind of lines that the window means; none for what only an undo has.
pub fn kind_of(kind: LineKind) -> Option<Kind> {
    match kind {
        LineKind::Problem => Some(Kind::Problem),
        LineKind::Change => Some(Kind::Change),
        LineKind::Add => Some(Kind::Add),
        LineKind::Remove => Some(Kind::Remove),
        LineKind::Same => Some(Kind::Same),
        LineKind::LeftAlone => None,
    }
}

fn kind(kind: Kind) -> LineKind {
    match kind {
        Kind::Problem => LineKind::Problem,
        Kind::Change => LineKind::Change,
        Kind::Add => LineKind::Add,
        Kind::Remove => LineKind::Remove,
        Kind::Same => LineKind::Same,
    }
}

/// The lines that the window asks for, of the team that is shown; none for a kind that only an undo has.
pub fn query_of(query: &LinesQuery, hand: &InHand) -> Option<Query> {
    let by = match query.sort {
        SortBy::Agent => Sorting::Agent,
        SortBy::Skill => Sorting::Skill,
        SortBy::Now => Sorting::Now,
        SortBy::New => Sorting::New,
        SortBy::Row => Sorting::Row,
    };
    let order = Order { by, descending: query.descending };
    let team = hand.shown_team().map(|team| team.name.clone());
    Some(Query { kind: kind_of(query.kind)?, search: query.search.clone(), team, order })
}

/// A line with its words.
pub fn line(update: &Update, position: usize) -> LineView {
    let text = update.line_text(position);
    LineView {
        key: text.key,
        kind: kind(update.lines().list()[position].kind),
        agent: text.agent,
        agent_detail: text.agent_detail,
        skill: text.skill,
        now: text.now.map(Proficiency::number),
        new: text.new.map(Proficiency::number),
        we_set: None,
        at: text.at,
        cell: text.cell.map(|at| at.to_string()),
        included: text.included,
        note: text.note,
        message: text.message,
        repairs: text.repairs.iter().map(repair).collect(),
    }
}

fn addresses(cells: &[CellRef]) -> Vec<String> {
    cells.iter().map(ToString::to_string).collect()
}

fn repair(repair: &Repair) -> RepairView {
    let action = match repair {
        Repair::Write { cells, text, .. } => RepairAction::Write { cells: addresses(cells), text: text.clone() },
        Repair::LeaveOut { cells, .. } => RepairAction::LeaveOut { cells: addresses(cells) },
        Repair::UseAgent { written, id, .. } => {
            RepairAction::Use { thing: ThingView::Agent, written: written.clone(), id: id.to_string() }
        }
        Repair::UseSkill { written, id, .. } => {
            RepairAction::Use { thing: ThingView::Skill, written: written.clone(), id: id.to_string() }
        }
        Repair::Spare { agent, skill, .. } => {
            RepairAction::Spare { agent: agent.to_string(), skill: skill.to_string() }
        }
        Repair::Mean { written, meaning, .. } => {
            RepairAction::Mean { written: written.clone(), meaning: super::matching::marked(*meaning) }
        }
        Repair::ReadAgain => RepairAction::ReadAgain {},
    };
    RepairView { label: repair.label().to_owned(), action }
}

/// The repair that came back from the window; none for reading again, which changes nothing in the sheet.
///
/// # Errors
/// For an address that is none.
pub fn repair_of(action: RepairAction) -> Answer<Option<Repair>> {
    let cells = |texts: Vec<String>| -> Answer<Vec<CellRef>> {
        let parsed = texts.iter().map(|text| text.parse());
        parsed.collect::<Result<_, _>>().map_err(|error: skillsheet_skills::NotACellRef| {
            CommandError::new("address", error.to_string(), "Open the review again.")
        })
    };
    let label = String::new();
    Ok(Some(match action {
        RepairAction::Write { cells: texts, text } => Repair::Write { cells: cells(texts)?, text, label },
        RepairAction::LeaveOut { cells: texts } => Repair::LeaveOut { cells: cells(texts)?, label },
        RepairAction::Use { thing: ThingView::Agent, written, id } => {
            Repair::UseAgent { written, id: id.into(), label }
        }
        RepairAction::Use { thing: ThingView::Skill, written, id } => {
            Repair::UseSkill { written, id: id.into(), label }
        }
        RepairAction::Spare { agent, skill } => Repair::Spare { agent: agent.into(), skill: skill.into(), label },
        RepairAction::Mean { written, meaning } => {
            let meaning = super::matching::marked_of(meaning)
                .ok_or_else(|| CommandError::new("level", "This is no level", "Type a number."))?;
            Repair::Mean { written, meaning, label }
        }
        RepairAction::ReadAgain {} => return Ok(None),
    }))
}

/// Rows of the sheet with what happens in them, from Excel's number `from` on.
pub fn sheet_rows(update: &Update, from: u32, count: u32) -> Vec<SheetRowView> {
    let (sheet, heading) = (update.sheet(), update.mapping().heading_row);
    let overlay = update.overlay();
    let in_file = &update.workbook().tabs[update.tab()];
    let shown = |value: Option<&Value>| value.map(|value| value.shown().into_owned()).unwrap_or_default();
    let cell = |number: u32, column: u32| {
        let at = CellRef { row: number, column };
        let value = sheet.value(at);
        let mark = update.mark(at);
        let corrected = overlay.texts.contains_key(&at);
        let is_left_out = mark.is_some_and(|(.., included)| !included) || overlay.left_out.contains(&at);
        SheetCellView {
            text: shown(value),
            number: matches!(value, Some(Value::Number(_))) || corrected && mark.is_some(),
            mark: mark.map(|(it, ..)| kind(it)),
            now: mark.and_then(|(_, now, ..)| now).map(Proficiency::number),
            new: mark.and_then(|(_, _, new, _)| new).map(Proficiency::number),
            corrected,
            original: corrected.then(|| shown(in_file.value(at))),
            left_out: is_left_out,
        }
    };
    let numbers = from.max(1)..from.max(1).saturating_add(count);
    let all_over = update.columns().into_iter().flat_map(|columns| &columns.passed_over);
    let over: Vec<u32> = all_over.map(|over| over.row).filter(|row| numbers.contains(row)).collect();
    numbers
        .map(|number| SheetRowView {
            number,
            skipped: number < heading || sheet.row(number).is_none_or(|row| row.is_blank()) || over.contains(&number),
            hidden: sheet.row(number).is_some_and(|row| row.hidden),
            left_out: overlay.rows_out.contains(&number),
            cells: (0..sheet.width).map(|column| cell(number, column)).collect(),
        })
        .collect()
}

/// The explain bar.
pub fn explain(update: &Update, at: CellRef) -> ExplainView {
    let Explanation { kind: of, title, detail, repairs } = update.explain(at);
    ExplainView {
        cell: at.to_string(),
        kind: of.map(kind),
        title,
        detail,
        repairs: repairs.iter().map(repair).collect(),
    }
}

/// What the exact mode would take away.
pub fn losses(update: &Update) -> Vec<LossView> {
    let view = |loss: Loss| LossView {
        skill: update.skill_name(&loss.skill),
        id: loss.skill.to_string(),
        lose: loss.lose as u32,
        have: loss.have as u32,
        examples: loss.examples,
        kept: loss.kept,
    };
    update.losses().into_iter().map(view).collect()
}

/// All lines as a table.
pub fn changes_table(update: &Update) -> Table {
    let text = |text: String| (!text.is_empty()).then(|| Value::Text(text.into()));
    let number = |level: Option<Proficiency>| level.map(|level| Value::Number(level.number()));
    let headings = ["What happens", "Agent", "E-mail or id", "Skill", "Now", "New", "Row", "Note"];
    let rows = update.lines().list().iter().enumerate().map(|(position, line)| {
        let words = update.line_text(position);
        let what = match (line.kind, words.included) {
            (Kind::Problem, _) => "Problem",
            (_, false) => "Left out",
            (Kind::Change, _) => "Change",
            (Kind::Add, _) => "Add",
            (Kind::Remove, _) => "Remove",
            (Kind::Same, _) => "Already right",
        };
        let note = if words.message.is_empty() { words.note } else { words.message };
        vec![
            text(what.to_owned()),
            text(words.agent),
            text(words.agent_detail),
            text(words.skill),
            number(words.now),
            number(words.new),
            text(words.at),
            text(note),
        ]
    });
    Table { headings: headings.map(String::from).to_vec(), rows: rows.collect() }
}

/// The pace that a contact centre is kept to.
pub fn pace(centre: &skillsheet_engine::centre::Centre) -> Option<skillsheet_skills::Pace> {
    centre.limiter().lock().unwrap_or_else(PoisonError::into_inner).pace()
}
