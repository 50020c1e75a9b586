//! What a rule is: one row gives its behaviour, its explanation and its tests.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::features::Features;
use crate::config::{NormalizeConfig, Profile};
use crate::model::{Draft, Edit};
use crate::text::is_english;

/// A rule: a row of [`super::RULES`].
#[derive(Debug)]
pub struct Rule {
    /// `family.rule-name`, stable for ever.
    pub id: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Why a text is better for it, where the faults come from, and where the line is drawn.
    pub why: &'static str,
    /// Texts that change, and what they become by this rule alone.
    pub changes: &'static [(&'static str, &'static str)],
    /// Texts that must stay as they are, under this rule and under all of them.
    pub stays: &'static [&'static str],
    /// When it errs, as far as is known; empty if no case is.
    pub errs: &'static str,
    /// The profiles that it belongs to; the rule of quotation marks runs where the configuration names a style.
    pub profiles: &'static [Profile],
    /// The configuration under which [`Rule::changes`] and [`Rule::stays`] hold.
    pub examples_under: NormalizeConfig,
    /// What the text must have for the rule to look at it at all: any of these.
    pub(super) needs: Features,
    /// Finds what it would change, in order.
    pub(super) find: fn(&Context, &mut Finds),
}

/// The profiles of most rules.
pub(super) const NEWS: &[Profile] = &[Profile::News, Profile::Nfkc];
/// The profiles of rules whose work no reader can see.
pub(super) const EVERY: &[Profile] = &[Profile::News, Profile::Minimal, Profile::Nfkc];

/// The text that rules look at, and what they ask of it as a whole: found out once, by the first that asks.
pub(super) struct Context<'t> {
    pub text: &'t str,
    pub config: &'t NormalizeConfig,
    english: OnceCell<bool>,
    low_quote: OnceCell<bool>,
    /// How many words were asked for, before there was a list of them.
    sought: Cell<u32>,
    words: OnceCell<Words>,
    compounds: OnceCell<Words>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, config: &'t NormalizeConfig) -> Self {
        Context {
            text,
            config,
            english: OnceCell::new(),
            low_quote: OnceCell::new(),
            sought: Cell::new(0),
            words: OnceCell::new(),
            compounds: OnceCell::new(),
        }
    }

    /// Whether the text is clearly English.
    pub(super) fn is_english(&self) -> bool {
        *self.english.get_or_init(|| is_english(self.text))
    }

    /// Whether a word stands in the text, spelt as it is, in a chunk that is whole: no character is lost, and no mark is
    /// inside.
    pub(super) fn knows(&self, word: &str) -> bool {
        /// Words that are sought in the text itself: for so few, a list of all its words takes longer.
        const SOUGHT: u32 = 8;
        if word.is_empty() {
            return false;
        }
        if self.words.get().is_none()
            && self.sought.replace(self.sought.get() + 1) < SOUGHT
            && let Some(known) = seek(self.text, word)
        {
            return known;
        }
        self.words.get_or_init(|| Words::of_whole_chunks(self.text)).contains(word)
    }

    /// Whether a word with a hyphen stands in the text.
    pub(super) fn knows_compound(&self, word: &str) -> bool {
        let compounds = self.compounds.get_or_init(|| {
            let pieces = self.text.split(|c: char| !c.is_alphabetic() && c != '-');
            Words::new(
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
const BREAKS: [char; 5] = [char::REPLACEMENT_CHARACTER, '¿', ',', ';', '.'];

/// What [`Words::of_whole_chunks`] knows of one word, found in the text itself; `None` where that would take long, in chunks
/// without end.
fn seek(text: &str, word: &str) -> Option<bool> {
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
            !inside.contains(BREAKS) && inside.split(|c: char| !c.is_alphabetic()).any(|other| other == word)
        };
        let known = if piece.is_ascii() { holds(piece) } else { piece.split(char::is_whitespace).any(holds) };
        if known {
            return Some(true);
        }
    }
    Some(false)
}

/// Words of a text, each by its XXH3 hash of 64 bits, sorted: whether a word is among them is all that is ever asked.
struct Words(Vec<u64>);

impl Words {
    fn new<'t>(words: impl Iterator<Item = &'t [u8]>) -> Self {
        let mut hashes: Vec<u64> = words.map(xxh3_64).collect();
        hashes.sort_unstable();
        Words(hashes)
    }

    /// The words of all chunks that are whole.
    fn of_whole_chunks(text: &str) -> Self {
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
                if !inside.contains(BREAKS) {
                    hashes.extend(inside.split(|c: char| !c.is_alphabetic()).map(|word| xxh3_64(word.as_bytes())));
                }
            }
        }
        hashes.sort_unstable();
        Words(hashes)
    }

    fn contains(&self, word: &str) -> bool {
        self.0.binary_search(&xxh3_64(word.as_bytes())).is_ok()
    }
}

/// The edits of a rule, as it finds them from left to right.
pub(super) struct Finds<'t> {
    text: &'t str,
    rule: &'static str,
    pub(super) edits: Vec<Edit<Draft>>,
}

impl<'t> Finds<'t> {
    pub(super) fn new(text: &'t str, rule: &'static str) -> Self {
        Finds { text, rule, edits: Vec::new() }
    }

    /// Puts `after` in the place of the bytes of `range`. Touching places are joined, so that a run is one edit.
    pub(super) fn replace(&mut self, range: Range<usize>, after: &str) {
        let before = &self.text[range.clone()];
        if before == after {
            return;
        }
        match self.edits.last_mut() {
            Some(last) if last.span.end == range.start => {
                last.span.end = range.end;
                last.before.push_str(before);
                last.after.push_str(after);
            }
            _ => self.edits.push(Edit::new(range, before, after, self.rule)),
        }
    }

    /// Drops the bytes of `range`.
    pub(super) fn drop(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Puts `words` between two bytes.
    pub(super) fn insert(&mut self, at: usize, words: &str) {
        self.replace(at..at, words);
    }
}
