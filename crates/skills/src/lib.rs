//! Skillsheet's domain: what a sheet says, what would change, which calls do it and what happens next.
//!
//! Nothing here reads a file, a network or a clock; whoever calls is asked for the time and for the facts.
//! That is what lets every decision be tested without any of them.

mod assignments;
mod calls;
mod diagnostic;
mod directory;
mod dispatch;
mod edit;
mod find;
mod ids;
mod legend;
mod level;
mod limiter;
mod mapping;
mod marks;
mod names;
mod overlay;
pub mod packed;
mod plan;
mod problems;
mod run;
mod scale;
mod sheet;
mod suggest;
mod text;
mod validate;
mod vocabulary;

pub use assignments::*;
pub use calls::*;
pub use diagnostic::*;
pub use directory::*;
pub use dispatch::*;
pub use edit::*;
pub use ids::*;
pub use legend::*;
pub use limiter::*;
pub use mapping::*;
pub use names::{Meaning, Name, Names};
pub use overlay::*;
pub use plan::*;
pub use run::*;
pub use scale::*;
pub use sheet::*;
pub use suggest::Suggestion;
pub use text::key;
pub use validate::*;
pub use vocabulary::{Doing, Field};
