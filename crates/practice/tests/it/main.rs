//! The practice centre from outside, over real HTTP.

#![allow(missing_docs)]

mod control;
mod dialect;
mod faults;
mod settings;
mod support;
