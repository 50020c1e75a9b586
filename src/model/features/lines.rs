//! The features of the lines of a page. Lines that a fixed width has broken count as one line.
//!
//! "From 0 to 1" features grow in a straight line between the two counts that their label gives.

use super::declare;

declare! {
    /// The features of a line by itself: its length, its words and marks, and its cue.
    struct LineFeatures of f32, named "";
    length_to_10: Share in [LinesOwn LinesPlace] => "length of the line: from 0 at 0 columns to 1 at 10";
    length_to_40: Share in [LinesOwn LinesPlace] => "length of the line: from 0 at 10 columns to 1 at 40";
    length_to_100: Share in [LinesOwn LinesPlace] => "length of the line: from 0 at 40 columns to 1 at 100";
    length_to_300: Share in [LinesOwn LinesPlace] => "length of the line: from 0 at 100 columns to 1 at 300";
    ends_sentence: Flag in [LinesOwn LinesPlace] => "the line has four words or more and ends a sentence";
    ends_colon: Flag in [LinesOwn LinesPlace] => "the line ends with a colon";
    ends_open: Flag in [LinesOwn LinesPlace] => "the line ends with a comma, a semicolon or an ellipsis";
    short_words: Share in [LinesOwn LinesPlace]
        => "words of at most four letters in lower case: from 0 at none to 1 at 40 % of the words";
    capitals: Share in [LinesOwn LinesPlace] => "of the words begin with a capital";
    digits: Share in [LinesOwn LinesPlace] => "of the columns are digits";
    commas: Share in [LinesOwn LinesPlace] => "commas and semicolons: from 0 at none to 1 at three";
    inner_stops: Share in [LinesOwn LinesPlace]
        => "full stops, question and exclamation marks inside the line: from 0 at none to 1 at two";
    menu_marks: Share in [LinesOwn LinesPlace]
        => "bars, arrows, bullets and copyright signs: from 0 at none to 1 at two";
    begins_small: Flag in [LinesOwn LinesPlace] => "the line begins with a small letter";
    begins_quote: Flag in [LinesOwn LinesPlace] => "the line begins with a quotation mark";
    begins_digit: Flag in [LinesOwn LinesPlace] => "the line begins with a digit";
    begins_other: Flag in [LinesOwn LinesPlace] => "the line begins with another mark";
    all_capitals: Flag in [LinesOwn LinesPlace] => "the line has capitals and no small letters";
    prompt: Flag in [LinesOwn LinesPlace] => "cue: a prompt or notice, such as “Post a Comment”";
    links: Flag in [LinesOwn LinesPlace] => "cue: the head of a list of links, such as “Read Next”";
    menu: Flag in [LinesOwn LinesPlace] => "cue: a word of menus and buttons, such as “Home”";
    stamp: Flag in [LinesOwn LinesPlace] => "cue: a date or a time and hardly anything else";
    byline: Flag in [LinesOwn LinesPlace] => "cue: the author, such as “By Jane Doe”";
    credit: Flag in [LinesOwn LinesPlace] => "cue: the source of a picture, such as “Photo: …”";
    repeated: Flag in [LinesOwn LinesPlace]
        => "the line has 400 columns or fewer and is on the page more than once";
    address: Flag in [LinesOwn LinesPlace]
        => "the line has 200 columns or fewer and contains a web or mail address or a handle, or begins with a hashtag";
    one_word: Flag in [LinesOwn LinesPlace] => "the line is one word";
    notice: Flag in [LinesOwn LinesPlace]
        => "cue: a sentence about cookies, newsletters, accounts or rights";
    comment: Flag in [LinesOwn LinesPlace]
        => "cue: the head of a reader’s comment, such as “Jane says:” above a date";
}

declare! {
    /// The features of the place of a line: the lines around it, and its page. The chance of a line
    /// is 0.5 + its first score / 6, between 0 and 1. The main stretch is the run of lines with the
    /// largest sum of chances, where each line costs a little.
    struct PlaceFeatures of f32, named "";
    first_score: LogOdds in [LinesPlace]
        => "likelier body than boilerplate, by the line’s own features: its first score"
        => "likelier boilerplate than body, by the line’s own features: its first score";
    first_chance: Share in [LinesPlace] => "the chance of the line";
    before_near: Share in [LinesPlace]
        => "chances of the lines above, halved for each line between: their sum, 1 at most";
    after_near: Share in [LinesPlace]
        => "chances of the lines below, halved for each line between: their sum, 1 at most";
    between_near: Share in [LinesPlace] => "the smaller of `before_near` and `after_near`";
    before_far: Share in [LinesPlace]
        => "chances of the lines above, times 0.88 for each line between: a quarter of their sum, 1 at most";
    after_far: Share in [LinesPlace]
        => "chances of the lines below, times 0.88 for each line between: a quarter of their sum, 1 at most";
    between_far: Share in [LinesPlace] => "the smaller of `before_far` and `after_far`";
    in_main: Flag in [LinesPlace] => "the line is in the main stretch";
    above_main: Share in [LinesPlace]
        => "the main stretch begins d lines below the line: d / (d + 8)";
    below_main: Share in [LinesPlace]
        => "the main stretch ends d lines above the line: d / (d + 8)";
    chance_in_main: Share in [LinesPlace] => "the chance of a line in the main stretch";
    chance_off_main: Share in [LinesPlace] => "the chance of a line outside the main stretch";
    page_chance: Share in [LinesPlace] => "mean chance of the lines of the page";
    short_around: Share in [LinesPlace]
        => "of the four lines above and of the four below: the smaller share that is shorter than 40 columns and ends no sentence";
    cues_around: Share in [LinesPlace]
        => "of the four lines above and of the four below: the smaller share that is a prompt, a head of links or a menu word";
    after_links: Share in [LinesPlace]
        => "heads of links and prompts of two words or more below the start of the main stretch, up to the line: from 0 at none to 1 at three";
    page_prose: Share in [LinesPlace]
        => "of the columns of the page are in lines that look like running text";
    short_in_prose_page: Share in [LinesPlace]
        => "`page_prose`, for a line shorter than 40 columns that ends no sentence";
    page_cues: Share in [LinesPlace]
        => "prompts, heads of links and menu words of the page: from 0 at none to 1 at twenty";
    page_lines: Share in [LinesPlace] => "lines of the page: from 0 at 10 to 1 at 100";
    after_comments: Flag in [LinesPlace]
        => "a prompt about comments is below the start of the main stretch, at the line or above it";
    comments_since: Share in [LinesPlace]
        => "lines of readers’ comments after the first paragraph, up to the line: from 0 at none to 1 at four";
    stamps_around: Share in [LinesPlace]
        => "dates above and below, times 0.88 for each line between: the smaller sum, 1 at most";
    list_under_colon: Share in [LinesPlace]
        => "0.3 + 0.7 × `alike_around`, in a list below a line that ends with a colon";
    alike_around: Share in [LinesPlace]
        => "lines of like shape among the three above and the three below: from 0 at none to 1 at three";
    alike_after_body: Share in [LinesPlace] => "`alike_around` × `before_far`";
    paragraphs_above: Share in [LinesPlace] => "paragraphs above: from 0 at none to 1 at four";
    paragraphs_below: Share in [LinesPlace] => "paragraphs below: from 0 at none to 1 at four";
    lines_since_paragraph: Share in [LinesPlace]
        => "lines up to the nearest paragraph above: from 0 at none to 1 at eight";
    lines_to_paragraph: Share in [LinesPlace]
        => "lines down to the nearest paragraph below: from 0 at none to 1 at eight";
    short_between_paragraphs: Share in [LinesPlace]
        => "`between_near`, for a line shorter than 40 columns that ends no sentence";
    before_credit: Flag in [LinesPlace] => "the next line is the source of a picture";
    below_links: Flag in [LinesPlace] => "the line above is the head of a list of links";
    open_between_paragraphs: Share in [LinesPlace]
        => "`between_near`, for a line of 40 columns or more that ends no sentence";
    capitals_in_text: Share in [LinesPlace]
        => "`between_near` × `capitals`, for a line that ends no sentence";
    shouted_in_text: Share in [LinesPlace]
        => "`between_near`, for a line of 30 columns or more without small letters";
    after_credit: Flag in [LinesPlace] => "the line above is the source of a picture";
}
