//! Connections, as the wizard and the switcher show them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use super::ProblemView;

/// What a connection is for; the guard depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KindView {
    /// Real customers: its name is typed before an update.
    Production,
    /// A test tenant.
    Sandbox,
    /// The practice centre inside the app.
    Practice,
}

/// Which end of a scale is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BestView {
    /// The highest number.
    High,
    /// The lowest number.
    Low,
}

/// The levels a contact centre knows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScaleView {
    /// Lowest level.
    #[specta(type = Number)]
    pub min: f64,
    /// Highest level.
    #[specta(type = Number)]
    pub max: f64,
    /// Distance between two levels.
    #[specta(type = Number)]
    pub step: f64,
    /// Which end is best.
    pub best: BestView,
}

/// A contact centre's product that can be connected.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlatformView {
    /// Its name in settings.
    pub name: String,
    /// The product, in words.
    pub product: String,
    /// The regions that it is known to have; none where an address is typed.
    pub regions: Vec<RegionView>,
    /// What the settings of a new connection begin with, by key.
    pub defaults: BTreeMap<String, String>,
}

/// A region of a product.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RegionView {
    /// What the setting `region` is set to.
    pub id: String,
    /// In words, such as “Europe (Frankfurt)”.
    pub name: String,
    /// Its domain, by which a person recognises it; may be empty.
    pub domain: String,
}

/// A saved connection, without its secret.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// Opaque id.
    pub id: String,
    /// The name the person gave.
    pub name: String,
    /// The product, in words, such as “Other” or “Practice centre”.
    pub product: String,
    /// The address it talks to, or the region; for the practice centre the product that it speaks for.
    pub place: String,
    /// Production, sandbox or practice.
    pub kind: KindView,
    /// Its levels.
    pub scale: ScaleView,
    /// Whether agents and skills can be listed; else the sheet carries their ids.
    pub lists_directory: bool,
    /// Whether signing in takes a secret; else the person signs in in the browser.
    pub needs_secret: bool,
    /// When it was last used.
    pub last_used: Option<String>,
    /// What the wizard fills in again when it is edited.
    pub draft: ConnectionDraft,
}

/// What the wizard collects. The secret travels beside it, inwards only.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionDraft {
    /// The name the person gives.
    pub name: String,
    /// Production or sandbox.
    pub kind: KindView,
    /// The product, by its name in settings.
    pub platform: String,
    /// Its settings as texts, by key, such as `rate-limit`: `300/60`.
    pub settings: BTreeMap<String, String>,
}

/// How many requests in how many seconds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RateView {
    /// Requests.
    pub requests: u32,
    /// Seconds.
    pub seconds: u32,
}

/// What the test of a connection found.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestView {
    /// All its lines.
    pub lines: Vec<CheckLine>,
    /// The organisation that the keys belong to, where the platform tells.
    pub organisation: Option<String>,
}

/// One line of “Test the connection”.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckLine {
    /// `reached`, `signIn`, `seeAgents`, `seeSkills`, `seeAssignments`, `changeSkills` or `readPace`.
    pub id: String,
    /// “Sign in”, “See agents” …
    pub label: String,
    /// The answer.
    pub answer: AnswerView,
    /// A few words beside it, such as “420 agents”.
    pub detail: String,
    /// What to do about a failing line.
    pub problem: Option<ProblemView>,
}

/// The answer of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AnswerView {
    /// Still asking.
    Asking,
    /// It works.
    Yes,
    /// The right is missing.
    Missing,
    /// Cannot be known without changing something.
    NotKnownYet,
    /// It did not work; the problem says why.
    Failed,
}
