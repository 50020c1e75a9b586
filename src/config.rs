//! Every knob, once: its default, unit, range, and where the number comes from.

use serde::{Deserialize, Serialize};

use crate::model::Relation;

/// All that can be configured. In `unspin.toml`, each field is a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
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
pub struct ReadConfig {
    /// The field of a JSONL record that holds its id. Default `id`.
    pub id_field: String,
    /// The field of a JSONL record that holds its text. Default `text`.
    pub text_field: String,
}

impl Default for ReadConfig {
    fn default() -> Self {
        ReadConfig { id_field: "id".into(), text_field: "text".into() }
    }
}

/// Which rules run and how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NormalizeConfig {
    /// The style of quotation marks in the output. Default `keep`.
    pub quotes: QuoteStyle,
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

/// When two documents are linked and merged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClusterConfig {
    /// The weakest relation that makes two documents members of one cluster. Default `near_duplicate`.
    pub merge: Relation,
    /// Whether siblings are looked for: the witnesses that repair needs. Without them, only copies are found, in a
    /// third of the time. Default true.
    pub siblings: bool,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        ClusterConfig { merge: Relation::NearDuplicate, siblings: true }
    }
}

/// When a repair is proposed and applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RepairConfig {
    /// Triage score, in hits per 1,000 words, from which on a document may be edited. Default 5.0: clean news scores 0 in
    /// the median and 4.0 at the 95th percentile, real spun pages 5.9 to 22.3.
    pub min_spun_score: f64,
}

impl Default for RepairConfig {
    fn default() -> Self {
        RepairConfig { min_spun_score: 5.0 }
    }
}
