//! Every format and encoding that a sheet may come in.

use super::binary::{xls, xlsb};
use super::case::{Case, case};
use super::expect;
use super::files::{encoded, file, ods, text, xlsx};

/// A small list that every format can hold.
const LIST: &[&str] = &["Agent | Skill | Level", "@ann | Billing | 4", "Bob Stone | Spanish | 2.5"];
const EDITS: &str = "ann billing 4 C2; bob spanish 2.5 C3";

/// The same with letters that differ between encodings, and numbers as most of Europe writes them.
const EUROPEAN: &[&str] =
    &["Agent | Skill | Level", "José Pérez | Überweisung | '2,5", "Zoë Krüger | Billing | 4", "Ann Lee | Billing | 4"];
const EUROPEAN_EDITS: &str = "jose transfer 2.5 C2; ann billing 4 C4";
const EUROPEAN_PROBLEMS: &str = "A3 inactiveAgent";

/// A list in Cyrillic, long enough to tell its code page.
const CYRILLIC: &[&str] = &[
    "Сотрудник | Команда | Agent | Skill | Level",
    "Щербакова | Отдел обслуживания клиентов | Екатерина Щербакова | Billing | 4",
    "Щербакова | Отдел продаж и поддержки | Екатерина Щербакова | Spanish | 2",
];
const JAPANESE: &[&str] = &[
    "氏名 | 所属 | Agent | Skill | Level",
    "佐々木さん | お客様サポートセンター第一課 | 佐々木 健太郎 | Billing | 4",
    "佐々木さん | お客様サポートセンター第二課 | 佐々木 健太郎 | Spanish | 2",
];

pub fn cases() -> Vec<Case> {
    let named = |name: &str, file: super::files::File| super::files::File { name: name.to_owned(), ..file };
    vec![
        case("xlsx", xlsx(LIST)).edits(EDITS),
        case("xlsm", named("skills.xlsm", xlsx(LIST))).edits(EDITS),
        case("xlsb", xlsb(LIST)).edits(EDITS),
        case("xls", xls(LIST)).edits(EDITS),
        case("ods", ods(LIST)).edits(EDITS),
        case("csv in UTF-8 with commas", file("Skills.csv", text(LIST, ","))).edits(EDITS),
        case("csv with a byte order mark", encoded("Skills.csv", &text(LIST, ","), "utf-8 with bom")).edits(EDITS),
        case("tsv", file("Skills.tsv", text(LIST, "\t"))).edits(EDITS),
        case("tabs in a txt", file("Skills.txt", text(LIST, "\t"))).edits(EDITS),
        case("csv with tabs", file("Skills.csv", text(LIST, "\t"))).edits(EDITS),
        // As in Excel, the line that says so is no row.
        case("csv that says its separator", file("Skills.csv", format!("sep=;\r\n{}", text(LIST, ";")))).edits(EDITS),
        case("semicolons and decimal commas in UTF-8", encoded("Skills.csv", &text(EUROPEAN, ";"), "utf-8"))
            .edits(EUROPEAN_EDITS)
            .problems(EUROPEAN_PROBLEMS),
        case("semicolons in Windows-1252", encoded("Skills.csv", &text(EUROPEAN, ";"), "windows-1252"))
            .edits(EUROPEAN_EDITS)
            .problems(EUROPEAN_PROBLEMS),
        case("commas and decimal commas in quotes", encoded("Skills.csv", &text(EUROPEAN, ","), "utf-8"))
            .edits(EUROPEAN_EDITS)
            .problems(EUROPEAN_PROBLEMS),
        case("Excel's Unicode text", encoded("Skills.txt", &text(EUROPEAN, "\t"), "utf-16le"))
            .edits(EUROPEAN_EDITS)
            .problems(EUROPEAN_PROBLEMS),
        case("UTF-16 the other way round", encoded("Skills.csv", &text(EUROPEAN, ";"), "utf-16be"))
            .edits(EUROPEAN_EDITS)
            .problems(EUROPEAN_PROBLEMS),
        case("Windows-1251", encoded("Skills.csv", &text(CYRILLIC, ";"), "windows-1251"))
            .edits("kat billing 4 E2; kat spanish 2 E3"),
        case("Shift JIS", encoded("Skills.csv", &text(JAPANESE, ","), "shift_jis"))
            .edits("ken billing 4 E2; ken spanish 2 E3"),
        case(
            "quotes, separators and line breaks inside cells",
            file(
                "Skills.csv",
                "Agent,\"Note\nfor the team\",Skill,Level\r\n\
                 \"Lee, Ann\",\"said \"\"yes\"\", twice\nand left\",Billing,4\r\n\
                 \"Bob\u{a0}Stone\",,Spanish,\"2,5\"\r\n",
            ),
        )
        .edits("ann billing 4 D2; bob spanish 2.5 D3"),
        case("lines that end in a line feed only", file("Skills.csv", text(LIST, ",").replace('\r', ""))).edits(EDITS),
    ]
}

#[test]
fn every_format_and_encoding_says_the_same() {
    expect(&cases());
}
