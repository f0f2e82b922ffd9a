//! What must hold, from what the centre holds and was asked.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use skillsheet_practice::{End, Entry};

use crate::figures::Figures;
use crate::job::{LIMIT, WINDOW};
use crate::story::Story;

/// What of `runs --json` must be the same in both runs.
const SAME: [&str; 12] = [
    "status",
    "connection",
    "kind",
    "sheet",
    "tab",
    "mode",
    "agents",
    "changes",
    "applied",
    "failed",
    "conflicts",
    "skipped",
];

/// Judges a run that was killed again and again beside one that was left alone: its figures, and what is wrong with it.
pub fn judge(alone: &Story, killed: &Story) -> (Figures, Vec<String>) {
    let mut wrong = Vec::new();
    for (name, story) in [("left alone", alone), ("killed", killed)] {
        let held = ending(story).chain(changed_once(story)).chain(nobody_else(story));
        wrong.extend(held.map(|what| format!("{name}: {what}")));
    }
    wrong.extend(same(alone, killed));
    let figures = count(alone, killed);
    let concurrency = killed.job.concurrency();
    for (what, is, most) in [
        ("changes carried out twice", figures.applied_twice, 0),
        ("requests refused for their number", figures.too_many, 0),
        ("requests at once", figures.most_in_flight, concurrency),
        ("requests in a window", figures.most_in_window, LIMIT),
        // Of each kill, what was under way may have to be sent again.
        (
            "writes",
            figures.writes,
            figures.writes_alone + figures.struck + figures.cut_off + concurrency * figures.kills as usize,
        ),
    ] {
        if is > most {
            wrong.push(format!("{is} {what}, and {most} is the most"));
        }
    }
    (figures, wrong)
}

fn count(alone: &Story, killed: &Story) -> Figures {
    let asked: Vec<&Entry> = killed.log.iter().filter(|entry| entry.token.is_some()).collect();
    Figures {
        platform: killed.job.platform,
        seed: killed.job.seed,
        runs: 1,
        kills: killed.kills,
        changes: killed.wanted.changes,
        requests: asked.len(),
        writes: writes(killed).count(),
        writes_alone: writes(alone).count(),
        struck: asked.iter().filter(|entry| entry.fault.is_some()).count(),
        cut_off: asked.iter().filter(|entry| entry.end == Some(End::ClientLeft)).count(),
        applied_twice: twice(killed),
        too_many: asked.iter().filter(|entry| entry.status == Some(429) && entry.fault.is_none()).count(),
        most_in_flight: most_in_flight(&asked),
        most_in_window: most_in_window(&asked),
        seconds: killed.seconds,
    }
}

fn writes(story: &Story) -> impl Iterator<Item = &Entry> {
    story.log.iter().filter(|entry| entry.token.is_some() && entry.method != "GET" && is_write(entry))
}

/// Some directories are searched by `POST`.
fn is_write(entry: &Entry) -> bool {
    !entry.path.ends_with("/search")
}

/// The centre holds what the sheet says, and everything else is as it was.
fn ending(story: &Story) -> impl Iterator<Item = String> {
    let agents = &story.wanted.after.directory.agents;
    agents.iter().filter_map(|agent| {
        let (held, wanted) = (story.state.levels(&agent.id), story.wanted.after.levels(&agent.id));
        (held != wanted).then(|| format!("{} has {held:?} instead of {wanted:?}", agent.email))
    })
}

/// A level before and after; none where the agent does not have the skill.
type Step = (Option<u32>, Option<u32>);

/// Each change was made once: from what was to what the sheet says, and to nothing else on the way.
fn changed_once(story: &Story) -> impl Iterator<Item = String> {
    let mut made: BTreeMap<(&str, &str), Vec<Step>> = BTreeMap::new();
    for applied in story.log.iter().flat_map(|entry| &entry.applied) {
        let skills: BTreeSet<&String> = applied.before.keys().chain(applied.after.keys()).collect();
        for skill in skills {
            let step = (applied.before.get(skill).copied(), applied.after.get(skill).copied());
            if step.0 != step.1 {
                made.entry((&applied.agent, skill)).or_default().push(step);
            }
        }
    }
    let level = |state: &skillsheet_practice::State, agent: &str, skill: &str| {
        state.levels(agent).and_then(|levels| levels.get(skill)).copied()
    };
    let mut wrong: Vec<String> = Vec::new();
    for ((agent, skill), steps) in &made {
        let wanted = (level(&story.wanted.before, agent, skill), level(&story.wanted.after, agent, skill));
        if **steps != [wanted] {
            wrong.push(format!("{agent}, {skill}: made {steps:?} instead of {wanted:?}"));
        }
    }
    if made.len() != story.wanted.changes {
        wrong.push(format!("{} changes were made instead of {}", made.len(), story.wanted.changes));
    }
    wrong.into_iter()
}

/// Nobody was written to whom the sheet does not name.
fn nobody_else(story: &Story) -> impl Iterator<Item = String> {
    let (before, after) = (&story.wanted.before, &story.wanted.after);
    let others: BTreeSet<&str> = (before.directory.agents.iter().map(|agent| agent.id.as_str()))
        .filter(|id| before.levels(id) == after.levels(id))
        .collect();
    let touched =
        story.log.iter().flat_map(|entry| &entry.applied).filter(move |it| others.contains(it.agent.as_str()));
    touched
        .map(|applied| format!("{} is not in the sheet and was written to", applied.agent))
        .collect::<Vec<_>>()
        .into_iter()
}

/// How many writes were carried out that had been before: that changed nothing any more, or that were sent again just
/// as they were.
fn twice(story: &Story) -> usize {
    let mut carried_out = HashMap::new();
    let mut twice = 0;
    for entry in writes(story) {
        let again = (&entry.method, &entry.path, &entry.query, entry.body.as_ref().map(ToString::to_string));
        let at = entry.applied.iter().map(|applied| applied.at_micros).min();
        let idle = entry
            .applied
            .iter()
            .any(|applied| applied.before == applied.after && applied.off_before == applied.off_after);
        let repeats = carried_out.contains_key(&again);
        twice += usize::from(idle || repeats);
        if at.is_some() {
            carried_out.insert(again, ());
        }
    }
    twice
}

/// How many requests were open at the same time at most.
fn most_in_flight(asked: &[&Entry]) -> usize {
    let mut moves: Vec<(u64, i32)> = Vec::new();
    for entry in asked {
        moves.push((entry.arrived_micros, 1));
        moves.extend(entry.ended_micros.map(|at| (at, -1)));
    }
    // What ends in the microsecond in which another arrives is over.
    moves.sort_unstable();
    let open = moves.iter().scan(0, |open, (_, by)| {
        *open += by;
        Some(*open)
    });
    open.max().unwrap_or_default().max(0) as usize
}

/// How many requests arrived within any window at most, whoever sent them.
fn most_in_window(asked: &[&Entry]) -> usize {
    let window = WINDOW.as_micros() as u64;
    let mut arrived: Vec<u64> = asked.iter().map(|entry| entry.arrived_micros).collect();
    arrived.sort_unstable();
    let within = |at: usize| arrived[at..].iter().take_while(|later| **later < arrived[at] + window).count();
    (0..arrived.len()).map(within).max().unwrap_or_default()
}

/// The same is told of both.
fn same(alone: &Story, killed: &Story) -> Vec<String> {
    let mut wrong = Vec::new();
    for key in SAME {
        let (one, other) = (&alone.run[key], &killed.run[key]);
        if one != other || one.is_null() {
            wrong.push(format!("{key} is {other} after kills, and {one} without"));
        }
    }
    let names = |story: &Story| story.results.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    if names(alone) != names(killed) {
        wrong.push(format!("the results have the tabs {:?} instead of {:?}", names(killed), names(alone)));
    }
    for ((name, one), (_, other)) in alone.results.iter().zip(&killed.results) {
        if one.len() != other.len() {
            wrong.push(format!("the results' tab {name} has {} rows instead of {}", other.len(), one.len()));
        }
        let rows = one.iter().zip(other).filter(|(one, other)| one != other);
        wrong.extend(rows.map(|(one, other)| format!("the results' tab {name}: {other:?} instead of {one:?}")));
    }
    wrong
}
