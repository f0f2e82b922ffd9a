//! Where everything of the tenant is. Here it is all in one place.

use std::sync::Arc;

use axum::Extension;
use axum::extract::RawQuery;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use serde_json::json;

use super::call::origin;
use super::query::Query;
use super::tenant::Tenant;
use crate::refusal::Refusal;

/// The name of the area that the centre stands for.
const AREA: &str = "na1";

/// Answers with and without the tenant's id, but to no other one.
pub(super) async fn configuration(
    Extension(tenant): Extension<Arc<Tenant>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = Query::of(query.as_deref());
    if let Some(other) = query.text("tenantId").filter(|id| !id.eq_ignore_ascii_case(&tenant.settings.tenant)) {
        let text = format!("Invalid tenantId - '{other}', does not exist");
        return tenant.settings.refuse(&Refusal::new(StatusCode::NOT_FOUND, text));
    }
    let origin = origin(&headers);
    let host = origin.trim_start_matches("http://");
    let body = json!({
        "private": false,
        "ui_endpoint": origin,
        "auth_endpoint": origin,
        "api_endpoint": origin,
        "area": AREA,
        "cluster": "practice",
        "domain": host,
        "acdDomain": host,
        "uhDomain": host,
        "tenantId": tenant.settings.tenant,
        "globaldomain": host,
    });
    Json(body).into_response()
}
