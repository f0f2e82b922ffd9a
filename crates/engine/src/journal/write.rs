//! Everything that is written.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde_json::to_string as json;
use skillsheet_skills::{Assignments, Call, CallStatus, Fact, Outcome, Problem, RunStatus, Seen, Settlement};
use uuid::Uuid;

use super::model::{Count, NewRun, RunId};
use super::{JournalError, folded};

/// A fact on its way into the journal.
pub(super) struct Entry {
    pub(super) run: RunId,
    pub(super) call: u32,
    pub(super) fact: Fact,
    pub(super) at: Timestamp,
}

/// What recording a fact led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The call's status now.
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
    let mut insert = tx.prepare(
        "INSERT INTO call (run, i, agent, call, before, changed, added, removed, status) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let pending = word(&CallStatus::Pending)?;
    for (index, call) in new.calls.iter().enumerate() {
        let before = new.before.get(&call.agent).unwrap_or(&nothing);
        let count = Count::of(call);
        total += count;
        insert.execute(params![
            run,
            index as u32,
            call.agent.as_str(),
            json(call)?,
            json(before)?,
            count.changed,
            count.added,
            count.removed,
            pending,
        ])?;
    }
    add_to_tally(tx, run, &CallStatus::Pending, total, 1)
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

fn record(tx: &Transaction<'_>, entry: &Entry) -> Result<Recorded, JournalError> {
    let Entry { run, call, fact, at } = entry;
    let (n, old, count) = standing(tx, *run, *call)?;
    let status = old.after(fact);
    let answered = matches!(fact, Fact::Applied | Fact::Refused(_) | Fact::Seen(_));
    tx.prepare_cached("INSERT INTO fact (run, call, at, answered, fact) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![n, call, at.as_microsecond(), answered, json(fact)?])?;
    let sent = old == CallStatus::Pending && status == CallStatus::InFlight;
    let slowed = matches!(fact, Fact::Refused(refusal) if refusal.outcome == Outcome::Throttled);
    let seq: u32 = tx
        .prepare_cached(
            "UPDATE run SET seq = seq + 1, requests = requests + ?2, slowed = slowed + ?3 WHERE n = ?1 RETURNING seq",
        )?
        .query_row(params![n, sent, slowed], |row| row.get(0))?;
    let (problem, found) = remark(fact);
    tx.prepare_cached(
        "UPDATE call SET status = ?3, at = ?4, seq = ?5, attempts = attempts + ?6, \
         problem = CASE WHEN ?7 THEN ?8 ELSE problem END, found = ?9 WHERE run = ?1 AND i = ?2",
    )?
    .execute(params![
        n,
        call,
        word(&status)?,
        at.as_microsecond(),
        seq,
        sent,
        problem.is_some() || status == CallStatus::Applied,
        problem.map(json).transpose()?,
        found.map(json).transpose()?,
    ])?;
    if let (CallStatus::Conflict, Fact::Settled(Settlement::Ours(now))) = (&old, fact) {
        rebase(tx, n, *call, now)?;
    }
    if status != old {
        add_to_tally(tx, n, &old, count, -1)?;
        add_to_tally(tx, n, &status, count, 1)?;
    }
    Ok(Recorded { status, seq })
}

fn standing(tx: &Transaction<'_>, run: RunId, call: u32) -> Result<(i64, CallStatus, Count), JournalError> {
    let (n, status, changed, added, removed): (i64, String, u32, u32, u32) = tx
        .prepare_cached(
            "SELECT run, call.status, changed, added, removed FROM call JOIN run ON run.n = call.run \
             WHERE run.id = ?1 AND call.i = ?2",
        )?
        .query_row(params![run.to_string(), call], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
    Ok((n, serde_json::from_value(status.into())?, Count { calls: 1, changed, added, removed }))
}

/// What a fact leaves to be said about its call: what went wrong, and what somebody else left.
fn remark(fact: &Fact) -> (Option<&Problem>, Option<&Assignments>) {
    match fact {
        Fact::Refused(refusal) => (Some(&refusal.problem), None),
        Fact::GaveUp(problem) => (Some(problem), None),
        Fact::Seen(Seen::Other(found)) => (None, Some(found)),
        _ => (None, None),
    }
}

fn rebase(tx: &Transaction<'_>, run: i64, index: u32, now: &Assignments) -> Result<(), JournalError> {
    let call: String = tx
        .prepare_cached("SELECT COALESCE(again, call) FROM call WHERE run = ?1 AND i = ?2")?
        .query_row(params![run, index], |row| row.get(0))?;
    let again = serde_json::from_str::<Call>(&call)?.rebased(now);
    tx.prepare_cached("UPDATE call SET again = ?3, again_before = ?4 WHERE run = ?1 AND i = ?2")?.execute(params![
        run,
        index,
        json(&again)?,
        json(now)?
    ])?;
    Ok(())
}

fn add_to_tally(
    tx: &Transaction<'_>,
    run: i64,
    status: &CallStatus,
    count: Count,
    sign: i64,
) -> Result<(), JournalError> {
    let signed = |number: u32| i64::from(number) * sign;
    tx.prepare_cached(
        "INSERT INTO tally (run, status, calls, changed, added, removed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (run, status) DO UPDATE SET calls = calls + excluded.calls, changed = changed + excluded.changed, \
         added = added + excluded.added, removed = removed + excluded.removed",
    )?
    .execute(params![
        run,
        word(status)?,
        signed(count.calls),
        signed(count.changed),
        signed(count.added),
        signed(count.removed)
    ])?;
    Ok(())
}

/// How a run stands now, and why; `sending` microseconds are added to what it has been sending.
pub(super) fn set_status(
    connection: &mut Connection,
    run: RunId,
    status: RunStatus,
    reason: Option<&Problem>,
    sending: i64,
    now: Timestamp,
) -> Result<(), JournalError> {
    let ended = matches!(status, RunStatus::Completed | RunStatus::Cancelled).then_some(now.as_microsecond());
    let changed = connection.execute(
        "UPDATE run SET status = ?2, reason = ?3, ended_at = ?4, sending = sending + ?5 WHERE id = ?1",
        params![run.to_string(), word(&status)?, reason.map(json).transpose()?, ended, sending],
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
    connection.execute(
        "UPDATE run SET status = ?1 WHERE status = ?2",
        params![word(&RunStatus::Interrupted)?, word(&RunStatus::Running)?],
    )?;
    Ok(())
}

/// Removes a run and everything about it.
pub(super) fn remove(connection: &mut Connection, run: RunId) -> Result<(), JournalError> {
    let found: Option<i64> = connection
        .query_row("DELETE FROM run WHERE id = ?1 RETURNING n", params![run.to_string()], |row| row.get(0))
        .optional()?;
    found.map(|_| ()).ok_or(JournalError::NoSuchRun)
}
