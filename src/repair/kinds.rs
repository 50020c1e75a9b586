//! The book of repairs: for each kind what it mends, why, and where it errs; its examples are
//! tests.

use crate::model::RepairKind;

/// A sentence as a document has it, and as its witness has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// In the document.
    pub here: &'static str,
    /// In the witness; what the document's sentence becomes where it is mended.
    pub there: &'static str,
}

/// A page of the book: one kind of repair.
#[derive(Debug)]
#[non_exhaustive]
pub struct Kind {
    /// The kind.
    pub kind: RepairKind,
    /// `repair.` and the name of the kind, as golden tests count it.
    pub id: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Where the fault comes from, and how it is told from what a person wrote.
    pub why: &'static str,
    /// What is mended, in a document whose other words show the same fault.
    pub changes: &'static [Example],
    /// What stays, in the same document.
    pub stays: &'static [Example],
    /// When it errs.
    pub errs: &'static str,
    /// Whether sure ones are applied; the others wait for a reader, however sure.
    pub applied: bool,
}

const fn example(here: &'static str, there: &'static str) -> Example {
    Example { here, there }
}

/// All kinds, those of spinners first.
pub const KINDS: &[Kind] = &[
    Kind {
        kind: RepairKind::Homograph,
        id: "repair.homograph",
        summary: "puts back a word of grammar that a spinner exchanged for a word of another meaning",
        why: "A spinner looks words up in a thesaurus and knows nothing of grammar: it writes “past” for every “by” \
            and “take” for every “have”. No author puts these words where they then stand, so that they show that a text \
            is spun before any witness is heard.",
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
        errs: "In a text that is proven spun, an author's own “past” or “take” goes, too, where nothing tells it from the \
            spinner's: “drove past the mill”, of which no sibling speaks, becomes “drove by the mill”. Behind words that \
            it goes with (“half past”, “walked past”) it stays.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Synonym,
        id: "repair.synonym",
        summary: "puts back a word that a spinner exchanged for a so-called synonym",
        why: "The word is spelled well, and often it could stand there: only a witness that has another one between the \
            same neighbours shows it, and only if a spinner is known to write the one for the other, in a document that \
            is proven spun. A difference that no thesaurus explains is never applied by itself: editors differ too.",
        changes: &[
            example("The showtime of the two trains leaves at noon.", "The first of the two trains leaves at noon."),
            example("The metropolis council will vote on the plan.", "The city council will vote on the plan."),
        ],
        stays: &[example("The miller denounced the plan.", "The miller described the plan.")],
        errs: "Beside another telling of the event, an author's rare word goes for the common one of another author: \
            “exacted” for “claimed”.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Name,
        id: "repair.name",
        summary: "puts back a name that a spinner exchanged word by word",
        why: "Spinners do not spare names: “The Hill” becomes “The Colina”. A name is put back only if a witness has it \
            there, and hardly ever where a witness knows the one in the document as a name.",
        changes: &[example(
            "The plan was made by Amber Spider web Services of Westhaven.",
            "The plan was made by Amber Web Services of Westhaven.",
        )],
        stays: &[example("The plan was read by Ruth Olsen on Friday.", "The plan was read by Ruth Nilsen on Friday.")],
        errs: "A name for which the spinner put another name that a witness knows is left as it is: “Finnish capital” \
            for “Helsinki”.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Abbreviation,
        id: "repair.abbreviation",
        summary: "puts back an abbreviation that was written out as something else",
        why: "To a spinner “S.” is the south and “ICE” is water: “U.Due south”. The letters with stops, or in capitals, \
            must stand in a witness at that place.",
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
        summary: "puts back letters that a reading machine took for others",
        why: "A machine that reads a page takes “h” for “b” and “m” for “rn”; what comes out is mostly no word, and the \
            near copy has a word there that looks like it. Where both are words, the whole document must show that it \
            was misread. Digits are shown to a reader, and not changed, where both numbers may have been printed.",
        changes: &[example(
            "The miller gave tbe plan to the councillors.",
            "The miller gave the plan to the councillors.",
        )],
        stays: &[example("The miller paid 14 pounds for the plan.", "The miller paid 11 pounds for the plan.")],
        errs: "A rare name that looks like a word of the copy.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Homoglyph,
        id: "repair.homoglyph",
        summary: "writes letters of another script that look the same as the copy has them",
        why: "Foreign letters that look like ours keep copies from being found, on purpose or not. \
            unicode.homoglyph mends what a word shows by itself; this mends what only the copy shows.",
        // An Armenian letter.
        changes: &[example("The cou\u{578}cil heard the miller on Friday.", "The council heard the miller on Friday.")],
        stays: &[example("The miller called it план on Friday.", "The miller called it plan on Friday.")],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::QuestionMark,
        id: "repair.question_mark",
        summary: "puts back a space or a letter that an encoding turned into a question mark",
        why: "A program that cannot write a character writes “?”. Within a sentence no author does, and the near copy \
            has what stood there.",
        changes: &[example("The plan is a heavy?burden for the town.", "The plan is a heavy burden for the town.")],
        stays: &[example("Is it a burden? The town thinks so.", "Is it a burden. The town thinks so.")],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Punctuation,
        id: "repair.punctuation",
        summary: "puts back marks that were lost or misread, apostrophes above all",
        why: "Filters drop apostrophes, and scanners the stops at the ends of lines. “dont” is mended wherever the copy \
            has “don't”; other marks only in a document that has lost them throughout, because houses differ in commas.",
        changes: &[example(
            "The miller says that they dont know the plan.",
            "The miller says that they don't know the plan.",
        )],
        stays: &[example("The miller, a careful man, knew the plan.", "The miller a careful man knew the plan.")],
        errs: "Where the copy's house sets more marks than the author did, and the document has lost others.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Glued,
        id: "repair.glued",
        summary: "parts words that lost the space between them",
        why: "Line ends and links lose their spaces on the way. The two together are no word, and the near copy has them \
            apart.",
        changes: &[example("The miller told ofthe plan in March.", "The miller told of the plan in March.")],
        stays: &[example("The harbourmaster told of the plan.", "The harbour master told of the plan.")],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::Split,
        id: "repair.split",
        summary: "joins the pieces of a word with a space inside",
        why: "Columns and hyphens leave words in two. One piece at least is no word, and the near copy has them together.",
        changes: &[example("The miller wrote of the east ern bank.", "The miller wrote of the eastern bank.")],
        stays: &[example("The plan takes care of every one.", "The plan takes care of everyone.")],
        errs: "No case is known.",
        applied: true,
    },
    Kind {
        kind: RepairKind::DoubledLine,
        id: "repair.doubled_line",
        summary: "drops a line that stands twice in a row",
        why: "Pages that are loaded in parts repeat the line at the seam. The near copy has it once.",
        changes: &[example(
            "The plan was read aloud by the miller on Friday.\nThe plan was read aloud by the miller on Friday.",
            "The plan was read aloud by the miller on Friday.",
        )],
        stays: &[],
        errs: "A refrain that the copy cut.",
        applied: true,
    },
    Kind {
        kind: RepairKind::DroppedLine,
        id: "repair.dropped_line",
        summary: "proposes the line that the copy has between two lines that follow each other here",
        why: "An extractor that takes a paragraph for boilerplate drops it. But authors and editors cut, too: a reader \
            decides, always.",
        changes: &[example(
            "The miller read the plan aloud on Friday.\nThe town hall was full until the end of the evening.",
            "The miller read the plan aloud on Friday.\nNobody spoke against it, and the clerk wrote that down.\n\
                The town hall was full until the end of the evening.",
        )],
        stays: &[],
        errs: "It is offered where an editor cut.",
        applied: false,
    },
    Kind {
        kind: RepairKind::Truncated,
        id: "repair.truncated",
        summary: "proposes the end of a line that breaks off here and goes on in the copy",
        why: "Feeds and previews cut lines. The line must break off without an end of a sentence; a reader decides, \
            always.",
        changes: &[example(
            "The miller read the plan aloud on Friday, and nobody spoke",
            "The miller read the plan aloud on Friday, and nobody spoke against it before the end of the evening.",
        )],
        stays: &[],
        errs: "It is offered where an editor cut.",
        applied: false,
    },
];

/// The page of a kind.
pub fn kind(kind: RepairKind) -> &'static Kind {
    KINDS.iter().find(|page| page.kind == kind).expect("the book has every kind")
}
