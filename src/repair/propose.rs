//! Proposes the repairs of one document from its siblings, and estimates whether the document is
//! spun.

use super::context::RepairContext;
use super::lexicon::LexiconView;
use super::member::Member;
use super::quotations::attested;
use super::readings::WitnessIndex;
use super::render::give_ids;
use super::rounds::Rounds;
use super::substitution_model::SubstitutionModel;
use super::word_differences::{WordDifference, differences};
use crate::config::RepairConfig;
use crate::model::{Repair, Verdict};
use crate::text::{Vocabulary, Words};

/// The least probability that a document is spun for it to be repaired where no witness has the
/// place.
const MIN_UNWITNESSED: f64 = 0.9;

/// What the siblings of a document show.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProposedRepairs {
    /// The repairs of the document, in the order of their places.
    pub repairs: Vec<Repair>,
    /// The probability that the document is spun: `0.0..=1.0`.
    pub proven: f64,
    /// Where the document differs from its witnesses by one word. Sorted; each pair of words occurs
    /// once.
    pub differences: Vec<WordDifference>,
}

impl ProposedRepairs {
    /// How many of the repairs are to be applied.
    pub(crate) fn applied(&self) -> usize {
        self.repairs.iter().filter(|repair| repair.verdict == Verdict::Accepted).count()
    }
}

/// The repairs of one document, in the order of their places; `siblings` are the other documents of
/// its family, the most closely linked first. Nothing is proposed for a document that they do not
/// prove spun. A sibling whose triage score is that of a spun text is ignored; a copy of the
/// document is ignored from twice that score on.
///
/// `known` is what other texts have taught about spinners.
pub(crate) fn propose(
    document: Member,
    siblings: &[Member],
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
    rounds.run();
    let differences = differences(&rounds.differing, &context);
    let proof = rounds.proof();
    let proven = proof.probability();
    if proven < config.low {
        return ProposedRepairs { repairs: Vec::new(), proven, differences };
    }
    if proven >= config.min_proof {
        rounds.run_second_pass(&proof);
    }
    if proven >= MIN_UNWITNESSED {
        rounds.run_unwitnessed();
    }
    let decided = rounds.decided.by_place();
    let mut repairs: Vec<Repair> =
        decided.iter().filter_map(|proposal| context.repair(proposal, &proof, proven, config)).collect();
    give_ids(&mut repairs, document.text);
    ProposedRepairs { repairs, proven, differences }
}
