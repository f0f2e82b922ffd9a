//! What a file is, by its content: names and endings are wrong often enough.

use std::borrow::Cow;
use std::io::Cursor;

use memchr::memmem;

use crate::builder::Reading;
use crate::error::{ReadProblem, Seems};
use crate::guard::Package;
use crate::{text, xls};

/// A file's outer form.
pub(crate) enum Form<'a> {
    /// A zip: an Office or OpenDocument package, or something else.
    Zip,
    /// Microsoft's older container of streams.
    Compound,
    /// Text, decoded.
    Text(Cow<'a, str>),
}

/// The form of a file, or what it is instead of a workbook.
pub(crate) fn form<'a>(bytes: &'a [u8], ending: &str, reading: &mut Reading<'_>) -> Result<Form<'a>, ReadProblem> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Form::Zip);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Form::Compound);
    }
    if let Some(seems) = magic(bytes) {
        return Err(ReadProblem::NotAWorkbook(seems));
    }
    let Some(text) = text::decode(bytes, reading)? else { return Err(ReadProblem::NotAWorkbook(Seems::SomethingElse)) };
    let seems = markup(&text).or_else(|| text_under_another_name(&text, ending));
    seems.map_or(Ok(Form::Text(text)), |seems| Err(ReadProblem::NotAWorkbook(seems)))
}

/// The first bytes of files that people mix up with workbooks.
const MAGIC: &[(&[u8], Seems)] = &[
    (b"%PDF-", Seems::Pdf),
    (b"\x89PNG", Seems::Picture),
    (b"\xFF\xD8\xFF", Seems::Picture),
    (b"GIF8", Seems::Picture),
    (b"BM", Seems::Picture),
    (b"II*\0", Seems::Picture),
    (b"MM\0*", Seems::Picture),
    (b"RIFF", Seems::Picture),
    (b"{\\rtf", Seems::TextDocument),
    (b"7z\xBC\xAF", Seems::Archive),
    (b"Rar!", Seems::Archive),
    (b"\x1F\x8B", Seems::Archive),
    (b"BZh", Seems::Archive),
    (b"\x09\x00\x04\x00", Seems::AncientWorkbook),
    (b"\x09\x02\x06\x00", Seems::AncientWorkbook),
    (b"\x09\x04\x06\x00", Seems::AncientWorkbook),
    (b"\x09\x08\x08\x00", Seems::AncientWorkbook),
];

fn magic(bytes: &[u8]) -> Option<Seems> {
    let found = MAGIC.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, seems)| *seems)?;
    // Two or three letters may also begin a text: "BM" is only a picture where bytes follow that no text has.
    let may_be_text = matches!(bytes.first(), Some(b'B' | b'R' | b'G'));
    (!may_be_text || bytes.iter().take(64).any(|byte| *byte == 0)).then_some(found)
}

fn markup(text: &str) -> Option<Seems> {
    let start: String = text.trim_start().chars().take(1_024).collect::<String>().to_ascii_lowercase();
    if start.starts_with("<?xml") && start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some(Seems::SpreadsheetXml);
    }
    let is_web = || ["<!doctype html", "<html", "<head", "<table", "<body", "<meta"].iter().any(|t| start.contains(t));
    if start.starts_with("mime-version:") || start.starts_with('<') && is_web() {
        return Some(Seems::WebPage);
    }
    if start.starts_with("<svg") || start.starts_with("<?xml") && start.contains("<svg") {
        return Some(Seems::Picture);
    }
    start.starts_with("<?xml").then_some(Seems::Xml)
}

/// Text is a table under any name but a workbook's. Only `.xls` has been stuck on so many exported text tables that
/// one is believed when it looks like a table.
fn text_under_another_name(text: &str, ending: &str) -> Option<Seems> {
    let is_workbooks = matches!(ending, "xlsx" | "xlsm" | "xlsb" | "xltx" | "xltm" | "ods" | "ots");
    let is_prose = || ending == "xls" && text::separator(text).is_none();
    (is_workbooks || is_prose()).then_some(Seems::PlainText)
}

/// Which package a zip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Office Open XML: `.xlsx` and `.xlsm`.
    Xml,
    /// The same with binary parts: `.xlsb`.
    Binary,
    /// OpenDocument: `.ods`.
    OpenDocument,
}

/// The kind of package, told by the names of its parts before any of them is unpacked.
pub(crate) fn kind(package: &Package<'_>) -> Result<Kind, ReadProblem> {
    let has = |path: &str| package.has(path);
    let begins = |path: &str| package.paths().any(|name| name.starts_with(path));
    let seems = |seems| Err(ReadProblem::NotAWorkbook(seems));
    if has("xl/workbook.bin") {
        Ok(Kind::Binary)
    } else if begins("word/") {
        seems(Seems::TextDocument)
    } else if begins("ppt/") {
        seems(Seems::Presentation)
    } else if begins("index/") && package.paths().any(|name| name.ends_with(".iwa")) {
        seems(Seems::Numbers)
    } else if has("[content_types].xml") || has("xl/workbook.xml") {
        Ok(Kind::Xml)
    } else if has("content.xml") && has("meta-inf/manifest.xml") {
        Ok(Kind::OpenDocument)
    } else if has("encrypted-package") {
        Err(ReadProblem::PasswordProtected)
    } else {
        seems(Seems::Archive)
    }
}

/// Which OpenDocument it is, from the part `mimetype`.
pub(crate) fn open_document(mime: &[u8]) -> Result<(), ReadProblem> {
    let mime = String::from_utf8_lossy(mime);
    match mime.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("text") => Err(ReadProblem::NotAWorkbook(Seems::TextDocument)),
        Some(kind) if kind.starts_with("presentation") => Err(ReadProblem::NotAWorkbook(Seems::Presentation)),
        Some(kind) if kind.starts_with("graphics") => Err(ReadProblem::NotAWorkbook(Seems::Picture)),
        _ => Ok(()),
    }
}

/// The workbook's stream of an older container, or what the container holds instead.
pub(crate) fn compound(bytes: &[u8]) -> Result<Vec<u8>, ReadProblem> {
    let mut file = match cfb::CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file,
        // Even a container that cannot be opened tells when its content is encrypted.
        Err(_) if names_stream(bytes, "EncryptedPackage") => return Err(ReadProblem::PasswordProtected),
        Err(error) => return Err(ReadProblem::damaged(error)),
    };
    if file.exists("/EncryptedPackage") {
        return Err(ReadProblem::PasswordProtected);
    }
    if let Some(stream) = xls::stream(&mut file) {
        return stream;
    }
    Err(ReadProblem::NotAWorkbook(if file.exists("/WordDocument") {
        Seems::TextDocument
    } else if file.exists("/PowerPoint Document") {
        Seems::Presentation
    } else {
        Seems::SomethingElse
    }))
}

fn names_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memmem::find(bytes, &name).is_some()
}
