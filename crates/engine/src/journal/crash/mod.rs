//! A program that ends at a chosen point: just before or after one of its commits, or around one of its requests. What
//! it leaves is what a killed program leaves, which is its files as they are at that moment.

mod disk;
mod proof;
mod world;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

thread_local! {
    /// The points of the program that this thread runs.
    static CURRENT: RefCell<Option<Arc<Points>>> = const { RefCell::new(None) };
}

/// The points of the program that this thread runs, if it is one that may be cut off.
pub(super) fn of_this_thread() -> Option<Arc<Points>> {
    CURRENT.with_borrow(Option::clone)
}

/// The points that one program passes, counted from 1, and the one at which it is cut off.
pub(super) struct Points {
    passed: Mutex<Passed>,
    cut_off: CancellationToken,
    at: Option<usize>,
    folder: PathBuf,
    leaves: PathBuf,
    /// Where the program takes its journal to be; the same for all whose journal was not copied by somebody.
    pub(super) home: &'static str,
}

/// What was passed. Whoever holds it is between two points, and so nobody else is cut off meanwhile.
#[derive(Default)]
struct Passed(Vec<&'static str>);

impl Points {
    /// A program with its journal in a folder; what is there when it is cut off is copied into another one.
    fn new(at: Option<usize>, folder: &Path, leaves: &Path) -> Arc<Self> {
        let (folder, leaves) = (folder.to_owned(), leaves.to_owned());
        Arc::new(Points {
            passed: Mutex::default(),
            cut_off: CancellationToken::new(),
            at,
            folder,
            leaves,
            home: "here",
        })
    }

    /// The same for one whose journal somebody copied to another place.
    fn elsewhere(folder: &Path) -> Arc<Self> {
        let (folder, leaves) = (folder.to_owned(), folder.to_owned());
        Arc::new(Points {
            passed: Mutex::default(),
            cut_off: CancellationToken::new(),
            at: None,
            folder,
            leaves,
            home: "there",
        })
    }

    fn lock(&self) -> MutexGuard<'_, Passed> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes a point; false when the program has come to its end.
    fn pass(&self, passed: &mut Passed, name: &'static str) -> bool {
        if self.cut_off.is_cancelled() {
            return false;
        }
        passed.0.push(name);
        if self.at == Some(passed.0.len()) {
            for name in ["journal.db", "journal.db-wal"] {
                if self.folder.join(name).exists() {
                    std::fs::copy(self.folder.join(name), self.leaves.join(name)).unwrap();
                }
            }
            self.cut_off.cancel();
        }
        !self.cut_off.is_cancelled()
    }

    /// Does a transaction; none when the program ended before or after it.
    pub(super) fn around<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let mut passed = self.lock();
        if !self.pass(&mut passed, "before a commit") {
            return None;
        }
        let done = work();
        self.pass(&mut passed, "after a commit").then_some(done)
    }

    /// Passes a point of a request. It never returns when the program ends here.
    async fn request(&self, name: &'static str) {
        let goes_on = self.pass(&mut self.lock(), name);
        if !goes_on {
            std::future::pending().await
        }
    }

    /// The same; false when the program ends here, for whoever has something to do about it.
    fn request_ends(&self, name: &'static str) -> bool {
        !self.pass(&mut self.lock(), name)
    }
}
