//! Repair, seen from outside: what must be mended, and what must never be touched.

use std::collections::BTreeSet;

use crate::support::{accepted, cleaned};

/// A clean article; every sentence holds words that a spinner exchanges.
const CLEAN: &str = "The council said on Monday that the old harbour bridge will be closed for repairs until the spring. \
    Engineers had been asked by the mayor to examine the cables after a storm in January, and found that several of them \
    were damaged. \"We cannot let people cross a bridge that is not safe,\" said Marta Olsen, who leads the department.\n\n\
    Buses go round by the northern road, which makes the journey about 20 minutes longer. Shops near the harbour have \
    asked the government for help, because fewer customers come to the market. A similar closure in 1998 was followed by \
    a long argument about the costs.\n\n\
    The first part of the work, which has been planned for three years, begins in October. Police will watch the traffic \
    at the junction, and another review of the plans is expected before the end of the year.";

/// The same, spun.
const SPUN: &str = "The council said on Monday that the old haven bridge volition exist shut for repairs until the springtime. \
    Engineers had been asked past the mayor to examine the cables later on a storm in January, and found that several of them \
    were damaged. \"Nosotros cannot permit people cross a bridge that is non safe,\" said Marta Olsen, who leads the department.\n\n\
    Buses go round past the northern road, which makes the journey about 20 minutes longer. Shops near the haven take \
    asked the regime for assistance, considering fewer customers come to the marketplace. A similar closure in 1998 was followed past \
    a long argument about the costs.\n\n\
    The showtime part of the work, which has been planned for three years, begins in October. Police force volition watch the traffic \
    at the junction, and some other review of the plans is expected before the end of the year.";

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn a_spun_copy_reads_like_its_original_again() {
    let found = cleaned(&[("clean", CLEAN), ("spun", SPUN)]);
    assert_eq!(accepted(&found[0]), [], "the original is left alone");
    let (before, after) = (words(SPUN), words(found[1].text()));
    let original = words(CLEAN);
    let wrong = |found: &BTreeSet<String>| found.difference(&original).count();
    assert!(wrong(&before) >= 10, "the test has something to mend");
    assert!(wrong(&after) <= 2, "left: {:?}", after.difference(&original));
}

#[test]
fn one_exchanged_word_is_seen_beside_the_original_only_if_more_show_the_direction() {
    // An editor's choice of another word, in a text that is otherwise the same.
    let edited = CLEAN.replace("closed for repairs", "shut for repairs");
    let found = cleaned(&[("one", CLEAN), ("two", &edited)]);
    assert!(found.iter().all(|report| accepted(report).is_empty()));
}

#[test]
fn house_style_and_short_forms_are_left_alone() {
    let theirs = CLEAN
        .replace("January", "Jan")
        .replace("October", "Oct")
        .replace("three years", "3 years")
        .replace("several of them", "a number of them")
        .replace("about 20 minutes", "some 20 mins")
        .replace("government", "govt");
    let found = cleaned(&[("long", CLEAN), ("short", &theirs)]);
    assert!(
        found.iter().all(|report| accepted(report).is_empty()),
        "{:?}",
        found.iter().map(accepted).collect::<Vec<_>>()
    );
}

#[test]
fn no_name_and_no_number_comes_in_that_no_witness_has_there() {
    let other =
        CLEAN.replace("Marta Olsen", "Berta Nilsen").replace("1998", "1989").replace("20 minutes", "40 minutes");
    let found = cleaned(&[("other", other.as_str()), ("spun", SPUN)]);
    let mended = found[1].text();
    for own in ["Marta Olsen", "1998", "20 minutes", "Monday", "January", "October"] {
        assert!(mended.contains(own), "{own} stays");
    }
    for foreign in ["Berta", "Nilsen", "1989", "40"] {
        assert!(!mended.contains(foreign), "{foreign} stays out");
    }
}

#[test]
fn a_family_in_which_all_are_spun_is_not_repaired() {
    let also = SPUN.replace("Engineers", "Applied scientists");
    let found = cleaned(&[("one", SPUN), ("two", &also)]);
    assert!(found.iter().all(|report| accepted(report).is_empty()));
}

#[test]
fn damage_that_two_witnesses_share_is_no_vote() {
    // Both copies of the original were spun in the same words; the third text shares none of the sentences.
    let found =
        cleaned(&[("one", SPUN), ("two", SPUN), ("three", "The market opens at nine. Nobody spoke of the bridge.")]);
    assert!(found.iter().all(|report| accepted(report).is_empty()));
}

#[test]
fn another_language_is_not_repaired() {
    let german = "Der Stadtrat teilte am Montag mit, dass die alte Hafenbrücke bis zum Frühjahr wegen Reparaturen gesperrt wird. \
        Die Bürgermeisterin hatte Ingenieure gebeten, nach dem Sturm im Januar die Seile zu prüfen, und mehrere waren beschädigt.";
    let other = german.replace("gesperrt wird", "geschlossen bleibt").replace("mehrere", "einige");
    let found = cleaned(&[("eins", german), ("zwei", &other)]);
    assert!(found.iter().all(|report| report.repairs().is_empty()));
}
