//! The command line from outside: the real executable against a practice centre over HTTP.

mod checking;
mod connecting;
mod demo;
mod documented;
mod running;
mod stopping;
mod undoing;
mod world;
