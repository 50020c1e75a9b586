//! The weights of the evidence: written by `scripts/learn_lines.py`, not by hand.
//!
//! Learnt from 134 web pages as lines, labelled by alignment with the article's text, two cuts of each, and plain news
//! articles; ridge-regularised logistic regression. On lines of pages, cross-validated by site: precision 0.915 recall 0.891 F1 0.903.

use super::evidence::{OWN_NAMES, PLACE_NAMES};

/// What a change between body and furniture from one line to the next costs, in the unit of the scores (log odds).
pub(super) const SWITCH: f32 = 1.0;

/// For the first score of a line: its own evidence.
#[rustfmt::skip]
pub(super) const OWN: [f32; OWN_NAMES.len()] = [
    -2.335, // bias
    -0.203, // length_to_10
    2.101, // length_to_40
    -0.382, // length_to_100
    1.589, // length_to_300
    2.337, // ends_sentence
    1.962, // ends_colon
    -0.621, // ends_open
    -0.041, // short_words
    -1.361, // capitals
    -1.890, // digits
    0.789, // commas
    -0.310, // inner_stops
    -0.885, // menu_marks
    -0.793, // begins_small
    0.859, // begins_quote
    0.806, // begins_digit
    0.626, // begins_other
    0.851, // all_capitals
    -2.647, // prompt
    -1.282, // links
    -1.361, // menu
    -1.675, // stamp
    -1.840, // byline
    -2.129, // credit
    -0.917, // repeated
    1.353, // address
    0.051, // one_word
    -3.346, // notice
];

/// For the second score: its own evidence.
#[rustfmt::skip]
pub(super) const PLACE_OWN: [f32; OWN_NAMES.len()] = [
    0.598, // bias
    0.893, // length_to_10
    -0.049, // length_to_40
    -0.605, // length_to_100
    -0.132, // length_to_300
    -0.250, // ends_sentence
    -0.631, // ends_colon
    0.115, // ends_open
    0.059, // short_words
    0.685, // capitals
    0.279, // digits
    -0.239, // commas
    0.084, // inner_stops
    1.484, // menu_marks
    -0.653, // begins_small
    -0.403, // begins_quote
    -0.498, // begins_digit
    -0.755, // begins_other
    -0.965, // all_capitals
    -0.084, // prompt
    -1.060, // links
    0.113, // menu
    -0.564, // stamp
    -0.437, // byline
    -2.037, // credit
    0.316, // repeated
    -0.440, // address
    0.764, // one_word
    -0.326, // notice
];

/// For the second score: the evidence of its place.
#[rustfmt::skip]
pub(super) const PLACE: [f32; PLACE_NAMES.len()] = [
    1.088, // first_score
    -0.569, // first_chance
    1.609, // before_near
    1.489, // after_near
    0.253, // between_near
    0.720, // before_far
    0.113, // after_far
    0.516, // between_far
    0.486, // in_main
    -2.750, // above_main
    -0.664, // below_main
    0.185, // chance_in_main
    -0.754, // chance_off_main
    1.046, // page_chance
    -0.199, // short_around
    -1.555, // cues_around
    -1.745, // after_links
    -3.875, // page_prose
    0.885, // short_in_prose_page
    -1.544, // page_cues
    -0.456, // page_lines
    -2.152, // after_comments
];
