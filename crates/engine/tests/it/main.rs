//! The engine against the practice centre over HTTP, and against this system's keyring.

mod connecting;
mod keyring;
mod secrets;
mod sign_in;
mod running;
mod saving;
mod stopping;
mod world;
