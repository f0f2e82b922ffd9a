//! The update in hand: the practice centre's sample sheets against its own state, corrections, and what they lead to.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use skillsheet_engine::samples;
use skillsheet_engine::update::{Kind, Order, Query, Repair, Sorting, Terms, Thing, Update};
use skillsheet_practice::samples::{Expected, SampleCell, SampleTable, grid, list};
use skillsheet_practice::{State, seed};
use skillsheet_skills::{
    Agent, Assignments, Best, CellRef, Directory, Layout, Live, PlanMode, Proficiency, Scale, Skill, Value, Writes,
};
use skillsheet_workbook::Workbook;

pub fn terms(state: &State) -> Terms {
    let agents = state.directory.agents.iter().map(|agent| Agent {
        id: agent.id.as_str().into(),
        name: agent.name.clone(),
        email: Some(agent.email.clone()),
        employee_id: Some(agent.employee_id.clone()),
        login: None,
        team: None,
        active: agent.active,
    });
    let skills = state.directory.skills.iter().map(|skill| Skill {
        id: skill.id.as_str().into(),
        name: skill.name.clone(),
        active: true,
    });
    Terms {
        directory: Some(Arc::new(Directory::new(agents.collect(), skills.collect()))),
        scale: Scale {
            min: Proficiency::whole(0),
            max: Proficiency::whole(100),
            step: Proficiency::whole(1),
            best: Best::High,
        },
        writes: Writes::Replace,
        lists_directory: true,
        max_skills: None,
        memory: Arc::default(),
    }
}

fn sample(table: SampleTable) -> Arc<Workbook> {
    let text = |text: String| Some(Value::Text(text.into()));
    let mut rows: Vec<Vec<Option<Value>>> = table.title.into_iter().map(|line| vec![text(line)]).collect();
    rows.push(table.headings.into_iter().map(text).collect());
    rows.extend(table.rows.into_iter().map(|row| {
        let cells = row.into_iter().map(|cell| match cell {
            SampleCell::Empty => None,
            SampleCell::Text(words) => text(words),
            SampleCell::Number(number) => Some(Value::Number(number)),
        });
        cells.collect()
    }));
    samples::workbook("sample.xlsx", &table.name, rows)
}

pub fn compare(update: &mut Update, state: &State) {
    let levels = |agent: &str| state.levels(agent).cloned().unwrap_or_default();
    let live: Live = update
        .agents_to_read()
        .into_iter()
        .map(|agent| {
            let have = levels(agent.as_str());
            let have = have.into_iter().map(|(skill, level)| (skill.into(), Proficiency::whole(level as i16)));
            (agent, have.collect())
        })
        .collect();
    update.add_compared(live, Vec::new(), Timestamp::UNIX_EPOCH);
}

fn counts(update: &Update) -> Expected {
    let summary = update.summary();
    Expected { change: summary.counts[1], add: summary.counts[2], remove: summary.counts[3], same: summary.counts[4] }
}

/// What the samples ask for was counted by whoever made them, not by us.
#[test]
fn the_samples_ask_for_what_their_maker_says() {
    let state = seed::state(420, 36, 1);
    for table in [list(&state), grid(&state)] {
        let name = table.name.clone();
        let (expected, fixed, mistakes) = (table.expected, table.expected_with_skill_fixed, table.mistakes.clone());
        let heading_row = table.heading_row() as u32;
        let mut update = Update::new(sample(table), terms(&state));
        assert_eq!(update.mapping().heading_row, heading_row, "{name}");
        compare(&mut update, &state);
        assert_eq!(counts(&update), expected, "{name} as it stands");

        let at = |cell: CellRef| update.checked().diagnostics.iter().any(|it| it.at == cell || it.with.contains(&cell));
        for mistake in &mistakes {
            assert!(at(mistake.at.parse().unwrap()), "{name}: {mistake:?} has a problem at its cell");
        }

        let misspelt: Vec<String> = update
            .checked()
            .skills
            .list()
            .iter()
            .filter(|name| name.meaning.is_open() && !name.suggestions.is_empty())
            .map(|name| name.written.clone())
            .collect();
        assert_eq!(misspelt.len(), 1, "{name}: one skill is misspelt");
        assert_eq!(update.use_sure_suggestions(Thing::Skill), 1, "{name}");
        compare(&mut update, &state);
        assert_eq!(counts(&update), fixed, "{name} with the skill mended");

        let calls = update.calls();
        assert_eq!(update.summary().calls, calls.len());
        for call in &calls {
            let before = &update.plan().unwrap().before[call.agent().unwrap()];
            let others = before.iter().filter(|(skill, _)| !call.changes.iter().any(|it| &it.skill == *skill));
            for (skill, level) in others {
                assert_eq!(call.send.get(skill), Some(level), "the agent's other skills go along");
            }
        }
    }
}

pub fn small(rows: &[&str]) -> Arc<Workbook> {
    let cell = |text: &str| match (text.trim(), text.trim().parse()) {
        ("", _) => None,
        (_, Ok(number)) => Some(Value::Number(number)),
        (text, Err(_)) => Some(Value::Text(text.into())),
    };
    let rows = rows.iter().map(|row| row.split('|').map(cell).collect());
    samples::workbook("small.xlsx", "Skills", rows.collect())
}

pub fn small_state() -> State {
    let mut state = seed::state(4, 4, 7);
    let skills: Vec<String> = state.directory.skills.iter().map(|skill| skill.id.clone()).collect();
    let agents: Vec<String> = state.directory.agents.iter().map(|agent| agent.id.clone()).collect();
    for agent in &mut state.directory.agents {
        agent.active = true;
    }
    for (index, agent) in agents.iter().enumerate() {
        let have = skills.iter().take(index).map(|skill| (skill.clone(), 50)).collect();
        state.assignments.insert(agent.clone(), have);
    }
    state
}

pub fn at(text: &str) -> CellRef {
    text.parse().unwrap()
}

/// A small centre, and a list in which agents have ids for names: agent 0 has nothing, agent 3 has skills 0 to 2 at 50.
fn small_update(rows: &[(usize, usize, &str)]) -> (Update, State) {
    let state = small_state();
    let mut lines = vec!["Agent|Skill|Level".to_owned()];
    for (agent, skill, level) in rows {
        let (agent, skill) = (&state.directory.agents[*agent].id, &state.directory.skills[*skill].id);
        lines.push(format!("{agent}|{skill}|{level}"));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut update = Update::new(small(&lines), terms(&state));
    compare(&mut update, &state);
    (update, state)
}

fn lines(update: &Update, kind: Kind) -> Vec<(String, bool, String)> {
    let order = Order { by: Sorting::Row, descending: false };
    let found = update.query(&Query { kind, search: String::new(), team: None, order });
    found.into_iter().map(|it| update.line_text(it)).map(|it| (it.at, it.included, it.note)).collect()
}

#[test]
fn lines_are_left_out_and_taken_back() {
    let (mut update, _) = small_update(&[(3, 0, "70"), (3, 1, "20"), (0, 0, "10")]);
    assert_eq!(
        lines(&update, Kind::Change),
        [("2".into(), true, String::new()), ("3".into(), true, "Lower by 30".into())]
    );
    assert_eq!((update.summary().changes, update.summary().agents), (3, 2));

    let key = update.line_text(
        update.query(&Query {
            kind: Kind::Change,
            search: "c3".into(),
            team: None,
            order: Order { by: Sorting::Agent, descending: true },
        })[0],
    );
    assert_eq!(key.cell, Some(at("C3")));
    update.set_included(std::slice::from_ref(&key.key), false);
    assert_eq!(lines(&update, Kind::Change)[1], ("3".into(), false, "You left this out".into()));
    assert_eq!(update.summary().changes, 2);
    assert_eq!(update.calls().iter().map(|call| call.changes.len()).sum::<usize>(), 2);

    update.undo();
    assert_eq!(update.summary().changes, 3);
    update.redo();
    assert_eq!(update.summary().changes, 2);
    update.set_included(&[key.key], true);
    assert_eq!(update.summary().changes, 3);
    update.set_all_included(None, "", None, false);
    assert_eq!((update.summary().changes, update.calls().len()), (0, 0));
}

#[test]
fn what_is_read_anew_takes_the_place_of_what_was_read_and_keeps_what_was_decided() {
    let (mut update, _) = small_update(&[(3, 0, "70"), (3, 1, "20"), (0, 0, "10")]);
    let order = Order { by: Sorting::Agent, descending: false };
    let found = update.query(&Query { kind: Kind::Change, search: String::new(), team: None, order });
    update.set_included(&[update.line_text(found[0]).key], false);
    assert_eq!((update.agents_to_read().len(), update.agents_concerned().len()), (0, 2));

    // Nobody has a skill any more; one of the two is not read.
    let agents = update.agents_concerned();
    let read_at = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_mins(20);
    update.compare_anew([(agents[0].clone(), Assignments::default())].into(), Vec::new(), read_at);
    assert_eq!(update.compared().unwrap().read_at, Some(read_at));
    assert_eq!(update.agents_to_read(), agents[1..], "who was read before and not now is not known any more");
    update.add_compared([(agents[1].clone(), Assignments::default())].into(), Vec::new(), read_at);
    let included: Vec<bool> = lines(&update, Kind::Add).into_iter().map(|(_, included, _)| included).collect();
    assert_eq!(included.len(), 3);
    assert_eq!(included.iter().filter(|it| **it).count(), 2, "{included:?}: what was left out stays so");
}

#[test]
fn a_cell_is_corrected_beside_the_file_and_the_correction_outlives_a_new_reading() {
    let (mut update, state) = small_update(&[(3, 0, "130"), (3, 1, "50")]);
    assert_eq!(update.next_problem(None, false), Some(at("C2")));
    let problem = update.explain(at("C2"));
    assert_eq!(problem.title, "130 is higher than the best level, 100.");
    assert_eq!(problem.repairs.iter().map(Repair::label).collect::<Vec<_>>(), ["Use 100", "Leave out"]);
    update.repair(&problem.repairs[0]);
    compare(&mut update, &state);
    assert_eq!(lines(&update, Kind::Change), [("2".into(), true, "You corrected this".into())]);
    assert_eq!(update.next_problem(None, false), None);

    let again = update.workbook().clone();
    update.set_workbook(again);
    assert_eq!(update.summary().changes, 1);
    assert_eq!(update.workbook().tabs[0].value(at("C2")), Some(&Value::Number(130.0)), "the sheet itself stays");
}

#[test]
fn what_still_fits_can_be_taken_back_and_made_again_after_a_new_reading() {
    let (mut update, state) = small_update(&[(3, 0, "10"), (3, 1, "20"), (3, 2, "30")]);
    for (cell, text) in [("C2", "11"), ("C3", "21"), ("C2", "12"), ("C4", "31")] {
        update.correct(at(cell), text);
    }
    update.undo();
    update.undo();
    // The row of C3 is another one now, and those below it have moved.
    let agent = |place: usize| state.directory.agents[place].id.clone();
    let skill = |place: usize| state.directory.skills[place].id.clone();
    let (a2, a3) = (agent(2), agent(3));
    let rows = [
        "Agent|Skill|Level".to_owned(),
        format!("{a2}|{}|5", skill(0)),
        format!("{a3}|{}|10", skill(0)),
        format!("{a2}|{}|99", skill(1)),
        format!("{a3}|{}|30", skill(2)),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let reread = update.set_workbook(small(&rows));
    assert_eq!((reread.kept, reread.dropped), (1, vec![at("C3")]));
    let texts = |update: &Update| -> Vec<String> {
        update.overlay().texts.iter().map(|(at, text)| format!("{at} {text}")).collect()
    };
    assert_eq!(texts(&update), ["C3 11"]);
    update.undo();
    assert_eq!((texts(&update), update.can_undo()), (Vec::new(), false), "what C3 held before is no step any more");
    for expected in [&["C3 11"][..], &["C3 12"], &["C3 12", "C5 31"]] {
        update.redo();
        assert_eq!(texts(&update), expected);
    }
    assert!(!update.can_redo());
}

#[test]
fn the_exact_mode_takes_away_what_is_not_named_and_spares_what_the_person_keeps() {
    let (mut update, state) = small_update(&[(3, 0, "50"), (2, 0, "50")]);
    assert_eq!(update.summary().exact_removes, 3, "said before the mode is chosen");
    assert!(update.calls().is_empty());
    update.set_mode(PlanMode::Exact);
    assert_eq!((update.summary().changes, update.summary().losing_agents), (3, 2));
    let losses = update.losses();
    assert_eq!(losses.iter().map(|it| (it.lose, it.have, it.kept)).collect::<Vec<_>>(), [(2, 2, false), (1, 1, false)]);

    update.keep_skill(losses[0].skill.clone(), true);
    assert_eq!(update.summary().changes, 1);
    assert!(update.losses()[0].kept);

    let order = Order { by: Sorting::Agent, descending: false };
    let found = update.query(&Query { kind: Kind::Remove, search: String::new(), team: None, order });
    let key = update.line_text(found[0]).key;
    update.set_included(std::slice::from_ref(&key), false);
    assert_eq!(update.summary().changes, 0);
    assert_eq!(lines(&update, Kind::Remove), [(String::new(), false, "You left this out".into())]);
    update.set_included(&[key], true);
    assert_eq!(update.summary().changes, 1);
    assert!(state.directory.agents.len() == 4);
}

#[test]
fn who_would_lose_what_is_weighed_against_everybody_who_was_read() {
    let (update, _) = small_update(&[(3, 2, "remove"), (3, 0, "60"), (2, 0, "60")]);
    let losing = update.losing();
    assert_eq!((losing.skills, losing.agents, losing.of, losing.emptied.len()), (1, 1, 2, 1));
    assert!(!losing.everybody, "two of four were read");
    let said = losing.sentences(|skill| update.skill_name(skill));
    let skill = update.skill_name(&losing.emptied[0]);
    let nobody = format!("None of the agents in this update would have {skill} any more.");
    assert_eq!(said, format!("1 of 2 agents loses a skill. {nobody}"));

    let (update, _) = small_update(&[(3, 2, "remove"), (2, 0, "60"), (1, 0, "60"), (0, 0, "60")]);
    assert!(update.losing().everybody);
    let (mut update, _) = small_update(&[(3, 0, "50")]);
    assert_eq!((update.losing().skills, update.losing().weighs(20)), (0, false));
    update.set_mode(PlanMode::Exact);
    assert_eq!((update.losing().skills, update.losing().weighs(20)), (2, true), "it is of the plan as it is now");
}

#[test]
fn a_contact_centre_that_lists_nothing_is_updated_by_ids() {
    let state = small_state();
    let (agent, skill) = (&state.directory.agents[3].id, &state.directory.skills[0].id);
    let rows = [format!("User id|{skill}"), format!("{agent}|70")];
    let terms = Terms { directory: None, lists_directory: false, ..terms(&state) };
    let mut update = Update::new(small(&rows.each_ref().map(String::as_str)), terms);
    assert_eq!(update.mapping().layout, Layout::Grid);
    compare(&mut update, &state);
    let calls = update.calls();
    assert_eq!(calls.len(), 1);
    let sent: BTreeMap<&str, f64> =
        calls[0].send.iter().map(|(skill, level)| (skill.as_str(), level.number())).collect();
    assert_eq!(sent[skill.as_str()], 70.0);
    assert_eq!(sent.len(), 3, "the agent's other skills go along");
}

#[test]
fn disagreeing_cells_are_settled_by_leaving_out_the_others() {
    let (mut update, state) = small_update(&[(3, 0, "70"), (3, 0, "20")]);
    let problem = update.explain(at("C3"));
    assert_eq!(problem.title, "Two cells disagree: 70 or 20.");
    assert_eq!(problem.repairs.iter().map(Repair::label).collect::<Vec<_>>(), ["Use 70", "Use 20"]);
    update.repair(&problem.repairs[1]);
    compare(&mut update, &state);
    let calls = update.calls();
    assert_eq!(calls[0].changes.len(), 1);
    assert_eq!(calls[0].changes[0].after, Some(Proficiency::whole(20)));
    assert_eq!(update.summary().counts[0], 0, "the problem is gone");
}
