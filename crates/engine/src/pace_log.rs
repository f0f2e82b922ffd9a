//! What was sent lately on each connection, kept on the disk: a program that starts anew must not take a second
//! allotment of what the platform allows.
//!
//! Every process writes a file of its own beside the journal, two short lines for each request, and reads what the
//! others left when it first uses a connection. A wish to wait is not in it: that is about a token, and a new process
//! signs in anew. Nothing is flushed to the disk itself: what a killed program wrote is
//! in the system's hands, and a computer that lost its power is not back within a window.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

/// Names begin with this.
const PREFIX: &str = "pace-";
/// What is older is of no use to any window that a platform is known to have.
const KEPT: Duration = Duration::from_secs(600);

/// The log of one process. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PaceLog(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    path: PathBuf,
    /// Made with the first request, so that looking at the history leaves nothing behind.
    file: Mutex<Option<File>>,
    next: AtomicU64,
}

/// The log for one connection.
#[derive(Clone, Debug)]
pub(crate) struct OfConnection {
    log: PaceLog,
    connection: String,
}

/// One request in the log.
pub(crate) struct Entry(u64);

impl PaceLog {
    /// The log of this process in a data folder. Old ones are removed.
    pub fn of(folder: &Path) -> Self {
        for (path, age) in logs(folder) {
            if age > KEPT {
                // Another process may have removed it; what stays is removed the next time.
                let _ = std::fs::remove_file(path);
            }
        }
        let path = folder.join(format!("{PREFIX}{}.log", Uuid::now_v7().simple()));
        PaceLog(Arc::new(Inner { folder: folder.to_owned(), path, file: Mutex::default(), next: AtomicU64::new(0) }))
    }

    pub(crate) fn of_connection(&self, connection: &str) -> OfConnection {
        // A word of the line, whatever the id is made of.
        let connection = connection.split_whitespace().collect::<Vec<_>>().join("-");
        OfConnection { log: self.clone(), connection }
    }

    fn write(&self, line: &str) {
        let mut file = self.0.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = match &mut *file {
            Some(file) => file.write_all(line.as_bytes()),
            none => OpenOptions::new().create(true).append(true).open(&self.0.path).and_then(|mut opened| {
                opened.write_all(line.as_bytes())?;
                *none = Some(opened);
                Ok(())
            }),
        };
        if let Err(error) = written {
            // The pace of this process does not depend on it.
            tracing::debug!(%error, "what was sent could not be noted for a later start");
        }
    }
}

impl OfConnection {
    /// Notes that a request leaves.
    pub(crate) fn sent(&self) -> Entry {
        let entry = Entry(self.log.0.next.fetch_add(1, Ordering::Relaxed));
        self.line("s", &entry);
        entry
    }

    /// Notes that it was answered, or given up.
    pub(crate) fn answered(&self, entry: &Entry) {
        self.line("a", entry);
    }

    fn line(&self, what: &str, entry: &Entry) {
        let now = Timestamp::now().as_microsecond();
        self.log.write(&format!("{what} {} {} {now}\n", self.connection, entry.0));
    }

    /// How long ago the requests of all processes on this connection were answered. One that never was, as with a
    /// process that was killed, may have arrived until the grace after it was sent is over.
    pub(crate) fn ago(&self, grace: Duration) -> Vec<Duration> {
        let now = Timestamp::now();
        let mut ago = Vec::new();
        for (path, _) in logs(&self.log.0.folder).into_iter().filter(|(_, age)| *age <= KEPT) {
            match std::fs::read_to_string(&path) {
                Ok(text) => ago.extend(moments(&text, &self.connection, now, grace)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => tracing::debug!(%error, "an earlier log of the pace could not be read"),
            }
        }
        ago
    }
}

/// The logs in a folder, and how long ago something was written into each.
fn logs(folder: &Path) -> Vec<(PathBuf, Duration)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_log = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(".log"))
    };
    let age = |entry: &std::fs::DirEntry| entry.metadata().ok()?.modified().ok()?.elapsed().ok();
    entries.flatten().filter(is_log).map(|entry| (entry.path(), age(&entry).unwrap_or_default())).collect()
}

/// How long ago each request of a connection in a log was answered. A line that was cut off is passed over.
fn moments(text: &str, connection: &str, now: Timestamp, grace: Duration) -> Vec<Duration> {
    let mut requests: HashMap<&str, Duration> = HashMap::new();
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        let mut words = line.split_whitespace();
        let (Some(what), Some(of), Some(id), Some(at)) = (words.next(), words.next(), words.next(), words.next())
        else {
            continue;
        };
        let at = at.parse().ok().and_then(|micros| Timestamp::from_microsecond(micros).ok());
        let Some(at) = at.filter(|_| of == connection) else { continue };
        // A clock that was put back must not make it a moment to come.
        let ago = Duration::try_from(now.duration_since(at)).unwrap_or_default();
        match what {
            "s" if ago <= KEPT => drop(requests.insert(id, ago.saturating_sub(grace))),
            "a" => {
                requests.entry(id).and_modify(|answered| *answered = ago);
            }
            _ => {}
        }
    }
    requests.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRACE: Duration = Duration::from_secs(30);

    #[test]
    fn a_later_process_knows_what_was_sent_and_when_it_was_answered() {
        let now = Timestamp::from_microsecond(1_000_000_000).unwrap();
        let text = "s acme 0 940000000\na acme 0 941000000\ns acme 1 990000000\ns zoo 2 995000000\na zoo 2 996000000\n\
                    s acme 3 1000\nnonsense\na acme 4 999000000\ns acme 5 1005000000\ns acme 6 99";
        let mut ago = moments(text, "acme", now, Duration::from_secs(3));
        ago.sort_unstable();
        // Answered 59 s ago, sent 10 s ago and never answered, and from a clock that was put back. Much too old, unknown and torn: none.
        assert_eq!(ago, [Duration::ZERO, Duration::from_secs(7), Duration::from_secs(59)]);
    }

    #[test]
    fn processes_read_each_others_logs() {
        let folder = tempfile::tempdir().unwrap();
        let first = PaceLog::of(folder.path()).of_connection("acme of x");
        assert!(first.ago(GRACE).is_empty() && std::fs::read_dir(folder.path()).unwrap().next().is_none());
        let answered = first.sent();
        first.sent();
        first.answered(&answered);
        let second = PaceLog::of(folder.path());
        second.of_connection("other").sent();
        assert_eq!(second.of_connection("acme of x").ago(GRACE).len(), 2);
        assert_eq!(second.of_connection("other").ago(GRACE), [Duration::ZERO]);
    }
}
