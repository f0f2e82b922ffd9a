//! Words that say what to do, in action columns and in the place of levels. Spelt as their loose keys.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::phrases;
use crate::text::{is_space, loose_key};

const REMOVE: &[&str] = &[
    "remove, delete, unassign, take away, entfernen, loschen, loeschen, wegnehmen, entziehen, supprimer, retirer",
    "enlever, effacer, quitar, eliminar, borrar, suprimir, remover, retirar, excluir, apagar, rimuovere, rimuovi",
    "elimina, eliminare, cancella, cancellare, togliere, verwijderen, verwijder, usun, usunac, skasuj",
    "removed, deleted, unassigned, revoke, revoked, entfernt, geloscht, geloescht, entzogen, entfallt, weg, supprime",
    "retire, enleve, eliminado, borrado, removido, excluido, rimosso, eliminato, verwijderd, usuniety, usunieta",
];
/// Removes in an action column only: elsewhere it may be another language's word for a level.
const REMOVE_WHERE_ASKED: &[&str] = &["wissen, drop, dropped, streichen, gestrichen, raus, out"];
const ASSIGN: &[&str] = &[
    "add, set, change, changed, update, assign, keep, modify, edit, hinzufugen, hinzufuegen, zuweisen, setzen",
    "andern, aendern, aktualisieren, behalten, ajouter, attribuer, assigner, modifier, mettre a jour, garder",
    "anadir, agregar, asignar, cambiar, actualizar, mantener, adicionar, atribuir, definir, alterar, atualizar",
    "manter, aggiungere, aggiungi, assegnare, assegna, impostare, imposta, modificare, modifica, aggiornare",
    "aggiorna, toevoegen, toewijzen, instellen, wijzigen, bijwerken, behouden, dodaj, dodac, przypisz, przypisac",
    "ustaw, zmien, zmienic, aktualizuj, zachowaj, added, updated, assigned, hinzugefugt, geandert, beibehalten",
    "inkludieren, incluir, include, inclure, includere, ajoute, modifie, anadido, adicionado, aggiunto, toegevoegd",
];
/// Where a column says what to do or how a row stands, these let the level count.
const ASSIGN_WHERE_ASKED: &[&str] = &[
    "new, neu, nouveau, nouvelle, nuevo, nueva, novo, nova, nuovo, nuova, nieuw, nowy, nowa, bleibt, bleiben, stays",
    "active, current, valid, ok, aktiv, gultig, actif, activo, attivo, ativo, actief, aktywny, aktywna",
];
const NOTHING: &[&str] = &[
    "skip, ignore, no change, none, nothing, leave, unchanged, uberspringen, ueberspringen, ignorieren, nichts",
    "keine anderung, unverandert, ignorer, rien, aucun changement, inchange, nada, omitir, ignorar, sin cambios",
    "sem alteracao, niente, ignora, ignorare, nessuna modifica, invariato, niets, overslaan, negeren",
    "geen wijziging, ongewijzigd, pomin, ignoruj, nic, bez zmian",
];
/// Under a heading such as “Row Changed”, yes means that the row counts.
const YES: &[&str] = &["y, yes, j, ja, oui, si, sim, tak, true"];
const NO: &[&str] = &["n, no, nein, non, nao, nee, nie, false"];

/// What a word in an action column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Remove,
    Assign,
    Nothing,
}

/// What words ask for, and whether they do so under any heading.
static WORDS: LazyLock<HashMap<&str, (Action, bool)>> = LazyLock::new(|| {
    let lists = [
        (YES, Action::Assign, false),
        (ASSIGN_WHERE_ASKED, Action::Assign, false),
        (REMOVE_WHERE_ASKED, Action::Remove, false),
        (NO, Action::Nothing, false),
        (NOTHING, Action::Nothing, true),
        (ASSIGN, Action::Assign, true),
        (REMOVE, Action::Remove, true),
    ];
    lists
        .into_iter()
        .flat_map(|(list, asks, anywhere)| phrases(list).map(move |word| (word, (asks, anywhere))))
        .collect()
});

/// What a word in an action column means.
pub(crate) fn action(text: &str) -> Option<Action> {
    if is_dash(text) {
        return Some(Action::Remove);
    }
    if text.contains('?') {
        return None;
    }
    WORDS.get(loose_key(text).as_str()).map(|(asks, _)| *asks)
}

/// Whether a word asks for something even where no heading says that the column is for actions: yes and no do not.
pub(crate) fn is_action(text: &str) -> bool {
    WORDS.get(loose_key(text).as_str()).is_some_and(|(_, anywhere)| *anywhere)
}

/// Whether a cell asks, by a word or a lone dash, to take the skill away.
pub(crate) fn is_removal(text: &str) -> bool {
    is_dash(text) || !text.contains('?') && says_removal(text)
}

/// Whether a cell asks whether to take the skill away: that is for the person to say.
pub(crate) fn asks_for_removal(text: &str) -> bool {
    text.contains('?') && says_removal(text)
}

fn says_removal(text: &str) -> bool {
    WORDS.get(loose_key(text).as_str()) == Some(&(Action::Remove, true))
}

pub(crate) fn is_dash(text: &str) -> bool {
    matches!(text.trim_matches(is_space), "-" | "–" | "—" | "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_removes() {
        for (text, removes) in [
            ("remove", true),
            (" Remove ", true),
            ("-", true),
            ("–", true),
            ("Löschen", true),
            ("usuń", true),
            ("", false),
            ("x", false),
            ("0", false),
            ("no", false),
            ("Wissen", false),
            ("Remove?", false),
            ("entfernt", true),
        ] {
            assert_eq!(is_removal(text), removes, "“{text}”");
        }
    }

    #[test]
    fn actions_are_understood_in_several_languages() {
        for (text, expected) in [
            ("Hinzufügen", Some(Action::Assign)),
            ("Mettre à jour", Some(Action::Assign)),
            ("Y", Some(Action::Assign)),
            ("No change", Some(Action::Nothing)),
            ("No", Some(Action::Nothing)),
            ("eliminar", Some(Action::Remove)),
            ("wissen", Some(Action::Remove)),
            ("bleibt", Some(Action::Assign)),
            ("weg", Some(Action::Remove)),
            ("remove?", None),
            ("explode", None),
            ("", None),
        ] {
            assert_eq!(action(text), expected, "“{text}”");
        }
        assert!(is_action("Dodaj") && !is_action("Yes"), "yes alone is no action");
    }
}
