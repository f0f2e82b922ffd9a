//! Text tables: which letters the bytes are, which character separates the cells, and which row each record is.

use std::borrow::Cow;
use std::collections::HashMap;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::ByteRecord;
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use skillsheet_skills::{Sheet, Value};

use crate::builder::{Reading, SheetBuilder};
use crate::error::ReadProblem;

/// As much of a table as is looked at to find its separator.
const SAMPLE: usize = 64 << 10;
const SAMPLE_RECORDS: usize = 100;

/// Bytes that are looked at or decoded between two looks at whether to stop.
const PIECE: usize = 1 << 20;

/// The bytes as text, or nothing when they are none. Text that is UTF-8 already is not copied.
pub(crate) fn decode<'a>(bytes: &'a [u8], reading: &mut Reading<'_>) -> Result<Option<Cow<'a, str>>, ReadProblem> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (guess(bytes, reading)?, 0),
    };
    let bytes = &bytes[mark..];
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if encoding == UTF_8 => Cow::Borrowed(text),
        _ => Cow::Owned(decoded(bytes, encoding, reading)?),
    };
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}' | '\u{80}'..='\u{9f}');
    let is_text = !text.contains('\0') && text.chars().take(4_096).filter(odd).count() <= 4;
    Ok(is_text.then_some(text))
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, reading: &mut Reading<'_>) -> Result<String, ReadProblem> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut pieces = bytes.chunks(PIECE).peekable();
    while let Some(piece) = pieces.next() {
        reading.look()?;
        let room = decoder.max_utf8_buffer_length(piece.len()).unwrap_or(4 * PIECE);
        grow(&mut text, room, reading)?;
        // There is room for the worst, so that the piece is decoded whole.
        let _whole = decoder.decode_to_string(piece, &mut text, pieces.peek().is_none());
    }
    Ok(text)
}

/// Makes room in a text. While it is moved to a larger place it is there twice, and is counted so.
fn grow(text: &mut String, room: usize, reading: &mut Reading<'_>) -> Result<(), ReadProblem> {
    let before = text.capacity();
    if before - text.len() < room {
        let larger = (before + before / 2).max(text.len() + room);
        reading.hold(larger)?;
        text.reserve_exact(larger - text.len());
        reading.release(before);
    }
    Ok(())
}

fn guess(bytes: &[u8], reading: &mut Reading<'_>) -> Result<&'static Encoding, ReadProblem> {
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok(encoding);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Plain letters tell nothing: as much as is enough from the first other one on, with the words before it.
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    let telling = &bytes[first.saturating_sub(SAMPLE)..];
    reading.look()?;
    detector.feed(&telling[..telling.len().min(PIECE)], true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    Ok(if is_mac_roman(bytes, guessed) { MACINTOSH } else { guessed })
}

/// Text of old Macs, which the detector does not know: in Windows' alphabet its letters are signs in the midst of words,
/// and its line ends may be bare returns.
fn is_mac_roman(bytes: &[u8], guessed: &'static Encoding) -> bool {
    if guessed != WINDOWS_1252 || bytes.contains(&b'\n') || !bytes.contains(&b'\r') {
        return false;
    }
    let high: Vec<u8> = bytes.iter().copied().filter(|byte| *byte >= 0x80).take(4_096).collect();
    // Where Mac OS has its accented letters, Windows has quotes, dashes and gaps.
    let letters = high.iter().filter(|byte| matches!(byte, 0x80..=0x9F)).count();
    letters * 2 > high.len()
}

/// Latin text in UTF-16 has a zero in every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.as_chunks::<2>().0.iter().take(2_048);
    let (mut many, mut first, mut second) = (0usize, 0usize, 0usize);
    for pair in pairs {
        many += 1;
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    match (first, second) {
        (0, zeros) if zeros * 2 > many => Some(UTF_16LE),
        (zeros, 0) if zeros * 2 > many => Some(UTF_16BE),
        _ => None,
    }
}

/// Reads a text table as one tab. Every value is text: what it means is decided later.
pub(crate) fn read(text: &str, tab: &str, ending: &str, reading: &mut Reading<'_>) -> Result<Sheet, ReadProblem> {
    let (declared, table) = declaration(text);
    let by_ending = if ending == "tsv" || ending == "tab" { b'\t' } else { b',' };
    let separator = declared.or_else(|| separator(table)).unwrap_or(by_ending);
    let mut records = reader(table.as_bytes(), separator);
    let mut record = ByteRecord::new();
    let mut sheet = SheetBuilder::new(tab, false);
    let mut row = 0u32;
    let mut last = (0u32, 0usize);
    while records.read_byte_record(&mut record).map_err(ReadProblem::damaged)? {
        let start = record.position().map_or(0, csv::Position::byte);
        row = row.saturating_add(blank_lines(table.as_bytes(), start as usize));
        last = (row, start as usize);
        sheet.note_record(row, record.len() as u32, reading)?;
        for (column, field) in record.iter().enumerate() {
            reading.step()?;
            let text = String::from_utf8_lossy(field);
            sheet.push(row, column as u32, Value::Text(as_shown(&text).into()), reading)?;
        }
        row = row.saturating_add(1);
    }
    let (row, start) = last;
    if ends_in_quotes(&table.as_bytes()[start..], separator) {
        return Err(ReadProblem::OpenQuote(row.saturating_add(1)));
    }
    sheet.finish(reading)
}

/// A text that is written as a formula, `="007"`, the way Excel shows it: programs protect numbers so.
fn as_shown(text: &str) -> &str {
    let inside = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).unwrap_or(text)
}

/// Whether a record, the last of its table, ends inside a quotation that nothing closes: then it holds all records
/// below it as well.
fn ends_in_quotes(record: &[u8], separator: u8) -> bool {
    let mut at = 0;
    let mut begins_cell = true;
    while let Some(byte) = record.get(at) {
        at += 1;
        if begins_cell && *byte == b'"' {
            // Two quotation marks stand for one.
            loop {
                match memchr::memchr(b'"', &record[at..]) {
                    None => return true,
                    Some(next) => at += next + 1,
                }
                if record.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
        }
        begins_cell = *byte == separator || matches!(byte, b'\r' | b'\n');
    }
    false
}

/// Excel's own first line `sep=;`, which is no row of the table.
fn declaration(text: &str) -> (Option<u8>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    match line.trim_end_matches('\r').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] if separator.is_ascii() => (Some(*separator), rest),
        _ => (None, text),
    }
}

fn reader(table: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(table)
}

/// Empty lines before a record: the csv crate passes over them, but they are rows in Excel.
fn blank_lines(table: &[u8], start: usize) -> u32 {
    let mut at = start;
    // The second half of the line break that ended the record before.
    if at > 0 && table[at - 1] == b'\r' && table.get(at) == Some(&b'\n') {
        at += 1;
    }
    let mut lines = 0;
    while let Some(byte @ (b'\r' | b'\n')) = table.get(at) {
        lines += 1;
        at += if *byte == b'\r' && table.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
    }
    lines
}

/// The separator under which the first records most agree on how many cells they have; the order settles a draw,
/// since commas are common inside cells, bars and semicolons rarer, and tabs hardly ever. None when there is but one column.
pub(crate) fn separator(table: &str) -> Option<u8> {
    let end = table.floor_char_boundary(SAMPLE);
    let cut_off = end < table.len();
    let mut best: Option<(u8, (usize, usize))> = None;
    for separator in [b'\t', b';', b'|', b','] {
        let Some(score) = agreement(&table.as_bytes()[..end], cut_off, separator) else { continue };
        if best.is_none_or(|(_, other)| score > other) {
            best = Some((separator, score));
        }
    }
    best.map(|(separator, _)| separator)
}

/// How many of a hundred records have the most common number of cells, and that number. None when most records have
/// only one cell: then the character is part of a text here and there.
fn agreement(sample: &[u8], cut_off: bool, separator: u8) -> Option<(usize, usize)> {
    let mut widths: Vec<usize> =
        reader(sample, separator).byte_records().flatten().take(SAMPLE_RECORDS).map(|record| record.len()).collect();
    if cut_off && widths.len() > 1 && widths.len() < SAMPLE_RECORDS {
        widths.pop();
    }
    let mut many = HashMap::new();
    for width in &widths {
        *many.entry(*width).or_insert(0usize) += 1;
    }
    if many.get(&1).is_some_and(|single| single * 2 > widths.len()) {
        return None;
    }
    let (width, records) =
        many.into_iter().filter(|(width, _)| *width > 1).max_by_key(|(width, many)| (*many, *width))?;
    Some((records * 100 / widths.len(), width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_found_by_agreement() {
        for (table, expected) in [
            ("a,b,c\n1,2,3\n", Some(b',')),
            ("a;b\n1,5;2\n\"x;y\";3,0\n", Some(b';')),
            ("a\tb\n1,5\t2;2\n", Some(b'\t')),
            ("Müller, Jonas;Billing\nSilva, Maria;Sales\n", Some(b';')),
            ("Skills, all of them\nAgent;Skill;Level\na;b;1\nc;d;2\n", Some(b';')),
            ("\"one\ntwo;\",b\nc,d\n", Some(b',')),
            ("a|b\nJonas;Ruth|1\nMaria|2\n", Some(b'|')),
            ("only\none\ncolumn\n", None),
            ("", None),
        ] {
            assert_eq!(separator(table), expected, "{table}");
        }
    }

    #[test]
    fn what_opens_a_quotation_closes_it() {
        for (record, expected) in [
            ("a,b", false),
            ("\"a\",b", false),
            ("a,\"b\nc\nd", true),
            ("\"a\"\"b\",c", false),
            ("\"a\"\"", true),
            ("a,\"", true),
            ("a \"b,c", false),
            ("", false),
        ] {
            assert_eq!(ends_in_quotes(record.as_bytes(), b','), expected, "{record}");
        }
    }

    #[test]
    fn texts_as_formulas_are_texts() {
        for (text, expected) in [("=\"007\"", "007"), ("=A1", "=A1"), ("=\"a\"&\"b\"", "=\"a\"&\"b\""), ("007", "007")]
        {
            assert_eq!(as_shown(text), expected);
        }
    }

    #[test]
    fn blank_lines_are_rows() {
        for (table, start, expected) in
            [("a\n\n\nb", 2, 2), ("a\r\n\r\nb", 3, 1), ("a\r\n\r\nb", 2, 1), ("\n\nb", 0, 2), ("a\r\rb", 2, 1)]
        {
            assert_eq!(blank_lines(table.as_bytes(), start), expected, "{table:?}");
        }
    }
}
