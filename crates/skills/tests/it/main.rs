//! The domain from outside, by table: small sheets in, edits and problems out.

mod law;
mod make;
mod mapping;
mod mapping_extent;
mod mapping_names;
mod mapping_reasons;
mod mapping_tables;
mod names;
mod names_in_two;
mod reading;
mod validate;
mod validate_asked;
mod validate_cells;
mod validate_layouts;
