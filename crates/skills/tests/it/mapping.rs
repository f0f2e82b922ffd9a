use skillsheet_skills::{Directory, Field, Layout, Mapping, MissingColumn, Sure, columns, how_sure, suggest};

use crate::make::{directory, sheet};

/// What is found in sheets as managers keep them: layout, heading row, columns, and the skills' columns of a grid.
#[test]
fn tables_are_found_where_managers_keep_them() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("a plain list", &["Agent|Skill|Proficiency", "Jonas Müller|Billing|50"], "List 1 A B C - []"),
        (
            "title and explanation above",
            &[
                "Skills December 2026",
                "One line per agent and skill, 100 is the best level",
                "Team|Agent|Work e-mail|Skill|Level|What to do",
                "North|Jonas Müller|jonas.mueller@x.example|Billing|50|",
                "North|Maria Silva|maria.silva@x.example|Chat|60|remove",
            ],
            "List 3 C D E F []",
        ),
        ("a grid", &["Agent|Billing|Chat", "Jonas Müller|50|", "Adaeze Okafor||60"], "Grid 1 A - - - [B, C]"),
        (
            "a grid with other columns and a misspelt skill",
            &[
                "Agent|E-mail|Team|Billing|Technicl support|Start date",
                "Jonas Müller|jonas.mueller@x.example|North|50|40|2026-01-01",
                "Adaeze Okafor|adaeze.okafor@x.example|South||60|2026-01-01",
            ],
            "Grid 1 A - - - [D, E]",
        ),
        (
            "a skill that is called like another column",
            &["Agent|Chat|Chat", "Jonas Müller|jonas.mueller@x.example|50", "Adaeze Okafor|adaeze.okafor@x.example|60"],
            "Grid 1 A - - - [C]",
        ),
        ("German headings", &["Mitarbeiter|Kompetenz|Stufe", "Jonas Müller|Billing|50"], "List 1 A B C - []"),
        (
            "headings that say nothing",
            &["x|y|Level", "Jonas Müller|Billing|50", "Adaeze Okafor|Chat|60"],
            "List 1 A B C - []",
        ),
        ("removals only", &["Agent|Skill|Action", "Jonas Müller|Billing|remove"], "List 1 A B - C []"),
    ];
    for (name, lines, expected) in cases {
        let sheet = sheet(lines);
        assert_eq!(describe(&sheet, &suggest(&sheet, &directory())), *expected, "{name}");
    }
}

fn describe(sheet: &skillsheet_skills::Sheet, mapping: &Mapping) -> String {
    let letter = |column: Option<u32>| column.map_or("-".to_owned(), skillsheet_skills::column_letters);
    let skills = match columns(sheet, mapping, &directory()) {
        Ok(columns) => columns.heads.iter().map(|head| skillsheet_skills::column_letters(head.column)).collect(),
        Err(missing) => vec![missing.to_string()],
    };
    format!(
        "{:?} {} {} {} {} {} [{}]",
        mapping.layout,
        mapping.heading_row,
        letter(mapping.agent),
        letter(mapping.skill),
        letter(mapping.proficiency),
        letter(mapping.action),
        skills.join(", ")
    )
}

#[test]
fn a_list_is_found_before_the_directory_is_known() {
    let sheet = sheet(&["", "Agent|Skill|Proficiency", "Jonas Müller|Billing|50"]);
    let mapping = suggest(&sheet, &Directory::default());
    assert_eq!(describe(&sheet, &mapping), "List 2 A B C - []");
}

#[test]
fn what_is_missing_is_named() {
    let no_columns = Mapping::new(Layout::List, 1);
    let sheet = sheet(&["Colour|Size", "red|large"]);
    let with = |change: &dyn Fn(&mut Mapping)| {
        let mut mapping = no_columns.clone();
        change(&mut mapping);
        columns(&sheet, &mapping, &directory()).unwrap_err()
    };
    assert_eq!(with(&|_| {}), MissingColumn::Agent);
    assert_eq!(with(&|mapping| mapping.agent = Some(0)), MissingColumn::Level);
    assert_eq!(with(&|mapping| (mapping.agent, mapping.proficiency) = (Some(0), Some(1))), MissingColumn::Skill);
    assert_eq!(with(&|mapping| (mapping.agent, mapping.layout) = (Some(0), Layout::Grid)), MissingColumn::SkillColumns);
}

#[test]
fn a_column_serves_one_field() {
    let mut mapping = Mapping { agent: Some(0), skill: Some(1), ..Mapping::new(Layout::List, 1) };
    mapping.set_column(Field::Proficiency, Some(1));
    assert_eq!((mapping.skill, mapping.proficiency), (None, Some(1)));
}

#[test]
fn sureness_comes_from_heading_and_content() {
    let sheet = sheet(&["Agent|y|Level", "Jonas Müller|Billing|abc", "Adaeze Okafor|Chat|def"]);
    let mapping = suggest(&sheet, &directory());
    let sure = |field| how_sure(&sheet, &mapping, field, &directory());
    assert_eq!(sure(Field::Agent), Sure::Sure);
    assert_eq!(sure(Field::Skill), Sure::Likely);
    assert_eq!(sure(Field::Proficiency), Sure::Likely);
    assert_eq!(sure(Field::Action), Sure::PleaseCheck);
}
