//! Excel's newer errors in `.xlsx`, such as `#SPILL!` and `#GETTING_DATA`, which calamine refuses. Only tabs that hold
//! one are read a second time for them.

use std::io::BufReader;

use calamine::CellErrorType;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use skillsheet_skills::CellRef;

use crate::guard::{Parts, Zip};

/// The errors that calamine does not know, with row and column from 0. None when they cannot all be found: a cell that
/// does not say where it is would also have moved its neighbours.
pub(crate) fn unknown(zip: &mut Zip<'_>, parts: &Parts, path: &str) -> Option<Vec<(u32, u32, String)>> {
    let mut xml = Reader::from_reader(BufReader::new(parts.open(zip, path)?));
    xml.config_mut().expand_empty_elements = true;
    xml.config_mut().check_end_names = false;
    let mut found = Vec::new();
    let mut buffer = Vec::new();
    // The address of the error's cell that is open, which may be missing, and whether its value is open.
    let mut cell: Option<Option<CellRef>> = None;
    let mut in_value = false;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                let is_error = attribute(&tag, "t").as_deref() == Some("e");
                cell = is_error.then(|| attribute(&tag, "r").and_then(|at| at.parse().ok()));
            }
            Event::Start(tag) => in_value = tag.local_name().as_ref() == "v",
            Event::Text(text) if in_value && text.parse::<CellErrorType>().is_err() => {
                if let Some(address) = cell {
                    let at = address?;
                    found.push((at.row - 1, at.column, text.trim().to_owned()));
                }
            }
            Event::End(tag) => {
                in_value = false;
                if tag.local_name().as_ref() == "sheetData" {
                    return Some(found);
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(found.value.into_owned())
}
