//! A thread with a database connection of its own, for SQLite blocks.

use std::sync::mpsc;
use std::thread;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::JournalError;
use super::write::{Entry, Recorded, record_all};

/// Facts that are committed together at most: those that arrived while the last commit went to the disk.
const TOGETHER: usize = 64;

enum Task {
    Record(Box<Entry>, oneshot::Sender<Result<Recorded, JournalError>>),
    Work(Box<dyn FnOnce(&mut Connection) + Send>),
}

/// What tests have around each transaction: the program may be cut off there.
#[derive(Default)]
pub(super) struct Watch {
    #[cfg(test)]
    points: Option<std::sync::Arc<super::crash::Points>>,
}

impl Watch {
    pub(super) fn of_this_thread() -> Self {
        Watch {
            #[cfg(test)]
            points: super::crash::of_this_thread(),
        }
    }

    /// Does a transaction; none when the program was cut off.
    pub(super) fn around<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        #[cfg(test)]
        if let Some(points) = &self.points {
            return points.around(work);
        }
        Some(work())
    }

    /// Where the journal belongs, for a program whose files are copied when it is cut off.
    pub(super) fn home(&self) -> Option<String> {
        #[cfg(test)]
        return self.points.as_ref().map(|points| points.home.to_owned());
        #[cfg(not(test))]
        None
    }

    /// How many facts are committed together. One by one where their points are counted.
    fn together(&self) -> usize {
        #[cfg(test)]
        if self.points.is_some() {
            return 1;
        }
        TOGETHER
    }
}

/// The thread. Dropping this waits until it has done all it was asked and has closed its connection.
pub(super) struct Worker {
    tasks: Option<mpsc::Sender<Task>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Worker {
    /// `at_end` is done last; `keep` lives as long as the thread, and is dropped after the connection.
    pub(super) fn start<K: Send + 'static>(
        name: &str,
        mut connection: Connection,
        watch: Watch,
        at_end: fn(&Connection),
        keep: K,
    ) -> Result<Self, JournalError> {
        let (tasks, inbox) = mpsc::channel();
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            serve(&mut connection, &watch, &inbox);
            at_end(&connection);
            drop(connection);
            drop(keep);
        })?;
        Ok(Worker { tasks: Some(tasks), thread: Some(thread) })
    }

    /// Does some work on the thread.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let (reply, answer) = oneshot::channel();
        self.send(Task::Work(Box::new(move |connection| {
            // Whoever asked may have gone; the work is done all the same.
            let _ = reply.send(work(connection));
        })));
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    /// Records a fact: when this returns, it is on the disk.
    pub(super) async fn record(&self, entry: Entry) -> Result<Recorded, JournalError> {
        let (reply, answer) = oneshot::channel();
        self.send(Task::Record(Box::new(entry), reply));
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    fn send(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            // A thread that is gone drops the task, and with it the reply's sender: that is the error.
            let _ = tasks.send(task);
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            // It only fails when the thread panicked, which the panic itself has said.
            let _ = thread.join();
        }
    }
}

fn serve(connection: &mut Connection, watch: &Watch, inbox: &mpsc::Receiver<Task>) {
    let mut next = inbox.recv().ok();
    while let Some(task) = next.take() {
        match task {
            Task::Work(work) => drop(watch.around(|| work(connection))),
            Task::Record(entry, reply) => {
                let (mut entries, mut replies) = (vec![*entry], vec![reply]);
                while entries.len() < watch.together() {
                    match inbox.try_recv() {
                        Ok(Task::Record(entry, reply)) => {
                            entries.push(*entry);
                            replies.push(reply);
                        }
                        Ok(other) => {
                            next = Some(other);
                            break;
                        }
                        Err(_) => break,
                    }
                }
                if let Some(recorded) = watch.around(|| record_all(connection, &entries)) {
                    answer(recorded, replies);
                }
            }
        }
        next = next.or_else(|| inbox.recv().ok());
    }
}

fn answer(
    recorded: Result<Vec<Recorded>, JournalError>,
    replies: Vec<oneshot::Sender<Result<Recorded, JournalError>>>,
) {
    match recorded {
        Ok(recorded) => replies.into_iter().zip(recorded).for_each(|(reply, recorded)| drop(reply.send(Ok(recorded)))),
        Err(error) => replies.into_iter().for_each(|reply| drop(reply.send(Err(error.clone())))),
    }
}

pub(super) fn gone() -> JournalError {
    JournalError::Failed("its thread has ended".into())
}
