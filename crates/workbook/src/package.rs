//! How the parts of an Office package hang together: which part is the workbook, and which one is which tab.

use quick_xml::events::{BytesStart, Event};

use crate::error::ReadProblem;
use crate::guard::Package;
use crate::xml::{Xml, attribute};

/// Tabs that a workbook may have. One part can be listed for many of them.
pub(crate) const MAX_TABS: usize = 1_000;
/// References that a part may have to others of the package.
const MAX_RELATIONS: usize = 10_000;

/// Where another part is, and what it is to the part that refers to it.
pub(crate) struct Relation {
    id: String,
    kind: String,
    path: String,
}

/// The parts that a part refers to.
pub(crate) struct Relations(Vec<Relation>);

impl Relations {
    /// Those of a part; none where it has no list of them. The package's own are those of the empty path.
    pub(crate) fn of(package: &mut Package<'_>, path: &str) -> Result<Self, ReadProblem> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let mut found = Vec::new();
        each(package, &resolved(folder, &format!("_rels/{file}.rels")), "Relationship", |tag| {
            if found.len() >= MAX_RELATIONS || attribute(tag, "TargetMode").as_deref() == Some("External") {
                return;
            }
            if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
                let kind = attribute(tag, "Type").unwrap_or_default();
                let kind = kind.rsplit_once('/').map_or(kind.as_str(), |(_, name)| name).to_owned();
                found.push(Relation { id, kind, path: resolved(folder, &target) });
            }
        })?;
        Ok(Relations(found))
    }

    /// The paths of the parts of a kind, such as `sharedStrings`.
    pub(crate) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |relation| relation.kind == kind).map(|relation| relation.path.as_str())
    }

    /// The path of a worksheet by the relation's id. Nothing for charts, dialogs and macro sheets.
    pub(crate) fn worksheet(&self, id: &str) -> Option<&str> {
        let relation = self.0.iter().find(|relation| relation.id == id)?;
        (relation.kind == "worksheet").then_some(relation.path.as_str())
    }
}

/// A target as a path of the package: beside the part that names it, or from the top.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// The path of the workbook's own part, such as `xl/workbook.xml`.
pub(crate) fn main_part(package: &mut Package<'_>, usual: &str) -> Result<String, ReadProblem> {
    let relations = Relations::of(package, "")?;
    Ok(relations.of_kind("officeDocument").next().unwrap_or(usual).to_owned())
}

/// A tab as the workbook lists it.
pub(crate) struct Tab {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// Whether it was in front when the workbook was saved.
    pub(crate) active: bool,
    pub(crate) path: String,
}

/// Visits the elements of a name, whatever their prefix, in a part that may be missing.
pub(crate) fn each(
    package: &mut Package<'_>,
    path: &str,
    name: &str,
    mut visit: impl FnMut(&BytesStart<'_>),
) -> Result<(), ReadProblem> {
    let Some(part) = package.part(path)? else { return Ok(()) };
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == name => visit(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved() {
        for (folder, target, expected) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../tables/table1.xml", "xl/tables/table1.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../odd.xml", "odd.xml"),
        ] {
            assert_eq!(resolved(folder, target), expected);
        }
    }
}
