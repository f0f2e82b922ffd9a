//! What a column of words to do goes by: words such as “remove”, or yes and no under a heading that says what for.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::headings::{is_filler, plain};
use super::words;
use crate::marks;
use crate::text::{is_space, loose_key};

const REMOVALS: &[&str] = &[
    "remove removed removal delete deleted deletion unassign unassigned revoke revoked entfernen entfernt loschen",
    "geloscht loeschen geloescht streichen gestrichen entziehen entzogen loschung supprimer supprime suppression retirer",
    "retire enlever quitar eliminar eliminado eliminacion borrar remover removido excluir excluido retirar rimuovere",
    "rimosso eliminare eliminato verwijderen verwijderd usun usunac usuniete usuniecia usuniecie skasuj skasowac",
];
const KEEPS: &[&str] = &[
    "active keep kept include included valid enabled aktiv behalten einbeziehen berucksichtigen gultig actif active",
    "inclure garder valide activo activa incluir incluido mantener vigente attivo attiva includere mantenere ativo ativa",
    "manter actief behouden opnemen aktywny aktywna uwzglednij",
];
const STATES: &[&str] = &["status state statut etat estado stato stan stand zustand"];
const BESIDE: &[&str] =
    &["be is x y n yes no ja nein j oui non si tak nie please bitte soll wird zu zum zur this row zeile skill skills"];

static REMOVAL: LazyLock<HashSet<&str>> = LazyLock::new(|| words(REMOVALS).collect());
static KEEP: LazyLock<HashSet<&str>> = LazyLock::new(|| words(KEEPS).collect());
static STATE: LazyLock<HashSet<&str>> = LazyLock::new(|| words(STATES).collect());
static AROUND: LazyLock<HashSet<&str>> = LazyLock::new(|| words(BESIDE).collect());

/// What the words of an action column go by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doing {
    /// They say themselves what to do.
    #[default]
    Words,
    /// Yes takes the skill away, as under “Remove?”.
    YesRemoves,
    /// Yes sets the level; whether no takes the skill away is asked, as under “Active”.
    YesKeeps,
    /// Yes and no under a heading that is not known: both are asked.
    Asked,
}

/// What a heading says about the words below it, if it speaks of removing, of keeping, or of the row's state.
pub(crate) fn doing(heading: &str) -> Option<Doing> {
    let key = plain(&heading.replace(['(', ')', '[', ']'], " "));
    let says = |known: &HashSet<&str>| {
        let is_beside = |word: &str| known.contains(word) || AROUND.contains(word) || is_filler(word);
        key.split(' ').any(|word| known.contains(word)) && key.split(' ').all(is_beside)
    };
    if says(&REMOVAL) {
        Some(Doing::YesRemoves)
    } else if says(&KEEP) {
        Some(Doing::YesKeeps)
    } else {
        says(&STATE).then_some(Doing::Words)
    }
}

/// Whether a cell says yes or no: by a word, a tick, an x, or 1 and 0.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim_matches(is_space) {
        "1" => Some(true),
        "0" => Some(false),
        text if loose_key(text) == "n a" => None,
        text => marks::yes_or_no(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_what_yes_means() {
        for (heading, expected) in [
            ("Remove?", Some(Doing::YesRemoves)),
            ("Remove (x)", Some(Doing::YesRemoves)),
            ("To be removed", Some(Doing::YesRemoves)),
            ("Löschen", Some(Doing::YesRemoves)),
            ("Skill löschen?", Some(Doing::YesRemoves)),
            ("Do usunięcia", Some(Doing::YesRemoves)),
            ("À supprimer", Some(Doing::YesRemoves)),
            ("Active", Some(Doing::YesKeeps)),
            ("Include? (Y/N)", Some(Doing::YesKeeps)),
            ("Aktiv", Some(Doing::YesKeeps)),
            ("Status", Some(Doing::Words)),
            ("Gesperrt", None),
            ("Active directory", None),
            ("Team", None),
            ("", None),
        ] {
            assert_eq!(doing(heading), expected, "{heading}");
        }
    }

    #[test]
    fn yes_and_no_are_words_ticks_and_numbers() {
        for (text, expected) in [
            ("x", Some(true)),
            ("ja", Some(true)),
            ("TAK", Some(true)),
            ("✓", Some(true)),
            ("TRUE", Some(true)),
            ("1", Some(true)),
            ("FALSE", Some(false)),
            ("Nein", Some(false)),
            ("0", Some(false)),
            ("n/a", None),
            ("2", None),
            ("maybe", None),
            ("", None),
        ] {
            assert_eq!(yes_or_no(text), expected, "“{text}”");
        }
    }
}
