//! What is written reads back as it was, and never as a formula.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use skillsheet_skills::{Cell, Row, Sheet, Value};
use skillsheet_workbook::{
    Levels, ResultBook, StatusKind, StatusRow, Table, TableOptions, WriteProblem, write_results, write_table,
};

use crate::{cells, open, text};

fn sheet(tab: &str, rows: &[(u32, &[(u32, Value)])]) -> Sheet {
    let row = |(number, cells): &(u32, &[(u32, Value)])| Row {
        number: *number,
        hidden: false,
        cells: cells.iter().map(|(column, value)| Cell { column: *column, value: value.clone() }).collect(),
    };
    let rows: Vec<Row> = rows.iter().map(row).collect();
    let width = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + 1).max().unwrap_or_default();
    Sheet { tab: tab.into(), width, rows, ..Sheet::default() }
}

fn status(row: u32, kind: StatusKind, before: &str, after: &str, message: &str) -> StatusRow {
    let [before, after, message] = [before, after, message].map(str::to_owned);
    StatusRow { row, kind, status: kind.word().into(), before, after, message, time: "14:05:11".into() }
}

fn book(sheet: Sheet) -> ResultBook {
    ResultBook {
        sheet,
        headings_row: 3,
        rows: vec![
            status(4, StatusKind::Done, "2", "3", ""),
            status(5, StatusKind::Failed, "1", "", "=HYPERLINK(\"http://x\")"),
            status(5, StatusKind::Done, "", "4", ""),
            status(1_000, StatusKind::HeldBack, "", "", &"long".repeat(10_000)),
        ],
        summary: vec![("Agents".into(), "2".into()), ("Changes".into(), "2 of 3".into())],
        todo: Table { headings: vec!["Agent".into(), "Level".into()], rows: vec![] },
    }
}

fn dangerous() -> Sheet {
    sheet(
        "Skills: 12/2026",
        &[
            (1, &[(1, text("December"))]),
            (3, &[(1, text("Agent")), (2, text("Level"))]),
            (4, &[(1, text("=1+1")), (2, Value::Number(3.5)), (3, Value::Boolean(true))]),
            (5, &[(1, text("+49 30")), (2, Value::Date("2026-12-01".into())), (3, Value::Error("#N/A".into()))]),
            (6, &[(1, text("@SUM(A1)")), (2, text("0012")), (3, text("http://example.com"))]),
            (
                7,
                &[
                    (1, text("-x\r\ny_x000D_")),
                    (2, Value::Date("2026-12-01T08:30:00".into())),
                    (3, Value::FormulaWithoutResult),
                ],
            ),
            (1_000, &[(0, text("'quoted"))]),
        ],
    )
}

#[test]
fn results_keep_the_persons_table_and_stand_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("Skills result.xlsx");
    let original = dangerous();
    assert_eq!(write_results(&book(original.clone()), &path).expect("written"), path);
    let read = open(&path).expect("readable");
    assert_eq!(
        read.tabs.iter().map(|tab| tab.tab.as_str()).collect::<Vec<_>>(),
        ["Skills  12 2026", "Summary", "To do"]
    );
    let result = &read.tabs[0];
    for row in &original.rows {
        for cell in &row.cells {
            let as_written = match &cell.value {
                Value::Error(error) => Some(text(error)),
                Value::FormulaWithoutResult => None,
                other => Some(other.clone()),
            };
            let read = result.row(row.number).and_then(|row| row.value(cell.column));
            assert_eq!(read, as_written.as_ref(), "row {}", row.number);
        }
    }
    let beside = |row: u32| (4..9).map(|column| result.row(row).expect("a row").shown(column)).collect::<Vec<_>>();
    assert_eq!(beside(3), ["Status", "Before", "After", "Message", "Time"]);
    assert_eq!(beside(4), ["Done", "2", "3", "", "14:05:11"]);
    assert_eq!(beside(5), ["Failed; Done", "1", "4", "=HYPERLINK(\"http://x\")", "14:05:11"]);
    assert_eq!(read.tabs[1].rows[1].shown(1), "2 of 3");
    assert_eq!(cells(&read.tabs[2]).len(), 2, "headings only");
}

#[test]
fn no_cell_is_a_formula_or_a_link() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("result.xlsx");
    write_results(&book(dangerous()), &path).expect("written");
    let mut read: Xlsx<_> = open_workbook(&path).expect("readable");
    for tab in read.sheet_names() {
        let formulas = read.worksheet_formula(&tab).expect("a tab");
        assert_eq!(formulas.used_cells().count(), 0, "{tab}");
        assert!(read.hyperlinks_by_sheet_name(&tab).expect("a tab").is_empty());
    }
    let cells = read.worksheet_range("Skills  12 2026").expect("the tab");
    assert_eq!(cells.get_value((3, 1)), Some(&Data::String("=1+1".into())));
    assert_eq!(cells.get_value((5, 2)), Some(&Data::String("0012".into())));
}

#[test]
fn our_tabs_give_way_to_the_persons() {
    let folder = tempfile::tempdir().expect("a folder");
    for (tab, expected) in [
        ("summary", ["summary", "Summary (Skillsheet)", "To do"]),
        ("To do", ["To do", "Summary", "To do (Skillsheet)"]),
        ("History", ["Sheet", "Summary", "To do"]),
    ] {
        let path = folder.path().join("result.xlsx");
        write_results(&book(sheet(tab, &[(3, &[(0, text("Agent"))])])), &path).expect("written");
        let tabs = open(&path).expect("readable").tabs;
        assert_eq!(tabs.iter().map(|tab| tab.tab.as_str()).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_table_that_reaches_the_last_column_still_gets_its_status() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("result.xlsx");
    let wide = sheet("Wide", &[(3, &[(0, text("Agent")), (1, text("Level"))]), (9, &[(16_383, text("stray"))])]);
    write_results(&book(wide), &path).expect("written");
    let read = open(&path).expect("readable");
    assert_eq!(read.tabs[0].row(3).expect("headings").shown(2), "Status");
    assert_eq!(read.tabs[0].row(9).expect("the stray cell").shown(16_383), "stray");
}

#[test]
fn lists_and_templates() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.xlsx");
    let table = Table {
        headings: vec!["Agent".into(), "Skill".into(), "Level".into()],
        rows: vec![vec![Some(text("a@b.example")), None, Some(Value::Number(3.0))]],
    };
    let levels = Some(Levels { columns: 2..3, min: 0.0, max: 5.0, step: Some(1.0), words: Vec::new() });
    let options = TableOptions { notes: vec!["Fill in one line per skill".into()], levels };
    write_table("Skills", &table, &options, &path).expect("written");
    let read = open(&path).expect("readable");
    let rows = [("A1", text("Agent")), ("B1", text("Skill")), ("C1", text("Level"))];
    let rows = crate::expected(&[&rows[..], &[("A2", text("a@b.example")), ("C2", Value::Number(3.0))]].concat());
    assert_eq!(cells(&read.tabs[0]), rows);
    assert_eq!(read.tabs[1].tab, "Notes");
    let mut zip = zip::ZipArchive::new(fs::File::open(&path).expect("the file")).expect("a zip");
    let xml = std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").expect("the tab")).expect("its text");
    assert!(xml.contains(r#"<formula1>"0,1,2,3,4,5"</formula1>"#), "{xml}");
    assert!(xml.contains(r#"sqref="C2:C10002""#) && xml.contains("ySplit=\"1\""), "{xml}");

    let many = Levels { columns: 1..3, min: 0.0, max: 100.0, step: Some(1.0), words: vec!["remove".into()] };
    let options = TableOptions { levels: Some(many), ..TableOptions::default() };
    write_table("Skills", &table, &options, &path).expect("written");
    let mut zip = zip::ZipArchive::new(fs::File::open(&path).expect("the file")).expect("a zip");
    let xml = std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").expect("the tab")).expect("its text");
    let formula = r#"OR(B2="remove",AND(ISNUMBER(B2),B2&gt;=0,B2&lt;=100))"#;
    assert!(xml.contains(formula) && xml.contains(r#"sqref="B2:C10002""#), "{xml}");
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("result.xlsx");
    fs::write(&path, "what was there before").expect("a file");
    let too_many = Table { headings: vec!["x".into(); 16_385], rows: vec![] };
    let refused = write_table("List", &too_many, &TableOptions::default(), &path).expect_err("too many columns");
    assert_eq!(refused.problem, WriteProblem::TooLarge);
    assert_eq!(fs::read_to_string(&path).expect("the file"), "what was there before");
    write_table("List", &Table::default(), &TableOptions::default(), &path).expect("written");
    assert!(fs::read(&path).expect("the file").starts_with(b"PK"));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing is left behind");
}

#[test]
fn folders_that_take_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &Path| write_table("List", &Table::default(), &TableOptions::default(), path);
    let error = write(&folder.path().join("gone/list.xlsx")).expect_err("no folder");
    assert_eq!(error.problem, WriteProblem::FolderMissing);
    assert_eq!(error.to_string(), "“list.xlsx” could not be saved: its folder is not there");
    assert!(!error.hint().is_empty() && error.code() == "folderMissing");
    let read_only = folder.path().join("read only");
    fs::create_dir(&read_only).expect("a folder");
    let mut permissions = fs::metadata(&read_only).expect("the folder").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&read_only, permissions).expect("read-only");
    // Administrators write everywhere, and Windows does not mean folders by this flag.
    if fs::write(read_only.join("probe"), "").is_err() {
        assert_eq!(write(&read_only.join("list.xlsx")).expect_err("read-only").problem, WriteProblem::NotAllowed);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(&read_only, fs::Permissions::from_mode(0o755));
    }
}
