//! Listing agents and skills, a page at a time.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::answer;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::state::{Agent, Skill};

const MOST_PER_PAGE: usize = 500;
const USUAL_PER_PAGE: usize = 100;

pub(super) async fn users(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    answer(Page::asked(query.as_deref()).map(|page| page.of(&shared.state().directory.agents, user)))
}

pub(super) async fn skills(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    answer(Page::asked(query.as_deref()).map(|page| page.of(&shared.state().directory.skills, skill)))
}

fn user(agent: &Agent) -> Value {
    json!({
        "id": agent.id,
        "name": agent.name,
        "email": agent.email,
        "employeeId": agent.employee_id,
        "state": if agent.active { "active" } else { "inactive" },
    })
}

fn skill(skill: &Skill) -> Value {
    json!({ "id": skill.id, "name": skill.name })
}

/// Which part of a list is asked for. Numbers count from 1; a page beyond the end is empty.
#[derive(Debug, PartialEq, Eq)]
struct Page {
    number: usize,
    size: usize,
}

impl Page {
    fn asked(query: Option<&str>) -> Result<Self, Refusal> {
        let (mut page, mut errors) = (Self { number: 1, size: USUAL_PER_PAGE }, Vec::new());
        for (key, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let number = value.parse::<usize>().ok().filter(|number| *number > 0);
            match (&*key, number) {
                ("pageNumber", Some(number)) => page.number = number,
                ("pageNumber", None) => errors.push("pageNumber must be a whole number of at least 1".to_owned()),
                ("pageSize", Some(size)) if size <= MOST_PER_PAGE => page.size = size,
                ("pageSize", _) => errors.push(format!("pageSize must be a whole number from 1 to {MOST_PER_PAGE}")),
                _ => {}
            }
        }
        if errors.is_empty() {
            Ok(page)
        } else {
            Err(Refusal::new(StatusCode::BAD_REQUEST, "Validation failed").with(errors))
        }
    }

    fn of<T>(&self, all: &[T], show: impl Fn(&T) -> Value) -> Value {
        let skipped = (self.number - 1).saturating_mul(self.size);
        let entities = all.iter().skip(skipped).take(self.size).map(show).collect::<Vec<_>>();
        json!({ "entities": entities, "pageNumber": self.number, "pageSize": self.size, "total": all.len() })
    }
}
