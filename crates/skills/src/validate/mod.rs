//! From a sheet to edits: every cell is either accepted, or has a problem that names it. Never fails.

mod across;
mod doubtful;
mod levels;
mod list;
mod merged;
mod names;
mod packed;
mod settle;
mod told;
mod torn;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::names::Names;
use crate::{
    AgentId, Aliases, CellRef, Cells, Code, Columns, Diagnostic, Directory, Doubts, Edit, Mark, Overlay, Proficiency,
    Row, Scale, Sheet, SkillId, Value, Wish, Writes,
};
use doubtful::Doubtful;
use levels::Levels;
use merged::MergedRows;
use settle::Wishes;

/// What a sheet asks for, and what stands in the way of the rest.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Accepted cells, one for an agent and a skill, in the sheet's order.
    pub edits: Vec<Edit>,
    /// Problems, in the sheet's order.
    pub diagnostics: Vec<Diagnostic>,
    /// What the sheet names without saying anything usable.
    pub doubts: Doubts,
    /// What the person left out: cell by cell, row by row, or by agent and skill; in the sheet's order.
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
    let mut reader = Reader::new(sheet, columns, *rules);
    match &columns.cells {
        Cells::List { who, skill, others, proficiency, more, action } => {
            let pair =
                |skill: u32, proficiency: Option<u32>| list::List { who, skill, others, proficiency, action: *action };
            let first = std::iter::once(pair(*skill, *proficiency));
            let lists: Vec<_> = first.chain(more.iter().map(|(skill, level)| pair(*skill, Some(*level)))).collect();
            reader.each_row(|reader, row| lists.iter().for_each(|list| reader.list_row(row, list)));
        }
        Cells::Grid { who } => {
            let heads = reader.heads(across::Across::Skills);
            reader.each_row(|reader, row| reader.grid_row(row, who, &heads));
        }
        Cells::Packed { who, packed } => reader.each_row(|reader, row| reader.packed_row(row, who, packed)),
        Cells::Transposed { skill } => {
            let heads = reader.heads(across::Across::Agents);
            reader.each_row(|reader, row| reader.transposed_row(row, *skill, &heads));
        }
    }
    reader.finish()
}

/// Reads a sheet, row by row.
struct Reader<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    rules: Rules<'a>,
    /// What the sheet leaves open as a whole.
    doubtful: Doubtful,
    levels: Levels<'a>,
    merged: MergedRows<'a>,
    wishes: Wishes,
    /// Pairs that the person left out, by their positions in the directory.
    spared: HashSet<(usize, usize)>,
    /// Records that were told to be torn.
    torn: HashSet<u32>,
    /// Whether the person left the row out that is being read.
    is_row_out: bool,
    /// The nearest agent's name above, and the last row below it without a gap: sheets write a name once over several
    /// rows.
    above: Option<(u32, Cow<'a, Value>)>,
    out: Checked,
}

impl<'a> Reader<'a> {
    fn new(sheet: &'a Sheet, columns: &'a Columns, rules: Rules<'a>) -> Self {
        let directory = rules.directory;
        let position =
            |(agent, skill): &(AgentId, SkillId)| directory.agent_position(agent).zip(directory.skill_position(skill));
        let mut reader = Reader {
            sheet,
            columns,
            rules,
            doubtful: Doubtful::default(),
            levels: Levels::new(rules.scale, rules.overlay),
            merged: MergedRows::new(sheet, columns),
            wishes: Wishes::default(),
            spared: rules.overlay.spared.iter().filter_map(position).collect(),
            torn: HashSet::new(),
            is_row_out: false,
            above: None,
            out: Checked::default(),
        };
        reader.doubtful = Doubtful::of(sheet, columns, reader.data(), rules.scale);
        reader.levels.ask(&reader.doubtful);
        reader
    }

    /// The rows that are data.
    fn data(&self) -> impl Iterator<Item = &'a Row> + use<'a> {
        let (sheet, columns) = (self.sheet, self.columns);
        let below = sheet.rows.partition_point(|row| row.number <= columns.heading_row);
        let mut passed = columns.passed_over.iter().map(|passed| passed.row).peekable();
        sheet.rows[below..].iter().filter(move |row| {
            while passed.next_if(|number| *number < row.number).is_some() {}
            passed.peek() != Some(&row.number) && !(row.hidden && columns.leaves_out_hidden)
        })
    }

    fn each_row(&mut self, mut read: impl FnMut(&mut Self, &'a Row)) {
        let rows_out = &self.rules.overlay.rows_out;
        self.merged.begin();
        for row in self.data() {
            self.is_row_out = !rows_out.is_empty() && rows_out.contains(&row.number);
            self.merged.go_to(row.number);
            match self.torn(row) {
                Some(problem) => self.tear(row, problem),
                None => read(self, row),
            }
        }
        self.is_row_out = false;
    }

    /// What a cell says, and where it stands: its own value, or that of the merged cells that it is one of.
    fn cell(&self, row: &'a Row, column: u32) -> Option<(&'a Value, CellRef)> {
        match row.value(column) {
            Some(value) if !value.is_blank() => Some((value, CellRef { row: row.number, column })),
            _ => self.merged.value(column),
        }
    }

    /// Tells of a problem, unless the person left its row out.
    fn tell(&mut self, problem: Diagnostic) {
        if !self.is_row_out {
            self.out.diagnostics.push(problem);
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
