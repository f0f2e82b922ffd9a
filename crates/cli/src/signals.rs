//! Ctrl-C, and what a service manager sends to end a program.

use std::io;

use tokio_util::sync::CancellationToken;

use crate::failure::Exit;
use crate::output::note;

/// From now on the first interruption cancels what is given back, and the second ends the program at once. The journal
/// knows of everything that was under way then.
///
/// # Errors
/// When the system does not let us listen.
pub fn watch() -> io::Result<CancellationToken> {
    let mut interrupts = Interrupts::new()?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        interrupts.next().await;
        told.cancel();
        note("Stopping: what is under way is awaited; interrupt again to end at once");
        interrupts.next().await;
        std::process::exit(Exit::Stopped as i32);
    });
    Ok(stop)
}

#[cfg(unix)]
struct Interrupts {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Interrupts {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Interrupts { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Interrupts {
    interrupt: tokio::signal::windows::CtrlC,
    close: tokio::signal::windows::CtrlBreak,
}

#[cfg(windows)]
impl Interrupts {
    fn new() -> io::Result<Self> {
        use tokio::signal::windows::{ctrl_break, ctrl_c};
        Ok(Interrupts { interrupt: ctrl_c()?, close: ctrl_break()? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.close.recv() => {}
        }
    }
}
