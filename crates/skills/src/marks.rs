//! Stars, words and ticks in the place of levels: recognised, and a meaning proposed for the person to confirm.

use crate::text::{is_space, key, loose_key};
use crate::{Best, Marked, Proficiency, Scale};

/// How many stars or rungs a scale has when the mark itself does not say.
const USUAL_RUNGS: u32 = 5;

/// What a mark says, whatever the platform's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// So many of so many, the most being best; both at least 1.
    Share(u32, u32),
    /// A level's number, with a word beside it.
    Number(u32),
    /// The skill without a level.
    Yes,
    /// No skill.
    No,
}

/// Words for levels, by rung: in English, German, French, Spanish, Italian, Portuguese, Dutch and Polish, as
/// [`loose_key`] leaves them.
const RUNGS: [&[&str]; USUAL_RUNGS as usize] = [
    &[
        "beginner",
        "novice",
        "junior",
        "low",
        "trainee",
        "starter",
        "anfanger",
        "anfangerin",
        "niedrig",
        "gering",
        "debutant",
        "debutante",
        "novice",
        "faible",
        "bas",
        "principiante",
        "novato",
        "bajo",
        "baja",
        "principiante",
        "basso",
        "bassa",
        "iniciante",
        "novato",
        "baixo",
        "baixa",
        "beginnend",
        "laag",
        "poczatkujacy",
        "poczatkujaca",
        "niski",
        "niska",
        "mlodszy",
    ],
    &[
        "basic",
        "basics",
        "elementary",
        "fair",
        "grundkenntnisse",
        "grundlagen",
        "basis",
        "basiskenntnisse",
        "elementaire",
        "notions",
        "base",
        "basico",
        "basica",
        "elemental",
        "di base",
        "basisniveau",
        "podstawowy",
        "podstawowa",
        "podstawy",
    ],
    &[
        "intermediate",
        "medium",
        "mid",
        "middle",
        "average",
        "moderate",
        "good",
        "competent",
        "mittel",
        "gut",
        "intermediaire",
        "moyen",
        "moyenne",
        "bon",
        "intermedio",
        "intermedia",
        "medio",
        "media",
        "bueno",
        "buono",
        "intermediario",
        "intermediaria",
        "bom",
        "gemiddeld",
        "goed",
        "sredni",
        "srednia",
        "sredniozaawansowany",
        "dobry",
    ],
    &[
        "advanced",
        "proficient",
        "skilled",
        "very good",
        "experienced",
        "fortgeschritten",
        "fortgeschrittene",
        "fortgeschrittener",
        "sehr gut",
        "erfahren",
        "avance",
        "avancee",
        "confirme",
        "tres bon",
        "avanzado",
        "avanzada",
        "avanzato",
        "avanzata",
        "avancado",
        "avancada",
        "gevorderd",
        "zeer goed",
        "zaawansowany",
        "zaawansowana",
    ],
    &[
        "expert",
        "experte",
        "expertin",
        "master",
        "senior",
        "high",
        "excellent",
        "specialist",
        "hoch",
        "ausgezeichnet",
        "experte",
        "haut",
        "eleve",
        "experto",
        "experta",
        "alto",
        "alta",
        "excelente",
        "esperto",
        "esperta",
        "ottimo",
        "especialista",
        "hoog",
        "ekspert",
        "ekspertka",
        "wysoki",
        "wysoka",
        "starszy",
    ],
];
const YES: &[&str] = &[
    "yes",
    "y",
    "x",
    "true",
    "ja",
    "j",
    "wahr",
    "oui",
    "vrai",
    "si",
    "verdadero",
    "vero",
    "sim",
    "verdadeiro",
    "waar",
    "tak",
    "prawda",
];
const NO: &[&str] = &[
    "no", "n", "false", "none", "n a", "na", "nein", "falsch", "kein", "keine", "non", "faux", "aucun", "aucune",
    "falso", "ninguno", "nessuno", "nessuna", "nao", "nenhum", "nee", "onwaar", "geen", "nie", "brak", "falsz",
];
/// Words that stand before a level's number.
const LEVEL: &[&str] =
    &["level", "lvl", "l", "niveau", "stufe", "nivel", "livello", "poziom", "rang", "rank", "skill level"];
/// Words between so many and so many.
const OF: &[&str] = &["of", "out of", "von", "sur", "de", "su", "van", "z", "na"];

/// Whether a text is a mark or a word that is known to stand for levels.
pub(crate) fn is_mark(text: &str) -> bool {
    sign(text).is_some()
}

/// Whether a text says yes or no, by a word or a tick.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    match sign(text)? {
        Sign::Yes => Some(true),
        Sign::No => Some(false),
        Sign::Share(..) | Sign::Number(_) => None,
    }
}

/// Whether a text is a row of stars, dots or the like.
pub(crate) fn is_row_of_symbols(text: &str) -> bool {
    symbols(text).is_some()
}

/// What a mark may mean on a scale; none for a text that is no known mark, or names a level that the scale does not
/// have. `turned_round` says that levels of the sheet are read from the other end: stars and words are not, for it is
/// clear which of them is best.
pub(crate) fn proposed(text: &str, scale: &Scale, turned_round: bool) -> Option<Marked> {
    let in_sheet = |level: Proficiency| if turned_round { scale.turned_round(level) } else { level };
    match sign(text)? {
        Sign::Share(share, whole) => Some(Marked::Level(in_sheet(spread(share, whole, scale)))),
        Sign::Yes => Some(Marked::Level(in_sheet(scale.best_level()))),
        Sign::No => Some(Marked::Nothing),
        Sign::Number(number) => {
            let level = Proficiency::new(f64::from(number))?;
            scale.level(level).ok().map(Marked::Level)
        }
    }
}

/// The level at a share of the way from the worst to the best one.
fn spread(share: u32, whole: u32, scale: &Scale) -> Proficiency {
    let (min, max) = (scale.min.number(), scale.max.number());
    // Where levels begin at 1, so do stars: the first is the worst level. Where they begin at 0, that is no star.
    let part = if min > 0.0 && whole > 1 {
        f64::from(share - 1) / f64::from(whole - 1)
    } else {
        f64::from(share) / f64::from(whole)
    };
    let part = if scale.best == Best::High { part } else { 1.0 - part };
    let level = Proficiency::new(min + part * (max - min)).unwrap_or(scale.max);
    scale.level(level).unwrap_or_else(|misfit| misfit.nearest())
}

fn sign(text: &str) -> Option<Sign> {
    let trimmed = text.trim_matches(is_space);
    if let Some(sign) = symbols(trimmed) {
        return Some(sign);
    }
    match trimmed.trim_end_matches('\u{fe0f}') {
        "✓" | "✔" | "☑" | "✅" | "🗸" => return Some(Sign::Yes),
        "✗" | "✘" | "✕" | "✖" | "❌" | "☒" | "☐" => return Some(Sign::No),
        _ => {}
    }
    let words = loose_key(trimmed);
    if words.is_empty() || words.len() > 40 {
        return None;
    }
    let is = |known: &[&str]| known.contains(&words.as_str());
    if is(YES) {
        Some(Sign::Yes)
    } else if is(NO) {
        Some(Sign::No)
    } else if let Some(rung) = RUNGS.iter().position(|rung| is(rung)) {
        Some(Sign::Share(rung as u32 + 1, USUAL_RUNGS))
    } else {
        share(&key(trimmed)).or_else(|| numbered(&words))
    }
}

/// ★★★, ⭐⭐, ***, ★★★☆☆, ●●●○○.
fn symbols(text: &str) -> Option<Sign> {
    let is_full =
        |c: char| matches!(c, '★' | '⭐' | '🌟' | '✭' | '✮' | '*' | '＊' | '●' | '⬤' | '⚫' | '■' | '◆' | '🔵');
    let is_hollow = |c: char| matches!(c, '☆' | '○' | '◯' | '⚪' | '□' | '◇' | '✩');
    let marks = || text.chars().filter(|c| !is_space(*c) && *c != '\u{fe0f}');
    let full = marks().take_while(|c| is_full(*c)).count();
    let hollow = marks().skip(full).take_while(|c| is_hollow(*c)).count();
    if full + hollow == 0 || full + hollow > 10 || marks().count() > full + hollow {
        return None;
    }
    let whole = match (full + hollow) as u32 {
        whole if hollow > 0 => whole,
        whole if whole <= USUAL_RUNGS => USUAL_RUNGS,
        _ => 10,
    };
    Some(if full == 0 { Sign::No } else { Sign::Share(full as u32, whole) })
}

/// 3/5, 3 of 5.
fn share(key: &str) -> Option<Sign> {
    let digits = |text: &str| text.len() <= 3 && !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let (share, whole) = key.split_once('/').or_else(|| {
        let (first, rest) = key.split_once(' ')?;
        let (between, last) = rest.rsplit_once(' ')?;
        OF.contains(&between).then_some((first, last))
    })?;
    let (share, whole) = (share.trim(), whole.trim());
    if !digits(share) || !digits(whole) {
        return None;
    }
    let (share, whole): (u32, u32) = (share.parse().ok()?, whole.parse().ok()?);
    match (share, whole) {
        (0, 2..) => Some(Sign::No),
        (_, 2..) if share <= whole => Some(Sign::Share(share, whole)),
        _ => None,
    }
}

/// Level 3, L3, 3 - Expert.
fn numbered(words: &str) -> Option<Sign> {
    let mut number = None;
    let mut others: Vec<&str> = Vec::new();
    for word in words.split(' ') {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &word[letters.len()..];
        if !letters.is_empty() {
            others.push(letters);
        }
        if !digits.is_empty() && number.replace(digits.parse::<u32>().ok()?).is_some() {
            return None;
        }
    }
    let others = others.join(" ");
    let said = others.as_str();
    let is_word = |said: &str| RUNGS.iter().any(|rung| rung.contains(&said));
    let behind_level =
        |said: &str| LEVEL.iter().any(|word| said.strip_prefix(word).is_some_and(|rest| is_word(rest.trim())));
    let known = LEVEL.contains(&said) || is_word(said) || behind_level(said);
    number.filter(|_| known).map(Sign::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(min: i16, max: i16, best: Best) -> Scale {
        let level = Proficiency::whole;
        Scale { min: level(min), max: level(max), step: level(1), best }
    }

    #[test]
    fn marks_are_spread_over_the_scale_from_worst_to_best() {
        let scales =
            [scale(1, 5, Best::High), scale(0, 5, Best::High), scale(0, 100, Best::High), scale(1, 20, Best::Low)];
        for (text, expected) in [
            ("★★★★★", "5 5 100 1"),
            ("★★★", "3 3 60 11"),
            ("***", "3 3 60 11"),
            ("⭐⭐", "2 2 40 15"),
            ("★★★☆☆", "3 3 60 11"),
            ("●●○", "3 3 67 11"),
            ("★", "1 1 20 20"),
            ("☆☆☆☆☆", "nothing nothing nothing nothing"),
            ("Expert", "5 5 100 1"),
            (" ADVANCED ", "4 4 80 6"),
            ("Intermediate", "3 3 60 11"),
            ("Basic", "2 2 40 15"),
            ("Beginner", "1 1 20 20"),
            ("High", "5 5 100 1"),
            ("Low", "1 1 20 20"),
            ("Anfänger", "1 1 20 20"),
            ("Débutant", "1 1 20 20"),
            ("Fortgeschritten", "4 4 80 6"),
            ("Avançado", "4 4 80 6"),
            ("Początkujący", "1 1 20 20"),
            ("gemiddeld", "3 3 60 11"),
            ("yes", "5 5 100 1"),
            ("X", "5 5 100 1"),
            ("✓", "5 5 100 1"),
            ("✔\u{fe0f}", "5 5 100 1"),
            ("sí", "5 5 100 1"),
            ("No", "nothing nothing nothing nothing"),
            ("n/a", "nothing nothing nothing nothing"),
            ("3/5", "3 3 60 11"),
            ("4 of 4", "5 5 100 1"),
            ("Level 3", "3 3 3 3"),
            ("L3", "3 3 3 3"),
            ("Stufe 3", "3 3 3 3"),
            ("3 - Expert", "3 3 3 3"),
            ("Expert (3)", "3 3 3 3"),
            ("Level 3 – Advanced", "3 3 3 3"),
            ("Level 50", "- - 50 -"),
            ("four", "- - - -"),
            ("7/5", "- - - -"),
            ("3-Mar", "- - - -"),
            ("Billing", "- - - -"),
            ("", "- - - -"),
            ("3 4 Expert", "- - - -"),
        ] {
            let said: Vec<String> = scales
                .iter()
                .map(|scale| proposed(text, scale, false).map_or("-".to_owned(), |marked| marked.to_string()))
                .collect();
            assert_eq!(said.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn stars_stay_the_right_way_up_in_a_sheet_that_is_turned_round() {
        let scale = scale(1, 5, Best::High);
        let level = |text| proposed(text, &scale, true).map(|marked| marked.to_string());
        assert_eq!(level("★★★★★").as_deref(), Some("1"), "in the sheet's own direction, which is turned afterwards");
        assert_eq!(level("Level 4").as_deref(), Some("4"));
    }
}
