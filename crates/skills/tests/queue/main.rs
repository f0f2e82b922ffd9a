//! The queue's promises, in virtual time, against a contact centre that counts in a way of its own: what is promised is
//! read from the far end's log.
//!
//! `PROPTEST_CASES` sets how many worlds are tried; a failing one is printed, made as small as possible.

mod checks;
mod makespan;
mod model;
mod outage;
mod promises;
mod unknown;
