//! The shell: the only Rust that knows Tauri.

mod commands;
pub mod ipc;
pub mod view;
