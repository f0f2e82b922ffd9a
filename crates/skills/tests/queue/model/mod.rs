//! A contact centre and a queue at work on it, in virtual time and without IO.

mod journal;
mod least;
mod meter;
mod near;
mod server;

pub use least::least;
pub use meter::{Limit, Micros, Rule};
pub use near::{Command, Ended, Setup, plain, run};
pub use server::{Entry, Fault, Kind, Reply, State};

pub const SECOND: Micros = 1_000_000;
