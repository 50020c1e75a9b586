//! The text that rules read, with facts about the whole text that several rules need.

use std::cell::{Cell, OnceCell};

use xxhash_rust::xxh3::xxh3_64;

use crate::config::NormalizeConfig;
use crate::text::is_english;

/// The text that rules read, with facts about the whole text: each is computed once, when a rule
/// first asks for it.
pub(super) struct Context<'t> {
    pub text: &'t str,
    pub config: &'t NormalizeConfig,
    english: OnceCell<bool>,
    low_quote: OnceCell<bool>,
    /// How many words were looked up before the list of words was made.
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

    /// Whether the text is clearly English.
    pub(super) fn is_english(&self) -> bool {
        *self.english.get_or_init(|| is_english(self.text))
    }

    /// Whether a word occurs in the text with this spelling, in a chunk between white space that
    /// has no lost character and no punctuation inside.
    pub(super) fn has_word(&self, word: &str) -> bool {
        /// The text is searched for so many words before a list of all its words is made: for a few
        /// words, a search is faster.
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

    /// Whether a word with a hyphen occurs in the text.
    pub(super) fn has_compound(&self, word: &str) -> bool {
        let compounds = self.compounds.get_or_init(|| {
            let pieces = self.text.split(|c: char| !c.is_alphabetic() && c != '-');
            WordHashes::new(
                pieces.map(|piece| piece.trim_matches('-')).filter(|piece| piece.contains('-')).map(str::as_bytes),
            )
        });
        compounds.contains(word)
    }

    /// Whether the text has the quotation mark `„`.
    pub(super) fn has_low_quote(&self) -> bool {
        *self.low_quote.get_or_init(|| self.text.contains('„'))
    }
}

/// Marks that do not occur between the letters of an unbroken chunk.
const BREAKING_MARKS: [char; 5] = [char::REPLACEMENT_CHARACTER, '¿', ',', ';', '.'];

/// Whether [`WordHashes::of_unbroken_chunks`] would contain a word, found by a search of the text;
/// `None` where a chunk is so long that the search would be slow.
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
        // White space beyond ASCII divides the piece further.
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

/// The words of a text as sorted XXH3 hashes of 64 bits: enough to check whether it contains a
/// word.
struct WordHashes(Vec<u64>);

impl WordHashes {
    fn new<'t>(words: impl Iterator<Item = &'t [u8]>) -> Self {
        let mut hashes: Vec<u64> = words.map(xxh3_64).collect();
        hashes.sort_unstable();
        WordHashes(hashes)
    }

    /// The words of all chunks that have no lost character and no punctuation inside.
    fn of_unbroken_chunks(text: &str) -> Self {
        let mut hashes = Vec::new();
        for piece in text.as_bytes().split(u8::is_ascii_whitespace) {
            // Nearly every piece is ASCII, and no table is needed to find its letters.
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
