//! From a file and a contact centre to an update that is compared with the live state.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use skillsheet_engine::centre::Centre;
use skillsheet_engine::connections::Connection;
use skillsheet_engine::memory::Remembered;
use skillsheet_engine::reading::is_unreadable;
use skillsheet_engine::results::{self, Way};
use skillsheet_engine::session::{LiveRead, Session, read_directory, read_live};
use skillsheet_engine::update::{Terms, Update};
use skillsheet_engine::workbook::{self, CancelFlag, Workbook};
use skillsheet_skills::{AgentId, Directory, MissingColumn};
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::mapping;
use crate::options::SheetOptions;
use crate::output::note;
use crate::progress::Progress;

/// The connection with a name.
///
/// # Errors
/// When there is none.
pub fn connection(session: &Session, name: &str) -> Result<Connection, Failure> {
    let connections = session.connections();
    connections.by_name(name).cloned().ok_or_else(|| {
        let names: Vec<String> = connections.list().iter().map(|known| format!("“{}”", known.name)).collect();
        let hint = match names.as_slice() {
            [] => "Make one with `skillsheet-cli connection add`".to_owned(),
            names => format!("There is {}", names.join(", ")),
        };
        Failure::unusable(format!("There is no connection called “{name}”"), hint)
    })
}

/// Reads a spreadsheet file.
///
/// # Errors
/// When it cannot be read.
pub async fn read(path: &Path, stop: &CancellationToken) -> Result<Arc<Workbook>, Failure> {
    let (path, cancel) = (path.to_owned(), CancelFlag::new());
    let raised = cancel.clone();
    let reading = tokio::task::spawn_blocking(move || workbook::read(&path, &mut |_| {}, &cancel));
    let read = tokio::select! {
        read = reading => read.map_err(|_| Failure::fault())?,
        () = stop.cancelled() => {
            raised.cancel();
            return Err(Failure::interrupted());
        }
    };
    Ok(Arc::new(read?))
}

/// Says of a workbook that is the result of an earlier run how to go on with that one; it is read as a sheet all the
/// same.
pub async fn say_returned(session: &Session, workbook: &Workbook) {
    let Some(run) = results::run_of(workbook) else { return };
    let way = match session.journal().run(run).await {
        Ok(record) => match results::left(&record).way {
            Way::Resume => format!("`skillsheet-cli resume {run}` goes on with that one"),
            Way::Retry => format!("`skillsheet-cli retry {run}` tries again what failed in that one"),
            Way::Settle => "what was held back in that one is decided on in the window".to_owned(),
            Way::Nothing => "nothing in that one is left to go on with".to_owned(),
        },
        // Made on another computer, or with other data.
        Err(_) => "that one is not on this computer".to_owned(),
    };
    note(format!("“{}” is the result of an earlier run: {way}. Here it is read as a new sheet.", workbook.name));
}

/// What was settled in the window with earlier sheets, unless it is not wanted. Nothing is added to it here: a
/// scheduled job must not depend on what an earlier one left behind.
pub fn memory(session: &Session, connection: &Connection, options: &SheetOptions) -> Arc<Remembered> {
    if options.fresh { Arc::default() } else { Arc::new(session.memory().recall(&connection.id)) }
}

/// What a sheet is compared with, as far as the contact centre's agents and skills go.
///
/// # Errors
/// When they cannot be read.
pub async fn terms(
    centre: &Centre,
    connection: &Connection,
    memory: Arc<Remembered>,
    stop: &CancellationToken,
) -> Result<Terms, Failure> {
    let directory = directory(centre, &connection.name, stop).await?;
    Ok(Terms::of(&connection.settings, Some(directory), memory))
}

/// The contact centre's agents and skills.
///
/// # Errors
/// When they cannot be read.
pub async fn directory(centre: &Centre, name: &str, stop: &CancellationToken) -> Result<Arc<Directory>, Failure> {
    let mut progress = Progress::new("Agents and skills, pages read");
    let read = read_directory(centre, |done, of| progress.at(done, of), stop.clone()).await;
    read.map_err(|refusal| match stop.is_cancelled() {
        true => Failure::interrupted(),
        false => Failure::of_refusal(&format!("The agents and skills of “{name}” could not be read"), &refusal),
    })
}

/// An update from a workbook, read as the options say.
///
/// # Errors
/// When the tab is not there, a column is missing, or what was said does not fit.
pub fn update(workbook: Arc<Workbook>, terms: Terms, options: &SheetOptions) -> Result<Update, Failure> {
    let tab = options.tab.as_deref().map(|name| tab(&workbook, name)).transpose()?;
    let mut update = Update::new(workbook, terms);
    if let Some(tab) = tab {
        update.choose_tab(tab);
    }
    match (&options.mapping, options.layout) {
        (Some(kept), _) => {
            mapping::fits_tab(kept, update.sheet())?;
            update.use_mapping(kept.clone());
        }
        (None, Some(layout)) if layout != update.mapping().layout => update.set_layout(layout),
        (None, _) => {}
    }
    if let Some(hidden) = options.hidden {
        update.set_hidden(hidden);
    }
    mapping::fits(&options.legend, &update.terms().scale)?;
    for (word, meaning) in &options.legend {
        update.set_mark(word, Some(*meaning));
    }
    update.set_mode(options.mode);
    match update.columns() {
        Ok(_) => Ok(update),
        Err(missing) => Err(unreadable(&update, missing)),
    }
}

fn tab(workbook: &Workbook, name: &str) -> Result<usize, Failure> {
    let same = |tab: &str| tab.to_lowercase() == name.trim().to_lowercase();
    workbook.tabs.iter().position(|sheet| same(&sheet.tab)).ok_or_else(|| {
        let names: Vec<String> = workbook.tabs.iter().map(|sheet| format!("“{}”", sheet.tab)).collect();
        let message = format!("“{}” has no tab called “{name}”", workbook.name);
        Failure::unusable(message, format!("There is {}", names.join(", ")))
    })
}

fn unreadable(update: &Update, missing: MissingColumn) -> Failure {
    let (file, tab) = (&update.workbook().name, &update.sheet().tab);
    let hint = "Say where the columns are with --mapping, or choose another --tab or --layout";
    Failure::unusable(format!("“{file}”, tab “{tab}”, cannot be read: {missing}").replace(": No", ": no"), hint)
}

/// Reads what the sheet's agents have now, and compares. Answers how long the first answer took: what one request
/// takes where nothing waits.
///
/// # Errors
/// When nothing can be read.
pub async fn compare(
    update: &mut Update,
    centre: &Centre,
    name: &str,
    stop: &CancellationToken,
) -> Result<Duration, Failure> {
    let (LiveRead { live, unread, read_at }, latency) = live(centre, name, &update.agents_to_read(), stop).await?;
    update.add_compared(live, unread, read_at);
    Ok(latency)
}

/// What agents have now, and how long the first answer took.
///
/// # Errors
/// When nothing can be read.
pub async fn live(
    centre: &Centre,
    name: &str,
    agents: &[AgentId],
    stop: &CancellationToken,
) -> Result<(LiveRead, Duration), Failure> {
    let mut progress = Progress::new("Agents' skills, agents read");
    let (began, mut latency) = (Instant::now(), None);
    let told = |done, of| {
        if done == 1 {
            latency.get_or_insert_with(|| began.elapsed());
        }
        progress.at(done, of);
    };
    let read = read_live(centre, agents, told, stop.clone()).await.map_err(|refusal| {
        if stop.is_cancelled() {
            return Failure::interrupted();
        }
        let what = format!("The skills of “{name}”'s agents could not be read");
        let failure = Failure::of_refusal(&what, &refusal);
        if !is_unreadable(&refusal) {
            return failure;
        }
        // Each write replaces all skills of an agent, and nobody knows what it would wipe.
        let hint = "Nothing may be sent, for a write would wipe what cannot be seen; ask for the right to read it";
        Failure { hint: hint.to_owned(), ..failure }
    })?;
    Ok((read, latency.unwrap_or_default()))
}
