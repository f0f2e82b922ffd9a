//! Columns are found by their headings in the languages of the field, and by what stands in them.

use super::case::{Case, case};
use super::expect;
use super::files::xlsx;

pub fn cases() -> Vec<Case> {
    let [german, french, spanish, italian, portuguese, dutch, polish] = [
        "Mitarbeiter | Kompetenz | Stufe | Aktion",
        "Conseiller | Compétence | Niveau | Action",
        "Agente | Habilidad | Nivel | Acción",
        "Operatore | Competenza | Livello | Azione",
        "Agente | Competência | Nível | Ação",
        "Medewerker | Vaardigheid | Niveau | Actie",
        "Pracownik | Umiejętność | Poziom | Akcja",
    ];
    let in_words = |name: &'static str, headings: &str, remove: &str| {
        let lines = [headings.to_owned(), "@ann | Billing | 4 | ".to_owned(), format!("@bob | Chat |  | {remove}")];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        case(name, xlsx(&lines)).edits("ann billing 4 C2; bob chat remove D3")
    };
    let removed_in_level = |case: Case| Case { edits: "ann billing 4 C2; bob chat remove C3", ..case };
    vec![
        removed_in_level(in_words("German headings", german, "entfernen")),
        removed_in_level(in_words("French headings", french, "supprimer")),
        removed_in_level(in_words("Spanish headings", spanish, "eliminar")),
        removed_in_level(in_words("Italian headings", italian, "rimuovi")),
        removed_in_level(in_words("Portuguese headings", portuguese, "remover")),
        removed_in_level(in_words("Dutch headings", dutch, "verwijderen")),
        removed_in_level(in_words("Polish headings", polish, "usuń")),
        case(
            "columns in another order, and others between them",
            xlsx(&[
                "Rating | Comment | ACD skill | Hire date | User",
                "4 | good | Billing | d:2024-01-01 | @ann",
                "2 |  | Spanish |  | @bob",
            ]),
        )
        .edits("ann billing 4 A2; bob spanish 2 A3"),
        case(
            "headings that say nothing, by what stands below",
            xlsx(&["p | q | r", "@ann | Billing | 4", "@bob | Spanish | 2.5", "@jan | Chat | 1"]),
        )
        .edits("ann billing 4 C2; bob spanish 2.5 C3; jan chat 1 C4"),
        case(
            "headings with line breaks, stars and brackets",
            xlsx(&["Agent\n(work e-mail) * | Skill name* | Proficiency\n[0-5]", "@ann | Billing | 4"]),
        )
        .edits("ann billing 4 C2"),
        case(
            "by employee number, with leading text",
            xlsx(&["Employee ID | Skill | Skill level", "E1001 | Billing | 4", "e1002 | Spanish | 2"]),
        )
        .edits("ann billing 4 C2; bob spanish 2 C3"),
        case(
            "by the name that they sign in with",
            xlsx(&[
                "Login | Skill | Level",
                "ann@agents.acme.example | Billing | 4",
                "BOB@agents.acme.example | Chat | 1",
            ]),
        )
        .edits("ann billing 4 C2; bob chat 1 C3"),
        case(
            "old and new levels side by side",
            xlsx(&["Agent | Skill | Current level | New level", "@ann | Billing | 3 | 4", "@bob | Chat | 2 | "]),
        )
        .edits("ann billing 4 D2"),
        case(
            "a list without levels that only takes away",
            xlsx(&["Agent | Skill | Action", "@ann | Spanish | remove", "@bob | Chat | remove"]),
        )
        .edits("ann spanish remove C2; bob chat remove C3"),
        case(
            "CAPITALS and e-mail in a column of its own",
            xlsx(&[
                "TEAM | AGENT NAME | E-MAIL | SKILL | LEVEL",
                "Care | Ann Lee | @ann | Billing | 4",
                "Care |  | @bob | Chat | 1",
            ]),
        )
        .edits("ann billing 4 E2; bob chat 1 E3"),
    ]
}

#[test]
fn columns_are_found_in_every_language_and_by_content() {
    expect(&cases());
}
