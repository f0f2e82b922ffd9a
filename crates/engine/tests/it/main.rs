//! The engine against the practice centre over HTTP, and against this system's keyring.

mod connecting;
mod deciding;
mod drift;
mod keyring;
mod layouts;
mod outage;
mod platforms;
mod returning;
mod running;
mod saving;
mod secrets;
mod sign_in;
mod stopping;
mod teams;
mod tenants;
mod two_names;
mod updating;
mod world;
