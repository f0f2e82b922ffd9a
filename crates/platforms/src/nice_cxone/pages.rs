//! Where a page of a listing begins. CXone counts records, not pages, and may give fewer at once than it was asked for.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use serde::de::Error as _;

use super::wire::{Asked, Records};

/// In a reading of everybody, assignments that are active come first. From this page on come those that are not.
const OFF_PAGES: u32 = 2_500;

/// The listings that may be cut into pages of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Agents,
    Skills,
    Sweep,
    Assignments,
}

/// Which records are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub skip: u32,
    pub top: u32,
}

/// How many records a page of each listing holds, as far as is known.
pub(super) struct Sizes {
    of: [AtomicU32; 4],
    /// How many active assignments everybody had together at the last reading.
    active: AtomicU64,
    /// What the first pages of the last reading of everybody told: how many are not active, and how many are.
    first: [AtomicU64; 2],
}

/// No number of records is this one.
const UNKNOWN: u64 = u64::MAX;

impl Sizes {
    /// As many everywhere as are asked for, until CXone gives fewer.
    pub fn new(size: u32) -> Self {
        Sizes {
            of: std::array::from_fn(|_| AtomicU32::new(size)),
            active: AtomicU64::new(UNKNOWN),
            first: [UNKNOWN; 2].map(AtomicU64::new),
        }
    }

    /// Where a page is, counted from 1.
    pub fn place(&self, list: List, page: u32) -> Place {
        let top = self.of[list as usize].load(Ordering::Relaxed);
        Place { skip: page.saturating_sub(1).saturating_mul(top), top }
    }

    /// How many records there are in all, where that is certain, and whether any come after these. A first page that
    /// holds fewer than were asked for, of more, shows how many a page holds here.
    pub fn after<T>(&self, list: List, place: Place, records: &Records<T>) -> (Option<u32>, bool) {
        let more = more(place, records);
        let got = got(records);
        if more && place.skip == 0 && got < place.top && !records.hidden {
            self.of[list as usize].store(got, Ordering::Relaxed);
        }
        // A total that the links go beyond counts something else.
        (records.total.filter(|total| !more || *total > reached(place, records)), more)
    }

    /// Whether a further page of a reading of everybody tells of more or fewer in all than its first one did: CXone
    /// counts anew for each page. `total` is what [`Sizes::after`] makes of it.
    pub fn changed(&self, active: bool, place: Place, total: Option<u32>) -> bool {
        let (first, total) = (&self.first[usize::from(active)], total.map_or(UNKNOWN, u64::from));
        if place.skip == 0 {
            first.store(total, Ordering::Relaxed);
            return false;
        }
        let first = first.load(Ordering::Relaxed);
        total != first && ![total, first].contains(&UNKNOWN)
    }

    /// What a page of the reading of everybody, which was to be about those that are active or about the others, is to
    /// be taken for. A tenant that gives as many of the ones as of the others may not have looked at what was asked.
    pub fn asked<T>(&self, active: bool, place: Place, records: &Records<T>, required: bool) -> Asked {
        let total = if records.items.is_empty() { Some(0) } else { records.total };
        let total = total.map_or(UNKNOWN, u64::from);
        if active {
            if place.skip == 0 {
                self.active.store(total, Ordering::Relaxed);
            }
            return Asked::Active;
        }
        let known = self.active.load(Ordering::Relaxed);
        match required {
            false => Asked::Off,
            true if known == UNKNOWN || total == UNKNOWN || known == total => Asked::DoubtfullyOff,
            true => Asked::SurelyOff,
        }
    }
}

fn got<T>(records: &Records<T>) -> u32 {
    u32::try_from(records.items.len()).unwrap_or(u32::MAX)
}

/// How many records are behind, those included that are kept from this access key.
fn reached<T>(place: Place, records: &Records<T>) -> u32 {
    let passed = if records.hidden { place.top } else { got(records) };
    place.skip.saturating_add(passed)
}

fn more<T>(place: Place, records: &Records<T>) -> bool {
    let got = got(records);
    let counted = records.total.map(|total| reached(place, records) < total);
    let told = match (counted, records.link) {
        (None, None) => got >= place.top,
        (counted, link) => counted == Some(true) || link == Some(true),
    };
    told && (got > 0 || records.hidden)
}

/// Whether a page fits those before it. One that is shorter than they are, though others follow, leaves a gap, unless
/// it says that some are hidden.
///
/// # Errors
/// What does not fit: the reading would have a hole.
pub(super) fn checked<T>(number: u32, place: Place, records: &Records<T>) -> Result<(), serde_json::Error> {
    let got = got(records);
    let missing = got == 0 && records.total.is_some_and(|total| total > place.skip);
    let gap = number > 1 && got < place.top && more(place, records);
    if (missing || gap) && !records.hidden {
        return Err(serde_json::Error::custom("a page holds fewer assignments than were announced"));
    }
    if number >= OFF_PAGES {
        return Err(serde_json::Error::custom("there are more pages than can be read; larger ones are needed"));
    }
    Ok(())
}

/// Whether a page of the reading of everybody is about active assignments, and its number among those.
pub(super) fn phase(page: u32) -> (bool, u32) {
    if page > OFF_PAGES { (false, page - OFF_PAGES) } else { (true, page) }
}

/// The page after one of the reading of everybody.
pub(super) fn after_phase(page: u32, more: bool) -> Option<u32> {
    match (phase(page), more) {
        (_, true) => Some(page.saturating_add(1)),
        ((true, _), false) => Some(OFF_PAGES + 1),
        ((false, _), false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(got: usize, total: Option<u32>, link: Option<bool>) -> Records<()> {
        Records { items: vec![(); got], total, link, hidden: false }
    }

    #[test]
    fn records_that_are_hidden_leave_no_gap() {
        for (page, got, total, more) in [(1, 4, 25, true), (2, 0, 25, true), (3, 5, 25, false), (3, 0, 25, false)] {
            let sizes = Sizes::new(10);
            let place = sizes.place(List::Sweep, page);
            let told = Records { hidden: true, ..records(got, Some(total), None) };
            assert_eq!(sizes.after(List::Sweep, place, &told), (Some(total), more), "page {page}");
            assert!(checked(page, place, &told).is_ok(), "page {page}");
            assert_eq!(sizes.place(List::Sweep, 2).skip, 10);
        }
    }

    #[test]
    fn a_list_that_becomes_shorter_while_it_is_read_is_noticed() {
        for (pages, changed) in [
            (&[(1, 10, Some(25), None), (2, 10, Some(25), None), (3, 5, Some(25), None)][..], false),
            (&[(1, 10, Some(25), None), (2, 10, Some(24), None)], true),
            (&[(1, 10, Some(25), None), (2, 10, None, Some(true))], false),
            (&[(1, 10, None, Some(true)), (2, 5, Some(15), None)], false),
            // Some count the records of the page.
            (&[(1, 10, Some(10), Some(true)), (2, 5, Some(5), Some(false))], false),
        ] {
            let sizes = Sizes::new(10);
            let told = pages.iter().map(|(page, got, total, link)| {
                let (place, records) = (sizes.place(List::Sweep, *page), records(*got, *total, *link));
                let (total, _) = sizes.after(List::Sweep, place, &records);
                sizes.changed(true, place, total)
            });
            assert_eq!(told.last(), Some(changed), "{pages:?}");
        }
    }

    #[test]
    fn what_comes_next_is_known_whatever_is_missing() {
        for (page, got, total, link, expected, whole) in [
            (1, 10, Some(25), None, (Some(25), true), true),
            (1, 10, Some(10), Some(false), (Some(10), false), true),
            (3, 5, Some(25), None, (Some(25), false), true),
            (1, 10, None, None, (None, true), true),
            (1, 9, None, None, (None, false), true),
            (1, 10, None, Some(false), (None, false), true),
            (1, 10, None, Some(true), (None, true), true),
            // Some count the records of the page.
            (1, 10, Some(10), Some(true), (None, true), true),
            (2, 0, None, None, (None, false), true),
            (2, 0, Some(10), Some(true), (Some(10), false), true),
            (2, 0, Some(25), None, (Some(25), false), false),
            (2, 4, Some(25), None, (Some(25), true), false),
        ] {
            let sizes = Sizes::new(10);
            let place = sizes.place(List::Agents, page);
            let told = records(got, total, link);
            assert_eq!(sizes.after(List::Agents, place, &told), expected, "page {page}: {got} of {total:?}, {link:?}");
            assert_eq!(checked(page, place, &told).is_ok(), whole, "page {page}: {got} of {total:?}, {link:?}");
        }
    }

    #[test]
    fn a_tenant_that_gives_fewer_at_once_is_asked_for_fewer() {
        let sizes = Sizes::new(1000);
        let first = sizes.place(List::Agents, 1);
        assert_eq!(sizes.after(List::Agents, first, &records(100, Some(420), None)), (Some(420), true));
        assert_eq!(sizes.place(List::Agents, 2), Place { skip: 100, top: 100 });
        assert_eq!(sizes.place(List::Skills, 2), Place { skip: 1000, top: 1000 });
    }

    #[test]
    fn a_switch_is_believed_when_it_was_looked_at() {
        let (first, later) = (Place { skip: 0, top: 10 }, Place { skip: 10, top: 10 });
        for (active, off, required, expected) in [
            (records(3, Some(3), None), records(2, Some(2), None), true, Asked::SurelyOff),
            (records(0, None, None), records(2, Some(2), None), true, Asked::SurelyOff),
            (records(3, Some(3), None), records(3, Some(3), None), true, Asked::DoubtfullyOff),
            (records(3, None, None), records(2, Some(2), None), true, Asked::DoubtfullyOff),
            (records(3, Some(3), None), records(2, None, None), true, Asked::DoubtfullyOff),
            (records(3, Some(3), None), records(2, Some(2), None), false, Asked::Off),
        ] {
            let sizes = Sizes::new(10);
            assert_eq!(sizes.asked(true, first, &active, required), Asked::Active);
            sizes.asked(true, later, &records(1, Some(2), None), required);
            assert_eq!(sizes.asked(false, first, &off, required), expected);
        }
        assert_eq!(Sizes::new(10).asked(false, first, &records(1, Some(1), None), true), Asked::DoubtfullyOff);
    }

    #[test]
    fn the_active_come_before_those_that_are_not() {
        let mut read = Vec::new();
        let mut page = Some(1);
        while let Some(number) = page {
            let (active, at) = phase(number);
            read.push((active, at));
            page = after_phase(number, at < 2);
        }
        assert_eq!(read, [(true, 1), (true, 2), (false, 1), (false, 2)]);
    }
}
