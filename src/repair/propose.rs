//! What the siblings of a document say of it: its repairs, and whether it is spun at all.

use super::context::{Member, RepairContext};
use super::lexicon::LexiconView;
use super::quotations::attested;
use super::readings::WitnessIndex;
use super::render::give_ids;
use super::rounds::Rounds;
use super::substitution_model::SubstitutionModel;
use super::word_differences::{WordDifference, differences};
use crate::config::RepairConfig;
use crate::model::{Repair, Verdict};
use crate::text::{Passage, Vocabulary, Words};

/// The probability that a document is spun, from which on it is repaired where no witness speaks.
const ALONE: f64 = 0.9;

/// What the siblings of a document say of it.
#[derive(Debug, Clone, Default)]
pub struct ProposedRepairs {
    /// Its repairs, by place.
    pub repairs: Vec<Repair>,
    /// The probability that it is spun: `0.0..=1.0`.
    pub proven: f64,
    /// Where it differs from its witnesses by a word, each pair of words once, sorted.
    pub differences: Vec<WordDifference>,
}

impl ProposedRepairs {
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
    known: LexiconView,
    config: &RepairConfig,
) -> ProposedRepairs {
    let witnesses = document.witnesses(siblings, config);
    if witnesses.is_empty() {
        return ProposedRepairs::default();
    }
    let mut vocabulary = Vocabulary::default();
    let own = vocabulary.words(document.text, document.tokens);
    let theirs: Vec<Words> = witnesses.iter().map(|witness| vocabulary.words(witness.text, witness.tokens)).collect();
    let model = SubstitutionModel::new(&vocabulary, theirs.iter(), known);
    let indexes: Vec<WitnessIndex> =
        witnesses.iter().zip(&theirs).map(|(witness, words)| WitnessIndex::new(witness.source, words)).collect();
    let context = RepairContext {
        vocabulary: &vocabulary,
        document,
        own: &own,
        witnesses: &witnesses,
        indexes: &indexes,
        model: &model,
        quoted: attested(document.text, &own, &indexes),
    };

    let mut rounds = Rounds::new(&context, config);
    rounds.run(align);
    let differences = differences(&rounds.differing, &context);
    let proof = rounds.proof();
    let proven = proof.probability();
    if proven < config.low {
        return ProposedRepairs { repairs: Vec::new(), proven, differences };
    }
    if proven >= config.min_proof {
        rounds.look_again(&proof);
    }
    if proven >= ALONE {
        rounds.go_on_alone();
    }
    let decided = rounds.decided.by_place();
    let mut repairs: Vec<Repair> =
        decided.iter().filter_map(|proposal| context.repair(proposal, &proof, proven, config)).collect();
    give_ids(&mut repairs, document.text);
    ProposedRepairs { repairs, proven, differences }
}
