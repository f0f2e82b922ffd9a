//! Putting a run back: a new run whose plan is the before-image, limited to what still is as we set it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;
use skillsheet_skills::{
    AgentId, Assignments, Call, CallStatus, Change, Live, Plan, PlanMode, Proficiency, SkillId, Writes, calls,
    calls_with_trial,
};

use crate::journal::{CallRecord, NewRun, RunMode, RunRecord};

/// How to put a run back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// What is put back, from the live state to the before-image.
    pub plan: Plan,
    /// The calls that do it.
    pub calls: Vec<Call>,
    /// Which write requests there are.
    pub writes: Writes,
    /// What is not put back, and why.
    pub left_alone: Vec<LeftAlone>,
}

/// A change that is not put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAlone {
    /// Whose skill.
    pub agent: AgentId,
    /// Which skill.
    pub skill: SkillId,
    /// The level before the run; none when the agent did not have the skill.
    pub before: Option<Proficiency>,
    /// The level that the run set; none when it took the skill away.
    pub we_set: Option<Proficiency>,
    /// Why it is left alone.
    pub why: Why,
}

/// Why a change is not put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody changed it since, to this.
    ChangedSince(Option<Proficiency>),
    /// The agent's skills of today could not be read.
    Unread,
    /// This contact centre's interface cannot take a skill away.
    CannotRemove,
}

/// What became of some of a run's requests is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("What became of {0} agents is not known yet, so the update cannot be undone")]
pub struct NotKnownYet(pub u32);

/// How to put back what a run applied, from the live state of its agents. Skills that are as before already need
/// nothing. What somebody changed since is left alone, but for the pairs in `also`.
///
/// # Errors
/// While what became of some requests is not known.
pub fn undo(
    run: &[CallRecord],
    live: &Live,
    writes: Writes,
    also: &HashSet<(AgentId, SkillId)>,
) -> Result<Undo, NotKnownYet> {
    let open = run.iter().flat_map(CallRecord::changes).filter(|(_, it)| it.status.is_in_doubt());
    let open: HashSet<&AgentId> = open.map(|(change, _)| &change.agent).collect();
    if !open.is_empty() {
        return Err(NotKnownYet(open.len() as u32));
    }
    let (mut changes, mut left_alone, mut before) = (Vec::new(), Vec::new(), BTreeMap::new());
    for change in made(run) {
        let now = live.get(&change.agent);
        match back(change, now, writes, also) {
            Ok(Some(change)) => changes.push(change),
            Ok(None) => {}
            Err(why) => left_alone.push(LeftAlone {
                agent: change.agent.clone(),
                skill: change.skill.clone(),
                before: change.before,
                we_set: change.after,
                why,
            }),
        }
        if let Some(now) = now {
            before.entry(change.agent.clone()).or_insert_with(|| now.clone());
        }
    }
    // An agent's changes stand together in a plan, whatever calls carried them.
    let mut order: HashMap<AgentId, usize> = HashMap::new();
    for change in &changes {
        let next = order.len();
        order.entry(change.agent.clone()).or_insert(next);
    }
    changes.sort_by_key(|change| order[&change.agent]);
    let plan = Plan { mode: PlanMode::Merge, changes, before };
    let calls = calls(&plan, writes);
    Ok(Undo { plan, calls, writes, left_alone })
}

/// What a run changed, or may have: what was given up before anybody knew counts as ours where it is there.
fn made(run: &[CallRecord]) -> impl Iterator<Item = &Change> {
    let changes = run.iter().flat_map(CallRecord::changes);
    changes.filter(|(_, it)| it.status == CallStatus::Applied || it.doubted).map(|(change, _)| change)
}

/// The agents of whom a run changed anything, or may have, each once.
pub fn changed(run: &[CallRecord]) -> Vec<AgentId> {
    let mut seen = HashSet::new();
    made(run).map(|change| &change.agent).filter(|agent| seen.insert(*agent)).cloned().collect()
}

/// How long what a run gave up in doubt may still arrive: before that is over, nobody knows what there is to put back.
pub fn unsettled_for(run: &[CallRecord], grace: Duration) -> Duration {
    let doubted = run.iter().filter(|call| call.standings.iter().any(|standing| standing.doubted));
    let left = doubted.filter_map(|call| call.left_at);
    let passed = |at| Duration::try_from(Timestamp::now().duration_since(at)).unwrap_or_default();
    left.map(|at| grace.saturating_sub(passed(at))).max().unwrap_or_default()
}

/// The change that puts another one back; none when it is back already.
fn back(
    change: &Change,
    now: Option<&Assignments>,
    writes: Writes,
    also: &HashSet<(AgentId, SkillId)>,
) -> Result<Option<Change>, Why> {
    let now = now.ok_or(Why::Unread)?;
    let held = now.get(&change.skill).copied();
    if held == change.before {
        return Ok(None);
    }
    if held != change.after && !also.contains(&(change.agent.clone(), change.skill.clone())) {
        return Err(Why::ChangedSince(held));
    }
    if change.before.is_none() && !writes.can_remove() {
        return Err(Why::CannotRemove);
    }
    // What is given back is switched off as it was; what is there stays as it is now.
    let off = if held.is_none() { change.off } else { now.is_off(&change.skill) };
    Ok(Some(Change { before: held, after: change.before, off, cells: Vec::new(), ..change.clone() }))
}

impl Undo {
    /// The run that does it, with the names that the first run had for its agents and skills, and the calls of a
    /// trial's agents in front.
    pub fn new_run(
        &self,
        of: &RunRecord,
        agents: HashMap<AgentId, String>,
        skills: HashMap<SkillId, String>,
        read_at: Timestamp,
        by: String,
        trial: Option<u32>,
    ) -> NewRun {
        // What somebody looks at first goes first; `calls` were made without.
        let calls = match trial {
            Some(agents) => calls_with_trial(&self.plan, self.writes, agents as usize),
            None => self.calls.clone(),
        };
        NewRun {
            connection_id: of.connection_id.clone(),
            connection: of.connection.clone(),
            place: of.place.clone(),
            kind: of.kind.clone(),
            account: of.account.clone(),
            sheet: format!("Undo of {}", of.sheet),
            tab: String::new(),
            by,
            mode: RunMode::Undo,
            undo_of: Some(of.id),
            calls,
            before: self.plan.before.clone(),
            read_at,
            agents,
            skills,
            pace: of.pace,
            source: None,
            same_rows: 0,
            problem_rows: self.left_alone.len() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use skillsheet_skills::Way;

    use super::*;
    use crate::journal::Standing;

    fn state(pairs: &[(&str, i16)]) -> Assignments {
        pairs.iter().map(|(skill, level)| ((*skill).into(), Proficiency::whole(*level))).collect()
    }

    fn applied(agent: &str, before: &Assignments, after: &Assignments, status: CallStatus) -> CallRecord {
        let skills: HashSet<&SkillId> = before.keys().chain(after.keys()).collect();
        let changes = skills.into_iter().map(|skill| Change {
            agent: agent.into(),
            skill: skill.clone(),
            before: before.get(skill).copied(),
            after: after.get(skill).copied(),
            off: false,
            cells: Vec::new(),
        });
        let changes: Vec<Change> = changes.filter(|change| change.before != change.after).collect();
        let standings = changes
            .iter()
            .map(|change| Standing { kind: change.kind(), status, found: None, doubted: false })
            .collect();
        let call = Call { way: Way::Whole(agent.into()), send: after.clone(), changes };
        CallRecord {
            index: 0,
            call,
            before: before.clone(),
            standings,
            attempts: 1,
            at: None,
            left_at: None,
            problem: None,
        }
    }

    #[test]
    fn only_what_is_still_ours_goes_back() {
        let before = state(&[("changed", 1), ("removed", 2), ("kept", 3)]);
        let after = state(&[("changed", 5), ("added", 7), ("kept", 3)]);
        let run = [
            applied("ann", &before, &after, CallStatus::Applied),
            applied("bob", &before, &after, CallStatus::Failed),
            applied("cy", &before, &after, CallStatus::Applied),
        ];
        let ann = state(&[("changed", 5), ("added", 9), ("kept", 3), ("new", 4)]);
        let live = HashMap::from([("ann".into(), ann.clone()), ("bob".into(), before.clone())]);

        let none = HashSet::new();
        let back = undo(&run, &live, Writes::Replace, &none).unwrap();
        assert_eq!(back.calls.len(), 1);
        assert_eq!(back.calls[0].send, state(&[("changed", 1), ("removed", 2), ("added", 9), ("kept", 3), ("new", 4)]));
        let alone: HashMap<_, _> =
            back.left_alone.iter().map(|it| ((it.agent.as_str(), it.skill.as_str()), it.why)).collect();
        let expected = HashMap::from([
            (("ann", "added"), Why::ChangedSince(Some(Proficiency::whole(9)))),
            (("cy", "changed"), Why::Unread),
            (("cy", "added"), Why::Unread),
            (("cy", "removed"), Why::Unread),
        ]);
        assert_eq!(alone, expected);

        let also = HashSet::from([("ann".into(), "added".into())]);
        let back = undo(&run, &live, Writes::Replace, &also).unwrap();
        assert_eq!(back.calls[0].send, state(&[("changed", 1), ("removed", 2), ("kept", 3), ("new", 4)]));

        let merging = undo(&run, &live, Writes::Merge, &also).unwrap();
        assert!(merging.left_alone.iter().any(|it| it.why == Why::CannotRemove && it.skill.as_str() == "added"));
        assert_eq!(merging.calls[0].levels(), state(&[("changed", 1), ("removed", 2)]));
    }

    #[test]
    fn what_was_given_up_in_doubt_goes_back_where_it_is_there() {
        let (before, after) = (state(&[("a", 1)]), state(&[("a", 5)]));
        for status in [CallStatus::Failed, CallStatus::Skipped] {
            let mut run = ["ann", "bob", "cy"].map(|agent| applied(agent, &before, &after, status));
            run.iter_mut().flat_map(|call| &mut call.standings).for_each(|standing| standing.doubted = true);
            assert_eq!(changed(&run).len(), 3);
            let hour = Duration::from_secs(3_600);
            assert_eq!(unsettled_for(&run, hour), Duration::ZERO);
            run[1].left_at = Some(Timestamp::now());
            assert!(unsettled_for(&run, hour) > hour / 2 && unsettled_for(&run, Duration::ZERO).is_zero());
            let now = [("ann", after.clone()), ("bob", before.clone()), ("cy", state(&[("a", 9)]))];
            let live = now.map(|(agent, has)| (agent.into(), has)).into();
            let back = undo(&run, &live, Writes::Replace, &HashSet::new()).unwrap();
            assert_eq!((back.calls.len(), &back.calls[0].send), (1, &before));
            let alone: Vec<_> = back.left_alone.iter().map(|it| (it.agent.as_str(), it.why)).collect();
            assert_eq!(alone, [("cy", Why::ChangedSince(Some(Proficiency::whole(9))))]);
        }
    }

    #[test]
    fn what_is_back_already_needs_nothing_and_what_is_not_known_waits() {
        let (before, after) = (state(&[("a", 1)]), state(&[("a", 5)]));
        let live = HashMap::from([("ann".into(), before.clone())]);
        let back =
            undo(&[applied("ann", &before, &after, CallStatus::Applied)], &live, Writes::Replace, &HashSet::new());
        assert_eq!(back.map(|back| (back.calls, back.left_alone)), Ok((Vec::new(), Vec::new())));
        for status in [CallStatus::InFlight, CallStatus::Unknown] {
            let open = [applied("ann", &before, &after, status)];
            assert_eq!(undo(&open, &live, Writes::Replace, &HashSet::new()), Err(NotKnownYet(1)));
        }
    }
}
