//! Why a file could not be read, in words for the person who chose it.

use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};
use skillsheet_skills::CellRef;

/// A file could not be read. Displays as one sentence that names the file.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.problem.sentence(&self.file))]
pub struct ReadError {
    /// The file's name without its folder.
    pub file: String,
    /// What stood in the way.
    pub problem: ReadProblem,
}

/// What stood in the way of reading a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadProblem {
    /// There is no such file.
    NotFound,
    /// Another program keeps the file to itself.
    Locked,
    /// The account may not read the file.
    NotAllowed,
    /// The workbook is encrypted.
    PasswordProtected,
    /// A workbook, but broken; the text is for the details, not for the message.
    Damaged(String),
    /// A text table with a quotation mark in this row, from 1, that is never closed.
    OpenQuote(u32),
    /// Something else under a workbook's name.
    NotAWorkbook(Seems),
    /// No cell of any tab holds anything.
    Empty,
    /// More than can be read safely.
    TooLarge(Limit),
    /// The reading was stopped on request.
    Cancelled,
    /// The disk or the network drive failed; the text is the system's.
    Io(String),
}

/// What a file that is no workbook seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seems {
    /// HTML, often an export that was only named like a workbook.
    WebPage,
    /// A bitmap or vector picture.
    Picture,
    /// A PDF document.
    Pdf,
    /// A text document of a word processor.
    TextDocument,
    /// A presentation.
    Presentation,
    /// Apple Numbers, which nobody else reads.
    Numbers,
    /// Excel's XML of 2003.
    SpreadsheetXml,
    /// Another XML file.
    Xml,
    /// A workbook of Excel 4 or older.
    AncientWorkbook,
    /// A zip or another archive with something else inside.
    Archive,
    /// Plain text under a workbook's name.
    PlainText,
    /// A folder.
    Folder,
    /// The note that Excel keeps beside a workbook while it is open.
    OwnerFile,
    /// Nothing that we know.
    SomethingElse,
}

impl fmt::Display for Seems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Seems::WebPage => "a web page",
            Seems::Picture => "a picture",
            Seems::Pdf => "a PDF document",
            Seems::TextDocument => "a text document",
            Seems::Presentation => "a presentation",
            Seems::Numbers => "an Apple Numbers document",
            Seems::Xml => "an XML file",
            Seems::SpreadsheetXml => "Excel's XML of 2003",
            Seems::AncientWorkbook => "a workbook of a very old Excel version",
            Seems::Archive => "an archive of other files",
            Seems::PlainText => "plain text",
            Seems::Folder => "a folder",
            Seems::OwnerFile => "a note of Excel's",
            Seems::SomethingElse => "something else",
        })
    }
}

/// Which bound a file went over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// 100 MB on disk.
    FileSize,
    /// 1,000 parts inside the file.
    Parts,
    /// 512 MB in all when unpacked.
    Unpacked,
    /// A part that unpacks to more than 200 times its size.
    Ratio,
    /// More markup than five million cells need, usually formats on empty cells.
    Markup,
    /// 1,048,576 rows on a tab.
    Rows,
    /// 1,000 used columns on a tab.
    Columns,
    /// Five million used cells in all.
    Cells,
    /// A text that is longer than any cell may hold, found before it is known which cell it belongs to.
    Text,
    /// 32,767 characters in one cell.
    CellText(CellRef),
    /// More content than fits into the memory that a reading may take.
    Memory,
    /// More time than a reading of its format may take.
    Time,
    /// An old format whose table spans too large a rectangle to hold.
    Spread,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::FileSize => f.write_str("is larger than 100 MB"),
            Limit::Parts => f.write_str("has more than 1,000 parts inside"),
            Limit::Unpacked => f.write_str("unpacks to more than 512 MB"),
            Limit::Ratio => f.write_str("unpacks to more than 200 times its size"),
            Limit::Markup => f.write_str("has formats on many millions of empty cells"),
            Limit::Rows => f.write_str("has more than 1,048,576 rows on a tab"),
            Limit::Columns => f.write_str("has more than 1,000 used columns on a tab"),
            Limit::Cells => f.write_str("has more than five million used cells"),
            Limit::Text => f.write_str("has a text of more than a million characters"),
            Limit::CellText(at) => write!(f, "has more than 32,767 characters in cell {at}"),
            Limit::Memory => f.write_str("holds more than Skillsheet can keep in memory"),
            Limit::Time => f.write_str("takes too long to read"),
            Limit::Spread => f.write_str("has cells too far apart for its old format"),
        }
    }
}

impl ReadError {
    /// What happened, as a short title without the file's name.
    pub fn title(&self) -> &'static str {
        self.problem.title()
    }

    /// The next step for the person.
    pub fn hint(&self) -> &'static str {
        self.problem.hint()
    }

    /// The spelling for programs, in camelCase.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }
}

impl ReadProblem {
    /// The spelling for programs, in camelCase.
    pub fn code(&self) -> &'static str {
        match self {
            ReadProblem::NotFound => "notFound",
            ReadProblem::Locked => "locked",
            ReadProblem::NotAllowed => "notAllowed",
            ReadProblem::PasswordProtected => "passwordProtected",
            ReadProblem::Damaged(_) => "damaged",
            ReadProblem::OpenQuote(_) => "openQuote",
            ReadProblem::NotAWorkbook(_) => "notAWorkbook",
            ReadProblem::Empty => "empty",
            ReadProblem::TooLarge(_) => "tooLarge",
            ReadProblem::Cancelled => "cancelled",
            ReadProblem::Io(_) => "io",
        }
    }

    fn title(&self) -> &'static str {
        match self {
            ReadProblem::NotFound => "This file is not there",
            ReadProblem::Locked => "Excel is still using this file",
            ReadProblem::NotAllowed => "This file may not be read",
            ReadProblem::PasswordProtected => "This workbook needs a password",
            ReadProblem::Damaged(_) => "This file is damaged",
            ReadProblem::OpenQuote(_) => "A quotation mark is never closed",
            ReadProblem::NotAWorkbook(_) => "This is not a workbook",
            ReadProblem::Empty => "There is nothing in this workbook",
            ReadProblem::TooLarge(_) => "This workbook is too large to read safely",
            ReadProblem::Cancelled => "Reading was stopped",
            ReadProblem::Io(_) => "This file could not be read",
        }
    }

    fn sentence(&self, file: &str) -> String {
        match self {
            ReadProblem::NotFound => format!("“{file}” is not there"),
            ReadProblem::Locked => format!("“{file}” is open in another program, which keeps it to itself"),
            ReadProblem::NotAllowed => format!("“{file}” may not be read from this account"),
            ReadProblem::PasswordProtected => format!("“{file}” is protected with a password"),
            ReadProblem::Damaged(_) => format!("“{file}” is a workbook, but part of it is damaged"),
            ReadProblem::OpenQuote(row) => {
                format!(
                    "“{file}” has a quotation mark in row {row} that is never closed: all rows below would be one cell"
                )
            }
            ReadProblem::NotAWorkbook(Seems::Folder) => format!("“{file}” is a folder"),
            ReadProblem::NotAWorkbook(Seems::OwnerFile) => {
                format!("“{file}” is not a workbook: Excel keeps it beside one that is open, to say who opened it")
            }
            ReadProblem::NotAWorkbook(seems) => format!("“{file}” is not a workbook: it holds {seems}"),
            ReadProblem::Empty => format!("“{file}” has no cell with anything in it"),
            ReadProblem::TooLarge(limit) => format!("“{file}” {limit}"),
            ReadProblem::Cancelled => format!("Reading “{file}” was stopped"),
            ReadProblem::Io(system) => format!("“{file}” could not be read: {system}"),
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            ReadProblem::NotFound => "Was it moved or renamed? Choose it again.",
            ReadProblem::Locked => "Close it there, then read it again.",
            ReadProblem::NotAllowed => "Copy it to a folder of your own, or ask its owner to share it.",
            ReadProblem::PasswordProtected => {
                "Skillsheet does not open protected workbooks. Choose a copy without password."
            }
            ReadProblem::Damaged(_) => "Excel may be able to repair it: open it there and save it again.",
            ReadProblem::OpenQuote(_) => "Close it or take it out, and read the file again.",
            ReadProblem::NotAWorkbook(Seems::WebPage | Seems::Xml | Seems::SpreadsheetXml | Seems::AncientWorkbook) => {
                "Open it in Excel, save it as an Excel workbook (.xlsx), and choose that one."
            }
            ReadProblem::NotAWorkbook(Seems::Numbers) => "In Numbers, export it to Excel, and choose that file.",
            ReadProblem::NotAWorkbook(Seems::PlainText) => {
                "If it is a table, give it the ending .csv; otherwise choose another sheet."
            }
            ReadProblem::NotAWorkbook(Seems::OwnerFile) => "Choose the workbook of the same name without ~$.",
            ReadProblem::NotAWorkbook(_) => "Choose an Excel workbook or a CSV file.",
            ReadProblem::Empty => "Was it saved after it was filled in? Choose another sheet.",
            ReadProblem::TooLarge(Limit::CellText(_)) => "Shorten that cell, or choose another sheet.",
            ReadProblem::TooLarge(Limit::Spread | Limit::Time) => {
                "Save it as an Excel workbook (.xlsx), and choose that one."
            }
            ReadProblem::TooLarge(Limit::Ratio | Limit::Unpacked | Limit::Markup) => {
                "This is often because of formats on empty cells. Copy the table to a new workbook."
            }
            ReadProblem::TooLarge(_) => "Copy the table to a new workbook, or split it into several.",
            ReadProblem::Cancelled => "Choose it again when you want to go on.",
            ReadProblem::Io(_) => "Is the drive still connected? Read it again.",
        }
    }
}

impl From<Limit> for ReadProblem {
    fn from(limit: Limit) -> Self {
        ReadProblem::TooLarge(limit)
    }
}

/// Windows' numbers for "another program has it open": a sharing violation and a lock on part of a file.
pub(crate) fn is_sharing_violation(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

impl From<io::Error> for ReadProblem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            _ if is_sharing_violation(&error) => ReadProblem::Locked,
            io::ErrorKind::NotFound => ReadProblem::NotFound,
            io::ErrorKind::PermissionDenied => ReadProblem::NotAllowed,
            io::ErrorKind::IsADirectory => ReadProblem::NotAWorkbook(Seems::Folder),
            _ => ReadProblem::Io(error.to_string()),
        }
    }
}

impl ReadProblem {
    /// Wraps a parser's own words, which are for the details only.
    pub(crate) fn damaged(error: impl fmt::Display) -> Self {
        ReadProblem::Damaged(error.to_string())
    }
}
