//! The engine against the practice centre over HTTP, and against this system's keyring.

mod connecting;
mod keyring;
mod running;
mod saving;
mod secrets;
mod sign_in;
mod stopping;
mod updating;
mod world;
