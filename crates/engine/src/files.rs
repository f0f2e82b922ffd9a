//! Small files of ours, written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

/// Writes a value as JSON that people can read. Whoever reads the file meanwhile sees the old one or the new one.
///
/// # Errors
/// When it cannot be written; what was there stays.
pub fn write_json(path: &Path, value: &impl Serialize) -> io::Result<()> {
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    file.write_all(&text)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// The same, in a folder that is made where it is missing.
///
/// # Errors
/// When it cannot be written; what was there stays.
pub fn write_json_in_new_folder(path: &Path, value: &impl Serialize) -> io::Result<()> {
    fs::create_dir_all(folder_of(path))?;
    write_json(path, value)
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
