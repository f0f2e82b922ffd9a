//! Files made to break programs, put through the real executable: it says one sentence or reads what there is, and never
//! crashes, hangs, calls anybody or takes all memory.

mod files;
mod memory;

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;

use skillsheet_practice::Options;
use skillsheet_skills::CellRef;

use self::memory::Watched;
use crate::make;
use crate::world::{NAME, Told, World, told};

/// The most memory that a check may take, in MB.
const MOST_MEMORY: u64 = 512;

/// What a file must come to.
enum Comes {
    /// It cannot be used, and this is part of why.
    Refused(&'static str),
    /// It is read.
    Read,
    /// Either, for it is damaged in ways that may not matter.
    Either,
}

use Comes::{Either, Read, Refused};

/// Checks a file as a person would, while its memory is watched.
fn check(world: &World, path: &Path) -> Told {
    let path = path.display().to_string();
    let mut command = world.command(&["check", &path, "--connection", NAME, "--json"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the executable runs");
    let watched = Watched::start(child.id());
    let told = told(child.wait_with_output().expect("the executable ends"));
    let most = watched.most();
    assert!(most < MOST_MEMORY, "{path} took {most} MB");
    told
}

#[track_caller]
fn expect(world: &World, name: &str, comes: &Comes) {
    let told = check(world, &world.folder.path().join(name));
    let is_read = matches!(told.status, 0 | 1);
    match comes {
        Read => assert!(is_read && told.document()["summary"].is_object(), "{name}: {told:?}"),
        Either if is_read => assert!(told.document()["summary"].is_object(), "{name}: {told:?}"),
        Either => refused(&told, name, ""),
        Refused(why) => refused(&told, name, why),
    }
}

/// One sentence that names the file, a next step, and nothing else.
#[track_caller]
fn refused(told: &Told, name: &str, why: &str) {
    assert_eq!((told.status, told.stdout.as_str()), (2, ""), "{name}: {told:?}");
    let (message, _) = told.failure();
    assert!(message.contains(name) && message.contains(why), "{name}: {message}");
    assert_eq!(told.stderr.lines().filter(|line| line.starts_with("error: ")).count(), 1, "{name}: {told:?}");
}

fn all(files: Vec<(&str, Vec<u8>, Comes)>) {
    let world = World::connected(Options::fast());
    for (name, content, comes) in files {
        world.file(name, content);
        expect(&world, name, &comes);
    }
    assert_eq!(world.writes(), 0);
}

const COLUMNS: &str = "table:number-columns-repeated";

/// A tab of an `.ods` with a row that is repeated.
fn table(cells: &str, rows: u32) -> String {
    let row = format!(r#"<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>"#);
    format!(r#"<table:table table:name="T">{row}</table:table>"#)
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let bomb = files::with_texts(files::LIST, "<sst>", "<si/>", 1 << 20, "</sst>");
    let parts: Vec<(String, &[u8])> = (0..1_001).map(|part| (format!("part{part}"), &b""[..])).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    let announced = r#"<sst uniqueCount="99999999999" count="99999999999"><si><t>a</t></si>"#;
    all(vec![
        ("liar.xlsx", files::claiming_small(bomb.clone()), Refused("damaged")),
        ("bomb.xlsx", bomb, Refused("200 times its size")),
        ("parts.xlsx", make::xlsx(files::LIST, &parts), Refused("1,000 parts")),
        // What nobody needs is not unpacked at all.
        ("pictures.xlsx", files::with_blank_parts(600), Read),
        // Announced and not kept: nothing is made ready for it.
        ("announced.xlsx", files::with_texts(files::LIST, announced, "", 0, "</sst>"), Read),
    ]);
}

#[test]
fn texts_without_an_end_are_refused() {
    let megabyte = "x".repeat(1 << 20);
    let (start, end) = ("<sst><si><t>", "</t></si></sst>");
    let padded = files::padding(8 << 20) + start;
    all(vec![
        ("string.xlsx", files::with_texts(files::LIST, start, &megabyte, 16, end), Refused("million")),
        ("padded.xlsx", files::with_texts(files::LIST, &padded, &megabyte, 8, end), Refused("million")),
        ("laughs.xlsx", make::xlsx(&files::laughs(), &[]), Refused("damaged")),
        ("one.csv", megabyte.clone().into_bytes(), Refused("32,767 characters")),
        ("quote.csv", format!("Agent,Skill,Level\n\"{megabyte}").into_bytes(), Refused("32,767 characters")),
    ]);
}

/// Each cell keeps its own text, and there may be five million cells.
#[test]
fn long_texts_in_many_cells_are_refused() {
    let long = "x".repeat(32_000);
    let spaces = r#"<text:s text:c="32768"/>"#.repeat(40_000);
    let texts = |text: &str, columns: u32, rows: u32| {
        let start = format!(r#"<table:table-cell office:value-type="string" {COLUMNS}="{columns}">"#);
        make::ods(&table(&format!("{start}<text:p>{text}</text:p></table:table-cell>"), rows), "<manifest/>")
    };
    all(vec![
        ("shared.xlsx", files::one_text_in_many_cells(&long, 50_000), Refused("")),
        ("repeated.ods", texts(&long, 900, 5_000), Refused("")),
        ("spaces.ods", texts(&spaces, 1, 1), Refused("")),
    ]);
}

#[test]
fn cells_without_content_and_far_away_cost_nothing() {
    let corner = r#"<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let styled = format!("<row>{}</row>", r#"<c s="1"/>"#.repeat(1_000)).repeat(500);
    all(vec![
        ("corners.xlsx", make::xlsx(&[files::LIST, corner].concat(), &[]), Read),
        ("styled.xlsx", make::xlsx(&[files::LIST, &files::padding(styled.len()), &styled].concat(), &[]), Read),
    ]);
}

#[test]
fn repeats_stop_at_the_limit() {
    let cell = |columns: u32, rows: u32| {
        let cell = format!(r#"<table:table-cell office:value-type="float" office:value="1" {COLUMNS}="{columns}"/>"#);
        make::ods(&table(&cell, rows), "<manifest/>")
    };
    let number = |column| format!(r#"<c r="{}"><v>1</v></c>"#, CellRef { row: 1, column });
    let wide: String = (0..1_001).map(number).collect();
    all(vec![
        ("cells.ods", cell(900, 1_048_576), Refused("five million")),
        ("columns.ods", cell(u32::MAX, u32::MAX), Refused("1,000 used columns")),
        ("wide.xlsx", make::xlsx(&format!(r#"<row r="1">{wide}</row>"#), &[]), Refused("1,000 used columns")),
        (
            "low.xlsx",
            make::xlsx(r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#, &[]),
            Refused("1,048,576 rows"),
        ),
    ]);
}

#[test]
fn markup_nested_deep_ends() {
    const DEPTH: usize = 20_000;
    let deep = |tag: &str| {
        let nested = [format!("<{tag}>").repeat(DEPTH), format!("</{tag}>").repeat(DEPTH)].concat();
        files::padding(nested.len()) + &nested
    };
    let rich = format!(r#"<row r="1"><c r="A1" t="inlineStr"><is>{}</is></c></row>"#, deep("r"));
    let groups = format!(r#"<table:table table:name="T">{}</table:table>"#, deep("table:table-row-group"));
    all(vec![
        ("rows.xlsx", make::xlsx(&[files::LIST, &deep("row")].concat(), &[]), Either),
        ("rich.xlsx", make::xlsx(&[files::LIST, &rich].concat(), &[]), Either),
        ("groups.ods", make::ods(&groups, "<manifest/>"), Either),
        ("cells.ods", make::ods(&table(&deep("table:table-cell"), 1), "<manifest/>"), Either),
    ]);
}

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath";

/// Links, outer entities and macros stay what they are: words in a file.
#[test]
fn nothing_in_a_file_is_followed_or_run() {
    let world = World::connected(Options::fast());
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket that does not wait");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let proof = world.folder.path().join("ran");
    let link = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{LINK}" Target="{url}" TargetMode="External"/></Relationships>"#
    );
    let entities = format!(r#"<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "{url}">"#);
    let outer = format!(r#"<!DOCTYPE x SYSTEM "{url}x.dtd" [{entities}]>"#);
    let value = |text: &str| format!(r#"<row r="9"><c r="A9" t="str"><v>{text}</v></c></row>"#);
    let formula = format!(
        r#"<row r="9"><c r="A9"><f>WEBSERVICE("{url}")</f></c><c r="B9"><f>cmd|'/c touch {}'!A1</f><v>1</v></c></row>"#,
        proof.display()
    );
    let sheet = |more: &str| [files::LIST, more].concat();
    let macros = make::compound("/VBA", b"Sub Auto_Open()");
    let linked: &[(&str, &[u8])] = &[
        ("xl/externalLinks/externalLink1.xml", b"<externalLink><externalBook r:id=\"rId1\"/></externalLink>"),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", link.as_bytes()),
    ];
    for (name, content, comes) in [
        ("linked.xlsx", make::xlsx(files::LIST, linked), Read),
        ("formulas.xlsx", make::xlsx(&sheet(&formula), &[]), Read),
        ("outer.xlsx", make::xlsx(&[&outer, files::LIST].concat(), &[]), Read),
        ("file.xlsx", make::xlsx(&[&outer, files::LIST, &value("&file;")].concat(), &[]), Refused("damaged")),
        ("net.xlsx", make::xlsx(&[&outer, files::LIST, &value("&net;")].concat(), &[]), Refused("damaged")),
        ("macros.xlsm", make::xlsx(files::LIST, &[("xl/vbaProject.bin", &macros)]), Read),
    ] {
        world.file(name, content);
        expect(&world, name, &comes);
    }
    assert!(listener.accept().is_err(), "nobody was called");
    assert!(!proof.exists(), "nothing was run");
}

#[test]
fn a_file_of_any_format_may_end_too_early() {
    let world = World::connected(Options::fast());
    let cell = r#"<table:table-cell office:value-type="string"><text:p>Agent</text:p></table:table-cell>"#;
    for (name, whole) in [
        ("cut.xlsx", make::xlsx(files::LIST, &[])),
        ("cut.xlsb", make::xlsb()),
        ("cut.ods", make::ods(&table(cell, 1), "<manifest/>")),
        ("cut.xls", make::compound("/Workbook", &make::xls_stream(&[(0x0203, &[0; 14])]))),
        ("cut.csv", b"Agent,Skill,Level\nana@example.com,\"Billing".to_vec()),
    ] {
        for part in 1..4 {
            world.file(name, &whole[..whole.len() * part / 4]);
            expect(&world, name, if name.ends_with(".csv") { &Either } else { &Refused("") });
        }
    }
}

#[test]
fn noise_is_no_sheet_under_any_ending() {
    let world = World::connected(Options::fast());
    for (seed, ending) in ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"].into_iter().enumerate() {
        let noise = files::noise(20_000, seed as u64 + 1);
        for (start, content) in [
            ("plain", noise.clone()),
            ("zip", [b"PK\x03\x04", &noise[..]].concat()),
            ("container", [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", &noise[..]].concat()),
        ] {
            let name = format!("{start}.{ending}");
            world.file(&name, content);
            expect(&world, &name, &Refused(""));
        }
    }
}

#[test]
fn old_workbooks_that_lie_are_found_out() {
    let container = |stream: &[u8]| make::compound("/Workbook", stream);
    let tab = |records: &[(u16, &[u8])]| container(&make::xls_stream(records));
    let number = |row: u16, column: u16| [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat();
    let (first, last) = (number(1, 1), number(65_535, 65_535));
    let size = [0u32.to_le_bytes(), u32::MAX.to_le_bytes(), [0, 0, 255, 255], [0; 4]].concat();
    let globals = |records: &[(u16, &[u8])]| container(&make::biff(records));
    const BEGIN: (u16, &[u8]) = (0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    const END: (u16, &[u8]) = (0x000A, &[]);
    let far = [&u32::MAX.to_le_bytes()[..], &[0, 0, 1, 0, b'T']].concat();
    let texts = [&u32::MAX.to_le_bytes()[..], &u32::MAX.to_le_bytes(), &[0xFF, 0xFF, 1]].concat();
    // A formula whose only token points at another cell and ends before it says which.
    let cut_token = [&[0u8; 20][..], &[1, 0, 0x01]].concat();
    let mut beyond = make::xls_stream(&[(0x0203, &first)]);
    let at = beyond.len() - 20;
    beyond[at..at + 2].copy_from_slice(&u16::MAX.to_le_bytes());
    all(vec![
        ("size.xls", tab(&[(0x0200, &size[..14]), (0x0203, &first)]), Either),
        ("spread.xls", tab(&[(0x0203, &first), (0x0203, &last)]), Refused("too far apart")),
        ("token.xls", tab(&[(0x0006, &cut_token), (0x0203, &first)]), Either),
        ("short.xls", tab(&[(0x0203, &[0; 3]), (0x0204, &[0; 6]), (0x00BD, &[0; 6]), (0x00FD, &[0; 9])]), Either),
        ("texts.xls", globals(&[BEGIN, (0x00FC, &texts), END]), Either),
        ("far.xls", globals(&[BEGIN, (0x0085, &far), END]), Either),
        ("beyond.xls", container(&beyond), Either),
        ("locked.xls", globals(&[BEGIN, (0x002F, &[1, 0]), END]), Refused("password")),
        ("nothing.xls", container(&[]), Refused("")),
    ]);
}

#[test]
fn the_file_is_only_read() {
    let world = World::connected(Options::fast());
    for (name, content) in [("sheet.xlsx", make::xlsx(files::LIST, &[])), ("sheet.xlsb", make::xlsb())] {
        let path = world.file(name, &content);
        check(&world, Path::new(&path));
        assert_eq!(fs::read(&path).expect("it is still there"), content, "{name}");
    }
}
