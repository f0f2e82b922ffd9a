//! What an operation asks of a token: one of some scopes, and a permission.

use axum::http::StatusCode;

use super::call::Call;
use super::error::ErrorBody;

/// The permission that writing agents' skills needs.
pub const ASSIGN_SKILLS: &str = "routing:skill:assign";
/// The permission that listing skills needs.
pub const VIEW_SKILLS: &str = "routing:skill:view";
/// The permission that listing and searching users needs.
pub const VIEW_USERS: &str = "directory:user:view";

/// What one operation needs.
pub(super) struct Need {
    /// Any of these will do.
    scopes: &'static [&'static str],
    permission: Option<&'static str>,
    /// Whether the platform counts it among several of which any would do; it then says so in other words.
    any: bool,
}

pub(super) const SEARCH_USERS: Need =
    Need { scopes: &["users", "users:readonly"], permission: Some(VIEW_USERS), any: true };
pub(super) const READ_USERS: Need = Need { scopes: &["users", "users:readonly"], permission: None, any: true };
pub(super) const READ_SKILLS: Need =
    Need { scopes: &["routing", "routing:readonly"], permission: Some(VIEW_SKILLS), any: true };
pub(super) const READ_ORGANISATION: Need =
    Need { scopes: &["organization", "organization:readonly"], permission: None, any: true };
pub(super) const ASSIGN_MANY: Need = Need { scopes: &["users"], permission: Some(ASSIGN_SKILLS), any: true };
pub(super) const ASSIGN_ONE: Need = Need { scopes: &["users"], permission: Some(ASSIGN_SKILLS), any: false };

impl Call {
    /// 403 unless the token has the scope and its holder the permission.
    pub(super) fn needs(&self, need: &Need) -> Result<(), ErrorBody> {
        let withdrawn = |right: &str| self.shared.is_withdrawn(right);
        if !need.scopes.iter().any(|scope| self.grant.allows(scope) && !withdrawn(scope)) {
            let scopes = match need.scopes {
                [one] => (*one).to_owned(),
                several => format!("[{}]", several.join(", ")),
            };
            let message = format!("App not authorized to use scope {scopes}");
            return Err(forbidden("app.not.authorized.for.scope", message).param("scopes", scopes));
        }
        match need.permission {
            Some(permission) if !self.grant.permits(permission) || withdrawn(permission) => {
                Err(missing(permission, need.any))
            }
            _ => Ok(()),
        }
    }
}

fn missing(permission: &str, any: bool) -> ErrorBody {
    let (code, text) = if any {
        ("missing.any.permissions", "You must have at least one of the following permissions assigned")
    } else {
        ("missing.permissions", "You are missing the following permission(s)")
    };
    let listed = format!("[{permission}]");
    let message = format!("Unable to perform the requested action. {text}: {listed}");
    forbidden(code, message).param("permissions", listed)
}

fn forbidden(code: &'static str, message: String) -> ErrorBody {
    ErrorBody::new(StatusCode::FORBIDDEN, code, message)
}
