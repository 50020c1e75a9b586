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
    -1.303, // bias
    -0.642, // length_to_10
    2.117, // length_to_40
    -0.693, // length_to_100
    1.889, // length_to_300
    2.327, // ends_sentence
    1.986, // ends_colon
    -0.413, // ends_open
    -0.244, // short_words
    -1.667, // capitals
    -1.890, // digits
    1.000, // commas
    -0.477, // inner_stops
    -1.528, // menu_marks
    -1.402, // begins_small
    0.613, // begins_quote
    0.550, // begins_digit
    -0.011, // begins_other
    0.957, // all_capitals
    -2.494, // prompt
    -1.371, // links
    -0.987, // menu
    -1.716, // stamp
    -1.873, // byline
    -2.078, // credit
    -2.167, // repeated
    1.726, // address
    -0.722, // one_word
];

/// For the second score: its own evidence.
#[rustfmt::skip]
pub(super) const PLACE_OWN: [f32; OWN_NAMES.len()] = [
    1.467, // bias
    -0.388, // length_to_10
    -0.742, // length_to_40
    -0.323, // length_to_100
    0.247, // length_to_300
    -0.031, // ends_sentence
    -0.177, // ends_colon
    -0.580, // ends_open
    -0.577, // short_words
    0.466, // capitals
    -0.527, // digits
    -0.688, // commas
    0.122, // inner_stops
    0.698, // menu_marks
    0.588, // begins_small
    -0.152, // begins_quote
    0.284, // begins_digit
    0.203, // begins_other
    -1.460, // all_capitals
    -0.485, // prompt
    -0.598, // links
    -0.363, // menu
    -0.140, // stamp
    -0.571, // byline
    -1.824, // credit
    0.766, // repeated
    -0.117, // address
    0.284, // one_word
];

/// For the second score: the evidence of its place.
#[rustfmt::skip]
pub(super) const PLACE: [f32; PLACE_NAMES.len()] = [
    0.992, // first_score
    0.266, // first_chance
    1.135, // before_near
    1.859, // after_near
    -0.133, // between_near
    1.402, // before_far
    0.473, // after_far
    0.857, // between_far
    -0.248, // in_main
    -2.137, // above_main
    0.156, // below_main
    0.942, // chance_in_main
    -0.676, // chance_off_main
    1.175, // page_chance
    -0.664, // short_around
    -0.778, // cues_around
    -3.760, // after_links
    -3.731, // page_prose
    0.557, // short_in_prose_page
    -0.794, // page_cues
    -0.744, // page_lines
];
