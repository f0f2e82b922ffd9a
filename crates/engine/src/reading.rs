//! Reading the contact centre: who is there, which skills there are, and who has which.

use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;
use std::ops::RangeInclusive;
use std::pin::Pin;

use skillsheet_platforms::{Listing, Token};
use skillsheet_skills::{Agent, AgentId, Answer, Live, Refusal, Skill};
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::queue::read_all;

/// All agents and skills. The first pages tell how many there are; the others are read at the same time. Both are
/// empty where the platform lists nothing. `on_progress` is told how many of how many pages are there.
///
/// # Errors
/// What one page was refused for: a directory with a hole would make agents unknown that are not.
pub async fn directory(
    centre: &Centre,
    mut on_progress: impl FnMut(usize, usize),
    cancel: CancellationToken,
) -> Answer<(Vec<Agent>, Vec<Skill>)> {
    let (mut agents, mut skills) = (Vec::new(), Vec::new());
    let mut wave = match centre.capabilities().lists_directory {
        true => vec![Page::Agents(1), Page::Skills(1)],
        false => Vec::new(),
    };
    let mut done = 0;
    while !wave.is_empty() {
        let due = done + wave.len();
        let progress = |answered, _| on_progress(done + answered, due);
        let answers = read_all(centre, wave.clone(), page_reader(centre), progress, cancel.clone()).await?;
        done = due;
        let mut rest = Rest::default();
        for (page, answer) in wave.into_iter().zip(answers) {
            match (page, answer?) {
                (Page::Agents(number), Read::Agents(listing)) => {
                    rest.agents = following(number, &listing);
                    agents.extend(listing.items);
                }
                (Page::Skills(number), Read::Skills(listing)) => {
                    rest.skills = following(number, &listing);
                    skills.extend(listing.items);
                }
                _ => unreachable!("a page is read as what it was asked for"),
            }
        }
        wave = rest.agents.map(Page::Agents).chain(rest.skills.map(Page::Skills)).collect();
    }
    // Who is hired or leaves while pages are read moves the others from page to page.
    Ok((once(agents, |agent| agent.id.clone()), once(skills, |skill| skill.id.clone())))
}

/// A page of one of the two listings.
#[derive(Clone, Copy)]
enum Page {
    Agents(u32),
    Skills(u32),
}

enum Read {
    Agents(Listing<Agent>),
    Skills(Listing<Skill>),
}

/// The pages to read after a wave. Its last page of a listing decides.
struct Rest {
    agents: RangeInclusive<u32>,
    skills: RangeInclusive<u32>,
}

impl Default for Rest {
    fn default() -> Self {
        Rest { agents: NONE, skills: NONE }
    }
}

const NONE: RangeInclusive<u32> = 1..=0;

/// The pages after one: all of them when the first page tells how many there are, else the next.
fn following<T>(number: u32, listing: &Listing<T>) -> RangeInclusive<u32> {
    let Some(next) = listing.next else { return NONE };
    let size = u32::try_from(listing.items.len()).unwrap_or(u32::MAX).max(1);
    match listing.total {
        Some(total) if number == 1 => next..=total.div_ceil(size).max(next),
        _ => next..=next,
    }
}

fn page_reader(centre: &Centre) -> impl Fn(Token, Page) -> PageAnswer + use<> {
    let platform = centre.platform().clone();
    move |token, page| {
        let platform = platform.clone();
        Box::pin(async move {
            match page {
                Page::Agents(number) => platform.agents(&token, number).await.map(Read::Agents),
                Page::Skills(number) => platform.skills(&token, number).await.map(Read::Skills),
            }
        })
    }
}

type PageAnswer = Pin<Box<dyn Future<Output = Answer<Read>> + Send>>;

/// Each item once, in the order of their first appearance.
fn once<T, K: Hash + Eq>(items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut known = HashSet::new();
    items.into_iter().filter(|item| known.insert(key(item))).collect()
}

/// What the agents named have now; each is read once. Those that could not be read stand apart.
///
/// # Errors
/// Why nothing more could be read at all; that the platform does not tell what agents have is known by
/// [`is_unreadable`].
pub async fn live(
    centre: &Centre,
    agents: &[AgentId],
    on_progress: impl FnMut(usize, usize),
    cancel: CancellationToken,
) -> Answer<(Live, Vec<(AgentId, Refusal)>)> {
    let agents: Vec<AgentId> = agents.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let platform = centre.platform().clone();
    let answers = read_all(
        centre,
        agents.clone(),
        move |token, agent: AgentId| {
            let platform = platform.clone();
            async move { platform.assignments(&token, &agent).await }
        },
        on_progress,
        cancel,
    )
    .await?;
    let (mut live, mut failed) = (Live::new(), Vec::new());
    for (agent, answer) in agents.into_iter().zip(answers) {
        match answer {
            Ok(assignments) => drop(live.insert(agent, assignments)),
            Err(refusal) => failed.push((agent, refusal)),
        }
    }
    Ok((live, failed))
}

/// Whether a refusal says that the platform does not tell what agents have (405, or 501): then nothing may be sent
/// that replaces a list.
pub fn is_unreadable(refusal: &Refusal) -> bool {
    matches!(refusal.problem.status, Some(405 | 501))
}
