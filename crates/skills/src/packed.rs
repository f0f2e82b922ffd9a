//! Cells that hold all skills and levels of an agent, such as `Billing:5, Spanish:3`: taken apart and put together.

use std::ops::Range;

use crate::level;
use crate::marks;
use crate::text::is_space;
use crate::vocabulary::is_removal;

/// One skill of a packed cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The skill as written.
    pub name: String,
    /// What stands for its level, as written; empty where nothing does.
    pub level: String,
    /// The bytes of the cell's text that it takes, without what separates it from its neighbours.
    pub at: Range<usize>,
}

/// The skills and levels of a packed cell, in its order; none where the text cannot be taken apart.
///
/// Understood are `Billing:5, Spanish:3`, `Billing=5; Spanish=3`, `Billing (5) / Spanish (3)`, `43464|3;5233|1`, one entry
/// per line, and `Billing 5, Spanish 3`. Names may hold separators themselves, as in `Sales, new:3`.
pub fn entries(text: &str) -> Option<Vec<Entry>> {
    let parts = take_apart(text)?;
    let entry = |part: Part| Entry {
        name: unquoted(&text[part.name]).to_owned(),
        level: unquoted(&text[part.level]).to_owned(),
        at: part.at,
    };
    Some(parts.into_iter().map(entry).collect())
}

/// The cell's text with another level in one entry (counted from 0) and the rest as it is; unchanged where there is no
/// such entry.
pub fn with_level(text: &str, entry: usize, level: &str) -> String {
    let mut text = text.to_owned();
    if let Some(part) = take_apart(&text).and_then(|parts| parts.into_iter().nth(entry)) {
        text.replace_range(part.level, level);
    }
    text
}

/// The cell's text without one entry (counted from 0) and with the rest as it is; unchanged where there is no such
/// entry.
pub fn without(text: &str, entry: usize) -> String {
    let Some(parts) = take_apart(text) else { return text.to_owned() };
    let Some(part) = parts.get(entry) else { return text.to_owned() };
    // What separates it from the next one goes with it; from the last one, what separates it from the one before.
    let gone = match (parts.get(entry + 1), entry.checked_sub(1).and_then(|before| parts.get(before))) {
        (Some(next), _) => part.at.start..next.at.start,
        (None, Some(before)) => before.at.end..part.at.end,
        (None, None) => 0..text.len(),
    };
    format!("{}{}", &text[..gone.start], &text[gone.end..])
}

/// The longest text that is taken for a level, in bytes: words such as “very advanced”, but no sentence.
const LONGEST_LEVEL: usize = 40;

/// A piece of more bytes holds no skill's name: what goes on for so long without a level is no packed cell.
const LONGEST_ENTRY: usize = 400;
/// In longer texts, in bytes, separators are not tried in every combination.
const LONG: usize = 1000;

/// Where the parts of an entry stand.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    name: Range<usize>,
    level: Range<usize>,
    at: Range<usize>,
}

/// How a name and its level are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    /// `Billing|5`
    Bar,
    /// `Billing:5`
    Colon,
    /// `Billing=5`
    Equals,
    /// `Billing (5)`
    Brackets,
    /// `Billing - 5`
    Dash,
    /// `Billing 5`
    Space,
}

const PAIRS: [Pair; 6] = [Pair::Bar, Pair::Colon, Pair::Equals, Pair::Brackets, Pair::Dash, Pair::Space];

/// Kinds of separators between entries, a bit each.
type Separators = u8;
const BAR: Separators = 1 << 4;
/// White space between entries, only where nothing else separates them: `Billing:5 Spanish:3`.
const GAP: Separators = 1 << 6;

fn separator(c: char) -> Separators {
    match c {
        '\n' | '\r' => 1,
        ';' | '；' => 1 << 1,
        ',' | '，' | '、' => 1 << 2,
        '/' => 1 << 3,
        '|' => BAR,
        '•' | '·' => 1 << 5,
        _ => 0,
    }
}

/// The reading in which most levels look like levels and the fewest separators are left inside names.
fn take_apart(text: &str) -> Option<Vec<Part>> {
    let present = text.chars().fold(0, |found, c| found | separator(c));
    let mut best: Option<(usize, Vec<Part>)> = None;
    for pair in PAIRS.into_iter().filter(|pair| pair.may_be_in(text)) {
        let usable = if pair == Pair::Bar { present & !BAR } else { present };
        // All the separators that are there, then fewer and fewer of them.
        let mut chosen = usable;
        loop {
            let is_tried = text.len() <= LONG || chosen == usable || chosen.count_ones() < 2;
            if is_tried && let Some(parts) = read(text, pair, chosen) {
                let cost = cost(text, &parts);
                if cost == 0 {
                    return Some(parts);
                }
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, parts));
                }
            }
            if chosen == 0 {
                break;
            }
            chosen = (chosen - 1) & usable;
        }
        if usable == 0
            && let Some(parts) = read(text, pair, GAP).filter(|parts| cost(text, parts) == 0)
        {
            return Some(parts);
        }
    }
    best.map(|(_, parts)| parts)
}

/// How unlikely a reading is; 0 leaves no doubt.
fn cost(text: &str, parts: &[Part]) -> usize {
    let of_name = |c: char| match c {
        // A name that holds such a sign has most likely swallowed another entry.
        ':' | '：' | '=' => 12,
        _ => usize::from(separator(c) != 0),
    };
    let of_level = |part: &Part| if is_level(&text[part.level.clone()]) { 0 } else { 10 };
    parts.iter().map(|part| text[part.name.clone()].chars().map(of_name).sum::<usize>() + of_level(part)).sum()
}

fn is_level(text: &str) -> bool {
    level::parse(text).is_some() || is_removal(text) || marks::is_mark(text)
}

fn read(text: &str, pair: Pair, separators: Separators) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut begun = 0;
    for end in ends(text, pair, separators) {
        let piece = trimmed(text, begun..end);
        if piece.is_empty() {
            begun = end;
            continue;
        }
        // A piece that holds no level is the beginning of a name with a separator in it.
        if let Some((name, level)) = pair.split(text, piece.clone()) {
            parts.push(Part { name, level, at: piece });
            begun = end;
        } else if pair.is_strict() || piece.len() > LONGEST_ENTRY {
            return None;
        }
        // The separator itself belongs to no piece, unless the piece goes on behind it.
        if begun == end {
            begun += text[end..].chars().next().map_or(0, char::len_utf8);
        }
    }
    let rest = trimmed(text, begun.min(text.len())..text.len());
    (rest.is_empty() && !parts.is_empty()).then_some(parts)
}

/// Where pieces end: at each separator that is chosen, and at the end of the text.
fn ends(text: &str, pair: Pair, separators: Separators) -> Vec<usize> {
    let mut ends: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| match separators {
            GAP => is_space(*c) && ends_in_number(&text[..*at], pair),
            _ => separator(*c) & separators != 0 && !is_in_number(text, *at, *c),
        })
        .map(|(at, _)| at)
        .collect();
    ends.push(text.len());
    ends
}

/// Whether a comma or a slash stands inside a number, as in `3,5` and `3/5`.
fn is_in_number(text: &str, at: usize, c: char) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    if !matches!(c, ',' | '/') || !text[..at].ends_with(digit) || !text[at + 1..].starts_with(digit) {
        return false;
    }
    let after = text[at + 1..].trim_start_matches(digit).trim_start_matches(|c| is_space(c) && c != '\n' && c != '\r');
    after.is_empty() || after.starts_with(|c: char| separator(c) != 0 && c != '|' || matches!(c, ')' | ']'))
}

fn ends_in_number(before: &str, pair: Pair) -> bool {
    let end = &before[before.floor_char_boundary(before.len().saturating_sub(LONGEST_LEVEL))..];
    let level = match pair {
        Pair::Colon => end.rsplit_once([':', '：']),
        Pair::Equals => end.rsplit_once('='),
        Pair::Brackets => return end.ends_with([')', ']']),
        Pair::Bar | Pair::Dash | Pair::Space => None,
    };
    level.is_some_and(|(_, level)| level::parse(level).is_some())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start_matches(is_space).len());
    let end = range.end - (piece.len() - piece.trim_end_matches(is_space).len());
    start..end.max(start)
}

fn unquoted(text: &str) -> &str {
    let quotes = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»')];
    let inside = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    quotes.into_iter().find_map(inside).map_or(text, |inside: &str| inside.trim_matches(is_space))
}

impl Pair {
    fn may_be_in(self, text: &str) -> bool {
        match self {
            Pair::Bar => text.contains('|'),
            Pair::Colon => text.contains([':', '：']),
            Pair::Equals => text.contains('='),
            Pair::Brackets => text.contains([')', ']']),
            Pair::Dash => text.contains(['-', '–', '—']),
            Pair::Space => text.contains(is_space),
        }
    }

    /// Whether it is only believed of levels that can be nothing else, because names hold it too.
    fn is_strict(self) -> bool {
        matches!(self, Pair::Dash | Pair::Space)
    }

    /// The name and the level of a piece.
    fn split(self, text: &str, piece: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let inside = &text[piece.clone()];
        let at_last = |marks: &[char]| {
            let (at, mark) = inside.char_indices().rfind(|(_, c)| marks.contains(c))?;
            Some((at..at, at + mark.len_utf8()..inside.len()))
        };
        let (name, level) = match self {
            Pair::Bar => at_last(&['|'])?,
            Pair::Colon => at_last(&[':', '：'])?,
            Pair::Equals => at_last(&['='])?,
            Pair::Brackets => {
                let open = inside.ends_with([')', ']']).then(|| inside.rfind(['(', '[']))??;
                (open..open, open + 1..inside.len() - 1)
            }
            Pair::Dash => {
                let at =
                    [" - ", " – ", " — "].into_iter().filter_map(|dash| Some((inside.rfind(dash)?, dash))).max()?;
                (at.0..at.0, at.0 + at.1.len()..inside.len())
            }
            Pair::Space => {
                let (at, gap) = inside.char_indices().rfind(|(_, c)| is_space(*c))?;
                (at..at, at + gap.len_utf8()..inside.len())
            }
        };
        let name = trimmed(text, piece.start..piece.start + name.start);
        let level = trimmed(text, piece.start + level.start..piece.start + level.end);
        let (called, says) = (&text[name.clone()], &text[level.clone()]);
        let is_clear = || {
            let is_number = |text: &str| level::parse(text).is_some();
            let last = called.rsplit(is_space).next().unwrap_or_default();
            called.contains(char::is_alphabetic)
                && !is_number(last)
                && !called.contains([':', '=', '|'])
                && (is_number(says) || marks::is_row_of_symbols(says))
        };
        let is_short = says.len() <= LONGEST_LEVEL && (!says.contains(|c| separator(c) != 0) || is_level(says));
        let is_short = is_short && called.len() <= LONGEST_ENTRY;
        let fits = !called.is_empty() && is_short && (!self.is_strict() || is_clear());
        fits.then_some((name, level))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn packed_cells_are_taken_apart() {
        for (text, expected) in [
            ("Billing:5, Spanish:3", "Billing 5|Spanish 3"),
            ("Billing=5; Spanish=3", "Billing 5|Spanish 3"),
            ("Billing (5) / Spanish (3)", "Billing 5|Spanish 3"),
            ("Billing [5]\nSpanish[3]", "Billing 5|Spanish 3"),
            ("Billing 5, Spanish 3", "Billing 5|Spanish 3"),
            ("Technical support 5; Chat ★★★", "Technical support 5|Chat ★★★"),
            ("Billing: 5\r\nSpanish: 3\r\n", "Billing 5|Spanish 3"),
            ("Billing:5, Spanish:3\nChat:2", "Billing 5|Spanish 3|Chat 2"),
            ("43464|3;5233|1", "43464 3|5233 1"),
            ("43464|3;5233|1;", "43464 3|5233 1"),
            ("43464:3,5233:1", "43464 3|5233 1"),
            ("Billing:5 | Spanish:3", "Billing 5|Spanish 3"),
            ("Billing:5 • Spanish:3", "Billing 5|Spanish 3"),
            ("Billing:5 Spanish:3", "Billing 5|Spanish 3"),
            ("Billing:3,5; Spanish:2,5", "Billing 3,5|Spanish 2,5"),
            ("Billing:3,5, Spanish:2,5", "Billing 3,5|Spanish 2,5"),
            ("Billing:3/5 / Spanish:2/5", "Billing 3/5|Spanish 2/5"),
            ("Billing:remove; Spanish:-", "Billing remove|Spanish -"),
            ("Billing: Expert, Spanish: Basic", "Billing Expert|Spanish Basic"),
            ("Billing: whatever, Spanish: 3", "Billing whatever|Spanish 3"),
            ("Billing - 5; Spanish – 3", "Billing 5|Spanish 3"),
            ("Sales, new:3", "Sales, new 3"),
            ("Sales, new:3; Sales/old:2", "Sales, new 3|Sales/old 2"),
            ("Sales (new) (5), Billing (3)", "Sales (new) 5|Billing 3"),
            ("Sales: new:3, Billing:4", "Sales: new 3|Billing 4"),
            ("24h support:3,24h chat:2", "24h support 3|24h chat 2"),
            ("\"Billing\":5, “Spanish”:3", "Billing 5|Spanish 3"),
            ("Billing：５，Spanish：３", "Billing ５|Spanish ３"),
            ("Billing:5, Spanish:", "Billing 5|Spanish "),
            ("  Billing:5  ", "Billing 5"),
        ] {
            let read = entries(text).map(|entries| {
                let said: Vec<String> = entries.iter().map(|it| format!("{} {}", it.name, it.level)).collect();
                said.join("|")
            });
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_list_of_levels_is_not_taken_apart() {
        for text in [
            "",
            " ",
            "Billing",
            "Billing, Spanish",
            "Billing:5, Spanish",
            ":5",
            "5",
            "1, 2, 3",
            "Billing Expert",
            "Call him back, he is away until Monday: nobody else knows the customers in the north",
        ] {
            assert_eq!(entries(text), None, "{text}");
        }
    }

    #[test]
    fn long_cells_are_taken_apart_and_endless_ones_given_up() {
        let many: Vec<String> = (0..500).map(|at| format!("Skill, number {at}: {}", at % 6)).collect();
        assert_eq!(entries(&many.join("; ")).map(|entries| entries.len()), Some(500));
        for endless in [";a", ": ", "1/1,", "a:1,;/|\n•", "= 5 ", "(", "- "] {
            let text = format!("a{}:1,", endless.repeat(32_000 / endless.len()));
            let taken = entries(&text).into_iter().flatten().map(|entry| entry.name.len()).max();
            assert!(taken.is_none_or(|longest| longest <= LONGEST_ENTRY), "{endless}: {taken:?}");
        }
    }

    #[test]
    fn one_entry_is_rewritten_and_the_rest_stays() {
        let text = " Billing : 5 ;  Spanish:3;Chat: ";
        assert_eq!(with_level(text, 0, "4"), " Billing : 4 ;  Spanish:3;Chat: ");
        assert_eq!(with_level(text, 1, "remove"), " Billing : 5 ;  Spanish:remove;Chat: ");
        assert_eq!(with_level(text, 2, "1"), " Billing : 5 ;  Spanish:3;Chat:1 ");
        assert_eq!(with_level(text, 3, "1"), text);
        assert_eq!(with_level("Billing (5) / Spanish (3)", 1, "2"), "Billing (5) / Spanish (2)");
        assert_eq!(without(text, 0), " Spanish:3;Chat: ");
        assert_eq!(without(text, 2), " Billing : 5 ;  Spanish:3 ");
        assert_eq!(without("Billing:5", 0), "");
        assert_eq!(without("Billing", 0), "Billing");
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_in_its_own_order_or_not_at_all(text in "[A-Ca1-9:;,|=/() \\n★é-]{0,40}") {
            let mut after = 0;
            for entry in entries(&text).into_iter().flatten() {
                prop_assert!(entry.at.start >= after && entry.at.end <= text.len());
                prop_assert!(text[entry.at.clone()].contains(&entry.name));
                after = entry.at.end;
            }
        }

        #[test]
        fn a_level_that_is_put_in_is_read_again(levels in prop::collection::vec(1u8..100, 1..6), at in 0usize..6, style in 0usize..4) {
            let (pair, between) = [(":", ", "), ("=", ";"), ("|", ";"), (" ", "\n")][style];
            let text: Vec<String> =
                levels.iter().enumerate().map(|(at, level)| format!("Skill {}{pair}{level}", (b'A' + at as u8) as char)).collect();
            let at = at % levels.len();
            let mut expected = entries(&text.join(between)).expect("a packed cell");
            prop_assert_eq!(expected.len(), levels.len());
            let rewritten = entries(&with_level(&text.join(between), at, "7")).expect("still a packed cell");
            expected[at].level = "7".to_owned();
            let said = |entries: &[Entry]| entries.iter().map(|it| (it.name.clone(), it.level.clone())).collect::<Vec<_>>();
            prop_assert_eq!(said(&rewritten), said(&expected));
            let fewer = entries(&without(&text.join(between), at)).unwrap_or_default();
            expected.remove(at);
            prop_assert_eq!(said(&fewer), said(&expected));
        }
    }
}
