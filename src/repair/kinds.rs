//! The kinds of repair: what each one fixes, why, and where it is wrong. The examples are tests.

use crate::model::RepairKind;

/// A sentence of a document, and the sentence of its witness in the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The sentence of the document.
    pub here: &'static str,
    /// The sentence of the witness, which is the sentence of the document after the repair.
    pub there: &'static str,
}

/// The description of one kind of repair.
#[derive(Debug)]
#[non_exhaustive]
pub struct Kind {
    /// The kind.
    pub kind: RepairKind,
    /// The rule id: `repair.` and the name of the kind. Golden tests count repairs by it.
    pub id: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Where the damage comes from, and how it is distinguished from what a person wrote.
    pub why: &'static str,
    /// Examples that are repaired, in a document whose other words have the same damage.
    pub changes: &'static [Example],
    /// Examples that are left alone, in the same document.
    pub stays: &'static [Example],
    /// When the repair is wrong.
    pub errs: &'static str,
    /// Whether repairs of high confidence are applied. Repairs of the other kinds always need a
    /// decision.
    pub applied: bool,
}

const fn example(here: &'static str, there: &'static str) -> Example {
    Example { here, there }
}

/// All kinds, beginning with the repairs of spun words.
pub const KINDS: &[Kind] = &[
    Kind {
        kind: RepairKind::Homograph,
        id: "repair.homograph",
        summary: "restores a function word that a spinner replaced by a word with another meaning",
        why: "A spinner looks words up in a thesaurus and ignores grammar: it writes “past” for every “by” and “take” \
            for every “have”. No author uses these words in such places, so they show that a text is spun even without a \
            witness.",
        changes: &[
            example(
                "The letter was signed past the owner of the mill.",
                "The letter was signed by the owner of the mill.",
            ),
            example("The mill is the latest to take been closed.", "The mill is the latest to have been closed."),
        ],
        stays: &[
            example("It was half past nine on Friday.", "The council came at nine on Friday."),
            example("The owners take the train to the mill.", "The owners go to the mill by train."),
        ],
        errs: "In a text that is proven spun, an author's own “past” or “take” is replaced too if nothing distinguishes it \
            from the spinner's: “drove past the mill”, which no sibling has, becomes “drove by the mill”. After words that \
            it usually follows (“half past”, “walked past”) it is left alone.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Synonym,
        id: "repair.synonym",
        summary: "restores a word that a spinner replaced by a supposed synonym",
        why: "The word is spelled correctly and often fits the sentence. It is repaired only if a witness has another word \
            between the same neighbours, spinners are known to replace the one by the other, and the document is proven \
            spun. A difference that no thesaurus explains is never applied automatically, because editors change words too.",
        changes: &[
            example("The showtime of the two trains leaves at noon.", "The first of the two trains leaves at noon."),
            example("The metropolis council will vote on the plan.", "The city council will vote on the plan."),
        ],
        stays: &[example("The miller denounced the plan.", "The miller described the plan.")],
        errs: "If the witness is another report on the event, an author's rare word may be replaced by another author's \
            common one: “exacted” by “claimed”.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Name,
        id: "repair.name",
        summary: "restores a name whose words a spinner replaced",
        why: "Spinners replace the words of names too: “The Hill” becomes “The Colina”. A name is restored only if a witness \
            has it in the same place, and hardly ever if a witness uses the words of the document as a name.",
        changes: &[example(
            "The plan was made by Amber Spider web Services of Westhaven.",
            "The plan was made by Amber Web Services of Westhaven.",
        )],
        stays: &[example("The plan was read by Ruth Olsen on Friday.", "The plan was read by Ruth Nilsen on Friday.")],
        errs: "A name that the spinner replaced by another name is left alone if a witness has that other name: “Finnish \
            capital” for “Helsinki”.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Abbreviation,
        id: "repair.abbreviation",
        summary: "restores an abbreviation that a spinner took for a word",
        why: "A spinner takes “S.” for the south and “ICE” for water: “U.S” becomes “U.Due south”. A witness must have the \
            abbreviation, with stops or in capitals, in the same place.",
        changes: &[example(
            "The plan needs the word of the U.Due south government.",
            "The plan needs the word of the U.S government.",
        )],
        stays: &[example(
            "The plan needs the word of the US government.",
            "The plan needs the word of the U.S. government.",
        )],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Misread,
        id: "repair.misread",
        summary: "corrects letters that OCR misread",
        why: "OCR takes “h” for “b” and “m” for “rn”. The result is usually not a word, and the near copy has a word that \
            looks like it. If both are words, the whole document must show that it was misread. A number that may be \
            correct is not changed; the repair is only proposed.",
        changes: &[example(
            "The miller gave tbe plan to the councillors.",
            "The miller gave the plan to the councillors.",
        )],
        stays: &[example("The miller paid 14 pounds for the plan.", "The miller paid 11 pounds for the plan.")],
        errs: "A rare name may be replaced if it looks like a word of the copy.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Homoglyph,
        id: "repair.homoglyph",
        summary: "replaces letters of another script that look like the letters of the copy",
        why: "Letters of another script that look like Latin ones hide copies from search, on purpose or not. The rule \
            unicode.homoglyph corrects letters that the word itself shows to be wrong; this repair corrects those that \
            only a near copy shows.",
        // An Armenian letter.
        changes: &[example("The cou\u{578}cil asked the miller on Friday.", "The council asked the miller on Friday.")],
        stays: &[example("The miller called it план on Friday.", "The miller called it plan on Friday.")],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::QuestionMark,
        id: "repair.question_mark",
        summary: "restores a space or a letter that an encoding error turned into a question mark",
        why: "A program that cannot encode a character writes “?” in its place. No author puts a question mark between two \
            letters, and the near copy has the right character.",
        changes: &[example("The plan is a heavy?burden for the town.", "The plan is a heavy burden for the town.")],
        stays: &[example("Is it a burden? The town thinks so.", "Is it a burden. The town thinks so.")],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Punctuation,
        id: "repair.punctuation",
        summary: "restores punctuation marks that were lost or misread, especially apostrophes",
        why: "Filters remove apostrophes, and scanners miss full stops at the ends of lines. “dont” is corrected wherever \
            the copy has “don't”. Other marks are restored only in a document that has lost many of them, because house \
            styles differ in their commas.",
        changes: &[example(
            "The miller says that they dont know the plan.",
            "The miller says that they don't know the plan.",
        )],
        stays: &[example("The miller, a careful man, knew the plan.", "The miller a careful man knew the plan.")],
        errs: "In a document that has lost marks, a mark may be added that only the house style of the copy asks for.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Glued,
        id: "repair.glued",
        summary: "separates words that lost the space between them",
        why: "Spaces are lost at the ends of lines and around links. The two words together are not a word, and the near \
            copy has them apart.",
        changes: &[example("The miller spoke ofthe plan in March.", "The miller spoke of the plan in March.")],
        stays: &[example("The harbourmaster spoke of the plan.", "The harbour master spoke of the plan.")],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Split,
        id: "repair.split",
        summary: "joins the parts of a word that was split by a space",
        why: "Columns and hyphens split words in two. At least one part is not a word, and the near copy has the whole word.",
        changes: &[example("The miller wrote of the east ern bank.", "The miller wrote of the eastern bank.")],
        stays: &[example("The plan takes care of every one.", "The plan takes care of everyone.")],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::DoubledLine,
        id: "repair.doubled_line",
        summary: "removes a line that occurs twice in a row",
        why: "Pages that load in parts repeat the line between two parts. The near copy has it once.",
        changes: &[example(
            "The plan was read aloud by the miller on Friday.\nThe plan was read aloud by the miller on Friday.",
            "The plan was read aloud by the miller on Friday.",
        )],
        stays: &[],
        errs: "A refrain is removed if the copy has it only once.",
        applied: true,
    },
    Kind {
        kind: RepairKind::DroppedLine,
        id: "repair.dropped_line",
        summary: "proposes a line that the copy has between two adjacent lines of the document",
        why: "An extractor drops a paragraph that it takes for boilerplate. But authors and editors cut text too, so the \
            repair always needs a decision.",
        changes: &[example(
            "The miller read the plan aloud on Friday.\nThe town hall was full until the end of the evening.",
            "The miller read the plan aloud on Friday.\nNobody spoke against it, and the clerk wrote that down.\n\
                The town hall was full until the end of the evening.",
        )],
        stays: &[],
        errs: "It is also proposed where an editor cut the text.",
        applied: false,
    },
    Kind {
        kind: RepairKind::Truncated,
        id: "repair.truncated",
        summary: "proposes the end of a line that is cut off and continues in the copy",
        why: "Feeds and previews cut off lines. The line must end inside a sentence. The repair always needs a decision.",
        changes: &[example(
            "The miller read the plan aloud on Friday, and nobody spoke",
            "The miller read the plan aloud on Friday, and nobody spoke against it before the end of the evening.",
        )],
        stays: &[],
        errs: "It is also proposed where an editor cut the text.",
        applied: false,
    },
];

/// The description of a kind.
pub fn kind(kind: RepairKind) -> &'static Kind {
    KINDS.iter().find(|page| page.kind == kind).expect("KINDS has every kind")
}
