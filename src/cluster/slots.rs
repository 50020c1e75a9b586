//! The slots of an alignment: whether two texts differ there by noise, spun words or other facts.
//!
//! A slot is the few tokens of either text between two places where they agree. If a word is
//! misread, spelled differently or replaced by another plain word, the text is still the same copy.
//! A different number or name in a slot is a different fact, and a text with mostly different facts
//! is another story in the same form.

use std::sync::LazyLock;

use super::tokenized_doc::TokenizedDoc;
use crate::english::lists::NUMBER_WORDS;
use crate::text::align::Block;
use crate::text::hashed_tokens::{HashedToken, UPPER_FIRST, short_word};

/// What the slots of an alignment of texts `a` and `b` contain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    /// Tokens of `a` that are replaced by other tokens of `b`, [`Self::variants`] among them.
    pub replacements: usize,
    /// Tokens of `a` that resemble the tokens of `b` letter by letter: noise of OCR or spelling.
    pub variants: usize,
    /// Numbers that differ.
    pub numbers_changed: usize,
    /// Names that differ.
    pub names_changed: usize,
    /// Tokens of passages inside one text where the other has a passage of its own at least as
    /// long.
    pub replaced: usize,
}

/// The most tokens of a slot on either side. A longer stretch is a passage of its own.
const MAX_SLOT: usize = 12;
/// The most tokens of a slot that can be a spun phrase: "take been" for "have been", "U.Due south"
/// for "U.S".
const MAX_SPUN: usize = 3;
/// The number of equal tokens next to a slot, both sides together, from which on other words count
/// as spun.
const MIN_FLANKS: usize = 4;
/// The least surface similarity of two variants of one word: 1 - edits / letters. The worst OCR of
/// newspapers changes every other letter; "said" and "sand" pass as well, as they should in a slot.
/// With .6, two of 100 newspaper pages are missed; form letters are recognized equally well with
/// either.
const MIN_SURFACE: f64 = 0.5;

/// Counts what the slots between the blocks of a chain contain.
pub(crate) fn slots(a: &TokenizedDoc, b: &TokenizedDoc, chain: &[Block]) -> Slots {
    let mut found = Slots::default();
    // The numbers in all slots of each side: an alignment may shift two different ones past each
    // other.
    let mut in_slots = (0, 0);
    let ends = [Block { a: 0, b: 0, len: 0 }, Block { a: a.len(), b: b.len(), len: 0 }];
    let mut before = ends[0];
    for &after in chain.iter().chain(&ends[1..]) {
        let left = &a.tokens[before.end_a()..after.a];
        let right = &b.tokens[before.end_b()..after.b];
        // At an end of a text, equal words on one side only are no evidence for a replacement.
        let flanks = if before.len.min(after.len) == 0 { 0 } else { before.len + after.len };
        before = after;
        if left.len().max(right.len()) > MAX_SLOT {
            let inner = flanks > 0 && left.len().min(right.len()) > MAX_SLOT;
            found.replaced += if inner { left.len().min(right.len()) } else { 0 };
            continue;
        }
        in_slots.0 += numbers(left);
        in_slots.1 += numbers(right);
        if !left.is_empty() && !right.is_empty() {
            Slot { a, b, left, right, flanks }.count(&mut found);
        }
    }
    found.numbers_changed = found.numbers_changed.max(in_slots.0.min(in_slots.1));
    found
}

/// The number of numbers and the number of names that both texts have in the same positions.
pub(crate) fn facts_kept(a: &TokenizedDoc, chain: &[Block]) -> (usize, usize) {
    let (mut in_numbers, mut in_names) = (0, 0);
    for token in chain.iter().flat_map(|block| &a.tokens[block.a..block.end_a()]) {
        if is_number(*token) {
            in_numbers += 1;
        } else if token.has(UPPER_FIRST) && is_name(*token, &a.text) {
            in_names += 1;
        }
    }
    (in_numbers, in_names)
}

/// A slot with tokens on both sides.
struct Slot<'s> {
    a: &'s TokenizedDoc,
    b: &'s TokenizedDoc,
    /// The tokens of `a` in the slot.
    left: &'s [HashedToken],
    /// The tokens of `b` in the slot.
    right: &'s [HashedToken],
    /// The number of equal tokens next to the slot, 0 at an end of the texts.
    flanks: usize,
}

impl Slot<'_> {
    /// Adds what the slot contains.
    fn count(&self, found: &mut Slots) {
        let Slot { a, b, left, right, flanks } = *self;
        let variants = self.variants();
        found.variants += variants;
        if variants == left.len() && variants == right.len() {
            found.replacements += variants;
            return;
        }
        let names = |tokens: &[HashedToken], text| tokens.iter().filter(|token| is_name(**token, text)).count();
        let changed_numbers = {
            // A number against plain words is one changed fact; against numbers, each that differs
            // is one.
            let (one, other) = (numbers(left), numbers(right));
            one.min(other).max((one + other).min(1))
        };
        let changed_names = names(left, &a.text).min(names(right, &b.text));
        if changed_numbers + changed_names == 0 && left.len().max(right.len()) <= MAX_SPUN && flanks >= MIN_FLANKS {
            found.replacements += left.len().min(right.len());
            return;
        }
        found.replacements += variants;
        found.numbers_changed += changed_numbers;
        found.names_changed += changed_names.saturating_sub(variants);
    }

    /// The number of tokens of the two sides that are variants of the same word, in order. A word
    /// may be split in two on one side.
    fn variants(&self) -> usize {
        let Slot { a, b, left, right, .. } = *self;
        if left.len() == right.len() {
            return left.iter().zip(right).filter(|(x, y)| is_variant(x.text(&a.text), y.text(&b.text))).count();
        }
        // best[j]: the variants between the left tokens so far and the first j right ones.
        let mut best = [0_usize; MAX_SLOT + 1];
        for (i, x) in left.iter().enumerate() {
            let before = best;
            for j in 0..right.len() {
                let mut top = best[j].max(before[j + 1]);
                if is_variant(x.text(&a.text), right[j].text(&b.text)) {
                    top = top.max(before[j] + 1);
                }
                if j > 0 && is_joined(x.text(&a.text), right[j - 1].text(&b.text), right[j].text(&b.text)) {
                    top = top.max(before[j - 1] + 1);
                }
                if i > 0 && is_joined(right[j].text(&b.text), left[i - 1].text(&a.text), x.text(&a.text)) {
                    top = top.max(before[j] + 1);
                }
                best[j + 1] = top;
            }
        }
        best[right.len()]
    }
}

/// Whether two words may be variants of one word. Numbers never are, because a digit is a fact.
fn is_variant(left: &str, right: &str) -> bool {
    let (short, long) = (left.len().min(right.len()), left.len().max(right.len()));
    if short < 3 || short * 5 < long * 3 || all_digits(left) || all_digits(right) {
        return false;
    }
    if (shared_letters(left, right) as f64) < MIN_SURFACE * long as f64 && left.is_ascii() && right.is_ascii() {
        return false;
    }
    let letters = left.chars().count().max(right.chars().count());
    let edits = strsim::osa_distance(&left.to_lowercase(), &right.to_lowercase());
    1.0 - edits as f64 / letters as f64 >= MIN_SURFACE
}

/// An upper bound on the letters of an ASCII word that an alignment with the other word can match:
/// those that occur anywhere in the other word, compared by a hash of five or four bits.
fn shared_letters(left: &str, right: &str) -> usize {
    let bit = |byte: u8| 1_u64 << (byte & 31) | 1 << (32 + (byte & 15));
    let letters = right.bytes().fold(0, |letters, byte| letters | bit(byte));
    left.bytes().filter(|&byte| letters & bit(byte) == bit(byte)).count()
}

/// Whether `whole` may be a variant of `first` and `second` written as one word.
fn is_joined(whole: &str, first: &str, second: &str) -> bool {
    whole.len().abs_diff(first.len() + second.len()) <= 1
        && whole.len() >= 4
        && is_variant(whole, &[first, second].concat())
}

/// Whether a word has digits only.
fn all_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn numbers(tokens: &[HashedToken]) -> usize {
    tokens.iter().filter(|token| is_number(**token)).count()
}

/// Whether a hash is that of a number that newswires write out.
fn is_number_word(hash: u64) -> bool {
    static HASHES: LazyLock<Vec<u64>> =
        LazyLock::new(|| NUMBER_WORDS.entries().iter().map(|word| short_word(word.as_bytes())).collect());
    HASHES.contains(&hash)
}

/// Whether a token is a number, in digits or written out.
fn is_number(token: HashedToken) -> bool {
    token.is_number() || ((3..=8).contains(&token.len()) && is_number_word(token.hash))
}

/// Whether a token is written as a name: it begins with a capital where no sentence begins, and is
/// no number. A comma or a bracket may come before it, unlike in
/// [`crate::text::Words::is_name`], whose users were fitted with a narrower question.
pub(crate) fn is_name(token: HashedToken, text: &str) -> bool {
    if !token.has(UPPER_FIRST) || token.is_number() {
        return false;
    }
    // Nearly always a word and a space come before it.
    if let [.., last, b' '] = text.as_bytes()[..token.start as usize]
        && (last.is_ascii_alphanumeric() || last == b',')
    {
        return true;
    }
    let before = text[..token.start as usize].trim_end_matches([' ', '"', '\'', '“', '‘', '(', '\u{a0}']);
    !before.is_empty() && !before.ends_with(['.', '!', '?', ':', '\n', '\r'])
}
