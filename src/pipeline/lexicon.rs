//! Between passes 2 and 3: what the spun documents of all families teach, and whom it concerns.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{DocId, Lexicon, Token};
use crate::repair::{self, AttestedPair, LexiconView, ProposedRepairs, TextEvidence, WordDifference, WordPair};
use crate::text::Vocabulary;

/// A document whose probability to be spun is below this counts as clean where the lexicon is learnt.
const CLEAN: f64 = 0.3;

/// The lexicon of a run, and what each text added to it.
#[derive(Debug, Default)]
pub(super) struct LexiconState {
    pub(super) lexicon: Lexicon,
    /// By the source of the text: copies have one.
    own: HashMap<u64, BTreeSet<WordPair>>,
}

impl LexiconState {
    /// What an earlier run left: no text of this one has said a word yet.
    pub(super) fn earlier(lexicon: &Lexicon) -> Self {
        LexiconState { lexicon: lexicon.clone(), own: HashMap::new() }
    }

    /// What the texts of this run say, added to what was known. `proposed` and `spun` are by rank, `number` gives a rank,
    /// `place` the source and the family of one.
    pub(super) fn of(
        earlier: &Lexicon,
        proposed: &[ProposedRepairs],
        spun: &[bool],
        number: &HashMap<&DocId, u32>,
        place: impl Fn(u32) -> (u64, Option<usize>),
    ) -> Self {
        // Most runs hold nothing spun: they pay nothing.
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
            let mut said: BTreeMap<WordPair, AttestedPair> = BTreeMap::new();
            let mut clean = BTreeSet::new();
            for &rank in &copies {
                let found = &proposed[rank as usize];
                let is_proven = spun[rank as usize] && found.applied() > 0;
                let is_clean = !spun[rank as usize] && found.proven < CLEAN;
                let heard = found.differences.iter().filter(|difference| {
                    number.get(&difference.witness).is_some_and(|&witness| !spun[witness as usize])
                });
                for difference in heard {
                    let pair = (difference.before.clone(), difference.after.clone());
                    if is_proven {
                        let fresh = AttestedPair { pair: pair.clone(), odds: difference.odds, sure: false };
                        said.entry(pair).or_insert(fresh).sure |= difference.sure;
                    } else if is_clean {
                        clean.insert(pair);
                    }
                }
            }
            if !said.is_empty() {
                own.insert(source, said.keys().cloned().collect());
            }
            let family = place(copies[0]).1.unwrap_or_default();
            let (spun, clean) = (said.into_values().collect(), clean.into_iter().collect());
            evidence.push(TextEvidence { family, spun, clean });
        }
        LexiconState { lexicon: repair::learn(earlier, &evidence), own }
    }

    /// What a text of this source may use.
    pub(super) fn known(&self, source: u64) -> LexiconView<'_> {
        LexiconView::new(&self.lexicon, self.own.get(&source))
    }

    /// Whether it explains a place of a document that was not sure before, and an earlier lexicon did not.
    pub(super) fn explains_more(&self, earlier: &LexiconState, found: &ProposedRepairs, source: u64) -> bool {
        let (known, before) = (self.known(source), earlier.known(source));
        let knows = |known: LexiconView, one: &WordDifference| known.knows(&one.before, &one.after);
        found.differences.iter().any(|one| !one.sure && knows(known, one) && !knows(before, one))
    }

    /// The phrases that it knows as substitutes and an earlier lexicon did not.
    pub(super) fn new_phrases(&self, earlier: &LexiconState) -> PhraseIndex<'_> {
        let (known, before) = (LexiconView::new(&self.lexicon, None), LexiconView::new(&earlier.lexicon, None));
        let fresh = self
            .lexicon
            .rows()
            .iter()
            .filter(|row| known.knows(&row.before, &row.after) && !before.knows(&row.before, &row.after));
        let mut of_first: HashMap<&str, Vec<Vec<&str>>> = HashMap::new();
        for row in fresh {
            let words: Vec<&str> = row.before.split(' ').collect();
            of_first.entry(words[0]).or_default().push(words);
        }
        PhraseIndex { of_first }
    }
}

/// PhraseIndex by their first words.
pub(super) struct PhraseIndex<'l> {
    of_first: HashMap<&'l str, Vec<Vec<&'l str>>>,
}

impl PhraseIndex<'_> {
    /// Whether one of them stands in a text.
    pub(super) fn occur_in(&self, text: &str, tokens: &[Token]) -> bool {
        if self.of_first.is_empty() {
            return false;
        }
        let mut vocabulary = Vocabulary::default();
        let words = vocabulary.words(text, tokens);
        let word = |at: usize| words.ids.get(at).map(|&id| vocabulary.word(id));
        (0..words.len()).any(|at| {
            let phrases = word(at).and_then(|first| self.of_first.get(first));
            let stands = |phrase: &Vec<&str>| (0..phrase.len()).all(|n| word(at + n) == Some(phrase[n]));
            phrases.into_iter().flatten().any(stands)
        })
    }
}
