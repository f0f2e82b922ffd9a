//! What headings say about the scale of the levels below them, and whether they say that something is counted.

use super::{Field, Heading, heading, words};
use crate::text::{key, loose_key};

const BETWEEN: &[&str] = &["- – — … .. ... to bis a à al tot do through until y e und and et"];
const BEST: &[&str] = &[
    "best highest top expert beste bester bestes besten experte hoch hochste meilleur meilleure mejor experto melhor",
    "migliore esperto najlepszy ekspert",
];
const WORST: &[&str] = &[
    "worst lowest beginner novice none schlechteste schlechtester anfanger niedrigste pire debutant peor principiante",
    "pior iniciante peggiore principiante slechtste najgorszy poczatkujacy",
];
const COUNTS: &[&str] = &[
    "count of",
    "number of",
    "anzahl von",
    "anzahl",
    "nombre de",
    "recuento de",
    "cuenta de",
    "contagem de",
    "conteggio di",
    "aantal van",
    "aantal",
    "liczba z",
    "liczba",
];

/// The scale that a heading speaks of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct StatedScale {
    /// Its lowest number.
    pub(crate) lowest: f64,
    /// Its highest number, if it says.
    pub(crate) highest: Option<f64>,
    /// Whether the lowest number is the best, if it says.
    pub(crate) low_is_best: Option<bool>,
}

/// The scale that a heading such as “Level (1-10)” or “Stufe (1 = beste)” speaks of.
pub(crate) fn stated_scale(text: &str) -> Option<StatedScale> {
    let parts = parts(text);
    let range = parts.windows(3).find_map(|three| match three {
        [Part::Number(first), Part::Between(between), Part::Number(last)]
            if is_one_of(BETWEEN, &key(between)) && *first <= 1.0 && first < last && *last <= 100.0 =>
        {
            Some((*first, *last))
        }
        _ => None,
    });
    // “1 = best, 5 = beginner”, “1 is the best”.
    let said: Vec<(f64, bool)> = parts
        .windows(2)
        .filter_map(|two| match two {
            [Part::Number(number), Part::Between(after)] => {
                let after = loose_key(after);
                let has = |known| after.split(' ').take(4).any(|word| is_one_of(known, word));
                (has(BEST) || has(WORST)).then(|| (*number, has(BEST)))
            }
            _ => None,
        })
        .collect();
    let lowest = range.map(|(first, _)| first).or_else(|| said.iter().map(|(number, _)| *number).reduce(f64::min))?;
    let last_said = said.iter().map(|(number, _)| *number).reduce(f64::max).filter(|last| *last > lowest);
    let highest = range.map(|(_, last)| last).or(last_said);
    let low_is_best = said.first().map(|(number, is_best)| (*number == lowest) == *is_best);
    (lowest <= 1.0 && (range.is_some() || low_is_best.is_some())).then_some(StatedScale {
        lowest,
        highest,
        low_is_best,
    })
}

/// Whether a text says that the levels are counted, as pivot tables do: “Count of Level”.
pub(crate) fn counts(text: &str) -> bool {
    let key = key(text);
    COUNTS.iter().any(|start| {
        let rest = key.strip_prefix(start).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| matches!(heading(rest), Some(Heading::Of(Field::Proficiency, _))))
    })
}

fn is_one_of(known: &'static [&'static str], word: &str) -> bool {
    words(known).any(|known| known == word)
}

enum Part {
    Number(f64),
    Between(String),
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for piece in text.split_inclusive(|c: char| !c.is_ascii_digit()).flat_map(|piece| {
        let digits = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
        [digits, &piece[digits.len()..]]
    }) {
        match (piece.parse::<u16>(), parts.last_mut()) {
            (Ok(number), _) => parts.push(Part::Number(f64::from(number))),
            (Err(_), Some(Part::Between(before))) => before.push_str(piece),
            (Err(_), _) if piece.is_empty() => {}
            (Err(_), _) => parts.push(Part::Between(piece.to_owned())),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_state_scales() {
        let stated = |lowest, highest, low_is_best| Some(StatedScale { lowest, highest, low_is_best });
        for (text, expected) in [
            ("Level (1-10)", stated(1.0, Some(10.0), None)),
            ("Level (1 to 20) *", stated(1.0, Some(20.0), None)),
            ("Proficiência (0 a 5)", stated(0.0, Some(5.0), None)),
            ("Stufe (1 = beste, 5 = Anfänger)", stated(1.0, Some(5.0), Some(true))),
            ("Level (1 = best)", stated(1.0, None, Some(true))),
            ("Level (1–5, 5 is the best)", stated(1.0, Some(5.0), Some(false))),
            ("Level", None),
            ("Level 2026", None),
            ("Level 2 support", None),
            ("Skills 2025-2026", None),
            ("24/7 Expert line", None),
            ("Tier 1", None),
        ] {
            assert_eq!(stated_scale(text), expected, "{text}");
        }
    }

    #[test]
    fn pivot_tables_say_that_they_count() {
        for (text, expected) in [
            ("Anzahl von Stufe", true),
            ("Count of Level", true),
            ("Number of agents: 42", false),
            ("Sum of Level", false),
            ("Counter", false),
        ] {
            assert_eq!(counts(text), expected, "{text}");
        }
    }
}
