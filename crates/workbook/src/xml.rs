//! XML parts, an event at a time. No event is longer than a cell can be, entities are never expanded, and what is
//! not closed properly is not cared for.

use std::borrow::Cow;
use std::io::BufReader;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::{Error, Reader, XmlVersion};

use crate::error::ReadProblem;
use crate::guard::{Part, part_problem};

const PIECE: usize = 64 << 10;
/// Elements that may be open at once: the parser remembers each of them. Sheets need ten.
const MAX_DEPTH: usize = 1_000;

/// A part being parsed.
pub(crate) struct Xml<'a> {
    reader: Reader<BufReader<Part<'a>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(part: Part<'a>) -> Self {
        let mut reader = Reader::from_reader(BufReader::with_capacity(PIECE, part));
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = false;
        Xml { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next event; an element without content comes as a start and an end. Always inlined, as [`Xml::inside`] is: an
    /// event is large to hand on, and there are six of them for every cell.
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Result<Event<'_>, ReadProblem> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().next_stretch();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => {
                match event {
                    Event::Start(_) if self.depth >= MAX_DEPTH => return Err(too_deep()),
                    Event::Start(_) => self.depth += 1,
                    Event::End(_) => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                Ok(event)
            }
            Err(error) => Err(problem(error)),
        }
    }

    /// The same, where the part must not end here.
    #[inline(always)]
    pub(crate) fn inside(&mut self) -> Result<Event<'_>, ReadProblem> {
        match self.next() {
            Ok(Event::Eof) => Err(cut_off()),
            other => other,
        }
    }

    /// Passes over the content of the element that was just opened.
    pub(crate) fn skip(&mut self) -> Result<(), ReadProblem> {
        let mut depth = 0usize;
        loop {
            match self.inside()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }

    /// Collects the text of the element that was just opened, without that of elements in it.
    pub(crate) fn text(&mut self, into: &mut String) -> Result<(), ReadProblem> {
        let mut depth = 0usize;
        loop {
            match self.inside()? {
                // Only line ends are written in more than one way.
                Event::Text(text) if depth == 0 && !text.as_bytes().contains(&b'\r') => into.push_str(&text),
                Event::Text(text) if depth == 0 => into.push_str(&text.xml10_content()),
                Event::CData(text) if depth == 0 => into.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) if depth == 0 => push_reference(&reference, into)?,
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }
}

#[cold]
fn problem(error: Error) -> ReadProblem {
    match error {
        Error::Io(error) => part_problem(&error),
        other => ReadProblem::damaged(other),
    }
}

#[cold]
fn too_deep() -> ReadProblem {
    ReadProblem::damaged("elements inside elements without end")
}

#[cold]
fn cut_off() -> ReadProblem {
    ReadProblem::damaged("the part ends in the middle")
}

/// A name without its prefix. Names are short: nothing is faster than looking at each byte.
pub(crate) fn local(name: QName<'_>) -> &str {
    match name.0.bytes().position(|byte| byte == b':') {
        Some(colon) => &name.0[colon + 1..],
        None => name.0,
    }
}

/// Adds the character that a reference stands for. Entities of the document's own are refused: they are how a small
/// file becomes a large one.
pub(crate) fn push_reference(reference: &BytesRef<'_>, into: &mut String) -> Result<(), ReadProblem> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        into.push(character);
        return Ok(());
    }
    let known = quick_xml::escape::resolve_predefined_entity(reference);
    into.push_str(known.ok_or_else(|| ReadProblem::damaged("an entity that XML does not know"))?);
    Ok(())
}

/// An attribute by its local name, as written.
pub(crate) fn raw<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| local(attribute.key) == name);
    found.map(|attribute| attribute.value)
}

/// An attribute by its local name, unescaped.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| local(attribute.key) == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Whether an attribute is true, in XML Schema's spellings.
pub(crate) fn is_set(tag: &BytesStart<'_>, name: &str) -> bool {
    matches!(raw(tag, name).as_deref(), Some("1" | "true"))
}

/// An attribute as a number.
pub(crate) fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    raw(tag, name)?.trim().parse().ok()
}
