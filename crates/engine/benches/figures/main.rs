//! The figures that matter, each against its limit: how long the sheets of managers take to read, to match and to plan,
//! beside bare calamine on the same file in the same run; what that costs in memory; what the window then asks for; how
//! near the queue comes to the least time that a limit allows; and how many requests a second the engine drives when
//! nothing limits it.
//!
//! `npm run bench`. Ends with status 1 when a figure misses its limit.

mod import;
mod journal;
mod memory;
mod plan;
mod queue;
mod review;
mod sending;
mod sheets;

use std::process::ExitCode;
use std::time::Instant;

#[global_allocator]
static MEMORY: memory::Counting = memory::Counting;

/// How a measurement ended.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What a figure must keep to.
#[derive(Clone, Copy)]
enum Limit {
    AtMost(f64),
    AtLeast(f64),
    /// Told for comparison.
    None,
}

/// What was measured of one thing.
struct Figure {
    what: String,
    is: f64,
    unit: &'static str,
    limit: Limit,
}

impl Figure {
    /// How much of the limit is used up: up to 1 is good.
    fn used(&self) -> Option<f64> {
        match self.limit {
            // Of nothing that may be, nothing is used up.
            Limit::AtMost(0.0) if self.is == 0.0 => Some(0.0),
            Limit::AtMost(limit) => Some(self.is / limit),
            Limit::AtLeast(limit) => Some(limit / self.is),
            Limit::None => None,
        }
    }

    fn is_missed(&self) -> bool {
        // Not a number is a miss too.
        self.used().is_some_and(|used| !matches!(used, 0.0..=1.0))
    }

    fn print(&self) {
        let Figure { what, is, unit, .. } = self;
        let bound = match self.limit {
            Limit::AtMost(limit) => format!("at most {}", short(limit)),
            Limit::AtLeast(limit) => format!("at least {}", short(limit)),
            Limit::None => String::new(),
        };
        let used = self.used().map(|used| format!("{used:.2} of it")).unwrap_or_default();
        let verdict = match (self.limit, self.is_missed()) {
            (Limit::None, _) => "",
            (_, true) => "MISSED",
            (_, false) => "ok",
        };
        println!("  {what:<56}{is:>10.2} {unit:<9} {bound:<14} {used:>13}  {verdict}");
    }
}

/// A limit to three places at most.
fn short(limit: f64) -> f64 {
    (limit * 1_000.0).round() / 1_000.0
}

/// The figures under their headings, printed as they come: a run takes minutes.
#[derive(Default)]
struct Report {
    heading: String,
    measured: usize,
    missed: Vec<String>,
}

impl Report {
    fn heading(&mut self, text: &str) {
        println!("\n{text}");
        self.heading = text.to_owned();
    }

    fn add(&mut self, what: impl Into<String>, is: f64, unit: &'static str, limit: Limit) {
        let figure = Figure { what: what.into(), is, unit, limit };
        figure.print();
        self.measured += 1;
        if figure.is_missed() {
            self.missed.push(format!("{}: {}", self.heading, figure.what));
        }
    }
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}

fn measure(report: &mut Report) -> Outcome {
    let runtime = tokio::runtime::Runtime::new()?;
    import::measure(report)?;
    review::measure(report)?;
    plan::measure(report);
    queue::measure(report);
    runtime.block_on(journal::measure(report))?;
    runtime.block_on(sending::measure(report))
}

fn main() -> ExitCode {
    let mut report = Report::default();
    if let Err(error) = measure(&mut report) {
        eprintln!("The benchmark did not come to its end: {error}");
        return ExitCode::FAILURE;
    }
    println!("\n{} figures, {} over their limit", report.measured, report.missed.len());
    report.missed.iter().for_each(|what| println!("  missed: {what}"));
    if report.missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
