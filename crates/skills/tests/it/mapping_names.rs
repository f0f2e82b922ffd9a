//! Names that stand in two columns: where they are found, and what is said of them.

use skillsheet_skills::{
    Directory, Field, Layout, Sheet, Sure, column_letters, columns, how_sure, reasons, rest_of_name, suggest,
};

use crate::make::{directory, hiding, merging, sheet};

/// The layout, and where the agents are named: first what is read first, then where else it stands.
fn names(sheet: &Sheet, directory: &Directory) -> String {
    let mapping = suggest(sheet, directory);
    let found = columns(sheet, &mapping, directory).unwrap_or_else(|missing| panic!("{missing}: {mapping:?}"));
    let who = found.cells.who().expect("rows about agents");
    let letters =
        |name: &skillsheet_skills::NameCells| name.columns().map(column_letters).collect::<Vec<_>>().join("+");
    let all: Vec<String> = std::iter::once(&who.agent).chain(&who.others).map(letters).collect();
    format!("{:?} {}", mapping.layout, all.join(" "))
}

#[test]
fn first_and_last_names_are_found_in_two_columns() {
    let known = directory();
    let list = |first: &str, second: &str| {
        sheet(&[&format!("{first}|{second}|Skill|Level"), "Jonas|Müller|Billing|50", "Adaeze|Okafor|Chat|60"])
    };
    let turned = |first: &str, second: &str| {
        sheet(&[&format!("{first}|{second}|Skill|Level"), "Müller|Jonas|Billing|50", "Okafor|Adaeze|Chat|60"])
    };
    for (name, sheet, expected) in [
        ("English", list("First name", "Last name"), "List A+B"),
        ("English, turned", turned("Surname", "Given name"), "List B+A"),
        ("whose it is", list("Agent first name", "Agent last name"), "List A+B"),
        ("a program's", list("firstName", "lastName"), "List A+B"),
        ("German", list("Vorname", "Nachname"), "List A+B"),
        ("German, only the name", turned("Name", "Vorname"), "List B+A"),
        ("French", turned("Nom", "Prénom"), "List B+A"),
        ("French, whose it is", turned("Nom du conseiller", "Prénom du conseiller"), "List B+A"),
        ("Spanish", list("Nombre", "Apellidos"), "List A+B"),
        ("Italian", turned("Cognome", "Nome"), "List B+A"),
        ("Portuguese", list("Nome", "Sobrenome"), "List A+B"),
        ("Dutch", list("Voornaam", "Achternaam"), "List A+B"),
        ("Polish", list("Imię", "Nazwisko"), "List A+B"),
        ("headings that say nothing", list("x", "y"), "List A+B"),
        ("headings that say nothing, turned", turned("x", "y"), "List A+B"),
        ("one heading that says something", turned("x", "Vorname"), "List B+A"),
        ("one that says too much", list("Agent", "Surname"), "List A+B"),
        (
            "a middle name is no part",
            sheet(&["First name|Middle name|Last name|Skill|Level", "Jonas|K.|Müller|Billing|50"]),
            "List A+C",
        ),
        (
            "two rows of headings",
            sheet(&["Agent||Skill|", "First name|Last name|Name|Level", "Jonas|Müller|Billing|50"]),
            "List A+B",
        ),
        (
            "merged over both",
            merging(sheet(&["Agent||Skill|Level", "First name|Last name||", "Jonas|Müller|Billing|50"]), &["A1:B1"]),
            "List A+B",
        ),
        (
            "an e-mail outranks them",
            sheet(&["First name|Last name|E-mail|Skill|Level", "Jonas|Müller|nobody@x.example|Billing|50"]),
            "List C A+B",
        ),
        (
            "an id that is known outranks them",
            sheet(&["First name|Last name|Employee no.|Skill|Level", "Jonas|Müller|E1|Billing|50"]),
            "List C A+B",
        ),
        (
            "an id that is known to another system does not",
            sheet(&["Personalnummer|Vorname|Nachname|Skill|Level", "9001|Jonas|Müller|Billing|50"]),
            "List B+C A",
        ),
        (
            "a whole name beside its parts",
            sheet(&["Name|First name|Last name|Skill|Level", "Jonas Müller|Jonas|Müller|Billing|50"]),
            "List A B+C",
        ),
        (
            "a whole name beside a part",
            sheet(&["Name|First name|Skill|Level", "Jonas Müller|Jonas|Billing|50"]),
            "List A",
        ),
        (
            "a grid",
            sheet(&["Vorname|Nachname|Team|Billing|Chat", "Jonas|Müller|North|50|", "Adaeze|Okafor|South||60"]),
            "Grid A+B",
        ),
        (
            "a grid whose headings say nothing",
            sheet(&["||Billing|Chat", "Jonas|Müller|50|", "Adaeze|Okafor||60"]),
            "Grid A+B",
        ),
        (
            "packed cells",
            sheet(&["Prénom|Nom|Compétences", "Jonas|Müller|Billing:5, Chat:4", "Adaeze|Okafor|Chat:1"]),
            "Packed A+B",
        ),
        (
            "teams beside the skills are no names",
            sheet(&["x|y|Skill|Level", "North|Jonas Müller|Billing|50", "South|Adaeze Okafor|Chat|60"]),
            "List B",
        ),
    ] {
        assert_eq!(names(&sheet, &known), expected, "{name}");
    }
    let nobody = Directory::default();
    assert_eq!(names(&list("Vorname", "Nachname"), &nobody), "List A+B", "before the contact centre was read");
    let with_mail = sheet(&["First name|Last name|E-mail|Skill|Level", "Jonas|Müller|jonas@x.example|Billing|50"]);
    assert_eq!(names(&with_mail, &nobody), "List C A+B");
}

#[test]
fn the_rest_of_a_name_is_proposed_and_left_out_with_its_column() {
    let known = directory();
    let lines = ["Last name|First name|E-mail|Skill|Level", "Müller|Jonas|jonas.mueller@x.example|Billing|50"];
    let sheet = sheet(&lines);
    let mut mapping = suggest(&sheet, &known);
    assert_eq!((mapping.agent, mapping.agent_rest), (Some(2), None));
    for (chosen, rest) in [(0, Some(1)), (1, Some(0)), (2, None)] {
        mapping.set_column(Field::Agent, Some(chosen));
        assert_eq!(mapping.agent_rest, None, "another column says nothing about the rest");
        assert_eq!(rest_of_name(&sheet, &mapping, &known), rest, "{chosen}");
    }
    mapping.set_column(Field::Agent, Some(0));
    mapping.set_column(Field::AgentRest, Some(1));
    let who = |sheet: &Sheet| columns(sheet, &mapping, &known).expect("a list").cells.who().cloned().expect("agents");
    assert_eq!(who(&sheet).agent.columns().collect::<Vec<_>>(), [1, 0], "the first name is read first");
    let hidden = skillsheet_skills::Mapping { hidden: skillsheet_skills::Hidden::LeaveOut, ..mapping.clone() };
    let hidden_sheet = hiding(sheet.clone(), &["B"]);
    let found = columns(&hidden_sheet, &hidden, &known).expect("a list");
    assert_eq!(found.cells.who().expect("agents").agent.columns().collect::<Vec<_>>(), [0]);
    mapping.set_column(Field::Skill, Some(1));
    assert_eq!((mapping.skill, mapping.agent_rest), (Some(1), None), "a column serves one field");
    assert_eq!(suggest(&sheet, &known).layout, Layout::List);
}

#[test]
fn two_columns_have_a_reason_and_are_as_sure_as_what_they_name() {
    let known = directory();
    let cases: &[(&[&str], &str, &str, Sure)] = &[
        (
            &["First name|Last name|Skill|Level", "Jonas|Müller|Billing|5", "Ada|Okafor|Billing|5"],
            "Row 1 has “First name”, “Last name” and “Skill”",
            "Headed “First name” and “Last name”; together they name an agent in 1 of 2 rows",
            Sure::Sure,
        ),
        (
            &["||Skill|Level", "Müller|Jonas|Billing|5"],
            "Row 1 has “Skill” and “Level”",
            "Columns A and B are read together; together they name an agent in 1 of 1 row",
            Sure::Likely,
        ),
        (
            &["Vorname|Nachname|Kompetenz|Stufe", "Nie|Mand|Billing|5"],
            "Row 1 has “Vorname”, “Nachname” and “Kompetenz”",
            "Headed “Vorname” and “Nachname”; together they name an agent in 0 of 1 row",
            Sure::Likely,
        ),
    ];
    for (lines, headings, why, sure) in cases {
        let sheet = sheet(lines);
        let mapping = suggest(&sheet, &known);
        let said = reasons(&sheet, &mapping, &known);
        assert_eq!(said.headings, *headings);
        assert_eq!(said.fields[0], (Field::Agent, (*why).to_owned()));
        assert_eq!(said.fields[1], (Field::AgentRest, (*why).to_owned()));
        for field in [Field::Agent, Field::AgentRest] {
            assert_eq!(how_sure(&sheet, &mapping, field, &known), *sure, "{lines:?}");
        }
    }
    let sheet = sheet(cases[0].0);
    let unread = reasons(&sheet, &suggest(&sheet, &Directory::default()), &Directory::default());
    assert_eq!(unread.fields[0].1, "Headed “First name” and “Last name”");
}
