//! Every argument of the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use unspin::config::{ClusterConfig, DashStyle, QuoteStyle, Size};
use unspin::model::Relation;

use super::manual;

/// Cleans scraped news: normalizes, drops page boilerplate, groups duplicates, and repairs spun
/// text from its siblings, with evidence for every edit.
#[derive(Debug, Parser)]
#[command(name = "unspin", version, max_term_width = 100, disable_help_subcommand = true)]
// The short help is 24 lines, so that it fits on one screen. The rest is in --help.
#[command(about = None, long_about, help_template = "{before-help}{about-section}{usage-heading} {usage}\n\n{all-args}{after-help}")]
#[command(before_help = manual::UNSPIN[0], after_long_help = manual::UNSPIN[1])]
pub(super) struct Cli {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
    /// The flags of every command.
    #[command(flatten)]
    pub global: Global,
}

/// The flags of every command, which help lists below the command's own.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Read settings from this TOML file
    ///
    /// Flags override the file, and the file overrides the defaults.
    #[arg(long, global = true, display_order = 900, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use N threads
    ///
    /// From 1 to 256, or to the number of cores if there are more. The results do not depend on it
    /// [default: one per core].
    #[arg(short = 'j', long, global = true, display_order = 901, value_name = "N", value_parser = threads)]
    pub jobs: Option<NonZeroUsize>,
    /// Write for people or for programs [default: depends on the command]
    #[arg(long, global = true, display_order = 902, value_name = "FORMAT", hide_short_help = true)]
    pub format: Option<Format>,
    /// Stop with status 2 if more than N records, or P% of them, fail [default: if all fail]
    #[arg(long, global = true, display_order = 903, value_name = "N|P%", hide_short_help = true)]
    pub max_bad: Option<MaxBad>,
    /// Write every failed record to this file, as JSONL
    #[arg(long, global = true, display_order = 904, value_parser = file(), value_name = "FILE", hide_short_help = true)]
    pub errors: Option<PathBuf>,
    /// Print errors only
    #[arg(short, long, global = true, display_order = 905, conflicts_with = "verbose", hide_short_help = true)]
    pub quiet: bool,
    /// Print more: every failure, every skipped file, the time of each stage
    #[arg(short, long, global = true, display_order = 906, action = ArgAction::Count, hide_short_help = true)]
    pub verbose: u8,
    /// When to use colour
    #[arg(
        long,
        global = true,
        display_order = 907,
        value_name = "WHEN",
        default_value = "auto",
        hide_short_help = true
    )]
    pub color: Color,
    /// Hide progress
    #[arg(long, global = true, display_order = 908, hide_short_help = true)]
    pub no_progress: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Normalize, drop boilerplate, find duplicates, repair text
    #[command(before_help = manual::CLEAN[0], after_long_help = manual::CLEAN[1])]
    Clean(Clean),
    /// Decode and normalize records one by one
    #[command(before_help = manual::NORMALIZE[0], after_long_help = manual::NORMALIZE[1])]
    Normalize(Stream),
    /// Label the lines of records: title, byline, body, boilerplate…
    #[command(before_help = manual::SEGMENT[0], after_long_help = manual::SEGMENT[1])]
    Segment(Stream),
    /// Find duplicates and siblings
    #[command(before_help = manual::CLUSTER[0], after_long_help = manual::CLUSTER[1])]
    Cluster(Cluster),
    /// Propose repairs with their evidence; change no text
    #[command(before_help = manual::REPAIR[0], after_long_help = manual::REPAIR[1])]
    Repair(Repair),
    /// Accept or reject repairs in the terminal, one by one
    #[command(before_help = manual::REVIEW[0], after_long_help = manual::REVIEW[1])]
    Review(Review),
    /// Compare today's results with accepted ones
    #[command(before_help = manual::GOLDEN[0], after_long_help = manual::GOLDEN[1])]
    Golden(Golden),
    /// Learn what spinners write from a run, or show what was learnt
    #[command(before_help = manual::LEXICON[0], after_long_help = manual::LEXICON[1])]
    Lexicon(LexiconCommand),
    /// Explain what a rule does, why, and when it is wrong
    #[command(before_help = manual::EXPLAIN[0], after_long_help = manual::EXPLAIN[1])]
    Explain(Explain),
    /// Show every setting, or write a configuration file
    #[command(before_help = manual::CONFIG[0], after_long_help = manual::CONFIG[1])]
    Config(ConfigCommand),
    /// Write completions for a shell, or man pages
    #[command(before_help = manual::GENERATE[0], after_long_help = manual::GENERATE[1])]
    Generate(Generate),
    /// Explain why a repair was applied or proposed
    ///
    /// Shows its witnesses, the measured features, and the alternatives.
    #[command(before_help = manual::EXPLAIN_REPAIR[0], after_long_help = manual::EXPLAIN_REPAIR[1])]
    ExplainRepair(ExplainRepair),
}

/// The inputs of a command.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "IN", required = true)]
    pub paths: Vec<PathBuf>,
    /// How the inputs are read.
    #[command(flatten)]
    pub reading: ReadFlags,
}

/// How the inputs are read.
#[derive(Debug, Args)]
pub(super) struct ReadFlags {
    /// The field of a JSONL record with its id [default: id]
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub id_field: Option<String>,
    /// The field of a JSONL record with its text [default: text]
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub text_field: Option<String>,
    /// Refuse larger records: a line of JSONL, or a whole file [default: 16MB]
    #[arg(long, value_name = "SIZE", hide_short_help = true)]
    pub max_record: Option<Size>,
}

/// `clean`.
#[derive(Debug, Args)]
pub(super) struct Clean {
    /// The inputs.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write a run folder here; an earlier run is replaced [default: cleaned JSONL on stdout]
    #[arg(short, long, value_parser = folder(), value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Show the words that change instead of the cleaned records
    #[arg(long)]
    pub diff: bool,
    /// Write nothing; exit with status 1 if any text would change
    #[arg(long, conflicts_with = "output")]
    pub check: bool,
    /// Which repairs are applied without review [default: safe]
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Level>,
    /// Apply the decisions of a review; one that matches no repair stops the run with status 2
    #[arg(long, value_name = "FILE")]
    pub decisions: Vec<PathBuf>,
    /// Only warn about decisions that match no repair
    #[arg(long, requires = "decisions", hide_short_help = true)]
    pub skip_stale: bool,
    /// The normalization rules to run.
    #[command(flatten)]
    pub rules: Rules,
    /// When two documents are duplicates.
    #[command(flatten)]
    pub linking: LinkFlags,
    /// What is known about spinners before the run.
    #[command(flatten)]
    pub lexicon: LexiconFlag,
}

/// `normalize` and `segment`.
#[derive(Debug, Args)]
pub(super) struct Stream {
    /// The inputs.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write to this file [default: stdout]
    #[arg(short, long, value_parser = file(), value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The normalization rules to run.
    #[command(flatten)]
    pub rules: Rules,
}

/// The normalization rules to run, and their settings.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// The set of rules to start from [default: news]
    #[arg(long, value_name = "PROFILE", hide_short_help = true)]
    pub profile: Option<Profile>,
    /// Run only these rules or families (`glue.sentence`, `glue`); `unspin explain` lists them
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', hide_short_help = true)]
    pub only: Vec<String>,
    /// Do not run these rules or families
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', hide_short_help = true)]
    pub skip: Vec<String>,
    /// The style of quotation marks [default: keep]
    #[arg(long, value_name = "STYLE", hide_short_help = true)]
    pub quotes: Option<Quotes>,
    /// The style of dashes and ellipses [default: keep]
    #[arg(long, value_name = "STYLE", hide_short_help = true)]
    pub dashes: Option<Dashes>,
}

/// A set of normalization rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Profile {
    /// All rules for scraped news
    News,
    /// Only invisible changes: NFC, invisible characters, line ends
    Minimal,
    /// The rules of news plus compatibility forms (NFKC): for search keys, not for reading
    Nfkc,
}

impl From<Profile> for unspin::config::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::News => unspin::config::Profile::News,
            Profile::Minimal => unspin::config::Profile::Minimal,
            Profile::Nfkc => unspin::config::Profile::Nfkc,
        }
    }
}

/// `cluster`.
#[derive(Debug, Args)]
pub(super) struct Cluster {
    /// The inputs.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write links.jsonl and clusters.jsonl into this folder; an earlier run is replaced
    #[arg(short, long, value_parser = folder(), value_name = "DIR", required_unless_present_any = ["explain", "borderline"])]
    pub output: Option<PathBuf>,
    /// Write no folder; explain why the documents with these two ids are linked or not
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["output", "borderline"])]
    pub explain: Option<Vec<String>>,
    /// Write no folder; list the N least similar pairs that are merged and the N most similar that
    /// are not, with the words where they first differ
    #[arg(long, value_name = "N", conflicts_with = "output")]
    pub borderline: Option<NonZeroUsize>,
    /// Keep texts, samples and links in memory up to this size, the rest in temporary files beside
    /// DIR [default: 128MB]
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<Size>,
    /// When two documents are duplicates.
    #[command(flatten)]
    pub linking: LinkFlags,
}

/// When two documents are duplicates.
#[derive(Debug, Args)]
pub(super) struct LinkFlags {
    /// The weakest relation that puts two documents into one cluster [default: near_duplicate]
    #[arg(long, value_name = "RELATION", hide_short_help = true)]
    pub merge: Option<Merge>,
    /// The share of the longer text's words that must align in a near-duplicate, from 0.5 to 1
    /// [default: 0.7]
    #[arg(long, value_name = "X", value_parser = threshold, hide_short_help = true)]
    pub threshold: Option<f64>,
}

/// Which repairs are applied without review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// High-confidence repairs only (about 1 % wrong when a copy exists, 4 % when only other reports do)
    Safe,
    /// Medium-confidence repairs too
    Likely,
}

impl From<Level> for unspin::config::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Safe => unspin::config::Level::Safe,
            Level::Likely => unspin::config::Level::Likely,
        }
    }
}

/// `repair`.
#[derive(Debug, Args)]
pub(super) struct Repair {
    /// The inputs.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write repairs.jsonl and report.html into this folder; an earlier run is replaced
    #[arg(short, long, value_parser = folder(), value_name = "DIR")]
    pub output: PathBuf,
    /// What is known about spinners before the run.
    #[command(flatten)]
    pub lexicon: LexiconFlag,
}

/// What is known about spinners before the run.
#[derive(Debug, Args)]
pub(super) struct LexiconFlag {
    /// Use a lexicon that `unspin lexicon learn` wrote; what this run learns is added to it
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub lexicon: Option<PathBuf>,
}

/// `lexicon`.
#[derive(Debug, Args)]
pub(super) struct LexiconCommand {
    /// The action.
    #[command(subcommand)]
    pub action: LexiconAction,
}

/// The actions on a lexicon.
#[derive(Debug, Subcommand)]
pub(super) enum LexiconAction {
    /// Learn from records which words spinners exchange: repair them, and keep the pairs that spun
    /// texts share
    Learn(LexiconLearn),
    /// Show a lexicon, the most certain pairs first; without FILE, the built-in table
    Show(LexiconShow),
}

/// `lexicon learn`.
#[derive(Debug, Args)]
pub(super) struct LexiconLearn {
    /// The inputs.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write the lexicon to this file; `clean` and `repair` read it with --lexicon
    #[arg(short, long, value_parser = file(), value_name = "FILE")]
    pub output: PathBuf,
    /// What is known about spinners before the run.
    #[command(flatten)]
    pub lexicon: LexiconFlag,
}

/// `lexicon show`.
#[derive(Debug, Args)]
pub(super) struct LexiconShow {
    /// A lexicon that `unspin lexicon learn` wrote
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Show only the substitutes of this word, with those of the built-in thesaurus
    #[arg(long, value_name = "WORD")]
    pub word: Option<String>,
}

/// `review`.
#[derive(Debug, Args)]
pub(super) struct Review {
    /// The run folder that `unspin clean` or `unspin repair` wrote
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Save decisions to this file; decisions already in it are kept
    #[arg(short, long, value_parser = file(), value_name = "FILE", default_value = "decisions.jsonl")]
    pub output: PathBuf,
    /// The name of the reviewer [default: the user's name]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule, such as space.exotic, or a family, such as space [default: list all]
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// `config`.
#[derive(Debug, Args)]
pub(super) struct ConfigCommand {
    /// The action.
    #[command(subcommand)]
    pub action: ConfigAction,
}

/// The actions on the configuration.
#[derive(Debug, Subcommand)]
pub(super) enum ConfigAction {
    /// Show every setting, its value, and its source: a default, a line of the --config file, or a flag
    #[command(before_help = manual::CONFIG_SHOW[0], after_long_help = manual::CONFIG_SHOW[1])]
    Show(Box<ConfigShow>),
    /// Write a configuration file with every setting, its default and its purpose; never overwrites
    Init(ConfigInit),
    /// Print the JSON Schema of the configuration file, for editors
    Schema,
}

/// `config show`.
#[derive(Debug, Args)]
pub(super) struct ConfigShow {
    /// How the inputs are read.
    #[command(flatten)]
    pub reading: ReadFlags,
    /// Which repairs are applied without review [default: safe]
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Level>,
    /// The memory limit of `cluster` [default: 128MB]
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<Size>,
    /// The normalization rules to run.
    #[command(flatten)]
    pub rules: Rules,
    /// When two documents are duplicates.
    #[command(flatten)]
    pub linking: LinkFlags,
    /// What is known about spinners before the run.
    #[command(flatten)]
    pub lexicon: LexiconFlag,
}

/// `config init`.
#[derive(Debug, Args)]
pub(super) struct ConfigInit {
    /// The file to write
    #[arg(short, long, value_parser = file(), value_name = "FILE", default_value = "unspin.toml")]
    pub output: PathBuf,
}

/// `generate`.
#[derive(Debug, Args)]
pub(super) struct Generate {
    /// The kind of output.
    #[command(subcommand)]
    pub what: Generated,
}

/// What can be generated from the command line's own definition.
#[derive(Debug, Subcommand)]
pub(super) enum Generated {
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write one man page per command into a folder
    Man {
        /// The folder; it is created if necessary
        #[arg(short, long, value_parser = folder(), value_name = "DIR")]
        output: PathBuf,
    },
}

/// `explain-repair`.
#[derive(Debug, Args)]
pub(super) struct ExplainRepair {
    /// The run folder of `clean` or `repair`
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// The id of the repair, or its first characters
    #[arg(value_name = "ID")]
    pub id: String,
}

/// `golden`.
#[derive(Debug, Args)]
pub(super) struct Golden {
    /// The action.
    #[command(subcommand)]
    pub action: GoldenAction,
}

/// The actions on golden cases.
#[derive(Debug, Subcommand)]
pub(super) enum GoldenAction {
    /// Check every case; write results that differ beside it as *.new
    #[command(before_help = manual::GOLDEN_CHECK[0], after_long_help = manual::GOLDEN_CHECK[1])]
    Check(GoldenCheck),
    /// Show the words that differ
    #[command(before_help = manual::GOLDEN_DIFF[0], after_long_help = manual::GOLDEN_DIFF[1])]
    Diff(GoldenCases),
    /// Accept today's results as the expected ones
    #[command(before_help = manual::GOLDEN_ACCEPT[0], after_long_help = manual::GOLDEN_ACCEPT[1])]
    Accept(GoldenAccept),
    /// Make a case from a real record
    #[command(before_help = manual::GOLDEN_ADD[0], after_long_help = manual::GOLDEN_ADD[1])]
    Add(GoldenAdd),
    /// Compare two run folders: list the changes of each rule that only one of them has
    #[command(before_help = manual::GOLDEN_COMPARE[0], after_long_help = manual::GOLDEN_COMPARE[1])]
    Compare(GoldenCompare),
}

/// How golden cases are checked.
#[derive(Debug, Args)]
pub(super) struct GoldenCheck {
    /// The cases to check.
    #[command(flatten)]
    pub cases: GoldenCases,
    /// Also write the outcome to this file, as JUnit XML
    #[arg(long, value_parser = file(), value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Print failures as annotations of GitHub Actions
    #[arg(long)]
    pub github: bool,
}

/// A new golden case.
#[derive(Debug, Args)]
pub(super) struct GoldenAdd {
    /// Files to copy: the document to test, then its siblings
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// What the case shows; required, because a case without a purpose protects nothing
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// The id of the document to test; from a JSONL file, only its record is copied
    #[arg(long, value_name = "ID")]
    pub document: Option<String>,
    /// The name of the case [default: derived from the document or the file]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The folder of the suite
    #[arg(long, value_name = "DIR", default_value = "golden")]
    pub dir: PathBuf,
}

/// The two run folders to compare.
#[derive(Debug, Args)]
pub(super) struct GoldenCompare {
    /// The earlier run
    #[arg(value_name = "RUN_A")]
    pub first: PathBuf,
    /// The later run
    #[arg(value_name = "RUN_B")]
    pub second: PathBuf,
}

/// A selection of golden cases.
#[derive(Debug, Args)]
pub(super) struct GoldenCases {
    /// Names of cases [default: all]
    #[arg(value_name = "CASE")]
    pub cases: Vec<String>,
    /// The folder of the suite
    #[arg(long, value_name = "DIR", default_value = "golden")]
    pub dir: PathBuf,
}

/// The golden cases to accept: named ones, those of some rules, or all.
#[derive(Debug, Args)]
pub(super) struct GoldenAccept {
    /// Names of cases
    #[arg(value_name = "CASE", required_unless_present_any = ["all", "rule"], conflicts_with_all = ["all", "rule"])]
    pub cases: Vec<String>,
    /// Accept every case
    #[arg(long)]
    pub all: bool,
    /// Accept the cases that differ only by these rules, kinds or facts, as `golden check` names them
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', conflicts_with = "all")]
    pub rule: Vec<String>,
    /// The folder of the suite
    #[arg(long, value_name = "DIR", default_value = "golden")]
    pub dir: PathBuf,
}

/// The format of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// For programs: one JSON object per line
    Jsonl,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The style of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Quotes {
    /// As in the text; only broken pairs are fixed
    Keep,
    /// " and '
    Straight,
    /// “ ” and ‘ ’
    Curly,
}

impl From<Quotes> for QuoteStyle {
    fn from(quotes: Quotes) -> Self {
        match quotes {
            Quotes::Keep => QuoteStyle::Keep,
            Quotes::Straight => QuoteStyle::Straight,
            Quotes::Curly => QuoteStyle::Curly,
        }
    }
}

/// The style of dashes and ellipses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dashes {
    /// As in the text
    Keep,
    /// — for two hyphens, … for three full stops
    Typographic,
}

impl From<Dashes> for DashStyle {
    fn from(dashes: Dashes) -> Self {
        match dashes {
            Dashes::Keep => DashStyle::Keep,
            Dashes::Typographic => DashStyle::Typographic,
        }
    }
}

/// A relation that can put two documents into one cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Merge {
    /// The same normalized text
    Exact,
    /// At least 0.7 of the longer text's words align (--threshold changes it)
    NearDuplicate,
    /// At least 0.8 of the shorter text is in the longer one
    Containment,
}

impl From<Merge> for Relation {
    fn from(merge: Merge) -> Self {
        match merge {
            Merge::Exact => Relation::Exact,
            Merge::NearDuplicate => Relation::NearDuplicate,
            Merge::Containment => Relation::Containment,
        }
    }
}

fn threshold(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| ClusterConfig::THRESHOLDS.contains(share));
    share.ok_or_else(|| "give a share from 0.5 to 1".into())
}

/// The largest number of threads, unless there are more cores. More threads only wait for each
/// other: a run on two cores takes 0.3 s with 256 threads, 3 s with 1,024 and 20 s with 4,096.
const MOST_THREADS: usize = 256;

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let most = MOST_THREADS.max(cores);
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= most);
    number.ok_or_else(|| format!("give a number of threads from 1 to {most}"))
}

/// Parses the name of a file to write; `-` is refused.
fn file() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| match path.as_os_str() == "-" {
        true => Err("this option needs the name of a file; leave it out for stdout, or write ./- for a file named -"),
        false => Ok(path),
    })
}

/// Parses the name of a folder to write; `-` is refused.
fn folder() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| match path.as_os_str() == "-" {
        true => Err("this option needs the name of a folder; write ./- for a folder named -"),
        false => Ok(path),
    })
}

/// How many records may fail before a run stops.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum MaxBad {
    /// A number of records.
    Records(u64),
    /// A share of all records, in percent: `0.0..=100.0`.
    Percent(f64),
}

impl FromStr for MaxBad {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let percent = |number: &str| number.parse().ok().filter(|percent| (0.0..=100.0).contains(percent));
        let limit = match text.strip_suffix('%') {
            Some(number) => percent(number).map(MaxBad::Percent),
            None => text.parse().ok().map(MaxBad::Records),
        };
        limit.ok_or_else(|| "give a number of records such as 10, or a share from 0% to 100%".into())
    }
}

impl MaxBad {
    /// Whether `bad` failures among `all` records exceed the limit.
    pub(super) fn exceeded(self, bad: u64, all: u64) -> bool {
        match self {
            MaxBad::Records(limit) => bad > limit,
            MaxBad::Percent(limit) => bad as f64 * 100.0 > limit * all as f64,
        }
    }
}

impl std::fmt::Display for MaxBad {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            MaxBad::Records(limit) => write!(f, "{limit}"),
            MaxBad::Percent(limit) => write!(f, "{limit}%"),
        }
    }
}
