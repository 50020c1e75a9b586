//! Every knob, once: its default, unit, range, and where the number comes from.
//!
//! ```
//! use unspin::config::{self, Config, QuoteStyle};
//!
//! // In code: from the default.
//! let mut mine = Config::default();
//! mine.repair.high = 0.9;
//! mine.normalize.quotes = QuoteStyle::Straight;
//!
//! // From a file, as the command line reads `unspin.toml`.
//! let theirs = config::from_toml("[repair]\nhigh = 0.9\n[normalize]\nquotes = \"straight\"\n", "unspin.toml")?;
//! assert_eq!(mine, theirs);
//!
//! let wrong = config::from_toml("[repair]\nhihg = 0.9\n", "unspin.toml").unwrap_err().to_string();
//! assert!(wrong.contains("hihg"), "{wrong}");
//! # Ok::<(), unspin::error::Error>(())
//! ```

mod file;
mod knobs;
mod nearest;
mod size;

pub use file::{checked, from_toml, lines};
pub use knobs::{KNOBS, Knob, TABLES, Takes, commented, schema};
pub(crate) use nearest::meant;
pub use nearest::nearest;
pub use size::Size;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::{Band, Relation, Verdict};

/// All that can be configured. In `unspin.toml`, each field is a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// How records are read.
    pub read: ReadConfig,
    /// Which rules run and how.
    pub normalize: NormalizeConfig,
    /// When two documents are linked and merged.
    pub cluster: ClusterConfig,
    /// When a repair is proposed and applied.
    pub repair: RepairConfig,
}

/// How records are read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ReadConfig {
    /// The field of a JSONL record that holds its id. Default `id`.
    pub id_field: String,
    /// The field of a JSONL record that holds its text. Default `text`.
    pub text_field: String,
    /// The most bytes that one record may have: the line of a JSONL input, or a whole text. A larger one is refused and
    /// never in memory. Default 16 MB, three times the longest of novels, so that only what is no article is met: a dump in one
    /// line, a file that is not text. `docs/performance.md` says what memory one costs.
    pub max_record: Size,
}

impl Default for ReadConfig {
    fn default() -> Self {
        ReadConfig { id_field: "id".into(), text_field: "text".into(), max_record: Size(16_000_000) }
    }
}

/// Which rules run and how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct NormalizeConfig {
    /// The set of rules to start from. Default `news`.
    pub profile: Profile,
    /// Rules (`glue.sentence`) or families (`glue`) that run, instead of those of the profile. Default none: the profile's.
    pub only: Vec<String>,
    /// Rules or families that do not run, whatever else says that they do. Default none.
    pub skip: Vec<String>,
    /// The style of quotation marks in the output. Default `keep`.
    pub quotes: QuoteStyle,
    /// The style of dashes and ellipses in the output. Default `keep`.
    pub dashes: DashStyle,
}

impl NormalizeConfig {
    /// The default, as a constant: the rows of the rule table name it.
    pub const DEFAULT: NormalizeConfig = NormalizeConfig::of(Profile::News, QuoteStyle::Keep);

    /// All rules of a profile, with a style of quotation marks.
    pub const fn of(profile: Profile, quotes: QuoteStyle) -> NormalizeConfig {
        NormalizeConfig { profile, only: Vec::new(), skip: Vec::new(), quotes, dashes: DashStyle::Keep }
    }
}

/// A set of rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// All that scraped news needs.
    #[default]
    News,
    /// Only what no reader can see: NFC, invisible characters, line ends.
    Minimal,
    /// As `news`, and compatibility forms folded (NFKC): keys to search and compare with, not text to read.
    Nfkc,
}

/// The style of quotation marks in the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteStyle {
    /// As the author has it; only broken pairs are mended.
    #[default]
    Keep,
    /// `"` and `'`.
    Straight,
    /// `“ ”` and `‘ ’`.
    Curly,
}

/// The style of dashes and ellipses in the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DashStyle {
    /// As the author has it.
    #[default]
    Keep,
    /// `—` for `--`, and `…` for `...`.
    Typographic,
}

/// When two documents are linked and merged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ClusterConfig {
    /// The weakest relation that makes two documents members of one cluster. Default `near_duplicate`.
    pub merge: Relation,
    /// The share of the longer text's tokens that must align to make two documents near-duplicates, `0.5..=1.0`. Default
    /// 0.7: the contract, by which the sets of real copies were labelled. Two texts that share less than half are no copies,
    /// whatever one calls them. `unspin cluster --borderline N` shows what another threshold would decide.
    pub threshold: f64,
    /// Whether siblings are looked for: the witnesses that repair needs. Without them, only copies are found, in a
    /// third of the time. Default true.
    pub siblings: bool,
    /// Bytes of texts, samples and links that `cluster` holds in memory; what is more goes to temporary files beside the
    /// output. About 300 bytes a document are held in any case. Default 128 MB; no result depends on it.
    pub memory: Size,
    /// Which sources are preferred, the best first: of copies that are as clean, as long and of one day, the one whose
    /// `source`, or the domain of whose `url`, comes first here is kept. Default none: the smallest id decides.
    pub sources: Vec<String>,
}

impl ClusterConfig {
    /// What a threshold may be.
    pub const THRESHOLDS: std::ops::RangeInclusive<f64> = 0.5..=1.0;
}

impl Default for ClusterConfig {
    fn default() -> Self {
        ClusterConfig {
            merge: Relation::NearDuplicate,
            threshold: 0.7,
            siblings: true,
            memory: Size(128_000_000),
            sources: Vec::new(),
        }
    }
}

/// When a repair is proposed and applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RepairConfig {
    /// Which bands are applied without a reader. Default `safe`.
    pub level: Level,
    /// Triage score, in hits per 1,000 words, from which on a document is taken for spun and not heard as a
    /// witness. Default 5.0: clean news scores 0 in the median and 4.5 at the 95th percentile, real spun pages 5.9 to 22.3.
    pub min_spun_score: f64,
    /// Triage score from which on the siblings of a document are asked whether it is spun; of one that has a near copy they
    /// are always asked. Default 0.5: one hit in 2,000 words.
    pub min_suspect_score: f64,
    /// Probability, `0.0..=1.0`, that the document is spun, by its looks and by what its siblings show, from which on repairs of it
    /// are applied. Default 0.7: see the model `document_spun` in `docs/measures.md`.
    pub min_proof: f64,
    /// Confidence, `0.0..=1.0`, from which on a repair is applied. Default 0.85: see the model `repair_explained` in `docs/measures.md`.
    pub high: f64,
    /// Confidence from which on a repair is proposed for review. Default 0.6.
    pub medium: f64,
    /// Confidence below which a repair is not even marked. Default 0.3.
    pub low: f64,
    /// A file that `unspin lexicon learn` wrote: what spinners were seen to write in another run. Default none.
    pub lexicon: PathBuf,
}

impl RepairConfig {
    /// The band of a confidence; `None` below all of them.
    pub fn band(&self, confidence: f64) -> Option<Band> {
        let bands = [(self.high, Band::High), (self.medium, Band::Medium), (self.low, Band::Low)];
        bands.into_iter().find(|(least, _)| confidence >= *least).map(|(_, band)| band)
    }

    /// What is done with a repair of a band before a reader decides.
    pub fn verdict(&self, band: Band) -> Verdict {
        match (band, self.level) {
            (Band::High, _) | (Band::Medium, Level::Likely) => Verdict::Accepted,
            (Band::Medium, Level::Safe) => Verdict::Pending,
            (Band::Low, _) => Verdict::Rejected,
        }
    }
}

/// Which repairs are applied without a reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The high band: about one in a hundred is wrong beside copies, four beside other tellings.
    #[default]
    Safe,
    /// The medium band too: for text that a program reads, where what stays spun does more harm than a wrong guess.
    Likely,
}

impl Default for RepairConfig {
    fn default() -> Self {
        RepairConfig {
            level: Level::Safe,
            min_spun_score: 5.0,
            min_suspect_score: 0.5,
            min_proof: 0.7,
            high: 0.85,
            medium: 0.6,
            low: 0.3,
            lexicon: PathBuf::new(),
        }
    }
}
