//! Between passes 2 and 3: the lexicon that the spun documents of all families teach, and the
//! documents that it affects.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{DocId, Lexicon, Token};
use crate::repair::{self, AttestedPair, LexiconView, ProposedRepairs, TextEvidence, WordDifference, WordPair};
use crate::text::Vocabulary;

/// The probability of being spun below which a document counts as clean when the lexicon is learnt.
const CLEAN: f64 = 0.3;

/// The lexicon of a run, and the pairs that each text added to it.
#[derive(Debug, Default)]
pub(super) struct LexiconState {
    pub(super) lexicon: Lexicon,
    /// The pairs of each text, by its source: copies have one source.
    own: HashMap<u64, BTreeSet<WordPair>>,
}

impl LexiconState {
    /// The lexicon of an earlier run, without anything from the texts of this run.
    pub(super) fn earlier(lexicon: &Lexicon) -> Self {
        LexiconState { lexicon: lexicon.clone(), own: HashMap::new() }
    }

    /// An earlier lexicon with the evidence from the texts of this run. `proposed` and `spun` are
    /// by rank, `rank_of` gives the rank of a document, `place` gives the source and the family of
    /// a rank.
    pub(super) fn of(
        earlier: &Lexicon,
        proposed: &[ProposedRepairs],
        spun: &[bool],
        rank_of: &HashMap<&DocId, u32>,
        place: impl Fn(u32) -> (u64, Option<usize>),
    ) -> Self {
        // Most runs have nothing spun, and should not pay for the lexicon.
        if !proposed.iter().zip(spun).any(|(found, &spun)| spun && found.applied() > 0) {
            return LexiconState::earlier(earlier);
        }
        let mut sources: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for rank in (0..proposed.len() as u32).filter(|&rank| !proposed[rank as usize].differences.is_empty()) {
            sources.entry(place(rank).0).or_default().push(rank);
        }
        let mut evidence = Vec::with_capacity(sources.len());
        let mut own = HashMap::new();
        for (source, copies) in sources {
            let mut attested: BTreeMap<WordPair, AttestedPair> = BTreeMap::new();
            let mut clean = BTreeSet::new();
            for &rank in &copies {
                let found = &proposed[rank as usize];
                let is_proven = spun[rank as usize] && found.applied() > 0;
                let is_clean = !spun[rank as usize] && found.proven < CLEAN;
                let from_clean_witnesses = found.differences.iter().filter(|difference| {
                    rank_of.get(&difference.witness).is_some_and(|&witness| !spun[witness as usize])
                });
                for difference in from_clean_witnesses {
                    let pair = (difference.before.clone(), difference.after.clone());
                    if is_proven {
                        let fresh = AttestedPair { pair: pair.clone(), odds: difference.odds, sure: false };
                        attested.entry(pair).or_insert(fresh).sure |= difference.sure;
                    } else if is_clean {
                        clean.insert(pair);
                    }
                }
            }
            if !attested.is_empty() {
                own.insert(source, attested.keys().cloned().collect());
            }
            let family = place(copies[0]).1.unwrap_or_default();
            let (spun, clean) = (attested.into_values().collect(), clean.into_iter().collect());
            evidence.push(TextEvidence { family, spun, clean });
        }
        LexiconState { lexicon: repair::learn(earlier, &evidence), own }
    }

    /// The lexicon as a text of this source may use it.
    pub(super) fn known(&self, source: u64) -> LexiconView<'_> {
        LexiconView::new(&self.lexicon, self.own.get(&source))
    }

    /// Whether the lexicon explains a difference of a document that was not sure before and that
    /// the earlier lexicon did not explain.
    pub(super) fn explains_more(&self, earlier: &LexiconState, found: &ProposedRepairs, source: u64) -> bool {
        let (known, before) = (self.known(source), earlier.known(source));
        let explains = |known: LexiconView, one: &WordDifference| known.has(&one.before, &one.after);
        found.differences.iter().any(|one| !one.sure && explains(known, one) && !explains(before, one))
    }

    /// The phrases that the lexicon has as substitutes and the earlier lexicon had not.
    pub(super) fn new_phrases(&self, earlier: &LexiconState) -> PhraseIndex<'_> {
        let (known, before) = (LexiconView::new(&self.lexicon, None), LexiconView::new(&earlier.lexicon, None));
        let fresh = self
            .lexicon
            .rows()
            .iter()
            .filter(|row| known.has(&row.before, &row.after) && !before.has(&row.before, &row.after));
        let mut of_first: HashMap<&str, Vec<Vec<&str>>> = HashMap::new();
        for row in fresh {
            let words: Vec<&str> = row.before.split(' ').collect();
            of_first.entry(words[0]).or_default().push(words);
        }
        PhraseIndex { of_first }
    }
}

/// Phrases by their first words.
pub(super) struct PhraseIndex<'l> {
    of_first: HashMap<&'l str, Vec<Vec<&'l str>>>,
}

impl PhraseIndex<'_> {
    /// Whether one of the phrases occurs in a text.
    pub(super) fn occur_in(&self, text: &str, tokens: &[Token]) -> bool {
        if self.of_first.is_empty() {
            return false;
        }
        let mut vocabulary = Vocabulary::default();
        let words = vocabulary.words(text, tokens);
        let word = |at: usize| words.ids.get(at).map(|&id| vocabulary.word(id));
        (0..words.len()).any(|at| {
            let phrases = word(at).and_then(|first| self.of_first.get(first));
            let occurs = |phrase: &Vec<&str>| (0..phrase.len()).all(|n| word(at + n) == Some(phrase[n]));
            phrases.into_iter().flatten().any(occurs)
        })
    }
}
