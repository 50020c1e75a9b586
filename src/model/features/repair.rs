//! The features of repairs. Every one is 0 where it says nothing.

use super::declare;

declare! {
    /// What is measured of a candidate: some words of a document, and words of a witness for them.
    struct CandidateFeatures of f32, named "";
    left: Weight 0.0..=4.0 in [RepairExplained RepairUnexplained]
        => "agreement of the words before the place with the best witness";
    right: Weight 0.0..=4.0 in [RepairExplained RepairUnexplained]
        => "agreement of the words after the place with the best witness";
    both: Flag in [RepairExplained RepairUnexplained RepairSecondPass]
        => "the nearest words on both sides agree with the best witness";
    deep: Flag in [RepairExplained RepairUnexplained]
        => "three or more equal words in a row are next to the place";
    aligned: Flag in [RepairExplained RepairUnexplained]
        => "the place is inside a passage that both texts share";
    explained: Flag in []
        => "spinners are known to write the old words for the new ones";
    odds: PowerOfTen -4.0..=4.0 in [RepairExplained]
        => "likelier that a spinner wrote the old words than that an author did"
        => "likelier that an author wrote the old words than that a spinner did";
    gain: PowerOfTen -4.0..=4.0 in [RepairExplained RepairUnexplained]
        => "likelier between these neighbours: the new words, not the old ones"
        => "likelier between these neighbours: the old words, not the new ones";
    own: Weight 0.0..=4.0 in [RepairExplained RepairUnexplained RepairSecondPass]
        => "agreement of the best place where a witness has the old words";
    used: LogCount 0.0..=5.0 in [RepairExplained RepairUnexplained]
        => "uses of the old words by the witnesses";
    more: Count 0.0..=3.0 in [RepairExplained RepairUnexplained]
        => "independent sources that have the new words, beyond the first";
    rivals: Count 0.0..=4.0 in [RepairExplained RepairUnexplained]
        => "other words that witnesses have in the same place";
    alike: Flag in [RepairExplained RepairUnexplained]
        => "the old and the new words are spelt alike: they differ in less than a third of their letters";
    weaker: Weight 0.0..=2.0 in [RepairExplained RepairUnexplained]
        => "agreement of the side that agrees less";
    strange: Flag in [RepairExplained RepairUnexplained]
        => "one of the old words is neither in the background counts nor in a witness";
    longer: Count in [RepairExplained RepairUnexplained]
        => "words beyond one for one, old and new together";
    part: Flag in [RepairExplained]
        => "the new words are some of the old ones, or the old some of the new: one text shortened the other";
    common: PowerOfTen in [RepairExplained RepairUnexplained]
        => "as common in the news as “house”: the new words fit many places";
    near: Share in [RepairExplained RepairUnexplained RepairSecondPass]
        => "of the document is in the best witness";
    spun: PerHundred 0.0..=3.0 in [RepairExplained RepairUnexplained]
        => "different words that no author writes between such neighbours, in the document";
    unwitnessed: Share in []
        => "probability without a witness: the old words are impossible between these neighbours";
    again: Share in [RepairExplained]
        => "the same repair is certain elsewhere in the document, or (60 % at most) in other spun texts";
    taught: Share in []
        => "probability, from other spun texts, that spinners write the old words for the new ones";
    prior: LogOdds -8.0..=8.0 in [RepairSecondPass]
        => "likelier right than wrong before the document was proven spun"
        => "likelier wrong than right before the document was proven spun";
    form: Flag in [RepairSecondPass]
        => "overruled objection: the old and the new words are spelt almost the same";
    name: Flag in [RepairSecondPass]
        => "overruled objection: a witness has the old words as a name";
    cut: Flag in [RepairSecondPass]
        => "overruled objection: an ordinary word would replace a name";
    known: Flag in [RepairSecondPass]
        => "a word that would be removed is a name in a witness";
}

declare! {
    /// What distinguishes a spun document from a clean one.
    struct DocumentFeatures of f32, named "doc_";
    hits: Count in [DocumentSpun]
        => "different words that no author writes between such neighbours, each counted by its probability";
    hit_rate: PerHundred in [DocumentSpun]
        => "different words that no author writes between such neighbours";
    sure: LogCount in [DocumentSpun RepairSecondPass]
        => "different repairs of high confidence";
    sure_rate: PerHundred in [DocumentSpun RepairSecondPass]
        => "different repairs of high confidence";
    share: Share in [DocumentSpun RepairSecondPass]
        => "of the differences from the nearest witness are explained by repairs of high confidence, times its nearness";
    asked: LogCount in [DocumentSpun]
        => "explained differences between equal neighbours";
    lean: PowerOfTen in [DocumentSpun]
        => "likelier, on average of the explained differences, that this text has the spinner’s words than that the witness has"
        => "likelier, on average of the explained differences, that the witness has the spinner’s words than that this text has";
    strange: LogCount in [DocumentSpun]
        => "explained differences with a word that is neither in the background counts nor in a witness";
    phrases: LogCount in [DocumentSpun]
        => "explained differences with a phrase for one word";
    taught: LogCount in [DocumentSpun]
        => "explained differences that other spun texts have too";
    over: Count in []
        => "words that no author writes between such neighbours, more than the nearest witness has"
        => "words that no author writes between such neighbours, fewer than the nearest witness has";
}

declare! {
    /// The differences of a document from its nearest witness, counted by what a machine may have
    /// done.
    struct DamageFeatures of usize, named "doc_";
    misread: Count in []
        => "words that look like the witness’s and are in no list, while the witness’s are";
    misread_there: Count in []
        => "words of the witness that look like those here and are in no list, while those here are";
    names: Count in []
        => "words that look like the witness’s and are a name in no list";
    names_there: Count in []
        => "words of the witness that look like those here and are a name in no list";
    alike: Count in []
        => "words that look like the witness’s, where both or neither are in a list";
    reworded: Count in []
        => "different or missing words that an author or editor chose";
    glued: Count in []
        => "words joined into what is in no list";
    split: Count in []
        => "words split into parts that are in no list";
    spaced_there: Count in []
        => "words that the witness joins or splits";
    marks_lost: Count in []
        => "punctuation marks that only the witness has";
    marks_other: Count in []
        => "punctuation marks that differ from the witness’s";
    marks_missed: Count in []
        => "lost punctuation marks that no house style leaves out";
    encoded: Count in []
        => "letters of another script, or question marks for spaces";
}
