//! Which known name an unknown one may stand for.

use crate::text::{key, loose_key};

/// How many suggestions are made.
const MOST: usize = 3;
/// Below this likeness (0 to 1) a name is no suggestion at all.
const LEAST_LIKENESS: f64 = 0.72;

/// A known name near to a written one.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The entry's position in the directory.
    pub entry: usize,
    /// Why it is suggested, as a short sentence without a full stop.
    pub why: String,
    /// Whether it is so near, and so far ahead of the next one, that a person would not hesitate.
    pub sure: bool,
}

/// The nearest of some names, at most three, nearest first.
pub(crate) fn nearest<'a>(written: &str, names: impl Iterator<Item = (usize, &'a str)>) -> Vec<Suggestion> {
    let wanted = loose_key(written);
    if wanted.is_empty() {
        return Vec::new();
    }
    let length = wanted.chars().count();
    let mut near: Vec<(usize, &str, usize, f64)> = names
        .filter_map(|(entry, name)| {
            let known = loose_key(name);
            // Names whose lengths differ by more than half are no misspelling of each other.
            if known.chars().count().abs_diff(length) > length.div_ceil(2) {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&wanted, &known);
            let likeness = likeness(&wanted, &known, distance);
            (likeness >= LEAST_LIKENESS).then_some((entry, name, distance, likeness))
        })
        .collect();
    near.sort_by(|a, b| b.3.total_cmp(&a.3).then(a.0.cmp(&b.0)));
    let ahead = match near.as_slice() {
        [first, second, ..] => second.2 > first.2 + 1,
        _ => true,
    };
    near.iter()
        .take(MOST)
        .enumerate()
        .map(|(rank, (entry, name, distance, _))| Suggestion {
            entry: *entry,
            why: why(written, name, *distance),
            sure: rank == 0 && ahead && *distance <= if length < 6 { 1 } else { 2 },
        })
        .collect()
}

/// 1 for the same letters, less the more they differ. Words in another order count as nearly the same.
fn likeness(a: &str, b: &str, distance: usize) -> f64 {
    let longest = a.chars().count().max(b.chars().count()).max(1);
    let direct = 1.0 - distance as f64 / longest as f64;
    let sorted = |text: &str| {
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    let (a, b) = (sorted(a), sorted(b));
    let reordered = 0.98 * (1.0 - strsim::damerau_levenshtein(&a, &b) as f64 / longest as f64);
    direct.max(reordered)
}

fn why(written: &str, known: &str, distance: usize) -> String {
    let (a, b) = (key(written), key(known));
    let (longer, shorter) = (a.chars().count(), b.chars().count());
    match distance {
        0 => "Accents or punctuation differ".to_owned(),
        1 if longer < shorter => "One letter is missing".to_owned(),
        1 if longer > shorter => "One letter too many".to_owned(),
        1 if is_swap(&a, &b) => "Two letters are swapped".to_owned(),
        1 => "One letter differs".to_owned(),
        2..=3 => format!("{distance} letters differ"),
        _ => "The nearest name".to_owned(),
    }
}

fn is_swap(a: &str, b: &str) -> bool {
    let differing = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    differing == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_say_what_differs() {
        for (written, known, why) in [
            ("Billng", "Billing", "One letter is missing"),
            ("Billling", "Billing", "One letter too many"),
            ("Billimg", "Billing", "One letter differs"),
            ("Bililng", "Billing", "Two letters are swapped"),
            ("Sales - new", "Sales – new", "Accents or punctuation differ"),
            ("Silva Maria", "Maria Silva", "The nearest name"),
        ] {
            let near = nearest(written, [(7, known)].into_iter());
            assert_eq!(near.first().map(|near| near.why.as_str()), Some(why), "{written}");
        }
    }

    #[test]
    fn two_equally_near_names_are_not_sure() {
        let near = nearest("Sales ne", [(0, "Sales new"), (1, "Sales net")].into_iter());
        assert_eq!(near.len(), 2);
        assert!(!near[0].sure);
    }
}
