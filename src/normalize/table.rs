//! The rules, in the order in which they run.

use super::rule::Rule;
use super::{
    c1_control, entity, glue, homoglyph, invisible, ligature, mark_space, mojibake, nfc, quote_mend, quote_style,
    replacement, space, width, wrap,
};

/// Every rule. The order matters: references hide mojibake, mojibake is made of controls and no-break spaces that later
/// rules drop, and NFC comes last, since what is dropped may have stood between a letter and its accent.
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
    quote_mend::MEND,
    glue::SENTENCE,
    glue::NAME,
    mark_space::COMMA,
    mark_space::BEFORE,
    quote_style::STYLE,
    nfc::NFKC,
    nfc::NFC,
];
