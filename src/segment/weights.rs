//! The weights of the evidence.

use super::evidence::COUNT;

/// What a change between body and furniture from one line to the next costs.
pub(super) const SWITCH: f32 = 0.5;

pub(super) const WEIGHTS: [f32; COUNT] = [
    5.632,  // bias
    -0.594, // length_to_10
    0.606,  // length_to_40
    -1.053, // length_to_100
    1.652,  // length_to_300
    2.705,  // ends_sentence
    0.990,  // ends_colon
    0.112,  // ends_open
    0.158,  // short_words
    -0.577, // capitals
    -1.525, // digits
    0.841,  // commas
    -0.631, // inner_stops
    0.439,  // menu_marks
    -0.202, // begins_small
    0.275,  // begins_quote
    0.338,  // begins_digit
    0.264,  // begins_other
    0.416,  // all_capitals
    -3.035, // prompt
    -1.847, // links
    -2.258, // menu
    -0.735, // stamp
    -2.056, // byline
    -3.619, // credit
    -2.794, // repeated
    0.864,  // prose_before_near
    1.205,  // prose_after_near
    -3.077, // prose_before_far
    -3.667, // prose_after_far
    1.140,  // between_near
    2.290,  // between_far
    -1.496, // in_main
    -5.168, // above_main
    -3.686, // below_main
    -3.307, // short_around
    -0.927, // page_prose
    1.782,  // address
    -4.611, // after_links
    0.550,  // short_in_main
    -0.353, // short_in_prose_page
    -2.478, // sentence_off_main
    -3.798, // cues_around
    -0.089, // one_word
];
