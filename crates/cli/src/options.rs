//! What was typed, checked: everything that can be found wrong without opening the data folder or asking a network.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use skillsheet_engine::connections::{Connection, Kind};
use skillsheet_engine::platforms::{Region, Settings, SettingsError};
use skillsheet_engine::template::Form;
use skillsheet_practice::{Dialect, Options as PracticeOptions, Rule, seed};
use skillsheet_skills::{Hidden, KeptMapping, Layout, Marked, PlanMode};

use crate::args::{
    AddArgs, CheckArgs, FormArg, HiddenArg, KindArg, LayoutArg, ModeArg, OWN_OPTIONS, PracticeArgs, ResultsArgs,
    RunArgs, SheetArgs, TemplateArgs,
};
use crate::consent::Consent;
use crate::failure::Failure;
use crate::mapping;

type Checked<T> = Result<T, Failure>;

/// A new connection.
pub struct AddOptions {
    /// The connection; its settings are sound.
    pub connection: Connection,
    /// Read the secret from standard input.
    pub secret_stdin: bool,
}

impl AddOptions {
    /// Checks what was typed.
    ///
    /// # Errors
    /// An unknown platform, or a setting that cannot be used.
    pub fn check(args: AddArgs) -> Checked<Self> {
        let mut settings = Settings::of(&args.platform).ok_or_else(|| {
            let message = format!("This Skillsheet cannot connect to “{}”", args.platform);
            Failure::unusable(message, format!("It can connect to: {}", platforms()))
        })?;
        let region = args.region.map(|text| region(&settings, &text)).transpose()?;
        let own = [region, args.api_url, args.login_url, Some(args.client_id), args.rate_limit, args.concurrency];
        for (key, value) in OWN_OPTIONS.iter().zip(own) {
            if let Some(value) = value {
                settings.set(key, &value)?;
            }
        }
        for pair in &args.settings {
            let (key, value) = pair.split_once('=').ok_or_else(|| {
                Failure::unusable(format!("“{pair}” is not a setting"), "Write --set KEY=VALUE; --help lists the keys")
            })?;
            settings.set(key.trim(), value)?;
        }
        settings.validate().map_err(|error| invalid(&settings, error))?;
        let kind = match args.kind {
            KindArg::Production => Kind::Production,
            KindArg::Sandbox => Kind::Sandbox,
        };
        let connection = Connection::new(args.name.trim(), kind, settings);
        Ok(AddOptions { connection, secret_stdin: args.secret_stdin })
    }
}

/// The names of all platforms.
fn platforms() -> String {
    let names: Vec<&str> = Settings::PLATFORMS.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

/// The id of the region that is meant by its id, its name or its domain.
///
/// # Errors
/// When the platform has no regions, or none that is called so.
fn region(settings: &Settings, text: &str) -> Checked<String> {
    let (platform, text) = (settings.platform(), text.trim());
    let regions = settings.regions();
    if regions.is_empty() {
        let message = format!("“{platform}” has no regions");
        return Err(Failure::unusable(message, "Leave --region out, and give the API's address with --api-url"));
    }
    let means = |name: &str| !text.is_empty() && name.to_lowercase() == text.to_lowercase();
    // “EMEA (Frankfurt)” is Frankfurt to most.
    let place = |words: &'static str| words.split_once('(').map_or(words, |(_, place)| place.trim_end_matches(')'));
    let names = |(id, words, domain): &Region| [*id, words, domain, place(words)];
    let found = regions.iter().find(|region| names(region).into_iter().any(means));
    if let Some((id, ..)) = found {
        return Ok((*id).to_owned());
    }
    // Some platforms have regions that nobody lists.
    let mut other = settings.clone();
    let taken = other.set("client-id", "me").and_then(|()| other.set("region", text)).and_then(|()| other.validate());
    let taken = !text.is_empty() && taken.err().is_none_or(|error| error.field != "region");
    let more = if taken { " If there is another one, --set region=ID takes it." } else { "" };
    let message = format!("“{platform}” has no region “{text}” that Skillsheet knows");
    Err(Failure::unusable(message, format!("{}{more}", known_regions(settings))))
}

fn known_regions(settings: &Settings) -> String {
    let known = settings.regions().iter().filter(|(id, ..)| !id.is_empty());
    let list: Vec<String> = known.map(|(id, words, _)| format!("{id} “{words}”")).collect();
    format!("There are: {}.", list.join(", "))
}

/// A setting that cannot be used; where the region is missing, those that there are.
fn invalid(settings: &Settings, error: SettingsError) -> Failure {
    let missing = error.field == "region" && settings.get("region").is_some_and(|region| region.is_empty());
    let failure = Failure::from(error);
    if !missing {
        return failure;
    }
    let hint = format!("Give it with --region, or an address with --api-url. {}", known_regions(settings));
    Failure { hint, ..failure }
}

/// The platform that a practice centre speaks for, by its name; without one, the usual one.
pub fn practised(platform: Option<&str>) -> Checked<(&'static str, Dialect)> {
    let names = || Settings::PLATFORMS.iter().map(|(name, _)| *name);
    let dialects = || names().filter_map(|name| Some((name, Dialect::named(name)?)));
    let usual = Dialect::default();
    dialects().find(|(name, dialect)| platform.map_or(*dialect == usual, |wanted| *name == wanted)).ok_or_else(|| {
        let message = format!("Nobody can practise on “{}”", platform.unwrap_or_default());
        Failure::unusable(message, format!("There are: {}", platforms()))
    })
}

/// A sheet, and how to read it.
#[derive(Clone, Debug)]
pub struct SheetOptions {
    /// The file.
    pub path: PathBuf,
    /// The connection's name.
    pub connection: String,
    /// The tab, where it is not to be found out.
    pub tab: Option<String>,
    /// The layout, where it is not to be found out.
    pub layout: Option<Layout>,
    /// Merge or exact.
    pub mode: PlanMode,
    /// What happens with hidden rows and columns, where it was said.
    pub hidden: Option<Hidden>,
    /// What marks and words mean, as far as it was said.
    pub legend: Vec<(String, Marked)>,
    /// Where the columns are, where that is not to be found out.
    pub mapping: Option<KeptMapping>,
    /// Whether what was settled with earlier sheets is ignored.
    pub fresh: bool,
}

impl SheetOptions {
    /// Checks what was typed.
    ///
    /// # Errors
    /// A mapping that cannot be read, or a word without a meaning.
    pub fn check(args: SheetArgs) -> Checked<Self> {
        let mapping = args.mapping.as_deref().map(mapping::read).transpose()?;
        let layout = args.layout.map(layout);
        if let (Some(mapping), Some(layout)) = (&mapping, layout)
            && mapping.mapping.layout != layout
        {
            let hint = "Leave --layout out, or change the file";
            return Err(Failure::unusable("--layout and --mapping name different layouts", hint));
        }
        Ok(SheetOptions {
            path: args.sheet,
            connection: args.connection,
            tab: args.tab,
            layout,
            mode: match args.mode {
                ModeArg::Merge => PlanMode::Merge,
                ModeArg::Exact => PlanMode::Exact,
            },
            hidden: args.hidden.map(hidden),
            legend: mapping::legend(&args.legend)?,
            mapping,
            fresh: args.fresh,
        })
    }
}

/// A sheet to look at.
pub struct CheckOptions {
    /// The sheet.
    pub sheet: SheetOptions,
    /// Where it is saved how the sheet was read.
    pub save_mapping: Option<PathBuf>,
}

impl CheckOptions {
    /// Checks what was typed.
    ///
    /// # Errors
    /// As for the sheet, or a mapping that cannot go where it should.
    pub fn check(args: CheckArgs) -> Checked<Self> {
        let save_mapping = args.save_mapping.map(mapping::output).transpose()?;
        Ok(CheckOptions { sheet: SheetOptions::check(args.sheet)?, save_mapping })
    }
}

/// A run of a sheet.
pub struct RunOptions {
    /// The sheet.
    pub sheet: SheetOptions,
    /// What was agreed to.
    pub consent: Consent,
    /// Where the result workbook goes.
    pub results: Option<PathBuf>,
}

impl RunOptions {
    /// Checks what was typed.
    ///
    /// # Errors
    /// A mapping that cannot be read, or a result workbook that cannot go where it should.
    pub fn check(args: RunArgs) -> Checked<Self> {
        let results = args.results.map(workbook).transpose()?;
        if let Some(results) = &results
            && let (Ok(results), Ok(sheet)) = (fs::canonicalize(results), fs::canonicalize(&args.sheet.sheet))
            && results == sheet
        {
            let hint = "Skillsheet never writes into your sheet; give the results another name";
            return Err(Failure::unusable("The results would replace the sheet", hint));
        }
        let consent = Consent { yes: args.yes, confirm: args.confirm };
        Ok(RunOptions { sheet: SheetOptions::check(args.sheet)?, consent, results })
    }
}

/// A workbook of today's skills.
pub struct TemplateOptions {
    /// The connection's name.
    pub connection: String,
    /// Where it goes.
    pub output: PathBuf,
    /// How it is laid out.
    pub form: Form,
    /// Teams whose agents it has, as typed; all agents when empty.
    pub teams: Vec<String>,
    /// Skills that it has, as typed; all that are switched on when empty.
    pub skills: Vec<String>,
}

impl TemplateOptions {
    /// Checks what was typed.
    ///
    /// # Errors
    /// A workbook that cannot go where it should.
    pub fn check(args: TemplateArgs) -> Checked<Self> {
        let form = match args.layout {
            FormArg::List => Form::List,
            FormArg::Grid => Form::Grid,
        };
        let TemplateArgs { connection, teams, skills, .. } = args;
        Ok(TemplateOptions { connection, output: workbook(args.output)?, form, teams, skills })
    }
}

/// Where a result workbook goes.
///
/// # Errors
/// When it cannot go there.
pub fn results_output(args: &ResultsArgs) -> Checked<PathBuf> {
    workbook(args.output.clone())
}

/// A practice centre.
pub struct CentreOptions {
    /// The platform that it speaks for.
    pub platform: &'static str,
    /// How it is set up.
    pub options: PracticeOptions,
    /// Where it listens.
    pub port: Option<u16>,
}

impl CentreOptions {
    /// Checks what was typed.
    ///
    /// # Errors
    /// A platform that there is none of, more than a practice centre holds, or faults that cannot be read.
    pub fn check(args: PracticeArgs) -> Checked<Self> {
        let (platform, dialect) = practised(args.platform.as_deref())?;
        let usual = PracticeOptions::default();
        let faults: Option<Vec<Rule>> = args.faults.as_deref().map(|path| json(path, "faults")).transpose()?;
        let options = PracticeOptions {
            agents: at_most(args.agents.unwrap_or(usual.agents), seed::MOST_AGENTS, "agents")?,
            skills: at_most(args.skills.unwrap_or(usual.skills), seed::MOST_SKILLS, "skills")?,
            seed: args.seed.unwrap_or(usual.seed),
            faults: faults.unwrap_or_default(),
            ..usual
        };
        Ok(CentreOptions { platform, options: options.speaking(dialect), port: args.port })
    }
}

fn at_most(number: usize, most: usize, what: &str) -> Checked<usize> {
    if number <= most {
        return Ok(number);
    }
    let message = format!("The practice centre cannot hold {number} {what}");
    Err(Failure::unusable(message, format!("There can be up to {most}")))
}

fn layout(layout: LayoutArg) -> Layout {
    match layout {
        LayoutArg::List => Layout::List,
        LayoutArg::Grid => Layout::Grid,
        LayoutArg::Packed => Layout::Packed,
        LayoutArg::Transposed => Layout::Transposed,
    }
}

fn hidden(hidden: HiddenArg) -> Hidden {
    match hidden {
        HiddenArg::Read => Hidden::Read,
        HiddenArg::LeaveOut => Hidden::LeaveOut,
    }
}

/// A path that a workbook can be saved at, found out before the work is done.
fn workbook(path: PathBuf) -> Checked<PathBuf> {
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        let message = format!("“{}” is no name for a workbook", path.display());
        return Err(Failure::unusable(message, "Give it a name that ends in .xlsx"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let message = format!("“{}” cannot be saved: its folder is not there", path.display());
        return Err(Failure::unusable(message, "Make the folder first, or choose another one"));
    }
    Ok(path)
}

fn json<T: DeserializeOwned>(path: &Path, what: &str) -> Checked<T> {
    let failed = |error: &dyn std::fmt::Display, hint: &str| {
        Failure::unusable(format!("The {what} in “{}” could not be read: {error}", path.display()), hint)
    };
    let text = fs::read_to_string(path).map_err(|error| failed(&error, "Check the file's name"))?;
    serde_json::from_str(&text).map_err(|error| failed(&error, "It is JSON; --help tells what it holds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_is_named_so_and_has_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, fits) in [
            (PathBuf::from("here.xlsx"), true),
            (folder.path().join("HERE.XLSX"), true),
            (folder.path().join("here.csv"), false),
            (folder.path().join("not-there").join("here.xlsx"), false),
        ] {
            assert_eq!(workbook(path.clone()).is_ok(), fits, "{}", path.display());
        }
    }
}
