//! Numbers as words.

use crate::text::loose_key;

/// The number that an English word stands for, up to a hundred.
pub(crate) fn number_word(text: &str) -> Option<i16> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let key = loose_key(text);
    if matches!(key.as_str(), "hundred" | "a hundred" | "one hundred") {
        return Some(100);
    }
    let small = |word: &str| SMALL.iter().position(|known| *known == word).map(|at| at as i16);
    let tens = |word: &str| TENS.iter().position(|known| *known == word).map(|at| at as i16 * 10 + 20);
    match key.split_once(' ') {
        Some((first, second)) => Some(tens(first)? + small(second).filter(|unit| (1..10).contains(unit))?),
        None => small(&key).or_else(|| tens(&key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_words_are_understood() {
        for (text, number) in
            [("four", Some(4)), ("Forty", Some(40)), ("forty-two", Some(42)), ("many", None), ("hundred", Some(100))]
        {
            assert_eq!(number_word(text), number, "{text}");
        }
    }
}
