//! Merged cells: none overlapping, whatever the file says, and found quickly whatever their number.

use std::collections::BTreeMap;

use skillsheet_skills::{CellRef, Merged, Row};

/// The regions that are open at a row, while rows pass by: by first column, which is enough as none overlap.
#[derive(Default)]
struct Open(BTreeMap<u32, Merged>);

impl Open {
    /// Opens a region unless it overlaps one that is open at its first row.
    fn add(&mut self, region: Merged) -> bool {
        let (row, columns) = (region.first.row, region.first.column..=region.last.column);
        while let Some((at, other)) = self.0.range(..=columns.end()).next_back() {
            if other.last.column < *columns.start() {
                break;
            }
            if other.last.row >= row {
                return false;
            }
            let at = *at;
            self.0.remove(&at);
        }
        self.0.insert(region.first.column, region);
        true
    }

    /// Whether a cell is in a region without being its first.
    fn covers(&self, at: CellRef) -> bool {
        let before = self.0.range(..=at.column).next_back();
        before.is_some_and(|(_, region)| region.contains(at) && region.first != at)
    }
}

/// The regions by their first cell, without those of one cell and those that overlap an earlier one.
pub(crate) fn disjoint(mut regions: Vec<Merged>) -> Vec<Merged> {
    regions.retain(|region| region.first != region.last);
    regions.sort_by_key(|region| region.first);
    let mut open = Open::default();
    regions.retain(|region| open.add(*region));
    regions
}

/// Takes away what lies under merged cells, which nobody sees: the first cell stands for all.
pub(crate) fn uncover(rows: &mut Vec<Row>, regions: &[Merged]) {
    if regions.is_empty() {
        return;
    }
    let mut open = Open::default();
    let mut coming = regions.iter().peekable();
    for row in rows.iter_mut() {
        while let Some(region) = coming.next_if(|region| region.first.row <= row.number) {
            open.add(*region);
        }
        let number = row.number;
        row.cells.retain(|cell| !open.covers(CellRef { row: number, column: cell.column }));
    }
    rows.retain(|row| !row.cells.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(text: &str) -> Merged {
        let (first, last) = text.split_once(':').expect("two cells");
        Merged { first: first.parse().expect("a cell"), last: last.parse().expect("a cell") }
    }

    #[test]
    fn of_overlapping_regions_the_first_stands() {
        for (given, kept) in [
            (vec!["B2:C3", "A1:A1"], vec!["B2:C3"]),
            (vec!["C3:D4", "A1:B2", "B2:C3"], vec!["A1:B2", "C3:D4"]),
            (vec!["A1:D1", "A2:B3", "C2:D2", "C3:D3", "B3:C9"], vec!["A1:D1", "A2:B3", "C2:D2", "C3:D3"]),
            (vec!["B1:B9", "A5:C5", "A1:A4", "A6:A9"], vec!["A1:A4", "B1:B9", "A6:A9"]),
            (vec!["A1:B2", "A1:B2"], vec!["A1:B2"]),
        ] {
            let regions = disjoint(given.iter().copied().map(region).collect());
            assert_eq!(regions, kept.iter().copied().map(region).collect::<Vec<_>>(), "{given:?}");
        }
    }
}
