//! The command line from outside: the real executable against a practice centre over HTTP.

mod checking;
mod connecting;
mod demo;
mod documented;
mod hostile;
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
