//! Files appear whole or not at all: written beside their place, brought to the disk, and only then renamed.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Workbook, XlsxError};
use tempfile::{NamedTempFile, PersistError};

use crate::error::is_sharing_violation;

/// Names that are tried beside a file that is open elsewhere.
const MOST_NAMES: u32 = 99;

/// A workbook could not be written. Displays as one sentence that names the file.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.problem.sentence(&self.file))]
pub struct WriteError {
    /// The file's name without its folder.
    pub file: String,
    /// What stood in the way.
    pub problem: WriteProblem,
}

/// What stood in the way of writing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteProblem {
    /// The folder is not there.
    FolderMissing,
    /// The account or the drive allows no writing there.
    NotAllowed,
    /// No room is left.
    DiskFull,
    /// The file is open elsewhere, and no free name was found beside it.
    Locked,
    /// More rows or columns than a workbook has.
    TooLarge,
    /// The disk or the network drive failed; the text is the system's.
    Io(String),
}

impl WriteError {
    /// What happened, as a short title without the file's name.
    pub fn title(&self) -> &'static str {
        match self.problem {
            WriteProblem::FolderMissing => "The folder is not there",
            WriteProblem::NotAllowed => "The folder allows no new files",
            WriteProblem::DiskFull => "The disk is full",
            WriteProblem::Locked => "The workbook is open in Excel",
            WriteProblem::TooLarge => "There is no room left in the workbook",
            WriteProblem::Io(_) => "The workbook could not be saved",
        }
    }

    /// The next step for the person.
    pub fn hint(&self) -> &'static str {
        match self.problem {
            WriteProblem::FolderMissing => "Was the drive disconnected, or the folder renamed? Choose another folder.",
            WriteProblem::NotAllowed => "Choose a folder of your own, such as Documents.",
            WriteProblem::DiskFull => "Free some space, then save again.",
            WriteProblem::Locked => "Close it there, then save again.",
            WriteProblem::TooLarge => "Split the sheet into several, then run them one by one.",
            WriteProblem::Io(_) => "Is the drive still connected? Save again, or choose another folder.",
        }
    }

    /// The spelling for programs, in camelCase.
    pub fn code(&self) -> &'static str {
        match self.problem {
            WriteProblem::FolderMissing => "folderMissing",
            WriteProblem::NotAllowed => "notAllowed",
            WriteProblem::DiskFull => "diskFull",
            WriteProblem::Locked => "locked",
            WriteProblem::TooLarge => "tooLarge",
            WriteProblem::Io(_) => "io",
        }
    }
}

impl WriteProblem {
    fn sentence(&self, file: &str) -> String {
        match self {
            WriteProblem::FolderMissing => format!("“{file}” could not be saved: its folder is not there"),
            WriteProblem::NotAllowed => format!("“{file}” could not be saved: its folder allows no new files"),
            WriteProblem::DiskFull => format!("“{file}” could not be saved: the disk is full"),
            WriteProblem::Locked => format!("“{file}” could not be saved: it is open in another program"),
            WriteProblem::TooLarge => format!("“{file}” could not be saved: it has no room for more rows or columns"),
            WriteProblem::Io(system) => format!("“{file}” could not be saved: {system}"),
        }
    }
}

impl From<io::Error> for WriteProblem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            _ if is_sharing_violation(&error) => WriteProblem::Locked,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => WriteProblem::FolderMissing,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => WriteProblem::NotAllowed,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WriteProblem::DiskFull,
            _ => WriteProblem::Io(error.to_string()),
        }
    }
}

impl From<XlsxError> for WriteProblem {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => error.into(),
            XlsxError::ZipError(zip::result::ZipError::Io(error)) => error.into(),
            XlsxError::RowColumnLimitError => WriteProblem::TooLarge,
            other => WriteProblem::Io(other.to_string()),
        }
    }
}

/// Builds a workbook and saves it at a path, or beside it when the file there is open elsewhere. Returns where it is.
pub(crate) fn save(path: &Path, build: impl FnOnce() -> Result<Workbook, XlsxError>) -> Result<PathBuf, WriteError> {
    let written = build().map_err(WriteProblem::from).and_then(|mut book| {
        let mut file = beside(path)?;
        let mut buffer = BufWriter::with_capacity(256 << 10, file.as_file_mut());
        book.save_to_writer(&mut buffer)?;
        buffer.flush()?;
        drop(buffer);
        file.as_file().sync_all()?;
        put(file, path)
    });
    written.map_err(|problem| {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        WriteError { file, problem }
    })
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".skillsheet-").suffix(".tmp");
    #[cfg(unix)]
    {
        // Temporary files are private by default, but this one becomes the person's file, for which the umask decides.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder(path))
}

fn put(file: NamedTempFile, path: &Path) -> Result<PathBuf, WriteProblem> {
    let file = match file.persist(path) {
        Ok(_) => return Ok(settled(path)),
        Err(PersistError { error, file }) if is_in_use(&error, path) => file,
        Err(PersistError { error, .. }) => return Err(error.into()),
    };
    put_beside(file, path)
}

/// Saves as `… 2.xlsx`, or the next number that is free.
fn put_beside(mut file: NamedTempFile, path: &Path) -> Result<PathBuf, WriteProblem> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    for number in 2..=MOST_NAMES {
        let other = path.with_file_name(format!("{stem} {number}{ending}"));
        match file.persist_noclobber(&other) {
            Ok(_) => return Ok(settled(&other)),
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => file = refused.file,
            Err(refused) => return Err(refused.error.into()),
        }
    }
    Err(WriteProblem::Locked)
}

/// On Windows a file that is open in Excel cannot be replaced: "sharing violation", or "access denied" from a rename.
fn is_in_use(error: &io::Error, path: &Path) -> bool {
    is_sharing_violation(error) || cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied && path.is_file()
}

/// The rename itself must reach the disk too; where folders cannot be synced, the system sees to it.
fn settled(path: &Path) -> PathBuf {
    if cfg!(unix) {
        let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_become_problems() {
        use io::ErrorKind::*;
        for (kind, expected) in [
            (NotFound, WriteProblem::FolderMissing),
            (PermissionDenied, WriteProblem::NotAllowed),
            (ReadOnlyFilesystem, WriteProblem::NotAllowed),
            (StorageFull, WriteProblem::DiskFull),
            (QuotaExceeded, WriteProblem::DiskFull),
        ] {
            assert_eq!(WriteProblem::from(io::Error::from(kind)), expected);
        }
    }

    #[test]
    fn a_file_in_use_gets_a_neighbour() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("Skills result.xlsx");
        for expected in ["Skills result 2.xlsx", "Skills result 3.xlsx"] {
            let file = beside(&path).expect("a temporary file");
            assert_eq!(put_beside(file, &path), Ok(folder.path().join(expected)));
        }
        assert!(!path.exists());
    }
}
