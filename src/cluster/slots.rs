//! What stands where two texts differ: noise, spun words, or other facts.
//!
//! A slot is the few tokens of either text between two places where they agree. A word read or spelled otherwise, or
//! exchanged for another plain word, is still the same copy; another number or name in a slot is another fact, and a
//! text whose facts mostly differ is another story told in the same form.

use std::sync::LazyLock;

use super::reading::Reading;
use crate::english::lists::NUMBER_WORDS;
use crate::text::align::Block;
use crate::text::hashed_tokens::{HashedToken, UPPER_FIRST, short_word};

/// What the slots of an alignment say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    /// Tokens of `a` that stand for tokens of `b` under another form.
    pub forms: usize,
    /// Those among them that resemble each other letter by letter: noise of reading or spelling.
    pub readings: usize,
    /// Slots that hold other numbers.
    pub numbers_changed: usize,
    /// Slots that hold other names.
    pub names_changed: usize,
    /// Tokens of passages that stand in the midst of one text where the other has as long a passage of its own.
    pub replaced: usize,
}

/// The longest slot, on either side; what is longer is a passage of its own.
const MAX_SLOT: usize = 12;
/// The longest slot that can be a spun phrase: "take been" for "have been", "U.Due south" for "U.S".
const MAX_SPUN: usize = 3;
/// Equal tokens that must stand next to a slot on both sides, together, for other words to count as spun.
const MIN_FLANKS: usize = 4;
/// Two readings of one word have at least this surface similarity: 1 - edits / letters. The worst OCR of newspapers
/// changes every other letter; "said" and "sand" pass as well, as they should in a slot. With .6, two of 100 newspaper
/// pages are missed; form letters are told as well with either.
const MIN_SURFACE: f64 = 0.5;

/// Looks at every slot between the blocks of a chain.
pub(crate) fn slots(a: &Reading, b: &Reading, chain: &[Block]) -> Slots {
    let mut found = Slots::default();
    // Numbers that stand on one side only, here or there: an alignment may shift them past each other.
    let mut lone = (0, 0);
    let ends = [Block { a: 0, b: 0, len: 0 }, Block { a: a.len(), b: b.len(), len: 0 }];
    let mut before = ends[0];
    for &after in chain.iter().chain(&ends[1..]) {
        let left = &a.tokens[before.end_a()..after.a];
        let right = &b.tokens[before.end_b()..after.b];
        // At the ends of a text there is no neighbour to vouch for another word.
        let flanks = if before.len.min(after.len) == 0 { 0 } else { before.len + after.len };
        before = after;
        if left.len().max(right.len()) > MAX_SLOT {
            let inner = flanks > 0 && left.len().min(right.len()) > MAX_SLOT;
            found.replaced += if inner { left.len().min(right.len()) } else { 0 };
            continue;
        }
        lone.0 += numbers(left);
        lone.1 += numbers(right);
        if !left.is_empty() && !right.is_empty() {
            look(a, b, left, right, flanks, &mut found);
        }
    }
    found.numbers_changed = found.numbers_changed.max(lone.0.min(lone.1));
    found
}

/// How many numbers and how many names both texts hold in the same places.
pub(crate) fn facts_kept(a: &Reading, chain: &[Block]) -> (usize, usize) {
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

fn look(a: &Reading, b: &Reading, left: &[HashedToken], right: &[HashedToken], flanks: usize, found: &mut Slots) {
    let readings = same_words(a, b, left, right);
    found.readings += readings;
    if readings == left.len() && readings == right.len() {
        found.forms += readings;
        return;
    }
    let names = |tokens: &[HashedToken], text| tokens.iter().filter(|token| is_name(**token, text)).count();
    let changed_numbers = {
        // A number against plain words is one other fact; against a number, each that differs.
        let (one, other) = (numbers(left), numbers(right));
        one.min(other).max((one + other).min(1))
    };
    let changed_names = names(left, &a.text).min(names(right, &b.text));
    if changed_numbers + changed_names == 0 && left.len().max(right.len()) <= MAX_SPUN && flanks >= MIN_FLANKS {
        found.forms += left.len().min(right.len());
        return;
    }
    found.forms += readings;
    found.numbers_changed += changed_numbers;
    found.names_changed += changed_names.saturating_sub(readings);
}

/// How many tokens of the two sides are readings of the same word, in order. One may be split in two on one side.
fn same_words(a: &Reading, b: &Reading, left: &[HashedToken], right: &[HashedToken]) -> usize {
    if left.len() == right.len() {
        return left.iter().zip(right).filter(|(x, y)| reads_as(x.text(&a.text), y.text(&b.text))).count();
    }
    // best[j]: readings between the left tokens so far and the first j right ones.
    let mut best = [0_usize; MAX_SLOT + 1];
    for (i, x) in left.iter().enumerate() {
        let before = best;
        for j in 0..right.len() {
            let mut top = best[j].max(before[j + 1]);
            if reads_as(x.text(&a.text), right[j].text(&b.text)) {
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

/// Whether two words may be readings of one. Numbers never are: a digit is a fact.
fn reads_as(left: &str, right: &str) -> bool {
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

/// How many letters of an ASCII word stand somewhere in the other: no fewer than an alignment of the two can match.
fn shared_letters(left: &str, right: &str) -> usize {
    let bit = |byte: u8| 1_u64 << (byte & 31) | 1 << (32 + (byte & 15));
    let letters = right.bytes().fold(0, |letters, byte| letters | bit(byte));
    left.bytes().filter(|&byte| letters & bit(byte) == bit(byte)).count()
}

fn is_joined(whole: &str, first: &str, second: &str) -> bool {
    whole.len().abs_diff(first.len() + second.len()) <= 1
        && whole.len() >= 4
        && reads_as(whole, &[first, second].concat())
}

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
