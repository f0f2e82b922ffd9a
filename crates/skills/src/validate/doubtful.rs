//! What of a sheet may mean something else than it says: looked for before any cell is read, and asked once.

use std::collections::{BTreeMap, BTreeSet};

use crate::vocabulary::{StatedScale, counts, is_dash, says_contact, stated_scale};
use crate::{Best, CellRef, Cells, Columns, Proficiency, Row, Scale, Sheet, Value, level};

/// So few cells are no pattern.
const FEWEST: u32 = 6;
/// So many numbers beyond the scale, or all in its lowest part, are no slips.
const ENOUGH: u32 = 3;
const MANY: u32 = 10;
/// So many different levels are a scale; fewer may be what somebody wants for everybody.
const DIFFERENT: usize = 3;

/// What is asked about a sheet.
#[derive(Debug, Default)]
pub(super) struct Doubtful {
    /// Zeros, in a grid that looks like ticks.
    pub(super) zeros: bool,
    /// Ones, likewise.
    pub(super) ones: bool,
    /// Dashes, in a grid that is full of them.
    pub(super) dashes: bool,
    /// Columns of a grid that may hold something else than levels of the skill in their headings.
    pub(super) columns: BTreeSet<u32>,
    /// What all numbers may be instead of levels.
    pub(super) numbers: Option<Numbers>,
}

/// What numbers may be instead of levels of the contact centre's scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Numbers {
    /// Levels between these, from the worst to the best.
    OtherScale(f64, f64),
    /// Counts of something.
    Counts,
}

/// What stands in a column of levels, or in all of them.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    filled: u32,
    dashes: u32,
    numbers: u32,
    zeros: u32,
    ones: u32,
    beyond: u32,
    lowest: f64,
    highest: f64,
    /// The first few different numbers.
    different: [Option<f64>; DIFFERENT],
}

impl Seen {
    fn add(&mut self, value: &Value, scale: &Scale) {
        self.filled += 1;
        self.dashes += u32::from(matches!(value, Value::Text(text) if is_dash(text)));
        let Some(number) = level::number(value) else { return };
        self.zeros += u32::from(number == Proficiency::whole(0));
        self.ones += u32::from(number == Proficiency::whole(1));
        self.beyond += u32::from(number > scale.max);
        let number = number.number();
        (self.lowest, self.highest) = match self.numbers {
            0 => (number, number),
            _ => (self.lowest.min(number), self.highest.max(number)),
        };
        if !self.different.contains(&Some(number))
            && let Some(free) = self.different.iter_mut().find(|it| it.is_none())
        {
            *free = Some(number);
        }
        self.numbers += 1;
    }

    /// Whether two columns have numbers in common.
    fn overlaps(&self, other: &Seen) -> bool {
        self.lowest <= other.highest && other.lowest <= self.highest
    }
}

impl Doubtful {
    /// Looks at the cells of levels in the rows that are data.
    pub(super) fn of<'a>(sheet: &Sheet, columns: &Columns, rows: impl Iterator<Item = &'a Row>, scale: &Scale) -> Self {
        let is_across = matches!(columns.cells, Cells::Grid { .. } | Cells::Transposed { .. });
        let levels = match &columns.cells {
            Cells::List { proficiency, .. } => proficiency.iter().copied().collect(),
            Cells::Packed { .. } => return Doubtful::default(),
            Cells::Grid { .. } | Cells::Transposed { .. } => columns.of_levels(),
        };
        let mut by_column: BTreeMap<u32, Seen> = levels.iter().map(|column| (*column, Seen::default())).collect();
        let mut all = Seen::default();
        for cell in rows.flat_map(|row| &row.cells).filter(|cell| !cell.value.is_blank()) {
            if let Some(seen) = by_column.get_mut(&cell.column) {
                seen.add(&cell.value, scale);
                all.add(&cell.value, scale);
            }
        }
        let has_zero = scale.min == Proficiency::whole(0);
        let is_ticks = is_across && all.numbers >= FEWEST && all.zeros > 0 && all.zeros + all.ones == all.numbers;
        let is_full_of = |count: u32, part: u32| is_across && count >= FEWEST && count * part >= all.filled;
        let hides_zeros = sheet.hides_zeros && all.zeros > 0;
        Doubtful {
            zeros: has_zero && (is_ticks && all.ones > 0 || hides_zeros || is_full_of(all.zeros, 2)),
            ones: has_zero && is_ticks && all.ones > 0,
            dashes: is_full_of(all.dashes, 3),
            columns: match columns.cells {
                Cells::Grid { .. } => columns_of_contacts(sheet, columns, &by_column),
                _ => BTreeSet::new(),
            },
            numbers: numbers(sheet, columns, &levels, &all, scale),
        }
    }
}

/// Columns headed by a skill that is called like a way to reach agents, such as “Phone”, and that
/// hold no number, or numbers of two digits and more that no other column has the like of.
fn columns_of_contacts(sheet: &Sheet, columns: &Columns, seen: &BTreeMap<u32, Seen>) -> BTreeSet<u32> {
    const TWO_DIGITS: f64 = 10.0;
    let is_unlike = |column: u32| {
        let Some(own) = seen.get(&column).filter(|own| own.filled > 0) else { return false };
        let mut others = seen.iter().filter(|(other, seen)| **other != column && seen.numbers > 0);
        own.numbers == 0
            || own.lowest >= TWO_DIGITS
                && others.clone().next().is_some()
                && others.all(|(_, seen)| !own.overlaps(seen))
    };
    let heads = columns.heads.iter().filter(|head| {
        says_contact(&sheet.value(head.at).map(|value| value.shown()).unwrap_or_default()) && is_unlike(head.column)
    });
    heads.map(|head| head.column).collect()
}

fn numbers(sheet: &Sheet, columns: &Columns, levels: &[u32], all: &Seen, scale: &Scale) -> Option<Numbers> {
    let (min, max) = (scale.min.number(), scale.max.number());
    let above = |row: &&Row| row.number <= columns.heading_row;
    let counted = |row: &Row| row.cells.iter().any(|cell| matches!(&cell.value, Value::Text(text) if counts(text)));
    if all.numbers > 0 && sheet.rows.iter().take_while(above).any(counted) {
        return Some(Numbers::Counts);
    }
    // In a grid, what a skill's own name says is no scale: only what is written around it.
    let head = |column: &u32| {
        let at = columns.head(*column).map_or(CellRef { row: columns.heading_row, column: *column }, |head| head.at);
        let shown = sheet.value(at).map(|value| value.shown().into_owned()).unwrap_or_default();
        let is_name = columns.head(*column).is_some_and(|head| head.text == shown);
        if is_name { String::new() } else { shown }
    };
    let usual = |highest: f64| [5.0, 10.0, 20.0, 100.0].into_iter().find(|end| highest <= *end).unwrap_or(highest);
    if let Some(StatedScale { lowest, highest, low_is_best }) =
        levels.iter().find_map(|column| stated_scale(&head(column)))
    {
        let highest = highest.unwrap_or_else(|| usual(all.highest));
        let is_turned = low_is_best.is_some_and(|low| low != (scale.best == Best::Low));
        return if is_turned {
            Some(Numbers::OtherScale(highest, lowest))
        } else {
            (highest != max || lowest < min).then_some(Numbers::OtherScale(lowest, highest))
        };
    }
    let is_beyond = all.beyond >= ENOUGH && all.beyond * 3 >= all.numbers;
    // Many levels that are all in the lowest tenth are another scale's.
    let is_lowest_part = scale.best == Best::High
        && all.numbers >= MANY
        && all.different.iter().all(Option::is_some)
        && all.highest * 10.0 <= max;
    (is_beyond || is_lowest_part).then(|| Numbers::OtherScale(min.min(1.0), usual(all.highest)))
}

impl Numbers {
    /// The level that a number may mean on the contact centre's scale.
    pub(super) fn proposed(self, number: Proficiency, scale: &Scale) -> Option<Proficiency> {
        let Numbers::OtherScale(first, last) = self else { return None };
        let (min, max) = (scale.min.number(), scale.max.number());
        // A scale that begins at 1 has no level for none.
        let (from, to) = match (first, last) {
            (first, last) if first == 1.0 && min == 0.0 => (0.0, last),
            (first, last) if last == 1.0 && min == 0.0 => (first + 1.0, last),
            ends => ends,
        };
        let share = (number.number() - from) / (to - from);
        let level = Proficiency::new(min + share.clamp(0.0, 1.0) * (max - min))?;
        Some(scale.level(level).unwrap_or_else(|misfit| misfit.nearest()))
    }
}
