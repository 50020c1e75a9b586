//! What the siblings of a document say of it: its repairs, and whether it is spun at all.

use super::case::{Case, Member};
use super::channel::Channel;
use super::lexicon::{Difference, Known, differences};
use super::quotations::attested;
use super::readings::Heard;
use super::rounds::Rounds;
use super::written::give_ids;
use crate::config::RepairConfig;
use crate::model::{Repair, Verdict};
use crate::text::{Passage, Vocabulary, Words};

/// The probability that a document is spun, from which on it is repaired where no witness speaks.
const ALONE: f64 = 0.9;

/// What the siblings of a document say of it.
#[derive(Debug, Clone, Default)]
pub struct Proposed {
    /// Its repairs, by place.
    pub repairs: Vec<Repair>,
    /// The probability that it is spun: `0.0..=1.0`.
    pub proven: f64,
    /// Where it differs from its witnesses by a word, each pair of words once, sorted.
    pub differences: Vec<Difference>,
}

impl Proposed {
    /// How many of the repairs are to be applied.
    pub fn applied(&self) -> usize {
        self.repairs.iter().filter(|repair| repair.verdict == Verdict::Accepted).count()
    }
}

/// The repairs of one document, by place; `siblings` are the others of its family, the most closely linked first. Nothing is
/// proposed for a document that they do not prove spun. A sibling that triage calls spun is not heard; a copy is, unless it looks
/// twice as spun.
///
/// `align` gives the passages that two texts share (words by number, and how much each word tells), `known` what other
/// texts teach of spinners.
pub fn propose(
    document: Member,
    siblings: &[Member],
    align: impl Fn(&[u32], &[u32], &[f32]) -> Vec<Passage>,
    known: Known,
    config: &RepairConfig,
) -> Proposed {
    let witnesses = document.witnesses(siblings, config);
    if witnesses.is_empty() {
        return Proposed::default();
    }
    let mut vocabulary = Vocabulary::default();
    let own = vocabulary.words(document.text, document.tokens);
    let theirs: Vec<Words> = witnesses.iter().map(|witness| vocabulary.words(witness.text, witness.tokens)).collect();
    let channel = Channel::new(&vocabulary, theirs.iter(), known);
    let heard: Vec<Heard> =
        witnesses.iter().zip(&theirs).map(|(witness, words)| Heard::new(witness.source, words)).collect();
    let case = Case {
        vocabulary: &vocabulary,
        document,
        own: &own,
        witnesses: &witnesses,
        heard: &heard,
        channel: &channel,
        quoted: attested(document.text, &own, &heard),
    };

    let mut rounds = Rounds::new(&case, config);
    rounds.run(align);
    let differences = differences(&rounds.differing, &case);
    let features = rounds.features();
    let proven = features.probability();
    if proven < config.low {
        return Proposed { repairs: Vec::new(), proven, differences };
    }
    if proven >= config.min_proof {
        rounds.look_again(&features);
    }
    if proven >= ALONE {
        rounds.go_on_alone();
    }
    let decided = rounds.decided.by_place();
    let mut repairs: Vec<Repair> =
        decided.iter().filter_map(|proposal| case.repair(proposal, &features, proven, config)).collect();
    give_ids(&mut repairs, document.text);
    Proposed { repairs, proven, differences }
}
