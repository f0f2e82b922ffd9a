//! Values as the domain has them: from a file's text and serial numbers, and from calamine's.

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};
use skillsheet_skills::Value;

/// Digits of a whole number that any double holds.
const SAFE_DIGITS: usize = 15;

/// A whole number that is spelt out, but that no double holds, such as an id of twenty digits.
pub(crate) fn is_beyond_doubles(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_long = digits.len() > SAFE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_long && text.parse::<f64>().is_ok_and(|number| format!("{number:.0}") != text)
}

/// A cell of the old format, or `None` when it holds nothing.
pub(crate) fn owned_value(data: &Data) -> Option<Value> {
    match data {
        Data::String(text) => Some(Value::Text(text.as_str().into())),
        Data::Empty => None,
        Data::Int(number) => Some(Value::Number(*number as f64)),
        Data::Float(number) => Some(Value::Number(*number)),
        Data::Bool(truth) => Some(Value::Boolean(*truth)),
        Data::DateTime(date) => Some(Value::Date(iso(date))),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Some(Value::Date(text.clone())),
        Data::Error(error) => Some(Value::Error(error_text(error))),
    }
}

fn error_text(error: &calamine::CellErrorType) -> String {
    match error {
        // Calamine's word for it is not Excel's.
        calamine::CellErrorType::GettingData => "#GETTING_DATA".to_owned(),
        other => other.to_string(),
    }
}

/// A serial number of days as a day, a time of day, or both, in ISO 8601.
pub(crate) fn date(serial: f64, from_1904: bool) -> String {
    iso(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, from_1904))
}

/// As much of ISO 8601 as the cell holds: a day, a time of day, or both; a length of time as `30:15:00`.
fn iso(date: &ExcelDateTime) -> String {
    let serial = date.as_f64();
    if date.is_duration() {
        return duration(serial);
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let mut time = format!("{hour:02}:{minute:02}:{second:02}");
    if milli > 0 {
        time.push_str(&format!(".{milli:03}"));
    }
    if (0.0..1.0).contains(&serial) {
        time
    } else if time == "00:00:00" {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    }
}

/// A number of days as a length of time, `30:15:00`.
pub(crate) fn duration(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round() as u64;
    let sign = if days < 0.0 { "-" } else { "" };
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    #[test]
    fn dates_are_iso_as_far_as_the_cell_holds_them() {
        for (serial, kind, epoch_1904, expected) in [
            (45_943.0, DateTime, false, "2025-10-13"),
            (45_943.5, DateTime, false, "2025-10-13T12:00:00"),
            (44_481.0, DateTime, true, "2025-10-13"),
            (0.25, DateTime, false, "06:00:00"),
            (1.25, TimeDelta, false, "30:00:00"),
            (-0.5, TimeDelta, false, "-12:00:00"),
        ] {
            assert_eq!(iso(&ExcelDateTime::new(serial, kind, epoch_1904)), expected);
        }
    }

    #[test]
    fn only_whole_numbers_that_lose_digits_are_beyond_doubles() {
        for (text, expected) in [
            ("12345678901234567890", true),
            ("-9007199254740993", true),
            ("9007199254740992", false),
            ("123456789012345", false),
            ("1234567890123456.5", false),
            ("1e20", false),
        ] {
            assert_eq!(is_beyond_doubles(text), expected, "{text}");
        }
    }
}
