//! A simulated contact centre on the loopback interface.
//!
//! It speaks a platform's API over real HTTP, holds made-up agents, skills and levels, keeps a log of what it was asked, and
//! fails on demand. The app's practice mode and the tests talk to it; it shares no code with them, so that it can contradict
//! them.
//!
//! ```no_run
//! # async fn example() -> Result<(), skillsheet_practice::StartError> {
//! use skillsheet_practice::{Centre, Fault, Options, Rule};
//!
//! let centre = Centre::start(Options::fast(), None).await?;
//! centre.set_faults(vec![Rule::new(Fault::status(503)).method("PUT").times(1)]);
//! println!("{} as {}", centre.url(), centre.client_id());
//! centre.stop().await;
//! # Ok(())
//! # }
//! ```

mod behaviour;
mod centre;
mod control;
mod dialect;
mod faults;
mod gate;
pub mod genesys_cloud;
mod holds;
mod limit;
mod log;
mod names;
pub mod nice_cxone;
mod options;
mod refusal;
pub mod samples;
mod scale;
pub mod seed;
mod server;
mod shared;
mod sign_in;
mod state;
mod tokens;
pub mod wrapped_put;

pub use centre::{Centre, StartError};
pub use dialect::Dialect;
pub use faults::{Fault, ItemFault, Rule};
pub use genesys_cloud::GenesysCloud;
pub use limit::{Limit, WindowKind};
pub use log::{Applied, End, Entry};
pub use nice_cxone::NiceCxone;
pub use options::{ClientOptions, Latency, Options, WRITE_SCOPE};
pub use scale::Scale;
pub use state::{Agent, Directory, Levels, Skill, State};
pub use wrapped_put::WrappedPut;
