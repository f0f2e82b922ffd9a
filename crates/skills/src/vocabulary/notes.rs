//! Words of rows that are no data: sums, counts, and explanations below the headings. Spelt as loose keys.

use std::collections::HashSet;
use std::sync::LazyLock;

use compact_str::CompactString;

use super::{is_action, phrases, words};
use crate::text::{is_space, loose_key};

const TOTALS: &[&str] = &[
    "total totals sum sums subtotal average averages avg mean median count counts minimum maximum headcount",
    "summe summen gesamt gesamtsumme gesamtzahl gesamtergebnis insgesamt zwischensumme durchschnitt mittelwert schnitt",
    "anzahl totaux somme moyenne effectif suma promedio media recuento soma contagem totale totali somma conteggio",
    "totaal subtotaal eindtotaal gemiddelde aantal som razem srednia liczba ogołem ø σ ergebnis teilergebnis suma mw mittel",
];
const PART_OF_SUM: [&str; 6] = ["subtotal", "subtotals", "zwischensumme", "subtotaal", "subtotale", "teilergebnis"];
/// Words that sums and counts are decorated with.
const BESIDE_TOTALS: &[&str] = &[
    "grand overall all of the per by number agents agent skill skills level levels users general generale",
    "der die des de du du del do da di mitarbeiter agenten pro ma koncowa geral complessivo czesciowa parcial parziale team hc",
];
const TYPES: &[&str] = &[
    "text string number numeric integer int decimal digits date required optional mandatory conditional alphanumeric",
    "dropdown freetext zahl ganzzahl pflicht pflichtfeld erforderlich datum texte nombre obligatoire facultatif",
    "optionnel requis texto numero obligatorio opcional requerido obrigatorio testo obbligatorio facoltativo richiesto",
    "tekst getal verplicht optioneel liczba wymagane wymagany opcjonalne opcjonalny",
];
/// Words that explanations of a type or a range are made of beside it.
const BESIDE_TYPES: &[&str] = &[
    "or and field value whole free max min maximum characters chars up to from between only level the is best a an",
    "oder und feld wert ganze von bis zwischen zeichen stufe ou et entre valeur niveau o y e entre valor nivel da di",
    "tra valore livello of en van tot waarde lub od do wartosc poziom through until being highest lowest worst",
    "ist am besten beste hochste niedrigste schlechteste est le meilleur meilleure es el mejor e o melhor il migliore",
];
const BETWEEN_NUMBERS: &[&str] = &["to bis a ate al tot do through until and und et y e"];
const EXAMPLES: &[&str] = &[
    "e g, eg, ex, example, examples, for example, sample, z b, zb, beispiel, zum beispiel, bsp, ej, ejemplo, p ej",
    "por ejemplo, par exemple, p ex, exemple, por exemplo, exemplo, esempio, per esempio, ad es, es, bijv",
    "bijvoorbeeld, bv, voorbeeld, np, przykład, na przykład",
];
const CHOICES: &[&str] = &["or oder ou o u of lub"];
const EMPTIES: &[&str] = &["empty blank leer vide vacio vazio vuoto leeg puste pusty"];
/// What explanations in whole sentences speak of.
const SPOKEN_OF: &[&str] = &[
    "name names id ids mail email user agent agents employee skill skills level levels proficiency column columns row",
    "rows cell cells value values enter type fill leave empty blank must exactly unique example platform shown number",
    "mitarbeiter kompetenz stufe spalte zeile wert eingeben ausfullen leer lassen muss genau",
    "nom conseiller competence niveau colonne ligne valeur saisir vide doit nombre habilidad nivel columna fila valor",
    "escriba vacio debe nome competencia coluna linha preencha vazio deve competenza livello colonna riga inserire",
    "vuoto naam vaardigheid niveau kolom rij waarde invullen leeg moet nazwa umiejetnosc poziom kolumna wiersz wartosc",
];
static TOTAL: LazyLock<HashSet<&str>> = LazyLock::new(|| words(TOTALS).collect());
static AROUND_TOTAL: LazyLock<HashSet<&str>> = LazyLock::new(|| words(TOTALS).chain(words(BESIDE_TOTALS)).collect());
/// The first letters, as bits, of words that sums begin with, by the words' length.
static INITIALS: LazyLock<[u32; LONGEST_WORD + 1]> = LazyLock::new(|| {
    let mut initials = [0; LONGEST_WORD + 1];
    for word in AROUND_TOTAL.iter().filter(|word| word.is_ascii() && word.len() <= LONGEST_WORD) {
        initials[word.len()] |= bit(word);
    }
    initials
});
const LONGEST_WORD: usize = 24;
static TYPE: LazyLock<HashSet<&str>> = LazyLock::new(|| words(TYPES).collect());
static AROUND_TYPE: LazyLock<HashSet<&str>> = LazyLock::new(|| words(TYPES).chain(words(BESIDE_TYPES)).collect());
static JOINT: LazyLock<HashSet<&str>> = LazyLock::new(|| words(BETWEEN_NUMBERS).collect());
static OR: LazyLock<HashSet<&str>> = LazyLock::new(|| words(CHOICES).collect());
static EMPTY: LazyLock<HashSet<&str>> = LazyLock::new(|| words(EMPTIES).collect());
static SUBJECT: LazyLock<HashSet<&str>> = LazyLock::new(|| words(SPOKEN_OF).collect());

const WORDS_OF_PROSE: usize = 4;
const WORDS_OF_ANY_PROSE: usize = 10;

/// Whether a row's first text says that the row sums or counts others, or a heading that its column does. Cheap for
/// texts that do not: it is asked of every row.
pub(crate) fn sums_up(text: &str) -> bool {
    const LONGEST: usize = 40;
    let text = text.trim_matches(is_space);
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or(text);
    if first.is_ascii() && !may_begin_sum(first) {
        return false;
    }
    let key = loose_key(text);
    let mut parts = key.split(' ');
    // Whatever a part of the sum is of; a subtotal is nobody's name.
    let is_of_part = parts.clone().next().is_some_and(|first| PART_OF_SUM.contains(&first));
    is_of_part || parts.clone().any(|word| TOTAL.contains(word)) && parts.all(|word| AROUND_TOTAL.contains(word))
}

fn may_begin_sum(word: &str) -> bool {
    INITIALS.get(word.len()).is_some_and(|initials| initials & bit(word) != 0)
        && AROUND_TOTAL.contains(CompactString::from(word).to_ascii_lowercase().as_str())
}

fn bit(word: &str) -> u32 {
    let letter = word.bytes().next().map_or(0, |first| first.to_ascii_lowercase());
    if letter.is_ascii_lowercase() { 1 << (letter - b'a') } else { 0 }
}

/// Whether a text reads as the explanation of a column, or as an example that says so.
pub(crate) fn explains(text: &str) -> bool {
    let key = loose_key(text);
    names_type(&key) || is_example(text, &key) || is_range(text, &key) || is_choice(&key) || is_prose(text)
}

/// Whether a text is a whole sentence about agents, skills, levels or how to fill in a sheet.
pub(crate) fn is_prose(text: &str) -> bool {
    let key = loose_key(text);
    let count = key.split(' ').filter(|word| word.chars().count() > 1).count();
    count >= WORDS_OF_ANY_PROSE || count >= WORDS_OF_PROSE && key.split(' ').any(|word| SUBJECT.contains(word))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

fn names_type(key: &str) -> bool {
    key.split(' ').any(|word| TYPE.contains(word))
        && key.split(' ').all(|word| is_number(word) || AROUND_TYPE.contains(word))
}

fn is_example(text: &str, key: &str) -> bool {
    phrases(EXAMPLES).any(|start| {
        let Some(rest) = key.strip_prefix(start) else { return false };
        // Two letters may begin a name: as an abbreviation they end with a point or a colon.
        let is_abbreviation = || {
            let after = text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().nth(start.len());
            matches!(after, Some('.' | ':'))
        };
        (rest.is_empty() || rest.starts_with(' ')) && (start.len() > 3 || start.contains(' ') || is_abbreviation())
    })
}

/// “remove or empty”: what an action column takes.
fn is_choice(key: &str) -> bool {
    let mut choices = 0;
    let one_of = key.split(' ').filter(|word| !OR.contains(word)).all(|word| {
        choices += 1;
        EMPTY.contains(word) || is_action(word)
    });
    one_of && choices > 1 && key.split(' ').any(|word| OR.contains(word))
}

/// “1-20”, “1 to 5”, “whole number from 0 to 100”.
fn is_range(text: &str, key: &str) -> bool {
    let parts: Vec<&str> = key.split(' ').collect();
    let joined = text.contains(['-', '–', '—', '…', '/']) || text.contains("..");
    let spans = parts.windows(2).any(|pair| joined && is_number(pair[0]) && is_number(pair[1]))
        || parts.windows(3).any(|three| is_number(three[0]) && JOINT.contains(three[1]) && is_number(three[2]));
    spans && parts.iter().all(|word| is_number(word) || AROUND_TYPE.contains(word) || JOINT.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_known_by_their_first_word() {
        for text in [
            "Total",
            "TOTAL:",
            "Grand total",
            "Summe",
            "Gesamt",
            "Ø",
            "Średnia",
            "Average level",
            "Number of agents: total",
            "Ergebnis",
            "Suma końcowa",
            "Total Geral",
            "Totale complessivo",
            "Summe MA",
            "Subtotal Nord",
        ] {
            assert!(sums_up(text), "{text}");
        }
        for text in ["Tom Total", "Total Recall", "Max", "Count Dracula", "Agents", "", "Billing"] {
            assert!(!sums_up(text), "{text}");
        }
    }

    #[test]
    fn explanations_read_like_explanations() {
        for text in [
            "text",
            "Required",
            "optional, text",
            "number (1-20)",
            "1-20",
            "1 to 5",
            "0 … 100",
            "e.g. Billing",
            "z. B. 5",
            "Example: Jane Doe",
            "Name or e-mail of the agent",
            "Name oder E-Mail des Mitarbeiters",
            "ej.: 5",
        ] {
            assert!(explains(text), "{text}");
        }
        for text in [
            "Jonas Müller",
            "Billing",
            "5",
            "Maria da Silva Santos",
            "Eg Olsen",
            "high",
            "3 4",
            "Technical support for premium",
            "",
            "remove",
            "50%",
        ] {
            assert!(!explains(text), "{text}");
        }
    }
}
