//! Searching users by what is exactly, or in part, in their fields.

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::ErrorBody;
use super::page::Page;
use super::users::state_of;
use crate::state::Agent;

const MOST_PER_PAGE: usize = 100;
const FIELDS: [&str; 6] = ["email", "username", "name", "id", "state", "hr.employeeId"];
const TYPES: [&str; 4] = ["EXACT", "STARTS_WITH", "CONTAINS", "MATCH_ALL"];
const KEYS: [&str; 9] = [
    "sortOrder",
    "sortBy",
    "pageSize",
    "pageNumber",
    "sort",
    "expand",
    "query",
    "integrationPresenceSource",
    "enforcePermissions",
];

/// What is looked for: users who meet all criteria.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Search {
    page_size: Option<usize>,
    page_number: Option<usize>,
    pub(super) expand: Vec<String>,
    query: Vec<Criterion>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Criterion {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    value: Option<String>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    operator: Option<String>,
}

impl Search {
    /// What a body asks for, or what is wrong with it. The practice centre knows fewer kinds of criteria and fewer fields than the
    /// platform, and says so instead of finding somebody else.
    pub(super) fn read(body: &[u8]) -> Result<Self, ErrorBody> {
        let object: Map<String, Value> = serde_json::from_slice(body).map_err(|_| ErrorBody::bad_request())?;
        if let Some(key) = object.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(ErrorBody::invalid_property(key, "UserSearchRequest"));
        }
        let search: Self = serde_json::from_value(object.into()).map_err(|_| ErrorBody::bad_request())?;
        if search.page_size.is_some_and(|size| size > MOST_PER_PAGE) {
            let message = "too many requested results";
            return Err(ErrorBody::new(StatusCode::BAD_REQUEST, "too.many.requested.results", message));
        }
        search.query.iter().try_for_each(Criterion::check)?;
        Ok(search)
    }

    pub(super) fn page(&self) -> Page {
        Page::of(self.page_number, self.page_size)
    }

    pub(super) fn finds(&self, agent: &Agent) -> bool {
        self.query.iter().all(|criterion| criterion.meets(agent))
    }
}

impl Criterion {
    fn check(&self) -> Result<(), ErrorBody> {
        let operator = self.operator.as_deref().unwrap_or("AND");
        for (word, allowed, kind) in [(self.kind.as_str(), &TYPES[..], "type"), (operator, &["AND"], "operator")] {
            if !allowed.contains(&word) {
                return Err(ErrorBody::invalid_value(word, kind, &allowed.join(", ")).at(kind));
            }
        }
        match self.fields.iter().find(|field| !FIELDS.contains(&field.as_str())) {
            Some(field) => Err(ErrorBody::invalid_value(field, "fields", &FIELDS.join(", ")).at("fields")),
            None if self.kind != "MATCH_ALL" && (self.fields.is_empty() || self.wanted().next().is_none()) => {
                Err(ErrorBody::constraint("fields and value must not be empty").at("fields"))
            }
            None => Ok(()),
        }
    }

    fn wanted(&self) -> impl Iterator<Item = String> {
        self.value.iter().chain(&self.values).map(|value| value.to_lowercase())
    }

    /// Any of the fields has any of the values; capitals do not matter.
    fn meets(&self, agent: &Agent) -> bool {
        let meets = |field: &String| {
            let held = field_of(agent, field).to_lowercase();
            self.wanted().any(|wanted| match &*self.kind {
                "STARTS_WITH" => held.starts_with(&wanted),
                "CONTAINS" => held.contains(&wanted),
                _ => held == wanted,
            })
        };
        self.kind == "MATCH_ALL" || self.fields.iter().any(meets)
    }
}

fn field_of<'a>(agent: &'a Agent, field: &str) -> &'a str {
    match field {
        "name" => &agent.name,
        "id" => &agent.id,
        "state" => state_of(agent),
        "hr.employeeId" => &agent.employee_id,
        "username" => &agent.login,
        _ => &agent.email,
    }
}
