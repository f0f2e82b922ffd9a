//! Which known name an unknown one may stand for.

use std::collections::{HashMap, HashSet};

use crate::text::{key, loose_key};

/// How many suggestions are made.
const MOST: usize = 3;
/// Below this likeness (0 to 1) a name is no suggestion at all.
const LEAST_LIKENESS: f64 = 0.72;
/// How many names that share most pairs of letters with the written one are looked at closely.
const LOOKED_AT: usize = 48;
/// A text of more bytes is no name.
const LONGEST: usize = 200;

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

impl Suggestion {
    /// Those whose number is the written one with zeros before it.
    pub(crate) fn without_zeros(entries: &[usize]) -> Vec<Suggestion> {
        let sure = entries.len() == 1;
        let suggestion =
            |entry: &usize| Suggestion { entry: *entry, why: "Leading zeros are missing".to_owned(), sure };
        entries.iter().take(MOST).map(suggestion).collect()
    }
}

/// Known names, ready to be searched for those near to a written one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbours {
    known: Vec<Known>,
    /// Which names have a pair of neighbouring letters.
    by_pair: HashMap<(char, char), Vec<u32>>,
    /// Names of several words, by their first letters.
    by_initials: HashMap<String, Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Known {
    entry: usize,
    name: String,
    loose: String,
    /// How many different pairs of letters it has.
    pairs: usize,
}

/// How near a known name is.
struct Near<'a> {
    known: &'a Known,
    /// How many letters differ.
    distance: usize,
    likeness: f64,
}

impl Neighbours {
    pub(crate) fn of<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut neighbours = Neighbours::default();
        for (entry, name) in names {
            let loose = loose_key(name);
            let at = neighbours.known.len() as u32;
            let pairs = pairs(&loose);
            let known = Known { entry, name: name.to_owned(), pairs: pairs.len(), loose };
            if let Some(initials) = initials(&known.loose) {
                neighbours.by_initials.entry(initials).or_default().push(at);
            }
            for pair in pairs {
                neighbours.by_pair.entry(pair).or_default().push(at);
            }
            neighbours.known.push(known);
        }
        neighbours
    }

    /// The nearest names, at most three, nearest first.
    pub(crate) fn nearest(&self, written: &str) -> Vec<Suggestion> {
        let wanted = if written.len() > LONGEST { String::new() } else { loose_key(written) };
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut near: Vec<Near<'_>> = self.candidates(&wanted).into_iter().map(|known| near(&wanted, known)).collect();
        near.retain(|near| near.likeness >= LEAST_LIKENESS);
        near.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.known.entry.cmp(&b.known.entry)));
        let ahead = match near.as_slice() {
            [first, second, ..] => second.distance > first.distance + 1,
            _ => true,
        };
        let length = wanted.chars().count();
        near.iter()
            .take(MOST)
            .enumerate()
            .map(|(rank, near)| Suggestion {
                entry: near.known.entry,
                why: why(written, &wanted, near),
                sure: rank == 0 && ahead && near.distance <= if length < 6 { 1 } else { 2 },
            })
            .collect()
    }

    /// The names that share most with a written one: comparing with all of them letter by letter would take too long.
    fn candidates(&self, wanted: &str) -> Vec<&Known> {
        let pairs = pairs(wanted);
        let mut shared = vec![0_u16; self.known.len()];
        for at in pairs.iter().filter_map(|pair| self.by_pair.get(pair)).flatten() {
            shared[*at as usize] += 1;
        }
        let share = |at: usize, count: u16| 2.0 * f64::from(count) / (self.known[at].pairs + pairs.len()) as f64;
        let shared = shared.into_iter().enumerate().filter(|(_, count)| *count > 0);
        let mut likely: Vec<(u32, f64)> = shared.map(|(at, count)| (at as u32, share(at, count))).collect();
        let nearer = |a: &(u32, f64), b: &(u32, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if likely.len() > LOOKED_AT {
            likely.select_nth_unstable_by(LOOKED_AT, nearer);
            likely.truncate(LOOKED_AT);
        }
        let abbreviated = self.by_initials.get(&wanted.replace(' ', "")).into_iter().flatten().copied();
        let mut all: Vec<u32> = likely.into_iter().map(|(at, _)| at).chain(abbreviated.take(LOOKED_AT)).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|at| &self.known[at as usize]).collect()
    }
}

/// The different pairs of neighbouring letters, the ends of words among them.
fn pairs(loose: &str) -> HashSet<(char, char)> {
    let ends = || std::iter::once(' ');
    let letters = || ends().chain(loose.chars()).chain(ends());
    letters().zip(letters().skip(1)).collect()
}

fn initials(loose: &str) -> Option<String> {
    let initials: String = loose.split(' ').filter_map(|word| word.chars().next()).collect();
    (initials.chars().count() > 1).then_some(initials)
}

/// How near a known name is: letter by letter, with its words in order, or word by word.
fn near<'a>(wanted: &str, known: &'a Known) -> Near<'a> {
    let (a, b) = (wanted.chars().count(), known.loose.chars().count());
    let longest = a.max(b).max(1);
    let by_words = word_likeness(wanted, &known.loose);
    // Names whose lengths differ by more than half are no misspelling of each other.
    if a.abs_diff(b) > a.div_ceil(2) {
        return Near { known, distance: longest, likeness: by_words };
    }
    let distance = strsim::damerau_levenshtein(wanted, &known.loose);
    let share = |distance: usize| 1.0 - distance as f64 / longest as f64;
    let reordered = 0.98 * share(strsim::damerau_levenshtein(&in_order(wanted), &in_order(&known.loose)));
    Near { known, distance, likeness: share(distance).max(reordered).max(by_words) }
}

fn in_order(loose: &str) -> String {
    let mut words: Vec<&str> = loose.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// How much of two names is said by words that fit each other, weighed by their letters; 0.75 for initials alone, and at
/// least 0.74 where one name has all words of the other.
fn word_likeness(wanted: &str, known: &str) -> f64 {
    let (a, b): (Vec<&str>, Vec<&str>) = (wanted.split(' ').collect(), known.split(' ').collect());
    if initials(known).is_some_and(|initials| initials == wanted.replace(' ', "")) {
        return 0.75;
    }
    let weight = |word: &str| word.chars().count() as f64;
    let best = |word: &str, others: &[&str]| others.iter().map(|other| word_fit(word, other)).fold(0.0, f64::max);
    let said =
        |words: &[&str], others: &[&str]| words.iter().map(|word| weight(word) * best(word, others)).sum::<f64>();
    let total: f64 = a.iter().chain(&b).map(|word| weight(word)).sum();
    let likeness = 0.95 * (said(&a, &b) + said(&b, &a)) / total.max(1.0);
    let holds = |words: &[&str], others: &[&str]| others.iter().all(|other| words.contains(other));
    if holds(&a, &b) || holds(&b, &a) { likeness.max(0.74) } else { likeness }
}

/// How well two words fit: the same, one the beginning of the other, or a letter apart.
fn word_fit(a: &str, b: &str) -> f64 {
    let shorter = a.len().min(b.len());
    if a == b {
        1.0
    } else if a.starts_with(b) || b.starts_with(a) {
        match shorter {
            1 => 0.6,
            2 => 0.7,
            _ => 0.85,
        }
    } else if shorter >= 4 && a.len().abs_diff(b.len()) <= 2 && strsim::damerau_levenshtein(a, b) == 1 {
        0.85
    } else {
        0.0
    }
}

fn why(written: &str, wanted: &str, near: &Near<'_>) -> String {
    let (a, b) = (key(written), key(&near.known.name));
    let (longer, shorter) = (a.chars().count(), b.chars().count());
    match near.distance {
        0 => return "Accents or punctuation differ".to_owned(),
        1 if longer < shorter => return "One letter is missing".to_owned(),
        1 if longer > shorter => return "One letter too many".to_owned(),
        1 if is_swap(&a, &b) => return "Two letters are swapped".to_owned(),
        1 => return "One letter differs".to_owned(),
        2..=3 => return format!("{} letters differ", near.distance),
        _ => {}
    }
    let known = &near.known.loose;
    let has = |text: &str, word: &str| text.split(' ').any(|other| other == word);
    let missing = known.split(' ').filter(|word| !has(wanted, word)).count();
    let more = wanted.split(' ').filter(|word| !has(known, word)).count();
    match (missing, more) {
        (0, 0) => "The words are in another order".to_owned(),
        (1, 0) => "A word is missing".to_owned(),
        (many, 0) => format!("{many} words are missing"),
        (0, 1) => "A word too many".to_owned(),
        (0, many) => format!("{many} words too many"),
        _ if initials(known).is_some_and(|initials| initials == wanted.replace(' ', "")) => {
            "These are its initials".to_owned()
        }
        _ => "Nearest, please check".to_owned(),
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
            ("Silva Maria", "Maria Silva", "The words are in another order"),
            ("Support Technical", "Technical support", "The words are in another order"),
            ("Tech Support L2", "Technical support", "Nearest, please check"),
            ("Tech supp", "Technical support", "Nearest, please check"),
            ("TS", "Technical support", "These are its initials"),
            ("Support", "Technical support", "A word is missing"),
            ("Billing team EMEA", "Billing", "2 words too many"),
            ("J. Müller", "Jonas Müller", "Nearest, please check"),
        ] {
            let near = Neighbours::of([(7, known)].into_iter()).nearest(written);
            assert_eq!(near.first().map(|near| near.why.as_str()), Some(why), "{written}");
        }
    }

    #[test]
    fn what_is_far_away_is_no_suggestion() {
        let known = Neighbours::of(["Billing", "Technical support", "Chat"].into_iter().enumerate());
        for written in ["Cooking", "", " ", "x", "12345", &"Billing ".repeat(40)] {
            assert_eq!(known.nearest(written), [], "{written}");
        }
    }

    #[test]
    fn two_equally_near_names_are_not_sure() {
        let near = Neighbours::of([(0, "Sales new"), (1, "Sales net")].into_iter()).nearest("Sales ne");
        assert_eq!(near.len(), 2);
        assert!(!near[0].sure);
    }

    #[test]
    fn the_nearest_of_thousands_is_found() {
        let names: Vec<String> =
            (0..5000).map(|at| format!("Agent {} of team {}", at * 7919 % 100_000, at % 50)).collect();
        let known = Neighbours::of(names.iter().map(String::as_str).enumerate());
        let written = format!("{}x", names[1234]);
        assert_eq!(known.nearest(&written).first().map(|near| near.entry), Some(1234));
    }
}
