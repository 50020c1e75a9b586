//! The weights of the evidence: written by `scripts/learn_lines.py`, not by hand.
//!
//! Learnt from 134 web pages as lines, labelled by alignment with the article's text, two cuts of each, and plain news
//! articles; ridge-regularised logistic regression. On lines of pages, with the rules,
//! cross-validated by site: precision 0.938 recall 0.939 F1 0.939;
//! with unsure lines as boilerplate: precision 0.878 recall 0.939 F1 0.907.

/// What a change between body and boilerplate from one line to the next costs, in the unit of the scores (log odds).
pub(super) const SWITCH: f32 = 1.0;

/// For the first score of a line: its own evidence.
#[rustfmt::skip]
pub(super) const OWN: &[f32] = &[
    -2.403, // bias
    -0.228, // length_to_10
    2.083, // length_to_40
    -0.341, // length_to_100
    1.491, // length_to_300
    2.299, // ends_sentence
    2.257, // ends_colon
    -0.570, // ends_open
    0.055, // short_words
    -1.220, // capitals
    -1.848, // digits
    0.912, // commas
    -0.272, // inner_stops
    -0.823, // menu_marks
    -0.647, // begins_small
    0.798, // begins_quote
    0.810, // begins_digit
    0.799, // begins_other
    0.826, // all_capitals
    -2.606, // prompt
    -1.468, // links
    -1.419, // menu
    -2.043, // stamp
    -2.170, // byline
    -2.852, // credit
    -1.033, // repeated
    1.306, // address
    0.085, // one_word
    -3.336, // notice
    -2.169, // comment
];

/// For the second score: its own evidence.
#[rustfmt::skip]
pub(super) const PLACE_OWN: &[f32] = &[
    1.184, // bias
    0.973, // length_to_10
    -0.337, // length_to_40
    -0.317, // length_to_100
    -0.455, // length_to_300
    -0.498, // ends_sentence
    0.266, // ends_colon
    0.266, // ends_open
    0.518, // short_words
    0.866, // capitals
    0.234, // digits
    -0.823, // commas
    -0.284, // inner_stops
    1.840, // menu_marks
    -0.537, // begins_small
    -0.358, // begins_quote
    -0.201, // begins_digit
    -0.280, // begins_other
    -0.412, // all_capitals
    -0.086, // prompt
    -0.920, // links
    -0.005, // menu
    -0.173, // stamp
    -0.170, // byline
    -1.880, // credit
    0.013, // repeated
    -0.921, // address
    0.820, // one_word
    -0.307, // notice
    -0.022, // comment
];

/// For the second score: the evidence of its place.
#[rustfmt::skip]
pub(super) const PLACE: &[f32] = &[
    1.089, // first_score
    -0.319, // first_chance
    1.823, // before_near
    1.510, // after_near
    -0.475, // between_near
    0.224, // before_far
    0.340, // after_far
    1.357, // between_far
    0.741, // in_main
    -2.677, // above_main
    -1.839, // below_main
    0.294, // chance_in_main
    -0.613, // chance_off_main
    0.430, // page_chance
    0.422, // short_around
    -2.310, // cues_around
    -1.630, // after_links
    -2.894, // page_prose
    0.082, // short_in_prose_page
    -1.096, // page_cues
    -0.734, // page_lines
    -1.942, // after_comments
    -1.390, // comments_since
    -3.177, // stamps_around
    3.118, // list_under_colon
    1.275, // alike_around
    1.494, // alike_after_body
    0.067, // paragraphs_above
    -0.944, // paragraphs_below
    -0.280, // lines_since_paragraph
    -0.565, // lines_to_paragraph
    0.443, // short_between_paragraphs
    -1.823, // before_credit
    -1.598, // below_links
    -0.821, // open_between_paragraphs
    -0.193, // capitals_in_text
    -2.038, // shouted_in_text
    -0.180, // after_credit
];
