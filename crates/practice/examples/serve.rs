//! Serves a practice centre that speaks a platform's dialect, for programs that are not ours.
//!
//! `cargo run -p skillsheet-practice --example serve -- genesys-cloud [PORT]`
//!
//! The first line that it prints is JSON: where the centre is and how to sign in. It serves until it is ended.

use std::error::Error;

use skillsheet_practice::{Centre, Dialect, Latency, Options};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let platform = arguments.next().ok_or("Which platform? wrapped-put, genesys-cloud or nice-cxone")?;
    let dialect = Dialect::named(&platform).ok_or_else(|| format!("No platform is called “{platform}”"))?;
    let port = arguments.next().map(|port| port.parse()).transpose()?;
    let options = Options { latency: Latency::NONE, ..Options::default() }.speaking(dialect);
    let public = options.clients.iter().find(|client| client.is_public()).cloned();
    let centre = Centre::start(options, port).await?;
    let told = serde_json::json!({
        "address": centre.url(),
        "clientId": centre.client_id(),
        "secret": centre.client_secret(),
        "publicClientId": public.as_ref().map(|client| &client.id),
        "redirectUri": public.as_ref().and_then(|client| client.redirect_uris.first()),
    });
    println!("{told}");
    std::future::pending::<()>().await;
    Ok(())
}
