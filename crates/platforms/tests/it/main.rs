//! The platforms against servers on this computer: the practice centre, and one that does whatever it is told.

mod network;
mod outcomes;
mod practice;
mod raw;
mod secrets;
mod writes;
