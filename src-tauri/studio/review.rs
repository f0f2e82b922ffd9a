//! Comparing with the live state, and what the person changes about the plan.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use skillsheet_engine::connections::Connection;
use skillsheet_engine::reading::is_unreadable;
use skillsheet_engine::session::{LiveRead, read_live};
use skillsheet_engine::update::{Kind, Update};
use skillsheet_skills::{AgentId, CellRef, PlanMode};

use super::{Shared, Studio, reading};
use crate::error::{Answer, cancelled, not_now};
use crate::show;
use crate::state::{InHand, Place};
use crate::view::{
    ExplainView, LineKind, LinesPage, LinesQuery, LossView, ModeView, PreviewRow, RepairAction, SheetRowView, StepView,
};

/// Rows that the window may ask for at once.
const MOST_ROWS: u32 = 500;

impl Studio {
    /// Compares the sheet with the live state, all of it.
    pub async fn compare(self: &Shared) -> Answer<()> {
        if self.state().undoing.is_some() {
            let of = self.state().undoing.as_ref().map(|undoing| undoing.of.id.to_string());
            return self.plan_undo(&of.unwrap_or_default()).await;
        }
        self.ensure_directory().await?;
        self.read_and_compare(true).await?;
        // Whom an edit brought in meanwhile is not among those read.
        self.after_decision().await
    }

    /// Reads the agents that were not read yet, and shows the review.
    pub(super) async fn compare_what_is_missing(self: &Shared) -> Answer<()> {
        self.ensure_directory().await?;
        let compared = self.with_update(|update| update.compared().is_some())?;
        if compared && self.with_update(Update::agents_to_read)?.is_empty() {
            self.change(|state| state.step = StepView::Review);
            return Ok(());
        }
        self.read_and_compare(!compared).await
    }

    /// Reads the agents that were not read yet; `anew`, all of them: what was read before stays in sight until then.
    async fn read_and_compare(self: &Shared, anew: bool) -> Answer<()> {
        let connection = self.current()?;
        let centre = self.centre_of(&connection).await?;
        self.change(|state| {
            if let Some(hand) = &mut state.in_hand {
                hand.refusal = None;
            }
        });
        let agents = self.with_update(if anew { Update::agents_concerned } else { Update::agents_to_read })?;
        let work = self.begin(reading("comparing", agents.len()));
        let (began, count) = (Instant::now(), agents.len());
        let read = read_live(&centre, &agents, |done, total| work.progress(done, total), work.cancel.clone()).await;
        let place = Place { connection: connection.id.clone(), centre };
        match read {
            Ok(LiveRead { live, unread, read_at }) => {
                let latency = per_request(began.elapsed(), count, place.centre.capabilities().concurrency);
                self.take_in(place, |hand| {
                    if anew {
                        hand.latency = latency;
                        hand.update.compare_anew(live, unread, read_at);
                    } else {
                        hand.update.add_compared(live, unread, read_at);
                    }
                })?;
                self.remember(&connection);
                Ok(())
            }
            // The review itself says why nothing may be sent.
            Err(refusal) if is_unreadable(&refusal) => self.take_in(place, |hand| {
                hand.refusal = Some(refusal);
                hand.update.forget_compared();
            }),
            Err(refusal) => Err(work.failed(refusal)),
        }
    }

    /// Takes in what was read of a place, and shows the review; of a place that is not in use any more, nothing.
    fn take_in(&self, place: Place, take: impl FnOnce(&mut InHand)) -> Answer<()> {
        self.change(|state| {
            if state.current.as_ref() != Some(&place.connection) {
                return Err(cancelled());
            }
            let hand = state.in_hand.as_mut().ok_or_else(not_now)?;
            hand.place = Some(place);
            take(hand);
            state.step = StepView::Review;
            Ok(())
        })
    }

    /// After a decision in the review: agents that it brought in are read too.
    pub(super) async fn after_decision(self: &Shared) -> Answer<()> {
        let is_review = self.state().step == StepView::Review;
        let has_more = |update: &Update| update.compared().is_some() && !update.agents_to_read().is_empty();
        if is_review && self.with_update(has_more)? {
            return self.compare_what_is_missing().await;
        }
        Ok(())
    }

    /// Merge or exact.
    pub fn set_mode(&self, mode: ModeView) -> Answer<()> {
        let mode = match mode {
            ModeView::Merge => PlanMode::Merge,
            ModeView::Exact => PlanMode::Exact,
            ModeView::Undo => return Err(not_now()),
        };
        self.change_update(|update| update.set_mode(mode))
    }

    /// A page of lines.
    pub fn lines(&self, query: &LinesQuery) -> Answer<LinesPage> {
        let mut state = self.state();
        let revision = state.revision;
        if let Some(undoing) = &state.undoing {
            return Ok(show::undo_lines(undoing, query, revision));
        }
        let hand = state.in_hand.as_mut().ok_or_else(not_now)?;
        let (from, count) = (query.from as usize, query.count.min(MOST_ROWS) as usize);
        let Some(wanted) = show::query_of(query, hand) else {
            return Ok(LinesPage { revision, total: 0, lines: Vec::new() });
        };
        let found = match &hand.found {
            Some((at, known, found)) if *at == revision && *known == wanted => found.clone(),
            _ => Arc::new(hand.update.query(&wanted)),
        };
        let page = found.iter().skip(from).take(count).map(|position| show::line(&hand.update, *position));
        let lines = page.collect();
        let total = found.len() as u32;
        hand.found = Some((revision, wanted, found));
        Ok(LinesPage { revision, total, lines })
    }

    /// Includes lines or leaves them out.
    pub async fn set_included(self: &Shared, keys: Vec<String>, included: bool) -> Answer<()> {
        if self.include_in_undo(&keys, included)? {
            return Ok(());
        }
        self.change_update(|update| update.set_included(&keys, included))?;
        self.after_decision().await
    }

    /// Shows the lines of one team, or of all.
    pub fn show_team(&self, team: Option<String>) -> Answer<()> {
        self.change(|state| state.in_hand.as_mut().map(|hand| hand.team = team)).ok_or_else(not_now)
    }

    /// Includes or leaves out all lines of a kind that a search finds, of the team that is shown.
    pub fn set_all_included(&self, kind: Option<LineKind>, search: &str, included: bool) -> Answer<()> {
        if self.state().undoing.is_some() {
            let keys = self.undo_keys(kind, search);
            return self.include_in_undo(&keys, included).map(|_| ());
        }
        let kind: Option<Kind> = kind.and_then(show::kind_of);
        let include = |hand: &mut InHand| {
            let team = hand.shown_team().map(|team| team.name.clone());
            hand.update.set_all_included(kind, search, team.as_deref(), included);
        };
        self.change(|state| state.in_hand.as_mut().map(include)).ok_or_else(not_now)
    }

    /// Reads a cell as another text.
    pub async fn edit_cell(self: &Shared, at: CellRef, text: &str) -> Answer<()> {
        self.change_update(|update| update.correct(at, text))?;
        self.after_decision().await
    }

    /// Leaves rows out whole, or takes them in again.
    pub async fn set_rows_out(self: &Shared, rows: Vec<u32>, out: bool) -> Answer<()> {
        self.change_update(|update| update.set_rows_out(&rows, out))?;
        self.after_decision().await
    }

    /// Reads cells from one on, to the right and down, as the pasted ones; answers how many.
    pub async fn paste_at(self: &Shared, at: CellRef, text: &str) -> Answer<u32> {
        let pasted = self.change_update(|update| update.paste(at, text))?;
        self.after_decision().await?;
        Ok(pasted as u32)
    }

    /// Remembers what the person settled about the sheet in hand.
    pub(super) fn remember(&self, connection: &Connection) {
        let settled = self.state().in_hand.as_ref().map(|hand| hand.update.settled(Timestamp::now()));
        // Written with the state free: a disk may be slow.
        if let Some(settled) = settled {
            self.session.remember(settled, connection);
        }
    }

    /// Does a repair.
    pub async fn repair(self: &Shared, action: RepairAction) -> Answer<()> {
        let Some(repair) = show::repair_of(action)? else { return self.read_unread().await };
        self.change_update(|update| update.repair(&repair))?;
        self.after_decision().await
    }

    /// Reads the agents again that could not be read.
    async fn read_unread(self: &Shared) -> Answer<()> {
        self.compare_what_is_missing().await
    }

    /// Takes the last edit back, or makes it again.
    pub async fn undo_edit(self: &Shared, again: bool) -> Answer<()> {
        self.change_update(|update| if again { update.redo() } else { update.undo() })?;
        self.after_decision().await
    }

    /// Reads levels from the other end, or no longer.
    pub fn turn_round(&self, yes: bool) -> Answer<()> {
        self.change_update(|update| update.turn_round(yes))
    }

    /// Rows of the sheet as read.
    pub fn preview_rows(&self, from: u32, count: u32) -> Answer<Vec<PreviewRow>> {
        self.with_update(|update| show::preview_rows(update, from, count.min(MOST_ROWS)))
    }

    /// Rows of the sheet with what happens in them.
    pub fn sheet_rows(&self, from: u32, count: u32) -> Answer<Vec<SheetRowView>> {
        self.with_update(|update| show::sheet_rows(update, from, count.min(MOST_ROWS)))
    }

    /// What happens at a cell.
    pub fn explain(&self, at: CellRef) -> Answer<ExplainView> {
        self.with_update(|update| show::explain(update, at))
    }

    /// The next or previous cell with a problem.
    pub fn next_problem(&self, after: Option<CellRef>, backwards: bool) -> Answer<Option<String>> {
        self.with_update(|update| update.next_problem(after, backwards).map(|at| at.to_string()))
    }

    /// What the exact mode would take away.
    pub fn losses(&self) -> Answer<Vec<LossView>> {
        self.with_update(show::losses)
    }

    /// Keeps a skill in the exact mode, or no longer.
    pub fn keep_skill(&self, id: String, keep: bool) -> Answer<()> {
        self.change_update(|update| update.keep_skill(id.into(), keep))
    }
}

/// How long one request took, of so many at once.
pub(super) fn per_request(all: Duration, requests: usize, concurrency: u32) -> Duration {
    /// Waiting for the platform is not part of a request; no sound one takes longer.
    const LONGEST: Duration = Duration::from_secs(2);
    const UNKNOWN: Duration = Duration::from_millis(200);
    if requests == 0 {
        return UNKNOWN;
    }
    let at_once = (concurrency as usize).clamp(1, requests);
    (all * at_once as u32 / requests as u32).min(LONGEST)
}

/// Agents in the order they are asked for.
pub(super) type Agents = Vec<AgentId>;
