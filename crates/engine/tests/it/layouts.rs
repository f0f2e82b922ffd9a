//! What the update does with the sheets that managers have: packed and turned grids, marks, sheets of a known shape, a
//! file that was saved again.

use std::sync::Arc;

use jiff::Timestamp;
use skillsheet_engine::memory::{Memory, Remembered};
use skillsheet_engine::update::{Kind, Order, Query, Repair, Sorting, Terms, Update};
use skillsheet_practice::State;
use skillsheet_skills::{Code, Field, Layout, Marked, Proficiency};

use crate::updating::{at, compare, small, small_state, terms};

/// Agents and skills by their places, so that a sheet can be written down: `a0` is the first agent, `s0` the first skill.
fn written(state: &State, rows: &[&str]) -> Vec<String> {
    let named = |word: &str| {
        let place = |letter: char| word.strip_prefix(letter)?.parse::<usize>().ok();
        let agent = place('a').and_then(|at| state.directory.agents.get(at)).map(|agent| agent.id.clone());
        let skill = place('s').and_then(|at| state.directory.skills.get(at)).map(|skill| skill.name.clone());
        agent.or(skill).unwrap_or_else(|| word.to_owned())
    };
    let row = |row: &&str| {
        let mut line = String::new();
        for part in row.split_inclusive(['|', ':', ',', ';', ' ']) {
            let word = part.trim_end_matches(['|', ':', ',', ';', ' ']);
            line.push_str(&named(word));
            line.push_str(&part[word.len()..]);
        }
        line
    };
    rows.iter().map(row).collect()
}

pub fn update_of(state: &State, rows: &[&str], terms: Terms) -> Update {
    let lines = written(state, rows);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut update = Update::new(small(&lines), terms);
    compare(&mut update, state);
    update
}

/// The changes as “agent skill before → after”, by the places of agents and skills.
pub fn changes(update: &Update, state: &State) -> Vec<String> {
    let agent = |id: &str| state.directory.agents.iter().position(|agent| agent.id == id).expect("an agent");
    let skill = |id: &str| state.directory.skills.iter().position(|skill| skill.id == id).expect("a skill");
    let level = |level: Option<Proficiency>| level.map_or("-".to_owned(), |level| level.to_string());
    let mut all: Vec<String> = update
        .calls()
        .iter()
        .flat_map(|call| &call.changes)
        .map(|it| {
            let (agent, skill) = (agent(it.agent.as_str()), skill(it.skill.as_str()));
            format!("a{agent} s{skill} {} → {}", level(it.before), level(it.after))
        })
        .collect();
    all.sort();
    all
}

pub fn positions(update: &Update, kind: Kind) -> Vec<usize> {
    let order = Order { by: Sorting::Skill, descending: false };
    update.query(&Query { kind, search: String::new(), team: None, order })
}

pub fn problems(update: &Update) -> Vec<(Code, String)> {
    let lines = positions(update, Kind::Problem);
    assert_eq!(
        lines.len(),
        lines.iter().map(|at| update.line_text(*at).key).collect::<std::collections::HashSet<_>>().len()
    );
    update
        .checked()
        .diagnostics
        .iter()
        .filter(|it| it.severity == skillsheet_skills::Severity::Error)
        .map(|it| (it.code, it.at.to_string()))
        .collect()
}

#[test]
fn the_entries_of_a_packed_cell_are_lines_of_their_own() {
    let state = small_state();
    let rows = ["Agent|Skills", "a3|s0:70, s1:50, s3:20", "a2|s0:60; s1:130"];
    let mut update = update_of(&state, &rows, terms(&state));
    assert_eq!(update.mapping().layout, Layout::Packed);
    assert_eq!(changes(&update, &state), ["a2 s0 50 → 60", "a3 s0 50 → 70", "a3 s3 - → 20"]);
    assert_eq!(problems(&update), [(Code::OutOfScale, "B3".to_owned())]);

    let changed = positions(&update, Kind::Change);
    let line = update.line_text(*changed.iter().find(|at| update.line_text(**at).at == "2").expect("a line of row 2"));
    assert_eq!(line.cell, None, "its cell holds the levels of other skills too");
    update.set_included(std::slice::from_ref(&line.key), false);
    assert_eq!(changes(&update, &state), ["a2 s0 50 → 60", "a3 s3 - → 20"], "one entry is left out, and not its cell");
    update.set_included(&[line.key], true);
    assert_eq!(changes(&update, &state).len(), 3);

    let problem = update.line_text(positions(&update, Kind::Problem)[0]);
    let labels: Vec<&str> = problem.repairs.iter().map(Repair::label).collect();
    assert_eq!(labels, ["Use 100", "Leave out"]);
    update.repair(&problem.repairs[0]);
    compare(&mut update, &state);
    assert_eq!(changes(&update, &state), ["a2 s0 50 → 60", "a2 s1 50 → 100", "a3 s0 50 → 70", "a3 s3 - → 20"]);
    let said = update.explain(at("B3"));
    assert_eq!(
        (said.kind, said.title.contains("50 → 60"), said.title.contains("50 → 100")),
        (Some(Kind::Change), true, true)
    );
}

#[test]
fn agents_may_stand_across() {
    let state = small_state();
    let rows = ["Skill|a2|a3", "s0|60|70", "s1|50|remove"];
    let mut update = update_of(&state, &rows, terms(&state));
    if update.mapping().layout != Layout::Transposed {
        update.set_layout(Layout::Transposed);
        compare(&mut update, &state);
    }
    assert_eq!(changes(&update, &state), ["a2 s0 50 → 60", "a3 s0 50 → 70", "a3 s1 50 → -"]);
    assert_eq!(update.explain(at("C3")).kind, Some(Kind::Remove));
}

#[test]
fn marks_are_confirmed_once() {
    let state = small_state();
    let rows = ["Agent|Skill|Level", "a2|s0|Expert", "a3|s0|Expert", "a3|s1|50"];
    let mut update = update_of(&state, &rows, terms(&state));
    assert_eq!(problems(&update), [(Code::Legend, "C2".to_owned()), (Code::Legend, "C3".to_owned())]);
    assert!(changes(&update, &state).is_empty(), "nothing is taken for granted");
    let repairs = update.explain(at("C2")).repairs;
    assert_eq!(repairs[0].label(), "“Expert” is 100 in 2 cells");
    update.repair(&repairs[0]);
    compare(&mut update, &state);
    assert_eq!(changes(&update, &state), ["a2 s0 50 → 100", "a3 s0 50 → 100"]);
    update.undo();
    update.set_mark("expert", Some(Marked::Level(Proficiency::whole(80))));
    compare(&mut update, &state);
    assert_eq!(changes(&update, &state), ["a2 s0 50 → 80", "a3 s0 50 → 80"]);
    let kept = serde_json::to_string(&update.kept_mapping()).expect("it can be kept");
    assert!(kept.contains(r#""legend":{"expert":80}"#), "{kept}");
}

#[test]
fn a_sheet_of_a_known_shape_is_read_as_the_last_one() {
    let (state, folder) = (small_state(), tempfile::tempdir().expect("a folder"));
    let memory = Memory::of(folder.path());
    let rows = ["Plan of November|||", "Who|Old level|What|New level", "a3|50|s0|70", "a2|50|s0|Expert"];
    let mut update = update_of(&state, &rows, terms(&state));
    update.set_heading_row(2);
    update.set_column(Field::Agent, Some(0));
    update.set_column(Field::Skill, Some(2));
    update.set_column(Field::Proficiency, Some(1));
    update.confirm_marks();
    let settled = update.settled(Timestamp::UNIX_EPOCH);
    assert!(settled.mapping.is_some(), "something was said");
    memory.remember("c", settled).expect("remembered");

    let next = ["Plan|||", "", "For December|||", "Who|Old level|What|New level", "a3|Expert|s1|70"];
    let recalled = |connection: &str| Terms { memory: Arc::new(memory.recall(connection)), ..terms(&state) };
    let mut update = update_of(&state, &next, recalled("c"));
    assert_eq!((update.mapping().heading_row, update.mapping().proficiency), (4, Some(1)));
    assert_eq!(update.earlier().map(|earlier| earlier.sheet.as_str()), Some("small.xlsx"));
    assert_eq!(update.guesses().headings, "As in “small.xlsx”");
    update.start_fresh();
    assert_eq!((update.earlier(), update.mapping().proficiency), (None, Some(3)));

    let other = ["Who|Old level|Skill|New level|Team", "a3|10|s1|70|x"];
    assert_eq!(update_of(&state, &other, recalled("c")).earlier(), None, "another shape");
}

#[test]
fn a_name_settled_once_is_settled_for_the_connection() {
    let (state, folder) = (small_state(), tempfile::tempdir().expect("a folder"));
    let memory = Memory::of(folder.path());
    let rows = ["Agent|Skill|Level", "a3|Fooling|70"];
    let mut update = update_of(&state, &rows, terms(&state));
    assert_eq!(problems(&update), [(Code::UnknownSkill, "B2".to_owned())]);
    let id = state.directory.skills[0].id.as_str();
    update.settle_skill("Fooling", Some(skillsheet_skills::Choice::Use(id.into())));
    memory.remember("c", update.settled(Timestamp::UNIX_EPOCH)).expect("remembered");

    let with = |remembered: Remembered| {
        let update = update_of(&state, &rows, Terms { memory: Arc::new(remembered), ..terms(&state) });
        changes(&update, &state)
    };
    assert_eq!(with(memory.recall("c")), ["a3 s0 50 → 70"]);
    assert!(with(memory.recall("another")).is_empty());
}

#[test]
fn what_goes_over_the_most_skills_is_left_out_and_said() {
    let state = small_state();
    let most = |max_skills| Terms { max_skills: Some(max_skills), ..terms(&state) };
    let rows = ["Agent|Skill|Level", "a2|s2|10", "a2|s3|20", "a2|s0|60", "a0|s0|5"];
    let update = update_of(&state, &rows, most(3));
    assert_eq!(problems(&update), [(Code::TooManySkills, "C3".to_owned())]);
    let problem = update.checked().diagnostics.iter().find(|it| it.code == Code::TooManySkills).expect("said");
    assert!(problem.message.ends_with("would have 4 skills, and 3 are the most allowed"), "{}", problem.message);
    assert_eq!(changes(&update, &state), ["a0 s0 - → 5", "a2 s0 50 → 60", "a2 s2 - → 10"]);
    let rows = ["Agent|Skill|Level", "a2|s2|10", "a2|s3|20", "a2|s0|remove"];
    assert_eq!(problems(&update_of(&state, &rows, most(3))), [], "one goes, so one more may come");
    let above = update_of(&state, &["Agent|Skill|Level", "a3|s0|60"], most(2));
    assert_eq!((problems(&above), changes(&above, &state).len()), (Vec::new(), 1), "who is above it may stay so");
}

#[test]
fn rows_can_be_left_out_and_cells_pasted() {
    let state = small_state();
    let rows = ["Agent|Skill|Level", "a2|s0|60", "a3|s0|70", "a3|s1|many"];
    let mut update = update_of(&state, &rows, terms(&state));
    update.set_rows_out(&[2, 4], true);
    assert_eq!((changes(&update, &state), problems(&update)), (vec!["a3 s0 50 → 70".to_owned()], Vec::new()));
    let line = update.line_text(
        positions(&update, Kind::Change).into_iter().find(|it| update.line_text(*it).at == "2").expect("its line"),
    );
    update.set_included(&[line.key], true);
    assert_eq!(changes(&update, &state).len(), 2, "a line of a row that is out takes it in");
    update.undo();
    update.undo();
    assert_eq!(update.paste(at("C2"), "61\n71\n51"), 3);
    compare(&mut update, &state);
    assert_eq!(changes(&update, &state), ["a2 s0 50 → 61", "a3 s0 50 → 71", "a3 s1 50 → 51"]);
    update.undo();
    assert_eq!(problems(&update).len(), 1, "all of it is taken back at once");
    update.correct(at("C2"), "60");
    assert!(update.overlay().texts.is_empty(), "what the sheet says is no correction");
}
