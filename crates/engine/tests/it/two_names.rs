//! First and last names in two columns, from the sheet to what is remembered of it.

use std::sync::Arc;

use jiff::Timestamp;
use skillsheet_engine::mapping_file;
use skillsheet_engine::memory::Memory;
use skillsheet_engine::update::{Kind, Repair, Terms, Thing, Update};
use skillsheet_practice::State;
use skillsheet_skills::{Code, Field, Sure};

use crate::layouts::{changes, positions, problems, update_of};
use crate::updating::{at, compare, small_state, terms};

/// A small centre of these people: who they are, by their places.
fn people() -> State {
    let mut state = small_state();
    for (agent, name) in
        state.directory.agents.iter_mut().zip(["Ann Lee", "Bob Stone", "Jan van Dijk", "Eva Lindqvist"])
    {
        name.clone_into(&mut agent.name);
    }
    state
}

/// Eva is misspelt, twice.
const ROWS: [&str; 5] = [
    "Surname|Given name|Skill|Level",
    "van Dijk|Jan|s0|60",
    "Lindquist|Eva|s0|70",
    "Lindquist|Eva|s1|80",
    "|Bob|s0|90",
];

fn columns(update: &Update) -> (Option<u32>, Option<u32>) {
    (update.mapping().agent, update.mapping().agent_rest)
}

#[test]
fn a_misspelt_name_is_mended_in_all_its_rows_and_known_again() {
    let (state, folder) = (people(), tempfile::tempdir().expect("a folder"));
    let memory = Memory::of(folder.path());
    let mut update = update_of(&state, &ROWS, terms(&state));
    let said = [(Code::UnknownAgent, "B3"), (Code::UnknownAgent, "B4"), (Code::UnknownAgent, "B5")];
    assert_eq!(problems(&update), said.map(|(code, at)| (code, at.to_owned())));
    assert_eq!(update.facts().agents_named, 3);
    assert!(update.facts().unused.is_empty());
    let mut lines = positions(&update, Kind::Problem).into_iter().map(|at| update.line_text(at));
    let line = lines.find(|line| line.agent == "Eva Lindquist").expect("the line names her");
    assert_eq!(line.repairs[0].label(), "Use Eva Lindqvist in 2 rows");
    let Repair::UseAgent { written, .. } = &line.repairs[0] else { panic!("{line:?}") };
    assert_eq!(written, "Eva Lindquist");

    assert_eq!(update.use_sure_suggestions(Thing::Agent), 1);
    compare(&mut update, &state);
    let mended = ["a2 s0 50 → 60", "a3 s0 50 → 70", "a3 s1 50 → 80"];
    assert_eq!(changes(&update, &state), mended);
    update.undo();
    update.repair(&line.repairs[0]);
    compare(&mut update, &state);
    assert_eq!(changes(&update, &state), mended);

    memory.remember("c", update.settled(Timestamp::UNIX_EPOCH)).expect("remembered");
    let recalled = Terms { memory: Arc::new(memory.recall("c")), ..terms(&state) };
    assert_eq!(changes(&update_of(&state, &ROWS, recalled), &state), mended);

    update.correct(at("A5"), "Stone");
    compare(&mut update, &state);
    assert_eq!(
        (changes(&update, &state).len(), problems(&update)),
        (4, Vec::new()),
        "half a name is mended in its cell"
    );
}

#[test]
fn the_columns_are_changed_by_the_person_and_remembered() {
    let (state, folder) = (people(), tempfile::tempdir().expect("a folder"));
    let memory = Memory::of(folder.path());
    let rows = ["Who|Which|Code|Skill|Level", "Jan|van Dijk|k1|s0|60", "Eva|Lindqvist|k2|s0|70"];
    let mut update = update_of(&state, &rows, terms(&state));
    assert_eq!(columns(&update), (Some(0), Some(1)), "by what stands in them");
    assert_eq!(
        update.guesses().why(Field::AgentRest),
        "Headed “Who” and “Which”; together they name an agent in 2 of 2 rows"
    );
    update.set_column(Field::AgentRest, None);
    compare(&mut update, &state);
    assert_eq!((update.guesses().sure(Field::Agent), problems(&update).len()), (Sure::PleaseCheck, 2));
    update.set_column(Field::Agent, Some(2));
    assert_eq!(columns(&update), (Some(2), None));
    update.set_column(Field::Agent, Some(1));
    compare(&mut update, &state);
    assert_eq!(columns(&update), (Some(1), Some(0)), "it goes on in the other one by itself");
    assert_eq!(changes(&update, &state), ["a2 s0 50 → 60", "a3 s0 50 → 70"]);

    let path = folder.path().join("mapping.json");
    mapping_file::save(&update.kept_mapping(), &path).expect("saved");
    let kept = mapping_file::read(&path).expect("it is one of ours");
    assert_eq!(kept, update.kept_mapping());
    let mut again = update_of(&state, &rows, terms(&state));
    again.use_mapping(kept);
    assert_eq!(columns(&again), (Some(1), Some(0)));

    memory.remember("c", update.settled(Timestamp::UNIX_EPOCH)).expect("remembered");
    let recalled = Terms { memory: Arc::new(memory.recall("c")), ..terms(&state) };
    let next = ["Plan|", "", "Who|Which|Code|Skill|Level", "Bob|Stone|k3|s0|10"];
    let update = update_of(&state, &next, recalled);
    assert_eq!((columns(&update), update.earlier().is_some()), ((Some(1), Some(0)), true));
    assert_eq!(changes(&update, &state), ["a1 s0 50 → 10"]);
}
