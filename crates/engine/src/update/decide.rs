//! What the person decides and corrects: kept beside the sheet, and taken back step by step.

use std::collections::HashSet;

use skillsheet_skills::{
    AgentId, Aliases, CellRef, Choice, MAX_COLUMNS, MAX_ROWS, Marked, Overlay, PlanMode, SkillId, Value,
};
use skillsheet_workbook::split_pasted;

use super::lines::Origin;
use super::{Kind, Repair, Thing, Update};

/// Corrections that can be taken back; more than anybody remembers.
const MOST_UNDOS: usize = 200;

impl Update {
    /// Merge or exact.
    pub fn set_mode(&mut self, mode: PlanMode) {
        self.mode = mode;
        self.derive();
    }

    /// Reads a cell as another text.
    pub fn correct(&mut self, at: CellRef, text: &str) {
        self.write(vec![(at, text.to_owned())]);
    }

    /// Reads cells as other texts, in one step. One that reads as the sheet has it is no correction any more.
    fn write(&mut self, cells: Vec<(CellRef, String)>) {
        let sheet = self.workbook.tabs[self.tab].clone();
        self.decide(|overlay| {
            for (at, text) in cells {
                overlay.left_out.remove(&at);
                if sheet.value(at).map(Value::shown).unwrap_or_default() == text {
                    overlay.texts.remove(&at);
                } else {
                    overlay.texts.insert(at, text);
                }
            }
        });
    }

    /// Reads cells from one on, to the right and down, as pasted ones; answers how many. One step to take back.
    pub fn paste(&mut self, at: CellRef, text: &str) -> usize {
        let rows = split_pasted(text).into_iter().zip(at.row..=MAX_ROWS);
        let cells = rows.flat_map(|(row, number)| {
            let columns = row.into_iter().zip(at.column..MAX_COLUMNS);
            columns.map(move |(text, column)| (CellRef { row: number, column }, text))
        });
        let cells: Vec<(CellRef, String)> = cells.collect();
        let many = cells.len();
        self.write(cells);
        many
    }

    /// Leaves rows out whole, or takes them in again.
    pub fn set_rows_out(&mut self, rows: &[u32], out: bool) {
        self.decide(|overlay| {
            for row in rows {
                if out {
                    overlay.rows_out.insert(*row)
                } else {
                    overlay.rows_out.remove(row)
                };
            }
        });
    }

    /// Says what a mark or a word in the place of a level means, or that it is open again.
    pub fn set_mark(&mut self, written: &str, meaning: Option<Marked>) {
        self.decide(|overlay| overlay.legend.set(written, meaning));
    }

    /// Confirms what is proposed for every mark that is open; answers how many.
    pub fn confirm_marks(&mut self) -> usize {
        let open: Vec<(String, Marked)> = self
            .checked()
            .marks
            .iter()
            .filter(|it| it.said.is_none())
            .map(|it| (it.written.clone(), it.proposed))
            .collect();
        self.decide(|overlay| open.iter().for_each(|(written, meaning)| overlay.legend.set(written, Some(*meaning))));
        open.len()
    }

    /// What the person said that names stand for.
    pub(super) fn aliases(&self) -> Aliases {
        if !self.terms.lists_directory {
            return Aliases::default();
        }
        let Overlay { agents, skills, .. } = &self.overlay;
        let agents = agents.iter().filter_map(|(key, choice)| Some((key.clone(), choice.used()?.clone())));
        let skills = skills.iter().filter_map(|(key, choice)| Some((key.clone(), choice.used()?.clone())));
        Aliases { agents: agents.collect(), skills: skills.collect() }
    }

    /// Does a repair.
    pub fn repair(&mut self, repair: &Repair) {
        self.decide(|overlay| repair.apply(overlay));
    }

    /// Decides about an agent's name: an id, left out, or open again.
    pub fn settle_agent(&mut self, written: &str, choice: Option<Choice<AgentId>>) {
        self.decide(|overlay| overlay.decide_agent(written, choice));
    }

    /// Decides about a skill's name: an id, left out, or open again.
    pub fn settle_skill(&mut self, written: &str, choice: Option<Choice<SkillId>>) {
        self.decide(|overlay| overlay.decide_skill(written, choice));
    }

    /// Uses every suggestion that is sure; answers how many.
    pub fn use_sure_suggestions(&mut self, thing: Thing) -> usize {
        let directory = self.derived.directory.clone();
        let names = match thing {
            Thing::Agent => &self.derived.checked.agents,
            Thing::Skill => &self.derived.checked.skills,
        };
        let sure: Vec<(String, usize)> = names
            .list()
            .iter()
            .filter(|name| name.meaning.is_open())
            .filter_map(|name| Some((name.written.clone(), name.suggestions.first().filter(|near| near.sure)?.entry)))
            .collect();
        self.decide(|overlay| {
            for (written, entry) in &sure {
                match thing {
                    Thing::Agent => {
                        overlay.decide_agent(written, Some(Choice::Use(directory.agents()[*entry].id.clone())));
                    }
                    Thing::Skill => {
                        overlay.decide_skill(written, Some(Choice::Use(directory.skills()[*entry].id.clone())));
                    }
                }
            }
        });
        sure.len()
    }

    /// Reads levels from the other end of the scale, or no longer.
    pub fn turn_round(&mut self, yes: bool) {
        self.decide(|overlay| overlay.turned_round = yes);
    }

    /// Includes lines or leaves them out, by their keys.
    pub fn set_included(&mut self, keys: &[String], included: bool) {
        let lines = self.derived.lines.clone();
        let positions: Vec<usize> = keys.iter().filter_map(|key| lines.position(key)).collect();
        self.include(&positions, included);
    }

    /// Includes or leaves out all lines that a kind, a search and a team find.
    pub fn set_all_included(&mut self, kind: Option<Kind>, search: &str, team: Option<&str>, included: bool) {
        let kinds = match kind {
            Some(kind) => vec![kind],
            None => vec![Kind::Change, Kind::Add, Kind::Remove],
        };
        let positions: Vec<usize> = kinds.into_iter().flat_map(|kind| self.find(kind, search, team)).collect();
        self.include(&positions, included);
    }

    fn include(&mut self, positions: &[usize], included: bool) {
        let lines = self.derived.lines.clone();
        let mut cells: HashSet<CellRef> = HashSet::new();
        let mut pairs: HashSet<(AgentId, SkillId)> = HashSet::new();
        let mut rows: HashSet<u32> = HashSet::new();
        for line in positions.iter().map(|position| lines.at(*position)).filter(|line| line.kind != Kind::Problem) {
            rows.extend(line.cells.iter().map(|cell| cell.row));
            match &line.origin {
                // What the exact mode takes stands in no cell.
                Origin::Spared(agent, skill) => {
                    pairs.insert((agent.clone(), skill.clone()));
                }
                _ if line.cells.is_empty() || self.shares_cells() => {
                    pairs.extend(self.change(line).map(|change| (change.agent.clone(), change.skill.clone())));
                }
                _ => cells.extend(&line.cells),
            }
        }
        self.decide(|overlay| {
            if included {
                overlay.left_out.retain(|cell| !cells.contains(cell));
                overlay.spared.retain(|pair| !pairs.contains(pair));
                // A row that was left out whole comes in with any of its lines.
                overlay.rows_out.retain(|row| !rows.contains(row));
            } else {
                overlay.left_out.extend(cells);
                overlay.spared.extend(pairs);
            }
        });
    }

    /// Keeps a skill in the exact mode, or no longer.
    pub fn keep_skill(&mut self, skill: SkillId, keep: bool) {
        self.decide(|overlay| {
            if keep {
                overlay.kept.insert(skill);
            } else {
                overlay.kept.remove(&skill);
            }
        });
    }

    /// Whether a correction can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether one can be made again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the last correction back.
    pub fn undo(&mut self) {
        if let Some(earlier) = self.done.pop() {
            self.undone.push(std::mem::replace(&mut self.overlay, earlier));
            self.derive();
        }
    }

    /// Makes it again.
    pub fn redo(&mut self) {
        if let Some(later) = self.undone.pop() {
            self.done.push(std::mem::replace(&mut self.overlay, later));
            self.derive();
        }
    }

    fn decide(&mut self, change: impl FnOnce(&mut Overlay)) {
        let before = self.overlay.clone();
        change(&mut self.overlay);
        if self.overlay != before {
            self.done.push(before);
            if self.done.len() > MOST_UNDOS {
                self.done.remove(0);
            }
            self.undone.clear();
            self.derive();
        }
    }
}
