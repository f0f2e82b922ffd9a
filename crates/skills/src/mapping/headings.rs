//! What each column is called, in one or two rows of headings.

use crate::vocabulary::{Field, Heading, heading, is_bare_name};
use crate::{Cell, CellRef, Directory, Found, Merged, Sheet, Value};

/// Between a group's name and a skill's, as in “Voice - Billing”.
const JOINTS: [&str; 5] = [" ", " - ", " – ", "_", ": "];

/// What a column is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Called {
    /// The column.
    pub(super) column: u32,
    /// What stands directly above the data, or in the upper row where nothing does.
    pub(super) text: String,
    /// Where that stands; of merged cells, the first.
    pub(super) at: CellRef,
    /// What the upper of two rows calls the group that the column is in, and where.
    pub(super) group: Option<(String, CellRef)>,
    /// What the headings say.
    pub(super) meaning: Option<Heading>,
    /// Whether the lower row only says that the column has levels, of what the upper row names.
    pub(super) is_level_of_group: bool,
}

impl Called {
    /// The name of the skill or agent that the column is for, and where it stands.
    pub(super) fn name(&self, directory: &Directory) -> (String, CellRef) {
        match &self.group {
            Some((group, at)) if self.is_level_of_group => (group.clone(), *at),
            Some((group, _)) => {
                let joined = JOINTS.map(|joint| format!("{}{joint}{}", group.trim(), self.text.trim()));
                let known = joined.into_iter().find(|name| directory.find_skill(name) != Found::None);
                (known.unwrap_or_else(|| self.text.clone()), self.at)
            }
            None => (self.text.clone(), self.at),
        }
    }

    /// Both headings, as a person would say them.
    pub(super) fn spoken(&self) -> String {
        let words = |text: &str| {
            text.split(crate::text::is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        match &self.group {
            Some((group, _)) => format!("{} – {}", words(group), words(&self.text)),
            None => words(&self.text),
        }
    }
}

/// What the columns that have a heading are called, ascending. `rows` is 1 or 2.
pub(super) fn headings(sheet: &Sheet, heading_row: u32, rows: u32) -> Vec<Called> {
    let upper_row = heading_row.saturating_sub(1).max(1);
    let merged: Vec<&Merged> =
        sheet.merged.iter().filter(|merged| merged.first.row <= heading_row && merged.last.row >= upper_row).collect();
    let lower = Line { sheet, row: heading_row, merged: &merged };
    let upper = Line { sheet, row: upper_row, merged: &merged };
    let mut group: Option<(String, CellRef)> = None;
    let mut called = Vec::new();
    for column in 0..sheet.width {
        let below = lower.own(column).or_else(|| lower.merged_down(column));
        let above = if rows > 1 && upper_row < heading_row { upper.own(column) } else { None };
        if rows > 1 {
            group = match (above.clone(), group) {
                (Some(above), _) => Some(above),
                // A name above merged cells ends with them, one above empty cells with the next name; one without
                // anything below it is a heading of its own.
                (None, Some((text, at))) => match upper.merge_at(at) {
                    Some(merge) => (merge.last.column >= column).then_some((text, at)),
                    None => (below.is_some() && lower.own(at.column).is_some()).then_some((text, at)),
                },
                (None, None) => None,
            };
        }
        let group = group.clone().filter(|(_, at)| Some(*at) != below.as_ref().map(|(_, at)| *at));
        let one = match (below, above) {
            (Some((text, at)), _) => of_both(column, text, at, group),
            (None, Some((text, at))) => of_both(column, text, at, None),
            (None, None) => continue,
        };
        called.push(one);
    }
    called
}

fn of_both(column: u32, text: String, at: CellRef, group: Option<(String, CellRef)>) -> Called {
    let alone = heading(&text);
    let Some((above, _)) = &group else {
        return Called { column, text, at, group: None, meaning: alone, is_level_of_group: false };
    };
    let together = heading(&format!("{above} {text}"));
    // “Name” and “ID” are the group's; what says more says it for itself.
    let is_of_group = matches!(alone, Some(Heading::Identity)) || is_bare_name(&text) || !is_plain(alone);
    let meaning = if is_of_group && is_plain(together) { together } else { alone };
    let is_level_of_group = alone == Some(Heading::Of(Field::Proficiency, true)) && !is_plain(heading(above));
    Called { column, text, at, group, meaning, is_level_of_group }
}

/// One row of the headings.
struct Line<'a> {
    sheet: &'a Sheet,
    row: u32,
    merged: &'a [&'a Merged],
}

impl Line<'_> {
    /// What a cell shows itself.
    fn own(&self, column: u32) -> Option<(String, CellRef)> {
        let at = CellRef { row: self.row, column };
        let value = self.sheet.value(at).filter(|value| !value.is_blank())?;
        let shown = value.shown();
        (!shown.is_empty()).then(|| (shown.into_owned(), at))
    }

    /// What a cell shows that is merged with one above it.
    fn merged_down(&self, column: u32) -> Option<(String, CellRef)> {
        let merge = self.merge_at(CellRef { row: self.row, column })?;
        let above = merge.first.row < self.row && merge.first.column == column;
        let value = self.sheet.value(merge.first).filter(|value| above && !value.is_blank())?;
        Some((value.shown().into_owned(), merge.first))
    }

    fn merge_at(&self, at: CellRef) -> Option<&Merged> {
        self.merged.iter().copied().find(|merged| merged.contains(at))
    }
}

/// How many rows the headings take, of which the given one is the lower: 2 where the row above names groups of its
/// columns. Does not depend on whose agents and skills are known.
pub(super) fn rows_of_headings(sheet: &Sheet, heading_row: u32) -> u32 {
    let Some(upper_row) = heading_row.checked_sub(1).filter(|row| *row > 0) else { return 1 };
    let (Some(upper), Some(lower)) = (sheet.row(upper_row), sheet.row(heading_row)) else { return 1 };
    let names: Vec<(u32, &str)> = upper
        .cells
        .iter()
        .filter(|cell| !cell.value.is_blank())
        .filter_map(|cell| match &cell.value {
            Value::Text(text) => Some((cell.column, text.as_str())),
            _ => None,
        })
        .collect();
    let filled = upper.cells.iter().filter(|cell| !cell.value.is_blank()).count();
    let is_short = |text: &str| text.chars().count() <= 40;
    if names.is_empty() || names.len() < filled || !names.iter().all(|(_, text)| is_short(text)) {
        return 1;
    }
    let is_filled = |cell: &&Cell| !cell.value.is_blank();
    let says_level = |cell: &Cell| matches!(&cell.value, Value::Text(text) if heading(text) == Some(Heading::Of(Field::Proficiency, true)));
    let stands_alone =
        |cell: &Cell| upper.value(cell.column).is_some_and(|value| !value.is_blank()) && !says_level(cell);
    let is_merged = sheet.merged.iter().any(|merged| {
        merged.first.row == upper_row && merged.last.row == upper_row && merged.first.column < merged.last.column
    });
    // Lines of data are asked as well: most have a cell above each cell.
    if !is_merged && lower.cells.iter().filter(is_filled).all(stands_alone) {
        return 1;
    }
    let two = headings(sheet, heading_row, 2);
    let spans = |from: u32| {
        let at = CellRef { row: upper_row, column: from };
        two.iter().filter(|called| called.group.as_ref().is_some_and(|(_, first)| *first == at)).count()
    };
    let wide = names.iter().filter(|(column, _)| spans(*column) > 1).count();
    let below = lower.cells.iter().filter(is_filled).count();
    // A title stands over everything.
    let is_title = names.len() == 1 && spans(names[0].0) >= below;
    let is_heading = names.iter().any(|(_, text)| is_plain(heading(text)));
    let levels_below = two.iter().filter(|called| called.is_level_of_group).count();
    let goes_on_below =
        names.iter().any(|(column, _)| !two.iter().any(|called| called.group.is_some() && called.column == *column));
    // Notes above a table stand side by side as well.
    let is_note = names.iter().any(|(_, text)| text.contains(|c: char| c == ':' || c.is_ascii_digit()));
    let says_groups = is_heading || goes_on_below || wide > 1;
    let is_group = wide > 0 && !is_title && (is_merged || says_groups && !is_note);
    let is_list = two.iter().any(|called| called.meaning == Some(Heading::Of(Field::Skill, true)));
    let names_skills = levels_below > 1 && !is_list || levels_below == 1 && below == 1;
    if is_group || names_skills && names.len() > 1 { 2 } else { 1 }
}

/// Whether a meaning is beyond doubt.
pub(super) fn is_plain(meaning: Option<Heading>) -> bool {
    !matches!(meaning, None | Some(Heading::Of(_, false)))
}
