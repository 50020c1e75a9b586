//! Every argument of the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use unspin::config::{ClusterConfig, DashStyle, QuoteStyle, Size};
use unspin::model::Relation;

use super::manual;

/// Cleans scraped news: normalizes, drops page boilerplate, finds copies, and repairs spun text from its siblings,
/// with evidence for every edit.
#[derive(Debug, Parser)]
#[command(name = "unspin", version, max_term_width = 100, disable_help_subcommand = true)]
// Twenty-four lines: what people look up first, on one screen. The rest is in --help.
#[command(about = None, long_about, help_template = "{before-help}{about-section}{usage-heading} {usage}\n\n{all-args}{after-help}")]
#[command(before_help = manual::UNSPIN[0], after_long_help = manual::UNSPIN[1])]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
}

/// What holds for every command, told below what a command has of its own.
#[derive(Debug, Args)]
pub struct Global {
    /// Read settings from this TOML file
    ///
    /// Flags win over it, it wins over the defaults.
    #[arg(long, global = true, display_order = 900, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use N threads
    ///
    /// From 1 to 256, or one for each core if there are more. The results are the same for any number [default: one for each core].
    #[arg(short = 'j', long, global = true, display_order = 901, value_name = "N", value_parser = threads)]
    pub jobs: Option<NonZeroUsize>,
    /// Write for people or for programs [default: what the command's output is for]
    #[arg(long, global = true, display_order = 902, value_name = "FORMAT", hide_short_help = true)]
    pub format: Option<Format>,
    /// Stop with status 2 if more than N records, or P% of them, cannot be cleaned [default: if none can]
    #[arg(long, global = true, display_order = 903, value_name = "N|P%", hide_short_help = true)]
    pub max_bad: Option<MaxBad>,
    /// Write every record that could not be cleaned to this file, as JSONL
    #[arg(long, global = true, display_order = 904, value_parser = file(), value_name = "FILE", hide_short_help = true)]
    pub errors: Option<PathBuf>,
    /// Say nothing but what stops the run
    #[arg(short, long, global = true, display_order = 905, conflicts_with = "verbose", hide_short_help = true)]
    pub quiet: bool,
    /// Say more: every failure, every file that was passed over, the time of each stage
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
    /// Do not show how far the work has come
    #[arg(long, global = true, display_order = 908, hide_short_help = true)]
    pub no_progress: bool,
}

/// A subcommand.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Normalize, drop page boilerplate, find copies, repair spun text
    #[command(before_help = manual::CLEAN[0], after_long_help = manual::CLEAN[1])]
    Clean(Clean),
    /// Decode and normalize records one by one
    #[command(before_help = manual::NORMALIZE[0], after_long_help = manual::NORMALIZE[1])]
    Normalize(Stream),
    /// Label the lines of records: title, byline, body, boilerplate…
    #[command(before_help = manual::SEGMENT[0], after_long_help = manual::SEGMENT[1])]
    Segment(Stream),
    /// Find copies and siblings
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
    /// Keep what a run learns of spinners, and show it
    #[command(before_help = manual::LEXICON[0], after_long_help = manual::LEXICON[1])]
    Lexicon(LexiconCommand),
    /// Tell what a rule does, why, and where it errs
    #[command(before_help = manual::EXPLAIN[0], after_long_help = manual::EXPLAIN[1])]
    Explain(Explain),
    /// Show every setting, or begin a file of settings
    #[command(before_help = manual::CONFIG[0], after_long_help = manual::CONFIG[1])]
    Config(ConfigCommand),
    /// Write completions for a shell, or man pages
    #[command(before_help = manual::GENERATE[0], after_long_help = manual::GENERATE[1])]
    Generate(Generate),
    /// Tell why a word was repaired or proposed
    ///
    /// Its witnesses, what was measured, and what else could stand there.
    #[command(before_help = manual::EXPLAIN_REPAIR[0], after_long_help = manual::EXPLAIN_REPAIR[1])]
    ExplainRepair(ExplainRepair),
}

/// Where records come from.
#[derive(Debug, Args)]
pub struct Inputs {
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "IN", required = true)]
    pub paths: Vec<PathBuf>,
    /// How they are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// How records are read.
#[derive(Debug, Args)]
pub struct Reading {
    /// The field of a JSONL record that holds its id [default: id]
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub id_field: Option<String>,
    /// The field of a JSONL record that holds its text [default: text]
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub text_field: Option<String>,
    /// Refuse a record of more bytes: a line of JSONL, or a whole text [default: 16MB]
    #[arg(long, value_name = "SIZE", hide_short_help = true)]
    pub max_record: Option<Size>,
}

/// `clean`.
#[derive(Debug, Args)]
pub struct Clean {
    /// Where records come from.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write a run folder here; an earlier run is replaced [default: cleaned JSONL on standard output]
    #[arg(short, long, value_parser = folder(), value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Show the words that change instead of the cleaned records
    #[arg(long)]
    pub diff: bool,
    /// Write nothing; exit with 1 if any text would change
    #[arg(long, conflicts_with = "output")]
    pub check: bool,
    /// Which repairs are applied without a reader [default: safe]
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Level>,
    /// Apply the decisions of a review; a decision that matches no repair stops the run with status 2
    #[arg(long, value_name = "FILE")]
    pub decisions: Vec<PathBuf>,
    /// Only warn of decisions that match no repair
    #[arg(long, requires = "decisions", hide_short_help = true)]
    pub skip_stale: bool,
    /// Which rules run.
    #[command(flatten)]
    pub rules: Rules,
    /// What a copy is.
    #[command(flatten)]
    pub linking: Linking,
    /// What is known of spinners.
    #[command(flatten)]
    pub knowing: Knowing,
}

/// `normalize` and `segment`.
#[derive(Debug, Args)]
pub struct Stream {
    /// Where records come from.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write to this file [default: standard output]
    #[arg(short, long, value_parser = file(), value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Which rules run.
    #[command(flatten)]
    pub rules: Rules,
}

/// Which rules of normalization run, and how.
#[derive(Debug, Args)]
pub struct Rules {
    /// The set of rules to start from [default: news]
    #[arg(long, value_name = "PROFILE", hide_short_help = true)]
    pub profile: Option<Profile>,
    /// Run these rules or families (`glue.sentence`, `glue`) and no others; `unspin explain` lists them
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

/// A set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Profile {
    /// All that scraped news needs
    News,
    /// Only what no reader can see: NFC, invisible characters, line ends
    Minimal,
    /// As news, and compatibility forms folded: keys to search with, not text to read
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
pub struct Cluster {
    /// Where records come from.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write links.jsonl and clusters.jsonl into this folder; an earlier run is replaced
    #[arg(short, long, value_parser = folder(), value_name = "DIR", required_unless_present_any = ["explain", "borderline"])]
    pub output: Option<PathBuf>,
    /// Write no folder; tell why the documents with these two ids are linked, or are not
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["output", "borderline"])]
    pub explain: Option<Vec<String>>,
    /// Write no folder; list the N least similar pairs that are linked closely enough to merge and the N most similar
    /// that are not, with the words where they first differ: to choose a --threshold by reading
    #[arg(long, value_name = "N", conflicts_with = "output")]
    pub borderline: Option<NonZeroUsize>,
    /// Hold so much of texts, samples and links in memory, the rest in temporary files beside DIR [default: 128MB]
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<Size>,
    /// What a copy is.
    #[command(flatten)]
    pub linking: Linking,
}

/// What a copy is.
#[derive(Debug, Args)]
pub struct Linking {
    /// The weakest relation that merges two documents into one cluster [default: near_duplicate]
    #[arg(long, value_name = "RELATION", hide_short_help = true)]
    pub merge: Option<Merge>,
    /// The share of the longer text's words that must align to make a near-duplicate, from 0.5 to 1 [default: 0.7]
    #[arg(long, value_name = "X", value_parser = threshold, hide_short_help = true)]
    pub threshold: Option<f64>,
}

/// Which repairs are applied without a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Those of the high band: about one in a hundred is wrong beside copies, four beside other tellings
    Safe,
    /// Those of the medium band too
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
pub struct Repair {
    /// Where records come from.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write repairs.jsonl and report.html into this folder; an earlier run is replaced
    #[arg(short, long, value_parser = folder(), value_name = "DIR")]
    pub output: PathBuf,
    /// What is known of spinners.
    #[command(flatten)]
    pub knowing: Knowing,
}

/// What is known of spinners before the run.
#[derive(Debug, Args)]
pub struct Knowing {
    /// Use what another run learnt of spinners, as `unspin lexicon learn` wrote it; what this run learns is added
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub lexicon: Option<PathBuf>,
}

/// `lexicon`.
#[derive(Debug, Args)]
pub struct LexiconCommand {
    /// What to do with it.
    #[command(subcommand)]
    pub action: LexiconAction,
}

/// What to do with a lexicon.
#[derive(Debug, Subcommand)]
pub enum LexiconAction {
    /// Learn from records what spinners write for which word: walk to their repairs, and keep the pairs that spun texts share
    Learn(LexiconLearn),
    /// Show a lexicon, the surest pairs first; without FILE, the table of substitutes that unspin brings along
    Show(LexiconShow),
}

/// `lexicon learn`.
#[derive(Debug, Args)]
pub struct LexiconLearn {
    /// Where records come from.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write the lexicon to this file; `clean` and `repair` read it with --lexicon
    #[arg(short, long, value_parser = file(), value_name = "FILE")]
    pub output: PathBuf,
    /// What is known already.
    #[command(flatten)]
    pub knowing: Knowing,
}

/// `lexicon show`.
#[derive(Debug, Args)]
pub struct LexiconShow {
    /// A lexicon that `unspin lexicon learn` wrote
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Only what stands for this word; with what unspin's own thesaurus gives for it
    #[arg(long, value_name = "WORD")]
    pub word: Option<String>,
}

/// `review`.
#[derive(Debug, Args)]
pub struct Review {
    /// The run folder that `unspin clean` or `unspin repair` wrote
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Save decisions to this file; those that it holds already are kept
    #[arg(short, long, value_parser = file(), value_name = "FILE", default_value = "decisions.jsonl")]
    pub output: PathBuf,
    /// Who decides [default: the user's name]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The rule, such as space.exotic, or a family, such as space [default: list all]
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// `config`.
#[derive(Debug, Args)]
pub struct ConfigCommand {
    /// What to do with the configuration.
    #[command(subcommand)]
    pub action: ConfigAction,
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigAction {
    /// Show every setting, its value, and where that comes from: a default, a line of the file that --config names, or a flag
    #[command(before_help = manual::CONFIG_SHOW[0], after_long_help = manual::CONFIG_SHOW[1])]
    Show(Box<ConfigShow>),
    /// Write a configuration file with every setting, its default and what it is for; nothing is overwritten
    Init(ConfigInit),
    /// Write the JSON Schema of the configuration file, for editors, to standard output
    Schema,
}

/// `config show`.
#[derive(Debug, Args)]
pub struct ConfigShow {
    /// How records are read.
    #[command(flatten)]
    pub reading: Reading,
    /// Which repairs are applied without a reader [default: safe]
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Level>,
    /// Hold so much in memory while clustering [default: 128MB]
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<Size>,
    /// Which rules run.
    #[command(flatten)]
    pub rules: Rules,
    /// What a copy is.
    #[command(flatten)]
    pub linking: Linking,
    /// What is known of spinners.
    #[command(flatten)]
    pub knowing: Knowing,
}

/// `config init`.
#[derive(Debug, Args)]
pub struct ConfigInit {
    /// The file to write
    #[arg(short, long, value_parser = file(), value_name = "FILE", default_value = "unspin.toml")]
    pub output: PathBuf,
}

/// `generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// What to write.
    #[command(subcommand)]
    pub what: Generated,
}

/// What can be written of the command line itself.
#[derive(Debug, Subcommand)]
pub enum Generated {
    /// Completions for a shell, to standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// A man page for each command, as files in a folder
    Man {
        /// The folder; it is made if it is not there
        #[arg(short, long, value_parser = folder(), value_name = "DIR")]
        output: PathBuf,
    },
}

/// `explain-repair`.
#[derive(Debug, Args)]
pub struct ExplainRepair {
    /// The run folder of `clean` or `repair`
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// The id of the repair, or how it begins
    #[arg(value_name = "ID")]
    pub id: String,
}

/// `golden`.
#[derive(Debug, Args)]
pub struct Golden {
    /// What to do with the cases.
    #[command(subcommand)]
    pub action: GoldenAction,
}

/// What to do with golden cases.
#[derive(Debug, Subcommand)]
pub enum GoldenAction {
    /// Compare every case; write what differs beside it as *.new
    #[command(before_help = manual::GOLDEN_CHECK[0], after_long_help = manual::GOLDEN_CHECK[1])]
    Check(GoldenCheck),
    /// Show the words that differ
    #[command(before_help = manual::GOLDEN_DIFF[0], after_long_help = manual::GOLDEN_DIFF[1])]
    Diff(GoldenCases),
    /// Take today's results as the expected ones
    #[command(before_help = manual::GOLDEN_ACCEPT[0], after_long_help = manual::GOLDEN_ACCEPT[1])]
    Accept(GoldenAccept),
    /// Make a case of a real record
    #[command(before_help = manual::GOLDEN_ADD[0], after_long_help = manual::GOLDEN_ADD[1])]
    Add(GoldenAdd),
    /// Compare two run folders: what each rule changed in one and not in the other
    #[command(before_help = manual::GOLDEN_COMPARE[0], after_long_help = manual::GOLDEN_COMPARE[1])]
    Compare(GoldenCompare),
}

/// How golden cases are checked.
#[derive(Debug, Args)]
pub struct GoldenCheck {
    /// Which ones.
    #[command(flatten)]
    pub cases: GoldenCases,
    /// Write the outcome to this file too, as JUnit XML
    #[arg(long, value_parser = file(), value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Write what fails as annotations of GitHub Actions
    #[arg(long)]
    pub github: bool,
}

/// A new golden case.
#[derive(Debug, Args)]
pub struct GoldenAdd {
    /// Files to copy: the one to watch, then its siblings
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// What the case shows: a case that nobody can explain protects nothing
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// The document to watch; of a JSONL file, only its record is copied
    #[arg(long, value_name = "ID")]
    pub document: Option<String>,
    /// The name of the case [default: from the document or the file]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The folder of the suite
    #[arg(long, value_name = "DIR", default_value = "golden")]
    pub dir: PathBuf,
}

/// Two run folders.
#[derive(Debug, Args)]
pub struct GoldenCompare {
    /// The run before
    #[arg(value_name = "RUN_A")]
    pub first: PathBuf,
    /// The run after
    #[arg(value_name = "RUN_B")]
    pub second: PathBuf,
}

/// Which golden cases.
#[derive(Debug, Args)]
pub struct GoldenCases {
    /// Names of cases [default: all]
    #[arg(value_name = "CASE")]
    pub cases: Vec<String>,
    /// The folder of the suite
    #[arg(long, value_name = "DIR", default_value = "golden")]
    pub dir: PathBuf,
}

/// Which golden cases to accept: named ones, or all on purpose.
#[derive(Debug, Args)]
pub struct GoldenAccept {
    /// Names of cases
    #[arg(value_name = "CASE", required_unless_present_any = ["all", "rule"], conflicts_with_all = ["all", "rule"])]
    pub cases: Vec<String>,
    /// Accept every case
    #[arg(long)]
    pub all: bool,
    /// Accept the cases that differ by these rules, kinds or facts, as `golden check` names them, and by nothing else
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', conflicts_with = "all")]
    pub rule: Vec<String>,
    /// The folder of the suite
    #[arg(long, value_name = "DIR", default_value = "golden")]
    pub dir: PathBuf,
}

/// Whom the output is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs: one JSON object a line
    Jsonl,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
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
    /// As the author has it; only broken pairs are mended
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
    /// As the author has it
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

/// A relation that can merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Merge {
    /// The same normalized text
    Exact,
    /// At least 0.7 of the longer text's words align, or as --threshold says
    NearDuplicate,
    /// At least 0.8 of the shorter text stands in the longer
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

/// More threads than this only wait for each other: a run on two cores takes 0.3 s with 256, 3 s with 1,024 and 20 s with 4,096.
const MOST_THREADS: usize = 256;

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let most = MOST_THREADS.max(cores);
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= most);
    number.ok_or_else(|| format!("give a number of threads from 1 to {most}"))
}

/// A file to write; standard output is none.
fn file() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| match path.as_os_str() == "-" {
        true => Err("it names a file; without it, or as /dev/stdout, data goes to standard output, and ./- is a file of that name"),
        false => Ok(path),
    })
}

/// A folder to write.
fn folder() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| match path.as_os_str() == "-" {
        true => Err("it names a folder; ./- is one of that name"),
        false => Ok(path),
    })
}

/// How many records may fail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MaxBad {
    /// So many.
    Records(u64),
    /// This share of all, in percent: `0.0..=100.0`.
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
    /// Whether `bad` of `all` records are too many.
    pub fn exceeded(self, bad: u64, all: u64) -> bool {
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
