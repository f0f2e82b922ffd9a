//! The sample sheet with agents down and skills across.

use super::{
    Expected, Mistake, MistakeKind, SampleCell, SampleTable, Wish, cell_name, number, of_hundred, other_level,
    out_of_range, text, without_a_letter,
};
use crate::state::{Agent, Skill, State};

const AGENTS: usize = 40;
const SKILLS: usize = 10;
const FIRST_SKILL: usize = 3;
const FIRST_ROW: usize = 2;
/// The column whose heading lacks a letter: "Technicl support".
const MISSPELT: usize = 1;

/// The sample sheet with agents down and skills across: headings in row 1, 40 agents, 10 skills; blanks stay as they are.
pub fn grid(state: &State) -> SampleTable {
    let agents = state.directory.agents.iter().filter(|agent| agent.active).take(AGENTS).collect::<Vec<_>>();
    let skills = state.directory.skills.iter().take(SKILLS).collect::<Vec<_>>();
    let mut writer = Writer::new(state, &skills);
    let rows = agents.iter().enumerate().map(|(turn, agent)| writer.row(turn, agent)).collect();
    let Writer { expected, fixed, mistakes, .. } = writer;
    SampleTable {
        name: "Skill matrix".to_owned(),
        title: Vec::new(),
        headings: headings(&skills),
        rows,
        expected,
        expected_with_skill_fixed: fixed,
        mistakes,
    }
}

fn headings(skills: &[&Skill]) -> Vec<String> {
    let skills = skills.iter().enumerate().map(|(column, skill)| match column {
        MISSPELT => without_a_letter(&skill.name, 7),
        _ => skill.name.clone(),
    });
    ["Agent", "E-mail", "Employee ID"].into_iter().map(str::to_owned).chain(skills).collect()
}

/// Writes cells and keeps count of what they ask for.
struct Writer<'a> {
    state: &'a State,
    skills: &'a [&'a Skill],
    /// The words for a removal that are still to be written.
    removals: Vec<&'static str>,
    /// It stands in one cell that would be blank.
    out_of_range_written: bool,
    expected: Expected,
    fixed: Expected,
    mistakes: Vec<Mistake>,
}

impl<'a> Writer<'a> {
    fn new(state: &'a State, skills: &'a [&'a Skill]) -> Self {
        let heading =
            Mistake { at: cell_name(FIRST_SKILL + MISSPELT, FIRST_ROW - 1), kind: MistakeKind::MisspeltSkill };
        Self {
            state,
            skills,
            removals: vec!["remove", "-"],
            out_of_range_written: false,
            expected: Expected::default(),
            fixed: Expected::default(),
            mistakes: if skills.len() > MISSPELT { vec![heading] } else { Vec::new() },
        }
    }

    fn row(&mut self, turn: usize, agent: &Agent) -> Vec<SampleCell> {
        let mut cells = vec![text(&agent.name), text(&agent.email), text(&agent.employee_id)];
        for column in 0..self.skills.len() {
            let held = self.state.levels(&agent.id).and_then(|levels| levels.get(&self.skills[column].id)).copied();
            cells.push(self.cell(turn, column, held));
        }
        cells
    }

    fn cell(&mut self, turn: usize, column: usize, held: Option<u32>) -> SampleCell {
        // Every eighth agent's row is right already, so that some agents need no request.
        let untouched = turn % 8 == 7;
        match held {
            Some(level) if untouched => self.wish(column, number(self.state.scale, level), Wish::Same),
            Some(level) => self.of_held(turn, column, level),
            None if untouched => SampleCell::Empty,
            None => self.of_missing(turn, column),
        }
    }

    fn of_held(&mut self, turn: usize, column: usize, level: u32) -> SampleCell {
        match (turn + 3 * column) % 3 {
            // The misspelt column changes every level in it, so that it matters to mend its heading.
            _ if column == MISSPELT => self.wish(column, self.other(level), Wish::Change),
            0 => self.wish(column, number(self.state.scale, level), Wish::Same),
            1 => self.wish(column, self.other(level), Wish::Change),
            _ => match self.removals.pop() {
                Some(word) => self.wish(column, text(word), Wish::Remove),
                None => self.wish(column, number(self.state.scale, level), Wish::Same),
            },
        }
    }

    fn of_missing(&mut self, turn: usize, column: usize) -> SampleCell {
        if (turn + 3 * column) % 11 == 4 {
            return self.wish(column, of_hundred(self.state.scale, 40 + 10 * (turn as u32 % 5)), Wish::Add);
        }
        if turn < AGENTS / 4 || column == MISSPELT || self.out_of_range_written {
            return SampleCell::Empty;
        }
        self.out_of_range_written = true;
        self.mistakes
            .push(Mistake { at: cell_name(FIRST_SKILL + column, FIRST_ROW + turn), kind: MistakeKind::OutOfRange });
        out_of_range(self.state.scale)
    }

    fn other(&self, level: u32) -> SampleCell {
        number(self.state.scale, other_level(self.state.scale, level))
    }

    fn wish(&mut self, column: usize, cell: SampleCell, wish: Wish) -> SampleCell {
        self.fixed.count(wish);
        if column != MISSPELT {
            self.expected.count(wish);
        }
        cell
    }
}
