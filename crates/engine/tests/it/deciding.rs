//! Somebody gives, takes away or changes the very skill between the comparison and the run, and the person decides.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use skillsheet_engine::journal::{NewRun, RunId};
use skillsheet_engine::runner::{self, Decision};
use skillsheet_practice::Levels;
use skillsheet_skills::{AgentId, Edit, Live, Proficiency, RunStatus, SkillId, Way, Wish};

use crate::tenants::{PLATFORMS, Tenant};
use crate::world::quick;

/// The level before, ours, and somebody else's, as the practice centre keeps them.
const BEFORE: u32 = 1;
const OURS: u32 = 2;
const THEIRS: u32 = 3;

/// Before, ours and theirs of each agent: they took it away, changed it, gave it, or left it.
const CASES: [[Option<u32>; 3]; 9] = [
    [Some(BEFORE), Some(OURS), None],
    [Some(BEFORE), Some(OURS), Some(THEIRS)],
    [None, Some(OURS), Some(THEIRS)],
    [Some(BEFORE), None, Some(THEIRS)],
    [Some(BEFORE), Some(OURS), None],
    [None, Some(OURS), Some(THEIRS)],
    [Some(BEFORE), Some(OURS), Some(BEFORE)],
    [None, Some(OURS), None],
    [Some(BEFORE), None, Some(BEFORE)],
];
/// Those of them who are held back; nobody meddled with the others.
const HELD: usize = 6;

/// A centre in which somebody was at work between the comparison and a run that has ended since.
struct Meddled {
    tenant: Tenant,
    run: RunId,
    skill: SkillId,
    agents: Vec<AgentId>,
    /// What everybody has, should theirs stand everywhere.
    theirs: Live,
}

impl Meddled {
    async fn of(platform: &str) -> Self {
        let tenant = Tenant::of(platform, 60, &[]).await;
        let skill: SkillId = tenant.practice.directory().skills[0].id.as_str().into();
        let state = tenant.state();
        let without = |agent: &AgentId| !state[agent].contains_key(&skill);
        let agents: Vec<AgentId> = tenant.agents().into_iter().filter(without).take(CASES.len()).collect();
        let mut meddled = Meddled { tenant, run: RunId::nil(), skill, agents, theirs: state };
        meddled.give(|[before, ..]| before);
        let run = meddled.compared().await;
        meddled.give(|[_, _, theirs]| theirs);
        meddled.run = meddled.tenant.run(&run).await.run.id;
        for (agent, case) in meddled.agents.clone().iter().zip(CASES) {
            let stands = if meddled.is_held(agent) { case[2] } else { case[1] };
            meddled.expect(agent, stands);
        }
        meddled
    }

    /// The run as it was planned, of what was read long ago.
    async fn compared(&self) -> NewRun {
        let wish = |ours: Option<u32>| ours.map_or(Wish::Remove, |kept| Wish::Assign(self.level(kept)));
        let edit = |(agent, [_, ours, _]): (&AgentId, [Option<u32>; 3])| Edit {
            agent: agent.clone(),
            skill: self.skill.clone(),
            wish: wish(ours),
            cells: Vec::new(),
        };
        let edits: Vec<Edit> = self.agents.iter().zip(CASES).map(edit).collect();
        let run = self.tenant.run_of(&edits).await;
        NewRun { read_at: Timestamp::now() - SignedDuration::from_secs(90), ..run }
    }

    fn level(&self, kept: u32) -> Proficiency {
        Proficiency::new(self.tenant.practice.state().scale.shown(kept)).unwrap()
    }

    fn is_held(&self, agent: &AgentId) -> bool {
        self.agents[..HELD].contains(agent)
    }

    fn give(&self, which: impl Fn([Option<u32>; 3]) -> Option<u32>) {
        for (agent, case) in self.agents.iter().zip(CASES) {
            self.set(agent, which(case));
        }
    }

    fn set(&self, agent: &AgentId, kept: Option<u32>) {
        let mut levels: Levels = self.tenant.practice.assignments(agent.as_str()).unwrap();
        match kept {
            Some(kept) => drop(levels.insert(self.skill.to_string(), kept)),
            None => drop(levels.remove(self.skill.as_str())),
        }
        self.tenant.practice.set_assignments(agent.as_str(), levels);
    }

    fn expect(&mut self, agent: &AgentId, kept: Option<u32>) {
        let level = kept.map(|kept| self.level(kept));
        let expected = self.theirs.get_mut(agent).unwrap();
        match level {
            Some(level) => drop(expected.insert(self.skill.clone(), level)),
            None => drop(expected.remove(&self.skill)),
        }
    }

    /// Takes in a decision, and waits for what comes of it.
    async fn decide(&self, decision: Decision) {
        let Tenant { journal, centre, .. } = &self.tenant;
        let end = runner::decide(journal, centre, self.run, decision, quick()).await.unwrap().finished().await;
        assert_eq!(end.run.status, RunStatus::Completed);
    }

    /// How many agents are held, done, and left as they are.
    async fn tally(&self) -> [u32; 3] {
        let tally = self.tenant.journal.run(self.run).await.unwrap().counts.agents(false);
        assert_eq!(tally.total, tally.held + tally.done + tally.skipped);
        [tally.held, tally.done, tally.skipped]
    }

    fn differing(&self) -> BTreeMap<&AgentId, String> {
        let now = self.tenant.state();
        let differs = self.theirs.iter().filter(|(agent, has)| now[*agent] != **has);
        differs.map(|(agent, has)| (agent, format!("{:?} and not {has:?}", now[agent]))).collect()
    }
}

#[tokio::test]
async fn ours_and_theirs_for_all_come_to_exactly_that() {
    for platform in PLATFORMS {
        for ours in [true, false] {
            let mut it = Meddled::of(platform).await;
            assert_eq!(it.tally().await, [6, 3, 0], "{platform}");
            assert_eq!(it.differing(), BTreeMap::new(), "{platform}: who is held is left alone");
            it.decide(if ours { Decision::Ours(Vec::new()) } else { Decision::Theirs(Vec::new()) }).await;
            assert_eq!(it.tally().await, if ours { [0, 9, 0] } else { [0, 3, 6] }, "{platform}");
            for (agent, case) in it.agents.clone().iter().zip(CASES).take(if ours { HELD } else { 0 }) {
                it.expect(agent, case[1]);
            }
            assert_eq!(it.differing(), BTreeMap::new(), "{platform}, ours: {ours}");
        }
    }
}

#[tokio::test]
async fn each_agent_alone_comes_to_what_was_decided() {
    for platform in PLATFORMS {
        let mut it = Meddled::of(platform).await;
        for (at, (agent, case)) in it.agents.clone().iter().zip(CASES).take(HELD).enumerate() {
            let (decision, stands) = match at {
                0..4 => (Decision::Ours(vec![agent.clone()]), case[1]),
                _ => (Decision::Theirs(vec![agent.clone()]), case[2]),
            };
            it.decide(decision).await;
            it.expect(agent, stands);
            assert_eq!(it.differing(), BTreeMap::new(), "{platform}: {case:?}");
        }
        assert_eq!(it.tally().await, [0, 7, 2], "{platform}");
    }
}

#[tokio::test]
async fn what_is_ours_already_costs_no_write() {
    for platform in PLATFORMS {
        let mut it = Meddled::of(platform).await;
        let agents = it.agents.clone();
        for (agent, case) in agents.iter().zip(CASES).take(HELD) {
            it.set(agent, case[1]);
            it.expect(agent, case[1]);
        }
        let writes = it.tenant.writes().len();
        it.decide(Decision::Ours(Vec::new())).await;
        assert_eq!((it.tally().await, it.tenant.writes().len()), ([0, 9, 0], writes), "{platform}");
        assert_eq!(it.differing(), BTreeMap::new(), "{platform}");
    }
}

#[tokio::test]
async fn one_request_carries_many_agents_whatever_verb_they_need() {
    let it = Meddled::of("nice-cxone").await;
    let calls = it.tenant.journal.calls(it.run).await.unwrap();
    let of_skill = calls.iter().filter(|call| matches!(call.call.way, Way::Skill(..)));
    let mut agents: Vec<usize> = of_skill.map(|call| call.call.changes.len()).collect();
    agents.sort_unstable();
    assert_eq!(agents, [2, 3, 4], "who loses it, who gets it, and whose level changes");
    let writes = it.tenant.writes().len();
    it.decide(Decision::Ours(Vec::new())).await;
    // A level changed and two added; two changed; one taken away.
    assert_eq!(it.tenant.writes().len() - writes, 4);
}
