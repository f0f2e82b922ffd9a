//! The practice centre inside the app: a real server on this computer's own loopback address.

use std::sync::Arc;

use secrecy::SecretString;
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::platforms::Settings;
use skillsheet_engine::samples;
use skillsheet_engine::workbook::Workbook;
use skillsheet_practice::samples::{SampleCell, SampleTable, grid, list};
use skillsheet_practice::{Centre, Dialect, Options};
use skillsheet_skills::{Layout, Value};

use crate::error::Answer;
use crate::view::CommandError;

/// The id that runs on the practice centre are recorded under.
pub const ID: &str = "practice";
/// What it is called.
pub const NAME: &str = "Practice centre";

/// The practice centre, running until it is dropped.
pub struct Practice {
    centre: Centre,
    settings: Settings,
    secret: SecretString,
}

impl Practice {
    /// Starts it as a centre of a platform, by the platform's name.
    ///
    /// # Errors
    /// When no loopback address can be listened on, or the platform is not one to practise on.
    pub async fn start(platform: &str) -> Answer<Self> {
        let unknown = || cannot_start(format!("Nobody can practise on “{platform}”."));
        let mut options = options(platform).ok_or_else(unknown)?;
        let mut settings = Settings::of(platform).ok_or_else(unknown)?;
        // Other programs on this computer can reach a loopback address too, so it has a secret of its own.
        let secret = uuid::Uuid::new_v4().to_string();
        options.clients.truncate(1);
        let client = options.clients.first_mut().ok_or_else(unknown)?;
        client.secret.clone_from(&secret);
        let id = client.id.clone();
        let centre = Centre::start(options, None).await.map_err(|error| cannot_start(error.to_string()))?;
        for (key, text) in [("api-url", centre.url()), ("login-url", centre.url()), ("client-id", id)] {
            settings.set(key, &text)?;
        }
        Ok(Practice { centre, settings, secret: secret.into() })
    }

    /// The platform that it speaks for.
    pub fn platform(&self) -> &'static str {
        self.settings.platform()
    }

    /// Its connection: nothing real, and kept in no file.
    pub fn connection(&self) -> Connection {
        Connection { id: ID.to_owned(), ..Connection::new(NAME, Kind::Practice, self.settings.clone()) }
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

fn cannot_start(why: String) -> CommandError {
    CommandError::new("practice", "The practice centre could not start", why)
}

/// The platform that is practised on where nobody says which.
pub fn usual() -> Option<&'static str> {
    let is_usual = |name: &&str| Dialect::named(name).is_some_and(|dialect| dialect == Dialect::default());
    Settings::PLATFORMS.iter().map(|(name, _)| *name).find(is_usual)
}

/// How a practice centre of a platform is set up; none where nobody can practise on it.
fn options(platform: &str) -> Option<Options> {
    Some(Options::default().speaking(Dialect::named(platform)?))
}

/// One of the two sample sheets, as the practice centre of a platform was at its beginning.
pub fn sample(platform: &str, layout: Layout) -> Option<Arc<Workbook>> {
    let state = options(platform)?.state();
    let (file, table) = match layout {
        Layout::List | Layout::Packed => ("Sample list.xlsx", list(&state)),
        Layout::Grid | Layout::Transposed => ("Sample grid.xlsx", grid(&state)),
    };
    Some(samples::workbook(file, &table.name.clone(), rows(table)))
}

fn rows(table: SampleTable) -> Vec<Vec<Option<Value>>> {
    let text = |text: String| Some(Value::Text(text.into()));
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

#[cfg(test)]
mod tests {
    use skillsheet_engine::centre::Centre as SignedIn;
    use skillsheet_engine::check::{CheckAnswer, check};
    use tokio_util::sync::CancellationToken;

    use super::*;

    #[tokio::test]
    async fn every_platform_can_be_practised_on() {
        for (platform, product) in Settings::PLATFORMS {
            let practice = Practice::start(platform).await.expect("it starts");
            let connection = practice.connection();
            assert_eq!((practice.platform(), connection.kind), (*platform, Kind::Practice));
            let settings = &connection.settings;
            let platform_api = settings.connect(practice.secret()).expect("its settings are right");
            let centre = SignedIn::new(platform_api, settings.rate_limit(), false);
            let report = check(&centre, |_| (), CancellationToken::new()).await;
            for line in &report.lines {
                let works = matches!(line.answer, CheckAnswer::Yes | CheckAnswer::NotKnownYet);
                assert!(works, "{product}: {line:?}");
            }
            assert!(report.agents.is_none_or(|agents| agents > 100), "{product}: {report:?}");
            for layout in [Layout::List, Layout::Grid] {
                let workbook = sample(platform, layout).expect("there is a sample");
                let levels = workbook.tabs[0].rows.iter().flat_map(|row| &row.cells);
                let numbers = levels.filter_map(|cell| match cell.value {
                    Value::Number(number) => Some(number),
                    _ => None,
                });
                let scale = settings.scale();
                let (right, wrong): (Vec<f64>, Vec<f64>) =
                    numbers.partition(|number| (scale.min.number()..=scale.max.number()).contains(number));
                assert!(right.len() > 10 * wrong.len(), "{product}: the sample is not on its scale: {wrong:?}");
            }
        }
        assert!(Practice::start("nothing").await.is_err());
    }
}
