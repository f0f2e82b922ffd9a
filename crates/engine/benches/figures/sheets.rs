//! The sheets that are measured, made anew for each run, and the contact centre that they speak of.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use rust_xlsxwriter::{Workbook, XlsxError};
use skillsheet_engine::update::Terms;
use skillsheet_platforms::WrappedPutSettings;
use skillsheet_skills::{Agent, Directory, Skill, Writes};

/// Rows of a list that speak of the same agent.
pub const ROWS_OF_AN_AGENT: u32 = 20;
const SKILLS_OF_A_LIST: u32 = 40;
/// Agents and skills of the grid.
pub const GRID: (u32, u16) = (1_000, 300);

/// What a list says in one of its rows, from 1.
fn agent(row: u32) -> String {
    format!("agent{}@example.com", row / ROWS_OF_AN_AGENT)
}

fn skill(row: u32) -> String {
    format!("Skill {}", row % SKILLS_OF_A_LIST)
}

fn level(row: u32) -> u32 {
    row % 101
}

fn note(row: u32) -> String {
    format!("Note {}", row % 1_000)
}

const HEADINGS: [&str; 3] = ["E-mail", "Skill", "Level"];

/// A list of agents, skills and levels, with notes in the other columns.
pub fn list(path: &Path, rows: u32, columns: u16) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading)?;
    }
    for column in 3..columns {
        sheet.write_string(0, column, format!("Note {column}"))?;
    }
    for row in 1..=rows {
        sheet.write_string(row, 0, agent(row))?;
        sheet.write_string(row, 1, skill(row))?;
        sheet.write_number(row, 2, level(row))?;
        for column in 3..columns {
            sheet.write_string(row, column, note(row))?;
        }
    }
    book.save(path)
}

/// The same list as text.
pub fn text(path: &Path, rows: u32, columns: u16) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let notes =
        |text: &dyn Fn(u16) -> String| (3..columns).map(|column| format!(",{}", text(column))).collect::<String>();
    writeln!(file, "{}{}", HEADINGS.join(","), notes(&|column| format!("Note {column}")))?;
    for row in 1..=rows {
        writeln!(file, "{},{},{}{}", agent(row), skill(row), level(row), notes(&|_| note(row)))?;
    }
    file.flush()
}

/// A grid: agents down, skills across, a level in every cell.
pub fn grid(path: &Path) -> Result<(), XlsxError> {
    let (agents, skills) = GRID;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "E-mail")?;
    for column in 1..=skills {
        sheet.write_string(0, column, format!("Skill {}", column - 1))?;
    }
    for row in 1..=agents {
        sheet.write_string(row, 0, agent(row * ROWS_OF_AN_AGENT))?;
        for column in 1..=skills {
            sheet.write_number(row, column, level(row + u32::from(column)))?;
        }
    }
    book.save(path)
}

/// A contact centre with everybody and everything that a list of so many rows, or the grid, names.
pub fn terms(rows: u32) -> Terms {
    let agent = |number: u32| Agent {
        id: format!("agent-{number}").into(),
        name: format!("Agent {number}"),
        email: Some(format!("agent{number}@example.com")),
        employee_id: None,
        login: None,
        team: None,
        active: true,
    };
    let skill =
        |number: u32| Skill { id: format!("skill-{number}").into(), name: format!("Skill {number}"), active: true };
    let agents = (0..=rows.div_ceil(ROWS_OF_AN_AGENT).max(GRID.0)).map(agent).collect();
    let skills = (0..SKILLS_OF_A_LIST.max(GRID.1.into())).map(skill).collect();
    Terms {
        directory: Some(Arc::new(Directory::new(agents, skills))),
        scale: WrappedPutSettings::default().scale,
        writes: Writes::Replace,
        lists_directory: true,
        max_skills: None,
        memory: Arc::default(),
    }
}
