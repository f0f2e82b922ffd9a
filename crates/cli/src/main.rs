//! `skillsheet-cli`: the engine without a window, for scheduled updates, for support, and for checking it from outside.
//!
//! Nothing here has logic of its own: what the window can do to a contact centre, this can do too.

mod args;
mod commands;
mod consent;
mod events;
mod failure;
mod follow;
mod mapping;
mod options;
mod output;
mod progress;
mod report;
mod secret;
mod sheet;
mod signals;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use args::Args;
use commands::{App, perform};
use failure::{Exit, Failure};
use output::Output;

fn main() -> ExitCode {
    skillsheet_engine::workbook::child::serve_if_asked();
    let args = Args::parse();
    log(args.verbose);
    let verbose = args.verbose > 0;
    guarded(verbose, || start(args)).into()
}

/// Turns failures and faults into an exit status, and says what they were.
fn guarded(verbose: bool, work: impl FnOnce() -> Result<Exit, Failure>) -> Exit {
    // A parser's panic is caught where it happens and is no fault; of ours, the log has the details.
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    match catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Failure::fault())) {
        Ok(exit) => exit,
        Err(failure) => {
            output::failure(&failure, verbose);
            failure.exit
        }
    }
}

fn start(args: Args) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        Failure::unusable(
            format!("The system gives no threads to work with: {error}"),
            "Close other programs and try again",
        )
    })?;
    let app = App { out: Output { json: args.json }, data_dir: args.data_dir };
    let ended = runtime.block_on(perform(&app, args.command));
    // A question that nobody answered must not keep the program.
    runtime.shutdown_background();
    ended
}

/// Logs go to standard error, and only when they are asked for.
fn log(verbose: u8) {
    // Of the libraries only what matters: at their finer levels they print what they send.
    let (others, own) = match verbose {
        0 => return,
        1 => ("warn", "debug"),
        _ => ("info", "trace"),
    };
    let crates = ["cli", "engine", "platforms", "practice", "skills", "workbook"];
    let filter = crates.iter().fold(others.to_owned(), |filter, name| format!("{filter},skillsheet_{name}={own}"));
    tracing_subscriber::fmt().with_writer(io::stderr).with_env_filter(EnvFilter::new(filter)).init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_fault_and_not_a_crash() {
        assert_eq!(guarded(false, || panic!("out of cheese")), Exit::Fault);
        assert_eq!(guarded(false, || Err(Failure::unusable("No", "Yes"))), Exit::Unusable);
        assert_eq!(guarded(false, || Ok(Exit::Partly)), Exit::Partly);
    }
}
