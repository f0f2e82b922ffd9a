//! How much memory a program takes at the most, the programs that it starts included.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A program whose memory is looked at until it ends. Where the system does not tell, nothing is seen.
pub struct Watched {
    ended: Arc<AtomicBool>,
    watcher: JoinHandle<u64>,
}

impl Watched {
    pub fn start(program: u32) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let until = ended.clone();
        let watcher = thread::spawn(move || {
            // The system keeps each program's own peak, so only what it adds in its last moments can be missed.
            let mut peaks = HashMap::new();
            while !until.load(Ordering::Relaxed) {
                look(program, &mut peaks);
                thread::sleep(Duration::from_millis(1));
            }
            let itself = peaks.remove(&program).unwrap_or_default();
            itself + peaks.into_values().max().unwrap_or_default()
        });
        Watched { ended, watcher }
    }

    /// The most that the program and the largest of those that it started held, in MB.
    pub fn most(self) -> u64 {
        self.ended.store(true, Ordering::Relaxed);
        self.watcher.join().expect("the watcher does not fail") / 1024
    }
}

/// Notes the peaks of a program and of those that it started, in kB.
fn look(program: u32, peaks: &mut HashMap<u32, u64>) {
    if let Some(peak) = peak(program) {
        peaks.insert(program, peak);
    }
    for thread in fs::read_dir(format!("/proc/{program}/task")).into_iter().flatten().flatten() {
        let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        children.split_whitespace().filter_map(|id| id.parse().ok()).for_each(|child| look(child, peaks));
    }
}

fn peak(program: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{program}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
