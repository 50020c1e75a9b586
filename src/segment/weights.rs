//! The weights of the evidence: written by `scripts/learn_lines.py`, not by hand.
//!
//! Learnt from 62 web pages as lines, labelled by alignment with the article's text, two cuts of each, and plain news
//! articles; ridge-regularised logistic regression. The figures stand in the note of the script's run.

use super::evidence::{OWN_NAMES, PLACE_NAMES};

/// What a change between body and furniture from one line to the next costs, in the unit of the scores (log odds).
pub(super) const SWITCH: f32 = 1.0;

/// For the first score of a line: its own evidence.
#[rustfmt::skip]
pub(super) const OWN: [f32; OWN_NAMES.len()] = [
    -1.300, // bias
    -0.646, // length_to_10
    2.123, // length_to_40
    -0.695, // length_to_100
    1.805, // length_to_300
    2.343, // ends_sentence
    1.972, // ends_colon
    -0.420, // ends_open
    -0.226, // short_words
    -1.667, // capitals
    -1.917, // digits
    0.993, // commas
    -0.389, // inner_stops
    -1.466, // menu_marks
    -1.408, // begins_small
    0.587, // begins_quote
    0.536, // begins_digit
    -0.042, // begins_other
    0.957, // all_capitals
    -2.482, // prompt
    -1.377, // links
    -0.997, // menu
    -1.713, // stamp
    -1.888, // byline
    -2.083, // credit
    -2.179, // repeated
    1.723, // address
    -0.712, // one_word
    -2.580, // notice
];

/// For the second score: its own evidence.
#[rustfmt::skip]
pub(super) const PLACE_OWN: [f32; OWN_NAMES.len()] = [
    0.438, // bias
    -0.303, // length_to_10
    -0.738, // length_to_40
    -0.401, // length_to_100
    0.134, // length_to_300
    -0.192, // ends_sentence
    -0.079, // ends_colon
    -0.308, // ends_open
    -0.445, // short_words
    0.234, // capitals
    -0.612, // digits
    -0.635, // commas
    0.200, // inner_stops
    0.814, // menu_marks
    0.585, // begins_small
    -0.232, // begins_quote
    0.161, // begins_digit
    0.194, // begins_other
    -1.285, // all_capitals
    -0.413, // prompt
    -0.820, // links
    -0.336, // menu
    -0.138, // stamp
    -0.625, // byline
    -1.814, // credit
    0.826, // repeated
    -0.332, // address
    0.374, // one_word
    -0.146, // notice
];

/// For the second score: the evidence of its place.
#[rustfmt::skip]
pub(super) const PLACE: [f32; PLACE_NAMES.len()] = [
    0.966, // first_score
    0.342, // first_chance
    1.359, // before_near
    1.920, // after_near
    -0.213, // between_near
    1.360, // before_far
    0.370, // after_far
    0.829, // between_far
    -0.396, // in_main
    -2.087, // above_main
    -0.083, // below_main
    1.152, // chance_in_main
    -0.809, // chance_off_main
    1.611, // page_chance
    -0.334, // short_around
    -1.299, // cues_around
    -2.113, // after_links
    -3.166, // page_prose
    0.565, // short_in_prose_page
    -0.913, // page_cues
    -0.120, // page_lines
    -1.876, // after_comments
];
