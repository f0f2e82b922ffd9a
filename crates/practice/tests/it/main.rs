//! The practice centre from outside, over real HTTP.

#![allow(missing_docs)]

mod control;
mod dialect;
mod faults;
mod genesys_cloud;
mod genesys_sign_in;
mod nice_cxone;
mod nice_cxone_sign_in;
mod nice_cxone_writes;
mod settings;
mod support;
