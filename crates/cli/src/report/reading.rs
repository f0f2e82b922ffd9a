//! How the sheet was read, and why: what was guessed, remembered or said.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use skillsheet_engine::update::Update;
use skillsheet_skills::{CellRef, Field, Hidden, Layout, Legend, Mapping, Mark, Marked, column_letters};

use crate::output::count;

/// How the sheet was read.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    tab: String,
    heading_row: u32,
    heading_rows: u32,
    layout: Layout,
    /// The columns of the fields by their letters; none where a field has no column.
    columns: BTreeMap<&'static str, Option<String>>,
    hidden: Hidden,
    /// What marks and words were said to mean.
    legend: Legend,
    turned_round: bool,
    /// A reason for each guess.
    why: BTreeMap<&'static str, String>,
    earlier: Option<Earlier>,
}

/// The earlier sheet that it was read like.
#[derive(Debug, Serialize)]
struct Earlier {
    sheet: String,
    at: Timestamp,
}

impl Reading {
    /// Of an update.
    pub fn of(update: &Update) -> Self {
        let Mapping { heading_row, heading_rows, layout, hidden, .. } = *update.mapping();
        let guesses = update.guesses().clone();
        let mut why =
            BTreeMap::from([("tab", guesses.tab), ("headings", guesses.headings), ("layout", guesses.layout)]);
        why.extend(guesses.fields.into_iter().map(|(field, reason)| (named(field), reason)));
        why.retain(|_, reason| !reason.is_empty());
        let column = |field| (named(field), update.mapping().column(field).map(column_letters));
        Reading {
            tab: update.sheet().tab.clone(),
            heading_row,
            heading_rows,
            layout,
            columns: Field::ALL.map(column).into(),
            hidden,
            legend: update.overlay().legend.clone(),
            turned_round: update.overlay().turned_round,
            why,
            earlier: update.earlier().map(|earlier| Earlier { sheet: earlier.sheet.clone(), at: earlier.at }),
        }
    }

    /// For a person: where everything is, then why.
    pub fn lines(&self) -> Vec<String> {
        let layout = match self.layout {
            Layout::List => "a list",
            Layout::Grid => "a grid",
            Layout::Packed => "a row per agent with all skills in one cell",
            Layout::Transposed => "a grid with the agents across",
        };
        let rows = match self.heading_rows {
            1 => format!("row {}", self.heading_row),
            _ => format!("rows {} and {}", self.heading_row - 1, self.heading_row),
        };
        let words = [("agent", "agents"), ("skill", "skills"), ("proficiency", "levels"), ("action", "what to do")];
        let letters = |field: &str| self.columns.get(field)?.as_ref();
        let columns = words.iter().filter_map(|(field, word)| {
            let first = letters(field)?;
            Some(match letters("agentRest").filter(|_| *field == "agent") {
                Some(rest) => format!(", {word} in columns {first} and {rest}"),
                None => format!(", {word} in column {first}"),
            })
        });
        let mut lines = vec![format!("Read as {layout}: headings in {rows}{}", columns.collect::<String>())];
        let reason = |(what, word): (&str, &str)| Some(format!("{word}: {}", self.why.get(what)?));
        let reasons = [("tab", "Tab"), ("headings", "Headings"), ("layout", "Layout")];
        let reasons: Vec<String> = reasons.into_iter().filter_map(reason).collect();
        if !reasons.is_empty() {
            lines.push(reasons.join(". ") + ".");
        }
        if let Some(earlier) = &self.earlier {
            lines.push(format!("It was read like “{}”; --fresh finds it out anew.", earlier.sheet));
        }
        lines
    }
}

fn named(field: Field) -> &'static str {
    match field {
        Field::Agent => "agent",
        Field::AgentRest => "agentRest",
        Field::Skill => "skill",
        Field::Proficiency => "proficiency",
        Field::Action => "action",
    }
}

/// A mark or a word in the place of levels.
#[derive(Debug, Serialize)]
pub struct OpenMark {
    written: String,
    /// Where it first stands.
    cell: CellRef,
    cells: u32,
    proposed: Marked,
    said: Option<Marked>,
}

impl OpenMark {
    /// Of a mark.
    pub fn of(mark: &Mark) -> Self {
        let Mark { written, first, cells, proposed, said } = mark.clone();
        OpenMark { written, cell: first, cells, proposed, said }
    }

    /// For a person: what it may mean, and how to say so; none where that was said.
    pub fn question(&self) -> Option<String> {
        let Self { written, cell, cells, proposed, said } = self;
        said.is_none().then(|| {
            let cells = count(*cells, "cell");
            format!("“{written}” ({cells}, first in {cell}) may mean {proposed}: say so with --legend \"{written}={proposed}\"")
        })
    }
}
