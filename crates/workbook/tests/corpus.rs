//! What the fuzzer starts from and what it once found, read and checked with the toolchain of everything else.

#[path = "../fuzz/src/input.rs"]
mod input;
#[path = "../fuzz/src/way.rs"]
mod way;

use std::fs;
use std::path::Path;

/// Inputs that are whole tables of things that the contact centre has: the fuzzer begins where a person would.
const TABLES: [&str; 9] = [
    "csv-list",
    "csv-utf16",
    "list.xls",
    "ods-list",
    "ods-nested",
    "tsv-marks",
    "xlsx-grid",
    "xlsx-list",
    "xlsx-transposed",
];

#[test]
fn every_file_of_the_fuzzers_corpus_has_an_answer() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/file");
    let (folder, directory) = (tempfile::tempdir().expect("a folder"), way::directory());
    let mut tables = Vec::new();
    for entry in fs::read_dir(corpus).expect("the corpus is there") {
        let path = entry.expect("the corpus can be listed").path();
        let content = fs::read(&path).expect("it can be read");
        let (name, content) = input::file(&content).unwrap_or_else(|| panic!("{} stands for no file", path.display()));
        match way::opened(folder.path(), &name, &content) {
            Ok(book) if way::checked(&book, &directory) > 0 => {
                tables.push(path.file_name().expect("a name").to_string_lossy().into_owned());
            }
            Ok(_) => {}
            Err(error) => assert!(error.to_string().contains(&name) && !error.hint().is_empty(), "{error:?}"),
        }
    }
    let missing: Vec<&str> = TABLES.into_iter().filter(|table| !tables.iter().any(|found| found == table)).collect();
    assert!(missing.is_empty(), "{missing:?} come to nothing, only {tables:?} do");
}
