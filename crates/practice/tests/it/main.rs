//! The practice centre from outside, over real HTTP.

#![allow(missing_docs)]

mod control;
mod dialect;
mod faults;
mod genesys_cloud;
mod genesys_sign_in;
mod settings;
mod support;
