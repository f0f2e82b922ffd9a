//! What was wanted comes together: one edit for an agent and a skill, or a problem that says why not.

use std::collections::HashMap;

use super::levels::Asked;
use super::{Checked, Reader};
use crate::{AgentId, CellRef, Diagnostic, Edit, SkillId, Wish, Writes, problems};

/// All that was wanted for an agent and a skill.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    order: Vec<Wanted>,
    by_pair: HashMap<(usize, usize), usize>,
    contradictions: HashMap<usize, Vec<(CellRef, Wish)>>,
}

#[derive(Debug)]
struct Wanted {
    edit: Edit,
    /// Which entry of a packed cell said it first.
    entry: Option<u32>,
    /// Whether a packed cell says it again itself.
    twice_in_cell: bool,
}

impl Reader<'_> {
    /// Takes a cell in, or says why not. `entry` is the place in a packed cell.
    pub(super) fn settle(
        &mut self,
        agent: Option<usize>,
        skill: Option<usize>,
        at: CellRef,
        entry: Option<u32>,
        asked: Asked,
    ) {
        let asked = match asked {
            Ok(None) => return,
            Ok(Some(Wish::Remove)) if self.rules.writes == Writes::Merge => {
                Err(Box::new(Diagnostic { entry, ..problems::cannot_remove(at) }))
            }
            Ok(Some(wish)) => Ok(wish),
            Err(problem) => Err(problem),
        };
        let pair = agent.zip(skill);
        let is_left_out = self.is_row_out
            || self.rules.overlay.left_out.contains(&at)
            || pair.is_some_and(|pair| self.spared.contains(&pair));
        match (pair, asked) {
            (Some(pair), Ok(wish)) => {
                let edit = self.edit(pair, wish, at);
                if is_left_out {
                    self.doubt(&edit);
                    self.out.left_out.push(edit);
                } else {
                    self.wishes.add(pair, edit, entry);
                }
            }
            (Some((agent, skill)), Err(mut problem)) => {
                let pair = (self.agent_id(agent), self.skill_id(skill));
                self.out.doubts.pairs.insert(pair.clone());
                if !is_left_out {
                    problem.pair = Some(pair);
                    self.out.diagnostics.push(*problem);
                }
            }
            (None, asked) if !is_left_out => {
                if let Some(agent) = agent {
                    let agent = self.agent_id(agent);
                    self.out.doubts.agents.insert(agent);
                }
                if let Err(problem) = asked {
                    self.out.diagnostics.push(*problem);
                }
            }
            (None, _) => {}
        }
    }

    fn doubt(&mut self, edit: &Edit) {
        self.out.doubts.pairs.insert((edit.agent.clone(), edit.skill.clone()));
    }

    fn edit(&self, (agent, skill): (usize, usize), wish: Wish, at: CellRef) -> Edit {
        Edit { agent: self.agent_id(agent), skill: self.skill_id(skill), wish, cells: vec![at] }
    }

    fn agent_id(&self, entry: usize) -> AgentId {
        self.rules.directory.agents()[entry].id.clone()
    }

    fn skill_id(&self, entry: usize) -> SkillId {
        self.rules.directory.skills()[entry].id.clone()
    }

    pub(super) fn finish(mut self) -> Checked {
        let Wishes { order, mut contradictions, .. } = std::mem::take(&mut self.wishes);
        for (index, wanted) in order.into_iter().enumerate() {
            let Wanted { edit, entry, twice_in_cell } = wanted;
            let about = |problem: Diagnostic| {
                let pair = Some((edit.agent.clone(), edit.skill.clone()));
                Diagnostic { entry, pair, ..problem }
            };
            if let Some(wishes) = contradictions.remove(&index) {
                self.out.diagnostics.push(about(problems::contradiction(&wishes)));
                self.doubt(&edit);
                self.out.contradictions.insert((edit.agent, edit.skill), wishes);
                continue;
            }
            if edit.cells.len() > 1 || twice_in_cell {
                self.out.diagnostics.push(about(problems::repeated(edit.cells[0], &edit.cells[1..])));
            }
            self.out.edits.push(edit);
        }
        self.ask_which_column();
        self.tell_about_the_sheet();
        self.forget_what_is_left_out();
        self.out.diagnostics.sort_by_key(|problem| (problem.at.row, problem.at.column));
        self.out.marks = self.levels.into_marks();
        self.out
    }

    /// Where two columns could be meant, nothing is sent: all that was wanted waits for the answer.
    fn ask_which_column(&mut self) {
        let columns = self.columns;
        if columns.rivals.is_empty() {
            return;
        }
        let held = std::mem::take(&mut self.out.edits);
        let mut cells: Vec<CellRef> = held.iter().flat_map(|edit| edit.cells.iter().copied()).collect();
        cells.sort_unstable();
        self.out.doubts.pairs.extend(held.into_iter().map(|edit| (edit.agent, edit.skill)));
        for rival in &columns.rivals {
            let at = |column: u32| CellRef { row: columns.heading_row, column };
            let text = |column: u32| self.sheet.value(at(column)).map(|value| value.shown()).unwrap_or_default();
            let (chosen, other) = (text(rival.chosen), text(rival.other));
            let problem = problems::two_columns(at(rival.chosen), at(rival.other), (&chosen, &other), cells.clone());
            self.out.diagnostics.push(problem);
        }
    }

    /// A cell that is left out has no problem: the person has decided about it.
    fn forget_what_is_left_out(&mut self) {
        let left_out = &self.rules.overlay.left_out;
        if left_out.is_empty() {
            return;
        }
        self.out.diagnostics.retain(|problem| {
            let all_are_out = !problem.with.is_empty() && problem.with.iter().all(|at| left_out.contains(at));
            !left_out.contains(&problem.at) && !all_are_out
        });
    }
}

impl Wishes {
    fn add(&mut self, pair: (usize, usize), edit: Edit, entry: Option<u32>) {
        let next = self.order.len();
        let index = *self.by_pair.entry(pair).or_insert(next);
        if index == next {
            self.order.push(Wanted { edit, entry, twice_in_cell: false });
            return;
        }
        let known = &mut self.order[index];
        if known.edit.wish != edit.wish || self.contradictions.contains_key(&index) {
            let said = || known.edit.cells.iter().map(|at| (*at, known.edit.wish)).collect();
            self.contradictions.entry(index).or_insert_with(said).push((edit.cells[0], edit.wish));
        } else if known.edit.cells.last() == edit.cells.first() {
            known.twice_in_cell = true;
        } else {
            known.edit.cells.extend(edit.cells);
        }
    }
}
