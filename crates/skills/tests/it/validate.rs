use skillsheet_skills::{
    Aliases, Best, Checked, Choice, Overlay, Proficiency, Rules, Scale, Severity, Wish, Writes, columns,
    looks_inverted, problem_rows, suggest, validate,
};

use crate::make::{directory, scale, sheet};
use crate::reading::{Read, edits, problems, read};

fn check_with(lines: &[&str], overlay: &Overlay, scale: &Scale, writes: Writes) -> Checked {
    read(&sheet(lines), Read { overlay: overlay.clone(), scale: *scale, writes, ..Read::default() })
}

fn check(lines: &[&str]) -> Checked {
    check_with(lines, &Overlay::default(), &scale(), Writes::Replace)
}

const HEAD: &str = "Agent|Skill|Level|Action";

/// One row of a list, what becomes of it, and what is said about it.
#[test]
fn every_row_of_a_list_is_accepted_or_has_a_problem_at_its_cell() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("Jonas Müller|Billing|50", &["u-1 s-1 50 C2"], &[]),
        ("jonas.mueller@x.example|s-1|'50", &["u-1 s-1 50 C2"], &[]),
        ("E1|BILLING| |remove", &["u-1 s-1 remove C2"], &[]),
        ("Jonas Müller|Billing|-", &["u-1 s-1 remove C2"], &[]),
        ("Jonas Müller|Billing|remove", &["u-1 s-1 remove C2"], &[]),
        ("Jonas Müller|Billing", &[], &[]),
        ("Jonas Müller|Billing|50|skip", &[], &[]),
        ("Jonas Müller|Billing|50|set", &["u-1 s-1 50 C2"], &[]),
        ("Jonas Müller|Billing||set", &[], &["C2 notANumber “There is no level to set”"]),
        (
            "Jonas Müller|Billing|50|explode",
            &[],
            &["D2 unknownAction ““explode” is nothing Skillsheet can do” → remove"],
        ),
        ("Jonas Müller|Billng|50", &[], &["B2 unknownSkill “No skill is called “Billng”” → Billing"]),
        ("Jonas Muller|Billing|50", &[], &["A2 unknownAgent “No agent fits “Jonas Muller”” → Jonas Müller"]),
        (
            "Maria Silva|Billing|50",
            &[],
            &["A2 ambiguousAgent “Two agents are called Maria Silva” → maria.silva@x.example"],
        ),
        ("Old Timer|Billing|50", &[], &["A2 inactiveAgent “Old Timer is deactivated”"]),
        ("Jonas Müller|Fax|50", &[], &["B2 inactiveSkill “This skill is switched off: “Fax””"]),
        ("Jonas Müller|Billing|130", &[], &["C2 outOfScale “130 is higher than the best level, 100” → 100"]),
        ("Jonas Müller|Billing|-5", &[], &["C2 outOfScale “-5 is lower than the last level, 0” → 0"]),
        ("Jonas Müller|Billing|4.2", &[], &["C2 offStep “4.2 is not a whole level” → 4"]),
        ("Jonas Müller|Billing|forty", &[], &["C2 notANumber ““forty” is text, not a number” → 40"]),
        ("Jonas Müller|Billing|50%", &[], &["C2 percentage ““50%” is a percentage, not a level”"]),
        ("Jonas Müller|Billing|#N/A", &[], &["C2 errorCell “The cell shows #N/A, an Excel error”"]),
        ("Jonas Müller|Billing|TRUE", &[], &["C2 boolean “The cell shows TRUE, not a level”"]),
        ("Jonas Müller|Billing|2026-05-03", &[], &["C2 dateInProficiency “2026-05-03 is a date, not a level”"]),
        ("|Billing|50", &[], &["A2 missingName “C2 holds a level, but the row names no agent”"]),
        ("Jonas Müller||50", &[], &["B2 missingName “C2 holds a level, but the row names no skill”"]),
        (
            "Jonas Muller|Billng|forty",
            &[],
            &[
                "A2 unknownAgent “No agent fits “Jonas Muller”” → Jonas Müller",
                "B2 unknownSkill “No skill is called “Billng”” → Billing",
                "C2 notANumber ““forty” is text, not a number” → 40",
            ],
        ),
    ];
    for (row, expected, said) in cases {
        let checked = check(&[HEAD, row, "Adaeze Okafor|Chat|10|add"]);
        let mut expected = expected.to_vec();
        expected.push("u-4 s-3 10 C3");
        assert_eq!(edits(&checked), expected, "{row}");
        assert_eq!(problems(&checked), *said, "{row}");
    }
}

#[test]
fn disagreeing_rows_are_a_problem_and_repeated_ones_are_one_edit() {
    let checked = check(&[
        HEAD,
        "Jonas Müller|Billing|30|",
        "Jonas Müller|Chat|50|",
        "jonas.mueller@x.example|Billing|40|",
        "Jonas Müller|Chat|50|remove",
        "Adaeze Okafor|Chat|10|",
        "Adaeze Okafor|Chat|10|",
    ]);
    assert_eq!(edits(&checked), ["u-4 s-3 10 C6+C7"]);
    assert_eq!(
        problems(&checked),
        [
            "C2 contradiction “Two cells disagree: 30 or 40?” → 30",
            "C3 contradiction “Two cells disagree: 50 or remove?” → 50",
            "C6 repeated “C7 says the same” → ",
        ]
        .map(|text| text.trim_end_matches(" → ").to_owned())
    );
    assert_eq!(checked.diagnostics[2].severity, Severity::Note);
    let mut rows: Vec<u32> = problem_rows(&checked.diagnostics).into_iter().collect();
    rows.sort_unstable();
    assert_eq!(rows, [2, 3, 4, 5]);
    let doubtful = |skill: &str| checked.doubts.pairs.contains(&("u-1".into(), skill.into()));
    assert!(doubtful("s-1") && doubtful("s-3"));
}

#[test]
fn grids_have_a_cell_per_agent_and_skill() {
    let checked = check(&[
        "Agent|Billing|Technicl support|Chat",
        "Jonas Müller|50|40|",
        "Adaeze Okafor|remove|60|-",
        "Maria Silva|10||",
        "",
        "Nobody Known|||",
        "|||20",
    ]);
    assert_eq!(edits(&checked), ["u-1 s-1 50 B2", "u-4 s-1 remove B3", "u-4 s-3 remove D3"]);
    assert_eq!(
        problems(&checked),
        [
            "C1 unknownSkill “No skill is called “Technicl support”” → Technical support",
            "A4 ambiguousAgent “Two agents are called Maria Silva” → maria.silva@x.example",
            "A7 missingName “D7 holds a level, but the row names no agent”",
        ]
    );
    assert_eq!(checked.diagnostics[0].with.len(), 2, "the cells under the heading wait for it");
    assert!(checked.doubts.agents.contains(&"u-1".into()), "what the misspelt column means for an agent is open");
    let skills: Vec<(&str, u32)> =
        checked.skills.list().iter().map(|name| (name.written.as_str(), name.rows)).collect();
    assert_eq!(skills, [("Billing", 3), ("Technicl support", 2), ("Chat", 2)]);
}

#[test]
fn another_column_tells_namesakes_apart() {
    let lines =
        ["Agent|Skill|Level|Employee number", "Maria Silva|Billing|50|E3", "|Chat|60|E1", "Maria Silva|Chat|60|E1"];
    let sheet = sheet(&lines);
    let mut mapping = suggest(&sheet, &directory());
    mapping.set_column(skillsheet_skills::Field::Agent, Some(0));
    let columns = columns(&sheet, &mapping, &directory()).unwrap();
    let (directory, aliases, scale, overlay) = (&directory(), &Aliases::default(), &scale(), &Overlay::default());
    let rules = Rules { directory, scale, writes: Writes::Replace, aliases, overlay };
    let checked = validate(&sheet, &columns, &rules);
    assert_eq!(edits(&checked), ["u-3 s-1 50 C2", "u-1 s-3 60 C3"]);
    assert_eq!(problems(&checked).len(), 1, "a number of somebody else settles nothing");
}

#[test]
fn decisions_lie_over_the_sheet() {
    let mut overlay = Overlay::default();
    overlay.decide_skill(" billng", Some(Choice::Use("s-1".into())));
    overlay.decide_skill("Cooking", Some(Choice::LeaveOut));
    overlay.decide_agent("Maria Silva", Some(Choice::Use("u-3".into())));
    overlay.texts.insert("C4".parse().unwrap(), "44".to_owned());
    overlay.left_out.insert("C5".parse().unwrap());
    let checked = check_with(
        &[
            HEAD,
            "Maria Silva|Billng|50|",
            "Jonas Müller|Cooking|50|",
            "Jonas Müller|Chat|forty|",
            "Adaeze Okafor|Chat|10|",
        ],
        &overlay,
        &scale(),
        Writes::Replace,
    );
    assert_eq!(edits(&checked), ["u-3 s-1 50 C2", "u-1 s-3 44 C4"]);
    assert_eq!(problems(&checked), [""; 0]);
    assert_eq!(checked.left_out.len(), 1);
    assert!(checked.doubts.pairs.contains(&("u-4".into(), "s-3".into())), "left out is not taken away either");
}

#[test]
fn a_platform_that_merges_takes_nothing_away() {
    let checked = check_with(&[HEAD, "Jonas Müller|Billing||remove"], &Overlay::default(), &scale(), Writes::Merge);
    assert_eq!(edits(&checked), [""; 0]);
    assert_eq!(problems(&checked), ["C2 cannotRemove “This contact centre cannot take a skill away here”"]);
}

#[test]
fn levels_can_be_turned_round_and_are_questioned() {
    let scale =
        Scale { min: Proficiency::whole(1), max: Proficiency::whole(20), step: Proficiency::whole(1), best: Best::Low };
    let lines = [HEAD, "Jonas Müller|Billing|20|"];
    let turned = Overlay { turned_round: true, ..Overlay::default() };
    assert_eq!(edits(&check_with(&lines, &turned, &scale, Writes::Replace)), ["u-1 s-1 1 C2"]);

    let agents = ["u-1", "u-4"];
    let skills = ["s-1", "s-2", "s-3", "s-4", "s-6", "s-7"];
    let mut live = skillsheet_skills::Live::new();
    let mut edits = Vec::new();
    for agent in agents {
        for skill in skills {
            live.entry(agent.into()).or_default().insert(skill.into(), Proficiency::whole(2));
            edits.push(skillsheet_skills::Edit {
                agent: agent.into(),
                skill: skill.into(),
                wish: Wish::Assign(Proficiency::whole(18)),
                cells: vec!["C2".parse().unwrap()],
            });
        }
    }
    assert!(looks_inverted(&edits, &live, &scale));
    for edit in &mut edits {
        edit.wish = Wish::Assign(Proficiency::whole(4));
    }
    assert!(!looks_inverted(&edits, &live, &scale));
}
