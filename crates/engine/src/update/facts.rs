//! What there is to say about a sheet before anything is compared.

use std::collections::HashSet;
use std::sync::Arc;

use skillsheet_skills::{
    Columns, Directory, Field, Layout, Mapping, NameCells, Sheet, columns, how_sure, is_readable, key, packed, suggest,
};
use skillsheet_workbook::Workbook;

use super::Update;
use crate::results::Tabs;

/// Counts of the chosen tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetFacts {
    /// Number of the last used row.
    pub last_row: u32,
    /// Rows below the headings that hold something and are no explanations or sums.
    pub rows_read: u32,
    /// Different agents named below the headings.
    pub agents_named: u32,
    /// Rows below the headings, up to the last used one, that are empty.
    pub rows_empty: u32,
    /// Rows below the headings that are hidden.
    pub rows_hidden: u32,
    /// Columns that hold something and are hidden.
    pub columns_hidden: u32,
    /// Columns that hold something and are used for nothing, ascending.
    pub unused: Vec<u32>,
}

impl Update {
    /// Counts of the chosen tab.
    pub fn facts(&self) -> &SheetFacts {
        self.derived.facts.get_or_init(|| self.look())
    }

    fn look(&self) -> SheetFacts {
        let sheet = self.sheet();
        let heading_row = self.mapping().heading_row;
        let below: Vec<_> = sheet.rows.iter().filter(|row| row.number > heading_row).collect();
        let columns = self.columns();
        let is_passed_over = |number: u32| {
            columns.is_ok_and(|columns| columns.passed_over.binary_search_by_key(&number, |it| it.row).is_ok())
        };
        let filled: Vec<_> = below.iter().filter(|row| !row.is_blank()).collect();
        let used: Vec<_> = filled.iter().filter(|row| !is_passed_over(row.number)).collect();
        let last_row = filled.last().map_or(heading_row, |row| row.number);
        let name = self.mapping().agent_name();
        let agents = name.into_iter().flat_map(|name| used.iter().map(move |row| key(&name.text(row))));
        let agents: HashSet<String> = agents.filter(|key| !key.is_empty()).collect();
        let mut holds = vec![false; sheet.width as usize];
        for cell in used.iter().flat_map(|row| &row.cells) {
            holds[cell.column as usize] = true;
        }
        let is_filled = |column: &u32| holds.get(*column as usize).copied().unwrap_or_default();
        SheetFacts {
            columns_hidden: sheet.hidden_columns.iter().filter(|column| is_filled(column)).count() as u32,
            unused: (0..sheet.width).filter(|column| is_filled(column) && !self.is_used(*column)).collect(),
            last_row,
            rows_read: used.len() as u32,
            agents_named: agents.len() as u32,
            rows_empty: (last_row - heading_row.min(last_row)).saturating_sub(filled.len() as u32),
            rows_hidden: used.iter().filter(|row| row.hidden).count() as u32,
        }
    }
}

impl Update {
    /// Which tabs name agents and skills, in the workbook's order.
    pub fn tabs_with_agents(&self) -> &[bool] {
        self.tabs_with_agents.get_or_init(|| {
            let directory = self.directory();
            let names_agents = |tab: &Sheet| is_readable(tab, &suggest(tab, directory), directory);
            self.workbook.tabs.iter().map(|tab| names_agents(tab)).collect()
        })
    }

    /// Whether it is what a result workbook says is left to do that is read.
    pub fn reads_what_is_left(&self) -> bool {
        Tabs::of(&self.workbook).is_some_and(|tabs| tabs.todo == Some(self.tab))
    }

    /// Why the tab was chosen; empty where there is no choice.
    pub(super) fn why_tab(&self) -> String {
        let tabs = self.tabs_with_agents();
        if tabs.len() < 2 {
            return String::new();
        }
        let name = &self.workbook.tabs[self.tab].tab;
        if self.reads_what_is_left() {
            return format!("“{name}” holds what that run left to do");
        }
        match (tabs[self.tab], tabs.iter().filter(|names_agents| **names_agents).count()) {
            (false, _) => format!("No tab names agents and skills; “{name}” is not empty"),
            (true, 1) => format!("Only “{name}” names agents and skills"),
            (true, many) => {
                let why = if self.workbook.tabs[self.tab].active { "was in front" } else { "fits best" };
                format!("{many} tabs name agents and skills, also {}; “{name}” {why}", self.other_tabs())
            }
        }
    }

    /// The other tabs that name agents and skills.
    fn other_tabs(&self) -> String {
        const NAMED: usize = 3;
        let tabs = self.workbook.tabs.iter().zip(self.tabs_with_agents()).enumerate();
        let others = tabs.filter(|(at, (_, names_agents))| **names_agents && *at != self.tab);
        let mut said: Vec<String> = others.map(|(_, (tab, _))| format!("“{}”", tab.tab)).collect();
        if said.len() > NAMED {
            let more = said.len() - NAMED;
            said.truncate(NAMED);
            said.push(format!("{more} more"));
        }
        match said.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, first)) => format!("{} and {last}", first.join(", ")),
            None => String::new(),
        }
    }

    /// Whether a column tells an agent, a skill, a level or what to do.
    fn is_used(&self, column: u32) -> bool {
        let mapping = self.mapping();
        let names_or_holds =
            |columns: &Columns| columns.of_levels().contains(&column) || columns.skill_beside(column) == Some(column);
        Field::ALL.iter().any(|field| mapping.column(*field) == Some(column))
            || self.columns().is_ok_and(names_or_holds)
    }
}

/// The tab that fits best: one with agents, then one that can be seen before a hidden one, then the one whose agents and
/// skills are surest, then the one that was in front when the workbook was saved, then the first. Of a result workbook, what is left to do; else what the person filled in.
pub(super) fn likeliest_tab(workbook: &Workbook, directory: &Directory) -> usize {
    let of_result = Tabs::of(workbook);
    if let Some(todo) = of_result.as_ref().and_then(|tabs| tabs.todo) {
        return todo;
    }
    let fit = |tab: &Sheet| {
        let mapping = suggest(tab, directory);
        let readable = is_readable(tab, &mapping, directory);
        let sure = [Field::Agent, Field::Skill].map(|field| how_sure(tab, &mapping, field, directory) as u8);
        (readable, !tab.is_blank(), !tab.hidden, if readable { sure.iter().sum() } else { 0u8 }, tab.active)
    };
    let theirs = |at: &usize| of_result.as_ref().is_none_or(|tabs| tabs.is_theirs(*at));
    let tabs: Vec<(usize, &Arc<Sheet>)> = workbook.tabs.iter().enumerate().filter(|(at, _)| theirs(at)).collect();
    // One alone is taken without a look: how it is read may be remembered.
    if let [(only, _)] = tabs[..] {
        return only;
    }
    let fits = tabs.into_iter().map(|(at, tab)| (at, fit(tab)));
    fits.max_by_key(|(at, fit)| (*fit, std::cmp::Reverse(*at))).map_or(0, |(at, _)| at)
}

/// The directory of a contact centre that lists nothing: the ids that the sheet itself carries.
pub(super) fn ids_of(sheet: &Sheet, mapping: &Mapping) -> Directory {
    let below = || sheet.rows.iter().filter(|row| row.number > mapping.heading_row);
    let texts = |name: Option<NameCells>| -> Vec<String> {
        let texts = name.into_iter().flat_map(|name| below().map(move |row| name.text(row).trim().to_owned()));
        texts.filter(|text| !text.is_empty()).collect()
    };
    let column = |column: Option<u32>| texts(column.map(NameCells::alone));
    let agents = texts(mapping.agent_name());
    let skills = match mapping.layout {
        Layout::List | Layout::Transposed => column(mapping.skill),
        Layout::Grid => match columns(sheet, mapping, &Directory::default()) {
            Ok(columns) => columns.heads.iter().map(|head| head.text.trim().to_owned()).collect(),
            Err(_) => Vec::new(),
        },
        Layout::Packed => {
            let entries = column(mapping.skill).into_iter().filter_map(|cell| packed::entries(&cell)).flatten();
            entries.map(|entry| entry.name).collect()
        }
    };
    Directory::of_ids(agents.iter().map(String::as_str), skills.iter().map(String::as_str))
}
