//! The catalogue of routing skills.

use axum::response::Json;
use serde_json::{Value, json};

use super::call::Call;
use super::error::ErrorBody;
use super::page::Page;
use super::rights::READ_SKILLS;
use crate::state::Skill;

const MOST_PER_PAGE: usize = 500;

/// `GET /api/v2/routing/skills`
pub(super) async fn list(call: Call) -> Result<Json<Value>, ErrorBody> {
    call.needs(&READ_SKILLS)?;
    let page = Page::asked(&call, MOST_PER_PAGE)?;
    let start = call.asked("name").unwrap_or_default().to_lowercase();
    let ids = call.asked_all("id").collect::<Vec<_>>();
    let state = call.shared.state();
    let asked = |skill: &&Skill| {
        skill.name.to_lowercase().starts_with(&start) && (ids.is_empty() || ids.contains(&skill.id.as_str()))
    };
    let skills = state.directory.skills.iter().filter(asked).collect::<Vec<_>>();
    Ok(page.listing(&call, &skills, |skill| {
        json!({
            "id": skill.id,
            "name": skill.name,
            "dateModified": "2026-01-05T08:00:00Z",
            "state": if skill.active { "active" } else { "inactive" },
            "version": "1",
            "selfUri": uri(&skill.id),
        })
    }))
}

/// The address of a skill in the catalogue.
pub(super) fn uri(skill: &str) -> String {
    format!("/api/v2/routing/skills/{skill}")
}
