use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;

use super::cover::minimum_cover;
use super::*;
use crate::{CellRef, Doubts, Edit, Live, PlanMode, Proficiency, Wish, plan};

fn state(pairs: &[(&str, i16)]) -> Assignments {
    pairs.iter().map(|(skill, level)| ((*skill).into(), Proficiency::whole(*level))).collect()
}

fn edit(agent: &str, skill: &str, wish: Option<i16>) -> Edit {
    Edit {
        agent: agent.into(),
        skill: skill.into(),
        wish: wish.map_or(Wish::Remove, |level| Wish::Assign(Proficiency::whole(level))),
        cells: vec![CellRef { row: 2, column: 0 }],
    }
}

fn planned(edits: &[Edit], live: &Live, mode: PlanMode) -> Plan {
    plan(edits, live, mode, &BTreeSet::new(), &Doubts::default())
}

/// A call in short: its way, and what it makes of which skill.
fn short(call: &Call) -> String {
    let changes: Vec<String> = call
        .changes
        .iter()
        .map(|change| {
            format!("{}.{}={}", change.agent, change.skill, change.after.map_or("-".into(), |l| l.to_string()))
        })
        .collect();
    let way = match &call.way {
        Way::Whole(agent) => format!("whole {agent}"),
        Way::Agent(agent, verb) => format!("{verb:?} {agent}"),
        Way::Skill(skill, verb) => format!("{verb:?} {skill}"),
        Way::Many(verb) => format!("{verb:?} many"),
    };
    format!("{way}: {}", changes.join(" "))
}

#[test]
fn one_call_for_an_agent_that_changes_and_none_for_one_that_is_right() {
    let live = HashMap::from([
        ("ann".into(), state(&[("a", 1), ("b", 2), ("c", 3)])),
        ("bob".into(), state(&[("a", 1)])),
        ("cy".into(), state(&[("a", 9)])),
    ]);
    let edits = [
        edit("ann", "a", Some(5)),
        edit("bob", "a", Some(1)),
        edit("ann", "b", None),
        edit("ann", "d", Some(4)),
        edit("bob", "z", None),
        edit("nobody", "a", Some(1)),
    ];
    for (mode, writes, expected) in [
        (PlanMode::Merge, Writes::Replace, vec![("ann", state(&[("a", 5), ("c", 3), ("d", 4)]))]),
        (PlanMode::Exact, Writes::Replace, vec![("ann", state(&[("a", 5), ("d", 4)]))]),
        (PlanMode::Merge, Writes::Merge, vec![("ann", state(&[("a", 5), ("d", 4)]))]),
    ] {
        let sent = calls(&planned(&edits, &live, mode), writes).into_iter();
        let sent: Vec<_> = sent.map(|call| (call.agent().cloned(), call.levels())).collect();
        let expected: Vec<_> = expected.into_iter().map(|(agent, send)| (Some(agent.into()), send)).collect();
        assert_eq!(sent, expected, "{mode:?} {writes:?}");
    }
}

#[test]
fn in_chunks_the_cheaper_of_two_ways_is_taken_and_the_safer_of_two_equal_ones() {
    let live = Live::from([("ann".into(), state(&[("a", 1), ("b", 2), ("c", 3), ("d", 4)]))]);
    let give = |skill| edit("ann", skill, Some(9));
    let take = |skill| edit("ann", skill, None);
    for (edits, most, expected) in [
        (vec![give("a"), give("z")], 50, vec!["Set ann: ann.a=9 ann.z=9"]),
        (vec![give("a"), give("b"), give("z")], 2, vec!["Set ann: ann.a=9 ann.b=9", "Set ann: ann.z=9"]),
        (vec![take("a"), take("b")], 50, vec!["Remove ann: ann.a=-", "Remove ann: ann.b=-"]),
        (vec![give("a"), take("b")], 50, vec!["Set ann: ann.a=9", "Remove ann: ann.b=-"]),
        (vec![give("a"), take("b"), take("c")], 50, vec!["whole ann: ann.a=9 ann.b=- ann.c=-"]),
        // What is left does not fit into one list of two.
        (vec![give("a"), take("b"), give("z")], 2, vec!["Set ann: ann.a=9 ann.z=9", "Remove ann: ann.b=-"]),
    ] {
        let calls = calls(&planned(&edits, &live, PlanMode::Merge), Writes::Chunks { most });
        assert_eq!(calls.iter().map(short).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn along_both_axes_the_fewest_calls_are_made() {
    let agents: Vec<String> = (0..500).map(|number| format!("a{number}")).collect();
    let skills = ["x", "y", "z"];
    let live: Live =
        agents.iter().map(|agent| (agent.as_str().into(), state(&[("x", 1), ("y", 1), ("z", 1)]))).collect();
    let edits: Vec<Edit> = agents.iter().flat_map(|agent| skills.map(|skill| edit(agent, skill, Some(2)))).collect();
    let plan = planned(&edits, &live, PlanMode::Merge);
    let axes = |records, many| calls(&plan, Writes::Axes { records, many });
    assert_eq!(axes(10_000, false).len(), 3);
    assert_eq!(axes(10_000, true).len(), 1);
    assert_eq!(axes(100, false).len(), 15);
    assert_eq!(calls(&plan, Writes::Chunks { most: 50 }).len(), 500);

    // Verbs go apart; a change of one agent's many skills goes by agent.
    let live = Live::from([("ann".into(), state(&[("x", 1), ("y", 1)])), ("bob".into(), state(&[("x", 3)]))]);
    let edits = [
        edit("ann", "x", Some(2)),
        edit("ann", "y", Some(2)),
        edit("ann", "z", Some(2)),
        edit("bob", "x", None),
        edit("bob", "z", Some(4)),
    ];
    let calls = calls(&planned(&edits, &live, PlanMode::Merge), Writes::Axes { records: 10_000, many: false });
    assert_eq!(
        calls.iter().map(short).collect::<Vec<_>>(),
        ["Add z: ann.z=2 bob.z=4", "Change ann: ann.x=2 ann.y=2", "Remove bob: bob.x=-"]
    );
}

#[test]
fn what_is_looked_at_first_goes_first() {
    let agents = ["ann", "bob", "cy", "dee"];
    let live: Live = agents.iter().map(|agent| ((*agent).into(), state(&[("x", 1), ("y", 1)]))).collect();
    let edits: Vec<Edit> =
        agents.iter().flat_map(|agent| ["x", "y"].map(|skill| edit(agent, skill, Some(2)))).collect();
    let plan = planned(&edits, &live, PlanMode::Merge);
    let calls = calls_with_trial(&plan, Writes::Axes { records: 10_000, many: false }, 3);
    let first = trial_calls(calls.iter(), 3);
    assert_eq!((calls.len(), first), (3, 2));
    assert!(calls[..first].iter().flat_map(Call::agents).all(|agent| agent.as_str() != "dee"));
    assert_eq!(calls.iter().map(|call| call.changes.len()).sum::<usize>(), 8);
}

#[test]
fn a_replacing_call_made_anew_carries_what_is_there_now() {
    let live = HashMap::from([("ann".into(), state(&[("a", 1)]))]);
    let call = calls(&planned(&[edit("ann", "a", Some(5))], &live, PlanMode::Merge), Writes::Replace).remove(0);
    let again = call.rebased(&"ann".into(), &state(&[("a", 2), ("new", 7)]));
    assert_eq!(again.send, state(&[("a", 5), ("new", 7)]));
    assert_eq!(again.changes[0].before, Some(Proficiency::whole(2)));
}

fn all_of(call: &Call) -> Vec<usize> {
    (0..call.changes.len()).collect()
}

#[test]
fn what_was_given_or_taken_away_meanwhile_asks_for_another_verb() {
    let agents = ["ann", "bob", "cid"];
    let live: Live = agents.iter().map(|agent| ((*agent).into(), state(&[("a", 1)]))).collect();
    let edits = agents.map(|agent| edit(agent, "a", Some(5)));
    let axes = Writes::Axes { records: 9, many: false };
    let call = calls(&planned(&edits, &live, PlanMode::Merge), axes).remove(0);
    assert_eq!(call.way, Way::Skill("a".into(), Verb::Change));
    let again = call.rebased(&"bob".into(), &state(&[("b", 2)]));
    assert_eq!((again.together(&[0, 1, 2]), again.together(&[1, 2])), (vec![0, 2], vec![1]));
    assert_eq!(again.only(|at| at != 1).way, call.way);
    let added = again.only(|at| at == 1);
    assert_eq!((added.way, added.changes.len()), (Way::Skill("a".into(), Verb::Add), 1));
    // One that sets levels, or a whole list, makes of anything what it is to be.
    for writes in [Writes::Chunks { most: 9 }, Writes::Replace] {
        let call = calls(&planned(&edits[..1], &live, PlanMode::Merge), writes).remove(0);
        let again = call.rebased(&"ann".into(), &state(&[]));
        assert_eq!((again.only(|_| true).way, again.together(&[0])), (call.way, vec![0]));
    }
}

/// The size of a smallest cover, by trying all sets of vertices.
fn by_force(edges: &[(usize, usize)], left: usize, right: usize) -> u32 {
    (0..1_u32 << (left + right))
        .filter(|set| edges.iter().all(|(l, r)| set & (1 << l) != 0 || set & (1 << (left + r)) != 0))
        .map(u32::count_ones)
        .min()
        .unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_cover_is_smaller_than_the_one_that_is_found(
        edges in proptest::collection::btree_set((0_usize..7, 0_usize..7), 0..30)
    ) {
        let edges: Vec<_> = edges.into_iter().collect();
        let cover = minimum_cover(&edges, 7, 7);
        prop_assert!(edges.iter().all(|(l, r)| cover.left[*l] || cover.right[*r]));
        let size = cover.left.iter().chain(&cover.right).filter(|is_in| **is_in).count() as u32;
        prop_assert_eq!(size, by_force(&edges, 7, 7));
    }

    #[test]
    fn every_change_is_carried_once(
        edges in proptest::collection::btree_map((0_u8..9, 0_u8..9), (0_u8..3, 1_i16..4), 1..50),
        records in 1_u32..6,
    ) {
        let (mut live, mut edits) = (Live::new(), Vec::new());
        for ((agent, skill), (kind, level)) in edges {
            let (agent, skill) = (format!("a{agent}"), format!("s{skill}"));
            let has = live.entry(agent.as_str().into()).or_default();
            if kind > 0 {
                has.insert(skill.as_str().into(), Proficiency::whole(9));
            }
            edits.push(edit(&agent, &skill, (kind < 2).then_some(level)));
        }
        let plan = planned(&edits, &live, PlanMode::Merge);
        for writes in [
            Writes::Replace,
            Writes::Chunks { most: records },
            Writes::Axes { records, many: false },
            Writes::Axes { records, many: true },
        ] {
            let calls = calls(&plan, writes);
            let carried: Vec<_> =
                calls.iter().flat_map(|call| &call.changes).map(|change| (&change.agent, &change.skill)).collect();
            let distinct: BTreeSet<_> = carried.iter().copied().collect();
            prop_assert_eq!(carried.len(), plan.changes.len(), "{:?}", writes);
            prop_assert_eq!(distinct.len(), carried.len());
            if let Writes::Axes { .. } = writes {
                prop_assert!(calls.iter().all(|call| call.changes.len() <= records as usize));
                prop_assert!(calls.iter().all(|call| call.only(|_| true) == *call && call.together(&all_of(call)) == all_of(call)));
            }
        }
    }
}
