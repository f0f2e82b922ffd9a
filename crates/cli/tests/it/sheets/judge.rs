//! Each case is judged twice: by the engine, and by what the command line prints.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use skillsheet_engine::update::Update;
use skillsheet_engine::workbook::{self, CancelFlag};
use skillsheet_skills::{Hidden, Layout, Marked, Severity, Wish};

use super::case::{Case, Say, changes, differences, list};
use super::centre::{Platform, agent_key, skill_key};
use crate::world::World;

/// Where the cases' contact centres are: one for each platform.
pub struct Bench {
    worlds: Vec<(Platform, World)>,
}

/// The connection whose agents may have this many skills.
fn connection(most: Option<u32>) -> String {
    most.map_or("Acme".to_owned(), |most| format!("Most {most}"))
}

impl Bench {
    /// With a connection for each bound that a case has.
    pub fn of(cases: &[Case]) -> Self {
        let mut worlds: Vec<(Platform, World)> = Vec::new();
        let mut known: Vec<(Platform, Option<u32>)> = Vec::new();
        for case in cases {
            if !worlds.iter().any(|(platform, _)| *platform == case.platform) {
                worlds.push((case.platform, World::new(case.platform.options())));
            }
            if known.contains(&(case.platform, case.most)) {
                continue;
            }
            known.push((case.platform, case.most));
            let set = case.most.map(|most| format!("max-skills={most}"));
            let more: Vec<&str> = set.iter().flat_map(|set| ["--set", set]).collect();
            let world = &worlds.iter().find(|(platform, _)| *platform == case.platform).expect("made above").1;
            world.connect_with(&connection(case.most), "sandbox", &more).expect_status(0);
        }
        Bench { worlds }
    }

    /// What is not as it must be.
    pub fn judge(&self, case: &Case) -> Vec<String> {
        let world = &self.worlds.iter().find(|(platform, _)| *platform == case.platform).expect("one for each").1;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(&case.file.name);
        std::fs::write(&path, &case.file.bytes).expect("the file can be written");
        let by_engine = engine(case, &path).unwrap_or_else(|error| vec![error]);
        let by_cli = command_line(world, case, &path.display().to_string());
        let told = |by: &str, found: Vec<String>| -> Vec<String> {
            found.into_iter().map(|found| format!("{} ({by}): {found}", case.name)).collect()
        };
        [told("engine", by_engine), told("cli", by_cli)].concat()
    }
}

fn engine(case: &Case, path: &std::path::Path) -> Result<Vec<String>, String> {
    let book = workbook::read(path, &mut |_| {}, &CancelFlag::new()).map_err(|error| error.to_string())?;
    let mut update = Update::new(Arc::new(book), case.platform.terms(case.most));
    for say in &case.say {
        match say {
            Say::Tab(name) => {
                let tab = update.workbook().tabs.iter().position(|tab| tab.tab == *name);
                update.choose_tab(tab.expect("the tab is there"));
            }
            Say::Layout(layout) => update.set_layout(*layout),
            Say::Hidden(hidden) => update.set_hidden(*hidden),
            Say::Legend(mark, meaning) => {
                update.set_mark(mark, Some(meaning.parse::<Marked>().expect("a meaning")));
            }
        }
    }
    update.columns().map_err(|missing| format!("{missing}, read as {:?}", update.mapping()))?;
    update.add_compared(case.platform.live(), Vec::new(), Timestamp::UNIX_EPOCH);
    let mapping = update.mapping();
    let how = how(&update.sheet().tab, mapping.layout, mapping.heading_row, mapping.heading_rows);
    let edits = update.checked().edits.iter().map(|edit| {
        let cells: Vec<String> = edit.cells.iter().map(ToString::to_string).collect();
        let wish = match edit.wish {
            Wish::Assign(level) => level.to_string(),
            Wish::Remove => "remove".to_owned(),
        };
        let (agent, skill) = (edit.agent.as_str(), edit.skill.as_str());
        format!("{} {} {wish} {}", agent_key(case.platform, agent), skill_key(case.platform, skill), cells.join("+"))
    });
    let problems = update.checked().diagnostics.iter().map(|problem| {
        let severity = match problem.severity {
            Severity::Error => "",
            Severity::Warning => " warning",
            Severity::Note => " note",
        };
        format!("{} {}{severity}", problem.at, problem.code.spelling())
    });
    // Told of the sheet as a whole once it is compared.
    let first = update.checked().edits.first().and_then(|edit| edit.cells.first());
    let inverted = first.filter(|_| update.looks_inverted()).map(|at| format!("{at} looksInverted warning"));
    let mut found = differences("reading", &[case.how.to_owned()], &[how]);
    found.extend(differences("edit", &list(case.edits), &sorted(edits)));
    found.extend(differences("problem", &list(case.problems), &sorted(problems.chain(inverted))));
    Ok(found)
}

fn sorted(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut items: Vec<String> = items.collect();
    items.sort();
    items
}

fn how(tab: &str, layout: Layout, row: u32, rows: u32) -> String {
    let layout = layout_word(layout);
    let row = if rows == 2 { format!("{}+{row}", row - 1) } else { row.to_string() };
    format!("{tab} {layout} {row}")
}

fn layout_word(layout: Layout) -> &'static str {
    match layout {
        Layout::List => "list",
        Layout::Grid => "grid",
        Layout::Packed => "packed",
        Layout::Transposed => "transposed",
    }
}

fn command_line(world: &World, case: &Case, path: &str) -> Vec<String> {
    let connection = connection(case.most);
    let mut args: Vec<String> = ["check", path, "--connection", &connection, "--json"].map(str::to_owned).into();
    for say in &case.say {
        let (option, value) = match say {
            Say::Tab(name) => ("--tab", (*name).to_owned()),
            Say::Layout(layout) => ("--layout", layout_word(*layout).to_owned()),
            Say::Hidden(Hidden::Read) => ("--hidden", "read".to_owned()),
            Say::Hidden(Hidden::LeaveOut) => ("--hidden", "leave-out".to_owned()),
            Say::Legend(mark, meaning) => ("--legend", format!("{mark}={meaning}")),
        };
        args.extend([option.to_owned(), value]);
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let told = world.cli(&args);
    let Ok(report) = serde_json::from_str::<Value>(&told.stdout) else {
        return vec![format!("exit {}: {}", told.status, told.stderr.lines().rev().take(2).collect::<String>())];
    };
    let problems = list(case.problems);
    let is_error = |problem: &String| !problem.ends_with(" note") && !problem.ends_with(" warning");
    let exit = i32::from(problems.iter().any(is_error));
    let mut found = differences("exit", &[exit.to_string()], &[told.status.to_string()]);
    let items = |key: &str| report[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let got = items("diagnostics").into_iter().map(|told| {
        let severity = told["severity"].as_str().filter(|severity| *severity != "error");
        let severity = severity.map(|severity| format!(" {severity}")).unwrap_or_default();
        format!("{} {}{severity}", text(&told["cell"]), text(&told["code"]))
    });
    found.extend(differences("problem", &problems, &sorted(got)));
    let got = items("changes").into_iter().map(|change| {
        let level = |key: &str| change[key].as_f64().map_or("-".to_owned(), |level| level.to_string());
        let cells: Vec<String> = change["cells"].as_array().into_iter().flatten().map(text).collect();
        let agent = agent_key(case.platform, change["agent"]["id"].as_str().unwrap_or_default());
        let skill = skill_key(case.platform, change["skill"]["id"].as_str().unwrap_or_default());
        format!("{agent} {skill} {} {} {}", level("before"), level("after"), cells.join("+"))
    });
    found.extend(differences("change", &changes(case), &sorted(got)));
    found
}
