//! How changes and agents stand: written together with the fact that moved them, and counted.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Row, Transaction, params};
use serde_json::to_string as json;
use skillsheet_skills::{AgentId, Assignments, Call, CallStatus, Change, Proficiency};

use super::JournalError;
use super::model::{Count, Standing};
use super::write::word;

/// A change as the journal has it, as far as facts move it.
#[derive(Clone)]
pub(super) struct Stored {
    pub(super) agent: AgentId,
    pub(super) standing: Standing,
}

/// The changes of a call, in their order.
pub(super) fn of_call(tx: &Transaction<'_>, run: i64, call: u32) -> Result<Vec<Stored>, JournalError> {
    let mut select = tx.prepare_cached(
        "SELECT agent, kind, status, found, doubted FROM change WHERE run = ?1 AND call = ?2 ORDER BY k",
    )?;
    let mut rows = select.query(params![run, call])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(Stored { agent: row.get::<_, String>("agent")?.into(), standing: standing(row)? });
    }
    // A call without changes would be one that does not exist.
    if changes.is_empty() { Err(JournalError::NoSuchRun) } else { Ok(changes) }
}

/// How a change stands, from its row.
pub(super) fn standing(row: &Row<'_>) -> Result<Standing, JournalError> {
    let word = |name| row.get::<_, String>(name).map(serde_json::Value::from);
    let found: Option<String> = row.get("found")?;
    Ok(Standing {
        kind: serde_json::from_value(word("kind")?)?,
        status: serde_json::from_value(word("status")?)?,
        found: found.map(|found| serde_json::from_str::<Option<Proficiency>>(&found)).transpose()?,
        doubted: row.get("doubted")?,
    })
}

/// What a fact moved.
pub(super) struct Move<'a> {
    pub(super) run: i64,
    pub(super) call: u32,
    pub(super) old: &'a [Stored],
    pub(super) new: &'a [Stored],
    pub(super) at: Timestamp,
    pub(super) seq: u32,
}

/// Writes how the changes of a call stand now, and how their agents do, and counts both.
pub(super) fn moved(tx: &Transaction<'_>, it: &Move<'_>) -> Result<(), JournalError> {
    let mut tally = Tallied::default();
    let mut update = tx.prepare_cached(
        "UPDATE change SET status = ?4, found = ?5, doubted = ?6 WHERE run = ?1 AND call = ?2 AND k = ?3",
    )?;
    let mut touched: BTreeSet<&AgentId> = BTreeSet::new();
    for (k, (old, new)) in it.old.iter().zip(it.new).enumerate() {
        if old.standing == new.standing {
            continue;
        }
        let found = new.standing.found.map(|found| json(&found)).transpose()?;
        let Standing { status, doubted, .. } = &new.standing;
        update.execute(params![it.run, it.call, k as u32, word(status)?, found, doubted])?;
        tally.move_one(old.standing.status, new.standing.status, Count::of(new.standing.kind));
        touched.insert(&new.agent);
    }
    let mut statuses =
        tx.prepare_cached("SELECT DISTINCT status FROM change INDEXED BY change_agent WHERE run = ?1 AND agent = ?2")?;
    let mut before = tx.prepare_cached("SELECT status FROM agent WHERE run = ?1 AND agent = ?2")?;
    let mut write =
        tx.prepare_cached("UPDATE agent SET status = ?3, at = ?4, seq = ?5 WHERE run = ?1 AND agent = ?2")?;
    for agent in touched {
        let id = agent.as_str();
        let mut standing = Vec::new();
        let mut rows = statuses.query(params![it.run, id])?;
        while let Some(row) = rows.next()? {
            standing.push(serde_json::from_value::<CallStatus>(row.get::<_, String>(0)?.into())?);
        }
        let new = CallStatus::of(standing);
        let old: String = before.query_row(params![it.run, id], |row| row.get(0))?;
        write.execute(params![it.run, id, word(&new)?, it.at.as_microsecond(), it.seq])?;
        tally.move_one(serde_json::from_value(old.into())?, new, Count::AGENT);
    }
    tally.write(tx, it.run)
}

/// What is to be added to the tally and taken from it.
#[derive(Default)]
struct Tallied(BTreeMap<usize, (CallStatus, Count, Count)>);

impl Tallied {
    fn move_one(&mut self, from: CallStatus, to: CallStatus, count: Count) {
        if from != to {
            self.0.entry(from as usize).or_insert((from, Count::default(), Count::default())).2 += count;
            self.0.entry(to as usize).or_insert((to, Count::default(), Count::default())).1 += count;
        }
    }

    fn write(self, tx: &Transaction<'_>, run: i64) -> Result<(), JournalError> {
        for (status, more, less) in self.0.into_values() {
            add_to_tally(tx, run, status, more, 1)?;
            add_to_tally(tx, run, status, less, -1)?;
        }
        Ok(())
    }
}

/// Adds to the tally, or takes from it.
pub(super) fn add_to_tally(
    tx: &Transaction<'_>,
    run: i64,
    status: CallStatus,
    count: Count,
    sign: i64,
) -> Result<(), JournalError> {
    if count == Count::default() {
        return Ok(());
    }
    let signed = |number: u32| i64::from(number) * sign;
    tx.prepare_cached(
        "INSERT INTO tally (run, status, agents, changed, added, removed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (run, status) DO UPDATE SET agents = agents + excluded.agents, \
         changed = changed + excluded.changed, added = added + excluded.added, removed = removed + excluded.removed",
    )?
    .execute(params![
        run,
        word(&status)?,
        signed(count.agents),
        signed(count.changed),
        signed(count.added),
        signed(count.removed)
    ])?;
    Ok(())
}

/// Makes the changes of an agent anew from what is there now, beside the plan's own.
pub(super) fn rebase(
    tx: &Transaction<'_>,
    run: i64,
    index: u32,
    agent: Option<&AgentId>,
    now: &Assignments,
) -> Result<(), JournalError> {
    let call: String = tx
        .prepare_cached("SELECT COALESCE(again, call) FROM call WHERE run = ?1 AND i = ?2")?
        .query_row(params![run, index], |row| row.get(0))?;
    let mut call: Call = serde_json::from_str(&call)?;
    let mut select =
        tx.prepare_cached("SELECT COALESCE(again, change) FROM change WHERE run = ?1 AND call = ?2 ORDER BY k")?;
    let mut rows = select.query(params![run, index])?;
    while let Some(row) = rows.next()? {
        call.changes.push(serde_json::from_str::<Change>(&row.get::<_, String>(0)?)?);
    }
    let Some(agent) = agent.or(call.agent()).cloned() else { return Ok(()) };
    let call = call.rebased(&agent, now);
    let mut update = tx.prepare_cached("UPDATE change SET again = ?4 WHERE run = ?1 AND call = ?2 AND k = ?3")?;
    for (k, change) in call.changes.iter().enumerate().filter(|(_, change)| change.agent == agent) {
        update.execute(params![run, index, k as u32, json(change)?])?;
    }
    if call.is_whole() {
        tx.prepare_cached("UPDATE call SET again = ?3, again_before = ?4 WHERE run = ?1 AND i = ?2")?
            .execute(params![run, index, json(&call.only(|_| false))?, json(now)?])?;
    }
    Ok(())
}
