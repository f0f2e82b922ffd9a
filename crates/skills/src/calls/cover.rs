//! Calls of a platform that writes along both axes: many skills of an agent, or many agents of a skill.
//!
//! The changes of one verb are the edges of a graph between agents and skills; a call is a vertex, and carries any of
//! the edges at it. The fewest calls are therefore a minimum vertex cover. In a bipartite graph that is as large as a
//! maximum matching (König), which Hopcroft and Karp find; the cover follows from the matching.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::{Call, Verb, Way, verb_of};
use crate::{AgentId, Change, SkillId};

/// The fewest calls for changes, none of which is right already. No call carries more than `records` of them.
pub(super) fn calls(changes: &[&Change], records: usize, many: bool) -> Vec<Call> {
    let mut verbs: BTreeMap<Verb, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        let verb = match verb_of(change) {
            Verb::Add | Verb::Change if many => Verb::Set,
            verb => verb,
        };
        verbs.entry(verb).or_default().push(change);
    }
    let mut calls = Vec::new();
    for (verb, changes) in verbs {
        let covered = if verb == Verb::Set { vec![(Way::Many(verb), changes)] } else { covered(&changes, verb) };
        for (way, changes) in covered {
            let parts = changes.chunks(records);
            calls.extend(
                parts.map(|part| Call::new(way.clone(), part.iter().map(|change| (*change).clone()).collect(), None)),
            );
        }
    }
    calls
}

/// The changes of one verb, each with the vertex of a minimum cover that carries it.
fn covered<'a>(changes: &[&'a Change], verb: Verb) -> Vec<(Way, Vec<&'a Change>)> {
    let (mut agents, mut skills) = (Numbered::default(), Numbered::default());
    let edges: Vec<(usize, usize)> =
        changes.iter().map(|change| (agents.number(&change.agent), skills.number(&change.skill))).collect();
    let cover = minimum_cover(&edges, agents.all.len(), skills.all.len());
    let mut at_skill: Vec<Vec<&Change>> = vec![Vec::new(); skills.all.len()];
    let mut at_agent: Vec<Vec<&Change>> = vec![Vec::new(); agents.all.len()];
    for (change, (agent, skill)) in changes.iter().zip(&edges) {
        if cover.right[*skill] { at_skill[*skill].push(change) } else { at_agent[*agent].push(change) }
    }
    let by_skill =
        skills.all.into_iter().zip(at_skill).map(|(skill, on)| (Way::Skill(SkillId::clone(skill), verb), on));
    let by_agent =
        agents.all.into_iter().zip(at_agent).map(|(agent, on)| (Way::Agent(AgentId::clone(agent), verb), on));
    by_skill.chain(by_agent).filter(|(_, on)| !on.is_empty()).collect()
}

/// Ids in the order in which they came up.
struct Numbered<'a, K> {
    all: Vec<&'a K>,
    numbers: HashMap<&'a K, usize>,
}

impl<K> Default for Numbered<'_, K> {
    fn default() -> Self {
        Numbered { all: Vec::new(), numbers: HashMap::new() }
    }
}

impl<'a, K: std::hash::Hash + Eq> Numbered<'a, K> {
    fn number(&mut self, id: &'a K) -> usize {
        *self.numbers.entry(id).or_insert_with(|| {
            self.all.push(id);
            self.all.len() - 1
        })
    }
}

/// Which vertices of a bipartite graph are in a cover: every edge has one of its ends in it.
pub(super) struct Cover {
    pub(super) left: Vec<bool>,
    pub(super) right: Vec<bool>,
}

/// A smallest cover of edges between `left` and `right` vertices, each numbered from 0.
pub(super) fn minimum_cover(edges: &[(usize, usize)], left: usize, right: usize) -> Cover {
    let mut graph = Matching::new(edges, left, right);
    graph.grow();
    // König: reach as far as possible from unmatched left vertices, by free edges to the right and matched ones back.
    // The left vertices that cannot be reached and the right ones that can are the cover.
    let mut cover = Cover { left: vec![true; left], right: vec![false; right] };
    let mut queue: VecDeque<usize> = (0..left).filter(|vertex| graph.of_left[*vertex].is_none()).collect();
    queue.iter().for_each(|vertex| cover.left[*vertex] = false);
    while let Some(vertex) = queue.pop_front() {
        for other in &graph.next[vertex] {
            if std::mem::replace(&mut cover.right[*other], true) {
                continue;
            }
            if let Some(back) = graph.of_right[*other].filter(|back| cover.left[*back]) {
                cover.left[back] = false;
                queue.push_back(back);
            }
        }
    }
    cover
}

/// A matching that Hopcroft and Karp's algorithm makes as large as it can be, in √vertices rounds over all edges.
struct Matching {
    next: Vec<Vec<usize>>,
    of_left: Vec<Option<usize>>,
    of_right: Vec<Option<usize>>,
    /// How many steps a left vertex is from an unmatched one, in this round.
    depth: Vec<Option<u32>>,
}

impl Matching {
    fn new(edges: &[(usize, usize)], left: usize, right: usize) -> Self {
        let mut next = vec![Vec::new(); left];
        for (from, to) in edges {
            next[*from].push(*to);
        }
        Matching { next, of_left: vec![None; left], of_right: vec![None; right], depth: vec![None; left] }
    }

    fn grow(&mut self) {
        while self.layer() {
            let mut from = vec![0; self.next.len()];
            for vertex in 0..self.next.len() {
                if self.of_left[vertex].is_none() {
                    self.augment(vertex, &mut from);
                }
            }
        }
    }

    /// Sorts the left vertices by their distance; true while some unmatched right vertex can be reached.
    fn layer(&mut self) -> bool {
        let mut queue = VecDeque::new();
        for vertex in 0..self.next.len() {
            self.depth[vertex] = self.of_left[vertex].is_none().then_some(0);
            if self.of_left[vertex].is_none() {
                queue.push_back(vertex);
            }
        }
        let mut reached = false;
        while let Some(vertex) = queue.pop_front() {
            let deeper = self.depth[vertex].map(|depth| depth + 1);
            for other in &self.next[vertex] {
                match self.of_right[*other] {
                    None => reached = true,
                    Some(back) if self.depth[back].is_none() => {
                        self.depth[back] = deeper;
                        queue.push_back(back);
                    }
                    Some(_) => {}
                }
            }
        }
        reached
    }

    /// Follows the layers from an unmatched left vertex to an unmatched right one and turns the path round. `from`
    /// keeps which edges of each vertex led nowhere. A path may be as long as there are agents, so no recursion.
    fn augment(&mut self, start: usize, from: &mut [usize]) {
        let mut path: Vec<(usize, usize)> = Vec::new();
        let mut vertex = start;
        loop {
            let Some(other) = self.next[vertex].get(from[vertex]).copied() else {
                // A dead end: nothing leads on from here in this round.
                self.depth[vertex] = None;
                let Some((back, _)) = path.pop() else { return };
                vertex = back;
                from[vertex] += 1;
                continue;
            };
            match self.of_right[other] {
                None => {
                    path.push((vertex, other));
                    for (left, right) in path {
                        self.of_left[left] = Some(right);
                        self.of_right[right] = Some(left);
                    }
                    return;
                }
                Some(back) if self.depth[back].is_some() && self.depth[back] == self.depth[vertex].map(|d| d + 1) => {
                    path.push((vertex, other));
                    vertex = back;
                }
                Some(_) => from[vertex] += 1,
            }
        }
    }
}
