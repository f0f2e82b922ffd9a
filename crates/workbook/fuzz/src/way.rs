//! The way of a file through the product up to its edits and problems: read, matched in every layout, checked.

use std::path::Path;

use skillsheet_skills::{
    Agent, Aliases, Best, Directory, Layout, Mapping, Overlay, Proficiency, Rules, Scale, Sheet, Skill, Writes,
    columns, heading_candidates, reasons, shape, suggest, suggest_for_layout, validate,
};
use skillsheet_workbook::{CancelFlag, ReadError, Workbook, read};

/// Reads a file of a name and a content, as if a person had dropped it. The file is put into `folder` and taken away.
pub fn opened(folder: &Path, name: &str, content: &[u8]) -> Result<Workbook, ReadError> {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("the folder takes a file");
    let book = read(&path, &mut |_| {}, &CancelFlag::new());
    std::fs::remove_file(&path).expect("the file is there");
    book
}

/// Matches and checks every tab, as guessed and in every layout; answers how many edits the guess came to.
pub fn checked(book: &Workbook, directory: &Directory) -> usize {
    let of_tab = |sheet: &Sheet| {
        let guess = suggest(sheet, directory);
        reasons(sheet, &guess, directory);
        for row in heading_candidates(sheet) {
            shape(sheet, row, directory);
        }
        for layout in [Layout::List, Layout::Grid, Layout::Packed, Layout::Transposed] {
            edits(sheet, &suggest_for_layout(sheet, guess.heading_row, layout, directory), directory);
        }
        edits(sheet, &guess, directory)
    };
    book.tabs.iter().map(|sheet| of_tab(sheet)).sum()
}

fn edits(sheet: &Sheet, mapping: &Mapping, directory: &Directory) -> usize {
    let Ok(columns) = columns(sheet, mapping, directory) else { return 0 };
    let (aliases, overlay) = (Aliases::default(), Overlay::default());
    let level = Proficiency::whole;
    let scale = Scale { min: level(0), max: level(100), step: level(1), best: Best::High };
    let writes = Writes::Replace;
    let rules = Rules { directory, scale: &scale, writes, aliases: &aliases, overlay: &overlay };
    validate(sheet, &columns, &rules).edits.len()
}

/// A contact centre of three agents and three skills; two agents share a name.
pub fn directory() -> Directory {
    let agent = |id: &str, name: &str, email: &str| Agent {
        id: id.into(),
        name: name.into(),
        email: Some(email.into()),
        employee_id: Some(format!("E{id}")),
        login: Some(name.to_lowercase()),
        team: Some("Team".into()),
        active: id != "3",
    };
    let skill = |id: &str, name: &str| Skill { id: id.into(), name: name.into(), active: id != "13" };
    Directory::new(
        vec![
            agent("1", "Ana Silva", "ana@example.com"),
            agent("2", "Jonas Müller", "jonas@example.com"),
            agent("3", "Ana Silva", "silva@example.com"),
        ],
        vec![skill("11", "Billing"), skill("12", "Spanish"), skill("13", "Sales")],
    )
}
