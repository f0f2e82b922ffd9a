//! Sheets read by other rules than the usual ones, and what came of it written down.

use skillsheet_skills::{
    Aliases, Checked, Columns, Directory, Layout, Mapping, Overlay, Rules, Scale, Sheet, Wish, Writes, columns,
    suggest, suggest_for_layout, validate,
};

use crate::make::{directory, scale};

/// By what a sheet is read.
pub struct Read {
    pub scale: Scale,
    pub writes: Writes,
    pub overlay: Overlay,
    pub aliases: Aliases,
    pub directory: Directory,
    /// The layout that the person chose, with headings in row 1.
    pub layout: Option<Layout>,
    /// What the person changes about the mapping.
    pub map: fn(&mut Mapping),
    /// What is different about the columns.
    pub change: fn(&mut Columns),
}

impl Default for Read {
    fn default() -> Self {
        Read {
            scale: scale(),
            writes: Writes::Replace,
            overlay: Overlay::default(),
            aliases: Aliases::default(),
            directory: directory(),
            layout: None,
            map: |_| {},
            change: |_| {},
        }
    }
}

pub fn read(sheet: &Sheet, by: Read) -> Checked {
    let Read { scale, writes, overlay, aliases, directory, layout, map, change } = &by;
    let sheet = overlay.applied_to(sheet);
    let mut mapping = match layout {
        Some(layout) => suggest_for_layout(&sheet, 1, *layout, directory),
        None => suggest(&sheet, directory),
    };
    map(&mut mapping);
    let mut columns = columns(&sheet, &mapping, directory).expect("a table that can be read");
    change(&mut columns);
    validate(&sheet, &columns, &Rules { directory, scale, writes: *writes, aliases, overlay })
}

/// Agent, skill, what is wanted, and the cells that say so.
pub fn edits(checked: &Checked) -> Vec<String> {
    checked.edits.iter().map(edit).collect()
}

pub fn edit(edit: &skillsheet_skills::Edit) -> String {
    let wish = match edit.wish {
        Wish::Assign(level) => level.to_string(),
        Wish::Remove => "remove".to_owned(),
    };
    let cells: Vec<String> = edit.cells.iter().map(ToString::to_string).collect();
    format!("{} {} {} {}", edit.agent, edit.skill, wish, cells.join("+"))
}

/// Where, what, in which words, and the first suggestion.
pub fn problems(checked: &Checked) -> Vec<String> {
    checked
        .diagnostics
        .iter()
        .map(|problem| {
            let suggestion = problem.suggestions.first().map(|text| format!(" → {text}")).unwrap_or_default();
            let entry = problem.entry.map(|entry| format!("[{entry}]")).unwrap_or_default();
            format!("{}{entry} {} “{}”{}", problem.at, problem.code.spelling(), problem.message, suggestion)
        })
        .collect()
}
