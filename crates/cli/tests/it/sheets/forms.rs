//! Sheets in the style of the platforms' own forms load without a question.

use rust_xlsxwriter::Workbook;
use skillsheet_practice::samples::{SampleCell, SampleTable, explained_list, people_import, users_form};
use skillsheet_practice::{Dialect, Options, State};

use super::files::{File, file};
use crate::world::{NAME, World};

/// The sample as a workbook, and as a text file.
fn files(sample: &SampleTable) -> [File; 2] {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(&sample.name).expect("a name");
    let shown = |cell: &SampleCell| match cell {
        SampleCell::Empty => String::new(),
        SampleCell::Text(text) => text.clone(),
        SampleCell::Number(number) => number.to_string(),
    };
    let heads = sample.headings.iter().cloned().map(SampleCell::Text).collect::<Vec<_>>();
    let mut lines = Vec::new();
    for (row, cells) in (0u32..).zip(std::iter::once(&heads).chain(&sample.rows)) {
        for (column, cell) in (0u16..).zip(cells) {
            let written = match cell {
                SampleCell::Empty => continue,
                SampleCell::Text(text) => sheet.write_string(row, column, text),
                SampleCell::Number(number) => sheet.write_number(row, column, *number),
            };
            written.expect("a cell");
        }
        let quoted = |cell| format!("\"{}\"", shown(cell).replace('"', "\"\""));
        lines.push(cells.iter().map(quoted).collect::<Vec<_>>().join(","));
    }
    [file("form.xlsx", book.save_to_buffer().expect("a workbook")), file("form.csv", lines.join("\r\n"))]
}

#[test]
fn each_platforms_own_form_loads_without_a_question() {
    type Form = fn(&State) -> SampleTable;
    for (platform, forms) in [
        ("nice-cxone", &[("packed", users_form as Form), ("list", explained_list)][..]),
        ("genesys-cloud", &[("packed", people_import as Form), ("list", explained_list)]),
        ("wrapped-put", &[("packed", people_import as Form), ("list", explained_list)]),
    ] {
        let dialect = Dialect::named(platform).expect("a platform");
        let world = World::connected(Options { agents: 60, skills: 12, ..Options::fast() }.speaking(dialect));
        for (layout, form) in forms {
            let sample = form(&world.centre.state());
            for file in files(&sample) {
                let what = format!("{platform} {} as {}", sample.name, file.name);
                let path = world.file(&file.name, &file.bytes);
                let told = world.cli(&["check", &path, "--connection", NAME, "--json"]);
                assert_eq!(told.status, 0, "{what}: {told:?}");
                let report = told.document();
                assert_eq!(report["layout"], *layout, "{what}");
                let diagnostics = report["diagnostics"].as_array().expect("diagnostics");
                let questions: Vec<_> = diagnostics.iter().filter(|told| told["severity"] != "note").collect();
                assert!(questions.is_empty(), "{what}: {questions:?}");
                assert_eq!(report["legend"], serde_json::json!([]), "{what}");
                let summary = &report["summary"];
                let expected = sample.expected;
                for (key, number) in [
                    ("change", expected.change),
                    ("add", expected.add),
                    ("remove", expected.remove),
                    ("same", expected.same),
                ] {
                    assert_eq!(summary[key], number, "{what}: {key} of {summary}");
                }
            }
        }
    }
}
