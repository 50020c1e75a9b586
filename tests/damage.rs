//! What a machine damaged is mended from a near copy; what people changed is not.

use crate::support::{cleaned, cleaned_with};
use unspin::config::{Config, Level};
use unspin::model::{DocumentReport, RepairKind, Verdict};

const CLEAN: &str = "The harbour board met on Tuesday to hear the report of the engineer, Mr. Thornwick, upon the state of the eastern pier.\n\
    He said that the timber below the water had been eaten away, and that 14 of the piles would have to be replaced before the winter. \
    The cost was put at 2,350 pounds, which the treasurer described as a heavy burden. \"We don't have the money,\" he told the members.\n\
    After a long discussion the board resolved to borrow the sum from the bank for a period of seven years. A deputation of fishermen \
    thanked the chairman, and asked that the smaller boats should be allowed to land their catch at the steps during the repairs.\n\
    The request was granted. The harbour master will place lamps at both ends of the pier, and nobody may walk there after dark.";

fn accepted(report: &DocumentReport) -> Vec<(RepairKind, &str, &str)> {
    let accepted = report.repairs().iter().filter(|repair| repair.verdict == Verdict::Accepted);
    accepted.map(|repair| (repair.kind, &*repair.before, &*repair.after)).collect()
}

/// Changes each word of the article that is named, which must be there.
fn changed(changes: &[(&str, &str)]) -> String {
    let mut text = CLEAN.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// That the damaged article reads like the clean one again, and that the clean one stays.
fn is_mended(damaged: &str, kind: RepairKind) {
    assert_ne!(damaged, CLEAN, "there is something to mend");
    let found = cleaned(&[("clean", CLEAN), ("damaged", damaged)]);
    assert_eq!(accepted(&found[0]), []);
    assert_eq!(found[1].text(), found[0].text());
    assert!(found[1].repairs().iter().all(|repair| repair.kind == kind), "{:?}", accepted(&found[1]));
}

/// That nobody is changed.
fn is_left_alone(other: &str) {
    assert_ne!(other, CLEAN);
    let found = cleaned(&[("clean", CLEAN), ("other", other)]);
    for report in &found {
        assert_eq!(accepted(report), [], "{}", report.id());
    }
}

#[test]
fn a_scan_reads_like_its_correction_again() {
    let scan = changed(&[
        ("board met on", "hoard met ou"),
        ("hear the report", "bear tbe report"),
        ("engineer", "enginecr"),
        ("Thornwick", "Thomwick"),
        ("timber below", "tirnber bclow"),
        ("been eaten", "beeu eatcn"),
        ("treasurer described", "treasnrer dcscribed"),
        ("a heavy burden", "a heavy hurden"),
        ("discussion the", "discussiou tho"),
        ("chairman, and", "chairmau, aud"),
        ("walk there after dark", "walk tbere after clark"),
    ]);
    is_mended(&scan, RepairKind::Misread);
}

#[test]
fn a_number_that_may_be_one_is_left_alone_even_in_a_scan() {
    let scan = changed(&[
        ("hear the report", "bear tbe report"),
        ("engineer", "enginecr"),
        ("timber below", "tirnber bclow"),
        ("that 14 of", "that 11 of"),
        ("2,350", "2,3S0"),
        ("seven years", "sevcn ycars"),
        ("chairman, and", "chairmau, aud"),
    ]);
    let found = cleaned(&[("clean", CLEAN), ("scan", &scan)]);
    let mended = found[1].text();
    assert!(mended.contains("that 11 of the piles"), "it may be what was printed");
    assert!(mended.contains("put at 2,350 pounds"), "\"2,3S0\" is no number");
    assert!(mended.contains("the chairman, and asked"));
}

#[test]
fn a_number_waits_for_a_reader_even_where_what_is_likely_is_applied() {
    let scan = changed(&[
        ("board met on", "hoard met ou"),
        ("hear the report", "bear tbe report"),
        ("engineer", "enginecr"),
        ("timber below", "tirnber bclow"),
        ("been eaten", "beeu eatcn"),
        ("2,350", "2,850"),
        ("treasurer described", "treasnrer dcscribed"),
        ("discussion the", "discussiou tho"),
        ("chairman, and", "chairmau, aud"),
        ("walk there after dark", "walk tbere after clark"),
    ]);
    let mut config = Config::default();
    config.repair.level = Level::Likely;
    let found = cleaned_with(&[("clean", CLEAN), ("scan", scan.as_str())], &config);
    let number =
        found[1].repairs().iter().find(|repair| repair.before.starts_with("2,850")).expect("a reader is asked");
    assert!(number.after.starts_with("2,350") && number.verdict == Verdict::Pending, "{number:?}");
    assert!(found[1].text().contains("put at 2,850 pounds"));
}

#[test]
fn glued_words_come_apart() {
    is_mended(
        &changed(&[("report of the", "report ofthe"), ("and asked", "andasked"), ("the pier,", "thepier,")]),
        RepairKind::Glued,
    );
}

#[test]
fn split_words_come_together() {
    is_mended(
        &changed(&[("eastern", "east ern"), ("discussion", "discussi on"), ("fishermen", "fish ermen")]),
        RepairKind::Split,
    );
}

#[test]
fn question_marks_for_spaces_become_spaces() {
    is_mended(&changed(&[("heavy burden", "heavy?burden"), ("seven years", "seven?years")]), RepairKind::QuestionMark);
}

#[test]
fn a_lone_misprint_is_mended_only_in_an_unmistakable_word() {
    is_mended(&changed(&[("discussion", "discussoin")]), RepairKind::Misread);
    // Two words that are both words, in a text that is sound: an author's choice.
    is_left_alone(&changed(&[("heavy burden", "heavy burdens")]));
    is_left_alone(&changed(&[("lamps at both", "lamps on both"), ("smaller boats", "small boats")]));
}

#[test]
fn lost_marks_come_back_where_the_text_shows_that_they_were_lost() {
    let bare = changed(&[
        ("don't", "dont"),
        ("granted. The", "granted The"),
        ("a heavy burden. ", "a heavy burden "),
        ("after dark.", "after dark"),
        ("pier, and", "pier and"),
    ]);
    is_mended(&bare, RepairKind::Punctuation);
    // House style: fewer commas, no stops behind abbreviations.
    is_left_alone(&changed(&[
        ("eaten away, and", "eaten away and"),
        ("Mr. ", "Mr "),
        ("chairman, and", "chairman and"),
    ]));
}

#[test]
fn a_line_that_stands_twice_in_a_row_stands_once() {
    let last = CLEAN.rsplit('\n').next().unwrap();
    is_mended(&format!("{CLEAN}\n{last}"), RepairKind::DoubledLine);
}

#[test]
fn lines_that_are_lost_are_proposed_and_not_put_there() {
    let mut lines: Vec<&str> = CLEAN.split('\n').collect();
    let lost = lines.remove(2);
    // The witness has one line more in four: too many for an oversight. In a longer article it is one.
    let more = "Another meeting was called for the second week of March, when the plans for the lamps are to be shown to the members.\n\
        The board also heard that the dredger had been sold to a builder in the next town, who will break it up for scrap.";
    let found = cleaned(&[("clean", &format!("{CLEAN}\n{more}")), ("short", &format!("{}\n{more}", lines.join("\n")))]);
    assert!(found.iter().all(|report| accepted(report).is_empty()));
    let proposed: Vec<_> = found[1].repairs().iter().map(|repair| (repair.kind, repair.verdict)).collect();
    assert_eq!(proposed, [(RepairKind::DroppedLine, Verdict::Pending)]);
    assert!(found[1].repairs()[0].after.ends_with(lost.trim()), "{:?}", found[1].repairs()[0]);
}

#[test]
fn a_line_that_breaks_off_is_shown_its_end() {
    let cut = CLEAN.replace(" thanked the chairman, and asked that the smaller boats should be allowed to land their catch at the steps during the repairs.", "");
    let found = cleaned(&[("clean", CLEAN), ("cut", &cut)]);
    assert!(found.iter().all(|report| accepted(report).is_empty()));
    let [repair] = found[1].repairs() else { panic!("{:?}", found[1].repairs()) };
    assert_eq!((repair.kind, repair.verdict), (RepairKind::Truncated, Verdict::Pending));
    assert!(repair.after.ends_with("during the repairs."));
}

#[test]
fn what_people_change_is_left_alone() {
    is_left_alone(&changed(&[
        ("harbour board", "harbor board"),
        ("harbour master", "harbor master"),
        ("described", "denounced"),
    ]));
    is_left_alone(&changed(&[
        ("14 of", "16 of"),
        ("2,350", "2,530"),
        ("seven years", "eight years"),
        ("Tuesday", "Wednesday"),
    ]));
    is_left_alone(&changed(&[
        ("Thornwick", "Thornwyck"),
        ("a heavy burden", "a burden"),
        ("told the members", "told members"),
    ]));
    is_left_alone(&changed(&[("nobody", "no-one"), ("harbour master", "harbourmaster"), ("walk there", "walk on it")]));
}

#[test]
fn two_scans_of_one_page_do_not_mend_each_other() {
    let one = changed(&[
        ("engineer", "enginecr"),
        ("timber", "tirnber"),
        ("treasurer", "treasnrer"),
        ("chairman", "chairmau"),
    ]);
    let two =
        changed(&[("report", "rcport"), ("members", "mcmbers"), ("fishermen", "fishcrmen"), ("smaller", "smallcr")]);
    let found = cleaned(&[("one", &one), ("two", &two)]);
    for report in &found {
        for (_, before, after) in accepted(report) {
            assert!(CLEAN.contains(after) && !CLEAN.contains(before), "{before} -> {after}: nothing wrong comes in");
        }
    }
}

#[test]
fn damage_that_a_second_witness_shares_is_not_mended() {
    let one = changed(&[("discussion", "discussoin")]);
    let two = one.replace("heavy burden", "great burden");
    let found = cleaned(&[("clean", CLEAN), ("one", &one), ("two", &two)]);
    assert!(found.iter().all(|report| accepted(report).is_empty()));
}

#[test]
fn a_language_that_no_list_knows_is_left_alone() {
    let german = "Der Hafenrat trat am Dienstag zusammen, um den Bericht des Ingenieurs über den Zustand der östlichen Mole zu hören.\n\
        Er sagte, dass das Holz unter dem Wasser zerfressen sei und vierzehn Pfähle vor dem Winter ersetzt werden müssten. \
        Die Kosten nannte der Schatzmeister eine schwere Last, die der Hafen allein nicht tragen könne.";
    let scan = german.replace("Bericht des", "Bcricht dcs").replace("Wasser", "Wasscr").replace("schwere", "schwcre");
    let found = cleaned(&[("clean", german), ("scan", &scan)]);
    assert!(found.iter().all(|report| report.repairs().is_empty()));
}
