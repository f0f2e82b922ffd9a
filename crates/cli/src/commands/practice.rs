//! `practice`: a made-up contact centre on this computer.

use skillsheet_practice::Centre;

use super::{App, Ended};
use crate::failure::Exit;
use crate::options::CentreOptions;
use crate::output::note;

/// Serves a practice centre until interrupted.
pub async fn perform(app: &App, options: CentreOptions) -> Ended {
    let stop = app.interruption()?;
    let centre = Centre::start(options.options, options.port).await?;
    // Made up, as everything there is: this secret opens nothing but the practice centre.
    let (url, id, secret) = (centre.url(), centre.client_id(), centre.client_secret());
    let platform = options.platform;
    app.out.document(&serde_json::json!({ "platform": platform, "address": url, "clientId": id, "secret": secret }));
    app.out.line(format!("platform: {platform}\naddress: {url}\nclient id: {id}\nsecret: {secret}"));
    note("Serving until interrupted");
    stop.cancelled().await;
    centre.stop().await;
    Ok(Exit::Done)
}
