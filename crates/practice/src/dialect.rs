//! Which platform's API a centre speaks, and what every one of them brings along.

use std::sync::Arc;

use axum::Router;
use axum::response::Response;

use crate::centre::StartError;
use crate::genesys_cloud::{self, GenesysCloud};
use crate::limit::{Limit, Quota};
use crate::nice_cxone::{self, NiceCxone};
use crate::options::ClientOptions;
use crate::refusal::{Refusal, retry_after};
use crate::scale::Scale;
use crate::shared::Shared;
use crate::state::State;
use crate::wrapped_put::{self, WrappedPut};

/// The API that a centre speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialect {
    /// An agent's whole list of skills is put at once, inside a wrapper object.
    WrappedPut(WrappedPut),
    /// The Genesys Cloud Platform API.
    GenesysCloud(GenesysCloud),
    /// The NICE CXone Admin API.
    NiceCxone(NiceCxone),
}

impl Default for Dialect {
    fn default() -> Self {
        Self::WrappedPut(WrappedPut::default())
    }
}

impl Dialect {
    /// The dialect of a platform as it usually is, by the platform's name in settings and on the command line.
    pub fn named(platform: &str) -> Option<Self> {
        match platform {
            "wrapped-put" => Some(Self::WrappedPut(WrappedPut::default())),
            "genesys-cloud" => Some(Self::GenesysCloud(GenesysCloud::default())),
            "nice-cxone" => Some(Self::NiceCxone(NiceCxone::default())),
            _ => None,
        }
    }

    /// The scale of the levels.
    pub fn scale(&self) -> Scale {
        match self {
            Self::WrappedPut(_) => Scale::HUNDRED,
            Self::GenesysCloud(_) => genesys_cloud::SCALE,
            Self::NiceCxone(settings) => settings.scale(),
        }
    }

    /// Who may sign in to a centre that is set up with [`crate::Options::speaking`].
    pub fn clients(&self) -> Vec<ClientOptions> {
        match self {
            Self::WrappedPut(_) => vec![ClientOptions::default()],
            Self::GenesysCloud(_) => GenesysCloud::clients(),
            Self::NiceCxone(_) => NiceCxone::clients(),
        }
    }

    /// How many requests a token may make, unless something else is set.
    pub fn usual_limit(&self) -> Limit {
        match self {
            Self::WrappedPut(_) | Self::GenesysCloud(_) => Limit::default(),
            Self::NiceCxone(_) => NiceCxone::LIMIT,
        }
    }

    /// A seeded state as this platform has it: its ids, and levels on its scale.
    pub(crate) fn settle(&self, seeded: State) -> State {
        match self {
            Self::WrappedPut(_) => seeded,
            Self::GenesysCloud(_) => genesys_cloud::settle(seeded),
            Self::NiceCxone(settings) => settings.settle(seeded),
        }
    }

    /// How often one client may ask for a token, at the start; no limit where the platform has none.
    pub(crate) fn sign_in_limit(&self) -> Option<Limit> {
        match self {
            Self::WrappedPut(_) | Self::NiceCxone(_) => None,
            Self::GenesysCloud(settings) => settings.sign_in_limit,
        }
    }

    /// The largest body taken, as gateways have one.
    pub(crate) fn most_bytes(&self) -> usize {
        match self {
            Self::WrappedPut(_) => 512_000,
            Self::GenesysCloud(_) => genesys_cloud::MOST_BYTES,
            Self::NiceCxone(_) => nice_cxone::MOST_BYTES,
        }
    }

    /// Finds settings that the server could not route.
    pub(crate) fn check(&self) -> Result<(), StartError> {
        match self {
            Self::WrappedPut(settings) => settings.check(),
            Self::GenesysCloud(_) | Self::NiceCxone(_) => Ok(()),
        }
    }

    /// The platform's endpoints.
    pub(crate) fn router(&self, shared: &Arc<Shared>) -> Router<Arc<Shared>> {
        match self {
            Self::WrappedPut(settings) => settings.router(shared),
            Self::GenesysCloud(settings) => settings.router(shared),
            Self::NiceCxone(settings) => settings.router(shared),
        }
    }

    /// An error in the platform's shape.
    pub(crate) fn refuse(&self, refusal: Refusal) -> Response {
        match self {
            Self::WrappedPut(_) => wrapped_put::refuse(refusal),
            Self::GenesysCloud(_) => genesys_cloud::refuse(refusal),
            Self::NiceCxone(settings) => settings.refuse(&refusal),
        }
    }

    /// A token went over its limit and must wait for so many seconds; with the limit that is in force.
    pub(crate) fn over_the_limit(&self, seconds: u64, limit: Option<Limit>) -> Response {
        match self {
            Self::WrappedPut(_) => retry_after(self.refuse(Refusal::too_many_requests()), seconds),
            Self::GenesysCloud(settings) => settings.over_the_limit(seconds, limit),
            Self::NiceCxone(settings) => settings.over_the_limit(seconds),
        }
    }

    /// What a request to this path is told when there were too many, with the seconds to wait or without telling them: 429, but for
    /// platforms that refuse sign-ins in another way.
    pub(crate) fn too_many_requests(&self, path: &str, seconds: Option<u64>, limit: Option<Limit>) -> Response {
        match self {
            Self::WrappedPut(_) => {
                let refused = wrapped_put::refuse(Refusal::too_many_requests());
                seconds.into_iter().fold(refused, retry_after)
            }
            Self::GenesysCloud(_) => genesys_cloud::too_many_requests(path, seconds, limit),
            Self::NiceCxone(settings) => settings.too_many_requests(seconds),
        }
    }

    /// Writes onto an answer what the platform tells of its limit; what stands there already stays.
    pub(crate) fn tell_quota(&self, response: &mut Response, quota: Quota) {
        match self {
            Self::WrappedPut(_) | Self::NiceCxone(_) => {}
            Self::GenesysCloud(_) => genesys_cloud::tell_quota(response, quota),
        }
    }
}
