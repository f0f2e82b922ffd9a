//! Any file, read and checked as the product does. A panic of a parser is caught there and told as a damaged file; one
//! that is not caught, a hang, and too much memory are findings.
#![no_main]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use libfuzzer_sys::fuzz_target;
use skillsheet_skills::Directory;
use skillsheet_workbook_fuzz::{input, way};

/// Whether a panic is on its way to being told as a damaged file.
static CAUGHT: AtomicBool = AtomicBool::new(false);
static DIRECTORY: LazyLock<Directory> = LazyLock::new(way::directory);
/// In memory where the system has such a folder; one for each process.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let shared = Path::new("/dev/shm");
    let folder = if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() };
    let folder = folder.join(format!("skillsheet-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the file");
    folder
});

/// The fuzzer's own hook ends the process at every panic, also at those that the product catches.
fn leave_caught_panics_alone() {
    let fuzzers = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !CAUGHT.load(Ordering::Relaxed) {
            fuzzers(panic);
        }
    }));
}

fuzz_target!(
    init: leave_caught_panics_alone(),
    |input: &[u8]| {
        let Some((name, content)) = input::file(input) else { return };
        CAUGHT.store(true, Ordering::Relaxed);
        let book = way::opened(&FOLDER, &name, &content);
        CAUGHT.store(false, Ordering::Relaxed);
        match book {
            Ok(book) => {
                way::checked(&book, &DIRECTORY);
            }
            Err(error) => assert!(!error.to_string().is_empty() && !error.hint().is_empty(), "{error:?}"),
        }
    }
);
