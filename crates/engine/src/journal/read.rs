//! Everything that is read.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use serde::de::DeserializeOwned;
use skillsheet_skills::{AgentId, Assignments, Call, CallStatus, Change, Fact, Problem, RunStatus, SkillId};

use super::model::{CallRecord, Counts, Feed, FeedChange, FeedFilter, FeedItem, RunId, RunRecord, Source};
use super::{JournalError, changes, folded, write};

/// JSON in a column, as an error that rusqlite can carry.
fn column<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> rusqlite::Result<T> {
    let text: String = row.get(name)?;
    serde_json::from_str(&text).map_err(|error| unreadable(error.into()))
}

fn column_if_any<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(name)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| unreadable(error.into()))).transpose()
}

fn worded<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> rusqlite::Result<T> {
    let text: String = row.get(name)?;
    serde_json::from_value(text.into()).map_err(|error| unreadable(error.into()))
}

fn id(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<RunId>> {
    let text: Option<String> = row.get(name)?;
    text.map(|text| text.parse().map_err(|error: uuid::Error| unreadable(error.into()))).transpose()
}

fn time(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<Timestamp>> {
    let micros: Option<i64> = row.get(name)?;
    micros.map(|micros| Timestamp::from_microsecond(micros).map_err(|error| unreadable(error.into()))).transpose()
}

fn unreadable(error: Box<dyn std::error::Error + Send + Sync>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, error)
}

const RUN: &str = "SELECT run.* FROM run";

/// What was put back, and by which run: the newest one that did any of it, or still may, and was not put back itself.
fn undone(connection: &Connection) -> Result<HashMap<RunId, RunId>, JournalError> {
    // The newest first: whatever put a run back is known before that run is looked at.
    let mut select = connection.prepare_cached(
        "SELECT id, undo_of, status, EXISTS (SELECT 1 FROM tally WHERE tally.run = run.n AND tally.status = ?1 \
         AND changed + added + removed > 0) AS did FROM run WHERE undo_of IS NOT NULL ORDER BY n DESC",
    )?;
    let mut rows = select.query(params![write::word(&CallStatus::Applied)?])?;
    let mut undone = HashMap::new();
    while let Some(row) = rows.next()? {
        let (Some(undo), Some(of)) = (id(row, "id")?, id(row, "undo_of")?) else { continue };
        let status: RunStatus = worded(row, "status")?;
        if (row.get("did")? || !status.has_ended()) && !undone.contains_key(&undo) {
            undone.entry(of).or_insert(undo);
        }
    }
    Ok(undone)
}

/// Whether a run ended for good before a moment: what was cut off or waits is never old.
pub(super) const ENDED_BEFORE: &str = "ended_at < ?1 AND status IN ('completed', 'cancelled')";

/// How many runs ended before a moment.
pub(super) fn ended_before(connection: &Connection, moment: Timestamp) -> Result<u32, JournalError> {
    let sql = format!("SELECT COUNT(*) FROM run WHERE {ENDED_BEFORE}");
    Ok(connection.query_row(&sql, params![moment.as_microsecond()], |row| row.get(0))?)
}

/// One run.
pub(super) fn run(connection: &Connection, run: RunId) -> Result<RunRecord, JournalError> {
    let sql = format!("{RUN} WHERE run.id = ?1");
    let (n, mut record) = connection.prepare_cached(&sql)?.query_row(params![run.to_string()], record)?;
    record.counts = counts(connection, n)?;
    record.undone_by = undone(connection)?.get(&run).copied();
    Ok(record)
}

/// Without a text to search for, names are not even looked at.
pub(super) fn sql_of_runs(needle: &str) -> String {
    let found = "run.n IN (SELECT run FROM name WHERE instr(folded, ?1) > 0)";
    let found = if needle.is_empty() { "1" } else { found };
    format!("{RUN} WHERE {found} ORDER BY run.n DESC")
}

/// All runs, newest first: those whose sheet, agents or skills have the text in their names.
pub(super) fn runs(connection: &Connection, search: &str) -> Result<Vec<RunRecord>, JournalError> {
    let needle = folded(search.trim());
    let undone = undone(connection)?;
    let mut select = connection.prepare_cached(&sql_of_runs(&needle))?;
    let needles = Some(&needle).filter(|needle| !needle.is_empty());
    let rows = select.query_map(rusqlite::params_from_iter(needles), record)?;
    let mut records = Vec::new();
    for row in rows {
        let (n, mut record) = row?;
        record.counts = counts(connection, n)?;
        record.undone_by = undone.get(&record.id).copied();
        records.push(record);
    }
    Ok(records)
}

fn record(row: &Row<'_>) -> rusqlite::Result<(i64, RunRecord)> {
    let never = Timestamp::UNIX_EPOCH;
    let record = RunRecord {
        id: id(row, "id")?.unwrap_or_default(),
        status: worded(row, "status")?,
        reason: column_if_any(row, "reason")?,
        started_at: time(row, "started_at")?.unwrap_or(never),
        ended_at: time(row, "ended_at")?,
        read_at: time(row, "read_at")?.unwrap_or(never),
        connection_id: row.get("connection_id")?,
        connection: row.get("connection")?,
        place: row.get("place")?,
        kind: row.get("kind")?,
        account: row.get("account")?,
        sheet: row.get("sheet")?,
        tab: row.get("tab")?,
        by: row.get("by")?,
        mode: worded(row, "mode")?,
        undo_of: id(row, "undo_of")?,
        undone_by: None,
        counts: Counts::default(),
        same_rows: row.get("same_rows")?,
        problem_rows: row.get("problem_rows")?,
        requests: row.get("requests")?,
        slowed: row.get("slowed")?,
        pace: column_if_any(row, "pace")?,
        trial: row.get("trial")?,
        sending: Duration::from_micros(row.get::<_, i64>("sending")?.unsigned_abs()),
        seq: row.get("seq")?,
        verified: row.get("verified")?,
        look_first: row.get("look_first")?,
    };
    Ok((row.get("n")?, record))
}

fn counts(connection: &Connection, run: i64) -> Result<Counts, JournalError> {
    let mut counts = Counts::default();
    let mut select =
        connection.prepare_cached("SELECT status, agents, changed, added, removed FROM tally WHERE run = ?1")?;
    let mut rows = select.query(params![run])?;
    while let Some(row) = rows.next()? {
        let status: CallStatus = worded(row, "status")?;
        let count = counts.of_mut(status);
        count.agents = row.get("agents")?;
        count.changed = row.get("changed")?;
        count.added = row.get("added")?;
        count.removed = row.get("removed")?;
    }
    Ok(counts)
}

/// All calls of a run, in the order in which they go.
pub(super) fn calls(connection: &Connection, run: RunId) -> Result<Vec<CallRecord>, JournalError> {
    // One moment's state, whatever is written between the two.
    let tx = connection.unchecked_transaction()?;
    let id = run.to_string();
    let mut select = tx.prepare_cached(
        "SELECT call.i, COALESCE(again, call.call) AS call, COALESCE(again_before, call.before) AS before, \
         call.attempts, call.at, call.left_at, call.problem FROM run JOIN call ON call.run = run.n WHERE run.id = ?1 ORDER BY call.i",
    )?;
    let rows = select.query_map(params![id], |row| {
        Ok(CallRecord {
            index: row.get("i")?,
            call: column::<Call>(row, "call")?,
            before: column::<Assignments>(row, "before")?,
            standings: Vec::new(),
            attempts: row.get("attempts")?,
            at: time(row, "at")?,
            left_at: time(row, "left_at")?,
            problem: column_if_any::<Problem>(row, "problem")?,
        })
    })?;
    let mut calls: Vec<CallRecord> = rows.collect::<Result<_, _>>()?;
    let mut select = tx.prepare_cached(
        "SELECT change.call, COALESCE(again, change.change) AS change, change.kind, change.status, change.found, \
         change.doubted FROM run JOIN change ON change.run = run.n WHERE run.id = ?1 ORDER BY change.call, change.k",
    )?;
    let mut rows = select.query(params![id])?;
    while let Some(row) = rows.next()? {
        let index: u32 = row.get("call")?;
        if let Some(call) = calls.get_mut(index as usize) {
            call.call.changes.push(column(row, "change")?);
            call.standings.push(changes::standing(row)?);
        }
    }
    Ok(calls)
}

const AGENT: &str = "SELECT run.n AS run, agent.agent, agent.status, agent.at, agent.seq, \
                     COALESCE(name.name, agent.agent) AS name FROM run JOIN agent ON agent.run = run.n \
                     LEFT JOIN name ON name.run = run.n AND name.what = 'agent' AND name.id = agent.agent";

/// A page of a run's agents, those with the latest news first.
pub(super) fn feed(
    connection: &Connection,
    run: RunId,
    filter: FeedFilter,
    from: u32,
    count: u32,
) -> Result<Feed, JournalError> {
    let (kept, total) = match filter {
        FeedFilter::All => ("1", "SELECT COALESCE(SUM(agents), 0) FROM tally JOIN run ON run.n = tally.run"),
        FeedFilter::NeedYou => (
            "agent.status IN ('failed', 'conflict')",
            "SELECT COALESCE(SUM(CASE WHEN tally.status IN ('failed', 'conflict') THEN agents END), 0) \
             FROM tally JOIN run ON run.n = tally.run",
        ),
    };
    let id = run.to_string();
    let total =
        connection.prepare_cached(&format!("{total} WHERE run.id = ?1"))?.query_row(params![id], |row| row.get(0))?;
    let sql = format!("{AGENT} WHERE run.id = ?1 AND {kept} ORDER BY agent.seq DESC, agent.n LIMIT ?2 OFFSET ?3");
    Ok(Feed { total, items: items(connection, run, &sql, &[&id, &count, &from])? })
}

/// The agents of a run with news after a sequence number, oldest first.
pub(super) fn news(connection: &Connection, run: RunId, after: u32) -> Result<Vec<FeedItem>, JournalError> {
    let sql = format!("{AGENT} WHERE run.id = ?1 AND agent.seq > ?2 ORDER BY agent.seq, agent.n");
    items(connection, run, &sql, &[&run.to_string(), &after])
}

fn items(connection: &Connection, run: RunId, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<FeedItem>, JournalError> {
    let tx = connection.unchecked_transaction()?;
    let names = names(&tx, run)?;
    let mut select = tx.prepare_cached(sql)?;
    let mut of_agent = tx.prepare_cached(
        "SELECT COALESCE(change.again, change.change) AS change, change.kind, change.status, change.found, \
         change.doubted, call.problem \
         FROM change INDEXED BY change_agent CROSS JOIN call ON call.run = change.run AND call.i = change.call \
         WHERE change.run = ?1 AND change.agent = ?2 ORDER BY change.call, change.k",
    )?;
    let mut rows = select.query(values)?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get("agent")?;
        let status: CallStatus = worded(row, "status")?;
        let mut item = FeedItem {
            agent: row.get("name")?,
            seq: row.get("seq")?,
            status,
            at: time(row, "at")?,
            changes: Vec::new(),
            problem: None,
            id: id.as_str().into(),
        };
        let mut changes = of_agent.query(params![row.get::<_, i64>("run")?, id])?;
        while let Some(row) = changes.next()? {
            let (change, standing) = (column::<Change>(row, "change")?, changes::standing(row)?);
            let skill = names.get(&change.skill).cloned().unwrap_or_else(|| change.skill.to_string());
            if item.problem.is_none() && standing.status == status {
                item.problem = column_if_any(row, "problem")?;
            }
            item.changes.push(FeedChange { change, skill, standing });
        }
        if status == CallStatus::Conflict {
            item.problem = Some(conflict(&item));
        }
        items.push(item);
    }
    Ok(items)
}

/// Who holds what, where somebody else changed an agent.
fn conflict(item: &FeedItem) -> Problem {
    let level = |level: Option<skillsheet_skills::Proficiency>| match level {
        Some(level) => level.to_string(),
        None => "not assigned".into(),
    };
    let held = item.changes.iter().filter_map(|it| Some((it, it.standing.found?)));
    let told = held.map(|(FeedChange { change, skill, .. }, now)| {
        let (before, wanted) = (change.before, level(change.after));
        if before == now {
            format!("{skill} is still {}. You wanted {wanted}.", level(now))
        } else {
            format!("{skill} was {} when you compared and is {} now. You wanted {wanted}.", level(before), level(now))
        }
    });
    Problem {
        title: "Someone changed this agent meanwhile".into(),
        meaning: told.collect::<Vec<_>>().join(" "),
        next: "Keep what is there, or set yours".into(),
        ..Problem::default()
    }
}

fn names(connection: &Connection, run: RunId) -> Result<HashMap<SkillId, String>, JournalError> {
    let mut select = connection.prepare_cached(
        "SELECT name.id, name.name FROM name JOIN run ON run.n = name.run WHERE run.id = ?1 AND what = 'skill'",
    )?;
    let rows =
        select.query_map(params![run.to_string()], |row| Ok((SkillId::from(row.get::<_, String>(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The names of a run's agents.
pub(super) fn agents(connection: &Connection, run: RunId) -> Result<HashMap<AgentId, String>, JournalError> {
    let mut select = connection.prepare_cached(
        "SELECT name.id, name.name FROM name JOIN run ON run.n = name.run WHERE run.id = ?1 AND what = 'agent'",
    )?;
    let rows =
        select.query_map(params![run.to_string()], |row| Ok((AgentId::from(row.get::<_, String>(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The names of a run's skills.
pub(super) fn skills(connection: &Connection, run: RunId) -> Result<HashMap<SkillId, String>, JournalError> {
    names(connection, run)
}

/// The person's sheet; none for an undo.
pub(super) fn source(connection: &Connection, run: RunId) -> Result<Option<Source>, JournalError> {
    let sql = "SELECT source.json FROM source JOIN run ON run.n = source.run WHERE run.id = ?1";
    let json: Option<String> = connection.query_row(sql, params![run.to_string()], |row| row.get(0)).optional()?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// What is on record about one call, in order, each fact with the agent that it is about, if it is about one only.
pub(super) fn facts(
    connection: &Connection,
    run: RunId,
    index: u32,
) -> Result<Vec<(Option<AgentId>, Fact)>, JournalError> {
    let sql =
        "SELECT agent, fact FROM fact JOIN run ON run.n = fact.run WHERE run.id = ?1 AND call = ?2 ORDER BY fact.n";
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map(params![run.to_string(), index], |row| {
        Ok((row.get::<_, Option<String>>("agent")?.map(AgentId::from), column(row, "fact")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The statuses stand in it, so that their index serves.
pub(super) fn sql_of_left_open() -> String {
    format!(
        "{RUN} WHERE run.status IN ('interrupted', 'paused') AND run.connection_id <> ?1 ORDER BY run.n DESC LIMIT 1"
    )
}

/// The newest run that was left before its end, if any, but for those of one connection.
pub(super) fn left_open(connection: &Connection, but_of: &str) -> Result<Option<RunRecord>, JournalError> {
    let found = connection.prepare_cached(&sql_of_left_open())?.query_row(params![but_of], record).optional()?;
    let Some((n, mut record)) = found else { return Ok(None) };
    record.counts = counts(connection, n)?;
    record.undone_by = undone(connection)?.get(&record.id).copied();
    Ok(Some(record))
}
