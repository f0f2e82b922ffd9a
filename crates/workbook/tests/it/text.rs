//! Text tables: four encodings, three separators, and what people paste.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use skillsheet_workbook::{ReadProblem, Seems, read_pasted};

use crate::{cells, expected, open_bytes, problem, text};

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

#[test]
fn every_encoding_and_separator() {
    for separator in [",", ";", "\t"] {
        let table =
            ["Agent|Skill|Level", "", "\"Müller| Jörg\"|\"two", "lines\"\"\"|3", "Željko|Größe|2,5"].join("\r\n");
        let table = table.replace('|', separator).replace("2,5", if separator == "," { "2.5" } else { "2,5" });
        let level = if separator == "," { "2.5" } else { "2,5" };
        for (name, bytes) in [
            ("utf-8.csv", encoded(&table, UTF_8)),
            ("utf-8 with mark.txt", [b"\xEF\xBB\xBF", table.as_bytes()].concat()),
            ("utf-16 le.csv", utf_16(&table, u16::to_le_bytes)),
            ("utf-16 be.csv", utf_16(&table, u16::to_be_bytes)),
            ("utf-16 without mark.tsv", utf_16(&table, u16::to_le_bytes)[2..].to_vec()),
            ("windows.csv", encoded(&table, WINDOWS_1252)),
            ("export.xls", encoded(&table, UTF_8)),
        ] {
            let book = open_bytes(name, &bytes).expect(name);
            let rows = [
                ("A1", text("Agent")),
                ("B1", text("Skill")),
                ("C1", text("Level")),
                ("A3", text(&format!("Müller{separator} Jörg"))),
                ("B3", text("two\r\nlines\"")),
                ("C3", text("3")),
                ("A4", text("Željko")),
                ("B4", text("Größe")),
                ("C4", text(level)),
            ];
            assert_eq!(cells(&book.tabs[0]), expected(&rows), "{name} with {separator:?}");
            assert_eq!(Some(book.tabs[0].tab.as_str()), name.rsplit_once('.').map(|(stem, _)| stem));
        }
    }
}

#[test]
fn odd_text_tables() {
    let rows = [("A1", text("a")), ("B1", text("b,c")), ("A3", text("d"))];
    for (name, table) in [
        ("declared.csv", "sep=;\r\na;b,c\r\n\r\nd\r\n"),
        ("old mac.csv", "a;b,c\r\rd\r"),
        ("unix.csv", "a;\"b,c\"\n\nd;\n\n\n"),
    ] {
        assert_eq!(cells(&open_bytes(name, table.as_bytes()).expect(name).tabs[0]), expected(&rows), "{name}");
    }
    let one_column = open_bytes("one.tsv", b"Agent\nSilva, Maria\nRuth\n").expect("a list");
    let rows = [("A1", text("Agent")), ("A2", text("Silva, Maria")), ("A3", text("Ruth"))];
    assert_eq!(cells(&one_column.tabs[0]), expected(&rows));
}

#[test]
fn text_that_is_no_table() {
    for (name, content, seems) in [
        ("a.xlsx", "just some words\n", Seems::PlainText),
        ("a.ods", "a,b\n1,2\n", Seems::PlainText),
        ("a.xls", "just some words\n", Seems::PlainText),
        ("a.xls", "<html><body><table><tr><td>1</td></tr></table></body></html>", Seems::WebPage),
        ("a.xlsx", "\u{feff}\r\n<!DOCTYPE html><p>Sign in</p>", Seems::WebPage),
        ("a.csv", "<?xml version=\"1.0\"?><Workbook/>", Seems::Xml),
        ("a.csv", "{\\rtf1 text}", Seems::TextDocument),
    ] {
        assert_eq!(problem(name, content.as_bytes()), ReadProblem::NotAWorkbook(seems), "{content}");
    }
}

#[test]
fn pasted_cells_follow_excels_quoting() {
    let pasted =
        "Agent\tSkill\r\n\"two\nlines, \"\"quoted\"\"\"\t5\" pipe\r\n\r\n\"not\" quoted\t\"whole\"\r\n\t\"open\r\n";
    let book = read_pasted(pasted).expect("cells");
    let rows = [
        ("A1", text("Agent")),
        ("B1", text("Skill")),
        ("A2", text("two\nlines, \"quoted\"")),
        ("B2", text("5\" pipe")),
        ("A4", text("\"not\" quoted")),
        ("B4", text("\"whole\"")),
        ("B5", text("\"open")),
    ];
    assert_eq!(cells(&book.tabs[0]), expected(&rows));
    assert_eq!(read_pasted(" \t \n").expect_err("nothing").problem, ReadProblem::Empty);
}
