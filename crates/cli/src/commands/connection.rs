//! `connection`: add, list, test, remove.

use serde::Serialize;
use skillsheet_engine::check::{CheckAnswer, CheckId, CheckLine, CheckReport, check};
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::platforms::Settings;

use super::{App, Ended};
use crate::failure::{Exit, Failure};
use crate::options::AddOptions;
use crate::output::{note, table};
use crate::{secret, sheet};

/// A connection as programs see it. It holds no secret, because a connection holds none.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'a> {
    name: &'a str,
    kind: Kind,
    platform: &'static str,
    product: &'static str,
    place: String,
    last_used: Option<String>,
    settings: &'a Settings,
}

impl<'a> Shown<'a> {
    fn of(connection: &'a Connection) -> Self {
        let settings = &connection.settings;
        Shown {
            name: &connection.name,
            kind: connection.kind,
            platform: settings.platform(),
            product: settings.product(),
            place: settings.place(),
            last_used: connection.last_used.map(|moment| moment.to_string()),
            settings,
        }
    }
}

/// What a connection is for, as it is written in JSON.
pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Production => "production",
        Kind::Sandbox => "sandbox",
        Kind::Practice => "practice",
    }
}

/// Adds a connection; its secret goes to the keyring.
pub async fn add(app: &App, options: AddOptions) -> Ended {
    let session = app.session()?;
    let connection = options.connection;
    let taken = session.connections().by_name(&connection.name).is_some();
    if taken || connection.name.is_empty() {
        // The list has the words for it, and refuses before a secret is asked for.
        session.connections().save(connection)?;
        return Err(Failure::fault());
    }
    secret::take_in(&session, &connection, options.secret_stdin).await?;
    let saved = session.connections().save(connection.clone());
    if let Err(error) = saved {
        // A secret without a connection would be out of everybody's sight.
        let _ = session.vault().remove(&connection.id).await;
        return Err(error.into());
    }
    app.out.document(&Shown::of(&connection));
    let (product, place) = (connection.settings.product(), connection.settings.place());
    app.out.line(format!("“{}” is connected to {place} ({product})", connection.name));
    Ok(Exit::Done)
}

/// Lists the connections.
pub fn list(app: &App) -> Ended {
    let session = app.session()?;
    let connections = session.connections();
    let list: Vec<Shown<'_>> = connections.list().iter().map(Shown::of).collect();
    app.out.document(&list);
    let rows: Vec<Vec<String>> = list
        .iter()
        .map(|shown| {
            vec![shown.name.to_owned(), word(shown.kind).to_owned(), shown.platform.to_owned(), shown.place.clone()]
        })
        .collect();
    table(&rows).iter().for_each(|line| app.out.line(line));
    if rows.is_empty() {
        app.out.line("There are no connections; `skillsheet-cli connection add` makes one");
    }
    Ok(Exit::Done)
}

/// Removes a connection and its secret.
pub async fn remove(app: &App, name: &str) -> Ended {
    let session = app.session()?;
    let connection = sheet::connection(&session, name)?;
    match session.vault().remove(&connection.id).await {
        Ok(()) => {}
        Err(error) if secret::is_away(&error) && !connection.settings.needs_secret() => {}
        // Then the secret is not in one.
        Err(error) if secret::is_away(&error) => note(format!("{error}; only the connection was removed")),
        Err(error) => return Err(secret::told(&error)),
    }
    session.connections().remove(&connection.id)?;
    app.out.document(&serde_json::json!({ "removed": connection.name }));
    app.out.line(format!("“{}” was removed", connection.name));
    Ok(Exit::Done)
}

/// The document of `connection test`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tested<'a> {
    connection: &'a str,
    signed_in: bool,
    /// As it calls itself; the place that it is reached at where it does not tell.
    tenant: String,
    agents: Option<u32>,
    skills: Option<u32>,
    permissions: Vec<Permission>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Permission {
    name: &'static str,
    label: &'static str,
    /// Neither where it cannot be known without changing something.
    granted: Option<bool>,
}

/// Signs in and sees what the connection may do.
pub async fn test(app: &App, name: &str) -> Ended {
    let session = app.session()?;
    let connection = sheet::connection(&session, name)?;
    let stop = app.interruption()?;
    let centre = secret::centre(&session, &connection).await?;
    let report = check(&centre, |line| note_line(app, line), stop.clone()).await;
    if stop.is_cancelled() {
        return Err(Failure::interrupted());
    }
    let permissions = report.lines.iter().filter(|line| line.id != CheckId::SignIn).map(permission).collect();
    app.out.document(&Tested {
        connection: &connection.name,
        signed_in: report.answer(CheckId::SignIn) == CheckAnswer::Yes,
        tenant: report.tenant.clone().unwrap_or_else(|| connection.settings.place()),
        agents: report.agents,
        skills: report.skills,
        permissions,
    });
    ended(&connection, &report)
}

fn permission(line: &CheckLine) -> Permission {
    let granted = match line.answer {
        CheckAnswer::Yes => Some(true),
        CheckAnswer::Missing | CheckAnswer::Failed => Some(false),
        CheckAnswer::NotKnownYet | CheckAnswer::Asking => None,
    };
    Permission { name: line.id.name(), label: line.id.label(), granted }
}

fn note_line(app: &App, line: &CheckLine) {
    let answer = match line.answer {
        CheckAnswer::Asking => return,
        CheckAnswer::Yes => "yes",
        CheckAnswer::Missing => "missing",
        CheckAnswer::NotKnownYet => "not known yet",
        CheckAnswer::Failed => "no",
    };
    let detail = if line.detail.is_empty() { String::new() } else { format!(" ({})", line.detail) };
    app.out.line(format!("{:<24} {answer}{detail}", line.id.label()));
}

fn ended(connection: &Connection, report: &CheckReport) -> Ended {
    let Some(line) = report.lines.iter().find(|line| line.problem.is_some()) else { return Ok(Exit::Done) };
    let problem = line.problem.clone().unwrap_or_default();
    let exit = match (line.id, problem.status) {
        (CheckId::Reached | CheckId::SignIn, None) => Exit::Stopped,
        (CheckId::SignIn, Some(_)) => Exit::Unusable,
        _ => Exit::Partly,
    };
    let failure =
        Failure::of_problem(exit, &format!("“{}”, {}", connection.name, line.id.label().to_lowercase()), &problem);
    Err(failure)
}
