//! Reads the sample sheets as a person would, knowing nothing of how they were made, and compares.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::dialect::Dialect;
use crate::genesys_cloud::GenesysCloud;
use crate::nice_cxone::NiceCxone;
use crate::options::Options;
use crate::seed;
use crate::state::{Agent, State};

fn state() -> State {
    seed::state(420, 36, 1)
}

fn shown(cell: &SampleCell) -> String {
    match cell {
        SampleCell::Empty => String::new(),
        SampleCell::Text(text) => text.clone(),
        SampleCell::Number(number) => number.to_string(),
    }
}

/// One cell's request: agent, skill, level or a word, and where it stands.
struct Asked {
    agent: Option<Agent>,
    skill: String,
    level: String,
    row: usize,
}

fn find(state: &State, name: &str, email: &str) -> Option<Agent> {
    let by = |matches: &dyn Fn(&Agent) -> bool| {
        state.directory.agents.iter().filter(|agent| matches(agent)).cloned().collect()
    };
    let found: Vec<Agent> =
        if email.is_empty() { by(&|agent| agent.name == name) } else { by(&|agent| agent.email == email) };
    (found.len() == 1).then(|| found[0].clone())
}

fn of_list(state: &State, table: &SampleTable) -> Vec<Asked> {
    let row = |(row, cells): (usize, &Vec<SampleCell>)| {
        let [_, name, email, skill, level, action] = [0, 1, 2, 3, 4, 5].map(|column| shown(&cells[column]));
        let level = if action.is_empty() { level } else { action };
        Asked { agent: find(state, &name, &email), skill, level, row }
    };
    table.rows.iter().enumerate().map(row).collect()
}

fn of_grid(state: &State, table: &SampleTable) -> Vec<Asked> {
    let mut asked = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, skill) in table.headings.iter().enumerate().skip(3) {
            let agent = find(state, &shown(&cells[0]), &shown(&cells[1]));
            asked.push(Asked { agent, skill: skill.clone(), level: shown(&cells[column]), row });
        }
    }
    asked.retain(|asked| !asked.level.is_empty());
    asked
}

/// The columns of a form by their headings.
fn column(table: &SampleTable, heading: &str) -> usize {
    table.headings.iter().position(|one| one == heading).expect("the form has this column")
}

/// The rows of a form below its explanations.
fn filled(table: &SampleTable) -> impl Iterator<Item = (usize, &Vec<SampleCell>)> {
    table.rows.iter().enumerate().skip(1)
}

fn of_explained_list(state: &State, table: &SampleTable) -> Vec<Asked> {
    let row = |(row, cells): (usize, &Vec<SampleCell>)| {
        let [email, skill, level] = [0, 1, 2].map(|column| shown(&cells[column]));
        Asked { agent: find(state, "", &email), skill, level, row }
    };
    filled(table).map(row).collect()
}

/// Reads the skills out of one cell a row; `find` finds whose they are.
fn unpacked(
    table: &SampleTable,
    heading: &str,
    (after, between): (char, char),
    whose: impl Fn(&[SampleCell]) -> Option<Agent>,
) -> Vec<Asked> {
    let mut asked = Vec::new();
    for (row, cells) in filled(table) {
        for entry in shown(&cells[column(table, heading)]).split(after) {
            let (skill, level) = entry.split_once(between).expect("a skill and a level");
            asked.push(Asked { agent: whose(cells), skill: skill.to_owned(), level: level.to_owned(), row });
        }
    }
    asked
}

fn of_users_form(state: &State, table: &SampleTable) -> Vec<Asked> {
    let whose = |cells: &[SampleCell]| {
        let at = |heading| shown(&cells[column(table, heading)]);
        let name = format!("{} {}", at("First Name"), at("Last Name"));
        assert_eq!((at("Row Changed").as_str(), table.headings[0].as_str()), ("Y", "Row Changed"));
        let agents = &state.directory.agents;
        let agent = agents.iter().find(|agent| agent.login == at("Username")).cloned();
        agent.filter(|agent| agent.name == name.trim() && agent.team == at("Team Name"))
    };
    let mut asked = unpacked(table, "Skill ID", (';', '|'), whose);
    for one in &mut asked {
        one.skill = state.directory.skill(&one.skill).expect("the id of a skill").name.clone();
    }
    asked
}

fn of_people_import(state: &State, table: &SampleTable) -> Vec<Asked> {
    let whose = |cells: &[SampleCell]| find(state, "", &shown(&cells[column(table, "email")]));
    unpacked(table, "skills", (',', ':'), whose)
}

type Reader = fn(&State, &SampleTable) -> Vec<Asked>;

/// The sheets in the style of the platforms' own forms, and how each is read.
fn forms(state: &State) -> [(SampleTable, Reader); 3] {
    [
        (users_form(state), of_users_form),
        (people_import(state), of_people_import),
        (explained_list(state), of_explained_list),
    ]
}

/// Counts what can be done, reading one name of a skill as another.
fn counted(state: &State, asked: &[Asked], read_as: (&str, &str)) -> Expected {
    let mut said = HashMap::<_, HashSet<_>>::new();
    let name = |asked: &Asked| if asked.skill == read_as.0 { read_as.1.to_owned() } else { asked.skill.clone() };
    for one in asked {
        said.entry((one.agent.as_ref().map(|agent| agent.id.clone()), name(one)))
            .or_default()
            .insert(one.level.clone());
    }
    let mut expected = Expected::default();
    for one in asked {
        let (Some(agent), Some(skill)) = (&one.agent, state.directory.skill_named(&name(one))) else { continue };
        if said[&(Some(agent.id.clone()), name(one))].len() > 1 {
            continue;
        }
        let held = state.levels(&agent.id).unwrap().get(&skill.id).copied();
        let level = one.level.parse().ok().and_then(|level| state.scale.kept(level));
        let level = level.filter(|level| state.scale.holds(*level));
        match (held, &*one.level, level) {
            (Some(_), "remove" | "-", _) => expected.remove += 1,
            (Some(held), _, Some(level)) if held == level => expected.same += 1,
            (Some(_), _, Some(_)) => expected.change += 1,
            (None, _, Some(_)) => expected.add += 1,
            _ => {}
        }
    }
    expected
}

fn kinds(table: &SampleTable) -> HashMap<MistakeKind, usize> {
    let mut kinds = HashMap::new();
    table.mistakes.iter().for_each(|mistake| *kinds.entry(mistake.kind).or_default() += 1);
    kinds
}

/// What stands in a cell such as `C17`.
fn at(table: &SampleTable, name: &str) -> String {
    let column = usize::from(name.as_bytes()[0] - b'A');
    let row = name[1..].parse::<usize>().unwrap();
    if row == table.heading_row() {
        table.headings[column].clone()
    } else {
        shown(&table.rows[row - table.heading_row() - 1][column])
    }
}

#[test]
fn the_list_asks_for_what_it_says() {
    let (state, table) = (state(), list(&state()));
    let asked = of_list(&state, &table);
    assert_eq!(counted(&state, &asked, ("", "")), table.expected);
    assert_eq!(counted(&state, &asked, ("Billng", "Billing")), table.expected_with_skill_fixed);
    assert_eq!(table.expected, Expected { change: 18, add: 18, remove: 2, same: 18 });
    assert_eq!((table.heading_row(), &*table.title[0]), (3, "Skills December 2026"));
    assert_eq!((table.rows.len(), asked.iter().filter_map(|one| one.agent.as_ref()).count()), (66, 64));
    let teams = table.rows.iter().map(|cells| shown(&cells[0])).collect::<HashSet<_>>();
    assert!(teams.len() > 6, "{teams:?}");
}

#[test]
fn the_lists_mistakes_are_where_it_says() {
    let table = list(&state());
    let wanted = [
        (MistakeKind::MisspeltSkill, 3),
        (MistakeKind::UnknownSkill, 1),
        (MistakeKind::MisspeltAgent, 1),
        (MistakeKind::AmbiguousAgent, 1),
        (MistakeKind::OutOfRange, 1),
        (MistakeKind::NotANumber, 1),
        (MistakeKind::Contradiction, 2),
    ];
    assert_eq!(kinds(&table), HashMap::from(wanted));
    for mistake in &table.mistakes {
        let cell = at(&table, &mistake.at);
        let names = state().directory.agents.iter().filter(|agent| agent.name == cell).count();
        let as_said = match mistake.kind {
            MistakeKind::MisspeltSkill => cell == "Billng",
            MistakeKind::UnknownSkill => cell == "Pet insurance",
            MistakeKind::MisspeltAgent => names == 0,
            MistakeKind::AmbiguousAgent => names == 2 && cell == "Maria Silva",
            MistakeKind::OutOfRange => cell == "130",
            MistakeKind::NotANumber => cell == "forty",
            MistakeKind::Contradiction => cell == "40" || cell == "70",
        };
        assert!(as_said, "{mistake:?}: {cell}");
    }
}

#[test]
fn the_grid_asks_for_what_it_says() {
    let (state, table) = (state(), grid(&state()));
    let asked = of_grid(&state, &table);
    assert_eq!(counted(&state, &asked, ("", "")), table.expected);
    let fixed = counted(&state, &asked, ("Technicl support", "Technical support"));
    assert_eq!(fixed, table.expected_with_skill_fixed);
    assert_eq!(table.expected.remove, 2);
    assert!(fixed.change >= table.expected.change + 4, "fixing the heading matters: {fixed:?}");
    assert_eq!((table.heading_row(), table.rows.len(), table.headings.len()), (1, 40, 13));
    assert!(asked.iter().any(|one| one.level == "-") && asked.iter().any(|one| one.level == "remove"));
    assert!(asked.iter().all(|one| one.agent.is_some()));
    assert!(asked.len() < 250, "most cells are blank: {}", asked.len());
    assert!(asked.iter().map(|one| one.row).collect::<HashSet<_>>().len() > 30);
}

#[test]
fn the_grids_mistakes_are_where_it_says() {
    let table = grid(&state());
    assert_eq!(kinds(&table), HashMap::from([(MistakeKind::MisspeltSkill, 1), (MistakeKind::OutOfRange, 1)]));
    let cells = table.mistakes.iter().map(|mistake| at(&table, &mistake.at)).collect::<Vec<_>>();
    assert_eq!(cells, ["Technicl support", "130"]);
}

#[test]
fn any_centre_has_sample_sheets() {
    for (agents, skills) in [(0, 0), (1, 0), (1, 1), (3, 2), (25, 4), (1000, 200)] {
        for seed in 0..3 {
            let state = seed::state(agents, skills, seed);
            let own = [(list(&state), of_list as Reader), (grid(&state), of_grid)];
            for (table, asked) in own.into_iter().chain(forms(&state)) {
                assert_eq!(
                    counted(&state, &asked(&state, &table), ("", "")),
                    table.expected,
                    "{agents} {skills} {seed}"
                );
            }
        }
    }
}

/// The same sheet on every platform: the same people and skills, the same requests but for levels, on its own scale.
#[test]
fn every_platform_has_the_same_sheets_on_its_own_scale() {
    let hundred = state();
    for (state, beyond, words) in scales() {
        let tables = [(list(&state), list(&hundred)), (grid(&state), grid(&hundred))];
        for ((table, plain), read) in tables.into_iter().zip([of_list as Reader, of_grid]) {
            assert_eq!(counted(&state, &read(&state, &table), ("", "")), table.expected);
            assert_eq!((table.expected, &table.mistakes), (plain.expected, &plain.mistakes));
            let out = table.mistakes.iter().find(|mistake| mistake.kind == MistakeKind::OutOfRange).unwrap();
            assert_eq!(at(&table, &out.at), beyond);
        }
        assert!(list(&state).title[1].contains(words), "{:?}", list(&state).title);
    }
}

#[test]
fn the_platforms_own_forms_explain_their_columns_and_have_no_mistake() {
    for state in scales().into_iter().map(|(state, ..)| state).chain([state()]) {
        for (table, read) in forms(&state) {
            let asked = read(&state, &table);
            assert!(asked.iter().all(|one| one.agent.is_some()), "{}", table.name);
            let counts = Expected { change: 24, add: 24, remove: 0, same: 24 };
            assert_eq!((counted(&state, &asked, ("", "")), table.expected), (counts, counts), "{}", table.name);
            assert_eq!((table.expected_with_skill_fixed, table.mistakes.len()), (counts, 0));
            assert!(table.rows.iter().all(|row| row.len() == table.headings.len()), "{}", table.name);
            let explained =
                table.rows[0].iter().all(|cell| !shown(cell).is_empty() && find(&state, &shown(cell), "").is_none());
            assert!(explained && table.heading_row() == 1, "{}", table.name);
        }
    }
    let cxone = scales().remove(1).0;
    let cell = shown(&users_form(&cxone).rows[1][6]);
    let (skill, level) = cell.split(';').next().and_then(|first| first.split_once('|')).unwrap();
    assert!(skill.parse::<u32>().is_ok() && level.parse::<u32>().is_ok_and(|level| level <= 20), "{cell}");
    let genesys = scales().remove(0).0;
    let halves = people_import(&genesys).rows.iter().any(|row| shown(&row[11]).contains(".5"));
    assert!(halves, "levels in halves are among them");
}

/// The seeded centre on other scales, with what is out of range there and how the list says what the scale is.
fn scales() -> Vec<(State, &'static str, &'static str)> {
    let genesys = Options::default().speaking(Dialect::GenesysCloud(GenesysCloud::default())).state();
    let cxone = Options::default().speaking(Dialect::NiceCxone(NiceCxone::default())).state();
    vec![
        (genesys, "6.5", "Levels go from 0 to 5, in halves."),
        (cxone, "25", "Levels go from 1 to 20, and the lowest is best."),
    ]
}
