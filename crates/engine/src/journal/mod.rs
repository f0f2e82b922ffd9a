//! The journal: every run, its plan, its before-images, and every fact about its calls, in SQLite.
//!
//! **All SQL is here.** A fact is on the disk when [`Journal::record`] returns. **How a change stands is derived from its
//! facts by [`CallStatus::after`](skillsheet_skills::CallStatus::after) and by nothing else.** No secret ever comes
//! here.
//!
//! One process writes, guarded by the operating system's lock on a file; others may read. Writing and reading have a
//! thread each, so that a long look at the history delays no run.

mod changes;
#[cfg(test)]
mod crash;
mod error;
mod home;
mod model;
mod network;
mod read;
mod worker;
mod write;

use std::collections::{HashMap, HashSet};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use skillsheet_skills::{AgentId, Fact, Problem, RunStatus, SkillId};

pub use error::JournalError;
pub use model::{
    CallRecord, Count, Counts, Feed, FeedChange, FeedFilter, FeedItem, NewRun, NoteKind, RowNote, RunId, RunMode,
    RunRecord, Source, Standing, Tally,
};
pub use write::Recorded;

use worker::{Watch, Worker};
use write::{Entry, Turn};

const FILE: &str = "journal.db";
const LOCK: &str = "journal.lock";
/// How long another program's hold on the file, as a backup may have it, is waited out.
const BUSY: Duration = Duration::from_secs(2);
const STEPS: &[M<'_>] =
    &[M::up(include_str!("schema.sql")), M::up(include_str!("schema_2.sql")), M::up(include_str!("schema_3.sql"))];

/// The journal. Cheap to clone; closed when the last clone is dropped.
#[derive(Clone)]
pub struct Journal(Arc<Inner>);

struct Inner {
    writer: Result<Worker, JournalError>,
    reader: Worker,
    set_aside: Option<PathBuf>,
    /// Runs that somebody in this process is at.
    taken: Mutex<HashSet<RunId>>,
}

/// The sole right to go on with a run, until it is dropped.
pub(crate) struct Taken(Journal, RunId);

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.taken().remove(&self.1);
    }
}

impl Journal {
    /// Opens the journal in a folder, or makes it. When another process has it, or a later version wrote it, it can
    /// be read only: [`Journal::can_write`] says why; so it is with a disk or folder that takes nothing. Runs that were running when the last process ended are
    /// interrupted now. A damaged file is set aside and a new one begun.
    ///
    /// Blocks; the file is small work for a disk, and this happens once.
    ///
    /// # Errors
    /// When the folder or the file can be neither used nor replaced.
    pub fn open(folder: &Path) -> Result<Self, JournalError> {
        std::fs::create_dir_all(folder)?;
        network::refuse(folder)?;
        let file = folder.join(FILE);
        let lock = match File::options().create(true).truncate(false).write(true).open(folder.join(LOCK)) {
            Ok(lock) => lock,
            // What may not be written may still be looked at.
            Err(error) if file.exists() => return Journal::read_only(&file, error.into()),
            Err(error) => return Err(error.into()),
        };
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Journal::read_only(&file, JournalError::Locked),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let had_wal = beside(&file, "-wal").exists();
        let (connection, set_aside) = match writable(&file) {
            Ok(connection) => (connection, None),
            Err(Opening::Newer) => return Journal::read_only(&file, JournalError::Newer),
            Err(Opening::Damaged) => {
                let aside = set_aside(&file)?;
                (writable(&file).map_err(Opening::into_error)?, Some(aside))
            }
            Err(Opening::Failed(error)) => return Err(error),
        };
        let watch = Watch::of_this_thread();
        let place = watch.home().unwrap_or_else(|| home::place(&file));
        match watch.around(|| home::enter(&connection, &place, had_wal)).ok_or_else(worker::gone)? {
            Err(JournalError::DiskFull) => return Journal::read_only(&file, JournalError::DiskFull),
            entered => entered?,
        }
        let writer = Worker::start("journal", connection, watch, home::leave, lock)?;
        let reader = Worker::start("history", readable(&file)?, Watch::default(), |_| {}, ())?;
        Ok(Journal::of(Ok(writer), reader, set_aside))
    }

    fn read_only(file: &Path, why: JournalError) -> Result<Self, JournalError> {
        let reader = Worker::start("history", readable(file)?, Watch::default(), |_| {}, ())?;
        Ok(Journal::of(Err(why), reader, None))
    }

    fn of(writer: Result<Worker, JournalError>, reader: Worker, set_aside: Option<PathBuf>) -> Self {
        Journal(Arc::new(Inner { writer, reader, set_aside, taken: Mutex::default() }))
    }

    fn taken(&self) -> std::sync::MutexGuard<'_, HashSet<RunId>> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sole right to go on with a run; none when somebody has it. A paused run's task ends when its last handle is
    /// gone; it gets a moment for that.
    pub(crate) async fn take_up(&self, run: RunId) -> Option<Taken> {
        for _ in 0..100 {
            if self.taken().insert(run) {
                return Some(Taken(self.clone(), run));
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        None
    }

    /// Whether runs can be made here.
    ///
    /// # Errors
    /// Why not.
    pub fn can_write(&self) -> Result<(), JournalError> {
        self.writer().map(|_| ())
    }

    /// Where a damaged history was put, when it was found on opening.
    pub fn set_aside(&self) -> Option<&Path> {
        self.0.set_aside.as_deref()
    }

    fn writer(&self) -> Result<&Worker, JournalError> {
        self.0.writer.as_ref().map_err(Clone::clone)
    }

    /// Stores a run, its plan and its before-images in one transaction, before anything is sent.
    ///
    /// # Errors
    /// Then nothing is stored, and nothing may be sent.
    pub async fn create(&self, run: NewRun) -> Result<RunId, JournalError> {
        self.writer()?.run(move |connection| write::create(connection, &run, Timestamp::now())).await
    }

    /// Records a fact about a call, or about one agent of it; it is on the disk when this returns.
    ///
    /// # Errors
    /// Then it may not be acted upon.
    pub async fn record(
        &self,
        run: RunId,
        call: u32,
        agent: Option<AgentId>,
        fact: Fact,
    ) -> Result<Recorded, JournalError> {
        self.writer()?.record(Entry { run, call, agent, fact, at: Timestamp::now() }).await
    }

    /// Records facts about several calls, or about single agents of them, together.
    ///
    /// # Errors
    /// Then none of them is recorded.
    pub async fn record_all(
        &self,
        run: RunId,
        facts: Vec<(u32, Option<AgentId>, Fact)>,
    ) -> Result<Vec<Recorded>, JournalError> {
        let entries = entries(run, facts, Timestamp::now());
        self.writer()?.run(move |connection| write::record_all(connection, &entries)).await
    }

    /// Records how a run stands now, why, and how long it has been sending since the last time.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn set_status(
        &self,
        run: RunId,
        status: RunStatus,
        reason: Option<Problem>,
        sending: Duration,
    ) -> Result<(), JournalError> {
        self.turn(run, Vec::new(), status, reason, sending).await.map(|_| ())
    }

    /// The same together with facts about its calls: whoever finds the one finds the other, whenever the program ends.
    ///
    /// # Errors
    /// Then nothing of it is recorded.
    pub async fn turn(
        &self,
        run: RunId,
        facts: Vec<(u32, Option<AgentId>, Fact)>,
        status: RunStatus,
        reason: Option<Problem>,
        sending: Duration,
    ) -> Result<Vec<Recorded>, JournalError> {
        let sending = i64::try_from(sending.as_micros()).unwrap_or(i64::MAX);
        let at = Timestamp::now();
        let entries = entries(run, facts, at);
        let turn = Turn { run, status, reason, sending, at };
        self.writer()?.run(move |connection| write::turn(connection, &entries, &turn)).await
    }

    /// Records after how many agents a run pauses by itself.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn set_trial(&self, run: RunId, trial: Option<u32>) -> Result<(), JournalError> {
        self.writer()?.run(move |connection| write::set_trial(connection, run, trial)).await
    }

    /// Records that everything confirmed was looked at once more.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn set_verified(&self, run: RunId) -> Result<(), JournalError> {
        self.writer()?.run(move |connection| write::set_verified(connection, run)).await
    }

    /// Removes a run and everything about it.
    ///
    /// # Errors
    /// When there is no such run, or it could not be removed.
    pub async fn remove(&self, run: RunId) -> Result<(), JournalError> {
        self.writer()?.run(move |connection| write::remove(connection, run)).await
    }

    /// Removes the runs that ended before a moment, and everything about them; answers how many. What was cut off or
    /// waits stays.
    ///
    /// # Errors
    /// When they could not be removed.
    pub async fn remove_ended_before(&self, moment: Timestamp) -> Result<u32, JournalError> {
        self.writer()?.run(move |connection| write::remove_ended_before(connection, moment)).await
    }

    /// How many runs [`Journal::remove_ended_before`] would remove.
    ///
    /// # Errors
    /// When it could not be read.
    pub async fn ended_before(&self, moment: Timestamp) -> Result<u32, JournalError> {
        self.0.reader.run(move |connection| read::ended_before(connection, moment)).await
    }

    /// The runs, newest first; with a text to search for, those whose sheet, agents or skills have it in their names.
    ///
    /// # Errors
    /// When it could not be read.
    pub async fn runs(&self, search: &str) -> Result<Vec<RunRecord>, JournalError> {
        let search = search.to_owned();
        self.0.reader.run(move |connection| read::runs(connection, &search)).await
    }

    /// One run.
    ///
    /// # Errors
    /// When there is no such run, or it could not be read.
    pub async fn run(&self, run: RunId) -> Result<RunRecord, JournalError> {
        self.0.reader.run(move |connection| read::run(connection, run)).await
    }

    /// The newest run that was left before its end, cut off or paused, but for those of one connection: the practice
    /// centre ends with the program, so there is nobody to go on with.
    ///
    /// # Errors
    /// When it could not be read.
    pub async fn left_open(&self, but_of: &str) -> Result<Option<RunRecord>, JournalError> {
        let but_of = but_of.to_owned();
        self.0.reader.run(move |connection| read::left_open(connection, &but_of)).await
    }

    /// A page of a run's agents, those with the latest news first.
    ///
    /// # Errors
    /// When it could not be read.
    pub async fn feed(&self, run: RunId, filter: FeedFilter, from: u32, count: u32) -> Result<Feed, JournalError> {
        self.0.reader.run(move |connection| read::feed(connection, run, filter, from, count)).await
    }

    /// The agents of a run with news after a sequence number, oldest news first.
    ///
    /// # Errors
    /// When it could not be read.
    pub async fn news(&self, run: RunId, after: u32) -> Result<Vec<FeedItem>, JournalError> {
        self.0.reader.run(move |connection| read::news(connection, run, after)).await
    }

    /// All calls of a run, in the order in which they go.
    ///
    /// # Errors
    /// When it could not be read.
    pub async fn calls(&self, run: RunId) -> Result<Vec<CallRecord>, JournalError> {
        self.0.reader.run(move |connection| read::calls(connection, run)).await
    }

    /// What is on record about one call, in order.
    ///
    /// # Errors
    /// When it could not be read.
    pub async fn facts(&self, run: RunId, call: u32) -> Result<Vec<(Option<AgentId>, Fact)>, JournalError> {
        self.0.reader.run(move |connection| read::facts(connection, run, call)).await
    }

    /// The person's sheet as it was run; none for an undo.
    ///
    /// # Errors
    /// When it could not be read.
    pub async fn source(&self, run: RunId) -> Result<Option<Source>, JournalError> {
        self.0.reader.run(move |connection| read::source(connection, run)).await
    }

    /// The names of a run's agents and skills, as they were.
    ///
    /// # Errors
    /// When they could not be read.
    pub async fn names(
        &self,
        run: RunId,
    ) -> Result<(HashMap<AgentId, String>, HashMap<SkillId, String>), JournalError> {
        self.0.reader.run(move |connection| Ok((read::agents(connection, run)?, read::skills(connection, run)?))).await
    }
}

fn entries(run: RunId, facts: Vec<(u32, Option<AgentId>, Fact)>, at: Timestamp) -> Vec<Entry> {
    facts.into_iter().map(|(call, agent, fact)| Entry { run, call, agent, fact, at }).collect()
}

/// Names as a search compares them.
fn folded(text: &str) -> String {
    text.to_lowercase()
}

enum Opening {
    Newer,
    Damaged,
    Failed(JournalError),
}

impl Opening {
    fn into_error(self) -> JournalError {
        match self {
            Opening::Newer => JournalError::Newer,
            Opening::Damaged => JournalError::Failed("it is damaged".into()),
            Opening::Failed(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Opening {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => Opening::Damaged,
            _ => Opening::Failed(error.into()),
        }
    }
}

/// The connection that writes: durable at every commit, with the schema of this version.
fn writable(file: &Path) -> Result<Connection, Opening> {
    let mut connection = Connection::open(file)?;
    connection.busy_timeout(BUSY)?;
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version as usize > STEPS.len() {
        return Err(Opening::Newer);
    }
    demand(&connection, "journal_mode", "WAL", "wal")?;
    demand(&connection, "synchronous", "FULL", "2")?;
    demand(&connection, "foreign_keys", "ON", "1")?;
    if cfg!(target_os = "macos") {
        // There, only this makes the disk itself write.
        demand(&connection, "fullfsync", "ON", "1")?;
        demand(&connection, "checkpoint_fullfsync", "ON", "1")?;
    }
    match Migrations::from_slice(STEPS).to_latest(&mut connection) {
        Ok(()) => Ok(connection),
        Err(rusqlite_migration::Error::RusqliteError { err, .. }) => Err(err.into()),
        Err(error) => Err(Opening::Failed(JournalError::Failed(error.to_string()))),
    }
}

/// Sets a property, and makes sure that it took: on some file systems SQLite quietly does something else.
fn demand(connection: &Connection, name: &str, wish: &str, expected: &str) -> Result<(), Opening> {
    connection.pragma_update(None, name, wish)?;
    let is = connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))?;
    let is = match is {
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    };
    if is == expected {
        return Ok(());
    }
    Err(Opening::Failed(JournalError::Failed(format!("this disk does not let it be kept safe ({name} is {is})"))))
}

fn readable(file: &Path) -> Result<Connection, JournalError> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// A file that SQLite keeps beside its own.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Puts a damaged file, and what belongs to it, out of the way.
fn set_aside(file: &Path) -> Result<PathBuf, JournalError> {
    let stamp = Timestamp::now().strftime("%Y%m%d-%H%M%S");
    let aside = file.with_file_name(format!("journal-damaged-{stamp}.db"));
    std::fs::rename(file, &aside)?;
    for ending in ["-wal", "-shm"] {
        match std::fs::rename(beside(file, ending), beside(&aside, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    tracing::warn!(to = %aside.display(), "the history was damaged and was set aside");
    Ok(aside)
}

#[cfg(test)]
mod opening_tests;
#[cfg(test)]
mod tests;
