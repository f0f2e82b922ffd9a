//! What a sheet leaves open as a whole is asked, and counts as the person answered it.

use skillsheet_skills::{AgentId, Best, Marked, Overlay, Proficiency, Records, Scale};

use crate::make::{scale, sheet};
use crate::reading::{Read, edits, problems, read};

fn to_five() -> Scale {
    Scale { max: Proficiency::whole(5), ..scale() }
}

/// Answers to what is asked.
fn said(answers: &[(&str, Marked)]) -> Overlay {
    let mut overlay = Overlay::default();
    answers.iter().for_each(|(written, meaning)| overlay.legend.set(written, Some(*meaning)));
    overlay
}

#[test]
fn levels_on_another_scale_mean_what_was_said() {
    for (heading, scale, levels, asked) in [
        ("Level (1-10)", to_five(), "8", "C2 legend “8 seems to be on another scale, and may mean 4 here” → 4"),
        ("Level (1-5)", scale(), "3", "C2 legend “3 seems to be on another scale, and may mean 60 here” → 60"),
        ("Level (1 = best)", to_five(), "1", "C2 legend “1 seems to be on another scale, and may mean 5 here” → 5"),
        ("Level (1-5)", to_five(), "3", ""),
        ("Level (5 = best)", to_five(), "3", ""),
        ("Level 2026", to_five(), "3", ""),
    ] {
        let sheet = sheet(&[&format!("Agent|Skill|{heading}"), &format!("Jonas Müller|Billing|{levels}")]);
        let open = read(&sheet, Read { scale, ..Read::default() });
        assert_eq!(problems(&open).concat(), asked, "{heading}");
        assert_eq!(edits(&open).is_empty(), !asked.is_empty(), "{heading}");
        let overlay = said(&[(levels, Marked::Level(Proficiency::whole(2)))]);
        let answered = read(&sheet, Read { scale, overlay, ..Read::default() });
        assert_eq!(edits(&answered), ["u-1 s-1 2 C2"], "{heading}");
    }
}

#[test]
fn a_scale_on_which_1_is_best_is_held_against_headings() {
    let low = Scale { min: Proficiency::whole(1), max: Proficiency::whole(20), best: Best::Low, ..scale() };
    for (heading, is_asked) in
        [("Level (1-20, 1 is best)", false), ("Level (1-20, 20 is best)", true), ("Level (1-20)", false)]
    {
        let sheet = sheet(&[&format!("Agent|Skill|{heading}"), "Jonas Müller|Billing|7"]);
        let checked = read(&sheet, Read { scale: low, ..Read::default() });
        assert_eq!(checked.marks.len() == 1, is_asked, "{heading}");
    }
}

#[test]
fn dashes_and_zeros_count_as_they_were_answered() {
    let dashes = sheet(&[
        "Agent|Billing|Chat|Fraud",
        "Jonas Müller|4|-|-",
        "Adaeze Okafor|-|-|3",
        "maria.silva2@x.example|-|2|-",
    ]);
    let open = read(&dashes, Read::default());
    assert_eq!(edits(&open), ["u-1 s-1 4 B2", "u-4 s-4 3 D3", "u-3 s-3 2 C4"]);
    assert_eq!((open.marks.len(), open.marks[0].cells, open.marks[0].proposed), (1, 6, Marked::Nothing));
    assert_eq!(open.doubts.pairs.len(), 6, "the exact mode takes nothing away that is asked");
    let gone = read(&dashes, Read { overlay: said(&[("-", Marked::Remove)]), ..Read::default() });
    assert_eq!((gone.edits.len(), problems(&gone)), (9, Vec::new()));

    let few = sheet(&["Agent|Billing|Chat", "Jonas Müller|4|-", "Adaeze Okafor|0|5"]);
    assert_eq!(
        edits(&read(&few, Read::default())),
        ["u-1 s-1 4 B2", "u-1 s-3 remove C2", "u-4 s-1 0 B3", "u-4 s-3 5 C3"]
    );
    let mut hidden = few.clone();
    hidden.hides_zeros = true;
    assert_eq!(problems(&read(&hidden, Read::default())), ["B3 legend ““0” may mean that nothing changes”"]);
    let overlay = said(&[("-", Marked::Nothing), ("0", Marked::Remove)]);
    let answered = read(&few, Read { overlay, ..Read::default() });
    assert_eq!(
        edits(&answered),
        ["u-1 s-1 4 B2", "u-4 s-1 remove B3", "u-4 s-3 5 C3"],
        "answers hold for smaller sheets"
    );
}

#[test]
fn a_torn_record_is_told_and_leaves_its_agent_in_doubt() {
    let mut torn = sheet(&["Agent|Skill|Level", "Jonas Müller|Billing|2|5", "Adaeze Okafor|Chat|3"]);
    torn.records = [(1, 3), (2, 4), (3, 3)].map(|(from, cells)| Records { from, cells }).into();
    let checked = read(&torn, Read::default());
    assert_eq!(edits(&checked), ["u-4 s-3 3 C3"]);
    assert_eq!(problems(&checked), ["A2 tornRow “Row 2 has 4 cells under 3 headings”"]);
    assert!(checked.doubts.agents.contains(&AgentId::from("u-1")), "nobody knows what that row says of them");
}
