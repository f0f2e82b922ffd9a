//! `Retry-After`: whole seconds, a date, or nonsense.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// Nobody waits longer than a day for a program; a person decides by then.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long the answer asks to wait; none when it does not ask, or in no way that makes sense.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok().or((seconds > 0.0).then_some(LONGEST))?,
        Err(_) => until(httpdate::parse_http_date(text).ok()?, headers),
    };
    Some(wait.min(LONGEST))
}

/// The time until a date by the server's own clock, since ours may be minutes off.
fn until(date: SystemTime, headers: &HeaderMap) -> Duration {
    let server = headers.get(DATE).and_then(|text| httpdate::parse_http_date(text.to_str().ok()?).ok());
    date.duration_since(server.unwrap_or_else(SystemTime::now)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_dates_and_nonsense() {
        let now = "Wed, 21 Oct 2026 07:28:00 GMT";
        for (text, expected) in [
            ("0", Some(0)),
            ("18", Some(18)),
            (" 18 ", Some(18)),
            ("1.5", Some(1)),
            ("86401", Some(86_400)),
            ("99999999999999999999999999", Some(86_400)),
            ("1e400", Some(86_400)),
            ("Wed, 21 Oct 2026 07:29:30 GMT", Some(90)),
            ("Wed, 21 Oct 2026 07:00:00 GMT", Some(0)),
            ("Fri, 21 Oct 2050 07:00:00 GMT", Some(86_400)),
            ("-5", None),
            ("NaN", None),
            ("soon", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(DATE, now.parse().unwrap()), (RETRY_AFTER, text.parse().unwrap())]);
            assert_eq!(retry_after(&headers).map(|wait| wait.as_secs()), expected, "{text:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
