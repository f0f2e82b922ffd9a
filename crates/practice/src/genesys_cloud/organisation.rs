//! What a token is and whose organisation it belongs to, and that organisation's limits.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Json;
use serde_json::{Value, json};

use super::call::Call;
use super::error::ErrorBody;
use super::rights::READ_ORGANISATION;
use super::{MOST_BYTES, ORGANISATION_ID};
use crate::gate::bearer;
use crate::limit::Limit;

const NAMESPACE: &str = "platform.api";

/// `GET /api/v2/tokens/me`
pub(super) async fn token(call: Call) -> Json<Value> {
    let holder = &call.grant.holder;
    let organisation = json!({ "id": ORGANISATION_ID, "name": call.settings.organisation });
    let kind = if holder.person.is_some() { "CODE" } else { "CLIENT-CREDENTIALS" };
    Json(json!({
        "organization": organisation,
        "homeOrganization": organisation,
        "authorizedScope": holder.scopes,
        "OAuthClient": {
            "id": holder.client,
            "name": holder.client,
            "authorizedGrantType": kind,
            "scope": holder.scopes,
            "state": "active",
            "organization": organisation,
        },
    }))
}

/// `DELETE /api/v2/tokens/me`: signs out.
pub(super) async fn sign_out(headers: HeaderMap, call: Call) -> StatusCode {
    call.shared.tokens().revoke(bearer(&headers).unwrap_or_default());
    StatusCode::OK
}

/// `GET /api/v2/organizations/me`
pub(super) async fn me(call: Call) -> Result<Json<Value>, ErrorBody> {
    call.needs(&READ_ORGANISATION)?;
    Ok(Json(json!({
        "id": ORGANISATION_ID,
        "name": call.settings.organisation,
        "defaultLanguage": "en-us",
        "thirdPartyOrgName": "practice",
        "domain": "practice.example",
        "version": 1,
        "state": "active",
        "selfUri": format!("/api/v2/organizations/{ORGANISATION_ID}"),
    })))
}

/// `GET /api/v2/organizations/limits/namespaces/{namespace}`
pub(super) async fn limits(Path(namespace): Path<String>, call: Call) -> Result<Json<Value>, ErrorBody> {
    call.needs(&READ_ORGANISATION)?;
    let limit = call.shared.limiter().limit();
    let entities = if namespace == NAMESPACE { in_force(limit) } else { Vec::new() };
    Ok(Json(json!({ "entities": entities })))
}

fn in_force(limit: Option<Limit>) -> Vec<Value> {
    let entity = |key: &str, value: u64| json!({ "key": key, "namespace": NAMESPACE, "value": value });
    let mut entities = vec![entity("request.bytes.max", MOST_BYTES as u64)];
    if let Some(limit) = limit {
        let keys = ["token.rate.per.minute", "client.credentials.token.rate.per.minute"];
        entities.extend(keys.map(|key| entity(key, per_minute(limit))));
    }
    entities
}

fn per_minute(limit: Limit) -> u64 {
    let millis = u64::try_from(limit.window.as_millis()).unwrap_or(u64::MAX).max(1);
    u64::from(limit.requests) * 60_000 / millis
}
