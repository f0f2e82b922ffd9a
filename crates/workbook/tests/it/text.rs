//! Text tables: every common alphabet, four separators, and what people paste.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, ISO_8859_2, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};
use skillsheet_workbook::{ReadProblem, Seems, read_pasted, split_pasted};

use crate::{cells, expected, open_bytes, problem, text};

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

#[test]
fn every_encoding_and_separator() {
    for separator in [",", ";", "\t", "|"] {
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

/// Tables as people in other countries export them, long enough for their letters to tell the alphabet.
#[test]
fn other_code_pages() {
    for (encoding, rows) in [
        (
            WINDOWS_1250,
            "Pracownik;Umiejętność;Poziom\nŻółkiewska Małgorzata;Obsługa reklamacji;3\nŚwiątek Łukasz;Sprzedaż;2",
        ),
        (ISO_8859_2, "Zaměstnanec;Dovednost;Úroveň\nDvořáková Šárka;Péče o zákazníky;3\nŘehoř Tomáš;Prodej služeb;2"),
        (WINDOWS_1251, "Сотрудник;Навык;Уровень\nИванова Мария;Поддержка клиентов;3\nПетров Алексей;Продажи;2"),
        (SHIFT_JIS, "担当者;スキル;レベル\n山田太郎;請求に関する問い合わせ;3\n佐藤花子;営業;2"),
        (GBK, "座席;技能;级别\n王小明;账单咨询和投诉处理;3\n李华;销售服务;2"),
        (BIG5, "座席;技能;等級\n王小明;帳單諮詢與客訴處理;3\n李華;銷售服務;2"),
        (EUC_KR, "상담원;기술;수준\n김철수;청구 문의 및 불만 처리;3\n이영희;판매 서비스;2"),
        (WINDOWS_1252, "Agente;Habilidad;Nivel\nMuñoz Núñez, José;Facturación;3\nGarcía, María;Atención al cliente;2"),
    ] {
        let book = open_bytes("export.csv", &encoded(rows, encoding)).expect("a table");
        let read: Vec<String> = book.tabs[0]
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.value.shown()).collect::<Vec<_>>().join(";"))
            .collect();
        assert_eq!(read.join("\n"), rows, "{}", encoding.name());
    }
}

#[test]
fn text_of_old_macs() {
    let table = b"Agent;Skill\rM\x9fller, J\x9arg;Gr\x9a\xa7e\rMu\x96oz;Ventas";
    let book = open_bytes("mac.csv", table).expect("a table");
    let rows = [
        ("A1", text("Agent")),
        ("B1", text("Skill")),
        ("A2", text("Müller, Jörg")),
        ("B2", text("Größe")),
        ("A3", text("Muñoz")),
        ("B3", text("Ventas")),
    ];
    assert_eq!(cells(&book.tabs[0]), expected(&rows));
}

#[test]
fn pasted_text_is_split_into_cells() {
    for (pasted, cells) in [
        ("", vec![]),
        ("one", vec![vec!["one"]]),
        ("a\tb\r\nc\td\r\n", vec![vec!["a", "b"], vec!["c", "d"]]),
        ("a\t\n\nb", vec![vec!["a", ""], vec![""], vec!["b"]]),
        ("\"two\nlines\"\t\"plain\"", vec![vec!["two\nlines", "\"plain\""]]),
        ("\t", vec![vec!["", ""]]),
    ] {
        assert_eq!(split_pasted(pasted), cells, "{pasted:?}");
    }
}
