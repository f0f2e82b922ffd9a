//! First and last names in two columns, as exports of personnel systems have them.

use skillsheet_skills::Layout;

use super::case::{Case, Say, case};
use super::centre::Platform;
use super::expect;
use super::files::{file, xlsx};

pub fn cases() -> Vec<Case> {
    let in_words = |name: &'static str, headings: &'static str, turned: bool| {
        let people = [["Ann", "Lee"], ["José", "Pérez"], ["Jan", "van Dijk"]];
        let levels = ["Billing | 4", "Spanish | 2", "Chat | 1"];
        let line = |([first, last], level): ([&str; 2], &str)| match turned {
            true => format!("{last} | {first} | {level}"),
            false => format!("{first} | {last} | {level}"),
        };
        let lines = std::iter::once(headings.to_owned()).chain(people.into_iter().zip(levels).map(line));
        let lines: Vec<String> = lines.collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        case(name, xlsx(&lines)).edits("ann billing 4 D2; jose spanish 2 D3; jan chat 1 D4")
    };
    vec![
        in_words("English first and last names", "First name | Last name | Skill | Level", false),
        in_words("English, the last name first", "Surname | Given name | Skill | Level", true),
        in_words("German first and last names", "Nachname | Vorname | Kompetenz | Stufe", true),
        in_words("German, where one is only the name", "Name | Vorname | Kompetenz | Stufe", true),
        in_words("French first and last names", "Nom | Prénom | Compétence | Niveau", true),
        in_words("Spanish first and last names", "Nombre | Apellidos | Habilidad | Nivel", false),
        in_words("Italian first and last names", "Cognome | Nome | Competenza | Livello", true),
        in_words("Portuguese first and last names", "Nome | Sobrenome | Competência | Nível", false),
        in_words("Dutch first and last names", "Voornaam | Achternaam | Vaardigheid | Niveau", false),
        in_words("Polish first and last names", "Imię | Nazwisko | Umiejętność | Poziom", false),
        in_words("first and last names under headings that say nothing", "p | q | Skill | Level", false),
        in_words("last and first names under headings that say nothing", "p | q | Skill | Level", true),
        case(
            "first and last names in CXone, with numbers of another system",
            file(
                "people.csv",
                "Staff number;Last name;First name;Skill;Level\n9001;Lee;Ann;Billing;4\n9002;O'Brien;Siobhán;Chat;1\n",
            ),
        )
        .on(Platform::Cxone)
        .how("people list 1")
        .edits("ann billing 4 E2; sio chat 1 E3"),
        case(
            "first and last names that name nobody, half of one, and two of one name",
            xlsx(&[
                "First name | Last name | Skill | Level",
                "Anne | Lee | Billing | 4",
                " | Stone | Billing | 4",
                "Maria | Silva | Chat | 1",
                "Zoë | Krüger | Billing | 4",
                " |  | Billing | 2",
                "Eva | Lindqvist | Billing | 4",
            ]),
        )
        .edits("eva billing 4 D7")
        .problems("A2 unknownAgent; B3 unknownAgent; A4 ambiguousAgent; A5 inactiveAgent; A6 missingName"),
        case(
            "an e-mail outranks first and last names, which fill its gaps",
            xlsx(&[
                "First name | Last name | Work e-mail | Skill | Level",
                "Maria | Silva | @maria2 | Billing | 4",
                "Bob | Stone |  | Chat | 1",
                "Maria | Silva |  | Chat | 1",
            ]),
        )
        .edits("maria2 billing 4 E2; bob chat 1 E3")
        .problems("A4 ambiguousAgent"),
        case(
            "first and last names in a grid, with middle names, a team and totals",
            xlsx(&[
                "First name | Middle name | Last name | Team | Billing | Chat",
                "Ann | K. | Lee | North | 4 | ",
                "Jan |  | van Dijk | South |  | 1",
                "Total |  |  |  | 4 | 1",
            ]),
        )
        .how("Skills grid 1")
        .edits("ann billing 4 E2; jan chat 1 F3")
        .problems("A4 totals note"),
        case(
            "first and last names with all skills in one cell",
            xlsx(&["Apellidos | Nombre | Habilidades", "Pérez | José | Billing:4, Chat:1", "Lee | Ann | Spanish:2"]),
        )
        .how("Skills packed 1")
        .say(Say::Layout(Layout::Packed))
        .edits("jose billing 4 C2; jose chat 1 C2; ann spanish 2 C3"),
        case(
            "two rows of headings over first and last names, and the same person twice",
            xlsx(&[
                "Agent |  | Skill | ",
                "First name | Last name | Name | Level",
                "Ann | Lee | Billing | 4",
                "ANN | LEE | Billing | 4",
                "Ann | Lee | Chat | 1",
                "Ann | Lee | Chat | 3",
            ]),
        )
        .how("Skills list 1+2")
        .edits("ann billing 4 D3+D4")
        .problems("D3 repeated note; D5 contradiction"),
    ]
}

#[test]
fn first_and_last_names_in_two_columns_name_agents() {
    expect(&cases());
}
