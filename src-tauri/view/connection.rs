//! Connections, as the wizard and the switcher show them.

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
    /// The address it talks to, or the region.
    pub place: String,
    /// Production, sandbox or practice.
    pub kind: KindView,
    /// Its levels.
    pub scale: ScaleView,
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
    /// Origin of the API, such as `https://api.example.com`.
    pub api_url: String,
    /// Origin of the sign-in; the API's when empty.
    pub login_url: String,
    /// The client id.
    pub client_id: String,
    /// The tenant's levels.
    pub scale: ScaleView,
    /// Requests at once, 1 to 10.
    pub concurrency: u32,
    /// Requests allowed in a window, when known.
    pub rate_limit: Option<RateView>,
    /// Whether a write replaces the agent's whole list or merges into it.
    pub writes: WritesView,
    /// The shape of a write's body.
    pub body: BodyView,
    /// Whether agents and skills can be listed; else the sheet carries their ids.
    pub lists_directory: bool,
    /// Path of the agents' list.
    pub users_path: String,
    /// Path of the skills' list.
    pub skills_path: String,
    /// Path of one agent's skills, with `{userId}` in it.
    pub user_skills_path: String,
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

/// What a write does with skills that it does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WritesView {
    /// They are gone.
    Replace,
    /// They stay.
    Merge,
}

/// The shape of a write's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BodyView {
    /// `{"skills":[{"id":…,"proficiency":…}]}`
    Wrapper,
    /// `{"<skill id>":level}`
    Map,
}

/// One line of “Test the connection”.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckLine {
    /// `signIn`, `seeAgents`, `seeSkills`, `seeAssignments` or `changeSkills`.
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
