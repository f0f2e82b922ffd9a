//! From a sheet to edits: every cell is either accepted, or has a problem that names it. Never fails.

use std::collections::{HashMap, HashSet};

use crate::names::{self, Meaning, Names};
use crate::problems;
use crate::vocabulary::{Action, action, is_removal};
use crate::{
    AgentId, Aliases, CellRef, Cells, Code, Columns, Diagnostic, Directory, Doubts, Edit, Mark, Overlay, Proficiency,
    Row, Scale, Sheet, SkillId, Value, Who, Wish, Writes, level,
};

/// What a sheet asks for, and what stands in the way of the rest.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Accepted cells, one for an agent and a skill, in the sheet's order.
    pub edits: Vec<Edit>,
    /// Problems, in the sheet's order.
    pub diagnostics: Vec<Diagnostic>,
    /// What the sheet names without saying anything usable.
    pub doubts: Doubts,
    /// What the person left out cell by cell, in the sheet's order.
    pub left_out: Vec<Edit>,
    /// What the cells of each contradiction want.
    pub contradictions: HashMap<(AgentId, SkillId), Vec<(CellRef, Wish)>>,
    /// Marks and words in the place of levels, in the sheet's order.
    pub marks: Vec<Mark>,
    /// The agents' names.
    pub agents: Names,
    /// The skills' names.
    pub skills: Names,
}

/// What cells are read by.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The contact centre's agents and skills.
    pub directory: &'a Directory,
    /// Its levels.
    pub scale: &'a Scale,
    /// How it is written to: tells whether skills can be taken away.
    pub writes: Writes,
    /// What names stood for in earlier sheets.
    pub aliases: &'a Aliases,
    /// The person's corrections and decisions.
    pub overlay: &'a Overlay,
}

/// Reads every cell of a sheet (corrections already applied).
pub fn validate(sheet: &Sheet, columns: &Columns, rules: &Rules<'_>) -> Checked {
    let Rules { directory, scale, writes, overlay, .. } = *rules;
    let mut reader = Reader {
        sheet,
        columns,
        directory,
        scale,
        overlay,
        writes,
        wishes: Wishes::default(),
        out: Checked::default(),
    };
    let below = sheet.rows.partition_point(|row| row.number <= columns.heading_row);
    match &columns.cells {
        Cells::List { skill, proficiency, action, .. } => {
            for row in &sheet.rows[below..] {
                reader.list_row(row, *skill, *proficiency, *action);
            }
        }
        Cells::Grid { .. } => {
            let skills: Vec<u32> = columns.heads.iter().map(|head| head.column).collect();
            let heads = reader.headings(&skills, below);
            for row in &sheet.rows[below..] {
                reader.grid_row(row, &heads);
            }
        }
        Cells::Packed { .. } | Cells::Transposed { .. } => {}
    }
    reader.finish()
}

struct Reader<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    directory: &'a Directory,
    scale: &'a Scale,
    overlay: &'a Overlay,
    writes: Writes,
    wishes: Wishes,
    out: Checked,
}

/// All that was wanted for an agent and a skill.
#[derive(Default)]
struct Wishes {
    order: Vec<Edit>,
    by_pair: HashMap<(usize, usize), usize>,
    contradictions: HashMap<usize, Vec<(CellRef, Wish)>>,
}

/// A grid's column: its skill's name.
struct SkillHead {
    column: u32,
    name: usize,
}

impl Reader<'_> {
    fn list_row(&mut self, row: &Row, skill: u32, proficiency: Option<u32>, action_column: Option<u32>) {
        let cell = |column: u32| CellRef { row: row.number, column };
        let Some(at) = proficiency.or(action_column).map(cell) else { return };
        let value = proficiency.and_then(|column| row.value(column)).filter(|value| !value.is_blank());
        let doing = action_column.map(|column| row.shown(column)).filter(|text| !text.trim().is_empty());
        let asked = match doing.as_deref().map(action) {
            Some(None) => {
                Err(problems::unknown_action(cell(action_column.unwrap_or_default()), &doing.unwrap_or_default()))
            }
            Some(Some(Action::Nothing)) => return,
            Some(Some(Action::Remove)) => Ok(Wish::Remove),
            Some(Some(Action::Assign)) | None => match value {
                Some(value) => self.wish(at, value),
                None if doing.is_some() => Err(problems::no_level(at)),
                None => return,
            },
        };
        let agent = self.agent(row);
        let skill_text = row.shown(skill);
        let named = (!skill_text.trim().is_empty()).then(|| self.skill(&skill_text, cell(skill), 1));
        let (Some(agent), Some(skill_name)) = (agent, named) else {
            let what = if agent.is_none() { (cell(self.who().agent), "agent") } else { (cell(skill), "skill") };
            self.out.diagnostics.push(problems::missing_name(what.0, what.1, at));
            return;
        };
        let agent = self.resolve_agent(agent, row, &[at]);
        let skill = self.resolve_skill(skill_name, cell(skill), &[at]);
        self.settle(agent, skill, at, asked);
    }

    fn headings(&mut self, columns: &[u32], below: usize) -> Vec<SkillHead> {
        let mut filled: HashMap<u32, Vec<CellRef>> = HashMap::new();
        for row in &self.sheet.rows[below..] {
            for cell in row.cells.iter().filter(|cell| !cell.value.is_blank()) {
                filled.entry(cell.column).or_default().push(CellRef { row: row.number, column: cell.column });
            }
        }
        let mut heads: Vec<SkillHead> = Vec::new();
        let mut seen: HashMap<usize, u32> = HashMap::new();
        for column in columns {
            let at = CellRef { row: self.columns.heading_row, column: *column };
            let text = self.sheet.value(at).map(Value::shown).unwrap_or_default().into_owned();
            let cells = filled.remove(column).unwrap_or_default();
            let name = self.skill(&text, at, cells.len() as u32);
            let entry = self.resolve_skill(name, at, &cells);
            if let Some(first) = entry.and_then(|entry| seen.insert(entry, *column)) {
                self.out.diagnostics.push(problems::repeated_heading(at, &text, first));
            }
            heads.push(SkillHead { column: *column, name });
        }
        heads
    }

    fn grid_row(&mut self, row: &Row, heads: &[SkillHead]) {
        let used: Vec<(&SkillHead, &Value)> = heads
            .iter()
            .filter_map(|head| Some((head, row.value(head.column).filter(|value| !value.is_blank())?)))
            .collect();
        let cells: Vec<CellRef> =
            used.iter().map(|(head, _)| CellRef { row: row.number, column: head.column }).collect();
        let Some(name) = self.agent(row) else {
            if let Some(first) = cells.first() {
                let at = CellRef { row: row.number, column: self.who().agent };
                self.out
                    .diagnostics
                    .push(Diagnostic { with: cells.clone(), ..problems::missing_name(at, "agent", *first) });
            }
            return;
        };
        if cells.is_empty() {
            return;
        }
        let agent = self.resolve_agent(name, row, &cells);
        for (head, value) in used {
            let at = CellRef { row: row.number, column: head.column };
            let asked = self.wish(at, value);
            let skill = self.out.skills.list()[head.name]
                .meaning
                .entry()
                .filter(|entry| self.directory.skills()[*entry].active);
            self.settle(agent, skill, at, asked);
        }
    }

    /// Who rows are about; only asked for where rows are about agents.
    fn who(&self) -> &Who {
        self.columns.cells.who().expect("rows of a transposed grid are read another way")
    }

    /// The row's agent, as written in its column or, where that is empty, in another one that identifies agents.
    fn agent(&mut self, row: &Row) -> Option<usize> {
        let who = self.who();
        let columns = std::iter::once(who.agent).chain(who.others.iter().copied());
        let column = columns.into_iter().find(|column| row.value(*column).is_some_and(|value| !value.is_blank()))?;
        let text = row.shown(column);
        let at = CellRef { row: row.number, column };
        let (directory, overlay) = (self.directory, self.overlay);
        let index = self.out.agents.meet(&text, at, |text, key| names::agent(text, key, directory, overlay));
        self.out.agents.count(index, 1);
        Some(index)
    }

    fn skill(&mut self, text: &str, at: CellRef, rows: u32) -> usize {
        let (directory, overlay) = (self.directory, self.overlay);
        let index = self.out.skills.meet(text, at, |text, key| names::skill(text, key, directory, overlay));
        self.out.skills.count(index, rows);
        index
    }

    /// The agent that a name means in this row; of several with one name, the one that the row's other columns tell.
    fn resolve_agent(&mut self, name: usize, row: &Row, cells: &[CellRef]) -> Option<usize> {
        let name = &self.out.agents.list()[name];
        let at = CellRef { row: row.number, column: name.first.column };
        let entry = match &name.meaning {
            Meaning::LeftOut => return None,
            Meaning::Several(entries) => self.told_apart(row, entries),
            other => other.entry(),
        };
        let problem = match entry {
            Some(entry) if self.directory.agents()[entry].active => return Some(entry),
            Some(entry) => problems::inactive_agent(at, &self.directory.agents()[entry].name),
            None => problems::agent(at, name, self.directory),
        };
        self.out.diagnostics.push(Diagnostic { with: cells.to_vec(), ..problem });
        None
    }

    fn told_apart(&self, row: &Row, entries: &[usize]) -> Option<usize> {
        self.who().others.iter().find_map(|column| match self.directory.find_agent(&row.shown(*column)) {
            crate::Found::One(entry, _) if entries.contains(&entry) => Some(entry),
            _ => None,
        })
    }

    fn resolve_skill(&mut self, name: usize, at: CellRef, cells: &[CellRef]) -> Option<usize> {
        let name = &self.out.skills.list()[name];
        let problem = match name.meaning.entry() {
            Some(entry) if self.directory.skills()[entry].active => return Some(entry),
            Some(entry) => problems::inactive_skill(at, &self.directory.skills()[entry].name),
            None if name.meaning == Meaning::LeftOut => return None,
            None => problems::skill(at, name, self.directory),
        };
        self.out.diagnostics.push(Diagnostic { with: cells.to_vec(), ..problem });
        None
    }

    /// What a cell asks for.
    fn wish(&self, at: CellRef, value: &Value) -> Result<Wish, Diagnostic> {
        if let Value::Text(text) = value
            && is_removal(text)
        {
            return Ok(Wish::Remove);
        }
        let Some(number) = level::number(value) else { return Err(problems::not_a_level(at, value, self.scale)) };
        match self.scale.level(number) {
            Ok(level) if self.overlay.turned_round => Ok(Wish::Assign(self.scale.turned_round(level))),
            Ok(level) => Ok(Wish::Assign(level)),
            Err(misfit) => Err(problems::misfit(at, number, misfit, self.scale)),
        }
    }

    /// Takes a cell in, or says why not.
    fn settle(&mut self, agent: Option<usize>, skill: Option<usize>, at: CellRef, asked: Result<Wish, Diagnostic>) {
        let asked = match asked {
            Ok(Wish::Remove) if self.writes == Writes::Merge => Err(problems::cannot_remove(at)),
            other => other,
        };
        let is_left_out = self.overlay.left_out.contains(&at);
        let pair = agent.zip(skill);
        match (pair, asked) {
            (Some(pair), Ok(wish)) if is_left_out => {
                let edit = self.edit(pair, wish, at);
                self.doubt(&edit);
                self.out.left_out.push(edit);
            }
            (Some(pair), Ok(wish)) => {
                let edit = self.edit(pair, wish, at);
                self.wishes.add(pair, edit);
            }
            (pair, asked) => {
                if let Some((agent, skill)) = pair {
                    let pair = (self.agent_id(agent), self.skill_id(skill));
                    self.out.doubts.pairs.insert(pair);
                } else if let (Some(agent), false) = (agent, is_left_out) {
                    let id = self.agent_id(agent);
                    self.out.doubts.agents.insert(id);
                }
                if let (Err(problem), false) = (asked, is_left_out) {
                    self.out.diagnostics.push(problem);
                }
            }
        }
    }

    fn doubt(&mut self, edit: &Edit) {
        self.out.doubts.pairs.insert((edit.agent.clone(), edit.skill.clone()));
    }

    fn edit(&self, (agent, skill): (usize, usize), wish: Wish, at: CellRef) -> Edit {
        Edit { agent: self.agent_id(agent), skill: self.skill_id(skill), wish, cells: vec![at] }
    }

    fn agent_id(&self, entry: usize) -> AgentId {
        self.directory.agents()[entry].id.clone()
    }

    fn skill_id(&self, entry: usize) -> SkillId {
        self.directory.skills()[entry].id.clone()
    }

    fn finish(mut self) -> Checked {
        let Wishes { order, mut contradictions, .. } = std::mem::take(&mut self.wishes);
        for (index, edit) in order.into_iter().enumerate() {
            match contradictions.remove(&index) {
                Some(wishes) => {
                    let pair = Some((edit.agent.clone(), edit.skill.clone()));
                    self.out.diagnostics.push(Diagnostic { pair, ..problems::contradiction(&wishes) });
                    self.doubt(&edit);
                    self.out.contradictions.insert((edit.agent, edit.skill), wishes);
                }
                None => {
                    if let [first, .., _] = edit.cells.as_slice() {
                        self.out.diagnostics.push(problems::repeated(*first, &edit.cells[1..]));
                    }
                    self.out.edits.push(edit);
                }
            }
        }
        // A cell that is left out has no problem: the person has decided about it.
        let left_out = &self.overlay.left_out;
        self.out.diagnostics.retain(|problem| {
            let mut cells = problem.with.iter();
            left_out.is_empty()
                || !(left_out.contains(&problem.at)
                    || !problem.with.is_empty() && cells.all(|at| left_out.contains(at)))
        });
        self.out.diagnostics.sort_by_key(|problem| (problem.at.row, problem.at.column));
        self.out
    }
}

impl Wishes {
    fn add(&mut self, pair: (usize, usize), edit: Edit) {
        let next = self.order.len();
        let index = *self.by_pair.entry(pair).or_insert(next);
        if index == next {
            self.order.push(edit);
            return;
        }
        let known = &mut self.order[index];
        if known.wish != edit.wish || self.contradictions.contains_key(&index) {
            let said = || known.cells.iter().map(|at| (*at, known.wish)).collect();
            self.contradictions.entry(index).or_insert_with(said).push((edit.cells[0], edit.wish));
        } else {
            known.cells.extend(edit.cells);
        }
    }
}

/// Whether the levels look as if the other end of the scale were meant to be best: most of those that can be compared
/// are nearer to the mirror image of what the agent has now than to what the agent has.
pub fn looks_inverted(edits: &[Edit], live: &crate::Live, scale: &Scale) -> bool {
    let distance = |a: Proficiency, b: Proficiency| (a.number() - b.number()).abs();
    let (mut compared, mut mirrored) = (0u32, 0u32);
    for edit in edits {
        let now = live.get(&edit.agent).and_then(|have| have.get(&edit.skill));
        let (Some(now), Wish::Assign(new)) = (now, edit.wish) else { continue };
        let (as_is, turned) = (distance(*now, new), distance(*now, scale.turned_round(new)));
        if as_is != turned {
            compared += 1;
            mirrored += u32::from(turned < as_is);
        }
    }
    compared >= 10 && mirrored * 5 >= compared * 4
}

/// The rows that problems keep out.
pub fn problem_rows(diagnostics: &[Diagnostic]) -> HashSet<u32> {
    let errors = diagnostics.iter().filter(|problem| problem.severity == crate::Severity::Error);
    errors
        .flat_map(|problem| {
            let own = (problem.with.is_empty() || problem.code == Code::Contradiction).then_some(problem.at.row);
            problem.with.iter().map(|at| at.row).chain(own)
        })
        .collect()
}
