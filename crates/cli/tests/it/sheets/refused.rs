//! Files that cannot be used: one sentence that names the file, and the next step.

use super::binary::compound;
use super::centre::Platform;
use super::files::{File, book, file, tab, xlsx, zip};
use crate::world::{NAME, World};

fn cases() -> Vec<(&'static str, File, &'static str)> {
    let workbook = xlsx(&["Agent | Skill | Level", "@ann | Billing | 4"]).bytes;
    let document =
        zip(&[("[Content_Types].xml", b"<Types/>".to_vec()), ("word/document.xml", b"<w:document/>".to_vec())]);
    vec![
        ("with a password", file("a.xlsx", compound("EncryptedPackage", b"secret")), "password"),
        ("cut off", file("b.xlsx", &workbook[..workbook.len() / 2]), "damaged"),
        ("nothing at all", file("c.xlsx", []), "no cell"),
        ("an empty csv", file("d.csv", "\r\n\r\n"), "no cell"),
        (
            "a workbook without a cell",
            book(|book| {
                tab(book, "Empty", &[]);
            }),
            "no cell",
        ),
        ("a document", file("e.xlsx", document), "not a workbook"),
        ("a web page", file("f.xls", "<html><body><table><tr><td>Agent</td></tr></table></body></html>"), "a web page"),
        ("a picture", file("g.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice()), "a picture"),
        ("a PDF", file("h.csv", "%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj"), "PDF"),
        (
            "a quotation that nothing closes",
            file("j.csv", "Agent,Skill,Level\nAnn Lee,Billing,3\nBob Stone,\"Chat,3\nEva Lindqvist,Chat,3\n"),
            "row 3",
        ),
        (
            "Excel's XML of 2003",
            file(
                "k.xls",
                "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
                 <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table/></Worksheet></Workbook>",
            ),
            "XML of 2003",
        ),
        (
            "calls and no levels",
            file("l.csv", "Agent,Skill,Calls handled\nAnn Lee,Billing,3\nBob Stone,Chat,2\n"),
            "levels",
        ),
        ("no agents in it", file("i.csv", "Colour,Size\r\nred,large\r\nblue,small\r\n"), "cannot be read"),
    ]
}

#[test]
fn what_cannot_be_used_is_told_in_one_sentence() {
    let world = World::connected(Platform::Genesys.options());
    for (what, file, told) in cases() {
        let path = world.file(&file.name, &file.bytes);
        let ended = world.cli(&["check", &path, "--connection", NAME, "--json"]).expect_status(2);
        let (message, hint) = ended.failure();
        assert!(message.contains(told) && message.contains(&file.name), "{what}: {message}");
        assert!(!hint.is_empty() && !message.ends_with('.'), "{what}: {message} {hint}");
        assert_eq!(ended.stdout, "", "{what}");
    }
}

#[test]
fn a_file_that_excel_keeps_to_itself_or_that_is_not_there_is_told() {
    let world = World::connected(Platform::Genesys.options());
    let folder = world.folder.path().display().to_string();
    let missing = format!("{folder}/missing.xlsx");
    for (path, told) in [(missing.as_str(), "is not there"), (folder.as_str(), "is a folder")] {
        let (message, _) = world.cli(&["check", path, "--connection", NAME]).expect_status(2).failure();
        assert!(message.contains(told), "{message}");
    }
}
