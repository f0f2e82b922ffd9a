//! Today's skills as a workbook: loaded again there is nothing to change, and one edited cell is one change.

use std::path::Path;

use rust_xlsxwriter::Workbook;
use serde_json::json;
use skillsheet_engine::workbook::{self, CancelFlag};
use skillsheet_practice::{Dialect, Options};
use skillsheet_skills::{CellRef, Sheet, Value};

use crate::world::{NAME, World};

/// The tab with the levels, and every cell of levels in it.
fn levels(path: &Path, layout: &str) -> (Vec<Sheet>, Vec<(CellRef, f64)>) {
    let book = workbook::read(path, &mut |_| {}, &CancelFlag::new()).expect("it is a workbook");
    let tabs: Vec<Sheet> = book.tabs.iter().map(|tab| Sheet::clone(tab)).collect();
    let mut found = Vec::new();
    for row in &tabs[0].rows {
        for cell in &row.cells {
            if let Value::Number(level) = cell.value {
                found.push((CellRef { row: row.number, column: cell.column }, level));
            }
        }
    }
    assert!(found.len() > 10, "{layout}: {} levels", found.len());
    (tabs, found)
}

/// Writes tabs as they were read, with one cell changed.
fn rewrite(tabs: &[Sheet], at: CellRef, level: f64, path: &Path) {
    let mut book = Workbook::new();
    for (place, tab) in tabs.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(&tab.tab).expect("a name");
        for row in &tab.rows {
            for cell in &row.cells {
                let here = CellRef { row: row.number, column: cell.column };
                let (row, column) = (row.number - 1, cell.column as u16);
                let written = match &cell.value {
                    Value::Number(_) if place == 0 && here == at => sheet.write_number(row, column, level),
                    Value::Number(number) => sheet.write_number(row, column, *number),
                    other => sheet.write_string(row, column, other.shown()),
                };
                written.expect("a cell");
            }
        }
    }
    book.save(path).expect("it is saved");
}

#[test]
fn todays_skills_change_nothing_and_one_edited_cell_is_one_change() {
    for platform in ["genesys-cloud", "nice-cxone", "wrapped-put"] {
        let dialect = Dialect::named(platform).expect("a platform");
        let world = World::connected(Options { agents: 40, skills: 12, ..Options::fast() }.speaking(dialect));
        for layout in ["list", "grid"] {
            let what = format!("{platform} {layout}");
            let path = world.folder.path().join(format!("{layout}.xlsx"));
            let shown = path.display().to_string();
            world
                .cli(&["template", "--connection", NAME, "--output", &shown, "--layout", layout, "--json"])
                .expect_status(0);
            let check = |path: &str| world.cli(&["check", path, "--connection", NAME, "--json"]);
            let report = check(&shown).expect_status(0).document();
            assert_eq!((&report["changes"], &report["diagnostics"]), (&json!([]), &json!([])), "{what}");
            assert_eq!((&report["layout"], &report["legend"]), (&json!(layout), &json!([])), "{what}");
            let held: usize = world.agents().iter().map(|agent| world.levels(agent).len()).sum();
            assert_eq!(report["summary"]["same"], held, "{what}: every level is in it");

            let (tabs, found) = levels(&path, layout);
            // The first, the last and one between; another level that the scale has.
            for (at, level) in [found[0], found[found.len() / 2], found[found.len() - 1]] {
                let other = if level >= 2.0 { level - 1.0 } else { level + 1.0 };
                let edited = world.folder.path().join("edited.xlsx");
                rewrite(&tabs, at, other, &edited);
                let report = check(&edited.display().to_string()).expect_status(0).document();
                let changes = report["changes"].as_array().expect("changes");
                assert_eq!(changes.len(), 1, "{what} {at}: {changes:?}");
                assert_eq!(changes[0]["before"].as_f64(), Some(level), "{what} {at}");
                assert_eq!(changes[0]["after"].as_f64(), Some(other), "{what} {at}");
                assert_eq!(changes[0]["cells"], json!([at.to_string()]), "{what}");
                assert_eq!(report["diagnostics"], json!([]), "{what} {at}");
            }
        }
    }
}

#[test]
fn todays_skills_of_a_team_change_nothing_either() {
    let dialect = Dialect::named("nice-cxone").expect("a platform");
    let world = World::connected(Options { agents: 40, skills: 12, ..Options::fast() }.speaking(dialect));
    let team = world.agents()[0].team.clone();
    let members: Vec<_> = world.agents().into_iter().filter(|agent| agent.team == team).collect();
    let path = world.folder.path().join("team.xlsx").display().to_string();
    let skill = world.skill(0).name;
    let template = |more: &[&str]| {
        world.cli(
            &[&["template", "--connection", NAME, "--output", &path, "--json", "--layout", "grid"][..], more].concat(),
        )
    };
    let told = template(&["--team", &team.to_uppercase()]).expect_status(0).document();
    assert_eq!(told["agents"], members.len());
    let check = || world.cli(&["check", &path, "--connection", NAME, "--json"]).expect_status(0).document();
    assert_eq!(check()["changes"], json!([]));
    let told = template(&["--team", &team, "--skill", &skill]).expect_status(0).document();
    assert_eq!(told["skills"], 1);
    let report = check();
    let held = members.iter().filter(|agent| world.levels(agent).contains_key(&world.skill(0).id)).count();
    assert_eq!((&report["changes"], &report["summary"]["same"]), (&json!([]), &held.into()));
    let misspelt = team.replacen('e', "", 1);
    let (message, hint) = template(&["--team", &misspelt]).expect_status(2).failure();
    assert!(message.contains(&misspelt) && hint.contains(&team), "{message} {hint}");
}
