//! The review of one team.

use std::sync::Arc;

use skillsheet_engine::update::{Kind, Order, Query, Sorting, Team, Terms, Update};
use skillsheet_practice::State;
use skillsheet_skills::{Agent, Directory, PlanMode};

use crate::layouts::{changes, update_of};
use crate::updating::{compare, small_state, terms};

/// The terms of a centre whose agents are in these teams.
fn in_teams(state: &State, teams: [Option<&str>; 4]) -> Terms {
    let terms = terms(state);
    let known = terms.directory.as_ref().expect("a directory");
    let of = |(agent, team): (&Agent, Option<&str>)| Agent { team: team.map(str::to_owned), ..agent.clone() };
    let agents = known.agents().iter().zip(teams).map(of).collect();
    Terms { directory: Some(Arc::new(Directory::new(agents, known.skills().to_vec()))), ..terms }
}

fn keys(update: &Update, kind: Kind, search: &str, team: Option<&str>) -> Vec<String> {
    let order = Order { by: Sorting::Row, descending: false };
    let query = Query { kind, search: search.to_owned(), team: team.map(str::to_owned), order };
    update.query(&query).into_iter().map(|at| update.line_text(at).key).collect()
}

fn team(name: &str, counts: [usize; 5]) -> Team {
    Team { name: name.to_owned(), counts }
}

/// Agent 1 has skill 0 at 50, agent 2 skills 0 and 1, agent 3 skills 0 to 2.
const ROWS: [&str; 8] =
    ["Agent|Skill|Level", "a1|s0|60", "a2|s0|60", "a2|Cooking|5", "a3|s0|50", "a3|s1|many", "a3|s3|20", "Nobody|s0|1"];

#[test]
fn lines_are_found_counted_and_left_out_by_team() {
    let state = small_state();
    let teams = [Some("Unused"), Some("sales"), Some("Care"), Some("Care")];
    let mut update = update_of(&state, &ROWS, in_teams(&state, teams));
    let care = team("Care", [2, 1, 1, 0, 1]);
    assert_eq!(update.teams(), [care.clone(), team("sales", [0, 1, 0, 0, 0])], "in order, and only those with lines");
    for (kind, count) in [Kind::Problem, Kind::Change, Kind::Add, Kind::Remove, Kind::Same].into_iter().zip(care.counts)
    {
        assert_eq!(keys(&update, kind, "", Some("Care")).len(), count, "{kind:?}");
    }
    assert_eq!(keys(&update, Kind::Problem, "", None).len(), 3, "nobody is in no team");
    assert_eq!(keys(&update, Kind::Change, "", Some("Care")), ["C3"]);
    assert_eq!(keys(&update, Kind::Change, "C2", Some("Care")), [""; 0], "a search narrows it further");
    assert_eq!(keys(&update, Kind::Change, "", Some("Unused")), [""; 0]);

    update.set_all_included(None, "", Some("Care"), false);
    assert_eq!(changes(&update, &state), ["a1 s0 50 → 60"]);
    assert_eq!(update.teams()[0], care, "what is left out is counted with its kind");
    update.set_all_included(Some(Kind::Add), "", Some("Care"), true);
    assert_eq!(changes(&update, &state), ["a1 s0 50 → 60", "a3 s3 - → 20"]);
    update.set_all_included(None, "", None, false);
    update.set_all_included(None, "", Some("sales"), true);
    assert_eq!(changes(&update, &state), ["a1 s0 50 → 60"]);
}

#[test]
fn what_no_cell_names_belongs_to_its_agents_team_too() {
    let state = small_state();
    let rows = ["Agent|Skill|Level", "a2|s0|50", "a3|s0|50"];
    let teams = [None, None, Some("Care"), Some("Sales")];
    let mut update = update_of(&state, &rows, in_teams(&state, teams));
    update.set_mode(PlanMode::Exact);
    compare(&mut update, &state);
    update.set_all_included(Some(Kind::Remove), "", Some("Sales"), false);
    assert_eq!(changes(&update, &state), ["a2 s1 50 → -"]);
    assert_eq!(update.teams(), [team("Care", [0, 0, 0, 1, 1]), team("Sales", [0, 0, 0, 2, 1])]);

    let grid = ["Agent|s0|Cooking", "a2|60|5", "a3|70|"];
    let update = update_of(&state, &grid, in_teams(&state, teams));
    assert_eq!(update.teams(), [team("Care", [0, 1, 0, 0, 0]), team("Sales", [0, 1, 0, 0, 0])]);
    assert_eq!(keys(&update, Kind::Problem, "", None).len(), 1, "a heading is nobody's");

    let nowhere = update_of(&state, &rows, in_teams(&state, [None; 4]));
    assert!(nowhere.teams().is_empty());
}
