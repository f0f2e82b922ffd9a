//! The command line from outside: the real executable against a practice centre over HTTP.

mod checking;
mod connecting;
mod demo;
mod disk;
mod documented;
mod hostile;
#[allow(dead_code, reason = "the tests of workbooks make more with it")]
#[path = "../../../workbook/tests/it/make.rs"]
mod make;
mod matrix;
mod platforms;
mod reading;
mod running;
mod sheets;
mod signing_in;
mod stopping;
mod troubles;
mod undoing;
mod world;
