//! What answers mean whatever the platform: a network in between, another address, a body that is not what was asked for.

use reqwest::header::{CONTENT_TYPE, LOCATION};
use skillsheet_skills::{Outcome, Problem, Refusal};
use url::Url;

use crate::http::Reply;
use crate::problem::plain;

/// A proxy that asks for a sign-in of its own: what happened, what it means, and the next step.
pub(crate) const PROXY: (&str, &str, &str) = (
    "Your company's network stopped the connection",
    "Its proxy asks for a sign-in of its own. Skillsheet does not go around it.",
    "Ask your IT department to let it through",
);

/// What it means that an answer sends us on to another address.
pub(crate) fn moved(reply: &Reply) -> String {
    let target = reply.headers.get(LOCATION).and_then(|target| Url::parse(target.to_str().ok()?).ok());
    match target.map(|url| url.origin().ascii_serialization()) {
        Some(origin) => format!("It names {origin}. Skillsheet does not follow, so that your keys go nowhere else."),
        None => "Skillsheet does not follow, so that your keys go nowhere else.".to_owned(),
    }
}

/// Whether a web page came back, as from something that stands in between.
pub(crate) fn is_page(reply: &Reply) -> bool {
    reply.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// A successful answer of a reading that is not what was asked for. Without a sign-in, `signing_in`, nothing goes on.
/// The body is not repeated: that of a sign-in may hold a token.
pub(crate) fn not_understood(
    reply: &Reply,
    why: &serde_json::Error,
    secrets: &[&str],
    signing_in: bool,
    (title, next): (String, &str),
) -> Refusal {
    let words = match signing_in {
        // The library repeats what it did not expect, and that may be the token.
        true => format!("The answer does not fit, from line {}, column {} on", why.line(), why.column()),
        false => plain(&format!("The answer does not fit: {why}"), secrets),
    };
    let problem = Problem {
        title,
        meaning: "Nothing was changed.".into(),
        next: next.into(),
        status: Some(reply.status.as_u16()),
        words,
        ..Problem::default()
    };
    // A body that was cut off on its way is whole the next time.
    let outcome = match signing_in {
        true => Outcome::Stop,
        false if why.is_data() => Outcome::Rejected,
        false => Outcome::Retry,
    };
    Refusal { outcome, wait: None, problem }
}
