//! The weights of the evidence: written by `scripts/learn_lines.py`, not by hand.
//!
//! Learnt from 72 web pages as lines, labelled by alignment with the article's text, two cuts of each, and plain news
//! articles; ridge-regularised logistic regression. The figures stand in the note of the script's run.

use super::evidence::{OWN_NAMES, PLACE_NAMES};

/// What a change between body and furniture from one line to the next costs, in the unit of the scores (log odds).
pub(super) const SWITCH: f32 = 1.0;

/// For the first score of a line: its own evidence.
#[rustfmt::skip]
pub(super) const OWN: [f32; OWN_NAMES.len()] = [
    -3.646, // bias
    0.620, // length_to_10
    1.743, // length_to_40
    0.121, // length_to_100
    1.455, // length_to_300
    2.325, // ends_sentence
    1.726, // ends_colon
    -0.957, // ends_open
    0.236, // short_words
    -1.064, // capitals
    -0.924, // digits
    0.434, // commas
    -0.183, // inner_stops
    -0.162, // menu_marks
    -0.222, // begins_small
    1.045, // begins_quote
    0.956, // begins_digit
    1.245, // begins_other
    0.745, // all_capitals
    -2.161, // prompt
    -0.517, // links
    -1.269, // menu
    -1.262, // stamp
    -0.746, // byline
    -0.930, // credit
    -0.229, // repeated
    0.506, // address
    0.556, // one_word
    -2.742, // notice
];

/// For the second score: its own evidence.
#[rustfmt::skip]
pub(super) const PLACE_OWN: [f32; OWN_NAMES.len()] = [
    0.793, // bias
    1.247, // length_to_10
    0.368, // length_to_40
    -1.109, // length_to_100
    -0.068, // length_to_300
    -0.049, // ends_sentence
    -0.067, // ends_colon
    0.533, // ends_open
    0.425, // short_words
    0.374, // capitals
    0.641, // digits
    -0.123, // commas
    -0.227, // inner_stops
    1.171, // menu_marks
    -1.028, // begins_small
    0.144, // begins_quote
    -0.592, // begins_digit
    -1.176, // begins_other
    0.251, // all_capitals
    -0.300, // prompt
    -0.554, // links
    0.444, // menu
    -0.173, // stamp
    -0.304, // byline
    -1.058, // credit
    -0.305, // repeated
    -0.523, // address
    0.873, // one_word
    -0.403, // notice
];

/// For the second score: the evidence of its place.
#[rustfmt::skip]
pub(super) const PLACE: [f32; PLACE_NAMES.len()] = [
    1.078, // first_score
    -1.126, // first_chance
    1.299, // before_near
    0.857, // after_near
    0.644, // between_near
    0.197, // before_far
    -0.297, // after_far
    0.498, // between_far
    1.372, // in_main
    -2.715, // above_main
    -1.666, // below_main
    -0.248, // chance_in_main
    -0.878, // chance_off_main
    0.225, // page_chance
    0.088, // short_around
    -1.066, // cues_around
    -2.272, // after_links
    -2.806, // page_prose
    0.465, // short_in_prose_page
    -1.888, // page_cues
    -0.202, // page_lines
    -1.607, // after_comments
];
