//! Where in a sheet the agents, skills and levels are: guessed, corrected by the person, then checked.

mod below;
mod column;
mod columns;
mod doing;
mod extent;
mod headings;
mod kept;
mod pairs;
mod parts;
mod profile;
mod reasons;
mod rows;
mod shape;
mod suggest;

pub use columns::{Cells, Columns, Head, MissingColumn, NoData, PassedOver, Rival, Who, columns, is_readable};
pub use extent::Beside;
pub use kept::{Hidden, KeptMapping, Layout, Mapping};
pub(crate) use parts::joined;
pub use parts::{NameCells, rest_of_name};
pub use reasons::{Reasons, reasons};
pub use shape::shape;
pub use suggest::{Sure, heading_candidates, how_sure, suggest, suggest_below, suggest_for_layout};
