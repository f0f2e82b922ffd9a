//! Old workbooks, which calamine can only read whole, are read by a process of their own: the program starts itself
//! again for it, hands over the file and takes back its tabs. However bad the file, what dies is that process.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use skillsheet_skills::{Row, Sheet};

use crate::builder::Reading;
use crate::error::{Limit, ReadProblem};
use crate::read::guarded;
use crate::{CancelFlag, sniff, xls};

/// The argument that asks a program to be such a process.
const ARGUMENT: &str = "--read-old-workbook";
/// Memory that the process may take, in bytes.
const MEMORY: usize = 384 << 20;
/// How long it may take. A full workbook of the old format takes a tenth of it.
const TIME: Duration = Duration::from_secs(30);
/// How much longer its parent waits before it ends the process itself.
const GRACE: Duration = Duration::from_secs(5);
/// Time between two looks at the memory, and at whether to stop.
const LOOK: Duration = Duration::from_millis(10);
/// Rows that are handed over at once.
const ROWS: usize = 4_096;
/// Exit statuses that say which limit was reached.
const TOO_MUCH_MEMORY: i32 = 81;
const TOO_MUCH_TIME: i32 = 82;

static SERVES: AtomicBool = AtomicBool::new(false);

/// Where this program was started to read an old workbook: reads it from the standard input, writes its tabs to the
/// standard output, and ends. Otherwise notes that this program can be started so; without this call, old workbooks are
/// read in the same process. To be called first of all.
pub fn serve_if_asked() {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == ARGUMENT) {
        thread::spawn(watch);
        // The parent tells from what arrived whether anything went wrong.
        let _told = serve(&mut io::stdout().lock());
        std::process::exit(0);
    }
    SERVES.store(true, Ordering::Relaxed);
}

/// Whether this program can be started to read old workbooks.
pub(crate) fn serves() -> bool {
    SERVES.load(Ordering::Relaxed)
}

/// Ends the process at its limits.
fn watch() {
    let began = Instant::now();
    loop {
        if memory_stats::memory_stats().is_some_and(|memory| memory.physical_mem > MEMORY) {
            std::process::exit(TOO_MUCH_MEMORY);
        }
        if began.elapsed() > TIME {
            std::process::exit(TOO_MUCH_TIME);
        }
        thread::sleep(LOOK);
    }
}

/// What the process tells its parent.
#[derive(Serialize, Deserialize)]
enum Told {
    /// So many rows were read.
    Progress(u64),
    /// A tab, without its rows.
    Tab(Sheet),
    /// The next rows of the last tab.
    Rows(Vec<Row>),
    /// The file could not be read.
    Failed(ReadProblem),
    /// That was all.
    Done,
}

fn serve(out: &mut impl Write) -> io::Result<()> {
    // A panic is told as a damaged file.
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let cancel = CancelFlag::new();
    let mut progress = Ok(());
    let mut on_progress = |rows: crate::Progress| {
        if progress.is_ok() {
            progress = tell(out, &Told::Progress(rows.rows));
        }
    };
    let mut reading = Reading::new(&mut on_progress, &cancel);
    let tabs = guarded(&cancel, || {
        let stream = sniff::compound(&bytes)?;
        drop(bytes);
        xls::read(stream, &mut reading)
    });
    progress?;
    match tabs {
        Ok(tabs) => tabs.into_iter().try_for_each(|tab| tell_tab(out, tab))?,
        Err(problem) => tell(out, &Told::Failed(problem))?,
    }
    tell(out, &Told::Done)?;
    out.flush()
}

fn tell_tab(out: &mut impl Write, mut tab: Sheet) -> io::Result<()> {
    let mut rows = std::mem::take(&mut tab.rows).into_iter();
    tell(out, &Told::Tab(tab))?;
    loop {
        let some: Vec<Row> = rows.by_ref().take(ROWS).collect();
        if some.is_empty() {
            return Ok(());
        }
        tell(out, &Told::Rows(some))?;
    }
}

/// Writes a message behind its length.
fn tell(out: &mut impl Write, told: &Told) -> io::Result<()> {
    let message = postcard::to_allocvec(told).map_err(io::Error::other)?;
    out.write_all(&(message.len() as u32).to_le_bytes())?;
    out.write_all(&message)
}

fn hear(from: &mut impl Read) -> io::Result<Told> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let mut message = Vec::new();
    from.take(u32::from_le_bytes(length).into()).read_to_end(&mut message)?;
    postcard::from_bytes(&message).map_err(io::Error::other)
}

/// Reads all tabs of an old workbook in a process of its own.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    let mut child = start()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (sender, receiver) = channel();
    let heard = thread::scope(|scope| {
        scope.spawn(move || hand_over(input, bytes));
        scope.spawn(move || listen(output, &sender));
        let heard = follow(&receiver, reading);
        // Whatever was heard, nothing more is wanted; the ends of both pipes end the threads.
        let _ended_before = child.kill();
        heard
    });
    let status = child.wait();
    heard.unwrap_or_else(|| Err(status.map_or_else(ReadProblem::damaged, died)))
}

fn start() -> Result<Child, ReadProblem> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    without_window(&mut command);
    Ok(command.spawn()?)
}

#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_window(_command: &mut Command) {}

fn hand_over(input: Option<ChildStdin>, bytes: &[u8]) {
    if let Some(mut input) = input {
        // A process that ended takes no more; why is told by how it ended.
        let _taken = input.write_all(bytes);
    }
}

fn listen(output: Option<impl Read>, to: &Sender<Told>) {
    let mut output = output.map(io::BufReader::new);
    while let Some(Ok(told)) = output.as_mut().map(hear) {
        let is_last = matches!(told, Told::Done);
        if to.send(told).is_err() || is_last {
            return;
        }
    }
}

/// Takes in what the process tells. Nothing when it ended before it had told all.
fn follow(told: &Receiver<Told>, reading: &mut Reading<'_>) -> Option<Result<Vec<Sheet>, ReadProblem>> {
    let began = Instant::now();
    let mut tabs: Vec<Sheet> = Vec::new();
    loop {
        if reading.cancel.is_cancelled() {
            return Some(Err(ReadProblem::Cancelled));
        }
        if began.elapsed() > TIME + GRACE {
            return Some(Err(Limit::Time.into()));
        }
        match told.recv_timeout(LOOK) {
            Ok(Told::Progress(rows)) => reading.set_rows(rows),
            Ok(Told::Tab(tab)) => tabs.push(tab),
            Ok(Told::Rows(rows)) => tabs.last_mut()?.rows.extend(rows),
            Ok(Told::Failed(problem)) => return Some(Err(problem)),
            Ok(Told::Done) => return Some(Ok(tabs)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// What it means that the process ended before it had told all.
fn died(status: ExitStatus) -> ReadProblem {
    match status.code() {
        Some(TOO_MUCH_MEMORY) => Limit::Memory.into(),
        Some(TOO_MUCH_TIME) => Limit::Time.into(),
        _ => ReadProblem::damaged(format!("the process that read it ended with {status}")),
    }
}
