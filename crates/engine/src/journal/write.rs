//! Everything that is written.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde_json::to_string as json;
use skillsheet_skills::{AgentId, Assignments, CallStatus, Fact, Outcome, Problem, RunStatus};
use uuid::Uuid;

use super::changes::{self, Stored, add_to_tally};
use super::model::{Count, NewRun, RunId, did_not_stay, made_anew_from, not_stayed};
use super::{JournalError, folded, read};

/// A fact on its way into the journal.
pub(super) struct Entry {
    pub(super) run: RunId,
    pub(super) call: u32,
    /// The agent of the call that it is about; all of them, when none is named.
    pub(super) agent: Option<AgentId>,
    pub(super) fact: Fact,
    pub(super) at: Timestamp,
}

/// What recording a fact led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// How the call's changes stand together now.
    pub status: CallStatus,
    /// The run's sequence number now.
    pub seq: u32,
}

/// An enum without contents, as the word that JSON has for it.
pub(super) fn word<T: Serialize>(value: &T) -> Result<String, JournalError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(JournalError::Failed(format!("{other} is no word"))),
    }
}

/// Stores a run with its plan and its before-images in one transaction: without them nothing is ever sent.
pub(super) fn create(connection: &mut Connection, new: &NewRun, now: Timestamp) -> Result<RunId, JournalError> {
    let id = Uuid::now_v7();
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute(
        "INSERT INTO run (id, status, started_at, read_at, connection_id, connection, place, kind, account, sheet, \
         tab, by, mode, undo_of, same_rows, problem_rows, pace) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            id.to_string(),
            word(&RunStatus::Running)?,
            now.as_microsecond(),
            new.read_at.as_microsecond(),
            new.connection_id,
            new.connection,
            new.place,
            new.kind,
            new.account,
            new.sheet,
            new.tab,
            new.by,
            word(&new.mode)?,
            new.undo_of.map(|id| id.to_string()),
            new.same_rows,
            new.problem_rows,
            new.pace.map(|pace| json(&pace)).transpose()?,
        ],
    )?;
    let run = tx.last_insert_rowid();
    if let Some(source) = &new.source {
        tx.execute("INSERT INTO source (run, json) VALUES (?1, ?2)", params![run, json(source)?])?;
    }
    insert_calls(&tx, run, new)?;
    insert_names(&tx, run, new)?;
    tx.commit()?;
    Ok(id)
}

fn insert_calls(tx: &Transaction<'_>, run: i64, new: &NewRun) -> Result<(), JournalError> {
    let nothing = Assignments::new();
    let mut total = Count::default();
    let mut call_row = tx.prepare("INSERT INTO call (run, i, call, before, status) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut change_row = tx.prepare(
        "INSERT INTO change (run, call, k, agent, change, kind, status) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut agent_row = tx.prepare(
        "INSERT INTO agent (run, agent, n, before, status) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
    )?;
    let pending = word(&CallStatus::Pending)?;
    let before = |agent: Option<&AgentId>| json(agent.and_then(|agent| new.before.get(agent)).unwrap_or(&nothing));
    for (index, call) in new.calls.iter().enumerate() {
        let starts_from = before(call.agent().filter(|_| call.is_whole()))?;
        call_row.execute(params![run, index as u32, json(&call.only(|_| false))?, starts_from, pending])?;
        for (k, change) in call.changes.iter().enumerate() {
            let (agent, kind) = (change.agent.as_str(), change.kind());
            total += Count::of(kind);
            change_row.execute(params![run, index as u32, k as u32, agent, json(change)?, word(&kind)?, pending])?;
        }
        for agent in call.agents() {
            let n = total.agents;
            let has = before(Some(agent))?;
            total.agents += agent_row.execute(params![run, agent.as_str(), n, has, pending])? as u32;
        }
    }
    add_to_tally(tx, run, CallStatus::Pending, total, 1)
}

fn insert_names(tx: &Transaction<'_>, run: i64, new: &NewRun) -> Result<(), JournalError> {
    let mut insert = tx.prepare("INSERT INTO name (run, what, id, name, folded) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    // The sheet's own name is found in the same way.
    insert.execute(params![run, "sheet", new.sheet, new.sheet, folded(&new.sheet)])?;
    for (id, name) in &new.agents {
        insert.execute(params![run, "agent", id.as_str(), name, folded(name)])?;
    }
    for (id, name) in &new.skills {
        insert.execute(params![run, "skill", id.as_str(), name, folded(name)])?;
    }
    Ok(())
}

/// Records facts in one transaction, in their order.
pub(super) fn record_all(connection: &mut Connection, entries: &[Entry]) -> Result<Vec<Recorded>, JournalError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let recorded = entries.iter().map(|entry| record(&tx, entry)).collect::<Result<_, _>>()?;
    tx.commit()?;
    Ok(recorded)
}

/// How a run stands from a moment on.
pub(super) struct Turn {
    pub(super) run: RunId,
    pub(super) status: RunStatus,
    /// Why.
    pub(super) reason: Option<Problem>,
    /// Microseconds to add to how long it has been sending.
    pub(super) sending: i64,
    pub(super) at: Timestamp,
}

/// Records facts and how their run stands from then on, in one transaction.
pub(super) fn turn(connection: &mut Connection, entries: &[Entry], turn: &Turn) -> Result<Vec<Recorded>, JournalError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let recorded = entries.iter().map(|entry| record(&tx, entry)).collect::<Result<_, _>>()?;
    set_status(&tx, turn)?;
    tx.commit()?;
    Ok(recorded)
}

fn record(tx: &Transaction<'_>, entry: &Entry) -> Result<Recorded, JournalError> {
    let Entry { run, call, agent, fact, at } = entry;
    let n: i64 =
        tx.prepare_cached("SELECT n FROM run WHERE id = ?1")?.query_row(params![run.to_string()], |row| row.get(0))?;
    let old = changes::of_call(tx, n, *call)?;
    let is_about = |it: &Stored| agent.as_ref().is_none_or(|id| *id == it.agent);
    let rebase = made_anew_from(fact, old.iter().filter(|it| is_about(it)).map(|it| it.standing.status));
    let mut new = old.clone();
    for (k, change) in new.iter_mut().enumerate().filter(|(_, it)| is_about(it)) {
        change.standing = change.standing.after(fact, k);
    }
    let [was, is] = [&old, &new].map(|changes| changes.iter().any(|it| it.standing.status == CallStatus::InFlight));
    let sent = i32::from(!was && is) - i32::from(*fact == Fact::Unsent && was && !is);
    tx.prepare_cached("INSERT INTO fact (run, call, agent, at, fact) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![n, call, agent.as_ref().map(AgentId::as_str), at.as_microsecond(), json(fact)?])?;
    let slowed = matches!(fact, Fact::Refused(refusal) if refusal.outcome == Outcome::Throttled);
    let seq: u32 = tx
        .prepare_cached(
            "UPDATE run SET seq = seq + 1, requests = requests + ?2, slowed = slowed + ?3 WHERE n = ?1 RETURNING seq",
        )?
        .query_row(params![n, sent, slowed], |row| row.get(0))?;
    let status = CallStatus::of(new.iter().map(|change| change.standing.status));
    let went = |(old, new): (&Stored, &Stored)| did_not_stay(fact, old.standing.status, new.standing.status);
    let problem = match fact {
        Fact::Refused(refusal) => Some(refusal.problem.clone()),
        Fact::GaveUp(problem) => Some(problem.clone()),
        _ => old.iter().zip(&new).any(went).then(not_stayed),
    };
    tx.prepare_cached(
        "UPDATE call SET status = ?3, at = ?4, attempts = attempts + ?5, \
         left_at = CASE WHEN ?8 THEN ?4 ELSE left_at END, \
         problem = CASE WHEN ?6 THEN ?7 ELSE problem END WHERE run = ?1 AND i = ?2",
    )?
    .execute(params![
        n,
        call,
        word(&status)?,
        at.as_microsecond(),
        sent,
        problem.is_some() || status == CallStatus::Applied,
        problem.as_ref().map(json).transpose()?,
        fact.may_still_arrive(),
    ])?;
    if let Some(now) = rebase {
        changes::rebase(tx, n, *call, agent.as_ref(), now)?;
    }
    changes::moved(tx, &changes::Move { run: n, call: *call, old: &old, new: &new, at: *at, seq })?;
    Ok(Recorded { status, seq })
}

fn set_status(tx: &Transaction<'_>, turn: &Turn) -> Result<(), JournalError> {
    let Turn { run, status, reason, sending, at } = turn;
    let ended = status.has_ended().then_some(at.as_microsecond());
    let changed = tx.execute(
        "UPDATE run SET status = ?2, reason = ?3, ended_at = ?4, sending = sending + ?5 WHERE id = ?1",
        params![run.to_string(), word(status)?, reason.as_ref().map(json).transpose()?, ended, sending],
    )?;
    if changed == 0 { Err(JournalError::NoSuchRun) } else { Ok(()) }
}

/// After how many agents a run pauses by itself.
pub(super) fn set_trial(connection: &mut Connection, run: RunId, trial: Option<u32>) -> Result<(), JournalError> {
    connection.execute("UPDATE run SET trial = ?2 WHERE id = ?1", params![run.to_string(), trial])?;
    Ok(())
}

/// Runs that say they are running were cut off: nobody else can be running them, for the caller holds the lock.
pub(super) fn mark_interrupted(connection: &Connection) -> Result<(), JournalError> {
    connection.execute("UPDATE run SET status = 'interrupted' WHERE status = 'running'", [])?;
    Ok(())
}

/// That everything confirmed was looked at once more.
pub(super) fn set_verified(connection: &mut Connection, run: RunId) -> Result<(), JournalError> {
    connection.execute("UPDATE run SET verified = 1 WHERE id = ?1", params![run.to_string()])?;
    Ok(())
}

/// Removes the runs that ended before a moment, and everything about them; answers how many.
pub(super) fn remove_ended_before(connection: &mut Connection, moment: Timestamp) -> Result<u32, JournalError> {
    let sql = format!("DELETE FROM run WHERE {}", read::ENDED_BEFORE);
    Ok(connection.execute(&sql, params![moment.as_microsecond()])? as u32)
}

/// Removes a run and everything about it.
pub(super) fn remove(connection: &mut Connection, run: RunId) -> Result<(), JournalError> {
    let found: Option<i64> = connection
        .query_row("DELETE FROM run WHERE id = ?1 RETURNING n", params![run.to_string()], |row| row.get(0))
        .optional()?;
    found.map(|_| ()).ok_or(JournalError::NoSuchRun)
}
