//! What the far end's log has to show.

use std::collections::HashMap;

use proptest::prelude::*;
use skillsheet_skills::CallStatus;

use crate::model::{Command, Ended, Entry, Kind, Micros, Reply, SECOND, Setup, State};

type Checked = Result<(), TestCaseError>;

/// All promises.
pub fn all(setup: &Setup, ended: &Ended) -> Checked {
    prop_assert!(!ended.endless, "it must end: {:?}", &ended.server.log[ended.server.log.len() - 3..]);
    at_once(setup, ended)?;
    pace(setup, ended)?;
    waits(ended)?;
    tries(setup, ended)?;
    outages(setup, ended)?;
    prop_assert!(ended.idle.is_empty(), "Q6: could have left: {:?}", ended.idle);
    pauses(ended)?;
    no_blind_resend(ended)?;
    outcomes(setup, ended)
}

/// Until when a request was under way for its sender.
fn until(ended: &Ended, entry: &Entry) -> Micros {
    let death = ended.deaths.iter().find(|death| **death >= entry.request.sent);
    death.map_or(entry.reaches, |death| entry.reaches.min(*death))
}

/// Whether its sender never learnt of an answer.
fn is_cut_off(ended: &Ended, entry: &Entry) -> bool {
    until(ended, entry) < entry.reaches
}

/// Q1: never more at once than allowed, never two in a lane.
fn at_once(setup: &Setup, ended: &Ended) -> Checked {
    let log = &ended.server.log;
    let lanes = |entry: &Entry| match entry.request.kind {
        Kind::Read => &[][..],
        _ => &setup.lanes[entry.request.job][..],
    };
    for (at, entry) in log.iter().enumerate() {
        let sent = entry.request.sent;
        let open: Vec<&Entry> = log[..at].iter().filter(|other| until(ended, other) > sent).collect();
        prop_assert!(open.len() < setup.manners.concurrency as usize, "Q1: too many at once at {sent}");
        let meets = open.iter().any(|other| lanes(other).iter().any(|lane| lanes(entry).contains(lane)));
        prop_assert!(!meets, "Q1: two in a lane at {sent}");
    }
    Ok(())
}

/// Q2: no window sees more than is allowed, whatever is sent and whoever sends it; so no rule ever refuses.
fn pace(setup: &Setup, ended: &Ended) -> Checked {
    let mut arrivals: Vec<Micros> = ended.server.log.iter().filter_map(|entry| entry.arrived).collect();
    arrivals.sort_unstable();
    for window in arrivals.windows(setup.limit.requests as usize + 1) {
        let took = window[window.len() - 1] - window[0];
        prop_assert!(took >= setup.limit.window, "Q2: {} within {took}, from {}", window.len(), window[0]);
    }
    prop_assert_eq!(ended.server.told_off, 0, "told off by the far end's own rule");
    Ok(())
}

/// Q3: once it is asked to wait, nothing leaves before that is over. Of what reads were asked, a new start knows nothing.
fn waits(ended: &Ended) -> Checked {
    for entry in ended.server.log.iter().filter(|entry| !is_cut_off(ended, entry)) {
        let Some(wait) = entry.reply.wait() else { continue };
        let from = entry.reaches;
        let forgotten = ended.deaths.iter().find(|death| **death >= from && entry.request.kind != Kind::Write);
        let over = (from + wait).min(forgotten.copied().unwrap_or(Micros::MAX));
        let early = ended.server.log.iter().find(|other| (from + 1..over).contains(&other.request.sent));
        prop_assert!(early.is_none(), "Q3: {early:?} although asked to wait from {from} until {over}");
    }
    Ok(())
}

/// Whether a reply counts as a failure of the request. To a look, 503 with `Retry-After` is a wish to wait.
fn fails(setup: &Setup, entry: &Entry) -> bool {
    match entry.reply {
        Reply::Unwell { retry_after } => entry.request.kind == Kind::Write || retry_after.is_none(),
        Reply::NoConnection => setup.manners.probe.is_none(),
        reply => reply == Reply::Lost,
    }
}

/// Q4: tries of a job and of the queue are bounded. Reads have a queue of their own.
fn tries(setup: &Setup, ended: &Ended) -> Checked {
    let known = || {
        let of_the_run = |entry: &&Entry| entry.request.kind != Kind::Read && !is_cut_off(ended, entry);
        ended.server.log.iter().filter(of_the_run)
    };
    let mut of_jobs: HashMap<(usize, Kind, usize), u32> = HashMap::new();
    for entry in known().filter(|entry| fails(setup, entry)) {
        *of_jobs.entry((entry.request.job, entry.request.kind, entry.era)).or_default() += 1;
    }
    for ((job, kind, era), failed) in of_jobs {
        // Each write that leaves a doubt has looks of its own.
        let most = if kind == Kind::Write { setup.manners.attempts } else { setup.manners.attempts.pow(2) };
        prop_assert!(failed <= most, "Q4: job {job} failed {failed} times in era {era} ({kind:?})");
    }
    for at in 0..=ended.eras.len() {
        let in_era = || known().filter(|entry| entry.era == at);
        let failed = in_era().filter(|entry| fails(setup, entry)).count() as u32;
        let went_well = in_era().filter(|entry| !fails(setup, entry)).count() as u32;
        let most = setup.manners.retries + went_well + setup.manners.concurrency;
        prop_assert!(failed <= most, "Q4: {failed} failed in era {at}, beside {went_well}");
    }
    Ok(())
}

/// Without a connection one request at a time tries for all, now and then, and nobody has to say a word.
fn outages(setup: &Setup, ended: &Ended) -> Checked {
    let Some(probe) = setup.manners.probe else { return Ok(()) };
    for (from, until) in &setup.outages {
        for at in 0..=ended.eras.len() {
            let tried = ended.server.log.iter().filter(|entry| {
                let mine = entry.request.kind != Kind::Read && entry.era == at;
                mine && (*from..*until).contains(&entry.request.sent) && !is_cut_off(ended, entry)
            });
            let tried: Vec<&Entry> = tried.collect();
            let Some(known) = tried.iter().map(|entry| entry.reaches).min() else { continue };
            let after: Vec<&&Entry> = tried.iter().filter(|entry| entry.request.sent > known).collect();
            let together = after.windows(2).find(|two| two[1].request.sent < two[0].reaches);
            prop_assert!(together.is_none(), "{together:?} at once without a connection");
            let asked = setup.script.iter().filter(|(_, command)| *command == Command::TryNow).count() as u64;
            let most = 5 + asked + until.saturating_sub(known) / probe.as_micros() as u64;
            prop_assert!(after.len() as u64 <= most, "{} tried without a connection in era {at}", after.len());
        }
    }
    let stop = ended.stops.iter().find(|reason| reason.contains("NoConnection"));
    prop_assert!(stop.is_none(), "stopped for want of a connection: {stop:?}");
    Ok(())
}

/// Q7: nothing leaves between a pause and the resumption.
fn pauses(ended: &Ended) -> Checked {
    let run = |entry: &&Entry| entry.request.kind != Kind::Read;
    for (from, until) in &ended.pauses {
        let left = ended.server.log.iter().filter(run).find(|entry| (from + 1..*until).contains(&entry.request.sent));
        prop_assert!(left.is_none(), "Q7: {left:?} left between {from} and {until}");
    }
    prop_assert!(
        ended.stops.iter().all(|reason| reason == "Trial" || reason.contains("Stopped")),
        "a stop has a reason"
    );
    Ok(())
}

/// Nothing is sent again after an outcome that nobody knows, unless a look showed that it was not carried out.
fn no_blind_resend(ended: &Ended) -> Checked {
    let mut in_doubt: HashMap<usize, bool> = HashMap::new();
    for entry in &ended.server.log {
        let doubt = in_doubt.entry(entry.request.job).or_default();
        match entry.request.kind {
            Kind::Read => {}
            Kind::Look if entry.reply == Reply::Seen(State::Before) && !is_cut_off(ended, entry) => *doubt = false,
            Kind::Look => {}
            Kind::Write => {
                prop_assert!(!*doubt, "sent blindly: {entry:?}");
                *doubt = entry.reply.leaves_a_doubt() || is_cut_off(ended, entry);
            }
        }
    }
    let twice = ended.server.carried_out.iter().position(|times| times.len() > 1);
    prop_assert_eq!(twice, None, "carried out twice");
    Ok(())
}

/// Every job ends in an outcome that is true. Q5: none of them for a sign-in that ran out.
fn outcomes(setup: &Setup, ended: &Ended) -> Checked {
    for (job, status) in ended.journal.statuses.iter().enumerate() {
        let server = &ended.server;
        let mine = |entry: &&Entry| entry.request.job == job && entry.request.kind == Kind::Write;
        let rejected = server.log.iter().filter(mine).any(|entry| entry.reply == Reply::Rejected);
        let carried_out = !server.carried_out[job].is_empty();
        match (status, ended.journal.given_up[job]) {
            (CallStatus::Applied, _) => prop_assert!(carried_out, "job {job} is claimed to be done"),
            (CallStatus::Conflict, _) => prop_assert!(server.edited[job].is_some(), "job {job}: nobody was there"),
            (CallStatus::Failed, None) => prop_assert!(rejected && !carried_out, "job {job} did not fail"),
            (CallStatus::Failed, Some((era, in_doubt))) => {
                prop_assert!(in_doubt || !carried_out, "job {job} was carried out");
                gave_up_for_a_reason(setup, ended, job, era)?;
            }
            (CallStatus::Skipped, _) => {
                prop_assert!(!carried_out && ended.pauses.last().is_some_and(|it| it.1 == Micros::MAX))
            }
            (status, _) => prop_assert!(is_cancelled(ended) && status.is_in_doubt(), "job {job} is left {status:?}"),
        }
    }
    Ok(())
}

/// Whether it was stopped for good; then what is in doubt waits to be looked at.
fn is_cancelled(ended: &Ended) -> bool {
    ended.pauses.last().is_some_and(|pause| pause.1 == Micros::MAX)
}

fn gave_up_for_a_reason(setup: &Setup, ended: &Ended, job: usize, era: u32) -> Checked {
    let mine = |entry: &&Entry| entry.request.job == job && entry.request.kind != Kind::Read;
    let failed = ended.server.log.iter().filter(mine).filter(|entry| fails(setup, entry)).count();
    prop_assert!(failed as u32 >= setup.manners.attempts, "Q4, Q5: job {job} given up in era {era} after {failed}");
    Ok(())
}

/// The longest grace that a world needs.
pub const LATE: Micros = 3 * SECOND;
