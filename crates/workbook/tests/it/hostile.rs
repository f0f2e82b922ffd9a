//! Files that break other programs, and files that are not what they are called.

use std::time::{Duration, Instant};

use skillsheet_skills::{CellRef, Value};
use skillsheet_workbook::{CancelFlag, Limit, ReadProblem, Seems, read};

use crate::{cells, expected, make, open, open_bytes, problem, text};

fn too_large(limit: Limit) -> ReadProblem {
    ReadProblem::TooLarge(limit)
}

#[test]
fn two_cells_at_the_far_corners_are_two_cells() {
    let data = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let began = Instant::now();
    let book = open_bytes("corners.xlsx", &make::xlsx(data, &[])).expect("readable");
    let two = [("A1", Value::Number(1.0)), ("XFD1048576", Value::Number(2.0))];
    assert_eq!(cells(&book.tabs[0]), expected(&two));
    assert!(began.elapsed() < Duration::from_millis(500));
}

#[test]
fn limits_of_a_sheet() {
    let wide = |columns: u32| {
        let cell = |column| format!(r#"<c r="{}"><v>1</v></c>"#, CellRef { row: 1, column });
        format!(r#"<row r="1">{}</row>"#, (0..columns).map(cell).collect::<String>())
    };
    let long =
        |letters| format!(r#"<row r="2"><c r="B2" t="inlineStr"><is><t>{}</t></is></c></row>"#, "ä".repeat(letters));
    assert!(open_bytes("wide.xlsx", &make::xlsx(&wide(1_000), &[])).is_ok());
    assert!(open_bytes("long.xlsx", &make::xlsx(&long(32_767), &[])).is_ok());
    let at = CellRef { row: 2, column: 1 };
    for (data, limit) in [
        (wide(1_001), Limit::Columns),
        (long(32_768), Limit::CellText(at)),
        (r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#.to_owned(), Limit::Rows),
    ] {
        assert_eq!(problem("made.xlsx", &make::xlsx(&data, &[])), too_large(limit));
    }
}

#[test]
fn bombs_do_not_go_off() {
    // Several texts, so that it is the size that is refused and no single text.
    let bomb = make::xlsx(&format!("<row>{}</row>", " ".repeat(500_000)).repeat(18), &[]);
    assert_eq!(problem("bomb.xlsx", &bomb), too_large(Limit::Ratio));
    assert!(matches!(problem("liar.xlsx", &claiming_small(bomb)), ReadProblem::Damaged(_)));
    let endless: String = (0..500_000).map(|number| format!("<{number}")).collect();
    let comment = make::xlsx(&format!("<!--{endless}-->"), &[]);
    // Comments hold anything, opening brackets too.
    assert_eq!(problem("comment.xlsx", &comment), too_large(Limit::Text));
    let endless = make::xlsx(&format!(r#"<row><c t="str"><v>{}</v></c></row>"#, endless.replace('<', "x")), &[]);
    assert_eq!(problem("endless.xlsx", &endless), too_large(Limit::Text));
    // What is not needed is not unpacked: a picture may be as large as it likes.
    let spaces = vec![b' '; 9 << 20];
    let row = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    assert!(open_bytes("picture.xlsx", &make::xlsx(row, &[("xl/media/blank.bin", &spaces)])).is_ok());

    let empty: Vec<(String, &[u8])> = (0..1_001).map(|part| (format!("part{part}"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = empty.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    assert_eq!(problem("parts.xlsx", &make::xlsx("", &many)), too_large(Limit::Parts));

    // The parser remembers every element that is open.
    assert!(
        matches!(problem("deep.xlsx", &make::xlsx(&"<a>".repeat(2_000), &[])), ReadProblem::Damaged(why) if why.contains("elements"))
    );
    // A number of shared texts that is only claimed costs nothing.
    let counts = br#"<sst uniqueCount="99999999999" count="1"><si><t>a</t></si></sst>"#;
    let shared = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    let claiming =
        make::xlsx_with(&[("sharedStrings", "sharedStrings.xml")], shared, &[("xl/SharedStrings.xml", counts)]);
    assert_eq!(
        cells(&open_bytes("strings.xlsx", &claiming).expect("readable").tabs[0]),
        expected(&[("A1", text("a"))])
    );

    let entities =
        r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><row r="1"><c r="A1" t="str"><v>&b;</v></c></row>"#;
    assert!(matches!(problem("laughs.xlsx", &make::xlsx(entities, &[])), ReadProblem::Damaged(_)));
}

/// The same zip with every unpacked size set to ten bytes, in front of the parts and in the list at the end.
fn claiming_small(mut zip: Vec<u8>) -> Vec<u8> {
    for (mark, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let found: Vec<usize> = memchr::memmem::find_iter(&zip, mark).collect();
        for at in found {
            zip[at + offset..at + offset + 4].copy_from_slice(&10u32.to_le_bytes());
        }
    }
    zip
}

#[test]
fn repeated_cells_stop_at_the_limit() {
    let cell = r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="900"/>"#;
    let table = format!(
        r#"<table:table table:name="T"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>"#
    );
    assert_eq!(problem("bomb.ods", &make::ods(&table, "<manifest/>")), too_large(Limit::Cells));
    let endless = table.replace("1048576", "4294967295").replace("\"900\"", "\"4294967295\"");
    assert_eq!(problem("bomb.ods", &make::ods(&endless, "<manifest/>")), too_large(Limit::Columns));
}

#[test]
fn old_workbooks_promise_in_vain() {
    let number = |row: u16, column: u16| [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat();
    let huge = [0u32.to_le_bytes(), u32::MAX.to_le_bytes(), [0, 0, 255, 255], [0; 4]].concat();
    let (first, last) = (number(1, 1), number(65_535, 65_535));
    let promised = make::xls_stream(&[(0x0200, &huge[..14]), (0x0203, &first)]);
    let book = open_bytes("promise.xls", &make::compound("/Workbook", &promised)).expect("readable");
    assert_eq!(cells(&book.tabs[0]), expected(&[("B2", Value::Number(0.0))]));
    let spread = make::xls_stream(&[(0x0203, &first), (0x0203, &last)]);
    assert_eq!(problem("spread.xls", &make::compound("/Workbook", &spread)), too_large(Limit::Spread));
}

#[test]
fn locked_with_a_password() {
    let mut container = make::compound("/EncryptedPackage", b"secret");
    assert_eq!(problem("locked.xlsx", &container), ReadProblem::PasswordProtected);
    container.truncate(container.len() - 100);
    assert_eq!(problem("locked.xlsx", &container), ReadProblem::PasswordProtected);
    // Both ways that an .xls is encrypted: with and without an algorithm of its own.
    for method in [[0u8, 0], [1, 0]] {
        let stream = make::biff(&[(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]), (0x002F, &method), (0x000A, &[])]);
        assert_eq!(problem("locked.xls", &make::compound("/Workbook", &stream)), ReadProblem::PasswordProtected);
    }
    let manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    assert_eq!(problem("locked.ods", &make::ods("", manifest)), ReadProblem::PasswordProtected);
}

#[test]
fn damaged_at_every_length() {
    let whole = make::xlsx(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[]);
    for length in (4..whole.len() - 22).step_by(97) {
        assert!(matches!(problem("cut.xlsx", &whole[..length]), ReadProblem::Damaged(_)), "{length} bytes");
    }
    let old = make::compound("/Workbook", &make::xls_stream(&[(0x0203, &[0; 14])]));
    for length in (8..old.len()).step_by(97) {
        // Whatever a cut .xls is taken for, it must be taken for something.
        let _ = open_bytes("cut.xls", &old[..length]);
    }
    let unclosed = make::xlsx(r#"<row r="1"><c r="A1"><v>1</v>"#, &[]);
    assert!(matches!(problem("unclosed.xlsx", &unclosed), ReadProblem::Damaged(_)));
}

/// Every byte of small workbooks, turned over one after the other: nothing may panic through or abort.
#[test]
fn flipped_bytes_never_escape() {
    let old = make::compound("/Workbook", &make::xls_stream(&[(0x0203, &[0; 14]), (0x0006, &[0; 24])]));
    for (name, whole, step) in
        [("a.xlsb", make::xlsb(), 11), ("a.xls", old, 7), ("a.xlsx", make::xlsx("<row><c><v>1</v></c></row>", &[]), 5)]
    {
        for at in (0..whole.len()).step_by(step) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xFF;
            let _ = open_bytes(name, &bytes);
        }
    }
}

#[test]
fn not_workbooks_at_all() {
    let archive = make::zip(&[("holiday.jpg", b"picture")]);
    let word = make::zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    let numbers = make::zip(&[("Index/Document.iwa", b"")]);
    let old_word = make::compound("/WordDocument", b"text");
    for (bytes, seems) in [
        (&b"\x89PNG\r\n\x1a\n\0\0"[..], Seems::Picture),
        (b"\xFF\xD8\xFF\xE0picture", Seems::Picture),
        (b"%PDF-1.7\n", Seems::Pdf),
        (b"\x00\x01\x02\x03\xFF\xFE", Seems::SomethingElse),
        (b"\x09\x04\x06\x00\x00\x00", Seems::AncientWorkbook),
        (&archive, Seems::Archive),
        (&word, Seems::TextDocument),
        (&numbers, Seems::Numbers),
        (&old_word, Seems::TextDocument),
    ] {
        for name in ["a.xlsx", "a.csv"] {
            assert_eq!(problem(name, bytes), ReadProblem::NotAWorkbook(seems), "{name}");
        }
    }
}

#[test]
fn nothing_inside() {
    let spaces = r#"<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">  </t></is></c></row>"#;
    for (name, bytes) in [
        ("zero.xlsx", Vec::new()),
        ("blank.xlsx", make::xlsx("", &[])),
        ("spaces.xlsx", make::xlsx(spaces, &[])),
        ("blank.csv", b"\n , \n".to_vec()),
        ("blank.ods", make::ods(r#"<table:table table:name="T"/>"#, "<manifest/>")),
    ] {
        assert_eq!(problem(name, &bytes), ReadProblem::Empty, "{name}");
    }
}

#[test]
fn files_that_cannot_be_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = open(&folder.path().join("gone.xlsx")).expect_err("missing");
    assert_eq!((missing.problem, missing.file.as_str()), (ReadProblem::NotFound, "gone.xlsx"));
    assert_eq!(open(folder.path()).expect_err("a folder").problem, ReadProblem::NotAWorkbook(Seems::Folder));
    let large = folder.path().join("large.csv");
    let file = std::fs::File::create(&large).expect("a file");
    file.set_len((100 << 20) + 1).expect("a sparse file");
    assert_eq!(open(&large).expect_err("too large").problem, too_large(Limit::FileSize));
    let cancel = CancelFlag::new();
    cancel.cancel();
    std::fs::write(&large, "a,b").expect("a file");
    assert_eq!(read(&large, &mut |_| {}, &cancel).expect_err("stopped").problem, ReadProblem::Cancelled);
}

#[test]
fn excels_note_of_who_opened_a_workbook() {
    let folder = tempfile::tempdir().expect("a folder");
    let (book, note) = (folder.path().join("Skills.xlsx"), folder.path().join("~$Skills.xlsx"));
    std::fs::write(&book, make::xlsx(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, &[])).expect("a file");
    std::fs::write(&note, [&b"\x04Ruth"[..], &[b' '; 160]].concat()).expect("a note");
    assert!(open(&book).is_ok(), "a workbook that is open elsewhere, but not locked");
    let error = open(&note).expect_err("no workbook");
    assert_eq!(error.problem, ReadProblem::NotAWorkbook(Seems::OwnerFile));
    assert!(error.hint().contains("without ~$"), "{error}");
    assert_eq!(open(&folder.path().join("~$gone.xlsx")).expect_err("missing").problem, ReadProblem::NotFound);
}
