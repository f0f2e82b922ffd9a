//! Files that nobody thought of, and the way that each takes through the product.

pub mod input;
pub mod way;
