//! Reading the contact centre: who is there, which skills there are, and who has which.

use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;
use std::ops::Range;
use std::pin::Pin;

use skillsheet_platforms::{Listing, Sweep, Token};
use skillsheet_skills::{Agent, AgentId, Answer, Assignments, Live, Refusal, Scope, Skill};
use tokio_util::sync::CancellationToken;

use crate::centre::Centre;
use crate::queue::{MOST_PAGES, Open, read_all, read_scope};

/// Agents whose skills a page of a complete reading holds, at a guess: those pages are counted in skills of agents.
const COMPLETE_PAGE: usize = 500;

/// How often everybody is read anew when that changes meanwhile, before each agent is read alone.
const READINGS: u32 = 3;

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
    let (mut agents, mut skills) = (Gathered::default(), Gathered::default());
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
        for (page, answer) in wave.into_iter().zip(answers) {
            match (page, answer?) {
                (Page::Agents(number), Read::Agents(listing)) => agents.add(number, listing, |agent| agent.id.clone()),
                (Page::Skills(number), Read::Skills(listing)) => skills.add(number, listing, |skill| skill.id.clone()),
                _ => unreachable!("a page is read as what it was asked for"),
            }
        }
        wave = agents.rest().map(Page::Agents).chain(skills.rest().map(Page::Skills)).collect();
    }
    Ok((agents.items, skills.items))
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

/// A listing as far as it was read. Each item is in it once: who is hired or leaves while pages are read moves the
/// others from page to page.
struct Gathered<T, K> {
    items: Vec<T>,
    known: HashSet<K>,
    rest: Range<u32>,
    grew: bool,
}

impl<T, K> Default for Gathered<T, K> {
    fn default() -> Self {
        Gathered { items: Vec::new(), known: HashSet::new(), rest: 0..0, grew: false }
    }
}

impl<T, K: Hash + Eq> Gathered<T, K> {
    /// Takes a page. The last one of a wave decides what is to be read next.
    fn add(&mut self, number: u32, listing: Listing<T>, key: impl Fn(&T) -> K) {
        self.rest = following(number, &listing);
        for item in listing.items {
            if self.known.insert(key(&item)) {
                self.items.push(item);
                self.grew = true;
            }
        }
    }

    /// The pages to read next: none once pages bring nothing new, so that a listing that repeats itself ends.
    fn rest(&mut self) -> Range<u32> {
        let rest = std::mem::take(&mut self.rest);
        if std::mem::take(&mut self.grew) { rest } else { 0..0 }
    }
}

/// The pages after one: all of them when the first page tells how many there are, else the next.
fn following<T>(number: u32, listing: &Listing<T>) -> Range<u32> {
    let Some(next) = listing.next else { return 0..0 };
    let size = u32::try_from(listing.items.len()).unwrap_or(u32::MAX).max(1);
    let last = match listing.total {
        Some(total) if number == 1 => total.div_ceil(size).max(next),
        _ => next,
    };
    next..last.min(MOST_PAGES).saturating_add(1)
}

fn page_reader(centre: &Centre) -> impl Fn(Token, Page, Open) -> PageAnswer + use<> {
    let platform = centre.platform().clone();
    move |token, page, place| {
        let platform = platform.clone();
        Box::pin(async move {
            let _place = place;
            match page {
                Page::Agents(number) => platform.agents(&token, number).await.map(Read::Agents),
                Page::Skills(number) => platform.skills(&token, number).await.map(Read::Skills),
            }
        })
    }
}

type PageAnswer = Pin<Box<dyn Future<Output = Answer<Read>> + Send>>;

/// What the agents named have now; each is read once, or all together where that takes fewer requests. Those that
/// could not be read stand apart.
///
/// # Errors
/// Why nothing more could be read at all; that the platform does not tell what agents have is known by
/// [`is_unreadable`].
pub async fn live(
    centre: &Centre,
    agents: &[AgentId],
    mut on_progress: impl FnMut(usize, usize),
    cancel: CancellationToken,
) -> Answer<(Live, Vec<(AgentId, Refusal)>)> {
    let mut wanted: BTreeSet<AgentId> = agents.iter().cloned().collect();
    let total = wanted.len();
    let progress = |done: usize, pages: usize| on_progress(total * done / pages.max(1), total);
    let mut live = together(centre, &wanted, progress, &cancel).await?.unwrap_or_default();
    wanted.retain(|agent| !live.contains_key(agent));
    let swept = total - wanted.len();
    let agents: Vec<AgentId> = wanted.into_iter().collect();
    let read = |token, agent, place| {
        let centre = centre.clone();
        async move { read_scope(&centre, &token, &Scope::Agent(agent), Some(place)).await }
    };
    let answers = read_all(centre, agents.clone(), read, |done, _| on_progress(swept + done, total), cancel).await?;
    let mut failed = Vec::new();
    for (agent, answer) in agents.into_iter().zip(answers) {
        match answer {
            Ok(mut read) => drop(live.insert(agent.clone(), read.remove(&agent).unwrap_or_default())),
            Err(refusal) => failed.push((agent, refusal)),
        }
    }
    Ok((live, failed))
}

/// What the agents named have, as far as a reading of everybody tells; none where reading them one by one takes fewer
/// requests, or tells what one of everybody cannot.
pub(crate) async fn together(
    centre: &Centre,
    wanted: &BTreeSet<AgentId>,
    on_progress: impl FnMut(usize, usize),
    cancel: &CancellationToken,
) -> Answer<Option<Live>> {
    let kind = centre.capabilities().sweep;
    let Some(pages) = pages_worth_reading(kind, wanted.len(), centre.known_agents()) else { return Ok(None) };
    let Some(mut all) = sweep(centre, pages, on_progress, cancel).await? else { return Ok(None) };
    let untold = || (kind == Sweep::Complete).then(Assignments::new);
    let told = |agent: &AgentId| Some((agent.clone(), all.remove(agent).or_else(untold)?));
    Ok(Some(wanted.iter().filter_map(told).collect()))
}

/// About how many requests read everybody at once; none where there is no such reading.
pub(crate) fn requests_for_everybody(centre: &Centre) -> Option<u32> {
    let page = match centre.capabilities().sweep {
        Sweep::None => return None,
        Sweep::BestEffort { page } => page as usize,
        Sweep::Complete => COMPLETE_PAGE,
    };
    let pages = centre.known_agents().map_or(1, |known| known.div_ceil(page.max(1)));
    Some(u32::try_from(pages).unwrap_or(u32::MAX))
}

/// Up to how many pages of a reading of everybody take fewer requests than reading so many agents one by one; none
/// when it is known that they do not. How many pages there are is often known only after the first.
fn pages_worth_reading(sweep: Sweep, agents: usize, known: Option<usize>) -> Option<usize> {
    match sweep {
        Sweep::None => None,
        Sweep::Complete => (agents > 0).then_some(MOST_PAGES as usize),
        Sweep::BestEffort { page } => {
            let pages = known.map_or(1, |known| known.div_ceil(page.max(1) as usize));
            (pages < agents).then(|| agents - 1)
        }
    }
}

/// What everybody has, as far as the platform tells it of all together; of the first page only, when more than `most`
/// pages follow. None when it changed under each of a few readings: what moved between two pages would be missing.
async fn sweep(
    centre: &Centre,
    most: usize,
    mut on_progress: impl FnMut(usize, usize),
    cancel: &CancellationToken,
) -> Answer<Option<Live>> {
    for _ in 0..READINGS {
        let read = sweep_once(centre, most, &mut on_progress, cancel).await?;
        if read.is_some() {
            return Ok(read);
        }
        tracing::info!("the skills of all agents changed while they were read");
    }
    Ok(None)
}

/// The same, once; none when it changed meanwhile.
async fn sweep_once(
    centre: &Centre,
    most: usize,
    on_progress: &mut impl FnMut(usize, usize),
    cancel: &CancellationToken,
) -> Answer<Option<Live>> {
    let mut all = Live::new();
    let mut wave = vec![1];
    let mut done = 0;
    while !wave.is_empty() {
        let due = done + wave.len();
        let platform = centre.platform().clone();
        let read = move |token: Token, page: u32, place: Open| {
            let platform = platform.clone();
            async move {
                let _place = place;
                platform.assignments(&token, &Scope::All, page).await
            }
        };
        let progress = |answered, _| on_progress(done + answered, due + 1);
        let answers = read_all(centre, wave.clone(), read, progress, cancel.clone()).await?;
        done = due;
        let mut rest = 0..0;
        for (page, answer) in wave.into_iter().zip(answers) {
            let listing = answer?;
            if listing.changed {
                return Ok(None);
            }
            rest = following(page, &listing);
            for (agent, assignments) in listing.items {
                all.entry(agent).or_default().absorb(assignments);
            }
        }
        wave = if rest.len() <= most.saturating_sub(done) { rest.collect() } else { Vec::new() };
    }
    Ok(Some(all))
}

/// Whether a refusal says that the platform does not tell what agents have (405, or 501): then nothing may be sent
/// that replaces a list.
pub fn is_unreadable(refusal: &Refusal) -> bool {
    matches!(refusal.problem.status, Some(405 | 501))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(items: Range<u32>, total: Option<u32>, next: Option<u32>) -> Listing<u32> {
        Listing { items: items.collect(), total, next, changed: false }
    }

    #[test]
    fn everybody_is_read_where_that_takes_fewer_requests() {
        let sweep = Sweep::BestEffort { page: 500 };
        for (sweep, agents, known, pages) in [
            (Sweep::None, 60, Some(60), None),
            (Sweep::Complete, 1, None, Some(MOST_PAGES as usize)),
            (Sweep::Complete, 0, None, None),
            (sweep, 60, Some(420), Some(59)),
            (sweep, 60, Some(500_000), None),
            (sweep, 60, None, Some(59)),
            (sweep, 1, Some(420), None),
            (sweep, 2, Some(1_200), None),
        ] {
            assert_eq!(pages_worth_reading(sweep, agents, known), pages, "{sweep:?} {agents} {known:?}");
        }
    }

    #[test]
    fn pages_follow_as_far_as_they_are_known_and_bring_something_new() {
        let mut listing = Gathered::default();
        listing.add(1, page(0..100, Some(420), Some(2)), |item| *item);
        assert_eq!(listing.rest(), 2..6);
        assert_eq!(listing.rest(), 0..0);
        listing.add(5, page(390..420, Some(420), None), |item| *item);
        assert_eq!((listing.rest(), listing.items.len()), (0..0, 130));

        let mut unknown = Gathered::default();
        unknown.add(1, page(0..100, None, Some(2)), |item| *item);
        assert_eq!(unknown.rest(), 2..3);
        // The same page over and over.
        unknown.add(2, page(0..100, None, Some(3)), |item| *item);
        assert_eq!(unknown.rest(), 0..0);

        let mut boastful = Gathered::default();
        boastful.add(1, page(0..1, Some(u32::MAX), Some(2)), |item| *item);
        assert_eq!(boastful.rest(), 2..MOST_PAGES + 1);
    }
}
