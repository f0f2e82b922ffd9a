//! The platforms against servers on this computer: the practice centre, and one that does whatever it is told.

mod genesys;
mod genesys_browser;
mod genesys_outcomes;
mod genesys_practice;
mod genesys_requests;
mod most_skills;
mod network;
mod network_company;
mod network_proxy;
mod network_slow;
mod network_trust;
mod nice_cxone;
mod outcomes;
mod practice;
mod raw;
mod secrets;
mod writes;
