//! The text that rules read, with the facts about the whole text that several rules need.

use std::cell::{Cell, OnceCell};

use xxhash_rust::xxh3::xxh3_64;

use crate::config::NormalizeConfig;
use crate::text::is_english;

/// The text that rules look at, and what they ask of it as a whole: found out once, by the first that asks.
pub(super) struct Context<'t> {
    pub text: &'t str,
    pub config: &'t NormalizeConfig,
    english: OnceCell<bool>,
    low_quote: OnceCell<bool>,
    /// How many words were asked for, before there was a list of them.
    searches: Cell<u32>,
    words: OnceCell<WordHashes>,
    compounds: OnceCell<WordHashes>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, config: &'t NormalizeConfig) -> Self {
        Context {
            text,
            config,
            english: OnceCell::new(),
            low_quote: OnceCell::new(),
            searches: Cell::new(0),
            words: OnceCell::new(),
            compounds: OnceCell::new(),
        }
    }

    /// Whether the text is plainly English.
    pub(super) fn is_english(&self) -> bool {
        *self.english.get_or_init(|| is_english(self.text))
    }

    /// Whether a word stands in the text, spelt as it is, in a chunk that is whole: no character is lost, and no mark is
    /// inside.
    pub(super) fn has_word(&self, word: &str) -> bool {
        /// WordHashes that are sought in the text itself: for so few, a list of all its words takes longer.
        const MAX_SEARCHES: u32 = 8;
        if word.is_empty() {
            return false;
        }
        if self.words.get().is_none()
            && self.searches.replace(self.searches.get() + 1) < MAX_SEARCHES
            && let Some(known) = search(self.text, word)
        {
            return known;
        }
        self.words.get_or_init(|| WordHashes::of_unbroken_chunks(self.text)).contains(word)
    }

    /// Whether a word with a hyphen stands in the text.
    pub(super) fn has_compound(&self, word: &str) -> bool {
        let compounds = self.compounds.get_or_init(|| {
            let pieces = self.text.split(|c: char| !c.is_alphabetic() && c != '-');
            WordHashes::new(
                pieces.map(|piece| piece.trim_matches('-')).filter(|piece| piece.contains('-')).map(str::as_bytes),
            )
        });
        compounds.contains(word)
    }

    /// Whether it quotes with `„`.
    pub(super) fn has_low_quote(&self) -> bool {
        *self.low_quote.get_or_init(|| self.text.contains('„'))
    }
}

/// Marks that a whole chunk of letters does not hold.
const BREAKING_MARKS: [char; 5] = [char::REPLACEMENT_CHARACTER, '¿', ',', ';', '.'];

/// What [`WordHashes::of_unbroken_chunks`] knows of one word, found in the text itself; `None` where that would take long, in chunks
/// without end.
fn search(text: &str, word: &str) -> Option<bool> {
    const CHUNK_BYTES: usize = 256;
    for at in memchr::memmem::find_iter(text.as_bytes(), word) {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        let beside = [before.chars().next_back(), after.chars().next()];
        if beside.into_iter().flatten().any(char::is_alphabetic) {
            continue;
        }
        let head = before.bytes().rev().take(CHUNK_BYTES).position(|byte| byte.is_ascii_whitespace());
        let tail = after.bytes().take(CHUNK_BYTES).position(|byte| byte.is_ascii_whitespace());
        let head = head.or((at < CHUNK_BYTES).then_some(at))?;
        let tail = tail.or((after.len() < CHUNK_BYTES).then_some(after.len()))?;
        let piece = &text[at - head..at + word.len() + tail];
        // Spaces beyond ASCII divide it further.
        let holds = |chunk: &str| {
            let inside = chunk.trim_matches(|c: char| !c.is_alphabetic());
            !inside.contains(BREAKING_MARKS) && inside.split(|c: char| !c.is_alphabetic()).any(|other| other == word)
        };
        let known = if piece.is_ascii() { holds(piece) } else { piece.split(char::is_whitespace).any(holds) };
        if known {
            return Some(true);
        }
    }
    Some(false)
}

/// WordHashes of a text, each by its XXH3 hash of 64 bits, sorted: whether a word is among them is all that is ever asked.
struct WordHashes(Vec<u64>);

impl WordHashes {
    fn new<'t>(words: impl Iterator<Item = &'t [u8]>) -> Self {
        let mut hashes: Vec<u64> = words.map(xxh3_64).collect();
        hashes.sort_unstable();
        WordHashes(hashes)
    }

    /// The words of all chunks that are whole.
    fn of_unbroken_chunks(text: &str) -> Self {
        let mut hashes = Vec::new();
        for piece in text.as_bytes().split(u8::is_ascii_whitespace) {
            // Nearly every piece: what is a letter is told without a table.
            if piece.is_ascii() {
                let from = piece.iter().position(u8::is_ascii_alphabetic).unwrap_or(piece.len());
                let to = piece.iter().rposition(u8::is_ascii_alphabetic).map_or(from, |last| last + 1);
                if !piece[from..to].iter().any(|byte| matches!(byte, b',' | b';' | b'.')) {
                    hashes.extend(piece[from..to].split(|byte| !byte.is_ascii_alphabetic()).map(xxh3_64));
                }
                continue;
            }
            for chunk in std::str::from_utf8(piece).unwrap_or_default().split(char::is_whitespace) {
                let inside = chunk.trim_matches(|c: char| !c.is_alphabetic());
                if !inside.contains(BREAKING_MARKS) {
                    hashes.extend(inside.split(|c: char| !c.is_alphabetic()).map(|word| xxh3_64(word.as_bytes())));
                }
            }
        }
        hashes.sort_unstable();
        WordHashes(hashes)
    }

    fn contains(&self, word: &str) -> bool {
        self.0.binary_search(&xxh3_64(word.as_bytes())).is_ok()
    }
}
