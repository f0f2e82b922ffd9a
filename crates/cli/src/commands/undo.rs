//! `undo`: puts back what a run changed, except for what somebody else changed since.

use std::collections::HashSet;

use skillsheet_engine::journal::{NewRun, RunId};
use skillsheet_engine::runner;
use skillsheet_engine::session::who;
use skillsheet_engine::undo::{LeftAlone, Why, changed, undo, unsettled_for};
use skillsheet_engine::update::losing;
use skillsheet_skills::{AgentId, Proficiency};

use super::resume::whose;
use super::run::warning;
use super::{App, Ended};
use crate::consent::Consent;
use crate::events::Event;
use crate::failure::Failure;
use crate::follow::Teller;
use crate::output::{count, note};
use crate::report::Named;
use crate::sheet;

/// Reads what the run's agents have now, asks, and sends what puts it back.
pub async fn perform(app: &App, of: RunId, yes: bool) -> Ended {
    let session = app.session()?;
    let journal = session.journal();
    let record = journal.run(of).await?;
    journal.can_write()?;
    let calls = journal.calls(of).await?;
    let (agents, skills) = journal.names(of).await?;
    let stop = app.interruption()?;
    let (connection, centre) = whose(&session, &record, &stop).await?;
    let unsettled = unsettled_for(&calls, centre.capabilities().grace);
    if !unsettled.is_zero() {
        note(format!("What was stopped may still arrive for {} s; that is waited for.", unsettled.as_secs() + 1));
        tokio::select! {
            () = tokio::time::sleep(unsettled) => {}
            () = stop.cancelled() => return Err(Failure::interrupted()),
        }
    }
    let (read, _) = sheet::live(&centre, &connection.name, &changed(&calls), &stop).await?;
    let undo = undo(&calls, &read.live, centre.capabilities().writes, &HashSet::new())
        .map_err(|error| Failure::unusable(error.to_string(), format!("`skillsheet-cli resume {of}` looks it up")))?;

    let changes: usize = undo.calls.iter().map(|call| call.changes.len()).sum();
    if changes > 0 {
        let touched: HashSet<&AgentId> = undo.calls.iter().flat_map(|call| call.agents()).collect();
        let agents = count(touched.len() as u64, "agent");
        let what = format!("{} of {agents} will be put back.", count(changes as u64, "change"));
        let consent = Consent { yes, confirm: yes.then(|| connection.name.clone()) };
        let losing = losing(&undo.plan, &read.live, false);
        let warning = warning(&losing, |skill| skills.get(skill).cloned().unwrap_or_else(|| skill.to_string()));
        consent.ask(&connection, &what, warning.as_deref(), &stop).await?;
    }
    if stop.is_cancelled() {
        return Err(Failure::interrupted());
    }
    let run: NewRun = undo.new_run(&record, agents.clone(), skills.clone(), read.read_at, who(), None);
    let teller = Teller { journal, out: app.out, stop: &stop };
    let id = journal.create(run).await?;
    let begun = teller.begin(id).await?;
    for left in &undo.left_alone {
        let agent = Named::of(left.agent.as_str(), agents.get(&left.agent));
        let skill = Named::of(left.skill.as_str(), skills.get(&left.skill));
        app.out.line(format!("  {}, {}: {}", agent.name, skill.name, why(left)));
        app.out.document(&Event::left_alone(id, left, agent, skill));
    }
    if changes == 0 {
        note("Nothing has to be sent.");
    }
    let handle = runner::start(journal, &centre, id, runner::Options::at(&centre)).await?;
    let ended = teller.follow(&handle, &begun).await?;
    teller.end(&ended, None).await
}

fn why(left: &LeftAlone) -> String {
    let level = |level: Option<Proficiency>| level.map_or("not assigned".to_owned(), |level| level.to_string());
    let (before, set) = (level(left.before), level(left.we_set));
    match left.why {
        Why::ChangedSince(now) => {
            format!("somebody changed it since; it was {before}, this run set {set}, it is {} now", level(now))
        }
        Why::Unread => format!("it could not be read; it was {before}, this run set {set}"),
        Why::CannotRemove => format!("this contact centre cannot take it away here; this run set {set}"),
    }
}
