//! Commands about connections and the practice centre.

use secrecy::SecretString;

use super::Studio;
use crate::error::Answer;
use crate::view::{ConnectionDraft, PlatformView, TestView};

fn kept(text: Option<String>) -> Option<SecretString> {
    text.map(SecretString::from)
}

/// The products that can be connected.
#[tauri::command]
#[specta::specta]
pub async fn platforms(_studio: Studio<'_>) -> Answer<Vec<PlatformView>> {
    Ok(crate::show::platforms())
}

/// Uses the practice centre, as one of a platform: the one that runs, or a new one when it is another platform's.
#[tauri::command]
#[specta::specta]
pub async fn start_practice(studio: Studio<'_>, platform: String) -> Answer<()> {
    studio.start_practice(Some(platform)).await
}

/// Puts the practice centre's people and skills back to their beginning.
#[tauri::command]
#[specta::specta]
pub async fn reset_practice(studio: Studio<'_>) -> Answer<()> {
    studio.reset_practice().await
}

/// Tests a connection; lines come as `connectionChecked` and all of them as the answer. Without a secret the saved one of `id` is used.
#[tauri::command]
#[specta::specta]
pub async fn test_connection(
    studio: Studio<'_>,
    draft: ConnectionDraft,
    secret: Option<String>,
    id: Option<String>,
) -> Answer<TestView> {
    studio.test_connection(draft, kept(secret), id).await
}

/// Stops the test of a connection that is under way, for instance while it waits for somebody to sign in in the browser.
#[tauri::command]
#[specta::specta]
pub async fn cancel_test(studio: Studio<'_>) -> Answer<()> {
    studio.cancel_test();
    Ok(())
}

/// Asks for a file with further trusted certificates; its path, or nothing when the person thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn choose_certificates(studio: Studio<'_>) -> Answer<Option<String>> {
    Ok(studio.choose_certificates().await)
}

/// Saves a connection (new without `id`) and uses it. `session_only` keeps the secret in memory until Skillsheet closes.
#[tauri::command]
#[specta::specta]
pub async fn save_connection(
    studio: Studio<'_>,
    draft: ConnectionDraft,
    secret: Option<String>,
    id: Option<String>,
    session_only: bool,
) -> Answer<String> {
    studio.save_connection(draft, kept(secret), id, session_only).await
}

/// Removes a connection and its secret.
#[tauri::command]
#[specta::specta]
pub async fn remove_connection(studio: Studio<'_>, id: String) -> Answer<()> {
    studio.remove_connection(id).await
}

/// Uses another connection; a sheet in hand is kept and matched anew.
#[tauri::command]
#[specta::specta]
pub async fn use_connection(studio: Studio<'_>, id: String) -> Answer<()> {
    studio.use_connection(id).await
}
