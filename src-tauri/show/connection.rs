//! Connections, to and fro.

use std::time::Duration;

use skillsheet_engine::check::{CheckAnswer, CheckLine as Checked};
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::platforms::{Settings, SettingsError};
use skillsheet_skills::{Best, Scale, Writes};

use super::problem;
use crate::practice;
use crate::view::{
    AnswerView, BestView, BodyView, CheckLine, ConnectionDraft, ConnectionView, KindView, RateView, ScaleView,
    WritesView,
};

/// A connection as the switcher and the list show it.
pub fn connection(connection: &Connection) -> ConnectionView {
    ConnectionView {
        id: connection.id.clone(),
        name: connection.name.clone(),
        product: product(connection),
        place: connection.settings.place(),
        kind: kind(connection.kind),
        scale: scale(&connection.settings.scale()),
        last_used: connection.last_used.map(|time| time.to_string()),
        draft: draft(connection),
    }
}

/// The product in words.
pub fn product(connection: &Connection) -> String {
    match connection.kind {
        Kind::Practice => practice::NAME.to_owned(),
        Kind::Production | Kind::Sandbox => connection.settings.product().to_owned(),
    }
}

/// What a connection is for.
pub fn kind(kind: Kind) -> KindView {
    match kind {
        Kind::Production => KindView::Production,
        Kind::Sandbox => KindView::Sandbox,
        Kind::Practice => KindView::Practice,
    }
}

/// What a connection is for, as the journal writes it.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Production => "production",
        Kind::Sandbox => "sandbox",
        Kind::Practice => "practice",
    }
}

/// What the journal wrote. An unknown word counts as production, for that is guarded best.
pub fn kind_named(name: &str) -> KindView {
    match name {
        "sandbox" => KindView::Sandbox,
        "practice" => KindView::Practice,
        _ => KindView::Production,
    }
}

/// Levels.
pub fn scale(scale: &Scale) -> ScaleView {
    ScaleView {
        min: scale.min.number(),
        max: scale.max.number(),
        step: scale.step.number(),
        best: match scale.best {
            Best::High => BestView::High,
            Best::Low => BestView::Low,
        },
    }
}

fn draft(connection: &Connection) -> ConnectionDraft {
    let settings = &connection.settings;
    let get = |key: &str| settings.get(key).unwrap_or_default();
    ConnectionDraft {
        name: connection.name.clone(),
        kind: kind(connection.kind),
        api_url: get("api-url"),
        login_url: get("login-url"),
        client_id: get("client-id"),
        scale: scale(&settings.scale()),
        concurrency: get("concurrency").parse().unwrap_or_default(),
        rate_limit: settings.rate_limit().map(|pace| RateView {
            requests: pace.requests,
            seconds: pace.window.max(Duration::from_secs(1)).as_secs() as u32,
        }),
        writes: match settings.writes() {
            Writes::Replace => WritesView::Replace,
            Writes::Merge => WritesView::Merge,
        },
        body: if get("body") == "map" { BodyView::Map } else { BodyView::Wrapper },
        lists_directory: settings.lists_directory(),
        users_path: get("users-path"),
        skills_path: get("skills-path"),
        user_skills_path: get("user-skills-path"),
    }
}

/// What the wizard collected, over what was saved: settings that the wizard does not show stay.
///
/// # Errors
/// Which of them cannot be used.
pub fn connection_of(draft: ConnectionDraft, saved: Option<Connection>) -> Result<Connection, SettingsError> {
    let mut settings = saved.as_ref().map_or_else(Settings::default, |saved| saved.settings.clone());
    let kind = match draft.kind {
        KindView::Production => Kind::Production,
        KindView::Sandbox => Kind::Sandbox,
        KindView::Practice => Kind::Practice,
    };
    let rate = draft.rate_limit.map_or("none".to_owned(), |rate| format!("{}/{}", rate.requests, rate.seconds));
    let yes = |is: bool, one: &'static str, other: &'static str| if is { one } else { other };
    for (key, value) in [
        ("api-url", draft.api_url.as_str()),
        ("login-url", &draft.login_url),
        ("client-id", &draft.client_id),
        ("min-level", &draft.scale.min.to_string()),
        ("max-level", &draft.scale.max.to_string()),
        ("level-step", &draft.scale.step.to_string()),
        ("best-level", yes(draft.scale.best == BestView::High, "high", "low")),
        ("concurrency", &draft.concurrency.to_string()),
        ("rate-limit", &rate),
        ("writes", yes(draft.writes == WritesView::Replace, "replace", "merge")),
        ("body", yes(draft.body == BodyView::Wrapper, "wrapper", "map")),
        ("lists-directory", yes(draft.lists_directory, "yes", "no")),
        ("users-path", &draft.users_path),
        ("skills-path", &draft.skills_path),
        ("user-skills-path", &draft.user_skills_path),
    ] {
        settings.set(key, value)?;
    }
    settings.validate()?;
    let fresh = saved.unwrap_or_else(|| Connection::new("", kind, settings.clone()));
    Ok(Connection { name: draft.name.trim().to_owned(), kind, settings, ..fresh })
}

/// A line of the test.
pub fn check_line(line: &Checked) -> CheckLine {
    CheckLine {
        id: line.id.name().to_owned(),
        label: line.id.label().to_owned(),
        answer: match line.answer {
            CheckAnswer::Asking => AnswerView::Asking,
            CheckAnswer::Yes => AnswerView::Yes,
            CheckAnswer::Missing => AnswerView::Missing,
            CheckAnswer::NotKnownYet => AnswerView::NotKnownYet,
            CheckAnswer::Failed => AnswerView::Failed,
        },
        detail: line.detail.clone(),
        problem: line.problem.as_ref().map(problem),
    }
}
