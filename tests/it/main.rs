//! The house rules: what the code as a whole promises, checked on the code as a whole.

mod bindings;
mod directions;
mod language;
mod purity;
mod rooms;
mod size;
mod sources;
mod window;
