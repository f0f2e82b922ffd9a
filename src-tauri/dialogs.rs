//! The system's own file dialogs.

use std::path::PathBuf;

use rfd::{AsyncFileDialog, AsyncMessageDialog, MessageLevel};
use tauri::{AppHandle, Manager};
use tokio::sync::oneshot;

/// Says something where there is no window to say it in, until it is dismissed. To be called on the main thread.
pub fn say(title: &str, hint: &str) -> impl Future<Output = ()> + Send + use<> {
    let text = format!("{title}.\n\n{hint}.");
    let said = AsyncMessageDialog::new().set_title("Skillsheet").set_level(MessageLevel::Error).set_description(text);
    let shown = said.show();
    async move {
        shown.await;
    }
}

/// Opens dialogs over the window.
#[derive(Clone)]
pub struct Dialogs(AppHandle);

impl Dialogs {
    /// Dialogs of this app.
    pub fn new(app: AppHandle) -> Self {
        Dialogs(app)
    }

    /// Asks for a workbook to read.
    pub async fn choose_workbook(&self) -> Option<PathBuf> {
        self.ask(|dialog| {
            let dialog = dialog
                .set_title("Choose a sheet")
                .add_filter("Workbooks", &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"])
                .add_filter("All files", &["*"]);
            Box::pin(dialog.pick_file())
        })
        .await
    }

    /// Asks for a file with certificates.
    pub async fn choose_certificates(&self) -> Option<PathBuf> {
        self.ask(|dialog| {
            let dialog = dialog
                .set_title("Choose the certificate file")
                .add_filter("Certificates", &["pem", "crt", "cer"])
                .add_filter("All files", &["*"]);
            Box::pin(dialog.pick_file())
        })
        .await
    }

    /// Asks for a file that says how a sheet is read.
    pub async fn choose_choices(&self) -> Option<PathBuf> {
        self.ask(|dialog| {
            let dialog = dialog
                .set_title("Choose how this sheet is read")
                .add_filter("Saved choices", &["json"])
                .add_filter("All files", &["*"]);
            Box::pin(dialog.pick_file())
        })
        .await
    }

    /// Asks where to save how a sheet is read.
    pub async fn save_choices(&self, title: &'static str, name: String) -> Option<PathBuf> {
        self.save(title, name, "Saved choices", "json").await
    }

    /// Asks where to save a workbook.
    pub async fn save_workbook(&self, title: &'static str, name: String) -> Option<PathBuf> {
        self.save(title, name, "Excel workbook", "xlsx").await
    }

    async fn save(
        &self,
        title: &'static str,
        name: String,
        kind: &'static str,
        ending: &'static str,
    ) -> Option<PathBuf> {
        let path = self
            .ask(move |dialog| {
                let dialog = dialog.set_title(title).set_file_name(name).add_filter(kind, &[ending]);
                Box::pin(dialog.save_file())
            })
            .await?;
        // Some dialogs leave the ending to the person.
        let has_ending = path.extension().is_some_and(|its| its.eq_ignore_ascii_case(ending));
        Some(if has_ending { path } else { PathBuf::from(format!("{}.{ending}", path.display())) })
    }

    /// Dialogs are made on the main thread, where the system wants them, and awaited off it.
    async fn ask(
        &self,
        open: impl FnOnce(AsyncFileDialog) -> std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>>
        + Send
        + 'static,
    ) -> Option<PathBuf> {
        let (made, dialog) = oneshot::channel();
        let app = self.0.clone();
        let on_main = self.0.run_on_main_thread(move || {
            let mut dialog = AsyncFileDialog::new();
            if let Some(window) = app.get_webview_window("main") {
                dialog = dialog.set_parent(&window);
            }
            let _ = made.send(open(dialog));
        });
        on_main.ok()?;
        let chosen = dialog.await.ok()?.await?;
        Some(chosen.path().to_path_buf())
    }
}
