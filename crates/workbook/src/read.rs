//! The way in: from a path or pasted text to a [`Workbook`].

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use skillsheet_skills::Sheet;

use crate::builder::Reading;
use crate::error::{Limit, ReadError, ReadProblem, Seems};
use crate::guard::Package;
use crate::sniff::{self, Form, Kind};
use crate::{CancelFlag, Progress, Workbook, child, ods, paste, text, xls, xlsb, xlsx};

/// Bytes that a file may have.
const MAX_FILE: u64 = 100 << 20;
/// Bytes that the note of who opened a workbook has at most: Excel's has 165.
const OWNER_FILE: u64 = 1_024;
/// Bytes that are read or digested between two looks at whether to stop.
const PIECE: u64 = 1 << 20;

/// Reads a spreadsheet file whole: `.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`, `.csv`, `.tsv`, `.txt`, told apart by
/// their content. Blocks; `on_progress` is called now and then from the same thread.
pub fn read(path: &Path, on_progress: &mut dyn FnMut(Progress), cancel: &CancelFlag) -> Result<Workbook, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut reading = Reading::new(on_progress, cancel);
    let result = load(path, &name, &mut reading).and_then(|(bytes, modified)| {
        let tabs = guarded(cancel, || {
            reading.look()?;
            let tabs = tabs(&bytes, &name, &mut reading)?;
            reading.look()?;
            Ok(tabs)
        })?;
        Ok(Workbook {
            name: name.clone(),
            tabs: tabs.into_iter().map(Arc::new).collect(),
            size_bytes: bytes.len() as u64,
            modified,
            fingerprint: fingerprint(&bytes, &mut reading)?,
        })
    });
    result.map_err(|problem| {
        if let ReadProblem::Damaged(detail) = &problem {
            tracing::warn!(%detail, "a workbook is damaged");
        }
        ReadError { file: name, problem }
    })
}

/// Reads cells that were copied from a spreadsheet and pasted.
pub fn read_pasted(text: &str) -> Result<Workbook, ReadError> {
    const NAME: &str = "Pasted cells";
    let cancel = CancelFlag::new();
    let mut ignore = |_| {};
    let mut reading = Reading::new(&mut ignore, &cancel);
    let refused = |problem| ReadError { file: NAME.to_owned(), problem };
    let tabs = guarded(&cancel, || {
        if text.len() as u64 > MAX_FILE {
            return Err(Limit::FileSize.into());
        }
        Ok(vec![paste::read(text, NAME, &mut reading)?])
    })
    .map_err(refused)?;
    Ok(Workbook {
        name: NAME.to_owned(),
        tabs: tabs.into_iter().map(Arc::new).collect(),
        size_bytes: text.len() as u64,
        modified: None,
        fingerprint: fingerprint(text.as_bytes(), &mut reading).map_err(refused)?,
    })
}

fn load(
    path: &Path,
    name: &str,
    reading: &mut Reading<'_>,
) -> Result<(Vec<u8>, Option<std::time::SystemTime>), ReadProblem> {
    // Asked first, because Windows says "access denied" of a folder.
    if path.is_dir() {
        return Err(ReadProblem::NotAWorkbook(Seems::Folder));
    }
    reading.look()?;
    // Asked before it is opened, because Excel locks it.
    if name.starts_with("~$") && std::fs::metadata(path)?.len() <= OWNER_FILE {
        return Err(ReadProblem::NotAWorkbook(Seems::OwnerFile));
    }
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    let mut bytes = Vec::with_capacity(about.len().min(MAX_FILE) as usize + 1);
    // What a file says of its size may be wrong, and it may grow.
    while file.by_ref().take(PIECE).read_to_end(&mut bytes)? > 0 {
        if bytes.len() as u64 > MAX_FILE {
            return Err(Limit::FileSize.into());
        }
        reading.look()?;
    }
    reading.hold(bytes.len())?;
    Ok((bytes, about.modified().ok()))
}

/// Runs a parser so that its panics are damaged files and whatever it says after a cancel is "cancelled". A workbook
/// without any content is told here, for all formats alike.
pub(crate) fn guarded(
    cancel: &CancelFlag,
    parse: impl FnOnce() -> Result<Vec<Sheet>, ReadProblem>,
) -> Result<Vec<Sheet>, ReadProblem> {
    let parsed = catch_unwind(AssertUnwindSafe(parse)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Err(ReadProblem::damaged(words.unwrap_or("the parser gave up")))
    });
    match parsed {
        Err(_) if cancel.is_cancelled() => Err(ReadProblem::Cancelled),
        Ok(tabs) if tabs.iter().all(Sheet::is_blank) => Err(ReadProblem::Empty),
        other => other,
    }
}

fn tabs(bytes: &[u8], name: &str, reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    if bytes.is_empty() {
        return Err(ReadProblem::Empty);
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending = ending.to_ascii_lowercase();
    match sniff::form(bytes, &ending, reading)? {
        Form::Zip => package(bytes, reading),
        Form::Compound if child::serves() => child::read(bytes, reading),
        Form::Compound => xls::read(sniff::compound(bytes)?, reading),
        Form::Text(text) => Ok(vec![text::read(&text, stem, &ending, reading)?]),
    }
}

fn package(bytes: &[u8], reading: &mut Reading<'_>) -> Result<Vec<Sheet>, ReadProblem> {
    let mut package = Package::open(bytes, reading.cancel)?;
    match sniff::kind(&package)? {
        Kind::Xml => xlsx::read(&mut package, reading),
        Kind::Binary => xlsb::read(&mut package, reading),
        Kind::OpenDocument => {
            sniff::open_document(&package.beginning("mimetype", 256))?;
            ods::read(&mut package, reading)
        }
    }
}

fn fingerprint(bytes: &[u8], reading: &mut Reading<'_>) -> Result<String, ReadProblem> {
    let mut digest = Sha256::new();
    for piece in bytes.chunks(PIECE as usize) {
        digest.update(piece);
        reading.look()?;
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
