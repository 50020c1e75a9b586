//! The rules, in the order in which they run.

use super::rule::Rule;
use super::{
    c1_control, dash, doubled, entity, glue, glue_word, homoglyph, inside, invisible, ligature, mark_space, mojibake,
    nfc, quote_mend, quote_style, replacement, replacement_mark, space, width, wrap,
};

/// Every rule. The order matters: character references hide mojibake; mojibake contains controls
/// and no-break spaces that later rules delete; and NFC comes last, because a deleted character may
/// have separated a letter from its accent.
pub static RULES: &[Rule] = &[
    entity::DECODE,
    mojibake::UTF8,
    c1_control::C1_CONTROL,
    space::LINE_BREAK,
    invisible::INVISIBLE,
    space::EXOTIC,
    wrap::JOIN,
    ligature::LIGATURE,
    width::WIDTH,
    homoglyph::HOMOGLYPH,
    replacement::REPLACEMENT,
    replacement_mark::MARK,
    quote_mend::MEND,
    glue::SENTENCE,
    glue::NAME,
    glue_word::WORD,
    mark_space::COMMA,
    mark_space::BEFORE,
    inside::PAIR,
    inside::APOSTROPHE,
    doubled::DOUBLED,
    dash::DASH,
    dash::ELLIPSIS,
    quote_style::STYLE,
    nfc::NFKC,
    nfc::NFC,
];
