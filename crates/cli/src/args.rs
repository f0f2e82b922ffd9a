//! What is typed: parsed, not yet checked.

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use skillsheet_engine::journal::RunId;
use skillsheet_engine::platforms::Settings;

use crate::options::practised;

/// Update every agent's skills from one spreadsheet.
///
/// Exit status: 0 everything asked for is so; 1 some changes failed, were held back or left out; 2 the command or the
/// sheet cannot be used as given, and nothing was sent; 3 stopped before the end, which `resume` continues; 4 a fault
/// of the program.
#[derive(Debug, Parser)]
#[command(name = "skillsheet-cli", version)]
pub struct Args {
    /// Where settings and the history are kept; never a secret [usually: the system's place for such data]
    #[arg(long, global = true, value_name = "DIR", env = "SKILLSHEET_DATA_DIR", hide_env_values = true)]
    pub data_dir: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// Tell on standard error what happens inside; twice for more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Contact centres that are connected
    #[command(subcommand)]
    Connection(ConnectionCommand),
    /// Save today's skills as a workbook to fill in
    Template(TemplateArgs),
    /// Show what a sheet would change; sends nothing
    Check(CheckArgs),
    /// Change what a sheet says
    Run(RunArgs),
    /// Go on with a run that was paused or cut off
    Resume(RunName),
    /// Try the failed changes of a run again
    Retry(RunName),
    /// Put back what a run changed, except for what somebody else changed since
    Undo(UndoArgs),
    /// Stop a run for good; needs no network
    Cancel(RunName),
    /// List the runs, or show one; needs no network
    Runs(RunsArgs),
    /// Save a run's result workbook: the sheet as it was, with what became of each row
    Results(ResultsArgs),
    /// Serve a made-up contact centre on this computer until interrupted
    Practice(PracticeArgs),
    /// The whole job against a made-up contact centre, start to finish
    Demo(DemoArgs),
}

/// What to do with connections.
#[derive(Debug, Subcommand)]
pub enum ConnectionCommand {
    /// Connect a contact centre; the secret goes to the system's keyring
    Add(Box<AddArgs>),
    /// List the connections
    List,
    /// Sign in and see what the connection may do; changes nothing
    Test(ConnectionName),
    /// Remove a connection and its secret
    Remove(ConnectionName),
}

/// A new connection.
#[derive(Debug, Arguments)]
pub struct AddArgs {
    /// What to call it
    pub name: String,
    /// Which platform it is
    #[arg(long, help = platforms_help())]
    pub platform: String,
    /// The client id
    #[arg(long, value_name = "ID")]
    pub client_id: String,
    /// Read the secret from standard input instead of asking for it; the secret of a registered app on a second line
    #[arg(long)]
    pub secret_stdin: bool,
    /// Where the contact centre is run, by its id or in words; --help lists the regions
    #[arg(long, value_name = "REGION", long_help = regions_help())]
    pub region: Option<String>,
    /// Origin of the API, such as https://api.example.com; http only on this computer
    #[arg(long, value_name = "URL")]
    pub api_url: Option<String>,
    /// Origin of the sign-in; the API's when not given
    #[arg(long, value_name = "URL")]
    pub login_url: Option<String>,
    /// Real customers or a test tenant; a production connection asks for its name before it changes anything
    #[arg(long, value_enum, default_value_t = KindArg::Production)]
    pub kind: KindArg,
    /// Requests allowed in a window of time, such as 300/60
    #[arg(long, value_name = "REQUESTS/SECONDS")]
    pub rate_limit: Option<String>,
    /// Requests at once, 1 to 10
    #[arg(long, value_name = "N")]
    pub concurrency: Option<String>,
    /// One of the platform's own settings; may be given several times; --help lists them
    #[arg(long = "set", value_name = "KEY=VALUE", long_help = settings_help())]
    pub settings: Vec<String>,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KindArg {
    /// Real customers
    Production,
    /// A test tenant
    Sandbox,
}

/// A connection's name.
#[derive(Debug, Arguments)]
pub struct ConnectionName {
    /// The connection's name
    pub name: String,
}

/// A workbook to fill in.
#[derive(Debug, Arguments)]
pub struct TemplateArgs {
    /// The connection's name
    #[arg(long, value_name = "NAME")]
    pub connection: String,
    /// Where to save it
    #[arg(long, value_name = "FILE.xlsx")]
    pub output: PathBuf,
    /// One row per agent and skill, or agents down and skills across
    #[arg(long, value_enum, default_value_t = FormArg::List)]
    pub layout: FormArg,
    /// Only the agents of this team, by its name; may be given several times
    #[arg(long = "team", value_name = "NAME")]
    pub teams: Vec<String>,
    /// Only this skill, by its name or id; may be given several times
    #[arg(long = "skill", value_name = "NAME")]
    pub skills: Vec<String>,
}

/// How a workbook to fill in is laid out.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormArg {
    /// One row per agent and skill
    List,
    /// Agents down, skills across
    Grid,
}

/// How a sheet is laid out.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LayoutArg {
    /// One row per agent and skill
    List,
    /// Agents down, skills across
    Grid,
    /// Agents down, with all skills and levels of one in a cell
    Packed,
    /// Skills down, agents across
    Transposed,
}

/// What happens with rows and columns that are hidden in the workbook.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum HiddenArg {
    /// They are read like all others
    Read,
    /// They are left out
    LeaveOut,
}

/// What happens with skills that the sheet does not name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ModeArg {
    /// They stay
    Merge,
    /// They go
    Exact,
}

/// A sheet, and how to read it.
#[derive(Debug, Arguments)]
pub struct SheetArgs {
    /// The spreadsheet file
    pub sheet: PathBuf,
    /// The connection's name
    #[arg(long, value_name = "NAME")]
    pub connection: String,
    /// Which tab; the likeliest when not given
    #[arg(long)]
    pub tab: Option<String>,
    /// How it is laid out; found out when not given
    #[arg(long, value_enum)]
    pub layout: Option<LayoutArg>,
    /// Skills that the sheet does not name stay (merge) or go (exact)
    #[arg(long, value_enum, default_value_t = ModeArg::Merge)]
    pub mode: ModeArg,
    /// Rows and columns that are hidden in the workbook are read, or left out [default: read]
    #[arg(long, value_enum)]
    pub hidden: Option<HiddenArg>,
    /// What a mark or a word means in the place of a level: a level, remove or nothing; may be given several times
    #[arg(long, value_name = "WORD=LEVEL", allow_hyphen_values = true)]
    pub legend: Vec<String>,
    /// How the sheet is read, as `check --save-mapping` writes it
    #[arg(long, value_name = "FILE", long_help = MAPPING_HELP)]
    pub mapping: Option<PathBuf>,
    /// Ignore what was settled in the window with earlier sheets
    #[arg(long)]
    pub fresh: bool,
}

/// A sheet to look at.
#[derive(Debug, Arguments)]
pub struct CheckArgs {
    /// The sheet.
    #[command(flatten)]
    pub sheet: SheetArgs,
    /// Save how the sheet was read, for --mapping
    #[arg(long, value_name = "FILE.json")]
    pub save_mapping: Option<PathBuf>,
}

const MAPPING_HELP: &str = "How the sheet is read, as JSON, as `check --save-mapping` writes it:
  layout       list, grid, packed or transposed
  headingRow   Excel's number of the row with the headings; of two rows, the lower one
  headingRows  1 or 2 (1)
  agent, skill, proficiency, action
               the columns, as letters or counted from 0
  agentRest    the column that the agent's name goes on in, where first and last names stand in two
  hidden       read or leaveOut (read)
  legend       what marks and words mean, such as {\"expert\": 5, \"no\": \"remove\"}
  turnedRound  true where the levels are read from the other end of the scale (false)";

/// A run of a sheet.
#[derive(Debug, Arguments)]
pub struct RunArgs {
    /// The sheet.
    #[command(flatten)]
    pub sheet: SheetArgs,
    /// Send without asking
    #[arg(long)]
    pub yes: bool,
    /// The connection's name once more, for one that is production
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,
    /// Save the result workbook here at the end
    #[arg(long, value_name = "FILE.xlsx")]
    pub results: Option<PathBuf>,
}

/// A run.
#[derive(Debug, Arguments)]
pub struct RunName {
    /// The run's id, as `runs` lists it
    pub run: RunId,
}

/// A run to put back.
#[derive(Debug, Arguments)]
pub struct UndoArgs {
    /// The run's id, as `runs` lists it
    pub run: RunId,
    /// Send without asking
    #[arg(long)]
    pub yes: bool,
}

/// All runs or one.
#[derive(Debug, Arguments)]
pub struct RunsArgs {
    /// The run's id, to show that one with its agents
    pub run: Option<RunId>,
}

/// A result workbook.
#[derive(Debug, Arguments)]
pub struct ResultsArgs {
    /// The run's id, as `runs` lists it
    pub run: RunId,
    /// Where to save it
    #[arg(long, value_name = "FILE.xlsx")]
    pub output: PathBuf,
}

/// A practice centre.
#[derive(Debug, Arguments)]
pub struct PracticeArgs {
    /// Which platform it speaks for
    #[arg(long, value_name = "PLATFORM", help = practised_help())]
    pub platform: Option<String>,
    /// Where it listens on this computer; any free port when not given
    #[arg(long)]
    pub port: Option<u16>,
    /// How many agents there are
    #[arg(long, value_name = "N")]
    pub agents: Option<usize>,
    /// How many skills there are
    #[arg(long, value_name = "N")]
    pub skills: Option<usize>,
    /// What names, ids and levels follow from
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// What goes wrong, as a JSON array of rules
    #[arg(long, value_name = "FILE")]
    pub faults: Option<PathBuf>,
}

/// A demo.
#[derive(Debug, Arguments)]
pub struct DemoArgs {
    /// Which platform it is shown on
    #[arg(long, value_name = "PLATFORM", help = practised_help())]
    pub platform: Option<String>,
}

/// Settings that have an option of their own, in the order in which `options` sets them.
pub const OWN_OPTIONS: [&str; 6] = ["region", "api-url", "login-url", "client-id", "rate-limit", "concurrency"];

fn platforms_help() -> String {
    let names: Vec<&str> = Settings::PLATFORMS.iter().map(|(name, _)| *name).collect();
    format!("Which platform it is: {}", names.join(", "))
}

fn practised_help() -> String {
    let usual = practised(None).map(|(name, _)| name).unwrap_or_default();
    let names: Vec<&str> = Settings::PLATFORMS.iter().map(|(name, _)| *name).collect();
    format!("Which platform it speaks for: {} [default: {usual}]", names.join(", "))
}

/// The regions of each platform that has any.
fn regions_help() -> String {
    let mut help =
        "Where the contact centre is run, by its id or in words, for platforms that have regions:".to_owned();
    for (name, settings) in Settings::PLATFORMS.iter().filter_map(|(name, _)| Some((name, Settings::of(name)?))) {
        if settings.regions().is_empty() {
            continue;
        }
        help += &format!("\n{name}");
        for (id, words, domain) in settings.regions() {
            let id = if id.is_empty() { "(not given)" } else { id };
            help += format!("\n  {id:<17} {words}  {domain}").trim_end();
        }
    }
    help
}

/// The settings that each platform has besides the ones with an option of their own.
fn settings_help() -> String {
    let mut help = "One of the platform's own settings; may be given several times:".to_owned();
    for (name, _) in Settings::PLATFORMS {
        let keys = Settings::of(name).into_iter().flat_map(|settings| settings.keys());
        help += &format!("\n{name}");
        for (key, what) in keys.filter(|(key, _)| !OWN_OPTIONS.contains(key)) {
            help += &format!("\n  {key:<17} {what}");
        }
    }
    help
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn help_lists_the_platforms_own_settings() {
        let help = settings_help();
        for (name, _) in Settings::PLATFORMS {
            assert!(help.contains(name));
            for (key, what) in Settings::of(name).expect("a platform has settings").keys() {
                assert_eq!(help.contains(what), !OWN_OPTIONS.contains(key), "{key}");
            }
        }
    }

    #[test]
    fn help_lists_the_regions() {
        let help = regions_help();
        for (name, settings) in Settings::PLATFORMS.iter().map(|(name, _)| (name, Settings::of(name))) {
            let regions = settings.expect("a platform has settings").regions();
            assert_eq!(help.lines().any(|line| line == *name), !regions.is_empty(), "{name}");
            assert!(regions.iter().all(|(id, words, _)| help.contains(id) && help.contains(words)), "{help}");
        }
    }
}
