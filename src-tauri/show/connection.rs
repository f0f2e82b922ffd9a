//! Connections, to and fro.

use std::collections::BTreeMap;

use skillsheet_engine::check::{CheckAnswer, CheckLine as Checked};
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::platforms::{Region, Settings, SettingsError};
use skillsheet_skills::{Best, Scale};

use super::problem;
use crate::practice;
use crate::view::{
    AnswerView, BestView, CheckLine, ConnectionDraft, ConnectionView, KindView, PlatformView, RegionView, ScaleView,
};

/// A connection as the switcher and the list show it.
pub fn connection(connection: &Connection) -> ConnectionView {
    ConnectionView {
        id: connection.id.clone(),
        name: connection.name.clone(),
        product: product(connection),
        place: match connection.kind {
            Kind::Practice => connection.settings.product().to_owned(),
            Kind::Production | Kind::Sandbox => connection.settings.place(),
        },
        kind: kind(connection.kind),
        scale: scale(&connection.settings.scale()),
        lists_directory: connection.settings.lists_directory(),
        needs_secret: connection.settings.needs_secret(),
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

/// The products that can be connected.
pub fn platforms() -> Vec<PlatformView> {
    let view = |(name, product): &(&str, &str)| {
        let settings = Settings::of(name)?;
        let region = |(id, name, domain): &Region| RegionView {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            domain: (*domain).to_owned(),
        };
        Some(PlatformView {
            name: (*name).to_owned(),
            product: (*product).to_owned(),
            regions: settings.regions().iter().map(region).collect(),
            defaults: texts(&settings),
        })
    };
    Settings::PLATFORMS.iter().filter_map(view).collect()
}

/// Settings as texts, by key.
fn texts(settings: &Settings) -> BTreeMap<String, String> {
    settings.keys().filter_map(|(key, _)| Some(((*key).to_owned(), settings.get(key)?))).collect()
}

fn draft(connection: &Connection) -> ConnectionDraft {
    ConnectionDraft {
        name: connection.name.clone(),
        kind: kind(connection.kind),
        platform: connection.settings.platform().to_owned(),
        settings: texts(&connection.settings),
    }
}

/// What the wizard collected, over what was saved.
///
/// # Errors
/// Which of the settings cannot be used.
pub fn connection_of(draft: ConnectionDraft, saved: Option<Connection>) -> Result<Connection, SettingsError> {
    let is_same = |saved: &&Connection| saved.settings.platform() == draft.platform;
    let known = saved.as_ref().filter(is_same).map(|saved| saved.settings.clone());
    let mut settings = known.or_else(|| Settings::of(&draft.platform)).ok_or_else(|| SettingsError {
        field: "platform",
        message: format!("There is no product “{}”", draft.platform),
        hint: "Choose the contact centre again".to_owned(),
    })?;
    let kind = match draft.kind {
        KindView::Production => Kind::Production,
        KindView::Sandbox => Kind::Sandbox,
        KindView::Practice => Kind::Practice,
    };
    for (key, text) in &draft.settings {
        settings.set(key, text)?;
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
