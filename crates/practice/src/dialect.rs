//! Which platform's API a centre speaks, and what every one of them brings along.

use std::sync::Arc;

use axum::Router;
use axum::response::Response;

use crate::centre::StartError;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::wrapped_put::{self, WrappedPut};

/// The API that a centre speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialect {
    /// An agent's whole list of skills is put at once, inside a wrapper object.
    WrappedPut(WrappedPut),
}

impl Default for Dialect {
    fn default() -> Self {
        Self::WrappedPut(WrappedPut::default())
    }
}

impl Dialect {
    /// Finds settings that the server could not route.
    pub(crate) fn check(&self) -> Result<(), StartError> {
        match self {
            Self::WrappedPut(settings) => settings.check(),
        }
    }

    /// The platform's endpoints.
    pub(crate) fn router(&self, shared: &Arc<Shared>) -> Router<Arc<Shared>> {
        match self {
            Self::WrappedPut(settings) => settings.router(shared),
        }
    }

    /// An error in the platform's shape.
    pub(crate) fn refuse(&self, refusal: Refusal) -> Response {
        match self {
            Self::WrappedPut(_) => wrapped_put::refuse(refusal),
        }
    }
}
