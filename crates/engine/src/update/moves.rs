//! Where the rows of a sheet are after its file was saved again, so that corrections follow them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use skillsheet_skills::{CellRef, Overlay, Row, Sheet};

use super::Reread;

/// The rows of a sheet before, found again in the sheet after.
pub(super) struct Moves<'a> {
    before: &'a Sheet,
    after: &'a Sheet,
    /// Rows of the sheet after by what they hold; none for what several rows hold.
    by_content: HashMap<String, Option<u32>>,
}

impl<'a> Moves<'a> {
    pub(super) fn new(before: &'a Sheet, after: &'a Sheet) -> Self {
        let mut by_content = HashMap::new();
        for row in &after.rows {
            by_content.entry(content(row)).and_modify(|number| *number = None).or_insert(Some(row.number));
        }
        Moves { before, after, by_content }
    }

    /// The corrections and decisions at the places where they still fit.
    pub(super) fn follow(&self, overlay: &Overlay) -> (Overlay, Reread) {
        let mut reread = Reread::default();
        let mut texts = BTreeMap::new();
        for (at, text) in &overlay.texts {
            match self.cell(*at) {
                Some(now) => {
                    texts.insert(now, text.clone());
                    reread.kept += 1;
                }
                None => reread.dropped.push(*at),
            }
        }
        let mut left_out = BTreeSet::new();
        for at in &overlay.left_out {
            match self.cell(*at) {
                Some(now) => {
                    left_out.insert(now);
                    reread.kept += 1;
                }
                None => reread.dropped.push(*at),
            }
        }
        let rows_out = overlay.rows_out.iter().filter_map(|row| self.row(*row)).collect();
        (Overlay { texts, left_out, rows_out, ..overlay.clone() }, reread)
    }

    /// The steps that lead to the corrections as they are `now`, in their order. One that changes nothing any more, because
    /// what it corrected no longer fits, is no step.
    pub(super) fn follow_steps(&self, steps: &[Overlay], now: &Overlay) -> Vec<Overlay> {
        let mut followed: Vec<Overlay> = steps.iter().map(|step| self.follow(step).0).collect();
        followed.dedup();
        if followed.last() == Some(now) {
            followed.pop();
        }
        followed
    }

    /// Where a cell is now: its row has not moved and the cell holds what it held, or the same row is found elsewhere.
    fn cell(&self, at: CellRef) -> Option<CellRef> {
        if self.before.value(at) == self.after.value(at) && self.is_alike(at.row) {
            return Some(at);
        }
        let row = self.row(at.row)?;
        Some(CellRef { row, column: at.column })
    }

    /// Whether the row at a number is still about the same: most of its cells are as they were. Somebody who corrects a
    /// level in Excel does not make another row of it.
    fn is_alike(&self, number: u32) -> bool {
        let (Some(before), Some(after)) = (self.before.row(number), self.after.row(number)) else {
            return self.before.row(number).is_none() && self.after.row(number).is_none();
        };
        let same = before.cells.iter().filter(|cell| after.value(cell.column) == Some(&cell.value)).count();
        same * 2 > before.cells.len().max(after.cells.len())
    }

    fn row(&self, number: u32) -> Option<u32> {
        let before = self.before.row(number)?;
        if self.after.row(number).is_some_and(|after| after.cells == before.cells) {
            return Some(number);
        }
        *self.by_content.get(&content(before))?
    }
}

fn content(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| format!("{}\u{1f}{}", cell.column, cell.value.shown()));
    cells.collect::<Vec<_>>().join("\u{1e}")
}

#[cfg(test)]
mod tests {
    use skillsheet_skills::{Cell, Value};

    use super::*;

    fn sheet(rows: &[(u32, &str)]) -> Sheet {
        let cells = |text: &str| -> Vec<Cell> {
            let texts = text.split('|').enumerate();
            texts.map(|(column, text)| Cell { column: column as u32, value: Value::Text(text.into()) }).collect()
        };
        let rows = rows.iter().map(|(number, text)| Row { number: *number, hidden: false, cells: cells(text) });
        Sheet { tab: "T".into(), width: 3, rows: rows.collect(), ..Sheet::default() }
    }

    #[test]
    fn corrections_follow_their_rows() {
        let before = sheet(&[(1, "Agent|Skill|Level"), (2, "a|x|four"), (3, "b|y|5"), (4, "c|z|6"), (5, "c|z|6")]);
        let after = sheet(&[(1, "Agent|Skill|Level"), (2, "n|n|1"), (3, "a|x|four"), (4, "b|y|7"), (5, "c|z|6")]);
        let at = |text: &str| -> CellRef { text.parse().expect("a cell") };
        let overlay = Overlay {
            texts: [(at("C2"), "4".into()), (at("C3"), "3".into()), (at("C5"), "1".into())].into(),
            left_out: [at("C2")].into(),
            rows_out: [2, 3].into(),
            ..Overlay::default()
        };
        let (now, reread) = Moves::new(&before, &after).follow(&overlay);
        let texts: Vec<_> = now.texts.iter().map(|(at, text)| format!("{at} {text}")).collect();
        assert_eq!(texts, ["C3 4", "C5 1"], "one moved with its row, one stayed");
        assert_eq!(now.left_out, [at("C3")].into());
        assert_eq!(now.rows_out, [3].into());
        assert_eq!((reread.kept, reread.dropped), (3, vec![at("C3")]), "the row of this one is another one now");
    }

    #[test]
    fn steps_that_change_nothing_any_more_are_none() {
        let before = sheet(&[(1, "Agent|Skill|Level"), (2, "a|x|4"), (3, "b|y|5")]);
        let after = sheet(&[(1, "Agent|Skill|Level"), (2, "n|n|1"), (3, "a|x|4")]);
        let at = |text: &str| -> CellRef { text.parse().expect("a cell") };
        let step = |texts: &[(&str, &str)]| Overlay {
            texts: texts.iter().map(|(cell, text)| (at(cell), (*text).to_owned())).collect(),
            ..Overlay::default()
        };
        let moves = Moves::new(&before, &after);
        let steps = [step(&[]), step(&[("C3", "6")]), step(&[("C2", "7"), ("C3", "6")])];
        let now = step(&[("C3", "7")]);
        assert_eq!(moves.follow_steps(&steps, &now), [step(&[])], "the row of C3 is gone");
        assert_eq!(moves.follow_steps(&steps, &step(&[])), [step(&[]), now]);
        assert_eq!(moves.follow_steps(&steps[..2], &step(&[])), []);
    }
}
