//! The practice centre inside the app: a real server on this computer's own loopback address.

use std::sync::Arc;

use secrecy::SecretString;
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::platforms::{Settings, SettingsError};
use skillsheet_engine::samples;
use skillsheet_engine::workbook::Workbook;
use skillsheet_practice::samples::{SampleCell, SampleTable, grid, list};
use skillsheet_practice::{Centre, ClientOptions, Options, StartError, seed};
use skillsheet_skills::{Layout, Value};

/// The id that runs on the practice centre are recorded under.
pub const ID: &str = "practice";
/// What it is called.
pub const NAME: &str = "Practice centre";

/// The practice centre, running until it is dropped.
pub struct Practice {
    centre: Centre,
    secret: SecretString,
}

impl Practice {
    /// Starts it.
    ///
    /// # Errors
    /// When no loopback address can be listened on.
    pub async fn start() -> Result<Self, StartError> {
        // Other programs on this computer can reach a loopback address too, so it has a secret of its own.
        let secret = uuid::Uuid::new_v4().to_string();
        let clients = vec![ClientOptions::new("skillsheet", &secret)];
        let centre = Centre::start(Options { clients, ..Options::default() }, None).await?;
        Ok(Practice { centre, secret: secret.into() })
    }

    /// Its connection: nothing real, and kept in no file.
    ///
    /// # Errors
    /// When the platform it speaks has other settings than the ones it is given.
    pub fn connection(&self) -> Result<Connection, SettingsError> {
        let mut settings = Settings::default();
        settings.set("api-url", &self.centre.url())?;
        settings.set("login-url", &self.centre.url())?;
        settings.set("client-id", self.centre.client_id())?;
        Ok(Connection { id: ID.to_owned(), ..Connection::new(NAME, Kind::Practice, settings) })
    }

    /// Its secret.
    pub fn secret(&self) -> SecretString {
        self.secret.clone()
    }

    /// Puts its people and skills back to their beginning.
    pub fn reset(&self) {
        self.centre.reset();
    }
}

/// One of the two sample sheets, as the practice centre was at its beginning.
pub fn sample(layout: Layout) -> Arc<Workbook> {
    let options = Options::default();
    let state = seed::state(options.agents, options.skills, options.seed);
    let (file, table) = match layout {
        Layout::List => ("Sample list.xlsx", list(&state)),
        Layout::Grid => ("Sample grid.xlsx", grid(&state)),
    };
    samples::workbook(file, &table.name.clone(), rows(table))
}

fn rows(table: SampleTable) -> Vec<Vec<Option<Value>>> {
    let text = |text: String| Some(Value::Text(text));
    let title = table.title.into_iter().map(|line| vec![text(line)]);
    let headings = std::iter::once(table.headings.into_iter().map(text).collect());
    let cell = |cell| match cell {
        SampleCell::Empty => None,
        SampleCell::Text(words) => text(words),
        SampleCell::Number(number) => Some(Value::Number(number)),
    };
    let rows = table.rows.into_iter().map(|row| row.into_iter().map(cell).collect());
    title.chain(headings).chain(rows).collect()
}
