//! How the parts of an Office package hang together: which part is the workbook, and which one is which tab.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::guard::{Parts, Zip};

/// The path of the workbook's own part, such as `xl/workbook.xml`.
pub(crate) fn main_part(zip: &mut Zip<'_>, parts: &Parts) -> Option<String> {
    let xml = parts.content(zip, "_rels/.rels")?;
    let mut found = None;
    each(&xml, "Relationship", |tag| {
        if attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/relationships/officeDocument")) {
            found = attribute(tag, "Target").map(|target| target.trim_start_matches('/').to_owned());
        }
    });
    found
}

/// The paths of the tabs' parts by the tabs' names. Best effort: what is missing here is only not known to be hidden.
pub(crate) fn tab_parts(zip: &mut Zip<'_>, parts: &Parts) -> HashMap<String, String> {
    let mut tabs = HashMap::new();
    let Some(main) = main_part(zip, parts) else { return tabs };
    let (folder, file) = main.rsplit_once('/').map_or(("", main.as_str()), |(folder, file)| (folder, file));
    let inside = |path: &str| if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    let Some(relations) = parts.content(zip, &inside(&format!("_rels/{file}.rels"))) else { return tabs };
    let Some(workbook) = parts.content(zip, &main) else { return tabs };
    let mut targets = HashMap::new();
    each(&relations, "Relationship", |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            let path = target.strip_prefix('/').map_or_else(|| inside(&target), str::to_owned);
            targets.insert(id, path);
        }
    });
    each(&workbook, "sheet", |tag| {
        let part = attribute(tag, "id").and_then(|id| targets.get(&id));
        if let (Some(name), Some(part)) = (attribute(tag, "name"), part) {
            tabs.insert(name, part.clone());
        }
    });
    tabs
}

/// Visits the elements of a name, whatever their prefix; stops quietly where the XML does.
fn each(xml: &[u8], name: &str, mut visit: impl FnMut(&BytesStart<'_>)) {
    let mut reader = quick_xml::Reader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == name => visit(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// An attribute by its local name, unescaped.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().filter(|a| a.key.local_name().as_ref() == name).last()?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}
